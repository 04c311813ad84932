/** The rate sheets of a lender: in force, to come, and over. */
import { useState } from "react";
import { explain } from "../api/problem";
import type { ProgrammeItem, ProgrammeState } from "../api/types";
import { Segments } from "../desk/parts/parts";
import { ago, exactly } from "../format/ago";
import lists from "../lists/lists.module.css";
import { More } from "../lists/parts";
import { Table } from "../lists/Table";
import { useFilters } from "../lists/useFilters";
import { usePages } from "../lists/usePages";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { daysLeft, endsSoon, sheetKind, spanText, stateOfSheet, today } from "./words";
import classes from "./lenders.module.css";

const STATES = Object.entries(stateOfSheet) as [ProgrammeState, string][];
const NONE: Record<ProgrammeState, string> = {
  in_force:
    "No sheet of this lender holds today: the desk scans nothing of it. Import one, or look at those to come.",
  future: "No sheet is waiting for its first day.",
  ended: "No sheet has ended.",
};

export function SheetsPart({ lenderId, open }: { lenderId: string; open: (id: string) => void }) {
  const [filters, change] = useFilters(["state"] as const);
  const state = STATES.find(([each]) => each === filters.state)?.[0] ?? "in_force";
  const answer = usePages<ProgrammeItem>("lenders", "/lenders/programmes", { lender_id: lenderId, state });
  const [on] = useState(today);
  return (
    <>
      <div className={classes.bar}>
        <Segments
          label="Which sheets"
          value={state}
          options={STATES}
          choose={(next) => change({ state: next === "in_force" ? null : next })}
        />
      </div>
      {answer.isPending && <Loading rows={4} label="Loading the sheets" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty title={`None ${stateOfSheet[state].toLowerCase()}`} text={NONE[state]} />
      )}
      {answer.rows.length > 0 && (
        <div className={classes.wide}>
          <Table
            label="Rate sheets"
            rows={answer.rows}
            at={-1}
            open={(index) => {
              const row = answer.rows[index];
              if (row !== undefined) open(row.id);
            }}
            columns={[
              {
                head: "Sheet",
                phone: "major",
                cell: (row) => (
                  <button type="button" className={lists.rowButton} onClick={() => open(row.id)}>
                    {row.name}
                  </button>
                ),
              },
              { head: "Kind", cell: (row) => sheetKind[row.kind] },
              {
                head: "Left",
                phone: "major",
                phoneSide: "right",
                cell: (row) =>
                  row.state !== "in_force" ? (
                    <Pill>{stateOfSheet[row.state]}</Pill>
                  ) : endsSoon(row.valid_to, on) ? (
                    <Pill tone="warn">{daysLeft(row.valid_to, on)}</Pill>
                  ) : (
                    daysLeft(row.valid_to, on)
                  ),
              },
              {
                head: "Holds",
                faint: true,
                phone: "minor",
                cell: (row) => spanText(row.valid_from, row.valid_to),
              },
              { head: "Tiers", right: true, cell: (row) => row.tiers },
              { head: "Rows", right: true, cell: (row) => row.rows },
              {
                head: "Imported",
                faint: true,
                cell: (row) => (
                  <span title={exactly(row.imported_at)}>
                    {row.imported_by.name}, {ago(row.imported_at)}
                  </span>
                ),
              },
            ]}
          />
          <More
            shown={answer.rows.length}
            what={answer.rows.length === 1 ? "sheet" : "sheets"}
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
    </>
  );
}
