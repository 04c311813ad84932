/** A table whose rows are typed: fees, limits, plans. Each cell says what is wrong with it; rows come and go. */
import { Button } from "@mantine/core";
import { useRef } from "react";
import { Icon } from "../icons/Icon";
import { faultAt, type Faults, type Field, type Row, rowOf } from "./fields";
import { FieldInput } from "./FieldInput";
import classes from "./forms.module.css";

export function RowsEditor({
  label,
  one,
  fields,
  rows,
  change,
  faults,
  pointer,
  fresh,
  none,
  most = 200,
}: {
  label: string;
  /** What a row is: `fee`. */
  one: string;
  fields: readonly Field[];
  rows: readonly Row[];
  change: (rows: readonly Row[]) => void;
  faults: Faults;
  pointer: string;
  /** What a new row begins with. */
  fresh?: Readonly<Record<string, unknown>>;
  /** Said where there are no rows. */
  none: string;
  most?: number;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const add = useRef<HTMLButtonElement>(null);

  function added() {
    change([...rows, rowOf(fields, fresh)]);
    // The row is there after the next paint: typing begins in it.
    requestAnimationFrame(() =>
      body.current?.rows[rows.length]?.querySelector<HTMLElement>("input, select")?.focus(),
    );
  }

  return (
    <div className={classes.rows}>
      {faults[pointer] !== undefined && (
        <p className={classes.wrong} role="alert">
          {faults[pointer]}
        </p>
      )}
      {rows.length === 0 && <p className={classes.none}>{none}</p>}
      {rows.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={label}>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name} scope="col" title={field.hint}>
                    {field.label}
                  </th>
                ))}
                <th scope="col">
                  <span className="al-sr">Take away</span>
                </th>
              </tr>
            </thead>
            <tbody ref={body}>
              {rows.map((row, index) => (
                <tr key={row.key}>
                  {fields.map((field) => (
                    <td key={field.name} data-kind={field.kind}>
                      <span className={classes.cellLabel} aria-hidden="true">
                        {field.label}
                      </span>
                      <FieldInput
                        field={field}
                        called={`${field.label}, ${one} ${index + 1}`}
                        value={row.cells[field.name] ?? ""}
                        change={(value) =>
                          change(
                            rows.map((each) =>
                              each.key === row.key
                                ? { ...each, cells: { ...each.cells, [field.name]: value } }
                                : each,
                            ),
                          )
                        }
                        error={faultAt(faults, `${pointer}/${index}/${field.name}`)}
                      />
                    </td>
                  ))}
                  <td className={classes.away}>
                    <button
                      type="button"
                      aria-label={`Take ${one} ${index + 1} away`}
                      title={`Take this ${one} away`}
                      onClick={() => {
                        change(rows.filter((each) => each.key !== row.key));
                        add.current?.focus();
                      }}
                    >
                      <Icon name="close" small />
                    </button>
                    {faults[`${pointer}/${index}`] !== undefined && (
                      <p className={classes.wrong} role="alert">
                        {faults[`${pointer}/${index}`]}
                      </p>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length < most && (
        <div>
          <Button
            ref={add}
            size="xs"
            variant="default"
            onClick={added}
            leftSection={<Icon name="plus" small />}
          >
            Add a {one}
          </Button>
        </div>
      )}
    </div>
  );
}
