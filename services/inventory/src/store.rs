//! Vehicles and their status steps to rows and back; every statement runs as the caller's dealership.

use jiff::Timestamp;
use platform::auth::Caller;
use platform::cursor::Page;
use platform::db::{Db, DbError, JsonColumn, Row, TenantTx};
use platform::problem::Problem;
use uuid::Uuid;

use crate::list::VehicleList;
use crate::status::{Standing, Status};
use crate::step::{NewStep, StatusStep};
use crate::vehicle::{Vehicle, VehicleId, Vetted};

const VEHICLE: &str = "
    v.id, v.version, v.created_at, v.updated_at, v.archived_at, v.deal_id,
    to_jsonb(v.status) as status, to_jsonb(v.status_before) as status_before,
    (select to_jsonb(d) from (select
        v.rooftop_id, v.stock_number, v.vin, v.vin_override_reason, v.condition, v.certified,
        v.certified_programme, v.class, v.year, v.make, v.model, v.trim, v.body, v.color_exterior, v.color_interior, v.odometer, v.fuel, v.msrp,
        v.list_price, v.invoice_cost, v.cost, v.book_value, v.gross_weight_lb, v.curb_weight_lb,
        v.city_mpg, v.in_stock_since
    ) d) as details";

/// What a form fills, in the order of every statement that writes.
const FILLED: &str =
    "rooftop_id, stock_number, vin, vin_override_reason, condition, certified, certified_programme,
    class, year, make, model, trim, body, color_exterior, color_interior, odometer, fuel, msrp,
    list_price, invoice_cost, cost, book_value, gross_weight_lb, curb_weight_lb,
    city_mpg, in_stock_since";

pub async fn read(db: &Db, caller: &Caller, id: VehicleId) -> Result<Option<Vehicle>, DbError> {
    let sql = format!("select {VEHICLE} from vehicles v where v.id = $1");
    Ok(db
        .tenant_read_opt(caller, &sql, &[&id])
        .await?
        .map(|row| vehicle(&row)))
}

/// Reads a vehicle that is about to be changed; nobody else changes it until the transaction ends.
pub async fn lock(tx: &TenantTx, id: VehicleId) -> Result<Vehicle, Problem> {
    let sql = format!("select {VEHICLE} from vehicles v where v.id = $1 for update of v");
    let row = tx.query_opt(&sql, &[&id]).await?;
    row.map(|row| vehicle(&row))
        .ok_or_else(|| Problem::not_found("vehicle"))
}

pub async fn list(db: &Db, caller: &Caller, asked: &VehicleList) -> Result<Page<Vehicle>, Problem> {
    let order = asked.sort.order();
    let after = asked
        .cursor
        .as_ref()
        .map(|cursor| cursor.after::<(String, Uuid)>(order.name))
        .transpose()?;
    let (after_key, after_id) = after.unzip();
    let q = asked.q.as_deref().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = q.split_whitespace().collect();
    let statuses: Vec<&str> = asked.status.iter().map(|status| status.as_str()).collect();
    let condition = asked.condition.map(|condition| condition.as_str());
    let price = |amount: Option<money::Cents>| amount.map(|amount| amount.get());
    let year = |year: Option<u16>| year.map(i32::from);
    let (key, key_type, beyond, direction) =
        (order.key, order.key_type, order.beyond, order.direction);
    let sql = format!(
        "select {VEHICLE}, ({key})::text as sort_key from vehicles v
         where (v.archived_at is not null) = $1
           and not exists (select from unnest($2::text[]) as word where strpos(v.search, word) = 0)
           and ($3::text[] = '{{}}' or v.status = any($3))
           and ($4::text is null or v.condition = $4)
           and ($5::text is null or lower(v.make) = lower($5))
           and ($6::text is null or lower(v.model) = lower($6))
           and ($7::int is null or v.year >= $7)
           and ($8::int is null or v.year <= $8)
           and ($9::bigint is null or v.list_price * 100 >= $9)
           and ($10::bigint is null or v.list_price * 100 <= $10)
           and ($11::uuid is null or v.rooftop_id = $11)
           and ($12::boolean is null or v.certified = $12)
           and ($13::text is null or ({key}, v.id) {beyond} ($13::text::{key_type}, $14::uuid))
         order by {key} {direction}, v.id {direction}
         limit $15"
    );
    let rows = db
        .tenant_read(
            caller,
            &sql,
            &[
                &asked.archived,
                &words,
                &statuses,
                &condition,
                &asked.make,
                &asked.model,
                &year(asked.year_from),
                &year(asked.year_to),
                &price(asked.price_from),
                &price(asked.price_to),
                &asked.rooftop_id,
                &asked.certified,
                &after_key,
                &after_id,
                &asked.limit.rows(),
            ],
        )
        .await?;
    let rows = rows
        .iter()
        .map(|row| (row.get::<_, String>("sort_key"), vehicle(row)))
        .collect();
    Ok(Page::of(rows, asked.limit, order.name, |(key, vehicle)| {
        (key.clone(), vehicle.id)
    })
    .map(|(_, vehicle)| vehicle))
}

