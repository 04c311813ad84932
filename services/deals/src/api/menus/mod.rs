//! Menus over HTTP: worked out without storing, put before a buyer, decided on.

mod views;

use axum::extract::State;
use http::HeaderMap;
use menu::{ColumnAsk, MenuAsk, VehicleFacts};
use platform::ids::Uuid;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::device::device_of;
use super::{ReadDeals, WriteDeals, needs_editable, refuse_confidential};
use crate::deal::{DealId, StructureId};
use crate::menus::decide::{NewDecision, decide};
use crate::menus::make::make;
use crate::menus::{Menu, MenuId};
use crate::rates::in_force;
use crate::store;
use crate::structure::faults_at;
use views::MenuView;

const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(work_out))
        .routes(routes!(list, create))
        .routes(routes!(read))
        .routes(routes!(decision))
}

/// A menu to be worked out by the catalogue of the dealership.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeskMenuAsk {
    deal: desk::Deal,
    #[serde(default)]
    vehicle: VehicleFacts,
    #[serde(default)]
    rooftop_id: Option<Uuid>,
    #[schema(max_items = 6)]
    columns: Vec<ColumnAsk>,
}

/// A menu of a deal without storing it: the payment without products, and each column with what its products add.
///
/// What cannot be sold stands in its column with the reasons, and is in none of its figures.
#[utoipa::path(post, path = "/desk/menu", operation_id = "work_out_menu", tag = "desk", request_body = DeskMenuAsk,
    responses((status = 200, body = menu::Menu)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn work_out(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(asked): Body<DeskMenuAsk>,
) -> Result<Json<menu::Menu>, Problem> {
    refuse_confidential(&caller, &asked.deal, "/deal")?;
    let rates = in_force::current(platform.db(), &caller).await?;
    let ask = MenuAsk {
        deal: rates.on(&asked.deal),
        vehicle: asked.vehicle,
        rooftop: asked.rooftop_id.map(|id| id.to_string()),
        catalogue: store::products::active(platform.db(), &caller).await?,
        columns: asked.columns,
    };
    let worked = tokio::task::spawn_blocking(move || menu::menu(&ask)).await;
    let worked = worked.map_err(Problem::internal)?;
    Ok(Json(worked.map_err(|faults| {
        Problem::faults(faults_at("", faults))
    })?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MenuList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the menus that were put before the buyer of a deal, the last first, with what was decided.
#[utoipa::path(get, path = "/deals/{id}/menus", operation_id = "list_deal_menus", tag = "menus",
    params(("id" = DealId, Path), MenuList), responses((status = 200, body = Page<MenuView>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<MenuList>,
) -> Result<Json<Page<MenuView>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let rows = asked.limit.rows();
    let found = store::menus::menus(platform.db(), &caller, id, before, rows).await?;
    let page = Page::of(found, asked.limit, NEWEST, |it: &Menu| it.id);
    let shown: Result<Vec<MenuView>, Problem> = page.items.into_iter().map(MenuView::of).collect();
    Ok(Json(Page {
        items: shown?,
        next_cursor: page.next_cursor,
    }))
}

/// Columns to be put before a buyer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMenu {
    /// A structure of the deal.
    structure_id: StructureId,
    #[schema(max_items = 6)]
    columns: Vec<ColumnAsk>,
}

/// Makes a menu of a structure and keeps it as the buyer sees it.
///
/// Refused where anything in it could not be sold with the deal. It holds no cost, whoever reads it.
#[utoipa::path(post, path = "/deals/{id}/menus", operation_id = "create_deal_menu", tag = "menus", request_body = NewMenu,
    params(("id" = DealId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = MenuView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    new: Create<NewMenu>,
) -> Result<Response, Problem> {
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let deal = store::load(&tx, id).await?;
    needs_editable(&deal)?;
    let found = store::structures(&tx, id).await?.into_iter();
    let row = found
        .into_iter()
        .find(|row| row.id == new.body.structure_id);
    let row = row.ok_or_else(|| {
        Problem::fault("/structure_id", "unknown", "is no structure of this deal")
    })?;
    let rates = in_force::current_in(&tx).await?;
    let made = make(&tx, &deal, &row, new.body.columns.clone(), &rates).await?;
    let menu = store::menus::menu_in(&tx, id, made).await?;
    let created = Created {
        location: format!("/deals/{id}/menus/{made}"),
        version: 1,
        body: MenuView::of(menu)?,
    };
    new.finish(tx, created).await
}

/// Reads a menu as it was put before the buyer, with what was decided.
#[utoipa::path(get, path = "/deals/{id}/menus/{menu_id}", operation_id = "read_deal_menu", tag = "menus",
    params(("id" = DealId, Path), ("menu_id" = MenuId, Path)), responses((status = 200, body = MenuView)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path((id, menu)): Path<(DealId, MenuId)>,
) -> Result<Json<MenuView>, Problem> {
    let menu = store::menus::menu(platform.db(), &caller, id, menu).await?;
    Ok(Json(MenuView::of(menu)?))
}

/// Decides on a menu: what is accepted becomes the products of its structure, what is declined is recorded, and the
/// signature is kept over a document that says both.
///
/// Every product of the menu is accepted or declined. A menu is decided once; a repeated request with the same
/// Idempotency-Key is answered as the first was.
#[utoipa::path(post, path = "/deals/{id}/menus/{menu_id}/decision", operation_id = "decide_deal_menu", tag = "menus",
    request_body = NewDecision,
    params(("id" = DealId, Path), ("menu_id" = MenuId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = MenuView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn decision(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path((id, menu)): Path<(DealId, MenuId)>,
    headers: HeaderMap,
    new: Create<NewDecision>,
) -> Result<Response, Problem> {
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let mut deal = store::load(&tx, id).await?;
    let mut menu = store::menus::menu_in(&tx, id, menu).await?;
    needs_editable(&deal)?;
    let rates = in_force::current_in(&tx).await?;
    let device = device_of(&headers);
    let decided = decide(&tx, &mut deal, &menu, (&new.body, &device), &rates).await?;
    menu.decision = Some(decided);
    let created = Created {
        location: format!("/deals/{id}/menus/{}", menu.id),
        version: 2,
        body: MenuView {
            deal_version: Some(deal.version),
            ..MenuView::of(menu)?
        },
    };
    new.finish(tx, created).await
}
