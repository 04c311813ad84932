//! The audit log: who did what, in an order that cannot be rewritten unnoticed.
//!
//! Each entry carries the SHA-256 of itself together with the hash of the entry before it in the same dealership. To
//! change, take out or reorder an entry one would have to recompute every later hash; whoever keeps the newest hash
//! (`Head`) elsewhere notices that as well, and notices a cut at the end.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! actions {
    ($($variant:ident = $code:tt;)+) => {
        /// What was done, or tried.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        pub enum Action {
            $(#[serde(rename = $code)] $variant,)+
        }

        impl Action {
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

actions! {
    SignedIn = "sign_in.succeeded";
    SignInFailed = "sign_in.failed";
    SignInLocked = "sign_in.locked";
    SecondFactorFailed = "second_factor.failed";
    RecoveryCodeUsed = "second_factor.recovery_code_used";
    SecondFactorStarted = "second_factor.enrolment_started";
    SecondFactorOn = "second_factor.turned_on";
    SecondFactorOff = "second_factor.turned_off";
    SignedOut = "session.signed_out";
    SignedOutEverywhere = "session.signed_out_everywhere";
    RefreshReused = "session.refresh_token_reused";
    SessionLocked = "session.locked";
    SessionUnlocked = "session.unlocked";
    PinFailed = "session.pin_failed";
    SessionEndedByPins = "session.ended_by_wrong_pins";
    PinSet = "pin.set";
    PasswordChanged = "password.changed";
    PasswordSet = "password.set_by_another";
    DealershipCreated = "dealership.created";
    DealershipChanged = "dealership.changed";
    RooftopCreated = "rooftop.created";
    RooftopChanged = "rooftop.changed";
    RooftopClosed = "rooftop.closed";
    UserCreated = "user.created";
    UserChanged = "user.changed";
    UserDeactivated = "user.deactivated";
    UserReactivated = "user.reactivated";
}

/// What kind of thing it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Dealership,
    Rooftop,
    User,
    Session,
}

impl SubjectKind {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dealership => "dealership",
            Self::Rooftop => "rooftop",
            Self::User => "user",
            Self::Session => "session",
        }
    }
}

/// What happened, before it has its place in the chain.
#[derive(Clone, Debug)]
pub struct Happening {
    /// Who did it; `None` for the house itself and for somebody who is not signed in.
    pub actor: Option<Uuid>,
    pub action: Action,
    pub subject_kind: SubjectKind,
    pub subject: Uuid,
    /// Particulars for a reader, never a secret.
    pub detail: serde_json::Value,
}

/// One line of the log as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub dealership: Uuid,
    /// 1, 2, 3 … within the dealership, without gaps.
    pub number: i64,
    /// To the microsecond, as the database keeps it.
    pub at: Timestamp,
    pub actor: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject: Uuid,
    /// The JSON text exactly as it was written.
    pub detail: String,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
}

impl Entry {
    /// Puts a happening behind the newest entry.
    #[must_use]
    pub fn chain(dealership: Uuid, head: &Head, at: Timestamp, happening: &Happening) -> Self {
        let mut entry = Self {
            dealership,
            number: head.number + 1,
            at: to_microsecond(at),
            actor: happening.actor,
            action: happening.action.code().to_owned(),
            subject_kind: happening.subject_kind.code().to_owned(),
            subject: happening.subject,
            detail: happening.detail.to_string(),
            previous: head.hash.clone(),
            hash: Vec::new(),
        };
        entry.hash = entry.expected_hash();
        entry
    }

    /// The hash that the entry must carry. Every part is preceded by its length, so that no two entries give the same
    /// bytes.
    #[must_use]
    pub fn expected_hash(&self) -> Vec<u8> {
        let actor = self
            .actor
            .map_or_else(Vec::new, |actor| actor.as_bytes().to_vec());
        let number = self.number.to_be_bytes();
        let at = self.at.as_microsecond().to_be_bytes();
        let parts: [&[u8]; 10] = [
            b"autolytiq audit 1",
            &self.previous,
            self.dealership.as_bytes(),
            &number,
            &at,
            &actor,
            self.action.as_bytes(),
            self.subject_kind.as_bytes(),
            self.subject.as_bytes(),
            self.detail.as_bytes(),
        ];
        let mut sha = Sha256::new();
        for part in parts {
            sha.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            sha.update(part);
        }
        sha.finalize().to_vec()
    }
}

