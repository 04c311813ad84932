/** The desk's questions about the house: its settings, what a deal breaks, what was asked for, a copy of a deal. */
import { get, post } from "../../api/http";
import type { DealLimits, DealOverride, DealPlan, DeskSettings } from "./shapes";

const path = (deal: string) => `/deals/${encodeURIComponent(deal)}`;

export function readSettings(rooftop: string, signal?: AbortSignal): Promise<DeskSettings> {
  return get<DeskSettings>("/desk/settings", {
    query: { rooftop_id: rooftop },
    ...(signal ? { signal } : {}),
  });
}

export function readPlan(deal: string, signal?: AbortSignal): Promise<DealPlan> {
  return get<DealPlan>(`${path(deal)}/commission-plan`, signal ? { signal } : {});
}

export function readLimits(deal: string, structure: string, signal?: AbortSignal): Promise<DealLimits> {
  return get<DealLimits>(`${path(deal)}/limits`, {
    query: { structure_id: structure },
    ...(signal ? { signal } : {}),
  });
}

export async function readOverrides(deal: string, signal?: AbortSignal): Promise<DealOverride[]> {
  const page = await get<{ items: DealOverride[] }>(`${path(deal)}/overrides`, {
    query: { limit: 50 },
    ...(signal ? { signal } : {}),
  });
  return page.items;
}

export interface Copied {
  structures: "chosen" | "all";
  customer_id?: string | null;
  vehicle_id?: string | null;
}

export async function copyDeal(deal: string, body: Copied): Promise<{ id: string; number: string }> {
  const made = await post<{ id: string; number: string }>(`${path(deal)}/copy`, body, {
    idempotencyKey: crypto.randomUUID(),
  });
  return made.value;
}
