import { describe, expect, it } from "vitest";
import { ortega } from "../engine/example";
import type { Deal } from "../engine";
import type { Draft } from "../desk/store/state";
import { besideOtherTabs, together } from "./tabs";

const draft = (id: string, typed: Partial<Deal>): Draft => ({
  id,
  name: "As asked",
  inputs: { ...ortega, ...typed },
  stored: { name: "As asked", inputs: ortega, etag: '"1"', revision: 1 },
  sent: [],
});

describe("two tabs that keep drafts of one deal", () => {
  const first = draft("A", { cash_down: "4000.00" });
  const second = draft("B", { cash_down: "5000.00" });

  it("keep both, and each takes away only its own", () => {
    const both = besideOtherTabs([first], [second], []);
    expect(both).toEqual([second, first]);
    // The first one saved what it had.
    expect(besideOtherTabs(both, [], [first])).toEqual([second]);
    expect(besideOtherTabs([second], [], [second])).toEqual([]);
  });

  it("replace their own as one types on", () => {
    const more = draft("A", { cash_down: "4500.00" });
    expect(besideOtherTabs([first, second], [more], [first])).toEqual([more, second]);
  });

  it("put their lines of one scenario together, and of the same line keep the newer", () => {
    const price = draft("A", { selling_price: "40500.00" });
    const kept = besideOtherTabs([first], [price, second], []);
    const [joined, other] = together(kept);
    expect(joined?.inputs).toEqual({ ...ortega, cash_down: "4000.00", selling_price: "40500.00" });
    expect(other).toEqual(second);
    const [newer] = together(besideOtherTabs([first], [draft("A", { cash_down: "4900.00" })], []));
    expect(newer?.inputs.cash_down).toBe("4900.00");
    // Typing on in the second tab, or taking it back there, leaves what the first one typed.
    const on = besideOtherTabs(kept, [draft("A", { selling_price: "40700.00" })], [price, second]);
    expect(together(on)[0]?.inputs).toEqual({
      ...ortega,
      cash_down: "4000.00",
      selling_price: "40700.00",
    });
    expect(together(besideOtherTabs(kept, [], [price, second]))).toEqual([first]);
  });

  it("remember what either sent without an answer", () => {
    const sent = { ...first, sent: [first.inputs] };
    const [joined] = together([draft("A", { selling_price: "40500.00" }), sent]);
    expect(joined?.sent).toEqual([first.inputs]);
  });
});
