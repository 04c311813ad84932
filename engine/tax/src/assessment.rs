//! The answer to a sale: every tax line, what was counted and left out and why, and what to confirm.

use std::borrow::Cow;

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};

use crate::{Answer, EarlyPayments};

/// Text that mostly stands in the rule tables, so that explaining copies little.
pub type Wording = Cow<'static, str>;

/// The tax of one sale, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// ISO 3166-2 code of the jurisdiction whose law was applied: `"US-NY"`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub jurisdiction: Wording,
    /// Hash of the compiled rules.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub rules_version: Wording,
    /// The base of the principal state tax; for a lease taxed by payment, over the whole term.
    pub taxable_base: Cents,
    pub lines: Vec<TaxLine>,
    pub counted: Vec<BasePart>,
    pub left_out: Vec<BasePart>,
    pub totals: Totals,
    pub collected_by_dealer: Cents,
    pub due_at_registration: Cents,
    /// Which jurisdiction's law was applied, and why.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub law: Wording,
    pub certificates: Vec<Certificate>,
    pub questions: Vec<Question>,
    pub fees: Vec<GovernmentFee>,
    pub warnings: Vec<Warning>,
}

/// One tax: what it is taken of, at which rate, and when it falls due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxLine {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    /// The name a customer reads: "State sales tax".
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Wording,
    pub level: Level,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub place: Wording,
    pub base: Cents,
    /// Absent where the tax is a flat amount or came from several brackets.
    pub rate: Option<Rate>,
    /// Of one payment where `due` is `payment`.
    pub amount: Cents,
    pub due: Due,
    /// Where `due` is `payment`: how many payments bear the line; absent where all do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<u32>,
    /// The first payment that bears the line, counted from 1; absent where it is the first of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_payment: Option<u32>,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub citation: Wording,
    /// Where the rate of the place was read; absent where the law itself states the rate.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub source: Option<Wording>,
    pub verified: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    State,
    County,
    City,
    District,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Due {
    Signing,
    Payment,
}

/// A part of the deal that the law counts into the base, takes off it, or leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BasePart {
    pub kind: PartKind,
    /// Negative where it is taken off the base.
    pub amount: Cents,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reason: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub citation: Wording,
    pub verified: bool,
}

/// The parts of a deal that a tax law may count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    Vehicle,
    DealerDiscount,
    Accessories,
    DeliveryCharge,
    DocFee,
    ServiceContract,
    Gap,
    Maintenance,
    TireWheel,
    Insurance,
    OtherProduct,
    ManufacturerRebate,
    DealerRebate,
    TradeIn,
    NegativeEquity,
    /// What brings the price up or down to a guide value that the law holds it against.
    BookValueAdjustment,
    LeasePayment,
    CapReductionCash,
    CapReductionTrade,
    CapReductionRebate,
    AcquisitionFee,
    GrossCapCost,
    Residual,
    /// An amount given in answer to a question.
    Declared,
    /// Of a lease, over its whole term.
    RentCharge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Before credit; over the whole term of a lease.
    pub state: Cents,
    pub local: Cents,
    pub before_credit: Cents,
    pub credit: Cents,
    pub due: Cents,
    pub at_signing: Cents,
    /// Of a payment after a cap on the receipts of a lease is used up; the first ones may bear more,
    /// which their lines tell.
    pub per_payment: Cents,
    pub over_term: Cents,
}

/// A form that the deal jacket must hold for the tax to stand as computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub text: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub citation: Wording,
}

/// Something that the law needs to know and the typed fields cannot tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub text: Wording,
    #[serde(rename = "type")]
    pub kind: AnswerKind,
    /// Whether `value` was given or is the rule's default.
    pub answer: Answered,
    pub value: Answer,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub citation: Wording,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    Flag,
    Days,
    Count,
    Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    Default,
    Given,
}

/// What the state asks beside the tax. An amount that is not known is `null`, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GovernmentFee {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Wording,
    pub amount: Option<Cents>,
    pub verified: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub citation: Wording,
}

/// Something a person should look at. The figures stand, on the assumption that it states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub detail: Wording,
    /// The places to choose from, where the place is what is unclear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub candidates: Vec<Wording>,
}

/// The figures of an assessment without its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub taxable_base: Cents,
    pub totals: Totals,
    pub collected_by_dealer: Cents,
    pub due_at_registration: Cents,
    /// What the first payments of a lease bear beyond `totals.per_payment`.
    #[serde(default)]
    pub early: EarlyPayments,
}

/// Why a sale cannot be taxed: the field, a stable code, and a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fault {
    /// JSON pointer into the sale: `"/trades/0/allowance"`.
    pub pointer: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    pub detail: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.pointer, self.detail)
    }
}
