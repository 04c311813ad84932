//! Every figure of a deal.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::{Assessment, Date, Warning, Wording};

use crate::DealKind;

/// Every figure of one structure. Each is a sum of others or comes from the tax, the loan or the lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealFigures))]
pub struct Figures {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub engine_version: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub rules_version: Wording,
    pub kind: DealKind,
    pub selling_price: Cents,
    /// MSRP less selling price: negative over sticker, zero where MSRP is unknown.
    pub discount: Cents,
    pub accessories: Cents,
    pub delivery_charge: Cents,
    pub doc_fee: Cents,
    pub dealer_fees: Cents,
    pub government_fees: Cents,
    pub products: Cents,
    pub tax: Assessment,
    /// The tax that the deal charges at signing.
    pub tax_total: Cents,
    /// Out the door: the vehicle, all lines, fees and tax, before trade, rebates and down payment.
    pub total_price: Cents,
    pub trade_allowance: Cents,
    pub trade_payoff: Cents,
    /// Allowance less payoff; negative where more is owed than given.
    pub trade_equity: Cents,
    /// Known where every trade has one.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub acv: Option<Cents>,
    /// Allowance over actual cash value; negative where the dealer gave less.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub over_allowance: Option<Cents>,
    /// Those that lower the deal.
    pub rebates: Cents,
    pub cash_down: Cents,
    /// Of a retail deal: total price less trade equity, rebates and cash down.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub amount_financed: Option<Cents>,
    /// Of a cash deal: the same, due at delivery.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub balance_due: Option<Cents>,
    /// Of a retail deal that has something to finance.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub loan: Option<LoanFigures>,
    /// Of a lease that has something to pay.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub lease: Option<LeaseFigures>,
    /// Absent where the vehicle's cost is unknown.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub gross: Option<Gross>,
    pub warnings: Vec<Warning>,
}

/// The loan of a retail deal, as Regulation Z discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoanFigures {
    pub payment: Cents,
    /// How many there are.
    pub payments: u32,
    pub last_payment: Cents,
    pub first_payment_date: Date,
    pub last_payment_date: Date,
    /// The contract rate.
    pub rate: Rate,
    /// To two decimals of a percent.
    pub apr: Rate,
    /// To six decimals of a percent.
    pub apr_exact: Rate,
    pub finance_charge: Cents,
    pub total_of_payments: Cents,
    /// Total of payments and the down payment (12 CFR 1026.18(j)).
    pub total_sale_price: Cents,
    /// Days of the first period beyond whole months.
    pub odd_days: u32,
    /// Amount financed to book value.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub ltv: Option<Rate>,
}

/// The lease, as Regulation M discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaseFigures {
    pub gross_cap_cost: Cents,
    /// Cash, rebates and positive trade equity.
    pub cap_cost_reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// Over the whole term.
    pub depreciation: Cents,
    /// Over the whole term: what the base payments bring beyond the depreciation.
    pub rent_charge: Cents,
    pub monthly_depreciation: Cents,
    pub monthly_rent: Cents,
    /// One payment before tax.
    pub base_payment: Cents,
    pub tax_per_payment: Cents,
    /// One payment with its tax.
    pub payment: Cents,
    pub payments: u32,
    /// All payments with their tax.
    pub total_of_payments: Cents,
    pub due_at_signing: DueAtSigning,
    /// The residual and the fee to buy the vehicle at the end.
    pub purchase_option_price: Cents,
    pub disposition_fee: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DueAtSigning {
    pub first_payment: Cents,
    pub cap_reduction_cash: Cents,
    pub government_fees: Cents,
    pub tax: Cents,
    pub acquisition_fee: Cents,
    pub doc_fee: Cents,
    pub security_deposit: Cents,
    pub total: Cents,
}

/// What the dealer makes of the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gross {
    pub front: Cents,
    pub back: Cents,
    pub total: Cents,
    pub lines: Vec<GrossLine>,
    /// The finance reserve, which `back` holds as well.
    pub reserve: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrossLine {
    pub code: GrossCode,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GrossCode {
    Vehicle,
    Accessories,
    OverAllowance,
    DocFee,
    DealerFees,
    DealerRebates,
    Products,
    Reserve,
}
