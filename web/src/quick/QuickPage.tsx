/** The quick quote for the phone: a few lines typed with one thumb, the payment at once from the engine in this tab. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { get, post } from "../api/http";
import { explain } from "../api/problem";
import type { Deal as StoredDeal, Rooftop, Vehicle } from "../api/shapes";
import type { TaxPlaces } from "../api/types";
import { useMay } from "../api/viewer";
import { money } from "../desk/numbers/format";
import type { DealKind, Place } from "../engine";
import { loadEngineWithOwnRates } from "../engine/own-rates";
import { useRooftops } from "../settings/useRooftops";
import { Crumbs, TopBar } from "../shell/Shell";
import { Alarm } from "../ui/Alarm";
import { Failed, Loading } from "../ui/states";
import { Answer } from "./Answer";
import { CarRow } from "./CarRow";
import { type County, PlaceRows } from "./PlaceRows";
import { EMPTY, type Field, fieldsOf, read, slipsOf, type Typed } from "./quote";
import classes from "./quick.module.css";

const LABELS: Record<Field, string> = {
  price: "Price",
  trade: "Trade allowance",
  payoff: "Trade payoff",
  down: "Cash down",
  term: "Months",
  rate: "Rate, % a year",
  moneyFactor: "Money factor",
  residual: "Residual, % of MSRP",
  miles: "Miles a year",
};

const KINDS: readonly [DealKind, string][] = [
  ["retail", "Finance"],
  ["lease", "Lease"],
  ["cash", "Cash"],
];

export default function QuickPage() {
  const rooftops = useRooftops();
  const rooftopId = rooftops.own[0]?.id;
  const rooftop = useQuery({
    queryKey: ["rooftop", rooftopId],
    queryFn: ({ signal }) => get<Rooftop>(`/rooftops/${rooftopId}`, { signal }),
    enabled: rooftopId !== undefined,
    staleTime: 5 * 60_000,
  });
  return (
    <>
      <TopBar title={<Crumbs href="/deals" room="Deals" name="Quick quote" />} />
      {rooftop.isPending && <Loading rows={8} label="Loading the store" />}
      {rooftop.isError && <Failed text={explain(rooftop.error)} again={() => void rooftop.refetch()} />}
      {rooftop.data !== undefined && <Quote rooftop={rooftop.data} />}
    </>
  );
}

function Quote({ rooftop }: { rooftop: Rooftop }) {
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [car, setCar] = useState<Vehicle | null>(null);
  const [zip, setZip] = useState(rooftop.address.zip);
  const [county, setCounty] = useState<County | null>(null);
  const sheet = useRef<HTMLFormElement>(null);
  const engine = useQuery({
    queryKey: ["engine", "own rates"],
    queryFn: () => loadEngineWithOwnRates(),
    staleTime: Infinity,
    structuralSharing: false,
  });
  const places = useQuery({
    queryKey: ["tax places", zip],
    queryFn: ({ signal }) => get<TaxPlaces>("/tax/places", { query: { zip }, signal }),
    enabled: /^\d{5}$/.test(zip),
    staleTime: 60 * 60_000,
  });
  const place = placeOf(zip, rooftop, places.data, county);
  const vehicle = useMemo(() => (car === null ? null : factsOf(car)), [car]);
  const { address } = rooftop;
  const reading = read(typed, {
    date: today(),
    store: { state: address.state, county: address.county ?? null, city: address.city, zip: address.zip },
    docFee: rooftop.default_doc_fee,
    place,
    vehicle,
  });
  const deal = useDeferredValue(reading.deal);
  const outcome = useMemo(
    () => (deal === null || engine.data === undefined ? null : engine.data.figures(deal)),
    [deal, engine.data],
  );
  const slips = { ...slipsOf(outcome?.faults ?? []), ...reading.slips };
  const save = useSave(rooftop.id, car);
  const mayWrite = useMay("deals.write");

  const set = (field: Field, text: string) => setTyped({ ...typed, [field]: text });

  /** Enter goes on to the next line, as the keypad's own button says. */
  function onward(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const inputs = [...(sheet.current?.querySelectorAll("input") ?? [])];
    const next = inputs[inputs.indexOf(event.target) + 1];
    if (next === undefined) event.target.blur();
    else next.focus();
  }

  return (
    <form
      ref={sheet}
      className={classes.sheet}
      onKeyDown={onward}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={classes.rows}>
        <fieldset className={classes.kinds}>
          <legend className="al-sr">Kind of deal</legend>
          {KINDS.map(([kind, label]) => (
            <button
              key={kind}
              type="button"
              aria-pressed={typed.kind === kind}
              onClick={() => setTyped({ ...typed, kind, term: kind === "lease" ? "36" : "72" })}
            >
              {label}
            </button>
          ))}
        </fieldset>
        <CarRow
          car={car}
          rooftopId={rooftop.id}
          choose={(chosen) => {
            setCar(chosen);
            if (chosen?.list_price != null) set("price", money(chosen.list_price));
          }}
        />
        {fieldsOf(typed.kind).map((field) => (
          <label key={field} className={classes.row} data-bad={slips[field] !== undefined || undefined}>
            <span>{LABELS[field]}</span>
            <input
              inputMode="decimal"
              autoComplete="off"
              enterKeyHint="next"
              value={typed[field]}
              aria-invalid={slips[field] !== undefined}
              aria-describedby={slips[field] === undefined ? undefined : `slip-${field}`}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => set(field, event.currentTarget.value)}
            />
            {slips[field] !== undefined && <small id={`slip-${field}`}>{slips[field]}</small>}
          </label>
        ))}
        <PlaceRows
          zip={zip}
          places={places.data}
          failed={places.isError ? explain(places.error) : null}
          county={county}
          setZip={(text) => {
            setZip(text);
            setCounty(null);
          }}
          setCounty={setCounty}
        />
        {engine.isError && <Alarm text={`The calculator did not load. ${explain(engine.error)}`} />}
        {save.error !== null && <Alarm text={explain(save.error)} />}
      </div>
      <Answer
        figures={outcome?.ok ?? null}
        waits={reading.deal === null ? reading.waits : engine.isPending ? "Loading the calculator" : null}
        faulty={outcome?.faults !== undefined}
        save={
          mayWrite
            ? () => {
                if (reading.deal !== null) save.mutate(reading.deal);
              }
            : null
        }
        saving={save.isPending || save.isSuccess}
      />
    </form>
  );
}

