//! Migrations: once, in order, unaltered, whole or not at all, and no table without its tenant.

use platform::Service;
use platform::db::Place;
use platform::migrate::{MigrateError, Migration, migrate};
use platform::prelude::OpenApiRouter;
use platform::testkit::TestApp;

use super::notes;

const FIRST: Migration = Migration {
    name: "0001_first",
    sql: "create table first (id uuid primary key, dealership_id uuid not null); call tenant_table('first')",
};

fn service(migrations: &'static [Migration]) -> Service {
    Service::new("shelves", "Schemas under test.", migrations, |_| {
        OpenApiRouter::default()
    })
}

async fn run(app: &TestApp, migrations: &'static [Migration]) -> Result<usize, MigrateError> {
    migrate(
        app.place(),
        app.platform("notes").key(),
        &[&service(migrations)],
    )
    .await
}

async fn tables(app: &TestApp) -> Vec<String> {
    let sql = "select tablename::text from pg_tables where schemaname = 'shelves' and tablename not in \
               ('migrations', 'outbox', 'delivery', 'inbox', 'idempotency') order by 1";
    app.owner()
        .await
        .query(sql, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect()
}

#[tokio::test]
async fn each_is_applied_once_and_new_ones_are_added() {
    const BOTH: &[Migration] = &[
        FIRST,
        Migration {
            name: "0002_more",
            sql: "alter table first add column note text",
        },
    ];
    let app = TestApp::start([notes::service()]).await;
    // Two: the platform's own and the first.
    assert_eq!(run(&app, &[FIRST]).await.unwrap(), 2);
    assert_eq!(run(&app, &[FIRST]).await.unwrap(), 0);
    assert_eq!(run(&app, BOTH).await.unwrap(), 1);
    // An older program must not touch a newer database.
    let older = run(&app, &[FIRST]).await.unwrap_err();
    assert!(
        matches!(&older, MigrateError::Unknown { name, .. } if name == "0002_more"),
        "{older}"
    );
}

#[tokio::test]
async fn one_that_was_altered_is_refused() {
    const ALTERED: &[Migration] = &[Migration {
        name: "0001_first",
        sql: "create table first (id uuid)",
    }];
    let app = TestApp::start([notes::service()]).await;
    run(&app, &[FIRST]).await.unwrap();
    let error = run(&app, ALTERED).await.unwrap_err();
    assert!(matches!(error, MigrateError::Altered { .. }), "{error}");
}

#[tokio::test]
async fn one_that_fails_leaves_nothing_of_itself() {
    const FAILING: &[Migration] = &[
        FIRST,
        Migration {
            name: "0002_fails",
            sql: "create table second (id uuid); select nonsense",
        },
    ];
    let app = TestApp::start([notes::service()]).await;
    let error = run(&app, FAILING).await.unwrap_err();
    assert!(
        matches!(&error, MigrateError::Failed { name, .. } if name == "0002_fails"),
        "{error}"
    );
    assert_eq!(tables(&app).await, ["first"]);
}

#[tokio::test]
async fn a_table_without_a_tenant_stops_the_start() {
    const BARE: &[Migration] = &[Migration {
        name: "0001_bare",
        sql: "create table bare (id uuid primary key)",
    }];
    let app = TestApp::start([notes::service()]).await;
    let error = run(&app, BARE).await.unwrap_err();
    assert!(
        matches!(&error, MigrateError::Unprotected { table, .. } if table == "bare"),
        "{error}"
    );
}

#[tokio::test]
async fn two_that_start_together_do_it_once() {
    let app = TestApp::start([notes::service()]).await;
    let (one, other) = tokio::join!(run(&app, &[FIRST]), run(&app, &[FIRST]));
    let mut applied = [one.unwrap(), other.unwrap()];
    applied.sort_unstable();
    assert_eq!(applied, [0, 2]);
}

#[tokio::test]
async fn a_service_without_a_schema_asks_for_no_database() {
    let nowhere = Place::from_url("postgres://nobody@127.0.0.1:1/nothing").unwrap();
    let app = TestApp::start([notes::service()]).await;
    let applied = migrate(&nowhere, app.platform("notes").key(), &[&service(&[])]).await;
    assert_eq!(applied.unwrap(), 0);
}
