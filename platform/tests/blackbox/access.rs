//! Who gets in: tokens, permissions, and what is said to those who do not.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use platform::auth::Claims;
use platform::auth::issue::{KeySet, Signer};
use platform::clock::Clock;
use platform::prelude::*;
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

/// Stands in for identity: hands out its keys as long as it is told to, and counts how often it was asked.
fn key_keeper(keys: Arc<Mutex<Option<KeySet>>>, asked: Arc<AtomicUsize>) -> Service {
    Service::new("identity", "Keys under test.", &[], move |_| {
        let (keys, asked) = (keys.clone(), asked.clone());
        let answer = move || async move {
            asked.fetch_add(1, Ordering::SeqCst);
            let keys = keys.lock().unwrap().clone();
            keys.map(Json)
                .ok_or_else(|| Problem::unavailable("key store"))
        };
        OpenApiRouter::default().route("/.well-known/jwks.json", axum::routing::get(answer))
    })
}

#[tokio::test]
async fn keys_are_fetched_kept_replaced_and_taken_back() {
    let clock = Clock::fixed("2026-11-21T12:00:00Z".parse().unwrap());
    let (old, new) = (Signer::generate().unwrap(), Signer::generate().unwrap());
    let keys = Arc::new(Mutex::new(None));
    let asked = Arc::new(AtomicUsize::new(0));
    let services = [notes::service(), key_keeper(keys.clone(), asked.clone())];
    let app = TestApp::builder(services)
        .clock(clock.clone())
        .identity_keys()
        .start()
        .await;
    let token = |signer: &Signer| {
        let claims = Claims::new(Uuid::now_v7(), Uuid::now_v7(), "Ann", clock.seconds(), 900);
        User::with_token(signer.sign(&claims).unwrap())
    };
    let publish = |signers: &[&Signer]| {
        let set = signers.iter().map(|signer| signer.jwk().clone()).collect();
        *keys.lock().unwrap() = Some(KeySet { keys: set });
    };

    // Without keys nobody can be told from anybody: 503, not 401.
    assert_eq!(app.get("/whoami", &token(&old)).await.status, 503);
    publish(&[&old]);
    let ann = token(&old);
    assert_eq!(app.get("/whoami", &ann).await.status, 200);

    // A key that is new is asked for, but strangers cannot make us ask all the time.
    let before = asked.load(Ordering::SeqCst);
    for _ in 0..20 {
        assert_eq!(app.get("/whoami", &token(&new)).await.status, 401);
    }
    assert!(asked.load(Ordering::SeqCst) <= before + 1);
    publish(&[&old, &new]);
    clock.advance(Duration::from_secs(11));
    assert_eq!(app.get("/whoami", &token(&new)).await.status, 200);

    // Identity away: those known stay known, and it is not asked at every request.
    *keys.lock().unwrap() = None;
    clock.advance(Duration::from_secs(301));
    let before = asked.load(Ordering::SeqCst);
    for _ in 0..20 {
        assert_eq!(app.get("/whoami", &ann).await.status, 200);
    }
    assert_eq!(asked.load(Ordering::SeqCst), before + 1);

    // A key taken back takes its tokens with it, also those that were known.
    publish(&[&new]);
    clock.advance(Duration::from_secs(301));
    assert_eq!(app.get("/whoami", &ann).await.status, 401);
    assert_eq!(app.get("/whoami", &token(&new)).await.status, 200);
}
