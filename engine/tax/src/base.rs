//! From the parts of a deal to what a tax is taken of: counted, taken off, or left out, and why.

use money::{Cents, Rate, Rounding};

use crate::conditions::{Circumstances, Item};
use crate::rules::{BaseId, PartRule, Treat, ValueAgainst, ValueRule};
use crate::{LeaseMethod, PartKind, ProductKind, RebateFrom, Sale, SaleKind};

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

/// A value rule that moved a base, and by how much.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    pub amount: Cents,
    pub rule: &'static ValueRule,
}

/// What a base comes to: what falls due at signing (for a sale, all of it) and one payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    pub signing: Cents,
    pub payment: Cents,
}

const MOST_BASES: usize = 12;

/// The parts of one deal and the bases measured so far.
pub struct Bases<'a> {
    pub parts: Vec<Part<'a>>,
    pub moved: Option<Moved>,
    measured: [Option<Measure>; MOST_BASES],
    explain: bool,
    /// A deduction was larger than what it is taken off.
    pub fell_below_zero: bool,
    /// The law wants a guide value that is not given.
    pub book_value_missing: bool,
}

fn push<'a>(parts: &mut Vec<Part<'a>>, kind: PartKind, amount: Cents, item: Item<'a>) {
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

/// The parts that a sale has, or a lease under its method.
pub fn parts<'a>(sale: &'a Sale, method: LeaseMethod) -> Vec<Part<'a>> {
    let mut parts = Vec::with_capacity(16);
    let plain = Item::default();
    let lease = match sale.kind {
        SaleKind::Retail => None,
        SaleKind::Lease => sale.lease.as_ref(),
    };
    if let Some(lease) = lease.filter(|_| method != LeaseMethod::Price) {
        push(
            &mut parts,
            PartKind::LeasePayment,
            lease.base_payment,
            plain,
        );
        push(
            &mut parts,
            PartKind::CapReductionCash,
            lease.cap_reduction.cash,
            plain,
        );
        push(
            &mut parts,
            PartKind::CapReductionTrade,
            lease.cap_reduction.trade,
            plain,
        );
        push(
            &mut parts,
            PartKind::CapReductionRebate,
            lease.cap_reduction.rebate,
            plain,
        );
        if let Some(fee) = lease
            .acquisition_fee
            .as_ref()
            .filter(|fee| !fee.capitalized)
        {
            push(&mut parts, PartKind::AcquisitionFee, fee.amount, plain);
        }
        if !lease.doc_fee_capitalized {
            push(&mut parts, PartKind::DocFee, sale.doc_fee, plain);
        }
        push(
            &mut parts,
            PartKind::GrossCapCost,
            lease.gross_cap_cost.unwrap_or_default(),
            plain,
        );
        push(
            &mut parts,
            PartKind::Residual,
            lease.residual.unwrap_or_default(),
            plain,
        );
        // The vehicle itself, for taxes that look at its value whatever the method of the lease.
        push(&mut parts, PartKind::Vehicle, sale.price, plain);
        push(
            &mut parts,
            PartKind::DealerDiscount,
            sale.dealer_discount,
            plain,
        );
        push(&mut parts, PartKind::Accessories, sale.accessories, plain);
        push(
            &mut parts,
            PartKind::DeliveryCharge,
            sale.delivery_charge,
            plain,
        );
        return parts;
    }
    push(&mut parts, PartKind::Vehicle, sale.price, plain);
    push(
        &mut parts,
        PartKind::DealerDiscount,
        sale.dealer_discount,
        plain,
    );
    push(&mut parts, PartKind::Accessories, sale.accessories, plain);
    push(
        &mut parts,
        PartKind::DeliveryCharge,
        sale.delivery_charge,
        plain,
    );
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
        let item = Item {
            titled_in: trade.titled_in.as_deref(),
            owned: trade.owned_by_buyer,
            class: Some(trade.class),
            ..plain
        };
        push(&mut parts, PartKind::TradeIn, trade.allowance, item);
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
        push(
            &mut parts,
            PartKind::CapReductionCash,
            lease.cap_reduction.cash,
            plain,
        );
    }
    push(&mut parts, PartKind::NegativeEquity, negative_equity, plain);
    parts
}

impl<'a> Bases<'a> {
    pub fn new(parts: Vec<Part<'a>>, explain: bool) -> Self {
        Self {
            parts,
            moved: None,
            measured: [None; MOST_BASES],
            explain,
            fell_below_zero: false,
            book_value_missing: false,
        }
    }

    /// What a base comes to; measured once a deal.
    pub fn measure(&mut self, base: BaseId, these: &Circumstances<'_>) -> Measure {
        let slot = usize::from(base).min(MOST_BASES - 1);
        if let Some(measure) = self.measured[slot] {
            return measure;
        }
        let measure = self.add_up(base, these);
        self.measured[slot] = Some(measure);
        measure
    }

