/** The details of one line: its name, amounts, kind and what the law asks of it; and taking it off the deal. */
import type { ReactNode } from "react";
import type { Deal, Product, Trade } from "../../engine";
import { EntryCell } from "../cell/EntryCell";
import { useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { lineCell } from "../model/cells";
import { changeLine, list, type ListName, type Lists, removeLine } from "../model/change";
import type { LineRef } from "../model/rows";
import { productName, vehicleClassName } from "../model/words";
import { Dialog } from "../parts/Dialog";
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

function Labelled({ label, full = false, children }: { label: string; full?: boolean; children: ReactNode }) {
  return (
    // The control is the label's child; a cell brings its own accessible name as well.
    <label className={`${partClasses.field} ${full ? partClasses.full : ""}`}>
      {label}
      {children}
    </label>
  );
}

function Words({
  label,
  value,
  change,
  full = false,
  placeholder,
  most = 120,
}: {
  label: string;
  value: string | null | undefined;
  change: (value: string) => void;
  full?: boolean;
  placeholder?: string;
  most?: number;
}) {
  const editable = useEditable();
  return (
    <Labelled label={label} full={full}>
      <input
        className={partClasses.input}
        value={value ?? ""}
        maxLength={most}
        readOnly={!editable}
        placeholder={placeholder}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Labelled>
  );
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

function Choice<T extends string>({
  label,
  value,
  options,
  change,
  full = false,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  change: (value: T) => void;
  full?: boolean;
}) {
  const editable = useEditable();
  return (
    <Labelled label={label} full={full}>
      <select
        className={partClasses.input}
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

function TradeForm(props: FormProps) {
  const { line, change } = useLine("trades", props.line.id);
  const editable = useEditable();
  const seesGross = useSeesGross();
  if (!line) return null;
  const text = (value: string) => (value === "" ? null : value);
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
          onChange={(event) => change({ payoff_good_through: text(event.currentTarget.value) }, "good")}
        />
      </Labelled>
      <Words
        label="VIN"
        most={17}
        value={line.vin}
        change={(value) => change({ vin: text(value.toUpperCase()) }, "vin")}
      />
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
