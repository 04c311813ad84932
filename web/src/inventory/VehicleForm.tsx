/** The form of a vehicle: the VIN first, for it fills in what it says. */
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, getVersioned, isProblem, post, put, type Versioned } from "../api/http";
import { Problem } from "../api/problem";
import type { Decoded, Vehicle } from "../api/shapes";
import { useMay } from "../api/viewer";
import { useRooftops } from "../settings/useRooftops";
import { Conflict } from "../ui/Conflict";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import { vinFaults } from "../vin/vin";
import { VinField } from "../vin/VinField";
import { type Draft, draftOf, readDraft } from "./draft";
import { CLASSES, CONDITIONS, FUELS, makerOf } from "./names";
import classes from "./inventory.module.css";

export default function VehicleForm({
  vehicle,
  close,
  saved,
}: {
  /** Absent for a new one. */
  vehicle?: Versioned<Vehicle>;
  close: () => void;
  saved: (vehicle: Vehicle) => void;
}) {
  const rooftops = useRooftops();
  const seesCost = useMay("inventory.see_cost");
  const [draft, setDraft] = useState<Draft>(() => draftOf(vehicle?.value));
  const [arriving, setArriving] = useState(false);
  const [tried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const rooftopId = draft.rooftop_id === "" ? (rooftops.own[0]?.id ?? "") : draft.rooftop_id;
  const { details, faults: local } = readDraft({ ...draft, rooftop_id: rooftopId }, seesCost);
  const decoded = useDecoded(draft.typed.vin);

  const [etag, setEtag] = useState(vehicle?.etag ?? null);
  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(local).length > 0) {
      throw new Error("Some fields need another look; each says why.");
    }
    const answer =
      vehicle === undefined
        ? await post<Vehicle>(
            "/vehicles",
            { ...details, status: arriving ? "in_transit" : "available" },
            { idempotencyKey: key },
          )
        : await put<Vehicle>(`/vehicles/${vehicle.value.id}`, details, { ifMatch: etag });
    saved(answer.value);
  });
  const theirs = () => getVersioned<Vehicle>(`/vehicles/${vehicle?.value.id}`);
  const takeTheirs = useSubmit(async () => {
    const fresh = await theirs();
    setDraft(draftOf(fresh.value));
    setEtag(fresh.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    const fresh = await theirs();
    const answer = await put<Vehicle>(`/vehicles/${fresh.value.id}`, details, { ifMatch: fresh.etag });
    saved(answer.value);
  });
  const at = { ...faults, ...(tried ? local : {}) };

  const set = (changes: Partial<Draft["typed"]>) =>
    setDraft((now) => ({ ...now, typed: { ...now.typed, ...changes } }));

  /** Once for a number: what it says goes into fields that are still empty, what was typed stays. */
  const [filledFor, setFilledFor] = useState(vehicle?.value.vin ?? "");
  if (decoded?.valid === true && filledFor !== decoded.vin) {
    setFilledFor(decoded.vin);
    const make = decoded.makes.length === 1 ? decoded.makes[0] : undefined;
    set({
      year: draft.typed.year || String(decoded.model_year ?? ""),
      make: draft.typed.make || (make ?? ""),
    });
  }

  const field = (name: keyof Draft["typed"], label: string, extra: Record<string, unknown> = {}) => (
    <TextInput
      label={label}
      value={draft.typed[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      error={at[`/${name}`]}
      {...extra}
    />
  );
  const needsReason = vinFaults(draft.typed.vin).length > 0 || draft.typed.vin_override_reason !== "";

  return (
    <Dialog wide title={vehicle === undefined ? "Add a vehicle" : "Change vehicle"} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Conflict
            error={error}
            takeTheirs={() => void takeTheirs.submit()}
            keepMine={() => void keepMine.submit()}
          />
          <Refusal
            error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
            shown={error instanceof Problem ? Object.keys(faults).filter(isShown) : []}
          />
          <VinField
            value={draft.typed.vin}
            change={(vin) => set({ vin })}
            maker={makerOf(decoded)}
            error={at["/vin"]}
          />
          <div className={classes.grid}>
            {(needsReason || at["/vin_override_reason"] !== undefined || at["/year"] !== undefined) &&
              field("vin_override_reason", "Why this number or year is right all the same", {
                className: classes.whole,
              })}
            {field("stock_number", "Stock number")}
            <NativeSelect
              label="Store"
              value={rooftopId}
              onChange={(event) => setDraft({ ...draft, rooftop_id: event.currentTarget.value })}
              data={rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name }))}
              error={at["/rooftop_id"]}
            />
            <NativeSelect
              label="New or used"
              value={draft.condition}
              onChange={(event) =>
                setDraft({ ...draft, condition: event.currentTarget.value as Draft["condition"] })
              }
              data={options(CONDITIONS)}
              error={at["/condition"]}
            />
            {draft.condition === "used" && (
              <Checkbox
                mt={26}
                label="Certified pre-owned"
                checked={draft.certified}
                onChange={(event) => setDraft({ ...draft, certified: event.currentTarget.checked })}
                error={at["/certified"]}
              />
            )}
            {draft.condition === "used" &&
              draft.certified &&
              field("certified_programme", "Program that certifies it", { maxLength: 80 })}
            {field("year", "Model year", { inputMode: "numeric" })}
            {field("make", "Make", decoded !== null && decoded.makes.length > 1 ? { list: "vin-makes" } : {})}
            {field("model", "Model")}
            <datalist id="vin-makes">
              {decoded?.makes.map((make) => (
                <option key={make}>{make}</option>
              ))}
            </datalist>
            {field("trim", "Trim")}
            {field("body", "Body")}
            <NativeSelect
              label="Class, for the tax"
              value={draft.class}
              onChange={(event) => setDraft({ ...draft, class: event.currentTarget.value as Draft["class"] })}
              data={options(CLASSES)}
              error={at["/class"]}
            />
            {field("color_exterior", "Color outside")}
            {field("color_interior", "Color inside")}
            <NativeSelect
              label="Fuel"
              value={draft.fuel}
              onChange={(event) => setDraft({ ...draft, fuel: event.currentTarget.value as Draft["fuel"] })}
              data={options(FUELS)}
              error={at["/fuel"]}
            />
            {field("odometer", "Odometer, miles", { inputMode: "numeric" })}
            {field("in_stock_since", "In stock since", { type: "date" })}
            {vehicle === undefined ? (
              <Checkbox
                mt={26}
                label="Still in transit"
                checked={arriving}
                onChange={(event) => setArriving(event.currentTarget.checked)}
              />
            ) : (
              <span />
            )}
            <div className={classes.legend}>Money</div>
            {field("msrp", "MSRP")}
            {field("list_price", "Asking price")}
            {field("book_value", "Guide value")}
            {seesCost && field("invoice_cost", "Invoice")}
            {seesCost && field("cost", "Cost so far")}
            <div className={classes.legend}>For taxes and fees by weight or mileage</div>
            {field("gross_weight_lb", "Gross weight, lb", { inputMode: "numeric" })}
            {field("curb_weight_lb", "Curb weight, lb", { inputMode: "numeric" })}
            {field("city_mpg", "City mpg", { inputMode: "numeric" })}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {vehicle === undefined ? "Add vehicle" : "Save"}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

const SHOWN =
  /^\/(vin|vin_override_reason|stock_number|rooftop_id|condition|certified|certified_programme|year|make|model|trim|body|class|color_exterior|color_interior|fuel|odometer|in_stock_since|msrp|list_price|book_value|invoice_cost|cost|gross_weight_lb|curb_weight_lb|city_mpg)$/;

function isShown(pointer: string): boolean {
  return SHOWN.test(pointer);
}

function options<Value extends string>(words: Readonly<Record<Value, string>>) {
  return Object.entries<string>(words).map(([value, label]) => ({ value, label }));
}

/** What the server reads from a whole number; null while it is not whole. */
function useDecoded(vin: string): Decoded | null {
  const answer = useQuery({
    queryKey: ["vin", vin],
    queryFn: ({ signal }) => get<Decoded>(`/vin/${encodeURIComponent(vin)}`, { signal }),
    enabled: vin.length === 17 && vinFaults(vin).length === 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return answer.data ?? null;
}
