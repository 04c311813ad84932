//! Who is at a deal, in which cell, and that nobody stays who is gone.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

const DANA: &str = "Dana Kessler";
const SAM: &str = "Sam Torres";

#[tokio::test]
async fn people_see_who_is_there_and_in_which_cell() {
    let world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.watching(&world.dana, &deal).await;
    dana.present(&[(DANA, None)]).await;
    let mut sam = world.watching(&world.sam, &deal).await;
    dana.present(&[(DANA, None), (SAM, None)]).await;
    sam.present(&[(DANA, None), (SAM, None)]).await;

    let at = |cell| json!({ "at": { "deal": deal.id, "structure": deal.structure, "cell": cell } });
    sam.say(at(Some("cash_down"))).await;
    let present = dana
        .present(&[(DANA, None), (SAM, Some("cash_down"))])
        .await;
    let there = &present["people"][1];
    assert_eq!(present["deal"], deal.id.as_str());
    assert_eq!(there["id"], json!(world.sam.id));
    assert_eq!(there["structure"], deal.structure.as_str());
    sam.say(at(None)).await;
    dana.present(&[(DANA, None), (SAM, None)]).await;

    sam.say(json!({ "unwatch": { "deal": deal.id } })).await;
    dana.present(&[(DANA, None)]).await;
    sam.watch(&deal).await;
    dana.present(&[(DANA, None), (SAM, None)]).await;
    // A window that is closed, or a machine that goes away.
    drop(sam);
    dana.present(&[(DANA, None)]).await;
}

#[tokio::test]
async fn somebody_with_two_windows_is_there_once_until_both_are_closed() {
    let world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.watching(&world.dana, &deal).await;
    let mut one = world.watching(&world.sam, &deal).await;
    let mut two = world.watching(&world.sam, &deal).await;
    for (socket, cell) in [(&mut one, "price"), (&mut two, "trade")] {
        let at = json!({ "at": { "deal": deal.id, "structure": deal.structure, "cell": cell } });
        socket.say(at).await;
        dana.present(&[(DANA, None), (SAM, Some(cell))]).await;
    }
    drop(two);
    dana.present(&[(DANA, None), (SAM, Some("price"))]).await;
    drop(one);
    dana.present(&[(DANA, None)]).await;
}

#[tokio::test]
async fn what_a_dead_replica_left_expires() {
    let world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.watching(&world.dana, &deal).await;
    dana.present(&[(DANA, None)]).await;
    // What a replica leaves that is killed: rows that nobody keeps alive.
    let owner = world.app.owner().await;
    let (socket, deal_id): (Uuid, Uuid) = (Uuid::now_v7(), deal.id.parse().expect("an id"));
    let now = Timestamp::now();
    let soon = now + SignedDuration::from_mins(5);
    owner
        .execute(
            "insert into notifications.socket values ($1, $2, $3, 'Ghost', $4, $5)",
            &[
                &socket,
                &world.dana.dealership,
                &Uuid::now_v7(),
                &now,
                &soon,
            ],
        )
        .await
        .expect("a row");
    owner
        .execute(
            "insert into notifications.presence values ($1, $2, $3, null, 'price', $4, $4)",
            &[&socket, &world.dana.dealership, &deal_id, &now],
        )
        .await
        .expect("a row");
    let at = |cell| json!({ "at": { "deal": deal.id, "structure": deal.structure, "cell": cell } });
    dana.say(at("rate")).await;
    dana.present(&[(DANA, Some("rate")), ("Ghost", Some("price"))])
        .await;
    let kept = "update notifications.socket set expires_at = now() where id = $1";
    owner.execute(kept, &[&socket]).await.expect("a row");
    dana.present(&[(DANA, Some("rate"))]).await;
    let left: i64 = owner
        .query_one(
            "select count(*) from notifications.presence where socket_id = $1",
            &[&socket],
        )
        .await
        .expect("a count")
        .get(0);
    assert_eq!(left, 0);
}
