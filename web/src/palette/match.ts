/** Finding what was typed in names: every word the beginning of a word there, the closest first. */

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** How well it fits; nothing where it does not. */
export function fit(typed: string, name: string, also = ""): number {
  const asked = wordsOf(typed);
  if (asked.length === 0) return 1;
  const named = wordsOf(name);
  const begins = (word: string, among: readonly string[]) => among.some((each) => each.startsWith(word));
  if (asked.every((word) => begins(word, named))) {
    return named.join(" ").startsWith(asked.join(" ")) ? 4 : 3;
  }
  const all = [...named, ...wordsOf(also)];
  return asked.every((word) => begins(word, all)) ? 2 : 0;
}

/** What fits, the closest first, otherwise in the order given. */
export function fitting<Item>(
  typed: string,
  items: readonly Item[],
  named: (item: Item) => readonly [name: string, also?: string],
): Item[] {
  return items
    .map((item) => ({ item, how: fit(typed, ...named(item)) }))
    .filter(({ how }) => how > 0)
    .toSorted((a, b) => b.how - a.how)
    .map(({ item }) => item);
}
