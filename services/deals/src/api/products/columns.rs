//! The columns that a rooftop's menus begin with.

use std::collections::BTreeSet;

use axum::extract::State;
use platform::ids::Uuid;
use platform::prelude::*;

use super::ManageProducts;
use super::views::{MenuColumns, NewMenuColumns};
use crate::api::WriteDeals;
use crate::directory;
use crate::menus::TemplateColumn;
use crate::store;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(read, replace))
}

/// 404 unless it is a rooftop where the caller works.
async fn known(platform: &Platform, caller: &Caller, rooftop: Uuid) -> Result<(), Problem> {
    match directory::rooftop(platform, caller, rooftop).await? {
        Ok(_) => Ok(()),
        Err(_) => Err(Problem::not_found("rooftop")),
    }
}

/// Reads the columns that a rooftop's menus begin with; none before any were set.
#[utoipa::path(get, path = "/desk/menu-columns/{rooftop_id}", operation_id = "read_menu_columns", tag = "desk",
    params(("rooftop_id" = Uuid, Path)), responses((status = 200, body = MenuColumns)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(rooftop): Path<Uuid>,
) -> Result<Versioned<MenuColumns>, Problem> {
    known(&platform, &caller, rooftop).await?;
    let template = store::menus::template(platform.db(), &caller, rooftop).await?;
    Ok(Versioned(template.version, template.into()))
}

/// Sets the columns that a rooftop's menus begin with.
#[utoipa::path(put, path = "/desk/menu-columns/{rooftop_id}", operation_id = "update_menu_columns", tag = "desk",
    params(("rooftop_id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = NewMenuColumns, responses((status = 200, body = MenuColumns)),
    extensions(("x-permission" = json!("products.manage"))))]
async fn replace(
    State(platform): State<Platform>,
    caller: Allowed<ManageProducts>,
    Path(rooftop): Path<Uuid>,
    seen: IfMatch,
    Body(body): Body<NewMenuColumns>,
) -> Result<Versioned<MenuColumns>, Problem> {
    known(&platform, &caller, rooftop).await?;
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut template = store::menus::lock_template(&tx, rooftop).await?;
    seen.check(template.version)?;
    let faults = faults(&tx, &body.columns).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    if template.columns != body.columns {
        template.columns = body.columns;
        store::menus::keep_template(&tx, &mut template).await?;
    }
    tx.commit().await?;
    Ok(Versioned(template.version, template.into()))
}

async fn faults(tx: &TenantTx, columns: &[TemplateColumn]) -> Result<Vec<Fault>, Problem> {
    let products = columns.iter().flat_map(|column| &column.products);
    let ids: Vec<Uuid> = products.filter_map(|it| it.item.parse().ok()).collect();
    let known = store::products::items_in(tx, &ids).await?;
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for (at, column) in columns.iter().enumerate() {
        if !names.insert(&column.id) {
            let detail = "another column has this id";
            faults.push(Fault::new(format!("/columns/{at}/id"), "duplicate", detail));
        }
        let mut items = BTreeSet::new();
        for (n, product) in column.products.iter().enumerate() {
            let here = format!("/columns/{at}/products/{n}");
            let item = known.iter().find(|item| item.id == product.item);
            let unknown = match (item, &product.plan) {
                (None, _) => Some(("item", "is no product of the catalogue")),
                (Some(item), Some(plan)) if item.plan(plan).is_none() => {
                    Some(("plan", "is no plan of the product"))
                }
                _ => None,
            };
            if let Some((field, detail)) = unknown {
                faults.push(Fault::new(
                    format!("{here}/{field}"),
                    "unknown_product",
                    detail,
                ));
            }
            if !items.insert(&product.item) {
                let detail = "stands in this column already";
                faults.push(Fault::new(format!("{here}/item"), "duplicate", detail));
            }
        }
    }
    Ok(faults)
}
