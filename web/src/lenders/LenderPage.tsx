/** One lender: what it is, its rate sheets, and the files that were handed in for it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { getVersioned } from "../api/http";
import { explain } from "../api/problem";
import type { LenderView } from "../api/types";
import { useMay } from "../api/viewer";
import lists from "../lists/lists.module.css";
import { useFilters } from "../lists/useFilters";
import { Icon } from "../icons/Icon";
import { Crumbs, TopBar } from "../shell/Shell";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Failed, Loading } from "../ui/states";
import { ImportSheet } from "./ImportSheet";
import { ImportsPart } from "./ImportsPart";
import { LenderForm } from "./LenderForm";
import { OneImport } from "./OneImport";
import { SheetsPart } from "./SheetsPart";
import { SheetView } from "./SheetView";
import { capsText, kindName, reserveText } from "./words";
import classes from "./lenders.module.css";

export default function LenderPage({ id }: { id: string }) {
  const answer = useQuery({
    queryKey: ["lender", id],
    queryFn: ({ signal }) => getVersioned<LenderView>(`/lenders/${id}`, { signal }),
  });
  const manages = useMay("lenders.manage");
  const [filters, change] = useFilters(["tab", "sheet", "import"] as const);
  const [editing, setEditing] = useState(false);
  const [importing, setImporting] = useState(false);
  if (answer.isPending) return <Loading rows={8} label="Loading the lender" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  const { name, lender, active } = answer.data.value;
  const chargeback = lender.chargeback;

  return (
    <>
      <TopBar title={<Crumbs href="/lenders" room="Lenders" name={name} />}>
        {manages && (
          <>
            <Button
              variant="default"
              onClick={() => setEditing(true)}
              leftSection={<Icon name="pen" small />}
            >
              Change
            </Button>
            <Button onClick={() => setImporting(true)} leftSection={<Icon name="plus" small />}>
              Import a sheet
            </Button>
          </>
        )}
      </TopBar>
      <div className={classes.page}>
        <dl className={classes.facts}>
          <Fact
            name="Standing"
            value={
              active ? (
                <Pill dot tone="pos">
                  Active
                </Pill>
              ) : (
                <Pill dot>Not used</Pill>
              )
            }
          />
          <Fact name="Kind" value={kindName[lender.kind]} />
          <Fact name="States" value={lender.states?.length ? lender.states.join(", ") : "All"} />
          <Fact name="Reserve" value={reserveText(lender)} />
          <Fact
            name="Chargeback"
            value={
              chargeback == null
                ? "never"
                : `${chargeback.takes === "unearned" ? "unearned part" : "all"} within ${chargeback.within_days} days`
            }
          />
          <Fact name="Markup at most" value={capsText(lender)} />
          <Fact name="Days of its year" value={lender.day_base ?? "365"} />
        </dl>
        {filters.sheet !== undefined && (
          <SheetView key={filters.sheet} id={filters.sheet} back={() => change({ sheet: null })} />
        )}
        {filters.sheet === undefined && filters.import !== undefined && (
          <OneImport
            key={filters.import}
            id={filters.import}
            back={() => change({ import: null })}
            applied={(sheet) => change({ import: null, tab: null, sheet })}
          />
        )}
        {filters.sheet === undefined && filters.import === undefined && (
          <>
            <nav className={lists.views} aria-label="Of this lender" style={{ justifySelf: "start" }}>
              <Link href={`/lenders/${id}`} aria-current={filters.tab === undefined ? "page" : undefined}>
                Rate sheets
              </Link>
              <Link
                href={`/lenders/${id}?tab=imports`}
                aria-current={filters.tab === "imports" ? "page" : undefined}
              >
                Imports
              </Link>
            </nav>
            {filters.tab === "imports" ? (
              <ImportsPart lenderId={id} open={(one) => change({ import: one })} />
            ) : (
              <SheetsPart lenderId={id} open={(one) => change({ sheet: one })} />
            )}
          </>
        )}
      </div>
      {editing && (
        <LenderForm
          kept={answer.data}
          close={() => setEditing(false)}
          saved={(saved) => {
            setEditing(false);
            say(`${saved.name} was saved.`);
          }}
        />
      )}
      {importing && (
        <ImportSheet
          lender={answer.data.value}
          close={() => setImporting(false)}
          made={(one) => {
            setImporting(false);
            change({ tab: "imports", sheet: null, import: one });
          }}
        />
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
