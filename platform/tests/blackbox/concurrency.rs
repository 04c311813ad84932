//! Two people at the same thing: ETags and Idempotency-Keys.

use http::Method;
use platform::testkit::{Answer, TestApp, User};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::notes;

async fn app() -> (TestApp, User) {
    let app = TestApp::start([notes::service()]).await;
    let user = app.user(app.dealership(), &["notes.read", "notes.write"]);
    (app, user)
}

async fn create(app: &TestApp, user: &User, key: &str, body: Value) -> Answer {
    app.call(Method::POST, "/notes")
        .by(user)
        .header("idempotency-key", key)
        .json(&body)
        .send()
        .await
}

async fn count(app: &TestApp) -> i64 {
    app.owner()
        .await
        .query_one("select count(*) from notes.notes", &[])
        .await
        .unwrap()
        .get(0)
}

#[tokio::test]
async fn an_update_needs_the_version_it_was_made_for() {
    let (app, user) = app().await;
    let created = app.post("/notes", &user, json!({"text": "a"})).await;
    assert_eq!((created.status, created.etag()), (201, "\"1\""));
    let path = created.header("location").to_owned();
    let read = app.get(&path, &user).await;
    assert_eq!((read.etag(), &read.json), ("\"1\"", &created.json));

    let without = app
        .call(Method::PUT, &path)
        .by(&user)
        .json(&json!({"text": "b"}))
        .send()
        .await;
    assert_eq!(
        (without.status, without.problem()),
        (428, "if-match-required")
    );
    let first = app
        .put(&path, &user, read.etag(), json!({"text": "b"}))
        .await;
    assert_eq!((first.status, first.etag()), (200, "\"2\""));
    let second = app
        .put(&path, &user, read.etag(), json!({"text": "c"}))
        .await;
    assert_eq!((second.status, second.problem()), (412, "stale"));
    assert_eq!(app.get(&path, &user).await.json["text"], "b");
    let nonsense = app.put(&path, &user, "2", json!({"text": "c"})).await;
    assert_eq!(nonsense.status, 400);
}

#[tokio::test]
async fn of_many_updates_of_one_version_one_wins() {
    let (app, user) = app().await;
    let path = app
        .post("/notes", &user, json!({"text": "a"}))
        .await
        .header("location")
        .to_owned();
    let mut racers = JoinSet::new();
    for number in 0..8 {
        let (front, user, path) = ((*app).clone(), user.clone(), path.clone());
        racers.spawn(async move {
            front
                .put(
                    &path,
                    &user,
                    "\"1\"",
                    json!({"text": format!("racer {number}")}),
                )
                .await
                .status
        });
    }
    let mut statuses = racers.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
}

#[tokio::test]
async fn the_same_key_and_body_give_the_same_answer() {
    let (app, user) = app().await;
    let first = create(&app, &user, "till-1", json!({"text": "a"})).await;
    let again = create(&app, &user, "till-1", json!({"text": "a"})).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.etag(), again.etag());
    assert_eq!(
        (
            first.header("idempotency-replayed"),
            again.header("idempotency-replayed")
        ),
        ("", "true")
    );
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn the_same_key_for_something_else_is_422() {
    let (app, user) = app().await;
    create(&app, &user, "till-1", json!({"text": "a"})).await;
    let other = create(&app, &user, "till-1", json!({"text": "b"})).await;
    assert_eq!(
        (other.status, other.problem()),
        (422, "idempotency-key-reused")
    );
    // A key belongs to its user.
    let colleague = app.user(user.dealership, &["notes.write"]);
    assert_eq!(
        create(&app, &colleague, "till-1", json!({"text": "b"}))
            .await
            .status,
        201
    );
    for bad in ["two words", ""] {
        assert_eq!(
            create(&app, &user, bad, json!({"text": "a"})).await.status,
            400,
            "{bad:?}"
        );
    }
}

#[tokio::test]
async fn a_request_that_failed_does_not_use_up_its_key() {
    let (app, user) = app().await;
    create(&app, &user, "one", json!({"text": "a", "shelf": "A1"})).await;
    let taken = create(&app, &user, "two", json!({"text": "b", "shelf": "A1"})).await;
    assert_eq!(
        (taken.status, taken.faults()),
        (422, vec![("/shelf", "taken")])
    );
    let path = app.get("/notes", &user).await.json["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.delete(&format!("/notes/{path}"), &user).await;
    let again = create(&app, &user, "two", json!({"text": "b", "shelf": "A1"})).await;
    assert_eq!(again.status, 201);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let (app, user) = app().await;
    create(&app, &user, "till-1", json!({"text": "a"})).await;
    let owner = app.owner().await;
    let age = "update notes.idempotency set created_at = now() - interval '24 hours 1 second'";
    owner.execute(age, &[]).await.unwrap();
    let again = create(&app, &user, "till-1", json!({"text": "b"})).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (201, "")
    );
    assert_eq!(count(&app).await, 2);
}

#[tokio::test]
async fn of_many_with_one_key_at_once_one_creates() {
    let (app, user) = app().await;
    let mut racers = JoinSet::new();
    for _ in 0..12 {
        let (front, user) = ((*app).clone(), user.clone());
        racers.spawn(async move {
            let call = front
                .call(Method::POST, "/notes")
                .by(&user)
                .header("idempotency-key", "race");
            call.json(&json!({"text": "a"})).send().await
        });
    }
    let answers = racers.join_all().await;
    let mut bodies = Vec::new();
    for answer in &answers {
        match answer.status {
            201 => bodies.push(answer.bytes.clone()),
            409 => assert_eq!(answer.problem(), "conflict"),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert!(!bodies.is_empty());
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn while_one_is_at_it_the_same_key_is_409() {
    let (app, user) = app().await;
    // What `Create::begin` locks, held by somebody else for the while of this test.
    let owner = app.owner().await;
    let name = format!("notes\n{}\n{}\nheld", user.dealership, user.id);
    owner
        .execute("select pg_advisory_lock(hashtextextended($1, 0))", &[&name])
        .await
        .unwrap();
    let answer = create(&app, &user, "held", json!({"text": "a"})).await;
    assert_eq!((answer.status, answer.problem()), (409, "conflict"));
    owner
        .execute("select pg_advisory_unlock_all()", &[])
        .await
        .unwrap();
    assert_eq!(
        create(&app, &user, "held", json!({"text": "a"}))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn a_handler_that_fails_half_way_leaves_nothing_and_no_open_transaction() {
    let (app, user) = app().await;
    for _ in 0..30 {
        assert_eq!(app.post("/forgetful", &user, json!({})).await.status, 409);
    }
    assert_eq!(count(&app).await, 0);
    assert_eq!(
        app.post("/notes", &user, json!({"text": "kept"}))
            .await
            .status,
        201
    );
    assert_eq!(count(&app).await, 1);
}
