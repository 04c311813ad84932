/** When the browser may be asked for work that nobody waits for. */

interface Line {
  saveData?: boolean;
  type?: string;
  effectiveType?: string;
}

/** A line that is paid by what goes over it, or is hardly there, is left to the person. */
export function lineIsFree(line: Line | undefined): boolean {
  if (line === undefined) return true;
  return line.saveData !== true && line.type !== "cellular" && !(line.effectiveType ?? "").endsWith("2g");
}

/** Resolves once the page has nothing else to do: whether somebody looks at it and the line is free. */
export async function free(): Promise<boolean> {
  await new Promise<void>((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 5_000 });
    else setTimeout(resolve, 200);
  });
  const { connection } = navigator as Navigator & { connection?: Line };
  return navigator.onLine && document.visibilityState === "visible" && lineIsFree(connection);
}
