//! How a socket ends from the server's side.

use platform::testkit::User;

use crate::world::{MANAGER, World};

#[tokio::test]
async fn a_socket_ends_with_the_access_token_behind_its_ticket() {
    let world = World::begin().await;
    let now = world.app.platform("deals").clock().seconds();
    let short: User = world
        .app
        .user_with(world.dana.dealership, MANAGER, |claims| {
            claims.exp = now + 3;
        });
    let deal = world.deal(&world.sam).await;
    let mut socket = world.watching(&short, &deal).await;
    assert_eq!(socket.closed().await, 4001);
}

#[tokio::test]
async fn a_stop_takes_leave_of_everybody() {
    let mut world = World::begin().await;
    let deal = world.deal(&world.sam).await;
    let mut dana = world.watching(&world.dana, &deal).await;
    let mut sam = world.watching(&world.sam, &deal).await;
    world.app.stop().await;
    assert_eq!(dana.closed().await, 1001);
    assert_eq!(sam.closed().await, 1001);
    let owner = world.app.owner().await;
    let left = "select (select count(*) from notifications.socket) + (select count(*) from notifications.presence)";
    let left: i64 = owner.query_one(left, &[]).await.expect("a count").get(0);
    assert_eq!(left, 0, "nobody is shown as there who is not");
}
