/** Sheets that were handed in for a lender, those that were refused among them. */
import { explain } from "../api/problem";
import type { ProgrammeImport, ProgrammeImportStatus } from "../api/types";
import { ago, exactly } from "../format/ago";
import lists from "../lists/lists.module.css";
import { More } from "../lists/parts";
import { Table } from "../lists/Table";
import { usePages } from "../lists/usePages";
import { Pill, type Tone } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { importStanding, sheetKind, spanText } from "./words";
import classes from "./lenders.module.css";

export const TONES: Record<ProgrammeImportStatus, Tone> = {
  previewed: "warn",
  applied: "pos",
  refused: "neg",
};

export function ImportsPart({ lenderId, open }: { lenderId: string; open: (id: string) => void }) {
  const answer = usePages<ProgrammeImport>("lenders", "/lenders/programmes/imports", { lender_id: lenderId });
  return (
    <>
      {answer.isPending && <Loading rows={4} label="Loading the imports" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty
          title="Nothing was imported yet"
          text="A sheet comes in as CSV. It is read and shown first, and changes nothing until it is applied."
        />
      )}
      {answer.rows.length > 0 && (
        <div className={classes.wide}>
          <Table
            label="Imports"
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
              { head: "Holds", faint: true, cell: (row) => spanText(row.valid_from, row.valid_to) },
              { head: "Rows", right: true, cell: (row) => row.rows },
              { head: "Faults", right: true, cell: (row) => row.faults.length || "" },
              {
                head: "Handed in",
                faint: true,
                cell: (row) => (
                  <span title={exactly(row.uploaded_at)}>
                    {row.uploaded_by.name}, {ago(row.uploaded_at)}
                  </span>
                ),
              },
              {
                head: "Standing",
                phone: "major",
                phoneSide: "right",
                cell: (row) => <Pill tone={TONES[row.status]}>{importStanding[row.status]}</Pill>,
              },
            ]}
          />
          <More
            shown={answer.rows.length}
            what={answer.rows.length === 1 ? "import" : "imports"}
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
    </>
  );
}
