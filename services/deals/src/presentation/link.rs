//! The link that a customer gets: whose it is, and a part that nobody can guess or make without the house's key.
//!
//! It is worked out from the presentation's id, so that an answer given again carries it although it is kept nowhere;
//! the table has its digest only.

use jiff::{SignedDuration, Timestamp};
use platform::Problem;
use platform::db::Db;
use platform::ids::Uuid;
use platform::secrets::MasterKey;
use sha2::{Digest, Sha256};

use super::PresentationId;

const PREFIX: &str = "alp_";
const PURPOSE: &str = "links of presentations";
/// Links that nobody was given, in a minute and one bucket, before more are refused unread.
const MOST_FAILURES: i32 = 30;
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// A link in the clear.
pub struct Link {
    pub dealership: Uuid,
    text: String,
}

impl Link {
    /// The link of a presentation.
    #[must_use]
    pub fn of(key: &MasterKey, dealership: Uuid, id: PresentationId) -> Self {
        let id: Uuid = id.into();
        let mut message = [0; 32];
        message[..16].copy_from_slice(dealership.as_bytes());
        message[16..].copy_from_slice(id.as_bytes());
        let text = format!(
            "{PREFIX}{}{}",
            dealership.simple(),
            hex::encode(key.digest(PURPOSE, &message))
        );
        Self { dealership, text }
    }

    /// Reads what stands in an address; nothing where it is no link.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(PREFIX)?;
        let (dealership, secret) = rest.split_at_checked(32)?;
        let lower = |part: &str| {
            part.bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if secret.len() != 64 || !lower(rest) {
            return None;
        }
        Some(Self {
            dealership: Uuid::try_parse(dealership).ok()?,
            text: text.to_owned(),
        })
    }

    /// What is stored.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.text.as_bytes()).to_vec()
    }

    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Where its failures are counted: a few buckets, so that trying makes no rows without end.
    fn bucket(&self) -> i16 {
        i16::from(Sha256::digest(self.dealership.as_bytes())[0])
    }
}

/// 404 for a link that nobody was given.
#[must_use]
pub fn unknown() -> Problem {
    Problem::new(
        http::StatusCode::NOT_FOUND,
        "not-found",
        "Not found",
        "This link opens nothing. Check that it is whole, or ask the store for a new one.",
    )
}

const COUNT: &str = "
    insert into link_failure as f (bucket, failures, since) values ($1, 1, $2)
    on conflict (bucket) do update
    set failures = case when f.since <= $3 then 1 else f.failures + 1 end,
        since = case when f.since <= $3 then $2 else f.since end
    returning failures, since";

/// Counts a link that opened nothing: 404, or 429 when there were too many in the last minute. A good link opens all
/// the while.
///
/// # Errors
/// Always one; 503 where the database is away.
pub async fn failed(db: &Db, link: &Link, now: Timestamp) -> Problem {
    match count(db, link, now).await {
        Ok(None) => unknown(),
        Ok(Some(seconds)) => Problem::too_many_requests(
            seconds,
            "Too many links that open nothing were tried. Wait a minute, then open yours again.",
        ),
        Err(problem) => problem,
    }
}

/// The seconds to wait, where there are any.
async fn count(db: &Db, link: &Link, now: Timestamp) -> Result<Option<u64>, Problem> {
    let begun = now.saturating_sub(WINDOW).unwrap_or(now);
    let tx = db.system_tx().await?;
    let row = tx.query_one(COUNT, &[&link.bucket(), &now, &begun]).await?;
    let (failures, since): (i32, Timestamp) = (row.get("failures"), row.get("since"));
    tx.commit().await?;
    if failures <= MOST_FAILURES {
        return Ok(None);
    }
    let left = since.duration_since(begun).as_secs().max(1);
    Ok(Some(left.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::presentation::PresentationId;
    use platform::ids::Uuid;
    use platform::secrets::MasterKey;

    #[test]
    fn is_the_same_each_time_and_another_for_each_presentation_dealership_and_house() {
        let (key, house) = (MasterKey::generate().expect("a key"), Uuid::now_v7());
        let id = PresentationId::new();
        let text = |key: &MasterKey, house, id| Link::of(key, house, id).into_text();
        let link = text(&key, house, id);
        assert_eq!(link, text(&key, house, id));
        assert_ne!(link, text(&key, house, PresentationId::new()));
        assert_ne!(link[36..], text(&key, Uuid::now_v7(), id)[36..]);
        let other = MasterKey::generate().expect("a key");
        assert_ne!(link, text(&other, house, id));
    }

    #[test]
    fn is_read_back_and_rubbish_is_not() {
        let key = MasterKey::generate().expect("a key");
        let house = Uuid::now_v7();
        let link = Link::of(&key, house, PresentationId::new());
        let (digest, text) = (link.digest(), link.into_text());
        let back = Link::parse(&text).expect("a link");
        assert_eq!((back.dealership, back.digest()), (house, digest));
        for rubbish in [
            "",
            "alp_",
            "alp_é",
            &text[4..],
            &text[..text.len() - 1],
            &format!("{text}0"),
            &text.to_uppercase(),
            &text.replace("alp_", "alr_"),
        ] {
            assert!(Link::parse(rubbish).is_none(), "{rubbish}");
        }
    }
}
