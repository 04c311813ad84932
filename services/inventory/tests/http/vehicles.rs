//! Entering, reading, changing and putting away a vehicle; what its VIN forbids.

use platform::testkit::TestApp;
use serde_json::json;

use super::{ACURA, HONDA, House, PORSCHE, SATURN, location};

/// Noon in Florida on the day the mocks were drawn.
fn autumn_2026() -> platform::clock::Clock {
    platform::clock::Clock::fixed("2026-11-21T17:00:00Z".parse().unwrap())
}

#[tokio::test]
async fn a_vehicle_is_kept_as_entered_with_the_writing_tidied() {
    let app = TestApp::builder([inventory::service()])
        .clock(autumn_2026())
        .start()
        .await;
    let house = House::open_with(app);
    let entered = house
        .enter(json!({
            "rooftop_id": house.rooftop, "stock_number": " P2409A ", "vin": "5gzcz43d1-3s812715",
            "condition": "used", "class": "light_truck", "year": 2003, "make": "Saturn", "model": "Vue",
            "trim": "  AWD   V6 ", "body": "", "color_exterior": "Platinum White", "odometer": 141_806,
            "fuel": "gasoline", "msrp": "24150.00", "list_price": 3990, "invoice_cost": null,
            "cost": "2410.50", "gross_weight_lb": 4_993, "curb_weight_lb": 3_494, "city_mpg": 15,
            "in_stock_since": "2026-08-16",
        }))
        .await;
    assert_eq!(entered.etag(), "\"1\"");
    let read = house.read(&location(&entered)).await;
    assert_eq!(read.etag(), "\"1\"");
    let vehicle = read.json.as_object().unwrap();
    for (field, value) in [
        ("stock_number", json!("P2409A")),
        ("vin", json!(SATURN)),
        ("trim", json!("AWD V6")),
        ("body", json!(null)),
        ("class", json!("light_truck")),
        ("odometer", json!(141_806)),
        ("msrp", json!("24150.00")),
        ("list_price", json!("3990.00")),
        ("cost", json!("2410.50")),
        ("status", json!("available")),
        ("deal_id", json!(null)),
        ("in_stock_since", json!("2026-08-16")),
        ("archived_at", json!(null)),
    ] {
        assert_eq!(vehicle[field], value, "{field}");
    }
    assert_eq!(
        entered.json, read.json,
        "what creating answers is what reading answers"
    );
}

#[tokio::test]
async fn what_arrives_is_in_stock_from_its_first_day() {
    let app = TestApp::builder([inventory::service()])
        .clock(autumn_2026())
        .start()
        .await;
    let house = House::open_with(app);
    let here = house.enter(house.vehicle("A", json!({}))).await;
    assert_eq!(here.json["in_stock_since"], "2026-11-21");
    let more = json!({"vin": ACURA, "year": 2021, "make": "Acura", "model": "ILX", "status": "in_transit"});
    let coming = house.enter(house.vehicle("B", more)).await;
    assert_eq!(coming.json["status"], "in_transit");
    assert_eq!(coming.json["in_stock_since"], json!(null));
    let arrived = house.step(&location(&coming), "available", None).await;
    assert!(
        arrived.json["in_stock_since"].is_string(),
        "{}",
        arrived.text()
    );
    let more = json!({"vin": HONDA, "year": 2003, "status": "sold"});
    let refused = house
        .app
        .post("/vehicles", &house.clerk, house.vehicle("C", more))
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/status", "not_at_entry")])
    );
}

#[tokio::test]
async fn an_impossible_vin_is_refused_and_the_position_named() {
    let house = House::open().await;
    let tesla =
        json!({"vin": "5YJ3E1EA7JF000316", "year": 2018, "make": "Tesla", "model": "Model 3"});
    let refused = house
        .app
        .post("/vehicles", &house.clerk, house.vehicle("A", tesla))
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/vin", "bad_vin")])
    );
    let text = "Position 9 should be 2 for this VIN. Check the marked character.";
    assert_eq!(refused.json["errors"][0]["detail"], text);
    let short = house.vehicle(
        "A",
        json!({"vin": "WP0AF2A99KS16524", "year": 2031, "list_price": "-1.00"}),
    );
    let refused = house.app.post("/vehicles", &house.clerk, short).await;
    let faults = [
        ("/year", "in_future"),
        ("/vin", "bad_vin"),
        ("/list_price", "negative"),
    ];
    assert_eq!((refused.status, refused.faults()), (422, faults.to_vec()));
    let year = house.vehicle("A", json!({"year": 2018}));
    let refused = house.app.post("/vehicles", &house.clerk, year).await;
    assert_eq!(refused.faults(), [("/year", "contradicts_vin")]);
    assert!(
        refused.json["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("2019")
    );
    assert_eq!(house.read("/vehicles").await.json["items"], json!([]));
}

