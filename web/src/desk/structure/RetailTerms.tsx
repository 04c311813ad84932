/** Term, buy rate, markup and sell rate of a retail contract, the reserve they make, and the contract's finer terms. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import type { OddDays, ReserveMethod } from "../../engine";
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { buyRate, markup, reserveFlat, reserveShare, sellRate, termMonths } from "../model/cells";
import { changeFinance } from "../model/change";
import { money, percent } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { columnsOf } from "../store/terms";
import classes from "./StructurePanel.module.css";

export function RetailTerms() {
  const open = useOpen();
  const offers = useDesk((state) => state.offers);
  const seesGross = useSeesGross();
  const [more, setMore] = useState(false);
  const offered = columnsOf(open.inputs, offers).map((offer) => offer.term_months);
  const reserve = open.figures?.gross?.reserve;
  const loan = open.figures?.loan ?? null;
  return (
    <>
      <div className={classes.terms}>
        <div className={classes.term} data-wide>
          Term, months
          <EntryCell cell={termMonths("finance", offered)} look="control" />
        </div>
        <span className={classes.op} />
        <div className={classes.term}>
          Buy %{seesGross ? <EntryCell cell={buyRate} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>+</span>
        <div className={classes.term}>
          Markup
          {seesGross ? <EntryCell cell={markup} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>=</span>
        <div className={classes.term}>
          Sell %
          <EntryCell cell={sellRate} look="control" strong />
        </div>
      </div>
      <div className={classes.under}>
        <button
          type="button"
          className={partClasses.quiet}
          style={{ marginLeft: -8 }}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          <Icon name={more ? "down" : "right"} small />
          Contract terms
        </button>
        {loan && (
          <span className={classes.faint}>
            {[
              loan.last_payment === loan.payment ? null : `last ${money(loan.last_payment)}`,
              loan.odd_days > 0 ? `${loan.odd_days} odd days` : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
        <span className={partClasses.grow} />
        {seesGross ? (
          <span>
            <span className={classes.faint}>Reserve </span>
            <span className={classes.reserve}>{reserve ? money(reserve) : "not known"}</span>
            {open.inputs.finance?.reserve?.share && (
              <span className={classes.faint}> · {percent(open.inputs.finance.reserve.share, 0)} share</span>
            )}
          </span>
        ) : (
          <span className={classes.faint}>Reserve hidden</span>
        )}
      </div>
      {more && <FinerTerms />}
    </>
  );
}

export function Hidden() {
  return (
    <span className={classes.held} title="Only those who may see gross can see this">
      hidden
    </span>
  );
}

const ODD: readonly (readonly [OddDays, string])[] = [
  ["actuarial_30", "30ths of a month"],
  ["daily_365", "By the day, 365"],
  ["ignore", "One month, always"],
];

const METHODS: readonly (readonly [ReserveMethod, string])[] = [
  ["present_value", "Present value"],
  ["interest_difference", "Payment difference"],
  ["flat", "Flat"],
];

function FinerTerms() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const seesGross = useSeesGross();
  const finance = open.inputs.finance;
  if (!finance) return null;
  const method = finance.reserve?.method ?? "present_value";
  return (
    <div className={classes.more}>
      <label>
        First payment
        <input
          className={classes.select}
          type="date"
          value={finance.first_payment_date ?? open.figures?.loan?.first_payment_date ?? ""}
          readOnly={!editable}
          onChange={(event) => {
            const value = event.currentTarget.value;
            store.change(
              changeFinance(open.inputs, { first_payment_date: value === "" ? null : value }),
              "first payment",
            );
          }}
        />
      </label>
      <label>
        Odd days
        <select
          className={classes.select}
          value={finance.odd_days ?? "actuarial_30"}
          disabled={!editable}
          onChange={(event) => {
            const value = event.currentTarget.value as OddDays;
            store.settle();
            store.change(changeFinance(open.inputs, { odd_days: value }), "odd days");
          }}
        >
          {ODD.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {seesGross && (
        <label>
          Reserve by
          <select
            className={classes.select}
            value={method}
            disabled={!editable}
            onChange={(event) => {
              const value = event.currentTarget.value as ReserveMethod;
              store.settle();
              store.change(
                changeFinance(open.inputs, { reserve: { ...finance.reserve, method: value } }),
                "reserve method",
              );
            }}
          >
            {METHODS.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
      {seesGross && (
        <div className={classes.term} data-wide>
          {method === "flat" ? "Flat reserve" : "Our share, %"}
          <EntryCell cell={method === "flat" ? reserveFlat : reserveShare} look="control" placeholder="–" />
        </div>
      )}
    </div>
  );
}
