//! By which commission plan a deal pays its salesperson.

use axum::extract::State;
use desk::CommissionPlan;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::lenders::SeeGross;
use crate::deal::{DealId, Person};
use crate::settings::plans::PlanReason;
use crate::{directory, store};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(read))
}

/// The plan of a deal's salesperson; without one the house pays them by none.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DealCommissionPlan {
    pub salesperson: Person,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<CommissionPlan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<PlanReason>,
}

/// Reads the commission plan that counts for a deal: its salesperson's, by the settings of its rooftop and by the roles
/// that the salesperson has now.
#[utoipa::path(get, path = "/deals/{id}/commission-plan", operation_id = "read_deal_commission_plan", tag = "settings",
    params(("id" = DealId, Path)),
    responses((status = 200, body = DealCommissionPlan)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Path(id): Path<DealId>,
) -> Result<Json<DealCommissionPlan>, Problem> {
    let sheet = store::sheet(platform.db(), &caller, id, None).await?;
    let edition = store::settings(platform.db(), &caller, sheet.rooftop.id).await?;
    let salesperson = sheet.salesperson;
    let roles = if edition.settings.plans_name_people() {
        directory::roles_of(&platform, salesperson.id).await?
    } else {
        Vec::new()
    };
    let found = edition.settings.plan_of(salesperson.id, &roles);
    let (plan, because) = found.map(|(plan, because)| (plan.plan(), because)).unzip();
    Ok(Json(DealCommissionPlan {
        salesperson,
        plan,
        because,
    }))
}
