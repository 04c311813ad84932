//! When a signing key begins to sign, when the next takes over, and how long the old one stays good.
//!
//! ```text
//! published ──ANNOUNCED──> signs ──ROTATED_EVERY──> successor signs ──LINGERS──> gone
//! ```
//! A key is published before it signs, so that no service meets a token whose key it cannot know; it stays published
//! until every token that it signed has expired.

use jiff::{SignedDuration, Timestamp};

/// How long an access token is good.
pub const ACCESS_SECONDS: i64 = 15 * 60;
/// A key signs for this long before the next takes over.
pub const ROTATED_EVERY: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A key is published this long before it signs: longer than services keep the set of keys.
pub const ANNOUNCED: SignedDuration = SignedDuration::from_mins(10);
/// A key stays published this long after it stopped signing: longer than a token lives.
pub const LINGERS: SignedDuration = SignedDuration::from_secs(2 * ACCESS_SECONDS);

/// What the schedule needs to know of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub kid: String,
    pub signs_from: Timestamp,
}

/// The key that signs at `now`: the newest that has begun.
#[must_use]
pub fn signing(terms: &[Term], now: Timestamp) -> Option<&Term> {
    terms
        .iter()
        .filter(|term| term.signs_from <= now)
        .max_by_key(|term| term.signs_from)
}

/// Keys whose last token is dead: they can go.
#[must_use]
pub fn dead(terms: &[Term], now: Timestamp) -> Vec<&Term> {
    terms
        .iter()
        .filter(|term| {
            let successor = terms
                .iter()
                .filter(|other| other.signs_from > term.signs_from)
                .map(|other| other.signs_from)
                .min();
            successor.is_some_and(|from| from.saturating_add(LINGERS).is_ok_and(|gone| gone <= now))
        })
        .collect()
}

/// When a new key should begin to sign, if one is due: at once where there is none, else after it was announced.
#[must_use]
pub fn due(terms: &[Term], now: Timestamp) -> Option<Timestamp> {
    let newest = terms.iter().map(|term| term.signs_from).max();
    match newest {
        None => Some(now),
        Some(from) => {
            let age = now.duration_since(from);
            (age >= ROTATED_EVERY - ANNOUNCED).then(|| announced_from(now))
        }
    }
}

/// When a key that is published now may begin to sign.
#[must_use]
pub fn announced_from(now: Timestamp) -> Timestamp {
    now.saturating_add(ANNOUNCED).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn terms(from: &[i64]) -> Vec<Term> {
        from.iter()
            .map(|second| Term {
                kid: second.to_string(),
                signs_from: at(*second),
            })
            .collect()
    }

    #[test]
    fn the_first_key_signs_at_once_and_the_next_is_announced() {
        assert_eq!(due(&[], at(1000)), Some(at(1000)));
        let one = terms(&[0]);
        assert_eq!(due(&one, at(29 * DAY)), None);
        assert_eq!(due(&one, at(30 * DAY - 600)), Some(at(30 * DAY)));
        // Announced already: nothing is due.
        assert_eq!(due(&terms(&[0, 30 * DAY]), at(30 * DAY - 599)), None);
    }

    #[test]
    fn the_newest_that_has_begun_signs() {
        let both = terms(&[0, 5000]);
        assert_eq!(signing(&both, at(4999)).unwrap().kid, "0");
        assert_eq!(signing(&both, at(5000)).unwrap().kid, "5000");
        assert_eq!(signing(&both, at(-1)), None);
    }

    #[test]
    fn an_old_key_outlives_its_last_token_and_then_goes() {
        let three = terms(&[0, 5000, 9000]);
        // The last token of key 0 was signed before 5000 and dies before 5900; the key stays until 6800.
        assert!(dead(&three, at(6799)).is_empty());
        assert_eq!(dead(&three, at(6800)), [&three[0]]);
        // The newest never goes.
        assert_eq!(dead(&three, at(i64::from(u32::MAX))).len(), 2);
    }

    #[test]
    fn announcing_is_longer_than_services_keep_the_keys() {
        // The verifier asks again after 300 seconds at the latest.
        assert!(ANNOUNCED.as_secs() > 300);
        assert!(LINGERS.as_secs() > ACCESS_SECONDS);
    }
}
