//! The facts that this service tells: that a customer came, changed or was put away. No names, no
//! numbers: who needs those asks for the customer.

use platform::db::TenantTx;
use platform::problem::Problem;
use serde_json::json;

use crate::customer::Customer;

#[derive(Debug, Clone, Copy)]
pub enum Fact {
    Created,
    Updated,
    Archived,
    Restored,
}

impl Fact {
    const fn kind(self) -> &'static str {
        match self {
            Self::Created => "customer.created",
            Self::Updated => "customer.updated",
            Self::Archived => "customer.archived",
            Self::Restored => "customer.restored",
        }
    }
}

/// Tells a fact in the transaction that makes it one.
pub async fn tell(tx: &TenantTx, fact: Fact, customer: &Customer) -> Result<(), Problem> {
    let told = json!({
        "rooftop_id": customer.profile.rooftop_id,
        "owner_id": customer.profile.owner_id,
        "version": customer.version,
        "actor": tx.caller().user_id(),
    });
    tx.publish(fact.kind(), customer.id, &told).await?;
    Ok(())
}
