//! Lists page by page: an opaque cursor says where the last page ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::Problem;

/// One page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// Send as `cursor` to read on; null on the last page.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page out of `limit + 1` rows: the row too many only shows that there is more.
    ///
    /// `sort` names the order; `key` gives the sort values of the last item kept, from which the next page goes on.
    pub fn of<K: Serialize>(
        mut rows: Vec<T>,
        limit: Limit,
        sort: &str,
        key: impl Fn(&T) -> K,
    ) -> Self {
        let most = limit.get() as usize;
        let more = rows.len() > most;
        rows.truncate(most);
        let next_cursor = match rows.last() {
            Some(last) if more => Some(encode(sort, &key(last))),
            _ => None,
        };
        Self {
            items: rows,
            next_cursor,
        }
    }

    /// The same page with every item turned into what is shown.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(each).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

fn encode<K: Serialize>(sort: &str, key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(sort, key)).unwrap_or_default())
}

/// Where the last page ended, as sent by the client.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// The sort values, if the cursor belongs to this order; 422 at `/cursor` otherwise.
    pub fn after<K: DeserializeOwned>(&self, sort: &str) -> Result<K, Problem> {
        let wrong = || {
            Problem::fault(
                "/cursor",
                "format",
                "is not a cursor of this list in this order",
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(&self.0).map_err(|_| wrong())?;
        let (of, key): (String, K) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        if of == sort { Ok(key) } else { Err(wrong()) }
    }
}

impl PartialSchema for Cursor {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .max_length(Some(2_000))
            .description(Some("The next_cursor of the page before"))
            .into()
    }
}

impl ToSchema for Cursor {}

/// How many items a page may have: 1 to 200, 50 unless told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Limit(u16);

impl Limit {
    /// The number of items.
    pub fn get(self) -> i64 {
        i64::from(self.0)
    }

    /// How many rows to read: one more, to see whether there is more.
    pub fn rows(self) -> i64 {
        self.get() + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl PartialSchema for Limit {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Integer))
            .minimum(Some(1))
            .maximum(Some(200))
            .default(Some(50.into()))
            .description(Some("How many items at most"))
            .into()
    }
}

impl ToSchema for Limit {}
