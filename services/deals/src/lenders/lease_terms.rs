//! What of a lease sheet stands in no table: fees, mileage steps, deposits.

use lending::{AdvanceLimit, DepositTerms, LeaseSheet, MileageStep};
use money::{Cents, Rate};
use serde::Deserialize;
use utoipa::ToSchema;

/// What of a lease sheet stands in no table.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaseSheetTerms {
    /// Rising by miles; what the residual of the table changes by at other miles.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub mileage: Vec<MileageStep>,
    #[serde(default)]
    pub cents_a_mile: Option<Cents>,
    pub acquisition_fee: Cents,
    /// What the dealer may add to it.
    #[serde(default)]
    pub acquisition_fee_markup_to: Cents,
    #[serde(default)]
    pub disposition_fee: Cents,
    #[serde(default)]
    pub purchase_option_fee: Cents,
    /// Where the lessor takes multiple security deposits.
    #[serde(default)]
    pub deposits: Option<DepositTerms>,
    /// The most adjusted capitalized cost.
    #[serde(default)]
    pub advance: Option<AdvanceLimit>,
    /// The dealer's share of the rent charge between the two factors, all of it where absent.
    #[serde(default)]
    pub reserve_share: Option<Rate>,
}

impl From<LeaseSheetTerms> for LeaseSheet {
    fn from(terms: LeaseSheetTerms) -> Self {
        Self {
            factors: Vec::new(),
            residuals: Vec::new(),
            mileage: terms.mileage,
            cents_a_mile: terms.cents_a_mile,
            acquisition_fee: terms.acquisition_fee,
            acquisition_fee_markup_to: terms.acquisition_fee_markup_to,
            disposition_fee: terms.disposition_fee,
            purchase_option_fee: terms.purchase_option_fee,
            deposits: terms.deposits,
            advance: terms.advance,
            reserve_share: terms.reserve_share,
        }
    }
}
