//! Who sees and changes what: permissions, rooftops, other dealerships, and the database role alone.

use platform::testkit::User;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ALL, House, location};

/// Every operation as `(method, path, permission)`, with a vehicle's id put in.
fn operations(house: &House, id: &str) -> Vec<(String, String, String)> {
    let document = serde_json::to_value(house.app.openapi("inventory")).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let permission = operation["x-permission"].as_str().unwrap().to_owned();
            let path = path.replace("{id}", id).replace("{vin}", super::HONDA);
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
    let body = match path.ends_with("/status") {
        true => json!({"to": "reserved"}),
        false => house.vehicle("Z", json!({})),
    };
    call.json(&body).send().await.status
}

#[tokio::test]
async fn every_operation_needs_its_permission_and_its_own_dealership() {
    let house = House::open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let id = entered.json["id"].as_str().unwrap();
    let stranger = house.app.user(house.app.dealership(), ALL);
    for (method, path, permission) in operations(&house, id) {
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
    assert_eq!(
        house.app.get("/vehicles", &stranger).await.json["items"],
        json!([])
    );
    assert_eq!(house.read(&location(&entered)).await.etag(), "\"1\"");
}

#[tokio::test]
async fn all_stock_is_seen_by_all_but_changed_only_where_one_works() {
    let house = House::open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let path = location(&entered);
    let own = Uuid::now_v7();
    let manager = house.app.user_with(house.clerk.dealership, ALL, |claims| {
        claims.rooftops = vec![own]
    });
    assert_eq!(house.app.get(&path, &manager).await.status, 200);
    let send = |method: &str, path: String, body: Value| {
        let call = house
            .app
            .call(method.parse().unwrap(), &path)
            .by(&manager)
            .header("if-match", "*");
        call.json(&body).send()
    };
    let taken_over = house.vehicle("A", json!({"rooftop_id": own}));
    assert_eq!(send("PUT", path.clone(), taken_over).await.status, 403);
    assert_eq!(send("DELETE", path.clone(), json!({})).await.status, 403);
    let step = json!({"to": "hold", "reason": "Mine"});
    assert_eq!(
        send("POST", format!("{path}/status"), step).await.status,
        403
    );
    let elsewhere = house
        .app
        .post("/vehicles", &manager, house.vehicle("B", json!({})))
        .await;
    assert_eq!(
        (elsewhere.status, elsewhere.faults()),
        (422, vec![("/rooftop_id", "not_your_rooftop")])
    );
}

#[tokio::test]
async fn the_database_role_finds_nothing_without_a_tenant() {
    let house = House::open().await;
    house.enter(house.vehicle("A", json!({}))).await;
    let role = house.app.runtime_role("inventory").await;
    for table in ["vehicles", "status_steps", "cancelled_deals"] {
        let rows = role
            .query(&format!("select from {table}"), &[])
            .await
            .unwrap();
        assert!(rows.is_empty(), "{table}");
    }
}
