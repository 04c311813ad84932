//! The payments of a deal one by one.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Date;

/// One payment of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Installment {
    /// From 1.
    pub number: u32,
    pub date: Date,
    /// What is paid; of a lease with its tax.
    pub payment: Cents,
    /// Interest, or the rent charge of a lease.
    pub interest: Cents,
    /// Principal, or the depreciation of a lease.
    pub principal: Cents,
    /// What is still owed after it; of a lease what is left down to the residual.
    pub balance: Cents,
}