    fn add_up(&mut self, base: BaseId, these: &Circumstances<'_>) -> Measure {
        let rounding = these.law.rounding;
        let mut sum = Measure::default();
        let mut price = Cents::ZERO;
        let mut used: [(usize, Cents); 8] = [(usize::MAX, Cents::ZERO); 8];
        for part in &mut self.parts {
            let Some((index, rule)) = rule_for(base, part, these) else {
                continue;
            };
            let own = if rule.share == Rate::SCALE {
                part.amount
            } else {
                part.amount.times(Rate::new(rule.share), rounding)
            };
            let (within, above) = within_limit(rule, index, own, &mut used);
            let rest = part.amount - own;
            let (counted, left) = match rule.treat {
                Treat::Counted => (within, above + rest),
                Treat::Deducted => (-within, above + rest),
                Treat::LeftOut => (above, within),
            };
            if part.kind == PartKind::LeasePayment {
                sum.payment += counted;
            } else {
                sum.signing += counted;
            }
            if in_price(part.kind) {
                price += counted;
            }
            if self.explain {
                tell(part, rule, counted, left);
            }
        }
        for (index, rule) in these.law.parts.iter().enumerate() {
            if rule.base == base && rule.speaks_of(PartKind::Declared) && rule.span.holds(these.day)
            {
                self.declare(rule, index, these, &mut sum);
            }
        }
        if let Some(moved) = self.value_against(base, price, these) {
            sum.signing += moved.amount;
            if self.explain && !moved.amount.is_zero() {
                self.moved = Some(moved);
            }
        }
        self.fell_below_zero |= sum.signing.is_negative() && sum.payment.is_zero();
        Measure {
            signing: sum.signing.or_zero(),
            payment: sum.payment.or_zero(),
        }
    }

    /// An amount that a question asked for.
    fn declare(
        &mut self,
        rule: &'static PartRule,
        _index: usize,
        these: &Circumstances<'_>,
        sum: &mut Measure,
    ) {
        let answer = these
            .answers
            .get(usize::from(rule.answer))
            .copied()
            .unwrap_or(0);
        let amount = Cents::new(answer);
        if amount.is_zero() || !these.hold(rule.when) {
            return;
        }
        let own = amount.times(Rate::new(rule.share), Rounding::HalfUp);
        let signed = match rule.treat {
            Treat::Counted => own,
            Treat::Deducted => -own,
            Treat::LeftOut => Cents::ZERO,
        };
        sum.signing += signed;
        if self.explain {
            let told = Told {
                amount: signed,
                rule,
            };
            push(&mut self.parts, PartKind::Declared, amount, Item::default());
            if let Some(part) = self.parts.last_mut() {
                part.counted = Some(told);
            }
        }
    }

    /// How far the law's guide value moves the price.
    fn value_against(
        &mut self,
        base: BaseId,
        price: Cents,
        these: &Circumstances<'_>,
    ) -> Option<Moved> {
        let rule = these.law.values.iter().find(|rule| {
            rule.base == base && rule.span.holds(these.day) && these.hold(rule.when)
        })?;
        let vehicle = &these.sale.vehicle;
        self.book_value_missing |= vehicle.book_value.is_none();
        let value = match rule.against {
            ValueAgainst::GreaterOfPriceAndBook => vehicle.book_value.unwrap_or(price).max(price),
            ValueAgainst::BookElseMsrpElsePrice => {
                vehicle.book_value.or(vehicle.msrp).unwrap_or(price)
            }
            ValueAgainst::WithinBookBand => vehicle.book_value.map_or(price, |book| {
                let share = |share| book.times(Rate::new(share), these.law.rounding);
                price.min(share(rule.high)).max(share(rule.low))
            }),
        };
        Some(Moved {
            amount: value - price,
            rule,
        })
    }
}

/// The first rule of the base that fits the part.
fn rule_for(
    base: BaseId,
    part: &Part<'_>,
    these: &Circumstances<'_>,
) -> Option<(usize, &'static PartRule)> {
    these.law.parts.iter().enumerate().find(|(_, rule)| {
        rule.base == base
            && rule.speaks_of(part.kind)
            && rule.span.holds(these.day)
            && (rule.when.is_empty() || these.hold_for(rule.when, part.item))
    })
}

/// Splits an amount at what is left of a rule's limit, which all its parts share.
fn within_limit(
    rule: &PartRule,
    index: usize,
    amount: Cents,
    used: &mut [(usize, Cents); 8],
) -> (Cents, Cents) {
    let Some(limit) = rule.limit else {
        return (amount, Cents::ZERO);
    };
    let slot = used
        .iter_mut()
        .find(|slot| slot.0 == index || slot.0 == usize::MAX);
    let Some(slot) = slot else {
        return (amount.min(limit), (amount - limit).or_zero());
    };
    slot.0 = index;
    let within = amount.min((limit - slot.1).or_zero());
    slot.1 += within;
    (within, amount - within)
}

/// What makes up the price that a guide value is held against.
const fn in_price(kind: PartKind) -> bool {
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
fn tell(part: &mut Part<'_>, rule: &'static PartRule, counted: Cents, left: Cents) {
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
