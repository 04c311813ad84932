//! The document that a buyer signs under a menu: what was offered, what was taken and what not, and what is paid.
//!
//! It is written once, as JSON, and its bytes are kept with the signature. Its types hold no figure of the dealer's.

use desk::DealKind;
use menu::{MenuColumn, MenuFigures};
use money::Cents;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Accepted, Declined, Menu, MenuId};
use crate::deal::Deal;

/// What the signer says. It stands in the document and is shown before signing.
#[must_use]
pub const fn statement(kind: DealKind) -> &'static str {
    match kind {
        DealKind::Lease => {
            "I was shown the payment without any optional product, and each product with its price and what it adds to \
             the payment. I take the products listed as accepted and decline the others. None of them is required to \
             lease the vehicle. I sign electronically, which counts as my signature on paper would."
        }
        DealKind::Retail => {
            "I was shown the payment without any optional product, and each product with its price and what it adds to \
             the payment. I take the products listed as accepted, ask for them by signing, and decline the others. None \
             of them is required to buy the vehicle or to obtain credit. I sign electronically, which counts as my \
             signature on paper would."
        }
        DealKind::Cash => {
            "I was shown the price without any optional product, and each product with its price. I take the products \
             listed as accepted and decline the others. None of them is required to buy the vehicle. I sign \
             electronically, which counts as my signature on paper would."
        }
    }
}

/// Who and what the document is about.
#[derive(Debug, Serialize)]
pub(super) struct Parties {
    deal: String,
    dealer: String,
    dealer_address: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vehicle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stock_number: Option<String>,
}

impl Parties {
    pub fn of(deal: &Deal) -> Self {
        let vehicle = deal.vehicle.as_ref();
        Self {
            deal: deal.number.clone(),
            dealer: deal.rooftop.name.clone(),
            dealer_address: deal.rooftop.address.lines(),
            buyer: deal.customer.as_ref().map(|it| it.name.clone()),
            vehicle: vehicle.map(|it| it.name.clone()),
            vin: vehicle.and_then(|it| it.vin.clone()),
            stock_number: vehicle.map(|it| it.stock_number.clone()),
        }
    }
}

/// All that the document is written from.
pub(super) struct Document<'a> {
    pub parties: Parties,
    pub menu: &'a Menu,
    pub result: &'a MenuColumn,
    pub accepted: &'a [Accepted],
    pub declined: &'a [Declined],
    pub signer: &'a str,
}

#[derive(Serialize)]
struct Written<'a> {
    document: &'static str,
    #[serde(flatten)]
    parties: &'a Parties,
    menu_id: MenuId,
    structure: &'a str,
    structure_revision: i64,
    offered: &'a RawValue,
    accepted: &'a [Accepted],
    declined: &'a [Declined],
    products_total: Cents,
    payment_difference: Option<Cents>,
    with_accepted: &'a MenuFigures,
    statement: &'static str,
    signer: &'a str,
}

impl Document<'_> {
    /// The bytes that are signed.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Written {
            document: "menu_decision",
            parties: &self.parties,
            menu_id: self.menu.id,
            structure: &self.menu.letter,
            structure_revision: self.menu.structure_revision,
            offered: &self.menu.shown,
            accepted: self.accepted,
            declined: self.declined,
            products_total: self.result.products_total,
            payment_difference: self.result.payment_difference,
            with_accepted: &self.result.figures,
            statement: statement(self.menu.kind()?),
            signer: self.signer,
        })
    }
}
