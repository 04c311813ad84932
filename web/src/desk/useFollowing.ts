/** The deal as others change it: over the live channel, and anew when this person or the network comes back. */
import { useEffect } from "react";
import { useViewer } from "../api/viewer";
import { live } from "../live/live";
import { useDeskStore } from "./DeskContext";
import { follow } from "./following";

export function useFollowing(): void {
  const store = useDeskStore();
  const me = useViewer()?.id ?? null;
  useEffect(() => (me === null ? undefined : follow(store, live, me)), [store, me]);
  useEffect(() => {
    const seen = () => store.returned();
    const back = () => store.online();
    window.addEventListener("focus", seen);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("focus", seen);
      window.removeEventListener("online", back);
    };
  }, [store]);
}
