/**
 * The filters of a list live in the address: so a list can be linked, reloaded and gone back to.
 * A name that the list does not know is dropped; an empty value is left out.
 */

export type Filters<Name extends string> = { readonly [N in Name]?: string };

export function readFilters<Name extends string>(search: string, names: readonly Name[]): Filters<Name> {
  const params = new URLSearchParams(search);
  const filters: { [N in Name]?: string } = {};
  for (const name of names) {
    const value = params.get(name)?.trim();
    if (value !== undefined && value !== "") {
      filters[name] = value;
    }
  }
  return filters;
}

/** The address with some filters changed; null or "" takes one away. What the list does not know stays. */
export function changedSearch(search: string, changes: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value.trim() === "") {
      params.delete(name);
    } else {
      params.set(name, value.trim());
    }
  }
  return params.toString();
}

export interface Sort<Column extends string> {
  column: Column;
  down: boolean;
}

/** `-updated_at` is downwards by `updated_at`; a column that the list does not have falls back. */
export function readSort<Column extends string>(
  text: string | undefined,
  columns: readonly Column[],
  fallback: Sort<Column>,
): Sort<Column> {
  const down = text?.startsWith("-") ?? false;
  const name = down ? text?.slice(1) : text;
  const column = columns.find((known) => known === name);
  return column === undefined ? fallback : { column, down };
}

export function writeSort<Column extends string>(sort: Sort<Column>): string {
  return sort.down ? `-${sort.column}` : sort.column;
}

/** A click on a column's head: the other way round if it is sorted by already, else its usual way first. */
export function sortBy<Column extends string>(
  current: Sort<Column>,
  column: Column,
  downFirst: boolean,
): Sort<Column> {
  return current.column === column ? { column, down: !current.down } : { column, down: downFirst };
}
