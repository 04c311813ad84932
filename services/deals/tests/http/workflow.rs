//! From draft to delivered, and every way that is closed.

use http::Method;
use platform::testkit::Answer;
use serde_json::{Value, json};

use crate::world::{MANAGER, World, open_inputs, path};

async fn vehicle_status(world: &World, deal: &Answer) -> String {
    world.app.deliver_events().await;
    let vehicle = deal.json["vehicle"]["id"].as_str().expect("a vehicle");
    let read = world
        .app
        .on("inventory")
        .get(&format!("/vehicles/{vehicle}"), &world.manager)
        .await;
    read.json["status"].as_str().expect("a status").to_owned()
}

async fn through(world: &World, deal: &Answer, steps: &[&str]) -> Answer {
    let mut last = None;
    for step in steps {
        let taken = world
            .step(deal, step, &world.manager, json!({"reason": "As agreed"}))
            .await;
        assert_eq!(taken.status, 200, "{step}: {}", taken.text());
        last = Some(taken);
    }
    last.expect("at least one step")
}

#[tokio::test]
async fn a_deal_goes_all_the_way_and_takes_its_vehicle_along() {
    let world = World::begin().await;
    let deal = world.deal().await;
    for (step, status, vehicle) in [
        ("submit", "submitted", "available"),
        ("approve", "approved", "available"),
        ("contract", "contracted", "reserved"),
        ("fund", "funded", "reserved"),
        ("deliver", "delivered", "sold"),
    ] {
        let taken = world.step(&deal, step, &world.manager, json!({})).await;
        assert_eq!(
            (taken.status, &taken.json["status"]),
            (200, &json!(status)),
            "{}",
            taken.text()
        );
        assert_eq!(vehicle_status(&world, &deal).await, vehicle, "after {step}");
    }
    let done = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(done.json["allowed_actions"], json!([]));
    assert_eq!(done.json["history"]["versions"], 6);
    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    let acts: Vec<&Value> = versions.json["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|it| &it["action"])
        .collect();
    assert_eq!(
        acts,
        [
            "delivered",
            "funded",
            "contracted",
            "approved",
            "submitted",
            "created"
        ]
    );
}

#[tokio::test]
async fn facts_are_published_with_what_was_done() {
    let world = World::begin().await;
    let deal = world.deal().await;
    through(
        &world,
        &deal,
        &[
            "submit", "return", "submit", "approve", "contract", "cancel",
        ],
    )
    .await;
    let owner = world.app.owner().await;
    let rows = owner
        .query(
            "select kind, data from deals.outbox where kind <> 'deal.changed' order by seq",
            &[],
        )
        .await
        .expect("facts");
    let kinds: Vec<String> = rows.iter().map(|row| row.get("kind")).collect();
    let expected = [
        "deal.created",
        "deal.submitted",
        "deal.returned",
        "deal.submitted",
        "deal.approved",
        "deal.contracted",
        "deal.cancelled",
    ];
    assert_eq!(kinds, expected);
    let last: Value = rows[6].get("data");
    assert_eq!(
        (&last["number"], &last["from"], &last["reason"]),
        (&json!("HM-1001"), &json!("contracted"), &json!("As agreed"))
    );
    assert_eq!(last["vehicle_id"], deal.json["vehicle"]["id"]);
    assert_eq!(last["actor"]["name"], "Dana Kessler");
    for row in &rows {
        let data: Value = row.get("data");
        assert!(!data.to_string().contains("39412"), "facts carry no cost");
    }
}

#[tokio::test]
async fn every_entry_of_the_history_is_a_fact() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let path = deal.json["id"].as_str().expect("an id");
    let (at, first) = (
        format!("/deals/{path}"),
        deal.json["structures"][0]["id"].as_str().expect("an id"),
    );
    let copy = json!({ "copy_of": first });
    let second = world
        .app
        .post(&format!("{at}/structures"), &world.manager, copy)
        .await;
    let second = second.json["id"].as_str().expect("an id");
    let structure = format!("{at}/structures/{second}");
    let read = world.app.get(&structure, &world.manager).await;
    let named = json!({ "name": "Longer", "inputs": read.json["inputs"] });
    let put = world
        .app
        .put(&structure, &world.manager, read.etag(), named)
        .await;
    assert_eq!(put.status, 200, "{}", put.text());
    let gone = world.app.delete(&structure, &world.manager).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let deal = world.app.get(&at, &world.manager).await;
    through(&world, &deal, &["submit"]).await;

    let owner = world.app.owner().await;
    let rows = owner
        .query(
            "select subject::text, data from deals.outbox where kind = 'deal.changed' order by seq",
            &[],
        )
        .await
        .expect("facts");
    let told: Vec<Value> = rows.iter().map(|row| row.get("data")).collect();
    let short: Vec<(&Value, &Value, &Value, &Value)> = told
        .iter()
        .map(|it| {
            (
                &it["version"],
                &it["act"],
                &it["structure_id"],
                &it["revision"],
            )
        })
        .collect();
    let (first, second, none) = (json!(first), json!(second), Value::Null);
    assert_eq!(
        short,
        [
            (&json!(1), &json!("created"), &first, &json!(1)),
            (&json!(2), &json!("structure_added"), &second, &json!(1)),
            (&json!(3), &json!("structure_changed"), &second, &json!(2)),
            (&json!(4), &json!("structure_removed"), &second, &none),
            (&json!(5), &json!("submitted"), &none, &none),
        ]
    );
    for (row, data) in rows.iter().zip(&told) {
        assert_eq!(row.get::<_, &str>("subject"), path);
        assert_eq!(data["rooftop_id"], json!(world.rooftop));
        assert_eq!(data["salesperson_id"], deal.json["salesperson"]["id"]);
        assert_eq!(data["actor"]["name"], "Dana Kessler");
        assert!(!data.to_string().contains("39412"), "facts carry no cost");
    }
}

