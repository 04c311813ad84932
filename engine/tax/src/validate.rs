//! Everything that keeps a sale from being taxed, found at once, each fault naming its field.

use money::{Cents, Rate};

use crate::conditions::Circumstances;
use crate::days::{By, Days};
use crate::places::is_zip;
use crate::rules::{Field, Jurisdiction, jurisdiction};
use crate::{Date, Fault, Lease, Place, Sale, SaleKind};

/// Postal codes of the states and the District of Columbia.
const STATES: &[u8; 102] = b"AKALARAZCACOCTDCDEFLGAHIIAIDILINKSKYLAMAMDMEMIMNMOMSMTNCNDNENHNJNMNVNYOHOKORPARISCSDTNTXUTVAVTWAWIWVWY";

/// Whether a text is the postal code of a state or the District of Columbia.
#[must_use]
pub fn is_state(code: &str) -> bool {
    let bit = |letter: u8| u32::from(letter.wrapping_sub(b'A'));
    match *code.as_bytes() {
        [first, second] if second.is_ascii_uppercase() => SECOND_LETTERS
            .get(usize::from(first.wrapping_sub(b'A')))
            .is_some_and(|letters| letters & (1 << bit(second)) != 0),
        _ => false,
    }
}

/// By the first letter of a state's code: one bit for each letter that may follow.
const SECOND_LETTERS: [u32; 26] = {
    let mut letters = [0; 26];
    let mut at = 0;
    while at < STATES.len() {
        letters[(STATES[at] - b'A') as usize] |= 1 << (STATES[at + 1] - b'A');
        at += 2;
    }
    letters
};

/// Whether two codes are of one state.
pub fn same_state(one: &str, other: &str) -> bool {
    match (one.as_bytes(), other.as_bytes()) {
        ([a, b], [c, d]) => a == c && b == d,
        _ => one == other,
    }
}

/// Gathers faults.
pub struct Faults(pub Vec<Fault>);

impl Faults {
    pub fn add(
        &mut self,
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code: code.into(),
            detail: detail.into(),
        });
    }

    fn amount(&mut self, pointer: impl FnOnce() -> String, amount: Cents) {
        if amount.is_negative() {
            self.add(pointer(), "negative", "may not be negative");
        } else if amount > Cents::LIMIT {
            self.add(
                pointer(),
                "too_large",
                format!("is over the limit of {}", Cents::LIMIT),
            );
        }
    }

    fn state(&mut self, pointer: impl FnOnce() -> String, code: &str) {
        if !is_state(code) {
            self.add(
                pointer(),
                "unknown_state",
                format!("\"{code}\" is no state's two-letter code"),
            );
        }
    }

    fn place(&mut self, pointer: &str, place: &Place) {
        self.state(|| format!("{pointer}/state"), &place.state);
        if let Some(zip) = &place.zip
            && !is_zip(zip)
        {
            self.add(
                format!("{pointer}/zip"),
                "bad_zip",
                format!("\"{zip}\" is no five-digit ZIP"),
            );
        }
    }
}

/// The jurisdiction of the registration, where the sale is whole and the law speaks for its date.
pub fn law_of(sale: &Sale, faults: &mut Faults) -> Option<&'static Jurisdiction> {
    shape(sale, faults);
    let state = &sale.registration.state;
    let law = jurisdiction(state);
    match law {
        None if is_state(state) => {
            faults.add(
                "/registration/state",
                "no_rules",
                format!("the rules of {state} are not in this edition"),
            );
        }
        Some(law) => speaks(law, sale, faults),
        None => {}
    }
    law
}

/// Faults of dates that the law goes by and whose days its rules do not reach.
fn speaks(law: &Jurisdiction, sale: &Sale, faults: &mut Faults) {
    let days = Days::of(sale);
    let given = sale.dates;
    let dates = [
        ("/date", By::Date, Some(sale.date)),
        ("/dates/contract", By::Contract, given.contract),
        ("/dates/delivery", By::Delivery, given.delivery),
        ("/dates/titling", By::Titling, given.titling),
    ];
    let on = |day: u16| Date::from_day_number(i32::from(day));
    for (pointer, by, date) in dates {
        let out = date.is_some() && !law.covers(by, days);
        if out && days.on(by) < law.span.from {
            let detail = format!("the rules of {} begin on {}", law.name, on(law.span.from));
            faults.add(pointer, "date_before_rules", detail);
        } else if out {
            let detail = format!(
                "the rules of {} are known until {}",
                law.name,
                on(law.span.to)
            );
            faults.add(pointer, "date_after_rules", detail);
        }
    }
}

