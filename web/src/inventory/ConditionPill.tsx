/** New, used or certified, in a word and its color. */
import type { Vehicle } from "../api/shapes";
import { Pill } from "../ui/Pill";
import { CONDITIONS } from "./names";

export function ConditionPill({ vehicle }: { vehicle: Pick<Vehicle, "condition" | "certified"> }) {
  if (vehicle.certified) return <Pill tone="pos">Certified</Pill>;
  return <Pill tone={vehicle.condition === "new" ? "accent" : "plain"}>{CONDITIONS[vehicle.condition]}</Pill>;
}
