//! The private PostgreSQL of a data directory: made, kept, shared with nobody, cleared up after a kill.

use std::collections::BTreeMap;
use std::path::Path;

use platform::pg::{Postgres, PostgresError};
use platform::secrets::MasterKey;
use platform::settings::Settings;

struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Self {
        let path =
            std::env::temp_dir().join(format!("autolytiq-{}", uuid::Uuid::new_v4().simple()));
        Self(path)
    }

    fn settings(&self) -> Settings {
        let dir = self.0.join("data").to_str().unwrap().to_owned();
        Settings::from_variables(&BTreeMap::from([("DATA_DIR".to_owned(), dir)])).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn key() -> MasterKey {
    MasterKey::from_hex(&"5a".repeat(32)).unwrap()
}

async fn sql(postgres: &Postgres, sql: &str) -> Vec<tokio_postgres::SimpleQueryMessage> {
    let (client, connection) = postgres.place().connect_as_owner().await.unwrap();
    let connection = tokio::spawn(connection);
    let said = client.simple_query(sql).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
    said
}

fn postmaster(dir: &Path) -> u32 {
    let pid = std::fs::read_to_string(dir.join("data/postgres/postmaster.pid")).unwrap();
    pid.lines().next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_its_rows_and_refuses_a_second_owner_and_another_key() {
    let folder = Folder::new();
    let first = Postgres::start(&folder.settings(), &key()).await.unwrap();
    sql(
        &first,
        "create table kept (a int); insert into kept values (42)",
    )
    .await;
    let second = Postgres::start(&folder.settings(), &key())
        .await
        .err()
        .unwrap();
    assert!(matches!(second, PostgresError::InUse(_)), "{second}");
    first.stop().await;
    assert!(!folder.0.join("data/postgres/postmaster.pid").exists());

    let other_key = MasterKey::from_hex(&"5b".repeat(32)).unwrap();
    let wrong = Postgres::start(&folder.settings(), &other_key)
        .await
        .err()
        .unwrap();
    assert!(matches!(wrong, PostgresError::WrongKey), "{wrong}");

    let again = Postgres::start(&folder.settings(), &key()).await.unwrap();
    assert_eq!(
        sql(&again, "select a from kept where a = 42").await.len(),
        3
    );
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_program_left_running_is_replaced() {
    let folder = Folder::new();
    let first = Postgres::start(&folder.settings(), &key()).await.unwrap();
    sql(
        &first,
        "create table kept (a int); insert into kept values (42)",
    )
    .await;
    let orphan = postmaster(&folder.0);
    // Dropped without stop, as by kill -9: the lock is free, the server runs on.
    drop(first);
    let second = Postgres::start(&folder.settings(), &key()).await.unwrap();
    assert_ne!(postmaster(&folder.0), orphan);
    assert_eq!(
        sql(&second, "select a from kept where a = 42").await.len(),
        3
    );

    // And a server that was killed itself leaves a stale postmaster.pid.
    let pid = postmaster(&folder.0).to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-9", &pid])
            .status()
            .unwrap()
            .success()
    );
    drop(second);
    let third = Postgres::start(&folder.settings(), &key()).await.unwrap();
    assert_eq!(
        sql(&third, "select a from kept where a = 42").await.len(),
        3
    );
    third.stop().await;
}
