/** The board: a lane for each status, cards that open, move by drag or by S, and are walked by J and K. */
import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { get } from "../api/http";
import { explain } from "../api/problem";
import type { DealRow } from "../api/shapes";
import { dollars, money } from "../desk/numbers/format";
import { ago, exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { Key } from "../keys/Key";
import type { Filters } from "../lists/filters";
import { Hints } from "../lists/parts";
import type { Page } from "../lists/usePages";
import { Avatar } from "../ui/Avatar";
import { Empty, Failed, Loading } from "../ui/states";
import { nameOfDeal, sumOf, vehicleOfDeal } from "./rows";
import { StepMenu } from "./StepMenu";
import { type Lane, LANES, laneQuery } from "./status";
import { useDealKeys } from "./useDealKeys";
import type { useStep } from "./useStep";
import classes from "./deals.module.css";

export function Board({
  filters,
  step,
  start,
  bar,
}: {
  filters: Filters<"q" | "rooftop_id" | "salesperson_id" | "from" | "to">;
  step: ReturnType<typeof useStep>;
  start: (() => void) | undefined;
  bar: (summary: string) => ReactNode;
}) {
  const { q, rooftop_id, salesperson_id, from, to } = filters;
  const answers = useQueries({
    queries: LANES.map((lane) => ({
      queryKey: ["deals", "lane", lane.key, { q, rooftop_id, salesperson_id, from, to }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Page<DealRow>>("/deals", {
          query: laneQuery(lane, { q, rooftop_id, salesperson_id, from, to }),
          signal,
        }),
    })),
  });
  const rows = answers.flatMap((answer) => answer.data?.items ?? []);

  const { at, setAt, choosing, stopChoosing, hints } = useDealKeys(rows, step, start);

  const failed = answers.find((answer) => answer.isError && answer.data === undefined);
  if (failed !== undefined) {
    return (
      <>
        {bar("")}
        <Failed text={explain(failed.error)} again={() => answers.forEach((each) => void each.refetch())} />
      </>
    );
  }
  const complete = answers.every((answer) => answer.isSuccess);
  if (complete && rows.length === 0) {
    return (
      <>
        {bar("")}
        <Nothing filtered={Boolean(q ?? rooftop_id ?? salesperson_id ?? from ?? to)} start={start} />
      </>
    );
  }
  return (
    <>
      {bar(complete ? summaryOf(answers.map((answer) => answer.data)) : "")}
      <div className={classes.board}>
        {LANES.map((lane, index) => (
          <LaneView
            key={lane.key}
            lane={lane}
            page={answers[index]?.data}
            at={rows[at]?.id}
            setAt={(id) => setAt(rows.findIndex((row) => row.id === id))}
            drop={(id) => void step.moveTo(id, lane)}
          />
        ))}
      </div>
      <Hints hints={hints} />
      {choosing !== null && <StepMenu deal={choosing} close={stopChoosing} start={step.start} />}
    </>
  );
}

/** What is not delivered yet, in number and gross; nothing where a lane does not show all of its deals. */
function summaryOf(pages: readonly (Page<DealRow> | undefined)[]): string {
  const open = pages.filter((_, index) => LANES[index]?.key !== "delivered");
  if (open.some((page) => page === undefined || page.next_cursor != null)) {
    return "";
  }
  const rows = open.flatMap((page) => page?.items ?? []);
  const gross = sumOf(rows.map((row) => row.gross));
  return `${rows.length} open${gross === null ? "" : ` · ${dollars(gross)} gross in the pipe`}`;
}

const DEAL = "application/x-autolytiq-deal";

function LaneView({
  lane,
  page,
  at,
  setAt,
  drop,
}: {
  lane: Lane;
  /** Absent while it is loading. */
  page: Page<DealRow> | undefined;
  at: string | undefined;
  setAt: (id: string) => void;
  drop: (id: string) => void;
}) {
  const [over, setOver] = useState(false);
  const rows = page?.items ?? [];
  const cut = page?.next_cursor != null;
  const gross = cut ? null : sumOf(rows.map((row) => row.gross));
  const count = cut ? `${rows.length}+` : String(rows.length);

  function dragged(event: DragEvent) {
    if (event.dataTransfer.types.includes(DEAL)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      setOver(true);
    }
  }

  return (
    <section
      className={classes.lane}
      aria-label={`${lane.title}, ${count} deals`}
      data-over={over || undefined}
      onDragOver={dragged}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const id = event.dataTransfer.getData(DEAL);
        if (id !== "") drop(id);
      }}
    >
      <header className={classes.laneHead}>
        <div>
          <h2>{lane.title}</h2>
          {page !== undefined && <span>{count}</span>}
        </div>
        {gross !== null && <p>{dollars(gross)} gross</p>}
      </header>
      <div className={classes.cards}>
        {page === undefined && <Loading rows={4} label={`Loading ${lane.title}`} />}
        {rows.map((deal) => (
          <Card key={deal.id} deal={deal} at={deal.id === at} focus={() => setAt(deal.id)} />
        ))}
        {cut && (
          <Link className={classes.laneEmpty} href="/deals?view=table">
            The rest is in the table
          </Link>
        )}
      </div>
    </section>
  );
}

function Card({ deal, at, focus }: { deal: DealRow; at: boolean; focus: () => void }) {
  const card = useRef<HTMLElement>(null);
  const [carried, setCarried] = useState(false);
  useEffect(() => {
    if (at) card.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at]);
  return (
    <article
      ref={card}
      className={classes.card}
      data-at={at || undefined}
      data-carried={carried || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DEAL, deal.id);
        event.dataTransfer.effectAllowed = "move";
        setCarried(true);
      }}
      onDragEnd={() => setCarried(false)}
    >
      <div className={classes.cardTop}>
        <Link href={`/deals/${deal.id}`} onFocus={focus} draggable={false} title={deal.number}>
          {nameOfDeal(deal)}
        </Link>
        {deal.payment != null && <span>{money(deal.payment)}</span>}
      </div>
      <div className={classes.vehicle}>{vehicleOfDeal(deal)}</div>
      {deal.status === "returned" && (
        <div className={classes.flag}>
          <Icon name="undo" small />
          Returned to the desk
        </div>
      )}
      <div className={classes.cardFoot}>
        <Avatar small id={deal.salesperson.id} name={deal.salesperson.name} />
        <span className="al-sr">{deal.salesperson.name}</span>
        <time dateTime={deal.updated_at} title={exactly(deal.updated_at)}>
          {ago(deal.updated_at)}
        </time>
        <span>{deal.gross == null ? deal.number : `gross ${dollars(deal.gross)}`}</span>
      </div>
    </article>
  );
}

export function Nothing({ filtered, start }: { filtered: boolean; start: (() => void) | undefined }) {
  if (filtered) {
    return (
      <Empty title="No match" text="No deal fits these filters. Take one away, or look for something else." />
    );
  }
  return (
    <Empty
      title="No deals yet"
      text="Start with a customer, a stock number or only a payment. You can fill in the rest later."
    >
      {start !== undefined && (
        <Button onClick={start} leftSection={<Icon name="plus" small />} rightSection={<Key of="list.new" />}>
          New deal
        </Button>
      )}
    </Empty>
  );
}
