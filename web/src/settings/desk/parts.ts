/** The parts of a desk's settings that are edited by themselves: their fields, drafts, and what they stand for. */
import {
  codeOf,
  type Draft,
  draftOf,
  type Field,
  placesOf,
  placesOfRows,
  type Read,
  readFields,
  readRows,
  type Row,
  rowOf,
  rowsOf,
} from "../../forms/fields";
import { productKindName } from "../../products/words";
import { ROLES } from "../words";
import {
  type CommissionPlan,
  LIMIT_CODES,
  type LimitCode,
  type DeskSettings,
  type SettingsUpdate,
} from "./shapes";
import { bookName, conditionName, countsName, dealKindName, feeKindName, limitName } from "./words";

export interface Part<D> {
  draftOf: (settings: DeskSettings) => D;
  read: (draft: D) => Read<Partial<SettingsUpdate>>;
  /** Where faults are shown: under a field, and at a table or row as a whole. */
  places: (draft: D) => string[];
  exact: (draft: D) => string[];
}

const KINDS = Object.entries(dealKindName);
const CONDITIONS = Object.entries(conditionName);

// Desk: fees, terms, lease, books.

export const TERMS: readonly Field[] = [
  { name: "doc_fee", label: "Documentation fee", kind: "money", empty: "As the store says" },
  {
    name: "first_payment_days",
    label: "First payment after, days",
    kind: "whole",
    most: 120,
    empty: "One payment interval",
  },
  { name: "retail_terms", label: "Retail terms on offer, months", kind: "wholes", most: 120 },
  { name: "lease_terms", label: "Lease terms on offer, months", kind: "wholes", most: 120 },
  { name: "down_step", label: "Steps of the cash down", kind: "money", needed: true },
  { name: "holds_days", label: "An offer holds, days", kind: "whole", most: 60, needed: true },
];

export const LEASE: readonly Field[] = [
  { name: "miles_per_year", label: "Miles a year", kind: "whole", most: 100_000 },
  { name: "excess_mile_charge", label: "Each mile above", kind: "money" },
  { name: "acquisition_fee/amount", label: "Acquisition fee", kind: "money", empty: "As the lessor says" },
  { name: "acquisition_fee/capitalized", label: "It is in the payments", kind: "yes" },
  {
    name: "security_deposit_rounding",
    label: "Security deposit rounded up to",
    kind: "money",
    empty: "No deposit",
  },
  { name: "tax_capitalized", label: "Tax due at signing is in the payments", kind: "yes" },
  { name: "doc_fee_capitalized", label: "Documentation fee is in the payments", kind: "yes" },
];

export const FEES: readonly Field[] = [
  { name: "kind", label: "Kind", kind: "choice", needed: true, options: Object.entries(feeKindName) },
  { name: "name", label: "Name", kind: "text", needed: true, most: 80 },
  { name: "amount", label: "Amount", kind: "money", needed: true },
  { name: "when/kinds", label: "Deals", kind: "choices", options: KINDS, empty: "All" },
  { name: "when/conditions", label: "Vehicles", kind: "choices", options: CONDITIONS, empty: "All" },
];

export const COUNTS: readonly Field[] = [
  {
    name: "doc_fee_counts",
    label: "The documentation fee counts in",
    kind: "choice",
    options: Object.entries(countsName),
    empty: "Gross and commission",
  },
];

export const BOOKS: readonly Field[] = [
  { name: "kind", label: "Kind", kind: "choice", needed: true, options: Object.entries(bookName) },
  { name: "name", label: "Name", kind: "text", needed: true, most: 80 },
  { name: "amount", label: "Amount", kind: "money" },
  { name: "share_of_msrp", label: "or % of MSRP", kind: "percent", most: 100 },
  { name: "counts", label: "Counts in", kind: "choice", needed: true, options: Object.entries(countsName) },
  { name: "conditions", label: "Vehicles", kind: "choices", options: CONDITIONS, empty: "All" },
];

