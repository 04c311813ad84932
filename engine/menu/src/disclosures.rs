//! What the law has said beside a menu: that the products are the buyer's choice, and by which names the payments go.

use desk::{Deal, DealKind};
use serde::{Deserialize, Serialize};
use tax::{ProductKind, VehicleClass, Wording};

use crate::menu::MenuProduct;

/// A sentence that stands on the menu, with the law that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MenuDisclosure))]
pub struct Disclosure {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub text: Wording,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub citation: Option<Wording>,
}

/// By which names the two payments go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MenuLabels))]
pub struct Labels {
    /// The payment of the deal without options.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub excluding: Wording,
    /// The payment with what was chosen.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub including: Wording,
    /// What the chosen products cost together.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Wording,
}

impl Labels {
    /// The words of the law where it has some, ours elsewhere.
    #[must_use]
    pub fn of(deal: &Deal) -> Self {
        if californian(deal) {
            return Self {
                excluding: "Installment Payment EXCLUDING Listed Items".into(),
                including: "Installment Payment INCLUDING Listed Items".into(),
                total: "total".into(),
            };
        }
        Self {
            excluding: "Payment without optional products".into(),
            including: "Payment with the products chosen".into(),
            total: "Products chosen".into(),
        }
    }
}

/// Whether Civ. Code § 2982.2 is about this deal: a conditional sale by a dealer in California, not of a motorcycle.
fn californian(deal: &Deal) -> bool {
    deal.kind == DealKind::Retail
        && deal.places.dealer.state == "CA"
        && deal.vehicle.class != VehicleClass::Motorcycle
}

pub(crate) fn disclosures<'a>(
    deal: &Deal,
    products: impl Iterator<Item = &'a MenuProduct>,
) -> Vec<Disclosure> {
    let kinds: Vec<ProductKind> = products.map(|product| product.kind).collect();
    let credit = deal.kind == DealKind::Retail;
    let mut said = vec![Disclosure {
        code: "optional".into(),
        text: match deal.kind {
            DealKind::Lease => {
                "Every product here is your choice. You can lease the vehicle without any of them, and choosing or \
                 declining them does not change your money factor."
            }
            DealKind::Retail => {
                "Every product here is your choice. You can buy the vehicle and have credit without any of them, and \
                 choosing or declining them does not change your rate."
            }
            DealKind::Cash => {
                "Every product here is your choice. You can buy the vehicle without any of them."
            }
        }
        .into(),
        citation: None,
    }];
    if credit && kinds.contains(&ProductKind::Gap) {
        said.push(Disclosure {
            code: "gap_voluntary".into(),
            text: "Debt cancellation coverage (GAP) is not required to obtain credit. Its price is shown, and you have \
                   it only if you ask for it by signing."
                .into(),
            citation: Some("12 CFR 1026.4(d)(3)(i)".into()),
        });
    }
    if credit && kinds.contains(&ProductKind::Insurance) {
        said.push(Disclosure {
            code: "insurance_voluntary".into(),
            text: "Credit insurance is not required to obtain credit. Its premium is shown, and you have it only if \
                   you ask for it by signing."
                .into(),
            citation: Some("12 CFR 1026.4(d)(1)".into()),
        });
    }
    if californian(deal) {
        said.push(Disclosure {
            code: "ca_listed_items".into(),
            text: "The price of each item, their total, and the installment payment without and with them are shown \
                   before the contract, on a paper of their own."
                .into(),
            citation: Some("Cal. Civ. Code § 2982.2".into()),
        });
    }
    said
}
