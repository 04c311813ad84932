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
