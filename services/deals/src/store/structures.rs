//! The rows of a deal's structures.

use jiff::Timestamp;
use platform::Problem;
use platform::db::{Row, TenantTx};

use crate::deal::{DealId, StructureId};
use crate::structure::{Texts, Worked};

/// A structure as it stands in its row, with all that the dealer knows.
#[derive(Debug, Clone)]
pub struct StructureRow {
    pub id: StructureId,
    pub letter: String,
    pub name: String,
    /// Its revision.
    pub version: i64,
    pub updated_at: Timestamp,
    pub frozen: bool,
    pub engine_version: String,
    pub rules_version: String,
    /// The version of the book of own rates that the figures rest on.
    pub rate_book: Option<i64>,
    pub texts: Texts,
}

impl StructureRow {
    /// Inputs and figures, read.
    ///
    /// # Errors
    /// Where the row does not hold what this service writes.
    pub fn worked(&self) -> Result<Worked, Problem> {
        Worked::stored(&self.texts.inputs, &self.texts.figures, self.rate_book)
            .map_err(Problem::internal)
    }
}

const SELECT: &str = "
    select id, letter, name, version, updated_at, frozen_at is not null as frozen, engine_version, rules_version,
           rate_book, inputs::text, inputs_open::text, figures::text, figures_open::text
    from structure
    where deal_id = $1 and ($2::uuid is null or id = $2)
    order by length(letter), letter";

pub(super) fn row(row: &Row) -> StructureRow {
    StructureRow {
        id: row.get("id"),
        letter: row.get("letter"),
        name: row.get("name"),
        version: row.get("version"),
        updated_at: row.get("updated_at"),
        frozen: row.get("frozen"),
        engine_version: row.get("engine_version"),
        rules_version: row.get("rules_version"),
        rate_book: row.get("rate_book"),
        texts: Texts {
            inputs: row.get("inputs"),
            inputs_open: row.get("inputs_open"),
            figures: row.get("figures"),
            figures_open: row.get("figures_open"),
        },
    }
}

/// All structures of a deal, by letter. The deal was loaded in this transaction.
///
/// # Errors
/// Where the database fails.
pub async fn structures(tx: &TenantTx, deal: DealId) -> Result<Vec<StructureRow>, Problem> {
    let none: Option<StructureId> = None;
    let rows = tx.query(SELECT, &[&deal, &none]).await?;
    Ok(rows.iter().map(row).collect())
}

/// One structure of a deal that was loaded in this transaction.
///
/// # Errors
/// 404 where the deal has no such structure.
pub async fn structure(
    tx: &TenantTx,
    deal: DealId,
    id: StructureId,
) -> Result<StructureRow, Problem> {
    let found = tx.query_opt(SELECT, &[&deal, &Some(id)]).await?;
    found
        .as_ref()
        .map(row)
        .ok_or_else(|| Problem::not_found("structure"))
}

/// A structure that is not stored yet.
pub struct NewRow<'a> {
    pub id: StructureId,
    pub deal: DealId,
    pub letter: &'a str,
    pub name: &'a str,
    pub worked: &'a Worked,
}

const INSERT: &str = "
    insert into structure (id, dealership_id, deal_id, letter, name,
                           inputs, inputs_open, figures, figures_open, engine_version, rules_version, rate_book)
    values ($1, $2, $3, $4, $5,
            $6::text::json, $7::text::json, $8::text::json, $9::text::json, $10, $11, $12)
    returning version, updated_at";

/// Stores a new structure.
///
/// # Errors
/// Where the database fails.
pub async fn insert_structure(tx: &TenantTx, new: &NewRow<'_>) -> Result<StructureRow, Problem> {
    let texts = new.worked.texts().map_err(Problem::internal)?;
    let figures = new.worked.figures();
    let new_book = new.worked.rate_book();
    let saved = tx
        .query_one(
            INSERT,
            &[
                &new.id,
                &tx.caller().dealership_id(),
                &new.deal,
                &new.letter,
                &new.name,
                &texts.inputs,
                &texts.inputs_open,
                &texts.figures,
                &texts.figures_open,
                &figures.engine_version.as_ref(),
                &figures.rules_version.as_ref(),
                &new_book,
            ],
        )
        .await?;
    Ok(StructureRow {
        id: new.id,
        letter: new.letter.to_owned(),
        name: new.name.to_owned(),
        version: saved.get("version"),
        updated_at: saved.get("updated_at"),
        frozen: false,
        engine_version: figures.engine_version.to_string(),
        rules_version: figures.rules_version.to_string(),
        rate_book: new_book,
        texts,
    })
}

const REPLACE: &str = "
    update structure set
        version = version + 1, updated_at = now(), name = $2,
        inputs = $3::text::json, inputs_open = $4::text::json,
        figures = $5::text::json, figures_open = $6::text::json,
        engine_version = $7, rules_version = $8, rate_book = $9
    where id = $1
    returning version, updated_at";

/// Saves another name, inputs and figures of a structure, as its next revision.
///
/// # Errors
/// Where the database fails.
pub async fn replace_structure(
    tx: &TenantTx,
    row: &mut StructureRow,
    name: &str,
    worked: &Worked,
) -> Result<(), Problem> {
    let texts = worked.texts().map_err(Problem::internal)?;
    let figures = worked.figures();
    let new_book = worked.rate_book();
    let saved = tx
        .query_one(
            REPLACE,
            &[
                &row.id,
                &name,
                &texts.inputs,
                &texts.inputs_open,
                &texts.figures,
                &texts.figures_open,
                &figures.engine_version.as_ref(),
                &figures.rules_version.as_ref(),
                &new_book,
            ],
        )
        .await?;
    row.name = name.to_owned();
    row.version = saved.get("version");
    row.updated_at = saved.get("updated_at");
    row.engine_version = figures.engine_version.to_string();
    row.rules_version = figures.rules_version.to_string();
    row.rate_book = new_book;
    row.texts = texts;
    Ok(())
}

/// Takes a structure away; the history keeps that it was there.
///
/// # Errors
/// Where the database fails.
pub async fn remove_structure(tx: &TenantTx, id: StructureId) -> Result<(), Problem> {
    tx.execute("delete from structure where id = $1", &[&id])
        .await?;
    Ok(())
}

const FREEZE: &str = "
    update structure set frozen_at = case when $2 then coalesce(frozen_at, now()) end
    where deal_id = $1 and (frozen_at is not null) <> $2";

/// Freezes the structures of a deal, or thaws them. Inputs and figures stay, so the revision does too.
///
/// # Errors
/// Where the database fails.
pub async fn freeze(tx: &TenantTx, deal: DealId, frozen: bool) -> Result<(), Problem> {
    tx.execute(FREEZE, &[&deal, &frozen]).await?;
    Ok(())
}
