/** The federal box of a retail contract (12 CFR 1026.18), its payment schedule and the itemization of the amount financed. */
import type { ItemClass, RegulationZ } from "../../engine";
import { FREQUENCIES } from "../model/paid";
import { codeText } from "../model/words";
import { day, isZero, money, percent } from "../numbers/format";
import classes from "./FederalBox.module.css";
import { Coverage, Sum, Told } from "./FederalBox";

const CLASSES: Partial<Record<string, string>> = {
  cash_price: "Cash price, with its tax",
  down_payment: "Down payment",
  paid_to_others: "Paid to others on the buyer's behalf",
  prepaid_finance_charge: "Prepaid finance charge",
} satisfies Record<ItemClass, string>;

/** In the order of the engine's lines, each class once. */
function classesOf(disclosed: RegulationZ): ItemClass[] {
  return [...new Set(disclosed.itemization.map((line) => line.class))];
}

export function RegulationZBox({ disclosed }: { disclosed: RegulationZ }) {
  return (
    <>
      <dl className={classes.boxes}>
        <Told name="Annual percentage rate" means="The cost of the credit as a yearly rate">
          {percent(disclosed.apr)}
        </Told>
        <Told name="Finance charge" means="What the credit costs in dollars">
          {money(disclosed.finance_charge)}
        </Told>
        <Told name="Amount financed" means="The credit given to the buyer or on their behalf">
          {money(disclosed.amount_financed)}
        </Told>
        <Told name="Total of payments" means="What will have been paid after all payments">
          {money(disclosed.total_of_payments)}
        </Told>
        <Told
          name="Total sale price"
          means={`The purchase on credit, with the down payment of ${money(disclosed.down_payment)}`}
        >
          {money(disclosed.total_sale_price)}
        </Told>
      </dl>
      <table className={classes.schedule}>
        <caption>Payment schedule</caption>
        <thead>
          <tr>
            <th scope="col">Payments</th>
            <th scope="col">Of each</th>
            <th scope="col">When due</th>
          </tr>
        </thead>
        <tbody>
          {disclosed.payments.map((group) => (
            <tr key={group.first_date}>
              <td>{group.number}</td>
              <td>{money(group.amount)}</td>
              <td>
                {group.number === 1
                  ? day(group.first_date)
                  : `${FREQUENCIES[group.frequency].name}, from ${day(group.first_date)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={classes.heading}>Itemization of the amount financed</h3>
      {classesOf(disclosed).map((each) => (
        <Sum
          key={each}
          title={CLASSES[each] ?? codeText(each)}
          lines={disclosed.itemization.flatMap((line, at) =>
            line.class === each
              ? [
                  [
                    `${line.id ?? ""} ${at}`,
                    line.paid_to ? `${line.name}, to ${line.paid_to}` : line.name,
                    money(line.amount),
                  ] as const,
                ]
              : [],
          )}
        />
      ))}
      <Sum
        title=""
        lines={
          isZero(disclosed.prepaid_finance_charge)
            ? []
            : [["prepaid", "Less prepaid finance charge", money(`-${disclosed.prepaid_finance_charge}`)]]
        }
        total={["Amount financed", money(disclosed.amount_financed)]}
      />
      <Coverage
        above={disclosed.above_coverage_limit}
        limit={disclosed.coverage_limit === null ? null : money(disclosed.coverage_limit)}
        law="the Truth in Lending Act"
      />
    </>
  );
}
