/**
 * The fields of a form as they are named on the wire, what is typed in them, and the value that stands for it. A name
 * with a slash lies deeper: `when/kinds`. Faults are named by JSON pointer, as the server names its own.
 */
import { percentNumber, shortMoney } from "../desk/numbers/format";
import { readMoney } from "../desk/numbers/money-entry";
import { readMoneyFactor, readPercent, readWhole } from "../desk/numbers/rate-entry";

export type Option = readonly [value: string, label: string];

interface Common {
  name: string;
  label: string;
  needed?: boolean;
  /** Said under the field. */
  hint?: string;
  /** Shown where nothing is typed: what holds then. */
  empty?: string;
}

export type Field = Common &
  (
    | { kind: "text"; most?: number; long?: boolean }
    | { kind: "date" }
    | { kind: "money" }
    /** A percent that is a fraction on the wire. */
    | { kind: "percent"; most: number }
    | { kind: "factor" }
    | { kind: "whole"; most: number }
    /** `48, 60, 72` */
    | { kind: "wholes"; most: number }
    /** `FL, GA` or `Honda, Toyota` */
    | { kind: "words"; upper?: boolean }
    | { kind: "choice"; options: readonly Option[] }
    | { kind: "choices"; options: readonly Option[] }
    | { kind: "yes" }
  );

export type Typed = string | readonly string[] | boolean;
export type Draft = Readonly<Record<string, Typed>>;
export type Wire = Readonly<Record<string, unknown>>;
export type Faults = Readonly<Record<string, string>>;

function under(wire: Wire, name: string): unknown {
  let at: unknown = wire;
  for (const part of name.split("/")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Wire)[part];
  }
  return at;
}

function put(wire: Record<string, unknown>, name: string, value: unknown): void {
  const parts = name.split("/");
  const last = parts.pop() as string;
  let at = wire;
  for (const part of parts) {
    const next = at[part];
    const deeper = typeof next === "object" && next !== null ? { ...next } : {};
    at[part] = deeper;
    at = deeper as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

function typedOf(field: Field, value: unknown): Typed {
  if (field.kind === "yes") return value === true;
  if (field.kind === "choices") return Array.isArray(value) ? value.map(String) : [];
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(", ");
  const text = String(value);
  if (field.kind === "money") return shortMoney(text);
  if (field.kind === "percent") return percentNumber(text, 0);
  return text;
}

/** What stands in the fields for a value; for nothing, empty fields. */
export function draftOf(fields: readonly Field[], wire: Wire | undefined): Draft {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      typedOf(field, wire === undefined ? undefined : under(wire, field.name)),
    ]),
  );
}

type One = { ok: true; value: unknown } | { ok: false; message: string };

function words(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter(Boolean);
}

function readText(field: Field, typed: string): One {
  const text = typed.trim();
  if (field.kind === "words") {
    const list = words(text);
    return { ok: true, value: field.upper === true ? list.map((word) => word.toUpperCase()) : list };
  }
  if (field.kind === "wholes") {
    const list: number[] = [];
    for (const word of words(text)) {
      const read = readWhole(word, field.most, "A number is");
      if (!read.ok) return read;
      list.push(Number(read.value));
    }
    return { ok: true, value: list };
  }
  if (text === "") {
    return field.needed === true ? { ok: false, message: "This is needed." } : { ok: true, value: undefined };
  }
  switch (field.kind) {
    case "money":
      return readMoney(text, { present: null, names: () => null });
    case "percent":
      return readPercent(text, { present: null, most: field.most, called: "percentage", example: "1.5" });
    case "factor":
      return readMoneyFactor(text, null);
    case "whole": {
      const read = readWhole(text, field.most, "A number is");
      return read.ok ? { ok: true, value: Number(read.value) } : read;
    }
    default:
      return { ok: true, value: text };
  }
}

export interface Read<Value> {
  value: Value;
  faults: Faults;
}

/** The value of the fields, laid over `base`, which keeps what no field is for. */
export function readFields(
  fields: readonly Field[],
  draft: Draft,
  pointer = "",
  base: Wire = {},
): Read<Record<string, unknown>> {
  const value: Record<string, unknown> = { ...base };
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const typed = draft[field.name] ?? "";
    const one: One = typeof typed === "string" ? readText(field, typed) : { ok: true, value: [typed].flat() };
    if (!one.ok) faults[`${pointer}/${field.name}`] = one.message;
    else put(value, field.name, typeof typed === "boolean" ? typed : one.value);
  }
  return { value, faults };
}

/** What is wrong with a field: at the field itself, or with an entry of its list. */
export function faultAt(faults: Faults, pointer: string): string | undefined {
  if (faults[pointer] !== undefined) return faults[pointer];
  const within = Object.keys(faults).find((each) => each.startsWith(`${pointer}/`));
  return within === undefined ? undefined : faults[within];
}

/** The pointers of fields, for telling which faults they show. */
export function placesOf(fields: readonly Field[], pointer = ""): string[] {
  return fields.map((field) => `${pointer}/${field.name}`);
}

export function placesOfRows(fields: readonly Field[], rows: readonly Row[], pointer: string): string[] {
  return rows.flatMap((_, index) => placesOf(fields, `${pointer}/${index}`));
}

/** Those faults that a field shows, out of all; `exact` are places that show only what names them alone. */
export function shownAt(faults: Faults, places: readonly string[], exact: readonly string[] = []): string[] {
  return Object.keys(faults).filter(
    (fault) =>
      exact.includes(fault) || places.some((place) => fault === place || fault.startsWith(`${place}/`)),
  );
}

/** A row of a table that is edited: what is typed, and what it was made of. */
export interface Row {
  /** Its own while it is edited. */
  key: string;
  cells: Draft;
  base: Wire;
}

let made = 0;

export function rowOf(fields: readonly Field[], wire: Wire = {}): Row {
  made += 1;
  return { key: `row-${made}`, cells: draftOf(fields, wire), base: wire };
}

export function rowsOf(fields: readonly Field[], wires: readonly Wire[] | null | undefined): Row[] {
  return (wires ?? []).map((wire) => rowOf(fields, wire));
}

export function readRows(
  fields: readonly Field[],
  rows: readonly Row[],
  pointer: string,
): Read<Record<string, unknown>[]> {
  const faults: Record<string, string> = {};
  const value = rows.map((row, index) => {
    const read = readFields(fields, row.cells, `${pointer}/${index}`, row.base);
    Object.assign(faults, read.faults);
    return read.value;
  });
  return { value, faults };
}

/** Whether two drafts say the same; the keys of their rows are no part of it. */
export function sameDraft(one: unknown, other: unknown): boolean {
  const text = (draft: unknown) =>
    JSON.stringify(draft, (name, value: unknown) => (name === "key" || name === "base" ? undefined : value));
  return text(one) === text(other);
}

/** `Competing quote!` as `competing_quote`, not taken before: a code that the person need not think about. */
export function codeOf(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 34);
  const stem = plain === "" ? "entry" : plain;
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? stem : `${stem}_${n}`;
    if (!taken.includes(code)) return code;
  }
}
