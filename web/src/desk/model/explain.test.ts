import { describe, expect, it } from "vitest";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { explain, principalBase } from "./explain";

const tax = engineForTests().figures(ortega).ok?.tax;

function explained(code: string) {
  const line = tax?.lines.find((each) => each.code === code);
  if (!tax || !line) throw new Error(`No line ${code}.`);
  const { parts, before } = explain(tax, line);
  return { parts: parts.map((part) => `${part.kind} ${part.amount}`), before };
}

describe("the base of a tax, term by term", () => {
  it("adds up to what the state taxes, without what another tax takes", () => {
    expect(explained("FL_SALES")).toEqual({
      parts: ["vehicle 41000.00", "accessories 714.00", "doc_fee 899.00", "trade_in -14500.00"],
      before: null,
    });
  });

  it("shows all of it where a cap lets the tax reach only a part", () => {
    expect(explained("FL_SURTAX").before).toBe("28113.00");
  });

  it("is of one payment where a lease is taxed by payment", () => {
    const lease = engineForTests().figures({
      ...ortega,
      kind: "lease",
      lease: { term_months: 36, money_factor: "0.00195", residual_percent: "0.61" },
    }).ok?.tax;
    const line = lease?.lines.find((each) => each.due === "payment");
    if (!lease || !line) throw new Error("Florida taxes each payment.");
    expect(explain(lease, line)).toEqual({ parts: [], before: null });
  });

  it("is the one product where a tax takes only that", () => {
    expect(explained("FL_SERVICE_WARRANTY").parts).toEqual(["service_contract 2495.00"]);
  });

  // 41,000 + 714 + 899 − 14,500 = 28,113; the service contract has a tax of its own.
  it("parts what is taxed by itself from the principal base", () => {
    if (!tax) throw new Error("The example can be taxed.");
    const { parts, apart, adds } = principalBase(tax);
    expect(parts.map((part) => part.kind)).toEqual(["vehicle", "accessories", "doc_fee", "trade_in"]);
    expect(apart.map((part) => part.kind)).toEqual(["service_contract"]);
    expect(adds).toBe(true);
  });
});