export interface DeskDraft {
  terms: Draft;
  lease: Draft;
  fees: readonly Row[];
  counts: Draft;
  /** Absent where the person may not see the gross. */
  books: readonly Row[] | null;
}

export const deskPart: Part<DeskDraft> = {
  draftOf: (settings) => ({
    terms: draftOf(TERMS, settings as unknown as Record<string, unknown>),
    lease: draftOf(LEASE, settings.lease),
    fees: rowsOf(FEES, settings.fees),
    counts: draftOf(COUNTS, { doc_fee_counts: settings.doc_fee_counts }),
    books: settings.books === undefined ? null : rowsOf(BOOKS, settings.books),
  }),
  read: (draft) => {
    const terms = readFields(TERMS, draft.terms);
    const lease = readFields(LEASE, draft.lease, "/lease");
    const fees = readRows(FEES, draft.fees, "/fees");
    const faults = { ...terms.faults, ...lease.faults, ...fees.faults };
    const acquisition = lease.value["acquisition_fee"] as { amount?: string } | undefined;
    if (acquisition?.amount === undefined) delete lease.value["acquisition_fee"];
    const value: Record<string, unknown> = {
      // What a field left empty no longer sets.
      doc_fee: undefined,
      first_payment_days: undefined,
      ...terms.value,
      lease: lease.value,
      fees: fees.value,
    };
    if (draft.books !== null) {
      const books = readRows(BOOKS, draft.books, "/books");
      Object.assign(faults, books.faults);
      for (const [index, book] of books.value.entries()) {
        if ((book["amount"] === undefined) === (book["share_of_msrp"] === undefined)) {
          (faults as Record<string, string>)[`/books/${index}/amount`] ??=
            "Say an amount or a percent, one of the two.";
        }
      }
      value["books"] = books.value;
      value["doc_fee_counts"] = readFields(COUNTS, draft.counts).value["doc_fee_counts"];
    }
    return { value: value as Partial<SettingsUpdate>, faults };
  },
  places: (draft) => [
    ...placesOf(TERMS),
    ...placesOf(LEASE, "/lease"),
    ...placesOfRows(FEES, draft.fees, "/fees"),
    ...placesOf(COUNTS),
    ...placesOfRows(BOOKS, draft.books ?? [], "/books"),
  ],
  exact: (draft) => [...wholes("/fees", draft.fees), ...wholes("/books", draft.books ?? [])],
};

/** A table and its rows, as far as something is wrong with them as a whole. */
function wholes(pointer: string, rows: readonly unknown[]): string[] {
  return [pointer, ...rows.map((_, index) => `${pointer}/${index}`)];
}

// Reasons and limits.

const LIMITS: readonly Field[] = [
  { name: "discount", label: "Discount to", kind: "money" },
  { name: "discount_share", label: "% of MSRP to", kind: "percent", most: 100 },
  { name: "front_gross", label: "Front from", kind: "money" },
  { name: "total_gross", label: "Total from", kind: "money" },
  { name: "over_allowance", label: "Over allowance to", kind: "money" },
  { name: "markup", label: "Markup points to", kind: "percent", most: 25 },
  { name: "factor_markup", label: "Factor markup to", kind: "factor" },
  { name: "term_months", label: "Months to", kind: "whole", most: 180 },
  { name: "ltv", label: "LTV % to", kind: "percent", most: 500 },
];

export const ROLE_LIMITS: readonly Field[] = [
  { name: "role", label: "Role", kind: "choice", needed: true, options: Object.entries(ROLES) },
  ...LIMITS.map((field) => ({ ...field, name: `limits/${field.name}` })),
];

export const REASONS: readonly Field[] = [
  { name: "label", label: "Reason", kind: "text", needed: true, most: 120 },
  {
    name: "of",
    label: "May be given for",
    kind: "choices",
    options: LIMIT_CODES.map((code: LimitCode) => [code, limitName[code]] as const),
    empty: "Every limit",
  },
  { name: "active", label: "Offered", kind: "yes" },
];

