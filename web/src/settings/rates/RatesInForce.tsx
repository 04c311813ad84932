/** The rates of one state on one day, found by place, source and confidence; each can be replaced with a reason. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { explain } from "../../api/problem";
import { useMay } from "../../api/viewer";
import { BY_NAME } from "../../atlas/tiles";
import { Icon } from "../../icons/Icon";
import lists from "../../lists/lists.module.css";
import { SearchBox } from "../../lists/SearchBox";
import { type Column, Table } from "../../lists/Table";
import { useFilters } from "../../lists/useFilters";
import { Pill } from "../../ui/Pill";
import { Empty, Failed, Loading } from "../../ui/states";
import { OverrideForm } from "./OverrideForm";
import type { Confidence, EffectiveRate, Whose } from "./shapes";
import { useRates } from "./useRates";
import { confidenceName, levelName, means, rateText, spanText, whoseName } from "./words";
import classes from "./rates.module.css";

const FILTERS = ["state", "q", "whose", "confidence", "on"] as const;

const STATES = BY_NAME.map((tile) => ({ value: tile.code, label: tile.name }));
const all = (label: string, names: Record<string, string>) => [
  { value: "", label },
  ...Object.entries(names).map(([value, name]) => ({ value, label: name })),
];

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function RatesInForce() {
  const [filters, change] = useFilters(FILTERS);
  const [now] = useState(today);
  const state = STATES.find((each) => each.value === filters.state)?.value ?? "";
  const on = filters.on ?? now;
  const answer = useRates(state, on);
  const mayManage = useMay("tax.manage_rates");
  const [replacing, setReplacing] = useState<EffectiveRate | "new" | null>(null);

  const found = (answer.data ?? []).filter(
    (rate) =>
      means(rate, filters.q ?? "") &&
      (filters.whose === undefined || rate.whose === (filters.whose as Whose)) &&
      (filters.confidence === undefined || rate.confidence === (filters.confidence as Confidence)),
  );
  const rows = found.map((rate) => ({ ...rate, id: keyOf(rate) }));

  return (
    <>
      <div className={classes.bar}>
        <NativeSelect
          aria-label="State"
          value={state}
          data={[{ value: "", label: "Pick a state" }, ...STATES]}
          onChange={(event) => change({ state: event.currentTarget.value })}
        />
        <SearchBox value={filters.q ?? ""} label="City, county or source" search={(q) => change({ q })} />
        <NativeSelect
          aria-label="Source"
          value={filters.whose ?? ""}
          data={all("Any source", whoseName)}
          onChange={(event) => change({ whose: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label="Confidence"
          value={filters.confidence ?? ""}
          data={all("Any confidence", confidenceName)}
          onChange={(event) => change({ confidence: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          aria-label="In force on"
          value={on}
          onChange={(event) => {
            if (event.currentTarget.value !== "") change({ on: event.currentTarget.value });
          }}
        />
        <span className={lists.gap} />
        {mayManage && state !== "" && (
          <Button
            variant="default"
            onClick={() => setReplacing("new")}
            leftSection={<Icon name="plus" small />}
          >
            Set a rate
          </Button>
        )}
      </div>
      {state === "" && (
        <Empty title="Pick a state" text="The rates of its counties, cities and districts show here." />
      )}
      {state !== "" && answer.isPending && <Loading rows={10} label="Loading the rates" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty
          title={answer.data.length === 0 ? "No local rates" : "No match"}
          text={
            answer.data.length === 0
              ? "In this state no county or city taxes a vehicle on its own, or none is known for that day."
              : "No rate fits. Take a filter away."
          }
        />
      )}
      {rows.length > 0 && (
        <div>
          <Table
            label="Local rates"
            columns={columns(mayManage ? setReplacing : null)}
            rows={rows}
            at={-1}
            open={(index) => {
              const rate = rows[index];
              if (mayManage && rate) setReplacing(rate);
            }}
          />
          <p className={classes.count}>
            {rows.length} of {answer.data?.length ?? 0} rates
          </p>
        </div>
      )}
      {replacing !== null && (
        <OverrideForm
          state={state}
          from={replacing === "new" ? null : replacing}
          close={() => setReplacing(null)}
        />
      )}
    </>
  );
}

const keyOf = (rate: EffectiveRate) =>
  [rate.class, rate.level, rate.county_fips, rate.name, rate.from, rate.cap, rate.whose].join(" ");

/** `City in Shelby County`; what it is a tax on is said where it is not the vehicle. */
function kindOf(rate: EffectiveRate): string {
  const where = rate.name === rate.county ? "" : ` in ${rate.county}`;
  const what = rate.class === "vehicle" ? "" : `, on ${rate.class.replaceAll("_", " ")}`;
  return `${levelName[rate.level]}${where}${what}`;
}

type Row = EffectiveRate & { id: string };

function columns(replace: ((rate: EffectiveRate) => void) | null): Column<Row, never>[] {
  return [
    {
      head: "Place",
      strong: true,
      phone: "major",
      cell: (rate) => (
        <>
          {replace ? (
            <button
              type="button"
              className={lists.rowButton}
              onClick={() => replace(rate)}
              aria-label={`${rate.name}: set another rate`}
            >
              {rate.name}
            </button>
          ) : (
            rate.name
          )}
          <span className={classes.kind}>{kindOf(rate)}</span>
        </>
      ),
    },
    {
      head: "Rate",
      right: true,
      strong: true,
      phone: "major",
      phoneSide: "right",
      cell: (rate) => rateText(rate.rate, rate.cap),
    },
    { head: "On top of", faint: true, cell: (rate) => rate.stacks_on ?? "" },
    { head: "In force", faint: true, cell: (rate) => spanText(rate.from, rate.to) },
    {
      head: "Confidence",
      cell: (rate) => (
        <Pill tone={rate.confidence === "high" ? "pos" : "warn"}>{confidenceName[rate.confidence]}</Pill>
      ),
    },
    {
      head: "From",
      phone: "minor",
      phoneSide: "right",
      cell: (rate) => (
        <span className={classes.source} title={rate.source}>
          <Pill tone={rate.whose === "override" ? "vio" : rate.whose === "import" ? "accent" : "plain"}>
            {whoseName[rate.whose]}
          </Pill>
          <span>{rate.source}</span>
        </span>
      ),
    },
  ];
}
