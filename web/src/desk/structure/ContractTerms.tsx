/** The finer terms of a retail contract: how often and from when is paid, how interest runs, a balloon, the reserve. */
import type { Finance, InterestMethod, OddDays, PaymentFrequency, ReserveMethod } from "../../engine";
import { EntryCell } from "../cell/EntryCell";
import { useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { reserveFlat, reserveShare } from "../model/cells";
import { changeFinance } from "../model/change";
import { balloon } from "../model/contract-cells";
import { FREQUENCIES } from "../model/paid";
import { money } from "../numbers/format";
import classes from "./StructurePanel.module.css";

const INTEREST: readonly (readonly [InterestMethod, string])[] = [
  ["precomputed", "Precomputed"],
  ["simple_365", "Simple, 365 days"],
  ["simple_360", "Simple, 360 days"],
];

const ODD: readonly (readonly [OddDays, string])[] = [
  ["actuarial_30", "30ths of a month"],
  ["daily_365", "By the day, 365"],
  ["ignore", "One month, always"],
];

const RESERVE: readonly (readonly [ReserveMethod, string])[] = [
  ["present_value", "Present value"],
  ["interest_difference", "Payment difference"],
  ["flat", "Flat"],
];

const OFTEN = Object.entries(FREQUENCIES).map(([value, { name }]) => [value, name] as const) as (readonly [
  PaymentFrequency,
  string,
])[];

function Pick<T extends string>({
  label,
  value,
  options,
  change,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  change: (value: T) => void;
}) {
  const editable = useEditable();
  return (
    <label>
      {label}
      <select
        className={classes.select}
        value={value}
        disabled={!editable}
        onChange={(event) => change(event.currentTarget.value as T)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ContractTerms() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const seesGross = useSeesGross();
  const { finance } = open.inputs;
  if (!finance) return null;
  const set = (change: Partial<Finance>, mark: string) => {
    store.settle();
    store.change(changeFinance(open.inputs, change), mark);
  };
  const loan = open.figures?.loan ?? null;
  const interest = finance.interest ?? "precomputed";
  const method = finance.reserve?.method ?? "present_value";
  const said = [
    loan && loan.last_payment !== loan.payment && !loan.balloon
      ? `Last payment ${money(loan.last_payment)}`
      : null,
    loan?.balloon ? `Balloon, last payment ${money(loan.last_payment)}` : null,
    loan && loan.odd_days > 0 ? `${loan.odd_days} odd days` : null,
  ].filter(Boolean);
  return (
    <div className={classes.more} data-region="contract terms">
      <Pick
        label="Paid"
        value={finance.frequency ?? "monthly"}
        options={OFTEN}
        change={(frequency) => set({ frequency }, "frequency")}
      />
      <label>
        First payment
        <input
          className={classes.select}
          type="date"
          value={finance.first_payment_date ?? loan?.first_payment_date ?? ""}
          readOnly={!editable}
          aria-invalid={open.faults.some(({ pointer }) => pointer === "/finance/first_payment_date")}
          onChange={(event) => {
            const value = event.currentTarget.value;
            store.change(
              changeFinance(open.inputs, { first_payment_date: value === "" ? null : value }),
              "first payment",
            );
          }}
        />
      </label>
      <div className={classes.term} data-wide>
        Balloon, amount or %
        <EntryCell cell={balloon(open.inputs)} look="control" placeholder="none" />
      </div>
      <Pick
        label="Interest"
        value={interest}
        options={INTEREST}
        change={(value) => set({ interest: value }, "interest")}
      />
      {interest === "precomputed" && (
        <Pick
          label="Odd days"
          value={finance.odd_days ?? "actuarial_30"}
          options={ODD}
          change={(odd_days) => set({ odd_days }, "odd days")}
        />
      )}
      {seesGross && (
        <>
          <Pick
            label="Reserve by"
            value={method}
            options={RESERVE}
            change={(value) => set({ reserve: { ...finance.reserve, method: value } }, "reserve method")}
          />
          <div className={classes.term} data-wide>
            {method === "flat" ? "Flat reserve" : "Our share, %"}
            <EntryCell cell={method === "flat" ? reserveFlat : reserveShare} look="control" placeholder="–" />
          </div>
        </>
      )}
      {said.length > 0 && <p className={classes.said}>{said.join(" · ")}</p>}
    </div>
  );
}
