/** The table of a list: heads that sort, rows that open, and on a phone the two or three cells that matter. */
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { Icon } from "../icons/Icon";
import type { Sort } from "./filters";
import classes from "./lists.module.css";

export interface Column<Row, Name extends string> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** The name that the server sorts by; without one the head does not sort. */
  sort?: Name;
  /** Numbers and dates begin with the largest. */
  downFirst?: boolean;
  right?: boolean;
  strong?: boolean;
  faint?: boolean;
  /** Where the cell stands on a phone; without it the cell is left out there. */
  phone?: "major" | "minor";
  phoneSide?: "left" | "right";
}

export function Table<Row extends { id: string }, Name extends string>({
  label,
  columns,
  rows,
  at,
  sort,
  sortBy,
  open,
}: {
  label: string;
  columns: readonly Column<Row, Name>[];
  rows: readonly Row[];
  at: number;
  sort?: Sort<Name>;
  sortBy?: (column: Name, downFirst: boolean) => void;
  open: (index: number) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const shownAt = useRef(at);
  // A row that the keys come to is seen; one that was chosen from the start does not move the page.
  useEffect(() => {
    if (shownAt.current === at) return;
    shownAt.current = at;
    body.current?.rows[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.head} column={column} sort={sort} sortBy={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={row.id}
              data-at={index === at || undefined}
              aria-selected={index === at || undefined}
              onClick={(event) => {
                // A link in the row opens by itself, also in a new tab.
                if (!(event.target instanceof HTMLElement && event.target.closest("a, button") !== null)) {
                  open(index);
                }
              }}
            >
              {columns.map((column) => (
                <td
                  key={column.head}
                  className={
                    [
                      column.right === true && classes.right,
                      column.strong === true && classes.strong,
                      column.faint === true && classes.faint,
                    ]
                      .filter(Boolean)
                      .join(" ") || undefined
                  }
                  data-phone={column.phone}
                  data-phone-side={column.phoneSide}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row, Name extends string>({
  column,
  sort,
  sortBy,
}: {
  column: Column<Row, Name>;
  sort: Sort<Name> | undefined;
  sortBy: ((column: Name, downFirst: boolean) => void) | undefined;
}) {
  const name = column.sort;
  const className = column.right === true ? classes.right : undefined;
  if (name === undefined || sort === undefined || sortBy === undefined) {
    return (
      <th scope="col" className={className}>
        {column.head}
      </th>
    );
  }
  const on = sort.column === name;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={on ? (sort.down ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        className={classes.sort}
        data-on={on || undefined}
        onClick={() => sortBy(name, column.downFirst === true)}
      >
        {column.head}
        {on && <Icon name={sort.down ? "down" : "up"} small />}
      </button>
    </th>
  );
}
