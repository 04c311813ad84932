/** The details of one line: its name, amounts, kind and what the law asks of it; and taking it off the deal. */
import type { ReactNode } from "react";
import type { Deal, Product, Trade } from "../../engine";
import { tidyVin, vinFaults } from "../../vin/vin";
import { EntryCell } from "../cell/EntryCell";
import { useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { lineCell } from "../model/cells";
import { changeLine, list, type ListName, type Lists, removeLine } from "../model/change";
import type { LineRef } from "../model/rows";
import { overAllowance, perDiem } from "../model/trades";
import { productName, vehicleClassName } from "../model/words";
import { isNegative, money, signedMoney } from "../numbers/format";
import { Dialog } from "../parts/Dialog";
import { Choice, Labelled, Words } from "../parts/fields";
import { partClasses } from "../parts/parts";

export function LineDialog({ line, close }: { line: LineRef; close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const at = list(open.inputs, line.list).findIndex((each) => each.id === line.id);
  if (at < 0) return null;
  return (
    <Dialog
      title={titles[line.list]}
      close={close}
      foot={
        <>
          {editable && (
            <button
              type="button"
              className={partClasses.button}
              data-tone="danger"
              onClick={() => {
                close();
                store.settle();
                store.change(removeLine(open.inputs, line.list, line.id), `remove ${line.id}`);
              }}
            >
              Remove line
            </button>
          )}
          <button type="button" className={partClasses.button} data-tone="primary" onClick={close}>
            Done
          </button>
        </>
      }
    >
      <div className={partClasses.form} data-region="line">
        {forms[line.list]({ deal: open.inputs, line, at })}
      </div>
    </Dialog>
  );
}

const titles: Record<ListName, string> = {
  accessories: "Accessory",
  fees: "Fee",
  products: "Product",
  rebates: "Rebate",
  trades: "Trade-in",
};

interface FormProps {
  deal: Deal;
  line: LineRef;
  at: number;
}

const forms: Record<ListName, (props: FormProps) => ReactNode> = {
  accessories: (props) => <AccessoryForm {...props} />,
  fees: (props) => <FeeForm {...props} />,
  products: (props) => <ProductForm {...props} />,
  rebates: (props) => <RebateForm {...props} />,
  trades: (props) => <TradeForm {...props} />,
};

/** Reads and changes one line of the open scenario. */
function useLine<N extends ListName>(name: N, id: string) {
  const store = useDeskStore();
  const open = useOpen();
  const line = list(open.inputs, name).find((each) => each.id === id);
  const change = (part: Partial<Lists[N]>, field: string) =>
    store.change(changeLine(open.inputs, name, id, part), `${name}/${id}/${field}`);
  return { line, change };
}

function Amount({ props, field, label }: { props: FormProps; field: string; label: string }) {
  return (
    <Labelled label={label}>
      <EntryCell
        cell={lineCell(props.line.list, props.line.id, label, props.at, field)}
        look="control"
        name={label}
      />
    </Labelled>
  );
}

function AccessoryForm(props: FormProps) {
  const { line, change } = useLine("accessories", props.line.id);
  const seesGross = useSeesGross();
  if (!line) return null;
  return (
    <>
      <Words
        full
        label="Name"
        value={line.name}
        change={(name) => change({ name }, "name")}
        placeholder="All-weather mats"
      />
      <Amount props={props} field="price" label="Price" />
      {seesGross && <Amount props={props} field="cost" label="Cost" />}
    </>
  );
}

function FeeForm(props: FormProps) {
  const { line, change } = useLine("fees", props.line.id);
  if (!line) return null;
  return (
    <>
      <Words full label="Name" value={line.name} change={(name) => change({ name }, "name")} />
      <Choice
        label="Kind"
        value={line.kind}
        options={[
          ["doc", "Documentation or service fee"],
          ["dealer", "Other dealer fee"],
          ["government", "State fee, passed through"],
        ]}
        change={(kind) => change({ kind }, "kind")}
      />
      <Amount props={props} field="amount" label="Amount" />
    </>
  );
}

function ProductForm(props: FormProps) {
  const { line, change } = useLine("products", props.line.id);
  const editable = useEditable();
  const seesGross = useSeesGross();
  if (!line) return null;
  const months = line.term_months?.toString() ?? "";
  return (
    <>
      <Choice
        label="Kind"
        value={line.kind}
        options={Object.entries(productName) as [Product["kind"], string][]}
        change={(kind) => change({ kind }, "kind")}
      />
      <Choice
        label="Who stands behind it"
        value={line.provider ?? "third_party"}
        options={[
          ["third_party", "A provider"],
          ["dealer", "The dealer"],
          ["insurer", "An insurer"],
        ]}
        change={(provider) => change({ provider }, "provider")}
      />
      <Words
        full
        label="Name"
        value={line.name}
        change={(name) => change({ name }, "name")}
        placeholder="8 yr / 100k, 0 deductible"
      />
      <Amount props={props} field="price" label="Price" />
      {seesGross && <Amount props={props} field="cost" label="Cost" />}
      <Labelled label="Term in months">
        <input
          className={partClasses.input}
          inputMode="numeric"
          value={months}
          readOnly={!editable}
          onChange={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, 3);
            change({ term_months: digits === "" ? null : Number(digits) }, "term_months");
          }}
        />
      </Labelled>
    </>
  );
}

