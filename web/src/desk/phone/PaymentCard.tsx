/** The payment at the head of the phone's Desk, with the term and rate that it stands on. */
import { useOpen, useWaiting } from "../DeskContext";
import { paymentCount, paymentOf, paymentTitle, perPayment } from "../model/paid";
import { money, moneyFactor, percent, shortMoney } from "../numbers/format";
import { Figure } from "../parts/Figure";
import { partClasses } from "../parts/parts";
import classes from "./PaymentCard.module.css";

export function PaymentCard() {
  const open = useOpen();
  const waiting = useWaiting();
  const { inputs, figures } = open;
  const payment = paymentOf(figures);
  const count = paymentCount(figures);
  const rate =
    inputs.kind === "retail" && inputs.finance
      ? `at ${percent(inputs.finance.sell_rate)}`
      : inputs.kind === "lease" && inputs.lease
        ? `at ${moneyFactor(inputs.lease.money_factor)}`
        : null;
  const signing = figures?.lease?.due_at_signing.total;
  return (
    <section className={`${partClasses.card} ${classes.card}`} aria-label="Payment">
      <p className={classes.title}>
        {[paymentTitle(inputs), count !== null && `× ${count}`, rate].filter(Boolean).join(" ")}
      </p>
      <p className={classes.payment}>
        <Figure text={payment === null ? "–" : money(payment)} waiting={waiting} />
        <small>{perPayment(inputs)}</small>
      </p>
      {signing && <p className={classes.title}>{shortMoney(signing)} due at signing</p>}
    </section>
  );
}
