//! From the parts of a deal to what a tax is taken of: counted, taken off, or left out, and why.

use money::{Cents, Rate, Rounding};

use crate::conditions::{Circumstances, Item};
use crate::part_amount::Measuring;
use crate::parts::{Part, Told, in_price, is_product, push, tell};
use crate::rules::{BaseId, Cited, PartRule, Treat, ValueAgainst, ValueRule};
use crate::{LeaseMethod, PartKind, SaleKind};

/// A value rule that moved a base, and by how much.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    pub amount: Cents,
    pub rule: &'static ValueRule,
}

/// What a base comes to: what falls due at signing (for a sale, all of it) and one payment. Of a lease taxed
/// at once, what is not in a payment may be below zero.
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
    /// Where a floor lifted what the deductions left.
    pub lifted: Option<Moved>,
    measured: [Option<Measure>; MOST_BASES],
    /// One bit a kind of part that the deal has.
    pub kinds: u32,
    explain: bool,
    /// A deduction was larger than what it is taken off.
    pub fell_below_zero: bool,
    /// The law wants a guide value that is not given.
    pub book_value_missing: bool,
    /// The uncertain rules that took an amount into a measured base, or kept it out.
    pub unsure: Vec<Cited>,
}

impl<'a> Bases<'a> {
    pub fn new(parts: Vec<Part<'a>>, explain: bool) -> Self {
        let kinds = parts
            .iter()
            .fold(0, |mask, part| mask | 1 << part.kind as u32);
        Self {
            parts,
            kinds,
            moved: None,
            lifted: None,
            measured: [None; MOST_BASES],
            explain,
            fell_below_zero: false,
            book_value_missing: false,
            unsure: Vec::new(),
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
        let mut measuring = Measuring::default();
        let mut capitalized = Capitalized::new(these);
        let mut used: [(usize, Cents); 8] = [(usize::MAX, Cents::ZERO); 8];
        let rules = FirstRules::of(base, self.kinds, these);
        for place in 0..self.parts.len() {
            let Some((index, rule)) = rules.rule_for(base, &self.parts[place], these) else {
                continue;
            };
            let beyond =
                rule.items > 0 && !self.among_the_largest(place, (index, rule), &rules, these);
            let part = &mut self.parts[place];
            let amount = measuring.amount(part, rule, these);
            let own = if rule.share == Rate::SCALE {
                amount
            } else {
                amount.times(Rate::new(rule.share), rounding)
            };
            let (within, above) = if beyond {
                (Cents::ZERO, own)
            } else {
                within_limit(rule, index, own, &mut used)
            };
            let rest = (part.amount - own).or_zero();
            let (counted, left) = match rule.treat {
                Treat::Counted => (within, above + rest),
                Treat::Deducted => (-within, above + rest),
                Treat::LeftOut => (above, within),
            };
            if these.sale.kind == SaleKind::Lease && !capitalized.put(part, counted, &mut sum) {
                continue;
            }
            if these.sale.kind == SaleKind::Retail {
                sum.signing += counted;
            }
            if in_price(part.kind) {
                price += counted;
            }
            if self.explain {
                tell(part, rule, counted, left);
                if !rule.cited.verified() {
                    self.unsure.push(rule.cited);
                }
            }
        }
        for rule in rules.starting(PartKind::Declared, these) {
            if rule.base == base && rule.speaks_of(PartKind::Declared) && rule.span.holds(these.day)
            {
                self.declare(rule, these, &mut sum);
            }
        }
        if let Some(moved) = self.value_against(base, price, these) {
            sum.signing += moved.amount;
            if self.explain && !moved.amount.is_zero() {
                self.moved = Some(moved);
            }
        }
        self.book_value_missing |= measuring.book_value_missing;
        if let Some(lifted) = self.floor_under(base, sum.signing, these) {
            sum.signing += lifted.amount;
            if self.explain && !lifted.amount.is_zero() {
                self.lifted = Some(lifted);
            }
        }
        self.fell_below_zero |= sum.signing.is_negative() && sum.payment.is_zero();
        // Where a lease is taxed at once, a deduction may be larger than what is paid at signing.
        let at_once = these.lease_method != LeaseMethod::EachPayment && sum.payment.is_positive();
        Measure {
            signing: if at_once {
                sum.signing
            } else {
                sum.signing.or_zero()
            },
            payment: sum.payment.or_zero(),
        }
    }

    /// Whether an item is one of those that a rule of only so many treats: those with the largest amounts,
    /// the earlier before the later of the same.
    fn among_the_largest(
        &self,
        place: usize,
        (index, rule): (usize, &PartRule),
        rules: &FirstRules,
        these: &Circumstances<'_>,
    ) -> bool {
        let own = self.parts[place].amount;
        let before = self.parts.iter().enumerate().filter(|(other, part)| {
            let larger = part.amount > own || (part.amount == own && *other < place);
            let fits = || rules.rule_for(rule.base, part, these);
            larger && fits().is_some_and(|(same, _)| same == index)
        });
        before.count() < usize::from(rule.items)
    }

    /// One bit a kind of part of this deal that a base counts.
    pub fn kinds_counted(&self, base: BaseId, these: &Circumstances<'_>) -> u32 {
        let rules = FirstRules::of(base, self.kinds, these);
        let counted = self.parts.iter().filter(|part| {
            let fits = rules.rule_for(base, part, these);
            fits.is_some_and(|(_, rule)| rule.treat == Treat::Counted)
        });
        counted.fold(0, |mask, part| mask | 1 << part.kind as u32)
    }

    /// An amount that a question asked for.
    fn declare(&mut self, rule: &'static PartRule, these: &Circumstances<'_>, sum: &mut Measure) {
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
            if !rule.cited.verified() {
                self.unsure.push(rule.cited);
            }
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
            rule.base == base
                && rule.against != ValueAgainst::FloorBookDifference
                && rule.span.holds(these.day)
                && these.hold(rule.when)
        })?;
        let vehicle = &these.sale.vehicle;
        self.book_value_missing |= match rule.against {
            ValueAgainst::MsrpShare => vehicle.msrp.is_none(),
            _ => vehicle.book_value.is_none(),
        };
        let value = match rule.against {
            ValueAgainst::GreaterOfPriceAndBook => vehicle.book_value.unwrap_or(price).max(price),
            ValueAgainst::BookElseMsrpElsePrice => {
                vehicle.book_value.or(vehicle.msrp).unwrap_or(price)
            }
            ValueAgainst::WithinBookBand => vehicle.book_value.map_or(price, |book| {
                let share = |share| book.times(Rate::new(share), these.law.rounding);
                price.min(share(rule.high)).max(share(rule.low))
            }),
            ValueAgainst::MsrpShare => vehicle.msrp.map_or(price, |msrp| {
                msrp.times(Rate::new(rule.low), these.law.rounding)
            }),
            ValueAgainst::FloorBookDifference => price,
        };
        Some(Moved {
            amount: value - price,
            rule,
        })
    }
}

