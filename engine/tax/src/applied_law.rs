//! Says which jurisdiction's law was applied and why, who collects what, and what is credited.

use std::fmt::Write;

use crate::assessment::Figures;
use crate::conditions::Circumstances;
use crate::credit::Credit;
use crate::dollars::dollars;
use crate::levy::Levied;
use crate::rules::{CreditAllowed, ExemptionRule, Jurisdiction, NonresidentRule, jurisdiction};
use crate::{SaleKind, Wording};

/// A vehicle that is sold in another state than it is registered in.
pub struct Sold<'a> {
    /// Two letters of the selling state.
    pub state: &'a str,
    /// Its law, where this edition has it for the day.
    pub law: Option<&'static Jurisdiction>,
    /// Its rule for the buyer; none for its own resident.
    pub rule: Option<&'static NonresidentRule>,
    pub resident: bool,
    /// The claim that frees the sale of its tax.
    pub exempt: Option<&'static ExemptionRule>,
    pub levied: Levied,
}

/// The sentences for one sale; the plain one of the rule tables where nothing crosses a border.
pub fn sentence(
    these: &Circumstances<'_>,
    sold: Option<&Sold<'_>>,
    own: &Levied,
    credit: &Credit,
    figures: &Figures,
) -> Wording {
    let law = these.law;
    let plain = match these.sale.kind {
        SaleKind::Retail => law.sale_law.wording(),
        SaleKind::Lease => law.lease_law.wording(),
    };
    let lease_from = lease_written_elsewhere(these);
    if sold.is_none() && lease_from.is_none() && credit.amount.is_zero() {
        return plain;
    }
    let mut text = plain.into_owned();
    if let Some(state) = lease_from {
        let _ = write!(
            text,
            " The lease is written in {state}; a lease is taxed where the vehicle is garaged, so no tax \
             of {state} is counted and the lessor accounts to {}.",
            law.name
        );
    }
    if let Some(sold) = sold {
        selling_state(&mut text, these, sold);
        let _ = write!(
            text,
            " Collected by the dealer: {}. Due to {} at registration: {}.",
            dollars(figures.collected_by_dealer),
            law.name,
            dollars(figures.due_at_registration)
        );
    }
    credited(&mut text, these, own, credit);
    text.into()
}

/// The state of a dealership that leases a vehicle which is garaged in another.
fn lease_written_elsewhere<'a>(these: &Circumstances<'a>) -> Option<&'a str> {
    let dealer = these.sale.dealer.as_ref()?;
    let elsewhere = these.sale.kind == SaleKind::Lease && dealer.state != these.law.state;
    elsewhere.then(|| name_of(&dealer.state))
}

fn name_of(state: &str) -> &str {
    jurisdiction(state).map_or(state, |law| law.name)
}

fn selling_state(text: &mut String, these: &Circumstances<'_>, sold: &Sold<'_>) {
    let home = these.law.name;
    let selling = name_of(sold.state);
    let delivery = these.sale.delivery.as_ref();
    let _ = match delivery.filter(|place| place.state != sold.state) {
        Some(place) => write!(
            text,
            " Sold in {selling}, delivered in {}: ",
            name_of(&place.state)
        ),
        None => write!(text, " Sold in {selling}: "),
    };
    if let Some(exempt) = sold.exempt {
        text.push_str(&exempt.reason.wording());
        return;
    }
    let _ = match (sold.law, sold.rule) {
        (None, _) => write!(
            text,
            "what {selling} asks is not in this edition, so nothing is counted as collected there."
        ),
        (Some(_), Some(rule)) => write!(text, "{}", rule.reason.wording()),
        (Some(_), None) if sold.resident => write!(
            text,
            "the buyer lives in {selling}, so its tax is due on the sale as well, in full."
        ),
        (Some(_), None) => write!(
            text,
            "no rule of {selling} frees a buyer who registers in {home}, so its tax is taken in full."
        ),
    };
}

fn credited(text: &mut String, these: &Circumstances<'_>, own: &Levied, credit: &Credit) {
    let home = these.law.name;
    let ceiling = credit.ceiling.map(|(_, off)| off).unwrap_or_default();
    let of_tax = credit.amount - ceiling;
    if let Some(rule) = credit.rule {
        let reason = rule.reason.wording();
        if of_tax.is_zero() {
            let why = if rule.allow == CreditAllowed::None {
                "gives no credit"
            } else {
                "credits nothing of it"
            };
            let _ = write!(text, " {home} {why}: {reason}");
        } else if rule.state_first {
            let state = of_tax.min(own.credited_state);
            let _ = write!(
                text,
                " {home} credits {}, {} against its state tax and {} against local tax: {reason}",
                dollars(of_tax),
                dollars(state),
                dollars(of_tax - state)
            );
        } else {
            let _ = write!(text, " {home} credits {}: {reason}", dollars(of_tax));
        }
    }
    if let Some((rule, off)) = credit.ceiling {
        let _ = write!(
            text,
            " Its tax ends at {}, {} less: {}",
            dollars(rule.amount),
            dollars(off),
            rule.reason.wording()
        );
    }
}
