/** A cell of rate or markup that refuses more than the sheet bears, naming both limits. Nothing is ever lowered to a limit. */
import type { FitReason } from "../../engine/market";
import type { Cell } from "../model/cells";
import { markupAt, overCap } from "./offers";

export function capped(cell: Cell, what: "rate" | "markup", caps: FitReason | null): Cell {
  if (!caps) return cell;
  return {
    ...cell,
    parse: (typed, present, deal, names) => {
      const entry = cell.parse(typed, present, deal, names);
      if (!entry.ok) return entry;
      const message = overCap(caps, what === "rate" ? markupAt(deal, entry.value) : entry.value);
      return message === null ? entry : { ok: false, message };
    },
  };
}
