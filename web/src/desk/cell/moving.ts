/** Moving between cells: Enter goes to the next one of the same region, in the order in which they stand. */

/** Goes `by` cells on from `from` within its region; false where there is no further one. */
export function moveFrom(from: HTMLElement, by: 1 | -1): boolean {
  const cells = [...(from.closest("[data-region]")?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
  const next = cells[cells.indexOf(from) + by];
  next?.focus();
  return next !== undefined;
}

/** F6: the next region of the page, to its last focused or first focusable thing. */
export function nextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const at = here < 0 ? 0 : (here + by + regions.length) % regions.length;
  focusable(regions[at] ?? document.body)?.focus();
}

function focusable(within: HTMLElement): HTMLElement | null {
  return within.querySelector<HTMLElement>(
    'input:not([disabled]), [tabindex="0"], button:not([disabled]), a[href], select, textarea',
  );
}
