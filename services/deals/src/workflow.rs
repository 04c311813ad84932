//! The way of a deal from draft to delivered: which action leads where, who may take it, and what it needs.
//!
//! One table decides; the routes, the actions offered to a caller and the tests all read it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DealStatus)]
pub enum Status {
    /// Being desked; everything may change.
    Draft,
    /// Waiting for a manager; the structures are frozen.
    Submitted,
    Approved,
    /// Sent back with a reason; may change as a draft does.
    Returned,
    /// Signed by the buyer; the vehicle is held for it.
    Contracted,
    /// Paid by the lender or the buyer.
    Funded,
    Delivered,
    Cancelled,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Submitted,
        Self::Approved,
        Self::Returned,
        Self::Contracted,
        Self::Funded,
        Self::Delivered,
        Self::Cancelled,
    ];

    /// The word on the wire and in the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Contracted => "contracted",
            Self::Funded => "funded",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Whether the deal and its structures may change. Everywhere else the structures are frozen.
    #[must_use]
    pub const fn editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether reaching this status takes hold of the vehicle (so that no other deal may be contracted
    /// on it) or lets it go; nothing where it changes neither.
    #[must_use]
    pub const fn hold_on_vehicle(self) -> Option<bool> {
        match self {
            Self::Contracted => Some(true),
            Self::Cancelled => Some(false),
            _ => None,
        }
    }
}

/// A step of the workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DealStep)]
pub enum Action {
    Submit,
    Approve,
    Return,
    Contract,
    Fund,
    Deliver,
    Cancel,
    Reopen,
}

/// One row of the table: the action, where it may start, where it leads, and what it asks.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub action: Action,
    pub from: &'static [Status],
    pub to: Status,
    pub permission: &'static str,
    pub needs_reason: bool,
    /// The fact that is published.
    pub fact: &'static str,
}

pub const STEPS: [Step; 8] = [
    Step {
        action: Action::Submit,
        from: &[Status::Draft, Status::Returned],
        to: Status::Submitted,
        permission: "deals.submit",
        needs_reason: false,
        fact: "deal.submitted",
    },
    Step {
        action: Action::Approve,
        from: &[Status::Submitted],
        to: Status::Approved,
        permission: "deals.approve",
        needs_reason: false,
        fact: "deal.approved",
    },
    Step {
        action: Action::Return,
        from: &[Status::Submitted, Status::Approved],
        to: Status::Returned,
        permission: "deals.return",
        needs_reason: true,
        fact: "deal.returned",
    },
    Step {
        action: Action::Contract,
        from: &[Status::Approved],
        to: Status::Contracted,
        permission: "deals.contract",
        needs_reason: false,
        fact: "deal.contracted",
    },
    Step {
        action: Action::Fund,
        from: &[Status::Contracted],
        to: Status::Funded,
        permission: "deals.fund",
        needs_reason: false,
        fact: "deal.funded",
    },
    Step {
        action: Action::Deliver,
        from: &[Status::Funded],
        to: Status::Delivered,
        permission: "deals.deliver",
        needs_reason: false,
        fact: "deal.delivered",
    },
    Step {
        action: Action::Cancel,
        from: &[
            Status::Draft,
            Status::Submitted,
            Status::Approved,
            Status::Returned,
            Status::Contracted,
            Status::Funded,
        ],
        to: Status::Cancelled,
        permission: "deals.cancel",
        needs_reason: true,
        fact: "deal.cancelled",
    },
    Step {
        // A contracted deal is papered again, a cancelled one comes back to life: both as a deal that was
        // sent back, with their history. The contracted one keeps its vehicle meanwhile.
        action: Action::Reopen,
        from: &[Status::Contracted, Status::Cancelled],
        to: Status::Returned,
        permission: "deals.return",
        needs_reason: true,
        fact: "deal.returned",
    },
];

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The deal stands where this action does not start.
    WrongStatus(Status),
    ReasonMissing,
}

impl Action {
    pub const ALL: [Self; 8] = [
        Self::Submit,
        Self::Approve,
        Self::Return,
        Self::Contract,
        Self::Fund,
        Self::Deliver,
        Self::Cancel,
        Self::Reopen,
    ];

    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Contract => "contract",
            Self::Fund => "fund",
            Self::Deliver => "deliver",
            Self::Cancel => "cancel",
            Self::Reopen => "reopen",
        }
    }

    /// Its row of the table.
    #[must_use]
    pub const fn step(self) -> &'static Step {
        &STEPS[self as usize]
    }

    /// The status that this action leads to from `status`.
    ///
    /// # Errors
    /// Where the action does not start there, or its reason is missing.
    pub fn take(self, status: Status, reason: Option<&str>) -> Result<Status, Refusal> {
        let step = self.step();
        if !step.from.contains(&status) {
            return Err(Refusal::WrongStatus(status));
        }
        if step.needs_reason && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(Refusal::ReasonMissing);
        }
        Ok(step.to)
    }
}