impl Bases<'_> {
    /// How far a base is lifted that would fall below a share of the guide value less the trade-ins'. A
    /// trade-in without a guide value counts at its allowance.
    fn floor_under(
        &mut self,
        base: BaseId,
        left: Cents,
        these: &Circumstances<'_>,
    ) -> Option<Moved> {
        let rule = these.law.values.iter().find(|rule| {
            rule.base == base
                && rule.against == ValueAgainst::FloorBookDifference
                && rule.span.holds(these.day)
                && these.hold(rule.when)
        })?;
        let trades = &these.sale.trades;
        let own = these.sale.vehicle.book_value;
        self.book_value_missing |=
            own.is_none() || trades.iter().any(|trade| trade.book_value.is_none());
        let traded: Cents = trades
            .iter()
            .map(|trade| trade.book_value.unwrap_or(trade.allowance))
            .sum();
        let floor = (own? - traded)
            .or_zero()
            .times(Rate::new(rule.low), these.law.rounding);
        Some(Moved {
            amount: (floor - left).or_zero(),
            rule,
        })
    }

    /// Whether products are within the payments of a lease and no base took them out.
    pub fn products_in_payments(&self) -> bool {
        self.parts
            .iter()
            .any(|part| part.item.in_payments && is_product(part.kind) && part.counted.is_none())
    }
}

