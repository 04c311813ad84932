//! The steps of a deal's workflow, one route each.

use axum::extract::{FromRequest, Request, State};
use axum::response::Response;
use http::header;
use platform::auth::Caller;
use platform::prelude::*;
use platform::{json as door, permission};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::render;
use super::views::{DealView, StepReason, Submission};
use crate::deal::{Deal, DealId};
use crate::lenders::bound;
use crate::overrides::{Asked, Decision, held};
use crate::products::held as catalogue;
use crate::rates::in_force::{self, Rates};
use crate::store;
use crate::structure::recheck;
use crate::version::{Act, Entry};
use crate::workflow::{Action, Refusal};
use crate::{directory, events};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(submit))
        .routes(routes!(approve))
        .routes(routes!(return_))
        .routes(routes!(contract))
        .routes(routes!(fund))
        .routes(routes!(deliver))
        .routes(routes!(cancel))
        .routes(routes!(reopen))
}

permission!(SubmitDeals = "deals.submit");
permission!(ApproveDeals = "deals.approve");
permission!(ReturnDeals = "deals.return");
permission!(ContractDeals = "deals.contract");
permission!(FundDeals = "deals.fund");
permission!(DeliverDeals = "deals.deliver");
permission!(CancelDeals = "deals.cancel");

/// A body that may be left out.
struct Sent<T>(T);

impl<S, T> FromRequest<S> for Sent<T>
where
    S: Send + Sync,
    T: Default + DeserializeOwned + ToSchema + Send + 'static,
{
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !request.headers().contains_key(header::CONTENT_TYPE) {
            return Ok(Self(T::default()));
        }
        let bytes = door::read(request).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        door::parse(&bytes).map(Self)
    }
}

/// The handlers differ in their path, permission and words only.
macro_rules! step {
    ($name:ident, $id:literal, $path:literal, $permission:ty, $held:literal, $action:expr, $doc:literal) => {
        #[doc = $doc]
        #[utoipa::path(post, path = $path, operation_id = $id, tag = "workflow",
            params(("id" = DealId, Path), ("If-Match" = String, Header, description = "The deal's ETag")),
            request_body(content = Option<StepReason>, content_type = "application/json"),
            responses((status = 200, body = DealView)),
            extensions(("x-permission" = json!($held))))]
        async fn $name(
            State(platform): State<Platform>,
            caller: Allowed<$permission>,
            Path(id): Path<DealId>,
            seen: IfMatch,
            Sent(sent): Sent<StepReason>,
        ) -> Result<Response, Problem> {
            take(&platform, &caller, id, &seen, $action, sent.reason, &[]).await
        }
    };
}

/// Submits a deal to a manager and freezes its structures.
///
/// What is beyond the caller's limits needs a reason of the rooftop's list; `GET /deals/{id}/limits` says what is.
#[utoipa::path(post, path = "/deals/{id}/submit", operation_id = "submit_deal", tag = "workflow",
    params(("id" = DealId, Path), ("If-Match" = String, Header, description = "The deal's ETag")),
    request_body(content = Option<Submission>, content_type = "application/json"),
    responses((status = 200, body = DealView)),
    extensions(("x-permission" = json!("deals.submit"))))]
async fn submit(
    State(platform): State<Platform>,
    caller: Allowed<SubmitDeals>,
    Path(id): Path<DealId>,
    seen: IfMatch,
    Sent(sent): Sent<Submission>,
) -> Result<Response, Problem> {
    let Submission { reason, overrides } = sent;
    let action = Action::Submit;
    take(&platform, &caller, id, &seen, action, reason, &overrides).await
}

step!(
    approve,
    "approve_deal",
    "/deals/{id}/approve",
    ApproveDeals,
    "deals.approve",
    Action::Approve,
    "Approves a submitted deal. One that is beyond the caller's own limits is refused: 403 names what and who may."
);
step!(
    return_,
    "return_deal",
    "/deals/{id}/return",
    ReturnDeals,
    "deals.return",
    Action::Return,
    "Sends a submitted or approved deal back, with a reason; it may change again."
);
step!(
    contract,
    "contract_deal",
    "/deals/{id}/contract",
    ContractDeals,
    "deals.contract",
    Action::Contract,
    "Marks an approved deal as signed; its vehicle is reserved."
);
step!(
    fund,
    "fund_deal",
    "/deals/{id}/fund",
    FundDeals,
    "deals.fund",
    Action::Fund,
    "Marks a contracted deal as paid."
);
step!(
    deliver,
    "deliver_deal",
    "/deals/{id}/deliver",
    DeliverDeals,
    "deals.deliver",
    Action::Deliver,
    "Hands the vehicle over; it is sold."
);
step!(
    cancel,
    "cancel_deal",
    "/deals/{id}/cancel",
    CancelDeals,
    "deals.cancel",
    Action::Cancel,
    "Cancels a deal that is not delivered, with a reason; its vehicle is free again."
);
step!(
    reopen,
    "reopen_deal",
    "/deals/{id}/reopen",
    ReturnDeals,
    "deals.return",
    Action::Reopen,
    "Opens a contracted or cancelled deal again, with a reason; it may change as a returned one."
);

