import { describe, expect, test } from "vitest";
import type { Deal, Rolled } from "../../engine";
import { applied, moveOf, unreached, valueOf } from "./levers";

const deal: Deal = {
  date: "2026-11-21",
  kind: "retail",
  places: { registration: { state: "FL" }, dealer: { state: "FL" } },
  selling_price: "41000.00",
  cash_down: "3000.00",
  trades: [{ id: "trade", name: "Trade-in", allowance: "14500.00", payoff: "0.00" }],
  finance: { term_months: 72, sell_rate: "0.0649" },
} as unknown as Deal;

const rolled = (lever: Partial<Rolled>): Rolled => ({ reached: true, ...lever }) as Rolled;

describe("a lever", () => {
  test("says which way it moves", () => {
    expect(moveOf(rolled({ lever: "cash_down", change: "2338.90" }), deal)).toBe("More cash down");
    expect(moveOf(rolled({ lever: "cash_down", change: "-100.00" }), deal)).toBe("Less cash down");
    expect(moveOf(rolled({ lever: "selling_price", change: "-2206.51" }), deal)).toBe("Lower price");
    expect(moveOf(rolled({ lever: "trade_allowance", change: "2206.51" }), deal)).toBe("More for the trade");
    expect(moveOf(rolled({ lever: "sell_rate", change: "-0.01" }), deal)).toBe("Lower rate");
    expect(moveOf(rolled({ lever: "term_months", value: "84" }), deal)).toBe("Longer term");
    expect(moveOf(rolled({ lever: "term_months", value: "60" }), deal)).toBe("Shorter term");
  });

  test("is applied to its own line alone", () => {
    const less = applied(deal, rolled({ lever: "selling_price", value: "38793.49" }));
    expect(less).toEqual({ ...deal, selling_price: "38793.49" });
    const traded = applied(deal, rolled({ lever: "trade_allowance", value: "16706.51" }));
    expect(traded.trades?.[0]?.allowance).toBe("16706.51");
    expect(traded.selling_price).toBe("41000.00");
  });

  test("that ends short of the target is not applied, but the nearest term is", () => {
    const rate = rolled({ lever: "sell_rate", reached: false, best_payment: "665.16" });
    expect(valueOf(rate)).toBeNull();
    expect(applied(deal, rate)).toBe(deal);
    expect(unreached(rate)).toBe("nearest 665.16");
    expect(valueOf(rolled({ lever: "term_months", reached: false, best_value: "84" }))).toBe("84");
  });
});
