/** The Desk's questions to the server: a deal with its structures, saving one, the workflow, the versions. */
import { get, getVersioned, post, put, remove, type Versioned } from "../../api/http";
import type { Offer, Status } from "../../api/shapes";
import type { Deal, Figures, Vehicle } from "../../engine";
import type { Step } from "../../deals/status";

export type DealStatus = Status;
/** What the person signed in may do with the deal as it stands. */
export type { Offer } from "../../api/shapes";

export interface Structure {
  id: string;
  name: string;
  letter: string;
  inputs: Deal;
  figures: Figures;
  revision: number;
  frozen: boolean;
  rules_version: string;
  engine_version: string;
  updated_at: string;
  /** The deal's version after a change of this structure; only where it is answered alone. */
  deal_version?: number | null;
}

export interface Address {
  street?: string | null;
  unit?: string | null;
  city?: string | null;
  county?: string | null;
  state?: string | null;
  zip?: string | null;
}

export interface CustomerOfDeal {
  id: string;
  name: string;
  phone?: string | null;
  email?: string | null;
  address?: Address | null;
}

export interface VehicleOfDeal {
  id: string;
  name: string;
  stock_number: string;
  vin?: string | null;
  color?: string | null;
  list_price?: string | null;
  facts: Vehicle;
}

export interface DealRecord {
  id: string;
  number: string;
  status: DealStatus;
  /** Why it was returned, cancelled or reopened. */
  status_reason: string | null;
  version: number;
  rooftop_id: string;
  customer: CustomerOfDeal | null;
  vehicle: VehicleOfDeal | null;
  salesperson: { id: string; name: string };
  chosen_structure_id: string | null;
  structures: Structure[];
  allowed_actions: Offer[];
}

const path = (deal: string) => `/deals/${encodeURIComponent(deal)}`;
const structurePath = (deal: string, structure: string) =>
  `${path(deal)}/structures/${encodeURIComponent(structure)}`;

/** A repeated POST after a lost answer creates nothing twice. */
const once = () => ({ idempotencyKey: crypto.randomUUID() });

export const etagOf = (revision: number) => `"${revision}"`;

export function readDeal(deal: string, signal?: AbortSignal): Promise<Versioned<DealRecord>> {
  return getVersioned<DealRecord>(path(deal), signal ? { signal } : undefined);
}

export function saveStructure(
  deal: string,
  structure: string,
  body: { name: string; inputs: Deal },
  ifMatch: string,
): Promise<Versioned<Structure>> {
  return put<Structure>(structurePath(deal, structure), body, { ifMatch });
}

export function readStructure(deal: string, structure: string): Promise<Versioned<Structure>> {
  return getVersioned<Structure>(structurePath(deal, structure));
}

export async function copyStructure(
  deal: string,
  body: { name: string; copy_of: string } | { name: string; inputs: Deal },
): Promise<Structure> {
  return (await post<Structure>(`${path(deal)}/structures`, body, once())).value;
}

export function removeStructure(deal: string, structure: string): Promise<void> {
  return remove(structurePath(deal, structure));
}

export async function chooseStructure(deal: string, structure: string, ifMatch: string): Promise<void> {
  await post(`${structurePath(deal, structure)}/choose`, undefined, { ifMatch });
}

export async function act(deal: string, action: Step, reason: string | null, ifMatch: string): Promise<void> {
  await post(`${path(deal)}/${action}`, reason === null ? {} : { reason }, { ifMatch });
}

/** Both are sent: what is left out is taken off the deal. */
export async function changeParties(
  deal: string,
  body: { customer_id: string | null; vehicle_id: string | null },
  ifMatch: string,
): Promise<void> {
  await put(path(deal), body, { ifMatch });
}

/** One field that changed; a line that came or went is one change with the whole line as its value. */
export interface FieldChange {
  pointer: string;
  line?: string;
  before?: unknown;
  after?: unknown;
}

export interface DealVersion {
  version: number;
  at: string;
  actor: { id: string; name: string };
  action: string;
  reason?: string | null;
  status: DealStatus;
  letter?: string | null;
  changes: FieldChange[];
  payment: BeforeAfter;
  gross?: BeforeAfter | null;
}

export interface BeforeAfter {
  before?: string | null;
  after?: string | null;
}

export async function readVersions(deal: string, signal?: AbortSignal): Promise<DealVersion[]> {
  const answer = await get<{ items: DealVersion[] }>(`${path(deal)}/versions`, {
    query: { limit: 200 },
    ...(signal ? { signal } : {}),
  });
  return answer.items;
}