/// Faults that need no law to be seen.
fn shape(sale: &Sale, faults: &mut Faults) {
    faults.place("/registration", &sale.registration);
    let others = [
        (&sale.buyer, "/buyer"),
        (&sale.dealer, "/dealer"),
        (&sale.delivery, "/delivery"),
    ];
    for (place, pointer) in others {
        if let Some(place) = place {
            faults.place(pointer, place);
        }
    }
    let amounts = [
        ("/price", sale.price),
        ("/dealer_discount", sale.dealer_discount),
        ("/accessories", sale.accessories),
        ("/delivery_charge", sale.delivery_charge),
        ("/doc_fee", sale.doc_fee),
        ("/vehicle/msrp", sale.vehicle.msrp.unwrap_or_default()),
        (
            "/vehicle/book_value",
            sale.vehicle.book_value.unwrap_or_default(),
        ),
    ];
    for (pointer, amount) in amounts {
        faults.amount(|| pointer.into(), amount);
    }
    if sale.dealer_discount > sale.price && !sale.price.is_negative() {
        faults.add("/dealer_discount", "over_price", "is larger than the price");
    }
    for (index, product) in sale.products.iter().enumerate() {
        faults.amount(|| format!("/products/{index}/price"), product.price);
    }
    for (index, rebate) in sale.rebates.iter().enumerate() {
        faults.amount(|| format!("/rebates/{index}/amount"), rebate.amount);
    }
    for (index, trade) in sale.trades.iter().enumerate() {
        faults.amount(|| format!("/trades/{index}/allowance"), trade.allowance);
        faults.amount(|| format!("/trades/{index}/payoff"), trade.payoff);
        faults.amount(
            || format!("/trades/{index}/book_value"),
            trade.book_value.unwrap_or_default(),
        );
        faults.amount(
            || format!("/trades/{index}/tax_amount_paid"),
            trade.tax_amount_paid.unwrap_or_default(),
        );
        if let Some(state) = &trade.titled_in {
            faults.state(|| format!("/trades/{index}/titled_in"), state);
        }
    }
    for (index, paid) in sale.tax_paid_elsewhere.iter().enumerate() {
        faults.amount(
            || format!("/tax_paid_elsewhere/{index}/amount"),
            paid.amount,
        );
        faults.state(|| format!("/tax_paid_elsewhere/{index}/state"), &paid.state);
        if paid
            .rate
            .is_some_and(|rate| rate.is_negative() || rate > Rate::ONE)
        {
            let pointer = format!("/tax_paid_elsewhere/{index}/rate");
            faults.add(pointer, "bad_rate", "is not between 0 and 1");
        }
    }
    if let Some(local) = &sale.local_rate
        && (local.rate.is_negative() || local.rate > Rate::ONE)
    {
        faults.add("/local_rate/rate", "bad_rate", "is not between 0 and 1");
    }
    if let Some(cap) = sale.local_rate.as_ref().and_then(|local| local.cap) {
        faults.amount(|| "/local_rate/cap".into(), cap);
    }
    match (sale.kind, &sale.lease) {
        (SaleKind::Lease, None) => faults.add("/lease", "needed", "a lease needs its terms"),
        (SaleKind::Lease, Some(lease)) => lease_shape(lease, faults),
        (SaleKind::Retail, _) => {}
    }
}

fn lease_shape(lease: &Lease, faults: &mut Faults) {
    if lease.term_months == 0 {
        faults.add(
            "/lease/term_months",
            "needed",
            "a lease has a number of monthly payments",
        );
    } else if lease.term_months > 120 {
        faults.add("/lease/term_months", "too_large", "is more than 120 months");
    }
    let fee = lease
        .acquisition_fee
        .as_ref()
        .map_or(Cents::ZERO, |fee| fee.amount);
    let amounts = [
        ("/lease/base_payment", lease.base_payment),
        (
            "/lease/gross_cap_cost",
            lease.gross_cap_cost.unwrap_or_default(),
        ),
        ("/lease/residual", lease.residual.unwrap_or_default()),
        ("/lease/rent_charge", lease.rent_charge.unwrap_or_default()),
        ("/lease/cap_reduction/cash", lease.cap_reduction.cash),
        ("/lease/cap_reduction/trade", lease.cap_reduction.trade),
        ("/lease/cap_reduction/rebate", lease.cap_reduction.rebate),
        ("/lease/acquisition_fee/amount", fee),
    ];
    for (pointer, amount) in amounts {
        faults.amount(|| pointer.into(), amount);
    }
}

/// Faults that only the law in play can see: exemptions it does not know, fields it cannot do without.
///
/// A claim may also be one of the law of the selling state.
pub fn against_law(
    these: &Circumstances<'_>,
    selling: Option<&'static Jurisdiction>,
    faults: &mut Faults,
) {
    let sale = these.sale;
    for (index, claim) in sale.exemptions.iter().enumerate() {
        let known = [Some(these.law), selling]
            .into_iter()
            .flatten()
            .any(|law| law.exemption(&claim.code).is_some());
        if !known {
            let detail = format!("{} knows no exemption \"{}\"", these.law.name, claim.code);
            faults.add(
                format!("/exemptions/{index}/code"),
                "unknown_exemption",
                detail,
            );
        }
    }
    let vehicle = &sale.vehicle;
    let lease = sale.lease.as_ref();
    for need in these.law.needs {
        let (missing, pointer) = match need.field {
            Field::CurbWeightLb => (vehicle.curb_weight_lb.is_none(), "/vehicle/curb_weight_lb"),
            Field::CityMpg => (vehicle.city_mpg.is_none(), "/vehicle/city_mpg"),
            Field::CombinedMpg => (vehicle.combined_mpg.is_none(), "/vehicle/combined_mpg"),
            Field::Odometer => (vehicle.odometer.is_none(), "/vehicle/odometer"),
            Field::GrossWeightLb => (
                vehicle.gross_weight_lb.is_none(),
                "/vehicle/gross_weight_lb",
            ),
            Field::ModelYear => (vehicle.model_year.is_none(), "/vehicle/model_year"),
            Field::GrossCapCost => (
                lease.is_none_or(|lease| lease.gross_cap_cost.is_none()),
                "/lease/gross_cap_cost",
            ),
            Field::Residual => (
                lease.is_none_or(|lease| lease.residual.is_none()),
                "/lease/residual",
            ),
            Field::RentCharge => (
                lease.is_none_or(|lease| lease.rent_charge.is_none()),
                "/lease/rent_charge",
            ),
        };
        if missing && need.span.holds(these.day) && these.hold(need.when) {
            faults.add(pointer, "needed", need.text.wording());
        }
    }
}
