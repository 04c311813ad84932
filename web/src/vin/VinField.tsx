/** A field for a VIN that judges while it is typed, and says what the number says once it is whole. */
import { TextInput } from "@mantine/core";
import { Icon } from "../icons/Icon";
import { modelYears, newestModelYear, tidyVin, vinFaults } from "./vin";
import { VinStrip } from "./VinStrip";
import classes from "./VinField.module.css";

export function VinField({
  value,
  change,
  maker,
  error,
}: {
  value: string;
  change: (vin: string) => void;
  maker?: string | undefined;
  error?: string | undefined;
}) {
  const vin = tidyVin(value);
  const faults = vinFaults(vin);
  const years = modelYears(vin, newestModelYear());
  return (
    <div>
      <TextInput
        label="VIN"
        description="Scan, paste or type it: 17 letters and digits."
        autoFocus
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={value}
        onChange={(event) => change(tidyVin(event.currentTarget.value))}
        error={faults.length === 0 ? error : true}
      />
      {vin !== "" && (
        <div className={classes.strip}>
          <VinStrip vin={vin} faults={faults} says={{ maker, year: years[0]?.toString() }} />
        </div>
      )}
      <div aria-live="polite">
        {faults.map((fault) => (
          <p key={fault.text} className={classes.fault}>
            <Icon name="alert" small />
            {fault.text}
          </p>
        ))}
        {vin.length === 17 && faults.length === 0 && (
          <p className={classes.good}>
            <Icon name="check" small />
            Check digit {vin[8]} is right.
          </p>
        )}
      </div>
    </div>
  );
}
