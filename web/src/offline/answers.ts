/** Which of the server's answers are kept: the deals, and what desking them needs. Never an SSN or a birth date. */

const KEPT = [
  /^\/deals$/,
  /^\/deals\/[0-9a-f-]{36}$/,
  /^\/deals\/[0-9a-f-]{36}\/versions$/,
  /^\/(customers|vehicles)\/[0-9a-f-]{36}$/,
  /^\/(me|rooftops|people|dealership)$/,
  /^\/tax\/rates\/book$/,
  /^\/desk\/(settings|market|catalogue)$/,
];

export const isKept = (path: string): boolean => KEPT.some((each) => each.test(path));

/** Fields that no browser keeps, whatever answer they may come in. */
const PRIVATE = /(^|_)(ssn|itin|dob)($|_)|social_security|birth|licen[cs]e_(number|no)$/i;

/** An answer as it is kept. */
export interface KeptAnswer {
  text: string;
  etag: string | null;
  type: string;
  /** When the server gave it, as milliseconds since the epoch. */
  at: number;
}

export async function answerOf(response: Response, now: number): Promise<KeptAnswer> {
  const type = response.headers.get("content-type") ?? "application/json";
  const whole = await response.text();
  const text = type.includes("json") ? withoutPrivate(whole) : whole;
  // What is kept without them is never saved back as if it were whole.
  const etag = text === whole ? response.headers.get("etag") : null;
  return { text, etag, type, at: now };
}

/** The text as it came where there is nothing to leave out. */
function withoutPrivate(text: string): string {
  let found = false;
  const parsed: unknown = JSON.parse(text, function leaveOut(key, value: unknown) {
    if (!PRIVATE.test(key)) return value;
    found = true;
    return undefined;
  });
  return found ? JSON.stringify(parsed) : text;
}

export function responseOf(answer: KeptAnswer): Response {
  const headers = new Headers({ "content-type": answer.type });
  if (answer.etag !== null) headers.set("etag", answer.etag);
  return new Response(answer.text, { headers });
}
