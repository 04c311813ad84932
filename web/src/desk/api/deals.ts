/** The Desk's questions to the server: a deal with its structures, saving one, the workflow, the versions. */
import { get, getVersioned, post, put, remove, type Versioned } from "../../api/http";
import type {
  BeforeAndAfter,
  Deal as DealView,
  DealChange as FieldChange,
  DealInputs,
  DealStructure as Structure,
  DealVersion,
} from "../../api/types";
import type { Step } from "../../deals/status";
import type { AskedOverride } from "../house/shapes";
import type { Applicant } from "../lenders/shapes";
import type { ProductFault } from "../model/unsold";

export type { BeforeAndAfter, DealVersion, FieldChange, Structure };

/** The deal with the facts of its buyer, for those who may read customers, and the products that do not fit it. */
export type DealRecord = DealView & { applicant?: Applicant | null; product_faults?: ProductFault[] };

const path = (deal: string) => `/deals/${encodeURIComponent(deal)}`;
const structurePath = (deal: string, structure: string) =>
  `${path(deal)}/structures/${encodeURIComponent(structure)}`;

export const etagOf = (revision: number) => `"${revision}"`;

export function readDeal(deal: string, signal?: AbortSignal): Promise<Versioned<DealRecord>> {
  return getVersioned<DealRecord>(path(deal), signal ? { signal } : undefined);
}

export function saveStructure(
  deal: string,
  structure: string,
  body: { name: string; inputs: DealInputs },
  ifMatch: string,
): Promise<Versioned<Structure>> {
  return put<Structure>(structurePath(deal, structure), body, { ifMatch });
}

export function readStructure(deal: string, structure: string): Promise<Versioned<Structure>> {
  return getVersioned<Structure>(structurePath(deal, structure));
}

export async function copyStructure(
  deal: string,
  body: { name: string; copy_of: string } | { name: string; inputs: DealInputs },
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Structure> {
  return (await post<Structure>(`${path(deal)}/structures`, body, { idempotencyKey })).value;
}

export function removeStructure(deal: string, structure: string): Promise<void> {
  return remove(structurePath(deal, structure));
}

export async function chooseStructure(deal: string, structure: string, ifMatch: string): Promise<void> {
  await post(`${structurePath(deal, structure)}/choose`, undefined, { ifMatch });
}

export async function act(
  deal: string,
  action: Step,
  said: { reason?: string; overrides?: AskedOverride[] },
  ifMatch: string,
): Promise<void> {
  await post(`${path(deal)}/${action}`, said, { ifMatch });
}

/** Both are sent: what is left out is taken off the deal. */
export async function changeParties(
  deal: string,
  body: { customer_id: string | null; vehicle_id: string | null },
  ifMatch: string,
): Promise<void> {
  await put(path(deal), body, { ifMatch });
}

/** What lenders ask of the buyer. */
export async function putApplicant(deal: string, applicant: Applicant, ifMatch: string): Promise<void> {
  await put(`${path(deal)}/applicant`, applicant, { ifMatch });
}

/** One person's saves of one scenario, close together, are one entry. */
export const VERSIONS = { limit: 100, group: true };

export async function readVersions(deal: string, signal?: AbortSignal): Promise<DealVersion[]> {
  const answer = await get<{ items: DealVersion[] }>(`${path(deal)}/versions`, {
    query: VERSIONS,
    ...(signal ? { signal } : {}),
  });
  return answer.items;
}
