//! A transaction of the house itself, across tenants, seeing only what a migration granted to the system role.

use deadpool_postgres::Object;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::DbError;
use super::tenant::{abandon, finish};
use crate::problem::Problem;

/// A transaction of the system role; rolled back unless committed.
pub struct SystemTx {
    client: Option<Object>,
}

impl SystemTx {
    pub(super) async fn begin(client: Object) -> Result<Self, DbError> {
        let opened = Self {
            client: Some(client),
        };
        opened.client()?.batch_execute("begin").await?;
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

    /// Makes it so.
    pub async fn commit(mut self) -> Result<(), Problem> {
        let client = self
            .client
            .take()
            .ok_or_else(|| Problem::internal("the transaction has ended"))?;
        finish(client, "commit").await
    }
}

impl Drop for SystemTx {
    fn drop(&mut self) {
        abandon(self.client.take());
    }
}