/// PostgreSQL keeps microseconds; what is hashed must be what is read back.
fn to_microsecond(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// The newest entry, which stands for all before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub hash: Vec<u8>,
}

impl Head {
    /// Before the first entry.
    #[must_use]
    pub fn start() -> Self {
        Self {
            number: 0,
            hash: vec![0; 32],
        }
    }
}

/// Where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Tampering {
    #[error("entry {expected} is missing: {found} follows where it should be")]
    Missing { expected: i64, found: i64 },
    #[error("entry {0} does not follow from the one before it")]
    Unlinked(i64),
    #[error("entry {0} was changed after it was written")]
    Changed(i64),
}

/// Walks entries in order of their numbers; `head` goes along to the last one that holds.
///
/// # Errors
/// The first place where the chain does not hold.
pub fn verify<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    head: &mut Head,
) -> Result<(), Tampering> {
    for entry in entries {
        let expected = head.number + 1;
        if entry.number != expected {
            return Err(Tampering::Missing {
                expected,
                found: entry.number,
            });
        }
        if entry.previous != head.hash {
            return Err(Tampering::Unlinked(entry.number));
        }
        if entry.hash != entry.expected_hash() {
            return Err(Tampering::Changed(entry.number));
        }
        *head = Head {
            number: entry.number,
            hash: entry.hash.clone(),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn walk(entries: &[Entry]) -> Result<Head, Tampering> {
        let mut head = Head::start();
        verify(entries, &mut head).map(|()| head)
    }

    fn chain(length: i64) -> Vec<Entry> {
        let dealership = Uuid::from_u128(7);
        let mut head = Head::start();
        (0..length)
            .map(|second| {
                let happening = Happening {
                    actor: (second > 0).then(|| Uuid::from_u128(1)),
                    action: Action::UserChanged,
                    subject_kind: SubjectKind::User,
                    subject: Uuid::from_u128(2),
                    detail: json!({ "title": second }),
                };
                let entry = Entry::chain(
                    dealership,
                    &head,
                    Timestamp::from_second(second).unwrap(),
                    &happening,
                );
                head = Head {
                    number: entry.number,
                    hash: entry.hash.clone(),
                };
                entry
            })
            .collect()
    }

    #[test]
    fn the_document_lists_the_codes() {
        let schema = serde_json::to_value(<Action as utoipa::PartialSchema>::schema()).unwrap();
        assert_eq!(schema["enum"][0], Action::SignedIn.code());
        assert_eq!(
            serde_json::to_value(Action::SignedIn).unwrap(),
            Action::SignedIn.code()
        );
    }

    #[test]
    fn an_untouched_chain_holds() {
        let entries = chain(5);
        let head = walk(&entries).unwrap();
        assert_eq!((head.number, &head.hash), (5, &entries[4].hash));
        assert_eq!(walk(&[]), Ok(Head::start()));
    }

    #[test]
    fn a_changed_entry_is_found_whatever_was_changed() {
        let changes: [fn(&mut Entry); 6] = [
            |entry| entry.detail = "{}".into(),
            |entry| entry.actor = None,
            |entry| entry.subject = Uuid::from_u128(9),
            |entry| entry.action = "user.created".into(),
            |entry| entry.at = Timestamp::from_second(1000).unwrap(),
            |entry| entry.dealership = Uuid::from_u128(8),
        ];
        for change in changes {
            let mut entries = chain(5);
            change(&mut entries[2]);
            assert_eq!(walk(&entries), Err(Tampering::Changed(3)));
        }
    }

    #[test]
    fn a_changed_entry_with_a_new_hash_breaks_the_next_link() {
        let mut entries = chain(5);
        entries[2].detail = "{}".into();
        entries[2].hash = entries[2].expected_hash();
        assert_eq!(walk(&entries), Err(Tampering::Unlinked(4)));
    }

    #[test]
    fn a_missing_or_moved_entry_is_found() {
        let mut entries = chain(5);
        entries.remove(1);
        assert_eq!(
            walk(&entries),
            Err(Tampering::Missing {
                expected: 2,
                found: 3
            })
        );
        let mut entries = chain(5);
        entries.swap(1, 2);
        assert_eq!(
            walk(&entries),
            Err(Tampering::Missing {
                expected: 2,
                found: 3
            })
        );
    }

    #[test]
    fn a_kept_head_shows_a_cut_at_the_end() {
        let mut entries = chain(5);
        let kept = walk(&entries).unwrap();
        entries.pop();
        assert_ne!(walk(&entries).unwrap(), kept);
    }
}
