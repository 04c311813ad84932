//! The catalogue: kept with every edition, its costs for those who may see them, and structures held to it.

use serde_json::{Value, json};

use crate::shelf::{contract, keeper, offer, stocked};
use crate::world::{World, id, inputs, open_inputs, path, structure_path, with};

/// The product line of a plan.
fn line(item: &str, plan: &str, kind: &str, price: &str) -> Value {
    json!({"id": format!("line-{plan}"), "kind": kind, "name": plan, "price": price,
           "catalogue": {"item": item, "plan": plan}})
}

/// The manager's inputs with these products.
fn selling(lines: Value) -> Value {
    with(inputs(), "/products", lines)
}

#[tokio::test]
async fn a_product_is_kept_with_every_edition() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let made = world.app.post("/products", &keeper, contract()).await;
    assert_eq!(
        (made.status, made.etag()),
        (201, "\"1\""),
        "{}",
        made.text()
    );
    assert_eq!(made.json["product"]["plans"][0]["cost"], "1187.65");
    assert_eq!(made.json["product"]["id"], made.json["id"]);
    let address = format!("/products/{}", id(&made));

    let mut dearer = contract();
    dearer["plans"][0]["price"] = json!("2200.00");
    dearer["plans"].as_array_mut().expect("plans").push(json!({
        "name": "60 months / 75,000 miles", "cost": "900.00", "price": "1600.00",
    }));
    let changed = world
        .app
        .put(&address, &keeper, "\"1\"", dearer.clone())
        .await;
    assert_eq!(
        (changed.status, changed.etag()),
        (200, "\"2\""),
        "{}",
        changed.text()
    );
    let plans = changed.json["product"]["plans"].as_array().expect("plans");
    assert_eq!(plans[0]["id"], "vsc-84", "a plan keeps its id");
    assert!(
        plans[1]["id"].as_str().is_some_and(|id| id.len() == 36),
        "a new one gets one"
    );
    let stale = world.app.put(&address, &keeper, "\"1\"", dearer).await;
    assert_eq!(stale.status, 412);

    let editions = world.app.get(&format!("{address}/editions"), &keeper).await;
    let prices: Vec<&Value> = editions.json["items"]
        .as_array()
        .expect("editions")
        .iter()
        .map(|edition| &edition["product"]["plans"][0]["price"])
        .collect();
    assert_eq!(prices, [&json!("2200.00"), &json!("2000.00")]);
    let role = world.app.runtime_role("deals").await;
    for sql in [
        "update product_edition set version = 9",
        "delete from product_edition",
    ] {
        let refused = role.execute(sql, &[]).await.expect_err(sql);
        assert_eq!(
            refused.code().map(|code| code.code()),
            Some("42501"),
            "{sql}"
        );
    }
    let stranger = world.stranger().await;
    assert_eq!(world.app.get(&address, &stranger).await.status, 404);
}

#[tokio::test]
async fn every_fault_of_a_product_is_named() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let mut wrong = contract();
    wrong["states"] = json!(["FL", "ZZ"]);
    wrong["rooftops"] = json!([world.dealership]);
    wrong["price_caps"] = json!([{}]);
    wrong["plans"][0]["price_to"] = json!("1999.99");
    wrong["plans"][0]["deal_term_from"] = json!(121);
    let refused = world.app.post("/products", &keeper, wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [
            ("/states/1", "unknown_state"),
            ("/price_caps/0/amount", "required"),
            ("/plans/0/price_to", "reversed"),
            ("/plans/0/deal_term_from", "out_of_range"),
            ("/rooftops/0", "unknown"),
        ]
    );
    let mut unread = contract();
    unread["colour"] = json!("red");
    unread["plans"][0]["cost"] = Value::Null;
    let refused = world.app.post("/products", &keeper, unread).await;
    let mut faults = refused.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [("/colour", "unknown_field"), ("/plans/0/cost", "type")]
    );
    let seller = world.app.post("/products", &world.sales, contract()).await;
    assert_eq!(seller.status, 403);
}

#[tokio::test]
async fn costs_are_for_those_who_may_see_them() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let ids = stocked(&world, &keeper).await;
    let one = format!("/products/{}", ids[0]);
    let editions = format!("{one}/editions");
    let rooftop = format!("/desk/catalogue?rooftop_id={}", world.rooftop);
    for read in ["/products", &one, &editions, "/desk/catalogue", &rooftop] {
        let full = world.app.get(read, &keeper).await;
        assert!(full.text().contains("1187.65"), "{read}: {}", full.text());
        let open = world.app.get(read, &world.sales).await;
        assert_eq!(open.status, 200, "{read}");
        assert!(open.text().contains("2000.00"), "{read}");
        assert!(
            !open.text().contains("1187.65") && !open.text().contains("\"cost\""),
            "{read}: {}",
            open.text()
        );
    }
}

