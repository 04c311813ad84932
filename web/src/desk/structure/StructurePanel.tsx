/** How the deal is paid: kind, the payment large, its disclosures, and the terms behind it. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import type { DealKind, Figures } from "../../engine";
import { useDesk, useDeskStore, useEditable, useOpen } from "../DeskContext";
import { candidateCounties, inCounty, paymentRange } from "../model/candidates";
import { asKind } from "../model/kind";
import { flavourOf, FLAVOURS, plain } from "../model/flavours";
import { paymentCount, paymentOf, paymentTitle, perPayment } from "../model/paid";
import { day, money, percent } from "../numbers/format";
import { Figure } from "../parts/Figure";
import { Menu, type MenuItem } from "../parts/Menu";
import { partClasses, Pill, Segments } from "../parts/parts";
import { ContractTerms } from "./ContractTerms";
import { FederalBox } from "./FederalBox";
import { LeaseDialog } from "./LeaseDialog";
import { LeaseTerms, Miles } from "./LeaseTerms";
import { PaymentGrid } from "./PaymentGrid";
import { RetailTerms } from "./RetailTerms";
import classes from "./StructurePanel.module.css";

const KINDS = [
  ["retail", "Retail"],
  ["lease", "Lease"],
  ["cash", "Cash"],
] as const;

export function StructurePanel() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const settings = useDesk((state) => state.settings);
  const { kind } = open.inputs;
  const [terms, setTerms] = useState<DealKind | null>(null);
  return (
    <section className={partClasses.card} aria-label="Structure" data-region="structure">
      <div className={classes.top}>
        <Segments
          label="Kind of deal"
          value={kind}
          options={KINDS}
          disabled={!editable}
          choose={(next: DealKind) => {
            store.settle();
            store.change(asKind(open.inputs, next, settings), "kind");
          }}
        />
        <More openTerms={() => setTerms("retail")} />
        <span className={partClasses.grow} />
        {kind === "retail" && (
          <FirstPayment
            shown={terms === "retail"}
            toggle={() => setTerms(terms === "retail" ? null : "retail")}
          />
        )}
        {kind === "lease" && <Miles />}
      </div>
      <Hero />
      {kind === "retail" && <RetailTerms />}
      {kind === "retail" && terms === "retail" && <ContractTerms />}
      {kind === "lease" && <LeaseTerms openTerms={() => setTerms("lease")} />}
      {kind === "lease" && terms === "lease" && <LeaseDialog close={() => setTerms(null)} />}
      {kind !== "cash" && <PaymentGrid />}
    </section>
  );
}

/** What the figures wait for, while the last good ones stand there dimmed. */
function Waiting() {
  const { faults } = useOpen();
  const mistyped = useDesk((state) => state.mistyped);
  const label = Object.values(mistyped)[0]?.label;
  if (label === undefined && faults.length === 0) return null;
  const place = faults.some((fault) => fault.pointer.startsWith("/places"));
  return <Pill tone="warn">waiting for {label ?? (place ? "the place" : "the entry in red")}</Pill>;
}

/** The kinds beyond the three: each sets what makes it one; what it is now stands on the button. */
function More({ openTerms }: { openTerms: () => void }) {
  const store = useDeskStore();
  const { inputs } = useOpen();
  const editable = useEditable();
  const settings = useDesk((state) => state.settings);
  const now = flavourOf(inputs);
  const change = (next: typeof inputs, mark: string) => {
    store.settle();
    store.change(next, mark);
  };
  const items: MenuItem[] = FLAVOURS.map((each) => ({
    label: each.name,
    hint: each.hint,
    disabled: !editable || each.on(inputs),
    run: () => change(each.take(inputs, settings), `as ${each.name}`),
  }));
  if (inputs.kind !== "lease") {
    items.push({
      label: "Balloon",
      hint: "a large last payment",
      disabled: !editable,
      run: () => {
        change(asKind(inputs, "retail", settings), "kind");
        openTerms();
        // The cell is there once the terms are painted.
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>('[data-cell="finance/balloon"]')?.focus(),
        );
      },
    });
  }
  if (now !== null) {
    items.push({
      label: inputs.kind === "lease" ? "Plain lease" : "Plain monthly payments",
      disabled: !editable,
      run: () => change(plain(inputs), "plain"),
    });
  }
  return (
    <Menu label={now === null ? "More kinds" : `${now}, more kinds`} className={classes.kinds} items={items}>
      <span data-on={now !== null || undefined}>{now ?? "More"}</span>
      <Icon name="down" small />
    </Menu>
  );
}