export const NOTE: readonly Field[] = [
  { name: "approval_note", label: "Said beside a request for leave", kind: "text", long: true, most: 500 },
];

export interface LimitsDraft {
  limits: readonly Row[] | null;
  reasons: readonly Row[];
  note: Draft;
}

export const limitsPart: Part<LimitsDraft> = {
  draftOf: (settings) => ({
    limits: settings.limits === undefined ? null : rowsOf(ROLE_LIMITS, settings.limits),
    reasons: rowsOf(REASONS, settings.reasons as unknown as Record<string, unknown>[]),
    note: draftOf(NOTE, { approval_note: settings.approval_note }),
  }),
  read: (draft) => {
    const reasons = readRows(REASONS, draft.reasons, "/reasons");
    const note = readFields(NOTE, draft.note);
    const faults = { ...reasons.faults, ...note.faults };
    // A code stays what it was: reasons that were given are known by it.
    const taken = reasons.value.flatMap((reason) =>
      typeof reason["code"] === "string" ? [reason["code"]] : [],
    );
    for (const reason of reasons.value) {
      if (reason["code"] === undefined) {
        const code = codeOf(String(reason["label"] ?? ""), taken);
        taken.push(code);
        reason["code"] = code;
      }
    }
    const value: Record<string, unknown> = {
      reasons: reasons.value,
      approval_note: note.value["approval_note"],
    };
    if (draft.limits !== null) {
      const limits = readRows(ROLE_LIMITS, draft.limits, "/limits");
      Object.assign(faults, limits.faults);
      value["limits"] = limits.value.map((row) => ({ ...row, limits: row["limits"] ?? {} }));
    }
    return { value: value as Partial<SettingsUpdate>, faults };
  },
  places: (draft) => [
    ...placesOf(NOTE),
    ...placesOfRows(REASONS, draft.reasons, "/reasons"),
    ...placesOfRows(ROLE_LIMITS, draft.limits ?? [], "/limits"),
  ],
  exact: (draft) => [...wholes("/reasons", draft.reasons), ...wholes("/limits", draft.limits ?? [])],
};

// Commission plans.

export const PLAN: readonly Field[] = [
  { name: "name", label: "Name", kind: "text", needed: true, most: 80 },
  { name: "back_share", label: "Share of the back, percent", kind: "percent", most: 100, empty: "None" },
  { name: "minimum", label: "At least, a unit", kind: "money", empty: "None" },
  {
    name: "for/roles",
    label: "For roles",
    kind: "choices",
    options: Object.entries(ROLES),
    empty: "No role",
  },
  // The people of a store are known where the page is.
  { name: "for/users", label: "For people by name", kind: "choices", options: [], empty: "Nobody by name" },
];

/** The fields of a plan with the people who may be named in it, those among them who left. */
export function planFields(
  people: readonly { id: string; name: string }[],
  plan: PlanDraft,
): readonly Field[] {
  const named = plan.plain["for/users"];
  const gone = (Array.isArray(named) ? (named as readonly string[]) : []).filter((id) =>
    people.every((person) => person.id !== id),
  );
  const options = [
    ...people.map((person) => [person.id, person.name] as const),
    ...gone.map((id) => [id, "Somebody who left"] as const),
  ];
  return PLAN.map((field) => (field.name === "for/users" ? ({ ...field, options } as Field) : field));
}

/** Who is paid by what where no plan names them. */
export function everybodyElse(plans: readonly PlanDraft[]): Field {
  return {
    name: "commission_default",
    label: "Everybody else is paid by",
    kind: "choice",
    options: plans.map((plan) => [plan.id, planName(plan)] as const),
    empty: "No plan",
  };
}

export const planName = (plan: PlanDraft) => String(plan.plain["name"] ?? "").trim() || "New plan";

