//! A transaction's statements, whoever opened it; dropped before its end it is rolled back.

use deadpool_postgres::Object;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::DbError;
use crate::problem::Problem;

/// An open transaction: statements are prepared once per connection and kept.
pub struct Tx {
    /// None once it has ended.
    client: Option<Object>,
}

impl Tx {
    /// Opens it with `begin` and what belongs to it, in one round trip.
    pub(super) async fn begin(client: Object, begin: &str) -> Result<Self, DbError> {
        let opened = Self {
            client: Some(client),
        };
        opened.client()?.batch_execute(begin).await?;
        Ok(opened)
    }

    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or_else(|| {
            DbError::Away(Box::new(std::io::Error::other("the transaction has ended")))
        })
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

    /// `commit` or `rollback`. A connection that does not answer to that never goes back to the pool.
    pub(super) async fn end(mut self, how: &str) -> Result<(), Problem> {
        match self.client.take() {
            Some(client) => end(client, how).await,
            None => Err(Problem::internal("the transaction has ended")),
        }
    }
}

async fn end(client: Object, how: &str) -> Result<(), Problem> {
    match client.batch_execute(how).await {
        Ok(()) => Ok(()),
        Err(error) => {
            drop(Object::take(client));
            Err(DbError::from(error).into())
        }
    }
}

impl Drop for Tx {
    /// Rolls back in the background; until that is done the connection stays out of the pool.
    fn drop(&mut self) {
        let Some(client) = self.client.take() else {
            return;
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let _ = end(client, "rollback").await;
                });
            }
            Err(_) => drop(Object::take(client)),
        }
    }
}
