/** The report of overrides: who went beyond which limit, why, who agreed, and what it did to payment and gross. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useLocation } from "wouter";
import { explain } from "../api/problem";
import { useMay } from "../api/viewer";
import { isNegative, money, signedMoney } from "../desk/numbers/format";
import { ago, exactly } from "../format/ago";
import lists from "../lists/lists.module.css";
import { Table } from "../lists/Table";
import { useFilters } from "../lists/useFilters";
import { limitName } from "../settings/desk/words";
import { usePeople } from "../settings/usePeople";
import { useRooftops } from "../settings/useRooftops";
import { TopBar } from "../shell/Shell";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { csvOf, DECISIONS, effect, figureText, type Sum, sums } from "./overrides";
import type { DealOverride } from "../api/types";
import { useOverrides } from "./useOverrides";
import { wireMoney } from "../desk/numbers/exact";
import classes from "./reports.module.css";

const FILTERS = ["from", "to", "rooftop_id", "asked_by", "code", "decision"] as const;

export default function OverridesPage() {
  const [filters, change] = useFilters(FILTERS);
  const [, go] = useLocation();
  const seesGross = useMay("deals.see_gross");
  const answer = useOverrides({ ...filters, from: filters.from ?? monthBegan() });
  const rows = answer.data?.rows ?? [];
  return (
    <>
      <TopBar title="Overrides">
        <Button
          variant="default"
          disabled={rows.length === 0}
          onClick={() => download(csvOf(rows), "overrides.csv")}
        >
          Download CSV
        </Button>
      </TopBar>
      <div className={classes.page}>
        <OverrideFilters filters={filters} change={change} />
        {answer.isPending && <Loading rows={8} label="Loading the overrides" />}
        {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
        {answer.isSuccess && rows.length === 0 && (
          <Empty
            title="Nobody went beyond a limit"
            text="In this period every deal stayed within the limits of whoever submitted it."
          />
        )}
        {answer.data?.cut && (
          <p>These are the last {rows.length}. Choose a shorter period to see sums of all of it.</p>
        )}
        {rows.length > 0 && (
          <>
            <div className={classes.sums}>
              <Sums title="By reason" rows={sums(rows, (row) => row.reason_label)} gross={seesGross} />
              <Sums title="By person" rows={sums(rows, (row) => row.asked_by.name)} gross={seesGross} />
            </div>
            <div className={classes.table}>
              <Table
                label="Overrides"
                rows={rows}
                at={-1}
                open={(index) => {
                  const row = rows[index];
                  if (row !== undefined) go(`/deals/${row.deal_id}`);
                }}
                columns={[
                  {
                    head: "Asked",
                    phone: "minor",
                    cell: (row) => <span title={exactly(row.asked_at)}>{ago(row.asked_at)}</span>,
                  },
                  {
                    head: "Deal",
                    phone: "major",
                    cell: (row) => (
                      <button
                        type="button"
                        className={lists.rowButton}
                        onClick={() => go(`/deals/${row.deal_id}`)}
                      >
                        {row.deal_number} · {row.structure_letter}
                      </button>
                    ),
                  },
                  { head: "Limit", phone: "minor", cell: (row) => limitName[row.code] },
                  {
                    head: "Figure",
                    right: true,
                    cell: (row) => figureText(row.code, row.figure),
                  },
                  { head: "Allowed", right: true, cell: (row) => figureText(row.code, row.limit) },
                  { head: "Reason", cell: (row) => <Why row={row} /> },
                  { head: "By", cell: (row) => row.asked_by.name },
                  {
                    head: "Decision",
                    phone: "major",
                    phoneSide: "right",
                    cell: (row) => <Decided row={row} />,
                  },
                  {
                    head: "Payment",
                    right: true,
                    cell: (row) => (row.payment_after == null ? "–" : money(row.payment_after)),
                  },
                  ...(seesGross
                    ? [
                        {
                          head: "Gross",
                          right: true,
                          cell: (row: DealOverride) => <Effect cents={effect(row)} />,
                        },
                      ]
                    : []),
                ]}
              />
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** The first day of this month: what a report is asked for most. */
function monthBegan(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-01`;
}

type Filters = ReturnType<typeof useFilters<(typeof FILTERS)[number]>>;

function OverrideFilters({ filters, change }: { filters: Filters[0]; change: Filters[1] }) {
  const rooftops = useRooftops();
  const people = usePeople();
  const pick = (
    name: "rooftop_id" | "asked_by" | "code" | "decision",
    label: string,
    all: string,
    options: readonly { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      value={filters[name] ?? ""}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      data={[{ value: "", label: all }, ...options]}
    />
  );
  const day = (name: "from" | "to", label: string, otherwise: string) => (
    <TextInput
      type="date"
      label={label}
      value={filters[name] ?? otherwise}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.filters}>
      {day("from", "From", monthBegan())}
      {day("to", "To", "")}
      {pick(
        "rooftop_id",
        "Store",
        "Every store",
        rooftops.own.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {pick(
        "asked_by",
        "Asked by",
        "Everybody",
        people.list.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {pick(
        "code",
        "Limit",
        "Every limit",
        Object.entries(limitName).map(([value, label]) => ({ value, label })),
      )}
      {pick(
        "decision",
        "Decision",
        "Any",
        Object.entries(DECISIONS).map(([value, label]) => ({ value, label })),
      )}
    </div>
  );
}

function Sums({ title, rows, gross }: { title: string; rows: readonly Sum[]; gross: boolean }) {
  return (
    <section className={classes.card}>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{title.replace("By ", "").replace(/^./, (first) => first.toUpperCase())}</th>
            <th scope="col">Times</th>
            {gross && <th scope="col">Gross, approved</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              <td>{row.count}</td>
              {gross && (
                <td className={row.gross !== null && isNegative(row.gross) ? classes.loss : undefined}>
                  {row.gross === null ? "not known" : signedMoney(row.gross)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Why({ row }: { row: DealOverride }) {
  return (
    <span className={classes.reason}>
      {row.reason_label}
      {row.note && <span className={classes.faint}> {row.note}</span>}
    </span>
  );
}

function Decided({ row }: { row: DealOverride }) {
  const tone = row.decision === "approved" ? "pos" : row.decision === "pending" ? "warn" : "neg";
  return (
    <span title={row.decided_at == null ? undefined : exactly(row.decided_at)}>
      <Pill tone={tone}>{DECISIONS[row.decision]}</Pill>{" "}
      {row.decided_by && <span className={classes.faint}>{row.decided_by.name}</span>}
    </span>
  );
}

function Effect({ cents }: { cents: bigint | null }) {
  if (cents === null) return <span className={classes.faint}>not known</span>;
  const wire = wireMoney(cents);
  return <span className={cents < 0n ? classes.loss : undefined}>{signedMoney(wire)}</span>;
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
