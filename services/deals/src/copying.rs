//! A deal made from another: the same structures for another buyer or vehicle, as a draft of its own.

use desk::Deal as Inputs;
use platform::db::TenantTx;
use platform::ids::Uuid;
use platform::{Fault, Platform, Problem};
use tax::Date;

use crate::deal::{Deal, DealId, Person};
use crate::desking::{Setting, moved};
use crate::directory;
use crate::lenders::bound;
use crate::opening::{Opening, Started, today};
use crate::rates::in_force;
use crate::settings::lines::House;
use crate::store::{self, StructureRow};
use crate::structure::Worked;

/// What is copied and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Copying {
    /// The buyer; none for a copy without.
    pub customer: Option<Uuid>,
    pub vehicle: Option<Uuid>,
    /// Every structure, or the chosen one alone.
    pub all: bool,
}

/// Puts together a copy of a deal that was loaded in this transaction. Lines that somebody typed stay; what follows the
/// buyer, the vehicle and the rooftop's settings is as for a deal of today.
///
/// # Errors
/// Every fault of what was sent, and of structures that cannot be worked out for the new parties.
pub async fn prepare(
    platform: &Platform,
    tx: &TenantTx,
    original: &Deal,
    (was, house): (House, House),
    copying: Copying,
) -> Result<Opening, Problem> {
    let caller = tx.caller();
    let id = DealId::new();
    let mut faults = Vec::new();
    let mut keep = |fault: Fault| faults.push(fault);
    let store = directory::rooftop(platform, caller, original.rooftop.id).await?;
    let store = store.map_err(&mut keep).ok();
    let customer = match copying.customer {
        Some(id) => directory::customer(platform, id)
            .await?
            .map_err(&mut keep)
            .ok(),
        None => None,
    };
    let vehicle = match copying.vehicle {
        Some(vehicle) => directory::vehicle(platform, vehicle, id)
            .await?
            .map_err(&mut keep)
            .ok(),
        None => None,
    };
    let (Some(store), true) = (store, faults.is_empty()) else {
        return Err(Problem::faults(faults));
    };
    let vehicle_cost = match &vehicle {
        Some(vehicle) => directory::vehicle_cost(platform, caller, vehicle.id).await?,
        None => None,
    };
    let setting = Setting {
        rooftop: &store.rooftop,
        customer: customer.as_ref(),
        vehicle: vehicle.as_ref(),
        vehicle_cost,
    };
    let date = today(platform, caller, &store).await?;
    let rates = in_force::current_in(tx).await?;
    let mut structures = Vec::new();
    let mut chosen = 0;
    for row in copied(store::structures(tx, original.id).await?, original, copying) {
        if original.has_chosen(row.id) {
            chosen = structures.len();
        }
        let old = row.worked()?;
        let mut inputs = moved(old.inputs().clone(), &original.setting(), &setting);
        let facts = original.vehicle.as_ref().map(|it| &it.facts);
        house.follow(&mut inputs, &was, facts.unwrap_or(&old.inputs().vehicle));
        put_off(&mut inputs, date);
        let inputs = bound::followed(tx, inputs, &rates, vehicle.as_ref()).await?;
        let at = format!("/structures/{}/inputs", row.letter);
        match Worked::out(&inputs, &rates, &at) {
            Ok(worked) => structures.push(Started {
                name: row.name,
                worked,
            }),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let salesperson = salesperson(platform, tx, original).await?;
    Ok(Opening {
        id,
        store,
        customer,
        vehicle,
        vehicle_cost,
        salesperson,
        structures,
        chosen,
        reason: Some(format!("Copied from {}", original.number)),
        edition: house.edition,
    })
}

/// All structures or the chosen one, which a deal always has.
fn copied(mut rows: Vec<StructureRow>, original: &Deal, copying: Copying) -> Vec<StructureRow> {
    if !copying.all {
        rows.retain(|row| original.has_chosen(row.id));
    }
    rows
}

/// Whose deal it is: the same person's while they work here, else of whoever copies it.
async fn salesperson(
    platform: &Platform,
    tx: &TenantTx,
    original: &Deal,
) -> Result<Person, Problem> {
    let caller = tx.caller();
    let same = directory::salesperson(platform, caller, Some(original.salesperson.id)).await?;
    Ok(same.unwrap_or_else(|_| Person {
        id: caller.user_id(),
        name: caller.name().to_owned(),
    }))
}

/// Dates the inputs; a first payment stays as many days after.
fn put_off(inputs: &mut Inputs, date: Date) {
    let days = inputs.date.days_between(date);
    inputs.date = date;
    if let Some(finance) = &mut inputs.finance {
        let first = &mut finance.first_payment_date;
        *first = first.map(|first| first.add_days(days));
    }
}
