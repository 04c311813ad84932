//! Products that do not fit the vehicle that a deal came to have: told at once with the deal and its structure, and held
//! back from the customer and from submission.

use platform::testkit::Answer;
use serde_json::json;
use uuid::Uuid;

use crate::shelf::{contract, keeper, stocked};
use crate::world::{VINS, World, id, inputs, path, structure_path, with};

/// The service contract is for cars of at most 60,000 miles; this one has 81,000.
async fn high_mileage(world: &World) -> Uuid {
    let vehicle = json!({
        "rooftop_id": world.rooftop, "stock_number": "U3301", "vin": VINS[2], "condition": "used",
        "class": "passenger", "year": 2026, "make": "Honda", "model": "CR-V", "odometer": 81_000,
        "fuel": "hybrid", "list_price": "24000.00", "cost": "21000.00",
    });
    let made = world
        .app
        .on("inventory")
        .post("/vehicles", &world.manager, vehicle)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    id(&made)
}

/// The deal of the tests with a contract at 2,000.00 and GAP at 800.00 from the catalogue.
async fn deal(world: &World, ids: &[String; 3]) -> Answer {
    let line = |kind: &str, item: &str, plan: &str, price: &str| {
        json!({"id": format!("line-{kind}"), "kind": kind, "name": "", "price": price,
               "catalogue": {"item": item, "plan": plan}})
    };
    let products = json!([
        line("service_contract", &ids[0], "vsc-84", "2000.00"),
        line("gap", &ids[1], "gap-loan", "800.00"),
    ]);
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = world.new_deal(customer, vehicle, with(inputs(), "/products", products));
    let made = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert!(made.json.get("product_faults").is_none());
    made
}

/// Line, code and pointer of each product that is told not to fit.
fn told(answer: &Answer) -> Vec<(&str, &str, &str)> {
    let faults = answer.json["product_faults"].as_array();
    let faults = faults.map_or(&[][..], Vec::as_slice).iter();
    faults
        .map(|fault| {
            let text = |field: &str| fault[field].as_str().expect("a text");
            (text("line"), text("code"), text("pointer"))
        })
        .collect()
}

const CONTRACT: [(&str, &str, &str); 1] = [(
    "line-service_contract",
    "not_eligible",
    "/inputs/products/0",
)];

#[tokio::test]
async fn another_vehicle_goes_through_and_says_at_once_what_does_not_fit_it() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = deal(&world, &ids).await;
    let body = json!({
        "customer_id": deal.json["customer"]["id"], "vehicle_id": high_mileage(&world).await,
        "salesperson_id": world.manager.id,
    });
    let moved = world
        .app
        .put(&path(&deal), &world.manager, deal.etag(), body)
        .await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(moved.json["vehicle"]["stock_number"], "U3301");
    assert_eq!(told(&moved), CONTRACT);
    let fault = &moved.json["product_faults"][0];
    assert_eq!(fault["structure_id"], deal.json["structures"][0]["id"]);
    let detail = fault["detail"].as_str().expect("a sentence");
    assert!(
        detail.contains("60,000") && detail.ends_with("Choose another plan, or take it off."),
        "{detail}"
    );
    let at = structure_path(&deal, 0);
    for address in [&path(&deal), &at] {
        let read = world.app.get(address, &world.manager).await;
        assert_eq!(told(&read), CONTRACT, "{address}");
    }

    // Other work goes on, and says it again.
    let now = world.app.get(&at, &world.manager).await;
    let mut inputs = now.json["inputs"].clone();
    inputs["cash_down"] = json!("3500.00");
    let body = json!({"name": "72 months", "inputs": inputs});
    let saved = world.app.put(&at, &world.manager, now.etag(), body).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(told(&saved), CONTRACT);

    // No customer is shown it, and it is not submitted.
    let shown = world.show(&deal).await;
    assert_eq!(shown.faults(), [("/structure_ids/0", "not_eligible")]);
    let refused = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(
        refused.faults(),
        [("/structure/products/0", "not_eligible")],
        "{}",
        refused.text()
    );

    // Taken off, it is resolved.
    inputs["products"].as_array_mut().expect("lines").remove(0);
    let body = json!({"name": "72 months", "inputs": inputs});
    let resolved = world.app.put(&at, &world.manager, saved.etag(), body).await;
    assert_eq!(resolved.status, 200, "{}", resolved.text());
    assert!(resolved.json.get("product_faults").is_none());
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
}

#[tokio::test]
async fn a_copy_for_another_vehicle_says_it_of_each_of_its_structures() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = deal(&world, &ids).await;
    let second = json!({"name": "Again", "copy_of": deal.json["structures"][0]["id"]});
    let structures = format!("{}/structures", path(&deal));
    let second = world.app.post(&structures, &world.manager, second).await;
    assert_eq!(second.status, 201, "{}", second.text());
    let body = json!({"vehicle_id": high_mileage(&world).await, "structures": "all"});
    let copied = world
        .app
        .post(&format!("{}/copy", path(&deal)), &world.manager, body)
        .await;
    assert_eq!(copied.status, 201, "{}", copied.text());
    assert_eq!(told(&copied), [CONTRACT[0], CONTRACT[0]]);
    for n in [0, 1] {
        assert_eq!(
            copied.json["product_faults"][n]["structure_id"],
            copied.json["structures"][n]["id"]
        );
    }
    let original = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(told(&original), [], "the original is as it was");
}

/// A rate card that changed is told of drafts, and of what was submitted before it stays as it was.
#[tokio::test]
async fn a_rate_card_that_changed_is_told_of_what_can_change() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let ids = stocked(&world, &keeper).await;
    let draft = deal(&world, &ids).await;
    let copy = world
        .app
        .post(&format!("{}/copy", path(&draft)), &world.manager, json!({}))
        .await;
    let submitted = world.step(&copy, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());

    let mut cheaper = contract();
    cheaper["plans"][0]["price"] = json!("1800.00");
    cheaper["plans"][0]["price_to"] = json!("1900.00");
    let card = format!("/products/{}", ids[0]);
    let changed = world.app.put(&card, &keeper, "\"1\"", cheaper).await;
    assert_eq!(changed.status, 200, "{}", changed.text());

    let read = world.app.get(&path(&draft), &world.manager).await;
    let over = ("line-service_contract", "over_cap", "/inputs/products/0");
    assert_eq!(told(&read), [over]);
    for address in [path(&copy), structure_path(&copy, 0)] {
        let read = world.app.get(&address, &world.manager).await;
        assert_eq!(told(&read), [], "{address}");
    }
}
