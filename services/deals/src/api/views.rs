//! What deals looks like on the wire: the types of requests and answers.

use desk::DealKind;
use jiff::Timestamp;
use lending::Applicant;
use money::{Cents, Rate};
use platform::Fault;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::deal::{DealId, Person, StructureId};
use crate::overrides::Asked;
use crate::parties::{DealCustomer, DealRooftop, DealVehicle};
use crate::products::unsold::ProductFault;
use crate::store::{ListRow, Past};
use crate::version::{Change, Effect};
use crate::workflow::{Offer, Status};

/// A deal with everything that a desk shows of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Deal)]
pub struct DealView {
    pub id: DealId,
    /// One unbroken run per rooftop.
    #[schema(example = "HM-1042")]
    pub number: String,
    pub status: Status,
    /// Why it was returned, cancelled or reopened.
    pub status_reason: Option<String>,
    /// Also the ETag; counts every change of the deal or one of its structures.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub rooftop_id: Uuid,
    pub rooftop: DealRooftop,
    pub customer: Option<DealCustomer>,
    pub vehicle: Option<DealVehicle>,
    /// The buyer as lenders ask for them. Absent where nothing is known, and without `customers.read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Applicant>,
    pub salesperson: Person,
    pub chosen_structure_id: Option<StructureId>,
    pub history: HistorySummary,
    /// What the caller may do with it now.
    pub allowed_actions: Vec<Offer>,
    /// By letter.
    pub structures: Vec<StructureView>,
    /// Products of structures that change which cannot be sold with the deal as it is; absent where all can. The deal is
    /// not submitted with one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_faults: Vec<ProductFault>,
}

/// The last thing that was done to a deal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DealHistorySummary)]
pub struct HistorySummary {
    /// How many entries `/versions` has.
    pub versions: i64,
    pub last_action: String,
    pub last_actor: Person,
}

/// One way to make the deal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DealStructure)]
pub struct StructureView {
    pub id: StructureId,
    #[schema(example = "A")]
    pub letter: String,
    pub name: String,
    /// Counts the changes of this structure; its ETag.
    pub revision: i64,
    /// Submitted with its deal, so that it changes no more.
    pub frozen: bool,
    pub engine_version: String,
    pub rules_version: String,
    pub updated_at: Timestamp,
    /// What was typed. Without `deals.see_gross` there is no cost, ACV, buy rate or reserve in it.
    #[schema(value_type = desk::Deal)]
    pub inputs: serde_json::Value,
    /// What the engine made of it. Without `deals.see_gross`, `acv`, `over_allowance` and `gross` are absent.
    #[schema(value_type = desk::Figures)]
    pub figures: serde_json::Value,
    /// The deal's version that this answer belongs to; for the deal's If-Match. Only where a structure is
    /// answered alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal_version: Option<i64>,
    /// Its products that cannot be sold with the deal as it is, where it is answered alone; absent where all can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_faults: Vec<ProductFault>,
}

/// A new deal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeal {
    pub rooftop_id: Uuid,
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    #[serde(default)]
    pub vehicle_id: Option<Uuid>,
    /// The caller where absent.
    #[serde(default)]
    pub salesperson_id: Option<Uuid>,
    /// Where absent, the server starts one: the vehicle at its list price, taxed where the buyer lives.
    #[serde(default)]
    pub structure: Option<FirstStructure>,
    /// Terms for the one that the server starts: the first payment and a lease's allowances come from the rooftop's
    /// settings. Paid in cash where absent.
    #[serde(default)]
    pub start: Option<Start>,
}

/// The terms that a deal starts with.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DealStart)]
pub struct Start {
    pub kind: DealKind,
    /// Of a loan or lease.
    #[serde(default)]
    pub term_months: Option<u32>,
    /// Of a loan.
    #[serde(default)]
    pub sell_rate: Option<Rate>,
    /// Of a lease.
    #[serde(default)]
    pub money_factor: Option<Rate>,
    /// Of a lease, as a share of MSRP.
    #[serde(default)]
    pub residual_percent: Option<Rate>,
}

