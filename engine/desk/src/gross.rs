//! What the dealer makes of a deal: front, back and reserve.

use money::{Cents, Rate, Rounding};
use tax::{RebateFrom, Warning};

use crate::deal::{Deal, Finance, Lease, ReserveMethod};
use crate::figures::{Gross, GrossCode, GrossLine, warning};
use crate::lease::rent_spread;
use crate::leasing::Leased;
use crate::settle::{Outcome, Retail, Settled};

/// The gross, where the vehicle's cost is known; what is missing for the rest goes to `warnings`.
pub(crate) fn gross(deal: &Deal, settled: &Settled, warnings: &mut Vec<Warning>) -> Option<Gross> {
    let cost = deal.vehicle_cost?;
    let vehicle = deal.selling_price - cost;
    let accessories = margin(
        &mut deal.accessories.iter().map(|line| (line.price, line.cost)),
        "accessory_cost_unknown",
        "accessories have no cost and count nothing to the gross",
        warnings,
    );
    let products = margin(
        &mut deal.products.iter().map(|line| (line.price, line.cost)),
        "product_cost_unknown",
        "products have no cost and count nothing to the gross",
        warnings,
    );
    let over_allowance = margin(
        &mut deal.trades.iter().map(|trade| (trade.allowance, trade.acv)),
        "acv_unknown",
        "trades have no actual cash value and count nothing to the gross",
        warnings,
    );
    let from_dealer = deal
        .rebates
        .iter()
        .filter(|rebate| rebate.from == RebateFrom::Dealer);
    let dealer_rebates: Cents = from_dealer.map(|rebate| rebate.amount).sum();
    let reserve = reserve(deal, settled, warnings);

    let front_lines = [
        (GrossCode::Vehicle, vehicle),
        (GrossCode::Accessories, accessories),
        (GrossCode::OverAllowance, -over_allowance),
        (GrossCode::DocFee, settled.sums.doc_fee),
        (GrossCode::DealerFees, settled.sums.dealer_fees),
        (GrossCode::DealerRebates, -dealer_rebates),
    ];
    let back_lines = [
        (GrossCode::Products, products),
        (GrossCode::Reserve, reserve),
    ];
    let front: Cents = front_lines.iter().map(|(_, amount)| *amount).sum();
    let back: Cents = back_lines.iter().map(|(_, amount)| *amount).sum();
    let lines = front_lines
        .into_iter()
        .chain(back_lines)
        .filter(|(code, amount)| *code == GrossCode::Vehicle || !amount.is_zero())
        .map(|(code, amount)| GrossLine { code, amount })
        .collect();
    Some(Gross {
        front,
        back,
        total: front + back,
        lines,
        reserve,
    })
}

/// Price less cost of the lines whose cost is known.
fn margin(
    lines: &mut dyn Iterator<Item = (Cents, Option<Cents>)>,
    code: &'static str,
    unknown: &'static str,
    warnings: &mut Vec<Warning>,
) -> Cents {
    let mut sum = Cents::ZERO;
    let mut without = 0;
    for (price, cost) in lines {
        match cost {
            Some(cost) => sum += price - cost,
            None => without += 1,
        }
    }
    if without > 0 {
        warnings.push(warning(code, format!("{without} {unknown}")));
    }
    sum
}

fn reserve(deal: &Deal, settled: &Settled, warnings: &mut Vec<Warning>) -> Cents {
    match (&settled.outcome, &deal.finance, &deal.lease) {
        (Outcome::Retail(retail), Some(finance), _) => loan_reserve(finance, retail, warnings),
        (Outcome::Leased(leased), _, Some(lease)) => lease_reserve(lease, leased, warnings),
        _ => Cents::ZERO,
    }
}

fn loan_reserve(finance: &Finance, retail: &Retail, warnings: &mut Vec<Warning>) -> Cents {
    let amount = retail.amount_financed;
    if !retail.has_payments() {
        return Cents::ZERO;
    }
    let share = |of: Cents| {
        let share = finance.reserve.as_ref().and_then(|reserve| reserve.share);
        of.times(share.unwrap_or(Rate::ONE), Rounding::HalfUp)
    };
    let method = finance
        .reserve
        .as_ref()
        .map_or(ReserveMethod::default(), |reserve| reserve.method);
    if method == ReserveMethod::Flat {
        let reserve = finance.reserve.as_ref();
        return match reserve.map(|reserve| (reserve.flat, reserve.share)) {
            Some((Some(flat), _)) => flat,
            Some((None, Some(_))) => share(amount),
            _ => Cents::ZERO,
        };
    }
    let Some(buy_rate) = finance.buy_rate else {
        return Cents::ZERO;
    };
    if buy_rate > finance.sell_rate {
        warnings.push(warning(
            "sell_below_buy",
            "the contract rate is below the buy rate: no reserve".into(),
        ));
        return Cents::ZERO;
    }
    let (plan, payment) = (retail.plan, retail.payment);
    let spread = match method {
        ReserveMethod::InterestDifference => plan.spread_interest(amount, payment, buy_rate),
        ReserveMethod::PresentValue | ReserveMethod::Flat => {
            plan.spread_present_value(amount, payment, buy_rate)
        }
    };
    // At equal rates the rounding of the payment can leave a few cents below zero.
    share(spread.or_zero())
}

fn lease_reserve(lease: &Lease, leased: &Leased, warnings: &mut Vec<Warning>) -> Cents {
    let Some(buy) = lease.buy_money_factor else {
        return Cents::ZERO;
    };
    if buy > lease.money_factor {
        warnings.push(warning(
            "sell_below_buy",
            "the contract's money factor is below the lessor's: no reserve".into(),
        ));
        return Cents::ZERO;
    }
    rent_spread(
        leased.adjusted_cap_cost,
        leased.residual,
        lease.money_factor - buy,
        lease.term_months,
    )
    .or_zero()
    .times(lease.reserve_share.unwrap_or(Rate::ONE), Rounding::HalfUp)
}
