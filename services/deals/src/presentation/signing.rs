//! Signing a presentation: what is signed, and what it does to the deal.

use platform::auth::Caller;
use platform::db::TenantTx;
use platform::{Fault, Problem};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Presentation, Shown};
use crate::deal::{Chosen, Deal};
use crate::signatures::{About, Device, Mark, NewSignature, name_fault, same_name, sign};
use crate::store;
use crate::version::{Act, Entry};
use crate::workflow::Status;

/// What a customer sends to sign.
pub struct Asked<'a> {
    pub option: &'a str,
    pub signer_name: &'a str,
    pub mark: &'a Mark,
    pub device: &'a Device,
}

/// The document: which option, and the page to the byte.
#[derive(Serialize)]
struct Document<'a> {
    accepted_option: &'a str,
    presentation: &'a RawValue,
}

/// The caller as whom a customer acts: through the person who presents, under the customer's own name.
#[must_use]
pub fn customer_of(
    presentation: &Presentation,
    dealership: platform::ids::Uuid,
    name: &str,
) -> Caller {
    Caller::guest(
        dealership,
        presentation.made_by.id,
        &format!("{} (customer)", name.trim()),
        &["deals.read_all"],
    )
}

/// Signs an option: keeps the signature over the page, chooses its structure, writes the history, tells the facts. The
/// same once more is the same; anything else after a signature is refused.
///
/// # Errors
/// 422 for an unknown option or a mark that is none; 409 where it was signed before, or the deal is not what was shown.
pub async fn accept(
    tx: &TenantTx,
    presentation: &Presentation,
    asked: &Asked<'_>,
) -> Result<(), Problem> {
    let option = checked(presentation, asked)?;
    if let Some(signed) = &presentation.signed {
        let again = signed.option == asked.option
            && same_name(&signed.signer_name, asked.signer_name)
            && signed.mark == *asked.mark;
        return if again {
            Ok(())
        } else {
            Err(signed_before(presentation))
        };
    }
    let mut deal = store::load(tx, presentation.deal_id).await?;
    refuse_changed(presentation, option)?;
    let entry = entry(tx, &mut deal, presentation, option, asked).await?;

    let document = Document {
        accepted_option: &option.letter,
        presentation: &presentation.shown,
    };
    let document = serde_json::to_vec(&document).map_err(Problem::internal)?;
    let new = NewSignature {
        signer_name: asked.signer_name,
        mark: asked.mark,
        device: asked.device,
    };
    let about = (About::Presentation, presentation.id.into());
    let signature = sign(tx, deal.id, about, &document, &new).await?;
    store::signed_presentation(tx, presentation.id, &option.letter, signature.id).await?;
    store::save(tx, &mut deal, entry.act).await?;
    store::record(tx, &deal, &entry).await?;
    let fact = super::Fact::of(&deal, &presentation.made_by, Some(&option.letter));
    tx.publish("presentation.signed", presentation.id, &fact)
        .await?;
    Ok(())
}

/// The option that is signed, once everything that was typed is good.
fn checked<'a>(presentation: &'a Presentation, asked: &Asked<'_>) -> Result<&'a Shown, Problem> {
    let mut faults: Vec<Fault> = Vec::new();
    faults.extend(name_fault(asked.signer_name, "/signer_name"));
    faults.extend(asked.mark.faults(asked.signer_name, "/signature"));
    match presentation.option(asked.option) {
        Ok(option) if faults.is_empty() => Ok(option),
        Ok(_) => Err(Problem::faults(faults)),
        Err(unknown) => {
            faults.splice(0..0, unknown.errors().iter().cloned());
            Err(Problem::faults(faults))
        }
    }
}

/// The history's entry, with the option chosen where it was not.
async fn entry(
    tx: &TenantTx,
    deal: &mut Deal,
    presentation: &Presentation,
    option: &Shown,
    asked: &Asked<'_>,
) -> Result<Entry, Problem> {
    if deal.status == Status::Cancelled {
        return Err(Problem::new(
            http::StatusCode::CONFLICT,
            "deal-cancelled",
            "The deal was cancelled",
            "The store cancelled this deal. Nothing was signed. Ask the store what is still on offer.",
        ));
    }
    let reason = format!(
        "{} signed option {}, presented by {}",
        asked.signer_name.trim(),
        option.letter,
        presentation.made_by.name
    );
    let mut entry = Entry::of(Act::PresentationSigned);
    entry.reason = Some(reason);
    entry.structure = Some((option.structure_id, option.letter.clone()));
    if deal.has_chosen(option.structure_id) {
        return Ok(entry);
    }
    if !deal.status.editable() {
        return Err(frozen(deal, option));
    }
    let row = store::structure(tx, deal.id, option.structure_id).await?;
    let now = row.worked()?.summary();
    let was = deal
        .chosen
        .replace(Chosen::of(row.id, &row.letter, &row.name, now));
    entry.act = Act::StructureChosen;
    entry.payment.before = was.as_ref().and_then(|was| was.payment);
    entry.payment.after = now.payment;
    entry.gross.before = was.as_ref().and_then(|was| was.gross);
    entry.gross.after = now.gross;
    Ok(entry)
}

fn refuse_changed(presentation: &Presentation, option: &Shown) -> Result<(), Problem> {
    if !presentation.changed.contains(&option.letter) {
        return Ok(());
    }
    Err(Problem::new(
        http::StatusCode::CONFLICT,
        "changed",
        "Changed in the meantime",
        format!(
            "The store changed option {} after this page was made. Nothing was signed, and the figures here are as \
             they were shown. Ask the store for a new page.",
            option.letter
        ),
    ))
}

fn frozen(deal: &Deal, option: &Shown) -> Problem {
    let chosen = deal
        .chosen
        .as_ref()
        .map_or("another", |it| it.letter.as_str());
    Problem::new(
        http::StatusCode::CONFLICT,
        "frozen",
        "The deal is frozen",
        format!(
            "The store is already working on option {chosen} of this deal, so option {} cannot be taken just now. \
             Nothing was signed. Ask the store to open the deal again.",
            option.letter
        ),
    )
}

/// 409 for what a customer signed: it stands.
pub(super) fn signed_before(presentation: &Presentation) -> Problem {
    let (option, name) = presentation
        .signed
        .as_ref()
        .map_or(("", ""), |it| (&it.option, &it.signer_name));
    Problem::new(
        http::StatusCode::CONFLICT,
        "signed-before",
        "Signed already",
        format!(
            "{name} signed option {option} of this page already, and that stands. For something else ask the store \
             for a new page."
        ),
    )
}
