//! Figures beyond a limit: the reason that was given, who decided, and what it did to payment and gross.
//!
//! Whoever submits a deal gives a reason of the dealership's list for each of their limits that it breaks; an approver
//! whose own limits it keeps decides. Every one of them is kept and none is changed after its decision.

pub mod effect;
pub mod held;
pub mod said;

use std::collections::BTreeSet;

use desk::{Breach, LimitCode};
use jiff::Timestamp;
use money::Cents;
use platform::Fault;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::deal::{DealId, Person, StructureId};
use crate::settings::{Reason, Settings};

platform::id!(OverrideId);

/// What became of a request to go beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OverrideDecision)]
pub enum Decision {
    Pending,
    Approved,
    Returned,
    /// The deal was cancelled before anybody decided.
    Withdrawn,
}

impl Decision {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::Approved,
            Self::Returned,
            Self::Withdrawn,
        ]
        .into_iter()
        .find(|decision| decision.word() == word)
    }
}

/// A reason given for one limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OverrideAsked)]
pub struct Asked {
    /// The limit's name.
    pub code: LimitCode,
    /// The code of a reason of the rooftop's list.
    #[schema(max_length = 40)]
    pub reason: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    pub note: Option<String>,
}

/// A breach with the reason that was given for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub breach: Breach,
    pub reason: Reason,
    pub note: Option<String>,
}

/// An amount with the figure at its limit, and as it was submitted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    pub before: Option<Cents>,
    pub after: Option<Cents>,
}

/// One of them as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    pub id: OverrideId,
    pub deal_id: DealId,
    pub deal_number: String,
    pub rooftop_id: Uuid,
    pub structure_id: StructureId,
    pub letter: String,
    pub code: String,
    pub pointer: String,
    pub confidential: bool,
    pub figure: Option<String>,
    pub limit: Option<String>,
    pub reason: String,
    pub reason_label: String,
    pub note: Option<String>,
    pub asked_at: Timestamp,
    pub asked_by: Person,
    pub decision: Decision,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<Person>,
    pub comment: Option<String>,
    pub payment: Moved,
    pub front: Moved,
    pub gross: Moved,
}

/// Puts the reasons that were given to the breaches. `full` is whether whoever gave them sees the dealer's own.
///
/// # Errors
/// Every fault at once: breaches without a reason, reasons that are none or are for something else.
pub fn matched(
    breaches: Vec<Breach>,
    asked: &[Asked],
    settings: &Settings,
    full: bool,
) -> Result<Vec<Given>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut good: Vec<(&Asked, &Reason)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, one) in asked.iter().enumerate() {
        let noun = said::noun(one.code);
        if !seen.insert(one.code as u8) {
            let detail = format!("gives a second reason for {noun}; one is enough");
            faults.push(Fault::new(
                format!("/overrides/{at}/code"),
                "doubled",
                detail,
            ));
        } else if breaches.iter().all(|breach| breach.code != one.code) {
            let detail = format!("{noun} is within your limit and needs no reason; leave it out");
            faults.push(Fault::new(
                format!("/overrides/{at}/code"),
                "within",
                detail,
            ));
        } else {
            match reason_of(one, settings) {
                Ok(reason) => good.push((one, reason)),
                Err((code, detail)) => {
                    faults.push(Fault::new(format!("/overrides/{at}/reason"), code, detail));
                }
            }
        }
    }
    let mut given = Vec::new();
    for breach in breaches {
        let reason = good.iter().find(|(one, _)| one.code == breach.code);
        match reason {
            Some((one, reason)) => given.push(Given {
                breach,
                reason: (*reason).clone(),
                note: one.note.clone().filter(|note| !note.trim().is_empty()),
            }),
            // One that was given and is no good has its fault already.
            None if asked.iter().any(|one| one.code == breach.code) => {}
            None => {
                let detail = format!(
                    "{} Nothing was submitted. Choose a reason for it, or change the deal.",
                    said::breach(&breach, full)
                );
                faults.push(Fault::new("/overrides", "reason_needed", detail));
            }
        }
    }
    if faults.is_empty() {
        Ok(given)
    } else {
        Err(faults)
    }
}

fn reason_of<'a>(
    asked: &Asked,
    settings: &'a Settings,
) -> Result<&'a Reason, (&'static str, String)> {
    let active = settings.reasons.iter().filter(|reason| reason.active);
    let fitting: Vec<String> = active
        .filter(|reason| reason.is_of(asked.code))
        .map(|reason| format!("“{}”", reason.label))
        .collect();
    let choose = match fitting.len() {
        0 => "This rooftop has no reason for it yet.".to_owned(),
        _ => format!("Choose {}.", fitting.join(" or ")),
    };
    let noun = said::noun(asked.code);
    let found = settings
        .reasons
        .iter()
        .find(|reason| reason.active && reason.code == asked.reason);
    match found {
        Some(reason) if reason.is_of(asked.code) => Ok(reason),
        Some(reason) => {
            let label = &reason.label;
            let detail = format!("“{label}” is no reason for {noun}. {choose}");
            Err(("of_another_limit", detail))
        }
        None => {
            let detail = format!("“{}” is no reason of this rooftop. {choose}", asked.reason);
            Err(("unknown", detail))
        }
    }
}
