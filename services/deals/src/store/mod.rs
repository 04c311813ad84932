//! Deals to rows and back. Every statement stands here; the tenant is set by the transaction it runs in.

mod deals;
mod gathered;
mod history;
pub mod lenders;
mod list;
pub mod menus;
mod overrides;
mod page;
mod presentations;
pub mod products;
pub mod rates;
mod settings;
mod sheet;
mod signatures;
mod structures;

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, ToSql};
use platform::ids::Uuid;
use serde::de::DeserializeOwned;

use crate::deal::DealId;

pub use deals::{
    NewDeal, day_at, day_in, insert, keep_applicant, load, next_number, reached, save,
};
pub use gathered::gather;
pub use history::{Past, grouped, history, record};
pub use list::{Filter, ListRow, Sort, list};
pub use overrides::{Asked, ask_override, decide_overrides, overrides};
pub use page::{DealPage, page, page_in};
pub use presentations::{
    NewPresentation, end_of_day, insert_presentation, lock_presentation, lock_presentation_of,
    pick, presentation, presentation_by_link, presentations, rooftop_of, signed_presentation,
    withdraw_presentation,
};
pub use settings::{
    edition_in, edition_of, editions, filled_from, settings, settings_in, write_settings,
};
pub use sheet::{Sheet, sheet};
pub use signatures::{NewSignatureRow, insert_signature, signatures, signed_document};
pub use structures::{
    NewRow, StructureRow, freeze, insert_structure, remove_structure, replace_structure, structure,
    structures,
};

/// Whose deals a caller reaches: without `deals.read_all` only those where they are the salesperson, and
/// only at their rooftops where the token names any. What is out of reach does not exist for them.
pub struct Reach<'a> {
    own: Option<Uuid>,
    rooftops: Option<&'a [Uuid]>,
}

impl<'a> Reach<'a> {
    #[must_use]
    pub fn of(caller: &'a Caller) -> Self {
        let all = caller.may("deals.read_all");
        let rooftops = caller.rooftops();
        Self {
            own: (!all).then(|| caller.user_id()),
            rooftops: (!rooftops.is_empty()).then_some(rooftops),
        }
    }
}

/// A statement that reads what belongs to a deal, and its parameters from `$4` on: the deal and the caller's reach are
/// the first three. It joins its rows to the deal from the left.
type OfDeal<'a> = (&'static str, &'a [&'a (dyn ToSql + Sync)]);

/// The rows of what belongs to a deal. A deal without any is one row of nulls, which is not `there`.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
async fn rows_of_deal(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    (sql, more): OfDeal<'_>,
    there: impl Fn(&Row) -> bool,
) -> Result<Vec<Row>, Problem> {
    let reach = Reach::of(caller);
    let of_deal: [&(dyn ToSql + Sync); 3] = [&deal, &reach.own, &reach.rooftops];
    let params = [&of_deal, more].concat();
    let mut found = db.tenant_read(caller, sql, &params).await?;
    if found.is_empty() {
        return Err(Problem::not_found("deal"));
    }
    found.retain(there);
    Ok(found)
}

/// A json column that was selected as text.
fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, Problem> {
    let text: &str = row.try_get(column).map_err(Problem::internal)?;
    serde_json::from_str(text).map_err(Problem::internal)
}

fn json_opt<T: DeserializeOwned>(row: &Row, column: &str) -> Result<Option<T>, Problem> {
    let text: Option<&str> = row.try_get(column).map_err(Problem::internal)?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(Problem::internal)
}

fn text<T: serde::Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(Problem::internal)
}

fn text_opt<T: serde::Serialize>(value: Option<&T>) -> Result<Option<String>, Problem> {
    value.map(text).transpose()
}
