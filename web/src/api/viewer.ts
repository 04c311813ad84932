/** Who is signed in, for every part of the page that must know. */
import { useSyncExternalStore } from "react";
import { session } from "./http";
import type { Viewer } from "./session";

export function useViewer(): Viewer | null {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.viewer,
  );
}

/** May the person signed in do this? The server decides again; this only shapes what is shown. */
export function useMay(permission: string): boolean {
  return useViewer()?.permissions.has(permission) ?? false;
}
