import { describe, expect, it } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { centsOf } from "../numbers/exact";
import { firstAccessory, firstAllowance, residual } from "./cells";
import { leaseRows } from "./lease-sheet";
import type { Row } from "./rows";
import { worksheetRows } from "./worksheet";

const engine = engineForTests();

function sheet(deal: Deal) {
  return {
    deal,
    figures: engine.figures(deal).ok ?? null,
    effects: engine.effects(deal).ok ?? null,
    openGroups: new Set(["tax"]),
    stock: "H26118",
    showDelivery: false,
  };
}

const label = (row: Row) => row.label;
const byId = (rows: Row[], id: string) => rows.find((row) => row.id === id);

describe("the retail worksheet", () => {
  const rows = worksheetRows(sheet(ortega));

  it("stands in the order of the paper", () => {
    expect(rows.map(label)).toEqual([
      "MSRP",
      "Dealer discount",
      "Selling price",
      "Accessories",
      "Service contract",
      "GAP waiver",
      "Dealer service fee",
      "Taxes",
      "State sales tax",
      "County discretionary surtax",
      "State tax on service warranties",
      "County surtax on service warranties",
      "State fees",
      "Total price, out the door",
      "Trade allowance",
      "Trade payoff",
      "Trade equity",
      "Manufacturer rebate",
      "Cash down",
      "Amount financed",
    ]);
  });

  it("says what is taxed and what it costs a month", () => {
    expect(byId(rows, "products/p1")).toMatchObject({ taxed: "taxed", effect: "44.86" });
    expect(byId(rows, "products/p2")).toMatchObject({ taxed: "not taxed", effect: "15.04" });
    expect(byId(rows, "discount")).toMatchObject({ basis: "3.86% of MSRP", effect: "-29.30" });
  });

  // Texas takes 6.25 % of 41,000 + 714 − 1,000 − 14,500 = 26,214.00, that is 1,638.38; Florida's own tax stays in the
  // deal, and Texas credits it up to its own.
  it("adds up where another state's tax is credited", () => {
    const texan: Deal = {
      ...ortega,
      places: { ...ortega.places, registration: { state: "TX", county: "Dallas" } },
    };
    const rowsThere = worksheetRows(sheet(texan));
    const cents = (row: Row | undefined) => centsOf(row?.amount ?? "0.00") ?? 0n;
    const inset = rowsThere.filter((row) => row.id.startsWith("tax/"));
    expect(byId(rowsThere, "tax/credit")?.amount).toBe("-1638.38");
    expect(inset.reduce((total, row) => total + cents(row), 0n)).toBe(cents(byId(rowsThere, "tax")));
  });

  it("opens a group into its lines", () => {
    const open = worksheetRows({ ...sheet(ortega), openGroups: new Set(["accessories"]) });
    expect(open.map(label)).toContain("Roof rails");
    expect(open.map(label)).not.toContain("State sales tax");
  });

  it("offers lines that are not there yet", () => {
    const { accessories: _a, trades: _t, ...bare } = ortega;
    const empty = worksheetRows(sheet(bare));
    expect(byId(empty, "accessories")?.cell?.read(bare)).toBeNull();
    expect(byId(empty, "equity")?.amount).toBeNull();
  });
});

describe("a loan with a finance charge from the start", () => {
  it("says what the federal box has beside the loan", () => {
    if (!ortega.finance) throw new Error("The example is financed.");
    const deal = { ...ortega, finance: { ...ortega.finance, finance_charges: ["p1"] } };
    // 2,495.00 of the 41,017.77 is the service contract's.
    expect(byId(worksheetRows(sheet(deal)), "due")).toMatchObject({
      amount: "41017.77",
      basis: expect.stringContaining("Reg Z: 38,522.77"),
    });
  });
});

describe("the lease worksheet", () => {
  const lease: Deal = {
    ...ortega,
    kind: "lease",
    products: [],
    cash_down: "0.00",
    lease: {
      term_months: 36,
      money_factor: "0.00195",
      residual_percent: "0.61",
      miles_per_year: 12_000,
      acquisition_fee: { amount: "695.00", capitalized: true },
      doc_fee_capitalized: true,
    },
  };
  const rows = leaseRows(sheet(lease));

  // 42,645 × 61 % = 26,013.45; (39,026.44 − 26,013.45) / 36 = 361.47; (39,026.44 + 26,013.45) × .00195 = 126.83.
  it("goes from price to payment", () => {
    expect(byId(rows, "gross_cap_cost")?.amount).toBe("43308.00");
    expect(byId(rows, "adjusted_cap_cost")?.amount).toBe("39026.44");
    expect(byId(rows, "depreciation")?.amount).toBe("361.47");
    expect(byId(rows, "rent")?.amount).toBe("126.83");
    expect(byId(rows, "base_payment")?.amount).toBe("488.30");
    expect(byId(rows, "payment")?.amount).toBe("522.48");
    expect(byId(rows, "due_at_signing")?.amount).toBe("977.38");
  });

  it("refuses a residual over the whole, in percent and in dollars, and shows one as it was typed", () => {
    const cell = residual("26013.45");
    const names = () => null;
    expect(cell.parse("112%", null, ortega, names)).toMatchObject({
      ok: false,
      message: "More than 100 % is not a residual.",
    });
    // The MSRP is 42,645.00.
    expect(cell.refuse?.(ortega, "42645.00")).toBeNull();
    expect(cell.refuse?.(ortega, "42645.01")).toBe(
      "42,645.01 is more than the MSRP of 42,645.00: a residual is at most 100 % of it.",
    );
    // Where nothing can be worked out, 61 % is not 0.61 dollars.
    const unknown = residual(null);
    const held = unknown.read(lease);
    expect(held === null ? null : unknown.show(held)).toBe("61%");
  });

  it("takes the residual as a percent or as an amount", () => {
    const cell = residual("26013.45");
    const read = (typed: string) => {
      const entry = cell.parse(typed, cell.read(lease), lease, () => null);
      return entry.ok ? cell.write(lease, entry.value).lease : entry.message;
    };
    expect(read("58%")).toMatchObject({ residual_percent: "0.58", residual_amount: null });
    expect(read("25,000")).toMatchObject({ residual_percent: null, residual_amount: "25000.00" });
    expect(read("+1000")).toMatchObject({ residual_amount: "27013.45" });
    expect(read("")).toBe("An amount is needed here.");
  });
});

describe("a line that typing makes", () => {
  it("is one line, however many keys", () => {
    const { accessories: _a, trades: _t, ...bare } = ortega;
    const cell = firstAccessory(bare);
    const first = cell.write(bare, "7.00");
    const second = cell.write(first, "71.00");
    expect(second.accessories).toHaveLength(1);
    expect(second.accessories?.[0]?.price).toBe("71.00");
    const trade = firstAllowance(bare).write(bare, "14500.00");
    expect(trade.trades?.[0]).toMatchObject({ allowance: "14500.00", payoff: "0.00" });
  });
});
