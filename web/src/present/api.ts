/** Presentations over the wire: made by the store, looked at, picked from and signed by whoever has the link. */
import { get, post, put } from "../api/http";
import type { Tokens } from "../api/shapes";
import type { Mark } from "../sign/marks";
import type { Page } from "../lists/usePages";
import type { CustomerPage, Made, PresentationSummary } from "./shapes";

export interface NewPresentation {
  structure_ids: string[];
  holds_until?: string;
}

export async function present(dealId: string, body: NewPresentation, idempotencyKey: string): Promise<Made> {
  return (await post<Made>(`/deals/${dealId}/presentations`, body, { idempotencyKey })).value;
}

/** What was shown of a deal, the last first. */
export function presentations(dealId: string, signal: AbortSignal): Promise<Page<PresentationSummary>> {
  return get<Page<PresentationSummary>>(`/deals/${dealId}/presentations`, { query: { limit: 50 }, signal });
}

/** Takes a page back: its link opens no more. */
export async function withdraw(dealId: string, id: string, reason: string): Promise<void> {
  await post(`/deals/${dealId}/presentations/${id}/withdraw`, { reason });
}

/** Nobody is signed in behind these three: the link alone opens them. */
const withoutToken = true;

export function readPage(token: string, signal: AbortSignal): Promise<CustomerPage> {
  return get<CustomerPage>(`/q/${token}`, { withoutToken, signal });
}

export async function pick(token: string, option: string): Promise<CustomerPage> {
  return (await post<CustomerPage>(`/q/${token}/choose`, { option }, { withoutToken })).value;
}

export interface Acceptance {
  option: string;
  signer_name: string;
  signature: Mark;
}

export async function sign(token: string, acceptance: Acceptance): Promise<CustomerPage> {
  return (await post<CustomerPage>(`/q/${token}/sign`, acceptance, { withoutToken })).value;
}

export async function setPin(pin: string, password: string): Promise<void> {
  await put("/me/pin", { pin, password });
}

export async function lock(): Promise<void> {
  await post("/auth/lock");
}

export async function unlock(refreshToken: string, pin: string): Promise<Tokens> {
  const body = { refresh_token: refreshToken, pin };
  return (await post<Tokens>("/auth/unlock", body, { withoutToken })).value;
}
