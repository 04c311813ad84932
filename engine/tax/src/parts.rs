//! The parts of a deal that a tax law may count: which ones a sale or a lease has, and what is told of each.

use money::Cents;

use crate::conditions::Item;
use crate::rules::PartRule;
use crate::{Lease, LeaseMethod, PartKind, ProductKind, RebateFrom, Sale, SaleKind, Trade};

/// One amount of the deal.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub kind: PartKind,
    pub amount: Cents,
    pub item: Item<'a>,
    pub counted: Option<Told>,
    pub left_out: Option<Told>,
}

/// How a part was told of in the explanation: a signed amount and the rule behind it.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    pub amount: Cents,
    pub rule: &'static PartRule,
}

pub fn push<'a>(parts: &mut Vec<Part<'a>>, kind: PartKind, amount: Cents, item: Item<'a>) {
    if !amount.is_zero() {
        parts.push(Part {
            kind,
            amount,
            item,
            counted: None,
            left_out: None,
        });
    }
}

const fn kind_of(product: ProductKind) -> PartKind {
    match product {
        ProductKind::ServiceContract => PartKind::ServiceContract,
        ProductKind::Gap => PartKind::Gap,
        ProductKind::Maintenance => PartKind::Maintenance,
        ProductKind::TireWheel => PartKind::TireWheel,
        ProductKind::Insurance => PartKind::Insurance,
        ProductKind::Other => PartKind::OtherProduct,
    }
}

fn of_trade(trade: &Trade) -> Item<'_> {
    let untaxed = trade.tax_paid_on_it == Some(false);
    Item {
        titled_in: trade.titled_in.as_deref(),
        owned: trade.owned_by_buyer,
        class: Some(trade.class),
        book_value: trade.book_value,
        tax_paid: trade
            .tax_amount_paid
            .or_else(|| untaxed.then_some(Cents::ZERO)),
        ..Item::default()
    }
}

/// The vehicle with what is agreed on around it.
fn push_vehicle(parts: &mut Vec<Part<'_>>, sale: &Sale) {
    for (kind, amount) in [
        (PartKind::Vehicle, sale.price),
        (PartKind::DealerDiscount, sale.dealer_discount),
        (PartKind::Accessories, sale.accessories),
        (PartKind::DeliveryCharge, sale.delivery_charge),
    ] {
        push(parts, kind, amount, Item::default());
    }
}

/// What stands in the capitalized cost of a lease, and so in its payments.
fn push_capitalized<'a>(parts: &mut Vec<Part<'a>>, sale: &'a Sale, lease: &Lease) {
    let within = Item {
        in_payments: true,
        ..Item::default()
    };
    for product in &sale.products {
        let item = Item {
            provider: Some(product.provider),
            in_payments: product.in_payments.unwrap_or(true),
            ..within
        };
        push(parts, kind_of(product.kind), product.price, item);
    }
    let owed = sale
        .trades
        .iter()
        .map(|trade| trade.payoff - trade.allowance);
    let negative_equity = owed.map(Cents::or_zero).sum();
    push(parts, PartKind::NegativeEquity, negative_equity, within);
    let rent = lease.rent_charge.unwrap_or_default();
    push(parts, PartKind::RentCharge, rent, within);
}

/// What a lease has that is not taxed by its price.
fn push_lease<'a>(parts: &mut Vec<Part<'a>>, sale: &'a Sale, lease: &Lease) {
    let plain = Item::default();
    push(parts, PartKind::LeasePayment, lease.base_payment, plain);
    push(
        parts,
        PartKind::CapReductionCash,
        lease.cap_reduction.cash,
        plain,
    );
    push(
        parts,
        PartKind::CapReductionTrade,
        lease.cap_reduction.trade,
        sale.trades.first().map_or(plain, of_trade),
    );
    push(
        parts,
        PartKind::CapReductionRebate,
        lease.cap_reduction.rebate,
        plain,
    );
    if let Some(fee) = lease
        .acquisition_fee
        .as_ref()
        .filter(|fee| !fee.capitalized)
    {
        push(parts, PartKind::AcquisitionFee, fee.amount, plain);
    }
    if !lease.doc_fee_capitalized {
        push(parts, PartKind::DocFee, sale.doc_fee, plain);
    }
    push(
        parts,
        PartKind::GrossCapCost,
        lease.gross_cap_cost.unwrap_or_default(),
        plain,
    );
    push(
        parts,
        PartKind::Residual,
        lease.residual.unwrap_or_default(),
        plain,
    );
    // The vehicle itself, for taxes that look at its value whatever the method of the lease.
    push_vehicle(parts, sale);
    push_capitalized(parts, sale, lease);
}

