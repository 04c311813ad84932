//! Making, reading, changing and deleting deals.

use std::collections::BTreeSet;

use http::Method;
use serde_json::json;
use uuid::Uuid;

use crate::world::{MANAGER, SALES, World, house, inputs, open_inputs, path};

/// Florida taxes the price, accessories, dealer fee and service contract less the trade at 6 %, and Pinellas 1 % of
/// the first 5,000.00 of the vehicle and all of the contract: 28,113.00 × 6 % + 50.00 + 2,495.00 × 7 % = 1,911.43.
#[tokio::test]
async fn a_deal_is_made_with_the_figures_of_the_engine() {
    let world = World::begin().await;
    let made = world.deal().await;
    assert_eq!(made.header("location"), path(&made));
    assert_eq!(made.etag(), "\"1\"");
    let deal = &made.json;
    assert_eq!(
        (&deal["number"], &deal["status"]),
        (&json!("HM-1001"), &json!("draft"))
    );
    assert_eq!(deal["customer"]["name"], "Marisol Ortega");
    assert_eq!(
        deal["vehicle"]["name"],
        "2026 Honda CR-V Sport Touring Hybrid"
    );
    assert_eq!(deal["salesperson"]["name"], "Dana Kessler");
    assert_eq!(deal["rooftop"]["name"], "Harbor Motors Clearwater");
    let structure = &deal["structures"][0];
    assert_eq!(
        (&structure["letter"], &structure["name"]),
        (&json!("A"), &json!("72 months"))
    );
    assert_eq!(deal["chosen_structure_id"], structure["id"]);
    let figures = &structure["figures"];
    for (field, amount) in [
        ("tax_total", "1911.43"),
        // 41,000.00 + 714.00 + 899.00 + 384.90 + 3,390.00 + 1,911.43
        ("total_price", "48299.33"),
        // less 14,500.00 − 11,218.44, 1,000.00 and 3,000.00
        ("amount_financed", "41017.77"),
    ] {
        assert_eq!(figures[field], amount, "{field}");
    }
    // 41,017.77 × i ÷ (1 − (1 + i)⁻⁷²) with i = 0.0649 ÷ 12
    assert_eq!(figures["loan"]["payment"], "689.31");
    // 1,588.00 on the vehicle, 384.00 on accessories, 899.00 fee, 900.00 over the trade's value
    assert_eq!(figures["gross"]["front"], "1971.00");
    let read = world.app.get(&path(&made), &world.manager).await;
    assert_eq!((read.status, read.etag()), (200, "\"1\""));
    assert_eq!(read.json, made.json, "what is made is what is read");
}

/// 41,899.00 × 6 % + 50.00 = 2,563.94 of tax on the list price and the rooftop's fee.
#[tokio::test]
async fn without_a_structure_the_server_starts_one() {
    let world = World::begin().await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = json!({"rooftop_id": world.rooftop, "customer_id": customer, "vehicle_id": vehicle});
    let made = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let structure = &made.json["structures"][0];
    assert_eq!(
        structure["inputs"]["places"]["registration"]["zip"], "33707",
        "the buyer's home"
    );
    assert_eq!(structure["inputs"]["places"]["dealer"]["zip"], "33759");
    assert_eq!(structure["figures"]["tax_total"], "2563.94");
    assert_eq!(structure["figures"]["balance_due"], "44462.94");

    let bare = world
        .app
        .post("/deals", &world.sales, json!({"rooftop_id": world.rooftop}))
        .await;
    assert_eq!(bare.status, 201, "{}", bare.text());
    assert_eq!(bare.json["customer"], json!(null));
    assert_eq!(
        bare.json["structures"][0]["inputs"]["places"]["registration"]["zip"],
        "33759"
    );
}

