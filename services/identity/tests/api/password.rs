//! Changing one's own password.

use identity::role::Role;
use platform::testkit::{Answer, User};
use serde_json::json;

use crate::world::{PASSWORD, World};

async fn change(world: &World, user: &User, current: &str, new: &str) -> Answer {
    let body = json!({ "current_password": current, "new_password": new });
    world
        .app
        .call(http::Method::PUT, "/me/password")
        .by(user)
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let world = World::begin().await;
    let (here, there) = (
        world.sign_in("ana@harbor.example").await,
        world.sign_in("ana@harbor.example").await,
    );
    let changed = change(&world, &here.user, PASSWORD, "copper meadow windmill").await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    assert_eq!(world.refresh(&there.refresh_token).await.status, 401);
    assert_eq!(world.refresh(&here.refresh_token).await.status, 200);
    assert_eq!(
        world.login("ana@harbor.example", PASSWORD).await.status,
        401
    );
    assert_eq!(
        world
            .login("ana@harbor.example", "copper meadow windmill")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_policy_names_every_reason() {
    let world = World::begin().await;
    let ana = world.ana().await;
    for (new, code) in [
        ("copper meadow", "password_too_short"),
        ("PasswordPassword1", "password_common"),
        ("1234567890123456", "password_pattern"),
        ("Harbor-Motors-2026", "password_own_words"),
        ("copper\tmeadow windmill", "password_control_character"),
        (PASSWORD, "same"),
    ] {
        let refused = change(&world, &ana, PASSWORD, new).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (422, vec![("/new_password", code)]),
            "{new}"
        );
    }
    let long: String = ('\u{4e00}'..).take(129).collect();
    assert_eq!(
        change(&world, &ana, PASSWORD, &long).await.faults(),
        [("/new_password", "password_too_long")]
    );
}

#[tokio::test]
async fn a_password_may_be_typed_on_any_machine() {
    let world = World::begin().await;
    let ana = world.ana().await;
    assert_eq!(
        change(&world, &ana, PASSWORD, "caf\u{e9} meadow windmill")
            .await
            .status,
        204
    );
    assert_eq!(
        world
            .login("ana@harbor.example", "cafe\u{301} meadow windmill")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn guessing_the_current_password_locks_as_signing_in_does() {
    let world = World::begin().await;
    let ana = world.ana().await;
    for _ in 0..5 {
        let refused = change(&world, &ana, "guess", "copper meadow windmill").await;
        assert_eq!(
            (refused.status, refused.faults()),
            (422, vec![("/current_password", "wrong")])
        );
    }
    assert_eq!(
        change(&world, &ana, PASSWORD, "copper meadow windmill")
            .await
            .status,
        429
    );
    assert_eq!(
        world.login("ana@harbor.example", PASSWORD).await.status,
        429
    );
}

#[tokio::test]
async fn an_admin_sets_a_forgotten_one_and_lifts_the_lock() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await;
    for _ in 0..5 {
        world.login("bo@harbor.example", "forgotten").await;
    }
    let set = |id: String, password: &str| {
        let body = json!({ "password": password });
        world
            .app
            .call(http::Method::PUT, &format!("/users/{id}/password"))
            .by(&ana)
            .json(&body)
            .send()
    };
    assert_eq!(
        set(id.to_string(), "short").await.faults(),
        [("/password", "password_too_short")]
    );
    assert_eq!(
        set(id.to_string(), "copper meadow windmill").await.status,
        204
    );
    assert_eq!(
        world
            .login("bo@harbor.example", "copper meadow windmill")
            .await
            .status,
        200
    );
    assert_eq!(world.refresh(&bo.refresh_token).await.status, 401);
    // One's own needs the current one.
    assert_eq!(
        set(ana.id.to_string(), "copper meadow windmill")
            .await
            .status,
        409
    );
}
