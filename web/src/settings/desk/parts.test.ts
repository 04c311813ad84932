import { describe, expect, it } from "vitest";
import { commissionPart, deskPart, limitsPart, planFields, withoutPlan, withPlan } from "./parts";
import { type DeskSettings, updateOf } from "./shapes";

const KEPT: DeskSettings = {
  rooftop_id: "store",
  version: 3,
  updated_at: "2026-11-22T17:00:00Z",
  updated_by: { id: "u", name: "Robin Achebe" },
  rooftop_doc_fee: "899.00",
  my_limits: {},
  doc_fee: "995.00",
  fees: [
    {
      kind: "dealer",
      name: "Tag agency",
      amount: "75.50",
      when: { kinds: ["retail", "lease"], conditions: ["new"] },
    },
  ],
  first_payment_days: 45,
  retail_terms: [48, 60, 72],
  lease_terms: [36],
  down_step: "1000.00",
  lease: {
    miles_per_year: 12_000,
    excess_mile_charge: "0.20",
    acquisition_fee: { amount: "595.00", capitalized: true },
    tax_capitalized: false,
    doc_fee_capitalized: true,
    security_deposit_rounding: "25.00",
  },
  books: [
    { kind: "pack", name: "Pack", amount: "300.00", counts: "commission", conditions: ["used"] },
    { kind: "holdback", name: "Holdback", share_of_msrp: "0.02", counts: "gross", conditions: ["new"] },
  ],
  doc_fee_counts: "gross",
  reasons: [{ code: "match", label: "Matched a quote", of: ["discount"], active: true }],
  limits: [{ role: "sales", limits: { discount: "1000.00", front_gross: "-500.00", term_months: 84 } }],
  commission_plans: [
    {
      id: "plan",
      name: "Standard",
      front: [
        { from: "0.00", share: "0.2" },
        { from: "2000.00", share: "0.25" },
      ],
      back_share: "0.05",
      minimum: "125.00",
      per_product: [{ kind: "gap", amount: "25.00" }],
      unit_bonuses: [{ units_from: 10, amount: "100.00" }],
      for: { users: ["sam"], roles: ["sales"] },
    },
  ],
  commission_default: "plan",
  holds_days: 7,
  approval_note: "Call Dana first",
};

describe("the settings of a desk", () => {
  it("come out of their forms as they went in, part by part", () => {
    const update = updateOf(KEPT);
    expect("version" in update || "my_limits" in update || "rooftop_id" in update).toBe(false);
    for (const part of [deskPart, limitsPart, commissionPart] as const) {
      // Each part is of another draft: only that it reads what it wrote matters.
      const read = (part.read as (draft: unknown) => ReturnType<typeof deskPart.read>)(part.draftOf(KEPT));
      expect(read.faults).toEqual({});
      expect({ ...update, ...read.value }).toEqual(update);
    }
  });

  it("leave unsent what a person may not see", () => {
    const {
      books: _b,
      limits: _l,
      commission_plans: _c,
      commission_default: _e,
      doc_fee_counts: _d,
      ...open
    } = KEPT;
    const read = deskPart.read(deskPart.draftOf(open));
    expect("books" in read.value || "doc_fee_counts" in read.value).toBe(false);
    expect("limits" in limitsPart.read(limitsPart.draftOf(open)).value).toBe(false);
  });

  it("unset what is emptied", () => {
    const draft = deskPart.draftOf(KEPT);
    const emptied = {
      ...draft,
      terms: { ...draft.terms, doc_fee: "", first_payment_days: "" },
      lease: { ...draft.lease, "acquisition_fee/amount": "" },
    };
    const sent = JSON.parse(JSON.stringify({ ...updateOf(KEPT), ...deskPart.read(emptied).value })) as object;
    expect("doc_fee" in sent || "first_payment_days" in sent).toBe(false);
    expect((sent as { lease: object }).lease).not.toHaveProperty("acquisition_fee");
  });

  it("want one of amount and percent for a line of the books", () => {
    const draft = deskPart.draftOf(KEPT);
    const first = draft.books?.[0];
    if (first === undefined) throw new Error("no books");
    const both = { ...first, cells: { ...first.cells, share_of_msrp: "2" } };
    const none = { ...first, cells: { ...first.cells, amount: "" } };
    const faults = deskPart.read({ ...draft, books: [both, none] }).faults;
    expect(Object.keys(faults)).toEqual(["/books/0/amount", "/books/1/amount"]);
  });

  it("make the first plan everybody's, and nobody's once it is taken away", () => {
    const none = commissionPart.draftOf({ ...KEPT, commission_plans: [], commission_default: null });
    const one = withPlan(none);
    const [first] = one.plans;
    if (first === undefined) throw new Error("no plan");
    expect(commissionPart.read(one).value.commission_default).toBe(first.id);
    const two = withPlan(one);
    expect(two.everybody).toBe(first.id);
    expect(commissionPart.read(withoutPlan(two, first)).value.commission_default).toBeNull();
  });

  it("offer the people of the store for a plan, and keep somebody who left until they are taken out", () => {
    const [plan] = commissionPart.draftOf(KEPT).plans;
    if (plan === undefined) throw new Error("no plan");
    const users = planFields([{ id: "fay", name: "Fay Lindgren" }], plan).find(
      (field) => field.name === "for/users",
    );
    expect(users).toMatchObject({
      options: [
        ["fay", "Fay Lindgren"],
        ["sam", "Somebody who left"],
      ],
    });
  });

  it("keep the code of a reason and make one for a new reason", () => {
    const draft = limitsPart.draftOf(KEPT);
    const kept = draft.reasons[0];
    if (kept === undefined) throw new Error("no reasons");
    const renamed = { ...kept, cells: { ...kept.cells, label: "Met a competitor's quote" } };
    const fresh = { key: "n", base: {}, cells: { label: "Match", of: [], active: true } };
    const { value } = limitsPart.read({ ...draft, reasons: [renamed, fresh] });
    expect(value.reasons?.map((reason) => reason.code)).toEqual(["match", "match_2"]);
  });
});
