/** The rows of the worksheet of a retail or cash deal, from sticker to amount financed. */
import type { Fee, TaxLine } from "../../engine";
import { isZero, money, negated, percent, shortMoney } from "../numbers/format";
import {
  cashDown,
  deliveryCharge,
  discount,
  firstAccessory,
  firstAllowance,
  firstDocFee,
  firstPayoff,
  firstRebate,
  firstStateFee,
  lineCell,
  msrp,
  sellingPrice,
} from "./cells";
import { effectOf, percentOfMsrp, type Row, type Sheet, taxedOf } from "./rows";
import { payoffBasis } from "./trades";
import { feeEffect, countyText, productName, productPart } from "./words";

export function worksheetRows(sheet: Sheet): Row[] {
  return [
    ...priceRows(sheet),
    ...accessoryRows(sheet),
    ...deliveryRows(sheet),
    ...productRows(sheet),
    ...dealerFeeRows(sheet),
    ...taxRows(sheet, "tax"),
    ...stateFeeRows(sheet),
    {
      id: "total",
      label: "Total price, out the door",
      amount: sheet.figures?.total_price ?? null,
      look: "total",
    },
    ...tradeRows(sheet),
    ...rebateRows(sheet),
    {
      id: "cash_down",
      label: "Cash down",
      cell: cashDown,
      effect: effectOf(sheet.effects, { code: "cash_down" }),
    },
    ...lastRows(sheet),
  ];
}

function priceRows({ deal, figures, effects, stock }: Sheet): Row[] {
  const sticker = deal.vehicle?.msrp ?? null;
  const taxed = taxedOf(figures?.tax, "vehicle");
  const rows: Row[] = [];
  if (stock !== null) {
    if (sticker !== null)
      rows.push({ id: "msrp", label: "MSRP", basis: `Sticker, stock ${stock}`, amount: sticker });
  } else {
    rows.push({ id: "msrp", label: "MSRP", basis: "Sticker", cell: msrp });
  }
  if (sticker !== null) {
    const off = discount.read(deal);
    const over = off?.startsWith("-") ?? false;
    const basis = over ? "Over sticker" : percentOfMsrp(deal, off);
    rows.push({
      id: "discount",
      label: "Dealer discount",
      ...(basis === undefined ? {} : { basis }),
      taxed,
      cell: discount,
      effect: effectOf(effects, { code: "discount" }),
    });
  }
  rows.push({ id: "selling_price", label: "Selling price", taxed, cell: sellingPrice, look: "strong" });
  return rows;
}

export function accessoryRows({ deal, figures, effects, openGroups }: Sheet): Row[] {
  const lines = deal.accessories ?? [];
  const taxed = taxedOf(figures?.tax, "accessories");
  const [only] = lines;
  if (lines.length < 2) {
    return [
      {
        id: "accessories",
        label: "Accessories",
        ...(only?.name && only.name !== "Accessories" ? { basis: only.name } : {}),
        taxed: only ? taxed : null,
        cell: firstAccessory(deal),
        effect: only ? effectOf(effects, { id: only.id }) : null,
        ...(only ? { line: { list: "accessories", id: only.id } as const } : {}),
      },
    ];
  }
  const group: Row = {
    id: "accessories",
    label: "Accessories",
    basis: lines.map((line) => `${line.name || "Accessory"} ${shortMoney(line.price)}`).join(", "),
    taxed,
    amount: figures?.accessories ?? null,
    effect: effectOf(effects, { code: "accessories" }),
    group: "accessories",
  };
  if (!openGroups.has("accessories")) return [group];
  return [
    group,
    ...lines.map(
      (line, at): Row => ({
        id: `accessories/${line.id}`,
        label: line.name || "Accessory",
        inset: true,
        taxed,
        cell: lineCell("accessories", line.id, line.name || "Accessory", at, "price"),
        effect: effectOf(effects, { id: line.id }),
        line: { list: "accessories", id: line.id },
      }),
    ),
  ];
}

function deliveryRows({ deal, figures, effects, showDelivery }: Sheet): Row[] {
  const amount = deal.delivery_charge ?? "0.00";
  if (amount === "0.00" && !showDelivery) return [];
  return [
    {
      id: "delivery_charge",
      label: "Delivery charge",
      taxed: taxedOf(figures?.tax, "delivery_charge"),
      cell: deliveryCharge,
      effect: effectOf(effects, { code: "delivery_charge" }),
    },
  ];
}

export function productRows({ deal, figures, effects }: Sheet): Row[] {
  return (deal.products ?? []).map((product, at) => {
    const label = productName[product.kind];
    const basis = [
      product.name && product.name !== label ? product.name : "",
      product.term_months ? `${product.term_months} mo` : "",
    ]
      .filter(Boolean)
      .join(", ");
    return {
      id: `products/${product.id}`,
      label,
      basis,
      taxed: taxedOf(figures?.tax, productPart[product.kind]),
      cell: lineCell("products", product.id, label, at, "price"),
      effect: effectOf(effects, { id: product.id }),
      line: { list: "products", id: product.id },
    };
  });
}

