//! What the dealer makes of a deal: front, back and reserve.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::{RebateFrom, Warning};

use crate::deal::{BookKind, Counts, Deal, DealKind, Finance, Lease, ReserveMethod};
use crate::figures::warning;
use crate::lease::rent_spread;
use crate::leasing::Leased;
use crate::settle::{Outcome, Retail, Settled};

/// What the dealer makes of the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "StoredGross")]
pub struct Gross {
    pub front: Cents,
    pub back: Cents,
    pub total: Cents,
    /// Each an addend of `total`.
    pub lines: Vec<GrossLine>,
    /// The finance reserve, which `back` holds as well.
    pub reserve: Cents,
    /// What commission is paid on: the same but for what counts in only one of both.
    pub commissionable: Commissionable,
}

/// The same as it is kept with figures; those kept before commission had a gross of its own have none.
#[derive(Deserialize)]
struct StoredGross {
    front: Cents,
    back: Cents,
    total: Cents,
    lines: Vec<GrossLine>,
    reserve: Cents,
    commissionable: Option<Commissionable>,
}

impl From<StoredGross> for Gross {
    fn from(stored: StoredGross) -> Self {
        // Everything counted in both then.
        let same = Commissionable {
            front: stored.front,
            back: stored.back,
        };
        Self {
            front: stored.front,
            back: stored.back,
            total: stored.total,
            lines: stored.lines,
            reserve: stored.reserve,
            commissionable: stored.commissionable.unwrap_or(same),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Commissionable {
    pub front: Cents,
    pub back: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrossLine {
    pub code: GrossCode,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GrossCode {
    Vehicle,
    Accessories,
    OverAllowance,
    DocFee,
    DealerFees,
    DealerRebates,
    Products,
    Reserve,
    Pack,
    Holdback,
    DealerCash,
    Reconditioning,
    Floorplan,
    /// Other income less other costs of the books.
    Other,
    /// What of a lease's acquisition fee is over the lessor's.
    AcquisitionFee,
}

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

    let mut side = Side::default();
    for (code, amount) in [
        (GrossCode::Vehicle, vehicle),
        (GrossCode::Accessories, accessories),
        (GrossCode::OverAllowance, -over_allowance),
    ] {
        side.add(code, amount, Counts::Both);
    }
    side.add(GrossCode::DocFee, settled.sums.doc_fee, deal.doc_fee_counts);
    for (code, amount) in [
        (GrossCode::DealerFees, settled.sums.dealer_fees),
        (GrossCode::DealerRebates, -dealer_rebates),
    ] {
        side.add(code, amount, Counts::Both);
    }
    for entry in &deal.books {
        side.add(code_of(entry.kind), entry.effect(), entry.counts);
    }
    let front = side;
    let mut back = Side::default();
    for (code, amount) in [
        (GrossCode::Products, products),
        (GrossCode::Reserve, reserve),
        (GrossCode::AcquisitionFee, acquisition_fee(deal)),
    ] {
        back.add(code, amount, Counts::Both);
    }
    let mut lines = front.lines;
    lines.extend(back.lines);
    lines.retain(|line| line.code == GrossCode::Vehicle || !line.amount.is_zero());
    Some(Gross {
        front: front.gross,
        back: back.gross,
        total: front.gross + back.gross,
        lines,
        reserve,
        commissionable: Commissionable {
            front: front.commission,
            back: back.commission,
        },
    })
}

/// Front or back as it adds up.
#[derive(Default)]
struct Side {
    gross: Cents,
    commission: Cents,
    lines: Vec<GrossLine>,
}

impl Side {
    fn add(&mut self, code: GrossCode, amount: Cents, counts: Counts) {
        if counts.in_commission() {
            self.commission += amount;
        }
        if !counts.in_gross() {
            return;
        }
        self.gross += amount;
        match self.lines.iter_mut().find(|line| line.code == code) {
            Some(line) => line.amount += amount,
            None => self.lines.push(GrossLine { code, amount }),
        }
    }
}

fn code_of(kind: BookKind) -> GrossCode {
    match kind {
        BookKind::Pack => GrossCode::Pack,
        BookKind::Holdback => GrossCode::Holdback,
        BookKind::DealerCash => GrossCode::DealerCash,
        BookKind::Reconditioning => GrossCode::Reconditioning,
        BookKind::Floorplan => GrossCode::Floorplan,
        BookKind::OtherCost | BookKind::OtherIncome => GrossCode::Other,
    }
}

/// What of a lease's gross goes by the lessor's terms: the reserve, and what is over its acquisition fee.
pub(crate) fn by_lessor(deal: &Deal, settled: &Settled) -> Cents {
    reserve(deal, settled, &mut Vec::new()) + acquisition_fee(deal)
}

/// What of the acquisition fee is over the lessor's, where that is known.
fn acquisition_fee(deal: &Deal) -> Cents {
    match (deal.kind, &deal.lease) {
        (DealKind::Lease, Some(lease)) => lease
            .acquisition_fee_cost
            .map_or(Cents::ZERO, |cost| lease.acquisition_fee.amount - cost),
        _ => Cents::ZERO,
    }
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
