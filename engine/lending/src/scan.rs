//! Which lenders fit: every row of every programme tried on a deal, each with all its reasons.

use std::cmp::Reverse;
use std::collections::HashMap;

use desk::{Deal, DealKind};
use money::{Cents, Rate};
use tax::{Date, Fault};

use crate::lender::Lender;
use crate::lessor::Lessors;
use crate::offer::{Applicant, Offer, OfferOrder, OfferTerms, VehicleFacts, Verdict, Wish};
use crate::programme::{Programme, ProgrammeKind, RowScope};
use crate::reason::Reason;
use crate::retail::Retail;
use crate::scope::Facts;

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

/// What the rows of a deal's kind come to.
enum Pricing<'a> {
    Retail(Box<Retail<'a>>),
    Lease(Box<Lessors<'a>>),
}

/// Every row tried. Those that fit come first, in the order wished; then those of which something is
/// not known; then the rest, those with the fewest reasons first.
///
/// # Errors
/// Every fault of the deal, the buyer, the wish, and the lenders' references at once, each by its
/// pointer into an ask of `deal`, `applicant`, `vehicle`, `wish`, `lenders`, `programmes`.
pub fn scan(ask: &Scan<'_>) -> Result<Vec<Offer>, Vec<Fault>> {
    let term_months = check(ask)?;
    let facts = Facts {
        deal: ask.deal,
        applicant: ask.applicant,
        vehicle: ask.vehicle,
        wish: ask.wish,
        on: ask.on,
        term_months,
    };
    let pricing = match ask.deal.kind {
        DealKind::Lease => Lessors::new(facts).map(|lessors| Pricing::Lease(Box::new(lessors))),
        DealKind::Cash | DealKind::Retail => {
            Retail::new(facts).map(|retail| Pricing::Retail(Box::new(retail)))
        }
    };
    let mut pricing = pricing.map_err(inside_deal)?;
    let lenders: HashMap<&str, &Lender> = ask
        .lenders
        .iter()
        .map(|lender| (lender.id.as_str(), lender))
        .collect();
    let mut offers = Vec::new();
    for programme in ask.programmes {
        let Some(lender) = lenders.get(programme.lender.as_str()) else {
            continue;
        };
        try_programme(facts, programme, lender, &mut pricing, &mut offers).map_err(inside_deal)?;
    }
    put_in_order(&mut offers, ask.wish.order);
    Ok(offers)
}

fn try_programme(
    facts: Facts<'_>,
    programme: &Programme,
    lender: &Lender,
    pricing: &mut Pricing<'_>,
    offers: &mut Vec<Offer>,
) -> Result<(), Vec<Fault>> {
    let against = facts.against_programme(programme, lender);
    let tried = |row: usize, scope: &RowScope| {
        let mut offer = Offer {
            programme: programme.id.clone(),
            lender: lender.id.clone(),
            row: u32::try_from(row).unwrap_or(u32::MAX),
            tier: scope.tier.clone(),
            verdict: Verdict::Fits,
            reasons: against.clone(),
            cautions: Vec::new(),
            term_months: facts.term_months,
            markup_to: None,
            terms: None,
        };
        facts.against_row(scope, programme.tier(&scope.tier), &mut offer.reasons);
        offer
    };
    match (programme.kind, &programme.lease) {
        (ProgrammeKind::Lease, Some(sheet)) => {
            for (at, row) in sheet.factors.iter().enumerate() {
                let mut offer = tried(at, &row.scope);
                if let Pricing::Lease(lessors) = pricing {
                    lessors.price(lender, sheet, row, &mut offer)?;
                }
                offers.push(settled(offer));
            }
        }
        (ProgrammeKind::Lease, None) => {}
        (ProgrammeKind::Retail | ProgrammeKind::Balloon, _) => {
            for (at, row) in programme.rows.iter().enumerate() {
                let mut offer = tried(at, &row.scope);
                if let Pricing::Retail(retail) = pricing {
                    retail.price(lender, row, &mut offer);
                }
                offers.push(settled(offer));
            }
        }
    }
    Ok(())
}

/// The verdict that follows from the reasons; what does not fit has no terms.
fn settled(mut offer: Offer) -> Offer {
    offer.verdict = if offer.reasons.is_empty() {
        Verdict::Fits
    } else if offer.reasons.iter().all(Reason::is_not_known) {
        Verdict::NotKnown
    } else {
        offer.terms = None;
        Verdict::DoesNotFit
    };
    offer
}

fn put_in_order(offers: &mut [Offer], order: OfferOrder) {
    let earns = |terms: &OfferTerms| Reverse(terms.gross.unwrap_or(terms.reserve));
    // The sort is stable: rows that are alike stay as the sheets have them.
    offers.sort_by_key(|offer| {
        let terms = offer.terms.as_ref();
        let payment = terms.map_or(Cents::LIMIT, |terms| terms.payment);
        let earned = terms.map_or(Reverse(-Cents::LIMIT), earns);
        let first = match order {
            OfferOrder::Payment => (payment, Reverse(Cents::ZERO), Cents::ZERO, earned),
            OfferOrder::Gross => (Cents::ZERO, earned, payment, Reverse(Cents::ZERO)),
        };
        let reasons = match offer.verdict {
            Verdict::Fits => 0,
            Verdict::NotKnown | Verdict::DoesNotFit => offer.reasons.len(),
        };
        (offer.verdict, reasons, first)
    });
}

/// One offer for each programme, its best row, in the order of the offers: the row that fits first in
/// that order, or else the one that is nearest to fitting.
#[must_use]
pub fn best_of_each(offers: &[Offer]) -> Vec<&Offer> {
    let mut seen = std::collections::HashSet::new();
    offers
        .iter()
        .filter(|offer| seen.insert(offer.programme.as_str()))
        .collect()
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
