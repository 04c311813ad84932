//! Migrations: forward-only SQL of each service in its own schema, run by the owner, once, in order, unaltered.

use std::time::Duration;

use tokio_postgres::{Client, NoTls};

use crate::db::{Place, password, role, system_role};
use crate::secrets::MasterKey;
use crate::service::Service;

/// One file of SQL.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The file's name without `.sql`, such as `0001_notes`: the order is that of the names.
    pub name: &'static str,
    /// Its text.
    pub sql: &'static str,
}

/// The files of a service's `migrations/` folder: `migrations!["0001_notes", "0002_tags"]`.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$($crate::migrate::Migration {
            name: $name,
            sql: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
        }),*]
    };
}

/// What every schema has: outbox, inbox, idempotency keys, and `tenant_table(…)`.
const HOUSE: &[Migration] = &[Migration {
    name: "platform_0001",
    sql: include_str!("../migrations/platform_0001.sql"),
}];

/// Why the schemas are not as they should be.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database cannot be reached or the owner cannot sign in.
    #[error("cannot connect to PostgreSQL as the owner")]
    Connect(#[source] tokio_postgres::Error),
    /// A migration that was applied has been altered since.
    #[error(
        "{service}: migration {name} was altered after it had been applied; write a new one instead"
    )]
    Altered {
        /// The service.
        service: &'static str,
        /// The migration.
        name: String,
    },
    /// The database knows a migration that this program does not.
    #[error(
        "{service}: the database has migration {name}, which this program does not know; it is older than the database"
    )]
    Unknown {
        /// The service.
        service: &'static str,
        /// The migration.
        name: String,
    },
    /// A migration failed; nothing of it was kept.
    #[error("{service}: migration {name} failed")]
    Failed {
        /// The service.
        service: &'static str,
        /// The migration.
        name: String,
        /// Why.
        #[source]
        source: tokio_postgres::Error,
    },
    /// A table without forced row-level security.
    #[error(
        "{service}: table {table} has no forced row-level security; call tenant_table('{table}') in its migration"
    )]
    Unprotected {
        /// The service.
        service: &'static str,
        /// The table.
        table: String,
    },
    /// Any other statement failed.
    #[error("preparing the schema of {service} failed")]
    Prepare {
        /// The service.
        service: &'static str,
        /// Why.
        #[source]
        source: tokio_postgres::Error,
    },
}

/// Brings the schemas of these services up to date; says how many migrations were applied.
pub async fn migrate(
    place: &Place,
    key: &MasterKey,
    services: &[&Service],
) -> Result<usize, MigrateError> {
    // A service without a schema needs no database at all.
    let services: Vec<&&Service> = services
        .iter()
        .filter(|service| !service.migrations.is_empty())
        .collect();
    if services.is_empty() {
        return Ok(0);
    }
    let mut config = place.owner();
    config.connect_timeout(Duration::from_secs(10));
    let (mut client, connection) = config.connect(NoTls).await.map_err(MigrateError::Connect)?;
    let connection = tokio::spawn(connection);
    let mut applied = 0;
    let mut result = Ok(());
    for service in services {
        match one(&mut client, key, service).await {
            Ok(count) => applied += count,
            Err(error) => {
                result = Err(error);
                break;
            }
        }
    }
    drop(client);
    let _ = connection.await;
    result.map(|()| applied)
}

async fn one(
    client: &mut Client,
    key: &MasterKey,
    service: &Service,
) -> Result<usize, MigrateError> {
    let name = service.name;
    let failed = |source| MigrateError::Prepare {
        service: name,
        source,
    };
    // Two processes that start together: the second waits here and then finds everything done.
    client
        .execute(
            "select pg_advisory_lock(hashtextextended('autolytiq migrate', 0))",
            &[],
        )
        .await
        .map_err(failed)?;
    let result = locked(client, key, service).await;
    client
        .execute("select pg_advisory_unlock_all()", &[])
        .await
        .map_err(failed)?;
    result
}

