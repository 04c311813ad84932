//! PostgreSQL goes away in the middle: 503, nothing half-written, and it works again when it is back.

use platform::testkit::TestApp;
use serde_json::json;

use super::notes::{self, PATIENCE};

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_a_save() {
    let app = TestApp::builder([notes::service()])
        .own_postgres()
        .start()
        .await;
    let user = app.user(app.dealership(), &["notes.read", "notes.write"]);
    assert_eq!(
        app.post("/notes", &user, json!({"text": "before"}))
            .await
            .status,
        201
    );

    let (front, saver) = ((*app).clone(), user.clone());
    let save = tokio::spawn(async move { front.post("/held-open", &saver, json!({})).await });
    // The save is half-way when its backend sleeps in the transaction.
    let owner = app.owner().await;
    tokio::time::timeout(PATIENCE, async {
        let half_way = "select 1 from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid() and state = 'active'";
        while owner.query_opt(half_way, &[]).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the save gets half-way");
    drop(owner);

    app.postgres().kill();
    let answer = save.await.unwrap();
    assert_eq!((answer.status, answer.problem()), (503, "unavailable"));
    assert_eq!(answer.header("retry-after"), "2");
    let away = app
        .post("/notes", &user, json!({"text": "meanwhile"}))
        .await;
    assert_eq!((away.status, away.problem()), (503, "unavailable"));
    assert_eq!(app.get("/notes", &user).await.status, 503);
    assert_eq!(app.get("/ready", &user).await.status, 503);
    assert_eq!(app.get("/health", &user).await.status, 200);

    app.postgres().start();
    assert_eq!(
        app.post("/notes", &user, json!({"text": "after"}))
            .await
            .status,
        201
    );
    let notes = app.get("/notes", &user).await.json;
    let texts: Vec<_> = notes["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &note["text"])
        .collect();
    assert_eq!(texts, ["before", "after"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn restarted_between_two_requests() {
    let app = TestApp::builder([notes::service()])
        .own_postgres()
        .start()
        .await;
    let user = app.user(app.dealership(), &["notes.read", "notes.write"]);
    for round in 0..3 {
        assert_eq!(
            app.post("/notes", &user, json!({"text": "a"})).await.status,
            201,
            "round {round}"
        );
        app.postgres().stop();
        assert_eq!(app.get("/notes", &user).await.status, 503, "round {round}");
        app.postgres().start();
        assert_eq!(app.get("/notes", &user).await.status, 200, "round {round}");
    }
}