/** When the first payment is due; it opens the finer terms of the contract. */
function FirstPayment({ shown, toggle }: { shown: boolean; toggle: () => void }) {
  const { faults, figures } = useOpen();
  const mistyped = useDesk((state) => state.mistyped);
  const waits = faults.length > 0 || Object.keys(mistyped).length > 0;
  const first = waits ? null : figures?.loan?.first_payment_date;
  return (
    <button
      type="button"
      className={classes.first}
      aria-expanded={shown}
      aria-label={first ? `Contract terms, first payment ${day(first)}` : "Contract terms"}
      onClick={toggle}
    >
      {first ? (
        <>
          <span className={classes.faint}>First payment</span> {day(first)}
        </>
      ) : (
        "Contract terms"
      )}
      <Icon name={shown ? "up" : "down"} small />
    </button>
  );
}

/** What the payment may become while the county is not named: from the lowest to the highest. */
function useRange(): string | null {
  const store = useDeskStore();
  const { figures, inputs } = useOpen();
  const counties = candidateCounties(figures);
  return paymentRange(counties.map((county) => store.try(inCounty(inputs, county))));
}

function Hero() {
  const open = useOpen();
  const range = useRange();
  const mistyped = useDesk((state) => state.mistyped);
  const { figures } = open;
  const waiting = Object.keys(mistyped).length > 0 || open.faults.length > 0;
  const payment = paymentOf(figures);
  const count = paymentCount(figures);
  const [told, setTold] = useState(false);
  const lawful = figures?.regulation_z ? "Reg Z" : figures?.regulation_m ? "Reg M" : null;
  return (
    <>
      <div className={classes.hero}>
        <div>
          <p
            className={classes.payment}
            data-waiting={waiting || undefined}
            data-range={range === null ? undefined : true}
          >
            <span className={classes.caption}>
              {paymentTitle(open.inputs)}
              {range !== null && ", lowest to highest"}
            </span>
            <sup aria-hidden="true">$</sup>
            <Figure text={payment === null ? "–" : (range ?? money(payment))} waiting={waiting} />
            <small>
              {perPayment(open.inputs)}
              {count !== null && ` × ${count}`}
            </small>
          </p>
          <Waiting />
          {lawful !== null && !waiting && (
            <button type="button" className={partClasses.link} onClick={() => setTold(true)}>
              {lawful} disclosures
            </button>
          )}
        </div>
        {figures && <Disclosures figures={figures} />}
      </div>
      {told && <FederalBox close={() => setTold(false)} />}
    </>
  );
}

function Disclosures({ figures }: { figures: Figures }) {
  const { loan, lease } = figures;
  const rows: [string, string][] = loan
    ? [
        ["APR", percent(loan.apr)],
        ["Finance charge", money(loan.finance_charge)],
        ["Total of payments", money(loan.total_of_payments)],
        ...(loan.balloon ? ([["Balloon, last", money(loan.last_payment)]] as [string, string][]) : []),
      ]
    : lease
      ? [
          ["Due at signing", money(lease.due_at_signing.total)],
          ["Rent charge, all", money(lease.rent_charge)],
          ["Total of payments", money(lease.total_of_payments)],
        ]
      : [
          ["Total price", money(figures.total_price)],
          ["Tax", money(figures.tax_total)],
          ["Cash down", money(figures.cash_down)],
        ];
  return (
    <dl className={partClasses.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