#[tokio::test]
async fn the_desk_sells_what_is_active_at_its_rooftop() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let mut here = contract();
    here["rooftops"] = json!([world.rooftop]);
    let made = world.app.post("/products", &keeper, here.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let names = |answer: platform::testkit::Answer| {
        let items = answer.json["items"].as_array().cloned().expect("items");
        items.len()
    };
    let at = |rooftop: String| format!("/desk/catalogue?rooftop_id={rooftop}");
    let own = at(world.rooftop.to_string());
    assert_eq!(names(world.app.get(&own, &world.sales).await), 1);
    let other = at(world.dealership.to_string());
    assert_eq!(names(world.app.get(&other, &world.sales).await), 0);
    here["active"] = json!(false);
    let address = format!("/products/{}", id(&made));
    assert_eq!(
        world.app.put(&address, &keeper, "*", here).await.status,
        200
    );
    assert_eq!(names(world.app.get(&own, &world.sales).await), 0);
    assert_eq!(
        names(world.app.get("/products?active=true", &keeper).await),
        0
    );
    assert_eq!(
        names(world.app.get("/products?active=false", &keeper).await),
        1
    );
}

#[tokio::test]
async fn a_product_on_a_car_that_is_not_eligible_is_refused() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let mut far = selling(json!([
        line(&ids[0], "vsc-84", "service_contract", "2000.00"),
        line(&ids[2], "wear-5k", "other", "749.00"),
    ]));
    far["vehicle"]["condition"] = json!("used");
    far["vehicle"]["odometer"] = json!(60_001);
    let update = json!({"name": "Far", "inputs": far});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [
            ("/inputs/products/0", "not_eligible"),
            ("/inputs/products/1", "not_eligible")
        ]
    );
    let detail = refused.json["errors"][0]["detail"]
        .as_str()
        .expect("a detail");
    assert!(detail.contains("60,001 miles, over 60,000"), "{detail}");
    let now = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(now.json, deal.json, "the deal is as it was");

    let unknown = selling(json!([line(
        &ids[0],
        "vsc-120",
        "service_contract",
        "2000.00"
    )]));
    let update = json!({"name": "Unknown", "inputs": unknown});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!(
        refused.faults(),
        [("/inputs/products/0/catalogue", "unknown_product")]
    );
    let other_kind = selling(json!([line(&ids[0], "vsc-84", "gap", "2000.00")]));
    let update = json!({"name": "Kind", "inputs": other_kind});
    let refused = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!(
        refused.faults(),
        [("/inputs/products/0/kind", "not_as_catalogued")]
    );
}

#[tokio::test]
async fn a_price_over_its_cap_is_refused() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let save = |price: &str| {
        let lines = json!([line(&ids[0], "vsc-84", "service_contract", price)]);
        let update = json!({"name": "Dear", "inputs": selling(lines)});
        world.app.put(&address, &world.manager, "*", update)
    };
    let refused = save("2600.01").await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/inputs/products/0", "over_cap")])
    );
    assert_eq!(save("2600.00").await.status, 200);

    // GAP is 4 % of what is financed at most: 37,453.12 without products. 0.04 × (37,453.12 + 1,560.54) = 1,560.5464
    // and 0.04 × (37,453.12 + 1,560.55) = 1,560.5468, which is 1,560.54 to the cent.
    let save = |price: &str| {
        let lines = json!([line(&ids[1], "gap-loan", "gap", price)]);
        let update = json!({"name": "GAP", "inputs": selling(lines)});
        world.app.put(&address, &world.manager, "*", update)
    };
    let refused = save("1560.55").await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/inputs/products/0", "over_cap")])
    );
    let detail = refused.json["errors"][0]["detail"]
        .as_str()
        .expect("a detail");
    assert!(detail.contains("1560.55 is over 1560.54"), "{detail}");
    assert_eq!(save("1560.54").await.status, 200);
}

