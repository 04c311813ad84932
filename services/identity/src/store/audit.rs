//! The audit log: appended under a lock of its dealership, read in pages, walked to verify.

use jiff::Timestamp;
use platform::db::{DbError, Row, TenantTx};
use uuid::Uuid;

use super::Read;
use crate::audit::{Action, Entry, Happening, Head, SubjectKind};

const COLUMNS: &str =
    "dealership_id, number, at, actor_id, action, subject_kind, subject_id, detail::text as detail,
    previous_hash, hash";

fn from_row(row: &Row) -> Entry {
    Entry {
        dealership: row.get("dealership_id"),
        number: row.get("number"),
        at: row.get("at"),
        actor: row.get("actor_id"),
        action: row.get("action"),
        subject_kind: row.get("subject_kind"),
        subject: row.get("subject_id"),
        detail: row.get("detail"),
        previous: row.get("previous_hash"),
        hash: row.get("hash"),
    }
}

/// Writes what happened behind the newest entry. Call it last in a transaction: from here on the dealership's other
/// writers of the log wait.
pub async fn append(tx: &TenantTx, happening: &Happening, now: Timestamp) -> Result<(), DbError> {
    let dealership = tx.caller().dealership_id();
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended('identity audit ' || $1::text, 0))",
        &[&dealership.to_string()],
    )
    .await?;
    let head = tx
        .query_opt(
            "select number, hash from audit order by number desc limit 1",
            &[],
        )
        .await?;
    let head = head.map_or_else(Head::start, |row| Head {
        number: row.get("number"),
        hash: row.get("hash"),
    });
    let entry = Entry::chain(dealership, &head, now, happening);
    tx.execute(
        "insert into audit (dealership_id, number, at, actor_id, action, subject_kind, subject_id, detail,
           previous_hash, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10)",
        &[
            &entry.dealership,
            &entry.number,
            &entry.at,
            &entry.actor,
            &entry.action,
            &entry.subject_kind,
            &entry.subject,
            &entry.detail,
            &entry.previous,
            &entry.hash,
        ],
    )
    .await?;
    Ok(())
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub action: Option<Action>,
    pub actor: Option<Uuid>,
    pub subject_kind: Option<SubjectKind>,
    pub subject: Option<Uuid>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Number of the last one seen; the newest come first.
    pub before: Option<i64>,
    pub rows: i64,
}

/// An entry with the name of who did it, where that is known.
pub struct Listed {
    pub entry: Entry,
    pub actor_name: Option<String>,
}

pub async fn list(read: &impl Read, filter: &Filter) -> Result<Vec<Listed>, DbError> {
    let action = filter.action.map(Action::code);
    let kind = filter.subject_kind.map(SubjectKind::code);
    let rows = read
        .rows(
            &format!(
                "select a.*, u.name as actor_name
                 from (select {COLUMNS} from audit
                       where ($1::text is null or action = $1)
                         and ($2::uuid is null or actor_id = $2)
                         and ($3::text is null or subject_kind = $3)
                         and ($4::uuid is null or subject_id = $4)
                         and ($5::timestamptz is null or at >= $5)
                         and ($6::timestamptz is null or at < $6)
                         and ($7::bigint is null or number < $7)
                       order by number desc limit $8) a
                 left join users u on u.id = a.actor_id
                 order by a.number desc"
            ),
            &[
                &action,
                &filter.actor,
                &kind,
                &filter.subject,
                &filter.from,
                &filter.to,
                &filter.before,
                &filter.rows,
            ],
        )
        .await?;
    Ok(rows
        .iter()
        .map(|row| Listed {
            entry: from_row(row),
            actor_name: row.get("actor_name"),
        })
        .collect())
}

/// Entries after a number, in order: a stretch of the chain to walk.
pub async fn stretch(read: &impl Read, after: i64, rows: i64) -> Result<Vec<Entry>, DbError> {
    let rows = read
        .rows(
            &format!("select {COLUMNS} from audit where number > $1 order by number limit $2"),
            &[&after, &rows],
        )
        .await?;
    Ok(rows.iter().map(from_row).collect())
}
