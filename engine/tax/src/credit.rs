//! What the law of the registration takes off its tax for tax paid to another state.

use money::{Cents, Rate, Rounding};

use crate::assessment::Warning;
use crate::conditions::Circumstances;
use crate::cross_state::principal_rate;
use crate::days::Days;
use crate::explain::warn;
use crate::levy::Levied;
use crate::rules::{Ceiling, Cited, CreditAllowed, CreditRule, Jurisdiction, jurisdiction};
use crate::{Date, Sale, TaxPaid};

/// What the selling state takes in this same sale.
#[derive(Debug, Clone, Copy)]
pub struct TakenNow {
    pub law: &'static Jurisdiction,
    pub amount: Cents,
    /// What its principal tax was taken of.
    pub base: Cents,
    /// The one rate of its principal tax, as it was charged.
    pub rate: Option<Rate>,
}

/// The credit and what it rests on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credit {
    pub amount: Cents,
    pub rule: Option<&'static CreditRule>,
    /// The ceiling that lowered the tax further, and by how much; within `amount`.
    pub ceiling: Option<(&'static Ceiling, Cents)>,
}

/// The jurisdiction's rule on tax paid elsewhere.
pub fn credit_rule(these: &Circumstances<'_>) -> Option<&'static CreditRule> {
    these
        .law
        .credits
        .iter()
        .find(|rule| rule.span.holds(these.day) && these.hold(rule.when))
}

/// Whether this law credits the tax of a state.
pub fn gives_credit(these: &Circumstances<'_>, state: &str) -> bool {
    credit_rule(these)
        .is_some_and(|rule| rule.allow != CreditAllowed::None && !rule.except.contains(&state))
}

/// Works out the credit of one sale.
pub struct Crediting<'a, 'b> {
    pub these: &'b Circumstances<'a>,
    pub own: &'b Levied,
    pub now: Option<TakenNow>,
    pub explain: bool,
    pub cited: &'b mut Vec<Cited>,
    pub warnings: &'b mut Vec<Warning>,
}

impl Crediting<'_, '_> {
    /// The credit, and beyond it what a ceiling takes off the rest.
    pub fn credit(mut self) -> Credit {
        let mut credit = self.for_tax_elsewhere();
        let left = self.own.total() - credit.amount;
        let these = self.these;
        let ceiling = these
            .law
            .ceilings
            .iter()
            .find(|rule| rule.span.holds(these.day) && these.hold(rule.when));
        if let Some(ceiling) = ceiling.filter(|ceiling| left > ceiling.amount) {
            let off = left - ceiling.amount;
            credit.amount += off;
            credit.ceiling = Some((ceiling, off));
            self.rests_on(ceiling.cited);
        }
        credit
    }

    fn for_tax_elsewhere(&mut self) -> Credit {
        let sale = self.these.sale;
        let listed = |state: &str| {
            sale.tax_paid_elsewhere
                .iter()
                .any(|paid| paid.state == state)
        };
        let now = self
            .now
            .filter(|now| !now.amount.is_zero() && !listed(now.law.state));
        if sale.tax_paid_elsewhere.is_empty() && now.is_none() {
            return Credit::default();
        }
        let Some(rule) = credit_rule(self.these) else {
            return Credit::default();
        };
        self.rests_on(rule.cited);
        if rule.allow == CreditAllowed::None {
            self.warn("no_credit", || rule.reason.wording().into_owned());
            return Credit {
                rule: Some(rule),
                ..Credit::default()
            };
        }
        let mut sum = Counted {
            own: self.own,
            rounding: self.these.law.rounding,
            amount: Cents::ZERO,
            rate: Rate::ZERO,
        };
        for one in &sale.tax_paid_elsewhere {
            match refusal(rule, one, self.these) {
                None => sum.add(rule, &one.state, one.amount, || rate_of(one, sale)),
                Some(why) => self.warn("credit_refused", || {
                    format!("no credit for tax paid to {}: {why}", one.state)
                }),
            }
        }
        if let Some(now) = now {
            if rule.except.contains(&now.law.state) {
                self.warn("credit_refused", || {
                    format!(
                        "no credit for tax paid to {}: that state is excepted",
                        now.law.name
                    )
                });
            } else {
                sum.add(rule, now.law.state, now.amount, || {
                    let of = if now.base.is_positive() {
                        now.base
                    } else {
                        sale.price
                    };
                    now.rate
                        .unwrap_or_else(|| Rate::of(now.amount, of, Rounding::HalfUp))
                });
            }
        }
        let amount = sum
            .earned(rule)
            .min(self.own.credited_state + self.own.credited_local);
        if rule.reciprocal && amount.is_positive() {
            let name = self.these.law.name;
            self.warn("credit_reciprocal", || {
                format!(
                    "{name} credits only tax of a state that does the same for its residents: confirm"
                )
            });
        }
        Credit {
            amount,
            rule: Some(rule),
            ceiling: None,
        }
    }

    fn rests_on(&mut self, cited: Cited) {
        if self.explain && !cited.verified() {
            self.cited.push(cited);
        }
    }

    fn warn(&mut self, code: &'static str, detail: impl FnOnce() -> String) {
        if self.explain {
            warn(self.warnings, code, detail());
        }
    }
}

/// The taxes of other states that count, each as far as the rule lets it.
struct Counted<'a> {
    own: &'a Levied,
    rounding: Rounding,
    amount: Cents,
    rate: Rate,
}

