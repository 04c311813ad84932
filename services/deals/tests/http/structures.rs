//! Structures: changing, copying, choosing, removing; their history and schedules.

use http::Method;
use money::Cents;
use serde_json::{Value, json};

use crate::world::{World, inputs, path, structure_path, with};

fn cents(value: &Value) -> Cents {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("an amount")
}

#[tokio::test]
async fn a_change_is_worked_out_counted_and_written_down() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    // 500.00 less price is 500.00 × 1.06 less to finance.
    let update =
        json!({"name": "Sharper", "inputs": with(inputs(), "/selling_price", json!("40500.00"))});
    let put = world
        .app
        .put(&address, &world.manager, "\"1\"", update.clone())
        .await;
    assert_eq!((put.status, put.etag()), (200, "\"2\""), "{}", put.text());
    assert_eq!(put.json["deal_version"], 2);
    assert_eq!(put.json["figures"]["amount_financed"], "40487.77");

    let again = world
        .app
        .put(&address, &world.manager, put.etag(), update)
        .await;
    assert_eq!(
        (again.status, again.etag()),
        (200, "\"2\""),
        "the same again changes nothing"
    );

    let read = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(read.etag(), "\"2\"");
    assert_eq!(read.json["structures"][0]["name"], "Sharper");
    let payment = &read.json["structures"][0]["figures"]["loan"]["payment"];
    let list = world.app.get("/deals", &world.manager).await;
    assert_eq!(
        &list.json["items"][0]["payment"], payment,
        "the list follows"
    );

    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    let items = versions.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 2);
    let last = &items[0];
    assert_eq!(
        (&last["action"], &last["letter"]),
        (&json!("structure_changed"), &json!("A"))
    );
    assert_eq!(
        last["changes"],
        json!([{"pointer": "/selling_price", "before": "41000.00", "after": "40500.00"}])
    );
    assert_eq!(
        last["payment"],
        json!({"before": "689.31", "after": payment})
    );
    // What the buyer pays less, the front gross loses; the reserve falls with the amount financed.
    let gross = &last["gross"];
    assert!(cents(&gross["before"]) - cents(&gross["after"]) >= Cents::dollars(500));
    assert_eq!(items[1]["action"], "created");
}

#[tokio::test]
async fn figures_are_never_taken_from_a_client() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let figures = &deal.json["structures"][0]["figures"];
    let update = json!({"name": "Mine", "inputs": inputs(), "figures": figures});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/figures", "unknown_field")])
    );
    let within = json!({"name": "Mine", "inputs": with(inputs(), "/payment", json!("1.00"))});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", within)
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/inputs/payment", "unknown_field")])
    );
}

#[tokio::test]
async fn a_stale_update_is_refused_and_a_missing_version_asked_for() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let update = json!({"name": "B", "inputs": inputs()});
    assert_eq!(
        world
            .app
            .put(&address, &world.manager, "\"1\"", update.clone())
            .await
            .status,
        200
    );
    let other = json!({"name": "C", "inputs": inputs()});
    assert_eq!(
        world
            .app
            .put(&address, &world.manager, "\"1\"", other)
            .await
            .status,
        412
    );
    let bare = world
        .app
        .call(Method::PUT, &address)
        .by(&world.manager)
        .json(&update)
        .send()
        .await;
    assert_eq!(bare.status, 428);
}

#[tokio::test]
async fn structures_are_copied_chosen_and_removed() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let all = format!("{}/structures", path(&deal));
    let copy = json!({"copy_of": deal.json["chosen_structure_id"]});
    let copied = world.app.post(&all, &world.manager, copy).await;
    assert_eq!(copied.status, 201, "{}", copied.text());
    assert_eq!(
        (&copied.json["letter"], &copied.json["name"]),
        (&json!("B"), &json!("Copy of 72 months"))
    );
    assert_eq!(
        copied.json["figures"],
        deal.json["structures"][0]["figures"]
    );
    let longer = with(inputs(), "/finance/term_months", json!(84));
    let made = world
        .app
        .post(
            &all,
            &world.manager,
            json!({"name": "84 months", "inputs": longer}),
        )
        .await;
    assert_eq!((made.status, &made.json["letter"]), (201, &json!("C")));

    let chosen = structure_path(&deal, 0);
    let other = format!("{all}/{}", made.json["id"].as_str().expect("an id"));
    let refused = world.app.delete(&chosen, &world.manager).await;
    assert_eq!(refused.status, 409, "the chosen one stays");
    let choose = |tag: &'static str| {
        let call = world
            .app
            .call(Method::POST, &format!("{other}/choose"))
            .by(&world.manager);
        call.header("if-match", tag).send()
    };
    assert_eq!(choose("\"1\"").await.status, 412);
    let now = choose("\"3\"").await;
    assert_eq!(
        (now.status, &now.json["chosen_structure_id"]),
        (200, &made.json["id"]),
        "{}",
        now.text()
    );
    assert_eq!(world.app.delete(&chosen, &world.manager).await.status, 204);
    assert_eq!(world.app.get(&chosen, &world.manager).await.status, 404);

    let list = world.app.get("/deals", &world.manager).await;
    assert_eq!(list.json["items"][0]["chosen"]["letter"], "C");
    assert_eq!(
        list.json["items"][0]["payment"],
        made.json["figures"]["loan"]["payment"]
    );
    let fourth = world
        .app
        .post(&all, &world.manager, json!({"inputs": inputs()}))
        .await;
    assert_eq!(fourth.json["letter"], "D", "a letter is not given twice");
    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    let acts: Vec<&str> = versions.json["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["action"].as_str())
        .collect();
    let expected = [
        "structure_added",
        "structure_removed",
        "structure_chosen",
        "structure_added",
        "structure_added",
        "created",
    ];
    assert_eq!(acts, expected);
}

