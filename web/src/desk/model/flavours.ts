/** What a deal may be besides plain retail, lease and cash: other intervals, a balloon, a lease paid at once or with nothing at signing. */
import type { Deal, PaymentFrequency } from "../../engine";
import { changeFinance, changeLease } from "./change";
import { asKind, type HouseTerms } from "./kind";
import { withOnePay, withSigningTotal } from "./lease-cells";
import { FREQUENCIES, frequencyOf } from "./paid";

export interface Flavour {
  name: string;
  /** Said in a list of them. */
  hint: string;
  on(deal: Deal): boolean;
  /** What becomes retail or a lease by it begins with the terms of the house. */
  take(deal: Deal, house?: HouseTerms | null): Deal;
}

function paid(frequency: PaymentFrequency, hint: string): Flavour {
  return {
    name: FREQUENCIES[frequency].name,
    hint,
    on: (deal) => deal.kind === "retail" && frequencyOf(deal) === frequency,
    take: (deal, house) => changeFinance(asKind(deal, "retail", house), { frequency }),
  };
}

export const hasBalloon = ({ kind, finance }: Deal): boolean =>
  kind === "retail" && Boolean(finance?.balloon_amount ?? finance?.balloon_percent);

export const FLAVOURS: readonly Flavour[] = [
  paid("semimonthly", "24 payments a year"),
  paid("biweekly", "26 payments a year"),
  paid("weekly", "52 payments a year"),
  paid("single", "all at the end of the term"),
  {
    name: "Sign and drive",
    hint: "a lease with nothing at signing",
    on: (deal) => deal.kind === "lease" && deal.lease?.signing_total === "0.00",
    take: (deal, house) => withSigningTotal(asKind(deal, "lease", house), "0.00"),
  },
  {
    name: "Paid at once",
    hint: "a lease in one payment",
    on: (deal) => deal.kind === "lease" && deal.lease?.one_pay === true,
    take: (deal, house) => withOnePay(asKind(deal, "lease", house), true),
  },
];

/** The word for what this deal is beyond its kind; nothing where it is plain. */
export function flavourOf(deal: Deal): string | null {
  if (hasBalloon(deal)) return "Balloon";
  return FLAVOURS.find((each) => each.on(deal))?.name ?? null;
}

/** The same deal as its kind alone. */
export function plain(deal: Deal): Deal {
  if (deal.kind === "lease") return changeLease(deal, { one_pay: false, signing_total: null });
  return changeFinance(deal, { frequency: "monthly", balloon_amount: null, balloon_percent: null });
}
