//! A transaction in which only one dealership exists.

use deadpool_postgres::Object;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::{DbError, hyphenated};
use crate::auth::Caller;
use crate::problem::Problem;

/// A transaction of a tenant. Dropped without [`TenantTx::commit`], it is rolled back before anyone else gets the
/// connection.
pub struct TenantTx {
    client: Option<Object>,
    service: &'static str,
    caller: Caller,
}

/// An id's text on the stack.
pub(super) struct Text36([u8; 36]);

impl Text36 {
    pub(super) fn of(id: Uuid) -> Self {
        let mut text = [0; 36];
        hyphenated(id, &mut text);
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TenantTx {
    pub(super) async fn begin(
        client: Object,
        service: &'static str,
        caller: &Caller,
    ) -> Result<Self, DbError> {
        let (dealership, user) = (
            Text36::of(caller.dealership_id()),
            Text36::of(caller.user_id()),
        );
        let opened = Self {
            client: Some(client),
            service,
            caller: caller.clone(),
        };
        // One round trip. The text is put together from two UUIDs and nothing else.
        let sql = format!(
            "begin; select set_config('app.dealership', '{}', true), set_config('app.user', '{}', true)",
            dealership.as_str(),
            user.as_str()
        );
        opened.client()?.batch_execute(&sql).await?;
        Ok(opened)
    }

    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or_else(|| {
            DbError::Away(Box::new(std::io::Error::other("the transaction has ended")))
        })
    }

    /// Who acts.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The service whose schema this is.
    pub(crate) fn service(&self) -> &'static str {
        self.service
    }

    /// All rows of a statement.
    pub async fn query(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.query(&statement, params).await?)
    }

    /// One row or none.
    pub async fn query_opt(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, DbError> {
        Ok(self.query(sql, params).await?.into_iter().next())
    }

    /// Exactly one row.
    pub async fn query_one(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Row, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.query_one(&statement, params).await?)
    }

    /// Runs a statement and says how many rows it touched.
    pub async fn execute(&self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<u64, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute(&statement, params).await?)
    }

    /// Makes it so. An error here means that it is not known whether it was: 503, and the idempotency key tells.
    pub async fn commit(mut self) -> Result<(), Problem> {
        let client = self
            .client
            .take()
            .ok_or_else(|| Problem::internal("the transaction has ended"))?;
        finish(client, "commit").await.map_err(unknown_end)
    }

    /// Takes it all back.
    pub async fn rollback(mut self) -> Result<(), Problem> {
        let client = self
            .client
            .take()
            .ok_or_else(|| Problem::internal("the transaction has ended"))?;
        finish(client, "rollback").await
    }
}

/// When the answer to a commit is lost, so is whether it was done.
fn unknown_end(problem: Problem) -> Problem {
    if problem.is_away() {
        problem.with_detail(
            "The database went away while the change was being kept, so it is not known whether it was. Read it \
             again, or repeat the request with the same Idempotency-Key.",
        )
    } else {
        problem
    }
}

/// Ends a transaction; a connection that does not answer to that never goes back to the pool.
pub(super) async fn finish(client: Object, how: &str) -> Result<(), Problem> {
    match client.batch_execute(how).await {
        Ok(()) => Ok(()),
        Err(error) => {
            drop(Object::take(client));
            Err(DbError::from(error).into())
        }
    }
}

/// Rolls back in the background; until that is done the connection stays out of the pool.
pub(super) fn abandon(client: Option<Object>) {
    let Some(client) = client else { return };
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => {
            runtime.spawn(async move {
                let _ = finish(client, "rollback").await;
            });
        }
        Err(_) => drop(Object::take(client)),
    }
}

impl Drop for TenantTx {
    fn drop(&mut self) {
        abandon(self.client.take());
    }
}
