//! Structures of a deal: add, read, change, choose, remove; their schedules.

use axum::extract::State;
use axum::response::Response;
use desk::Installment;
use http::StatusCode;
use menu::financed;
use platform::db::TenantTx;
use platform::prelude::*;
use serde_json::value::RawValue;

use super::render;
use super::views::{DealView, NewStructure, StructureUpdate, StructureView};
use super::{ReadDeals, WriteDeals, needs_editable, refuse_confidential};
use crate::confidential;
use crate::deal::{Chosen, Deal, DealId, StructureId};
use crate::lenders::bound;
use crate::products::held::Cards;
use crate::products::unsold;
use crate::rates::in_force::{self, Rates};
use crate::settings::lines::House;
use crate::store::{self, NewRow};
use crate::structure::{Worked, faults_at, letter};
use crate::version::{Act, Entry};

/// More than anyone compares; a wall against runaway programs.
const MOST_STRUCTURES: usize = 26;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(read, replace, remove))
        .routes(routes!(choose))
        .routes(routes!(schedule))
}

/// Adds a structure to a deal, from inputs or as a copy of another. Inputs without books take the rooftop's.
#[utoipa::path(post, path = "/deals/{id}/structures", operation_id = "create_structure", tag = "structures", request_body = NewStructure,
    params(("id" = DealId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = StructureView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    new: Create<NewStructure>,
) -> Result<Response, Problem> {
    if let Some(inputs) = &new.body.inputs {
        refuse_confidential(&caller, inputs, "/inputs")?;
    }
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let mut deal = store::load(&tx, id).await?;
    needs_editable(&deal)?;
    let rows = store::structures(&tx, id).await?;
    if rows.len() >= MOST_STRUCTURES {
        let detail = format!("A deal has at most {MOST_STRUCTURES} structures. Remove one first.");
        return Err(Problem::conflict(detail));
    }
    let (copied, mut inputs) = source(&new.body, &rows)?;
    if copied.is_none() {
        let edition = store::settings_in(&tx, deal.rooftop.id).await?;
        House::of(edition, None).keep_books(&mut inputs);
    }
    let inputs = desk::Deal {
        vehicle_cost: deal.vehicle_cost,
        ..inputs
    };
    let cards = Cards::in_force(&tx, &deal, &[&inputs]).await?;
    let rates = in_force::current_in(&tx).await?;
    let inputs = by_its_sheet(&tx, &deal, inputs, &rates).await?;
    let original = copied.as_ref().map(|(_, worked)| worked);
    let worked = cards.work(inputs, original, &rates, "/inputs");
    let worked = worked.map_err(Problem::faults)?;
    let letter = letter(deal.letters_given);
    deal.letters_given += 1;
    let name = new.body.name.clone().filter(|name| !name.trim().is_empty());
    let name = name
        .or(copied.map(|(name, _)| name))
        .unwrap_or_else(|| format!("Structure {letter}"));
    let row = NewRow {
        id: StructureId::new(),
        deal: id,
        letter: &letter,
        name: &name,
        worked: &worked,
    };
    let row = store::insert_structure(&tx, &row).await?;
    if deal.chosen.is_none() {
        deal.chosen = Some(Chosen::of(row.id, &letter, &name, worked.summary()));
    }
    let about = (row.id, letter);
    let entry = Entry::of_structure(Act::StructureAdded, about, None, Some(&worked));
    keep(&tx, &mut deal, entry).await?;
    let unsold = cards.unsold(row.id, worked.inputs(), financed(worked.figures()));
    let body = render::structure(&row, deal.version, render::sees_all(&caller), &unsold)?;
    let created = Created {
        location: format!("/deals/{id}/structures/{}", row.id),
        version: row.version,
        body: RawValue::from_string(body).map_err(Problem::internal)?,
    };
    new.finish(tx, created).await
}

/// The inputs held to the row of the lender's sheet that they name.
async fn by_its_sheet(
    tx: &TenantTx,
    deal: &Deal,
    inputs: desk::Deal,
    rates: &Rates,
) -> Result<desk::Deal, Problem> {
    let vehicle = deal.vehicle.as_ref();
    bound::kept(bound::Source::Tx(tx), inputs, rates, vehicle, "/inputs")
        .await?
        .map_err(Problem::faults)
}

/// The inputs that a new structure starts from, and what it copies with the copy's name.
fn source(
    new: &NewStructure,
    rows: &[store::StructureRow],
) -> Result<(Option<(String, Worked)>, desk::Deal), Problem> {
    match (&new.inputs, new.copy_of) {
        (Some(inputs), None) => Ok((None, inputs.clone())),
        (None, Some(id)) => {
            let row = rows.iter().find(|row| row.id == id).ok_or_else(|| {
                Problem::fault("/copy_of", "unknown", "is no structure of this deal")
            })?;
            let name = format!("Copy of {}", row.name);
            let name = name.chars().take(80).collect();
            let original = row.worked()?;
            let inputs = original.inputs().clone();
            Ok((Some((name, original)), inputs))
        }
        (Some(_), Some(_)) => {
            let detail = "comes beside inputs; send one of the two";
            Err(Problem::fault("/copy_of", "one_of", detail))
        }
        (None, None) => {
            let detail = "is missing; send inputs, or copy_of with a structure of this deal";
            Err(Problem::fault("/inputs", "required", detail))
        }
    }
}

/// Counts the deal on and writes the history.
async fn keep(
    tx: &TenantTx,
    deal: &mut Deal,
    entry: Result<Entry, serde_json::Error>,
) -> Result<(), Problem> {
    let entry = entry.map_err(Problem::internal)?;
    store::save(tx, deal, entry.act).await?;
    store::record(tx, deal, &entry).await
}

/// Reads one structure.
#[utoipa::path(get, path = "/deals/{id}/structures/{structure_id}", operation_id = "read_structure", tag = "structures",
    params(("id" = DealId, Path), ("structure_id" = StructureId, Path)),
    responses((status = 200, body = StructureView)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path((id, structure)): Path<(DealId, StructureId)>,
) -> Result<Response, Problem> {
    let sheet = store::sheet(platform.db(), &caller, id, Some(structure)).await?;
    let full = render::sees_all(&caller);
    let unsold = unsold::of_sheet(bound::Source::Db(platform.db(), &caller), &sheet).await?;
    let json = render::structure(&sheet.structure, sheet.deal_version, full, &unsold)?;
    Ok(render::answer(json, sheet.structure.version))
}

/// Changes a structure. The server works out the figures; the vehicle's cost is inventory's.
///
/// A caller without `deals.see_gross` sends no costs: those that are stored stay with their lines.
#[utoipa::path(put, path = "/deals/{id}/structures/{structure_id}", operation_id = "update_structure", tag = "structures",
    params(("id" = DealId, Path), ("structure_id" = StructureId, Path), ("If-Match" = String, Header)),
    request_body = StructureUpdate, responses((status = 200, body = StructureView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn replace(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path((id, structure)): Path<(DealId, StructureId)>,
    seen: IfMatch,
    Body(update): Body<StructureUpdate>,
) -> Result<Response, Problem> {
    refuse_confidential(&caller, &update.inputs, "/inputs")?;
    let full = render::sees_all(&caller);
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    let mut row = store::structure(&tx, id, structure).await?;
    needs_editable(&deal)?;
    seen.check(row.version)?;
    let before = row.worked()?;
    let inputs = if full {
        update.inputs
    } else {
        confidential::kept(update.inputs, before.inputs())
    };
    let inputs = desk::Deal {
        vehicle_cost: deal.vehicle_cost,
        ..inputs
    };
    let cards = Cards::in_force(&tx, &deal, &[&inputs, before.inputs()]).await?;
    let rates = in_force::current_in(&tx).await?;
    let inputs = by_its_sheet(&tx, &deal, inputs, &rates).await?;
    let after = cards.work(inputs, Some(&before), &rates, "/inputs");
    let after = after.map_err(Problem::faults)?;
    if after != before || update.name != row.name {
        store::replace_structure(&tx, &mut row, &update.name, &after).await?;
        if deal.has_chosen(row.id) {
            deal.chosen = Some(Chosen::of(row.id, &row.letter, &row.name, after.summary()));
        }
        let about = (row.id, row.letter.clone());
        let entry = Entry::of_structure(Act::StructureChanged, about, Some(&before), Some(&after));
        keep(&tx, &mut deal, entry).await?;
    }
    tx.commit().await?;
    let unsold = cards.unsold(row.id, after.inputs(), financed(after.figures()));
    let json = render::structure(&row, deal.version, full, &unsold)?;
    Ok(render::answer(json, row.version))
}

/// Chooses the structure that the deal is submitted and contracted with.
#[utoipa::path(post, path = "/deals/{id}/structures/{structure_id}/choose", operation_id = "choose_structure", tag = "structures",
    params(("id" = DealId, Path), ("structure_id" = StructureId, Path),
        ("If-Match" = String, Header, description = "The deal's ETag")),
    responses((status = 200, body = DealView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn choose(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path((id, structure)): Path<(DealId, StructureId)>,
    seen: IfMatch,
) -> Result<Response, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    let row = store::structure(&tx, id, structure).await?;
    seen.check(deal.version)?;
    needs_editable(&deal)?;
    if !deal.has_chosen(row.id) {
        let now = row.worked()?.summary();
        let was = deal
            .chosen
            .replace(Chosen::of(row.id, &row.letter, &row.name, now));
        let mut entry = Entry::of(Act::StructureChosen);
        entry.structure = Some((row.id, row.letter.clone()));
        entry.payment.before = was.as_ref().and_then(|was| was.payment);
        entry.payment.after = now.payment;
        entry.gross.before = was.as_ref().and_then(|was| was.gross);
        entry.gross.after = now.gross;
        keep(&tx, &mut deal, Ok(entry)).await?;
    }
    let shown = render::deal_in(&tx, id).await?;
    tx.commit().await?;
    Ok(shown.answer())
}

/// Removes a structure that is not the chosen one.
#[utoipa::path(delete, path = "/deals/{id}/structures/{structure_id}", operation_id = "delete_structure", tag = "structures",
    params(("id" = DealId, Path), ("structure_id" = StructureId, Path)),
    responses((status = 204)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn remove(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path((id, structure)): Path<(DealId, StructureId)>,
) -> Result<StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    let row = store::structure(&tx, id, structure).await?;
    needs_editable(&deal)?;
    if deal.has_chosen(row.id) {
        let detail = format!(
            "Structure {} is the chosen one. Choose another, then remove it.",
            row.letter
        );
        return Err(Problem::conflict(detail));
    }
    let gone = row.worked()?;
    store::remove_structure(&tx, row.id).await?;
    let about = (row.id, row.letter);
    let entry = Entry::of_structure(Act::StructureRemoved, about, Some(&gone), None);
    keep(&tx, &mut deal, entry).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The payments of a structure one by one; empty for a cash deal.
#[utoipa::path(get, path = "/deals/{id}/structures/{structure_id}/schedule", operation_id = "read_structure_schedule", tag = "structures",
    params(("id" = DealId, Path), ("structure_id" = StructureId, Path)),
    responses((status = 200, body = Vec<Installment>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn schedule(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path((id, structure)): Path<(DealId, StructureId)>,
) -> Result<Json<Vec<Installment>>, Problem> {
    let sheet = store::sheet(platform.db(), &caller, id, Some(structure)).await?;
    let rates = in_force::at(platform.db(), &caller, sheet.structure.rate_book).await?;
    let worked = sheet.structure.worked()?.by(&rates);
    match desk::schedule(worked.inputs()) {
        Ok(schedule) => Ok(Json(schedule)),
        Err(faults) => Err(Problem::faults(faults_at("/inputs", faults))),
    }
}
