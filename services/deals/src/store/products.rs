//! The rows of products: the present one, and every edition.

use menu::CatalogueItem;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;
use serde_json::Value;

use super::{json, text};
use crate::deal::Person;
use crate::products::{Edition, Product, ProductId};

const COLUMNS: &str = "id, version, updated_at, item::text";

fn read(row: &Row) -> Result<Product, Problem> {
    Ok(Product {
        id: row.get("id"),
        version: row.get("version"),
        updated_at: row.get("updated_at"),
        item: json(row, "item")?,
    })
}

/// The word of a product's kind.
fn kind(item: &CatalogueItem) -> Result<String, Problem> {
    match serde_json::to_value(item.kind).map_err(Problem::internal)? {
        Value::String(word) => Ok(word),
        _ => Err(Problem::internal("a kind of product is a word")),
    }
}

/// Stores a new product with its first edition.
///
/// # Errors
/// Where the database fails.
pub async fn insert(
    tx: &TenantTx,
    id: ProductId,
    item: &CatalogueItem,
) -> Result<Product, Problem> {
    let sql = format!(
        "insert into product (id, dealership_id, active, kind, name, item) values ($1, $2, $3, $4, $5, $6::text::json)
         returning {COLUMNS}"
    );
    let row = tx
        .query_one(
            &sql,
            &[
                &id,
                &tx.caller().dealership_id(),
                &item.active,
                &kind(item)?,
                &item.name,
                &text(item)?,
            ],
        )
        .await?;
    let product = read(&row)?;
    keep_edition(tx, &product).await?;
    Ok(product)
}

/// Stores a product as it is from now on, as its next edition.
///
/// # Errors
/// Where the database fails.
pub async fn replace(
    tx: &TenantTx,
    id: ProductId,
    item: &CatalogueItem,
) -> Result<Product, Problem> {
    let sql = format!(
        "update product set version = version + 1, updated_at = now(), active = $2, kind = $3, name = $4,
                item = $5::text::json
         where id = $1
         returning {COLUMNS}"
    );
    let row = tx
        .query_one(
            &sql,
            &[&id, &item.active, &kind(item)?, &item.name, &text(item)?],
        )
        .await?;
    let product = read(&row)?;
    keep_edition(tx, &product).await?;
    Ok(product)
}

async fn keep_edition(tx: &TenantTx, product: &Product) -> Result<(), Problem> {
    let sql = "
        insert into product_edition (product_id, version, dealership_id, actor_id, actor_name, item)
        values ($1, $2, $3, $4, $5, $6::text::json)";
    let caller = tx.caller();
    tx.execute(
        sql,
        &[
            &product.id,
            &product.version,
            &caller.dealership_id(),
            &caller.user_id(),
            &caller.name(),
            &text(&product.item)?,
        ],
    )
    .await?;
    Ok(())
}

/// Reads a product.
///
/// # Errors
/// 404 where there is none.
pub async fn product(db: &Db, caller: &Caller, id: ProductId) -> Result<Product, Problem> {
    let sql = format!("select {COLUMNS} from product where id = $1");
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("product"))?)
}

/// Reads a product that is about to change.
///
/// # Errors
/// 404 where there is none.
pub async fn lock(tx: &TenantTx, id: ProductId) -> Result<Product, Problem> {
    let sql = format!("select {COLUMNS} from product where id = $1 for update");
    let row = tx.query_opt(&sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("product"))?)
}

/// Products by name, from after `after`.
///
/// # Errors
/// Where the database fails.
pub async fn products(
    db: &Db,
    caller: &Caller,
    active: Option<bool>,
    after: Option<&(String, ProductId)>,
    rows: i64,
) -> Result<Vec<Product>, Problem> {
    let sql = format!(
        "select {COLUMNS} from product
         where ($1::boolean is null or active = $1) and ($2::text is null or (name, id) > ($2, $3))
         order by name, id
         limit $4"
    );
    let name = after.map(|(name, _)| name.as_str());
    let id = after.map(|(_, id)| *id);
    let found = db
        .tenant_read(caller, &sql, &[&active, &name, &id, &rows])
        .await?;
    found.iter().map(read).collect()
}

/// The editions of a product, the newest first, from before `before`.
///
/// # Errors
/// 404 where there is no such product.
pub async fn editions(
    db: &Db,
    caller: &Caller,
    id: ProductId,
    before: Option<i64>,
    rows: i64,
) -> Result<Vec<Edition>, Problem> {
    let sql = "
        select e.version, e.at, e.actor_id, e.actor_name, e.item::text
        from product p left join product_edition e
             on e.product_id = p.id and e.version < coalesce($2, 9223372036854775807)
        where p.id = $1
        order by e.version desc
        limit $3";
    let found = db.tenant_read(caller, sql, &[&id, &before, &rows]).await?;
    if found.is_empty() {
        return Err(Problem::not_found("product"));
    }
    // A page past the last edition is one row of nulls.
    let kept = found
        .iter()
        .filter(|row| row.get::<_, Option<i64>>("version").is_some());
    kept.map(|row| {
        Ok(Edition {
            version: row.get("version"),
            at: row.get("at"),
            actor: Person {
                id: row.get("actor_id"),
                name: row.get("actor_name"),
            },
            item: json(row, "item")?,
        })
    })
    .collect()
}

const ACTIVE: &str = "select item::text from product where active order by name, id";
const NAMED: &str = "select item::text from product where id = any($1)";

/// The products that are sold.
///
/// # Errors
/// Where the database fails.
pub async fn active(db: &Db, caller: &Caller) -> Result<Vec<CatalogueItem>, Problem> {
    items(&db.tenant_read(caller, ACTIVE, &[]).await?)
}

/// The products that are sold, in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn active_in(tx: &TenantTx) -> Result<Vec<CatalogueItem>, Problem> {
    items(&tx.query(ACTIVE, &[]).await?)
}

/// Some products, sold or not; those that are there.
///
/// # Errors
/// Where the database fails.
pub async fn items_in(tx: &TenantTx, ids: &[Uuid]) -> Result<Vec<CatalogueItem>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    items(&tx.query(NAMED, &[&ids]).await?)
}

/// The same outside of a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn named(db: &Db, caller: &Caller, ids: &[Uuid]) -> Result<Vec<CatalogueItem>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    items(&db.tenant_read(caller, NAMED, &[&ids]).await?)
}

fn items(rows: &[Row]) -> Result<Vec<CatalogueItem>, Problem> {
    rows.iter().map(|row| json(row, "item")).collect()
}
