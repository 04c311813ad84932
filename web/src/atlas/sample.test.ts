import { describe, expect, it } from "vitest";
import { firstSample, isDay, readAtlas, writeAtlas } from "./sample";

const TODAY = "2026-11-21";

describe("the address of the atlas", () => {
  it("without anything is the first sample, today", () => {
    const atlas = readAtlas("", TODAY);
    expect(atlas.sample).toEqual(firstSample(TODAY));
    expect(atlas).toMatchObject({ view: "map", shown: "state", compared: [], places: {}, answers: {} });
  });

  it("holds all of it, also when it is opened another year", () => {
    const search =
      "price=41250.5&trade=0&kind=lease&cond=new&class=motorcycle&fuel=electric&sold=fl&on=2026-03-01" +
      "&term=24&factor=0.0021&view=compare&show=all&with=TN,fl,TN,XX&sort=-due" +
      "&place.TN=Memphis|Shelby|38103&ask.TN.moved=yes&ask.TN.days_here=30&ask.FL.paid=1200.00";
    const atlas = readAtlas(search, TODAY);
    expect(atlas.sample).toMatchObject({
      trade: "0.00",
      kind: "lease",
      condition: "new",
      class: "motorcycle",
      fuel: "electric",
      sold: "FL",
      on: "2026-03-01",
      term: 24,
      factor: "0.0021",
    });
    // Half a dime is no amount: the first price stays.
    expect(atlas.sample.price).toBe("35000.00");
    expect(atlas.compared).toEqual(["TN", "FL"]);
    expect(atlas.places).toEqual({ TN: { state: "TN", city: "Memphis", county: "Shelby", zip: "38103" } });
    expect(atlas.answers).toEqual({ TN: { moved: true, days_here: 30 }, FL: { paid: "1200.00" } });
    expect(readAtlas(writeAtlas(atlas, TODAY), "2031-01-02")).toEqual(atlas);
  });

  it("drops what it cannot read", () => {
    const atlas = readAtlas(
      "price=lots&trade=-5&on=2026-02-30&kind=gift&term=many&sold=ZZ&view=globe&place.ZZ=a|b|c&ask.TN.x=perhaps",
      TODAY,
    );
    expect(atlas).toEqual(readAtlas("", TODAY));
  });

  it("knows a day of the calendar from a text like one", () => {
    expect(isDay("2028-02-29")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
    expect(isDay("2026-2-1")).toBe(false);
    expect(isDay("")).toBe(false);
  });
});
