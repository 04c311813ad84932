//! Facts: published with the change or not at all, acted on once, retried, parked, sent again.

use std::sync::atomic::Ordering;

use http::Method;
use platform::testkit::{TestApp, User};
use serde_json::json;

use super::copies::{self, Script};
use super::notes;

async fn app(script: &Script) -> (TestApp, User) {
    let app = TestApp::start([notes::service(), copies::service(script.clone())]).await;
    let permissions = [
        "notes.read",
        "notes.write",
        "copies.read",
        "settings.manage",
    ];
    let user = app.user(app.dealership(), &permissions);
    (app, user)
}

async fn now_due(app: &TestApp) {
    let sql = "update notes.delivery set next_attempt_at = now() - interval '1 second'";
    app.owner().await.execute(sql, &[]).await.unwrap();
}

#[tokio::test]
async fn a_fact_arrives_once_and_at_its_dealership() {
    let script = Script::default();
    let (app, user) = app(&script).await;
    app.post("/notes", &user, json!({"text": "one"})).await;
    app.post("/notes", &user, json!({"text": "two"})).await;
    assert_eq!(app.on("copies").get("/copies", &user).await.json, json!([]));
    assert_eq!(app.deliver_events().await, 2);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["one", "two"])
    );
    let stranger = app.user(app.dealership(), &["copies.read"]);
    assert_eq!(
        app.on("copies").get("/copies", &stranger).await.json,
        json!([])
    );

    // Heard again, as after a crash between delivery and its note: nothing happens twice.
    let owner = app.owner().await;
    owner
        .execute("update notes.delivery set delivered_at = null", &[])
        .await
        .unwrap();
    assert_eq!(app.deliver_events().await, 2);
    assert_eq!(script.runs.load(Ordering::SeqCst), 2);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["one", "two"])
    );
}

#[tokio::test]
async fn a_change_that_was_rolled_back_is_no_fact() {
    let script = Script::default();
    let (app, user) = app(&script).await;
    app.post("/notes", &user, json!({"text": "one", "shelf": "A1"}))
        .await;
    app.post("/notes", &user, json!({"text": "two", "shelf": "A1"}))
        .await;
    assert_eq!(app.deliver_events().await, 1);
    assert_eq!(script.runs.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_failing_consumer_leaves_nothing_and_is_tried_again_later() {
    let script = Script::default();
    script.failures.store(1, Ordering::SeqCst);
    let (app, user) = app(&script).await;
    app.post("/notes", &user, json!({"text": "one"})).await;
    assert_eq!(app.deliver_events().await, 1);
    assert_eq!(app.on("copies").get("/copies", &user).await.json, json!([]));
    // Not before its pause is over.
    assert_eq!(app.deliver_events().await, 0);
    let row = app
        .owner()
        .await
        .query_one(
            "select attempts, reason, next_attempt_at > now() from notes.delivery",
            &[],
        )
        .await
        .unwrap();
    assert_eq!((row.get::<_, i32>(0), row.get::<_, bool>(2)), (1, true));
    assert!(row.get::<_, String>(1).contains("out of paper"));
    now_due(&app).await;
    assert_eq!(app.deliver_events().await, 1);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["one"])
    );
}

#[tokio::test]
async fn after_the_last_try_it_is_parked_with_its_reason_and_can_be_sent_again() {
    let script = Script::default();
    script.failures.store(8, Ordering::SeqCst);
    let (app, user) = app(&script).await;
    let note = app.post("/notes", &user, json!({"text": "one"})).await;
    for _ in 0..8 {
        assert_eq!(app.deliver_events().await, 1);
        now_due(&app).await;
    }
    assert_eq!(app.deliver_events().await, 0);
    let parked = app.get("/internal/parked", &user).await.json;
    let item = &parked["items"][0];
    assert_eq!(item["kind"], "note.created");
    assert_eq!(item["subject"], note.json["id"]);
    assert_eq!(
        (&item["attempts"], &item["subscriber"]),
        (&json!(8), &json!("copies"))
    );
    assert!(item["reason"].as_str().unwrap().contains("out of paper"));

    let event = item["event_id"].as_str().unwrap();
    let replay = format!("/internal/parked/{event}/copies/replay");
    let stranger = app.user(app.dealership(), &["settings.manage"]);
    assert_eq!(
        app.get("/internal/parked", &stranger).await.json["items"],
        json!([])
    );
    assert_eq!(app.post(&replay, &stranger, json!({})).await.status, 404);
    let clerk = app.user(user.dealership, &[]);
    assert_eq!(app.post(&replay, &clerk, json!({})).await.status, 403);

    assert_eq!(app.post(&replay, &user, json!({})).await.status, 202);
    assert_eq!(app.deliver_events().await, 1);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["one"])
    );
    assert_eq!(
        app.get("/internal/parked", &user).await.json["items"],
        json!([])
    );
}

#[tokio::test]
async fn facts_about_one_thing_keep_their_order_and_others_do_not_wait() {
    let script = Script::default();
    script.failures.store(1, Ordering::SeqCst);
    let (app, user) = app(&script).await;
    app.post("/notes", &user, json!({"text": "first"})).await;
    app.post("/notes", &user, json!({"text": "other"})).await;
    // A second fact about the first note.
    let owner = app.owner().await;
    owner
        .execute(
            "insert into notes.outbox (id, dealership_id, kind, subject, data) \
             select gen_random_uuid(), dealership_id, kind, subject, '{\"text\": \"first again\"}' \
             from notes.outbox order by seq limit 1",
            &[],
        )
        .await
        .unwrap();
    // The first fails; the one behind it waits, the other note's goes through.
    assert_eq!(app.deliver_events().await, 2);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["other"])
    );
    now_due(&app).await;
    assert_eq!(app.deliver_events().await, 2);
    assert_eq!(
        app.on("copies").get("/copies", &user).await.json,
        json!(["other", "first", "first again"])
    );
}

#[tokio::test]
async fn only_the_house_may_bring_facts() {
    let (app, user) = app(&Script::default()).await;
    let event = json!({
        "specversion": "1.0", "id": uuid::Uuid::now_v7(), "source": "/notes", "type": "note.created",
        "subject": uuid::Uuid::now_v7(), "time": "2026-11-21T12:00:00Z", "dealershipid": user.dealership,
        "data": {"text": "forged"},
    });
    let copies = app.on("copies");
    assert_eq!(
        copies
            .post("/internal/events", &user, event.clone())
            .await
            .status,
        401
    );
    let token = format!("{}.{}", jiff::Timestamp::now().as_second(), "0".repeat(64));
    let forged = copies
        .call(Method::POST, "/internal/events")
        .header("x-service-token", &token);
    assert_eq!(forged.json(&event).send().await.status, 401);
    assert_eq!(copies.get("/copies", &user).await.json, json!([]));
}
