/** Where the car will be titled: its ZIP, and the county where the ZIP lies in several. */
import type { TaxPlaces } from "../api/types";
import classes from "./quick.module.css";

export interface County {
  state: string;
  county: string;
}

interface PlaceRowsProps {
  zip: string;
  places: TaxPlaces | undefined;
  failed: string | null;
  county: County | null;
  setZip: (zip: string) => void;
  setCounty: (county: County) => void;
}

export function PlaceRows({ zip, places, failed, county, setZip, setCounty }: PlaceRowsProps) {
  const counties = countiesOf(places);
  const only = counties.length === 1 ? counties[0] : undefined;
  const unknown = places !== undefined && counties.length === 0;
  return (
    <>
      <label className={classes.row} data-bad={unknown || undefined}>
        <span>
          Titled in ZIP
          {only !== undefined && (
            <em>
              {only.county}, {only.state}
            </em>
          )}
        </span>
        <input
          inputMode="numeric"
          autoComplete="postal-code"
          enterKeyHint="done"
          maxLength={5}
          value={zip}
          aria-invalid={unknown}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setZip(event.currentTarget.value.replaceAll(/\D/g, ""))}
        />
        {unknown && <small>No county is known for ZIP {zip}. Type the ZIP of the buyer's home.</small>}
        {failed !== null && <small>{failed}</small>}
      </label>
      {counties.length > 1 && (
        <fieldset className={classes.counties}>
          <legend>ZIP {zip} lies in several counties. Pick one:</legend>
          {counties.map((each) => (
            <button
              key={`${each.state} ${each.county}`}
              type="button"
              aria-pressed={county?.county === each.county && county.state === each.state}
              onClick={() => setCounty(each)}
            >
              {each.county}, {each.state}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}

function countiesOf(places: TaxPlaces | undefined): County[] {
  const found = new Map<string, County>();
  for (const { state, county } of places?.candidates ?? [])
    found.set(`${state} ${county}`, { state, county });
  return [...found.values()];
}
