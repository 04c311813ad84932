/** Changes to a structure's inputs, each a new object; lines are found by id, never by place. */
import type { Accessory, Deal, Fee, Finance, Lease, Product, Rebate, Trade } from "../../engine";

/** The lists of a structure and what one line of each is. */
export interface Lists {
  accessories: Accessory;
  fees: Fee;
  products: Product;
  rebates: Rebate;
  trades: Trade;
}
export type ListName = keyof Lists;

export function list<N extends ListName>(deal: Deal, name: N): Lists[N][] {
  return (deal[name] ?? []) as Lists[N][];
}

export function changeLine<N extends ListName>(
  deal: Deal,
  name: N,
  id: string,
  change: Partial<Lists[N]>,
): Deal {
  return {
    ...deal,
    [name]: list(deal, name).map((line) => (line.id === id ? { ...line, ...change } : line)),
  };
}

export function addLine<N extends ListName>(deal: Deal, name: N, line: Lists[N]): Deal {
  return { ...deal, [name]: [...list(deal, name), line] };
}

export function removeLine(deal: Deal, name: ListName, id: string): Deal {
  return { ...deal, [name]: list(deal, name).filter((line) => line.id !== id) };
}

export function changeFinance(deal: Deal, change: Partial<Finance>): Deal {
  return deal.finance ? { ...deal, finance: { ...deal.finance, ...change } } : deal;
}

export function changeLease(deal: Deal, change: Partial<Lease>): Deal {
  return deal.lease ? { ...deal, lease: { ...deal.lease, ...change } } : deal;
}

/** A line id that two people adding lines at once do not both pick. */
export function newId(name: ListName): string {
  const random = crypto.getRandomValues(new Uint8Array(5));
  return `${name.charAt(0)}${[...random].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