#[tokio::test]
async fn a_cancelled_deal_frees_its_vehicle_and_can_be_reopened() {
    let world = World::begin().await;
    let deal = world.deal().await;
    through(&world, &deal, &["submit", "approve", "contract"]).await;
    assert_eq!(vehicle_status(&world, &deal).await, "reserved");
    through(&world, &deal, &["cancel"]).await;
    assert_eq!(vehicle_status(&world, &deal).await, "available");
    let open = through(&world, &deal, &["reopen"]).await;
    assert_eq!(
        (&open.json["status"], &open.json["structures"][0]["frozen"]),
        (&json!("returned"), &json!(false))
    );
    through(&world, &deal, &["submit", "approve", "contract", "reopen"]).await;
    assert_eq!(
        vehicle_status(&world, &deal).await,
        "reserved",
        "a reopened contract keeps its vehicle"
    );
    let swap = world
        .app
        .put(
            &path(&deal),
            &world.manager,
            "*",
            json!({"vehicle_id": null}),
        )
        .await;
    assert_eq!(swap.status, 409, "{}", swap.text());
    through(
        &world,
        &deal,
        &["submit", "approve", "contract", "fund", "deliver"],
    )
    .await;
    assert_eq!(vehicle_status(&world, &deal).await, "sold");
}

#[tokio::test]
async fn two_deals_are_not_contracted_on_one_vehicle() {
    let world = World::begin().await;
    let first = world.deal().await;
    let (customer, vehicle) = (
        first.json["customer"]["id"].clone(),
        first.json["vehicle"]["id"].clone(),
    );
    let body = json!({"rooftop_id": world.rooftop, "customer_id": customer, "vehicle_id": vehicle,
                      "structure": {"inputs": open_inputs()}});
    let second = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(second.status, 201, "{}", second.text());
    through(&world, &first, &["submit", "approve", "contract"]).await;
    through(&world, &second, &["submit", "approve"]).await;
    // Inventory has not heard of the first contract yet; the deals themselves know.
    let refused = world
        .step(&second, "contract", &world.manager, json!({}))
        .await;
    assert_eq!((refused.status, refused.problem()), (409, "conflict"));
    assert!(
        refused.json["detail"]
            .as_str()
            .expect("a detail")
            .contains("Another deal")
    );
    // Afterwards inventory says it too.
    assert_eq!(vehicle_status(&world, &first).await, "reserved");
    let refused = world
        .step(&second, "contract", &world.manager, json!({}))
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/vehicle_id", "not_available")])
    );
}

