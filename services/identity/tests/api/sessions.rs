//! Carrying a session on, ending it, and what happens when a refresh token is stolen.

use identity::role::Role;
use platform::testkit::User;
use serde_json::json;

use crate::world::{World, signed_in};

#[tokio::test]
async fn a_refresh_token_is_good_once_and_gives_the_next() {
    let world = World::begin().await;
    let first = world.sign_in("ana@harbor.example").await;
    let answer = world.refresh(&first.refresh_token).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = signed_in(answer);
    assert_ne!(second.refresh_token, first.refresh_token);
    assert_eq!(world.app.get("/me", &second.user).await.status, 200);
    assert_eq!(world.refresh(&second.refresh_token).await.status, 200);
}

#[tokio::test]
async fn a_token_that_comes_twice_ends_the_whole_session() {
    let world = World::begin().await;
    let other = world.sign_in("ana@harbor.example").await;
    let first = world.sign_in("ana@harbor.example").await;
    let second = signed_in(world.refresh(&first.refresh_token).await);

    let reused = world.refresh(&first.refresh_token).await;
    assert_eq!(
        (reused.status, reused.problem()),
        (401, "session-ended"),
        "{}",
        reused.text()
    );
    // The one that was good until then is dead too; another session of the same person is not.
    assert_eq!(world.refresh(&second.refresh_token).await.status, 401);
    assert_eq!(world.refresh(&other.refresh_token).await.status, 200);
    assert!(
        world
            .audited()
            .await
            .contains(&"session.refresh_token_reused".to_owned())
    );
}

#[tokio::test]
async fn two_refreshes_at_once_cannot_both_win() {
    let world = World::begin().await;
    let first = world.sign_in("ana@harbor.example").await;
    let (one, two) = tokio::join!(
        world.refresh(&first.refresh_token),
        world.refresh(&first.refresh_token)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    let mut other_end = ana.refresh_token.clone();
    let last = if other_end.ends_with('A') { 'B' } else { 'A' };
    other_end.pop();
    other_end.push(last);
    let access_token = ana.user.token.clone().unwrap();
    for token in ["x", "alr_AAAA", &other_end, &access_token[..150]] {
        let answer = world.refresh(token).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (401, "session-ended"),
            "{token}"
        );
    }
    assert_eq!(world.refresh(&ana.refresh_token).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_after_a_week_unused_and_after_thirty_days_anyway() {
    const DAY: u64 = 24 * 3600;
    let world = World::begin().await;
    let idle = world.sign_in("ana@harbor.example").await;
    let mut used = world.sign_in("ana@harbor.example").await;
    for _ in 0..4 {
        world.wait(7 * DAY - 1);
        let answer = world.refresh(&used.refresh_token).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        used = signed_in(answer);
    }
    assert_eq!(world.refresh(&idle.refresh_token).await.status, 401);
    // 28 days less 4 seconds have passed: two days are left, whatever the last token would allow.
    world.wait(2 * DAY + 3);
    let last = world.refresh(&used.refresh_token).await;
    assert_eq!(last.status, 200);
    world.wait(1);
    assert_eq!(
        world.refresh(&signed_in(last).refresh_token).await.status,
        401
    );
}

#[tokio::test]
async fn signing_out_ends_one_session_and_may_be_repeated() {
    let world = World::begin().await;
    let (one, two) = (
        world.sign_in("ana@harbor.example").await,
        world.sign_in("ana@harbor.example").await,
    );
    for _ in 0..2 {
        let body = json!({ "refresh_token": one.refresh_token });
        assert_eq!(
            world
                .app
                .post("/auth/logout", &User::nobody(), body)
                .await
                .status,
            204
        );
    }
    assert_eq!(world.refresh(&one.refresh_token).await.status, 401);
    assert_eq!(world.refresh(&two.refresh_token).await.status, 200);
    let actions = world.audited().await;
    assert_eq!(
        actions
            .iter()
            .filter(|action| *action == "session.signed_out")
            .count(),
        1
    );
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_of_ones_own() {
    let world = World::begin().await;
    world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await;
    let (one, two) = (
        world.sign_in("ana@harbor.example").await,
        world.sign_in("ana@harbor.example").await,
    );
    assert_eq!(
        world
            .app
            .post("/auth/logout-all", &one.user, json!({}))
            .await
            .status,
        204
    );
    assert_eq!(world.refresh(&one.refresh_token).await.status, 401);
    assert_eq!(world.refresh(&two.refresh_token).await.status, 401);
    assert_eq!(world.refresh(&bo.refresh_token).await.status, 200);
    // The access token dies of age.
    world.wait(15 * 60);
    let me = world.app.get("/me", &one.user).await;
    assert_eq!((me.status, me.problem()), (401, "invalid-token"));
}

#[tokio::test]
async fn new_rights_come_with_the_next_refresh() {
    let world = World::begin().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await;
    assert_eq!(world.app.get("/users", &bo.user).await.status, 403);
    let ana = world.ana().await;
    let body = json!({ "email": "bo@harbor.example", "name": "Bo", "roles": ["general_manager"], "rooftop_ids": [], "active": true });
    let changed = world
        .app
        .put(&format!("/users/{id}"), &ana, "\"1\"", body)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let bo = signed_in(world.refresh(&bo.refresh_token).await);
    assert_eq!(world.app.get("/users", &bo.user).await.status, 200);
}

#[tokio::test]
async fn no_token_is_stored_in_the_clear() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    let owner = world.app.owner().await;
    owner
        .batch_execute("set search_path = identity")
        .await
        .unwrap();
    let rows = owner
        .query("select row_to_json(t)::text from refresh_tokens t", &[])
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    let row: String = rows[0].get(0);
    assert!(!row.contains(&ana.refresh_token));
    let text = ana.refresh_token.strip_prefix("alr_").unwrap();
    assert!(!row.contains(text));
}
