/** The cells of a lease beyond factor, residual and term: what is paid at signing, deposits, miles, adjustments. */
import type { Deal, Lease, MultipleDeposits, ResidualAdjustment } from "../../engine";
import { centsOf, decimal, scaled, wireDecimal, wireMoney } from "../numbers/exact";
import { isNegative, isZero, money, moneyFactor, percentNumber, signedMoney } from "../numbers/format";
import { type Entry, readMoney } from "../numbers/money-entry";
import { readMoneyFactor, readPercent, readWhole } from "../numbers/rate-entry";
import { stepMoney } from "../numbers/steps";
import type { Cell } from "./cells";
import { changeLease } from "./change";

type OptionalMoney = "signing_total" | "excess_mile_charge" | "security_deposit_rounding";

/** An amount that may be absent, which is not the same as nothing: an empty cell takes it away. */
function optionalMoney(
  field: OptionalMoney,
  label: string,
  write: (deal: Deal, value: string | null) => Deal,
): Cell {
  return {
    id: `lease/${field}`,
    label,
    pointer: `/lease/${field}`,
    read: (deal) => deal.lease?.[field] ?? null,
    write: (deal, value) => write(deal, value === "" ? null : value),
    parse: (typed, present, _deal, names) =>
      typed.trim() === "" ? { ok: true, value: "", formula: null } : readMoney(typed, { present, names }),
    show: money,
    draft: money,
    step: stepMoney,
  };
}

/** What the lessee pays at signing in all; the cash toward the cap cost then follows from it. */
export const signingTotal: Cell = optionalMoney("signing_total", "Total at signing", (deal, value) =>
  withSigningTotal(deal, value),
);

/** Either cash or a total at signing is typed; a lease that is paid at once has neither. */
export function withSigningTotal(deal: Deal, total: string | null): Deal {
  const changed = changeLease(deal, {
    signing_total: total,
    ...(total === null ? {} : { one_pay: false }),
  });
  return total === null ? changed : { ...changed, cash_down: "0.00" };
}

export function withOnePay(deal: Deal, onePay: boolean): Deal {
  return changeLease(
    deal,
    onePay
      ? { one_pay: true, signing_total: null, first_payment: "at_signing", multiple_deposits: null }
      : { one_pay: false },
  );
}

export const excessMileCharge: Cell = {
  ...optionalMoney("excess_mile_charge", "Excess mile charge", (deal, value) =>
    changeLease(deal, { excess_mile_charge: value === null || isZero(value) ? null : value }),
  ),
  step: (value, stroke) => {
    const cents = (centsOf(value) ?? 0n) + (stroke.up ? 1n : -1n);
    return wireMoney(cents < 0n ? 0n : cents);
  },
};

/** Instead of an amount: one base payment up to the next multiple of this. */
export const depositRounding: Cell = optionalMoney(
  "security_deposit_rounding",
  "Deposit rounded up to",
  (deal, value) => {
    const multiple = value === null || isZero(value) ? null : value;
    return changeLease(deal, {
      security_deposit_rounding: multiple,
      ...(multiple === null ? {} : { security_deposit: "0.00" }),
    });
  },
);

/** Where a lessor says nothing else, deposits are rounded up to the next 50. */
const NO_DEPOSITS: MultipleDeposits = { count: 0, factor_step: "0", round_to: "50.00" };

export function withDeposits(deal: Deal, change: Partial<MultipleDeposits>): Deal {
  const next = { ...(deal.lease?.multiple_deposits ?? NO_DEPOSITS), ...change };
  const none = next.count === 0 && isZero(next.factor_step);
  return changeLease(deal, { multiple_deposits: none ? null : next });
}

export const depositCount: Cell = {
  id: "lease/multiple_deposits/count",
  label: "Deposits that lower the factor",
  pointer: "/lease/multiple_deposits/count",
  read: (deal) => deal.lease?.multiple_deposits?.count.toString() ?? null,
  write: (deal, value) => withDeposits(deal, { count: Number(value) }),
  parse: (typed) =>
    typed.trim() === "" ? { ok: true, value: "0", formula: null } : readWhole(typed, 20, "Deposits are"),
  show: (value) => value,
  draft: (value) => value,
  step: (value, stroke) => String(Math.max(0, Math.min(20, Number(value ?? "0") + (stroke.up ? 1 : -1)))),
};

