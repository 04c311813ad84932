import { describe, expect, it } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { changeFinance, changeLease, changeLine } from "./change";
import { asKind } from "./kind";
import { balloon } from "./contract-cells";
import { FLAVOURS, flavourOf, plain } from "./flavours";
import {
  adjustmentCell,
  addAdjustment,
  depositCount,
  depositStep,
  signingTotal,
  withOnePay,
} from "./lease-cells";
import { leaseRows } from "./lease-sheet";
import { effectHead, paymentCount, paymentOf, paymentTitle, perPayment } from "./paid";
import { downOf, withDown } from "./take";
import { payoffBasis, perDiem } from "./trades";

const engine = engineForTests();
const noNames = () => null;

function figures(deal: Deal) {
  const answer = engine.figures(deal);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults));
  return answer.ok;
}

function typed(cell: ReturnType<typeof balloon>, deal: Deal, text: string): Deal {
  const entry = cell.parse(text, cell.read(deal), deal, noNames);
  if (!entry.ok) throw new Error(entry.message);
  return cell.write(deal, entry.value);
}

const lease = changeLease(asKind({ ...ortega, products: [], cash_down: "0.00" }, "lease"), {
  term_months: 36,
  money_factor: "0.00195",
  residual_percent: "0.61",
  acquisition_fee: { amount: "695.00", capitalized: true },
});

describe("how often is paid", () => {
  const flavour = (name: string) => FLAVOURS.find((each) => each.name === name);

  it("makes 156 payments of six years by two weeks, and says so beside each", () => {
    // 72 months are 6 years of 26 payments.
    const deal = flavour("Every 2 weeks")?.take(ortega) ?? ortega;
    expect(paymentCount(figures(deal))).toBe(156);
    expect([perPayment(deal), effectHead(deal), paymentTitle(deal)]).toEqual([
      " / 2 wk",
      "$ / 2 wk",
      "Payment every two weeks",
    ]);
    expect(flavourOf(deal)).toBe("Every 2 weeks");
    expect(flavourOf(plain(deal))).toBeNull();
    expect(perPayment(plain(deal))).toBe(" / mo");
  });

  it("is once where all is paid at the end", () => {
    const deal = changeFinance(flavour("One payment")?.take(ortega) ?? ortega, { term_months: 12 });
    expect(paymentCount(figures(deal))).toBeNull();
    expect(perPayment(deal)).toBe(" / once");
  });
});

describe("a balloon", () => {
  it("of 20 % is 8,529.00 of the sticker of 42,645", () => {
    const deal = typed(balloon(ortega), ortega, "20%");
    expect(deal.finance).toMatchObject({ balloon_percent: "0.2", balloon_amount: null });
    expect(figures(deal).loan?.balloon).toBe("8529.00");
    expect(balloon(deal).show(balloon(deal).read(deal) ?? "")).toBe("20%");
    expect(flavourOf(deal)).toBe("Balloon");
  });

  it("is an amount where one is typed, and gone where the cell is emptied", () => {
    const deal = typed(balloon(ortega), typed(balloon(ortega), ortega, "20%"), "8k");
    expect(deal.finance).toMatchObject({ balloon_percent: null, balloon_amount: "8000.00" });
    expect(typed(balloon(deal), deal, "").finance?.balloon_amount).toBeNull();
  });

  it("in percent says what it needs where there is no sticker", () => {
    const bare = { ...ortega, vehicle: { ...ortega.vehicle, msrp: null } };
    expect(balloon(bare).parse("20%", null, bare, noNames)).toMatchObject({ ok: false });
  });
});

describe("a lease", () => {
  it("with a total at signing leaves the cash to follow from it", () => {
    const deal = typed(signingTotal, { ...lease, cash_down: "500.00" }, "2000");
    expect([deal.cash_down, deal.lease?.signing_total, downOf(deal)]).toEqual(["0.00", "2000.00", "2000.00"]);
    expect(figures(deal).lease?.due_at_signing.total).toBe("2000.00");
    expect(withDown(deal, "1000.00").lease?.signing_total).toBe("1000.00");
    const rows = leaseRows({
      deal,
      figures: figures(deal),
      effects: null,
      openGroups: new Set(),
      stock: null,
      showDelivery: false,
    });
    expect(rows.find((row) => row.id === "cash_down")?.cell).toBeUndefined();
    expect(rows.find((row) => row.id === "due_at_signing")?.cell).toBe(signingTotal);
    expect(typed(signingTotal, deal, "").lease?.signing_total).toBeNull();
  });

  it("that is signed and driven away asks nothing", () => {
    const deal = FLAVOURS.find((each) => each.name === "Sign and drive")?.take(lease) ?? lease;
    expect(figures(deal).lease?.due_at_signing.total).toBe("0.00");
    expect(flavourOf(deal)).toBe("Sign and drive");
  });

  it("takes each deposit's step off the factor", () => {
    // .00195 less 5 times .00008 is .00155.
    const deal = typed(depositCount, typed(depositStep, lease, ".00008"), "5");
    expect(figures(deal).lease?.money_factor).toBe("0.00155");
    expect(typed(depositStep, typed(depositCount, deal, "0"), "0").lease?.multiple_deposits).toBeNull();
  });

  it("raises and lowers the residual by points and dollars", () => {
    // 61 % less 1 point of 42,645 is 25,587.00.
    const less = typed(adjustmentCell(0), addAdjustment(lease), "-1%");
    expect(figures(less).lease?.residual).toBe("25587.00");
    // 26,013.45 and 500.
    const more = typed(adjustmentCell(0), less, "500");
    expect(figures(more).lease?.residual).toBe("26513.45");
  });

  it("that is paid at once shows the whole payment", () => {
    const deal = withOnePay({ ...lease }, true);
    const worked = figures(deal);
    expect(paymentOf(worked)).toBe(worked.lease?.single_payment);
    expect(paymentTitle(deal)).toBe("Single payment at signing");
  });
});

describe("a payoff", () => {
  // Good to November 25, paid ten days after November 21 on December 1: 6 days at 2.35 are 14.10;
  // 11,218.44 + 14.10 = 11,232.54, and 14,500 less that leaves 3,267.46.
  it("counts its per diem past the quote", () => {
    const dated = changeLine(ortega, "trades", "t1", {
      lien_holder: "Harbor Federal",
      payoff_good_through: "2026-11-25",
      payoff_in_days: 10,
    });
    const deal = typed(perDiem("t1", 0), dated, "2.35");
    const [trade] = figures(deal).trades;
    expect(trade).toMatchObject({ payoff: "11232.54", days_past_quote: 6, equity: "3267.46" });
    const [line] = deal.trades ?? [];
    expect(line && payoffBasis(deal, line, trade?.days_past_quote ?? 0)).toBe(
      "Harbor Federal, + 6 days at 2.35",
    );
    const [quoted] = dated.trades ?? [];
    expect(quoted && payoffBasis(dated, quoted, 0)).toBe("Harbor Federal, good to Nov 25");
  });
});
