//! Signatures taken on screen: the very bytes that were signed, their hash, who signed, how, when and where.
//!
//! A signature is added and read, never changed or removed: the role that the service runs as has no right to. The
//! document is stored as it was shown, to the byte; the hash is of those bytes, and the database holds it to them.
//! One thing is signed once.

mod mark;

use std::net::IpAddr;

use jiff::Timestamp;
use platform::ids::Uuid;
use platform::prelude::TenantTx;
use platform::{Fault, Problem};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

pub use mark::{Mark, Stroke};

use crate::deal::{DealId, Person};
use crate::store;

platform::id!(SignatureId);

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SignatureAbout)]
pub enum About {
    Menu,
    Presentation,
}

impl About {
    /// The word on the wire and in the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Menu => "menu",
            Self::Presentation => "presentation",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Menu, Self::Presentation]
            .into_iter()
            .find(|about| about.word() == word)
    }
}

/// A signature that is not stored yet.
#[derive(Debug, Clone, Copy)]
pub struct NewSignature<'a> {
    /// As the signer's name stands in the document.
    pub signer_name: &'a str,
    pub mark: &'a Mark,
    pub device: &'a Device,
}

/// What is known of the device that a signature was made on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// The browser, as it calls itself.
    pub user_agent: Option<String>,
    /// Its address, as the gateway saw it.
    pub ip: Option<IpAddr>,
}

/// A signature as it is kept, without the document.
#[derive(Debug, Clone)]
pub struct Signature {
    pub id: SignatureId,
    pub deal_id: DealId,
    pub about: About,
    pub about_id: Uuid,
    pub signer_name: String,
    pub mark: Mark,
    pub document_sha256: String,
    pub signed_at: Timestamp,
    pub user_agent: Option<String>,
    pub ip: Option<String>,
    /// In whose session it was taken.
    pub taken_by: Person,
}

/// The longest that a browser's name for itself is kept.
const LONGEST_USER_AGENT: usize = 400;

/// Keeps a signature over exactly these bytes, in the transaction that makes true what was signed.
///
/// # Errors
/// 422 where the mark is none, its pointers below `/signature`; 409 where this was signed before.
pub async fn sign(
    tx: &TenantTx,
    deal: DealId,
    (about, about_id): (About, Uuid),
    document: &[u8],
    new: &NewSignature<'_>,
) -> Result<Signature, Problem> {
    let faults = new.mark.faults(new.signer_name, "/signature");
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let agent = new.device.user_agent.as_ref().map(|agent| {
        let kept = agent.chars().take(LONGEST_USER_AGENT);
        kept.collect::<String>()
    });
    let ip = new.device.ip.map(|ip| ip.to_string());
    let row = store::NewSignatureRow {
        id: SignatureId::new(),
        deal,
        about,
        about_id,
        signer_name: new.signer_name.trim(),
        mark: new.mark,
        document,
        document_sha256: &sha256(document),
        user_agent: agent.as_deref(),
        ip: ip.as_deref(),
    };
    store::insert_signature(tx, &row).await
}

/// The SHA-256 of bytes in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A name as it is compared: letter case and the width of blanks aside.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    let folded = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    folded(one) == folded(other)
}

/// A fault where a name is only blanks; nothing where it is one.
#[must_use]
pub fn name_fault(name: &str, pointer: &str) -> Option<Fault> {
    name.trim().is_empty().then(|| {
        let detail = "is empty: write the name of the person who signs";
        Fault::new(pointer, "required", detail)
    })
}

#[cfg(test)]
mod tests {
    use super::{About, same_name, sha256};

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_name_is_the_same_whatever_its_case_and_blanks() {
        assert!(same_name("Marisol Ortega", "  marisol   ORTEGA "));
        assert!(!same_name("Marisol Ortega", "Marisol Ortega-Diaz"));
    }

    #[test]
    fn every_subject_has_its_word() {
        for about in [About::Menu, About::Presentation] {
            assert_eq!(About::from_word(about.word()), Some(about));
            assert_eq!(serde_json::to_value(about).expect("a word"), about.word());
        }
        assert_eq!(About::from_word("contract"), None);
    }
}