#[tokio::test]
async fn numbers_have_neither_gaps_nor_twins_when_many_are_made_at_once() {
    // Few connections, so that the deals meet at the number and not at the doors of their neighbours.
    let world = World::begin_in(house().setting("DB_CONNECTIONS", "2").start().await).await;
    let good = json!({"rooftop_id": world.rooftop});
    let bad = json!({"rooftop_id": world.rooftop, "customer_id": Uuid::now_v7()});
    let all = (0..12).map(|n| {
        let body = if n % 4 == 3 {
            bad.clone()
        } else {
            good.clone()
        };
        world.app.post("/deals", &world.manager, body)
    });
    let mut numbers = BTreeSet::new();
    for made in futures_util::future::join_all(all).await {
        if made.status == 201 {
            numbers.insert(made.json["number"].as_str().expect("a number").to_owned());
        } else {
            assert_eq!(made.status, 422, "{}", made.text());
        }
    }
    let expected: BTreeSet<String> = (1001..=1009).map(|n| format!("HM-{n}")).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn a_repeated_key_gives_the_same_deal_and_another_body_is_refused() {
    let world = World::begin().await;
    let send = |body: serde_json::Value| {
        let call = world.app.call(Method::POST, "/deals").by(&world.manager);
        call.header("idempotency-key", "first-try")
            .json(&body)
            .send()
    };
    let body = json!({"rooftop_id": world.rooftop});
    let (first, again) = (send(body.clone()).await, send(body).await);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json, again.json);
    let other = send(json!({"rooftop_id": world.rooftop, "salesperson_id": null})).await;
    assert_eq!(
        (other.status, other.problem()),
        (422, "idempotency-key-reused")
    );
    let list = world.app.get("/deals", &world.manager).await;
    assert_eq!(list.json["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn parties_that_do_not_exist_are_named_all_at_once_with_the_faults_of_the_inputs() {
    let world = World::begin().await;
    let mut inputs = open_inputs();
    inputs["selling_price"] = json!("-1.00");
    let body = json!({
        "rooftop_id": Uuid::now_v7(), "customer_id": Uuid::now_v7(), "vehicle_id": Uuid::now_v7(),
        "salesperson_id": Uuid::now_v7(), "structure": {"inputs": inputs},
    });
    let refused = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let pointers: Vec<&str> = refused
        .faults()
        .iter()
        .map(|(pointer, _)| *pointer)
        .collect();
    for expected in [
        "/rooftop_id",
        "/customer_id",
        "/vehicle_id",
        "/salesperson_id",
        "/structure/inputs/selling_price",
    ] {
        assert!(pointers.contains(&expected), "{expected} in {pointers:?}");
    }
    let list = world.app.get("/deals", &world.manager).await;
    assert_eq!(list.json["items"], json!([]), "nothing half-made");
}

#[tokio::test]
async fn a_vehicle_that_is_not_to_be_had_is_a_fault_of_its_field() {
    let world = World::begin().await;
    let vehicle = world.car().await;
    let hold = json!({"to": "hold", "reason": "Recall"});
    let vehicle_path = format!("/vehicles/{vehicle}");
    let inventory = world.app.on("inventory");
    let tag = inventory
        .get(&vehicle_path, &world.manager)
        .await
        .etag()
        .to_owned();
    let call = inventory
        .call(Method::POST, &format!("{vehicle_path}/status"))
        .by(&world.manager);
    let held = call.header("if-match", &tag).json(&hold).send().await;
    assert!((200..300).contains(&held.status), "{}", held.text());
    let body = json!({"rooftop_id": world.rooftop, "vehicle_id": vehicle});
    let refused = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/vehicle_id", "not_available")])
    );
}

#[tokio::test]
async fn another_buyer_and_vehicle_move_the_figures_and_are_kept_in_the_history() {
    let world = World::begin().await;
    let body = json!({"rooftop_id": world.rooftop, "structure": {"inputs": inputs()}});
    let made = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(
        made.json["structures"][0]["figures"]["gross"],
        json!(null),
        "no vehicle, no cost"
    );
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let parties = json!({"customer_id": customer, "vehicle_id": vehicle});
    let put = world
        .app
        .put(&path(&made), &world.manager, made.etag(), parties.clone())
        .await;
    assert_eq!((put.status, put.etag()), (200, "\"2\""), "{}", put.text());
    assert_eq!(put.json["customer"]["name"], "Marisol Ortega");
    assert_eq!(
        put.json["structures"][0]["inputs"]["vehicle_cost"],
        "39412.00"
    );
    assert_eq!(
        put.json["structures"][0]["figures"]["gross"]["front"],
        "1971.00"
    );

    let same = world
        .app
        .put(&path(&made), &world.manager, put.etag(), parties)
        .await;
    assert_eq!(
        (same.status, same.etag()),
        (200, "\"2\""),
        "nothing changed, nothing counted"
    );
    let versions = world
        .app
        .get(&format!("{}/versions", path(&made)), &world.manager)
        .await;
    let last = &versions.json["items"][0];
    assert_eq!(
        (&last["action"], &last["actor"]["name"]),
        (&json!("changed"), &json!("Dana Kessler"))
    );
    let changed: Vec<&str> = last["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter_map(|change| change["pointer"].as_str())
        .collect();
    assert_eq!(
        changed,
        ["/customer", "/customer_id", "/vehicle", "/vehicle_id"]
    );
}

#[tokio::test]
async fn only_drafts_are_deleted() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
    let refused = world.app.delete(&path(&deal), &world.manager).await;
    assert_eq!(refused.status, 409);

    let draft = world
        .app
        .post(
            "/deals",
            &world.manager,
            json!({"rooftop_id": world.rooftop}),
        )
        .await;
    assert_eq!(
        world.app.delete(&path(&draft), &world.manager).await.status,
        204
    );
    assert_eq!(
        world.app.get(&path(&draft), &world.manager).await.status,
        404
    );
    assert_eq!(
        world.app.delete(&path(&draft), &world.manager).await.status,
        404
    );
    let next = world
        .app
        .post(
            "/deals",
            &world.manager,
            json!({"rooftop_id": world.rooftop}),
        )
        .await;
    assert_eq!(
        next.json["number"], "HM-1003",
        "the number of a deleted draft is not given again"
    );
}

#[tokio::test]
async fn updates_ask_for_the_version_that_was_read() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let missing = world
        .app
        .call(Method::PUT, &path(&deal))
        .by(&world.manager)
        .json(&json!({}))
        .send()
        .await;
    assert_eq!(
        (missing.status, missing.problem()),
        (428, "if-match-required")
    );
    let stale = world
        .app
        .put(&path(&deal), &world.manager, "\"7\"", json!({}))
        .await;
    assert_eq!((stale.status, stale.problem()), (412, "stale"));
}