async fn take(
    platform: &Platform,
    caller: &Caller,
    id: DealId,
    seen: &IfMatch,
    action: Action,
    reason: Option<String>,
    asked: &[Asked],
) -> Result<Response, Problem> {
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    let tx = platform.db().tenant_tx(caller).await?;
    let mut deal = store::load(&tx, id).await?;
    seen.check(deal.version)?;
    let to = action
        .take(deal.status, reason.as_deref())
        .map_err(|refusal| refused(&deal, action, refusal))?;
    if matches!(action, Action::Submit | Action::Contract) {
        ready(platform, &mut deal).await?;
        sound(&tx, &deal, action).await?;
    }
    if action == Action::Submit {
        bound::refuse_ended(platform, &tx, &deal).await?;
        catalogue::submitted(&tx, &deal).await?;
    }
    hold(platform, &tx, &deal, action, reason.as_deref(), asked).await?;
    let from = std::mem::replace(&mut deal.status, to);
    deal.status_reason.clone_from(&reason);
    deal.holds_vehicle = to.hold_on_vehicle().unwrap_or(deal.holds_vehicle);
    let act = Act::from(action);
    store::freeze(&tx, id, !to.editable()).await?;
    store::save(&tx, &mut deal, act).await?;
    let mut entry = Entry::of(act);
    entry.reason = reason;
    store::record(&tx, &deal, &entry).await?;
    events::publish(&tx, &deal, action.step().fact, Some(from)).await?;
    let shown = render::deal_in(&tx, id).await?;
    tx.commit().await?;
    Ok(shown.answer())
}

/// Holds the deal to limits where that is what the step is about, and decides on what was asked for beyond them.
async fn hold(
    platform: &Platform,
    tx: &TenantTx,
    deal: &Deal,
    action: Action,
    reason: Option<&str>,
    asked: &[Asked],
) -> Result<(), Problem> {
    let decision = match action {
        Action::Submit => return held::submitted(tx, deal, asked).await,
        Action::Approve => {
            held::approved(platform, tx, deal).await?;
            Decision::Approved
        }
        Action::Return => Decision::Returned,
        Action::Cancel => Decision::Withdrawn,
        Action::Contract | Action::Fund | Action::Deliver | Action::Reopen => return Ok(()),
    };
    store::decide_overrides(tx, deal.id, decision, reason).await
}

fn refused(deal: &Deal, action: Action, refusal: Refusal) -> Problem {
    match refusal {
        Refusal::ReasonMissing => {
            let detail = format!("is missing: say why, to {} a deal", action.word());
            Problem::fault("/reason", "required", detail)
        }
        Refusal::WrongStatus(status) => {
            let from: Vec<&str> = action.step().from.iter().map(|it| it.word()).collect();
            Problem::new(
                http::StatusCode::CONFLICT,
                "wrong-status",
                "The deal is not where this step starts",
                format!(
                    "Deal {} is {}; {} starts from {}.",
                    deal.number,
                    status.word(),
                    action.word(),
                    from.join(" or ")
                ),
            )
        }
    }
}

/// 422 unless the deal has all that a manager looks at and its vehicle can still be had. Whether the vehicle is certified
/// is from here on what inventory says now: lenders and rate cards are held to it.
async fn ready(platform: &Platform, deal: &mut Deal) -> Result<(), Problem> {
    let missing = deal.missing_for_submission().into_iter();
    let mut faults: Vec<Fault> = missing
        .map(|(pointer, detail)| Fault::new(pointer, "required", detail))
        .collect();
    if let Some(vehicle) = &mut deal.vehicle
        && !deal.holds_vehicle
    {
        match directory::vehicle(platform, vehicle.id, deal.id).await? {
            Ok(now) => vehicle.certified = now.certified,
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::faults(faults))
    }
}

/// 409 where the chosen structure's figures are not what the engine gives for its inputs: at submission by the rates of
/// now, afterwards by those that it was submitted with.
async fn sound(tx: &TenantTx, deal: &Deal, action: Action) -> Result<(), Problem> {
    let Some(chosen) = &deal.chosen else {
        return Ok(());
    };
    let row = store::structure(tx, deal.id, chosen.id).await?;
    let rates = match action {
        Action::Submit => in_force::current_in(tx).await?,
        _ => in_force::at_in(tx, row.rate_book).await?,
    };
    refuse_different(&row, &rates)
}

/// 409 naming the first figure that a recomputation gives differently.
pub fn refuse_different(row: &store::StructureRow, rates: &Rates) -> Result<(), Problem> {
    let different =
        recheck(&row.texts.inputs, &row.texts.figures, rates).map_err(Problem::internal)?;
    let Some(first) = different.first() else {
        return Ok(());
    };
    Err(Problem::new(
        http::StatusCode::CONFLICT,
        "figures-differ",
        "The figures do not hold",
        format!(
            "Recomputing structure {} gives other figures than the stored ones, first at {}. Save it again to see \
             what changed.",
            row.letter, first.pointer
        ),
    ))
}

#[cfg(test)]
mod tests {
    use crate::workflow::STEPS;
    use platform::auth::Permission;

    /// The route's extractor and the table must ask for the same permission.
    #[test]
    fn each_route_asks_for_the_permission_of_its_step() {
        let asked = [
            super::SubmitDeals::ANY_OF,
            super::ApproveDeals::ANY_OF,
            super::ReturnDeals::ANY_OF,
            super::ContractDeals::ANY_OF,
            super::FundDeals::ANY_OF,
            super::DeliverDeals::ANY_OF,
            super::CancelDeals::ANY_OF,
            super::ReturnDeals::ANY_OF,
        ];
        for (step, asked) in STEPS.iter().zip(asked) {
            assert_eq!([step.permission], *asked, "{:?}", step.action);
        }
    }
}
