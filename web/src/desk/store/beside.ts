/** Asks the engine's worker for what stands beside the payment, and puts the answers to the newest question in place. */
import type { Answered, LaterEngine } from "../../engine/later";
import { type DeskState, type Later, openScenario, type Scenario } from "./state";
import { phasesOf } from "./trials";

interface Place {
  state(): DeskState;
  land(later: Later): void;
  scenario(id: string, change: Partial<Scenario>): void;
}

const NOTHING_YET: Omit<Later, "scenarioId" | "edit"> = {
  effects: null,
  grid: null,
  roll: null,
  lenders: null,
  lendersFault: null,
  limits: [],
  commission: null,
};

export class Beside {
  readonly #engine: LaterEngine;
  readonly #place: Place;
  #asked = 0;

  constructor(engine: LaterEngine, place: Place) {
    this.#engine = engine;
    this.#place = place;
  }

  askOpen(): void {
    const state = this.#place.state();
    const open = openScenario(state);
    if (open.faults.length > 0) return;
    this.#asked += 1;
    const { edit, id } = open;
    this.#engine.ask({ lane: "open", revision: this.#asked, phases: phasesOf(open, state) }, (answers) =>
      this.#landed(id, edit, answers),
    );
  }

  #landed(scenarioId: string, edit: number, answers: readonly Answered[]): void {
    const state = this.#place.state();
    const open = openScenario(state);
    if (open.id !== scenarioId || open.edit !== edit) return;
    const before = state.later;
    let later =
      before?.scenarioId === scenarioId ? { ...before, edit } : { ...NOTHING_YET, scenarioId, edit };
    for (const each of answers) {
      if (each.of === "lenders") {
        // An offer beside another deal's payment would be a wrong one.
        const { ok: lenders = null, faults } = each.answer;
        later = { ...later, lenders, lendersFault: faults?.[0]?.detail ?? null };
        continue;
      }
      // What cannot be worked out keeps the last one, as the payment does.
      if (each.of === "figures" || !each.answer.ok) continue;
      later =
        each.of === "limits"
          ? { ...later, limits: each.answer.ok.breaches }
          : { ...later, [each.of]: each.answer.ok };
    }
    if (state.aim.target === null) later.roll = null;
    this.#place.land(later);
  }

  /** The scenarios beside the open one. */
  askOthers(): void {
    const { openId, scenarios } = this.#place.state();
    const others = scenarios.filter((each) => each.id !== openId);
    if (others.length === 0) return;
    const edits = new Map(others.map(({ id, edit }) => [id, edit]));
    const editOf = (id: string) => this.#place.state().scenarios.find((each) => each.id === id)?.edit;
    this.#asked += 1;
    this.#engine.ask(
      {
        lane: "others",
        revision: this.#asked,
        phases: others.map(({ id, inputs }) => [{ of: "figures", id, deal: inputs }]),
      },
      (answers) => {
        for (const each of answers) {
          if (each.of !== "figures" || editOf(each.id) !== edits.get(each.id)) continue;
          const { answer } = each;
          const change = answer.faults ? { faults: answer.faults } : { figures: answer.ok, faults: [] };
          this.#place.scenario(each.id, change);
        }
      },
    );
  }
}