#[tokio::test]
async fn what_has_no_standard_number_is_entered_with_a_reason() {
    let house = House::open().await;
    let mustang = json!({"vin": "5F07U100001", "year": 1965, "make": "Ford", "model": "Mustang"});
    let refused = house
        .app
        .post(
            "/vehicles",
            &house.clerk,
            house.vehicle("C1", mustang.clone()),
        )
        .await;
    assert_eq!(refused.faults(), [("/vin", "bad_vin")]);
    let mut mustang = house.vehicle("C1", mustang);
    mustang["vin_override_reason"] = json!("Built before 1981");
    let entered = house.enter(mustang).await;
    assert_eq!(entered.json["vin_override_reason"], "Built before 1981");
    let trailer = json!({"vin": "home/made", "vin_override_reason": "Home-built trailer", "class": "trailer"});
    let refused = house
        .app
        .post("/vehicles", &house.clerk, house.vehicle("C2", trailer))
        .await;
    assert_eq!(refused.faults(), [("/vin", "bad_vin")]);
}

#[tokio::test]
async fn malformed_input_is_refused_with_every_field() {
    let house = House::open().await;
    let wrong = json!({
        "rooftop_id": house.rooftop, "stock_number": "", "vin": PORSCHE, "condition": "mint", "year": "2019",
        "make": "Porsche", "list_price": "89900.005", "odometer": -1, "wheels": 4,
        "in_stock_since": "2026-02-30",
    });
    let refused = house.app.post("/vehicles", &house.clerk, wrong).await;
    let mut pointers: Vec<_> = refused
        .faults()
        .iter()
        .map(|(pointer, _)| (*pointer).to_owned())
        .collect();
    pointers.sort_unstable();
    let expected = [
        "/condition",
        "/in_stock_since",
        "/list_price",
        "/model",
        "/odometer",
        "/stock_number",
        "/wheels",
        "/year",
    ];
    assert_eq!(
        (refused.status, pointers),
        (422, expected.map(str::to_owned).to_vec())
    );
    let heavy = house.vehicle(
        "A",
        json!({"gross_weight_lb": 4_000, "curb_weight_lb": 4_001,
                                          "in_stock_since": "2999-01-01"}),
    );
    let refused = house.app.post("/vehicles", &house.clerk, heavy).await;
    assert_eq!(
        refused.faults(),
        [
            ("/curb_weight_lb", "over_gross_weight"),
            ("/in_stock_since", "in_future")
        ]
    );
}

#[tokio::test]
async fn stock_numbers_and_vins_in_stock_are_unique() {
    let house = House::open().await;
    let first = house.enter(house.vehicle("H26118", json!({}))).await;
    let honda = json!({"vin": HONDA, "year": 2003, "make": "Honda", "model": "Accord"});
    let same_number = house
        .app
        .post(
            "/vehicles",
            &house.clerk,
            house.vehicle("h26118", honda.clone()),
        )
        .await;
    assert_eq!(
        (same_number.status, same_number.faults()),
        (409, vec![("/stock_number", "taken")])
    );
    let mut other_store = house.vehicle("H26118", honda);
    other_store["rooftop_id"] = json!(uuid::Uuid::now_v7());
    house.enter(other_store).await;
    let same_vin = house
        .app
        .post("/vehicles", &house.clerk, house.vehicle("P1", json!({})))
        .await;
    assert_eq!(
        (same_vin.status, same_vin.faults()),
        (409, vec![("/vin", "taken")])
    );
    // Another dealership knows nothing of it.
    let stranger = house.app.user(house.app.dealership(), super::ALL);
    let elsewhere = house
        .app
        .post("/vehicles", &stranger, house.vehicle("H26118", json!({})))
        .await;
    assert_eq!(elsewhere.status, 201);
    // Sold, it may come back as a trade.
    let path = location(&first);
    house.step(&path, "reserved", None).await;
    assert_eq!(house.step(&path, "sold", None).await.status, 200);
    house.enter(house.vehicle("P2", json!({}))).await;
    let back = house
        .step(&path, "available", Some("The buyer unwound the deal"))
        .await;
    assert_eq!((back.status, back.faults()), (409, vec![("/vin", "taken")]));
}

