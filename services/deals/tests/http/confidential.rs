//! The dealer's own figures: seen, sent and lost by nobody without the permission.

use serde_json::{Value, json};

use crate::world::{World, inputs, open_inputs, path, structure_path, with};

const FORBIDDEN: [&str; 11] = [
    "vehicle_cost",
    "cost",
    "acv",
    "over_allowance",
    "buy_rate",
    "buy_money_factor",
    "reserve",
    "reserve_share",
    "gross",
    "gross_change",
    "invoice_cost",
];

/// Every field name anywhere in a document.
fn names(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.push(name.clone());
                names(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        // A pointer in a history says which field it was.
        Value::String(text) if text.starts_with('/') => {
            found.extend(text.rsplit('/').next().map(str::to_owned));
        }
        _ => {}
    }
}

fn assert_open(what: &str, value: &Value) {
    let mut found = Vec::new();
    names(value, &mut found);
    assert!(found.len() > 5, "{what} says something: {value}");
    for name in found {
        assert!(!FORBIDDEN.contains(&name.as_str()), "{what} shows {name}");
    }
}

#[tokio::test]
async fn nothing_of_them_leaves_to_who_may_not_see_them() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    // The manager changes a cost and gives the deal to the salesperson.
    let dearer = with(inputs(), "/products/0/cost", json!("1234.56"));
    let update = json!({"name": "72 months", "inputs": dearer});
    assert_eq!(
        world
            .app
            .put(&address, &world.manager, "\"1\"", update)
            .await
            .status,
        200
    );
    // Only identity knows its people; this salesperson is one of the test's own making.
    let owner = world.app.owner().await;
    owner
        .execute(
            "update deals.deal set salesperson_id = $1",
            &[&world.sales.id],
        )
        .await
        .expect("one row");

    let own = path(&deal);
    for read in [
        own.clone(),
        address.clone(),
        format!("{own}/versions"),
        "/deals".into(),
        format!("{own}/worksheet"),
    ] {
        let call = world
            .app
            .call(http::Method::GET, &read)
            .by(&world.sales)
            .header("accept", "application/json");
        let answer = call.send().await;
        assert_eq!(answer.status, 200, "{read}: {}", answer.text());
        assert_open(&read, &answer.json);
        assert!(
            !answer.text().contains("39412.00") && !answer.text().contains("1234.56"),
            "{read}"
        );
        let full = world
            .app
            .call(http::Method::GET, &read)
            .by(&world.manager)
            .header("accept", "application/json");
        let mut found = Vec::new();
        names(&full.send().await.json, &mut found);
        let shows = found.iter().any(|name| FORBIDDEN.contains(&name.as_str()));
        assert_eq!(
            shows,
            !read.ends_with("/worksheet"),
            "the manager sees them in {read}, but on no paper"
        );
    }
    let update =
        json!({"name": "Mine", "inputs": with(open_inputs(), "/cash_down", json!("3500.00"))});
    let put = world.app.put(&address, &world.sales, "*", update).await;
    assert_eq!(put.status, 200, "{}", put.text());
    assert_open("an update's answer", &put.json);
    let submitted = world.step(&deal, "submit", &world.sales, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
    assert_open("a step's answer", &submitted.json);
}

#[tokio::test]
async fn stored_costs_stay_with_their_lines_when_someone_else_saves() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let owner = world.app.owner().await;
    owner
        .execute(
            "update deals.deal set salesperson_id = $1",
            &[&world.sales.id],
        )
        .await
        .expect("one row");
    let mut changed = open_inputs();
    let accessories = changed["accessories"].as_array_mut().expect("lines");
    accessories.reverse();
    accessories.push(json!({"id": "a3", "name": "Tow hitch", "price": "650.00"}));
    changed["products"].as_array_mut().expect("lines").remove(1);
    let address = structure_path(&deal, 0);
    let put = world
        .app
        .put(
            &address,
            &world.sales,
            "\"1\"",
            json!({"name": "72", "inputs": changed}),
        )
        .await;
    assert_eq!(put.status, 200, "{}", put.text());

    let full = world.app.get(&address, &world.manager).await.json;
    let stored = &full["inputs"];
    assert_eq!(stored["vehicle_cost"], "39412.00");
    let lines = stored["accessories"].as_array().expect("lines");
    let costs: Vec<(&str, &Value)> = lines
        .iter()
        .map(|line| (line["id"].as_str().expect("an id"), &line["cost"]))
        .collect();
    assert_eq!(
        costs,
        [
            ("a2", &json!("210.00")),
            ("a1", &json!("120.00")),
            ("a3", &Value::Null)
        ]
    );
    assert_eq!(stored["products"][0]["cost"], "1100.00");
    assert_eq!(stored["trades"][0]["acv"], "13600.00");
    assert_eq!(stored["finance"]["buy_rate"], "0.0524");
    assert_eq!(stored["finance"]["reserve"]["share"], "0.75");
}

