//! Certified vehicles: what inventory says of one is on the deal, and lenders' rows and rate cards for certified vehicles
//! are held to it.

use platform::testkit::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::lenders::{applied, finance, lender, northbank, sheet, world};
use crate::shelf::keeper;
use crate::world::{VINS, World, id, open_inputs, path, structure_path, with};

/// Tier A: any used car at 6.49, a certified one at 5.74.
const SHEET: &str = "\
tier,score_from,score_to,term_from,term_to,condition,buy_rate_percent,markup_to_percent
A,720,,24,72,used,6.49,2
A,720,,24,72,certified,5.74,2
";

/// A used Honda as inventory takes it.
fn used(world: &World, number: usize, certified: bool) -> Value {
    json!({
        "rooftop_id": world.rooftop, "stock_number": format!("P2400{number}"), "vin": VINS[number], "condition": "used",
        "certified": certified, "year": 2026, "make": "Honda", "model": "CR-V", "odometer": 9_400,
        "list_price": "36000.00",
    })
}

async fn enter(world: &World, vehicle: Value) -> Uuid {
    let inventory = world.app.on("inventory");
    let made = inventory.post("/vehicles", &world.manager, vehicle).await;
    assert_eq!(made.status, 201, "{}", made.text());
    id(&made)
}

fn inputs() -> Value {
    with(open_inputs(), "/vehicle/condition", json!("used"))
}

async fn deal_on(world: &World, customer: Uuid, vehicle: Uuid) -> Answer {
    let body = world.new_deal(customer, vehicle, inputs());
    let made = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made
}

/// Verdict and reasons of each row of the sheet for a vehicle of these facts, by the number of the row.
async fn rows(world: &World, vehicle: Value) -> Vec<(String, Vec<String>)> {
    let ask = json!({"deal": inputs(), "rooftop_id": world.rooftop, "applicant": {"score": 745}, "vehicle": vehicle});
    let scan = world.app.post("/desk/scan", &finance(world), ask).await;
    assert_eq!(scan.status, 200, "{}", scan.text());
    let mut offers = scan.json["offers"].as_array().expect("offers").clone();
    offers.sort_by_key(|offer| offer["row"].as_u64());
    let words = |offer: &Value| {
        let reasons = offer["reasons"].as_array().into_iter().flatten();
        let codes = reasons.filter_map(|reason| reason["code"].as_str());
        let verdict = offer["verdict"].as_str().expect("a verdict");
        (verdict.to_owned(), codes.map(str::to_owned).collect())
    };
    offers.iter().map(words).collect()
}

#[tokio::test]
async fn a_row_for_certified_vehicles_fits_one_that_is_and_no_other() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    applied(&world, &boss, sheet(&bank, "2026-11-01", SHEET)).await;
    let customer = world.customer().await;
    let facts = |deal: &Answer| {
        let vehicle = &deal.json["vehicle"];
        json!({"make": vehicle["make"], "model": vehicle["model"], "certified": vehicle["certified"]})
    };
    let fits = || ("fits".to_owned(), Vec::new());

    let certified = enter(&world, used(&world, 0, true)).await;
    let deal = deal_on(&world, customer, certified).await;
    assert_eq!(deal.json["vehicle"]["certified"], json!(true));
    // A certified vehicle is a used one too.
    assert_eq!(rows(&world, facts(&deal)).await, [fits(), fits()]);

    let plain = enter(&world, used(&world, 1, false)).await;
    let deal = deal_on(&world, customer, plain).await;
    assert_eq!(deal.json["vehicle"]["certified"], json!(false));
    let not_taken = vec!["condition_not_taken".to_owned()];
    assert_eq!(
        rows(&world, facts(&deal)).await,
        [fits(), ("does_not_fit".to_owned(), not_taken)]
    );
    // Nothing is assumed of a vehicle that nobody was asked about.
    assert_eq!(
        rows(&world, json!({"make": "Honda"})).await,
        [
            fits(),
            ("not_known".to_owned(), vec!["not_known".to_owned()])
        ]
    );
}

/// A contract for certified vehicles alone, and the line that sells it.
async fn contract(world: &World) -> Value {
    let product = json!({
        "name": "Certified wrap", "kind": "service_contract", "payee": "Summit Protection",
        "plans": [{"id": "wrap-60", "name": "60 months", "term_months": 60, "cost": "865.00", "price": "1795.00",
                   "conditions": ["certified"]}],
    });
    let made = world.app.post("/products", &keeper(world), product).await;
    assert_eq!(made.status, 201, "{}", made.text());
    json!([{"id": "wrap", "kind": "service_contract", "name": "Certified wrap", "price": "1795.00",
            "catalogue": {"item": id(&made), "plan": "wrap-60"}}])
}

async fn save(world: &World, deal: &Answer, products: &Value) -> Answer {
    let inputs = with(inputs(), "/products", products.clone());
    let body = json!({"name": "72 months", "inputs": inputs});
    let at = structure_path(deal, 0);
    world.app.put(&at, &world.manager, "*", body).await
}

#[tokio::test]
async fn a_plan_for_certified_vehicles_is_sold_on_one_that_is_and_no_other() {
    let world = World::begin().await;
    let customer = world.customer().await;
    let products = contract(&world).await;
    let certified = enter(&world, used(&world, 0, true)).await;
    let deal = deal_on(&world, customer, certified).await;
    let saved = save(&world, &deal, &products).await;
    assert_eq!(saved.status, 200, "{}", saved.text());

    let plain = enter(&world, used(&world, 1, false)).await;
    let deal = deal_on(&world, customer, plain).await;
    let refused = save(&world, &deal, &products).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/inputs/products/0", "not_eligible")])
    );
}

#[tokio::test]
async fn at_submission_inventory_is_asked_once_more_and_then_the_deal_keeps_it() {
    let world = World::begin().await;
    let customer = world.customer().await;
    let products = contract(&world).await;
    let vehicle = enter(&world, used(&world, 0, true)).await;
    let deal = deal_on(&world, customer, vehicle).await;
    assert_eq!(save(&world, &deal, &products).await.status, 200);
    let say = async |certified: bool| {
        let (inventory, at) = (world.app.on("inventory"), format!("/vehicles/{vehicle}"));
        let etag = inventory.get(&at, &world.manager).await.etag().to_owned();
        let details = used(&world, 0, certified);
        let put = inventory.put(&at, &world.manager, &etag, details).await;
        assert_eq!(put.status, 200, "{}", put.text());
    };
    say(false).await;
    let refused = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/structure/products/0", "not_eligible")])
    );
    say(true).await;
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
    say(false).await;
    let kept = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(kept.json["vehicle"]["certified"], json!(true));
}
