//! The audit log, and whether its chain holds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ReadAudit;
use crate::audit::{Action, SubjectKind};
use crate::house::House;
use crate::store::Alone;
use crate::store::audit::{self, Filter, Listed};

/// One thing that was done.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    /// 1, 2, 3 … within the dealership, without gaps.
    number: i64,
    at: Timestamp,
    /// Who did it; null for the house itself, the machine's operator, and somebody who was not signed in.
    actor: Option<Actor>,
    action: String,
    subject_kind: String,
    subject_id: Uuid,
    /// Particulars, by the action.
    #[schema(value_type = Object)]
    detail: Value,
    /// SHA-256 over this entry and the hash of the one before, base64.
    hash: String,
}

/// Who did it.
#[derive(Serialize, ToSchema)]
pub struct Actor {
    id: Uuid,
    name: Option<String>,
}

impl From<Listed> for AuditEntry {
    fn from(listed: Listed) -> Self {
        let entry = listed.entry;
        Self {
            number: entry.number,
            at: entry.at,
            actor: entry.actor.map(|id| Actor {
                id,
                name: listed.actor_name,
            }),
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject,
            detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
            hash: STANDARD.encode(&entry.hash),
        }
    }
}

/// What a list is narrowed to. The newest come first.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditList {
    #[param(inline)]
    action: Option<Action>,
    /// Who did it.
    actor_id: Option<Uuid>,
    #[param(inline)]
    subject_kind: Option<SubjectKind>,
    /// What it was done to.
    subject_id: Option<Uuid>,
    /// Not before this instant.
    from: Option<Timestamp>,
    /// Before this instant.
    to: Option<Timestamp>,
    #[param(inline)]
    limit: Option<Limit>,
    #[param(inline)]
    cursor: Option<Cursor>,
}

const ORDER: &str = "-number";

/// What was done in the dealership.
#[utoipa::path(
    get, path = "/audit", tag = "audit", operation_id = "list_audit",
    params(AuditList),
    responses((status = 200, body = Page<AuditEntry>)),
    extensions(("x-permission" = json!("identity.audit"))),
)]
pub async fn list(
    State(house): State<House>,
    caller: Allowed<ReadAudit>,
    Query(asked): Query<AuditList>,
) -> Result<Json<Page<AuditEntry>>, Problem> {
    let limit = asked.limit.unwrap_or_default();
    let filter = Filter {
        action: asked.action,
        actor: asked.actor_id,
        subject_kind: asked.subject_kind,
        subject: asked.subject_id,
        from: asked.from,
        to: asked.to,
        before: asked.cursor.map(|cursor| cursor.after(ORDER)).transpose()?,
        rows: limit.rows(),
    };
    let rows = audit::list(&Alone(house.db(), &caller), &filter).await?;
    Ok(Json(
        Page::of(rows, limit, ORDER, |listed| listed.entry.number).map(AuditEntry::from),
    ))
}

/// Whether the log is as it was written.
#[derive(Serialize, ToSchema)]
pub struct Verification {
    /// Whether every entry follows from the one before it.
    holds: bool,
    /// How many entries hold, from the first.
    entries: i64,
    /// The hash of the last entry that holds, base64. Kept elsewhere, it also shows a cut at the end.
    head: String,
    /// Where and how it does not hold.
    fault: Option<String>,
}

/// Walk the whole chain of the dealership.
#[utoipa::path(
    get, path = "/audit/verification", tag = "audit", operation_id = "verify_audit",
    responses((status = 200, body = Verification)),
    extensions(("x-permission" = json!("identity.audit"))),
)]
pub async fn verification(
    State(house): State<House>,
    caller: Allowed<ReadAudit>,
) -> Result<Json<Verification>, Problem> {
    let (head, tampering) = house.verify_audit(&caller).await?;
    Ok(Json(Verification {
        holds: tampering.is_none(),
        entries: head.number,
        head: STANDARD.encode(&head.hash),
        fault: tampering.map(|tampering| tampering.to_string()),
    }))
}
