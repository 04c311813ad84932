/** The form of a lender, and the lender that it stands for. */
import type { Lender, NewLender, ReserveKind } from "../api/types";
import {
  type Draft,
  draftOf,
  type Field,
  placesOf,
  placesOfRows,
  type Read,
  readFields,
  readRows,
  type Row,
  rowsOf,
} from "../forms/fields";
import { kindName, reserveName } from "./words";

export const PLAIN: readonly Field[] = [
  { name: "name", label: "Name", kind: "text", needed: true, most: 80 },
  { name: "kind", label: "Kind", kind: "choice", needed: true, options: Object.entries(kindName) },
  { name: "states", label: "States it buys in", kind: "words", upper: true, empty: "All" },
  {
    name: "day_base",
    label: "Days of its year",
    kind: "choice",
    needed: true,
    options: [
      ["365", "365"],
      ["360", "360"],
    ],
  },
  { name: "active", label: "Offers are scanned for it", kind: "yes" },
];

const METHOD: Field = {
  name: "method",
  label: "Reserve is",
  kind: "choice",
  needed: true,
  options: Object.entries(reserveName),
};
const BOUNDS: readonly Field[] = [
  { name: "minimum", label: "At least", kind: "money" },
  { name: "maximum", label: "At most", kind: "money" },
];
const SHARES: readonly Field[] = [
  { name: "share", label: "Dealer's share, percent", kind: "percent", most: 100, empty: "100" },
  { name: "split/over", label: "Another share over, points", kind: "percent", most: 10 },
  { name: "split/share", label: "That share, percent", kind: "percent", most: 100 },
];
const OF_METHOD: Record<ReserveKind, readonly Field[]> = {
  present_value: SHARES,
  interest_difference: SHARES,
  percent: [
    { name: "percent", label: "Of the amount financed, percent", kind: "percent", most: 20, needed: true },
  ],
  flat: [{ name: "amount", label: "Amount a contract", kind: "money", needed: true }],
};
const ALL_RESERVE = [METHOD, ...SHARES, ...OF_METHOD.percent, ...OF_METHOD.flat, ...BOUNDS];

export function reserveFields(draft: Draft): readonly Field[] {
  return [METHOD, ...(OF_METHOD[draft["method"] as ReserveKind] ?? []), ...BOUNDS];
}

export const CHARGEBACK: readonly Field[] = [
  { name: "within_days", label: "Charged back within, days", kind: "whole", most: 3650, empty: "Never" },
  {
    name: "takes",
    label: "It takes back",
    kind: "choice",
    needed: true,
    options: [
      ["whole", "All of the reserve"],
      ["unearned", "What is not earned yet"],
    ],
  },
];

export const CAPS: readonly Field[] = [
  { name: "term_to", label: "To months", kind: "whole", most: 180, empty: "Any term" },
  { name: "points", label: "Points at most", kind: "percent", most: 10, needed: true },
];

export interface LenderDraft {
  plain: Draft;
  reserve: Draft;
  chargeback: Draft;
  caps: readonly Row[];
}

export function lenderDraft(lender: Lender | undefined, active: boolean): LenderDraft {
  return {
    plain: draftOf(PLAIN, { kind: "bank", day_base: "365", ...lender, active }),
    reserve: draftOf(ALL_RESERVE, { method: "present_value", ...lender?.reserve }),
    chargeback: draftOf(CHARGEBACK, { takes: "whole", ...lender?.chargeback }),
    caps: rowsOf(CAPS, lender?.markup_caps),
  };
}

export function readLender(draft: LenderDraft): Read<NewLender> {
  const plain = readFields(PLAIN, draft.plain);
  const reserve = readFields(reserveFields(draft.reserve), draft.reserve, "/reserve");
  const split = reserve.value["split"] as Record<string, unknown> | undefined;
  const faults: Record<string, string> = { ...plain.faults, ...reserve.faults };
  if (split !== undefined) {
    const [over, share] = [split["over"], split["share"]];
    if (over === undefined && share === undefined) delete reserve.value["split"];
    else if (over === undefined) faults["/reserve/split/over"] ??= "Say over how many points.";
    else if (share === undefined) faults["/reserve/split/share"] ??= "Say what the share is there.";
  }
  const back = readFields(CHARGEBACK, draft.chargeback, "/chargeback");
  Object.assign(faults, back.faults);
  const caps = readRows(CAPS, draft.caps, "/markup_caps");
  Object.assign(faults, caps.faults);
  const value = {
    ...plain.value,
    reserve: reserve.value,
    chargeback: back.value["within_days"] === undefined ? null : back.value,
    markup_caps: caps.value,
  };
  return { value: value as unknown as NewLender, faults };
}

/** Where the form shows faults. */
export function lenderPlaces(draft: LenderDraft): string[] {
  return [
    ...placesOf(PLAIN),
    ...placesOf(reserveFields(draft.reserve), "/reserve"),
    ...placesOf(CHARGEBACK, "/chargeback"),
    ...placesOfRows(CAPS, draft.caps, "/markup_caps"),
  ];
}
