/** What is asked of the open deal beside its figures: effects, payments around the present one, levers to a target. */
import type { Deal, Lever } from "../../engine";
import type { Job } from "../../engine/later";
import { askOf, programmeOf } from "../lenders/offers";
import { downOf } from "../model/take";
import { centsOf, wireMoney } from "../numbers/exact";
import type { DeskState, Scenario } from "./state";
import { columnsOf } from "./terms";

/** Where the house says nothing. */
const STEP = "1000.00";
const ROWS = 5n;

/** Five down payments in equal steps with the present one among them, in the middle where there is room. */
export function downsAround(present: string, by: string = STEP): string[] {
  const step = centsOf(by) ?? 0n;
  const down = centsOf(present) ?? 0n;
  const below = down / step < 2n ? down / step : 2n;
  const first = down - below * step;
  return Array.from({ length: Number(ROWS) }, (_, row) => wireMoney(first + BigInt(row) * step));
}

export function leversOf(deal: Deal): Lever[] {
  if (deal.kind === "cash") return [];
  const trade: Lever[] = (deal.trades ?? []).length > 0 ? ["trade_allowance"] : [];
  const rate: Lever = deal.kind === "lease" ? "money_factor" : "sell_rate";
  return ["cash_down", "selling_price", ...trade, "term_months", rate];
}

/** Effects, grid, limits and commission together, then the roll where there is a target, then the lenders. */
export function phasesOf({ inputs: deal, figures }: Scenario, state: DeskState): Job[][] {
  const { aim, market } = state;
  const terms = columnsOf(deal, state);
  const target = aim.of === "payment" || deal.kind === "lease" ? aim.target : null;
  const levers = leversOf(deal);
  const first: Job[] = [{ of: "effects", deal }];
  if (deal.kind !== "cash") {
    const downs = downsAround(downOf(deal), state.settings?.down_step);
    first.push({
      of: "grid",
      ask: { deal, terms, downs, target: aim.of === "payment" ? target : null },
    });
  }
  const { settings } = state;
  if (settings && Object.keys(settings.my_limits).length > 0) {
    first.push({ of: "limits", ask: { deal, limits: settings.my_limits } });
  }
  const plan = state.plan?.plan;
  const commissionable = figures?.gross?.commissionable;
  if (plan && commissionable) {
    const products = (deal.products ?? []).map((product) => product.kind);
    first.push({ of: "commission", ask: { commissionable, plan, products } });
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
