import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Saved, Saver } from "./saving";

/** What is here and what the server holds, and how each try to save ends. */
let here: string;
let held: string;
let tries: (() => Promise<Saved>)[];
let said: string[];
let saver: Saver;

const STORED: Saved = { kind: "stored" };

beforeEach(() => {
  vi.useFakeTimers();
  [here, held, tries, said] = ["a", "a", [], []];
  saver = new Saver(
    {
      send: () => {
        const end = tries.shift();
        if (end) return end();
        held = here;
        return Promise.resolve(STORED);
      },
      pending: () => here !== held,
      rests: () => here === held,
      state: (_id, kind) => void said.push(kind),
      refused: (_id, why) => void said.push(why),
    },
    {
      after: (ms, then) => setTimeout(then, ms) as unknown as number,
      cancel: (timer) => clearTimeout(timer),
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

it("goes on after a fault of the program, which whoever waited hears of", async () => {
  tries = [() => Promise.reject(new TypeError("a fault"))];
  here = "b";
  await expect(saver.flush("s1")).rejects.toThrow("a fault");
  expect(said.at(-1)).toBe("retrying");
  await vi.advanceTimersByTimeAsync(1000);
  expect(held).toBe("b");
  expect(said.at(-1)).toBe("saved");
});

it("says so where what was tried in vain is not wanted any more", async () => {
  tries = [async () => ({ kind: "lost", offline: true })];
  here = "b";
  saver.changed("s1");
  await vi.advanceTimersByTimeAsync(400);
  expect(said.at(-1)).toBe("offline");
  here = "a";
  await vi.advanceTimersByTimeAsync(1000);
  expect(said.at(-1)).toBe("saved");
  // And the next change waits for quiet again, as after any save.
  here = "c";
  saver.changed("s1");
  expect(said.at(-1)).toBe("unsaved");
});

it("sends again at once beside what somebody else saved first, and later where nobody waits", async () => {
  tries = [async () => ({ kind: "met" }), async () => ({ kind: "met" })];
  here = "b";
  await saver.flush("s1");
  expect(held).toBe("b");
  tries = [async () => ({ kind: "met" })];
  here = "c";
  saver.changed("s1");
  await vi.advanceTimersByTimeAsync(400);
  expect(held).toBe("b");
  await vi.advanceTimersByTimeAsync(400);
  expect(held).toBe("c");
});
