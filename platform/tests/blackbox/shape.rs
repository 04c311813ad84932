//! The shape of every answer: addresses, ids, traces, problems, probes.

use http::Method;
use platform::testkit::{TestApp, User};
use serde_json::json;

use super::notes;

#[tokio::test]
async fn unknown_addresses_methods_and_ids() {
    let app = TestApp::start([notes::service()]).await;
    let user = app.user(app.dealership(), &["notes.read", "notes.write"]);
    let nowhere = app.get("/nowhere", &user).await;
    assert_eq!((nowhere.status, nowhere.problem()), (404, "not-found"));
    let method = app.call(Method::PATCH, "/notes").by(&user).send().await;
    assert_eq!(
        (method.status, method.problem()),
        (405, "method-not-allowed")
    );
    let allow = method.header("allow");
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
    let simple = uuid::Uuid::now_v7().simple().to_string();
    for id in [
        "1",
        "abc",
        simple.as_str(),
        "00000000-0000-0000-0000-00000000000g",
        "%7B%7D",
    ] {
        let answer = app.get(&format!("/notes/{id}"), &user).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (404, "not-found"),
            "{id}"
        );
    }
    let unknown = app
        .get(&format!("/notes/{}", uuid::Uuid::now_v7()), &user)
        .await;
    assert_eq!(unknown.json["detail"], "There is no such note.");
}

#[tokio::test]
async fn request_ids_are_taken_over_or_made_and_stand_in_problems() {
    let app = TestApp::start([notes::service()]).await;
    let given = app
        .call(Method::GET, "/nowhere")
        .header("x-request-id", "till-7.42")
        .send()
        .await;
    assert_eq!(given.header("x-request-id"), "till-7.42");
    assert_eq!(given.json["request_id"], "till-7.42");
    let odd = app
        .call(Method::GET, "/nowhere")
        .header("x-request-id", "a b")
        .send()
        .await;
    assert_ne!(odd.header("x-request-id"), "a b");
    let made = app.get("/hello", &User::nobody()).await;
    assert_eq!(made.header("x-request-id").len(), 36);
}

#[tokio::test]
async fn a_panic_is_a_500_that_tells_nothing() {
    let app = TestApp::start([notes::service()]).await;
    let answer = app.get("/panics", &User::nobody()).await;
    assert_eq!((answer.status, answer.problem()), (500, "internal"));
    assert!(!answer.text().contains("secret"));
    assert_eq!(app.get("/hello", &User::nobody()).await.status, 200);
}

#[tokio::test]
async fn alive_ready_counted_and_documented() {
    let app = TestApp::start([notes::service()]).await;
    let nobody = User::nobody();
    assert_eq!(app.get("/health", &nobody).await.json["status"], "ok");
    assert_eq!(app.get("/ready", &nobody).await.json["status"], "ready");
    let user = app.user(app.dealership(), &["notes.read"]);
    app.get(&format!("/notes/{}", uuid::Uuid::now_v7()), &user)
        .await;
    let metrics = app.get("/metrics", &nobody).await;
    let line = r#"http_request_seconds_count{service="notes",method="GET",route="/notes/{id}",status="404"} 1"#;
    assert!(metrics.text().contains(line), "{}", metrics.text());
    let document = app.get("/openapi.json", &nobody).await.json;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(
        document["paths"]["/notes"]["post"]["x-permission"],
        "notes.write"
    );
    assert_eq!(
        document["components"]["schemas"]["NewNote"]["additionalProperties"],
        json!(false)
    );
}

#[tokio::test]
async fn one_service_asks_another_in_the_callers_name() {
    let services = [notes::service(), super::copies::service(Default::default())];
    let app = TestApp::start(services).await;
    let may = app.user(app.dealership(), &["copies.read"]);
    let answer = app.get("/ask-other", &may).await;
    assert_eq!((answer.status, answer.json), (200, json!([])));
    let may_not = app.user(app.dealership(), &[]);
    let answer = app.get("/ask-other", &may_not).await;
    assert_eq!((answer.status, answer.problem()), (403, "forbidden"));
    assert_eq!(
        answer.json["detail"],
        "This needs the permission copies.read."
    );
}
