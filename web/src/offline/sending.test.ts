import { beforeEach, describe, expect, it, vi } from "vitest";
import { Problem, Unreachable } from "../api/problem";
import * as api from "../desk/api/deals";
import type { Draft } from "../desk/store/state";
import { ortega } from "../engine/example";
import { sendDraft } from "./sending";

// The server's side of the wire.
vi.mock("../desk/api/deals", () => ({
  etagOf: (revision: number) => `"${revision}"`,
  readStructure: vi.fn<() => unknown>(),
  saveStructure: vi.fn<() => unknown>(),
  copyStructure: vi.fn<() => unknown>(),
}));

const server = vi.mocked(api);

const problem = (status: number, detail = "") =>
  new Problem({ status, slug: "", title: "", detail, faults: [], requestId: null });

/** What the server holds of the scenario; a save with an old ETag is refused as the real one does. */
let held: { name: string; inputs: typeof ortega; revision: number };
const structure = () => ({ value: { id: "s1", ...held }, etag: `"${held.revision}"` }) as never;

/** 4,000 down instead of 3,000, typed on revision 1. */
const draft: Draft = {
  id: "s1",
  name: "As asked",
  inputs: { ...ortega, cash_down: "4000.00" },
  stored: { name: "As asked", inputs: ortega, etag: '"1"', revision: 1 },
  sent: [],
};

let noted: Draft[];
const note = async (next: Draft) => void noted.push(next);

beforeEach(() => {
  noted = [];
  held = { name: "As asked", inputs: ortega, revision: 1 };
  server.saveStructure.mockReset();
  server.saveStructure.mockImplementation(async (_deal, _id, { name, inputs }, ifMatch) => {
    if (ifMatch !== `"${held.revision}"`) throw problem(412);
    held = { name, inputs, revision: held.revision + 1 };
    return structure();
  });
  server.readStructure.mockReset();
  server.readStructure.mockImplementation(async () => structure());
  server.copyStructure.mockReset();
});

describe("what was typed at a deal that is not open", () => {
  it("is sent once, and known to be on its way before it goes", async () => {
    expect(await sendDraft("d1", draft, note)).toEqual({ kind: "sent" });
    expect(held).toEqual({ name: "As asked", inputs: draft.inputs, revision: 2 });
    expect(noted).toEqual([{ ...draft, sent: [draft.inputs] }]);
  });

  it("is not sent again where only the answer was lost", async () => {
    held = { name: "As asked", inputs: draft.inputs, revision: 2 };
    expect(await sendDraft("d1", { ...draft, sent: [draft.inputs] }, note)).toEqual({ kind: "sent" });
    expect(held.revision).toBe(2);
  });

  it("stands beside what somebody changed on another line", async () => {
    held = { name: "As asked", inputs: { ...ortega, selling_price: "40500.00" }, revision: 2 };
    expect(await sendDraft("d1", draft, note)).toEqual({ kind: "sent" });
    expect(held.inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
    expect(held.revision).toBe(3);
  });

  it("waits for the desk where somebody changed the same line", async () => {
    held = { name: "As asked", inputs: { ...ortega, cash_down: "5000.00" }, revision: 2 };
    const outcome = await sendDraft("d1", draft, note);
    expect(outcome.kind).toBe("stuck");
    expect(held.inputs.cash_down).toBe("5000.00");
    expect(noted.at(-1)?.inputs.cash_down).toBe("4000.00");
  });

  it("comes back as a scenario of its own where that one was taken off the deal", async () => {
    server.saveStructure.mockRejectedValue(problem(404));
    expect(await sendDraft("d1", draft, note)).toEqual({ kind: "sent" });
    expect(server.copyStructure.mock.calls).toEqual([
      ["d1", { name: "As asked, mine", inputs: draft.inputs }, "typed-at-s1-on-1"],
    ]);
  });

  it("is tried later while the server cannot be reached or nobody is signed in", async () => {
    for (const error of [new Unreachable(null), problem(503), problem(401), problem(429)]) {
      server.saveStructure.mockRejectedValueOnce(error);
      expect(await sendDraft("d1", draft, note)).toEqual({ kind: "later" });
    }
  });

  it("says what the server said against it", async () => {
    server.saveStructure.mockRejectedValue(problem(409, "The deal is contracted."));
    expect(await sendDraft("d1", draft, note)).toEqual({ kind: "stuck", why: "The deal is contracted." });
  });
});