/// What a caller may do with a deal, in the order in which a screen offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DealAction)]
pub enum Offer {
    Edit,
    Submit,
    Approve,
    Return,
    Contract,
    Fund,
    Deliver,
    Cancel,
    Reopen,
    Delete,
}

/// What a caller holding `permissions` may do with a deal in `status`.
#[must_use]
pub fn offers(status: Status, may: impl Fn(&str) -> bool) -> Vec<Offer> {
    let mut offers = Vec::with_capacity(4);
    if status.editable() && may("deals.write") {
        offers.push(Offer::Edit);
    }
    for step in &STEPS {
        if step.from.contains(&status) && may(step.permission) {
            offers.push(match step.action {
                Action::Submit => Offer::Submit,
                Action::Approve => Offer::Approve,
                Action::Return => Offer::Return,
                Action::Contract => Offer::Contract,
                Action::Fund => Offer::Fund,
                Action::Deliver => Offer::Deliver,
                Action::Cancel => Offer::Cancel,
                Action::Reopen => Offer::Reopen,
            });
        }
    }
    if status == Status::Draft && may("deals.delete") {
        offers.push(Offer::Delete);
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::{Action, Offer, Refusal, STEPS, Status, offers};

    #[test]
    fn the_table_stands_in_the_order_of_the_actions() {
        for action in Action::ALL {
            assert_eq!(action.step().action, action);
        }
        assert_eq!(STEPS.len(), Action::ALL.len());
    }

    #[test]
    fn a_deal_goes_from_draft_to_delivered() {
        let mut status = Status::Draft;
        for (action, next) in [
            (Action::Submit, Status::Submitted),
            (Action::Approve, Status::Approved),
            (Action::Contract, Status::Contracted),
            (Action::Fund, Status::Funded),
            (Action::Deliver, Status::Delivered),
        ] {
            status = action.take(status, None).expect("a step forward");
            assert_eq!(status, next);
        }
        for action in Action::ALL {
            assert_eq!(
                action.take(status, Some("any")),
                Err(Refusal::WrongStatus(Status::Delivered)),
                "nothing leaves delivered"
            );
        }
    }

    #[test]
    fn no_step_is_skipped() {
        for (status, action) in [
            (Status::Draft, Action::Approve),
            (Status::Draft, Action::Contract),
            (Status::Submitted, Action::Submit),
            (Status::Submitted, Action::Contract),
            (Status::Returned, Action::Approve),
            (Status::Approved, Action::Fund),
            (Status::Contracted, Action::Deliver),
            (Status::Contracted, Action::Return),
            (Status::Cancelled, Action::Submit),
        ] {
            assert_eq!(
                action.take(status, Some("because")),
                Err(Refusal::WrongStatus(status))
            );
        }
    }

    #[test]
    fn returning_cancelling_and_reopening_ask_why() {
        for (status, action) in [
            (Status::Submitted, Action::Return),
            (Status::Contracted, Action::Cancel),
            (Status::Cancelled, Action::Reopen),
        ] {
            assert_eq!(action.take(status, None), Err(Refusal::ReasonMissing));
            assert_eq!(action.take(status, Some("  ")), Err(Refusal::ReasonMissing));
            assert!(action.take(status, Some("Buyer asked")).is_ok());
        }
    }

    #[test]
    fn only_drafts_and_returned_deals_change() {
        let editable: Vec<_> = Status::ALL.into_iter().filter(|s| s.editable()).collect();
        assert_eq!(editable, [Status::Draft, Status::Returned]);
    }

    #[test]
    fn offers_follow_the_permissions() {
        let sales = |permission: &str| ["deals.write", "deals.submit"].contains(&permission);
        assert_eq!(offers(Status::Draft, sales), [Offer::Edit, Offer::Submit]);
        assert_eq!(offers(Status::Submitted, sales), []);
        let everything = |_: &str| true;
        assert_eq!(
            offers(Status::Submitted, everything),
            [Offer::Approve, Offer::Return, Offer::Cancel]
        );
        assert_eq!(
            offers(Status::Draft, everything),
            [Offer::Edit, Offer::Submit, Offer::Cancel, Offer::Delete]
        );
        assert_eq!(offers(Status::Delivered, everything), []);
    }

    #[test]
    fn every_status_has_its_word() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.word()), Some(status));
            assert_eq!(
                serde_json::to_value(status).expect("a word"),
                status.word(),
                "wire and table say the same"
            );
        }
        assert_eq!(Status::from_word("sold"), None);
    }
}
