/** Who buys, what is sold, what is traded, and where it is titled. */
import { useState } from "react";
import { Link } from "wouter";
import type { DealVehicle } from "../../api/shapes";
import { useMay } from "../../api/viewer";
import { phone } from "../../format/phone";
import { Icon } from "../../icons/Icon";
import type { Trade } from "../../engine";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { addLine, newId } from "../model/change";
import type { LineRef } from "../model/rows";
import { codeText, placeText } from "../model/words";
import { centsOf } from "../numbers/exact";
import { count, day, isNegative, isZero, money, shortMoney, signedMoney } from "../numbers/format";
import { Card, Facts, partClasses, Pill } from "../parts/parts";
import { LineDialog } from "../worksheet/LineDialog";
import { PartyDialog } from "./PartyDialog";
import { PlaceDialog } from "./PlaceDialog";
import classes from "./ContextColumn.module.css";

export function ContextColumn() {
  return (
    <div className={classes.column} data-region="context">
      <CustomerCard />
      <VehicleCard />
      <TradeCard />
    </div>
  );
}

function Change({ label, run }: { label: string; run: () => void }) {
  const editable = useDesk((state) => state.deal.allowed_actions.includes("edit"));
  if (!editable) return null;
  return (
    <button type="button" className={partClasses.link} aria-label={label} onClick={run}>
      {label.split(" ")[0]}
    </button>
  );
}

function CustomerCard() {
  const customer = useDesk((state) => state.deal.customer);
  const { places, date, tax } = useOpen().inputs;
  const mayRead = useMay("customers.read");
  const [picking, setPicking] = useState(false);
  const [placing, setPlacing] = useState(false);
  return (
    <Card
      title="Customer"
      icon="person"
      extra={
        <>
          <span className={partClasses.grow} />
          <Change label={customer ? "Change customer" : "Pick customer"} run={() => setPicking(true)} />
        </>
      }
    >
      <div className={partClasses.body}>
        {customer ? (
          <p className={classes.name}>
            {mayRead ? <Link href={`/customers/${customer.id}`}>{customer.name}</Link> : customer.name}
          </p>
        ) : (
          <p className={classes.none}>No customer yet</p>
        )}
        <Facts
          facts={[
            ...(customer?.phone ? ([["Phone", phone(customer.phone)]] as [string, string][]) : []),
            ...(customer?.email ? ([["E-mail", customer.email]] as [string, string][]) : []),
            [
              "Titles in",
              <PlaceButton key="place" text={placeText(places.registration)} run={() => setPlacing(true)} />,
            ],
            ...(places.buyer ? ([["Lives in", placeText(places.buyer)]] as [string, string][]) : []),
            ...(places.delivery
              ? ([["Delivered in", placeText(places.delivery)]] as [string, string][])
              : []),
            ...(tax?.tax_paid_elsewhere ?? []).map((paid): [string, string] => [
              `Tax paid in ${paid.state}`,
              money(paid.amount),
            ]),
            ...((tax?.exemptions ?? []).length > 0
              ? ([["Exempt as", (tax?.exemptions ?? []).map((claim) => codeText(claim.code)).join(", ")]] as [
                  string,
                  string,
                ][])
              : []),
            ["Deal date", day(date)],
          ]}
        />
      </div>
      {picking && <PartyDialog what="customer" close={() => setPicking(false)} />}
      {placing && <PlaceDialog close={() => setPlacing(false)} />}
    </Card>
  );
}

function PlaceButton({ text, run }: { text: string; run: () => void }) {
  return (
    <button
      type="button"
      className={partClasses.link}
      onClick={run}
      aria-label={`Titles in ${text}, change the place`}
    >
      {text}
    </button>
  );
}

