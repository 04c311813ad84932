import { describe, expect, it } from "vitest";
import { termsOf } from "./figures";

describe("the terms of a menu in words", () => {
  const figures = { tax_at_signing: "0.00", total_price: "24000.00", payments: 60, apr: "0.0649" };

  it("counts the payments", () => {
    expect(termsOf(figures)).toBe("60 payments, 6.49% APR");
  });

  it("tells a balloon apart from the payments before it", () => {
    expect(termsOf({ ...figures, last_payment: "6000.28" })).toBe(
      "59 payments and a last one of $6,000.28, 6.49% APR",
    );
  });
});