impl Start {
    /// Puts the terms on a deal.
    ///
    /// # Errors
    /// Every term that the kind asks for and that is missing.
    pub fn on(&self, inputs: &mut desk::Deal) -> Result<(), Vec<Fault>> {
        let asked = match self.kind {
            DealKind::Cash => Vec::new(),
            DealKind::Retail => vec![
                ("term_months", self.term_months.is_none()),
                ("sell_rate", self.sell_rate.is_none()),
            ],
            DealKind::Lease => vec![
                ("term_months", self.term_months.is_none()),
                ("money_factor", self.money_factor.is_none()),
                ("residual_percent", self.residual_percent.is_none()),
            ],
        };
        let missing: Vec<Fault> = asked
            .into_iter()
            .filter(|(_, missing)| *missing)
            .map(|(name, _)| Fault::new(format!("/start/{name}"), "required", "is missing"))
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        inputs.kind = self.kind;
        let terms = match self.kind {
            DealKind::Cash => return Ok(()),
            DealKind::Retail => {
                json!({"term_months": self.term_months, "sell_rate": self.sell_rate})
            }
            DealKind::Lease => json!({
                "term_months": self.term_months, "money_factor": self.money_factor,
                "residual_percent": self.residual_percent,
            }),
        };
        let read = match self.kind {
            DealKind::Lease => serde_json::from_value(terms).map(|lease| inputs.lease = lease),
            _ => serde_json::from_value(terms).map(|finance| inputs.finance = finance),
        };
        read.map_err(|error| vec![Fault::new("/start", "invalid", error.to_string())])
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstStructure {
    #[serde(default)]
    #[schema(max_length = 80)]
    pub name: Option<String>,
    pub inputs: desk::Deal,
}

/// Who and what the deal is about. A field left out is taken off the deal, except the salesperson, who stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DealParties {
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    #[serde(default)]
    pub vehicle_id: Option<Uuid>,
    #[serde(default)]
    pub salesperson_id: Option<Uuid>,
}

/// One more structure: from inputs, or as a copy. Exactly one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStructure {
    #[serde(default)]
    #[schema(max_length = 80)]
    pub name: Option<String>,
    #[serde(default)]
    pub inputs: Option<desk::Deal>,
    /// A structure of the same deal.
    #[serde(default)]
    pub copy_of: Option<StructureId>,
}

/// A structure as it shall be. Figures are never sent: the server works them out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StructureUpdate {
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    pub inputs: desk::Deal,
}

/// Why a step is taken. Returning, cancelling and reopening need it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepReason {
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

/// A deal that goes to a manager.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DealSubmission)]
pub struct Submission {
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: Option<String>,
    /// A reason for each limit of the caller that the chosen structure is beyond.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub overrides: Vec<Asked>,
}

/// A deal in a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DealListItem {
    pub id: DealId,
    pub number: String,
    #[schema(value_type = Status)]
    pub status: String,
    pub version: i64,
    pub rooftop_id: Uuid,
    pub customer: Option<Person>,
    pub vehicle: Option<ListVehicle>,
    pub salesperson: Person,
    /// The chosen structure.
    pub chosen: Option<ListStructure>,
    #[schema(value_type = Option<DealKind>)]
    pub kind: Option<String>,
    /// Each month, or at delivery in a cash deal.
    pub payment: Option<Cents>,
    /// With `deals.see_gross` only, and where the vehicle's cost is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross: Option<Cents>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DealListVehicle)]
pub struct ListVehicle {
    pub id: Uuid,
    pub name: String,
    pub stock_number: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DealListStructure)]
pub struct ListStructure {
    pub id: StructureId,
    pub letter: String,
    pub name: String,
}

impl DealListItem {
    #[must_use]
    pub fn of(row: ListRow, full: bool) -> Self {
        let person = |(id, name)| Person { id, name };
        Self {
            id: row.id,
            number: row.number,
            status: row.status,
            version: row.version,
            rooftop_id: row.rooftop_id,
            customer: row.customer.map(person),
            vehicle: row.vehicle.map(|(id, name, stock_number)| ListVehicle {
                id,
                name,
                stock_number,
            }),
            salesperson: person(row.salesperson),
            chosen: row
                .chosen
                .map(|(id, letter, name)| ListStructure { id, letter, name }),
            kind: row.kind,
            payment: row.payment,
            gross: row.gross.filter(|_| full),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// One entry of a deal's history.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DealVersion {
    pub version: i64,
    pub at: Timestamp,
    /// Read in groups: the first of the entries that this one stands for, itself where it stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_version: Option<i64>,
    /// Read in groups: when the first of them was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_at: Option<Timestamp>,
    pub actor: Person,
    #[schema(value_type = crate::version::Act)]
    pub action: String,
    pub reason: Option<String>,
    /// The deal's status afterwards.
    #[schema(value_type = Status)]
    pub status: String,
    /// The structure that it was done to; a removed one is found nowhere else.
    pub structure_id: Option<StructureId>,
    pub letter: Option<String>,
    /// The inputs that changed.
    pub changes: Vec<Change>,
    /// What it did to the structure's payment.
    pub payment: Effect,
    /// What it did to its gross; with `deals.see_gross` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross: Option<Effect>,
}

impl From<Past> for DealVersion {
    fn from(past: Past) -> Self {
        let (from_version, from_at) = past.first.unzip();
        Self {
            version: past.version,
            from_version,
            from_at,
            at: past.at,
            actor: past.actor,
            action: past.action,
            reason: past.reason,
            status: past.status,
            structure_id: past.structure_id,
            letter: past.letter,
            changes: past.changes,
            payment: past.payment,
            gross: past.gross,
        }
    }
}
