//! The federal box of a structure on paper: what Regulation Z (12 CFR 1026.18) discloses of a retail contract and
//! Regulation M (12 CFR 1013.4) of a lease, each figure as the engine gives it.
//!
//! It is what the figures come to, not the contract: what a lender's own form says of late payment, prepayment and
//! security stands there.

mod lease;
mod retail;

use askama::Template;
use platform::Problem;
use serde::{Deserialize, Serialize};
use tax::Date;
use utoipa::ToSchema;

use crate::print::{Amount, Count, Day, Percent};
use crate::worksheet::{Choice, Line, Party, Proof, Source, buyer, dealer, mark, on_paper, proof};

pub use lease::LeaseBox;
pub use retail::{Itemized, ItemizedPart, PaymentRow, RetailBox};

/// The disclosure of one structure: of a retail deal `retail`, of a lease `lease`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Disclosure {
    pub title: String,
    /// What keeps it from standing: "Draft", "Not approved yet", "Cancelled".
    pub mark: Option<String>,
    pub number: String,
    pub date: Date,
    pub dealer: Party,
    pub buyer: Option<Party>,
    pub vehicle: Option<Party>,
    pub option: Choice,
    pub retail: Option<RetailBox>,
    pub lease: Option<LeaseBox>,
    /// Where the law asks for less than this, why.
    pub notes: Vec<String>,
    pub proof: Proof,
}

#[derive(Template)]
#[template(path = "disclosure.html")]
struct Page<'a> {
    sheet: &'a Disclosure,
}

impl Disclosure {
    /// Nothing where the structure has no credit and no lease to disclose.
    #[must_use]
    pub fn of(source: &Source<'_>) -> Option<Self> {
        let (inputs, figures) = (source.inputs, source.figures);
        let retail = figures.regulation_z.as_ref().map(RetailBox::of);
        let lease = match (&figures.lease, &figures.regulation_m) {
            (Some(lease), Some(disclosed)) => Some(LeaseBox::of(lease, disclosed)),
            _ => None,
        };
        let (title, above) = match (&retail, &lease) {
            (Some(_), _) => (
                "Truth in Lending disclosure",
                figures.regulation_z.as_ref()?.above_coverage_limit,
            ),
            (None, Some(_)) => (
                "Consumer leasing disclosure",
                figures.regulation_m.as_ref()?.above_coverage_limit,
            ),
            (None, None) => return None,
        };
        let above = above == Some(true);
        Some(Self {
            title: title.into(),
            mark: mark(source.status).map(str::to_owned),
            number: source.number.into(),
            date: inputs.date,
            dealer: dealer(source.rooftop),
            buyer: source.customer.map(buyer),
            vehicle: source.vehicle.map(|vehicle| on_paper(vehicle, inputs)),
            option: Choice {
                letter: source.letter.into(),
                name: source.name.into(),
                kind: figures.kind,
            },
            retail,
            lease,
            notes: above
                .then(|| {
                    "The amount is above the year's limit up to which the law asks for this disclosure; it is made all \
                     the same."
                        .to_owned()
                })
                .into_iter()
                .collect(),
            proof: proof(source),
        })
    }

    /// The printable page, whole in itself.
    ///
    /// # Errors
    /// Where the page does not render, which is our fault.
    pub fn html(&self) -> Result<String, Problem> {
        Page { sheet: self }.render().map_err(Problem::internal)
    }
}

fn line(label: impl Into<String>, amount: money::Cents) -> Line {
    Line {
        label: label.into(),
        amount,
        optional: false,
    }
}
