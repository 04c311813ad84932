/** How the deal is paid: kind, the payment large, its disclosures, and the terms behind it. */
import type { DealKind, Figures } from "../../engine";
import { useDesk, useDeskStore, useEditable, useOpen } from "../DeskContext";
import { asKind } from "../model/change";
import { day, money, percent } from "../numbers/format";
import { Figure } from "../parts/Figure";
import { partClasses, Pill, Segments } from "../parts/parts";
import { paymentOf } from "../store/scenario";
import { LeaseTerms } from "./LeaseTerms";
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
  const { kind } = open.inputs;
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
            store.change(asKind(open.inputs, next), "kind");
          }}
        />
        <span className={partClasses.grow} />
        <Waiting />
        <FirstPayment figures={open.figures} />
      </div>
      <Hero />
      {kind === "retail" && <RetailTerms />}
      {kind === "lease" && <LeaseTerms />}
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

function FirstPayment({ figures }: { figures: Figures | null }) {
  const { faults } = useOpen();
  const mistyped = useDesk((state) => state.mistyped);
  if (faults.length > 0 || Object.keys(mistyped).length > 0) return null;
  const first = figures?.loan?.first_payment_date;
  if (!first) return null;
  return (
    <span className={classes.first}>
      <span className={classes.faint}>First payment</span> {day(first)}
    </span>
  );
}

function Hero() {
  const open = useOpen();
  const mistyped = useDesk((state) => state.mistyped);
  const { figures } = open;
  const waiting = Object.keys(mistyped).length > 0 || open.faults.length > 0;
  const payment = paymentOf(figures);
  const cash = open.inputs.kind === "cash";
  const count = figures?.loan?.payments ?? figures?.lease?.payments ?? null;
  return (
    <div className={classes.hero}>
      <p className={classes.payment} data-waiting={waiting || undefined}>
        <span className={classes.caption}>{cash ? "Balance due at delivery" : "Monthly payment"}</span>
        <sup aria-hidden="true">$</sup>
        <Figure text={payment === null ? "–" : money(payment)} waiting={waiting} />
        {!cash && count !== null && <small> / mo × {count}</small>}
      </p>
      {figures && <Disclosures figures={figures} />}
    </div>
  );
}

function Disclosures({ figures }: { figures: Figures }) {
  const { loan, lease } = figures;
  const rows: [string, string][] = loan
    ? [
        ["APR", percent(loan.apr)],
        ["Finance charge", money(loan.finance_charge)],
        ["Total of payments", money(loan.total_of_payments)],
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