pub async fn create(
    tx: &TenantTx,
    id: VehicleId,
    vetted: &Vetted,
    status: Status,
) -> Result<Vehicle, Problem> {
    let sql = format!(
        "insert into vehicles (id, {FILLED}, status, search)
         select $1, {FILLED}, $3, $4 from jsonb_populate_record(null::vehicles, $2)"
    );
    tx.execute(
        &sql,
        &[
            &id,
            &JsonColumn(vetted.details()),
            &status.as_str(),
            &vetted.search_text(),
        ],
    )
    .await
    .map_err(in_the_way)?;
    let step = NewStep {
        from: None,
        to: status,
        reason: None,
        deal_id: None,
        actor: tx.caller(),
    };
    write_step(tx, id, &step).await?;
    Ok(stored(tx, id).await?)
}

pub async fn update(tx: &TenantTx, id: VehicleId, vetted: &Vetted) -> Result<Vehicle, Problem> {
    let sql = format!(
        "update vehicles v
         set ({FILLED}, search, version, updated_at)
           = (select {FILLED}, $3::text, v.version + 1, now() from jsonb_populate_record(null::vehicles, $2))
         where v.id = $1"
    );
    tx.execute(
        &sql,
        &[&id, &JsonColumn(vetted.details()), &vetted.search_text()],
    )
    .await
    .map_err(in_the_way)?;
    Ok(stored(tx, id).await?)
}

/// Puts a vehicle away or takes it back out.
pub async fn set_archived(
    tx: &TenantTx,
    id: VehicleId,
    archived: bool,
) -> Result<Vehicle, Problem> {
    tx.execute(
        "update vehicles
         set archived_at = case when $2 then now() end, version = version + 1, updated_at = now()
         where id = $1",
        &[&id, &archived],
    )
    .await
    .map_err(in_the_way)?;
    Ok(stored(tx, id).await?)
}

/// Moves a vehicle to where it now stands and writes the step down. What arrives without a first
/// day on the lot gets the day of the step.
pub async fn move_to(
    tx: &TenantTx,
    before: &Vehicle,
    standing: Standing,
    step: &NewStep<'_>,
) -> Result<Vehicle, Problem> {
    tx.execute(
        "update vehicles
         set status = $2, deal_id = $3, status_before = $4, version = version + 1, updated_at = now(),
             in_stock_since = case when $2 = 'available' then coalesce(in_stock_since, current_date)
                                   else in_stock_since end
         where id = $1",
        &[
            &before.id,
            &standing.status.as_str(),
            &standing.deal_id,
            &standing.status_before.map(Status::as_str),
        ],
    )
    .await
    .map_err(in_the_way)?;
    write_step(tx, before.id, step).await?;
    Ok(stored(tx, before.id).await?)
}

