//! The service under test: notes of a dealership, as small as a service can be and with every habit of one.

use std::time::Duration;

use platform::db::Row;
use platform::migrate::Migration;
use platform::prelude::*;
use platform::{id, permission};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, PartialSchema, ToSchema};

id!(NoteId);
permission!(pub ReadNotes = "notes.read");
permission!(pub WriteNotes = "notes.write");
permission!(pub ListNotes = "notes.read" | "notes.write");

pub fn service() -> Service {
    service_called("notes")
}

/// The same under the name of a service of the house, so that it can be reached at an address.
pub fn service_called(name: &'static str) -> Service {
    const MIGRATIONS: &[Migration] = &[Migration {
        name: "0001_notes",
        sql: include_str!("notes.sql"),
    }];
    Service::new(name, "Notes under test.", MIGRATIONS, routes)
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Note {
    pub id: NoteId,
    pub version: i64,
    pub text: String,
    pub shelf: Option<String>,
}

impl Note {
    fn from_row(row: &Row) -> Self {
        Self {
            id: row.get("id"),
            version: row.get("version"),
            text: row.get("text"),
            shelf: row.get("shelf"),
        }
    }
}

/// Money as the engine documents it: text with two places or a number with at most two.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Price;

impl PartialSchema for Price {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, SchemaType, Type};
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(SchemaFormat::Custom("money".into())))
            .into()
    }
}

impl ToSchema for Price {}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    #[schema(min_length = 1, max_length = 200)]
    pub text: String,
    #[schema(pattern = "^[A-Z][0-9]+$")]
    pub shelf: Option<String>,
    pub price: Option<Price>,
    #[schema(minimum = 1, maximum = 5)]
    pub stars: Option<i32>,
    pub colour: Option<Colour>,
    #[schema(format = Email)]
    pub from: Option<String>,
    pub due: Option<jiff::civil::Date>,
    pub about: Option<NoteId>,
    #[schema(max_items = 2)]
    #[serde(default)]
    pub tags: Vec<Tag>,
    pub kind: Option<Kind>,
    #[schema(no_recursion)]
    pub child: Option<Box<NewNote>>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    Red,
    Green,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    pub name: String,
    pub weight: Option<f32>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    Reminder { on: jiff::civil::Date },
    Call { number: String },
}

#[derive(Serialize, Deserialize, IntoParams)]
pub struct Filter {
    #[param(inline)]
    pub limit: Option<Limit>,
    #[param(inline)]
    pub cursor: Option<Cursor>,
    #[param(min_length = 2)]
    pub q: Option<String>,
    pub archived: Option<bool>,
    #[param(inline)]
    pub colour: Option<ColourFilter>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColourFilter {
    Red,
    Green,
}

fn routes(platform: &Platform) -> OpenApiRouter {
    OpenApiRouter::default()
        .routes(routes!(create_note, list_notes))
        .routes(routes!(get_note, update_note, delete_note))
        .routes(routes!(whoami))
        .routes(routes!(hello))
        .routes(routes!(panics))
        .routes(routes!(held_open))
        .routes(routes!(forgetful))
        .routes(routes!(ask_other))
        .with_state(platform.clone())
}

#[utoipa::path(post, path = "/notes", request_body = NewNote, responses((status = 201, body = Note)),
    extensions(("x-permission" = json!("notes.write"))))]
async fn create_note(
    State(platform): State<Platform>,
    caller: Allowed<WriteNotes>,
    new: Create<NewNote>,
) -> Result<Response, Problem> {
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let row = tx
        .query_one(
            "insert into notes (id, dealership_id, text, shelf) values ($1, $2, $3, $4) returning *",
            &[&NoteId::new(), &caller.dealership_id(), &new.body.text, &new.body.shelf],
        )
        .await
        .map_err(|error| match error.unique() {
            Some("notes_shelf") => Problem::fault("/shelf", "taken", "is taken by another note"),
            _ => error.into(),
        })?;
    let note = Note::from_row(&row);
    tx.publish("note.created", note.id, &note).await?;
    let created = Created {
        location: format!("/notes/{}", note.id),
        version: note.version,
        body: note,
    };
    new.finish(tx, created).await
}

#[utoipa::path(get, path = "/notes", params(Filter), responses((status = 200, body = Page<Note>)),
    extensions(("x-permission" = json!(["notes.read", "notes.write"]))))]
async fn list_notes(
    State(platform): State<Platform>,
    caller: Allowed<ListNotes>,
    Query(filter): Query<Filter>,
) -> Result<Json<Page<Note>>, Problem> {
    let limit = filter.limit.unwrap_or_default();
    let after: Option<NoteId> = match &filter.cursor {
        Some(cursor) => Some(cursor.after("id")?),
        None => None,
    };
    let rows = platform
        .db()
        .tenant_read(
            &caller,
            "select * from notes where ($1::uuid is null or id > $1) \
             and ($2::text is null or text ilike '%' || $2 || '%') order by id limit $3",
            &[&after, &filter.q, &limit.rows()],
        )
        .await?;
    let notes = rows.iter().map(Note::from_row).collect();
    Ok(Json(Page::of(notes, limit, "id", |note: &Note| note.id)))
}

