/** Light, dark or as the system says: kept in this browser and applied before the first paint by scheme.js. */
import type { MantineColorSchemeManager } from "@mantine/core";

const KEY = "autolytiq.scheme";

export type Scheme = "light" | "dark" | "auto";

export function keptScheme(): Scheme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto";
  }
}

export function schemeManager(): MantineColorSchemeManager {
  let onStorage: ((event: StorageEvent) => void) | null = null;
  return {
    get: () => keptScheme(),
    set: (scheme) => localStorage.setItem(KEY, scheme),
    subscribe: (changed) => {
      onStorage = (event) => {
        if (event.key === KEY) changed(keptScheme());
      };
      addEventListener("storage", onStorage);
    },
    unsubscribe: () => {
      if (onStorage !== null) removeEventListener("storage", onStorage);
    },
    clear: () => localStorage.removeItem(KEY),
  };
}
