//! The buyer of a deal as lenders ask for them: score, income, debt, and what some tiers do not take.

use axum::extract::State;
use axum::response::Response;
use lending::Applicant;
use money::Cents;
use platform::prelude::*;

use super::views::DealView;
use super::{WriteDeals, render};
use crate::deal::DealId;
use crate::store;
use crate::version::{Act, Entry};
use crate::workflow::Status;

/// What the bureaus give out.
const SCORES: std::ops::RangeInclusive<u16> = 250..=900;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(put))
}

/// Writes down what is known of the buyer for the scan of lenders; an empty object takes it away.
///
/// The history says that it changed and by whom, never to what.
#[utoipa::path(put, path = "/deals/{id}/applicant", operation_id = "update_deal_applicant", tag = "deals",
    params(("id" = DealId, Path), ("If-Match" = String, Header, description = "The deal's ETag")),
    request_body = Applicant, responses((status = 200, body = DealView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn put(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    seen: IfMatch,
    Body(applicant): Body<Applicant>,
) -> Result<Response, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    seen.check(deal.version)?;
    if matches!(deal.status, Status::Delivered | Status::Cancelled) {
        let detail = format!(
            "Deal {} is {}; no lender is asked for it any more.",
            deal.number,
            deal.status.word()
        );
        return Err(Problem::conflict(detail));
    }
    let faults = faults_of(&applicant);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let known = (applicant != Applicant::default()).then_some(&applicant);
    store::keep_applicant(&tx, id, known).await?;
    store::save(&tx, &mut deal, Act::ApplicantChanged).await?;
    store::record(&tx, &deal, &Entry::of(Act::ApplicantChanged)).await?;
    let shown = render::deal_in(&tx, id).await?;
    tx.commit().await?;
    Ok(shown.answer())
}

fn faults_of(applicant: &Applicant) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, detail: String| {
        faults.push(Fault::new(pointer, "out_of_range", detail));
    };
    if let Some(score) = applicant.score.filter(|score| !SCORES.contains(score)) {
        fault(
            "/score",
            format!("{score} is no score: it is between 250 and 900"),
        );
    }
    let income = applicant.monthly_income;
    if income.is_some_and(|income| !income.is_positive() || income > Cents::LIMIT) {
        let detail = "must be above zero; leave it out where it is not known";
        fault("/monthly_income", detail.into());
    }
    let debt = applicant.monthly_debt;
    if debt.is_some_and(|debt| debt.is_negative() || debt > Cents::LIMIT) {
        fault(
            "/monthly_debt",
            "must be between 0 and 1000000000.00".into(),
        );
    }
    faults
}
