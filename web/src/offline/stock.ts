/**
 * Lays in what a day without a network needs: the open deals changed last, what desking them asks for, the lenders.
 *
 * One question at a time, while the page has nothing else to do and the line is free; what did not change is not asked
 * for again, and the first silence ends the round.
 */
import { addressOf, isProblem, keepAhead, type Query } from "../api/http";
import type { Viewer } from "../api/session";
import type { DealRow } from "../api/shapes";
import { LANES, laneQuery } from "../deals/status";
import { VERSIONS } from "../desk/api/deals";
import type { Page } from "../lists/usePages";
import type { KeptAnswer } from "./answers";

/** So many deals at most. */
const MOST_DEALS = 30;
const HOUR_MS = 3600_000;

interface Wanted {
  path: string;
  query?: Query;
  accept?: string;
  /** What was kept less than this ago is not asked for again. */
  goodFor?: number;
}

export interface StockPorts {
  viewer: Viewer;
  now(): number;
  /** Resolves when the page has nothing else to do; false where nothing may be asked now. */
  free(): Promise<boolean>;
  kept(address: string): Promise<KeptAnswer | null>;
}

/** Done when all is kept, or when the line is not there for it. */
export async function layIn(ports: StockPorts): Promise<void> {
  const { viewer } = ports;
  const reads = viewer.permissions.has("deals.read_own") || viewer.permissions.has("deals.read_all");
  if (!(await askAll([...ALWAYS, ...(reads ? LISTS : [])], ports)) || !reads) return;
  const list = await ask(OPEN_DEALS, ports);
  if (!(list instanceof Response)) return;
  const { items } = (await list.json()) as Page<DealRow>;
  const changed: DealRow[] = [];
  for (const row of items) if ((await keptVersion(row.id, ports)) !== row.version) changed.push(row);
  await askAll([...houseOf(items, viewer), ...dealsOf(changed), ...partiesOf(items, viewer)], ports);
}

/** What every page asks for. */
const ALWAYS: readonly Wanted[] = [
  { path: "/me" },
  { path: "/people", query: { active: true, limit: 200 }, goodFor: HOUR_MS },
  { path: "/tax/rates/book", accept: "text/tab-separated-values", goodFor: HOUR_MS },
];

/** The board, and the list that a phone begins with: the ways to the deals. */
const LISTS: readonly Wanted[] = [
  ...LANES.map((lane) => ({ path: "/deals", query: laneQuery(lane) })),
  { path: "/deals", query: { sort: "-updated_at", limit: 50 } },
];

/** The deals that are still made, the last changed first. */
const OPEN_DEALS: Wanted = {
  path: "/deals",
  query: {
    status: ["draft", "returned", "submitted", "approved", "contracted"],
    sort: "-updated_at",
    limit: MOST_DEALS,
  },
};

/** Terms, limits, fees, products and lenders of the stores that the deals are of. */
function houseOf(rows: readonly DealRow[], { permissions }: Viewer): Wanted[] {
  const parts = ["settings", "catalogue", ...(permissions.has("deals.see_gross") ? ["market"] : [])];
  return [...new Set(rows.map((row) => row.rooftop_id))].flatMap((rooftop_id) =>
    parts.map((part) => ({ path: `/desk/${part}`, query: { rooftop_id }, goodFor: HOUR_MS })),
  );
}

/** The deal comes after its history: where the round ends between them, both are asked for again. */
function dealsOf(rows: readonly DealRow[]): Wanted[] {
  return rows.flatMap(({ id }) => [
    { path: `/deals/${id}/versions`, query: VERSIONS },
    { path: `/deals/${id}` },
  ]);
}

function partiesOf(rows: readonly DealRow[], { permissions }: Viewer): Wanted[] {
  const paths = rows.flatMap(({ vehicle, customer }) => [
    ...(vehicle && permissions.has("inventory.read") ? [`/vehicles/${vehicle.id}`] : []),
    ...(customer && permissions.has("customers.read") ? [`/customers/${customer.id}`] : []),
  ]);
  return [...new Set(paths)].map((path) => ({ path, goodFor: 12 * HOUR_MS }));
}

async function keptVersion(dealId: string, { kept }: StockPorts): Promise<number | null> {
  const answer = await kept(addressOf(`/deals/${dealId}`));
  return answer === null ? null : (JSON.parse(answer.text) as { version: number }).version;
}

/** False where the round is over. */
async function askAll(wanted: readonly Wanted[], ports: StockPorts): Promise<boolean> {
  for (const each of wanted) {
    if (each.goodFor !== undefined) {
      const kept = await ports.kept(addressOf(each.path, each.query));
      if (kept !== null && ports.now() - kept.at < each.goodFor) continue;
    }
    if ((await ask(each, ports)) === "over") return false;
  }
  return true;
}

/** "over": nothing more may be asked; "refused": this one not, the next perhaps. */
async function ask(
  { path, query, accept }: Wanted,
  { free }: StockPorts,
): Promise<Response | "over" | "refused"> {
  if (!(await free())) return "over";
  try {
    return await keepAhead(path, { ...(query ? { query } : {}), ...(accept ? { accept } : {}) });
  } catch (error) {
    return isProblem(error, 403) || isProblem(error, 404) ? "refused" : "over";
  }
}
