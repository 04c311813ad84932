/** The two doors of signing in, and where to go once inside. */
import { tokensOf, type TokenAnswer } from "../api/browser-ports";
import { post, session } from "../api/http";

interface SecondFactorWanted {
  mfa_required: true;
  mfa_token: string;
}

/** Null when signed in; a ticket for the second step where the account asks for one. */
export async function enter(credentials: { email: string; password: string }): Promise<string | null> {
  const { value } = await post<TokenAnswer | SecondFactorWanted>("/auth/login", credentials, {
    withoutToken: true,
  });
  if ("mfa_required" in value && value.mfa_required) {
    return value.mfa_token;
  }
  session.signedIn(tokensOf(value as TokenAnswer));
  return null;
}

export async function enterCode(ticket: string, code: string): Promise<void> {
  const { value } = await post<TokenAnswer>("/auth/mfa", { mfa_token: ticket, code }, { withoutToken: true });
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
