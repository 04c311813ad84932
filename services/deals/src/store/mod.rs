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
use platform::db::Row;
use platform::ids::Uuid;
use serde::de::DeserializeOwned;

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