#[tokio::test]
async fn each_step_needs_its_permission() {
    let world = World::begin().await;
    let deal = world.deal().await;
    for (step, permission) in [
        ("submit", "deals.submit"),
        ("approve", "deals.approve"),
        ("return", "deals.return"),
        ("contract", "deals.contract"),
        ("fund", "deals.fund"),
        ("deliver", "deals.deliver"),
        ("cancel", "deals.cancel"),
        ("reopen", "deals.return"),
    ] {
        let others: Vec<&str> = MANAGER
            .iter()
            .copied()
            .filter(|held| *held != permission)
            .collect();
        let nearly = world.app.user(world.dealership, &others);
        let refused = world
            .step(&deal, step, &nearly, json!({"reason": "Please"}))
            .await;
        assert_eq!(
            (refused.status, refused.problem()),
            (403, "forbidden"),
            "{step}"
        );
        assert!(
            refused.json["detail"]
                .as_str()
                .expect("a detail")
                .contains(permission)
        );
    }
    assert_eq!(
        world.app.get(&path(&deal), &world.manager).await.json["status"],
        "draft"
    );
}

#[tokio::test]
async fn offered_actions_are_those_that_the_caller_may_take() {
    let world = World::begin().await;
    let deal = world.deal_of(&world.sales).await;
    assert_eq!(deal.json["allowed_actions"], json!(["edit", "submit"]));
    let submitted = world.step(&deal, "submit", &world.sales, json!({})).await;
    assert_eq!(submitted.json["allowed_actions"], json!([]));
    let seen = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(
        seen.json["allowed_actions"],
        json!(["approve", "return", "cancel"])
    );
    let refused = world.step(&deal, "approve", &world.sales, json!({})).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn a_step_from_the_wrong_place_or_without_its_reason_says_so() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let early = world
        .step(&deal, "approve", &world.manager, json!({}))
        .await;
    assert_eq!((early.status, early.problem()), (409, "wrong-status"));
    assert_eq!(
        early.json["detail"],
        "Deal HM-1001 is draft; approve starts from submitted."
    );
    through(&world, &deal, &["submit"]).await;
    for body in [json!({}), json!({"reason": "   "})] {
        let silent = world.step(&deal, "return", &world.manager, body).await;
        assert_eq!(
            (silent.status, silent.faults()),
            (422, vec![("/reason", "required")])
        );
    }
    let returned = world
        .step(
            &deal,
            "return",
            &world.manager,
            json!({"reason": "Trade is worth less"}),
        )
        .await;
    assert_eq!(returned.json["status_reason"], "Trade is worth less");
    assert_eq!(returned.json["structures"][0]["frozen"], false);
}

#[tokio::test]
async fn a_step_needs_the_version_that_was_seen_and_no_body() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let submit = format!("{}/submit", path(&deal));
    let bare = world
        .app
        .call(Method::POST, &submit)
        .by(&world.manager)
        .send()
        .await;
    assert_eq!(bare.status, 428);
    let stale = world
        .app
        .call(Method::POST, &submit)
        .by(&world.manager)
        .header("if-match", "\"9\"")
        .send()
        .await;
    assert_eq!(stale.status, 412);
    let taken = world
        .app
        .call(Method::POST, &submit)
        .by(&world.manager)
        .header("if-match", "\"1\"")
        .send()
        .await;
    assert_eq!(
        (taken.status, taken.etag()),
        (200, "\"2\""),
        "{}",
        taken.text()
    );
}

#[tokio::test]
async fn what_is_missing_for_submission_is_named() {
    let world = World::begin().await;
    let deal = world
        .app
        .post(
            "/deals",
            &world.manager,
            json!({"rooftop_id": world.rooftop}),
        )
        .await;
    let refused = world.step(&deal, "submit", &world.manager, json!({})).await;
    let expected = vec![("/customer_id", "required"), ("/vehicle_id", "required")];
    assert_eq!((refused.status, refused.faults()), (422, expected));
}
