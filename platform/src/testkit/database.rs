//! A database of one's own: cloned from a template that has the migrations in it, dropped at the end.

use std::sync::Arc;

use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use super::cluster::{Server, lock_file, test_key};
use crate::db::Place;
use crate::migrate::{fingerprint, migrate};
use crate::service::Service;

/// A database that lives as long as this.
pub(super) struct TestDatabase {
    server: Arc<dyn Server>,
    name: String,
}

impl TestDatabase {
    pub(super) async fn clone_for(server: Arc<dyn Server>, services: &[Service]) -> Self {
        let services: Vec<&Service> = services.iter().collect();
        let template = format!("template_{}", &fingerprint(&services)[..16]);
        make_template(server.as_ref(), &template, &services).await;
        let name = format!("test_{}", Uuid::new_v4().simple());
        let owner = owner(&server.place("postgres")).await;
        owner
            .batch_execute(&format!("create database {name} template {template}"))
            .await
            .expect("the template can be cloned");
        Self { server, name }
    }

    pub(super) fn place(&self) -> Place {
        self.server.place(&self.name)
    }
}

/// Makes the template once; other processes wait for it.
async fn make_template(server: &dyn Server, template: &str, services: &[&Service]) {
    let dir = server.dir().to_owned();
    let lock = tokio::task::spawn_blocking(move || {
        let lock = lock_file(&dir, "template.lock");
        lock.lock().expect("a lock");
        lock
    })
    .await
    .expect("a lock");
    let owner = owner(&server.place("postgres")).await;
    let found = owner
        .query_opt("select from pg_database where datname = $1", &[&template])
        .await
        .expect("the list of databases");
    if found.is_none() {
        let making = format!("{template}_making");
        for sql in [
            format!("drop database if exists {making} with (force)"),
            format!("create database {making}"),
        ] {
            owner
                .batch_execute(&sql)
                .await
                .expect("a database can be made");
        }
        migrate(&server.place(&making), &test_key(), services)
            .await
            .expect("the migrations run");
        owner
            .batch_execute(&format!("alter database {making} rename to {template}"))
            .await
            .expect("a database can be renamed");
    }
    drop(lock);
}

/// A connection as the owner.
pub(super) async fn owner(place: &Place) -> Client {
    let (client, connection) = place
        .owner()
        .connect(NoTls)
        .await
        .expect("the owner can connect");
    tokio::spawn(connection);
    client
}

/// Drops what test processes that were killed left behind; only for one who knows that no other is at work.
pub(super) fn drop_leftovers(place: Place) {
    in_thread(async move {
        let Ok((client, connection)) = place.owner().connect(NoTls).await else {
            return;
        };
        tokio::spawn(connection);
        let left = "select datname::text from pg_database where datname like 'test\\_%' \
                    or (datname like 'template\\_%' and oid not in (select oid from pg_database \
                    where datname like 'template\\_%' and datname not in ('template0', 'template1') order by oid desc limit 12))";
        for row in client.query(left, &[]).await.unwrap_or_default() {
            let sql = format!(
                "drop database if exists {} with (force)",
                row.get::<_, &str>(0)
            );
            let _ = client.batch_execute(&sql).await;
        }
    });
}

/// Runs on a runtime of its own: the test's may be stopping.
fn in_thread(work: impl Future<Output = ()> + Send + 'static) {
    let done = std::thread::spawn(move || {
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        {
            runtime.block_on(work);
        }
    });
    let _ = done.join();
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (place, name) = (self.server.place("postgres"), self.name.clone());
        in_thread(async move {
            let Ok((client, connection)) = place.owner().connect(NoTls).await else {
                return;
            };
            tokio::spawn(connection);
            let sql = format!("drop database if exists {name} with (force)");
            let _ = client.batch_execute(&sql).await;
        });
    }
}
