//! Several replicas on one database are one channel; a break of it is never passed over.

use serde_json::json;

use crate::socket::{Socket, ticket};
use crate::world::{World, house};

#[tokio::test]
async fn changes_and_presence_cross_from_one_replica_to_the_other() {
    let world = World::begin().await;
    let other = house().beside(&world.app).start().await;
    let deal = world.deal(&world.sam).await;
    let mut here = world.watching(&world.dana, &deal).await;
    // A ticket of the one opens a socket of the other.
    let sams = ticket(&world.app, &world.sam).await;
    let Ok(mut there) = Socket::with(&other, &sams, None).await else {
        panic!("the other replica takes it");
    };
    there.watch(&deal).await;
    here.present(&[("Dana Kessler", None), ("Sam Torres", None)])
        .await;
    there
        .say(json!({ "at": { "deal": deal.id, "structure": deal.structure, "cell": "cash_down" } }))
        .await;
    here.present(&[("Dana Kessler", None), ("Sam Torres", Some("cash_down"))])
        .await;

    deal.rename(&other, &world.sam, "Saved over there").await;
    here.changed_to(2).await;
    there.changed_to(2).await;
    deal.rename(&world.app, &world.sam, "Saved here").await;
    here.changed_to(3).await;
    there.changed_to(3).await;
    drop(there);
    here.present(&[("Dana Kessler", None)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_was_away_closes_the_sockets_which_then_hear_again() {
    let world = World::begin_in(house().own_postgres().start().await).await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.watching(&world.dana, &deal).await;
    dana.present(&[("Dana Kessler", None)]).await;
    world.app.postgres().stop();
    world.app.postgres().start();
    // What was saved during the break was not heard, so the socket says so instead of going on.
    assert_eq!(dana.closed().await, 1012);
    let mut dana = world.watching(&world.dana, &deal).await;
    deal.rename(&world.app, &world.sam, "After").await;
    dana.changed_to(2).await;
}