#[utoipa::path(get, path = "/notes/{id}", params(("id" = NoteId, Path)), responses((status = 200, body = Note)),
    extensions(("x-permission" = json!("notes.read"))))]
async fn get_note(
    State(platform): State<Platform>,
    caller: Allowed<ReadNotes>,
    Path(id): Path<NoteId>,
) -> Result<Versioned<Note>, Problem> {
    let row = platform
        .db()
        .tenant_read_opt(&caller, "select * from notes where id = $1", &[&id])
        .await?
        .ok_or_else(|| Problem::not_found("note"))?;
    let note = Note::from_row(&row);
    Ok(Versioned(note.version, note))
}

#[utoipa::path(put, path = "/notes/{id}", params(("id" = NoteId, Path)), request_body = NewNote,
    responses((status = 200, body = Note)), extensions(("x-permission" = json!("notes.write"))))]
async fn update_note(
    State(platform): State<Platform>,
    caller: Allowed<WriteNotes>,
    Path(id): Path<NoteId>,
    if_match: IfMatch,
    Body(new): Body<NewNote>,
) -> Result<Versioned<Note>, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let row = tx
        .query_opt("select version from notes where id = $1 for update", &[&id])
        .await?;
    if_match.check(
        row.ok_or_else(|| Problem::not_found("note"))?
            .get("version"),
    )?;
    let row = tx
        .query_one(
            "update notes set text = $2, version = version + 1 where id = $1 returning *",
            &[&id, &new.text],
        )
        .await?;
    tx.commit().await?;
    let note = Note::from_row(&row);
    Ok(Versioned(note.version, note))
}

#[utoipa::path(delete, path = "/notes/{id}", params(("id" = NoteId, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("notes.write"))))]
async fn delete_note(
    State(platform): State<Platform>,
    caller: Allowed<WriteNotes>,
    Path(id): Path<NoteId>,
) -> Result<http::StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    if tx
        .execute("delete from notes where id = $1", &[&id])
        .await?
        == 0
    {
        return Err(Problem::not_found("note"));
    }
    tx.commit().await?;
    Ok(http::StatusCode::NO_CONTENT)
}

#[utoipa::path(get, path = "/whoami", responses((status = 200)), extensions(("x-permission" = json!("signed-in"))))]
async fn whoami(caller: Caller) -> Json<serde_json::Value> {
    Json(
        json!({ "user": caller.user_id(), "dealership": caller.dealership_id(), "name": caller.name() }),
    )
}

#[utoipa::path(get, path = "/hello", responses((status = 200, body = String, content_type = "text/html")),
    extensions(("x-public" = json!(true))))]
async fn hello() -> axum::response::Html<&'static str> {
    axum::response::Html("<p>hello</p>")
}

#[utoipa::path(get, path = "/panics", responses((status = 200)), extensions(("x-public" = json!(true))))]
async fn panics() -> Response {
    panic!("secret inside")
}

/// Writes, then waits inside the transaction until the database has gone, then writes again.
#[utoipa::path(post, path = "/held-open", responses((status = 204)), extensions(("x-permission" = json!("notes.write"))))]
async fn held_open(
    State(platform): State<Platform>,
    caller: Allowed<WriteNotes>,
) -> Result<http::StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    let insert = "insert into notes (id, dealership_id, text) values ($1, $2, 'half of two')";
    tx.execute(insert, &[&NoteId::new(), &caller.dealership_id()])
        .await?;
    // Longer than any test: the connection ends while the server sleeps.
    tx.execute("select pg_notify('half_way', '')", &[]).await?;
    tx.query("select pg_sleep(10)", &[]).await?;
    tx.execute(insert, &[&NoteId::new(), &caller.dealership_id()])
        .await?;
    tx.commit().await?;
    Ok(http::StatusCode::NO_CONTENT)
}

/// Opens a transaction and goes away with an error, as a handler that fails half-way.
#[utoipa::path(post, path = "/forgetful", responses((status = 204)), extensions(("x-permission" = json!("notes.write"))))]
async fn forgetful(
    State(platform): State<Platform>,
    caller: Allowed<WriteNotes>,
) -> Result<http::StatusCode, Problem> {
    let tx = platform.db().tenant_tx(&caller).await?;
    tx.execute(
        "insert into notes (id, dealership_id, text) values ($1, $2, 'never kept')",
        &[&NoteId::new(), &caller.dealership_id()],
    )
    .await?;
    Err(Problem::conflict("Changed its mind."))
}

/// Asks the service `copies` in the caller's name.
#[utoipa::path(get, path = "/ask-other", responses((status = 200)), extensions(("x-permission" = json!("signed-in"))))]
async fn ask_other(
    State(platform): State<Platform>,
    _caller: Caller,
) -> Result<Json<serde_json::Value>, Problem> {
    let said = platform.upstream("copies").get_json("/copies").await?;
    Ok(Json(said))
}

/// How long a test waits for something that must happen, before it says that it did not.
pub const PATIENCE: Duration = Duration::from_secs(20);
