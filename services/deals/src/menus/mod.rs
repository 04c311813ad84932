//! Menus: what was put before a buyer as it stood then, and what the buyer decided on it, signed.
//!
//! A menu is made once and never changes. It is decided once: what was accepted becomes the products of its structure,
//! what was declined is recorded, and the buyer signs a document that says both. A menu whose structure changed
//! meanwhile shows payments that nobody would pay any more, and is made anew.

pub mod decide;
mod document;
pub mod make;

use desk::DealKind;
use jiff::Timestamp;
use menu::CatalogueItem;
use money::Cents;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::deal::{DealId, Person, StructureId};
use crate::signatures::SignatureId;

pub use document::statement;

platform::id!(MenuId);

/// A menu as it is kept.
#[derive(Debug, Clone)]
pub struct Menu {
    pub id: MenuId,
    pub deal_id: DealId,
    pub created_at: Timestamp,
    pub made_by: Person,
    pub structure_id: StructureId,
    /// The revision that it was made of.
    pub structure_revision: i64,
    pub letter: String,
    /// What the buyer was shown, as it is stored: a [`menu::Menu`].
    pub shown: Box<RawValue>,
    pub offered: Vec<Offered>,
    pub decision: Option<Decision>,
}

impl Menu {
    /// The kind of deal that it was made of.
    ///
    /// # Errors
    /// Where the row does not hold what this service writes.
    pub fn kind(&self) -> Result<DealKind, serde_json::Error> {
        #[derive(Deserialize)]
        struct Shown {
            base: Base,
        }
        #[derive(Deserialize)]
        struct Base {
            kind: DealKind,
        }
        let shown: Shown = serde_json::from_str(self.shown.get())?;
        Ok(shown.base.kind)
    }

    /// Whether the deal without options still comes to what was shown.
    ///
    /// # Errors
    /// Where the row does not hold what this service writes.
    pub fn begins_with(&self, base: &menu::MenuBase) -> Result<bool, serde_json::Error> {
        let shown: Value = serde_json::from_str(self.shown.get())?;
        Ok(shown["base"] == serde_json::to_value(base)?)
    }
}

/// A plan as it was offered: its product with this plan alone, at this price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub item: CatalogueItem,
    pub price: Cents,
}

/// What was decided.
#[derive(Debug, Clone)]
pub struct Decision {
    pub decided_at: Timestamp,
    /// In whose session.
    pub taken_by: Person,
    pub accepted: Vec<Accepted>,
    pub declined: Vec<Declined>,
    pub signature_id: SignatureId,
    /// The structure's revision with what was accepted.
    pub structure_revision: i64,
}

/// A product that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MenuAccepted)]
pub struct Accepted {
    pub item: String,
    pub plan: String,
    pub name: String,
    pub price: Cents,
    /// What it adds to the payment, in the order in which they were taken.
    pub adds_to_payment: Option<Cents>,
}

/// A product that was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MenuDeclined)]
pub struct Declined {
    pub item: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The columns that a rooftop's menus begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub rooftop_id: Uuid,
    /// 0 before any were set.
    pub version: i64,
    pub columns: Vec<TemplateColumn>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MenuTemplateColumn)]
pub struct TemplateColumn {
    #[schema(min_length = 1, max_length = 64)]
    pub id: String,
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    #[schema(max_items = 20)]
    pub products: Vec<TemplateProduct>,
}

/// A product in a column, and which of its plans where one is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MenuTemplateProduct)]
pub struct TemplateProduct {
    pub item: String,
    /// The first plan that the deal may have where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

/// The catalogue that was offered, its plans back together.
#[must_use]
pub fn catalogue_of(offered: &[Offered]) -> Vec<CatalogueItem> {
    let mut items: Vec<CatalogueItem> = Vec::new();
    for one in offered {
        match items.iter_mut().find(|item| item.id == one.item.id) {
            Some(item) => item.plans.extend(one.item.plans.iter().cloned()),
            None => items.push(one.item.clone()),
        }
    }
    items
}
