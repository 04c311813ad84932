//! Making a deal: who and what it is about, its number, its first structure.

use desk::Deal as Inputs;
use money::Cents;
use platform::auth::Caller;
use platform::db::TenantTx;
use platform::{Fault, Platform, Problem};
use tax::Date;

use crate::api::views::{NewDeal, Start};
use crate::deal::{Chosen, Deal, DealId, Person, StructureId};
use crate::desking::Setting;
use crate::directory::{self, Store};
use crate::events;
use crate::lenders::bound;
use crate::number;
use crate::parties::{DealCustomer, DealVehicle};
use crate::products::held::{self, Cards};
use crate::rates::{in_force, tax_day};
use crate::settings::lines::House;
use crate::store;
use crate::structure::{Worked, letter};
use crate::version::{Act, Entry};
use crate::workflow::Status;

const NAME: &str = "First structure";

/// A deal that can be made: everything is known but its number.
pub struct Opening {
    pub id: DealId,
    pub store: Store,
    pub customer: Option<DealCustomer>,
    pub vehicle: Option<DealVehicle>,
    pub vehicle_cost: Option<Cents>,
    pub salesperson: Person,
    /// At least one, in the order of their letters.
    pub structures: Vec<Started>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// Where it comes from, for the history.
    pub reason: Option<String>,
    /// The edition of the settings that its fees and books are of.
    pub edition: i64,
}

/// A structure that a deal starts with.
pub struct Started {
    pub name: String,
    pub worked: Worked,
}

/// Asks the other services for the parties and works the first structure out. It holds no transaction
/// meanwhile.
///
/// # Errors
/// Every fault of what was sent at once; the other services' own problems.
pub async fn prepare(
    platform: &Platform,
    caller: &Caller,
    new: &NewDeal,
) -> Result<Opening, Problem> {
    let id = DealId::new();
    let mut faults = Vec::new();
    let parties = ask(platform, caller, id, new).await?;
    let store = keep(parties.store, &mut faults);
    let customer = parties.customer.and_then(|it| keep(it, &mut faults));
    let vehicle = parties.vehicle.and_then(|it| keep(it, &mut faults));
    let salesperson = keep(parties.salesperson, &mut faults);
    let vehicle_cost = match &vehicle {
        Some(vehicle) => directory::vehicle_cost(platform, caller, vehicle.id).await?,
        None => None,
    };
    let house = match &store {
        Some(store) => Some(house(platform, caller, store).await?),
        None => None,
    };
    if new.structure.is_some() && new.start.is_some() {
        let detail = "comes beside structure; send one of the two";
        faults.push(Fault::new("/start", "one_of", detail));
    }
    let (name, inputs) = match (&new.structure, &store, &house) {
        (Some(first), _, house) => {
            let mut inputs = first.inputs.clone();
            if let Some(house) = house {
                house.keep_books(&mut inputs);
            }
            (first.name.clone(), Some(inputs))
        }
        (None, Some(store), Some(house)) => {
            let setting = Setting {
                rooftop: &store.rooftop,
                customer: customer.as_ref(),
                vehicle: vehicle.as_ref(),
                vehicle_cost,
            };
            let date = today(platform, caller, store).await?;
            let inputs = start(date, &setting, new.start.as_ref(), house, &mut faults);
            (None, inputs)
        }
        (None, _, _) => (None, None),
    };
    let rates = in_force::current(platform.db(), caller).await?;
    let at = match new.start {
        Some(_) => "/start",
        None => "/structure/inputs",
    };
    let named = store::products::named(platform.db(), caller, &held::named(&inputs)).await?;
    let cards = Cards::of(named, vehicle.as_ref(), new.rooftop_id);
    let inputs = match inputs {
        Some(inputs) => {
            let inputs = Inputs {
                vehicle_cost,
                ..inputs
            };
            let from = bound::Source::Db(platform.db(), caller);
            let kept = bound::kept(from, inputs, &rates, vehicle.as_ref(), at).await?;
            kept.map_err(|wrong| faults.extend(wrong)).ok()
        }
        None => None,
    };
    let worked = inputs.and_then(|inputs| {
        let worked = cards.work(inputs, None, &rates, at);
        worked.map_err(|wrong| faults.extend(wrong)).ok()
    });
    let (Some(store), Some(house), Some(salesperson), Some(worked), true) =
        (store, house, salesperson, worked, faults.is_empty())
    else {
        return Err(Problem::faults(faults));
    };
    Ok(Opening {
        id,
        store,
        customer,
        vehicle,
        vehicle_cost,
        salesperson,
        structures: vec![Started {
            name: name.unwrap_or_else(|| NAME.to_owned()),
            worked,
        }],
        chosen: 0,
        reason: None,
        edition: house.edition,
    })
}

