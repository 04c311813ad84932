//! What the dealership sells beside the vehicle: products with their plans, prices and bounds.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::{ProductKind, Provider};

fn yes() -> bool {
    true
}

/// A product of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogueItem {
    pub id: String,
    /// As the buyer reads it.
    pub name: String,
    /// What the tax law takes it for.
    pub kind: ProductKind,
    /// Who stands behind it.
    #[serde(default)]
    pub provider: Provider,
    /// The company that is paid for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    /// Whether its price is a finance charge of a retail contract (12 CFR 1026.4): then it is left out of the amount
    /// financed and raises the APR.
    #[serde(default)]
    pub finance_charge: bool,
    /// What it does, in a sentence or two for the buyer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is sold.
    #[serde(default = "yes")]
    pub active: bool,
    /// Where the dealer may be to sell it, as two letters; everywhere where empty.
    #[serde(default)]
    pub states: Vec<String>,
    /// Ids of the rooftops that sell it; all where empty.
    #[serde(default)]
    pub rooftops: Vec<String>,
    /// What it may cost at most, by law or by the house's own rule.
    #[serde(default)]
    pub price_caps: Vec<PriceCap>,
    pub plans: Vec<Plan>,
}

/// A limit to the price. Exactly one of `amount` and `share_of_amount_financed` is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PriceCap {
    /// The dealer's state in which it holds; every state where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
    /// `"0.04"` is 4 %. Under a lease it is taken of the adjusted capitalized cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_amount_financed: Option<Rate>,
}

/// One row of a product's rate card: what it covers, what it costs, and for which deals it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CataloguePlan))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Unique within the product.
    pub id: String,
    pub name: String,
    /// How long it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    /// How many miles it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miles: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible: Option<Cents>,
    /// What the dealer pays for it. Absent for those who may not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cents>,
    /// What it is offered at.
    pub price: Cents,
    /// The most that it is sold for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_to: Option<Cents>,
    /// Every condition where empty.
    #[serde(default)]
    pub conditions: Vec<PlanCondition>,
    /// Year of the contract less model year, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_to: Option<u16>,
    /// Miles, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer_to: Option<u32>,
    /// Every make where empty.
    #[serde(default)]
    pub makes: Vec<String>,
    /// Every kind of deal where empty.
    #[serde(default)]
    pub kinds: Vec<PlanKind>,
    /// Months of the loan or lease, both ends included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal_term_from: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal_term_to: Option<u32>,
    /// Of the amount financed, or of a lease the adjusted capitalized cost, with the product in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_financed_to: Option<Cents>,
}

/// A condition as rate cards tell them apart. A certified vehicle is a used one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanCondition {
    New,
    Used,
    Certified,
}

impl PlanCondition {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Used => "used",
            Self::Certified => "certified",
        }
    }
}

/// How the vehicle is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    Cash,
    Retail,
    Lease,
}

impl PlanKind {
    pub(crate) const fn of(kind: desk::DealKind) -> Self {
        match kind {
            desk::DealKind::Cash => Self::Cash,
            desk::DealKind::Retail => Self::Retail,
            desk::DealKind::Lease => Self::Lease,
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Retail => "retail",
            Self::Lease => "lease",
        }
    }
}

impl CatalogueItem {
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }
}

/// A plan of a catalogue by both ids.
#[must_use]
pub fn found<'a>(
    catalogue: &'a [CatalogueItem],
    item: &str,
    plan: &str,
) -> Option<(&'a CatalogueItem, &'a Plan)> {
    let item = catalogue.iter().find(|known| known.id == item)?;
    Some((item, item.plan(plan)?))
}
