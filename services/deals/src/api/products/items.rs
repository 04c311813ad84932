//! Products: list, make, read, change; what they were.

use axum::extract::State;
use menu::CatalogueItem;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ManageProducts;
use super::views::{EditionView, NewProduct, ProductView};
use crate::api::{WriteDeals, render};
use crate::confidential;
use crate::directory;
use crate::products::{Edition, Product, ProductId};
use crate::store::products as store;
use crate::structure::faults_at;

const BY_NAME: &str = "name";
const NEWEST: &str = "-version";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, replace))
        .routes(routes!(editions))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProductList {
    /// Those that are sold, or those that are not; all where absent.
    active: Option<bool>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the catalogue by name. Without `deals.see_gross` there is no cost in it.
#[utoipa::path(get, path = "/products", operation_id = "list_products", tag = "products", params(ProductList),
    responses((status = 200, body = Page<ProductView>)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Query(asked): Query<ProductList>,
) -> Result<Json<Page<ProductView>>, Problem> {
    let after: Option<(String, ProductId)> = asked
        .cursor
        .map(|cursor| cursor.after(BY_NAME))
        .transpose()?;
    let (after, rows) = (after.as_ref(), asked.limit.rows());
    let found = store::products(platform.db(), &caller, asked.active, after, rows).await?;
    let key = |it: &Product| (it.item.name.clone(), it.id);
    let full = render::sees_all(&caller);
    let page = Page::of(found, asked.limit, BY_NAME, key);
    Ok(Json(page.map(|it| ProductView::of(it, full))))
}

/// Adds a product to the catalogue.
#[utoipa::path(post, path = "/products", operation_id = "create_product", tag = "products", request_body = NewProduct,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = ProductView)),
    extensions(("x-permission" = json!("products.manage"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<ManageProducts>,
    new: Create<NewProduct>,
) -> Result<Response, Problem> {
    caller.require(confidential::PERMISSION)?;
    let id = ProductId::new();
    let item = sound(&platform, &caller, new.body.item(id)).await;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let product = store::insert(&tx, id, &item?).await?;
    let created = Created {
        location: format!("/products/{id}"),
        version: product.version,
        body: ProductView::of(product, true),
    };
    new.finish(tx, created).await
}

/// The product where nothing is wrong with it: its own fields, and that its rooftops are the dealership's.
async fn sound(
    platform: &Platform,
    caller: &Caller,
    item: CatalogueItem,
) -> Result<CatalogueItem, Problem> {
    let mut faults = faults_at("", item.check().err().unwrap_or_default());
    for (at, rooftop) in item.rooftops.iter().enumerate() {
        let Ok(id) = rooftop.parse() else { continue };
        if let Err(fault) = directory::rooftop(platform, caller, id).await? {
            let pointer = format!("/rooftops/{at}");
            faults.push(Fault::new(pointer, fault.code, fault.detail));
        }
    }
    if faults.is_empty() {
        Ok(item)
    } else {
        Err(Problem::faults(faults))
    }
}

/// Reads a product. Without `deals.see_gross` there is no cost in it.
#[utoipa::path(get, path = "/products/{id}", operation_id = "read_product", tag = "products",
    params(("id" = ProductId, Path)), responses((status = 200, body = ProductView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<ProductId>,
) -> Result<Versioned<ProductView>, Problem> {
    let found = store::product(platform.db(), &caller, id).await?;
    let full = render::sees_all(&caller);
    Ok(Versioned(found.version, ProductView::of(found, full)))
}

/// Changes a product from now on. Deals keep what they sold it for; its editions are kept.
#[utoipa::path(put, path = "/products/{id}", operation_id = "update_product", tag = "products",
    params(("id" = ProductId, Path), ("If-Match" = String, Header)),
    request_body = NewProduct, responses((status = 200, body = ProductView)),
    extensions(("x-permission" = json!("products.manage"))))]
async fn replace(
    State(platform): State<Platform>,
    caller: Allowed<ManageProducts>,
    Path(id): Path<ProductId>,
    seen: IfMatch,
    Body(body): Body<NewProduct>,
) -> Result<Versioned<ProductView>, Problem> {
    caller.require(confidential::PERMISSION)?;
    let item = sound(&platform, &caller, body.item(id)).await;
    let tx = platform.db().tenant_tx(&caller).await?;
    let before = store::lock(&tx, id).await?;
    seen.check(before.version)?;
    let item = item?;
    let after = if item == before.item {
        before
    } else {
        store::replace(&tx, id, &item).await?
    };
    tx.commit().await?;
    Ok(Versioned(after.version, ProductView::of(after, true)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EditionList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what a product was, the last edition first.
#[utoipa::path(get, path = "/products/{id}/editions", operation_id = "list_product_editions", tag = "products",
    params(("id" = ProductId, Path), EditionList), responses((status = 200, body = Page<EditionView>)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn editions(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<ProductId>,
    Query(asked): Query<EditionList>,
) -> Result<Json<Page<EditionView>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let rows = asked.limit.rows();
    let found = store::editions(platform.db(), &caller, id, before, rows).await?;
    let full = render::sees_all(&caller);
    let page = Page::of(found, asked.limit, NEWEST, |it: &Edition| it.version);
    Ok(Json(page.map(|it| EditionView::of(it, full))))
}
