/** The federal box of a consumer lease (12 CFR 1013.4): what is due at signing and how it is paid, and how the payment comes about. */
import type { Lease, LeaseFigures, RegulationM, SigningCode } from "../../engine";
import { centsOf, wireMoney } from "../numbers/exact";
import { count, day, isZero, money, negated } from "../numbers/format";
import classes from "./FederalBox.module.css";
import { Coverage, Sum, Told } from "./FederalBox";

export const signingName: Record<SigningCode, string> = {
  cap_cost_reduction: "Capitalized cost reduction",
  first_payment: "First payment",
  security_deposit: "Refundable security deposit",
  government_fees: "Title, registration, state fees",
  tax: "Tax at signing",
  acquisition_fee: "Acquisition fee",
  doc_fee: "Dealer service fee",
};

export function RegulationMBox({
  disclosed,
  lease,
  terms,
}: {
  disclosed: RegulationM;
  lease: LeaseFigures;
  terms: Lease | null | undefined;
}) {
  const { paid_by: paid } = disclosed;
  const once = terms?.one_pay === true;
  const first = disclosed.due_at_signing.find(({ code }) => code === "first_payment")?.amount;
  const left = (centsOf(lease.due_at_signing.first_payment) ?? 0n) - (centsOf(first) ?? 0n);
  const capitalized = left > 0n ? `, ${money(wireMoney(left))} of the first in the cap cost` : "";
  return (
    <>
      <dl className={classes.boxes}>
        <Told name="Due at signing or delivery" means="Itemized below">
          {money(disclosed.due_at_signing_total)}
        </Told>
        <Told
          name={once ? "Single payment" : "Monthly payments"}
          means={
            disclosed.next_payment_date
              ? `${disclosed.payments} in all${capitalized}, the next on ${day(disclosed.next_payment_date)}`
              : "Paid at signing"
          }
        >
          {money(disclosed.payment)}
        </Told>
        <Told name="Other charges" means="Disposition fee, where the vehicle is not bought">
          {money(disclosed.disposition_fee)}
        </Told>
        <Told name="Total of payments" means="What will have been paid by the end of the lease">
          {money(disclosed.total_of_payments)}
        </Told>
      </dl>
      <div className={classes.pair}>
        <Sum
          title="Amount due at signing"
          lines={disclosed.due_at_signing.map((line) => [
            line.code,
            signingName[line.code],
            money(line.amount),
          ])}
          total={["Total", money(disclosed.due_at_signing_total)]}
        />
        <Sum
          title="How it is paid"
          lines={[
            ["trade", "Net trade-in allowance", money(paid.net_trade)],
            ["rebates", "Rebates", money(paid.rebates)],
            ["cash", "Cash", money(paid.cash)],
          ]}
          total={["Total", money(disclosed.due_at_signing_total)]}
        />
      </div>
      <Sum
        title="How the payment comes about"
        lines={[
          ["gross", "Gross capitalized cost", money(lease.gross_cap_cost)],
          ["reduction", "Capitalized cost reduction", money(negated(lease.cap_cost_reduction))],
          ["adjusted", "Adjusted capitalized cost", money(lease.adjusted_cap_cost)],
          ["residual", "Residual value", money(negated(lease.residual))],
          ["depreciation", "Depreciation", money(lease.depreciation)],
          ["rent", "Rent charge", money(lease.rent_charge)],
          ["base total", "Total of base payments", money(disclosed.total_of_base_payments)],
          ["base", "Base payment", money(lease.base_payment)],
          ["tax", "Tax on each payment", money(lease.tax_per_payment)],
        ]}
        total={[once ? "A month's share" : "Total monthly payment", money(lease.payment)]}
      />
      <Sum
        title="At the end"
        lines={[
          ["option", "Purchase option price", money(disclosed.purchase_option_price)],
          ...(disclosed.miles_per_year
            ? [["miles", "Miles a year", count(disclosed.miles_per_year)] as const]
            : []),
          ...(disclosed.excess_mile_charge && !isZero(disclosed.excess_mile_charge)
            ? [["excess", "For each mile beyond", money(disclosed.excess_mile_charge)] as const]
            : []),
        ]}
      />
      <Coverage
        above={disclosed.above_coverage_limit}
        limit={disclosed.coverage_limit === null ? null : money(disclosed.coverage_limit)}
        law="the Consumer Leasing Act"
      />
    </>
  );
}
