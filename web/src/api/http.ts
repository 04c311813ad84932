/** The one way to the server: bearer token, problems as errors, ETags, idempotency keys, cancelling. */
import { browserPorts } from "./browser-ports";
import { Problem, problemOf, Unreachable } from "./problem";
import { Session } from "./session";

export const BASE = "/api/v1";

export const session = new Session(browserPorts(BASE));

type One = string | number | boolean | null | undefined;

/** A list is sent as the same name several times: `status=available&status=hold`. */
export type Query = Record<string, One | readonly One[]>;

export interface Ask {
  query?: Query;
  body?: unknown;
  /** A file as it is, instead of a body in JSON. */
  file?: Blob;
  /** The version that the change was made on; the server refuses a newer one with 412. */
  ifMatch?: string | null;
  /** Sent with a creating POST, so that a repeated one creates nothing twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  accept?: string;
  /** For the doors that are open to all: signing in. */
  withoutToken?: boolean;
}

/** A value together with the version of the record it came from. */
export interface Versioned<T> {
  value: T;
  etag: string | null;
}

/** Keeps answers for the time without a network, and gives them back then. */
export interface Keeper {
  keeps(path: string): boolean;
  keep(address: string, response: Response): void;
  give(address: string): Promise<Response | null>;
}

let keeper: Keeper | null = null;

export function keepWith(kept: Keeper): void {
  keeper = kept;
}

/** Without a network, what was kept of an answer stands in for it. */
export async function send(method: string, path: string, ask: Ask = {}): Promise<Response> {
  if (method !== "GET" || keeper === null || !keeper.keeps(path)) return asked(method, path, ask);
  const address = path + search(ask.query);
  try {
    const response = await asked(method, path, ask);
    keeper.keep(address, response.clone());
    return response;
  } catch (error) {
    const kept = error instanceof Unreachable ? await keeper.give(address) : null;
    if (kept === null) throw error;
    return kept;
  }
}

/** Asks only for the sake of what is kept: it is not shown, so nothing kept stands in for it. */
export async function keepAhead(path: string, ask: Ask): Promise<Response> {
  const response = await asked("GET", path, ask);
  if (keeper?.keeps(path)) keeper.keep(path + search(ask.query), response.clone());
  return response;
}

/** What is kept of an answer is found by this. */
export const addressOf = (path: string, query?: Query): string => path + search(query);

async function asked(method: string, path: string, ask: Ask): Promise<Response> {
  let access = ask.withoutToken === true ? null : await session.accessToken();
  let response = await once(method, path, ask, access);
  if (response.status === 401 && access !== null) {
    access = await session.replace(access);
    if (access !== null) {
      response = await once(method, path, ask, access);
    }
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

async function once(method: string, path: string, ask: Ask, access: string | null): Promise<Response> {
  const headers = new Headers({ accept: ask.accept ?? "application/json" });
  if (access !== null) headers.set("authorization", `Bearer ${access}`);
  if (ask.body !== undefined) headers.set("content-type", "application/json");
  if (ask.file !== undefined) headers.set("content-type", "application/octet-stream");
  if (ask.ifMatch) headers.set("if-match", ask.ifMatch);
  if (ask.idempotencyKey !== undefined) headers.set("idempotency-key", ask.idempotencyKey);
  const init: RequestInit = { method, headers };
  if (ask.body !== undefined) init.body = JSON.stringify(ask.body);
  if (ask.file !== undefined) init.body = ask.file;
  if (ask.signal !== undefined) init.signal = ask.signal;
  try {
    return await fetch(BASE + path + search(ask.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new Unreachable(error, method !== "GET");
  }
}

function search(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? (value as readonly One[]) : [value as One]) {
      if (one !== null && one !== undefined && one !== "") {
        params.append(name, String(one));
      }
    }
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The line may be cut in the middle of an answer, too: then nothing is known of the rest. */
async function textOf(response: Response, wrote: boolean): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable(error, wrote);
  }
}

async function valueOf<T>(response: Response, wrote = false): Promise<T> {
  if (response.status === 204) {
    return undefined as T;
  }
  const text = await textOf(response, wrote);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function versioned<T>(response: Response, wrote = false): Promise<Versioned<T>> {
  return { value: await valueOf<T>(response, wrote), etag: response.headers.get("etag") };
}

/** Reads; `T` is the answer's type, generated from the server's own description. */
export async function get<T>(path: string, ask?: Ask): Promise<T> {
  return valueOf<T>(await send("GET", path, ask));
}

export async function getVersioned<T>(path: string, ask?: Ask): Promise<Versioned<T>> {
  return versioned<T>(await send("GET", path, ask));
}

export async function post<T>(path: string, body?: unknown, ask?: Ask): Promise<Versioned<T>> {
  return versioned<T>(await send("POST", path, body === undefined ? ask : { ...ask, body }), true);
}

export async function put<T>(path: string, body: unknown, ask?: Ask): Promise<Versioned<T>> {
  return versioned<T>(await send("PUT", path, { ...ask, body }), true);
}

export async function remove(path: string, ask?: Ask): Promise<void> {
  await send("DELETE", path, ask);
}

export async function getText(path: string, ask?: Ask): Promise<string> {
  return textOf(await send("GET", path, ask), false);
}

export function isProblem(error: unknown, status?: number): error is Problem {
  return error instanceof Problem && (status === undefined || error.status === status);
}
