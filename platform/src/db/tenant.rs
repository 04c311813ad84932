//! A transaction in which only one dealership exists.

use std::ops::Deref;

use deadpool_postgres::Object;
use uuid::Uuid;

use super::{DbError, Tx};
use crate::auth::Caller;
use crate::problem::Problem;

/// A transaction of a tenant; rolled back unless committed. Its statements are those of [`Tx`].
pub struct TenantTx {
    tx: Tx,
    service: &'static str,
    caller: Caller,
}

/// An id's text on the stack.
pub(super) struct IdText([u8; 36]);

impl IdText {
    pub(super) fn of(id: Uuid) -> Self {
        let mut text = [0; 36];
        id.as_hyphenated().encode_lower(&mut text);
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
            IdText::of(caller.dealership_id()),
            IdText::of(caller.user_id()),
        );
        // The text is put together from two UUIDs and nothing else.
        let begin = format!(
            "begin; select set_config('app.dealership', '{}', true), set_config('app.user', '{}', true)",
            dealership.as_str(),
            user.as_str()
        );
        Ok(Self {
            tx: Tx::begin(client, &begin).await?,
            service,
            caller: caller.clone(),
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

    /// Makes it so. An error here means that it is not known whether it was: 503, and the idempotency key tells.
    pub async fn commit(self) -> Result<(), Problem> {
        self.tx.end("commit").await.map_err(unknown_end)
    }

    /// Takes it all back.
    pub async fn rollback(self) -> Result<(), Problem> {
        self.tx.end("rollback").await
    }
}

impl Deref for TenantTx {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.tx
    }
}

/// When the answer to a commit is lost, so is whether it was done.
fn unknown_end(problem: Problem) -> Problem {
    if !problem.is_away() {
        return problem;
    }
    problem.with_detail(
        "The database went away while the change was being kept, so it is not known whether it was. Read it again, \
         or repeat the request with the same Idempotency-Key.",
    )
}
