//! A deal copied: a draft of its own, whatever became of the original.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{MANAGER, VINS, World, inputs, path, structure_path, with};

async fn copy(
    world: &World,
    deal: &platform::testkit::Answer,
    user: &platform::testkit::User,
    body: Value,
) -> platform::testkit::Answer {
    let address = format!("{}/copy", path(deal));
    world.app.post(&address, user, body).await
}

#[tokio::test]
async fn a_frozen_deal_gives_an_editable_one() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.json["structures"][0]["frozen"], true);

    let made = copy(&world, &deal, &world.manager, json!({})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.header("location"), path(&made));
    let new = &made.json;
    assert_eq!(
        (&new["number"], &new["status"], &new["version"]),
        (&json!("HM-1002"), &json!("draft"), &json!(1))
    );
    assert_eq!(new["customer"]["id"], deal.json["customer"]["id"]);
    assert_eq!(new["vehicle"]["id"], deal.json["vehicle"]["id"]);
    let (structure, original) = (&new["structures"][0], &deal.json["structures"][0]);
    assert_eq!(
        (&structure["frozen"], &structure["name"]),
        (&json!(false), &json!("72 months"))
    );
    assert_ne!(structure["id"], original["id"]);
    let mut copied = structure["inputs"].clone();
    copied["date"] = original["inputs"]["date"].clone();
    assert_eq!(copied, original["inputs"], "but for the day it is the same");

    let history = format!("{}/versions", path(&made));
    let history = world.app.get(&history, &world.manager).await;
    assert_eq!(
        (
            &history.json["items"][0]["action"],
            &history.json["items"][0]["reason"]
        ),
        (&json!("created"), &json!("Copied from HM-1001"))
    );
    let cheaper = with(inputs(), "/selling_price", json!("40500.00"));
    let saved = world
        .app
        .put(
            &structure_path(&made, 0),
            &world.manager,
            "\"1\"",
            json!({"name": "Mine", "inputs": cheaper}),
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let still = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(still.json, submitted.json, "the original is as it was");
}

#[tokio::test]
async fn for_another_vehicle_and_buyer_with_every_structure() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let mut lease = with(inputs(), "/cash_down", json!("5000.00"));
    lease["finance"]["first_payment_date"] = json!("2027-01-05");
    let second = json!({"name": "Later", "inputs": lease});
    let second = world
        .app
        .post(
            &format!("{}/structures", path(&deal)),
            &world.manager,
            second,
        )
        .await;
    assert_eq!(second.status, 201, "{}", second.text());
    let chosen = format!("{}/choose", structure_path_of(&deal, &second));
    let call = world.app.call(http::Method::POST, &chosen);
    let call = call.by(&world.manager).header("if-match", "*");
    assert_eq!(call.send().await.status, 200);

    let other = world.vehicle("H26120", VINS[2]).await;
    let body = json!({"customer_id": null, "vehicle_id": other, "structures": "all"});
    let made = copy(&world, &deal, &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.json["customer"], Value::Null);
    assert_eq!(made.json["vehicle"]["stock_number"], "H26120");
    let structures = made.json["structures"].as_array().expect("structures");
    let names: Vec<(&Value, &Value)> = structures
        .iter()
        .map(|it| (&it["letter"], &it["name"]))
        .collect();
    assert_eq!(
        names,
        [
            (&json!("A"), &json!("72 months")),
            (&json!("B"), &json!("Later"))
        ]
    );
    assert_eq!(made.json["chosen_structure_id"], structures[1]["id"]);
    // From 2026-11-21 to 2027-01-05 are 45 days, and so they are from the copy's day on.
    let day = |value: &Value| {
        let text = value.as_str().expect("a day");
        text.parse::<jiff::civil::Date>().expect("a day")
    };
    let inputs = &structures[1]["inputs"];
    let wait = day(&inputs["finance"]["first_payment_date"]) - day(&inputs["date"]);
    assert_eq!(wait.get_days(), 45);
    // Without a buyer the registration follows the store.
    assert_eq!(inputs["places"]["registration"]["zip"], "33759");

    let chosen = copy(
        &world,
        &deal,
        &world.manager,
        json!({"structures": "chosen"}),
    )
    .await;
    let structures = chosen.json["structures"].as_array().expect("structures");
    assert_eq!(structures.len(), 1);
    assert_eq!(
        (&structures[0]["letter"], &structures[0]["name"]),
        (&json!("A"), &json!("Later"))
    );
}

