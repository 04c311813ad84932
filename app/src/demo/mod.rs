//! `autolytiq demo`: a believable dealership of two stores, made anew or topped up to its full size.
//!
//! It goes through the same API as everyone, as its own people: what it may not do, it cannot do. No other
//! dealership is touched, and nothing of the demo's own is changed that somebody has worked on since.

mod api;
mod chance;
mod deals;
mod desk;
mod lenders;
mod people;
mod shelf;
mod stock;
mod vin;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use menu::{CatalogueItem, VehicleFacts};
use platform::host::Running;
use serde_json::{Value, json};

use api::Api;
use chance::Chance;

/// Everyone's password in the demo.
const PASSWORD: &str = "lantern-over-quiet-water";
const VEHICLES: [(char, usize); 2] = [('H', 120), ('T', 80)];
const CUSTOMERS: usize = 150;
const DEALS: usize = 60;

/// Name, e-mail address, title, role.
const STAFF: &[(&str, &str, &str, &str)] = &[
    (
        "Alex Wynn",
        "alex.wynn@bayline.example",
        "Administrator",
        "admin",
    ),
    (
        "Robin Achebe",
        "robin.achebe@bayline.example",
        "General manager",
        "general_manager",
    ),
    (
        "Dana Kessler",
        "dana.kessler@bayline.example",
        "Desk manager",
        "desk_manager",
    ),
    (
        "Jules Mercer",
        "jules.mercer@bayline.example",
        "Finance manager",
        "finance",
    ),
    ("Tess Boyd", "tess.boyd@bayline.example", "Office", "office"),
    ("Sam Torres", "sam.torres@bayline.example", "Sales", "sales"),
    ("Lena Park", "lena.park@bayline.example", "Sales", "sales"),
    ("Jo Moss", "jo.moss@bayline.example", "Sales", "sales"),
];

/// Makes the demo dealership or tops it up, then prints who can sign in.
pub async fn make(running: &Running) -> anyhow::Result<()> {
    let gateway = running
        .router("gateway")
        .context("the gateway does not run here")?;
    let door = Api::new(gateway);
    let (_, admin_email, ..) = STAFF[0];
    let admin = match door.sign_in(admin_email, PASSWORD).await? {
        Some(admin) => admin,
        None => {
            found(running).await?;
            door.sign_in(admin_email, PASSWORD)
                .await?
                .context("the demo's administrator cannot sign in: its password was changed, and the demo was left as it is")?
        }
    };

    let rooftops = rooftops(&admin).await?;
    hire(&admin).await?;
    let [gulf, hill] = &rooftops;
    desk::set(&admin, gulf, &desk::gulf()).await?;
    desk::set(&admin, hill, &desk::hill()).await?;
    let mut staff = Staff::default();
    for (_, email, _, role) in STAFF {
        if let Some(person) = door.sign_in(email, PASSWORD).await? {
            staff.0.entry(role).or_default().push(person);
        }
    }

    stock_up(staff.first("desk_manager")?, &rooftops).await?;
    meet(staff.first("sales")?, &rooftops).await?;
    sell_to(running, staff.first("finance")?, &rooftops).await?;
    let catalogue = shelf::stock(staff.first("finance")?, &rooftops).await?;
    make_deals(running, &staff, &rooftops, &catalogue).await?;
    announce();
    Ok(())
}

