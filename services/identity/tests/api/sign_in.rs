//! Signing in with address and password, and being locked out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::admin;
use platform::testkit::User;
use serde_json::{Value, json};

use crate::world::{PASSWORD, World};

#[tokio::test]
async fn a_sign_in_gives_tokens_and_the_person() {
    let world = World::begin().await;
    let ana = world.sign_in(" Ana@Harbor.Example ").await;
    let body = &ana.answer.json;
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body["user"]["email"], "ana@harbor.example");
    assert_eq!(body["user"]["roles"], json!(["admin"]));
    assert_eq!(body["user"]["dealership"]["name"], "Harbor Motors");
    assert_eq!(body["user"]["rooftops"][0]["code"], "HM");

    assert_eq!(ana.answer.header("cache-control"), "no-store");

    let me = world.app.get("/me", &ana.user).await;
    assert_eq!((me.status, &me.json), (200, &body["user"]));
    assert_eq!(me.etag(), "\"1\"");
}

#[tokio::test]
async fn the_token_carries_the_roles_beside_the_permissions() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let token = ana.token.expect("a token");
    let claims = token.split('.').nth(1).expect("claims");
    let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    assert_eq!(claims["roles"], json!(["admin"]));
    let permissions = claims["perms"].as_array().expect("permissions");
    assert!(permissions.contains(&json!("deals.approve")));
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_one_answer() {
    let world = World::begin().await;
    let unknown = world.login("nobody@harbor.example", PASSWORD).await;
    let wrong = world
        .login("ana@harbor.example", "lantern gravel thimbles")
        .await;
    let no_address = world.login("not an address", PASSWORD).await;
    for answer in [&unknown, &wrong, &no_address] {
        assert_eq!(
            (answer.status, answer.problem()),
            (401, "sign-in-failed"),
            "{}",
            answer.text()
        );
        assert_eq!(answer.json["detail"], wrong.json["detail"]);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn what_is_sent_is_held_against_its_schema() {
    let world = World::begin().await;
    let nobody = User::nobody();
    let faults = world
        .app
        .post(
            "/auth/login",
            &nobody,
            json!({ "email": 7, "remember": true }),
        )
        .await;
    assert_eq!(faults.status, 422, "{}", faults.text());
    let mut found = faults.faults();
    found.sort_unstable();
    assert_eq!(
        found
            .iter()
            .map(|(pointer, _)| *pointer)
            .collect::<Vec<_>>(),
        ["/email", "/password", "/remember"]
    );
    let broken = world
        .app
        .call(http::Method::POST, "/auth/login")
        .body("application/json", "{\"email\":")
        .send()
        .await;
    assert_eq!(broken.status, 400);
}

#[tokio::test]
async fn the_fifth_failure_locks_and_the_wait_grows() {
    let world = World::begin().await;
    for _ in 0..4 {
        assert_eq!(world.login("ana@harbor.example", "wrong").await.status, 401);
    }
    // Four failures cost nothing: the right password still opens, and the count begins anew.
    world.sign_in("ana@harbor.example").await;
    for _ in 0..5 {
        assert_eq!(world.login("ana@harbor.example", "wrong").await.status, 401);
    }
    let locked = world.login("ana@harbor.example", PASSWORD).await;
    assert_eq!(
        (locked.status, locked.header("retry-after")),
        (429, "30"),
        "{}",
        locked.text()
    );
    world.wait(29);
    assert_eq!(
        world
            .login("ana@harbor.example", PASSWORD)
            .await
            .header("retry-after"),
        "1"
    );
    world.wait(1);
    assert_eq!(world.login("ana@harbor.example", "wrong").await.status, 401);
    assert_eq!(
        world
            .login("ana@harbor.example", PASSWORD)
            .await
            .header("retry-after"),
        "60"
    );
    world.wait(60);
    world.sign_in("ana@harbor.example").await;
    assert_eq!(world.login("ana@harbor.example", "wrong").await.status, 401);
    world.sign_in("ana@harbor.example").await;
}

#[tokio::test]
async fn an_address_that_nobody_has_is_locked_just_the_same() {
    let world = World::begin().await;
    for _ in 0..5 {
        assert_eq!(
            world.login("nobody@harbor.example", "wrong").await.status,
            401
        );
    }
    let locked = world.login("Nobody@Harbor.example", "wrong").await;
    assert_eq!((locked.status, locked.header("retry-after")), (429, "30"));
    // Nobody else waits for it.
    world.sign_in("ana@harbor.example").await;
}

#[tokio::test]
async fn a_burst_of_guesses_does_not_slip_past_the_count() {
    let world = World::begin().await;
    let guesses: Vec<_> = (0..12)
        .map(|guess| world.login("ana@harbor.example", ["a", "b"][guess % 2]))
        .collect();
    let mut statuses = Vec::new();
    for answer in futures(guesses).await {
        statuses.push(answer.status);
    }
    // Two are judged at a time, so at most one more than the five that lock is ever judged.
    let judged = statuses.iter().filter(|status| **status == 401).count();
    assert!((5..=6).contains(&judged), "{statuses:?}");
    assert_eq!(
        statuses.iter().filter(|status| **status == 429).count(),
        12 - judged
    );
}

async fn futures<F: Future>(all: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in all.iter_mut().zip(&mut done) {
            if slot.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *slot = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn failures_and_the_lock_are_written_down() {
    let world = World::begin().await;
    for _ in 0..5 {
        world.login("ana@harbor.example", "wrong").await;
    }
    world.wait(30);
    let actions = world.audited().await;
    let of_sign_in: Vec<_> = actions
        .iter()
        .filter(|action| action.starts_with("sign_in"))
        .collect();
    assert_eq!(
        of_sign_in,
        [
            "sign_in.failed",
            "sign_in.failed",
            "sign_in.failed",
            "sign_in.failed",
            "sign_in.failed",
            "sign_in.locked",
            "sign_in.succeeded"
        ]
    );
}

#[tokio::test]
async fn a_deactivated_person_is_told_no_more_than_a_stranger() {
    let world = World::begin().await;
    world
        .hire("bo@harbor.example", &[identity::role::Role::Sales])
        .await;
    admin::deactivate(world.platform(), "bo@harbor.example")
        .await
        .unwrap();
    let answer = world.login("bo@harbor.example", PASSWORD).await;
    assert_eq!((answer.status, answer.problem()), (401, "sign-in-failed"));
}
