/** What the grid and the roll try on the open deal: down payments around the present one, and the levers that exist. */
import type { Deal, Lever } from "../../engine";
import { centsOf, wireMoney } from "../numbers/exact";

const STEP = 100_000n;
const ROWS = 5n;

/** Five down payments in steps of 1,000 with the present one among them, in the middle where there is room. */
export function downsAround(present: string): string[] {
  const down = centsOf(present) ?? 0n;
  const below = down / STEP < 2n ? down / STEP : 2n;
  const first = down - below * STEP;
  return Array.from({ length: Number(ROWS) }, (_, row) => wireMoney(first + BigInt(row) * STEP));
}

export function leversOf(deal: Deal): Lever[] {
  if (deal.kind === "cash") return [];
  const trade: Lever[] = (deal.trades ?? []).length > 0 ? ["trade_allowance"] : [];
  const rate: Lever = deal.kind === "lease" ? "money_factor" : "sell_rate";
  return ["cash_down", "selling_price", ...trade, "term_months", rate];
}
