/** The rows of the worksheet of a lease: capitalized cost, reductions, payment, and what is due at signing. */
import { count, money, moneyFactor, percent, shortMoney } from "../numbers/format";
import { acquisitionFee, cashDown, discount, residual, securityDeposit, sellingPrice } from "./cells";
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
    {
      id: "cash_down",
      label: "Cash reduction",
      basis: "From customer",
      taxed: taxedOf(figures?.tax, "cap_reduction_cash"),
      cell: { ...cashDown, label: "Cash reduction" },
      effect: effectOf(effects, { code: "cash_down" }),
    },
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
        terms?.residual_percent ? `${percent(terms.residual_percent, 0)} of MSRP` : "Amount",
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
      ...(terms ? { basis: `Money factor ${moneyFactor(terms.money_factor)}` } : {}),
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
      ...(lease ? { basis: `${lease.payments} months, first at signing` } : {}),
      amount: lease?.payment ?? null,
      look: "due",
    },
    ...taxRows(sheet, "tax_at_signing"),
    ...stateFeeRows(sheet),
    { id: "security_deposit", label: "Security deposit", cell: securityDeposit },
    {
      id: "due_at_signing",
      label: "Due at signing",
      amount: lease?.due_at_signing.total ?? null,
      look: "total",
    },
  ];
}
