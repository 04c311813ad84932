//! The history read in groups: autosaves of one person on one structure are one entry.

use serde_json::{Value, json};

use crate::world::{World, inputs, path, structure_path, with};

/// Saves the structure with one field changed.
async fn save(world: &World, address: &str, user: &platform::testkit::User, inputs: &Value) {
    let body = json!({"name": "72 months", "inputs": inputs});
    let saved = world.app.put(address, user, "*", body).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
}

#[tokio::test]
async fn saves_close_together_come_as_one_entry() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let other = world.person("Robin Achebe", "general_manager", crate::world::MANAGER);
    let down = |amount: &str| with(inputs(), "/cash_down", json!(amount));
    // Versions 2 to 4: typed letter by letter; 5 by a colleague; 6 and 7, of which 7 takes 6 back.
    save(&world, &address, &world.manager, &down("3.00")).await;
    save(&world, &address, &world.manager, &down("35.00")).await;
    let mut priced = down("3500.00");
    priced["selling_price"] = json!("40900.00");
    save(&world, &address, &world.manager, &priced).await;
    let mut dearer = priced.clone();
    dearer["products"][0]["cost"] = json!("1150.00");
    save(&world, &address, &other, &dearer).await;
    let mut longer = dearer.clone();
    longer["finance"]["term_months"] = json!(84);
    save(&world, &address, &world.manager, &longer).await;
    save(&world, &address, &world.manager, &dearer).await;

    let list = |query: &str| format!("{}/versions{query}", path(&deal));
    let plain = world.app.get(&list(""), &world.manager).await;
    assert_eq!(plain.json["items"].as_array().map(Vec::len), Some(7));
    assert!(plain.json["items"][0].get("from_version").is_none());

    let grouped = world.app.get(&list("?group=true"), &world.manager).await;
    assert_eq!(grouped.status, 200, "{}", grouped.text());
    let items = grouped.json["items"].as_array().expect("items");
    let spans: Vec<(i64, i64)> = items
        .iter()
        .map(|it| {
            let number = |field: &str| it[field].as_i64().expect("a version");
            (number("from_version"), number("version"))
        })
        .collect();
    assert_eq!(spans, [(6, 7), (5, 5), (2, 4), (1, 1)]);
    assert_eq!(items[0]["changes"], json!([]), "the term came back");
    assert_eq!(items[0]["payment"]["before"], items[0]["payment"]["after"]);
    assert_eq!(
        items[2]["changes"],
        json!([{"pointer": "/cash_down", "before": "3000.00", "after": "3500.00"},
               {"pointer": "/selling_price", "before": "41000.00", "after": "40900.00"}])
    );
    assert_eq!(
        items[2]["payment"]["before"],
        deal.json["structures"][0]["figures"]["loan"]["payment"]
    );
    // 100.00 less on the price.
    let front = deal.json["structures"][0]["figures"]["gross"]["total"].clone();
    assert_eq!(items[2]["gross"]["before"], front);
    assert_eq!(items[2]["from_at"], plain.json["items"][5]["at"]);
    assert_eq!(items[2]["at"], plain.json["items"][3]["at"]);

    // Page by page it is the same.
    let first = world
        .app
        .get(&list("?group=true&limit=2"), &world.manager)
        .await;
    let cursor = first.json["next_cursor"].as_str().expect("more").to_owned();
    let rest = world
        .app
        .get(
            &list(&format!("?group=true&limit=2&cursor={cursor}")),
            &world.manager,
        )
        .await;
    assert_eq!(rest.json["items"], json!(items[2..]));
    assert_eq!(rest.json["next_cursor"], Value::Null);
    let mixed = world
        .app
        .get(&list(&format!("?cursor={cursor}")), &world.manager)
        .await;
    assert_eq!(mixed.faults(), [("/cursor", "format")]);
}

#[tokio::test]
async fn saves_far_apart_or_without_leave_to_see_stay_what_they_are() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    for amount in ["1.00", "2.00", "3.00"] {
        let mut changed = with(inputs(), "/cash_down", json!(amount));
        changed["trades"][0]["acv"] = json!("13500.00");
        save(&world, &address, &world.manager, &changed).await;
    }
    let owner = world.app.owner().await;
    owner
        .execute(
            "update deals.deal_version set at = at - interval '10 minutes' where version <= 2",
            &[],
        )
        .await
        .expect("two rows");
    owner
        .execute(
            "update deals.deal set salesperson_id = $1",
            &[&world.sales.id],
        )
        .await
        .expect("one row");
    let list = format!("{}/versions?group=true", path(&deal));
    let seen = world.app.get(&list, &world.sales).await;
    let items = seen.json["items"].as_array().expect("items");
    let spans: Vec<&Value> = items.iter().map(|it| &it["from_version"]).collect();
    assert_eq!(spans, [3, 2, 1]);
    assert!(!seen.text().contains("acv") && !seen.text().contains("gross"));
    assert_eq!(
        items[0]["changes"],
        json!([{"pointer": "/cash_down", "before": "1.00", "after": "3.00"}])
    );

    let stranger = world.stranger().await;
    assert_eq!(world.app.get(&list, &stranger).await.status, 404);
}
