/** Puts two people's changes to one structure together, line by line; only the same line twice is a conflict. */

export interface Clash {
  /** Names of fields and ids of lines, outermost first: `["accessories", "a1", "price"]`. */
  path: readonly string[];
  mine: unknown;
  theirs: unknown;
}

export interface Merged<T> {
  value: T;
  clashes: Clash[];
  /** What they changed and I did not touch. */
  taken: (readonly string[])[];
}

type Side = "mine" | "theirs";

/** Three-way: `base` is what both started from. Clashing values are taken from `side`. */
export function merge<T>(base: T, mine: T, theirs: T, side: Side): Merged<T> {
  const clashes: Clash[] = [];
  const taken: (readonly string[])[] = [];
  const value = join(base, mine, theirs, [], side, clashes, taken) as T;
  return { value, clashes, taken };
}

type Keyed = Record<string, unknown>;

function join(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: readonly string[],
  side: Side,
  clashes: Clash[],
  taken: (readonly string[])[],
): unknown {
  if (same(mine, theirs)) return mine;
  if (same(base, theirs)) return mine;
  if (same(base, mine)) {
    taken.push(path);
    return theirs;
  }
  if (isRecord(mine) && isRecord(theirs)) {
    const from = isRecord(base) ? base : {};
    const joined: Keyed = {};
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
      const value = join(from[key], mine[key], theirs[key], [...path, key], side, clashes, taken);
      if (value !== undefined) joined[key] = value;
    }
    return joined;
  }
  if (isLines(mine) && isLines(theirs)) {
    const from = byId(isLines(base) ? base : []);
    const ours = byId(mine);
    const others = byId(theirs);
    const ids = new Set([...others.keys(), ...ours.keys()]);
    return [...ids].flatMap((id) => {
      const line = join(from.get(id), ours.get(id), others.get(id), [...path, id], side, clashes, taken);
      return line === undefined ? [] : [line];
    });
  }
  clashes.push({ path, mine, theirs });
  return side === "mine" ? mine : theirs;
}

function isRecord(value: unknown): value is Keyed {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Line {
  id: string;
}

function isLines(value: unknown): value is Line[] {
  return Array.isArray(value) && value.every((each) => isRecord(each) && typeof each["id"] === "string");
}

function byId(lines: Line[]): Map<string, Line> {
  return new Map(lines.map((line) => [line.id, line]));
}

/** Equal as JSON; a field that is `null` and one that is absent are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, at) => same(each, b[at]));
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
  }
  return false;
}

/** The lines in which two structures differ, by the same paths as a clash. */
export function changedLines(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): (readonly string[])[] {
  if (same(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changedLines(before[key], after[key], [...path, key]));
  }
  if (isLines(before) && isLines(after)) {
    const [was, is] = [byId(before), byId(after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) =>
      changedLines(was.get(id), is.get(id), [...path, id]),
    );
  }
  return [path];
}

/** Where two answers about the same thing differ, as JSON pointers; fields only one of them has are passed over. */
export function differences(
  mine: unknown,
  theirs: unknown,
  pointer = "",
): { pointer: string; mine: unknown; theirs: unknown }[] {
  if (mine === null || theirs === null || mine === undefined || theirs === undefined) return [];
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    if (mine.length !== theirs.length) return [{ pointer, mine: mine.length, theirs: theirs.length }];
    return mine.flatMap((each, at) => differences(each, theirs[at], `${pointer}/${at}`));
  }
  if (isRecord(mine) && isRecord(theirs)) {
    return Object.keys(mine).flatMap((key) => differences(mine[key], theirs[key], `${pointer}/${key}`));
  }
  return mine === theirs ? [] : [{ pointer, mine, theirs }];
}
