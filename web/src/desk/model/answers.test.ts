import { describe, expect, it } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { answersOf, settleAnswers, withAnswer, withoutAnswer } from "./answers";

const engine = engineForTests();
const figures = (deal: Deal) => engine.figures(deal);

/** Tennessee asks about the maker's programme only where there is a rebate of the maker. */
const CODE = "rebate_programme_lowers_price";
const nashville = { state: "TN", county: "Davidson" };
const tennessee: Deal = {
  ...ortega,
  accessories: [],
  products: [],
  fees: [],
  trades: [],
  selling_price: "35000.00",
  places: { registration: nashville, dealer: nashville },
};

describe("answers to the questions of the law", () => {
  // 7 % of 35,000 = 2,450.00 and 2.75 % on the next 1,600 = 44.00; the programme takes 1,000 × 7 % = 70.00 off.
  it("change what is due while the question is asked", () => {
    const plain = settleAnswers(tennessee, {}, figures).outcome.ok?.tax;
    expect(plain?.totals.state).toBe("2494.00");
    expect(plain?.questions.map((question) => [question.code, question.answer])).toEqual([[CODE, "default"]]);
    const answered = settleAnswers(withAnswer(tennessee, CODE, true), {}, figures).outcome.ok?.tax;
    expect(answered?.totals.state).toBe("2424.00");
    expect(answered?.questions[0]?.answer).toBe("given");
  });

  it("stay out once nothing asks for them, and come back with the question", () => {
    const answered = withAnswer(tennessee, CODE, true);
    const without = settleAnswers({ ...answered, rebates: [] }, {}, figures);
    expect(answersOf(without.deal)).toEqual({});
    expect(without.aside).toEqual({ [CODE]: true });
    const again = settleAnswers({ ...without.deal, rebates: ortega.rebates ?? [] }, without.aside, figures);
    expect(answersOf(again.deal)).toEqual({ [CODE]: true });
    expect(again.aside).toEqual({});
    expect(again.outcome.ok?.tax.totals.state).toBe("2424.00");
  });

  it("do not come back after they were taken back by hand", () => {
    const settled = settleAnswers(withoutAnswer(withAnswer(tennessee, CODE, true), CODE), {}, figures);
    expect(answersOf(settled.deal)).toEqual({});
    expect(settled.aside).toEqual({});
  });

  it("are left alone while the deal cannot be worked out", () => {
    const broken = { ...withAnswer(tennessee, CODE, true), rebates: [], selling_price: "-1.00" };
    const settled = settleAnswers(broken, {}, figures);
    expect(settled.outcome.ok).toBeUndefined();
    expect(answersOf(settled.deal)).toEqual({ [CODE]: true });
  });
});
