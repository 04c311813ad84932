//! Steps of the status by hand, their reasons, and what is kept of them.

use serde_json::json;

use super::{House, location};

#[tokio::test]
async fn steps_are_guarded_and_every_one_is_kept() {
    let house = House::open().await;
    let path = location(
        &house
            .enter(house.vehicle("A", json!({"status": "in_transit"})))
            .await,
    );
    assert_eq!(
        house.step(&path, "available", None).await.json["status"],
        "available"
    );
    let skip = house.step(&path, "sold", Some("Why not")).await;
    assert_eq!((skip.status, skip.problem()), (409, "conflict"));
    let silent = house.step(&path, "hold", Some("  ")).await;
    assert_eq!(
        (silent.status, silent.faults()),
        (422, vec![("/reason", "required")])
    );
    let held = house.step(&path, "hold", Some("Open recall")).await;
    assert_eq!((held.status, &held.json["status"]), (200, &json!("hold")));
    assert_eq!(house.step(&path, "available", None).await.status, 200);
    let steps = house.read(&format!("{path}/status")).await;
    let steps = steps.json["items"].as_array().unwrap();
    let told: Vec<_> = steps
        .iter()
        .map(|step| (&step["from"], &step["to"], &step["reason"]))
        .collect();
    let (hold, available, in_transit) = (json!("hold"), json!("available"), json!("in_transit"));
    let (recall, none) = (json!("Open recall"), json!(null));
    assert_eq!(
        told,
        [
            (&hold, &available, &none),
            (&available, &hold, &recall),
            (&in_transit, &available, &none),
            (&none, &in_transit, &none),
        ]
    );
    assert!(
        steps
            .iter()
            .all(|step| step["actor_id"] == json!(house.clerk.id))
    );
    assert!(
        steps
            .iter()
            .all(|step| step["actor_name"] == "Test User" && step["at"].is_string())
    );
}

#[tokio::test]
async fn two_people_cannot_take_the_same_step_twice() {
    let house = House::open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let status = format!("{}/status", location(&entered));
    let reserve = || {
        let call = house
            .app
            .call("POST".parse().unwrap(), &status)
            .by(&house.clerk);
        call.header("if-match", entered.etag())
            .json(&json!({"to": "reserved"}))
            .send()
    };
    let (one, other) = tokio::join!(reserve(), reserve());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let bare = house
        .app
        .post(&status, &house.clerk, json!({"to": "sold"}))
        .await;
    assert_eq!(bare.status, 428);
}
