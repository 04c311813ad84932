/** Saves what was typed 400 ms after the last change, one request at a time for each scenario, until it is stored. */
import { Problem, Unreachable } from "../../api/problem";

export interface Clock {
  after(ms: number, then: () => void): number;
  cancel(timer: number): void;
}

export const browserClock: Clock = {
  after: (ms, then) => window.setTimeout(then, ms),
  cancel: (timer) => window.clearTimeout(timer),
};

/** How a try to save ended. */
export type Saved =
  | { kind: "stored" }
  /** Someone else was faster: what they saved is here by now, beside what was typed. */
  | { kind: "met" }
  | { kind: "refused"; why: string }
  | { kind: "lost"; offline: boolean };

export interface SavePort {
  /** Sends what there is now; resolves in every case. */
  send(scenarioId: string): Promise<Saved>;
  /** Whether the scenario differs from what the server holds, and may be sent at all. */
  pending(scenarioId: string): boolean;
  /** Whether the server holds just what is here. */
  rests(scenarioId: string): boolean;
  /** Tells how it stands. */
  state(scenarioId: string, state: "unsaved" | "saving" | "saved" | "retrying" | "offline"): void;
  refused(scenarioId: string, why: string): void;
}

const QUIET_MS = 400;
/** “Saving” is only said when it takes longer than this. */
const SLOW_MS = 1000;
/** Or when somebody types on and on, and nothing was sent for so long. */
const OWED_MS = 2000;
const PATIENCE_MS = [1000, 2000, 5000, 10_000];

/** How long to wait before the server is asked again, after so many times in vain. */
export function patienceAfter(failures: number): number {
  return PATIENCE_MS[Math.min(failures, PATIENCE_MS.length - 1)] ?? QUIET_MS;
}

interface Lane {
  timer: number | null;
  slow: number | null;
  /** What is here has not been with the server for longer than a moment: nothing else is said until it is. */
  late: boolean;
  flying: Promise<Saved> | null;
  failures: number;
}

export class Saver {
  readonly #port: SavePort;
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();
  #abandoned = false;

  constructor(port: SavePort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
  }

  #lane(id: string): Lane {
    const known = this.#lanes.get(id);
    if (known) return known;
    const lane: Lane = { timer: null, slow: null, late: false, flying: null, failures: 0 };
    this.#lanes.set(id, lane);
    return lane;
  }

  /** Something was typed: wait until it is quiet. */
  changed(id: string): void {
    const lane = this.#lane(id);
    if (lane.failures === 0) this.#port.state(id, lane.late ? "saving" : "unsaved");
    if (lane.slow === null && !lane.late) this.#slowAfter(id, lane, OWED_MS);
    this.#wait(id, lane, QUIET_MS);
  }

  /** Saves now and resolves when the lane is at rest, stored or not. */
  async flush(id: string): Promise<void> {
    const lane = this.#lane(id);
    this.#stop(lane);
    if (lane.flying) await lane.flying;
    let ended: Saved["kind"] = "met";
    // Beside what somebody else saved first, it goes again.
    while (ended === "met" && this.#isWanted(id, lane)) {
      // Of several that waited, the first sends what all of them left.
      ended = (await (lane.flying ?? this.#fly(id, lane))).kind;
    }
  }

  /** Whether a save is on its way. */
  isFlying(id: string): boolean {
    return this.#lane(id).flying !== null;
  }

  /** The connection is back: whatever waits goes now. */
  online(): void {
    for (const [id, lane] of this.#lanes) {
      if (lane.failures > 0) void this.flush(id);
    }
  }

  /** Nothing more is sent. */
  abandon(): void {
    this.#abandoned = true;
    for (const lane of this.#lanes.values()) {
      this.#stop(lane);
      this.#owesNothing(lane);
    }
  }

  #wait(id: string, lane: Lane, ms: number): void {
    this.#stop(lane);
    if (this.#abandoned) return;
    lane.timer = this.#clock.after(ms, () => {
      lane.timer = null;
      if (!lane.flying && this.#isWanted(id, lane)) void this.#fly(id, lane);
    });
  }

  #slowAfter(id: string, lane: Lane, ms: number): void {
    if (lane.slow !== null) this.#clock.cancel(lane.slow);
    lane.slow = this.#clock.after(ms, () => {
      lane.slow = null;
      if (lane.failures > 0 || (!lane.flying && !this.#port.pending(id))) return;
      lane.late = true;
      this.#port.state(id, "saving");
    });
  }

  #owesNothing(lane: Lane): void {
    if (lane.slow !== null) this.#clock.cancel(lane.slow);
    lane.slow = null;
    lane.late = false;
  }

  #stop(lane: Lane): void {
    if (lane.timer !== null) this.#clock.cancel(lane.timer);
    lane.timer = null;
  }

  /** Whether there is something to send; where there is nothing any more, nothing is tried again either. */
  #isWanted(id: string, lane: Lane): boolean {
    if (this.#abandoned) return false;
    if (this.#port.pending(id)) return true;
    // Taken back before it went.
    this.#owesNothing(lane);
    if (lane.failures > 0) {
      lane.failures = 0;
      this.#tell(id);
    }
    return false;
  }

  #fly(id: string, lane: Lane): Promise<Saved> {
    if (!lane.late) this.#slowAfter(id, lane, SLOW_MS);
    const landed = (saved: Saved) => {
      lane.flying = null;
      this.#landed(id, lane, saved);
      return saved;
    };
    lane.flying = this.#port.send(id).then(landed, (fault: unknown) => {
      // A fault of this program is heard of, and keeps nothing from being saved.
      landed({ kind: "lost", offline: false });
      throw fault;
    });
    return lane.flying;
  }

  #landed(id: string, lane: Lane, saved: Saved): void {
    if (saved.kind === "lost") {
      this.#owesNothing(lane);
      this.#port.state(id, saved.offline ? "offline" : "retrying");
      this.#wait(id, lane, patienceAfter(lane.failures));
      lane.failures += 1;
      return;
    }
    lane.failures = 0;
    if (saved.kind === "refused") {
      this.#owesNothing(lane);
      // What is typed next is not with the server either before it says so.
      lane.late = true;
      this.#port.refused(id, saved.why);
    } else if (this.#port.pending(id)) this.changed(id);
    else {
      this.#owesNothing(lane);
      this.#tell(id);
    }
  }

  /** What came to be wrong while the save was on its way is not saved with it. */
  #tell(id: string): void {
    this.#port.state(id, this.#port.rests(id) ? "saved" : "unsaved");
  }
}

/** What an error of the network means for the save. */
export function savedFrom(error: unknown, online: boolean): Saved {
  if (error instanceof Unreachable) return { kind: "lost", offline: !online };
  if (error instanceof Problem) {
    if (error.status >= 500 || error.status === 429) return { kind: "lost", offline: false };
    const first = error.faults[0];
    return { kind: "refused", why: first ? first.detail : error.detail || error.title };
  }
  throw error;
}
