/**
 * The customer view in the store: the session is locked on the server, this tab forgets its tokens, and until the PIN
 * was right every address of this tab leads back to the customer's page.
 */
import { tokensOf } from "../api/browser-ports";
import { session } from "../api/http";
import { lock, unlock } from "./api";

const KEY = "autolytiq.locked";

interface Locked {
  /** Good for nothing without the PIN. */
  refresh: string;
  /** Where the desk was. */
  back: string;
  /** The customer's page. */
  here: string;
}

function read(): Locked | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Locked);
}

/** The only page of this tab while its session is locked. */
export function lockedTo(): string | null {
  return read()?.here ?? null;
}

/** Locks the session and shows the customer their page instead of everything else. */
export async function showCustomer(linkToken: string, back: string): Promise<void> {
  await lock();
  // Read afterwards: from now on no other tab can have exchanged it.
  const refresh = session.refreshToken;
  const here = `/q/${linkToken}?store=1`;
  if (refresh !== null) sessionStorage.setItem(KEY, JSON.stringify({ refresh, back, here }));
  session.signedOut();
  // A new document in place of the desk: nothing of it is left in memory, and Back does not bring it.
  location.replace(here);
}

/** With the right PIN back to the desk; whatever the server says otherwise is thrown. */
export async function leaveWith(pin: string): Promise<void> {
  const locked = read();
  if (locked === null) throw new Error("This session has ended. Sign in again.");
  const tokens = await unlock(locked.refresh, pin);
  sessionStorage.removeItem(KEY);
  session.signedIn(tokensOf(tokens));
  location.replace(locked.back);
}

/** Without the PIN: the locked session is given up, and signing in with the password leads to the desk again. */
export function giveUp(): void {
  const back = read()?.back ?? "/deals";
  sessionStorage.removeItem(KEY);
  location.replace(`/signin?to=${encodeURIComponent(back)}`);
}
