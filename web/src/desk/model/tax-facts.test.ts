import { describe, expect, it } from "vitest";
import { ortega } from "../../engine/example";
import { check, factsOf, newExempt, newPaid, withFacts } from "./tax-facts";

describe("tax paid elsewhere and exemptions", () => {
  it("names every field that is missing or wrong", () => {
    const [blank, wordy, zero] = [newPaid(), newPaid(), newPaid()];
    const [first, again] = [newExempt(), newExempt()];
    const wrong = check({
      paid: [
        blank,
        { ...wordy, state: "GA", amount: "much", rate: "many" },
        { ...zero, state: "GA", amount: "0" },
      ],
      exempt: [
        { ...first, code: "active_military" },
        { ...again, code: "active_military" },
      ],
    });
    expect(wrong).toEqual({
      [`${blank.id}/state`]: "Which state was it paid to?",
      [`${blank.id}/amount`]: "An amount is needed here.",
      [`${wordy.id}/amount`]: "“much” is not an amount. Try 3000, 3k or =2500+500.",
      [`${wordy.id}/rate`]: "“many” is not a rate. Try 6.25.",
      [`${zero.id}/amount`]: "A tax that was paid is above zero.",
      [`${again.id}/code`]: "This exemption is claimed already.",
    });
  });

  it("goes into the deal and comes out again", () => {
    const deal = withFacts(ortega, {
      paid: [{ ...newPaid(), state: "GA", amount: "1,987.5", rate: "6.6", date: "2026-10-01" }],
      exempt: [{ ...newExempt(), code: "active_military", certificate: " 4711 " }],
    });
    expect(deal.tax?.tax_paid_elsewhere).toEqual([
      { state: "GA", amount: "1987.50", date: "2026-10-01", rate: "0.066" },
    ]);
    expect(deal.tax?.exemptions).toEqual([{ code: "active_military", certificate: "4711" }]);
    expect(factsOf(deal).paid[0]).toMatchObject({
      state: "GA",
      amount: "1987.50",
      rate: "6.6",
      date: "2026-10-01",
    });
    expect(withFacts(deal, { paid: [], exempt: [] }).tax?.exemptions).toEqual([]);
  });
});
