//! Notes on a customer over HTTP.

use axum::http::StatusCode;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{ReadCustomers, WriteCustomers};
use crate::customer::CustomerId;
use crate::note::{NewNote, Note, NoteId};
use crate::store;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(remove))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NoteList {
    #[serde(default)]
    #[param(inline)]
    pub limit: Limit,
    #[param(inline)]
    pub cursor: Option<Cursor>,
}

/// The notes on a customer, newest first.
#[utoipa::path(
    get, path = "/customers/{id}/notes", tag = "notes", operation_id = "list_notes",
    params(("id" = CustomerId, Path), NoteList),
    responses((status = 200, body = Page<Note>)),
    extensions(("x-permission" = json!("customers.read"))),
)]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadCustomers>,
    Path(id): Path<CustomerId>,
    Query(asked): Query<NoteList>,
) -> Result<Json<Page<Note>>, Problem> {
    let customer = store::read(platform.db(), &caller, id).await?;
    customer.ok_or_else(|| Problem::not_found("customer"))?;
    Ok(Json(
        store::notes(platform.db(), &caller, id, &asked).await?,
    ))
}

/// Writes a note on a customer, in the caller's name.
#[utoipa::path(
    post, path = "/customers/{id}/notes", tag = "notes", operation_id = "add_note",
    params(
        ("id" = CustomerId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats the answer instead of the work"),
    ),
    request_body = NewNote,
    responses((status = 201, body = Note, headers(("ETag"), ("Location")))),
    extensions(("x-permission" = json!("customers.write"))),
)]
async fn add(
    State(platform): State<Platform>,
    caller: Allowed<WriteCustomers>,
    Path(id): Path<CustomerId>,
    new: Create<NewNote>,
) -> Result<Response, Problem> {
    let text = new.body.clone().text().map_err(Problem::faults)?;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    store::lock(&tx, id).await?;
    let note = store::add_note(&tx, id, &text).await?;
    let location = format!("/customers/{id}/notes/{}", note.id);
    // A note is never rewritten, so its first version is its only one.
    new.finish(
        tx,
        Created {
            location,
            version: 1,
            body: note,
        },
    )
    .await
}

/// Takes back a note of one's own.
#[utoipa::path(
    delete, path = "/customers/{id}/notes/{note_id}", tag = "notes", operation_id = "remove_note",
    params(("id" = CustomerId, Path), ("note_id" = NoteId, Path)),
    responses((status = 204)),
    extensions(("x-permission" = json!("customers.write"))),
)]
async fn remove(
    State(platform): State<Platform>,
    caller: Allowed<WriteCustomers>,
    Path((id, note)): Path<(CustomerId, NoteId)>,
) -> Result<StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    store::lock(&tx, id).await?;
    let author = store::author(&tx, id, note)
        .await?
        .ok_or_else(|| Problem::not_found("note"))?;
    if author != caller.user_id() {
        let problem = Problem::forbidden("customers.write");
        return Err(problem.with_detail("A note can be taken back only by who wrote it."));
    }
    store::remove_note(&tx, note).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
