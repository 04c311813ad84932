/** The fields of a form side by side, each with what is wrong with it. */
import { type Draft, faultAt, type Faults, type Field } from "./fields";
import { FieldInput } from "./FieldInput";
import classes from "./forms.module.css";

export function Fields({
  fields,
  draft,
  change,
  faults,
  pointer = "",
}: {
  fields: readonly Field[];
  draft: Draft;
  change: (draft: Draft) => void;
  faults: Faults;
  pointer?: string;
}) {
  return (
    <div className={classes.grid}>
      {fields.map((field) => (
        <div
          key={field.name}
          className={field.kind === "text" && field.long === true ? classes.whole : undefined}
        >
          <FieldInput
            field={field}
            value={draft[field.name] ?? ""}
            change={(value) => change({ ...draft, [field.name]: value })}
            error={faultAt(faults, `${pointer}/${field.name}`)}
          />
        </div>
      ))}
    </div>
  );
}