#[tokio::test]
async fn a_line_has_the_plans_cost_whoever_puts_it_there() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let mut body = world.new_deal(world.customer().await, world.car().await, open_inputs());
    let line = line(&ids[0], "vsc-84", "service_contract", "2000.00");
    body["structure"]["inputs"]["products"] = json!([line]);
    let deal = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    assert!(
        !deal.text().contains("1187.65"),
        "a salesperson sees no cost"
    );
    let full = world
        .app
        .get(&structure_path(&deal, 0), &world.manager)
        .await;
    let product = &full.json["inputs"]["products"][0];
    assert_eq!(product["cost"], "1187.65");
    assert_eq!(product["payee"], "Summit Protection");
    assert_eq!(product["term_months"], 84);

    let mut far = open_inputs();
    far["vehicle"]["odometer"] = json!(70_000);
    far["products"] = json!([product]);
    far["products"][0]
        .as_object_mut()
        .expect("a line")
        .remove("cost");
    let body = world.new_deal(
        world.customer().await,
        world.vehicle("H2", crate::world::VINS[1]).await,
        far,
    );
    let refused = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/structure/inputs/products/0", "not_eligible")])
    );
}

#[tokio::test]
async fn a_rate_card_that_changes_stops_no_other_work_and_no_submission_passes_it() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let ids = stocked(&world, &keeper).await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let sold = selling(json!([line(
        &ids[0],
        "vsc-84",
        "service_contract",
        "2000.00"
    )]));
    let save = |inputs: &Value| {
        let update = json!({"name": "Sold", "inputs": inputs});
        world.app.put(&address, &world.manager, "*", update)
    };
    assert_eq!(save(&sold).await.status, 200);
    let mut gone = contract();
    gone["active"] = json!(false);
    let product = format!("/products/{}", ids[0]);
    assert_eq!(
        world.app.put(&product, &keeper, "*", gone).await.status,
        200
    );

    let other_work = with(sold.clone(), "/cash_down", json!("3500.00"));
    let saved = save(&other_work).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let dearer = with(other_work, "/products/0/price", json!("2001.00"));
    assert_eq!(
        save(&dearer).await.faults(),
        [("/inputs/products/0", "not_eligible")]
    );
    let copy = json!({"copy_of": deal.json["structures"][0]["id"]});
    let all = format!("{}/structures", path(&deal));
    assert_eq!(world.app.post(&all, &world.manager, copy).await.status, 201);

    let refused = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/structure/products/0", "not_eligible")])
    );
    let detail = refused.json["errors"][0]["detail"]
        .as_str()
        .expect("a detail");
    assert!(detail.contains("is no longer sold"), "{detail}");
    assert_eq!(save(&selling(json!([]))).await.status, 200);
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
}

#[tokio::test]
async fn the_columns_of_a_rooftop_are_kept() {
    let world = World::begin().await;
    let keeper = keeper(&world);
    let ids = stocked(&world, &keeper).await;
    let address = format!("/desk/menu-columns/{}", world.rooftop);
    let none = world.app.get(&address, &world.sales).await;
    assert_eq!((none.status, none.etag()), (200, "\"0\""));
    assert_eq!(none.json["columns"], json!([]));
    let columns = json!({"columns": [
        {"id": "a", "name": "Full cover", "products": [{"item": ids[0]}, offer(&ids[1], "gap-loan")]},
    ]});
    let set = world
        .app
        .put(&address, &keeper, "\"0\"", columns.clone())
        .await;
    assert_eq!((set.status, set.etag()), (200, "\"1\""), "{}", set.text());
    assert_eq!(set.json["columns"], columns["columns"]);
    assert_eq!(
        world
            .app
            .put(&address, &keeper, "\"0\"", columns.clone())
            .await
            .status,
        412
    );
    assert_eq!(
        world
            .app
            .put(&address, &world.sales, "\"1\"", columns)
            .await
            .status,
        403
    );
    let wrong = json!({"columns": [
        {"id": "a", "name": "A", "products": [{"item": "paint"}, offer(&ids[1], "x"), offer(&ids[1], "gap-loan")]},
        {"id": "a", "name": "B", "products": []},
    ]});
    let refused = world.app.put(&address, &keeper, "\"1\"", wrong).await;
    assert_eq!(
        refused.faults(),
        [
            ("/columns/0/products/0/item", "unknown_product"),
            ("/columns/0/products/1/plan", "unknown_product"),
            ("/columns/0/products/2/item", "duplicate"),
            ("/columns/1/id", "duplicate"),
        ]
    );
    let elsewhere = format!("/desk/menu-columns/{}", world.dealership);
    assert_eq!(world.app.get(&elsewhere, &keeper).await.status, 404);
}
