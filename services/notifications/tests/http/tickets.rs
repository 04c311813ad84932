//! Who gets in: a ticket of somebody signed in, once, in time, from a page of our own.

use std::time::Duration;

use http::Method;
use jiff::Timestamp;
use platform::clock::Clock;
use platform::testkit::User;
use serde_json::json;

use crate::socket::{Socket, ticket};
use crate::world::{World, house};

#[tokio::test]
async fn a_ticket_opens_one_socket_once() {
    let world = World::begin().await;
    let ticket = ticket(&world.app, &world.dana).await;
    assert!(Socket::with(&world.app, &ticket, None).await.is_ok());
    let again = Socket::with(&world.app, &ticket, None).await;
    assert_eq!(again.err(), Some(401));
}

#[tokio::test]
async fn a_ticket_is_good_for_half_a_minute() {
    let clock = Clock::fixed(Timestamp::now());
    let world = World::begin_in(house().clock(clock.clone()).start().await).await;
    let late = ticket(&world.app, &world.dana).await;
    let in_time = ticket(&world.app, &world.dana).await;
    clock.advance(Duration::from_secs(29));
    assert!(Socket::with(&world.app, &in_time, None).await.is_ok());
    clock.advance(Duration::from_secs(1));
    assert_eq!(Socket::with(&world.app, &late, None).await.err(), Some(401));
}

#[tokio::test]
async fn nobody_gets_in_without_one() {
    let world = World::begin().await;
    let refused = world
        .app
        .post("/api/v1/live/tickets", &User::nobody(), json!({}))
        .await;
    assert_eq!(refused.status, 401, "{}", refused.text());
    for made_up in ["x", "alt_AAAA", &format!("alt_{}", "A".repeat(64))] {
        let opened = Socket::with(&world.app, made_up, None).await;
        assert_eq!(opened.err(), Some(401), "{made_up}");
    }
    // An access token is no ticket, and a plain request no WebSocket.
    let token = world.dana.token.as_deref().expect("a token");
    let opened = Socket::with(&world.app, &token[..180.min(token.len())], None).await;
    assert_eq!(opened.err(), Some(401));
    let plain = world
        .app
        .call(Method::GET, "/api/v1/live?ticket=alt_A")
        .send()
        .await;
    assert_eq!((plain.status, plain.problem()), (426, "upgrade-required"));
}

#[tokio::test]
async fn what_is_stored_of_a_ticket_opens_nothing() {
    let world = World::begin().await;
    let ticket = ticket(&world.app, &world.dana).await;
    let owner = world.app.owner().await;
    let row = owner
        .query_one("select ticket::text, token from notifications.ticket", &[])
        .await
        .expect("a row");
    let (text, sealed): (String, Vec<u8>) = (row.get(0), row.get(1));
    assert!(!text.contains(&ticket));
    let token = world.dana.token.as_deref().expect("a token").as_bytes();
    let inside = sealed.windows(24).any(|part| part == &token[..24]);
    assert!(!inside, "the access token is sealed");
}

#[tokio::test]
async fn a_page_of_another_origin_is_turned_away_with_a_good_ticket() {
    let app = house()
        .setting("ALLOWED_ORIGINS", "https://office.example.com")
        .start()
        .await;
    let world = World::begin_in(app).await;
    let own = format!("http://{}", world.app.address);
    for (origin, expected) in [
        ("https://evil.example.com", Some(403)),
        ("null", Some(403)),
        ("https://office.example.com", None),
        (own.as_str(), None),
    ] {
        let ticket = ticket(&world.app, &world.dana).await;
        let opened = Socket::with(&world.app, &ticket, Some(origin)).await;
        assert_eq!(opened.err(), expected, "{origin}");
    }
}

#[tokio::test]
async fn a_person_has_twenty_windows_at_most() {
    let world = World::begin().await;
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(world.socket(&world.dana).await);
    }
    let more = ticket(&world.app, &world.dana).await;
    assert_eq!(Socket::with(&world.app, &more, None).await.err(), Some(429));
    // Colleagues have their own.
    world.socket(&world.sam).await;
}
