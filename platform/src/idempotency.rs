//! `Idempotency-Key` on what creates: the answer is stored in the transaction that made it, and given again.

use std::time::Duration;

use axum::body::Body as HttpBody;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::db::{Db, DbError, TenantTx};
use crate::etag;
use crate::json;
use crate::problem::Problem;

/// How long a key is remembered.
pub const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// The body of a request that creates, with its `Idempotency-Key` if it has one.
///
/// ```ignore
/// async fn create(State(platform): State<Platform>, caller: Allowed<WriteNotes>, new: Create<NewNote>) -> Result<Response, Problem> {
///     let tx = match new.begin(platform.db(), &caller).await? {
///         Begun::Fresh(tx) => tx,
///         Begun::Replay(answer) => return Ok(answer),
///     };
///     let note = store::insert(&tx, &new.body).await?;
///     new.finish(tx, Created { location: format!("/notes/{}", note.id), version: note.version, body: note }).await
/// }
/// ```
pub struct Create<T> {
    /// What was sent.
    pub body: T,
    key: Option<Key>,
}

struct Key {
    key: String,
    fingerprint: Vec<u8>,
}

/// How a creating request goes on.
pub enum Begun {
    /// Not seen before: do it in this transaction.
    Fresh(TenantTx),
    /// Done before: this was the answer.
    Replay(Response),
}

/// The answer to something created: 201 with `Location` and `ETag`.
pub struct Created<T> {
    /// The new thing's path at this service.
    pub location: String,
    /// Its version.
    pub version: i64,
    /// The thing.
    pub body: T,
}

impl<S, T> FromRequest<S> for Create<T>
where
    S: Send + Sync,
    T: ToSchema + DeserializeOwned + Send + 'static,
{
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let key = match request.headers().get(&HEADER) {
            Some(value) => Some(key_of(value)?),
            None => None,
        };
        let mut digest = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
        digest.update(request.method().as_str().as_bytes());
        digest.update(b"\n");
        digest.update(request.uri().path().as_bytes());
        digest.update(b"\n");
        let bytes = json::read(request).await?;
        digest.update(&bytes);
        let body = json::parse(&bytes)?;
        let fingerprint = digest.finish().as_ref().to_vec();
        Ok(Self {
            body,
            key: key.map(|key| Key { key, fingerprint }),
        })
    }
}

fn key_of(value: &HeaderValue) -> Result<String, Problem> {
    let text = value.to_str().unwrap_or_default();
    if (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(Problem::bad_request(
            "Idempotency-Key must have 1 to 255 visible ASCII characters and no blanks.",
        ))
    }
}

impl<T> Create<T> {
    /// Opens the transaction, unless this was done before (replay), is being done just now (409), or the key was used
    /// for something else (422).
    pub async fn begin(&self, db: &Db, caller: &Caller) -> Result<Begun, Problem> {
        let tx = db.tenant_tx(caller).await?;
        let Some(Key { key, fingerprint }) = &self.key else {
            return Ok(Begun::Fresh(tx));
        };
        // The lock ends with the transaction that holds it, after its rows are there to be seen.
        let lock = format!(
            "{}\n{}\n{}\n{key}",
            tx.service(),
            caller.dealership_id(),
            caller.user_id()
        );
        let free: bool = tx
            .query_one(
                "select pg_try_advisory_xact_lock(hashtextextended($1, 0))",
                &[&lock],
            )
            .await?
            .get(0);
        if !free {
            return Err(Problem::conflict(
                "A request with this Idempotency-Key is still being worked on. Ask again shortly.",
            ));
        }
        let seen = tx
            .query_opt(
                "select fingerprint, status, location, etag, body, created_at < now() - interval '24 hours' as old \
                 from idempotency where user_id = $1 and key = $2",
                &[&caller.user_id(), key],
            )
            .await?;
        let Some(seen) = seen else {
            return Ok(Begun::Fresh(tx));
        };
        if seen.get::<_, bool>("old") {
            tx.execute(
                "delete from idempotency where user_id = $1 and key = $2",
                &[&caller.user_id(), key],
            )
            .await?;
            return Ok(Begun::Fresh(tx));
        }
        if seen.get::<_, &[u8]>("fingerprint") != fingerprint.as_slice() {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "Idempotency-Key used before",
                "This Idempotency-Key was used for another request. Choose a new one.",
            ));
        }
        let stored = Stored {
            status: seen.get("status"),
            location: seen.get("location"),
            etag: seen.get("etag"),
            body: seen.get("body"),
        };
        let mut answer = stored.into_response();
        answer.headers_mut().insert(
            HeaderName::from_static("idempotency-replayed"),
            HeaderValue::from_static("true"),
        );
        Ok(Begun::Replay(answer))
    }

    /// Stores the answer under the key, commits, and gives the answer.
    pub async fn finish<U: Serialize>(
        &self,
        tx: TenantTx,
        created: Created<U>,
    ) -> Result<Response, Problem> {
        let stored = Stored {
            status: 201,
            location: created.location,
            etag: etag::of(created.version)
                .to_str()
                .unwrap_or_default()
                .to_owned(),
            body: serde_json::to_vec(&created.body).map_err(Problem::internal)?,
        };
        if let Some(Key { key, fingerprint }) = &self.key {
            let caller = tx.caller().clone();
            tx.execute(
                "insert into idempotency (dealership_id, user_id, key, fingerprint, status, location, etag, body) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
                &[
                    &caller.dealership_id(),
                    &caller.user_id(),
                    key,
                    fingerprint,
                    &stored.status,
                    &stored.location,
                    &stored.etag,
                    &stored.body,
                ],
            )
            .await
            .map_err(|error| match error.unique() {
                // The lock is keyed by a hash; the constraint is what cannot be fooled.
                Some(_) => Problem::conflict("A request with this Idempotency-Key has just been done."),
                None => DbError::into(error),
            })?;
        }
        tx.commit().await?;
        Ok(stored.into_response())
    }
}

struct Stored {
    status: i16,
    location: String,
    etag: String,
    body: Vec<u8>,
}

impl Stored {
    fn into_response(self) -> Response {
        let status = u16::try_from(self.status)
            .ok()
            .and_then(|status| StatusCode::from_u16(status).ok());
        let mut response = HttpBody::from(self.body).into_response();
        *response.status_mut() = status.unwrap_or(StatusCode::CREATED);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        if let Ok(location) = HeaderValue::try_from(self.location) {
            headers.insert(header::LOCATION, location);
        }
        if let Ok(etag) = HeaderValue::try_from(self.etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}