#[tokio::test]
async fn a_change_needs_the_version_and_leaves_status_and_first_day_alone() {
    let house = House::open().await;
    let entered = house
        .enter(house.vehicle("A", json!({"in_stock_since": "2026-08-16"})))
        .await;
    let path = location(&entered);
    let cheaper = house.vehicle("A", json!({"list_price": "84900.00"}));
    let bare = house
        .app
        .call("PUT".parse().unwrap(), &path)
        .by(&house.clerk)
        .json(&cheaper)
        .send()
        .await;
    assert_eq!(bare.status, 428);
    let changed = house
        .app
        .put(&path, &house.clerk, "\"1\"", cheaper.clone())
        .await;
    assert_eq!(
        (changed.status, changed.etag()),
        (200, "\"2\""),
        "{}",
        changed.text()
    );
    assert_eq!(changed.json["list_price"], "84900.00");
    assert_eq!(changed.json["in_stock_since"], "2026-08-16");
    assert_eq!(
        house
            .app
            .put(&path, &house.clerk, "\"1\"", cheaper)
            .await
            .status,
        412
    );
    let sold = house.vehicle("A", json!({"status": "sold"}));
    let refused = house.app.put(&path, &house.clerk, "\"2\"", sold).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/status", "changed_elsewhere")])
    );
    let same = house.vehicle("A", json!({"status": "available"}));
    assert_eq!(
        house
            .app
            .put(&path, &house.clerk, "\"2\"", same)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn only_a_used_vehicle_is_certified_and_by_a_programme_only_where_it_is() {
    let house = House::open().await;
    let plain = house.enter(house.vehicle("A", json!({}))).await;
    assert_eq!(
        (&plain.json["certified"], &plain.json["certified_programme"]),
        (&json!(false), &json!(null)),
        "not certified unless somebody says so"
    );
    let path = location(&plain);
    let put = |etag: &'static str, more| {
        house
            .app
            .put(&path, &house.clerk, etag, house.vehicle("A", more))
    };
    let programme = " Porsche  Approved ";
    let certified = put(
        "\"1\"",
        json!({"certified": true, "certified_programme": programme}),
    )
    .await;
    assert_eq!(certified.status, 200, "{}", certified.text());
    let read = house.read(&path).await;
    assert_eq!(
        (&read.json["certified"], &read.json["certified_programme"]),
        (&json!(true), &json!("Porsche Approved"))
    );
    let new = json!({"condition": "new", "certified": true, "certified_programme": programme});
    let refused = put("\"2\"", new.clone()).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/certified", "not_used")])
    );
    let mut entered = house.vehicle("B", new);
    (entered["vin"], entered["year"]) = (json!(ACURA), json!(2021));
    let refused = house.app.post("/vehicles", &house.clerk, entered).await;
    assert_eq!(refused.faults(), [("/certified", "not_used")]);
    let refused = put("\"2\"", json!({"certified_programme": programme})).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/certified_programme", "not_certified")])
    );
    assert_eq!(house.read(&path).await.json, read.json, "nothing was saved");
    let lapsed = put("\"2\"", json!({})).await;
    assert_eq!(lapsed.json["certified"], json!(false), "{}", lapsed.text());
    assert_eq!(lapsed.json["certified_programme"], json!(null));
}

#[tokio::test]
async fn putting_away_frees_number_and_vin_and_can_be_taken_back() {
    let house = House::open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let path = location(&entered);
    let away = house.act("DELETE", &path, entered.etag()).await;
    assert_eq!(
        (away.status, away.etag()),
        (200, "\"2\""),
        "{}",
        away.text()
    );
    assert_eq!(house.read("/vehicles").await.json["items"], json!([]));
    assert_eq!(
        house.read("/vehicles?archived=true").await.json["items"][0]["id"],
        entered.json["id"]
    );
    let change = house.vehicle("A", json!({}));
    assert_eq!(
        house
            .app
            .put(&path, &house.clerk, away.etag(), change)
            .await
            .status,
        409
    );
    assert_eq!(house.step(&path, "hold", Some("Recall")).await.status, 409);
    let twin = house.enter(house.vehicle("A", json!({}))).await;
    let restore = format!("{path}/restore");
    assert_eq!(
        house.act("POST", &restore, away.etag()).await.status,
        409,
        "the twin is in the way"
    );
    house.act("DELETE", &location(&twin), twin.etag()).await;
    let back = house.act("POST", &restore, away.etag()).await;
    assert_eq!(
        (back.status, &back.json["archived_at"]),
        (200, &json!(null))
    );
}

#[tokio::test]
async fn an_idempotency_key_makes_one_vehicle_of_two_requests() {
    let house = House::open().await;
    let post = |body: serde_json::Value| {
        let call = house
            .app
            .call("POST".parse().unwrap(), "/vehicles")
            .by(&house.clerk);
        call.header("idempotency-key", "auction-lot-9")
            .json(&body)
            .send()
    };
    let first = post(house.vehicle("A", json!({}))).await;
    let again = post(house.vehicle("A", json!({}))).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json, again.json);
    assert_eq!(post(house.vehicle("B", json!({}))).await.status, 422);
}

#[tokio::test]
async fn a_vin_is_read_over_http_right_or_wrong() {
    let house = House::open().await;
    let right = house
        .read(&format!("/vin/{}", HONDA.to_lowercase()))
        .await
        .json;
    assert_eq!(right["vin"], HONDA);
    assert_eq!(
        (&right["valid"], &right["faults"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(
        (&right["model_year"], &right["makes"]),
        (&json!(2003), &json!(["Honda"]))
    );
    assert_eq!(
        (&right["vehicle_type"], &right["country"]),
        (&json!("passenger_car"), &json!("US"))
    );
    let wrong = house.read("/vin/5YJ3E1EA7JF000316").await.json;
    assert_eq!(wrong["valid"], json!(false));
    assert_eq!(wrong["faults"][0]["position"], json!(9));
    assert_eq!(wrong["faults"][0]["expected"], json!("2"));
}
