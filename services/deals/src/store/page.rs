//! The hot path: a deal with all its structures as one row of one statement, its JSON served as it is stored.

use jiff::Timestamp;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::Reach;
use super::gathered::gathered;
use crate::deal::{DealId, Person, StructureId};
use crate::workflow::Status;

/// What the statement gives. The texts are JSON.
pub struct DealPage {
    pub id: DealId,
    pub number: String,
    pub status: Status,
    pub status_reason: Option<String>,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub rooftop: String,
    pub customer: Option<String>,
    pub vehicle: Option<String>,
    /// The buyer as lenders ask for them.
    pub applicant: Option<String>,
    pub rooftop_id: Uuid,
    pub salesperson: Person,
    pub chosen_structure_id: Option<StructureId>,
    pub last_action: String,
    pub last_actor: Person,
    /// The structures by letter, their objects separated by commas.
    pub structures: String,
}

/// Both statements are whole and fixed, so that each is prepared once on a connection.
macro_rules! statement {
    ($gathered:literal, $inputs:literal, $figures:literal) => {
        concat!(
            "select id, number, status, status_reason, version, created_at, updated_at,
                    rooftop_id, rooftop::text as rooftop, customer::text as customer, vehicle::text as vehicle, applicant::text as applicant,
                    salesperson_id, salesperson_name, chosen_structure_id,
                    last_action, last_actor_id, last_actor_name,
                    coalesce(",
            $gathered,
            ", ",
            gathered!($inputs, $figures),
            ") as structures
             from deal
             where id = $1 and deleted_at is null
               and ($2::uuid is null or salesperson_id = $2)
               and ($3::uuid[] is null or rooftop_id = any($3))"
        )
    };
}

const FULL: &str = statement!("structures", "inputs", "figures");
const OPEN: &str = statement!("structures_open", "inputs_open", "figures_open");

/// Reads a deal in one round trip. `full` is with the dealer's own figures.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn page(db: &Db, caller: &Caller, id: DealId, full: bool) -> Result<DealPage, Problem> {
    let reach = Reach::of(caller);
    let sql = if full { FULL } else { OPEN };
    let found = db
        .tenant_read_opt(caller, sql, &[&id, &reach.own, &reach.rooftops])
        .await?;
    read(found)
}

/// The same deal as the transaction that changed it sees it: whoever could change it may read it.
///
/// # Errors
/// Where the database fails.
pub async fn page_in(tx: &TenantTx, id: DealId, full: bool) -> Result<DealPage, Problem> {
    let none: Option<Uuid> = None;
    let all: Option<&[Uuid]> = None;
    let sql = if full { FULL } else { OPEN };
    read(tx.query_opt(sql, &[&id, &none, &all]).await?)
}

fn read(found: Option<Row>) -> Result<DealPage, Problem> {
    let row = found.ok_or_else(|| Problem::not_found("deal"))?;
    let status: &str = row.get("status");
    Ok(DealPage {
        id: row.get("id"),
        number: row.get("number"),
        status: Status::from_word(status).ok_or_else(|| Problem::internal("unknown status"))?,
        status_reason: row.get("status_reason"),
        version: row.get("version"),
        created_at: row.get("created_at"),
        updated_at: row.get("updated_at"),
        rooftop: row.get("rooftop"),
        customer: row.get("customer"),
        vehicle: row.get("vehicle"),
        applicant: row.get("applicant"),
        rooftop_id: row.get("rooftop_id"),
        salesperson: Person {
            id: row.get("salesperson_id"),
            name: row.get("salesperson_name"),
        },
        chosen_structure_id: row.get("chosen_structure_id"),
        last_action: row.get("last_action"),
        last_actor: Person {
            id: row.get("last_actor_id"),
            name: row.get("last_actor_name"),
        },
        structures: row
            .get::<_, Option<String>>("structures")
            .unwrap_or_default(),
    })
}
