import { expect, it, vi } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { scenarioOf } from "./scenario";
import { cancelled, linesOfOthers, redone, typed, undone } from "./undoing";
import { structure } from "./world-for-tests";

vi.mock("../api/deals", () => ({ etagOf: (revision: number) => `"${revision}"` }));

const down = (cash_down: string): Deal => ({ ...ortega, cash_down });
const scenario = scenarioOf(structure(ortega));

it("makes one step of what is typed in one go, and a way back", () => {
  const first = { ...scenario, ...typed(scenario, down("4.00"), false) };
  const open = { ...first, ...typed(first, down("4000.00"), true) };
  expect(open.past).toEqual([ortega]);
  expect(undone(open)).toEqual({ inputs: ortega, past: [], future: [down("4000.00")] });
  const back = { ...open, ...undone(open) };
  expect(redone(back)).toEqual({ inputs: down("4000.00"), past: [ortega], future: [] });
  expect(cancelled(open)).toEqual({ inputs: ortega, past: [] });
  expect([undone(scenario), redone(scenario), cancelled(scenario)]).toEqual([null, null, null]);
});

it("forgets what was undone once something else is typed, and the oldest of very many steps", () => {
  const past = Array.from({ length: 200 }, (_, at) => down(`${at}.00`));
  const open = { ...scenario, past, future: [down("9.00")] };
  const after = typed(open, down("4000.00"), false);
  expect(after.future).toEqual([]);
  expect(after.past).toEqual([...past.slice(1), ortega]);
});

it("knows the lines of others that it would take back, until they are typed here again", () => {
  const open = { ...scenario, inputs: down("4500.00"), past: [ortega], overtaken: ["cash_down"] };
  expect(linesOfOthers(open, ortega)).toEqual([["cash_down"]]);
  expect(linesOfOthers(open, { ...open.inputs, selling_price: "40500.00" })).toEqual([]);
  expect(typed(open, { ...open.inputs, selling_price: "40500.00" }, false).overtaken).toEqual(["cash_down"]);
  expect(typed(open, down("4600.00"), false).overtaken).toEqual([]);
});