fn structure_path_of(
    deal: &platform::testkit::Answer,
    structure: &platform::testkit::Answer,
) -> String {
    let id = structure.json["id"].as_str().expect("an id");
    format!("{}/structures/{id}", path(deal))
}

#[tokio::test]
async fn a_vehicle_that_is_gone_is_named_and_a_copy_without_it_is_made() {
    let world = World::begin().await;
    let deal = world.deal().await;
    for step in ["submit", "approve", "contract"] {
        let taken = world.step(&deal, step, &world.manager, json!({})).await;
        assert_eq!(taken.status, 200, "{step}: {}", taken.text());
    }
    world.app.deliver_events().await;
    let gone = copy(&world, &deal, &world.manager, json!({})).await;
    assert_eq!(
        (gone.status, gone.faults()),
        (422, vec![("/vehicle_id", "not_available")])
    );
    let nobody = json!({"customer_id": Uuid::now_v7(), "vehicle_id": Uuid::now_v7()});
    let unknown = copy(&world, &deal, &world.manager, nobody).await;
    assert_eq!(
        unknown.faults(),
        [("/customer_id", "unknown"), ("/vehicle_id", "unknown")]
    );
    let without = copy(&world, &deal, &world.manager, json!({"vehicle_id": null})).await;
    assert_eq!(without.status, 201, "{}", without.text());
    assert_eq!(
        without.json["number"], "HM-1002",
        "a refused copy takes no number"
    );
    assert_eq!(without.json["vehicle"], Value::Null);
    let bad = copy(&world, &deal, &world.manager, json!({"structures": "some"})).await;
    assert_eq!(bad.faults(), [("/structures", "enum")]);
}

#[tokio::test]
async fn nobody_copies_a_deal_that_is_out_of_their_reach() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let elsewhere = world.app.user_with(world.dealership, MANAGER, |claims| {
        claims.rooftops = vec![Uuid::now_v7()];
    });
    let stranger = world.stranger().await;
    for (who, user) in [
        ("of another rooftop", &elsewhere),
        ("of another dealership", &stranger),
        ("whose deal it is not", &world.sales),
    ] {
        let refused = copy(&world, &deal, user, json!({})).await;
        assert_eq!(refused.status, 404, "somebody {who}: {}", refused.text());
    }
}

#[tokio::test]
async fn costs_are_copied_for_who_may_not_see_them() {
    let world = World::begin().await;
    let deal = world.deal_of(&world.sales).await;
    let known = json!({"name": "72 months", "inputs": inputs()});
    let known = world
        .app
        .put(&structure_path(&deal, 0), &world.manager, "*", known)
        .await;
    assert_eq!(known.status, 200, "{}", known.text());
    let made = copy(&world, &deal, &world.sales, json!({})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert!(!made.text().contains("1100.00") && !made.text().contains("acv"));
    assert_eq!(made.json["salesperson"]["id"], json!(world.sales.id));
    let full = world.app.get(&path(&made), &world.manager).await;
    let copied = &full.json["structures"][0]["inputs"];
    assert_eq!(copied["products"][0]["cost"], "1100.00");
    assert_eq!(copied["trades"][0]["acv"], "13600.00");

    // The same key twice is one deal.
    let address = format!("{}/copy", path(&deal));
    let twice = || {
        let call = world.app.call(http::Method::POST, &address);
        let call = call.by(&world.sales).header("idempotency-key", "once");
        call.json(&json!({})).send()
    };
    let (first, again) = (twice().await, twice().await);
    assert_eq!(first.json["id"], again.json["id"]);
}