export const FRONT: readonly Field[] = [
  { name: "from", label: "Of the front gross from", kind: "money", needed: true },
  { name: "share", label: "Share, percent", kind: "percent", most: 100, needed: true },
];
export const PER_PRODUCT: readonly Field[] = [
  { name: "kind", label: "Product", kind: "choice", needed: true, options: Object.entries(productKindName) },
  { name: "amount", label: "Each sold", kind: "money", needed: true },
];
export const BONUSES: readonly Field[] = [
  { name: "units_from", label: "From the unit of the month", kind: "whole", most: 500, needed: true },
  { name: "amount", label: "Each is worth", kind: "money", needed: true },
];

export interface PlanDraft {
  key: string;
  id: string;
  plain: Draft;
  front: readonly Row[];
  products: readonly Row[];
  bonuses: readonly Row[];
}

export function planDraft(plan: CommissionPlan | undefined): PlanDraft {
  const id = plan?.id ?? crypto.randomUUID();
  return {
    key: id,
    id,
    plain: draftOf(PLAN, plan as unknown as Record<string, unknown>),
    front: plan === undefined ? [rowOf(FRONT, { from: "0.00" })] : rowsOf(FRONT, plan.front),
    products: rowsOf(PER_PRODUCT, plan?.per_product),
    bonuses: rowsOf(BONUSES, plan?.unit_bonuses),
  };
}

export interface CommissionDraft {
  plans: readonly PlanDraft[];
  /** The id of a plan, or nothing. */
  everybody: string;
}

/** One plan more. The first of a store is everybody's until it says whom it is for. */
export function withPlan({ plans, everybody }: CommissionDraft): CommissionDraft {
  const fresh = planDraft(undefined);
  return { plans: [...plans, fresh], everybody: plans.length === 0 ? fresh.id : everybody };
}

export function withoutPlan({ plans, everybody }: CommissionDraft, gone: PlanDraft): CommissionDraft {
  return {
    plans: plans.filter((each) => each.key !== gone.key),
    everybody: everybody === gone.id ? "" : everybody,
  };
}

export const commissionPart: Part<CommissionDraft> = {
  draftOf: (settings) => ({
    plans: (settings.commission_plans ?? []).map(planDraft),
    everybody: settings.commission_default ?? "",
  }),
  read: ({ plans: drafts, everybody }) => {
    const faults: Record<string, string> = {};
    const plans = drafts.map((plan, index) => {
      const at = `/commission_plans/${index}`;
      const plain = readFields(PLAN, plan.plain, at);
      const front = readRows(FRONT, plan.front, `${at}/front`);
      const products = readRows(PER_PRODUCT, plan.products, `${at}/per_product`);
      const bonuses = readRows(BONUSES, plan.bonuses, `${at}/unit_bonuses`);
      Object.assign(faults, plain.faults, front.faults, products.faults, bonuses.faults);
      return {
        id: plan.id,
        ...plain.value,
        front: front.value,
        per_product: products.value,
        unit_bonuses: bonuses.value,
      };
    });
    const value = {
      commission_plans: plans as unknown as CommissionPlan[],
      commission_default: everybody === "" ? null : everybody,
    };
    return { value, faults };
  },
  places: ({ plans }) => [
    "/commission_default",
    ...plans.flatMap((plan, index) => {
      const at = `/commission_plans/${index}`;
      return [
        ...placesOf(PLAN, at),
        ...placesOfRows(FRONT, plan.front, `${at}/front`),
        ...placesOfRows(PER_PRODUCT, plan.products, `${at}/per_product`),
        ...placesOfRows(BONUSES, plan.bonuses, `${at}/unit_bonuses`),
      ];
    }),
  ],
  exact: ({ plans }) =>
    plans.flatMap((plan, index) => {
      const at = `/commission_plans/${index}`;
      return [
        `${at}/for`,
        ...wholes(`${at}/front`, plan.front),
        ...wholes(`${at}/per_product`, plan.products),
        ...wholes(`${at}/unit_bonuses`, plan.bonuses),
      ];
    }),
};
