/** A line that two people changed, in words: `Trade: Camry, allowance` and what each typed. */
import type { Deal } from "../../engine";
import { day, money } from "../numbers/format";
import { list, type ListName } from "./change";

const LISTS: Record<ListName, string> = {
  accessories: "Accessory",
  fees: "Fee",
  products: "Product",
  rebates: "Rebate",
  trades: "Trade",
};

const words = (field: string) => field.replaceAll("_", " ");

export function pathText(path: readonly string[], deal: Deal): string {
  const [first = "", id = "", ...rest] = path;
  if (first in LISTS) {
    const name = first as ListName;
    const line = list(deal, name).find((each) => each.id === id) as { name?: string } | undefined;
    return [`${LISTS[name]}${line?.name ? `: ${line.name}` : ""}`, ...rest.map(words)].join(", ");
  }
  const text = path.map(words).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function valueText(value: unknown): string {
  if (value === undefined || value === null) return "removed";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") {
    if (/^-?\d+\.\d\d$/.test(value)) return money(value);
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    return value;
  }
  if (typeof value === "object") {
    const { name, price, amount, allowance } = value as Record<string, unknown>;
    const sum = [price, amount, allowance].find((each) => typeof each === "string");
    return [typeof name === "string" ? name : "changed", typeof sum === "string" ? money(sum) : ""]
      .join(" ")
      .trim();
  }
  return String(value);
}
