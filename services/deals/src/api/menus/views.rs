//! What menus look like on the wire: nothing of the dealer's in them.

use jiff::Timestamp;
use platform::Problem;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::deal::{DealId, Person, StructureId};
use crate::menus::{Accepted, Decision, Declined, Menu, MenuId, statement};
use crate::signatures::SignatureId;

/// A menu as it was put before the buyer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DealMenu)]
pub struct MenuView {
    pub id: MenuId,
    pub deal_id: DealId,
    pub created_at: Timestamp,
    pub made_by: Person,
    pub structure_id: StructureId,
    /// The revision that it was made of; with another one it can no longer be decided on.
    pub structure_revision: i64,
    pub letter: String,
    #[schema(value_type = menu::Menu)]
    pub menu: Box<RawValue>,
    /// What the buyer says by signing; to be shown before.
    pub statement: String,
    /// Null until it is decided on.
    pub decision: Option<DecisionView>,
    /// The deal's version that this answer belongs to. Only where a decision changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal_version: Option<i64>,
}

/// What the buyer decided.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = MenuDecision)]
pub struct DecisionView {
    pub decided_at: Timestamp,
    /// In whose session.
    pub taken_by: Person,
    pub accepted: Vec<Accepted>,
    pub declined: Vec<Declined>,
    pub signature_id: SignatureId,
    /// The structure's revision with what was accepted.
    pub structure_revision: i64,
}

impl MenuView {
    /// # Errors
    /// Where the row does not hold what this service writes.
    pub fn of(it: Menu) -> Result<Self, Problem> {
        let kind = it.kind().map_err(Problem::internal)?;
        Ok(Self {
            id: it.id,
            deal_id: it.deal_id,
            created_at: it.created_at,
            made_by: it.made_by,
            structure_id: it.structure_id,
            structure_revision: it.structure_revision,
            letter: it.letter,
            statement: statement(kind).to_owned(),
            menu: it.shown,
            decision: it.decision.map(DecisionView::from),
            deal_version: None,
        })
    }
}

impl From<Decision> for DecisionView {
    fn from(it: Decision) -> Self {
        Self {
            decided_at: it.decided_at,
            taken_by: it.taken_by,
            accepted: it.accepted,
            declined: it.declined,
            signature_id: it.signature_id,
            structure_revision: it.structure_revision,
        }
    }
}