/// How the parts of a lease enter a base: what stands in the capitalized cost is in the payments already,
/// so it is only taken out of them, evenly, or out of the whole where that is taxed at once.
struct Capitalized {
    each_payment: bool,
    term: i64,
    /// The base counts payments or the capitalized cost.
    holds_all: bool,
}

impl Capitalized {
    fn new(these: &Circumstances<'_>) -> Self {
        let lease = these.sale.lease.as_ref();
        Self {
            each_payment: these.lease_method == LeaseMethod::EachPayment,
            term: lease.map_or(1, |lease| i64::from(lease.term_months.max(1))),
            holds_all: false,
        }
    }

    /// Whether the part entered.
    fn put(&mut self, part: &Part<'_>, counted: Cents, sum: &mut Measure) -> bool {
        match part.kind {
            PartKind::LeasePayment => {
                sum.payment += counted;
                self.holds_all |= counted.is_positive();
                return true;
            }
            PartKind::GrossCapCost => self.holds_all |= counted.is_positive(),
            _ => {}
        }
        let product = is_product(part.kind);
        // What is paid at signing beside the payments cannot be taken out of them.
        if product && !part.item.in_payments && counted.is_negative() {
            return false;
        }
        if part.item.in_payments && counted.is_positive() && (self.holds_all || product) {
            return false;
        }
        if part.item.in_payments && self.each_payment && sum.payment.is_positive() {
            sum.payment += counted.ratio(1, self.term, Rounding::HalfUp);
        } else {
            sum.signing += counted;
        }
        true
    }
}

/// Where the rules of one base begin that speak of each kind of part on the day, so that the law is
/// gone through once and not for every part.
struct FirstRules([u16; 32]);

impl FirstRules {
    /// For kinds of parts, one bit each, and for what is declared.
    fn of(base: BaseId, kinds: u32, these: &Circumstances<'_>) -> Self {
        let mut first = [u16::MAX; 32];
        let mut wanted = kinds | 1 << PartKind::Declared as u32;
        for (index, rule) in (0..).zip(these.law.parts) {
            let mut found = rule.kinds & wanted;
            if rule.base != base || found == 0 || !rule.span.holds(these.day) {
                continue;
            }
            wanted &= !found;
            while found != 0 {
                first[found.trailing_zeros() as usize] = index;
                found &= found - 1;
            }
        }
        Self(first)
    }

    fn place(&self, kind: PartKind) -> usize {
        usize::from(self.0[kind as usize])
    }

    /// The rules from the first on that speaks of a kind.
    fn starting(&self, kind: PartKind, these: &Circumstances<'_>) -> &'static [PartRule] {
        these.law.parts.get(self.place(kind)..).unwrap_or_default()
    }

    /// The first rule of the base that fits the part.
    fn rule_for(
        &self,
        base: BaseId,
        part: &Part<'_>,
        these: &Circumstances<'_>,
    ) -> Option<(usize, &'static PartRule)> {
        let rules = (self.place(part.kind)..).zip(self.starting(part.kind, these));
        rules.into_iter().find(|(_, rule)| {
            rule.base == base
                && rule.speaks_of(part.kind)
                && rule.span.holds(these.day)
                && (rule.when.is_empty() || these.hold_for(rule.when, part.item))
        })
    }
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
