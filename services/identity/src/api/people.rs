//! Colleagues by name, for everybody who is signed in: who sells a deal, who approved it.

use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::house::House;
use crate::role::Role;
use crate::store::users::{self, Filter, Kept, Order};
use crate::store::{Alone, Stored};

/// A colleague.
#[derive(Serialize, ToSchema)]
pub struct Colleague {
    id: Uuid,
    name: String,
    title: Option<String>,
    roles: Vec<Role>,
    /// The rooftops that the person works at; empty means all.
    rooftop_ids: Vec<Uuid>,
    active: bool,
}

impl From<Stored<Kept>> for Colleague {
    fn from(stored: Stored<Kept>) -> Self {
        let Kept {
            profile,
            deactivated_at,
            ..
        } = stored.what;
        Self {
            id: stored.id,
            name: profile.name,
            title: profile.title,
            roles: profile.roles,
            rooftop_ids: profile.rooftops,
            active: deactivated_at.is_none(),
        }
    }
}

/// What a list is narrowed to. It is sorted by name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ColleagueList {
    /// Part of the name or title.
    #[param(max_length = 200)]
    q: Option<String>,
    #[param(inline)]
    role: Option<Role>,
    /// Those who work at this rooftop, or at all.
    rooftop_id: Option<Uuid>,
    /// Only active ones, or only deactivated ones.
    active: Option<bool>,
    #[param(inline)]
    limit: Option<Limit>,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Colleagues.
#[utoipa::path(
    get, path = "/people", tag = "people", operation_id = "list_people",
    params(ColleagueList),
    responses((status = 200, body = Page<Colleague>)),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn list(
    State(house): State<House>,
    caller: Caller,
    Query(asked): Query<ColleagueList>,
) -> Result<Json<Page<Colleague>>, Problem> {
    let limit = asked.limit.unwrap_or_default();
    let order = Order::Name;
    let filter = Filter {
        q: asked.q,
        role: asked.role,
        rooftop: asked.rooftop_id,
        active: asked.active,
        order,
        after: asked
            .cursor
            .map(|cursor| cursor.after(order.code()))
            .transpose()?,
        rows: limit.rows(),
        names_only: true,
    };
    let rows = users::list(&Alone(house.db(), &caller), &filter).await?;
    let page = Page::of(rows, limit, order.code(), |stored| {
        users::sort_value(stored, order)
    });
    Ok(Json(page.map(Colleague::from)))
}

/// One colleague.
#[utoipa::path(
    get, path = "/people/{id}", tag = "people", operation_id = "read_person",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Colleague)),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn get(
    State(house): State<House>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Colleague>, Problem> {
    let stored = users::get(&Alone(house.db(), &caller), id).await?;
    Ok(Json(
        stored.ok_or_else(|| Problem::not_found("person"))?.into(),
    ))
}
