import { describe, expect, it } from "vitest";
import type { Figures } from "../../engine";
import { candidateCounties, inCounty, paymentRange } from "./candidates";

const figures = (parts: object) => parts as Figures;
const warned = (candidates: string[]) =>
  figures({ tax: { warnings: [{ code: "several_places", detail: "the place", candidates }] } });
const monthly = (payment: string) => figures({ loan: { payment } });

describe("a place that is not settled", () => {
  it("names its counties while there are several", () => {
    expect(candidateCounties(warned(["Pasco County", "Hillsborough County"]))).toHaveLength(2);
    expect(candidateCounties(warned(["Pasco County"]))).toEqual([]);
    expect(candidateCounties(figures({ tax: { warnings: [] } }))).toEqual([]);
    expect(candidateCounties(null)).toEqual([]);
  });

  it("is settled by one of them, and by nothing else in the deal", () => {
    const registration = { state: "FL", zip: "33556" };
    const deal = { places: { dealer: { state: "FL" }, registration }, cash_down: "3000.00" };
    expect(inCounty(deal as never, "Pasco County")).toEqual({
      places: { dealer: { state: "FL" }, registration: { ...registration, county: "Pasco County" } },
      cash_down: "3000.00",
    });
  });

  it("has a range by amount, not by how the amounts are spelled", () => {
    expect(paymentRange([monthly("1002.10"), monthly("989.31"), null])).toBe("989.31 to 1,002.10");
    expect(paymentRange([monthly("689.31"), monthly("689.31")])).toBeNull();
    expect(paymentRange([null])).toBeNull();
  });
});
