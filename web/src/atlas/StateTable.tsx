/** The same answers as a list: every state a row, sorted by any column, walked by keys. */
import { isZero, money } from "../desk/numbers/format";
import { Pill } from "../desk/parts/parts";
import { useCommands } from "../keys/offered";
import { readSort, sortBy, writeSort } from "../lists/filters";
import { type Column, Table } from "../lists/Table";
import type { Answered } from "./assess";
import { type AtlasRow, COLUMNS, type ColumnName, rowsOf } from "./table-rows";
import { sentence } from "./words";
import classes from "./StateTable.module.css";

interface Props {
  answers: Answered;
  price: string;
  lease: boolean;
  sort: string;
  setSort: (sort: string) => void;
  chosen: string;
  choose: (code: string) => void;
  compare: (code: string) => void;
}

const amount = (wire: string | null) => (wire === null ? "–" : isZero(wire) ? "none" : money(wire));

export function StateTable({ answers, price, lease, sort, setSort, chosen, choose, compare }: Props) {
  const order = readSort<ColumnName>(sort, COLUMNS, { column: "name", down: false });
  const rows = rowsOf(answers, price, order);
  const here = rows.findIndex((row) => row.id === chosen);

  // The row that the keys are at is the chosen state, so what stands beside the list follows.
  const step = (by: 1 | -1) => {
    const next = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
    if (next) choose(next.id);
  };
  const at = rows[here];
  useCommands({
    "list.down": { run: () => step(1) },
    "list.up": { run: () => step(-1) },
    "list.compare": at && { run: () => compare(chosen), detail: at.name },
  });

  const columns: Column<AtlasRow, ColumnName>[] = [
    {
      head: "State",
      sort: "name",
      strong: true,
      phone: "major",
      cell: (row) => (
        <>
          <button
            type="button"
            className={classes.state}
            onClick={() => choose(row.id)}
            aria-current={row.id === chosen || undefined}
          >
            {row.name}
          </button>
          <span className={classes.place}>{row.place}</span>
        </>
      ),
    },
    { head: "State tax", sort: "state", right: true, downFirst: true, cell: (row) => amount(row.state) },
    { head: "Local tax", sort: "local", right: true, downFirst: true, cell: (row) => amount(row.local) },
    {
      head: lease ? "Tax over the term" : "Tax",
      sort: "due",
      right: true,
      strong: true,
      downFirst: true,
      phone: "major",
      phoneSide: "right",
      cell: (row) => amount(row.due),
    },
    {
      head: "Of the price",
      sort: "share",
      right: true,
      downFirst: true,
      phone: "minor",
      phoneSide: "right",
      cell: (row) => row.share ?? "–",
    },
    {
      head: "At registration",
      sort: "later",
      right: true,
      downFirst: true,
      cell: (row) => amount(row.later),
    },
    {
      head: "Standing",
      sort: "doubts",
      downFirst: true,
      phone: "minor",
      cell: (row) => <Standing row={row} />,
    },
  ];

  return (
    <Table
      label="Tax by state"
      columns={columns}
      rows={rows}
      at={here}
      sort={order}
      sortBy={(column, downFirst) => setSort(writeSort(sortBy(order, column, downFirst)))}
      open={(index) => choose(rows[index]?.id ?? chosen)}
    />
  );
}

function Standing({ row }: { row: AtlasRow }) {
  if (row.absent) return <Pill>not in this build</Pill>;
  if (row.refusal !== null)
    return (
      <Pill tone="neg" title={sentence(row.refusal)}>
        {sentence(row.refusal)}
      </Pill>
    );
  return row.doubts === 0 ? (
    <Pill tone="pos">no doubts</Pill>
  ) : (
    <Pill tone="warn">{row.doubts} to confirm</Pill>
  );
}
