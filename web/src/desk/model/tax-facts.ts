/** Tax that was paid to another state and exemptions that are claimed: the rows of a form, checked before they count. */
import type { Deal } from "../../engine";
import { isNegative, isZero, percentNumber } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { readPercent } from "../numbers/rate-entry";

export interface PaidRow {
  id: string;
  state: string;
  amount: string;
  /** In percent, for states whose credit goes by the rate; empty where nobody knows. */
  rate: string;
  date: string;
}

export interface ExemptRow {
  id: string;
  code: string;
  certificate: string;
}

export interface TaxFacts {
  paid: readonly PaidRow[];
  exempt: readonly ExemptRow[];
}

let made = 0;
const rowId = () => `row-${++made}`;

export const newPaid = (): PaidRow => ({ id: rowId(), state: "", amount: "", rate: "", date: "" });
export const newExempt = (): ExemptRow => ({ id: rowId(), code: "", certificate: "" });

export function factsOf(deal: Deal): TaxFacts {
  return {
    paid: (deal.tax?.tax_paid_elsewhere ?? []).map((paid) => ({
      id: rowId(),
      state: paid.state,
      amount: paid.amount,
      rate: paid.rate ? percentNumber(paid.rate, 0) : "",
      date: paid.date ?? "",
    })),
    exempt: (deal.tax?.exemptions ?? []).map((claim) => ({
      id: rowId(),
      code: claim.code,
      certificate: claim.certificate ?? "",
    })),
  };
}

const rateOf = (typed: string) =>
  readPercent(typed, { present: null, most: 25, called: "rate", example: "6.25" });

/** What is wrong, by row and field: `row-3/amount`. */
export type Wrong = Readonly<Record<string, string>>;

const amountOf = (typed: string) => readMoney(typed, { present: null, needed: true, names: () => null });

export function check(facts: TaxFacts): Wrong {
  const wrong: Record<string, string> = {};
  for (const row of facts.paid) {
    if (row.state === "") wrong[`${row.id}/state`] = "Which state was it paid to?";
    const entry = amountOf(row.amount);
    if (!entry.ok) wrong[`${row.id}/amount`] = entry.message;
    else if (isNegative(entry.value) || isZero(entry.value))
      wrong[`${row.id}/amount`] = "A tax that was paid is above zero.";
    const rate = rateOf(row.rate);
    if (!rate.ok) wrong[`${row.id}/rate`] = rate.message;
  }
  const seen = new Set<string>();
  for (const row of facts.exempt) {
    if (row.code === "") wrong[`${row.id}/code`] = "Which exemption is claimed?";
    else if (seen.has(row.code)) wrong[`${row.id}/code`] = "This exemption is claimed already.";
    seen.add(row.code);
  }
  return wrong;
}

/** The deal with these facts, which have been checked. */
export function withFacts(deal: Deal, facts: TaxFacts): Deal {
  return {
    ...deal,
    tax: {
      ...deal.tax,
      tax_paid_elsewhere: facts.paid.flatMap((row) => {
        const [amount, rate] = [amountOf(row.amount), rateOf(row.rate)];
        if (!amount.ok || !rate.ok) return [];
        return [
          {
            state: row.state,
            amount: amount.value,
            date: row.date === "" ? null : row.date,
            ...(row.rate.trim() === "" ? {} : { rate: rate.value }),
          },
        ];
      }),
      exemptions: facts.exempt.map((row) => ({
        code: row.code,
        certificate: row.certificate.trim() === "" ? null : row.certificate.trim(),
      })),
    },
  };
}
