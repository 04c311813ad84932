//! Dealerships do not see each other: not by id, not on a reused connection, not when a query forgets them.

use platform::auth::Caller;
use platform::testkit::TestApp;
use serde_json::json;
use uuid::Uuid;

use super::notes;

#[tokio::test]
async fn what_belongs_to_another_dealership_is_404() {
    let app = TestApp::start([notes::service()]).await;
    let ann = app.user(app.dealership(), &["notes.read", "notes.write"]);
    let bob = app.user(app.dealership(), &["notes.read", "notes.write"]);
    let path = app
        .post("/notes", &ann, json!({"text": "ours"}))
        .await
        .header("location")
        .to_owned();
    assert_eq!(app.get(&path, &bob).await.status, 404);
    assert_eq!(
        app.put(&path, &bob, "*", json!({"text": "mine"}))
            .await
            .status,
        404
    );
    assert_eq!(app.delete(&path, &bob).await.status, 404);
    assert_eq!(app.get("/notes", &bob).await.json["items"], json!([]));
    assert_eq!(app.get(&path, &ann).await.json["text"], "ours");
}

#[tokio::test]
async fn on_one_connection_tenants_never_bleed_over() {
    let app = TestApp::builder([notes::service()])
        .setting("DB_CONNECTIONS", "1")
        .start()
        .await;
    let users: Vec<_> = (0..4)
        .map(|_| app.user(app.dealership(), &["notes.read", "notes.write"]))
        .collect();
    for (number, user) in users.iter().enumerate() {
        app.post("/notes", user, json!({"text": format!("of {number}")}))
            .await;
    }
    let db = app.platform("notes").db();
    for round in 0..20 {
        for (number, user) in users.iter().enumerate() {
            let caller = Caller::house(user.dealership);
            let rows = db
                .tenant_read(&caller, "select text from notes", &[])
                .await
                .unwrap();
            let texts: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            assert_eq!(texts, [format!("of {number}")], "round {round}");
        }
        let stranger = Caller::house(Uuid::now_v7());
        assert!(
            db.tenant_read(&stranger, "select text from notes", &[])
                .await
                .unwrap()
                .is_empty()
        );
        // A failing statement must not leave its tenant behind either.
        let caller = Caller::house(users[0].dealership);
        assert!(
            db.tenant_read(&caller, "select 1 / (length(text) - 4) from notes", &[])
                .await
                .is_err()
        );
    }
    let left = db
        .tenant_read(
            &Caller::house(Uuid::nil()),
            "select nullif(current_setting('app.dealership', true), '') as set_to",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(
        left[0].get::<_, Option<String>>(0).as_deref(),
        Some("00000000-0000-0000-0000-000000000000")
    );
}

#[tokio::test]
async fn a_forgotten_tenant_finds_nothing_and_writes_nothing() {
    let app = TestApp::start([notes::service()]).await;
    let ann = app.user(app.dealership(), &["notes.write"]);
    app.post("/notes", &ann, json!({"text": "ours"})).await;
    let role = app.runtime_role("notes").await;
    for table in ["notes", "idempotency", "inbox"] {
        let seen: i64 = role
            .query_one(&format!("select count(*) from {table}"), &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(seen, 0, "{table}");
    }
    // Neither after a tenant was set in an earlier transaction of the session.
    role.batch_execute(&format!(
        "begin; select set_config('app.dealership', '{}', true); commit",
        ann.dealership
    ))
    .await
    .unwrap();
    let seen: i64 = role
        .query_one("select count(*) from notes", &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(seen, 0);
    assert_eq!(
        role.execute("update notes set text = 'x'", &[])
            .await
            .unwrap(),
        0
    );
    assert_eq!(role.execute("delete from notes", &[]).await.unwrap(), 0);
    let foreign = "insert into notes (id, dealership_id, text) values ($1, $2, 'x')";
    let refused = role
        .execute(foreign, &[&Uuid::now_v7(), &ann.dealership])
        .await
        .unwrap_err();
    assert_eq!(refused.code().unwrap().code(), "42501");
    // The outbox can only be written to, and the role owns nothing and may make nothing.
    for sql in [
        "select * from outbox",
        "select * from delivery",
        "create table mine (a int)",
        "alter table notes disable row level security",
        "drop policy tenant on notes",
        "set role postgres",
        "truncate notes",
    ] {
        assert!(role.batch_execute(sql).await.is_err(), "{sql}");
    }
    let flags = role
        .query_one("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user", &[])
        .await
        .unwrap();
    for column in 0..4 {
        assert!(!flags.get::<_, bool>(column));
    }
}

#[tokio::test]
async fn a_row_cannot_be_moved_to_another_dealership() {
    let app = TestApp::start([notes::service()]).await;
    let ann = app.user(app.dealership(), &["notes.write"]);
    app.post("/notes", &ann, json!({"text": "ours"})).await;
    let tx = app
        .platform("notes")
        .db()
        .tenant_tx(&Caller::house(ann.dealership))
        .await
        .unwrap();
    let moved = tx
        .execute("update notes set dealership_id = $1", &[&Uuid::now_v7()])
        .await;
    assert!(moved.is_err());
}

#[tokio::test]
async fn the_plan_of_a_tenant_read_sets_the_tenant_first() {
    let app = TestApp::start([notes::service()]).await;
    let ann = app.user(app.dealership(), &["notes.read", "notes.write"]);
    app.post("/notes", &ann, json!({"text": "ours"})).await;
    let role = app.runtime_role("notes").await;
    let sql = platform::db::tenant_read_text(
        "select text from notes where text like $1 order by text limit 5",
        1,
    );
    // With statistics and without, by index and by scan: the first child of the loop is always the setting.
    for setting in [
        "set enable_seqscan = off",
        "set enable_indexscan = off; set enable_bitmapscan = off",
        "set enable_nestloop = off",
    ] {
        role.batch_execute(&format!("reset all; set search_path = notes; {setting}"))
            .await
            .unwrap();
        let plan = role
            .query(
                &format!(
                    "explain (costs off, format json) {}",
                    sql.replace("$1", "'%'").replace("$2", "'x'")
                ),
                &[],
            )
            .await
            .unwrap();
        let plan: serde_json::Value = plan[0].get(0);
        let top = &plan[0]["Plan"];
        assert_eq!(top["Node Type"], "Nested Loop", "{setting}: {plan:#}");
        let children = top["Plans"].as_array().unwrap();
        assert_eq!(
            (children[0]["Parent Relationship"].as_str(), children.len()),
            (Some("Outer"), 2)
        );
        assert!(
            children[0].to_string().contains("Result")
                && !children[0].to_string().contains("notes"),
            "{plan:#}"
        );
        assert!(children[1].to_string().contains("notes"), "{plan:#}");
    }
}

#[tokio::test]
async fn a_read_cannot_write() {
    let app = TestApp::start([notes::service()]).await;
    let db = app.platform("notes").db();
    let caller = Caller::house(Uuid::now_v7());
    let write = "with w as (insert into notes (id, dealership_id, text) values (gen_random_uuid(), $1, 'x') returning 1) select * from w";
    assert!(
        db.tenant_read(&caller, write, &[&caller.dealership_id()])
            .await
            .is_err()
    );
}
