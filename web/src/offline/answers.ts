/** Which of the server's answers are kept: the deals, and what desking them needs. Nothing with an SSN or a birth date. */

const KEPT = [
  /^\/deals$/,
  /^\/deals\/[0-9a-f-]{36}$/,
  /^\/deals\/[0-9a-f-]{36}\/versions$/,
  /^\/(me|rooftops|people|dealership)$/,
  /^\/tax\/rates\/book$/,
  /^\/desk\/(settings|market|catalogue)$/,
];

export const isKept = (path: string): boolean => KEPT.some((each) => each.test(path));

/** An answer as it is kept. */
export interface KeptAnswer {
  text: string;
  etag: string | null;
  type: string;
  /** When the server gave it, as milliseconds since the epoch. */
  at: number;
}

export async function answerOf(response: Response, now: number): Promise<KeptAnswer> {
  return {
    text: await response.text(),
    etag: response.headers.get("etag"),
    type: response.headers.get("content-type") ?? "application/json",
    at: now,
  };
}

export function responseOf(answer: KeptAnswer): Response {
  const headers = new Headers({ "content-type": answer.type });
  if (answer.etag !== null) headers.set("etag", answer.etag);
  return new Response(answer.text, { headers });
}
