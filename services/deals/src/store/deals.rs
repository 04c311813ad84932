//! The row of a deal: made, loaded under lock to be changed, saved with its next version.

use desk::DealKind;
use jiff::Timestamp;
use jiff::civil::Date;
use lending::Applicant;
use money::Cents;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::gathered::gathered;
use super::{Reach, json, json_opt, text, text_opt};
use crate::deal::{Chosen, Deal, DealId, Person};
use crate::number;
use crate::version::Act;
use crate::workflow::Status;

const NEXT_NUMBER: &str = "
    insert into rooftop_number as given (dealership_id, rooftop_id, last) values ($1, $2, $3)
    on conflict (dealership_id, rooftop_id) do update set last = given.last + 1
    returning last";

/// The next number of a rooftop. Its row stays locked until the transaction ends: a number is given only
/// with the deal that has it.
///
/// # Errors
/// Where the database fails.
pub async fn next_number(tx: &TenantTx, rooftop: Uuid) -> Result<i64, Problem> {
    let dealership = tx.caller().dealership_id();
    let row = tx
        .query_one(NEXT_NUMBER, &[&dealership, &rooftop, &number::FIRST])
        .await?;
    Ok(row.get("last"))
}

/// The day it is at a rooftop, by its zone of the tz database.
///
/// # Errors
/// Where the database fails.
pub async fn day_at(
    db: &Db,
    caller: &Caller,
    instant: Timestamp,
    timezone: &str,
) -> Result<Date, Problem> {
    let row = db
        .tenant_read_opt(caller, DAY, &[&instant, &timezone])
        .await?
        .ok_or_else(|| Problem::internal("the database knows no day"))?;
    Ok(row.get("day"))
}

const DAY: &str = "select ($1::timestamptz at time zone $2::text)::date as day";

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn day_in(tx: &TenantTx, instant: Timestamp, timezone: &str) -> Result<Date, Problem> {
    let row = tx.query_one(DAY, &[&instant, &timezone]).await?;
    Ok(row.get("day"))
}

/// A deal that is not stored yet.
pub struct NewDeal<'a> {
    pub deal: &'a Deal,
    pub number_at_rooftop: i64,
}

const INSERT: &str = "
    insert into deal (
        id, dealership_id, rooftop_id, number_at_rooftop, number, status,
        customer_id, vehicle_id, salesperson_id, salesperson_name,
        rooftop, customer, vehicle, customer_name, vehicle_name, stock_number, vehicle_cost_cents,
        last_action, last_actor_id, last_actor_name, search,
        chosen_structure_id, chosen_letter, chosen_name, kind, payment_cents, gross_cents, letters_given)
    values (
        $1, $2, $3, $4, $5, $6,
        $7, $8, $9, $10,
        $11::text::json, $12::text::json, $13::text::json, $14, $15, $16, $17,
        $18, $19, $20, $21,
        $22, $23, $24, $25, $26, $27, $28)";

/// Stores a new deal; its structures are rows of their own.
///
/// # Errors
/// Where the database fails.
pub async fn insert(tx: &TenantTx, new: &NewDeal<'_>) -> Result<(), Problem> {
    let (deal, caller) = (new.deal, tx.caller());
    let customer = deal.customer.as_ref();
    let vehicle = deal.vehicle.as_ref();
    let chosen = deal.chosen.as_ref();
    tx.execute(
        INSERT,
        &[
            &deal.id,
            &caller.dealership_id(),
            &deal.rooftop.id,
            &new.number_at_rooftop,
            &deal.number,
            &deal.status.word(),
            &customer.map(|it| it.id),
            &vehicle.map(|it| it.id),
            &deal.salesperson.id,
            &deal.salesperson.name,
            &text(&deal.rooftop)?,
            &text_opt(customer)?,
            &text_opt(vehicle)?,
            &customer.map(|it| &it.name),
            &vehicle.map(|it| &it.name),
            &vehicle.map(|it| &it.stock_number),
            &deal.vehicle_cost.map(Cents::get),
            &Act::Created.word(),
            &caller.user_id(),
            &caller.name(),
            &deal.search_text(),
            &chosen.map(|it| it.id),
            &chosen.map(|it| &it.letter),
            &chosen.map(|it| &it.name),
            &chosen.map(|it| word(it.kind)),
            &chosen.and_then(|it| it.payment).map(Cents::get),
            &chosen.and_then(|it| it.gross).map(Cents::get),
            &i32::try_from(deal.letters_given).unwrap_or(i32::MAX),
        ],
    )
    .await?;
    Ok(())
}

const LOAD: &str = "
    select id, version, number, status, status_reason, holds_vehicle, salesperson_id, salesperson_name,
           rooftop::text, customer::text, vehicle::text, vehicle_cost_cents, letters_given,
           chosen_structure_id, chosen_letter, chosen_name, kind, payment_cents, gross_cents
    from deal
    where id = $1 and deleted_at is null
      and ($2::uuid is null or salesperson_id = $2)
      and ($3::uuid[] is null or rooftop_id = any($3))
    for update";

/// Loads a deal to be changed; nobody else changes it until the transaction ends.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn load(tx: &TenantTx, id: DealId) -> Result<Deal, Problem> {
    let reach = Reach::of(tx.caller());
    let row = tx
        .query_opt(LOAD, &[&id, &reach.own, &reach.rooftops])
        .await?
        .ok_or_else(|| Problem::not_found("deal"))?;
    deal(&row)
}

const REACHED: &str = "
    select id from deal
    where id = $1 and deleted_at is null
      and ($2::uuid is null or salesperson_id = $2)
      and ($3::uuid[] is null or rooftop_id = any($3))";

