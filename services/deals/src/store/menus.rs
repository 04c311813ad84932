//! The rows of menus, of what was decided on them, and of the columns that they begin with.

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;
use serde_json::value::RawValue;

use super::{Reach, json, json_opt, rows_of_deal, text};
use crate::deal::{DealId, Person, StructureId};
use crate::menus::{Decision, Menu, MenuId, Offered, Template};

/// A menu that is not stored yet.
pub struct NewMenu<'a> {
    pub id: MenuId,
    pub deal: DealId,
    pub structure: StructureId,
    pub revision: i64,
    pub letter: &'a str,
    pub shown: &'a menu::Menu,
    pub offered: &'a [Offered],
}

const INSERT: &str = "
    insert into menu (id, dealership_id, deal_id, made_by, made_by_name, structure_id, structure_revision, letter,
                      shown, offered)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10::text::json)";

/// Stores a menu as it is put before the buyer.
///
/// # Errors
/// Where the database fails.
pub async fn insert(tx: &TenantTx, new: &NewMenu<'_>) -> Result<(), Problem> {
    let caller = tx.caller();
    tx.execute(
        INSERT,
        &[
            &new.id,
            &caller.dealership_id(),
            &new.deal,
            &caller.user_id(),
            &caller.name(),
            &new.structure,
            &new.revision,
            &new.letter,
            &text(new.shown)?,
            &text(&new.offered)?,
        ],
    )
    .await?;
    Ok(())
}

macro_rules! columns {
    () => {
        "m.id, m.deal_id, m.created_at, m.made_by, m.made_by_name, m.structure_id, m.structure_revision, m.letter,
         m.shown::text, m.offered::text,
         d.decided_at, d.taken_by, d.taken_by_name, d.accepted::text, d.declined::text, d.signature_id,
         d.structure_revision as decided_revision"
    };
}

fn read(row: &Row) -> Result<Menu, Problem> {
    let decision = match row.get::<_, Option<jiff::Timestamp>>("decided_at") {
        None => None,
        Some(decided_at) => Some(Decision {
            decided_at,
            taken_by: Person {
                id: row.get("taken_by"),
                name: row.get("taken_by_name"),
            },
            accepted: json_opt(row, "accepted")?.unwrap_or_default(),
            declined: json_opt(row, "declined")?.unwrap_or_default(),
            signature_id: row.get("signature_id"),
            structure_revision: row.get("decided_revision"),
        }),
    };
    Ok(Menu {
        id: row.get("id"),
        deal_id: row.get("deal_id"),
        created_at: row.get("created_at"),
        made_by: Person {
            id: row.get("made_by"),
            name: row.get("made_by_name"),
        },
        structure_id: row.get("structure_id"),
        structure_revision: row.get("structure_revision"),
        letter: row.get("letter"),
        shown: RawValue::from_string(row.get("shown")).map_err(Problem::internal)?,
        offered: json(row, "offered")?,
        decision,
    })
}

const ONE: &str = concat!(
    "select ",
    columns!(),
    " from menu m left join menu_decision d on d.menu_id = m.id where m.id = $1 and m.deal_id = $2"
);

/// A menu of a deal that was loaded in this transaction.
///
/// # Errors
/// 404 where the deal has no such menu.
pub async fn menu_in(tx: &TenantTx, deal: DealId, id: MenuId) -> Result<Menu, Problem> {
    let row = tx.query_opt(ONE, &[&id, &deal]).await?;
    read(&row.ok_or_else(|| Problem::not_found("menu"))?)
}

const IN_REACH: &str = concat!(
    "select ",
    columns!(),
    " from deal x join menu m on m.deal_id = x.id and m.id = $4
           left join menu_decision d on d.menu_id = m.id
      where x.id = $1 and x.deleted_at is null
        and ($2::uuid is null or x.salesperson_id = $2)
        and ($3::uuid[] is null or x.rooftop_id = any($3))"
);

