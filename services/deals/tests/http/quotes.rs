//! The engine over HTTP without storing.

use serde_json::{Value, json};

use crate::world::{World, inputs, open_inputs, with};

#[tokio::test]
async fn the_desk_answers_as_a_stored_structure_does() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let sent = with(inputs(), "/vehicle_cost", json!("39412.00"));
    let figures = world.app.post("/desk/figures", &world.manager, sent).await;
    assert_eq!(figures.status, 200, "{}", figures.text());
    assert_eq!(figures.json, deal.json["structures"][0]["figures"]);

    let open = world
        .app
        .post("/desk/figures", &world.sales, open_inputs())
        .await;
    assert_eq!(
        (open.status, &open.json["loan"]["payment"]),
        (200, &json!("689.31"))
    );
    assert!(open.json.get("gross").is_none());

    let schedule = world
        .app
        .post("/desk/schedule", &world.sales, open_inputs())
        .await;
    assert_eq!(schedule.json.as_array().map(Vec::len), Some(72));
    let effects = world
        .app
        .post("/desk/effects", &world.sales, open_inputs())
        .await;
    let lines = effects.json["lines"].as_array().expect("lines");
    // Without the mats 289.00 × 1.06 = 306.34 less is financed: 5.15 a month.
    let mats = lines
        .iter()
        .find(|line| line["id"] == "a1")
        .expect("the mats");
    assert_eq!(mats["per_month"], "5.15");
}

#[tokio::test]
async fn an_answer_to_the_law_is_yes_or_no_a_number_or_text() {
    let world = World::begin().await;
    let asking = |answer: Value| {
        with(
            open_inputs(),
            "/tax",
            json!({"answers": {"months_owned": answer}}),
        )
    };
    for answer in [json!(true), json!(30), json!("1200.00")] {
        let figures = world
            .app
            .post("/desk/figures", &world.sales, asking(answer))
            .await;
        assert_eq!(figures.status, 200, "{}", figures.text());
    }
    let refused = world
        .app
        .post("/desk/figures", &world.sales, asking(json!([1])))
        .await;
    assert_eq!(
        (refused.status, &refused.json["errors"][0]["pointer"]),
        (422, &json!("/tax/answers/months_owned"))
    );
}

#[tokio::test]
async fn grid_and_roll_are_answered() {
    let world = World::begin().await;
    let grid = json!({
        "deal": open_inputs(), "downs": ["3000.00", "4000.00"], "target": "690.00",
        "terms": [{"term_months": 72, "sell_rate": "0.0649"}, {"term_months": 84, "sell_rate": "0.0724"}],
    });
    let grid = world.app.post("/desk/grid", &world.sales, grid).await;
    assert_eq!(grid.status, 200, "{}", grid.text());
    assert_eq!(
        grid.json["rows"][0]["cells"][0],
        json!({"payment": "689.31", "at_or_under_target": true})
    );

    let roll = json!({"deal": inputs(), "target": "650.00", "levers": ["cash_down"]});
    let full = world.app.post("/desk/roll", &world.manager, roll).await;
    assert_eq!(full.status, 200, "{}", full.text());
    assert_eq!(full.json["levers"][0]["payment"], "650.00");
    let roll = json!({"deal": open_inputs(), "target": "650.00", "levers": ["cash_down", "selling_price"]});
    let open = world.app.post("/desk/roll", &world.sales, roll).await;
    assert_eq!(
        (open.status, &open.json["levers"][1]["reached"]),
        (200, &json!(true))
    );
    assert!(!open.text().contains("gross"));
}

/// 30,000.00 at 6.25 % (Tex. Tax Code § 152.021), and 20,000.00 at the same rate.
#[tokio::test]
async fn tax_is_quoted_for_one_sale_or_many() {
    let world = World::begin().await;
    let sale = |price: &str| json!({"date": "2026-11-21", "registration": {"state": "TX"}, "price": price});
    let one = world
        .app
        .post("/tax/quote", &world.sales, sale("30000.00"))
        .await;
    assert_eq!(
        (one.status, &one.json["totals"]["due"]),
        (200, &json!("1875.00")),
        "{}",
        one.text()
    );
    let many = world
        .app
        .post(
            "/tax/quote",
            &world.sales,
            json!([sale("30000.00"), sale("20000.00")]),
        )
        .await;
    let due: Vec<&Value> = many
        .json
        .as_array()
        .expect("answers")
        .iter()
        .map(|it| &it["totals"]["due"])
        .collect();
    assert_eq!(due, ["1875.00", "1250.00"]);

    let most = world
        .app
        .post(
            "/tax/quote",
            &world.sales,
            Value::Array(vec![sale("1.00"); 1_000]),
        )
        .await;
    assert_eq!(
        (most.status, most.json.as_array().map(Vec::len)),
        (200, Some(1_000))
    );
    let over = world
        .app
        .post(
            "/tax/quote",
            &world.sales,
            Value::Array(vec![sale("1.00"); 1_001]),
        )
        .await;
    assert_eq!((over.status, over.faults()), (422, vec![("", "too_many")]));
    let wrong = json!([sale("1.00"), {"date": "2026-11-21", "registration": {"state": "ZZ"}, "price": "1.00"}]);
    let wrong = world.app.post("/tax/quote", &world.sales, wrong).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.faults()[0].0, "/1/registration/state");
    let nobody = world.app.user(world.dealership, &["deals.read_all"]);
    assert_eq!(
        world
            .app
            .post("/tax/quote", &nobody, sale("1.00"))
            .await
            .status,
        403
    );
}
