//! Notes: in whose name they stand, in which order, and who takes them back.

use serde_json::json;

use super::{House, location};

#[tokio::test]
async fn notes_stand_in_the_name_of_who_wrote_them_newest_first() {
    let house = House::open().await;
    let customer = house
        .enter(house.person("Marisol", "Ortega", json!({})))
        .await;
    let path = format!("{}/notes", location(&customer));
    let tess = house
        .app
        .user_with(house.clerk.dealership, super::ALL, |claims| {
            claims.name = "Tess Boyd".to_owned();
        });
    for text in ["Test drive, 14 minutes", "  Prefers text  "] {
        assert_eq!(
            house
                .app
                .post(&path, &tess, json!({"text": text}))
                .await
                .status,
            201
        );
    }
    let list = house.app.get(&path, &house.clerk).await;
    let items = list.json["items"].as_array().unwrap();
    assert_eq!(items[0]["text"], "Prefers text");
    assert_eq!(items[1]["text"], "Test drive, 14 minutes");
    assert_eq!(
        (&items[0]["author_name"], &items[0]["author_id"]),
        (&json!("Tess Boyd"), &json!(tess.id))
    );
    let first = house
        .app
        .get(&format!("{path}?limit=1"), &house.clerk)
        .await;
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = house
        .app
        .get(&format!("{path}?limit=1&cursor={cursor}"), &house.clerk)
        .await;
    assert_eq!(second.json["items"][0]["text"], "Test drive, 14 minutes");
    assert_eq!(second.json["next_cursor"], json!(null));
    let empty = house.app.post(&path, &tess, json!({"text": "  "})).await;
    assert_eq!(
        (empty.status, empty.faults()),
        (422, vec![("/text", "required")])
    );
}

#[tokio::test]
async fn only_who_wrote_a_note_takes_it_back() {
    let house = House::open().await;
    let customer = house
        .enter(house.person("Marisol", "Ortega", json!({})))
        .await;
    let other = house
        .enter(house.person("Somebody", "Else", json!({})))
        .await;
    let notes = format!("{}/notes", location(&customer));
    let tess = house.app.user(house.clerk.dealership, super::ALL);
    let note = house
        .app
        .post(&notes, &tess, json!({"text": "Wants 650 a month"}))
        .await;
    let id = note.json["id"].as_str().unwrap();
    assert_eq!(
        house
            .app
            .delete(&format!("{notes}/{id}"), &house.clerk)
            .await
            .status,
        403
    );
    let elsewhere = format!("{}/notes/{id}", location(&other));
    assert_eq!(house.app.delete(&elsewhere, &tess).await.status, 404);
    assert_eq!(
        house
            .app
            .delete(&format!("{notes}/{id}"), &tess)
            .await
            .status,
        204
    );
    assert_eq!(
        house
            .app
            .delete(&format!("{notes}/{id}"), &tess)
            .await
            .status,
        404
    );
    assert_eq!(house.app.get(&notes, &tess).await.json["items"], json!([]));
}