/** Makes a deal of what is on the screen and opens its desk; one key for one quote, however often it is pressed. */
function useSave(rooftopId: string, car: Vehicle | null) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const asked = useRef({ key: "", text: "" });
  return useMutation({
    mutationFn: async (inputs: object) => {
      const body = {
        rooftop_id: rooftopId,
        vehicle_id: car?.id ?? null,
        structure: { name: "Quick quote", inputs },
      };
      const text = JSON.stringify(body);
      if (asked.current.text !== text) asked.current = { key: crypto.randomUUID(), text };
      return (await post<StoredDeal>("/deals", body, { idempotencyKey: asked.current.key })).value;
    },
    onSuccess: (deal) => {
      void queries.invalidateQueries({ queryKey: ["deals"] });
      go(`/deals/${deal.id}`);
    },
  });
}

/** Where it will be titled: what was picked, the one county of the ZIP, or the store's own place for its own ZIP. */
function placeOf(
  zip: string,
  rooftop: Rooftop,
  places: TaxPlaces | undefined,
  county: County | null,
): Place | null {
  if (county !== null) return { state: county.state, county: county.county, zip };
  const { address } = rooftop;
  if (zip === address.zip && address.county != null) {
    return { state: address.state, county: address.county, city: address.city, zip };
  }
  const only = places?.candidates[0];
  if (only === undefined || places?.needs_choice === true) return null;
  return { state: only.state, county: only.county, ...(only.city == null ? {} : { city: only.city }), zip };
}

function factsOf(car: Vehicle) {
  return {
    condition: car.condition,
    class: car.class,
    model_year: car.year,
    fuel: car.fuel,
    odometer: car.odometer ?? null,
    msrp: car.msrp ?? null,
  };
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
