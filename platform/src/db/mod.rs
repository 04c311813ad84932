//! The only way to rows: transactions and reads that carry their tenant, and the pools they come from, which stay private.
//!
//! Row-level security does the separating. A service's runtime role owns nothing and cannot step around the policies,
//! so SQL that forgets its tenant finds no rows rather than everybody's.

mod error;
mod listen;
mod read;
mod system;
mod tenant;
mod tx;

#[cfg(feature = "testkit")]
pub use read::wrap as tenant_read_text;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::config::Config;
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{NoTls, Socket};

pub use error::DbError;
pub use listen::Heard;
pub use system::SystemTx;
pub use tenant::TenantTx;
pub use tokio_postgres::Row;
pub use tokio_postgres::types::{FromSql, Json as JsonColumn, ToSql};
pub use tx::Tx;

use crate::auth::Caller;
use crate::problem::Problem;
use crate::secrets::MasterKey;

/// Where the database is and who owns it.
#[derive(Clone)]
pub struct Place {
    owner: Config,
}

impl Place {
    /// From a `postgres://` URL, whose user owns the schemas.
    pub fn from_url(url: &str) -> Result<Self, tokio_postgres::Error> {
        Ok(Self {
            owner: Config::from_str(url)?,
        })
    }

    /// From a configuration that is known already.
    pub fn new(owner: Config) -> Self {
        Self { owner }
    }

    /// Connects as the owner: for migrations and for looking behind the API in tests.
    pub async fn connect_as_owner(
        &self,
    ) -> Result<
        (
            tokio_postgres::Client,
            tokio_postgres::Connection<Socket, NoTlsStream>,
        ),
        tokio_postgres::Error,
    > {
        self.owner().connect(NoTls).await
    }

    pub(crate) fn owner(&self) -> Config {
        let mut config = self.owner.clone();
        config.connect_timeout(Duration::from_secs(5));
        config
    }

    /// The same database as another role, with a schema to find its tables in.
    fn as_role(&self, role: &str, password: &str, schema: &str) -> Config {
        let mut config = self.owner();
        config
            .user(role)
            .password(password)
            .application_name(role)
            .options(format!("-c search_path={schema} -c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"));
        config
    }
}

/// The runtime role of a service: sees one tenant at a time.
pub fn role(service: &str) -> String {
    format!("autolytiq_{service}")
}

/// The role of a service's relay and jobs: sees what a migration grants it, across tenants.
pub fn system_role(service: &str) -> String {
    format!("autolytiq_{service}_system")
}

/// The password of a runtime role, derived from the master key so that no one has to hand it around.
pub(crate) fn password(key: &MasterKey, role: &str) -> String {
    hex::encode(key.derive(&format!("database role {role}")))
}

/// A service's database. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    service: &'static str,
    tenants: Pool,
    system: Pool,
    listener: Config,
    reads: read::Texts,
}

impl Db {
    /// Pools for a service; connections are made when they are first needed.
    pub(crate) fn new(
        place: &Place,
        service: &'static str,
        key: &MasterKey,
        connections: usize,
    ) -> Result<Self, deadpool_postgres::BuildError> {
        let (tenant, system) = (role(service), system_role(service));
        let system_config = place.as_role(&system, &password(key, &system), service);
        let mut listener = system_config.clone();
        // It mostly waits: that the other end is gone has to show by itself.
        listener
            .keepalives_idle(Duration::from_secs(30))
            .keepalives_interval(Duration::from_secs(10))
            .keepalives_retries(3);
        Ok(Self(Arc::new(Inner {
            service,
            tenants: pool(
                place.as_role(&tenant, &password(key, &tenant), service),
                connections,
            )?,
            system: pool(system_config, 3)?,
            listener,
            reads: read::Texts::default(),
        })))
    }

    /// The service whose schema this is.
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// Opens a transaction in which only the caller's dealership exists.
    pub async fn tenant_tx(&self, caller: &Caller) -> Result<TenantTx, Problem> {
        let client = self.client().await?;
        Ok(TenantTx::begin(client, self.0.service, caller).await?)
    }

    /// Opens a transaction as the service's system role: for relays, jobs and what happens before anybody is signed
    /// in. It sees only tables that a migration granted to that role.
    pub async fn system_tx(&self) -> Result<SystemTx, Problem> {
        let client = self.0.system.get().await.map_err(DbError::from)?;
        Ok(SystemTx::begin(client).await?)
    }

    /// One statement as the caller's dealership, in one round trip and without a transaction around it.
    ///
    /// `sql` is a `select` with its own `$1 …`; it runs below a statement that sets the tenant first (see `read.rs`).
    pub async fn tenant_read(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, DbError> {
        let client = self.client().await?;
        let text = self.0.reads.of(sql, params.len());
        let statement = client.prepare_cached(&text).await?;
        let dealership = tenant::IdText::of(caller.dealership_id());
        let dealership = dealership.as_str();
        let mut all: Vec<&(dyn ToSql + Sync)> = Vec::with_capacity(params.len() + 1);
        all.extend_from_slice(params);
        all.push(&dealership);
        Ok(client.query(&statement, &all).await?)
    }

    /// Like [`Db::tenant_read`], for at most one row.
    pub async fn tenant_read_opt(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, DbError> {
        Ok(self.tenant_read(caller, sql, params).await?.pop())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Problem> {
        let client = self.client().await?;
        client
            .batch_execute("select 1")
            .await
            .map_err(DbError::from)?;
        Ok(())
    }

    /// Ends all connections; what comes after is answered with 503.
    pub(crate) fn close(&self) {
        self.0.tenants.close();
        self.0.system.close();
    }

    fn listener(&self) -> &Config {
        &self.0.listener
    }

    async fn client(&self) -> Result<Object, DbError> {
        Ok(self.0.tenants.get().await?)
    }
}

fn pool(config: Config, size: usize) -> Result<Pool, deadpool_postgres::BuildError> {
    // Fast: a connection that has ended is thrown away, one that seems alive is not asked first.
    let manager = Manager::from_config(
        config,
        NoTls,
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    Pool::builder(manager)
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts {
            wait: Some(Duration::from_secs(5)),
            create: Some(Duration::from_secs(5)),
            recycle: Some(Duration::from_secs(2)),
        })
        .build()
}
