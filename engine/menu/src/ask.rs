//! What is asked of a menu, and what is wrong with it.

use std::collections::BTreeSet;

use desk::Deal;
use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::catalogue::{CatalogueItem, found};
use crate::subject::{Subject, VehicleFacts};

/// A menu to be made: the deal, the catalogue, and which plans stand in which column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MenuAsk {
    pub deal: Deal,
    #[serde(default)]
    pub vehicle: VehicleFacts,
    /// The id of the rooftop that sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooftop: Option<String>,
    #[serde(default)]
    pub catalogue: Vec<CatalogueItem>,
    pub columns: Vec<ColumnAsk>,
}

/// One column: a package that the buyer may take as it stands or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MenuColumnAsk))]
#[serde(deny_unknown_fields)]
pub struct ColumnAsk {
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub id: String,
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    pub products: Vec<OfferAsk>,
}

/// A plan in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MenuOfferAsk))]
#[serde(deny_unknown_fields)]
pub struct OfferAsk {
    /// The id of a product of the catalogue.
    pub item: String,
    /// The id of one of its plans.
    pub plan: String,
    /// The plan's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Cents>,
}

/// Which plans of a catalogue a deal may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlansAsk {
    pub deal: Deal,
    #[serde(default)]
    pub vehicle: VehicleFacts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooftop: Option<String>,
    #[serde(default)]
    pub catalogue: Vec<CatalogueItem>,
}

/// More columns than anyone reads.
const MOST_COLUMNS: usize = 6;
/// More products than a column holds.
const MOST_PRODUCTS: usize = 20;

impl MenuAsk {
    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject {
            deal: &self.deal,
            vehicle: &self.vehicle,
            rooftop: self.rooftop.as_deref(),
        }
    }

    /// Every fault of the columns, each at its field; the deal's own are the desk's.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.columns.is_empty() || self.columns.len() > MOST_COLUMNS {
            let detail = format!("a menu has 1 to {MOST_COLUMNS} columns");
            faults.push(fault("/columns".into(), "out_of_range", detail));
        }
        let mut ids = BTreeSet::new();
        for (at, column) in self.columns.iter().enumerate() {
            let here = format!("/columns/{at}");
            text(&column.id, 64, format!("{here}/id"), &mut faults);
            text(&column.name, 80, format!("{here}/name"), &mut faults);
            if !ids.insert(&column.id) {
                let detail = "another column has this id";
                faults.push(fault(format!("{here}/id"), "duplicate", detail));
            }
            if column.products.len() > MOST_PRODUCTS {
                let detail = format!("a column has at most {MOST_PRODUCTS} products");
                faults.push(fault(format!("{here}/products"), "out_of_range", detail));
            }
            let mut items = BTreeSet::new();
            for (n, offer) in column.products.iter().enumerate() {
                let here = format!("{here}/products/{n}");
                self.offer_faults(offer, &here, &mut faults);
                if !items.insert(&offer.item) {
                    let detail = "the product stands in this column already; it is sold once";
                    faults.push(fault(format!("{here}/item"), "duplicate", detail));
                }
            }
        }
        faults
    }

    fn offer_faults(&self, offer: &OfferAsk, here: &str, faults: &mut Vec<Fault>) {
        if found(&self.catalogue, &offer.item, &offer.plan).is_none() {
            let known = self.catalogue.iter().any(|item| item.id == offer.item);
            let (field, detail) = if known {
                ("plan", "the product has no such plan")
            } else {
                ("item", "the catalogue has no such product")
            };
            faults.push(fault(format!("{here}/{field}"), "unknown_product", detail));
        }
        if let Some(price) = offer.price
            && (price.is_negative() || price > Cents::LIMIT)
        {
            let detail = "must be between 0 and 1000000000.00";
            faults.push(fault(format!("{here}/price"), "out_of_range", detail));
        }
    }
}

fn text(text: &str, longest: usize, pointer: String, faults: &mut Vec<Fault>) {
    if text.trim().is_empty() || text.chars().count() > longest {
        let detail = format!("must have 1 to {longest} characters");
        faults.push(fault(pointer, "out_of_range", detail));
    }
}

pub(crate) fn fault(pointer: String, code: &'static str, detail: impl Into<String>) -> Fault {
    Fault {
        pointer,
        code: code.into(),
        detail: detail.into(),
    }
}

/// The deal's faults below `/deal`.
pub(crate) fn of_deal(faults: Vec<Fault>) -> Vec<Fault> {
    let below = |it: Fault| Fault {
        pointer: format!("/deal{}", it.pointer),
        ..it
    };
    faults.into_iter().map(below).collect()
}