function feeRow(sheet: Sheet, fee: Fee, at: number, label: string): Row {
  const { figures, effects } = sheet;
  return {
    id: `fees/${fee.id}`,
    label,
    taxed: taxedOf(figures?.tax, fee.kind === "doc" ? "doc_fee" : "accessories"),
    cell: lineCell("fees", fee.id, label, at, "amount"),
    effect: effectOf(effects, { id: fee.id }) ?? effectOf(effects, { code: feeEffect[fee.kind] }),
    line: { list: "fees", id: fee.id },
  };
}

export function dealerFeeRows(sheet: Sheet): Row[] {
  const { deal, figures, effects } = sheet;
  const fees = deal.fees ?? [];
  const doc = fees.find((fee) => fee.kind === "doc");
  const first: Row = {
    id: "doc_fee",
    label: doc?.name || "Dealer service fee",
    taxed: doc ? taxedOf(figures?.tax, "doc_fee") : null,
    cell: firstDocFee(deal),
    effect: doc ? (effectOf(effects, { id: doc.id }) ?? effectOf(effects, { code: "doc_fee" })) : null,
    ...(doc ? { line: { list: "fees", id: doc.id } as const } : {}),
  };
  const others = fees.flatMap((fee, at) =>
    fee.kind === "government" || fee === doc ? [] : [feeRow(sheet, fee, at, fee.name || "Dealer fee")],
  );
  return [first, ...others];
}

export function stateFeeRows({ deal, figures, effects, openGroups }: Sheet): Row[] {
  const fees = deal.fees ?? [];
  const lines = fees.filter((fee) => fee.kind === "government");
  const [only] = lines;
  if (lines.length < 2) {
    return [
      {
        id: "state_fees",
        label: "State fees",
        basis: only?.name || "Title, registration",
        taxed: only ? "not taxed" : null,
        cell: firstStateFee(deal),
        effect: only
          ? (effectOf(effects, { id: only.id }) ?? effectOf(effects, { code: "government_fees" }))
          : null,
        ...(only ? { line: { list: "fees", id: only.id } as const } : {}),
      },
    ];
  }
  const group: Row = {
    id: "state_fees",
    label: "State fees",
    basis: lines.map((line) => line.name || "Fee").join(", "),
    taxed: "not taxed",
    amount: figures?.government_fees ?? null,
    effect: effectOf(effects, { code: "government_fees" }),
    group: "state_fees",
  };
  if (!openGroups.has("state_fees")) return [group];
  return [
    group,
    ...fees.flatMap((fee, at): Row[] =>
      fee.kind === "government"
        ? [
            {
              id: `fees/${fee.id}`,
              label: fee.name || "State fee",
              inset: true,
              taxed: "not taxed",
              cell: lineCell("fees", fee.id, fee.name || "State fee", at, "amount"),
              effect: effectOf(effects, { id: fee.id }),
              line: { list: "fees", id: fee.id },
            },
          ]
        : [],
    ),
  ];
}

/** `28,113.00 × 6.00%`, or what stands in its place where there is no single rate. */
export function taxBasis(line: TaxLine): string {
  const sum = !line.rate ? `on ${money(line.base)}` : `${money(line.base)} × ${percent(line.rate)}`;
  const some = paymentsText(line);
  return some === null ? sum : `${sum}, ${some}`;
}

/** Which payments of a lease bear a line: `payments 1 to 5`; nothing where all do. */
export function paymentsText({ payments, from_payment: from }: TaxLine): string | null {
  if (payments == null) return null;
  const first = from ?? 1;
  return payments === 1 ? `payment ${first}` : `payments ${first} to ${first + payments - 1}`;
}

export function taxRows(sheet: Sheet, group: "tax" | "tax_at_signing"): Row[] {
  const { deal, figures, effects, openGroups } = sheet;
  const lines = (figures?.tax.lines ?? []).filter((line) => deal.kind !== "lease" || line.due === "signing");
  const head: Row = {
    id: group,
    label: group === "tax" ? "Taxes" : "Tax at signing",
    basis: countyText(deal.places.registration),
    amount: figures?.tax_total ?? null,
    effect: group === "tax" ? effectOf(effects, { code: "tax" }) : null,
    look: "strong",
    group,
    ruled: group === "tax",
  };
  if (!openGroups.has(group)) return [head];
  return [head, ...taxLineRows(lines), ...(group === "tax" ? takenOff(sheet) : [])];
}

/** What stands between the tax lines and the tax of this deal: a credit, and what is paid to the clerk later. */
function takenOff({ figures }: Sheet): Row[] {
  if (!figures) return [];
  const { totals, due_at_registration: later } = figures.tax;
  const rows: Row[] = [];
  if (!isZero(totals.credit)) {
    rows.push({
      id: "tax/credit",
      label: "Credit for another state's tax",
      amount: negated(totals.credit),
      inset: true,
    });
  }
  if (!isZero(later)) {
    rows.push({
      id: "tax/later",
      label: "Paid at registration, not here",
      amount: negated(later),
      inset: true,
    });
  }
  return rows;
}