impl Counted<'_> {
    fn add(&mut self, rule: &CreditRule, state: &str, paid: Cents, rate: impl FnOnce() -> Rate) {
        let limit = rule.max_rates.iter().find(|(limited, _)| *limited == state);
        let most = limit.map(|(_, most)| Rate::new(*most));
        let of_base = |rate: Rate| self.own.principal_base.times(rate, self.rounding);
        match rule.allow {
            CreditAllowed::None => {}
            CreditAllowed::OwnTax | CreditAllowed::Relief => {
                self.amount += most.map_or(paid, |most| paid.min(of_base(most)));
            }
            CreditAllowed::RateDifference | CreditAllowed::RateTimesBase => {
                let rate = rate();
                self.rate = self.rate + most.map_or(rate, |most| rate.min(most));
            }
        }
    }

    fn earned(&self, rule: &CreditRule) -> Cents {
        let (own, rounding) = (self.own, self.rounding);
        match rule.allow {
            CreditAllowed::None => Cents::ZERO,
            CreditAllowed::OwnTax => self.amount,
            CreditAllowed::Relief if self.amount.is_positive() => {
                own.credited_state + own.credited_local
            }
            CreditAllowed::Relief => Cents::ZERO,
            CreditAllowed::RateTimesBase => own.principal_base.times(self.rate, rounding),
            // Where no tax was paid there is no difference to take: the own rate in full.
            CreditAllowed::RateDifference if self.rate.is_zero() => Cents::ZERO,
            CreditAllowed::RateDifference => {
                let tax = match own.principal_rate {
                    Some(rate) if rate > self.rate => {
                        own.principal_base.times(rate - self.rate, rounding)
                    }
                    Some(_) => Cents::ZERO,
                    // A tax of several rates: theirs is taken off what it came to.
                    None => own.principal_amount - own.principal_base.times(self.rate, rounding),
                };
                (own.principal_amount - tax.max(rule.min)).or_zero()
            }
        }
    }
}

/// The rate at which tax was paid elsewhere: as given; else that of the state's own rule file on the
/// day; else what was paid for the price.
fn rate_of(paid: &TaxPaid, sale: &Sale) -> Rate {
    if let Some(rate) = paid.rate {
        return rate;
    }
    if paid.amount.is_zero() {
        return Rate::ZERO;
    }
    let date = paid.date.unwrap_or(sale.date);
    let day = Days::all_on(date);
    jurisdiction(&paid.state)
        .filter(|law| law.speaks_on(day))
        .and_then(|law| principal_rate(&Circumstances::new(sale, law, day, &mut Vec::new())))
        .filter(|rate| !rate.is_zero())
        .unwrap_or_else(|| Rate::of(paid.amount, sale.price, Rounding::HalfUp))
}

/// Why a tax paid elsewhere earns no credit.
fn refusal(rule: &CreditRule, paid: &TaxPaid, these: &Circumstances<'_>) -> Option<&'static str> {
    let today = i32::from(these.day.on(rule.span.by));
    let age = |date: Date| today - date.day_number();
    if paid.state == these.law.state {
        return Some("it is this state's own");
    }
    if rule.except.contains(&paid.state.as_str()) {
        return Some("that state is excepted");
    }
    let too_old = paid
        .date
        .is_some_and(|date| age(date) > i32::from(rule.max_days) && rule.max_days != u16::MAX);
    too_old.then_some("it was paid too long ago")
}
