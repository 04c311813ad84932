/** The place within a state that decides its local tax: typed, or picked from what the rate table knows. */
import { type FormEvent, useId, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/http";
import type { TaxPlaces } from "../api/types";
import { partClasses } from "../desk/parts/parts";
import type { Fault, Place, Warning } from "../engine";
import { mainPlace, shortPlace } from "./main-places";
import { stateName } from "./tiles";
import { sentence } from "./words";
import classes from "./PlaceForm.module.css";

export function PlaceForm({
  place,
  main,
  faults,
  set,
}: {
  place: Place;
  main: boolean;
  faults: readonly Fault[];
  warnings: readonly Warning[];
  set: (place: Place | null) => void;
}) {
  const [city, setCity] = useState(place.city ?? "");
  const [county, setCounty] = useState(place.county ?? "");
  const [zip, setZip] = useState(place.zip ?? "");
  const id = useId();
  // Suggestions only: the engine in this tab decides, and it decides without them too.
  const known = useQuery({
    queryKey: ["places", place.state],
    queryFn: ({ signal }) => get<TaxPlaces>("/tax/places", { query: { state: place.state }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const candidates = known.data?.candidates ?? [];
  const counties = [...new Set(candidates.map((each) => each.county))];
  const cities = [
    ...new Set(
      candidates.flatMap((each) =>
        each.city && (county === "" || sameCounty(each.county, county)) ? [each.city] : [],
      ),
    ),
  ];
  const wrong = (field: string) =>
    faults.find((fault) => fault.pointer === `/places/registration/${field}`)?.detail;
  const zipOdd = zip.trim() !== "" && !/^\d{5}(-\d{4})?$/.test(zip.trim());

  function keep(event: FormEvent) {
    event.preventDefault();
    if (zipOdd) return;
    const text = (value: string) => (value.trim() === "" ? null : value.trim());
    set({ state: place.state, city: text(city), county: text(county), zip: text(zip) });
  }

  return (
    <form className={classes.form} onSubmit={keep} aria-label={`Place in ${stateName(place.state)}`}>
      <Field label="City" value={city} change={setCity} list={`${id}-cities`} wrong={wrong("city")} />
      <Field
        label="County"
        value={county}
        // Another county's ZIP would say something else.
        change={(value) => {
          setCounty(value);
          setZip("");
        }}
        list={`${id}-counties`}
        wrong={wrong("county")}
      />
      <Field
        label="ZIP"
        value={zip}
        numeric
        change={(value) => {
          setZip(value);
          setCounty("");
        }}
        wrong={zipOdd ? "A ZIP has five digits." : wrong("zip")}
      />
      <datalist id={`${id}-cities`}>
        {cities.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <datalist id={`${id}-counties`}>
        {counties.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <p className={classes.foot}>
        <button type="submit" className={partClasses.button} data-small data-tone="primary">
          Use this place
        </button>
        {!main && (
          <button type="button" className={partClasses.link} onClick={() => set(null)}>
            Back to {shortPlace(mainPlace(place.state))}
          </button>
        )}
      </p>
    </form>
  );
}

const bare = (county: string) => county.toLowerCase().replace(/ (county|parish|borough)$/, "");
const sameCounty = (a: string, b: string) => bare(a) === bare(b.trim());

function Field({
  label,
  value,
  change,
  list,
  wrong,
  numeric = false,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  list?: string;
  wrong?: string | undefined;
  numeric?: boolean;
}) {
  const id = useId();
  return (
    <div className={partClasses.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={partClasses.input}
        value={value}
        list={list}
        maxLength={numeric ? 10 : 80}
        inputMode={numeric ? "numeric" : "text"}
        autoComplete="off"
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {wrong !== undefined && (
        <span id={`${id}-wrong`} className={partClasses.wrong} role="alert">
          {sentence(wrong)}
        </span>
      )}
    </div>
  );
}
