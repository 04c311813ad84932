//! What a plan may cost in a deal: the house's own highest price, the caps of its product, and how much may be financed.

use money::{Cents, Rounding};

use crate::catalogue::{CatalogueItem, Plan, PriceCap};
use crate::reason::Reason;
use crate::subject::Subject;

/// The most that a plan may be sold for in a deal of this amount financed; nothing where nobody limits it. A share of
/// an unknown amount limits nothing here: [`priced`] says that it is not known.
#[must_use]
pub fn price_limit(
    item: &CatalogueItem,
    plan: &Plan,
    subject: &Subject<'_>,
    financed: Option<Cents>,
) -> Option<Cents> {
    let caps = holding(item, subject).filter_map(|cap| limit_of(cap, financed));
    caps.chain(plan.price_to).min()
}

/// Why a plan cannot be sold at this price in a deal of this amount financed, the price in it; none where it can.
///
/// Of a cash deal nothing is financed, so a share of it is nothing.
#[must_use]
pub fn priced(
    item: &CatalogueItem,
    plan: &Plan,
    price: Cents,
    subject: &Subject<'_>,
    financed: Option<Cents>,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(most) = plan.price_to.filter(|most| price > *most) {
        let whose = format!("the most that {} is sold for", plan.name);
        reasons.push(Reason::over_cap(price, most, &whose));
    }
    for cap in holding(item, subject) {
        match limit_of(cap, financed) {
            Some(limit) if price > limit => {
                reasons.push(Reason::over_cap(
                    price,
                    limit,
                    &whose(cap, subject, financed),
                ));
            }
            Some(_) => {}
            None => reasons.push(Reason::not_known("the amount financed")),
        }
    }
    if let Some(most) = plan.amount_financed_to {
        match financed {
            None => reasons.push(Reason::not_known("the amount financed")),
            Some(amount) if amount > most => {
                let text = format!("{amount} are financed; {} is for at most {most}", plan.name);
                reasons.push(Reason::new("amount_over", text).of(amount, most));
            }
            Some(_) => {}
        }
    }
    reasons.dedup();
    reasons
}

/// The caps that hold where the dealer is.
fn holding<'a>(
    item: &'a CatalogueItem,
    subject: &Subject<'a>,
) -> impl Iterator<Item = &'a PriceCap> {
    let state = subject.state();
    let here = move |cap: &&PriceCap| cap.state.as_deref().is_none_or(|own| own == state);
    item.price_caps.iter().filter(here)
}

/// A share is rounded down to the cent: what is above it by less than a cent is above it.
fn limit_of(cap: &PriceCap, financed: Option<Cents>) -> Option<Cents> {
    match (cap.amount, cap.share_of_amount_financed) {
        (Some(amount), _) => Some(amount),
        (None, Some(share)) => financed.map(|it| it.or_zero().times(share, Rounding::Down)),
        // Says nothing, and is no cap that the checks let pass.
        (None, None) => Some(Cents::LIMIT),
    }
}

fn whose(cap: &PriceCap, subject: &Subject<'_>, financed: Option<Cents>) -> String {
    let place = match &cap.state {
        Some(_) => format!(" in {}", subject.state()),
        None => String::new(),
    };
    match (cap.share_of_amount_financed, financed) {
        (Some(share), Some(amount)) if cap.amount.is_none() => format!(
            "{} % of the {amount} financed, the most that it is sold for{place}",
            share.to_percent_text()
        ),
        _ => format!("the most that it is sold for{place}"),
    }
}
