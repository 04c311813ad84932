/** What is said of changes that are only in this browser. */
import { day } from "../desk/numbers/format";
import type { DealMark, Waiting } from "./vault";

/** `HM-1042`, `HM-1042 and HM-1050`, `HM-1042, HM-1043 and 3 more`. */
export function dealsNamed(deals: readonly DealMark[], most = 5): string {
  const numbers = deals.map(({ number }) => number);
  const named = numbers.length > most ? numbers.slice(0, most - 1) : numbers.slice(0, -1);
  const left = numbers.slice(named.length);
  const last = left.length > 1 ? `${left.length} more` : (left[0] ?? "");
  return named.length === 0 ? last : `${named.join(", ")} and ${last}`;
}

export const dealsCounted = (deals: readonly DealMark[]) =>
  deals.length === 1 ? "1 deal" : `${deals.length} deals`;

/** The calendar day here on which the browser throws it away. */
export function untilWhen(until: number): string {
  const at = new Date(until);
  const two = (part: number) => String(part).padStart(2, "0");
  return day(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`);
}

/** At the sign-in page, where anybody may stand. */
export function leftHere({ viewer, deals, until }: Waiting): string {
  return (
    `${viewer.name} left changes to ${dealsCounted(deals)} here that are not sent: ${dealsNamed(deals)}. ` +
    `They stay sealed in this browser and are sent when ${viewer.name} signs in, until ${untilWhen(until)}. ` +
    "Nobody else can read them."
  );
}
