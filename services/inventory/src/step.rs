//! One step of a vehicle's status: who took it, when, why, and for which deal.

use jiff::Timestamp;
use platform::auth::Caller;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::status::Status;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatusStep {
    pub id: Uuid,
    pub at: Timestamp,
    /// Null where a deal moved it.
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    /// Null where the vehicle was entered.
    pub from: Option<Status>,
    pub to: Status,
    pub reason: Option<String>,
    pub deal_id: Option<Uuid>,
}

/// A step that is about to be written down.
pub struct NewStep<'a> {
    pub from: Option<Status>,
    pub to: Status,
    pub reason: Option<String>,
    pub deal_id: Option<Uuid>,
    pub actor: &'a Caller,
}

/// A step that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VehicleStep)]
pub struct StepAsked {
    pub to: Status,
    /// Needed onto hold, to wholesale and for every step back.
    #[serde(default)]
    #[schema(max_length = 400)]
    pub reason: Option<String>,
}
