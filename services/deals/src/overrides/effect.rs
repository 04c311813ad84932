//! What going beyond a limit does: the structure with that one figure brought back to its limit, beside itself.
//!
//! The lever that a person would move is moved by itself, as little as it takes: the price for discount and gross, the
//! allowance for a trade, the rate, the term, the cash down.

use desk::{Breach, Deal, DealKind, LimitCode, Limits};
use money::{Cents, Rate};

use super::Moved;
use crate::structure::{Worked, payment};

/// Payment, front gross and total gross with the figure at its limit, and as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    pub payment: Moved,
    pub front: Moved,
    pub gross: Moved,
}

/// How far a price or a down payment is moved at most.
const FARTHEST: Cents = Cents::dollars(1_000_000);

/// What the breach of a limit does to a structure. Where no lever reaches the limit, nothing is known of before.
#[must_use]
pub fn effect(worked: &Worked, breach: &Breach, limits: &Limits) -> Effect {
    let figures = worked.figures();
    let back = brought_back(worked.inputs(), breach.code, limits);
    let back = back.and_then(|deal| desk::figures(&deal).ok());
    let gross = |of: Option<&desk::Figures>| of.and_then(|it| it.gross.clone());
    let (was, is) = (gross(back.as_ref()), gross(Some(figures)));
    Effect {
        payment: Moved {
            before: back.as_ref().and_then(payment),
            after: payment(figures),
        },
        front: Moved {
            before: was.as_ref().map(|gross| gross.front),
            after: is.as_ref().map(|gross| gross.front),
        },
        gross: Moved {
            before: was.map(|gross| gross.total),
            after: is.map(|gross| gross.total),
        },
    }
}

/// The deal with the figure of one limit brought back to it.
fn brought_back(deal: &Deal, code: LimitCode, limits: &Limits) -> Option<Deal> {
    let limits = only(code, limits);
    match code {
        LimitCode::Discount
        | LimitCode::DiscountShare
        | LimitCode::FrontGross
        | LimitCode::TotalGross => least(deal, &limits, FARTHEST, |deal, by| {
            deal.selling_price += by;
        }),
        LimitCode::OverAllowance => {
            let all: Cents = deal.trades.iter().map(|trade| trade.allowance).sum();
            least(deal, &limits, all, |deal, by| {
                let mut left = by;
                for trade in &mut deal.trades {
                    let taken = left.min(trade.allowance);
                    trade.allowance -= taken;
                    left -= taken;
                }
            })
        }
        LimitCode::Ltv => least(deal, &limits, FARTHEST, |deal, by| {
            let down = deal.put_down();
            deal.set_put_down(down + by);
        }),
        LimitCode::Markup => at_once(deal, &limits, |deal| {
            let finance = deal.finance.as_mut()?;
            finance.sell_rate = over(finance.buy_rate?, limits.markup?);
            Some(())
        }),
        LimitCode::FactorMarkup => at_once(deal, &limits, |deal| {
            let lease = deal.lease.as_mut()?;
            lease.money_factor = over(lease.buy_money_factor?, limits.factor_markup?);
            Some(())
        }),
        LimitCode::TermMonths => at_once(deal, &limits, |deal| {
            let term = match deal.kind {
                DealKind::Retail => &mut deal.finance.as_mut()?.term_months,
                DealKind::Lease => &mut deal.lease.as_mut()?.term_months,
                DealKind::Cash => return None,
            };
            *term = limits.term_months?;
            Some(())
        }),
    }
}

fn over(rate: Rate, markup: Rate) -> Rate {
    Rate::new(rate.get().saturating_add(markup.get()))
}

/// One limit and no other.
fn only(code: LimitCode, limits: &Limits) -> Limits {
    let none = Limits::default();
    match code {
        LimitCode::Discount => Limits {
            discount: limits.discount,
            ..none
        },
        LimitCode::DiscountShare => Limits {
            discount_share: limits.discount_share,
            ..none
        },
        LimitCode::FrontGross => Limits {
            front_gross: limits.front_gross,
            ..none
        },
        LimitCode::TotalGross => Limits {
            total_gross: limits.total_gross,
            ..none
        },
        LimitCode::OverAllowance => Limits {
            over_allowance: limits.over_allowance,
            ..none
        },
        LimitCode::Markup => Limits {
            markup: limits.markup,
            ..none
        },
        LimitCode::FactorMarkup => Limits {
            factor_markup: limits.factor_markup,
            ..none
        },
        LimitCode::TermMonths => Limits {
            term_months: limits.term_months,
            ..none
        },
        LimitCode::Ltv => Limits {
            ltv: limits.ltv,
            ..none
        },
    }
}

fn within(deal: &Deal, limits: &Limits) -> bool {
    desk::figures(deal).is_ok_and(|figures| desk::breaches(deal, &figures, limits).is_empty())
}

fn at_once(deal: &Deal, limits: &Limits, change: impl Fn(&mut Deal) -> Option<()>) -> Option<Deal> {
    let mut changed = deal.clone();
    change(&mut changed)?;
    within(&changed, limits).then_some(changed)
}

/// The least change by whole cents, up to `most`, that keeps the limit: each figure falls or rises with its lever.
fn least(
    deal: &Deal,
    limits: &Limits,
    most: Cents,
    change: impl Fn(&mut Deal, Cents),
) -> Option<Deal> {
    let changed = |by: i64| {
        let mut changed = deal.clone();
        change(&mut changed, Cents::new(by));
        changed
    };
    // First how far it is about, by doubling; then exactly.
    let (mut under, mut reach) = (0, 1_i64);
    while !within(&changed(reach), limits) {
        if reach >= most.get() {
            return None;
        }
        under = reach;
        reach = reach.saturating_mul(4).min(most.get());
    }
    while under + 1 < reach {
        let middle = under + (reach - under) / 2;
        if within(&changed(middle), limits) {
            reach = middle;
        } else {
            under = middle;
        }
    }
    Some(changed(reach))
}
