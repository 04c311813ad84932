//! What each line does to the payment.

use money::Cents;
use serde::{Deserialize, Serialize};

/// The payment with each line less the payment without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effects {
    pub lines: Vec<Effect>,
}

/// The effect of one line, by the line's id or by the code of a sum that has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effect {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<EffectCode>,
    /// Negative where the line lowers the payment; of a cash deal, the whole amount.
    pub per_month: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EffectCode {
    Discount,
    Accessories,
    DeliveryCharge,
    DocFee,
    DealerFees,
    GovernmentFees,
    Products,
    Tax,
    TradeEquity,
    Rebates,
    AcquisitionFee,
    CashDown,
}
