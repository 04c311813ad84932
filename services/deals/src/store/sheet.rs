//! One structure with its deal's parties in one read: for the structure alone, its schedule, the worksheet.

use platform::Problem;
use platform::auth::Caller;
use platform::db::Db;

use super::structures::{StructureRow, row};
use super::{Reach, json, json_opt};
use crate::deal::{Deal, DealId, Person, StructureId};
use crate::parties::{DealCustomer, DealRooftop, DealVehicle};
use crate::workflow::Status;

/// A structure and what its papers say of the deal.
pub struct Sheet {
    pub structure: StructureRow,
    pub number: String,
    pub status: Status,
    pub deal_version: i64,
    pub rooftop: DealRooftop,
    pub customer: Option<DealCustomer>,
    pub vehicle: Option<DealVehicle>,
    pub salesperson: Person,
}

impl Sheet {
    /// The same of a deal that was loaded in a transaction, and one of its structures.
    #[must_use]
    pub fn of(deal: &Deal, structure: StructureRow) -> Self {
        Self {
            structure,
            number: deal.number.clone(),
            status: deal.status,
            deal_version: deal.version,
            rooftop: deal.rooftop.clone(),
            customer: deal.customer.clone(),
            vehicle: deal.vehicle.clone(),
            salesperson: deal.salesperson.clone(),
        }
    }
}

const SHEET: &str = "
    select s.id, s.letter, s.name, s.version, s.updated_at, s.frozen_at is not null as frozen,
           s.engine_version, s.rules_version, s.rate_book,
           s.inputs::text, s.inputs_open::text, s.figures::text, s.figures_open::text,
           d.number, d.status, d.version as deal_version, d.salesperson_id, d.salesperson_name,
           d.rooftop::text, d.customer::text, d.vehicle::text
    from deal d join structure s on s.deal_id = d.id and s.id = coalesce($4, d.chosen_structure_id)
    where d.id = $1 and d.deleted_at is null
      and ($2::uuid is null or d.salesperson_id = $2)
      and ($3::uuid[] is null or d.rooftop_id = any($3))";

/// Reads a structure of a deal, the chosen one where none is named.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn sheet(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    structure: Option<StructureId>,
) -> Result<Sheet, Problem> {
    let reach = Reach::of(caller);
    let found = db
        .tenant_read_opt(
            caller,
            SHEET,
            &[&deal, &reach.own, &reach.rooftops, &structure],
        )
        .await?
        .ok_or_else(|| Problem::not_found("structure"))?;
    let status: &str = found.get("status");
    Ok(Sheet {
        structure: row(&found),
        number: found.get("number"),
        status: Status::from_word(status).ok_or_else(|| Problem::internal("unknown status"))?,
        deal_version: found.get("deal_version"),
        rooftop: json(&found, "rooftop")?,
        customer: json_opt(&found, "customer")?,
        vehicle: json_opt(&found, "vehicle")?,
        salesperson: Person {
            id: found.get("salesperson_id"),
            name: found.get("salesperson_name"),
        },
    })
}
