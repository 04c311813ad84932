/** Whether a media query holds, kept up as the window changes. */
import { useSyncExternalStore } from "react";

/** Below this width the page is a phone's: one column, under the thumb. */
const PHONE = "(max-width: 799px)";
/** A phone or tablet in the hand: no keys of its own. */
const TOUCHED = `${PHONE} and (pointer: coarse)`;

const lists = new Map<string, MediaQueryList>();

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? matchMedia(query);
  lists.set(query, list);
  return list;
}

function useMedia(query: string): boolean {
  const list = listOf(query);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => list.matches,
  );
}

/** As it is now, for what is only decided once. */
export const isPhone = (): boolean => listOf(PHONE).matches;

export const usePhone = (): boolean => useMedia(PHONE);

/** Whether numbers are typed on the page's own keypad, which has `k`, `+` and `=` where the device's has none. */
export const useKeypad = (): boolean => useMedia(TOUCHED);
