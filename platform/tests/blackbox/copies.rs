//! A second service: it copies every note that is created, and shows the copies.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::BoxFuture;
use platform::events::{Consumer, Event};
use platform::migrate::Migration;
use platform::permission;
use platform::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

permission!(pub ReadCopies = "copies.read");

/// How often the consumer ran, and how often it shall fail first.
#[derive(Clone, Default)]
pub struct Script {
    pub runs: Arc<AtomicUsize>,
    pub failures: Arc<AtomicUsize>,
}

pub fn service(script: Script) -> Service {
    service_called("copies", script)
}

/// The same under the name of a service of the house, so that it can be reached at an address.
pub fn service_called(name: &'static str, script: Script) -> Service {
    const MIGRATIONS: &[Migration] = &[Migration {
        name: "0001_copies",
        sql: include_str!("copies.sql"),
    }];
    Service::new(name, "Copies under test.", MIGRATIONS, |platform| {
        OpenApiRouter::default()
            .routes(routes!(list_copies))
            .with_state(platform.clone())
    })
    .consumers(move |_| vec![Arc::new(CopyNote(script.clone()))])
}

#[utoipa::path(get, path = "/copies", responses((status = 200)), extensions(("x-permission" = json!("copies.read"))))]
async fn list_copies(
    State(platform): State<Platform>,
    caller: Allowed<ReadCopies>,
) -> Result<Json<Vec<String>>, Problem> {
    let rows = platform
        .db()
        .tenant_read(&caller, "select text from copies order by id", &[])
        .await?;
    Ok(Json(rows.iter().map(|row| row.get("text")).collect()))
}

struct CopyNote(Script);

#[derive(Deserialize)]
struct NoteCreated {
    text: String,
}

impl Consumer for CopyNote {
    fn name(&self) -> &'static str {
        "copy_note"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["note.created"]
    }

    fn handle<'a>(
        &'a self,
        event: &'a Event,
        tx: &'a TenantTx,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async move {
            self.0.runs.fetch_add(1, Ordering::SeqCst);
            let note: NoteCreated = event.read()?;
            tx.execute(
                "insert into copies (id, dealership_id, text) values ($1, $2, $3)",
                &[&Uuid::now_v7(), &tx.caller().dealership_id(), &note.text],
            )
            .await?;
            let fails = self
                .0
                .failures
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                })
                .is_ok();
            if fails {
                Err(Problem::unprocessable("The copier is out of paper."))
            } else {
                Ok(())
            }
        })
    }
}
