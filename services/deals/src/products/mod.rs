//! The dealership's products: its catalogue with every edition, and what a structure may sell of it.

pub mod held;
pub mod unsold;

use jiff::Timestamp;
use menu::CatalogueItem;

use crate::deal::Person;

platform::id!(ProductId);

/// A product of the catalogue as it is kept.
#[derive(Debug, Clone)]
pub struct Product {
    pub id: ProductId,
    pub version: i64,
    pub updated_at: Timestamp,
    pub item: CatalogueItem,
}

/// One edition of a product: what it was, and who made it that.
#[derive(Debug, Clone)]
pub struct Edition {
    pub version: i64,
    pub at: Timestamp,
    pub actor: Person,
    pub item: CatalogueItem,
}

/// The product for a caller who may or may not see what the dealer pays.
#[must_use]
pub fn shown(mut item: CatalogueItem, full: bool) -> CatalogueItem {
    if !full {
        for plan in &mut item.plans {
            plan.cost = None;
        }
    }
    item
}
