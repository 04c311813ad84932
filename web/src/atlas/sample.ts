/** The sample deal of the atlas and everything else that a shared link holds: read from the address, written to it. */
import type { Answer, Fuel, Place, VehicleClass } from "../engine";
import { tileOf } from "./tiles";

export const MONEY_FIELDS = [
  "price",
  "trade",
  "payoff",
  "rebate",
  "doc",
  "accessories",
  "delivery",
  "contract",
  "gap",
  "maintenance",
  "msrp",
  "book",
  "down",
] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];

export const WHOLE_FIELDS = ["year", "odometer", "curb", "gross", "mpg", "term"] as const;
export type WholeField = (typeof WHOLE_FIELDS)[number];

export const RATE_FIELDS = ["factor", "residual"] as const;
export type RateField = (typeof RATE_FIELDS)[number];

export type SampleKind = "retail" | "lease";
export type SampleCondition = "new" | "used";

export type Sample = Readonly<
  Record<MoneyField, string> &
    Record<WholeField, number> &
    Record<RateField, string> & {
      kind: SampleKind;
      condition: SampleCondition;
      class: VehicleClass;
      fuel: Fuel;
      /** The law of this day. */
      on: string;
      /** The state whose dealer sells into every state; empty where each state's own dealer does. */
      sold: string;
    }
>;

export const CLASSES: readonly VehicleClass[] = [
  "passenger",
  "light_truck",
  "heavy_truck",
  "motorcycle",
  "motorhome",
  "trailer",
];
export const FUELS: readonly Fuel[] = [
  "gasoline",
  "diesel",
  "hybrid",
  "plug_in_hybrid",
  "electric",
  "hydrogen",
];

/** The deal that the page opens with. */
export function firstSample(today: string): Sample {
  return {
    kind: "retail",
    condition: "used",
    class: "passenger",
    fuel: "gasoline",
    on: today,
    sold: "",
    price: "35000.00",
    trade: "10000.00",
    payoff: "0.00",
    rebate: "1000.00",
    doc: "500.00",
    accessories: "0.00",
    delivery: "0.00",
    contract: "0.00",
    gap: "0.00",
    maintenance: "0.00",
    msrp: "36500.00",
    book: "34000.00",
    down: "0.00",
    year: Number(today.slice(0, 4)) - 1,
    odometer: 8_500,
    curb: 3_600,
    gross: 4_600,
    mpg: 28,
    term: 36,
    factor: "0.00195",
    residual: "0.6",
  };
}

export const MOST_COMPARED = 4;

/** What the map shows of each state. */
export type Shown = "state" | "all";
export type View = "map" | "table" | "compare";

export type Answers = Readonly<Record<string, Answer>>;

/** Everything that the address says. */
export interface Atlas {
  sample: Sample;
  shown: Shown;
  view: View;
  compared: readonly string[];
  sort: string;
  /** Only places that differ from the state's main place. */
  places: Readonly<Record<string, Place>>;
  answers: Readonly<Record<string, Answers>>;
}

