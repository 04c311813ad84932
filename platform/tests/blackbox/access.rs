//! Who gets in: tokens, permissions, and what is said to those who do not.

use std::time::Duration;

use jiff::Timestamp;
use platform::auth::Claims;
use platform::auth::issue::Signer;
use platform::clock::Clock;
use platform::testkit::{TestApp, User};
use serde_json::json;
use uuid::Uuid;

use super::notes;

#[tokio::test]
async fn without_a_token_401_with_the_challenge() {
    let app = TestApp::start([notes::service()]).await;
    let answer = app.get("/whoami", &User::nobody()).await;
    assert_eq!((answer.status, answer.problem()), (401, "unauthorized"));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn what_is_no_token_of_ours_is_refused() {
    let app = TestApp::start([notes::service()]).await;
    let now = Timestamp::now().as_second();
    let good = Claims::new(Uuid::now_v7(), Uuid::now_v7(), "Ann", now, 900);
    let stranger = Signer::generate().unwrap();
    let ours = app.signer();
    let forged = stranger.sign(&good).unwrap();
    // A token of the stranger's that names our key.
    let renamed = {
        let (_, rest) = forged.split_once('.').unwrap();
        let honest = ours.sign(&good).unwrap();
        format!("{}.{rest}", honest.split_once('.').unwrap().0)
    };
    let altered = |change: fn(&mut Claims)| {
        let mut claims = good.clone();
        change(&mut claims);
        ours.sign(&claims).unwrap()
    };
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.".to_owned();
    for (what, token) in [
        ("forged", forged),
        ("renamed", renamed),
        ("no signature", unsigned),
        (
            "other audience",
            altered(|claims| claims.aud = "elsewhere".into()),
        ),
        (
            "other issuer",
            altered(|claims| claims.iss = "elsewhere".into()),
        ),
        (
            "from the future",
            altered(|claims| claims.nbf = Some(claims.iat + 600)),
        ),
        ("expired", altered(|claims| claims.exp = claims.iat)),
        (
            "another kind of signed thing",
            ours.sign_as("mfa+jwt", &good).unwrap(),
        ),
        ("not a token", "abc".to_owned()),
    ] {
        let answer = app.get("/whoami", &User::with_token(token)).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (401, "invalid-token"),
            "{what}"
        );
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"invalid_token\"",
            "{what}"
        );
    }
    let answer = app
        .call(http::Method::GET, "/whoami")
        .header("authorization", "Basic YTpi")
        .send()
        .await;
    assert_eq!(answer.status, 401);
    let honest = ours.sign(&good).unwrap();
    assert_eq!(
        app.get("/whoami", &User::with_token(honest)).await.status,
        200
    );
}

#[tokio::test]
async fn a_token_that_was_good_ends_with_its_time() {
    let clock = Clock::fixed("2026-11-21T12:00:00Z".parse().unwrap());
    let app = TestApp::builder([notes::service()])
        .clock(clock.clone())
        .start()
        .await;
    let ann = app.user(app.dealership(), &[]);
    assert_eq!(app.get("/whoami", &ann).await.status, 200);
    clock.advance(Duration::from_secs(899));
    assert_eq!(app.get("/whoami", &ann).await.status, 200);
    clock.advance(Duration::from_secs(1));
    assert_eq!(app.get("/whoami", &ann).await.status, 401);
}

#[tokio::test]
async fn a_missing_permission_is_403_and_named() {
    let app = TestApp::start([notes::service()]).await;
    let reader = app.user(app.dealership(), &["notes.read", "notes.writer"]);
    let answer = app.post("/notes", &reader, json!({"text": "a"})).await;
    assert_eq!((answer.status, answer.problem()), (403, "forbidden"));
    assert_eq!(
        answer.json["detail"],
        "This needs the permission notes.write."
    );
    // Any one of several is enough.
    assert_eq!(app.get("/notes", &reader).await.status, 200);
    let writer = app.user(app.dealership(), &["notes.write"]);
    assert_eq!(app.get("/notes", &writer).await.status, 200);
    let neither = app.user(app.dealership(), &["deals.write"]);
    assert_eq!(app.get("/notes", &neither).await.status, 403);
}

#[tokio::test]
async fn permission_comes_before_input() {
    let app = TestApp::start([notes::service()]).await;
    let reader = app.user(app.dealership(), &["notes.read"]);
    let answer = app.post("/notes", &reader, json!({"nonsense": true})).await;
    assert_eq!(answer.status, 403);
}
