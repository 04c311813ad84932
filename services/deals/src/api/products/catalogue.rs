//! The catalogue as the desk sells by it.

use axum::extract::State;
use platform::ids::Uuid;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::DeskCatalogue;
use crate::api::{WriteDeals, render};
use crate::products::shown;
use crate::store::products as store;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(catalogue))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// Those that this rooftop sells; of every rooftop where absent.
    rooftop_id: Option<Uuid>,
}

/// Every product that is sold, with its plans. Without `deals.see_gross` there is no cost in it.
#[utoipa::path(get, path = "/desk/catalogue", operation_id = "read_desk_catalogue", tag = "desk", params(Whose),
    responses((status = 200, body = DeskCatalogue)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn catalogue(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Query(asked): Query<Whose>,
) -> Result<Json<DeskCatalogue>, Problem> {
    let full = render::sees_all(&caller);
    let rooftop = asked.rooftop_id.map(|id| id.to_string());
    let items = store::active(platform.db(), &caller).await?.into_iter();
    let sold = items.filter(|item| {
        let rooftop = rooftop.as_ref();
        item.rooftops.is_empty() || rooftop.is_none_or(|own| item.rooftops.contains(own))
    });
    Ok(Json(DeskCatalogue {
        items: sold.map(|item| shown(item, full)).collect(),
    }))
}
