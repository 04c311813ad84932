//! Deals: make, read, list, give other parties, delete.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use platform::ids::Uuid;
use platform::prelude::*;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::render;
use super::views::{DealListItem, DealParties, DealView, NewDeal};
use super::{DeleteDeals, ReadDeals, WriteDeals, needs_editable, refuse_confidential};
use crate::deal::{Deal, DealId};
use crate::desking::moved;
use crate::lenders::bound;
use crate::rates::in_force;
use crate::settings::lines::House;
use crate::store::{self, Filter, Sort};
use crate::structure::Worked;
use crate::version::{Act, Effect, Entry, changes};
use crate::workflow::Status;
use crate::{directory, opening};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, put_parties, delete))
}

/// How a list is narrowed down and ordered.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DealList {
    /// Any of these; repeat the parameter.
    #[serde(default)]
    #[param(inline)]
    status: Vec<Status>,
    rooftop_id: Option<Uuid>,
    salesperson_id: Option<Uuid>,
    customer_id: Option<Uuid>,
    vehicle_id: Option<Uuid>,
    /// Words in the number, the customer's name, phone and e-mail, the vehicle, stock number, VIN, salesperson.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Changed on or after this day (UTC).
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Changed on or before this day (UTC).
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists deals, the last changed first.
///
/// Without `deals.read_all`, those where the caller is the salesperson.
#[utoipa::path(get, path = "/deals", operation_id = "list_deals", tag = "deals", params(DealList),
    responses((status = 200, body = Page<DealListItem>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Query(asked): Query<DealList>,
) -> Result<Json<Page<DealListItem>>, Problem> {
    let filter = Filter {
        statuses: asked.status.iter().map(|status| status.word()).collect(),
        rooftop_id: asked.rooftop_id,
        salesperson_id: asked.salesperson_id,
        customer_id: asked.customer_id,
        vehicle_id: asked.vehicle_id,
        q: asked.q,
        from: asked.from,
        to: asked.to,
    };
    let cursor = asked.cursor.as_ref();
    let page = store::list(
        platform.db(),
        &caller,
        &filter,
        asked.sort,
        asked.limit,
        cursor,
    )
    .await?;
    let full = render::sees_all(&caller);
    Ok(Json(page.map(|row| DealListItem::of(row, full))))
}

/// Makes a deal with its first structure and the next number of its rooftop.
#[utoipa::path(post, path = "/deals", operation_id = "create_deal", tag = "deals", request_body = NewDeal,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = DealView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    new: Create<NewDeal>,
) -> Result<Response, Problem> {
    if let Some(first) = &new.body.structure {
        refuse_confidential(&caller, &first.inputs, "/structure/inputs")?;
    }
    // What is wrong with it counts only if it was not done before: a replay is answered as then.
    let opening = opening::prepare(&platform, &caller, &new.body).await;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let deal = opening::open(&tx, opening?).await?;
    let created = render::deal_in(&tx, deal.id).await?.created(deal.id)?;
    new.finish(tx, created).await
}

/// Reads a deal with its structures and their figures.
#[utoipa::path(get, path = "/deals/{id}", operation_id = "read_deal", tag = "deals", params(("id" = DealId, Path)),
    responses((status = 200, body = DealView)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
) -> Result<Response, Problem> {
    Ok(render::deal(platform.db(), &caller, id).await?.answer())
}

