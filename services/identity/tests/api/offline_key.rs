//! The key of the browser's offline store: one's own, the same all day, another one for everybody else.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use platform::clock::Clock;
use platform::testkit::{TestApp, User};

#[tokio::test]
async fn the_key_is_ones_own_and_ends_after_a_week() {
    let noon: Timestamp = "2026-11-21T12:00:00Z".parse().expect("an instant");
    let clock = Clock::fixed(noon);
    let app = TestApp::builder([identity::service()])
        .clock(clock.clone())
        .start()
        .await;
    let dealership = app.dealership();
    let (ana, ben) = (app.user(dealership, &[]), app.user(dealership, &[]));
    let elsewhere = app.user_with(app.dealership(), &[], |claims| claims.sub = ana.id);
    let key = async |user: &User| {
        let answer = app.get("/me/offline-key", user).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        let bytes = STANDARD.decode(answer.json["key"].as_str().expect("a key"));
        assert_eq!(bytes.expect("base64").len(), 32);
        answer.json
    };
    let first = key(&ana).await;
    assert_eq!(first["id"], "2026-11-21");
    let ends = first["expires_at"].as_str().and_then(|at| at.parse().ok());
    assert_eq!(ends, Some(noon + SignedDuration::from_hours(168)));
    for other in [&ben, &elsewhere] {
        assert_ne!(key(other).await["key"], first["key"]);
    }
    // Within its day it is given again, so that a second window reads what the first one kept.
    clock.advance(Duration::from_secs(10 * 60));
    assert_eq!(key(&ana).await["key"], first["key"]);
    let refused = app.get("/me/offline-key", &User::nobody()).await;
    assert_eq!(refused.status, 401);
}

#[tokio::test]
async fn what_was_kept_on_an_earlier_day_of_the_week_can_still_be_read() {
    let noon: Timestamp = "2026-11-21T12:00:00Z".parse().expect("an instant");
    let clock = Clock::fixed(noon);
    let app = TestApp::builder([identity::service()])
        .clock(clock.clone())
        .start()
        .await;
    let dealership = app.dealership();
    let (ana, ben) = (app.user(dealership, &[]), app.user(dealership, &[]));
    let first = app.get("/me/offline-key", &ana).await.json;
    clock.advance(Duration::from_secs(2 * 24 * 3600));
    // Signed in again: the first sign-in has ended long since.
    let (ana, ben) = (
        app.user_with(dealership, &[], |claims| claims.sub = ana.id),
        app.user_with(dealership, &[], |claims| claims.sub = ben.id),
    );
    let earlier = "/me/offline-key?of=2026-11-21";
    let again = app.get(earlier, &ana).await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(again.json["key"], first["key"]);
    assert_eq!(again.json["id"], "2026-11-21");
    // The last release of the 21st is at midnight; a week later it ends.
    assert_eq!(again.json["expires_at"], "2026-11-29T00:00:00Z");
    assert_ne!(
        app.get("/me/offline-key", &ana).await.json["key"],
        first["key"]
    );
    assert_ne!(app.get(earlier, &ben).await.json["key"], first["key"]);
    // Neither a day that is over nor one to come: the 15th ended at midnight of the 16th, a week before now.
    for day in ["2026-11-15", "2026-11-24", "9999-12-31"] {
        let refused = app.get(&format!("/me/offline-key?of={day}"), &ana).await;
        assert_eq!(refused.status, 422, "{day}: {}", refused.text());
        assert_eq!(refused.json["errors"][0]["pointer"], "/of");
    }
    assert_eq!(
        app.get("/me/offline-key?of=2026-11-16", &ana).await.status,
        200
    );
    for (wrong, pointer) in [("of=yesterday", "/of"), ("day=2026-11-21", "/day")] {
        let refused = app.get(&format!("/me/offline-key?{wrong}"), &ana).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text());
        assert_eq!(refused.json["errors"][0]["pointer"], pointer);
    }
}
