//! What a customer may read of a structure: the types of the worksheet, none of which has a field for cost, gross, buy
//! rate or reserve.

use desk::DealKind;
use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::Date;
use utoipa::ToSchema;

/// The buyer's worksheet of one structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Worksheet {
    pub title: String,
    /// What keeps it from standing: "Draft", "Not approved yet", "Cancelled".
    pub mark: Option<String>,
    pub number: String,
    pub date: Date,
    pub dealer: Party,
    pub buyer: Option<Party>,
    pub vehicle: Option<Party>,
    pub option: Choice,
    /// The lines that sum up to `total_price`.
    pub price: Vec<Line>,
    pub total_price: Cents,
    /// The lines between `total_price` and `result`; of a lease none, it has its own sum.
    pub settlement: Vec<Line>,
    pub result: Line,
    pub loan: Option<Loan>,
    pub lease: Option<Lease>,
    /// The payment if the buyer takes none of the optional products.
    pub payment_without_products: Option<Cents>,
    pub tax: TaxExplained,
    pub trades: Vec<Trade>,
    /// Who signs.
    pub signatures: Vec<String>,
    pub proof: Proof,
}

/// A name with what is written under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetParty)]
pub struct Party {
    pub name: String,
    pub lines: Vec<String>,
}

/// Which of the deal's options it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetOption)]
pub struct Choice {
    pub letter: String,
    pub name: String,
    pub kind: DealKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetLine)]
pub struct Line {
    pub label: String,
    /// Negative where it lowers the sum.
    pub amount: Cents,
    /// Whether the buyer may leave it out.
    pub optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetLoan)]
pub struct Loan {
    pub payment: Cents,
    /// How often: "per month".
    pub every: String,
    pub payments: u32,
    pub last_payment: Cents,
    pub first_payment_date: Date,
    pub apr: Rate,
    pub amount_financed: Cents,
    pub finance_charge: Cents,
    pub total_of_payments: Cents,
    pub total_sale_price: Cents,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetLease)]
pub struct Lease {
    pub payment: Cents,
    /// How often: "per month", or once.
    pub every: String,
    pub payments: u32,
    pub base_payment: Cents,
    pub tax_per_payment: Cents,
    pub gross_cap_cost: Cents,
    pub cap_cost_reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    pub depreciation: Cents,
    pub rent_charge: Cents,
    pub total_of_payments: Cents,
    pub miles_per_year: Option<u32>,
    pub purchase_option_price: Cents,
    pub disposition_fee: Cents,
    pub due_at_signing: Vec<Line>,
    pub due_at_signing_total: Cents,
}

/// The tax as the law makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetTax)]
pub struct TaxExplained {
    /// Which law was applied, and why.
    pub law: String,
    pub lines: Vec<TaxRow>,
    /// What the law counts into its base and what it leaves out.
    pub parts: Vec<TaxPart>,
    /// What other states' tax takes off; zero or negative.
    pub credit: Cents,
    /// What this deal charges at signing.
    pub total: Cents,
    pub due_at_registration: Cents,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetTaxLine)]
pub struct TaxRow {
    pub name: String,
    pub place: String,
    pub base: Cents,
    pub rate: Option<Rate>,
    pub amount: Cents,
    /// Falls due with each payment rather than at signing.
    pub each_payment: bool,
    pub citation: String,
    pub verified: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetTaxPart)]
pub struct TaxPart {
    pub label: String,
    pub amount: Cents,
    pub counted: bool,
    pub reason: String,
    pub citation: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetTrade)]
pub struct Trade {
    pub name: String,
    pub vin: Option<String>,
    pub lien_holder: Option<String>,
    pub payoff_good_through: Option<Date>,
    pub allowance: Cents,
    pub payoff: Cents,
    pub equity: Cents,
}

/// What tells this paper from any other revision of the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = WorksheetProof)]
pub struct Proof {
    /// The date whose tax rules were applied.
    pub rule_date: Date,
    pub rules_version: String,
    pub engine_version: String,
    pub revision: i64,
    pub revision_hash: String,
}
