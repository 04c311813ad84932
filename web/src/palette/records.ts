/** Deals, customers and vehicles for what is typed: the lists' own search, asked a breath after the last key. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get } from "../api/http";
import { explain } from "../api/problem";
import type { Customer, DealRow, Vehicle } from "../api/shapes";
import { customerDetail, customerName } from "../customers/names";
import { nameOfDeal, vehicleOfDeal } from "../deals/rows";
import { STATUSES } from "../deals/status";
import { moment } from "../desk/numbers/format";
import { vehicleDetail, vehicleName } from "../inventory/names";
import type { Page } from "../lists/usePages";
import type { Item } from "./items";
import { fit } from "./match";

const BREATH_MS = 180;
const SHORTEST = 2;
const MOST = 5;

export type Kind = "deals" | "customers" | "vehicles";

const NEEDS: Readonly<Record<Kind, readonly string[]>> = {
  deals: ["deals.read_own", "deals.read_all"],
  customers: ["customers.read"],
  vehicles: ["inventory.read"],
};

const KIND_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:vin|stock|vehicle|car)\s+/i, "vehicles"],
  [/^(?:customer|person|buyer)\s+/i, "customers"],
  [/^deal\s+/i, "deals"],
];

export interface Sought {
  text: string;
  kinds: Kind[];
}

/** `vin 5FNYF…` looks among the vehicles alone; too little to go by, or nothing that may be seen, is not asked. */
export function soughtOf(typed: string, permissions: ReadonlySet<string>): Sought | null {
  const named = KIND_WORDS.find(([word]) => word.test(typed.trim()));
  const text = (named ? typed.trim().replace(named[0], "") : typed).trim();
  const kinds = (Object.keys(NEEDS) as Kind[]).filter(
    (kind) => NEEDS[kind].some((need) => permissions.has(need)) && (named === undefined || named[1] === kind),
  );
  return text.length < SHORTEST || kinds.length === 0 ? null : { text, kinds };
}

type Found = Omit<Item, "run"> & { href: string };

const finders: Readonly<Record<Kind, (q: string, signal: AbortSignal) => Promise<Found[]>>> = {
  deals: async (q, signal) => {
    const { items } = await get<Page<DealRow>>("/deals", {
      query: { q, sort: "-updated_at", limit: MOST },
      signal,
    });
    return items.map((deal) => ({
      id: `deal ${deal.id}`,
      group: "Go to",
      icon: "deals",
      text: `${deal.number} ${nameOfDeal(deal)}, ${vehicleOfDeal(deal)}`,
      detail: `${STATUSES[deal.status].word} ${moment(deal.updated_at)}`,
      href: `/deals/${deal.id}`,
    }));
  },
  customers: async (q, signal) => {
    const { items } = await get<Page<Customer>>("/customers", { query: { q, limit: MOST }, signal });
    return items.map((customer) => ({
      id: `customer ${customer.id}`,
      group: "Go to",
      icon: "person",
      text: customerName(customer),
      detail: customerDetail(customer),
      href: `/customers/${customer.id}`,
    }));
  },
  vehicles: async (q, signal) => {
    const { items } = await get<Page<Vehicle>>("/vehicles", { query: { q, limit: MOST }, signal });
    return items.map((vehicle) => ({
      id: `vehicle ${vehicle.id}`,
      group: "Go to",
      icon: "car",
      text: vehicleName(vehicle),
      detail: vehicleDetail(vehicle),
      words: vehicle.vin ?? "",
      href: `/inventory/${vehicle.id}`,
    }));
  },
};

export interface Records {
  items: readonly Found[];
  /** Asked for, or about to be. */
  pending: boolean;
  error: string | null;
}

/** `null` asks nothing. An answer to an older question goes away as soon as it no longer fits. */
export function useRecords(sought: Sought | null): Records {
  const wanted = sought === null ? null : `${sought.kinds.join(" ")}/${sought.text}`;
  const [asked, setAsked] = useState<{ key: string; sought: Sought } | null>(null);

  useEffect(() => {
    if (wanted === null || sought === null || asked?.key === wanted) return undefined;
    const later = setTimeout(() => setAsked({ key: wanted, sought }), BREATH_MS);
    return () => clearTimeout(later);
  }, [wanted, sought, asked]);

  const answer = useQuery({
    queryKey: ["palette", asked?.key ?? ""],
    queryFn: ({ signal }) => find(asked?.sought, signal),
    enabled: asked !== null && wanted !== null,
    // Without a network it shall say so, not wait for one.
    networkMode: "always",
    placeholderData: keepPreviousData,
  });
  if (sought === null) return { items: [], pending: false, error: null };
  const current = asked?.key === wanted && !answer.isPlaceholderData;
  const items = answer.data?.items ?? [];
  return {
    items: current
      ? items
      : items.filter(({ text, detail, words }) => fit(sought.text, text, `${detail} ${words ?? ""}`) > 0),
    pending: !current || answer.isFetching,
    error: current && answer.data?.failed !== undefined ? explain(answer.data.failed) : null,
  };
}

/** All kinds at once; one that fails does not take the others with it. */
async function find(
  sought: Sought | undefined,
  signal: AbortSignal,
): Promise<{ items: Found[]; failed?: unknown }> {
  if (sought === undefined) return { items: [] };
  const answers = await Promise.allSettled(sought.kinds.map((kind) => finders[kind](sought.text, signal)));
  signal.throwIfAborted();
  const failed = answers.find((each) => each.status === "rejected");
  return {
    items: answers.flatMap((each) => (each.status === "fulfilled" ? each.value : [])),
    ...(failed === undefined ? {} : { failed: failed.reason }),
  };
}
