//! Deciding on a menu: what was taken and what was not, checked against what was offered, worked out, and signed.

use std::collections::BTreeSet;

use menu::{ColumnAsk, MenuAsk, MenuColumn, MenuFigures, OfferAsk, sold_with, without_options};
use money::Cents;
use platform::db::TenantTx;
use platform::{Fault, Problem};
use serde::Deserialize;
use utoipa::ToSchema;

use super::document::{Document, Parties};
use super::{Accepted, Decision, Declined, Menu, catalogue_of};
use crate::deal::{Chosen, Deal, Person};
use crate::lenders::bound;
use crate::products::held;
use crate::rates::in_force::Rates;
use crate::signatures::{About, Device, Mark, NewSignature, name_fault, sign};
use crate::store::{self, StructureRow};
use crate::structure::{Worked, faults_at};
use crate::version::{Act, Entry};

/// What the buyer decided, and the signature under it. Every product of the menu is accepted or declined.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    #[schema(max_items = 20)]
    pub accepted: Vec<Taken>,
    #[schema(max_items = 120)]
    pub declined: Vec<Left>,
    /// The payment that the buyer was shown for what was accepted: where it is not what the server works out, nothing is
    /// signed.
    #[serde(default)]
    pub payment: Option<Cents>,
    #[schema(min_length = 1, max_length = 120)]
    pub signer: String,
    pub signature: Mark,
}

/// A plan of the menu.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MenuTaken)]
pub struct Taken {
    pub item: String,
    pub plan: String,
}

/// A product of the menu that is not taken, in any of its plans.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MenuLeft)]
pub struct Left {
    pub item: String,
    #[serde(default)]
    #[schema(max_length = 300)]
    pub reason: Option<String>,
}

/// Decides on a menu of a deal that is loaded and may change: sets the products of its structure, and keeps the
/// signature over what was decided.
///
/// # Errors
/// 409 where it was decided before or no longer shows what would be paid; 422 with every fault of what was sent.
pub async fn decide(
    tx: &TenantTx,
    deal: &mut Deal,
    menu: &Menu,
    (new, device): (&NewDecision, &Device),
    rates: &Rates,
) -> Result<Decision, Problem> {
    if let Some(before) = &menu.decision {
        return Err(decided_before(before));
    }
    let mut row = structure_of(tx, deal, menu).await?;
    let mut faults = against_menu(menu, new);
    faults.extend(name_fault(&new.signer, "/signer"));
    faults.extend(new.signature.faults(&new.signer, "/signature"));
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let before = row.worked()?;
    let (taken, inputs) = taken(deal, menu, new, &rates.on(before.inputs()))?;
    let holds = menu.begins_with(&taken.base);
    if !holds.map_err(Problem::internal)? {
        return Err(stale(menu, "the figures behind it changed"));
    }
    held_to_payment(new, &taken.column)?;
    // What the lender pays may be a share of the amount financed, which the products move.
    let inputs = bound::followed(tx, inputs, rates, deal.vehicle.as_ref()).await?;
    let after = Worked::out(&inputs, rates, "/accepted").map_err(Problem::faults)?;
    if MenuFigures::of(after.figures()) != taken.column.figures {
        return Err(Problem::internal(
            "a menu and its deal come to different payments",
        ));
    }
    let accepted = accepted(&taken.column);
    let declined = declined(menu, new);
    let document = Document {
        parties: Parties::of(deal),
        menu,
        result: &taken.column,
        accepted: &accepted,
        declined: &declined,
        signer: new.signer.trim(),
    };
    let signature = NewSignature {
        signer_name: new.signer.trim(),
        mark: &new.signature,
        device,
    };
    let about = (About::Menu, menu.id.0);
    let bytes = document.bytes().map_err(Problem::internal)?;
    let signed = sign(tx, deal.id, about, &bytes, &signature).await?;
    put(tx, deal, &mut row, &before, &after).await?;
    let caller = tx.caller();
    let decision = Decision {
        decided_at: signed.signed_at,
        taken_by: Person {
            id: caller.user_id(),
            name: caller.name().to_owned(),
        },
        accepted,
        declined,
        signature_id: signed.id,
        structure_revision: row.version,
    };
    store::menus::decide(tx, menu, &decision).await?;
    Ok(decision)
}

