import { describe, expect, it } from "vitest";
import { engineForTests } from "../engine/testing";
import { amountOf, assessAll, bearsLocal, burden, refusalWord, type StateAnswer } from "./assess";
import { alike, compareStates } from "./compare-rows";
import { readAtlas } from "./sample";
import { rowsOf } from "./table-rows";
import { TILES } from "./tiles";

const engine = engineForTests();
const known = new Set(engine.versions().jurisdictions);
const over = (search: string) => assessAll(engine, readAtlas(search, "2026-11-21"));

function taxOf(answer: StateAnswer | undefined) {
  if (answer?.kind !== "assessed") throw new Error("An assessment is expected here.");
  return answer.tax;
}

/** What an engine cannot do without, and what it cannot place: neither may happen at a main place. */
const LOST = /place_needed|unknown_zip|zip_elsewhere|unknown_county|no_local_rate|bad_zip|unknown_state/;

describe("the sample deal over all states", () => {
  const answers = over("");

  it("has an answer for each of the 51, and says which are not compiled in", () => {
    expect(answers.size).toBe(51);
    const absent = TILES.map((tile) => tile.code).filter((code) => answers.get(code)?.kind === "absent");
    expect(absent).toEqual(TILES.map((tile) => tile.code).filter((code) => !known.has(code)));
  });

  it("finds the main place of every state in its rate table", () => {
    const lost = ["", "cond=new&contract=2000&gap=800", "kind=lease&down=2000"].flatMap((search) =>
      [...over(search)].flatMap(([code, answer]) =>
        answer.kind === "refused"
          ? answer.faults.filter((fault) => LOST.test(fault.code)).map((fault) => `${code}: ${fault.detail}`)
          : [],
      ),
    );
    expect(lost).toEqual([]);
  });

  // 35,000 + 500 − 10,000 = 25,500, the maker's rebate staying in. Tennessee: 7 % = 1,785.00, 2.75 % of the 1,600 above
  // the first 1,600 = 44.00; Nashville takes 2.75 % of the first 1,600 = 44.00. Florida: 6 % = 1,530.00, and Leon
  // County 1.5 % of the first 5,000 = 75.00. Montana has no sales tax.
  it("comes to the cents of the law", () => {
    expect(taxOf(answers.get("TN")).totals).toMatchObject({
      state: "1829.00",
      local: "44.00",
      due: "1873.00",
    });
    expect(taxOf(answers.get("FL")).totals).toMatchObject({
      state: "1530.00",
      local: "75.00",
      due: "1605.00",
    });
    expect(amountOf(answers.get("TN"), "state")).toBe("1829.00");
    expect(amountOf(answers.get("TN"), "all")).toBe("1873.00");
    expect(amountOf(answers.get("MT"), "all")).toBe("0.00");
    expect(bearsLocal(answers.get("TN"))).toBe(true);
    expect(bearsLocal(answers.get("MT"))).toBe(false);
    expect(burden("1873.00", "35000.00")).toBe("5.35%");
  });

  it("takes the place that is named in a state", () => {
    // Memphis: Shelby County takes 2.75 % of the first 1,600 too; Pinellas only 1 % of the first 5,000 = 50.00.
    const elsewhere = over("place.FL=|Pinellas|33707");
    expect(taxOf(elsewhere.get("FL")).totals.local).toBe("50.00");
  });

  it("says of a day before the law that it is the day", () => {
    const [, answer] = [...over("on=1999-01-01")].find(([code]) => code === "TN") ?? [];
    if (answer?.kind !== "refused") throw new Error("No law of 1999 is compiled in.");
    expect(answer.faults).toMatchObject([{ pointer: "/date", code: "date_before_rules" }]);
    expect(refusalWord(answer.faults)).toBe("no law");
  });

  // Sold by a dealer of Tennessee and titled in Florida: Tennessee asks nothing on affidavit, Florida its own tax.
  it("sells from one state into all of them", () => {
    const sold = taxOf(over("sold=TN").get("FL"));
    expect(sold.collected_by_dealer).toBe("0.00");
    expect(sold.due_at_registration).toBe("1605.00");
  });

  it("answers only what a state asks", () => {
    const answered = over("ask.TN.rebate_programme_lowers_price=yes&ask.TN.nobody_asks=yes");
    // 1,000 less in the base: 7 % of it are 70.00.
    expect(taxOf(answered.get("TN")).totals.state).toBe("1759.00");
    const without = over("rebate=0&ask.TN.rebate_programme_lowers_price=yes");
    expect(taxOf(without.get("TN")).questions).toEqual([]);
    expect(taxOf(without.get("TN")).totals.state).toBe("1829.00");
  });
});

describe("the list and the comparison", () => {
  const answers = over("");

  it("sorts amounts and leaves what is not known at the end", () => {
    const down = rowsOf(answers, "35000.00", { column: "due", down: true });
    const amounts = down.map((row) => row.due);
    const firstUnknown = amounts.indexOf(null);
    expect(firstUnknown === -1 || amounts.slice(firstUnknown).every((due) => due === null)).toBe(true);
    const cents = amounts.filter((due) => due !== null).map((due) => Math.round(Number(due) * 100));
    expect(cents).toEqual(cents.toSorted((a, b) => b - a));
    const up = rowsOf(answers, "35000.00", { column: "due", down: false }).map((row) => row.due);
    expect(up[0]).toBe("0.00");
    const names = rowsOf(answers, "35000.00", { column: "name", down: true });
    expect([names[0]?.id, names.at(-1)?.id]).toEqual(["WY", "AL"]);
  });

  it("says line by line what each law does", () => {
    const groups = compareStates([answers.get("TN"), answers.get("CA")], "35000.00", false);
    const lines = groups.flatMap((group) => group.lines);
    const said = (name: string) => lines.find((line) => line.name === name)?.cells.map((cell) => cell?.text);
    // California taxes the whole price: a trade-in is only a way of paying it.
    expect(said("Trade-in")).toEqual(["off 10,000.00", "not taxed"]);
    expect(said("Dealer service fee")).toEqual(["taxed 500.00", "taxed 500.00"]);
    expect(said("State rate")).toEqual(["7% + 2.75%", "7.25%"]);
    const alikes = lines.filter(alike).map((line) => line.name);
    expect(alikes).toContain("Dealer service fee");
    expect(alikes).not.toContain("Trade-in");
  });
});
