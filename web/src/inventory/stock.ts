/** Which vehicles a filter of the stock means, and how old a vehicle looks. */
import type { VehicleStatus } from "../api/shapes";
import { statusOf } from "./names";

const ON_HAND: readonly VehicleStatus[] = ["in_transit", "available", "reserved", "hold"];

/** Without a word of the address: what is on hand. `any`: all of it, the sold ones too. */
export function statusesFor(text: string | undefined): readonly VehicleStatus[] {
  if (text === "any") return [];
  const one = statusOf(text);
  return one === undefined ? ON_HAND : [one];
}

export type Age = "fresh" | "aging" | "old";

export function ageOf(days: number): Age {
  if (days > 90) return "old";
  return days > 60 ? "aging" : "fresh";
}
