/** The lenders of the dealership: what they are, how many of their sheets hold today, and which ends next. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { get } from "../api/http";
import { explain } from "../api/problem";
import type { LenderView, ProgrammeItem } from "../api/types";
import { useMay } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { useCommands } from "../keys/offered";
import lists from "../lists/lists.module.css";
import { Hints, More, MOVES } from "../lists/parts";
import { Table } from "../lists/Table";
import { useListKeys } from "../lists/useListKeys";
import { type Page, usePages } from "../lists/usePages";
import { TopBar } from "../shell/Shell";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { LenderForm } from "./LenderForm";
import { daysLeft, endsSoon, kindName, today } from "./words";

/** The most that one page gives; a dealership with more sheets in force than this is yet to be seen. */
const MOST = 200;

/** The last day of the sheet of each lender that ends first. */
function useFirstToEnd(): ReadonlyMap<string, string> {
  const answer = useQuery({
    queryKey: ["lenders", "in-force"],
    queryFn: ({ signal }) =>
      get<Page<ProgrammeItem>>("/lenders/programmes", { query: { state: "in_force", limit: MOST }, signal }),
  });
  const first = new Map<string, string>();
  for (const sheet of answer.data?.items ?? []) {
    const known = first.get(sheet.lender_id);
    if (sheet.valid_to != null && (known === undefined || sheet.valid_to < known)) {
      first.set(sheet.lender_id, sheet.valid_to);
    }
  }
  return first;
}

export default function LendersPage() {
  const answer = usePages<LenderView>("lenders", "/lenders", {});
  const ends = useFirstToEnd();
  const manages = useMay("lenders.manage");
  const [adding, setAdding] = useState(false);
  const [, go] = useLocation();
  const [on] = useState(today);
  const open = (index: number) => {
    const row = answer.rows[index];
    if (row !== undefined) go(`/lenders/${row.id}`);
  };
  const [at] = useListKeys({
    count: answer.rows.length,
    open,
  });
  useCommands({ "list.new": manages ? { run: () => setAdding(true), name: "New lender" } : undefined });

  return (
    <>
      <TopBar title="Lenders">
        {manages && (
          <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
            New lender
          </Button>
        )}
      </TopBar>
      {answer.isPending && <Loading rows={8} label="Loading the lenders" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty
          title="No lenders yet"
          text="A lender comes first, then its rate sheets. The desk scans all sheets in force beside each deal."
        >
          {manages && <Button onClick={() => setAdding(true)}>New lender</Button>}
        </Empty>
      )}
      {answer.rows.length > 0 && (
        <div className={lists.scroll} style={{ paddingTop: 14 }}>
          <Table
            label="Lenders"
            rows={answer.rows}
            at={at}
            open={open}
            columns={[
              {
                head: "Lender",
                phone: "major",
                cell: (row) => (
                  <Link href={`/lenders/${row.id}`} className={lists.name}>
                    {row.name}
                  </Link>
                ),
              },
              { head: "Kind", phone: "minor", cell: (row) => kindName[row.lender.kind] },
              {
                head: "States",
                faint: true,
                cell: (row) => (row.lender.states?.length ? row.lender.states.join(", ") : "All"),
              },
              {
                head: "Sheets in force",
                right: true,
                phone: "minor",
                phoneSide: "right",
                cell: (row) => row.programmes_in_force,
              },
              {
                head: "Next to end",
                cell: (row) => {
                  const end = ends.get(row.id);
                  if (row.programmes_in_force === 0) return <span className="al-faint">–</span>;
                  return endsSoon(end, on) ? (
                    <Pill tone="warn">{daysLeft(end, on)}</Pill>
                  ) : (
                    <span className="al-faint">{daysLeft(end, on)}</span>
                  );
                },
              },
              {
                head: "Standing",
                phone: "major",
                phoneSide: "right",
                cell: (row) =>
                  row.active ? (
                    <Pill dot tone="pos">
                      Active
                    </Pill>
                  ) : (
                    <Pill dot>Not used</Pill>
                  ),
              },
            ]}
          />
          <More
            shown={answer.rows.length}
            what={answer.rows.length === 1 ? "lender" : "lenders"}
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
      <Hints
        hints={[
          [MOVES, "move"],
          [["list.open"], "open"],
          ...(manages ? [[["list.new"], "new lender"] as const] : []),
        ]}
      />
      {adding && (
        <LenderForm
          close={() => setAdding(false)}
          saved={(lender) => {
            setAdding(false);
            say(`${lender.name} was added. Its rate sheets come next.`);
            go(`/lenders/${lender.id}`);
          }}
        />
      )}
    </>
  );
}
