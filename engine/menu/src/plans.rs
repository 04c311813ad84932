//! Which plans of a catalogue a deal may have: the whole rate card tried on it.

use desk::figures;
use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::ask::{PlansAsk, of_deal};
use crate::base::{line_of, sold_with, without_options};
use crate::caps::{price_limit, priced};
use crate::figures::financed;
use crate::fit::eligible;
use crate::reason::Reason;
use crate::subject::Subject;

/// Every plan of a catalogue, tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CataloguePlans))]
pub struct Plans {
    pub plans: Vec<PlanFit>,
}

/// One plan at its own price on the deal without options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanFit {
    pub item: String,
    pub plan: String,
    /// The most that it may be sold for in this deal; absent where nobody limits it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_limit: Option<Cents>,
    /// Empty where it can be sold.
    pub reasons: Vec<Reason>,
}

/// Tries every plan on the deal without options.
///
/// # Errors
/// Every fault of the deal at once.
pub fn plans(ask: &PlansAsk) -> Result<Plans, Vec<Fault>> {
    let subject = Subject {
        deal: &ask.deal,
        vehicle: &ask.vehicle,
        rooftop: ask.rooftop.as_deref(),
    };
    let base = without_options(&ask.deal);
    let without = financed(&figures(&base).map_err(of_deal)?);
    let mut plans = Vec::new();
    for item in &ask.catalogue {
        for plan in &item.plans {
            let mut reasons = eligible(item, plan, &subject);
            let mut amount = without;
            if reasons.is_empty() && asks_amount(item, plan) {
                let line = line_of(item, plan, plan.price, &ask.deal);
                let with = sold_with(&base, item, line);
                amount = financed(&figures(&with).map_err(of_deal)?);
            }
            if reasons.is_empty() {
                reasons = priced(item, plan, plan.price, &subject, amount);
            }
            plans.push(PlanFit {
                item: item.id.clone(),
                plan: plan.id.clone(),
                price_limit: price_limit(item, plan, &subject, amount),
                reasons,
            });
        }
    }
    Ok(Plans { plans })
}

/// Whether anything about the plan goes by the amount financed.
fn asks_amount(item: &crate::CatalogueItem, plan: &crate::Plan) -> bool {
    let shares = |cap: &crate::PriceCap| cap.share_of_amount_financed.is_some();
    plan.amount_financed_to.is_some() || item.price_caps.iter().any(shares)
}
