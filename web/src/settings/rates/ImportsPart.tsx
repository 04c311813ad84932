/** Files of rates that were handed in: what each would change or has changed, applied and undone as a whole. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { explain } from "../../api/problem";
import { useMay } from "../../api/viewer";
import { ago, exactly } from "../../format/ago";
import { Icon } from "../../icons/Icon";
import lists from "../../lists/lists.module.css";
import { More } from "../../lists/parts";
import { Table } from "../../lists/Table";
import { useFilters } from "../../lists/useFilters";
import { usePages } from "../../lists/usePages";
import { Pill, type Tone } from "../../ui/Pill";
import { Empty, Failed, Loading } from "../../ui/states";
import { ImportForm } from "./ImportForm";
import { OneImport } from "./OneImport";
import type { RateImport } from "./shapes";
import { importStanding } from "./words";
import classes from "./rates.module.css";

const TONES: Record<RateImport["status"], Tone> = { previewed: "warn", applied: "pos", undone: "plain" };

export function ImportsPart() {
  const [filters, change] = useFilters(["import"] as const);
  if (filters.import) {
    return <OneImport key={filters.import} id={filters.import} back={() => change({ import: null })} />;
  }
  return <AllImports open={(id) => change({ import: id })} />;
}

function AllImports({ open }: { open: (id: string) => void }) {
  const answer = usePages<RateImport>("rate-imports", "/tax/rates/imports", {});
  const mayManage = useMay("tax.manage_rates");
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className={classes.bar}>
        <p className={classes.text}>
          The states publish their rates as files. One that is handed in changes nothing until it is applied.
        </p>
        {mayManage && (
          <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
            Import a file
          </Button>
        )}
      </div>
      {answer.isPending && <Loading rows={5} label="Loading the imports" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty
          title="Nothing was imported yet"
          text="The rates of Autolytiq's own table hold until a newer file is handed in."
        />
      )}
      {answer.rows.length > 0 && (
        <div>
          <Table
            label="Imports"
            rows={answer.rows}
            at={-1}
            open={(index) => {
              const row = answer.rows[index];
              if (row) open(row.id);
            }}
            columns={[
              {
                head: "File",
                strong: true,
                phone: "major",
                cell: (row) => (
                  <button type="button" className={lists.rowButton} onClick={() => open(row.id)}>
                    {row.file_name}
                  </button>
                ),
              },
              { head: "Kind", faint: true, cell: (row) => row.format_name },
              { head: "State", phone: "minor", cell: (row) => row.state },
              { head: "New", right: true, cell: (row) => row.counts.added },
              { head: "Changed", right: true, cell: (row) => row.counts.changed },
              { head: "Ended", right: true, cell: (row) => row.counts.ended },
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
            what="imports"
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
      {adding && <ImportForm close={() => setAdding(false)} made={open} />}
    </>
  );
}
