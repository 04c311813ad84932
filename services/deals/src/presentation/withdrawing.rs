//! Taking a page back: its link opens no more, at once, and nothing on it can be chosen or signed.

use jiff::Timestamp;
use platform::Problem;
use platform::db::TenantTx;

use super::{Fact, Presentation, signing};
use crate::deal::{Deal, Person};
use crate::store;
use crate::version::{Act, Entry};

/// Who took a page back, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub at: Timestamp,
    pub by: Person,
    pub reason: String,
}

/// Withdraws a presentation that is held in this transaction, writes the history of its deal, tells the fact.
///
/// # Errors
/// 409 where it was signed, or withdrawn before.
pub async fn withdraw(
    tx: &TenantTx,
    deal: &mut Deal,
    presentation: &Presentation,
    now: Timestamp,
    reason: &str,
) -> Result<(), Problem> {
    if presentation.signed.is_some() {
        return Err(signing::signed_before(presentation));
    }
    if let Some(before) = &presentation.withdrawn {
        let detail = format!(
            "{} withdrew this page already, and its link opens no more.",
            before.by.name
        );
        return Err(Problem::new(
            http::StatusCode::CONFLICT,
            "withdrawn-before",
            "Withdrawn already",
            detail,
        ));
    }
    let caller = tx.caller();
    let withdrawn = Withdrawn {
        at: now,
        by: Person {
            id: caller.user_id(),
            name: caller.name().to_owned(),
        },
        reason: reason.to_owned(),
    };
    store::withdraw_presentation(tx, presentation.id, &withdrawn).await?;
    let entry = Entry {
        reason: Some(reason.to_owned()),
        ..Entry::of(Act::PresentationWithdrawn)
    };
    store::save(tx, deal, entry.act).await?;
    store::record(tx, deal, &entry).await?;
    let fact = Fact::of(deal, &presentation.made_by, None);
    tx.publish("presentation.withdrawn", presentation.id, &fact)
        .await?;
    Ok(())
}
