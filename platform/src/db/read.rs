//! How a tenant read is one statement: the setting is made by a row that the query cannot come before.
//!
//! `select q.* from (select set_config(…, true) as tenant offset 0) t cross join lateral (select s.* from (QUERY) s
//! where t.tenant is not null offset 0) q`. The first sub-select is volatile and fenced by `offset 0`, so it stays a
//! plan of its own; the second refers to it, so it can only run for a row of the first. The policies' sub-selects are
//! evaluated when first needed, which is inside the second. The setting is local to the statement's own transaction
//! and ends with it.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// Wrapped statements by their text, so that none is put together twice.
#[derive(Default)]
pub(super) struct Texts(RwLock<HashMap<String, Arc<str>>>);

/// Filters put statements together; this many different ones are kept.
const MOST: usize = 1_000;

impl Texts {
    /// The wrapped form of `sql`, whose own parameters are `$1` to `$params`; the tenant is the one after.
    pub(super) fn of(&self, sql: &str, params: usize) -> Arc<str> {
        if let Some(text) = crate::lock::read(&self.0).get(sql) {
            return text.clone();
        }
        let text: Arc<str> = wrap(sql, params).into();
        let mut texts = crate::lock::write(&self.0);
        if texts.len() >= MOST {
            texts.clear();
        }
        texts.insert(sql.to_owned(), text.clone());
        text
    }
}

/// The wrapped form of a query with so many parameters of its own.
pub fn wrap(sql: &str, params: usize) -> String {
    let tenant = params + 1;
    let sql = sql.trim().trim_end_matches(';');
    format!(
        "select q.* from (select set_config('app.dealership', ${tenant}::text, true) as tenant offset 0) t \
         cross join lateral (select s.* from (\n{sql}\n) s where t.tenant is not null offset 0) q"
    )
}