/// Those who could be signed in, by role.
#[derive(Default)]
struct Staff(BTreeMap<&'static str, Vec<Api>>);

impl Staff {
    fn first(&self, role: &str) -> anyhow::Result<&Api> {
        self.turn(role, 0)
    }

    /// People of one role take turns.
    fn turn(&self, role: &str, index: usize) -> anyhow::Result<&Api> {
        self.0
            .get(role)
            .and_then(|people| people.get(index % people.len()))
            .with_context(|| {
                format!("nobody of the role {role} can sign in with the demo's password any more")
            })
    }
}

/// The dealership itself, its first store and its administrator.
async fn found(running: &Running) -> anyhow::Result<()> {
    let platform = running
        .platform("identity")
        .context("identity does not run here")?;
    let (name, email, ..) = STAFF[0];
    identity::admin::create_dealership(
        platform,
        identity::admin::NewDealership {
            name: "Bayline Auto Group",
            rooftop: serde_json::from_value(gulf_store())?,
            admin_name: name,
            admin_email: email,
            admin_password: PASSWORD,
        },
    )
    .await
    .map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    Ok(())
}

fn gulf_store() -> Value {
    json!({
        "name": "Bayline Honda Clearwater", "code": "BH", "phone": "+17275550100", "timezone": "America/New_York",
        "default_doc_fee": "899.00",
        "address": { "street": "2100 Harborside Blvd", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
    })
}

fn hill_store() -> Value {
    json!({
        "name": "Bayline Toyota Round Rock", "code": "BT", "phone": "+15125550100", "timezone": "America/Chicago",
        "default_doc_fee": "225.00",
        "address": { "street": "400 Palm Valley Blvd", "city": "Round Rock", "county": "Williamson", "state": "TX", "zip": "78664" },
    })
}

/// The ids of the two stores, the Florida one first.
async fn rooftops(admin: &Api) -> anyhow::Result<[String; 2]> {
    let mut known = BTreeMap::new();
    for rooftop in admin.list("/rooftops").await? {
        known.insert(text(&rooftop, "code")?, text(&rooftop, "id")?);
    }
    if !known.contains_key("BT") {
        let made = admin.post("/rooftops", &hill_store()).await?.body;
        known.insert("BT".to_owned(), text(&made, "id")?);
    }
    match (known.remove("BH"), known.remove("BT")) {
        (Some(gulf), Some(hill)) => Ok([gulf, hill]),
        _ => bail!("the demo dealership has no store with the code BH any more"),
    }
}

/// The people who are not there yet.
async fn hire(admin: &Api) -> anyhow::Result<()> {
    let mut known = BTreeSet::new();
    for user in admin.list("/users").await? {
        known.insert(text(&user, "email")?);
    }
    for (name, email, title, role) in STAFF
        .iter()
        .filter(|(_, email, ..)| !known.contains(*email))
    {
        let person = json!({ "email": email, "name": name, "title": title, "roles": [role], "password": PASSWORD });
        admin.post("/users", &person).await?;
    }
    Ok(())
}

/// The vehicles whose stock numbers are not there yet.
async fn stock_up(manager: &Api, rooftops: &[String; 2]) -> anyhow::Result<()> {
    let mut known = BTreeSet::new();
    for vehicle in manager.list("/vehicles").await? {
        known.insert(text(&vehicle, "stock_number")?);
    }
    for ((letter, count), rooftop) in VEHICLES.iter().zip(rooftops) {
        for index in 0..*count {
            let vehicle = stock::vehicle(*letter, index, rooftop);
            if !known.contains(&text(&vehicle, "stock_number")?) {
                manager.post("/vehicles", &vehicle).await?;
            }
        }
    }
    Ok(())
}

/// The customers who are not there yet.
async fn meet(sales: &Api, rooftops: &[String; 2]) -> anyhow::Result<()> {
    let known = sales.list("/customers").await?.len();
    for index in known..CUSTOMERS {
        sales
            .post(
                "/customers",
                &people::customer(index, [&rooftops[0], &rooftops[1]]),
            )
            .await?;
    }
    Ok(())
}

/// The lenders that are not there yet, with their rate sheets as they send them.
async fn sell_to(running: &Running, finance: &Api, rooftops: &[String; 2]) -> anyhow::Result<()> {
    let mut known = BTreeSet::new();
    for lender in finance.list("/lenders").await? {
        known.insert(text(&lender, "name")?);
    }
    let deals = running
        .platform("deals")
        .context("deals does not run here")?;
    let now = deals.clock().now().to_string();
    let (year, month) = (now.get(..4), now.get(..7));
    let (year, month) = year.zip(month).context("the clock tells no month")?;
    let winter = format!("{}-12-01", year.parse::<u16>()? - 1);
    let month = format!("{month}-01");
    for mut one in lenders::lenders(&winter, &month, rooftops) {
        if known.contains(&text(&one.lender, "name")?) {
            continue;
        }
        let lender = text(&finance.post("/lenders", &one.lender).await?.body, "id")?;
        for sheet in &mut one.sheets {
            sheet["lender_id"] = json!(lender);
            let imports = "/lenders/programmes/imports";
            let import = finance.post(imports, sheet).await?.body;
            let apply = format!("{imports}/{}/apply", text(&import, "id")?);
            finance.post(&apply, &json!({})).await?;
        }
    }
    Ok(())
}

/// The deals that are missing, each taken as far as it has come.
async fn make_deals(
    running: &Running,
    staff: &Staff,
    rooftops: &[String; 2],
    catalogue: &[CatalogueItem],
) -> anyhow::Result<()> {
    let manager = staff.first("desk_manager")?;
    let known = manager.list("/deals").await?.len();
    if known >= DEALS {
        return Ok(());
    }
    let mut vehicles = BTreeMap::new();
    let mut customers = BTreeMap::new();
    for rooftop in rooftops {
        vehicles.insert(
            rooftop,
            manager
                .list(&format!("/vehicles?status=available&rooftop_id={rooftop}"))
                .await?,
        );
        customers.insert(
            rooftop,
            manager
                .list(&format!("/customers?rooftop_id={rooftop}"))
                .await?,
        );
    }
    for index in known..DEALS {
        let rooftop = &rooftops[usize::from(index.is_multiple_of(3))];
        let ids = |list: &Value| text(list, "id");
        let vehicle = vehicles
            .get_mut(rooftop)
            .and_then(|list| pick_out(list, index));
        let vehicle = ids(&vehicle.context("every vehicle of the demo's stock is spoken for")?)?;
        let customer = customers
            .get_mut(rooftop)
            .and_then(|list| pick_out(list, index));
        let customer = ids(&customer.context("every customer of the demo has a deal")?)?;

        let seller = staff.turn("sales", index)?;
        let new = json!({ "rooftop_id": rooftop, "vehicle_id": vehicle, "customer_id": customer });
        let deal = seller.post("/deals", &new).await?.body;
        let path = format!("/deals/{}", text(&deal, "id")?);
        agree(manager, &path, index, catalogue)
            .await
            .with_context(|| format!("the demo's deal {index}"))?;

        for (role, action, reason) in deals::moves(deals::step(index)) {
            let who = match (*role, *action) {
                ("sales", _) => seller,
                // What is beyond the desk's own limits goes a floor higher.
                (role, "approve") if !desk::within(staff.first(role)?, &path).await? => {
                    staff.first("general_manager")?
                }
                (role, _) => staff.first(role)?,
            };
            let etag = who.get(&path).await?.etag.context("a deal has an ETag")?;
            let body = match reason {
                Some(reason) => json!({ "reason": reason }),
                None if *action == "submit" => desk::submission(who, &path).await?,
                None => json!({}),
            };
            who.step(&format!("{path}/{action}"), &body, &etag).await?;
        }
    }
    running
        .deliver_events()
        .await
        .map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    Ok(())
}

/// Takes one out from anywhere in a list, so that neighbours in it do not come one after the other.
fn pick_out(list: &mut Vec<Value>, index: usize) -> Option<Value> {
    (!list.is_empty()).then(|| list.swap_remove((index * 37 + 11) % list.len()))
}

/// Writes what was agreed into the deal's first structure, and adds a second one to some.
async fn agree(
    manager: &Api,
    path: &str,
    index: usize,
    catalogue: &[CatalogueItem],
) -> anyhow::Result<()> {
    let deal = manager.get(path).await?.body;
    let structure = &deal["structures"][0];
    let structure_path = format!("{path}/structures/{}", text(structure, "id")?);
    let mut inputs = structure["inputs"].clone();
    deals::agree(index, &mut inputs);
    let rooftop = text(&deal, "rooftop_id")?;
    let vehicle = VehicleFacts {
        make: deal["vehicle"]["make"].as_str().map(str::to_owned),
        certified: deal["vehicle"]["certified"].as_bool(),
    };
    shelf::sell(catalogue, (index, &rooftop), &vehicle, &mut inputs)?;
    let buyer = lenders::applicant(&mut Chance::of(0xCAFE, index));
    by_a_sheet(manager, &deal, &buyer, &mut inputs).await?;
    let etag = manager
        .get(&structure_path)
        .await?
        .etag
        .context("a structure has an ETag")?;
    manager
        .put(
            &structure_path,
            &json!({ "name": "As asked", "inputs": inputs }),
            &etag,
        )
        .await?;
    if index.is_multiple_of(4) && inputs["kind"] == "retail" {
        inputs["finance"]["term_months"] = json!(84);
        inputs["cash_down"] = json!("4000.00");
        by_a_sheet(manager, &deal, &buyer, &mut inputs).await?;
        let longer = json!({ "name": "Longer term", "inputs": inputs });
        manager.post(&format!("{path}/structures"), &longer).await?;
    }
    let etag = manager
        .get(path)
        .await?
        .etag
        .context("a deal has an ETag")?;
    manager
        .put(&format!("{path}/applicant"), &buyer, &etag)
        .await?;
    Ok(())
}

/// Takes the best row of the lenders' sheets that fits the buyer, where one does; a deal without one keeps what was typed.
async fn by_a_sheet(
    manager: &Api,
    deal: &Value,
    buyer: &Value,
    inputs: &mut Value,
) -> anyhow::Result<()> {
    if inputs["kind"] == "cash" {
        return Ok(());
    }
    let vehicle = &deal["vehicle"];
    let ask = json!({
        "deal": inputs, "applicant": buyer, "rooftop_id": deal["rooftop_id"], "best_only": true,
        "vehicle": { "make": vehicle["make"], "model": vehicle["model"], "trim": vehicle["trim"],
                     "certified": vehicle["certified"] },
        "wish": { "markup": "0.01", "factor_markup": "0.0002" },
    });
    let scan = manager.post("/desk/scan", &ask).await?.body;
    let offers = scan["offers"].as_array().map(Vec::as_slice);
    let fits = |offer: &&Value| offer["verdict"] == "fits";
    match offers.unwrap_or_default().iter().find(fits) {
        Some(offer) => lenders::take(offer, inputs),
        None => {
            // The row of another term is not this term's.
            if let Some(finance) = inputs.get_mut("finance").and_then(Value::as_object_mut) {
                finance.remove("programme");
            }
        }
    }
    Ok(())
}

fn announce() {
    println!("Demo dealership Bayline Auto Group. Everyone's password: {PASSWORD}");
    for (name, email, title, _) in STAFF {
        println!("  {email:<32} {name}, {title}");
    }
}

fn text(value: &Value, field: &str) -> anyhow::Result<String> {
    value[field]
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("no {field} in {value}"))
}