#[tokio::test]
async fn a_new_structure_comes_from_inputs_or_a_copy_and_not_both() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let all = format!("{}/structures", path(&deal));
    let none = world.app.post(&all, &world.manager, json!({})).await;
    assert_eq!(
        (none.status, none.faults()),
        (422, vec![("/inputs", "required")])
    );
    let both = json!({"inputs": inputs(), "copy_of": deal.json["chosen_structure_id"]});
    let both = world.app.post(&all, &world.manager, both).await;
    assert_eq!(
        (both.status, both.faults()),
        (422, vec![("/copy_of", "one_of")])
    );
    let elsewhere = world
        .app
        .post(&all, &world.manager, json!({"copy_of": deal.json["id"]}))
        .await;
    assert_eq!(
        (elsewhere.status, elsewhere.faults()),
        (422, vec![("/copy_of", "unknown")])
    );
}

#[tokio::test]
async fn the_schedule_pays_off_what_is_financed() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = format!("{}/schedule", structure_path(&deal, 0));
    let schedule = world.app.get(&address, &world.manager).await;
    let rows = schedule.json.as_array().expect("payments");
    assert_eq!(rows.len(), 72);
    let principal: Cents = rows.iter().map(|row| cents(&row["principal"])).sum();
    assert_eq!(principal, cents(&json!("41017.77")));
    assert_eq!(rows[71]["balance"], "0.00");
    assert_eq!(
        (&rows[0]["date"], &rows[0]["payment"]),
        (&json!("2026-12-21"), &json!("689.31"))
    );
    // 41,017.77 × 0.0649 ÷ 12
    assert_eq!(rows[0]["interest"], "221.84");
}

#[tokio::test]
async fn what_is_submitted_is_frozen_and_holds_to_the_cent() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
    let structure = &submitted.json["structures"][0];
    assert_eq!(structure["frozen"], true);

    let update = json!({"name": "Late", "inputs": inputs()});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!((refused.status, refused.problem()), (409, "frozen"));
    assert!(
        refused.json["detail"]
            .as_str()
            .expect("a detail")
            .contains("Return it to change it")
    );
    let all = format!("{}/structures", path(&deal));
    let added = world
        .app
        .post(&all, &world.manager, json!({"inputs": inputs()}))
        .await;
    assert_eq!(added.problem(), "frozen");
    let parties = world
        .app
        .put(&path(&deal), &world.manager, "*", json!({}))
        .await;
    assert_eq!(parties.problem(), "frozen");

    // The stored text itself, recomputed: not one figure differs; with a cent moved, it is named.
    let owner = world.app.owner().await;
    let row = owner
        .query_one(
            "select inputs::text, figures::text from deals.structure",
            &[],
        )
        .await
        .expect("a row");
    let (inputs, figures): (String, String) = (row.get(0), row.get(1));
    let table = deals::rates::in_force::Rates::default();
    let held = deals::structure::recheck(&inputs, &figures, &table).expect("stored text");
    assert_eq!(held, [], "{held:?}");
    let moved = figures.replacen("\"689.31\"", "\"689.32\"", 1);
    let differ = deals::structure::recheck(&inputs, &moved, &table).expect("stored text");
    assert_eq!(differ.len(), 1);
    assert_eq!(differ[0].pointer, "/loan/payment");
}

/// The deal holds its structures as one text for reading; it must never say another thing than they do.
#[tokio::test]
async fn a_deal_shows_its_structures_as_they_are() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let all = format!("{}/structures", path(&deal));
    let first = structure_path(&deal, 0);
    let copy = json!({"copy_of": deal.json["chosen_structure_id"], "name": "A \"second\" one"});
    let second = world.app.post(&all, &world.manager, copy).await;
    let second = format!("{all}/{}", second.json["id"].as_str().expect("an id"));
    let update = json!({"name": "Changed", "inputs": with(inputs(), "/cash_down", json!("1.00"))});
    assert_eq!(
        world
            .app
            .put(&first, &world.manager, "\"1\"", update)
            .await
            .status,
        200
    );
    assert_eq!(
        world
            .step(&deal, "submit", &world.manager, json!({}))
            .await
            .status,
        200
    );
    let reader = world.app.user(world.dealership, &["deals.read_all"]);

    let owner = world.app.owner().await;
    for forget in [false, true] {
        if forget {
            // A deal that was last changed before this text was kept.
            let sql = "update deals.deal set structures = null, structures_open = null";
            assert_eq!(owner.execute(sql, &[]).await.expect("an update"), 1);
        }
        for user in [&world.manager, &reader] {
            let shown = world.app.get(&path(&deal), user).await.json;
            assert_eq!(shown["structures"].as_array().map(Vec::len), Some(2));
            for (n, address) in [&first, &second].into_iter().enumerate() {
                let mut alone = world.app.get(address, user).await.json;
                let fields = alone.as_object_mut().expect("a structure");
                assert_eq!(fields.remove("deal_version"), Some(json!(4)));
                let mut within = shown["structures"][n].clone();
                // The same instant, written by two hands.
                let instant = |value: &Value| {
                    value["updated_at"]
                        .as_str()
                        .and_then(|at| at.parse::<jiff::Timestamp>().ok())
                };
                assert_eq!(instant(&within), instant(&alone));
                within["updated_at"] = alone["updated_at"].clone();
                assert_eq!(within, alone);
                assert_eq!(within["frozen"], true);
            }
        }
    }
}
