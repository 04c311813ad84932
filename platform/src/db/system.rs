//! A transaction of the house itself, across tenants, seeing only what a migration granted to the system role.

use std::ops::Deref;

use deadpool_postgres::Object;

use super::{DbError, Tx};
use crate::problem::Problem;

/// A transaction of the system role; rolled back unless committed. Its statements are those of [`Tx`].
pub struct SystemTx(Tx);

impl SystemTx {
    pub(super) async fn begin(client: Object) -> Result<Self, DbError> {
        Ok(Self(Tx::begin(client, "begin").await?))
    }

    /// Makes it so.
    pub async fn commit(self) -> Result<(), Problem> {
        self.0.end("commit").await
    }
}

impl Deref for SystemTx {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.0
    }
}
