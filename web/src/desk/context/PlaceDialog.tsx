/** The places that the tax law may ask for: where it is titled, where the buyer lives, where it is handed over. */
import { useState } from "react";
import { STATES } from "../../format/states";
import type { Dates } from "../../api/types";
import type { Place, Places } from "../../engine";
import { useDeskStore, useEditable, useOpen } from "../DeskContext";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";

type Which = keyof Places;

const TITLES: readonly (readonly [Which, string])[] = [
  ["registration", "Titled and registered in"],
  ["buyer", "The buyer lives in"],
  ["delivery", "Handed over in"],
];

/** Some laws go by another day than the deal's; empty, each is the deal's. */
const OTHER_DATES: readonly (readonly [keyof Dates, string])[] = [
  ["contract", "Contract signed, if on another day"],
  ["delivery", "Handed over, if on another day"],
  ["titling", "Title applied for, if on another day"],
];

export function PlaceDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const [places, setPlaces] = useState<Places>(open.inputs.places);
  const [date, setDate] = useState(open.inputs.date);
  const [dates, setDates] = useState<Dates>(open.inputs.tax?.dates ?? {});

  function set(which: Which, place: Place | null) {
    if (place === null && which !== "registration" && which !== "dealer")
      setPlaces({ ...places, [which]: null });
    else if (place !== null) setPlaces({ ...places, [which]: place });
  }

  function keep() {
    store.settle();
    const given = Object.values(dates).some((each) => each != null);
    const had = open.inputs.tax?.dates !== undefined;
    const tax = given || had ? { tax: { ...open.inputs.tax, dates } } : {};
    store.change({ ...open.inputs, places, date, ...tax }, "places");
    close();
  }

  return (
    <Dialog
      title="Places and date of the deal"
      close={close}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={close}>
            Cancel
          </button>
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            disabled={!editable}
            onClick={keep}
          >
            Keep
          </button>
        </>
      }
    >
      <div className={partClasses.form}>
        {TITLES.map(([which, title]) => (
          <PlaceFields
            key={which}
            which={which}
            title={title}
            optional={which !== "registration"}
            place={places[which] ?? null}
            same={places.registration}
            set={(place) => set(which, place)}
          />
        ))}
        <label className={partClasses.field}>
          Date of the deal
          <input
            className={partClasses.input}
            type="date"
            required
            value={date}
            onChange={(event) => {
              if (event.currentTarget.value !== "") setDate(event.currentTarget.value);
            }}
          />
        </label>
        {OTHER_DATES.map(([which, title]) => (
          <label key={which} className={partClasses.field}>
            {title}
            <input
              className={partClasses.input}
              type="date"
              value={dates[which] ?? ""}
              onChange={(event) => setDates({ ...dates, [which]: event.currentTarget.value || null })}
            />
          </label>
        ))}
      </div>
    </Dialog>
  );
}

function PlaceFields({
  which,
  title,
  optional,
  place,
  same,
  set,
}: {
  which: Which;
  title: string;
  optional: boolean;
  place: Place | null;
  same: Place;
  set: (place: Place | null) => void;
}) {
  const text = (value: string) => (value.trim() === "" ? null : value);
  return (
    <fieldset className={`${partClasses.full} ${partClasses.fieldset}`}>
      <legend>{title}</legend>
      {optional && (
        <label className={partClasses.check}>
          <input
            type="checkbox"
            checked={place !== null}
            onChange={(event) => set(event.currentTarget.checked ? { ...same } : null)}
          />
          Somewhere else than {which === "buyer" ? "where it is titled" : "at the store"}
        </label>
      )}
      {place !== null && (
        <div className={partClasses.place}>
          <label className={partClasses.field}>
            State
            <select
              className={partClasses.input}
              value={place.state}
              onChange={(event) => set({ state: event.currentTarget.value })}
            >
              {STATES.map((state) => (
                <option key={state} value={state}>
                  {state}
                </option>
              ))}
            </select>
          </label>
          <label className={partClasses.field}>
            County
            <input
              className={partClasses.input}
              value={place.county ?? ""}
              maxLength={80}
              onChange={(event) => set({ ...place, county: text(event.currentTarget.value) })}
            />
          </label>
          <label className={partClasses.field}>
            City
            <input
              className={partClasses.input}
              value={place.city ?? ""}
              maxLength={80}
              onChange={(event) => set({ ...place, city: text(event.currentTarget.value) })}
            />
          </label>
          <label className={partClasses.field}>
            ZIP
            <input
              className={partClasses.input}
              inputMode="numeric"
              value={place.zip ?? ""}
              maxLength={10}
              onChange={(event) => {
                // Another ZIP may lie in another county, and the county decides the rate.
                const zip = text(event.currentTarget.value);
                set({ ...place, zip, county: zip === place.zip ? (place.county ?? null) : null });
              }}
            />
          </label>
        </div>
      )}
    </fieldset>
  );
}