/// The settings in force at a rooftop.
async fn house(platform: &Platform, caller: &Caller, store: &Store) -> Result<House, Problem> {
    let edition = store::settings(platform.db(), caller, store.rooftop.id).await?;
    Ok(House::of(edition, store.doc_fee))
}

/// Makes the deal with the next number of its rooftop.
///
/// # Errors
/// Where the database fails.
pub async fn open(tx: &TenantTx, opening: Opening) -> Result<Deal, Problem> {
    let Opening { id, store, .. } = opening;
    let lettered: Vec<(StructureId, String, Started)> = (0..)
        .zip(opening.structures)
        .map(|(at, started)| (StructureId::new(), letter(at), started))
        .collect();
    let (chosen, chosen_letter, first) = lettered
        .get(opening.chosen)
        .ok_or_else(|| Problem::internal("a deal starts with a structure"))?;
    let number_at_rooftop = store::next_number(tx, store.rooftop.id).await?;
    let deal = Deal {
        id,
        version: 1,
        number: number::written(&store.prefix, number_at_rooftop),
        status: Status::Draft,
        status_reason: None,
        holds_vehicle: false,
        rooftop: store.rooftop,
        customer: opening.customer,
        vehicle: opening.vehicle,
        vehicle_cost: opening.vehicle_cost,
        salesperson: opening.salesperson,
        chosen: Some(Chosen::of(
            *chosen,
            chosen_letter,
            &first.name,
            first.worked.summary(),
        )),
        letters_given: u32::try_from(lettered.len()).unwrap_or(u32::MAX),
    };
    let row = store::NewDeal {
        deal: &deal,
        number_at_rooftop,
    };
    store::insert(tx, &row).await?;
    for (structure, letter, started) in &lettered {
        let row = store::NewRow {
            id: *structure,
            deal: id,
            letter,
            name: &started.name,
            worked: &started.worked,
        };
        store::insert_structure(tx, &row).await?;
    }
    store::filled_from(tx, id, opening.edition).await?;
    store::gather(tx, id).await?;
    let about = (*chosen, chosen_letter.clone());
    let entry = Entry::of_structure(Act::Created, about, None, Some(&first.worked));
    let entry = Entry {
        reason: opening.reason,
        ..entry.map_err(Problem::internal)?
    };
    store::record(tx, &deal, &entry).await?;
    events::publish(tx, &deal, "deal.created", None).await?;
    Ok(deal)
}

/// What the other services say of the parties.
struct Parties {
    store: Result<Store, Fault>,
    customer: Option<Result<DealCustomer, Fault>>,
    vehicle: Option<Result<DealVehicle, Fault>>,
    salesperson: Result<Person, Fault>,
}

async fn ask(
    platform: &Platform,
    caller: &Caller,
    deal: DealId,
    new: &NewDeal,
) -> Result<Parties, Problem> {
    let customer = async {
        match new.customer_id {
            Some(id) => directory::customer(platform, id).await.map(Some),
            None => Ok(None),
        }
    };
    let vehicle = async {
        match new.vehicle_id {
            Some(id) => directory::vehicle(platform, id, deal).await.map(Some),
            None => Ok(None),
        }
    };
    let (store, customer, vehicle, salesperson) = tokio::join!(
        directory::rooftop(platform, caller, new.rooftop_id),
        customer,
        vehicle,
        directory::salesperson(platform, caller, new.salesperson_id),
    );
    Ok(Parties {
        store: store?,
        customer: customer?,
        vehicle: vehicle?,
        salesperson: salesperson?,
    })
}

fn keep<T>(asked: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    asked.map_err(|fault| faults.push(fault)).ok()
}

/// The day it is at a rooftop, as the engine counts days.
///
/// # Errors
/// Where the database fails.
pub async fn today(platform: &Platform, caller: &Caller, store: &Store) -> Result<Date, Problem> {
    let (db, now) = (platform.db(), platform.clock().now());
    let day = store::day_at(db, caller, now, &store.timezone).await?;
    tax_day(day).ok_or_else(|| Problem::internal("the clock is out of the calendar"))
}

/// The structure that a deal starts with when none is sent, filled from the settings.
fn start(
    date: Date,
    setting: &Setting<'_>,
    terms: Option<&Start>,
    house: &House,
    faults: &mut Vec<Fault>,
) -> Option<Inputs> {
    let Some(mut inputs) = setting.start(date) else {
        let detail = "has no address with a state; send a structure with its places";
        faults.push(Fault::new("/rooftop_id", "no_place", detail));
        return None;
    };
    if let Some(terms) = terms {
        match terms.on(&mut inputs) {
            Ok(()) => house.agree(&mut inputs),
            Err(missing) => {
                faults.extend(missing);
                return None;
            }
        }
    }
    house.charge(&mut inputs);
    house.keep_books(&mut inputs);
    Some(inputs)
}
