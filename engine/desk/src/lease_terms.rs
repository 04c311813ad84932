//! The terms of a lease, as the desk types them.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::{AcquisitionFee, LeaseMethod};

use crate::deal::{or_nothing, says_nothing};
use crate::references::ProgrammeRef;

/// A closed-end lease by the money-factor method, first payment at signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealLease))]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// Number of monthly payments, 1 to 120.
    pub term_months: u32,
    /// The money factor written in the contract: `"0.00195"`; times 2,400 it is near a percentage.
    pub money_factor: Rate,
    /// The lessor's factor; without it there is no reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_money_factor: Option<Rate>,
    /// The dealer's share of the rent charge between the two factors, all of it where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_share: Option<Rate>,
    /// Of MSRP. Exactly one of this and `residual_amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_percent: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_amount: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miles_per_year: Option<u32>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub acquisition_fee: AcquisitionFee,
    /// What of the fee the lessor charges; the rest is back gross. Without it none of the fee is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquisition_fee_cost: Option<Cents>,
    /// Whether the doc fee is in the capitalized cost rather than paid at signing.
    #[serde(default, deserialize_with = "or_nothing")]
    pub doc_fee_capitalized: bool,
    /// Whether the tax that falls due at signing is in the capitalized cost.
    #[serde(default, deserialize_with = "or_nothing")]
    pub tax_capitalized: bool,
    /// Refundable.
    #[serde(default, deserialize_with = "or_nothing")]
    pub security_deposit: Cents,
    /// Instead of an amount: one base payment rounded up to a multiple of this, such as 25 or 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_deposit_rounding: Option<Cents>,
    /// Whether the lessor asks for no such deposit after all.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub security_deposit_waived: bool,
    /// Deposits that lower the money factor, beside the one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_deposits: Option<MultipleDeposits>,
    /// What is added to the residual for mileage, equipment or a programme, or taken off it.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub residual_adjustments: Vec<ResidualAdjustment>,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub first_payment: FirstPayment,
    /// Whether all payments are made at once at signing; `money_factor` is then the one for that.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub one_pay: bool,
    /// What the lessee pays at signing in all, instead of `cash_down`: what it leaves after the first payment,
    /// fees and tax lowers the capitalized cost; where it is not enough, the rest is capitalized. Zero is
    /// sign-and-drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_total: Option<Cents>,
    /// For each mile beyond the allowance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess_mile_charge: Option<Cents>,
    /// Due at the end when the vehicle goes back.
    #[serde(default, deserialize_with = "or_nothing")]
    pub disposition_fee: Cents,
    /// Due at the end beside the residual when the vehicle is bought.
    #[serde(default, deserialize_with = "or_nothing")]
    pub purchase_option_fee: Cents,
    /// One of the tax methods that the law offers; its default where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<LeaseMethod>,
    /// The sheet that the terms are of, where they are of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeRef>,
}

/// What becomes of the first payment of a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FirstLeasePayment))]
#[serde(rename_all = "snake_case")]
pub enum FirstPayment {
    #[default]
    AtSigning,
    /// Somebody else makes it for the lessee, with its tax.
    Waived,
}

/// Refundable deposits, each of which takes a step off the money factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MultipleDeposits {
    pub count: u32,
    /// What each takes off the money factor.
    pub factor_step: Rate,
    /// Each is the base payment at the contract's own factor, rounded up to a multiple of this.
    pub round_to: Cents,
    /// The most that the lessor takes; 20 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

/// One thing that raises or lowers the residual: points of MSRP or dollars, exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResidualAdjustment {
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    /// As a fraction: two points more for 10,000 miles a year are `"0.02"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
}

impl Lease {
    /// The contract's factor less the step of each deposit.
    #[must_use]
    pub fn money_factor_after_deposits(&self) -> Rate {
        self.money_factor - self.taken_off_by_deposits()
    }

    /// The steps of all deposits; the contract's factor is no less than this.
    #[must_use]
    pub fn taken_off_by_deposits(&self) -> Rate {
        let off = |many: &MultipleDeposits| {
            Rate::new(many.factor_step.get().saturating_mul(i64::from(many.count)))
        };
        self.multiple_deposits.as_ref().map_or(Rate::ZERO, off)
    }
}