async fn locked(
    client: &mut Client,
    key: &MasterKey,
    service: &Service,
) -> Result<usize, MigrateError> {
    let name = service.name;
    let failed = |source| MigrateError::Prepare {
        service: name,
        source,
    };
    client
        .batch_execute(&prepare(key, name))
        .await
        .map_err(failed)?;
    let rows = client
        .query(
            &format!("select name, checksum from {name}.migrations order by name"),
            &[],
        )
        .await
        .map_err(failed)?;
    let known: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let all: Vec<&Migration> = HOUSE.iter().chain(service.migrations).collect();
    if let Some((unknown, _)) = known
        .iter()
        .find(|(known, _)| all.iter().all(|one| one.name != known))
    {
        return Err(MigrateError::Unknown {
            service: name,
            name: unknown.clone(),
        });
    }
    let mut applied = 0;
    for migration in all {
        let checksum = checksum(migration.sql);
        match known.iter().find(|(known, _)| known == migration.name) {
            Some((_, before)) if *before == checksum => continue,
            Some(_) => {
                return Err(MigrateError::Altered {
                    service: name,
                    name: migration.name.to_owned(),
                });
            }
            None => {}
        }
        apply(client, name, migration, &checksum)
            .await
            .map_err(|source| MigrateError::Failed {
                service: name,
                name: migration.name.to_owned(),
                source,
            })?;
        applied += 1;
    }
    let bare = client
        .query_opt(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> 'migrations' \
             and not (c.relrowsecurity and c.relforcerowsecurity) order by 1 limit 1",
            &[&name],
        )
        .await
        .map_err(failed)?;
    match bare {
        Some(row) => Err(MigrateError::Unprotected {
            service: name,
            table: row.get(0),
        }),
        None => Ok(applied),
    }
}

async fn apply(
    client: &mut Client,
    schema: &str,
    migration: &Migration,
    checksum: &str,
) -> Result<(), tokio_postgres::Error> {
    let tx = client.transaction().await?;
    tx.batch_execute(&format!(
        "set local search_path = {schema}; set local lock_timeout = '10s'"
    ))
    .await?;
    let sql = migration
        .sql
        .replace("{role}", &role(schema))
        .replace("{system_role}", &system_role(schema));
    tx.batch_execute(&sql).await?;
    tx.execute(
        &format!("insert into {schema}.migrations (name, checksum) values ($1, $2)"),
        &[&migration.name, &checksum],
    )
    .await?;
    tx.commit().await
}

/// Schema, roles and the list of migrations; safe to run again.
///
/// Names are those of services in our own code and passwords are hex digits, so nothing needs quoting. Roles belong
/// to the whole server and our lock to one database: another database's migration may be changing the same role, which
/// PostgreSQL answers with an internal error ("tuple concurrently updated"); then it is tried again.
fn prepare(key: &MasterKey, service: &str) -> String {
    let mut sql = format!(
        "create schema if not exists {service}; \
         create table if not exists {service}.migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now()); "
    );
    for role in [role(service), system_role(service)] {
        let password = password(key, &role);
        sql.push_str(&format!(
            "do $$ begin \
               for attempt in 1..100 loop \
                 begin \
                   if exists (select from pg_roles where rolname = '{role}') then \
                     alter role {role} password '{password}'; \
                   else \
                     create role {role} login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password '{password}'; \
                   end if; \
                   return; \
                 exception when duplicate_object or unique_violation or internal_error then perform pg_sleep(0.02); \
                 end; \
               end loop; \
               raise exception 'the role {role} is being changed by others all the time'; \
             end $$; \
             grant usage on schema {service} to {role}; "
        ));
    }
    sql
}

/// Tells one set of schemas from another.
#[cfg(feature = "testkit")]
pub(crate) fn fingerprint(services: &[&Service]) -> String {
    let mut all = String::new();
    for service in services {
        all.push_str(service.name);
        for migration in HOUSE.iter().chain(service.migrations) {
            all.push_str(migration.name);
            all.push_str(&checksum(migration.sql));
        }
    }
    checksum(&all)
}

fn checksum(sql: &str) -> String {
    hex::encode(aws_lc_rs::digest::digest(
        &aws_lc_rs::digest::SHA256,
        sql.as_bytes(),
    ))
}
