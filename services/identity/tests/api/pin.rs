//! The PIN: setting it, locking a session while a customer looks on, and what wrong PINs lead to.

use identity::role::Role;
use platform::testkit::{Answer, User};
use serde_json::json;

use crate::world::{PASSWORD, SignedIn, World, signed_in};

const PIN: &str = "2580";

async fn set_pin(world: &World, user: &User, pin: &str, password: &str) -> Answer {
    let body = json!({ "pin": pin, "password": password });
    world
        .app
        .call(http::Method::PUT, "/me/pin")
        .by(user)
        .json(&body)
        .send()
        .await
}

async fn lock(world: &World, user: &User) -> Answer {
    world.app.post("/auth/lock", user, json!({})).await
}

async fn unlock(world: &World, refresh_token: &str, pin: &str) -> Answer {
    let body = json!({ "refresh_token": refresh_token, "pin": pin });
    world.app.post("/auth/unlock", &User::nobody(), body).await
}

/// Somebody signed in whose session is locked.
async fn locked(world: &World) -> SignedIn {
    let ana = world.sign_in("ana@harbor.example").await;
    assert_eq!(set_pin(world, &ana.user, PIN, PASSWORD).await.status, 204);
    let answer = lock(world, &ana.user).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    ana
}

#[tokio::test]
async fn a_locked_session_goes_on_with_the_pin_only() {
    let world = World::begin().await;
    let ana = locked(&world).await;
    let refused = world.refresh(&ana.refresh_token).await;
    assert_eq!((refused.status, refused.problem()), (401, "session-locked"));
    // Locking again changes nothing.
    assert_eq!(lock(&world, &ana.user).await.status, 204);

    let opened = unlock(&world, &ana.refresh_token, PIN).await;
    assert_eq!(opened.status, 200, "{}", opened.text());
    let after = signed_in(opened);
    assert_ne!(after.refresh_token, ana.refresh_token);
    assert_eq!(world.app.get("/me", &after.user).await.status, 200);
    assert_eq!(world.refresh(&after.refresh_token).await.status, 200);
    let actions = world.audited().await;
    for action in ["pin.set", "session.locked", "session.unlocked"] {
        assert!(actions.contains(&action.to_owned()), "{action}");
    }
}

#[tokio::test]
async fn another_session_of_the_same_person_stays_open() {
    let world = World::begin().await;
    let office = world.sign_in("ana@harbor.example").await;
    locked(&world).await;
    assert_eq!(world.refresh(&office.refresh_token).await.status, 200);
    let open = unlock(&world, &office.refresh_token, PIN).await;
    assert_eq!(open.status, 401, "its token is used up: {}", open.text());
}

#[tokio::test]
async fn a_session_that_is_not_locked_is_not_unlocked() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    assert_eq!(set_pin(&world, &ana.user, PIN, PASSWORD).await.status, 204);
    assert_eq!(unlock(&world, &ana.refresh_token, PIN).await.status, 409);
    // Its token is as good as before.
    assert_eq!(world.refresh(&ana.refresh_token).await.status, 200);
}

#[tokio::test]
async fn five_wrong_pins_in_a_row_end_the_session() {
    let world = World::begin().await;
    let ana = locked(&world).await;
    for left in [
        "4 more tries",
        "3 more tries",
        "2 more tries",
        "One more try",
    ] {
        let answer = unlock(&world, &ana.refresh_token, "1357").await;
        assert_eq!((answer.status, answer.problem()), (401, "pin-refused"));
        assert!(answer.text().contains(left), "{}", answer.text());
    }
    let fifth = unlock(&world, &ana.refresh_token, "1357").await;
    assert_eq!((fifth.status, fifth.problem()), (401, "session-ended"));
    // The right one comes too late.
    let right = unlock(&world, &ana.refresh_token, PIN).await;
    assert_eq!((right.status, right.problem()), (401, "session-ended"));
    assert_eq!(world.refresh(&ana.refresh_token).await.status, 401);
    assert!(
        world
            .audited()
            .await
            .contains(&"session.ended_by_wrong_pins".to_owned())
    );
}

#[tokio::test]
async fn the_right_pin_forgets_the_wrong_ones() {
    let world = World::begin().await;
    let mut ana = locked(&world).await;
    for _ in 0..2 {
        for _ in 0..4 {
            let answer = unlock(&world, &ana.refresh_token, "1357").await;
            assert_eq!(answer.problem(), "pin-refused");
        }
        ana = signed_in(unlock(&world, &ana.refresh_token, PIN).await);
        assert_eq!(lock(&world, &ana.user).await.status, 204);
    }
}

#[tokio::test]
async fn wrong_pins_at_once_are_all_counted() {
    let world = World::begin().await;
    let ana = locked(&world).await;
    let attempt = || unlock(&world, &ana.refresh_token, "1357");
    let (a, b, c, d, e, f) = tokio::join!(
        attempt(),
        attempt(),
        attempt(),
        attempt(),
        attempt(),
        attempt()
    );
    let answers = [a, b, c, d, e, f];
    let ended = answers.iter().filter(|it| it.problem() == "session-ended");
    assert_eq!(ended.count(), 2, "the fifth, and whoever came after it");
}

#[tokio::test]
async fn without_a_pin_nothing_is_locked() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    assert_eq!(ana.answer.json["user"]["pin_set"], false);
    let answer = lock(&world, &ana.user).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(world.refresh(&ana.refresh_token).await.status, 200);
    assert_eq!(set_pin(&world, &ana.user, PIN, PASSWORD).await.status, 204);
    let me = world.app.get("/me", &ana.user).await;
    assert_eq!(me.json["pin_set"], true);
}

#[tokio::test]
async fn a_pin_is_set_with_the_password_and_is_no_row_of_digits() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let wrong = set_pin(&world, &ana, PIN, "lantern gravel thimblE").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.faults(), [("/password", "wrong")]);
    for (pin, code) in [
        ("1234", "weak"),
        ("0000", "weak"),
        ("25a0", "format"),
        ("258", "format"),
    ] {
        let answer = set_pin(&world, &ana, pin, PASSWORD).await;
        assert_eq!(answer.faults(), [("/pin", code)], "{pin}");
    }
    assert_eq!(world.app.get("/me", &ana).await.json["pin_set"], false);
}

#[tokio::test]
async fn a_deactivated_person_unlocks_nothing() {
    let world = World::begin().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await;
    assert_eq!(set_pin(&world, &bo.user, PIN, PASSWORD).await.status, 204);
    assert_eq!(lock(&world, &bo.user).await.status, 204);
    let ana = world.ana().await;
    let gone = world
        .app
        .call(http::Method::DELETE, &format!("/users/{id}"));
    let gone = gone.by(&ana).header("if-match", "\"1\"").send().await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    assert_eq!(unlock(&world, &bo.refresh_token, PIN).await.status, 401);
}

#[tokio::test]
async fn no_pin_is_stored_in_the_clear() {
    let world = World::begin().await;
    let ana = world.ana().await;
    assert_eq!(set_pin(&world, &ana, "90210", PASSWORD).await.status, 204);
    let owner = world.app.owner().await;
    let rows = owner
        .query("select row_to_json(t)::text from identity.pins t", &[])
        .await
        .unwrap();
    let row: String = rows[0].get(0);
    assert!(
        row.contains("$argon2id$") && !row.contains("90210\""),
        "{row}"
    );
}
