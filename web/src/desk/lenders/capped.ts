/** A cell of rate or markup that refuses more than the sheet bears, naming both limits. Nothing is ever lowered to a limit. */
import type { FitReason } from "../../engine/market";
import type { Cell } from "../model/cells";
import { markupAt, overCap } from "./offers";

export function capped(cell: Cell, what: "rate" | "markup", caps: FitReason | null): Cell {
  if (!caps) return cell;
  return {
    ...cell,
    refuse: (deal, value) => overCap(caps, what === "rate" ? markupAt(deal, value) : value),
  };
}
