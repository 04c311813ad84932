/** The deals as a table: sorted by the server, page by page. */
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { explain } from "../api/problem";
import type { DealRow } from "../api/shapes";
import { useMay } from "../api/viewer";
import { dollars, money } from "../desk/numbers/format";
import { ago, exactly } from "../format/ago";
import { type Filters, readSort, sortBy, writeSort } from "../lists/filters";
import classes from "../lists/lists.module.css";
import { Hints, More } from "../lists/parts";
import { type Column, Table } from "../lists/Table";
import { usePages } from "../lists/usePages";
import { Avatar } from "../ui/Avatar";
import { Pill } from "../ui/Pill";
import { Failed, Loading } from "../ui/states";
import { Nothing } from "./Board";
import { nameOfDeal, sumOf, vehicleOfDeal } from "./rows";
import { StepMenu } from "./StepMenu";
import { STATUSES, statusOf } from "./status";
import { useDealKeys } from "./useDealKeys";
import type { useStep } from "./useStep";

const SORTS = ["updated_at", "created_at", "number", "customer", "payment"] as const;
type SortName = (typeof SORTS)[number];

const KINDS: Record<string, string> = { retail: "Retail", lease: "Lease", cash: "Cash" };

export function DealTable({
  filters,
  change,
  step,
  start,
  bar,
}: {
  filters: Filters<"q" | "status" | "rooftop_id" | "salesperson_id" | "from" | "to" | "sort">;
  change: (changes: { sort: string }) => void;
  step: ReturnType<typeof useStep>;
  start: (() => void) | undefined;
  bar: (summary: string) => ReactNode;
}) {
  const { q, rooftop_id, salesperson_id, from, to } = filters;
  const status = statusOf(filters.status);
  const sort = readSort(filters.sort, SORTS, { column: "updated_at", down: true });
  const answer = usePages<DealRow>("deals", "/deals", {
    q,
    status,
    rooftop_id,
    salesperson_id,
    from,
    to,
    sort: writeSort(sort),
  });
  const { rows } = answer;
  const seesGross = useMay("deals.see_gross");
  const [, go] = useLocation();
  const open = (index: number) => go(`/deals/${rows[index]?.id}`);
  const { at, choosing, stopChoosing, hints } = useDealKeys(rows, step, start);

  if (answer.isPending || answer.isError || rows.length === 0) {
    return (
      <>
        {bar("")}
        {answer.isPending && <Loading rows={12} label="Loading the deals" />}
        {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
        {answer.isSuccess && (
          <Nothing
            filtered={Boolean(q ?? status ?? rooftop_id ?? salesperson_id ?? from ?? to)}
            start={start}
          />
        )}
      </>
    );
  }
  const gross = sumOf(rows.map((row) => row.gross));
  return (
    <>
      {bar(gross === null ? "" : `${dollars(gross)} gross in the ${rows.length} shown`)}
      <div className={classes.scroll}>
        <Table
          label="Deals"
          columns={columns(seesGross)}
          rows={rows}
          at={at}
          sort={sort}
          sortBy={(name, downFirst) => change({ sort: writeSort(sortBy(sort, name, downFirst)) })}
          open={open}
        />
        <More shown={rows.length} what="deals" more={answer.more} busy={answer.isFetchingNextPage} />
      </div>
      <Hints hints={hints} />
      {choosing !== null && <StepMenu deal={choosing} close={stopChoosing} start={step.start} />}
    </>
  );
}

function columns(seesGross: boolean): Column<DealRow, SortName>[] {
  return [
    { head: "Deal", sort: "number", faint: true, cell: (deal) => deal.number, downFirst: true },
    {
      head: "Customer",
      sort: "customer",
      phone: "major",
      cell: (deal) => (
        <Link className={classes.name} href={`/deals/${deal.id}`}>
          {nameOfDeal(deal)}
        </Link>
      ),
    },
    {
      head: "Payment",
      sort: "payment",
      downFirst: true,
      right: true,
      phone: "major",
      phoneSide: "right",
      cell: (deal) => (deal.payment == null ? "–" : money(deal.payment)),
    },
    { head: "Vehicle", phone: "minor", cell: (deal) => vehicleOfDeal(deal) },
    {
      head: "Status",
      phone: "minor",
      phoneSide: "right",
      cell: (deal) => (
        <Pill dot tone={STATUSES[deal.status].tone}>
          {STATUSES[deal.status].word}
        </Pill>
      ),
    },
    { head: "Kind", cell: (deal) => (deal.kind == null ? "–" : (KINDS[deal.kind] ?? deal.kind)) },
    ...(seesGross
      ? [
          {
            head: "Gross",
            right: true,
            strong: true,
            cell: (deal: DealRow) => (deal.gross == null ? "–" : dollars(deal.gross)),
          } as const,
        ]
      : []),
    {
      head: "Who",
      cell: (deal) => (
        <>
          <Avatar small id={deal.salesperson.id} name={deal.salesperson.name} />
          <span className="al-sr">{deal.salesperson.name}</span>
        </>
      ),
    },
    {
      head: "Changed",
      sort: "updated_at",
      downFirst: true,
      right: true,
      faint: true,
      cell: (deal) => (
        <time dateTime={deal.updated_at} title={exactly(deal.updated_at)}>
          {ago(deal.updated_at)}
        </time>
      ),
    },
  ];
}
