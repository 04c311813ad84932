/** A rate sheet as tables: tiers, rates or money factors, residuals, and what else a lease sheet says. */
import type { LeaseSheet, Programme, RowScope } from "../api/types";
import { count, money, moneyFactor, percent, percentNumber } from "../desk/numbers/format";
import { conditionsText, limitsText, termText, tierText } from "./words";
import classes from "./lenders.module.css";

export function SheetTables({ sheet }: { sheet: Programme }) {
  const { lease } = sheet;
  const rows = sheet.rows ?? [];
  return (
    <>
      <div className={classes.frame}>
        <table className={classes.sheet}>
          <caption>Tiers</caption>
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Score</th>
            </tr>
          </thead>
          <tbody>
            {sheet.tiers.map((tier) => (
              <tr key={tier.name}>
                <td>{tier.name}</td>
                <td>{tierText(tier)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > 0 && (
        <Rows
          caption="Rates"
          heads={["Buy rate", "Markup to", "Flat"]}
          rows={rows.map((row) => ({
            scope: row.scope,
            figures: [
              percent(row.buy_rate),
              row.markup_to == null ? "–" : percentNumber(row.markup_to),
              row.flat == null ? "–" : money(row.flat),
            ],
          }))}
        />
      )}
      {lease != null && <LeaseTables lease={lease} />}
    </>
  );
}

function Rows({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly { scope: RowScope; figures: readonly string[] }[];
}) {
  return (
    <div className={classes.frame}>
      <table className={classes.sheet}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col">Months</th>
            <th scope="col">Condition</th>
            {heads.map((head) => (
              <th key={head} scope="col" className={classes.right}>
                {head}
              </th>
            ))}
            <th scope="col">Limits</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scope, figures }, index) => (
            // A sheet is never edited: its rows stay in their places.
            <tr key={`${scope.tier} ${scope.term_from} ${scope.term_to} ${String(index)}`}>
              <td>{scope.tier}</td>
              <td>{termText(scope)}</td>
              <td>{conditionsText(scope)}</td>
              {figures.map((figure, at) => (
                <td key={heads[at]} className={classes.right}>
                  {figure}
                </td>
              ))}
              <td>{limitsText(scope)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LeaseTables({ lease }: { lease: LeaseSheet }) {
  const terms: (readonly [string, string])[] = [
    ["Acquisition fee", money(lease.acquisition_fee)],
    ["The dealer may add", money(lease.acquisition_fee_markup_to ?? "0.00")],
    ["Disposition fee", money(lease.disposition_fee ?? "0.00")],
    ["Purchase option fee", money(lease.purchase_option_fee ?? "0.00")],
    ["Dealer's share of the rent charge", percent(lease.reserve_share ?? "1", 0)],
    ...(lease.advance == null
      ? []
      : ([["Cap cost at most", `${percent(lease.advance.most, 0)} of ${lease.advance.of}`]] as const)),
    ...(lease.cents_a_mile == null ? [] : ([["More miles, each", money(lease.cents_a_mile)]] as const)),
    ...(lease.mileage ?? []).map(
      (step) =>
        [
          `Residual at ${count(step.miles_per_year)} miles a year`,
          `${percentNumber(step.points)} points`,
        ] as const,
    ),
    ...(lease.deposits == null
      ? []
      : ([
          [
            "Security deposits",
            `to ${lease.deposits.most}, each takes ${moneyFactor(lease.deposits.factor_step)} off, rounded up to ${money(lease.deposits.rounded_up_to)}`,
          ],
        ] as const)),
  ];
  return (
    <>
      <dl className={classes.facts}>
        {terms.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Rows
        caption="Money factors"
        heads={["Factor", "One payment", "Markup to"]}
        rows={lease.factors.map((row) => ({
          scope: row.scope,
          figures: [
            moneyFactor(row.money_factor),
            row.one_pay_money_factor == null ? "–" : moneyFactor(row.one_pay_money_factor),
            row.markup_to == null ? "–" : moneyFactor(row.markup_to),
          ],
        }))}
      />
      <div className={classes.frame}>
        <table className={classes.sheet}>
          <caption>Residuals</caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Year</th>
              <th scope="col" className={classes.right}>
                Months
              </th>
              <th scope="col" className={classes.right}>
                Miles a year
              </th>
              <th scope="col" className={classes.right}>
                Residual
              </th>
            </tr>
          </thead>
          <tbody>
            {lease.residuals.map((row) => (
              <tr
                key={[
                  row.make,
                  row.model,
                  row.trim,
                  row.model_year,
                  row.term_months,
                  row.miles_per_year,
                ].join(" ")}
              >
                <td>{[row.make, row.model, row.trim].filter(Boolean).join(" ")}</td>
                <td>{row.model_year ?? "Any"}</td>
                <td className={classes.right}>{row.term_months}</td>
                <td className={classes.right}>{count(row.miles_per_year)}</td>
                <td className={classes.right}>{percent(row.percent, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