/// Gives a deal its buyer, vehicle and salesperson.
///
/// Another vehicle brings its facts and cost into every structure, and the standard fees and books that are for it; what
/// somebody typed stays. A place of registration that followed the old buyer follows the new one.
#[utoipa::path(put, path = "/deals/{id}", operation_id = "update_deal", tag = "deals", params(("id" = DealId, Path), ("If-Match" = String, Header)),
    request_body = DealParties, responses((status = 200, body = DealView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn put_parties(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    seen: IfMatch,
    Body(parties): Body<DealParties>,
) -> Result<Response, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    seen.check(deal.version)?;
    needs_editable(&deal)?;
    let before = deal.clone();
    exchange(&platform, &caller, &mut deal, &parties).await?;
    if deal != before {
        let houses = houses(&platform, &tx, &before, &deal).await?;
        let effect = rework(&tx, &before, &mut deal, houses.as_ref()).await?;
        store::save(&tx, &mut deal, Act::Changed).await?;
        let changes = changes(&named(&before), &named(&deal));
        let entry = Entry {
            changes: changes.clone(),
            changes_open: changes,
            ..effect
        };
        store::record(&tx, &deal, &entry).await?;
    }
    let shown = render::deal_in(&tx, id).await?;
    tx.commit().await?;
    Ok(shown.answer())
}

/// The parties by name, for the history.
fn named(deal: &Deal) -> serde_json::Value {
    json!({
        "customer": deal.customer.as_ref().map(|it| &it.name),
        "customer_id": deal.customer.as_ref().map(|it| it.id),
        "vehicle": deal.vehicle.as_ref().map(|it| &it.name),
        "vehicle_id": deal.vehicle.as_ref().map(|it| it.id),
        "salesperson": deal.salesperson.name,
        "salesperson_id": deal.salesperson.id,
    })
}

/// Puts the new parties on the deal; those that stay are not asked for again.
async fn exchange(
    platform: &Platform,
    caller: &platform::auth::Caller,
    deal: &mut Deal,
    parties: &DealParties,
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if parties.customer_id != deal.customer.as_ref().map(|it| it.id) {
        deal.customer = None;
        if let Some(id) = parties.customer_id {
            let found = directory::customer(platform, id).await?;
            deal.customer = found.map_err(|fault| faults.push(fault)).ok();
        }
    }
    if parties.vehicle_id != deal.vehicle.as_ref().map(|it| it.id) {
        if deal.holds_vehicle {
            return Err(Problem::conflict(
                "This deal was contracted and holds its vehicle. Cancel it to let the vehicle go.",
            ));
        }
        (deal.vehicle, deal.vehicle_cost) = (None, None);
        if let Some(id) = parties.vehicle_id {
            match directory::vehicle(platform, id, deal.id).await? {
                Ok(vehicle) => {
                    deal.vehicle = Some(vehicle);
                    deal.vehicle_cost = directory::vehicle_cost(platform, caller, id).await?;
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    if let Some(id) = parties
        .salesperson_id
        .filter(|id| *id != deal.salesperson.id)
    {
        match directory::salesperson(platform, caller, Some(id)).await? {
            Ok(person) => deal.salesperson = person,
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::faults(faults))
    }
}

/// Where another vehicle came: the settings that the deal was filled from, and those of now, which it is filled from
/// from here on.
async fn houses(
    platform: &Platform,
    tx: &TenantTx,
    before: &Deal,
    deal: &Deal,
) -> Result<Option<(House, House)>, Problem> {
    let id = |deal: &Deal| deal.vehicle.as_ref().map(|vehicle| vehicle.id);
    if id(before) == id(deal) {
        return Ok(None);
    }
    let (old, new) = settings_of(platform, tx, deal).await?;
    store::filled_from(tx, deal.id, new.edition).await?;
    Ok(Some((old, new)))
}

/// The settings that a deal was filled from, and those of now.
pub(super) async fn settings_of(
    platform: &Platform,
    tx: &TenantTx,
    deal: &Deal,
) -> Result<(House, House), Problem> {
    let rooftop = directory::rooftop(platform, tx.caller(), deal.rooftop.id).await?;
    let rooftop = rooftop.map_err(|fault| Problem::faults(vec![fault]))?;
    let edition = store::edition_of(tx, deal.id).await?;
    let was = store::edition_in(tx, deal.rooftop.id, edition).await?;
    let now = store::settings_in(tx, deal.rooftop.id).await?;
    let house = |edition| House::of(edition, rooftop.doc_fee);
    Ok((house(was), house(now)))
}

/// Works every structure out again for the deal's new parties; says what that did to the chosen one.
async fn rework(
    tx: &TenantTx,
    before: &Deal,
    deal: &mut Deal,
    houses: Option<&(House, House)>,
) -> Result<Entry, Problem> {
    let mut entry = Entry::of(Act::Changed);
    let mut faults = Vec::new();
    let setting = deal.setting();
    let rates = in_force::current_in(tx).await?;
    let mut chosen = None;
    for mut row in store::structures(tx, deal.id).await? {
        let old = row.worked()?;
        let mut inputs = moved(old.inputs().clone(), &before.setting(), &setting);
        if let Some((was, now)) = houses {
            let vehicle = before.vehicle.as_ref();
            let vehicle = vehicle.map_or(&old.inputs().vehicle, |it| &it.facts);
            now.follow(&mut inputs, was, vehicle);
        }
        if inputs == *old.inputs() {
            continue;
        }
        let inputs = bound::followed(tx, inputs, &rates, deal.vehicle.as_ref()).await?;
        match Worked::out(
            &inputs,
            &rates,
            &format!("/structures/{}/inputs", row.letter),
        ) {
            Ok(new) => {
                let name = row.name.clone();
                store::replace_structure(tx, &mut row, &name, &new).await?;
                if deal.has_chosen(row.id) {
                    let (was, is) = (old.summary(), new.summary());
                    entry.payment = Effect {
                        before: was.payment,
                        after: is.payment,
                    };
                    entry.gross = Effect {
                        before: was.gross,
                        after: is.gross,
                    };
                    chosen = Some(is);
                }
            }
            Err(wrong) => faults.extend(wrong),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    if let (Some(summary), Some(chosen)) = (chosen, &mut deal.chosen) {
        (chosen.kind, chosen.payment, chosen.gross) =
            (summary.kind, summary.payment, summary.gross);
    }
    Ok(entry)
}

/// Deletes a draft. What was submitted once is cancelled instead.
#[utoipa::path(delete, path = "/deals/{id}", operation_id = "delete_deal", tag = "deals", params(("id" = DealId, Path)),
    responses((status = 204)),
    extensions(("x-permission" = json!("deals.delete"))))]
async fn delete(
    State(platform): State<Platform>,
    caller: Allowed<DeleteDeals>,
    Path(id): Path<DealId>,
) -> Result<StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let mut deal = store::load(&tx, id).await?;
    if deal.status != Status::Draft {
        let detail = format!(
            "Deal {} is {} and only drafts are deleted. Cancel it instead.",
            deal.number,
            deal.status.word()
        );
        return Err(Problem::conflict(detail));
    }
    store::save(&tx, &mut deal, Act::Deleted).await?;
    store::record(&tx, &deal, &Entry::of(Act::Deleted)).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