function VehicleCard() {
  const vehicle: DealVehicle | null | undefined = useDesk((state) => state.deal.vehicle);
  const open = useOpen();
  const seesGross = useSeesGross();
  const mayRead = useMay("inventory.read");
  const [picking, setPicking] = useState(false);
  const facts = open.inputs.vehicle ?? {};
  const rows: [string, string][] = [];
  if (vehicle) {
    rows.push(["Stock", vehicle.stock_number]);
    if (vehicle.vin) rows.push(["VIN", vehicle.vin]);
  }
  if (facts.odometer !== null && facts.odometer !== undefined)
    rows.push(["Odometer", `${count(facts.odometer)} mi`]);
  if (facts.msrp) rows.push(["MSRP", shortMoney(facts.msrp)]);
  if (facts.book_value) rows.push(["Book value", shortMoney(facts.book_value)]);
  if (seesGross)
    rows.push(["Cost", open.inputs.vehicle_cost ? shortMoney(open.inputs.vehicle_cost) : "not known"]);
  return (
    <Card
      title="Vehicle"
      icon="car"
      extra={
        <>
          <span className={partClasses.grow} />
          {vehicle && <Pill>{facts.condition === "used" ? "Used" : "New"}</Pill>}
          {vehicle?.certified === true && (
            <Pill tone="pos">
              <abbr title="Certified pre-owned" className={classes.mark}>
                CPO
              </abbr>
            </Pill>
          )}
          <Change label={vehicle ? "Change vehicle" : "Pick vehicle"} run={() => setPicking(true)} />
        </>
      }
    >
      <div className={partClasses.body}>
        {vehicle ? (
          <>
            <p className={classes.name}>
              {mayRead ? <Link href={`/inventory/${vehicle.id}`}>{vehicle.name}</Link> : vehicle.name}
            </p>
            {vehicle.color && <p className={classes.detail}>{vehicle.color}</p>}
          </>
        ) : (
          <p className={classes.none}>No vehicle yet</p>
        )}
        <Facts facts={rows} />
      </div>
      {picking && <PartyDialog what="vehicle" close={() => setPicking(false)} />}
    </Card>
  );
}

function TradeCard() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const [line, setLine] = useState<LineRef | null>(null);
  const trades = open.inputs.trades ?? [];

  function add() {
    const id = newId("trades");
    store.settle();
    store.change(
      addLine(open.inputs, "trades", { id, name: "", allowance: "0.00", payoff: "0.00" }),
      `add ${id}`,
    );
    setLine({ list: "trades", id });
  }

  return (
    <Card
      title={trades.length > 1 ? "Trades" : "Trade"}
      icon="swap"
      extra={
        <>
          <span className={partClasses.grow} />
          {editable && trades.length < 4 && (
            <button type="button" className={partClasses.quiet} style={{ marginRight: -8 }} onClick={add}>
              <Icon name="plus" small />
              Add
            </button>
          )}
        </>
      }
    >
      {trades.length === 0 ? (
        <p className={classes.none} style={{ padding: "8px 12px" }}>
          No trade-in
        </p>
      ) : (
        <ul>
          {trades.map((trade) => (
            <li key={trade.id} className={partClasses.body}>
              <TradeFacts
                trade={trade}
                single={trades.length === 1}
                edit={() => setLine({ list: "trades", id: trade.id })}
              />
            </li>
          ))}
        </ul>
      )}
      {line && <LineDialog line={line} close={() => setLine(null)} />}
    </Card>
  );
}

function TradeFacts({ trade, single, edit }: { trade: Trade; single: boolean; edit: () => void }) {
  const { figures } = useOpen();
  const seesGross = useSeesGross();
  const rows: [string, React.ReactNode][] = [];
  if (seesGross && trade.acv) rows.push(["Appraised (ACV)", money(trade.acv)]);
  rows.push(["Allowance", money(trade.allowance)]);
  const over = single ? figures?.over_allowance : null;
  if (seesGross && over && !isZero(over)) {
    rows.push([
      isNegative(over) ? "Under-allowance" : "Over-allowance",
      <span key="over" className={classes.warn}>
        {money(over.replace("-", ""))}
      </span>,
    ]);
  }
  const until = trade.payoff_good_through;
  rows.push([
    until ? `Payoff to ${day(until).replace(/, \d+$/, "")}` : "Payoff",
    money(trade.payoff ?? "0.00"),
  ]);
  if (single && figures) {
    const equity = figures.trade_equity;
    rows.push([
      "Equity",
      <b key="equity" className={(centsOf(equity) ?? 0n) < 0n ? classes.neg : classes.pos}>
        {signedMoney(equity)}
      </b>,
    ]);
  }
  return (
    <>
      <p className={classes.name}>
        <button
          type="button"
          className={classes.trade}
          onClick={edit}
          aria-label={`${trade.name || "Trade-in"}, details`}
        >
          {trade.name || "Trade-in"}
        </button>
      </p>
      {trade.lien_holder && <p className={classes.detail}>{trade.lien_holder}</p>}
      <Facts facts={rows} />
    </>
  );
}
