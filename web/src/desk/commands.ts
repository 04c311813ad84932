/** Carries a key from the page to the part of the Desk that answers it. */
import { useEffect, useEffectEvent } from "react";

type Named = "grid" | "roll" | "why" | "customer";

const bus = new EventTarget();

export function command(name: Named): void {
  bus.dispatchEvent(new Event(name));
}

/** Answers the command while the part is on the page. */
export function useCommand(name: Named, run: () => void): void {
  const answer = useEffectEvent(run);
  useEffect(() => {
    const heard = () => answer();
    bus.addEventListener(name, heard);
    return () => bus.removeEventListener(name, heard);
  }, [name]);
}
