//! PostgreSQL going away in the middle of the work.

use serde_json::json;

use crate::world::{World, house, inputs, path, structure_path, with};

#[tokio::test]
async fn a_save_without_a_database_is_503_and_works_afterwards() {
    let world = World::begin_in(house().own_postgres().start().await).await;
    let deal = world.deal().await;
    let address = structure_path(&deal, 0);
    let update = json!({"name": "Later", "inputs": with(inputs(), "/cash_down", json!("3500.00"))});
    let postgres = world.app.postgres().clone();
    let stopping = postgres.clone();
    tokio::task::spawn_blocking(move || stopping.kill())
        .await
        .expect("it ends");
    let save = world
        .app
        .put(&address, &world.manager, "\"1\"", update.clone())
        .await;
    assert_eq!(
        (save.status, save.problem()),
        (503, "unavailable"),
        "{}",
        save.text()
    );
    let read = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(read.status, 503);
    tokio::task::spawn_blocking(move || postgres.start())
        .await
        .expect("it starts");

    let back = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(
        (back.status, back.etag()),
        (200, "\"1\""),
        "{}",
        back.text()
    );
    assert_eq!(back.json, deal.json, "nothing half-written");
    let save = world
        .app
        .put(&address, &world.manager, "\"1\"", update)
        .await;
    assert_eq!(
        (save.status, save.etag()),
        (200, "\"2\""),
        "{}",
        save.text()
    );
    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    assert_eq!(versions.json["items"].as_array().map(Vec::len), Some(2));
}