/// The parts that a sale has, or a lease under its method.
pub fn parts<'a>(sale: &'a Sale, method: LeaseMethod) -> Vec<Part<'a>> {
    let lease = match sale.kind {
        SaleKind::Retail => None,
        SaleKind::Lease => sale.lease.as_ref(),
    };
    let mut parts = Vec::with_capacity(if lease.is_some() { 16 } else { 8 });
    let plain = Item::default();
    if let Some(lease) = lease.filter(|_| method != LeaseMethod::Price) {
        push_lease(&mut parts, sale, lease);
        return parts;
    }
    push_vehicle(&mut parts, sale);
    push(&mut parts, PartKind::DocFee, sale.doc_fee, plain);
    for product in &sale.products {
        let item = Item {
            provider: Some(product.provider),
            ..plain
        };
        push(&mut parts, kind_of(product.kind), product.price, item);
    }
    for rebate in &sale.rebates {
        let kind = match rebate.from {
            RebateFrom::Manufacturer => PartKind::ManufacturerRebate,
            RebateFrom::Dealer => PartKind::DealerRebate,
        };
        let item = Item {
            assigned: rebate.assigned_to_dealer,
            ..plain
        };
        push(&mut parts, kind, rebate.amount, item);
    }
    let mut negative_equity = Cents::ZERO;
    for trade in &sale.trades {
        push(
            &mut parts,
            PartKind::TradeIn,
            trade.allowance,
            of_trade(trade),
        );
        negative_equity += (trade.payoff - trade.allowance).or_zero();
    }
    if let Some(lease) = lease {
        if sale.rebates.iter().all(|rebate| rebate.amount.is_zero()) {
            push(
                &mut parts,
                PartKind::ManufacturerRebate,
                lease.cap_reduction.rebate,
                plain,
            );
        }
        if sale.trades.iter().all(|trade| trade.allowance.is_zero()) {
            push(
                &mut parts,
                PartKind::TradeIn,
                lease.cap_reduction.trade,
                plain,
            );
        }
        let capitalized = lease.gross_cap_cost.unwrap_or_default();
        let residual = lease.residual.unwrap_or_default();
        for (kind, amount) in [
            (PartKind::CapReductionCash, lease.cap_reduction.cash),
            (PartKind::GrossCapCost, capitalized),
            (PartKind::Residual, residual),
        ] {
            push(&mut parts, kind, amount, plain);
        }
    }
    push(&mut parts, PartKind::NegativeEquity, negative_equity, plain);
    parts
}

pub const fn is_product(kind: PartKind) -> bool {
    matches!(
        kind,
        PartKind::ServiceContract
            | PartKind::Gap
            | PartKind::Maintenance
            | PartKind::TireWheel
            | PartKind::Insurance
            | PartKind::OtherProduct
    )
}

/// What makes up the price that a guide value is held against.
pub const fn in_price(kind: PartKind) -> bool {
    matches!(
        kind,
        PartKind::Vehicle
            | PartKind::DealerDiscount
            | PartKind::Accessories
            | PartKind::DeliveryCharge
            | PartKind::DocFee
    )
}

/// Keeps what the explanation says of a part: counted by any base beats left out by another.
pub fn tell(part: &mut Part<'_>, rule: &'static PartRule, counted: Cents, left: Cents) {
    if !counted.is_zero() && part.counted.is_none() {
        part.counted = Some(Told {
            amount: counted,
            rule,
        });
        part.left_out = None;
    }
    let untold = part.left_out.is_none() && (part.counted.is_none() || !counted.is_zero());
    if !left.is_zero() && untold {
        part.left_out = Some(Told { amount: left, rule });
    }
}