#[tokio::test]
async fn salespeople_reach_their_own_deals_and_those_of_their_rooftops() {
    let world = World::begin().await;
    let own = world.deal_of(&world.sales).await;
    let other = world.app.user(world.dealership, SALES);
    assert_eq!(world.app.get(&path(&own), &world.sales).await.status, 200);
    assert_eq!(world.app.get(&path(&own), &other).await.status, 404);
    assert_eq!(
        world.app.get("/deals", &other).await.json["items"],
        json!([])
    );
    let body = json!({"customer_id": null, "vehicle_id": null});
    assert_eq!(
        world.app.put(&path(&own), &other, "*", body).await.status,
        404
    );

    let elsewhere = world.app.user_with(world.dealership, MANAGER, |claims| {
        claims.rooftops = vec![Uuid::now_v7()]
    });
    assert_eq!(world.app.get(&path(&own), &elsewhere).await.status, 404);
    let refused = world
        .app
        .post("/deals", &elsewhere, json!({"rooftop_id": world.rooftop}))
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/rooftop_id", "unknown")])
    );
}

#[tokio::test]
async fn a_deal_of_another_dealership_does_not_exist() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let stranger = world.stranger().await;
    let own = format!(
        "{}/structures/{}",
        path(&deal),
        deal.json["chosen_structure_id"].as_str().expect("an id")
    );
    for address in ["", "/versions", "/worksheet"] {
        let answer = world
            .app
            .get(&format!("{}{address}", path(&deal)), &stranger)
            .await;
        assert_eq!(answer.status, 404, "GET {address}");
    }
    for address in [own.clone(), format!("{own}/schedule")] {
        assert_eq!(
            world.app.get(&address, &stranger).await.status,
            404,
            "GET {address}"
        );
    }
    for step in [
        "submit", "approve", "return", "contract", "fund", "deliver", "cancel", "reopen",
    ] {
        let call = world
            .app
            .call(Method::POST, &format!("{}/{step}", path(&deal)))
            .by(&stranger);
        let answer = call
            .header("if-match", "*")
            .json(&json!({"reason": "Theirs"}))
            .send()
            .await;
        assert_eq!(answer.status, 404, "POST {step}");
    }
    let update = json!({"name": "Mine", "inputs": inputs()});
    assert_eq!(
        world
            .app
            .put(&own, &stranger, "*", update.clone())
            .await
            .status,
        404
    );
    assert_eq!(
        world
            .app
            .put(&path(&deal), &stranger, "*", json!({}))
            .await
            .status,
        404
    );
    assert_eq!(world.app.delete(&path(&deal), &stranger).await.status, 404);
    assert_eq!(world.app.delete(&own, &stranger).await.status, 404);
    let copy = json!({"copy_of": deal.json["chosen_structure_id"]});
    assert_eq!(
        world
            .app
            .post(&format!("{}/structures", path(&deal)), &stranger, copy)
            .await
            .status,
        404
    );
    assert_eq!(
        world.app.get("/deals", &stranger).await.json["items"],
        json!([])
    );
    // Its own people on a deal of theirs are not ours to name either.
    let theirs = json!({"rooftop_id": world.rooftop});
    let refused = world.app.post("/deals", &stranger, theirs).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/rooftop_id", "unknown")])
    );
    assert_eq!(
        world.app.get(&path(&deal), &world.manager).await.json["version"],
        1,
        "nothing happened to it"
    );
}

#[tokio::test]
async fn the_runtime_role_sees_nothing_where_the_tenant_is_forgotten() {
    let world = World::begin().await;
    world.deal().await;
    let role = world.app.runtime_role("deals").await;
    for table in ["deal", "structure", "deal_version", "rooftop_number"] {
        let rows = role
            .query(&format!("select from {table}"), &[])
            .await
            .expect("the table can be read");
        assert_eq!(rows.len(), 0, "{table}");
    }
    let denied = role
        .execute("delete from deal_version", &[])
        .await
        .expect_err("the history is not touched");
    assert_eq!(
        denied.code().map(|code| code.code().to_owned()).as_deref(),
        Some("42501")
    );
}
