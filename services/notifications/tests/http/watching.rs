//! What is told of changes, and to whom.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::World;

#[tokio::test]
async fn a_save_is_told_to_those_who_watch_the_deal() {
    let world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.socket(&world.dana).await;
    assert_eq!(dana.watch(&deal).await, 1);
    deal.rename(&world.app, &world.sam, "Longer").await;
    let told = dana.changed_to(2).await;
    assert_eq!(
        told,
        json!({
            "deal": deal.id, "version": 2, "structure_id": deal.structure, "revision": 2,
            "act": "structure_changed", "by": { "id": world.sam.id, "name": "Sam Torres" },
        })
    );
    // Whoever comes later knows by the version what was missed.
    let mut ria = world.socket(&world.dana).await;
    assert_eq!(ria.watch(&deal).await, 2);
}

#[tokio::test]
async fn a_deal_that_is_no_longer_watched_is_silent() {
    let world = World::begin().await;
    let (left, kept) = (world.deal(&world.sam).await, world.deal(&world.sam).await);
    let mut dana = world.watching(&world.dana, &left).await;
    dana.watch(&kept).await;
    dana.say(json!({ "unwatch": { "deal": left.id } })).await;
    // The answer to the next message says that the one before was read.
    dana.say(json!("?")).await;
    assert_eq!(dana.hear_of("refused").await["code"], "malformed");
    left.rename(&world.app, &world.sam, "Unheard").await;
    kept.rename(&world.app, &world.sam, "Heard").await;
    assert_eq!(dana.hear_of("changed").await["deal"], kept.id.as_str());
}

#[tokio::test]
async fn the_lists_follow_every_deal_that_may_be_seen() {
    let world = World::begin().await;
    let mut dana = world.socket(&world.dana).await;
    let mut sam = world.socket(&world.sam).await;
    for socket in [&mut dana, &mut sam] {
        socket.say(json!({ "watch": { "deals": true } })).await;
        assert_eq!(socket.hear_of("watching").await, json!({ "deals": true }));
    }
    let of_ria = world.deal(&world.ria).await;
    let of_sam = world.deal(&world.sam).await;
    let told = dana.hear_of("changed").await;
    assert_eq!(
        (&told["deal"], &told["act"]),
        (&json!(of_ria.id), &json!("created"))
    );
    assert_eq!(dana.hear_of("changed").await["deal"], of_sam.id.as_str());
    // Sam sees his own deals only, so of Ria's he hears nothing.
    assert_eq!(sam.hear_of("changed").await["deal"], of_sam.id.as_str());
}

#[tokio::test]
async fn a_list_is_for_those_who_see_deals() {
    let world = World::begin().await;
    let clerk = world.app.user(world.dana.dealership, &["customers.read"]);
    let mut clerk = world.socket(&clerk).await;
    clerk.say(json!({ "watch": { "deals": true } })).await;
    assert_eq!(clerk.hear_of("refused").await["code"], "forbidden");
}

#[tokio::test]
async fn a_salesperson_of_one_store_hears_nothing_of_another_store() {
    let world = World::begin().await;
    let elsewhere = world
        .app
        .user_with(world.dana.dealership, crate::world::MANAGER, |claims| {
            claims.rooftops = vec![Uuid::now_v7()];
        });
    let deal = world.deal(&world.sam).await;
    let mut socket = world.socket(&elsewhere).await;
    socket.say(json!({ "watch": { "deal": deal.id } })).await;
    assert_eq!(socket.hear_of("refused").await["code"], "not_found");
}

#[tokio::test]
async fn another_dealerships_deal_is_refused_and_nothing_of_it_is_heard() {
    let world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let (stranger, own) = world.stranger().await;
    let mut socket = world.socket(&stranger).await;
    socket.say(json!({ "watch": { "deal": deal.id } })).await;
    let refused = socket.hear().await;
    assert_eq!(refused["refused"]["code"], "not_found");
    assert_eq!(refused["refused"]["deal"], deal.id.as_str());
    socket.say(json!({ "watch": { "deals": true } })).await;
    assert_eq!(socket.hear_of("watching").await, json!({ "deals": true }));
    socket.watch(&own).await;
    socket
        .say(json!({ "at": { "deal": deal.id, "structure": deal.structure, "cell": "price" } }))
        .await;
    assert_eq!(socket.hear_of("refused").await["code"], "not_watched");

    let mut dana = world.watching(&world.dana, &deal).await;
    dana.present(&[("Dana Kessler", None)]).await;
    deal.rename(&world.app, &world.sam, "Ours").await;
    dana.changed_to(2).await;
    // Now that this has reached its own people, the stranger's own change follows: they hear of that one and of nothing else.
    own.rename(&world.app, &stranger, "Theirs").await;
    loop {
        let heard = socket.hear().await;
        assert!(!heard.to_string().contains(&deal.id), "{heard}");
        if let Some(changed) = heard.get("changed") {
            assert_eq!(changed["deal"], own.id.as_str());
            if changed["version"] == 2 {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_colleagues_deal_is_refused_as_if_it_were_not_there() {
    let world = World::begin().await;
    let of_ria = world.deal(&world.ria).await;
    let nowhere = Uuid::now_v7().to_string();
    let mut sam = world.socket(&world.sam).await;
    let mut refused = Vec::new();
    for deal in [&of_ria.id, &nowhere] {
        sam.say(json!({ "watch": { "deal": deal } })).await;
        let mut said = sam.hear_of("refused").await;
        assert_eq!(said["deal"], deal.as_str());
        said["deal"] = Value::Null;
        refused.push(said);
    }
    assert_eq!(refused[0], refused[1]);
    assert_eq!(refused[0]["code"], "not_found");
}

#[tokio::test]
async fn one_window_watches_fifty_deals() {
    let world = World::begin().await;
    let mut dana = world.socket(&world.dana).await;
    let mut first = None;
    for _ in 0..50 {
        let deal = world.deal(&world.dana).await;
        dana.watch(&deal).await;
        first.get_or_insert(deal);
    }
    let one_more = world.deal(&world.dana).await;
    dana.say(json!({ "watch": { "deal": one_more.id } })).await;
    let refused = dana.hear_of("refused").await;
    assert_eq!(
        (&refused["code"], &refused["deal"]),
        (&json!("too_many"), &json!(one_more.id))
    );
    let first = first.expect("a deal");
    dana.say(json!({ "unwatch": { "deal": first.id } })).await;
    dana.watch(&one_more).await;
}

#[tokio::test]
async fn a_flood_closes_the_socket() {
    let world = World::begin().await;
    let mut dana = world.socket(&world.dana).await;
    // 80 at once and 20 a second: 2,000 would be within it only if they took 96 seconds.
    for _ in 0..2_000 {
        dana.say(json!({ "unwatch": { "deals": true } })).await;
    }
    assert_eq!(dana.closed().await, 1008);
}

#[tokio::test]
async fn a_message_that_is_too_long_ends_the_socket() {
    let world = World::begin().await;
    let mut dana = world.socket(&world.dana).await;
    dana.say_text(&"x".repeat(4_096)).await;
    assert_eq!(dana.hear_of("refused").await["code"], "malformed");
    dana.say_text(&"x".repeat(4_097)).await;
    dana.ends().await;
}
