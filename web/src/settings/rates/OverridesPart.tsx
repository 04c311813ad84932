/** The rates that were set here, who set them and why; each can be withdrawn with a reason. */
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { getVersioned, post } from "../../api/http";
import { explain } from "../../api/problem";
import { useMay } from "../../api/viewer";
import { ReasonDialog } from "../../deals/ReasonDialog";
import { ago, exactly } from "../../format/ago";
import { More } from "../../lists/parts";
import { Table } from "../../lists/Table";
import { useFilters } from "../../lists/useFilters";
import { usePages } from "../../lists/usePages";
import { say } from "../../ui/notices";
import { Pill } from "../../ui/Pill";
import { Empty, Failed, Loading } from "../../ui/states";
import type { RateOverride } from "./shapes";
import { useRatesChanged } from "./useRates";
import { rateText, spanText } from "./words";
import classes from "./rates.module.css";

export function OverridesPart() {
  const [filters, change] = useFilters(["withdrawn"] as const);
  const answer = usePages<RateOverride>("rate-overrides", "/tax/rates/overrides", {});
  const changed = useRatesChanged();
  const mayManage = useMay("tax.manage_rates");
  const [ending, setEnding] = useState<RateOverride | null>(null);
  const withWithdrawn = filters.withdrawn === "yes";
  const rows = answer.rows.filter((row) => withWithdrawn || row.withdrawn_at == null);

  async function withdraw(row: RateOverride, reason: string) {
    const kept = await getVersioned<RateOverride>(`/tax/rates/overrides/${row.id}`);
    await post(`/tax/rates/overrides/${row.id}/withdraw`, { reason }, { ifMatch: kept.etag });
    setEnding(null);
    say(`The rate of ${row.name} that was set here holds no longer.`);
    changed();
  }

  return (
    <>
      <div className={classes.bar}>
        <p className={classes.text}>
          A rate that is set here stands before imports and before Autolytiq&apos;s table.
        </p>
        <Checkbox
          label="Withdrawn ones too"
          checked={withWithdrawn}
          onChange={(event) => change({ withdrawn: event.currentTarget.checked ? "yes" : null })}
        />
      </div>
      {answer.isPending && <Loading rows={5} label="Loading the rates" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty title="No rate was set here" text="Under In force, a rate can be replaced with a reason." />
      )}
      {rows.length > 0 && (
        <div>
          <Table
            label="Rates that were set here"
            rows={rows}
            at={-1}
            open={() => {}}
            columns={[
              {
                head: "Place",
                strong: true,
                phone: "major",
                cell: (row) => `${row.name}, ${row.state}`,
              },
              {
                head: "Rate",
                right: true,
                phone: "major",
                phoneSide: "right",
                cell: (row) => rateText(row.rate, row.cap),
              },
              { head: "In force", faint: true, cell: (row) => spanText(row.from, row.to) },
              {
                head: "Reason",
                phone: "minor",
                cell: (row) => (
                  <span className={classes.reason} title={row.withdrawn_reason ?? row.reason}>
                    {row.reason}
                  </span>
                ),
              },
              {
                head: "Set by",
                faint: true,
                cell: (row) => (
                  <span title={exactly(row.made_at)}>
                    {row.made_by.name}, {ago(row.made_at)}
                  </span>
                ),
              },
              {
                head: "Standing",
                cell: (row) =>
                  row.withdrawn_at == null ? (
                    mayManage ? (
                      <Button size="xs" variant="default" onClick={() => setEnding(row)}>
                        Withdraw
                      </Button>
                    ) : (
                      <Pill tone="vio">In force</Pill>
                    )
                  ) : (
                    <Pill>Withdrawn</Pill>
                  ),
              },
            ]}
          />
          <More shown={rows.length} what="rates" more={answer.more} busy={answer.isFetchingNextPage} />
        </div>
      )}
      {ending && (
        <ReasonDialog
          title={`Withdraw the rate of ${ending.name}: say why`}
          word="Withdraw"
          close={() => setEnding(null)}
          take={(reason) => withdraw(ending, reason)}
        />
      )}
    </>
  );
}
