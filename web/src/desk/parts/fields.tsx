/** The fields of the Desk's dialogs: a label with its control, words, one of several, yes or no. */
import type { ReactNode } from "react";
import { useEditable } from "../DeskContext";
import { partClasses } from "./parts";

export function Labelled({
  label,
  full = false,
  children,
}: {
  label: string;
  full?: boolean;
  children: ReactNode;
}) {
  return (
    // The control is the label's child; a cell brings its own accessible name as well.
    <label className={`${partClasses.field} ${full ? partClasses.full : ""}`}>
      {label}
      {children}
    </label>
  );
}

export function Words({
  label,
  value,
  change,
  full = false,
  placeholder,
  most = 120,
}: {
  label: string;
  value: string | null | undefined;
  change: (value: string) => void;
  full?: boolean;
  placeholder?: string;
  most?: number;
}) {
  const editable = useEditable();
  return (
    <Labelled label={label} full={full}>
      <input
        className={partClasses.input}
        value={value ?? ""}
        maxLength={most}
        readOnly={!editable}
        placeholder={placeholder}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Labelled>
  );
}

export function Choice<T extends string>({
  label,
  value,
  options,
  change,
  full = false,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  change: (value: T) => void;
  full?: boolean;
}) {
  const editable = useEditable();
  return (
    <Labelled label={label} full={full}>
      <select
        className={partClasses.input}
        value={value}
        disabled={!editable}
        onChange={(event) => change(event.currentTarget.value as T)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function Check({
  label,
  checked,
  change,
  full = false,
}: {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
  full?: boolean;
}) {
  const editable = useEditable();
  return (
    <label className={`${partClasses.check} ${full ? partClasses.full : ""}`}>
      <input
        type="checkbox"
        checked={checked}
        disabled={!editable}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
