//! Whether a plan is for this deal: every bound that it sets, tried, the price aside.

use crate::catalogue::{CatalogueItem, Plan, PlanKind};
use crate::reason::Reason;
use crate::subject::Subject;

/// Why a plan is not for a deal, each reason with its figure and its limit; none where it is. A bound whose fact is
/// unknown is a reason too. What depends on the price is [`priced`](crate::priced).
#[must_use]
pub fn eligible(item: &CatalogueItem, plan: &Plan, subject: &Subject<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    against_item(item, subject, &mut reasons);
    against_vehicle(plan, subject, &mut reasons);
    against_deal(plan, subject, &mut reasons);
    reasons
}

fn against_item(item: &CatalogueItem, subject: &Subject<'_>, reasons: &mut Vec<Reason>) {
    if !item.active {
        let text = format!("{} is no longer sold", item.name);
        reasons.push(Reason::new("not_active", text));
    }
    let state = subject.state();
    if !item.states.is_empty() && !item.states.iter().any(|own| own == state) {
        let states = item.states.join(", ");
        let text = format!("{} is not sold in {state}, only in {states}", item.name);
        reasons.push(Reason::new("state_not_served", text).of(state, states));
    }
    if !item.rooftops.is_empty() {
        match subject.rooftop {
            None => reasons.push(Reason::not_known("the rooftop")),
            Some(own) if !item.rooftops.iter().any(|other| other == own) => {
                let text = format!("this rooftop does not sell {}", item.name);
                reasons.push(Reason::new("rooftop_not_served", text));
            }
            Some(_) => {}
        }
    }
}

fn against_vehicle(plan: &Plan, subject: &Subject<'_>, reasons: &mut Vec<Reason>) {
    if !plan.conditions.is_empty() {
        match subject.is_one_of(&plan.conditions) {
            None => reasons.push(Reason::not_known("whether the vehicle is certified")),
            Some(false) => {
                let words: Vec<&str> = plan.conditions.iter().map(|it| it.word()).collect();
                let (words, own) = (words.join(" or "), condition(subject));
                let text = format!("the vehicle is {own}; {} is for {words} ones", plan.name);
                reasons.push(Reason::new("condition_not_taken", text).of(own, words));
            }
            Some(true) => {}
        }
    }
    if let Some(most) = plan.age_to {
        match subject.age() {
            None => reasons.push(Reason::not_known("the model year")),
            Some(age) if age > i32::from(most) => {
                let text = format!(
                    "the vehicle is {} old, over {}",
                    years(age),
                    years(most.into())
                );
                reasons.push(Reason::new("too_old", text).of(age, most));
            }
            Some(_) => {}
        }
    }
    if let Some(most) = plan.odometer_to {
        match subject.deal.vehicle.odometer {
            None => reasons.push(Reason::not_known("the odometer")),
            Some(miles) if miles > most => {
                let text = format!(
                    "the vehicle has {} miles, over {}",
                    grouped(miles),
                    grouped(most)
                );
                reasons.push(Reason::new("too_many_miles", text).of(miles, most));
            }
            Some(_) => {}
        }
    }
    if !plan.makes.is_empty() {
        match subject.vehicle.make.as_deref().map(str::trim) {
            None | Some("") => reasons.push(Reason::not_known("the make")),
            Some(own) if !plan.makes.iter().any(|make| same(make, own)) => {
                let makes = plan.makes.join(", ");
                let text = format!("{} is not for {own}, only for {makes}", plan.name);
                reasons.push(Reason::new("make_not_taken", text).of(own, makes));
            }
            Some(_) => {}
        }
    }
}

fn against_deal(plan: &Plan, subject: &Subject<'_>, reasons: &mut Vec<Reason>) {
    let own = subject.kind();
    if !plan.kinds.is_empty() && !plan.kinds.contains(&own) {
        let words: Vec<&str> = plan.kinds.iter().map(|kind| kind.word()).collect();
        let words = words.join(" and ");
        let text = format!("{} is for {words} deals, not for {}", plan.name, a(own));
        reasons.push(Reason::new("kind_not_taken", text).of(own.word(), words));
    }
    if plan.deal_term_from.is_none() && plan.deal_term_to.is_none() {
        return;
    }
    let Some(term) = subject.term_months() else {
        // A cash deal has no term and is none of the plan's; where the terms are missing they are not known.
        reasons.push(match own {
            PlanKind::Cash => {
                let text = format!(
                    "{} follows a loan or lease, and this deal has none",
                    plan.name
                );
                Reason::new("kind_not_taken", text)
            }
            PlanKind::Retail | PlanKind::Lease => Reason::not_known("the term of the deal"),
        });
        return;
    };
    let outside = |limit: u32, which: &str| {
        let text = format!(
            "the deal runs {term} months; {} is for {which} {limit}",
            plan.name
        );
        Reason::new("term_outside", text).of(term, limit)
    };
    if let Some(least) = plan.deal_term_from.filter(|least| term < *least) {
        reasons.push(outside(least, "at least"));
    }
    if let Some(most) = plan.deal_term_to.filter(|most| term > *most) {
        reasons.push(outside(most, "at most"));
    }
}

fn condition(subject: &Subject<'_>) -> &'static str {
    match (subject.deal.vehicle.condition, subject.vehicle.certified) {
        (tax::Condition::New, _) => "new",
        (tax::Condition::Used, Some(true)) => "certified",
        (tax::Condition::Used, _) => "used",
    }
}

const fn a(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::Cash => "a cash deal",
        PlanKind::Retail => "a retail deal",
        PlanKind::Lease => "a lease",
    }
}

fn years(count: i32) -> String {
    format!("{count} {}", if count == 1 { "year" } else { "years" })
}

/// `60,000`.
fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn miles_are_grouped_by_thousands() {
        let shown = [0, 999, 1_000, 60_000, 100_000, 1_000_000].map(grouped);
        assert_eq!(
            shown,
            ["0", "999", "1,000", "60,000", "100,000", "1,000,000"]
        );
    }
}
