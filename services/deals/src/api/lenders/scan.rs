//! Which lenders fit: every row of the rooftop's market tried on a deal, on the server.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use lending::{Applicant, Offer, Scan, VehicleFacts, Wish, scan, scan_best};
use platform::ids::Uuid;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::{WriteDeals, refuse_confidential, refuse_fields, render};
use crate::lenders::market::{self, Held};
use crate::rates::{in_force, tax_day};
use crate::structure::faults_at;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(offers))
}

/// A deal, its buyer and vehicle as lenders ask for them, and what the desk would like.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskScan {
    pub deal: desk::Deal,
    #[serde(default)]
    pub applicant: Applicant,
    #[serde(default)]
    pub vehicle: VehicleFacts,
    /// Its `rooftop` is `rooftop_id`. Without `deals.see_gross` every row is held against the rate that the deal is sold
    /// at, as by `keep_rate`, and markups are refused.
    #[serde(default)]
    pub wish: Wish,
    /// Whose market.
    pub rooftop_id: Uuid,
    /// One offer for each sheet, its best row, instead of every row.
    #[serde(default)]
    pub best_only: bool,
}

/// An offer with the names of its lender and sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScanOffer {
    pub lender_name: String,
    pub programme_name: String,
    #[serde(flatten)]
    #[schema(value_type = Offer)]
    offer: Shown,
}

/// An offer whole, or without what only the dealer may know.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown {
    Whole(Box<Offer>),
    Open(Value),
}

/// The offers in the order wished: those that fit, those not known, the rest.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScanAnswer {
    pub offers: Vec<ScanOffer>,
    /// The day whose sheets were tried.
    #[schema(value_type = String, format = Date)]
    pub on: jiff::civil::Date,
}

/// Tries every row that the rooftop may sell by today on a deal, each with every reason why it fits or not.
///
/// Without `deals.see_gross`, buy rates, reserves, gross and limits of markup are absent.
#[utoipa::path(post, path = "/desk/scan", operation_id = "scan_lenders", tag = "desk", request_body = DeskScan,
    responses((status = 200, body = ScanAnswer)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn offers(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(mut ask): Body<DeskScan>,
) -> Result<Json<ScanAnswer>, Problem> {
    refuse_confidential(&caller, &ask.deal, "/deal")?;
    let full = render::sees_all(&caller);
    if !full {
        refuse_fields(&caller, "/wish", markups(&ask.wish))?;
        ask.wish.keep_rate = true;
    }
    ask.wish.rooftop = Some(ask.rooftop_id.to_string());
    ask.deal.rates = in_force::current(platform.db(), &caller).await?.own;
    let held = market::today(&platform, &caller, ask.rooftop_id).await?;
    let done = tokio::task::spawn_blocking(move || answer(&ask, &held, full)).await;
    Ok(Json(done.map_err(Problem::internal)??))
}

/// Markups that were asked for: with a row's payment each of them tells what the lender buys at.
fn markups(wish: &Wish) -> Vec<String> {
    let asked = [
        ("/markup", !wish.markup.is_zero()),
        ("/factor_markup", !wish.factor_markup.is_zero()),
        (
            "/acquisition_fee_markup",
            !wish.acquisition_fee_markup.is_zero(),
        ),
    ];
    let asked = asked.into_iter().filter(|(_, asked)| *asked);
    asked.map(|(field, _)| field.to_owned()).collect()
}

fn answer(ask: &DeskScan, held: &Arc<Held>, full: bool) -> Result<ScanAnswer, Problem> {
    let on =
        tax_day(held.day).ok_or_else(|| Problem::internal("the clock is out of the calendar"))?;
    let tried = Scan {
        deal: &ask.deal,
        applicant: &ask.applicant,
        vehicle: &ask.vehicle,
        wish: &ask.wish,
        lenders: &held.market.lenders,
        programmes: &held.market.programmes,
        on,
    };
    let offers = if ask.best_only {
        scan_best(&tried)
    } else {
        scan(&tried)
    };
    let offers = offers.map_err(|faults| Problem::faults(faults_at("", faults)))?;
    let market = &held.market;
    let lenders: HashMap<&str, &str> = market
        .lenders
        .iter()
        .map(|lender| (&*lender.id, &*lender.name))
        .collect();
    let sheets: HashMap<&str, &str> = market
        .programmes
        .iter()
        .map(|sheet| (&*sheet.id, &*sheet.name))
        .collect();
    let name = |names: &HashMap<&str, &str>, id: &str| {
        names
            .get(id)
            .map_or_else(String::new, |name| (*name).to_owned())
    };
    let offers = offers.into_iter().map(|offer| {
        Ok(ScanOffer {
            lender_name: name(&lenders, &offer.lender),
            programme_name: name(&sheets, &offer.programme),
            offer: if full {
                Shown::Whole(Box::new(offer))
            } else {
                let mut value = serde_json::to_value(offer).map_err(Problem::internal)?;
                open(&mut value);
                Shown::Open(value)
            },
        })
    });
    Ok(ScanAnswer {
        offers: offers.collect::<Result<_, Problem>>()?,
        on: held.day,
    })
}

/// Reasons whose figures tell what the lender buys at or pays.
const TELLING: [&str; 5] = [
    "markup_over",
    "factor_markup_over",
    "sold_under",
    "reserve_over",
    "acquisition_fee_over",
];

/// Takes out of an offer what only the dealer may know.
fn open(offer: &mut Value) {
    let Some(fields) = offer.as_object_mut() else {
        return;
    };
    fields.remove("markup_to");
    if let Some(terms) = fields.get_mut("terms").and_then(Value::as_object_mut) {
        for hidden in HIDDEN_TERMS {
            terms.remove(hidden);
        }
        if let Some(lease) = terms.get_mut("lease").and_then(Value::as_object_mut) {
            for hidden in HIDDEN_LEASE_TERMS {
                lease.remove(hidden);
            }
        }
    }
    for list in ["reasons", "cautions"] {
        let reasons = fields.get_mut(list).and_then(Value::as_array_mut);
        for reason in reasons.into_iter().flatten() {
            let telling = reason["code"]
                .as_str()
                .is_some_and(|code| TELLING.contains(&code));
            if telling {
                let text = "The rate of the deal is not one that this lender takes here. Only finance can see the limit.";
                *reason = serde_json::json!({"code": "rate_not_taken", "text": text});
            }
        }
    }
}

/// Fields of [`lending::OfferTerms`] that are left out for callers without the permission.
pub const HIDDEN_TERMS: [&str; 4] = ["buy_rate", "reserve", "gross", "reserve_terms"];
/// The same of [`lending::LeaseTerms`].
pub const HIDDEN_LEASE_TERMS: [&str; 2] = ["reserve_share", "acquisition_fee_cost"];
