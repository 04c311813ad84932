/** The rows of the worksheet of a lease: capitalized cost, reductions, payment, and what is due at signing. */
import type { Lease } from "../../engine";
import { count, isZero, money, moneyFactor, negated, shortMoney } from "../numbers/format";
import { acquisitionFee, cashDown, discount, residual, securityDeposit, sellingPrice } from "./cells";
import { residualBasis, signingTotal } from "./lease-cells";
import { effectOf, type Row, type Sheet, taxedOf } from "./rows";
import { countyText } from "./words";
import {
  accessoryRows,
  dealerFeeRows,
  productRows,
  rebateRows,
  stateFeeRows,
  taxLineRows,
  taxRows,
  tradeRows,
} from "./worksheet";

export function leaseRows(sheet: Sheet): Row[] {
  const { deal, figures, effects, openGroups } = sheet;
  const lease = figures?.lease ?? null;
  const terms = deal.lease ?? null;
  const off = discount.read(deal);
  const perPayment = (figures?.tax.lines ?? []).filter((line) => line.due === "payment");
  return [
    {
      id: "selling_price",
      label: "Selling price",
      ...(off !== null && !off.startsWith("-") && off !== "0.00"
        ? { basis: `MSRP less ${shortMoney(off)}` }
        : {}),
      taxed: taxedOf(figures?.tax, "vehicle"),
      cell: sellingPrice,
      look: "strong",
    },
    ...accessoryRows(sheet),
    ...productRows(sheet),
    ...dealerFeeRows(sheet),
    {
      id: "acquisition_fee",
      label: "Acquisition fee",
      basis: terms?.acquisition_fee?.capitalized ? "In the capitalized cost" : "Paid at signing",
      taxed: taxedOf(figures?.tax, "acquisition_fee"),
      cell: acquisitionFee,
      effect: effectOf(effects, { code: "acquisition_fee" }),
    },
    {
      id: "gross_cap_cost",
      label: "Gross capitalized cost",
      amount: lease?.gross_cap_cost ?? null,
      look: "total",
    },
    ...tradeRows(sheet),
    ...rebateRows(sheet),
    cashRow(sheet),
    {
      id: "adjusted_cap_cost",
      label: "Adjusted capitalized cost",
      amount: lease?.adjusted_cap_cost ?? null,
      look: "total",
    },
    {
      id: "residual",
      label: "Residual",
      basis: [
        terms ? residualBasis(terms) : "",
        terms?.miles_per_year ? `${count(terms.miles_per_year)} miles` : "",
      ]
        .filter(Boolean)
        .join(", "),
      cell: residual(lease?.residual ?? null),
    },
    {
      id: "depreciation",
      label: "Depreciation",
      ...(lease ? { basis: `${money(lease.depreciation)} over ${lease.payments}` } : {}),
      amount: lease?.monthly_depreciation ?? null,
    },
    {
      id: "rent",
      label: "Rent charge",
      ...(lease ? { basis: `Money factor ${moneyFactor(lease.money_factor)}` } : {}),
      amount: lease?.monthly_rent ?? null,
    },
    { id: "base_payment", label: "Base payment", amount: lease?.base_payment ?? null, look: "strong" },
    {
      id: "tax",
      label: "Tax on each payment",
      basis: countyText(deal.places.registration),
      amount: lease?.tax_per_payment ?? null,
      look: "strong",
      group: "tax",
    },
    ...(openGroups.has("tax") ? taxLineRows(perPayment) : []),
    {
      id: "payment",
      label: "Payment",
      ...(lease && terms ? { basis: paidHow(terms, lease.payments) } : {}),
      amount: lease?.payment ?? null,
      look: "due",
    },
    ...(lease?.single_payment
      ? ([
          {
            id: "single_payment",
            label: "Single payment",
            basis: "All payments with their tax, at signing",
            amount: lease.single_payment,
            look: "strong",
          },
        ] satisfies Row[])
      : []),
    ...taxRows(sheet, "tax_at_signing"),
    ...stateFeeRows(sheet),
    depositRow(sheet),
    ...(lease && !isZero(lease.due_at_signing.rolled_in)
      ? ([
          {
            id: "rolled_in",
            label: "Put into the payments",
            basis: "What the total at signing does not pay",
            amount: negated(lease.due_at_signing.rolled_in),
          },
        ] satisfies Row[])
      : []),
    {
      id: "due_at_signing",
      label: "Due at signing",
      ...(terms?.signing_total ? { cell: signingTotal, basis: "Typed: the rest follows" } : {}),
      amount: lease?.due_at_signing.total ?? null,
      look: "total",
    },
  ];
}

/** What is typed is either the cash or the total at signing; the other one follows. */
function cashRow({ deal, figures, effects }: Sheet): Row {
  const taxed = taxedOf(figures?.tax, "cap_reduction_cash");
  if (deal.lease?.signing_total) {
    return {
      id: "cash_down",
      label: "Cash reduction",
      basis: "Left of the total at signing",
      taxed,
      amount: figures?.lease?.due_at_signing.cap_reduction_cash ?? null,
    };
  }
  return {
    id: "cash_down",
    label: "Cash reduction",
    basis: "From customer",
    taxed,
    cell: { ...cashDown, label: "Cash reduction" },
    effect: effectOf(effects, { code: "cash_down" }),
  };
}

function paidHow(terms: Lease, payments: number): string {
  if (terms.one_pay) return "A month's share, paid at once";
  return terms.first_payment === "waived"
    ? `${payments} months, the first one waived`
    : `${payments} months, first at signing`;
}

/** Typed as an amount unless it follows from the base payment, or several of them lower the factor. */
function depositRow({ deal, figures }: Sheet): Row {
  const { lease } = deal;
  const several = lease?.multiple_deposits?.count ?? 0;
  const multiple = lease?.security_deposit_rounding;
  const label = several > 0 ? "Security deposits" : "Security deposit";
  if (several === 0 && !multiple && !lease?.security_deposit_waived)
    return { id: "security_deposit", label, cell: securityDeposit };
  const one = lease?.security_deposit_waived
    ? "waived"
    : multiple
      ? `base payment up to the next ${shortMoney(multiple)}`
      : "";
  const basis = [several > 0 ? `${several} that lower the factor` : "", one].filter(Boolean).join(", ");
  return {
    id: "security_deposit",
    label,
    basis: basis.charAt(0).toUpperCase() + basis.slice(1),
    amount: figures?.lease?.due_at_signing.security_deposit ?? null,
  };
}
