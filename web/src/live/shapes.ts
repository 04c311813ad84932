/** What is said on the live channel, both ways. */

/** Somebody saved a deal. */
export interface Changed {
  deal: string;
  version: number;
  structure_id?: string;
  revision?: number;
  act: string;
  by: { id: string; name: string };
}

/** Somebody who is at a deal. */
export interface Person {
  id: string;
  name: string;
  structure: string | null;
  cell: string | null;
  since: string;
}

export type FromServer =
  | { watching: { deal: string; version: number } | { deals: true } }
  | { changed: Changed }
  | { present: { deal: string; people: Person[] } }
  | { refused: { code: string; detail: string; deal?: string } }
  | { ping: object };

export type ToServer =
  | { watch: { deal: string } | { deals: true } }
  | { unwatch: { deal: string } | { deals: true } }
  | { at: { deal: string; structure: string; cell: string | null } };
