//! Who sees what: permissions, rooftops, other dealerships, and the database role alone.

use platform::testkit::User;
use serde_json::json;
use uuid::Uuid;

use super::{ALL, House, location};

/// Every operation as `(method, path, permission)`, with the ids of a customer and a note put in.
fn operations(house: &House, customer: &str, note: &str) -> Vec<(String, String, String)> {
    let document = serde_json::to_value(house.app.openapi("customers")).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let permission = operation["x-permission"].as_str().unwrap().to_owned();
            let path = path.replace("{id}", customer).replace("{note_id}", note);
            all.push((method.to_uppercase(), path, permission));
        }
    }
    assert_eq!(all.len(), 9, "nine operations");
    all
}

async fn status(house: &House, method: &str, path: &str, user: &User) -> u16 {
    let call = house
        .app
        .call(method.parse().unwrap(), path)
        .by(user)
        .header("if-match", "*");
    let body = if path.ends_with("/notes") {
        json!({"text": "A note"})
    } else {
        house.person("Other", "Name", json!({}))
    };
    call.json(&body).send().await.status
}

#[tokio::test]
async fn every_operation_needs_its_permission_and_its_own_dealership() {
    let house = House::open().await;
    let entered = house
        .enter(house.person("Marisol", "Ortega", json!({})))
        .await;
    let id = entered.json["id"].as_str().unwrap();
    let notes = format!("/customers/{id}/notes");
    let note = house
        .app
        .post(&notes, &house.clerk, json!({"text": "A note"}))
        .await;
    let note = note.json["id"].as_str().unwrap();
    let stranger = house.app.user(house.app.dealership(), ALL);
    for (method, path, permission) in operations(&house, id, note) {
        let others: Vec<_> = ALL
            .iter()
            .copied()
            .filter(|held| *held != permission)
            .collect();
        let lacking = house.app.user(house.clerk.dealership, &others);
        assert_eq!(
            status(&house, &method, &path, &lacking).await,
            403,
            "{method} {path}"
        );
        assert_eq!(
            status(&house, &method, &path, &User::nobody()).await,
            401,
            "{method} {path}"
        );
        if path.contains(id) {
            assert_eq!(
                status(&house, &method, &path, &stranger).await,
                404,
                "{method} {path}"
            );
        }
    }
    let list = house.app.get("/customers?q=ortega", &stranger).await;
    assert_eq!(list.json["items"], json!([]));
    let untouched = house.app.get(&location(&entered), &house.clerk).await;
    assert_eq!(untouched.etag(), "\"1\"");
}

#[tokio::test]
async fn a_salesperson_sees_the_customers_of_their_own_rooftops() {
    let house = House::open().await;
    let elsewhere = Uuid::now_v7();
    let phone = json!([{"kind": "mobile", "value": "727-555-0148"}]);
    let here = house
        .enter(house.person("Here", "Own", json!({"contacts": phone})))
        .await;
    let there = json!({"rooftop_id": elsewhere, "contacts": phone});
    let there = house.enter(house.person("There", "Other", there)).await;
    let sales = house.app.user_with(
        house.clerk.dealership,
        &["customers.read", "customers.write"],
        |claims| claims.rooftops = vec![house.rooftop],
    );
    let list = house.app.get("/customers", &sales).await;
    assert_eq!(list.json["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(list.json["items"][0]["id"], here.json["id"]);
    assert_eq!(house.app.get(&location(&there), &sales).await.status, 404);
    let change = house.person("Mine", "Now", json!({}));
    assert_eq!(
        house
            .app
            .put(&location(&there), &sales, "*", change)
            .await
            .status,
        404
    );
    let gift = house.person("Given", "Away", json!({"rooftop_id": elsewhere}));
    let refused = house.app.post("/customers", &sales, gift).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/rooftop_id", "not_your_rooftop")])
    );
    let twin = house.person("Twin", "Own", json!({"contacts": phone}));
    let twin = house.app.post("/customers", &sales, twin).await;
    assert_eq!(
        twin.json["possible_duplicates"],
        json!([here.json["id"]]),
        "none of another rooftop"
    );
}

#[tokio::test]
async fn the_database_role_finds_nothing_without_a_tenant() {
    let house = House::open().await;
    house
        .enter(house.person("Marisol", "Ortega", json!({
            "contacts": [{"kind": "mobile", "value": "727-555-0148"}],
            "addresses": [{"kind": "home", "street": "1 Main", "city": "X", "state": "FL", "zip": "33707"}],
        })))
        .await;
    let role = house.app.runtime_role("customers").await;
    for table in ["customers", "contacts", "addresses", "notes"] {
        let rows = role
            .query(&format!("select from {table}"), &[])
            .await
            .unwrap();
        assert!(rows.is_empty(), "{table}");
    }
}