const MONEY = /^\d{1,12}(\.\d\d)?$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Thirty-first of November and the like are no days. */
export function isDay(text: string): boolean {
  if (!DATE.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const shortWire = (wire: string) => wire.replace(/\.00$/, "");
const oneOf = <T extends string>(text: string | null, known: readonly T[]): T | null =>
  known.find((each) => each === text) ?? null;

/** What the address does not say, or says wrongly, is as at first. */
export function readAtlas(search: string, today: string): Atlas {
  const params = new URLSearchParams(search);
  const first = firstSample(today);
  const sample: Record<string, string | number> = { ...first };
  for (const field of MONEY_FIELDS) {
    const text = params.get(field);
    if (text !== null && MONEY.test(text)) sample[field] = text.includes(".") ? text : `${text}.00`;
  }
  for (const field of WHOLE_FIELDS) {
    const text = params.get(field);
    if (text !== null && /^\d{1,7}$/.test(text)) sample[field] = Number(text);
  }
  for (const field of RATE_FIELDS) {
    const text = params.get(field);
    if (text !== null && /^[01]?\.?\d{0,8}$/.test(text) && /\d/.test(text)) sample[field] = text;
  }
  const on = params.get("on");
  const sold = tileOf(params.get("sold"));
  const places: Record<string, Place> = {};
  const answers: Record<string, Record<string, Answer>> = {};
  for (const [name, value] of params) {
    const [what, code, question] = name.split(".");
    const state = tileOf(code)?.code;
    if (!state) continue;
    if (what === "place") {
      const [city, county, zip] = value.split("|");
      places[state] = { state, city: city || null, county: county || null, zip: zip || null };
    } else if (what === "ask" && question) {
      const answer = readAnswer(value);
      if (answer !== null) answers[state] = { ...answers[state], [question]: answer };
    }
  }
  return {
    sample: {
      ...first,
      ...sample,
      kind: oneOf(params.get("kind"), ["retail", "lease"]) ?? first.kind,
      condition: oneOf(params.get("cond"), ["new", "used"]) ?? first.condition,
      class: oneOf(params.get("class"), CLASSES) ?? first.class,
      fuel: oneOf(params.get("fuel"), FUELS) ?? first.fuel,
      on: on !== null && isDay(on) ? on : first.on,
      sold: sold?.code ?? "",
    },
    shown: oneOf(params.get("show"), ["state", "all"]) ?? "state",
    view: oneOf(params.get("view"), ["map", "table", "compare"]) ?? "map",
    compared: [
      ...new Set((params.get("with") ?? "").split(",").flatMap((code) => tileOf(code)?.code ?? [])),
    ].slice(0, MOST_COMPARED),
    sort: params.get("sort") ?? "",
    places,
    answers,
  };
}

/** `yes`, `no`, a whole number, or an amount with its cents. */
function readAnswer(text: string): Answer | null {
  if (text === "yes" || text === "no") return text === "yes";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return MONEY.test(text) ? text : null;
}

function writeAnswer(answer: Answer): string {
  return typeof answer === "boolean" ? (answer ? "yes" : "no") : String(answer);
}

/** Only what differs from the first sample, and always the day: a link that is shared shows the same law tomorrow. */
export function writeAtlas(atlas: Atlas, today: string): string {
  const params = new URLSearchParams();
  const first = firstSample(today);
  const { sample } = atlas;
  for (const field of MONEY_FIELDS) {
    if (sample[field] !== first[field]) params.set(field, shortWire(sample[field]));
  }
  for (const field of WHOLE_FIELDS) {
    // The model year at first follows the calendar, so a link holds it.
    if (sample[field] !== first[field] || field === "year") params.set(field, String(sample[field]));
  }
  for (const field of RATE_FIELDS) {
    if (sample[field] !== first[field]) params.set(field, sample[field]);
  }
  if (sample.kind !== first.kind) params.set("kind", sample.kind);
  if (sample.condition !== first.condition) params.set("cond", sample.condition);
  if (sample.class !== first.class) params.set("class", sample.class);
  if (sample.fuel !== first.fuel) params.set("fuel", sample.fuel);
  if (sample.sold !== "") params.set("sold", sample.sold);
  params.set("on", sample.on);
  if (atlas.shown !== "state") params.set("show", atlas.shown);
  if (atlas.view !== "map") params.set("view", atlas.view);
  if (atlas.compared.length > 0) params.set("with", atlas.compared.join(","));
  if (atlas.sort !== "") params.set("sort", atlas.sort);
  for (const [state, place] of Object.entries(atlas.places)) {
    params.set(`place.${state}`, [place.city, place.county, place.zip].map((part) => part ?? "").join("|"));
  }
  for (const [state, answers] of Object.entries(atlas.answers)) {
    for (const [question, answer] of Object.entries(answers)) {
      params.set(`ask.${state}.${question}`, writeAnswer(answer));
    }
  }
  return params.toString();
}