/// The structure that the menu was made of, unchanged since.
async fn structure_of(tx: &TenantTx, deal: &Deal, menu: &Menu) -> Result<StructureRow, Problem> {
    let found = store::structure(tx, deal.id, menu.structure_id).await;
    let row = found.map_err(|problem| {
        if problem.status() == http::StatusCode::NOT_FOUND {
            stale(menu, "its structure was removed")
        } else {
            problem
        }
    })?;
    if row.version == menu.structure_revision {
        Ok(row)
    } else {
        Err(stale(menu, "its structure changed"))
    }
}

fn stale(menu: &Menu, why: &str) -> Problem {
    let detail = format!(
        "The menu of structure {} shows payments that no longer hold: {why} after it was made. Nothing was signed. \
         Make the menu anew and show it again.",
        menu.letter
    );
    Problem::new(
        http::StatusCode::CONFLICT,
        "menu-stale",
        "The menu no longer holds",
        detail,
    )
}

fn decided_before(before: &Decision) -> Problem {
    let detail = format!(
        "This menu was decided before, in the session of {}, and that decision stands. Make a new menu to have another \
         one signed.",
        before.taken_by.name
    );
    Problem::new(
        http::StatusCode::CONFLICT,
        "decided-before",
        "The menu was decided before",
        detail,
    )
}

/// What was accepted or declined and not offered, or not decided at all.
fn against_menu(menu: &Menu, new: &NewDecision) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut decided: BTreeSet<&str> = BTreeSet::new();
    let offered = |item: &str, plan: &str| {
        let mut all = menu.offered.iter();
        all.any(|one| one.item.id == item && one.item.plan(plan).is_some())
    };
    for (at, taken) in new.accepted.iter().enumerate() {
        if !offered(&taken.item, &taken.plan) {
            let detail = "was not offered in this menu: nothing can be accepted that was not shown";
            faults.push(Fault::new(format!("/accepted/{at}"), "not_offered", detail));
        } else if !decided.insert(&taken.item) {
            let detail = "is accepted already: a product is sold once";
            faults.push(Fault::new(
                format!("/accepted/{at}/item"),
                "duplicate",
                detail,
            ));
        }
    }
    for (at, left) in new.declined.iter().enumerate() {
        let pointer = format!("/declined/{at}/item");
        if !menu.offered.iter().any(|one| one.item.id == left.item) {
            let detail = "was not offered in this menu";
            faults.push(Fault::new(pointer, "not_offered", detail));
        } else if !decided.insert(&left.item) {
            let detail = "is accepted or declined already";
            faults.push(Fault::new(pointer, "duplicate", detail));
        }
    }
    let mut open: Vec<&str> = Vec::new();
    for one in &menu.offered {
        let name = one.item.name.as_str();
        if !decided.contains(one.item.id.as_str()) && !open.contains(&name) {
            open.push(name);
        }
    }
    if !open.is_empty() {
        let detail = format!(
            "leaves open what was offered: accept or decline {}",
            open.join(", ")
        );
        faults.push(Fault::new("/declined", "undecided", detail));
    }
    faults
}

/// What was taken, worked out as one column.
struct TakenColumn {
    base: menu::MenuBase,
    column: MenuColumn,
}

