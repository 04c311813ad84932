//! What the catalogue looks like on the wire.

use jiff::Timestamp;
use menu::{CatalogueItem, Plan, PlanCondition, PlanKind, PriceCap};
use money::Cents;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use tax::{ProductKind, Provider};
use utoipa::ToSchema;

use crate::deal::Person;
use crate::menus::{Template, TemplateColumn};
use crate::products::{Edition, Product, ProductId, shown};

/// A product of the catalogue. Without `deals.see_gross` its plans have no cost.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Product)]
pub struct ProductView {
    pub id: ProductId,
    /// Also the ETag.
    pub version: i64,
    pub updated_at: Timestamp,
    pub product: CatalogueItem,
}

impl ProductView {
    #[must_use]
    pub fn of(it: Product, full: bool) -> Self {
        Self {
            id: it.id,
            version: it.version,
            updated_at: it.updated_at,
            product: shown(it.item, full),
        }
    }
}

/// What a product was, and who made it that.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ProductEdition)]
pub struct EditionView {
    pub version: i64,
    pub at: Timestamp,
    pub actor: Person,
    pub product: CatalogueItem,
}

impl EditionView {
    #[must_use]
    pub fn of(it: Edition, full: bool) -> Self {
        Self {
            version: it.version,
            at: it.at,
            actor: it.actor,
            product: shown(it.item, full),
        }
    }
}

fn yes() -> bool {
    true
}

/// A product as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProduct {
    /// As the buyer reads it.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// What the tax law takes it for.
    pub kind: ProductKind,
    #[serde(default)]
    pub provider: Provider,
    /// The company that is paid for it.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub payee: Option<String>,
    /// Whether its price is a finance charge of a retail contract (12 CFR 1026.4).
    #[serde(default)]
    pub finance_charge: bool,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: Option<String>,
    #[serde(default = "yes")]
    pub active: bool,
    /// Two letters each; everywhere where empty.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub states: Vec<String>,
    /// All where empty.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub rooftops: Vec<Uuid>,
    #[serde(default)]
    #[schema(max_items = 120)]
    pub price_caps: Vec<PriceCap>,
    #[schema(min_items = 1, max_items = 200)]
    pub plans: Vec<NewPlan>,
}

/// One row of its rate card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProductPlan)]
pub struct NewPlan {
    /// That of a plan which the product has; a new plan gets one where absent.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub id: Option<String>,
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    #[serde(default)]
    pub term_months: Option<u32>,
    #[serde(default)]
    pub miles: Option<u32>,
    #[serde(default)]
    pub deductible: Option<Cents>,
    /// What the dealer pays for it.
    pub cost: Cents,
    /// What it is offered at.
    pub price: Cents,
    /// The most that it is sold for.
    #[serde(default)]
    pub price_to: Option<Cents>,
    #[serde(default)]
    pub conditions: Vec<PlanCondition>,
    #[serde(default)]
    pub age_to: Option<u16>,
    #[serde(default)]
    pub odometer_to: Option<u32>,
    #[serde(default)]
    #[schema(max_items = 100)]
    pub makes: Vec<String>,
    #[serde(default)]
    pub kinds: Vec<PlanKind>,
    #[serde(default)]
    pub deal_term_from: Option<u32>,
    #[serde(default)]
    pub deal_term_to: Option<u32>,
    #[serde(default)]
    pub amount_financed_to: Option<Cents>,
}

impl NewProduct {
    /// The product under this id.
    #[must_use]
    pub fn item(&self, id: ProductId) -> CatalogueItem {
        CatalogueItem {
            id: id.to_string(),
            name: self.name.trim().to_owned(),
            kind: self.kind,
            provider: self.provider,
            payee: worded(self.payee.as_deref()),
            finance_charge: self.finance_charge,
            description: worded(self.description.as_deref()),
            active: self.active,
            states: self.states.clone(),
            rooftops: self.rooftops.iter().map(Uuid::to_string).collect(),
            price_caps: self.price_caps.clone(),
            plans: self.plans.iter().map(NewPlan::plan).collect(),
        }
    }
}

fn worded(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(str::to_owned)
}

impl NewPlan {
    fn plan(&self) -> Plan {
        let id = self.id.clone();
        Plan {
            id: id.unwrap_or_else(|| Uuid::now_v7().to_string()),
            name: self.name.trim().to_owned(),
            term_months: self.term_months,
            miles: self.miles,
            deductible: self.deductible,
            cost: Some(self.cost),
            price: self.price,
            price_to: self.price_to,
            conditions: self.conditions.clone(),
            age_to: self.age_to,
            odometer_to: self.odometer_to,
            makes: self.makes.iter().map(|it| it.trim().to_owned()).collect(),
            kinds: self.kinds.clone(),
            deal_term_from: self.deal_term_from,
            deal_term_to: self.deal_term_to,
            amount_financed_to: self.amount_financed_to,
        }
    }
}

/// What a rooftop sells by: as the engine's `menu` and `plans` take it. Without `deals.see_gross` there is no cost.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskCatalogue {
    pub items: Vec<CatalogueItem>,
}

/// The columns that a rooftop's menus begin with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct MenuColumns {
    pub rooftop_id: Uuid,
    /// Also the ETag; 0 before any were set.
    pub version: i64,
    pub columns: Vec<TemplateColumn>,
}

impl From<Template> for MenuColumns {
    fn from(it: Template) -> Self {
        Self {
            rooftop_id: it.rooftop_id,
            version: it.version,
            columns: it.columns,
        }
    }
}

/// Those columns as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMenuColumns {
    #[schema(max_items = 6)]
    pub columns: Vec<TemplateColumn>,
}