#[tokio::test]
async fn sending_them_without_the_permission_is_refused_and_each_field_named() {
    let world = World::begin().await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let mut sent = inputs();
    sent["vehicle_cost"] = json!("1.00");
    sent["lease"] = json!({"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61",
                           "buy_money_factor": "0.0018", "reserve_share": "0.5"});
    let named = |at: &str| -> Vec<String> {
        [
            "/vehicle_cost",
            "/accessories/0/cost",
            "/accessories/1/cost",
            "/products/0/cost",
            "/products/1/cost",
            "/trades/0/acv",
            "/finance/buy_rate",
            "/finance/reserve",
            "/lease/buy_money_factor",
            "/lease/reserve_share",
        ]
        .map(|pointer| format!("{at}{pointer}"))
        .to_vec()
    };
    let pointers = |answer: &platform::testkit::Answer| -> Vec<String> {
        answer
            .faults()
            .iter()
            .map(|(pointer, _)| (*pointer).to_owned())
            .collect()
    };
    let body = world.new_deal(customer, vehicle, sent.clone());
    let refused = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(
        (refused.status, pointers(&refused)),
        (403, named("/structure/inputs"))
    );

    let deal = world
        .app
        .post(
            "/deals",
            &world.sales,
            world.new_deal(customer, vehicle, open_inputs()),
        )
        .await;
    let address = structure_path(&deal, 0);
    let update = json!({"name": "Mine", "inputs": sent});
    let refused = world.app.put(&address, &world.sales, "\"1\"", update).await;
    assert_eq!(
        (refused.status, pointers(&refused)),
        (403, named("/inputs"))
    );
    let all = format!("{}/structures", path(&deal));
    let refused = world
        .app
        .post(&all, &world.sales, json!({"inputs": sent}))
        .await;
    assert_eq!(
        (refused.status, pointers(&refused)),
        (403, named("/inputs"))
    );
    for ask in ["/desk/figures", "/desk/schedule", "/desk/effects"] {
        let refused = world.app.post(ask, &world.sales, sent.clone()).await;
        assert_eq!(
            (refused.status, pointers(&refused)),
            (403, named("")),
            "{ask}"
        );
    }
    let grid = json!({"deal": open_inputs(), "downs": ["0.00"], "terms": [{"term_months": 60, "buy_rate": "0.05"}]});
    let refused = world.app.post("/desk/grid", &world.sales, grid).await;
    assert_eq!(
        (refused.status, pointers(&refused)),
        (403, vec!["/terms/0/buy_rate".to_owned()])
    );
}

#[tokio::test]
async fn the_cost_of_the_vehicle_is_inventorys_whatever_is_sent() {
    let world = World::begin().await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let mut sent = inputs();
    sent["vehicle_cost"] = json!("20000.00");
    let made = world
        .app
        .post(
            "/deals",
            &world.manager,
            world.new_deal(customer, vehicle, sent.clone()),
        )
        .await;
    assert_eq!(
        made.json["structures"][0]["inputs"]["vehicle_cost"],
        "39412.00"
    );
    let update = json!({"name": "Mine", "inputs": sent});
    let put = world
        .app
        .put(&structure_path(&made, 0), &world.manager, "\"1\"", update)
        .await;
    assert_eq!(put.json["inputs"]["vehicle_cost"], "39412.00");

    // A salesperson sees no cost in inventory, and yet the deal knows it.
    let body = world.new_deal(customer, vehicle, open_inputs());
    let own = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(own.status, 201, "{}", own.text());
    let seen = world.app.get(&path(&own), &world.manager).await;
    assert_eq!(
        seen.json["structures"][0]["inputs"]["vehicle_cost"],
        "39412.00"
    );
}
