/** One field of a form: with its label where it stands alone, without one in a cell of a table. */
import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";
import type { Field, Typed } from "./fields";
import classes from "./forms.module.css";

export function FieldInput({
  field,
  value,
  change,
  error,
  called,
}: {
  field: Field;
  value: Typed;
  change: (value: Typed) => void;
  error: string | undefined;
  /** In a table: what is read out instead of a label. */
  called?: string;
}) {
  const named = called === undefined ? { label: field.label } : { "aria-label": called };
  const told = called === undefined ? { description: field.hint } : {};
  const text = typeof value === "string" ? value : "";
  if (field.kind === "yes") {
    return (
      <Checkbox
        {...named}
        {...told}
        className={classes.yes}
        checked={value === true}
        error={error}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    );
  }
  if (field.kind === "choices") {
    return (
      <Choices
        legend={called ?? field.label}
        shown={called === undefined}
        options={field.options}
        none={field.empty ?? "All"}
        chosen={Array.isArray(value) ? (value as readonly string[]) : []}
        choose={change}
        error={error}
      />
    );
  }
  if (field.kind === "choice") {
    const none: { value: string; label: string }[] =
      field.needed === true && text !== "" ? [] : [{ value: "", label: field.empty ?? "Pick one" }];
    return (
      <NativeSelect
        {...named}
        {...told}
        value={text}
        error={error}
        data={[...none, ...field.options.map(([each, label]) => ({ value: each, label }))]}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  const shared = {
    ...named,
    ...told,
    value: text,
    error,
    placeholder: field.empty,
    autoComplete: "off",
    maxLength: field.kind === "text" ? (field.most ?? 120) : 400,
  };
  if (field.kind === "text" && field.long === true) {
    return (
      <Textarea {...shared} autosize minRows={2} onChange={(event) => change(event.currentTarget.value)} />
    );
  }
  return (
    <TextInput
      {...shared}
      data-kind={field.kind}
      type={field.kind === "date" ? "date" : "text"}
      inputMode={
        field.kind === "money" || field.kind === "percent" || field.kind === "factor"
          ? "decimal"
          : field.kind === "whole"
            ? "numeric"
            : "text"
      }
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** So many stand in the open; more are folded behind what is chosen. */
const IN_THE_OPEN = 3;

function Choices({
  legend,
  shown,
  options,
  none,
  chosen,
  choose,
  error,
}: {
  legend: string;
  shown: boolean;
  options: readonly (readonly [string, string])[];
  none: string;
  chosen: readonly string[];
  choose: (chosen: readonly string[]) => void;
  error: string | undefined;
}) {
  const id = useId();
  const boxes = options.map(([value, label]) => (
    <Checkbox
      key={value}
      label={label}
      checked={chosen.includes(value)}
      onChange={(event) =>
        choose(event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
      }
    />
  ));
  const names = options.filter(([value]) => chosen.includes(value)).map(([, label]) => label);
  const summary =
    names.length === 0 ? none : names.length > 2 ? `${names.length} of ${options.length}` : names.join(", ");
  return (
    <fieldset className={classes.choices} aria-describedby={error === undefined ? undefined : id}>
      <legend className={shown ? classes.legend : "al-sr"}>{legend}</legend>
      {options.length <= IN_THE_OPEN ? (
        <div className={classes.open}>{boxes}</div>
      ) : (
        <details className={classes.folded}>
          <summary>{summary}</summary>
          <div>{boxes}</div>
        </details>
      )}
      {error !== undefined && (
        <p id={id} className={classes.wrong} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
