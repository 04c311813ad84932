/** Miles, term, money factors and the finer terms of a lease. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import type { Lease, LeaseMethod } from "../../engine";
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import {
  buyMoneyFactorCell,
  dispositionFee,
  markupFactor,
  moneyFactorCell,
  purchaseOptionFee,
  termMonths,
} from "../model/cells";
import { changeLease } from "../model/change";
import { money } from "../numbers/format";
import { partClasses, Segments } from "../parts/parts";
import { columnsOf } from "../store/terms";
import { Hidden } from "./RetailTerms";
import classes from "./StructurePanel.module.css";

const MILES = [
  ["10000", "10k"],
  ["12000", "12k"],
  ["15000", "15k"],
] as const;

export function LeaseTerms() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const offers = useDesk((state) => state.offers);
  const seesGross = useSeesGross();
  const [more, setMore] = useState(false);
  const offered = columnsOf(open.inputs, offers).map((offer) => offer.term_months);
  const miles = String(open.inputs.lease?.miles_per_year ?? "");
  const reserve = open.figures?.gross?.reserve;
  const options =
    MILES.some(([value]) => value === miles) || miles === "" ? MILES : [...MILES, [miles, miles] as const];
  return (
    <>
      <div className={classes.terms}>
        <div className={classes.term} data-wide>
          Term, months
          <EntryCell cell={termMonths("lease", offered)} look="control" />
        </div>
        <span className={classes.op} />
        <div className={classes.term}>
          Buy MF
          {seesGross ? <EntryCell cell={buyMoneyFactorCell} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>+</span>
        <div className={classes.term}>
          Markup
          {seesGross ? <EntryCell cell={markupFactor} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>=</span>
        <div className={classes.term}>
          Sell MF
          <EntryCell cell={moneyFactorCell} look="control" strong />
        </div>
      </div>
      <div className={classes.under}>
        <Segments
          small
          label="Miles a year"
          value={miles}
          options={options}
          disabled={!editable}
          choose={(value) => {
            store.settle();
            store.change(changeLease(open.inputs, { miles_per_year: Number(value) }), "miles");
          }}
        />
        <button
          type="button"
          className={partClasses.quiet}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          <Icon name={more ? "down" : "right"} small />
          Lease terms
        </button>
        <span className={partClasses.grow} />
        <span className={classes.faint}>
          {seesGross ? `Reserve ${reserve ? money(reserve) : "not known"}` : "Reserve hidden"}
        </span>
      </div>
      {more && <FinerTerms />}
    </>
  );
}

const METHODS: readonly (readonly [LeaseMethod, string])[] = [
  ["each_payment", "On each payment"],
  ["total_of_payments", "Once, on all payments"],
  ["price", "Once, on the price"],
  ["capitalized_cost", "Once, on the cap cost"],
  ["less_residual", "Once, less residual"],
  ["none", "Lessor pays"],
];

function FinerTerms() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const { lease } = open.inputs;
  if (!lease) return null;
  const set = (change: Partial<Lease>, mark: string) => {
    store.settle();
    store.change(changeLease(open.inputs, change), mark);
  };
  const acquisition = lease.acquisition_fee ?? { amount: "0.00" };
  const checks = [
    {
      label: "Acquisition fee in cap cost",
      checked: acquisition.capitalized ?? false,
      change: (capitalized: boolean) =>
        set({ acquisition_fee: { ...acquisition, capitalized } }, "acquisition"),
    },
    {
      label: "Service fee in cap cost",
      checked: lease.doc_fee_capitalized ?? false,
      change: (value: boolean) => set({ doc_fee_capitalized: value }, "doc fee"),
    },
    {
      label: "Signing tax in cap cost",
      checked: lease.tax_capitalized ?? false,
      change: (value: boolean) => set({ tax_capitalized: value }, "tax"),
    },
  ];
  return (
    <div className={classes.more}>
      {checks.map((check) => (
        <label key={check.label} className={classes.check}>
          <input
            type="checkbox"
            checked={check.checked}
            disabled={!editable}
            onChange={(event) => check.change(event.currentTarget.checked)}
          />
          {check.label}
        </label>
      ))}
      <div className={classes.term} data-wide>
        Disposition fee
        <EntryCell cell={dispositionFee} look="control" />
      </div>
      <div className={classes.term} data-wide>
        Purchase option fee
        <EntryCell cell={purchaseOptionFee} look="control" />
      </div>
      <label>
        Lease tax
        <select
          className={classes.select}
          value={lease.method ?? ""}
          disabled={!editable}
          onChange={(event) => {
            const value = event.currentTarget.value;
            set({ method: value === "" ? null : (value as LeaseMethod) }, "method");
          }}
        >
          <option value="">As the state does</option>
          {METHODS.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
