//! The private PostgreSQL of a data directory: made, kept, shared with nobody, cleared up after a kill.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use platform::host::{Premises, Running, exit_code, up};
use platform::pg::{Postgres, PostgresError};
use platform::secrets::MasterKey;
use platform::settings::Settings;

use super::notes;

struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Self {
        let path =
            std::env::temp_dir().join(format!("autolytiq it's {}", uuid::Uuid::new_v4().simple()));
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

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_stops_the_start_before_anything_is_made() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let dir = folder.0.join("data").to_str().unwrap().to_owned();
    let settings = Settings::from_variables(&BTreeMap::from([
        ("DATA_DIR".to_owned(), dir),
        ("PORT".to_owned(), port.clone()),
    ]));
    let services = [notes::service()];
    let started = up(
        settings.unwrap(),
        &services,
        "notes",
        async |_: &Running, _| Ok(()),
    );
    let error = started.await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("PORT: cannot listen on 127.0.0.1:{port}: ")),
        "{error}"
    );
    assert!(!folder.0.join("data").exists());
    assert_eq!(exit_code(Err(error)), ExitCode::from(64));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_master_key_is_made_once_and_read_by_nobody_else() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let services = [notes::service()];
    let first = Premises::open(folder.settings(), &services).await.unwrap();
    let digest = first.foundation.key.derive("test");
    first.close().await;
    let file = std::fs::metadata(folder.0.join("data/master.key")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    let again = Premises::open(folder.settings(), &services).await.unwrap();
    assert_eq!(again.foundation.key.derive("test"), digest);
    again.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_ends_by_itself_is_started_again() {
    let folder = Folder::new();
    let postgres = Postgres::start(&folder.settings(), &key()).await.unwrap();
    sql(
        &postgres,
        "create table kept (a int); insert into kept values (42)",
    )
    .await;
    let pid = postmaster(&folder.0);
    let killed = std::process::Command::new("kill")
        .args(["-9", &pid.to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let back = async {
        while postgres.place().connect_as_owner().await.is_err() || postmaster(&folder.0) == pid {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = postgres.keep_running() => {}
        back = tokio::time::timeout(notes::PATIENCE, back) => back.expect("it comes back"),
    }
    assert_eq!(
        sql(&postgres, "select a from kept where a = 42")
            .await
            .len(),
        3
    );
    postgres.stop().await;
}
