//! Lists of deals: filters, search and order as one statement; a page goes on after the last row's sort value.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::Date;
use money::Cents;
use platform::Problem;
use platform::auth::Caller;
use platform::cursor::{Cursor, Limit, Page};
use platform::db::{Db, Row, ToSql};
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reach;
use super::deals::cents;
use crate::deal::{DealId, StructureId};

/// What narrows a list down. Dates are days in UTC, both ends included.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub statuses: Vec<&'static str>,
    pub rooftop_id: Option<Uuid>,
    pub salesperson_id: Option<Uuid>,
    pub customer_id: Option<Uuid>,
    pub vehicle_id: Option<Uuid>,
    pub q: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// The order of a list; a minus is descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = DealSort)]
pub enum Sort {
    #[default]
    #[serde(rename = "-updated_at")]
    NewestChange,
    #[serde(rename = "updated_at")]
    OldestChange,
    #[serde(rename = "-created_at")]
    Newest,
    #[serde(rename = "created_at")]
    Oldest,
    #[serde(rename = "number")]
    Number,
    #[serde(rename = "-number")]
    NumberDown,
    #[serde(rename = "customer")]
    Customer,
    #[serde(rename = "-customer")]
    CustomerDown,
    #[serde(rename = "payment")]
    Payment,
    #[serde(rename = "-payment")]
    PaymentDown,
}