/// Whether there is such a deal for the caller.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn reached(db: &Db, caller: &Caller, id: DealId) -> Result<(), Problem> {
    let reach = Reach::of(caller);
    let found = db
        .tenant_read_opt(caller, REACHED, &[&id, &reach.own, &reach.rooftops])
        .await?;
    found.map(drop).ok_or_else(|| Problem::not_found("deal"))
}

fn deal(row: &Row) -> Result<Deal, Problem> {
    let status: &str = row.get("status");
    let letters: i32 = row.get("letters_given");
    Ok(Deal {
        id: row.get("id"),
        version: row.get("version"),
        number: row.get("number"),
        status: Status::from_word(status).ok_or_else(|| Problem::internal("unknown status"))?,
        status_reason: row.get("status_reason"),
        holds_vehicle: row.get("holds_vehicle"),
        rooftop: json(row, "rooftop")?,
        customer: json_opt(row, "customer")?,
        vehicle: json_opt(row, "vehicle")?,
        vehicle_cost: cents(row, "vehicle_cost_cents"),
        salesperson: Person {
            id: row.get("salesperson_id"),
            name: row.get("salesperson_name"),
        },
        chosen: chosen(row)?,
        letters_given: letters.unsigned_abs(),
    })
}

fn chosen(row: &Row) -> Result<Option<Chosen>, Problem> {
    let Some(id) = row.get("chosen_structure_id") else {
        return Ok(None);
    };
    let kind: &str = row.get("kind");
    let kind = KINDS.into_iter().find(|known| word(*known) == kind);
    Ok(Some(Chosen {
        id,
        letter: row.get("chosen_letter"),
        name: row.get("chosen_name"),
        kind: kind.ok_or_else(|| Problem::internal("unknown kind of deal"))?,
        payment: cents(row, "payment_cents"),
        gross: cents(row, "gross_cents"),
    }))
}

const KINDS: [DealKind; 3] = [DealKind::Cash, DealKind::Retail, DealKind::Lease];

const fn word(kind: DealKind) -> &'static str {
    match kind {
        DealKind::Cash => "cash",
        DealKind::Retail => "retail",
        DealKind::Lease => "lease",
    }
}

pub(super) fn cents(row: &Row, column: &str) -> Option<Cents> {
    row.get::<_, Option<i64>>(column).map(Cents::new)
}

const SAVE: &str = concat!(
    "update deal set
        version = version + 1, updated_at = now(),
        status = $2, status_reason = $3, holds_vehicle = $4,
        customer_id = $5, vehicle_id = $6, salesperson_id = $7, salesperson_name = $8,
        customer = $9::text::json, vehicle = $10::text::json,
        customer_name = $11, vehicle_name = $12, stock_number = $13, vehicle_cost_cents = $14,
        chosen_structure_id = $15, chosen_letter = $16, chosen_name = $17,
        kind = $18, payment_cents = $19, gross_cents = $20,
        letters_given = $21, search = $22,
        last_action = $23, last_actor_id = $24, last_actor_name = $25,
        deleted_at = case when $26 then now() end,
        structures = ",
    gathered!("inputs", "figures"),
    ", structures_open = ",
    gathered!("inputs_open", "figures_open"),
    " where id = $1
    returning version, updated_at"
);

/// Writes down the buyer as lenders ask for them, or takes what was written away.
///
/// # Errors
/// Where the database fails.
pub async fn keep_applicant(
    tx: &TenantTx,
    id: DealId,
    applicant: Option<&Applicant>,
) -> Result<(), Problem> {
    let sql = "update deal set applicant = $2::text::json where id = $1";
    tx.execute(sql, &[&id, &text_opt(applicant)?]).await?;
    Ok(())
}

/// Saves a deal that was loaded in this transaction, with its structures as they are by now, and counts its
/// version up.
///
/// # Errors
/// 409 where another deal holds the same vehicle.
pub async fn save(tx: &TenantTx, deal: &mut Deal, act: Act) -> Result<Timestamp, Problem> {
    let caller: &Caller = tx.caller();
    let customer = deal.customer.as_ref();
    let vehicle = deal.vehicle.as_ref();
    let chosen = deal.chosen.as_ref();
    let saved = tx
        .query_one(
            SAVE,
            &[
                &deal.id,
                &deal.status.word(),
                &deal.status_reason,
                &deal.holds_vehicle,
                &customer.map(|it| it.id),
                &vehicle.map(|it| it.id),
                &deal.salesperson.id,
                &deal.salesperson.name,
                &text_opt(customer)?,
                &text_opt(vehicle)?,
                &customer.map(|it| &it.name),
                &vehicle.map(|it| &it.name),
                &vehicle.map(|it| &it.stock_number),
                &deal.vehicle_cost.map(Cents::get),
                &chosen.map(|it| it.id),
                &chosen.map(|it| &it.letter),
                &chosen.map(|it| &it.name),
                &chosen.map(|it| word(it.kind)),
                &chosen.and_then(|it| it.payment).map(Cents::get),
                &chosen.and_then(|it| it.gross).map(Cents::get),
                &i32::try_from(deal.letters_given).unwrap_or(i32::MAX),
                &deal.search_text(),
                &act.word(),
                &caller.user_id(),
                &caller.name(),
                &(act == Act::Deleted),
            ],
        )
        .await;
    let row = saved.map_err(|error| match error.unique() {
        Some("deal_vehicle_held") => Problem::conflict(
            "Another deal is contracted on this vehicle. Cancel that one first, or choose another vehicle.",
        ),
        _ => error.into(),
    })?;
    deal.version = row.get("version");
    Ok(row.get("updated_at"))
}
