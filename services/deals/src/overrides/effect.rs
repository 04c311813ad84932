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

/// The least change by whole cents, up to `most`, that keeps the limit: each figure falls or rises with its lever, but for
/// the cent that a payment is rounded by.
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

#[cfg(test)]
mod tests {
    use super::effect;
    use crate::rates::in_force::Rates;
    use crate::structure::Worked;
    use desk::{Breach, Limits};
    use money::Cents;
    use serde_json::json;

    /// 41,017.77 financed over 72 months at 6.49 %: 689.31. MSRP 42,645.00, over-allowance 900.00, markup 1.25 points.
    fn worked() -> Worked {
        let inputs = json!({
            "date": "2026-11-21", "kind": "retail",
            "places": {
                "registration": {"state": "FL", "county": "Pinellas"}, "dealer": {"state": "FL", "county": "Pinellas"},
            },
            "vehicle": {"condition": "new", "msrp": "42645.00"}, "vehicle_cost": "39412.00",
            "selling_price": "41000.00",
            "accessories": [{"id": "a1", "price": "714.00", "cost": "330.00"}],
            "fees": [{"id": "f1", "kind": "doc", "amount": "899.00"}, {"id": "f2", "kind": "government", "amount": "384.90"}],
            "products": [{"id": "p1", "kind": "service_contract", "price": "2495.00", "cost": "1100.00", "provider": "dealer"},
                         {"id": "p2", "kind": "gap", "price": "895.00", "cost": "300.00", "provider": "dealer"}],
            "rebates": [{"id": "r1", "from": "manufacturer", "amount": "1000.00", "assigned_to_dealer": true}],
            "trades": [{"id": "t1", "allowance": "14500.00", "payoff": "11218.44", "owned_by_buyer": true, "acv": "13600.00"}],
            "cash_down": "3000.00",
            "finance": {"term_months": 72, "sell_rate": "0.0649", "buy_rate": "0.0524"},
        });
        let inputs = serde_json::from_value(inputs).expect("inputs");
        Worked::out(&inputs, &Rates::default(), "").expect("figures")
    }

    /// The breach of the one limit that is set, and what it does.
    fn of(limits: &serde_json::Value) -> (Breach, super::Effect) {
        let limits: Limits = serde_json::from_value(limits.clone()).expect("limits");
        let worked = worked();
        let mut found = desk::breaches(worked.inputs(), worked.figures(), &limits);
        assert_eq!(found.len(), 1, "{found:?}");
        let breach = found.remove(0);
        let effect = effect(&worked, &breach, &limits);
        (breach, effect)
    }

    fn cents(text: &str) -> Option<Cents> {
        Some(text.parse().expect("an amount"))
    }

    /// Each lever alone. 60 months; 6.24 %; 500.00 less for the trade, which are taxed with 6 % of them: 41,547.77; and
    /// 505.02 more cash, which leaves 95 % of MSRP: 40,512.75.
    #[test]
    fn the_figure_is_brought_back_by_its_own_lever() {
        for (limits, payment) in [
            (json!({"term_months": 60}), "802.37"),
            (json!({"markup": "0.01"}), "684.44"),
            (json!({"over_allowance": "400.00"}), "698.22"),
            (json!({"ltv": "0.95"}), "680.82"),
        ] {
            let (_, effect) = of(&limits);
            assert_eq!(effect.payment.before, cents(payment), "{limits}");
            assert_eq!(effect.payment.after, cents("689.31"), "{limits}");
        }
    }

    /// 1,588.00 on the vehicle, 384.00 on accessories, 899.00 of fee less 900.00 over the trade's value.
    #[test]
    fn an_allowance_at_its_limit_leaves_that_much_more_in_front() {
        let (_, effect) = of(&json!({"over_allowance": "400.00"}));
        assert_eq!(effect.front.before, cents("2471.00"));
        assert_eq!(effect.front.after, cents("1971.00"));
    }

    /// The reserve moves along, and in steps: a cent of payment is up to 72 cents of reserve.
    #[test]
    fn a_total_is_brought_back_to_its_floor_and_no_further_than_a_cent_of_payment() {
        let (_, effect) = of(&json!({"total_gross": "9000.00"}));
        let before = effect.gross.before.expect("a gross");
        let floor = Cents::dollars(9_000);
        assert!(before >= floor, "{before:?}");
        assert!(before <= floor + Cents::new(72), "{before:?}");
    }

    #[test]
    fn what_no_lever_reaches_has_no_before() {
        let mut inputs = worked().inputs().clone();
        inputs.vehicle_cost = None;
        let worked = Worked::out(&inputs, &Rates::default(), "").expect("figures");
        let limits = Limits {
            front_gross: Some(Cents::ZERO),
            ..Limits::default()
        };
        let found = desk::breaches(worked.inputs(), worked.figures(), &limits);
        let effect = effect(&worked, &found[0], &limits);
        assert_eq!((effect.payment.before, effect.front.after), (None, None));
    }
}
