/** What is asked of the open deal beside its figures: effects, payments around the present one, levers to a target. */
import type { Deal, Lever } from "../../engine";
import type { Job } from "../../engine/later";
import { askOf, programmeOf } from "../lenders/offers";
import { downOf } from "../model/take";
import { centsOf, wireMoney } from "../numbers/exact";
import type { DeskState } from "./state";
import { columnsOf } from "./terms";

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

/** Effects and grid together, then the roll where there is a target, then the lenders. */
export function phasesOf(deal: Deal, state: DeskState): Job[][] {
  const { offers, aim, market } = state;
  const terms = columnsOf(deal, offers, market);
  const target = aim.of === "payment" || deal.kind === "lease" ? aim.target : null;
  const levers = leversOf(deal);
  const first: Job[] = [{ of: "effects", deal }];
  if (deal.kind !== "cash") {
    const downs = downsAround(downOf(deal));
    first.push({
      of: "grid",
      ask: { deal, terms, downs, target: aim.of === "payment" ? target : null },
    });
  }
  const phases = [first];
  if (target !== null && levers.length > 0) {
    phases.push([{ of: "roll", ask: { deal, target, of: aim.of, levers, terms } }]);
  }
  if (market && deal.kind !== "cash") {
    const scan = askOf(deal, {
      applicant: state.deal.applicant ?? null,
      vehicle: state.vehicleFacts,
      rooftop: state.deal.rooftop_id,
      order: state.lenderOrder,
    });
    phases.push([{ of: "lenders", ask: { scan, now: programmeOf(deal) } }]);
  }
  return phases;
}
