//! The audit log: what is in it, who may read it, and that nobody rewrites it unnoticed.

use identity::admin;
use identity::audit::Tampering;
use identity::role::Role;
use serde_json::json;

use crate::world::{World, new_user};

#[tokio::test]
async fn who_did_what_is_found_by_filters() {
    let world = World::begin().await;
    let ana = world.ana().await;
    world.wait(60);
    let made = world
        .app
        .post("/users", &ana, new_user("sam@harbor.example", &["sales"]))
        .await;
    let sam = made.json["id"].as_str().unwrap();
    world.wait(60);
    let body = json!({ "email": "sam@harbor.example", "name": "Sam O", "roles": ["sales", "finance"], "rooftop_ids": [], "active": true });
    assert_eq!(
        world
            .app
            .put(&format!("/users/{sam}"), &ana, "*", body)
            .await
            .status,
        200
    );

    let log = |query: String| {
        let (app, ana) = (&world.app, &ana);
        async move {
            app.get(&format!("/audit{query}"), ana).await.json["items"]
                .as_array()
                .unwrap()
                .clone()
        }
    };
    let about_sam = log(format!("?subject_id={sam}")).await;
    assert_eq!(about_sam.len(), 2);
    // The newest first, with what it was and what it is.
    assert_eq!(about_sam[0]["action"], "user.changed");
    assert_eq!(
        about_sam[0]["detail"],
        json!({
            "name": { "before": "Sam Okafor", "after": "Sam O" },
            "roles": { "before": ["sales"], "after": ["sales", "finance"] },
        })
    );
    assert_eq!(
        about_sam[0]["actor"],
        json!({ "id": ana.id, "name": "Ana Ruiz" })
    );
    assert_eq!(about_sam[0]["at"], "2026-11-21T12:02:00Z");
    assert_eq!(log("?action=user.created".to_owned()).await.len(), 2);
    assert_eq!(
        log(format!("?actor_id={}&subject_kind=user", ana.id))
            .await
            .len(),
        3
    );
    assert_eq!(
        log("?from=2026-11-21T12:01:00Z&to=2026-11-21T12:02:00Z".to_owned())
            .await
            .len(),
        1
    );

    let mut seen = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = world.app.get(&format!("/audit{query}"), &ana).await;
        seen.extend(
            page.json["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|entry| entry["number"].as_i64().unwrap()),
        );
        match page.json["next_cursor"].as_str() {
            Some(cursor) => query = format!("?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn nothing_secret_is_written_down() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let mut body = new_user("sam@harbor.example", &["sales"]);
    body["password"] = json!("copper meadow windmill");
    world.app.post("/users", &ana, body).await;
    world.app.post("/me/totp", &ana, json!({})).await;
    let log = world.app.get("/audit?limit=200", &ana).await;
    assert!(
        !log.text().contains("copper") && !log.text().contains("argon2"),
        "{}",
        log.text()
    );
}

#[tokio::test]
async fn only_those_who_may_read_it() {
    let world = World::begin().await;
    world.hire("fi@harbor.example", &[Role::Finance]).await;
    world
        .hire("gm@harbor.example", &[Role::GeneralManager])
        .await;
    for (email, status) in [("fi@harbor.example", 403), ("gm@harbor.example", 200)] {
        let user = world.sign_in(email).await.user;
        assert_eq!(world.app.get("/audit", &user).await.status, status);
        assert_eq!(
            world.app.get("/audit/verification", &user).await.status,
            status
        );
    }
}

#[tokio::test]
async fn the_service_itself_cannot_change_an_entry() {
    let world = World::begin().await;
    let role = world.app.runtime_role("identity").await;
    let tenant = format!(
        "select set_config('app.dealership', '{}', false)",
        world.harbor.dealership
    );
    role.batch_execute(&tenant).await.unwrap();
    assert_eq!(role.query("select from audit", &[]).await.unwrap().len(), 3);
    for sql in [
        "update audit set action = 'x'",
        "delete from audit",
        "truncate audit",
        "drop table audit",
    ] {
        let refused = role.batch_execute(sql).await.unwrap_err();
        assert_eq!(refused.code().unwrap().code(), "42501", "{sql}");
    }
    // Not even the owner, while the trigger stands.
    let owner = world.app.owner().await;
    for sql in [
        "update identity.audit set action = 'x'",
        "delete from identity.audit",
        "truncate identity.audit",
    ] {
        assert_eq!(
            owner
                .batch_execute(sql)
                .await
                .unwrap_err()
                .code()
                .unwrap()
                .code(),
            "42501",
            "{sql}"
        );
    }
}

#[tokio::test]
async fn a_hand_that_removes_the_trigger_leaves_a_trace() {
    let world = World::begin().await;
    for _ in 0..3 {
        world.sign_in("ana@harbor.example").await;
    }
    let dealership = world.harbor.dealership;
    let (head, tampering) = admin::verify_audit(world.platform(), dealership)
        .await
        .unwrap();
    assert_eq!((head.number, tampering), (6, None));

    let owner = world.app.owner().await;
    owner
        .batch_execute("alter table identity.audit disable trigger only_added_to")
        .await
        .unwrap();
    owner
        .batch_execute("update identity.audit set actor_id = null where number = 5")
        .await
        .unwrap();
    let (held, tampering) = admin::verify_audit(world.platform(), dealership)
        .await
        .unwrap();
    assert_eq!((held.number, tampering), (4, Some(Tampering::Changed(5))));

    owner
        .batch_execute("delete from identity.audit where number = 5")
        .await
        .unwrap();
    let (_, tampering) = admin::verify_audit(world.platform(), dealership)
        .await
        .unwrap();
    assert_eq!(
        tampering,
        Some(Tampering::Missing {
            expected: 5,
            found: 6
        })
    );

    owner
        .batch_execute("delete from identity.audit where number = 6")
        .await
        .unwrap();
    let (cut, tampering) = admin::verify_audit(world.platform(), dealership)
        .await
        .unwrap();
    // A cut at the end shows against a head that was kept.
    assert_eq!(tampering, None);
    assert_ne!(cut, head);

    let ana = world.ana().await;
    owner
        .batch_execute("update identity.audit set detail = '{}' where number = 1")
        .await
        .unwrap();
    let said = world.app.get("/audit/verification", &ana).await;
    assert_eq!(
        (&said.json["holds"], &said.json["entries"]),
        (&json!(false), &json!(0)),
        "{}",
        said.text()
    );
}

#[tokio::test]
async fn each_dealership_has_a_chain_of_its_own() {
    let world = World::begin().await;
    let rival = world.rival().await;
    world.sign_in("ana@harbor.example").await;
    let (harbor, _) = admin::verify_audit(world.platform(), world.harbor.dealership)
        .await
        .unwrap();
    let (summit, tampering) = admin::verify_audit(world.platform(), rival.dealership)
        .await
        .unwrap();
    assert_eq!((harbor.number, summit.number, tampering), (4, 3, None));
}

#[tokio::test]
async fn many_writers_at_once_make_one_chain() {
    let world = World::begin().await;
    let (a, b, c, d) = tokio::join!(
        world.sign_in("ana@harbor.example"),
        world.sign_in("ana@harbor.example"),
        world.login("ana@harbor.example", "wrong"),
        world.sign_in("ana@harbor.example"),
    );
    assert_eq!(
        (a.answer.status, b.answer.status, c.status, d.answer.status),
        (200, 200, 401, 200)
    );
    let (head, tampering) = admin::verify_audit(world.platform(), world.harbor.dealership)
        .await
        .unwrap();
    assert_eq!((head.number, tampering), (7, None));
}
