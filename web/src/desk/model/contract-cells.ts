/** The cells of a retail contract beyond rate and term. */
import type { Deal } from "../../engine";
import { isZero } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { readPercent } from "../numbers/rate-entry";
import { type Cell, isShare, shareOf, shareOrMoney } from "./cells";
import { changeFinance } from "./change";

/** What is last paid instead of a level payment: typed as an amount or as a percent of MSRP; none where empty. */
export const balloon = (deal: Deal): Cell => ({
  id: "finance/balloon",
  label: "Balloon",
  pointer: deal.finance?.balloon_percent ? "/finance/balloon_percent" : "/finance/balloon_amount",
  read: ({ finance }) =>
    finance?.balloon_percent ? `${finance.balloon_percent}%` : (finance?.balloon_amount ?? null),
  write: (of, value) => {
    if (isShare(value)) return changeFinance(of, { balloon_percent: shareOf(value), balloon_amount: null });
    return changeFinance(of, {
      balloon_percent: null,
      balloon_amount: value === "" || isZero(value) ? null : value,
    });
  },
  parse: (typed, present, of, names) => {
    const text = typed.trim();
    if (text === "") return { ok: true, value: "", formula: null };
    if (!text.endsWith("%") || text.startsWith("=")) {
      return readMoney(typed, { present: present && !isShare(present) ? present : null, names });
    }
    if (!of.vehicle?.msrp) return { ok: false, message: "A balloon in percent needs the MSRP." };
    const share = readPercent(text, {
      present: null,
      needed: true,
      most: 100,
      called: "balloon",
      example: "8,000 or 20%",
    });
    return share.ok ? { ...share, value: `${share.value}%`, formula: null } : share;
  },
  show: shareOrMoney,
  draft: shareOrMoney,
});
