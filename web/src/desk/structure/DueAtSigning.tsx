/** What a lease asks on the day it is signed. */
import { useOpen } from "../DeskContext";
import { isZero, money, negated } from "../numbers/format";
import { Card, partClasses } from "../parts/parts";
import classes from "./StructurePanel.module.css";

export function DueAtSigning() {
  const { figures } = useOpen();
  const due = figures?.lease?.due_at_signing;
  if (!due) return null;
  const rows: [string, string][] = [
    ["First payment", due.first_payment],
    ["Cash toward the cap cost", due.cap_reduction_cash],
    ["Title, registration, state fees", due.government_fees],
    ["Tax at signing", due.tax],
    ["Acquisition fee", due.acquisition_fee],
    ["Dealer service fee", due.doc_fee],
    ["Refundable deposits", due.security_deposit],
    ["Put into the payments", negated(due.rolled_in)],
  ];
  return (
    <Card
      title="Due at signing"
      extra={
        <>
          <span className={partClasses.grow} />
          <strong>{money(due.total)}</strong>
        </>
      }
    >
      <dl className={classes.signing}>
        {rows
          .filter(([, amount], at) => at === 0 || !isZero(amount))
          .map(([name, amount]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{money(amount)}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}
