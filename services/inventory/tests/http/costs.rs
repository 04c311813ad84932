//! Costs: seen and written only by who may.

use serde_json::json;

use super::{House, location};

#[tokio::test]
async fn costs_are_absent_for_who_may_not_see_them_and_survive_their_changes() {
    let house = House::open().await;
    let costs = json!({"cost": "78100.00", "invoice_cost": "80000.00", "list_price": "89900.00"});
    let path = location(&house.enter(house.vehicle("A", costs)).await);
    let office = house.app.user(
        house.clerk.dealership,
        &["inventory.read", "inventory.write"],
    );
    let list = house.app.get("/vehicles", &office).await;
    let read = house.app.get(&path, &office).await;
    for vehicle in [&list.json["items"][0], &read.json] {
        let fields = vehicle.as_object().unwrap();
        assert!(
            !fields.contains_key("cost") && !fields.contains_key("invoice_cost"),
            "{vehicle}"
        );
        assert_eq!(fields["list_price"], "89900.00");
    }
    let changed = house
        .app
        .put(
            &path,
            &office,
            "\"1\"",
            house.vehicle("A", json!({"odometer": 7})),
        )
        .await;
    assert_eq!(changed.status, 200);
    assert!(!changed.text().contains("78100"));
    let seen = house.read(&path).await;
    assert_eq!(
        (&seen.json["cost"], &seen.json["odometer"]),
        (&json!("78100.00"), &json!(7))
    );
    assert_eq!(seen.json["invoice_cost"], "80000.00");
}

#[tokio::test]
async fn writing_costs_without_sight_of_them_is_refused_and_the_fields_named() {
    let house = House::open().await;
    let office = house.app.user(
        house.clerk.dealership,
        &["inventory.read", "inventory.write"],
    );
    let costs = house.vehicle("A", json!({"cost": "1.00", "invoice_cost": "2.00"}));
    let refused = house.app.post("/vehicles", &office, costs.clone()).await;
    let named = vec![
        ("/invoice_cost", "not_permitted"),
        ("/cost", "not_permitted"),
    ];
    assert_eq!((refused.status, refused.faults()), (403, named.clone()));
    assert!(
        refused.json["detail"]
            .as_str()
            .unwrap()
            .contains("inventory.see_cost")
    );
    let path = location(
        &house
            .enter(house.vehicle("A", json!({"cost": "78100.00"})))
            .await,
    );
    let refused = house.app.put(&path, &office, "\"1\"", costs).await;
    assert_eq!((refused.status, refused.faults()), (403, named));
    assert_eq!(house.read(&path).await.json["cost"], "78100.00");
    // By themselves, without costs, they may.
    let fine = house
        .app
        .put(
            &path,
            &office,
            "\"1\"",
            house.vehicle("A", json!({"cost": null})),
        )
        .await;
    assert_eq!(fine.status, 200);
}