function RebateForm(props: FormProps) {
  const { line, change } = useLine("rebates", props.line.id);
  const editable = useEditable();
  if (!line) return null;
  return (
    <>
      <Words
        full
        label="Name"
        value={line.name}
        change={(name) => change({ name }, "name")}
        placeholder="Customer cash"
      />
      <Choice
        label="From"
        value={line.from ?? "manufacturer"}
        options={[
          ["manufacturer", "The manufacturer"],
          ["dealer", "The dealer"],
        ]}
        change={(from) => change({ from }, "from")}
      />
      <Amount props={props} field="amount" label="Amount" />
      {line.from !== "dealer" && (
        <label className={`${partClasses.check} ${partClasses.full}`}>
          <input
            type="checkbox"
            checked={line.assigned_to_dealer !== false}
            disabled={!editable}
            onChange={(event) => change({ assigned_to_dealer: event.currentTarget.checked }, "assigned")}
          />
          The buyer signs it over to the dealer, so it lowers this deal
        </label>
      )}
    </>
  );
}

/** Yes, no, or not known: an unknown fact is asked by the law that needs it. */
function known(value: boolean | null | undefined): "yes" | "no" | "unknown" {
  return value === true ? "yes" : value === false ? "no" : "unknown";
}

const YES_NO = [
  ["unknown", "Not known"],
  ["yes", "Yes"],
  ["no", "No"],
] as const;

const fact = (value: "yes" | "no" | "unknown") => (value === "unknown" ? null : value === "yes");

/** A per diem counts from the day after the quote: without that day there is none. */
const goodThrough = (date: string | null): Partial<Trade> => ({
  payoff_good_through: date,
  ...(date === null ? { payoff_per_diem: null, payoff_in_days: null } : {}),
});

/** What the lien holder gets, where that is more than the quote, and what the trade leaves. */
function PayoffSum({ trade }: { trade: Trade }) {
  const { figures } = useOpen();
  const found = figures?.trades.find((each) => each.id === trade.id);
  if (!found) return null;
  const late = found.days_past_quote;
  const over = overAllowance(trade);
  return (
    <p className={`${partClasses.full} ${partClasses.faint}`}>
      {late > 0 && trade.payoff_per_diem && (
        <>
          Payoff {money(trade.payoff ?? "0.00")} and {late} {late === 1 ? "day" : "days"} at{" "}
          {money(trade.payoff_per_diem)}: {money(found.payoff)}.{" "}
        </>
      )}
      Equity {signedMoney(found.equity)}.
      {over !== null && (
        <>
          {" "}
          {isNegative(over) ? "Under" : "Over"}-allowance {money(over.replace("-", ""))}.
        </>
      )}
    </p>
  );
}

function TradeForm(props: FormProps) {
  const { line, change } = useLine("trades", props.line.id);
  const editable = useEditable();
  const seesGross = useSeesGross();
  if (!line) return null;
  const text = (value: string) => (value === "" ? null : value);
  const [vinFault] = vinFaults(line.vin ?? "");
  return (
    <>
      <Words
        full
        label="Vehicle"
        value={line.name}
        change={(name) => change({ name }, "name")}
        placeholder="2019 Toyota Camry SE"
      />
      <Amount props={props} field="allowance" label="Allowance" />
      <Amount props={props} field="payoff" label="Payoff" />
      {seesGross && <Amount props={props} field="acv" label="Actual cash value" />}
      <Words
        label="Lien holder"
        value={line.lien_holder}
        change={(value) => change({ lien_holder: text(value) }, "lien")}
      />
      <Labelled label="Payoff good through">
        <input
          className={partClasses.input}
          type="date"
          value={line.payoff_good_through ?? ""}
          readOnly={!editable}
          onChange={(event) => change(goodThrough(text(event.currentTarget.value)), "good")}
        />
      </Labelled>
      {line.payoff_good_through && (
        <>
          <Labelled label="Per diem after that">
            <EntryCell cell={perDiem(props.line.id, props.at)} look="control" placeholder="none" />
          </Labelled>
          <Labelled label="Days until the lien holder has it">
            <input
              className={partClasses.input}
              inputMode="numeric"
              value={line.payoff_in_days?.toString() ?? ""}
              placeholder="0"
              readOnly={!editable}
              onChange={(event) => {
                const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, 3);
                change({ payoff_in_days: digits === "" ? null : Number(digits) }, "payoff_in_days");
              }}
            />
          </Labelled>
        </>
      )}
      <PayoffSum trade={line} />
      <Labelled label="VIN">
        <input
          className={partClasses.input}
          value={line.vin ?? ""}
          maxLength={20}
          readOnly={!editable}
          aria-invalid={vinFault !== undefined}
          aria-describedby={vinFault === undefined ? undefined : "trade-vin"}
          onChange={(event) => change({ vin: text(tidyVin(event.currentTarget.value)) }, "vin")}
        />
        {vinFault !== undefined && (
          <span id="trade-vin" className={partClasses.wrong} role="alert">
            {vinFault.text}
          </span>
        )}
      </Labelled>
      <Choice
        label="Class"
        value={line.class ?? "passenger"}
        options={Object.entries(vehicleClassName) as [NonNullable<Trade["class"]>, string][]}
        change={(value) => change({ class: value }, "class")}
      />
      <Words
        label="Titled in (state)"
        most={2}
        value={line.titled_in}
        change={(value) => change({ titled_in: text(value.toUpperCase().replace(/[^A-Z]/g, "")) }, "titled")}
      />
      <Choice
        label="Owned by the buyer"
        value={known(line.owned_by_buyer)}
        options={YES_NO}
        change={(value) => change({ owned_by_buyer: fact(value) }, "owned")}
      />
      <Choice
        label="Sales tax was paid on it"
        value={known(line.tax_paid_on_it)}
        options={YES_NO}
        change={(value) => change({ tax_paid_on_it: fact(value) }, "paid")}
      />
      {line.tax_paid_on_it === true && (
        <Amount props={props} field="tax_amount_paid" label="How much tax that was, if known" />
      )}
    </>
  );
}
