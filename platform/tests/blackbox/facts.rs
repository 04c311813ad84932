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
    let owner = app.owner().await;
    let sql = "select attempts, reason, next_attempt_at > '-infinity' from notes.delivery";
    let row = owner.query_one(sql, &[]).await.unwrap();
    assert_eq!((row.get::<_, i32>(0), row.get::<_, bool>(2)), (1, true));
    assert!(row.get::<_, String>(1).contains("out of paper"));
    // Not before its pause is over.
    let pause = "update notes.delivery set next_attempt_at = now() + interval '1 hour'";
    owner.execute(pause, &[]).await.unwrap();
    assert_eq!(app.deliver_events().await, 0);
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

#[tokio::test]
async fn across_two_processes_by_the_same_code() {
    let script = Script::default();
    let inventory = TestApp::start([copies::service_called("inventory", script.clone())]).await;
    let deals = TestApp::builder([notes::service_called("deals")])
        .keys_of(&inventory)
        .setting(
            "INVENTORY_SERVICE_URL",
            &format!("http://{}", inventory.address),
        )
        .start()
        .await;
    let user = deals.user(deals.dealership(), &["notes.write", "copies.read"]);
    deals
        .post("/notes", &user, json!({"text": "from afar"}))
        .await;
    assert_eq!(deals.deliver_events().await, 1);
    assert_eq!(
        inventory.get("/copies", &user).await.json,
        json!(["from afar"])
    );
}

#[tokio::test]
async fn a_service_that_is_away_does_not_use_up_the_tries() {
    let unused = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let deals = TestApp::builder([notes::service_called("deals")])
        .setting("INVENTORY_SERVICE_URL", &format!("http://{unused}"))
        .start()
        .await;
    let user = deals.user(deals.dealership(), &["notes.write"]);
    deals
        .post("/notes", &user, json!({"text": "patient"}))
        .await;
    let owner = deals.owner().await;
    for _ in 0..10 {
        assert_eq!(deals.deliver_events().await, 1);
        let due = "update deals.delivery set next_attempt_at = now() - interval '1 second'";
        owner.execute(due, &[]).await.unwrap();
    }
    let sql = "select attempts, parked_at is null, reason from deals.delivery";
    let row = owner.query_one(sql, &[]).await.unwrap();
    assert_eq!((row.get::<_, i32>(0), row.get::<_, bool>(1)), (0, true));
    assert!(
        row.get::<_, String>(2)
            .contains("inventory service cannot be reached")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_is_woken_by_the_commit() {
    let script = Script::default();
    let app = TestApp::builder([notes::service(), copies::service(script.clone())])
        .background()
        .start()
        .await;
    let user = app.user(app.dealership(), &["notes.write", "copies.read"]);
    app.post("/notes", &user, json!({"text": "by itself"}))
        .await;
    tokio::time::timeout(notes::PATIENCE, async {
        while app.on("copies").get("/copies", &user).await.json != json!(["by itself"]) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the fact arrives without being asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_goes_on_after_the_database_was_away() {
    let script = Script::default();
    let app = TestApp::builder([notes::service(), copies::service(script.clone())])
        .own_postgres()
        .background()
        .start()
        .await;
    let user = app.user(app.dealership(), &["notes.write", "copies.read"]);
    app.postgres().kill();
    app.postgres().start();
    assert_eq!(
        app.post("/notes", &user, json!({"text": "after"}))
            .await
            .status,
        201
    );
    tokio::time::timeout(notes::PATIENCE, async {
        while app.on("copies").get("/copies", &user).await.json != json!(["after"]) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the fact arrives");
}
