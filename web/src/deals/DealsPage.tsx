/** The deals: a board by status or a table, with the same filters in the address. */
import { Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Link, useSearch } from "wouter";
import { useMay, useViewer } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { changedSearch } from "../lists/filters";
import classes from "../lists/lists.module.css";
import { Chip } from "../lists/parts";
import { SearchBox } from "../lists/SearchBox";
import { useFilters } from "../lists/useFilters";
import { useDealsLive } from "../live/useDealsLive";
import { day } from "../desk/numbers/format";
import { usePeople } from "../settings/usePeople";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { TopBar } from "../shell/Shell";
import { isPhone } from "../ui/useMedia";
import { Board } from "./Board";
import { DealTable } from "./DealTable";
import { ReasonDialog } from "./ReasonDialog";
import { STATUSES, STEPS, statusOf } from "./status";
import { useStep } from "./useStep";

const NewDeal = lazy(() => import("./NewDeal"));

const FILTERS = ["q", "status", "rooftop_id", "salesperson_id", "from", "to", "sort"] as const;

export default function DealsPage() {
  const asked = new URLSearchParams(useSearch()).get("view");
  const view = asked === "table" || asked === "board" ? asked : usualView();
  const [filters, change] = useFilters(FILTERS);
  const [starting, setStarting] = useState(false);
  const mayWrite = useMay("deals.write");
  const step = useStep();
  useDealsLive();
  const start = mayWrite ? () => setStarting(true) : undefined;

  /** Above the deals, with what they come to in a few words once they are known. */
  const bar = (summary: string) => (
    <div className={classes.bar}>
      <DealFilters filters={filters} change={change} withStatus={view === "table"} />
      <span className={classes.gap} />
      <span className={classes.summary}>{summary}</span>
      <Views view={view} />
    </div>
  );

  return (
    <>
      <TopBar title="Deals">
        <SearchBox value={filters.q ?? ""} label="Find a deal, VIN, person" search={(q) => change({ q })} />
        {start !== undefined && (
          <Button component={Link} href="/quick" variant="default" leftSection={<Icon name="phone" small />}>
            Quick quote
          </Button>
        )}
        {start !== undefined && (
          <Button onClick={start} leftSection={<Icon name="plus" small />}>
            New deal
          </Button>
        )}
      </TopBar>
      {view === "board" ? (
        <Board filters={filters} step={step} start={start} bar={bar} />
      ) : (
        <DealTable filters={filters} change={change} step={step} start={start} bar={bar} />
      )}
      {step.asking !== null && (
        <ReasonDialog
          title={`${step.asking.deal.number}: ${STEPS[step.asking.step].word}`}
          word={STEPS[step.asking.step].word}
          close={step.stopAsking}
          take={(reason) => (step.asking === null ? Promise.resolve() : step.take(step.asking, reason))}
        />
      )}
      {starting && (
        <Suspense>
          <NewDeal close={() => setStarting(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Six lanes need width: a phone begins with the list. */
function usualView(): "board" | "table" {
  return isPhone() ? "table" : "board";
}

function Views({ view }: { view: "board" | "table" }) {
  const search = useSearch();
  const to = (next: string) => `/deals?${changedSearch(search, { view: next })}`;
  return (
    <nav className={classes.views} aria-label="View">
      <Link href={to("board")} aria-current={view === "board" ? "page" : undefined}>
        <Icon name="deals" small />
        Board
      </Link>
      <Link href={to("table")} aria-current={view === "table" ? "page" : undefined}>
        <Icon name="list" small />
        Table
      </Link>
    </nav>
  );
}

type Values = ReturnType<typeof useFilters<(typeof FILTERS)[number]>>;

function DealFilters({
  filters,
  change,
  withStatus,
}: {
  filters: Values[0];
  change: Values[1];
  withStatus: boolean;
}) {
  const rooftops = useRooftops();
  const people = usePeople();
  const viewer = useViewer();
  const status = statusOf(filters.status);
  return (
    <>
      <Popover position="bottom-start" width={360} trapFocus returnFocus>
        <Popover.Target>
          <Button size="xs" variant="default" leftSection={<Icon name="filter" small />}>
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.filters}>
            {withStatus && (
              <NativeSelect
                label="Status"
                value={status ?? ""}
                onChange={(event) => change({ status: event.currentTarget.value })}
                data={[
                  { value: "", label: "Any" },
                  ...Object.entries(STATUSES).map(([value, { word }]) => ({ value, label: word })),
                ]}
              />
            )}
            <NativeSelect
              label="Store"
              value={filters.rooftop_id ?? ""}
              onChange={(event) => change({ rooftop_id: event.currentTarget.value })}
              data={[
                { value: "", label: "All of mine" },
                ...rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name })),
              ]}
            />
            <NativeSelect
              label="Salesperson"
              value={filters.salesperson_id ?? ""}
              onChange={(event) => change({ salesperson_id: event.currentTarget.value })}
              data={[
                { value: "", label: "Anyone" },
                { value: viewer?.id ?? "", label: "Me" },
                ...people.list
                  .filter((person) => person.id !== viewer?.id)
                  .map((person) => ({ value: person.id, label: person.name })),
              ]}
            />
            {!withStatus && <span />}
            <TextInput
              label="Changed from"
              type="date"
              value={filters.from ?? ""}
              onChange={(event) => change({ from: event.currentTarget.value })}
            />
            <TextInput
              label="Changed to"
              type="date"
              value={filters.to ?? ""}
              onChange={(event) => change({ to: event.currentTarget.value })}
            />
          </div>
        </Popover.Dropdown>
      </Popover>
      {withStatus && status !== undefined && (
        <Chip text={`Status: ${STATUSES[status].word}`} remove={() => change({ status: null })} />
      )}
      {filters.rooftop_id !== undefined && (
        <Chip
          text={`Store: ${rooftopName(rooftops.own, filters.rooftop_id)}`}
          remove={() => change({ rooftop_id: null })}
        />
      )}
      {filters.salesperson_id !== undefined && (
        <Chip
          text={`Salesperson: ${people.nameOf(filters.salesperson_id) ?? "one person"}`}
          remove={() => change({ salesperson_id: null })}
        />
      )}
      {filters.from !== undefined && (
        <Chip text={`Changed from ${day(filters.from)}`} remove={() => change({ from: null })} />
      )}
      {filters.to !== undefined && (
        <Chip text={`Changed to ${day(filters.to)}`} remove={() => change({ to: null })} />
      )}
      {filters.q !== undefined && <Chip text={`“${filters.q}”`} remove={() => change({ q: null })} />}
    </>
  );
}
