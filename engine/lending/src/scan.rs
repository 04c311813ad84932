//! Which lenders fit: every row of every programme tried on a deal, each with all its reasons.

use std::collections::{HashMap, HashSet};

use desk::{Deal, DealKind};
use money::{Cents, Rate};
use tax::{Date, Fault};

use crate::lender::Lender;
use crate::offer::{Applicant, Offer, OfferOrder, VehicleFacts, Wish};
use crate::programme::Programme;
use crate::scope::Facts;
use crate::trying::{Pricing, Trying, place};

/// A deal, who buys what, and the sheets to try.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    /// Retail or lease; the term is the deal's.
    pub deal: &'a Deal,
    pub applicant: &'a Applicant,
    pub vehicle: &'a VehicleFacts,
    pub wish: &'a Wish,
    pub lenders: &'a [Lender],
    pub programmes: &'a [Programme],
    /// The day on which a programme must hold.
    pub on: Date,
}

/// Every row tried. Those that fit come first, in the order wished; then those of which something is
/// not known; then the rest, those with the fewest reasons first.
///
/// # Errors
/// Every fault of the deal, the buyer, the wish, and the lenders' references at once, each by its
/// pointer into an ask of `deal`, `applicant`, `vehicle`, `wish`, `lenders`, `programmes`.
pub fn scan(ask: &Scan<'_>) -> Result<Vec<Offer>, Vec<Fault>> {
    let mut offers = Vec::new();
    each_programme(ask, &mut |trying, pricing| {
        offers.append(&mut trying.all(pricing)?);
        Ok(())
    })?;
    put_in_order(&mut offers, ask.wish.order);
    Ok(offers)
}

/// One offer for each programme, its best row, in the order of [`scan`]: the row that goes first there, be it one that
/// fits or the one that is nearest to fitting. What cannot be the best is not figured.
///
/// # Errors
/// As [`scan`], but for a row that was not figured.
pub fn scan_best(ask: &Scan<'_>) -> Result<Vec<Offer>, Vec<Fault>> {
    let mut offers = Vec::new();
    each_programme(ask, &mut |trying, pricing| {
        offers.extend(trying.best(ask.wish.order, pricing)?);
        Ok(())
    })?;
    put_in_order(&mut offers, ask.wish.order);
    // Editions of a programme may bear one id.
    let mut seen = HashSet::new();
    offers.retain(|offer| seen.insert(offer.programme.clone()));
    Ok(offers)
}

type Each<'e, 'a> = &'e mut dyn FnMut(&Trying<'a>, &mut Pricing<'a>) -> Result<(), Vec<Fault>>;

/// Goes through the programmes in the order of the ask.
fn each_programme<'a>(ask: &Scan<'a>, each: Each<'_, 'a>) -> Result<(), Vec<Fault>> {
    let term_months = check(ask)?;
    let facts = Facts {
        deal: ask.deal,
        applicant: ask.applicant,
        vehicle: ask.vehicle,
        wish: ask.wish,
        on: ask.on,
        term_months,
    };
    let mut pricing = Pricing::new(facts).map_err(inside_deal)?;
    let lenders: HashMap<&str, &Lender> = ask
        .lenders
        .iter()
        .map(|lender| (lender.id.as_str(), lender))
        .collect();
    for programme in ask.programmes {
        let Some(lender) = lenders.get(programme.lender.as_str()) else {
            continue;
        };
        let trying = Trying::new(facts, programme, lender, &pricing);
        each(&trying, &mut pricing).map_err(inside_deal)?;
    }
    Ok(())
}

/// Rows that are alike stay as the sheets have them.
fn put_in_order(offers: &mut [Offer], order: OfferOrder) {
    offers.sort_by_cached_key(|offer| place(offer, order));
}

fn inside_deal(faults: Vec<Fault>) -> Vec<Fault> {
    let inside = |fault: Fault| Fault {
        pointer: format!("/deal{}", fault.pointer),
        ..fault
    };
    faults.into_iter().map(inside).collect()
}

/// The term of the deal, where everything that the scan stands on is in order.
fn check(ask: &Scan<'_>) -> Result<u32, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |pointer: String, code: &'static str, detail: String| {
        faults.push(Fault {
            pointer,
            code: code.into(),
            detail,
        });
    };
    let term = match (ask.deal.kind, &ask.deal.finance, &ask.deal.lease) {
        (DealKind::Retail, Some(finance), _) => finance.term_months,
        (DealKind::Lease, _, Some(lease)) => lease.term_months,
        (DealKind::Cash, ..) => {
            let detail = "a cash deal has no lender".into();
            fault("/deal/kind".into(), "no_terms", detail);
            0
        }
        // The desk says which terms are missing.
        _ => 0,
    };
    let income = ask.applicant.monthly_income;
    if income.is_some_and(|income| !income.is_positive() || income > Cents::LIMIT) {
        fault(
            "/applicant/monthly_income".into(),
            "out_of_range",
            "must be above zero; leave it out where it is not known".into(),
        );
    }
    let amounts = [
        ("/applicant/monthly_debt", ask.applicant.monthly_debt),
        ("/vehicle/invoice", ask.vehicle.invoice),
        (
            "/wish/acquisition_fee_markup",
            Some(ask.wish.acquisition_fee_markup),
        ),
    ];
    for (pointer, amount) in amounts {
        if amount.is_some_and(|amount| amount.is_negative() || amount > Cents::LIMIT) {
            fault(
                pointer.into(),
                "out_of_range",
                "must be between 0 and 1000000000.00".into(),
            );
        }
    }
    let rates = [
        ("/wish/markup", ask.wish.markup, Rate::basis_points(2_500)),
        (
            "/wish/factor_markup",
            ask.wish.factor_markup,
            Rate::basis_points(100),
        ),
    ];
    for (pointer, rate, most) in rates {
        if rate.is_negative() || rate > most {
            let detail = format!("must be a fraction between 0 and {most}");
            fault(pointer.into(), "out_of_range", detail);
        }
    }
    for (at, programme) in ask.programmes.iter().enumerate() {
        let known = |lender: &Lender| lender.id == programme.lender;
        if !ask.lenders.iter().any(known) {
            fault(
                format!("/programmes/{at}/lender"),
                "unknown_lender",
                format!("there is no lender {}", programme.lender),
            );
        }
    }
    if faults.is_empty() {
        Ok(term)
    } else {
        Err(faults)
    }
}