/// The column of what was accepted, by what was offered, and the inputs of the deal with it.
fn taken(
    deal: &Deal,
    menu: &Menu,
    new: &NewDecision,
    inputs: &desk::Deal,
) -> Result<(TakenColumn, desk::Deal), Problem> {
    let price = |item: &str, plan: &str| {
        let mut all = menu.offered.iter();
        let one = all.find(|one| one.item.id == item && one.item.plan(plan).is_some());
        one.map(|one| one.price)
    };
    let products = new.accepted.iter().map(|taken| OfferAsk {
        item: taken.item.clone(),
        plan: taken.plan.clone(),
        price: price(&taken.item, &taken.plan),
    });
    let ask = MenuAsk {
        deal: inputs.clone(),
        vehicle: held::facts(deal.vehicle.as_ref()),
        rooftop: Some(deal.rooftop.id.to_string()),
        catalogue: catalogue_of(&menu.offered),
        columns: vec![ColumnAsk {
            id: "taken".into(),
            name: "Taken".into(),
            products: products.collect(),
        }],
    };
    let worked = menu::menu(&ask).map_err(|faults| Problem::faults(faults_at("", faults)))?;
    let base = worked.base;
    let Some(column) = worked.columns.into_iter().next() else {
        return Err(Problem::internal("a menu of one column has one"));
    };
    let mut faults = Vec::new();
    let mut with = without_options(inputs);
    for (at, product) in column.products.iter().enumerate() {
        for reason in &product.reasons {
            let detail = format!(
                "{} cannot be sold together with the others: {}. Decline it, or one of the others.",
                product.name, reason.text
            );
            faults.push(Fault::new(
                format!("/accepted/{at}"),
                held::code(reason),
                detail,
            ));
        }
        if let Some((item, plan)) = menu::found(&ask.catalogue, &product.item, &product.plan) {
            let line = menu::line_of(item, plan, product.price, inputs);
            with = sold_with(&with, item, line);
        }
    }
    if faults.is_empty() {
        Ok((TakenColumn { base, column }, with))
    } else {
        Err(Problem::faults(faults))
    }
}

/// 422 where the buyer was shown another payment than the one that comes of it.
fn held_to_payment(new: &NewDecision, column: &MenuColumn) -> Result<(), Problem> {
    let Some(shown) = new.payment else {
        return Ok(());
    };
    let is = column.figures.payment.unwrap_or_default();
    if shown == is {
        return Ok(());
    }
    let detail = format!(
        "the buyer was shown {shown}, and what was accepted comes to {is}. Nothing was signed. Show the payment again."
    );
    Err(Problem::fault("/payment", "differs", detail))
}

fn accepted(column: &MenuColumn) -> Vec<Accepted> {
    let taken = column.products.iter().map(|product| Accepted {
        item: product.item.clone(),
        plan: product.plan.clone(),
        name: product.name.clone(),
        price: product.price,
        adds_to_payment: product.adds_to_payment,
    });
    taken.collect()
}

fn declined(menu: &Menu, new: &NewDecision) -> Vec<Declined> {
    let name = |item: &str| {
        let mut all = menu.offered.iter();
        let one = all.find(|one| one.item.id == item);
        one.map(|one| one.item.name.clone()).unwrap_or_default()
    };
    let left = new.declined.iter().map(|left| Declined {
        item: left.item.clone(),
        name: name(&left.item),
        reason: left
            .reason
            .as_deref()
            .map(str::trim)
            .filter(|reason| !reason.is_empty())
            .map(str::to_owned),
    });
    left.collect()
}

/// Sets the products of the structure, and writes the history: the decision is an entry of its own even where it
/// changes nothing.
async fn put(
    tx: &TenantTx,
    deal: &mut Deal,
    row: &mut StructureRow,
    before: &Worked,
    after: &Worked,
) -> Result<(), Problem> {
    if after != before {
        let name = row.name.clone();
        store::replace_structure(tx, row, &name, after).await?;
        if deal.has_chosen(row.id) {
            deal.chosen = Some(Chosen::of(row.id, &row.letter, &row.name, after.summary()));
        }
    }
    let about = (row.id, row.letter.clone());
    let entry = Entry::of_structure(Act::MenuDecided, about, Some(before), Some(after));
    let entry = entry.map_err(Problem::internal)?;
    store::save(tx, deal, entry.act).await?;
    store::record(tx, deal, &entry).await
}