export const depositStep: Cell = {
  id: "lease/multiple_deposits/factor_step",
  label: "Each takes off the factor",
  pointer: "/lease/multiple_deposits/factor_step",
  read: (deal) => deal.lease?.multiple_deposits?.factor_step ?? null,
  write: (deal, value) => withDeposits(deal, { factor_step: value }),
  parse: (typed, present) =>
    typed.trim() === "" ? { ok: true, value: "0", formula: null } : readMoneyFactor(typed, present),
  show: moneyFactor,
  draft: moneyFactor,
};

export const depositMultiple: Cell = {
  id: "lease/multiple_deposits/round_to",
  label: "Each rounded up to",
  pointer: "/lease/multiple_deposits/round_to",
  read: (deal) => deal.lease?.multiple_deposits?.round_to ?? null,
  write: (deal, value) => withDeposits(deal, { round_to: value }),
  parse: (typed, present, _deal, names) => readMoney(typed, { present, names, needed: true }),
  show: money,
  draft: money,
};

// Adjustments of the residual: points of MSRP or dollars, up or down.

const adjustments = (deal: Deal): ResidualAdjustment[] => deal.lease?.residual_adjustments ?? [];

export function changeAdjustment(deal: Deal, at: number, change: Partial<ResidualAdjustment>): Deal {
  return changeLease(deal, {
    residual_adjustments: adjustments(deal).map((each, index) =>
      index === at ? { ...each, ...change } : each,
    ),
  });
}

export function addAdjustment(deal: Deal): Deal {
  return changeLease(deal, { residual_adjustments: [...adjustments(deal), { name: "", amount: "0.00" }] });
}

export function removeAdjustment(deal: Deal, at: number): Deal {
  return changeLease(deal, {
    residual_adjustments: adjustments(deal).filter((_, index) => index !== at),
  });
}

/** `2%`, `-1%` in points of MSRP, `500`, `-500` in dollars; the sign is the value's own. */
function readAdjustment(typed: string): Entry {
  const text = typed.trim().replaceAll("\u2212", "-");
  const less = text.startsWith("-");
  const size = text.replace(/^[+-]/, "");
  if (size.endsWith("%")) {
    const points = readPercent(size, {
      present: null,
      needed: true,
      most: 100,
      called: "residual",
      example: "2%, -1% or 500",
    });
    return points.ok ? { ok: true, value: `${less ? "-" : ""}${points.value}%`, formula: null } : points;
  }
  const amount = readMoney(size, { present: null, names: () => null });
  if (!amount.ok) return amount;
  return {
    ok: true,
    value: less && !isZero(amount.value) ? `-${amount.value}` : amount.value,
    formula: null,
  };
}

export const adjustmentCell = (at: number): Cell => ({
  id: `lease/residual_adjustments/${at}`,
  label: `Residual adjustment ${at + 1}`,
  pointer: `/lease/residual_adjustments/${at}`,
  read: (deal) => {
    const one = adjustments(deal)[at];
    return one?.points ? `${one.points}%` : (one?.amount ?? null);
  },
  write: (deal, value) =>
    changeAdjustment(
      deal,
      at,
      value.endsWith("%")
        ? { points: value.slice(0, -1), amount: null }
        : { points: null, amount: value === "" ? "0.00" : value },
    ),
  parse: readAdjustment,
  show: adjustmentText,
  draft: adjustmentText,
});

/** `+2%` of MSRP, `−500.00`. */
export function adjustmentText(value: string): string {
  if (!value.endsWith("%")) return signedMoney(value);
  const points = value.slice(0, -1);
  const size = percentNumber(points, 0);
  return `${isNegative(points) ? "" : "+"}${size}%`;
}

/** The residual before adjustments in percent, and all points together: `61% + 2%`. */
export function residualBasis(lease: Lease): string {
  const points = (lease.residual_adjustments ?? []).reduce((sum, each) => sum + parts(each.points), 0n);
  const base = lease.residual_percent ? `${percentNumber(lease.residual_percent, 0)}% of MSRP` : "Amount";
  if (points === 0n) return base;
  return `${base} ${adjustmentText(`${wireDecimal(points, 8)}%`)}`;
}

function parts(points: string | null | undefined): bigint {
  const less = points?.startsWith("-") ?? false;
  const value = decimal((points ?? "0").replace(/^-/, ""));
  const size = value ? scaled(value, 8) : 0n;
  return less ? -size : size;
}
