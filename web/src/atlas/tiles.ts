/** The map of tiles: where each state stands in a grid of eleven columns, and where an arrow key leads. */

export interface Tile {
  code: string;
  name: string;
  row: number;
  column: number;
}

/** Eight rows from north to south; a dot is sea or a neighbor country. */
const MAP = [
  "AK .  .  .  .  .  .  .  .  .  ME",
  ".  .  .  .  .  .  .  .  .  VT NH",
  "WA ID MT ND MN IL WI MI NY RI MA",
  "OR NV WY SD IA IN OH PA NJ CT .",
  "CA UT CO NE MO KY WV VA MD DE .",
  ".  AZ NM KS AR TN NC SC DC .  .",
  ".  .  .  OK LA MS AL GA .  .  .",
  "HI .  .  TX .  .  .  .  FL .  .",
];

const NAMES: Record<string, string> = {
  AL: "Alabama",
  AK: "Alaska",
  AZ: "Arizona",
  AR: "Arkansas",
  CA: "California",
  CO: "Colorado",
  CT: "Connecticut",
  DE: "Delaware",
  DC: "District of Columbia",
  FL: "Florida",
  GA: "Georgia",
  HI: "Hawaii",
  ID: "Idaho",
  IL: "Illinois",
  IN: "Indiana",
  IA: "Iowa",
  KS: "Kansas",
  KY: "Kentucky",
  LA: "Louisiana",
  ME: "Maine",
  MD: "Maryland",
  MA: "Massachusetts",
  MI: "Michigan",
  MN: "Minnesota",
  MS: "Mississippi",
  MO: "Missouri",
  MT: "Montana",
  NE: "Nebraska",
  NV: "Nevada",
  NH: "New Hampshire",
  NJ: "New Jersey",
  NM: "New Mexico",
  NY: "New York",
  NC: "North Carolina",
  ND: "North Dakota",
  OH: "Ohio",
  OK: "Oklahoma",
  OR: "Oregon",
  PA: "Pennsylvania",
  RI: "Rhode Island",
  SC: "South Carolina",
  SD: "South Dakota",
  TN: "Tennessee",
  TX: "Texas",
  UT: "Utah",
  VT: "Vermont",
  VA: "Virginia",
  WA: "Washington",
  WV: "West Virginia",
  WI: "Wisconsin",
  WY: "Wyoming",
};

export const TILES: readonly Tile[] = MAP.flatMap((line, row) =>
  line
    .split(/ +/)
    .flatMap((code, column) =>
      code === "." ? [] : [{ code, name: NAMES[code] ?? code, row: row + 1, column: column + 1 }],
    ),
);

export const ROWS: readonly (readonly Tile[])[] = MAP.map((_, row) =>
  TILES.filter((tile) => tile.row === row + 1),
);

export const BY_NAME: readonly Tile[] = TILES.toSorted((a, b) => a.name.localeCompare(b.name, "en-US"));

const byCode = new Map(TILES.map((tile) => [tile.code, tile]));

export function tileOf(code: string | null | undefined): Tile | null {
  return byCode.get((code ?? "").toUpperCase()) ?? null;
}

export function stateName(code: string): string {
  return byCode.get(code)?.name ?? code;
}

/** The nearest of `tiles` by `cost`; the first of equals. */
function nearest(tiles: readonly Tile[], cost: (tile: Tile) => number): Tile | null {
  return tiles.reduce<Tile | null>(
    (best, tile) => (best === null || cost(tile) < cost(best) ? tile : best),
    null,
  );
}

/** Where a key leads from a tile; nothing where the key does not move or the map ends there. */
export function stepFrom(tile: Tile, key: string): Tile | null {
  const inRow = TILES.filter((other) => other.row === tile.row && other !== tile);
  if (key === "Home") return nearest(inRow, (other) => other.column);
  if (key === "End") return nearest(inRow, (other) => -other.column);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (sideways !== undefined) {
    const ahead = (other: Tile) => (other.column - tile.column) * sideways > 0;
    const near = TILES.filter((other) => ahead(other) && Math.abs(other.row - tile.row) <= 1);
    const same = inRow.filter(ahead);
    return nearest(
      same.length > 0 ? same : near,
      (other) => Math.abs(other.column - tile.column) + 2 * Math.abs(other.row - tile.row),
    );
  }
  const upright = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (upright === undefined) return null;
  return nearest(
    TILES.filter((other) => (other.row - tile.row) * upright > 0),
    (other) => Math.abs(other.row - tile.row) + 2 * Math.abs(other.column - tile.column),
  );
}

/** The next state in the alphabet, after `from`, whose name begins with a letter. */
export function nextByLetter(from: string, letter: string): Tile | null {
  const fitting = BY_NAME.filter((tile) => tile.name.toLowerCase().startsWith(letter.toLowerCase()));
  const at = fitting.findIndex((tile) => tile.code === from);
  return fitting[(at + 1) % fitting.length] ?? null;
}

/** States whose code or name begins as typed, the exact code first. */
export function findStates(typed: string): Tile[] {
  const text = typed.trim().toLowerCase();
  if (text === "") return [];
  const exact = tileOf(text);
  const named = BY_NAME.filter((tile) => tile.name.toLowerCase().startsWith(text) && tile !== exact);
  const inside = BY_NAME.filter(
    (tile) => tile !== exact && !named.includes(tile) && tile.name.toLowerCase().includes(` ${text}`),
  );
  return [...(exact ? [exact] : []), ...named, ...inside];
}
