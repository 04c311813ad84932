/** Moving between cells: Enter goes to the next one of the same region, in the order in which they stand. */

/** Goes `by` cells on from `from` within its region; false where there is no further one. */
export function moveFrom(from: HTMLElement, by: 1 | -1): boolean {
  const cells = [...(from.closest("[data-region]")?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
  const next = cells[cells.indexOf(from) + by];
  next?.focus();
  return next !== undefined;
}

/** F6: the next region of the page, to the first thing in it that Tab reaches. */
export function nextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const at = here < 0 ? 0 : (here + by + regions.length) % regions.length;
  focusable(regions[at] ?? document.body)?.focus();
}

function focusable(within: HTMLElement): HTMLElement | null {
  const reached = ["input", "button", "a[href]", "select", "textarea", '[tabindex="0"]'];
  return within.querySelector<HTMLElement>(
    reached.map((each) => `${each}:not([disabled], [tabindex="-1"])`).join(", "),
  );
}