export function taxLineRows(lines: readonly TaxLine[]): Row[] {
  return lines.map((line, at) => ({
    // A code may stand for several lines: places on top of each other, payments that bear different sums.
    id: `tax/${line.code}/${line.due}/${lines.slice(0, at).filter((each) => each.code === line.code).length}`,
    label: line.name,
    basis: taxBasis(line),
    amount: line.amount,
    inset: true,
    tax: line,
  }));
}

export function tradeRows({ deal, figures, effects }: Sheet): Row[] {
  const trades = deal.trades ?? [];
  const [only] = trades;
  const rows: Row[] = [];
  if (trades.length < 2) {
    const line = only ? ({ list: "trades", id: only.id } as const) : null;
    const lien = only ? payoffBasis(deal, only, figures?.trades[0]?.days_past_quote ?? 0) : "";
    rows.push(
      {
        id: "allowance",
        label: "Trade allowance",
        ...(only?.name ? { basis: only.acv ? `${only.name}, ACV ${shortMoney(only.acv)}` : only.name } : {}),
        cell: firstAllowance(deal),
        ...(line ? { line } : {}),
      },
      {
        id: "payoff",
        label: "Trade payoff",
        ...(lien === "" ? {} : { basis: lien }),
        cell: firstPayoff(deal),
        ...(line ? { line } : {}),
      },
    );
  } else {
    for (const [at, trade] of trades.entries()) {
      const name = trade.name || `Trade ${at + 1}`;
      const line = { list: "trades", id: trade.id } as const;
      rows.push(
        {
          id: `trades/${trade.id}/allowance`,
          label: `Allowance ${at + 1}`,
          basis: name,
          cell: lineCell("trades", trade.id, `Allowance for ${name}`, at, "allowance"),
          line,
        },
        {
          id: `trades/${trade.id}/payoff`,
          label: `Payoff ${at + 1}`,
          basis: payoffBasis(deal, trade, figures?.trades[at]?.days_past_quote ?? 0) || name,
          cell: lineCell("trades", trade.id, `Payoff of ${name}`, at, "payoff"),
          line,
        },
      );
    }
  }
  rows.push({
    id: "equity",
    label: "Trade equity",
    basis: "Allowance less payoff",
    amount: figures && trades.length > 0 ? negated(figures.trade_equity) : null,
    effect: effectOf(effects, { code: "trade_equity" }),
  });
  return rows;
}

export function rebateRows({ deal, figures, effects }: Sheet): Row[] {
  const rebates = deal.rebates ?? [];
  const first = rebates.find((rebate) => rebate.from !== "dealer");
  const taxed = deal.kind === "lease" ? taxedOf(figures?.tax, "cap_reduction_rebate") : null;
  const toBuyer = "Goes to the buyer, not into the deal";
  const rows: Row[] = [
    {
      id: "rebate",
      label: "Manufacturer rebate",
      ...(first
        ? { basis: first.assigned_to_dealer === false ? toBuyer : first.name || "Customer cash" }
        : {}),
      taxed: first ? taxed : null,
      cell: firstRebate(deal),
      effect: first ? effectOf(effects, { id: first.id }) : null,
      ...(first ? { line: { list: "rebates", id: first.id } as const } : {}),
    },
  ];
  for (const [at, rebate] of rebates.entries()) {
    if (rebate === first) continue;
    const label = rebate.from === "dealer" ? "Dealer rebate" : "Manufacturer rebate";
    rows.push({
      id: `rebates/${rebate.id}`,
      label,
      basis: rebate.assigned_to_dealer === false && rebate.from !== "dealer" ? toBuyer : (rebate.name ?? ""),
      taxed,
      cell: lineCell("rebates", rebate.id, label, at, "amount"),
      effect: effectOf(effects, { id: rebate.id }),
      line: { list: "rebates", id: rebate.id },
    });
  }
  return rows;
}

function lastRows({ deal, figures }: Sheet): Row[] {
  if (deal.kind === "cash") {
    return [
      { id: "due", label: "Balance due at delivery", amount: figures?.balance_due ?? null, look: "due" },
    ];
  }
  const ltv = figures?.loan?.ltv ?? null;
  const book = deal.vehicle?.book_value ?? null;
  const disclosed = figures?.regulation_z ?? null;
  const basis = [
    ...(ltv && book ? [`LTV ${percent(ltv, 0)} of book ${shortMoney(book)}`] : []),
    // The federal box leaves out what is a finance charge from the start.
    ...(disclosed && !isZero(disclosed.prepaid_finance_charge)
      ? [`Reg Z: ${money(disclosed.amount_financed)}`]
      : []),
  ];
  return [
    {
      id: "due",
      label: "Amount financed",
      ...(basis.length > 0 ? { basis: basis.join(", ") } : {}),
      amount: figures?.amount_financed ?? null,
      effect: figures?.loan?.payment ?? null,
      look: "due",
    },
  ];
}
