//! A vehicle that goes to another state: what the selling state asks of its buyer.

use std::cell::Cell;

use money::{Cents, Rate, Rounding};

use crate::SaleKind;
use crate::assessment::Level;
use crate::conditions::Circumstances;
use crate::levy::Levied;
use crate::rate::{Charged, in_force};
use crate::rules::{NO_BASE, NonresidentRule, Pick, RateRow, Reach};

/// How far the selling state's taxes reach a buyer from another state.
#[derive(Debug, Clone)]
pub struct Abroad {
    pub rule: &'static NonresidentRule,
    /// The home state's rate, where the rule needs it and it is known.
    home_rate: Option<Rate>,
    /// The tax of the home state by its own rules: all of it, and the state's own.
    home_total: Cents,
    home_state: Cents,
    /// What earlier lines already took of the home state's tax.
    taken: Cell<Cents>,
}

impl Abroad {
    /// The rule of the selling state for this buyer; nothing where its law has none for the date.
    pub fn new(
        selling: &Circumstances<'_>,
        home: &Circumstances<'_>,
        home_levied: &Levied,
    ) -> Option<Self> {
        let rule = selling
            .law
            .nonresidents
            .iter()
            .find(|rule| rule.span.holds(selling.day) && selling.hold(rule.when))?;
        let listed = rule
            .home_rates
            .iter()
            .find(|(state, _)| *state == selling.home);
        let rate = listed
            .map(|(_, rate)| Rate::new(*rate))
            .or_else(|| principal_rate(home));
        let at_most = |rate: Rate| rule.at_most.map_or(rate, |most| rate.min(Rate::new(most)));
        Some(Self {
            rule,
            home_rate: rate.map(at_most),
            home_total: home_levied.total(),
            home_state: home_levied.state,
            taken: Cell::new(Cents::ZERO),
        })
    }

    pub const fn reach(&self, level: Level) -> Reach {
        match level {
            Level::State => self.rule.state_tax,
            Level::County | Level::District => self.rule.county_tax,
            Level::City => self.rule.city_tax,
        }
    }

    pub fn takes_tax(&self) -> bool {
        self.rule.state_tax != Reach::None || !self.takes_no_local_tax()
    }

    pub fn takes_no_local_tax(&self) -> bool {
        self.rule.county_tax == Reach::None && self.rule.city_tax == Reach::None
    }

    /// Whether the rule needs a rate of the home state that nobody told.
    pub fn home_rate_unknown(&self) -> bool {
        let needs = |reach| {
            matches!(
                reach,
                Reach::HomeRate | Reach::HomeRateEitherWay | Reach::ReducedBase
            )
        };
        let rule = self.rule;
        self.home_rate.is_none()
            && [rule.state_tax, rule.county_tax, rule.city_tax]
                .into_iter()
                .any(needs)
    }

    /// What is left of a charge under the rule.
    pub fn charge(&self, reach: Reach, own: Charged, rounding: Rounding) -> Charged {
        let none = Charged {
            base: own.base,
            rate: None,
            amount: Cents::ZERO,
        };
        match reach {
            Reach::Full => own,
            Reach::None => none,
            Reach::HomeRate => match (own.rate, self.home_rate) {
                (Some(rate), Some(home)) if home < rate => Charged {
                    base: own.base,
                    rate: Some(home),
                    amount: own.base.times(home, rounding),
                },
                _ => own,
            },
            // The home state's rate stands in for all that this state takes, so the first line bears it.
            Reach::HomeRateEitherWay => match self.home_rate {
                Some(_) if self.taken.get().is_positive() => none,
                Some(home) => {
                    let amount = own.base.times(home, rounding);
                    self.taken.set(amount);
                    Charged {
                        base: own.base,
                        rate: Some(home),
                        amount,
                    }
                }
                None => own,
            },
            Reach::ReducedBase => match (own.rate, self.home_rate) {
                (Some(rate), Some(home)) if home < self.own_state_rate(rate) => {
                    let whole = self.own_state_rate(rate);
                    let base = own.base.ratio(home.get(), whole.get(), rounding);
                    Charged {
                        base,
                        rate: own.rate,
                        amount: base.times(rate, rounding),
                    }
                }
                _ => own,
            },
            Reach::Lesser => self.no_more_than(self.home_total, own, rounding),
            Reach::HomeStateTax => self.no_more_than(self.home_state, own, rounding),
        }
    }

    /// The own tax, at the rule's rate where it says one, and no more than what earlier lines left of
    /// the home state's tax.
    fn no_more_than(&self, home: Cents, own: Charged, rounding: Rounding) -> Charged {
        let rate = self.rule.at_most.map(Rate::new).or(own.rate);
        let here = rate.map_or(own.amount, |rate| own.base.times(rate, rounding));
        let left = (home - self.taken.get()).or_zero();
        let amount = here.min(left);
        self.taken.set(self.taken.get() + amount);
        Charged {
            base: own.base,
            rate: rate.filter(|_| amount == here),
            amount,
        }
    }

    /// The state rate against which a reduced base is measured: the rule's own where it says one, so
    /// that a county's tax is taken of the same reduced base.
    fn own_state_rate(&self, rate: Rate) -> Rate {
        self.rule.at_most.map_or(rate, Rate::new)
    }
}

/// The rate of a jurisdiction's principal state tax on a sale of this kind and price; zero where it has
/// no such tax, nothing where it is not one rate.
pub fn principal_rate(these: &Circumstances<'_>) -> Option<Rate> {
    let sale = these.sale;
    let mut taxes = these.law.taxes.iter().filter(|tax| {
        let base = match sale.kind {
            SaleKind::Retail => tax.base,
            SaleKind::Lease => tax.lease_base,
        };
        tax.level == Level::State && base != NO_BASE && these.hold(tax.when)
    });
    let Some(tax) = taxes.next() else {
        return Some(Rate::ZERO);
    };
    let period = in_force(tax.rates, these)?;
    let fits = |row: &&RateRow| {
        (row.over.is_zero() || sale.price > row.over)
            && row.up_to.is_none_or(|up_to| sale.price <= up_to)
            && these.hold(row.when)
    };
    let row = period.rows.iter().find(fits)?;
    (period.pick == Pick::First).then(|| Rate::new(row.rate))
}
