/** The form of a vehicle as text, the details that it stands for, and the amounts that are none. */
import type { Vehicle, VehicleDetails } from "../api/shapes";
import { shortMoney } from "../desk/numbers/format";
import { readMoney } from "../desk/numbers/money-entry";

export const AMOUNTS = ["msrp", "list_price", "invoice_cost", "cost", "book_value"] as const;
export const NUMBERS = ["year", "odometer", "gross_weight_lb", "curb_weight_lb", "city_mpg"] as const;
export const TEXTS = [
  "stock_number",
  "vin",
  "vin_override_reason",
  "certified_programme",
  "make",
  "model",
  "trim",
  "body",
  "color_exterior",
  "color_interior",
  "in_stock_since",
] as const;

type Typed = (typeof AMOUNTS)[number] | (typeof NUMBERS)[number] | (typeof TEXTS)[number];

export interface Draft {
  typed: Record<Typed, string>;
  rooftop_id: string;
  condition: VehicleDetails["condition"];
  certified: boolean;
  class: VehicleDetails["class"];
  fuel: VehicleDetails["fuel"];
}

export function draftOf(vehicle: Vehicle | undefined): Draft {
  const typed = {} as Record<Typed, string>;
  for (const name of AMOUNTS) {
    const amount = vehicle?.[name];
    typed[name] = amount == null ? "" : shortMoney(amount);
  }
  for (const name of [...NUMBERS, ...TEXTS]) {
    typed[name] = String(vehicle?.[name] ?? "");
  }
  return {
    typed,
    rooftop_id: vehicle?.rooftop_id ?? "",
    condition: vehicle?.condition ?? "new",
    certified: vehicle?.certified ?? false,
    class: vehicle?.class ?? "passenger",
    fuel: vehicle?.fuel ?? "gasoline",
  };
}

export interface Read {
  details: Omit<VehicleDetails, "year"> & { year: number | null };
  /** By pointer, as the server would name them. */
  faults: Record<string, string>;
}

/** Reads the form; what cannot be read is a fault of its field and is not sent. */
export function readDraft(draft: Draft, seesCost: boolean): Read {
  const faults: Record<string, string> = {};
  const text = (name: (typeof TEXTS)[number]) => draft.typed[name].trim() || null;
  const amount = (name: (typeof AMOUNTS)[number]) => {
    const typed = draft.typed[name].trim();
    if (typed === "") return null;
    const entry = readMoney(typed, { present: null, names: () => null });
    if (entry.ok) return entry.value;
    faults[`/${name}`] = entry.message;
    return null;
  };
  const whole = (name: (typeof NUMBERS)[number]) => {
    const typed = draft.typed[name].replaceAll(/[\s,]/g, "");
    if (typed === "") return null;
    if (/^\d{1,9}$/.test(typed)) return Number(typed);
    faults[`/${name}`] = `“${draft.typed[name].trim()}” is not a whole number.`;
    return null;
  };
  // The mark and its programme are not asked of a new vehicle, nor the programme of one that is not certified.
  const certified = draft.condition === "used" && draft.certified;
  const details = {
    rooftop_id: draft.rooftop_id,
    stock_number: text("stock_number") ?? "",
    vin: text("vin") ?? "",
    vin_override_reason: text("vin_override_reason"),
    condition: draft.condition,
    certified,
    certified_programme: certified ? text("certified_programme") : null,
    class: draft.class,
    year: whole("year"),
    make: text("make") ?? "",
    model: text("model") ?? "",
    trim: text("trim"),
    body: text("body"),
    color_exterior: text("color_exterior"),
    color_interior: text("color_interior"),
    odometer: whole("odometer"),
    fuel: draft.fuel,
    msrp: amount("msrp"),
    list_price: amount("list_price"),
    book_value: amount("book_value"),
    gross_weight_lb: whole("gross_weight_lb"),
    curb_weight_lb: whole("curb_weight_lb"),
    city_mpg: whole("city_mpg"),
    in_stock_since: text("in_stock_since"),
    // Without the right to see cost the fields are not sent at all: sent empty, they would wipe it.
    ...(seesCost ? { invoice_cost: amount("invoice_cost"), cost: amount("cost") } : {}),
  };
  if (details.year === null) {
    faults["/year"] ??= "A vehicle needs its model year.";
  }
  for (const name of ["stock_number", "vin", "make", "model"] as const) {
    if (details[name] === "") faults[`/${name}`] = "A vehicle needs this.";
  }
  return { details, faults };
}