/// Reads a menu of a deal.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn menu(db: &Db, caller: &Caller, deal: DealId, id: MenuId) -> Result<Menu, Problem> {
    let reach = Reach::of(caller);
    let row = db
        .tenant_read_opt(caller, IN_REACH, &[&deal, &reach.own, &reach.rooftops, &id])
        .await?;
    read(&row.ok_or_else(|| Problem::not_found("menu"))?)
}

const LIST: &str = concat!(
    "select ",
    columns!(),
    " from deal x left join menu m on m.deal_id = x.id and ($4::uuid is null or m.id < $4)
           left join menu_decision d on d.menu_id = m.id
      where x.id = $1 and x.deleted_at is null
        and ($2::uuid is null or x.salesperson_id = $2)
        and ($3::uuid[] is null or x.rooftop_id = any($3))
      order by m.id desc
      limit $5"
);

/// The menus of a deal, the newest first, from before `before`.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
pub async fn menus(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    before: Option<MenuId>,
    rows: i64,
) -> Result<Vec<Menu>, Problem> {
    let there = |row: &Row| row.get::<_, Option<MenuId>>("id").is_some();
    let made = rows_of_deal(db, caller, deal, (LIST, &[&before, &rows]), there).await?;
    made.iter().map(read).collect()
}

const DECIDE: &str = "
    insert into menu_decision (menu_id, dealership_id, deal_id, taken_by, taken_by_name, accepted, declined,
                               signature_id, structure_revision)
    values ($1, $2, $3, $4, $5, $6::text::json, $7::text::json, $8, $9)";

/// Keeps what was decided on a menu.
///
/// # Errors
/// Where the database fails; a menu is decided once.
pub async fn decide(tx: &TenantTx, menu: &Menu, decision: &Decision) -> Result<(), Problem> {
    tx.execute(
        DECIDE,
        &[
            &menu.id,
            &tx.caller().dealership_id(),
            &menu.deal_id,
            &decision.taken_by.id,
            &decision.taken_by.name,
            &text(&decision.accepted)?,
            &text(&decision.declined)?,
            &decision.signature_id,
            &decision.structure_revision,
        ],
    )
    .await?;
    Ok(())
}

/// The columns that a rooftop's menus begin with; version 0 and none before any were set.
///
/// # Errors
/// Where the database fails.
pub async fn template(db: &Db, caller: &Caller, rooftop: Uuid) -> Result<Template, Problem> {
    let sql = "select version, columns::text from menu_columns where rooftop_id = $1";
    let row = db.tenant_read_opt(caller, sql, &[&rooftop]).await?;
    template_of(rooftop, row.as_ref())
}

/// The same, to be changed: nobody else changes it until the transaction ends.
///
/// # Errors
/// Where the database fails.
pub async fn lock_template(tx: &TenantTx, rooftop: Uuid) -> Result<Template, Problem> {
    // The first one has no row to lock yet.
    let lock = format!("menu columns of {rooftop}");
    tx.query_one(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))::text",
        &[&lock],
    )
    .await?;
    let sql = "select version, columns::text from menu_columns where rooftop_id = $1";
    template_of(rooftop, tx.query_opt(sql, &[&rooftop]).await?.as_ref())
}

fn template_of(rooftop_id: Uuid, row: Option<&Row>) -> Result<Template, Problem> {
    Ok(match row {
        None => Template {
            rooftop_id,
            version: 0,
            columns: Vec::new(),
        },
        Some(row) => Template {
            rooftop_id,
            version: row.get("version"),
            columns: json(row, "columns")?,
        },
    })
}

const KEEP: &str = "
    insert into menu_columns as kept (dealership_id, rooftop_id, columns) values ($1, $2, $3::text::json)
    on conflict (dealership_id, rooftop_id)
    do update set version = kept.version + 1, updated_at = now(), columns = excluded.columns
    returning version";

/// Keeps the columns that a rooftop's menus begin with.
///
/// # Errors
/// Where the database fails.
pub async fn keep_template(tx: &TenantTx, template: &mut Template) -> Result<(), Problem> {
    let dealership = tx.caller().dealership_id();
    let columns = text(&template.columns)?;
    let row = tx
        .query_one(KEEP, &[&dealership, &template.rooftop_id, &columns])
        .await?;
    template.version = row.get("version");
    Ok(())
}
