/** The two doors of signing in, and where to go once inside. */
import { tokensOf } from "../api/browser-ports";
import { post, session } from "../api/http";
import type { LoginAnswer, Tokens } from "../api/shapes";

/** Null when signed in; a ticket for the second step where the account asks for one. */
export async function enter(credentials: { email: string; password: string }): Promise<string | null> {
  const { value } = await post<LoginAnswer>("/auth/login", credentials, {
    withoutToken: true,
  });
  if ("mfa_token" in value) {
    return value.mfa_token;
  }
  session.signedIn(tokensOf(value));
  return null;
}

export async function enterCode(ticket: string, code: string): Promise<void> {
  const { value } = await post<Tokens>("/auth/mfa", { mfa_token: ticket, code }, { withoutToken: true });
  session.signedIn(tokensOf(value));
}

/** Only a path of our own: an address in the query must not lead anyone elsewhere. */
export function wayBack(search: string): string {
  const to = new URLSearchParams(search).get("to") ?? "";
  return /^\/(?![/\\])/.test(to) && !to.startsWith("/signin") ? to : "/deals";
}

export async function leave(everywhere: boolean): Promise<void> {
  const refresh = session.refreshToken;
  try {
    if (everywhere) {
      await post("/auth/logout-all");
    } else if (refresh !== null) {
      await post("/auth/logout", { refresh_token: refresh }, { withoutToken: true });
    }
  } finally {
    session.signedOut();
  }
}
