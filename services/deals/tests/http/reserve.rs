//! A reserve that is a share of the amount financed, after something else than a save moved that amount: it is never that
//! of the deal as it was.
//!
//! The deal of the tests finances 41,017.77; a dealer fee that is 100.00 higher adds its 6 % of tax (Fla. Stat. § 212.02(16);
//! the county's 1 % is of the first 5,000.00 alone): 41,123.77.

use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::lenders::{RETAIL, applied, finance, lender, northbank, sheet, world};
use crate::shelf::{columns, decide_path, decided, decision, keeper, made, stocked};
use crate::world::{VINS, World, id, inputs, path, structure_path, with};

/// A bank that pays 1 % of the amount financed.
async fn one_percent(world: &World, boss: &User) -> (Answer, String) {
    let mut bank = northbank();
    bank["reserve"] = json!({"method": "percent", "percent": "0.01"});
    let bank = lender(world, boss, bank).await;
    let sheet = applied(world, boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    (bank, sheet)
}

/// The deal of the tests on the row that buys 72 months at 5.24, with the store's doc fee of 899.00.
async fn deal(world: &World, boss: &User) -> Answer {
    let (bank, sheet) = one_percent(world, boss).await;
    let reference = json!({
        "lender": id(&bank), "lender_name": "Northbank", "programme": sheet, "row": 1, "tier": "A",
    });
    let mut inputs = with(inputs(), "/finance/programme", reference);
    inputs["finance"]
        .as_object_mut()
        .expect("terms")
        .remove("reserve");
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = world.new_deal(customer, vehicle, inputs);
    let made = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(reserve(&made.json["structures"][0]), ("41017.77", "410.18"));
    made
}

/// The amount financed of a structure and the reserve that is in its gross.
fn reserve(structure: &Value) -> (&str, &str) {
    let lines = structure["figures"]["gross"]["lines"].as_array();
    let line = lines.and_then(|lines| lines.iter().find(|line| line["code"] == "reserve"));
    let paid = line.and_then(|line| line["amount"].as_str());
    let financed = structure["figures"]["amount_financed"].as_str();
    (financed.expect("an amount"), paid.unwrap_or("none"))
}

/// The doc fee of the store goes from 899.00 to 999.00.
async fn dearer(world: &World) {
    world.set(json!({"doc_fee": "999.00"})).await;
}

#[tokio::test]
async fn a_copy_has_the_reserve_of_what_it_finances() {
    let world = world().await;
    let boss = finance(&world);
    let deal = deal(&world, &boss).await;
    dearer(&world).await;
    let copied = world
        .app
        .post(&format!("{}/copy", path(&deal)), &world.manager, json!({}))
        .await;
    assert_eq!(copied.status, 201, "{}", copied.text());
    assert_eq!(
        reserve(&copied.json["structures"][0]),
        ("41123.77", "411.24")
    );
    // Made by a salesperson, it is the same and stays hidden.
    let sam = world.app.user_with(
        world.dealership,
        &[
            "deals.read_all",
            "deals.write",
            "customers.read",
            "inventory.read",
        ],
        |_| {},
    );
    let copied = world
        .app
        .post(&format!("{}/copy", path(&deal)), &sam, json!({}))
        .await;
    assert_eq!(copied.status, 201, "{}", copied.text());
    assert!(!copied.text().contains("411.24") && !copied.text().contains("buy_rate"));
    let seen = world.app.get(&path(&copied), &world.manager).await;
    assert_eq!(reserve(&seen.json["structures"][0]), ("41123.77", "411.24"));
}

#[tokio::test]
async fn another_vehicle_brings_the_reserve_of_what_is_financed_then() {
    let world = world().await;
    let boss = finance(&world);
    let deal = deal(&world, &boss).await;
    dearer(&world).await;
    let other = world.vehicle("H26120", VINS[2]).await;
    let body = json!({
        "customer_id": deal.json["customer"]["id"], "vehicle_id": other,
        "salesperson_id": world.manager.id,
    });
    let moved = world
        .app
        .put(&path(&deal), &world.manager, deal.etag(), body)
        .await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(
        reserve(&moved.json["structures"][0]),
        ("41123.77", "411.24")
    );
}

/// Without a service contract and with GAP at 800.00 in place of 895.00, 38,253.12 are financed: 1 % is 382.53.
#[tokio::test]
async fn a_decision_on_a_menu_brings_the_reserve_of_what_is_financed_then() {
    let world = world().await;
    let boss = finance(&world);
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = deal(&world, &boss).await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    assert_eq!(menu.status, 201, "{}", menu.text());
    let answer = decided(
        &world,
        &decide_path(&deal, &menu),
        &decision(&ids),
        "k1",
        &world.manager,
    )
    .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let structure = world
        .app
        .get(&structure_path(&deal, 0), &world.manager)
        .await;
    assert_eq!(reserve(&structure.json), ("38253.12", "382.53"));
    // The next save finds nothing to mend.
    let body = json!({"name": structure.json["name"], "inputs": structure.json["inputs"]});
    let saved = world
        .app
        .put(
            &structure_path(&deal, 0),
            &world.manager,
            structure.etag(),
            body,
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.etag(), structure.etag());
}

/// The lender takes less than when the deal was made: the copy is made and says nothing false of its reserve; it is the
/// submission that holds.
#[tokio::test]
async fn a_lender_who_takes_less_by_now_stops_no_copy() {
    let world = world().await;
    let boss = finance(&world);
    let deal = deal(&world, &boss).await;
    dearer(&world).await;
    let bank = deal.json["structures"][0]["inputs"]["finance"]["programme"]["lender"].clone();
    let at = format!("/lenders/{}", bank.as_str().expect("an id"));
    let now = world.app.get(&at, &boss).await;
    // 6.49 is 1.25 over 5.24.
    let mut stricter = northbank();
    stricter["reserve"] = json!({"method": "percent", "percent": "0.01"});
    stricter["markup_caps"] = json!([{"points": "0.01"}]);
    let changed = world.app.put(&at, &boss, now.etag(), stricter).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let copied = world
        .app
        .post(&format!("{}/copy", path(&deal)), &world.manager, json!({}))
        .await;
    assert_eq!(copied.status, 201, "{}", copied.text());
    assert_eq!(
        reserve(&copied.json["structures"][0]),
        ("41123.77", "411.24")
    );
    let refused = world
        .step(&copied, "submit", &world.manager, json!({}))
        .await;
    assert_eq!(
        refused.faults(),
        [("/structure/finance/sell_rate", "over_cap")],
        "{}",
        refused.text()
    );
}