impl Sort {
    /// The name that cursors carry, the expression to sort by, its type, and whether it descends.
    const fn by(self) -> (&'static str, &'static str, &'static str, bool) {
        const UPDATED: &str = "updated_at";
        const CREATED: &str = "created_at";
        const NUMBER: &str = "number_at_rooftop";
        const CUSTOMER: &str = "lower(coalesce(customer_name, ''))";
        const PAYMENT: &str = "coalesce(payment_cents, -1)";
        match self {
            Self::NewestChange => ("-updated_at", UPDATED, "timestamptz", true),
            Self::OldestChange => ("updated_at", UPDATED, "timestamptz", false),
            Self::Newest => ("-created_at", CREATED, "timestamptz", true),
            Self::Oldest => ("created_at", CREATED, "timestamptz", false),
            Self::Number => ("number", NUMBER, "bigint", false),
            Self::NumberDown => ("-number", NUMBER, "bigint", true),
            Self::Customer => ("customer", CUSTOMER, "text", false),
            Self::CustomerDown => ("-customer", CUSTOMER, "text", true),
            Self::Payment => ("payment", PAYMENT, "bigint", false),
            Self::PaymentDown => ("-payment", PAYMENT, "bigint", true),
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct ListRow {
    pub id: DealId,
    pub number: String,
    pub status: String,
    pub version: i64,
    pub rooftop_id: Uuid,
    pub customer: Option<(Uuid, String)>,
    pub vehicle: Option<(Uuid, String, String)>,
    pub salesperson: (Uuid, String),
    pub chosen: Option<(StructureId, String, String)>,
    pub kind: Option<String>,
    pub payment: Option<Cents>,
    pub gross: Option<Cents>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    sort_value: String,
}

/// A page of the deals within the caller's reach.
///
/// # Errors
/// 422 where the cursor belongs to another list.
pub async fn list(
    db: &Db,
    caller: &Caller,
    filter: &Filter,
    sort: Sort,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ListRow>, Problem> {
    let (name, expression, kind, descending) = sort.by();
    let reach = Reach::of(caller);
    let after: Option<(String, DealId)> = cursor.map(|cursor| cursor.after(name)).transpose()?;
    let rows = limit.rows();
    let words: Vec<String> = filter.q.iter().flat_map(|q| patterns(q)).collect();

    let mut statement = Statement::new(expression);
    if let Some(own) = &reach.own {
        statement.and("salesperson_id = ?", own);
    }
    if let Some(rooftops) = &reach.rooftops {
        statement.and("rooftop_id = any(?)", rooftops);
    }
    if !filter.statuses.is_empty() {
        statement.and("status = any(?)", &filter.statuses);
    }
    if let Some(id) = &filter.rooftop_id {
        statement.and("rooftop_id = ?", id);
    }
    if let Some(id) = &filter.salesperson_id {
        statement.and("salesperson_id = ?", id);
    }
    if let Some(id) = &filter.customer_id {
        statement.and("customer_id = ?", id);
    }
    if let Some(id) = &filter.vehicle_id {
        statement.and("vehicle_id = ?", id);
    }
    for word in &words {
        statement.and("search like ?", word);
    }
    if let Some(day) = &filter.from {
        statement.and("updated_at >= ?::date::timestamp at time zone 'UTC'", day);
    }
    if let Some(day) = &filter.to {
        statement.and(
            "updated_at < (?::date + 1)::timestamp at time zone 'UTC'",
            day,
        );
    }
    let (more, order) = if descending {
        ("<", "desc")
    } else {
        (">", "asc")
    };
    if let Some((value, id)) = &after {
        // The value travels as text and is cast where it is compared.
        statement.and(
            &format!("({expression}, id) {more} (?::text::{kind}, "),
            value,
        );
        statement.go_on("?)", id);
    }
    statement.push(&format!(" order by {expression} {order}, id {order}"));
    statement.go_on(" limit ?", &rows);

    let found = db
        .tenant_read(caller, &statement.sql, &statement.params)
        .await
        .map_err(|error| bad_cursor(error, cursor))?;
    let found: Vec<ListRow> = found.iter().map(row).collect();
    Ok(Page::of(found, limit, name, |row| {
        (row.sort_value.clone(), row.id)
    }))
}

/// A cursor that was made up rather than handed out fails at its cast.
fn bad_cursor(error: platform::db::DbError, cursor: Option<&Cursor>) -> Problem {
    let problem = Problem::from(error);
    if cursor.is_some() && problem.status() == http::StatusCode::INTERNAL_SERVER_ERROR {
        let detail = "is not a cursor of this list in this order";
        return Problem::fault("/cursor", "format", detail);
    }
    problem
}

/// Each word of a search, to be found anywhere.
fn patterns(q: &str) -> Vec<String> {
    let escaped = |word: &str| {
        let word = word.replace('\\', "\\\\");
        word.replace('%', "\\%").replace('_', "\\_")
    };
    q.to_lowercase()
        .split_whitespace()
        .map(|word| format!("%{}%", escaped(word)))
        .collect()
}

struct Statement<'a> {
    sql: String,
    params: Vec<&'a (dyn ToSql + Sync)>,
}

impl<'a> Statement<'a> {
    fn new(sort_value: &str) -> Self {
        let sql = format!(
            "select id, number, status, version, rooftop_id, customer_id, customer_name,
                    vehicle_id, vehicle_name, stock_number, salesperson_id, salesperson_name,
                    chosen_structure_id, chosen_letter, chosen_name, kind, payment_cents, gross_cents,
                    created_at, updated_at, ({sort_value})::text as sort_value
             from deal where deleted_at is null"
        );
        Self {
            sql,
            params: Vec::new(),
        }
    }

    /// One more condition; its `?` is the parameter.
    fn and(&mut self, condition: &str, parameter: &'a (dyn ToSql + Sync)) {
        self.push(" and ");
        self.go_on(condition, parameter);
    }

    fn go_on(&mut self, text: &str, parameter: &'a (dyn ToSql + Sync)) {
        self.params.push(parameter);
        let (before, after) = text.split_once('?').unwrap_or((text, ""));
        // Writing into a String does not fail.
        let _ = write!(self.sql, "{before}${}{after}", self.params.len());
    }

    fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }
}

fn row(row: &Row) -> ListRow {
    let id = |column: &str| row.get::<_, Option<Uuid>>(column);
    let text = |column: &str| row.get::<_, Option<String>>(column).unwrap_or_default();
    let chosen: Option<StructureId> = row.get("chosen_structure_id");
    ListRow {
        id: row.get("id"),
        number: row.get("number"),
        status: row.get("status"),
        version: row.get("version"),
        rooftop_id: row.get("rooftop_id"),
        customer: id("customer_id").map(|id| (id, text("customer_name"))),
        vehicle: id("vehicle_id").map(|id| (id, text("vehicle_name"), text("stock_number"))),
        salesperson: (row.get("salesperson_id"), row.get("salesperson_name")),
        chosen: chosen.map(|id| (id, text("chosen_letter"), text("chosen_name"))),
        kind: row.get("kind"),
        payment: cents(row, "payment_cents"),
        gross: cents(row, "gross_cents"),
        created_at: row.get("created_at"),
        updated_at: row.get("updated_at"),
        sort_value: row.get("sort_value"),
    }
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn a_search_looks_for_every_word_and_takes_wildcards_as_letters() {
        assert_eq!(patterns("Ortega  hm-10"), ["%ortega%", "%hm-10%"]);
        assert_eq!(patterns("100%_"), ["%100\\%\\_%"]);
        assert_eq!(patterns("  "), [""; 0]);
    }
}
