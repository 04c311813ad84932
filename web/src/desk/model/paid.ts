/** How often is paid and what is paid each time, in the words that stand beside a payment. */
import type { Deal, Figures, PaymentFrequency } from "../../engine";

type Paid = Pick<Deal, "kind" | "finance" | "lease">;

interface FrequencyWords {
  /** In a choice of them. */
  name: string;
  /** After the amount: `689.31 / mo`. */
  short: string;
  /** Before the amount: `Monthly payment`. */
  title: string;
  /** Said aloud, after an amount: `44.86 dollars a month`. */
  spoken: string;
}

export const FREQUENCIES: Readonly<Record<PaymentFrequency, FrequencyWords>> = {
  monthly: { name: "Monthly", short: "mo", title: "Monthly payment", spoken: "a month" },
  semimonthly: {
    name: "Twice a month",
    short: "½ mo",
    title: "Payment twice a month",
    spoken: "twice a month",
  },
  biweekly: {
    name: "Every 2 weeks",
    short: "2 wk",
    title: "Payment every two weeks",
    spoken: "every two weeks",
  },
  weekly: { name: "Weekly", short: "wk", title: "Weekly payment", spoken: "a week" },
  single: { name: "One payment", short: "once", title: "Single payment", spoken: "once" },
};

export function frequencyOf(deal: Paid): PaymentFrequency {
  return deal.kind === "retail" ? (deal.finance?.frequency ?? "monthly") : "monthly";
}

/** A lease whose payments are all made at signing. */
export const paidAtOnce = (deal: Paid): boolean => deal.kind === "lease" && deal.lease?.one_pay === true;

/** What stands after a payment, `/ mo`; a cash deal has none. */
export function perPayment(deal: Paid): string {
  if (deal.kind === "cash") return "";
  return ` / ${paidAtOnce(deal) ? "once" : FREQUENCIES[frequencyOf(deal)].short}`;
}

/** The head of a column of effects: what a lease that is paid at once comes to is counted by the month. */
export const effectHead = (deal: Paid): string => `$ / ${FREQUENCIES[frequencyOf(deal)].short}`;

export const spokenPer = (deal: Paid): string => FREQUENCIES[frequencyOf(deal)].spoken;

export function paymentTitle(deal: Paid): string {
  if (deal.kind === "cash") return "Balance due at delivery";
  return paidAtOnce(deal) ? "Single payment at signing" : FREQUENCIES[frequencyOf(deal)].title;
}

/** What the buyer pays each time; of a cash deal at delivery, of a lease paid at once all of it. */
export function paymentOf(figures: Figures | null | undefined): string | null {
  return (
    figures?.loan?.payment ??
    figures?.lease?.single_payment ??
    figures?.lease?.payment ??
    figures?.balance_due ??
    null
  );
}

/** How many payments follow each other; nothing where one settles all. */
export function paymentCount(figures: Figures | null): number | null {
  if (figures?.loan) return figures.loan.frequency === "single" ? null : figures.loan.payments;
  if (figures?.lease) return figures.lease.single_payment ? null : figures.lease.payments;
  return null;
}
