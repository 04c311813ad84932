//! A vehicle that goes to another state: what the selling state asks, and what the home state credits.

use money::{Cents, Rate, Rounding};

use crate::assessment::{Level, Warning};
use crate::conditions::Circumstances;
use crate::rate::{Charged, in_force};
use crate::rules::{Cited, CreditRule, Jurisdiction, NonresidentRule, Pick, Reach};
use crate::{Date, Sale, TaxPaid};

/// How far the selling state's taxes reach a buyer from another state.
#[derive(Debug, Clone, Copy)]
pub struct Abroad {
    pub rule: &'static NonresidentRule,
    /// The home state's rate, where the rule needs it and it is known.
    home_rate: Option<Rate>,
    /// The whole tax of the home state.
    home_tax: Cents,
}

impl Abroad {
    /// The rule of the selling state for this buyer; nothing where its law has none for the date.
    pub fn new(
        selling: &Circumstances<'_>,
        home: &Circumstances<'_>,
        home_tax: Cents,
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
            .or_else(|| state_rate(home));
        let at_most = |rate: Rate| rule.at_most.map_or(rate, |most| rate.min(Rate::new(most)));
        Some(Self {
            rule,
            home_rate: rate.map(at_most),
            home_tax,
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
        let needs = |reach| matches!(reach, Reach::HomeRate | Reach::ReducedBase);
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
            Reach::Lesser => {
                let rate = self.rule.at_most.map(Rate::new).or(own.rate);
                let here = rate.map_or(own.amount, |rate| own.base.times(rate, rounding));
                if self.home_tax < here {
                    Charged {
                        base: own.base,
                        rate: None,
                        amount: self.home_tax,
                    }
                } else {
                    Charged {
                        base: own.base,
                        rate,
                        amount: here,
                    }
                }
            }
        }
    }

    /// The state rate against which a reduced base is measured: the rule's own where it says one, so
    /// that a county's tax is taken of the same reduced base.
    fn own_state_rate(&self, rate: Rate) -> Rate {
        self.rule.at_most.map_or(rate, Rate::new)
    }
}

/// The plain rate of a jurisdiction's principal state tax; zero where it has no tax.
fn state_rate(home: &Circumstances<'_>) -> Option<Rate> {
    let Some(tax) = home.law.taxes.iter().find(|tax| tax.level == Level::State) else {
        return Some(Rate::ZERO);
    };
    let period = in_force(tax.rates, home)?;
    let row = period.rows.iter().find(|row| home.hold(row.when))?;
    (period.pick == Pick::First).then(|| Rate::new(row.rate))
}

/// The jurisdiction's rule on tax paid elsewhere.
pub fn credit_rule(these: &Circumstances<'_>) -> Option<&'static CreditRule> {
    these
        .law
        .credits
        .iter()
        .find(|rule| rule.span.holds(these.day) && these.hold(rule.when))
}

/// The credit against `own` tax for what was paid elsewhere, `also` being what the selling state takes now.
pub fn credit(
    these: &Circumstances<'_>,
    also: Option<(&'static Jurisdiction, Cents)>,
    own: Cents,
    cited: &mut Vec<Cited>,
    warnings: &mut Vec<Warning>,
    explain: bool,
) -> Cents {
    let sale = these.sale;
    let listed = |state: &str| {
        sale.tax_paid_elsewhere
            .iter()
            .any(|paid| paid.state == state)
    };
    let now = also.filter(|(law, amount)| !amount.is_zero() && !listed(law.state));
    if sale.tax_paid_elsewhere.is_empty() && now.is_none() {
        return Cents::ZERO;
    }
    let mut warn = |code: &'static str, detail: String| {
        if explain {
            warnings.push(Warning {
                code: code.into(),
                detail: detail.into(),
                candidates: Vec::new(),
            });
        }
    };
    let Some(rule) = credit_rule(these) else {
        return Cents::ZERO;
    };
    if explain && !rule.cited.verified() {
        cited.push(rule.cited);
    }
    if !rule.allow {
        warn("no_credit", rule.reason.wording().into_owned());
        return Cents::ZERO;
    }
    let mut paid = Cents::ZERO;
    for one in &sale.tax_paid_elsewhere {
        match refusal(rule, one, these.law.state, sale) {
            None => paid += one.amount,
            Some(why) => warn(
                "credit_refused",
                format!("no credit for tax paid to {}: {why}", one.state),
            ),
        }
    }
    if let Some((law, amount)) = now
        && !rule.except.contains(&law.state)
    {
        paid += amount;
    }
    if rule.reciprocal && paid.is_positive() {
        warn(
            "credit_reciprocal",
            format!(
                "{} credits only tax of a state that does the same for its residents: confirm",
                these.law.name
            ),
        );
    }
    paid.min(own)
}

/// Why a tax paid elsewhere earns no credit.
fn refusal(
    rule: &CreditRule,
    paid: &TaxPaid,
    own_state: &str,
    sale: &Sale,
) -> Option<&'static str> {
    let age = |date: Date| date.days_between(sale.date);
    if paid.state == own_state {
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