async fn write_step(tx: &TenantTx, of: VehicleId, step: &NewStep<'_>) -> Result<(), DbError> {
    tx.execute(
        "insert into status_steps
             (id, vehicle_id, actor_id, actor_name, from_status, to_status, reason, deal_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &Uuid::now_v7(),
            &of,
            &step.actor.user_id(),
            &step.actor.name(),
            &step.from.map(Status::as_str),
            &step.to.as_str(),
            &step.reason,
            &step.deal_id,
        ],
    )
    .await?;
    Ok(())
}

/// Every step of a vehicle's status, newest first.
pub async fn history(
    db: &Db,
    caller: &Caller,
    of: VehicleId,
    limit: platform::cursor::Limit,
    cursor: Option<&platform::cursor::Cursor>,
) -> Result<Page<StatusStep>, Problem> {
    let before = cursor
        .map(|cursor| cursor.after::<Uuid>("newest"))
        .transpose()?;
    let rows = db
        .tenant_read(
            caller,
            "select id, at, actor_id, actor_name, to_jsonb(from_status) as from_status,
                    to_jsonb(to_status) as to_status, reason, deal_id
             from status_steps
             where vehicle_id = $1 and ($2::uuid is null or id < $2)
             order by id desc
             limit $3",
            &[&of, &before, &limit.rows()],
        )
        .await?;
    let rows = rows.iter().map(step).collect();
    Ok(Page::of(rows, limit, "newest", |step: &StatusStep| step.id))
}

/// Remembers that a deal was cancelled, so that an older fact about it does nothing when it comes late.
pub async fn remember_cancelled(tx: &TenantTx, deal: Uuid, at: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into cancelled_deals (deal_id, cancelled_at) values ($1, $2)
         on conflict (dealership_id, deal_id) do update
         set cancelled_at = greatest(cancelled_deals.cancelled_at, excluded.cancelled_at)",
        &[&deal, &at],
    )
    .await?;
    Ok(())
}

pub async fn was_cancelled_after(
    tx: &TenantTx,
    deal: Uuid,
    at: Timestamp,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "select from cancelled_deals where deal_id = $1 and cancelled_at > $2",
            &[&deal, &at],
        )
        .await?;
    Ok(row.is_some())
}

async fn stored(tx: &TenantTx, id: VehicleId) -> Result<Vehicle, DbError> {
    let sql = format!("select {VEHICLE} from vehicles v where v.id = $1");
    Ok(vehicle(&tx.query_one(&sql, &[&id]).await?))
}

/// Says which vehicle stands in the way in the words of the form.
fn in_the_way(error: DbError) -> Problem {
    use platform::problem::Fault;
    let (field, detail) = match error.unique() {
        Some("vehicles_vin") => ("/vin", "Another vehicle in stock has this VIN."),
        Some("vehicles_stock_number") => (
            "/stock_number",
            "This store has another vehicle of this number.",
        ),
        _ => return error.into(),
    };
    Problem::conflict(detail)
        .with_errors(vec![Fault::new(field, "taken", detail)])
        .caused_by(error)
}

fn vehicle(row: &Row) -> Vehicle {
    Vehicle {
        id: row.get("id"),
        version: row.get("version"),
        details: row.get::<_, JsonColumn<_>>("details").0,
        status: row.get::<_, JsonColumn<_>>("status").0,
        deal_id: row.get("deal_id"),
        status_before: row
            .get::<_, Option<JsonColumn<_>>>("status_before")
            .map(|status| status.0),
        created_at: row.get("created_at"),
        updated_at: row.get("updated_at"),
        archived_at: row.get("archived_at"),
    }
}

fn step(row: &Row) -> StatusStep {
    StatusStep {
        id: row.get("id"),
        at: row.get("at"),
        actor_id: Some(row.get::<_, Uuid>("actor_id")).filter(|actor| !actor.is_nil()),
        actor_name: row.get("actor_name"),
        from: row
            .get::<_, Option<JsonColumn<_>>>("from_status")
            .map(|status| status.0),
        to: row.get::<_, JsonColumn<_>>("to_status").0,
        reason: row.get("reason"),
        deal_id: row.get("deal_id"),
    }
}
