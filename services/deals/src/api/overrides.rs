//! Limits and what went beyond them: what a deal breaks for the caller, what was asked for, and the report of it.

use desk::{Breach, LimitCode, Limits};
use jiff::Timestamp;
use jiff::civil::Date;
use money::Cents;
use platform::ids::Uuid;
use platform::permission;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ReadDeals, render};
use crate::deal::{DealId, Person, StructureId};
use crate::overrides::{Decision, Override, OverrideId, said};
use crate::settings::{Reason, open_limits};
use crate::store;

permission!(ReportOverrides = "deals.approve");

/// The name of the one order that there is.
const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(limits))
        .routes(routes!(of_deal))
        .routes(routes!(report))
}

/// Where a deal is beyond what the caller may agree alone, and which reasons there are.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DealLimits)]
pub struct LimitsView {
    pub structure_id: StructureId,
    /// Without `deals.see_gross`, those beside the dealer's own figures say only what they are about.
    pub breaches: Vec<Breach>,
    /// Those that may be given, each for the limits that it names or for all.
    pub reasons: Vec<Reason>,
    /// What the caller may not go beyond; only limits beside figures that the caller may see.
    pub my_limits: Limits,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_note: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfStructure {
    /// The chosen one where absent.
    #[param(inline)]
    structure_id: Option<StructureId>,
}

/// Holds a structure of a deal, the chosen one unless another is named, to the caller's limits.
#[utoipa::path(get, path = "/deals/{id}/limits", operation_id = "read_deal_limits", tag = "approvals",
    params(("id" = DealId, Path), OfStructure),
    responses((status = 200, body = LimitsView)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn limits(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<OfStructure>,
) -> Result<Json<LimitsView>, Problem> {
    let sheet = store::sheet(platform.db(), &caller, id, asked.structure_id).await?;
    let edition = store::settings(platform.db(), &caller, sheet.rooftop.id).await?;
    let settings = edition.settings;
    let limits = settings.limits_of(caller.roles());
    let worked = sheet.structure.worked()?;
    let breaches = desk::breaches(worked.inputs(), worked.figures(), &limits);
    let full = render::sees_all(&caller);
    let mut reasons = settings.reasons;
    reasons.retain(|reason| reason.active);
    Ok(Json(LimitsView {
        structure_id: sheet.structure.id,
        breaches: if full {
            breaches
        } else {
            breaches.into_iter().map(said::open).collect()
        },
        reasons,
        my_limits: if full { limits } else { open_limits(limits) },
        approval_note: settings.approval_note,
    }))
}

/// Something that was asked for beyond a limit, with what it does: amounts with the figure at its limit (before) and as
/// it was submitted (after).
///
/// Without `deals.see_gross` there is no gross in it, and of a limit beside the dealer's own figures neither figure,
/// limit nor the payment at that limit.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DealOverride {
    pub id: OverrideId,
    pub deal_id: DealId,
    #[schema(example = "HM-1042")]
    pub deal_number: String,
    pub rooftop_id: Uuid,
    pub structure_id: StructureId,
    #[schema(example = "A")]
    pub structure_letter: String,
    /// The limit's name.
    #[schema(value_type = LimitCode)]
    pub code: String,
    pub confidential: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    pub reason: String,
    /// As the reason was called when it was given.
    pub reason_label: String,
    pub note: Option<String>,
    pub asked_by: Person,
    pub asked_at: Timestamp,
    pub decision: Decision,
    pub decided_by: Option<Person>,
    pub decided_at: Option<Timestamp>,
    /// What was said with the decision.
    pub comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_before: Option<Cents>,
    pub payment_after: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_before: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_after: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross_before: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross_after: Option<Cents>,
}

impl DealOverride {
    fn of(it: Override, full: bool) -> Self {
        let told = full || !it.confidential;
        Self {
            id: it.id,
            deal_id: it.deal_id,
            deal_number: it.deal_number,
            rooftop_id: it.rooftop_id,
            structure_id: it.structure_id,
            structure_letter: it.letter,
            code: it.code,
            confidential: it.confidential,
            figure: it.figure.filter(|_| told),
            limit: it.limit.filter(|_| told),
            reason: it.reason,
            reason_label: it.reason_label,
            note: it.note,
            asked_by: it.asked_by,
            asked_at: it.asked_at,
            decision: it.decision,
            decided_by: it.decided_by,
            decided_at: it.decided_at,
            comment: it.comment,
            payment_before: it.payment.before.filter(|_| told),
            payment_after: it.payment.after,
            front_before: it.front.before.filter(|_| full),
            front_after: it.front.after.filter(|_| full),
            gross_before: it.gross.before.filter(|_| full),
            gross_after: it.gross.after.filter(|_| full),
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DealOverrideList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what was asked for beyond limits with a deal, the last first.
#[utoipa::path(get, path = "/deals/{id}/overrides", operation_id = "list_deal_overrides", tag = "approvals",
    params(("id" = DealId, Path), DealOverrideList),
    responses((status = 200, body = Page<DealOverride>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn of_deal(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<DealOverrideList>,
) -> Result<Json<Page<DealOverride>>, Problem> {
    store::reached(platform.db(), &caller, id).await?;
    let narrowed = store::Asked {
        deal: Some(id),
        ..store::Asked::default()
    };
    page(&platform, &caller, &narrowed, asked.limit, asked.cursor).await
}

/// How the report is narrowed down.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OverrideReport {
    rooftop_id: Option<Uuid>,
    asked_by: Option<Uuid>,
    #[param(inline)]
    code: Option<LimitCode>,
    /// The code of a reason.
    #[param(max_length = 40)]
    reason: Option<String>,
    #[param(inline)]
    decision: Option<Decision>,
    /// Asked for on or after this day (UTC).
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Asked for on or before this day (UTC).
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists everything that was asked for beyond limits, the last first: who, why, who decided, and what it did.
#[utoipa::path(get, path = "/desk/overrides", operation_id = "list_overrides", tag = "approvals", params(OverrideReport),
    responses((status = 200, body = Page<DealOverride>)),
    extensions(("x-permission" = json!("deals.approve"))))]
async fn report(
    State(platform): State<Platform>,
    caller: Allowed<ReportOverrides>,
    Query(asked): Query<OverrideReport>,
) -> Result<Json<Page<DealOverride>>, Problem> {
    let narrowed = store::Asked {
        deal: None,
        rooftop_id: asked.rooftop_id,
        asked_by: asked.asked_by,
        code: asked.code.map(said::word),
        reason: asked.reason,
        decision: asked.decision.map(Decision::word),
        from: asked.from,
        to: asked.to,
    };
    page(&platform, &caller, &narrowed, asked.limit, asked.cursor).await
}

async fn page(
    platform: &Platform,
    caller: &Caller,
    narrowed: &store::Asked,
    limit: Limit,
    cursor: Option<Cursor>,
) -> Result<Json<Page<DealOverride>>, Problem> {
    let before = cursor.map(|cursor| cursor.after(NEWEST)).transpose()?;
    let found = store::overrides(platform.db(), caller, narrowed, before, limit.rows()).await?;
    let page = Page::of(found, limit, NEWEST, |it| it.id);
    let full = render::sees_all(caller);
    Ok(Json(page.map(|it| DealOverride::of(it, full))))
}
