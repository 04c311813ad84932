//! Lists: what narrows them, what orders them, and reading on.

use serde_json::{Value, json};

use crate::world::{World, open_inputs, with};

async fn numbers(world: &World, query: &str) -> Vec<String> {
    let list = world
        .app
        .get(&format!("/deals{query}"), &world.manager)
        .await;
    assert_eq!(list.status, 200, "{query}: {}", list.text());
    let items = list.json["items"].as_array().expect("items").iter();
    items
        .map(|item| {
            item["number"]
                .as_str()
                .expect("a number")
                .trim_start_matches("HM-")
                .to_owned()
        })
        .collect()
}

/// 1001 and 1002 of the manager, 1003 of the salesperson with customer and vehicle; 1002 is submitted and cancelled.
async fn three(world: &World) -> (Value, Value) {
    let cash = |price: &str| {
        let inputs = with(
            with(open_inputs(), "/kind", json!("cash")),
            "/selling_price",
            json!(price),
        );
        json!({"rooftop_id": world.rooftop, "structure": {"inputs": inputs}})
    };
    let first = world
        .app
        .post("/deals", &world.manager, cash("30000.00"))
        .await;
    assert_eq!(first.status, 201, "{}", first.text());
    let second = world
        .app
        .post("/deals", &world.manager, cash("20000.00"))
        .await;
    let cancelled = world
        .step(
            &second,
            "cancel",
            &world.manager,
            json!({"reason": "Twice"}),
        )
        .await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.text());
    let third = world.deal_of(&world.sales).await;
    (
        third.json["customer"]["id"].clone(),
        third.json["vehicle"]["id"].clone(),
    )
}

#[tokio::test]
async fn filters_and_words_narrow_a_list_down() {
    let world = World::begin().await;
    let (customer, vehicle) = three(&world).await;
    let text = |id: &Value| id.as_str().expect("an id").to_owned();
    assert_eq!(numbers(&world, "").await, ["1003", "1002", "1001"]);
    assert_eq!(numbers(&world, "?status=cancelled").await, ["1002"]);
    assert_eq!(
        numbers(&world, "?status=cancelled&status=draft&sort=number").await,
        ["1001", "1002", "1003"]
    );
    assert_eq!(
        numbers(&world, &format!("?customer_id={}", text(&customer))).await,
        ["1003"]
    );
    assert_eq!(
        numbers(&world, &format!("?vehicle_id={}", text(&vehicle))).await,
        ["1003"]
    );
    assert_eq!(
        numbers(&world, &format!("?salesperson_id={}", world.sales.id)).await,
        ["1003"]
    );
    assert_eq!(
        numbers(
            &world,
            &format!("?rooftop_id={}&sort=-number", world.rooftop)
        )
        .await,
        ["1003", "1002", "1001"]
    );
    assert_eq!(
        numbers(&world, &format!("?rooftop_id={}", world.sales.id)).await,
        [""; 0]
    );
    for q in [
        "ortega",
        "Marisol%20ORTEGA",
        "h26118",
        "2HKRS6H90TH400123",
        "cr-v%20hybrid",
        "0148",
        "hm-1003",
        "okafor",
    ] {
        assert_eq!(numbers(&world, &format!("?q={q}")).await, ["1003"], "{q}");
    }
    assert_eq!(
        numbers(&world, "?q=%25").await,
        [""; 0],
        "a percent sign is a letter"
    );
    assert_eq!(numbers(&world, "?from=2999-01-01").await, [""; 0]);
    assert_eq!(
        numbers(&world, "?from=2020-01-01&to=2999-01-01")
            .await
            .len(),
        3
    );
}

#[tokio::test]
async fn every_order_is_read_on_page_by_page_without_gaps() {
    let world = World::begin().await;
    three(&world).await;
    for (sort, expected) in [
        ("-updated_at", ["1003", "1002", "1001"]),
        ("updated_at", ["1001", "1002", "1003"]),
        ("-created_at", ["1003", "1002", "1001"]),
        ("created_at", ["1001", "1002", "1003"]),
        ("number", ["1001", "1002", "1003"]),
        ("-number", ["1003", "1002", "1001"]),
        // The retail payment is a few hundred; the cash deals are due in whole.
        ("payment", ["1003", "1002", "1001"]),
        ("-payment", ["1001", "1002", "1003"]),
    ] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let address = format!("/deals?sort={sort}&limit=1{cursor}");
            let page = world.app.get(&address, &world.manager).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let number = page.json["items"][0]["number"].as_str().expect("a number");
            seen.push(number.trim_start_matches("HM-").to_owned());
            match page.json["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, expected, "{sort}");
    }
    // Two have no customer: they share the first place and are told apart by id.
    assert_eq!(numbers(&world, "?sort=-customer").await[0], "1003");
    let page = world.app.get("/deals?limit=1", &world.manager).await;
    let next = page.json["next_cursor"].as_str().expect("more");
    let other = world
        .app
        .get(&format!("/deals?sort=number&cursor={next}"), &world.manager)
        .await;
    assert_eq!(
        (other.status, other.faults()),
        (422, vec![("/cursor", "format")])
    );
}

#[tokio::test]
async fn an_item_says_what_a_board_shows() {
    let world = World::begin().await;
    world.deal().await;
    let list = world.app.get("/deals", &world.manager).await;
    let item = &list.json["items"][0];
    assert_eq!(item["customer"]["name"], "Marisol Ortega");
    assert_eq!(item["vehicle"]["stock_number"], "H26118");
    assert_eq!(item["salesperson"]["name"], "Dana Kessler");
    assert_eq!(
        (&item["payment"], &item["kind"]),
        (&json!("689.31"), &json!("retail"))
    );
    assert_eq!(
        (&item["chosen"]["letter"], &item["chosen"]["name"]),
        (&json!("A"), &json!("72 months"))
    );
    assert!(item["gross"].is_string());
}
