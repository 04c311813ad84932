//! Making a deal: who and what it is about, its number, its first structure.

use desk::Deal as Inputs;
use money::Cents;
use platform::auth::Caller;
use platform::db::TenantTx;
use platform::{Fault, Platform, Problem};
use tax::Date;

use crate::api::views::NewDeal;
use crate::deal::{Chosen, Deal, DealId, Person, StructureId};
use crate::desking::Setting;
use crate::directory::{self, Store};
use crate::events;
use crate::number;
use crate::parties::{DealCustomer, DealVehicle};
use crate::rates::in_force;
use crate::store;
use crate::structure::{Worked, letter};
use crate::version::{Act, Entry};
use crate::workflow::Status;

const NAME: &str = "First structure";

/// A deal that can be made: everything is known but its number.
pub struct Opening {
    id: DealId,
    store: Store,
    customer: Option<DealCustomer>,
    vehicle: Option<DealVehicle>,
    vehicle_cost: Option<Cents>,
    salesperson: Person,
    name: String,
    worked: Worked,
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
    let (name, inputs) = match (&new.structure, &store) {
        (Some(first), _) => (first.name.clone(), Some(first.inputs.clone())),
        (None, Some(store)) => {
            let setting = Setting {
                rooftop: &store.rooftop,
                customer: customer.as_ref(),
                vehicle: vehicle.as_ref(),
                vehicle_cost,
            };
            let started = started(platform, caller, store, &setting, &mut faults);
            (None, started.await?)
        }
        (None, None) => (None, None),
    };
    let rates = in_force::current(platform.db(), caller).await?;
    let worked = inputs.and_then(|inputs| {
        let inputs = Inputs {
            vehicle_cost,
            ..inputs
        };
        let worked = Worked::out(&inputs, &rates, "/structure/inputs");
        worked.map_err(|wrong| faults.extend(wrong)).ok()
    });
    let (Some(store), Some(salesperson), Some(worked), true) =
        (store, salesperson, worked, faults.is_empty())
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
        name: name.unwrap_or_else(|| NAME.to_owned()),
        worked,
    })
}

/// Makes the deal with the next number of its rooftop.
///
/// # Errors
/// Where the database fails.
pub async fn open(tx: &TenantTx, opening: Opening) -> Result<Deal, Problem> {
    let Opening {
        id,
        store,
        worked,
        name,
        ..
    } = opening;
    let structure = StructureId::new();
    let first = letter(0);
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
        chosen: Some(Chosen::of(structure, &first, &name, worked.summary())),
        letters_given: 1,
    };
    let row = store::NewDeal {
        deal: &deal,
        number_at_rooftop,
    };
    store::insert(tx, &row).await?;
    let row = store::NewRow {
        id: structure,
        deal: id,
        letter: &first,
        name: &name,
        worked: &worked,
    };
    store::insert_structure(tx, &row).await?;
    store::gather(tx, id).await?;
    let entry = Entry::of_structure(Act::Created, (structure, first), None, Some(&worked));
    store::record(tx, &deal, &entry.map_err(Problem::internal)?).await?;
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

async fn started(
    platform: &Platform,
    caller: &Caller,
    store: &Store,
    setting: &Setting<'_>,
    faults: &mut Vec<Fault>,
) -> Result<Option<Inputs>, Problem> {
    let day = store::day_at(
        platform.db(),
        caller,
        platform.clock().now(),
        &store.timezone,
    )
    .await?;
    let year = u16::try_from(day.year()).unwrap_or_default();
    let month = u8::try_from(day.month()).unwrap_or_default();
    let date = Date::new(year, month, u8::try_from(day.day()).unwrap_or_default())
        .ok_or_else(|| Problem::internal("the clock is out of the calendar"))?;
    let inputs = setting.start(date, store.doc_fee);
    if inputs.is_none() {
        let detail = "has no address with a state; send a structure with its places";
        faults.push(Fault::new("/rooftop_id", "no_place", detail));
    }
    Ok(inputs)
}
