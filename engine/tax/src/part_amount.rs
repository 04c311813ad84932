//! What one part of a deal amounts to for a base, before its share and its limit.

use money::{Cents, Rate, Rounding};

use crate::PartKind;
use crate::assessment::Level;
use crate::conditions::Circumstances;
use crate::parts::Part;
use crate::rate::in_force;
use crate::rules::{PartRule, Pick};

/// What measuring the parts of one base has to remember from one part to the next.
#[derive(Debug, Default)]
pub struct Measuring {
    /// What is still owed on the trade-ins and not yet taken off one.
    payoffs: Option<Cents>,
    pub book_value_missing: bool,
}

impl Measuring {
    /// The amount at which a rule takes a part.
    pub fn amount(&mut self, part: &Part<'_>, rule: &PartRule, these: &Circumstances<'_>) -> Cents {
        let mut amount = part.amount;
        if rule.by_book_value {
            self.book_value_missing |= part.item.book_value.is_none();
            amount = part.item.book_value.unwrap_or(amount);
        }
        if rule.net_of_payoff {
            amount = self.less_payoff(part.kind, amount, these);
        }
        if rule.at_most_tax_paid
            && let Some(paid) = part.item.tax_paid
            && let Some(sum) = sum_taxed_at(paid, these)
        {
            amount = amount.min(sum);
        }
        amount
    }

    /// A trade-in less what is owed on it. What lowers the capitalized cost may be given with or without
    /// the payoff; it counts at most at the allowances less the payoffs.
    fn less_payoff(&mut self, kind: PartKind, amount: Cents, these: &Circumstances<'_>) -> Cents {
        let trades = &these.sale.trades;
        let owed: Cents = trades.iter().map(|trade| trade.payoff).sum();
        if kind == PartKind::CapReductionTrade {
            let allowed: Cents = trades.iter().map(|trade| trade.allowance).sum();
            return if allowed.is_zero() {
                (amount - owed).or_zero()
            } else {
                amount.min((allowed - owed).or_zero())
            };
        }
        let left = self.payoffs.get_or_insert(owed);
        let taken = amount.min(*left);
        *left -= taken;
        amount - taken
    }
}

/// The sum on which the principal tax comes to an amount; nothing where its rate is not a plain one.
fn sum_taxed_at(tax: Cents, these: &Circumstances<'_>) -> Option<Cents> {
    let principal = these
        .law
        .taxes
        .iter()
        .find(|tax| tax.level == Level::State && these.hold(tax.when))?;
    let period = in_force(principal.rates, these)?;
    let row = period.rows.iter().find(|row| these.hold(row.when))?;
    let plain = period.pick == Pick::First && row.rate > 0;
    plain.then(|| tax.ratio(Rate::SCALE, row.rate, Rounding::HalfUp))
}
