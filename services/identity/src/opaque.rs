//! Secrets that a client hands back as they are: refresh tokens and the ticket between password and second factor.
//!
//! A token is `<kind>_<base64url(dealership ‖ 256 random bits)>`. Only its SHA-256 is stored. The dealership inside lets
//! the row be looked for within that tenant alone; a changed one finds nothing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use rand::rngs::SysRng;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What the token is for. It is part of the text, so that one is never taken for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Refresh,
    SecondFactor,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Refresh => "alr_",
            Self::SecondFactor => "alm_",
        }
    }
}

/// A token in the clear: it exists in the answer that gives it and in the request that brings it.
pub struct Opaque {
    pub dealership: Uuid,
    text: String,
}

impl Opaque {
    /// A fresh one.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn generate(kind: Kind, dealership: Uuid) -> Result<Self, rand::rngs::SysError> {
        let mut bytes = [0_u8; 48];
        bytes[..16].copy_from_slice(dealership.as_bytes());
        SysRng.try_fill_bytes(&mut bytes[16..])?;
        Ok(Self {
            dealership,
            text: format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bytes)),
        })
    }

    /// Reads what a client sent; `None` when it is no token of this kind.
    #[must_use]
    pub fn parse(kind: Kind, text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text.strip_prefix(kind.prefix())?)
            .ok()?;
        let bytes: [u8; 48] = bytes.try_into().ok()?;
        let dealership = Uuid::from_slice(&bytes[..16]).ok()?;
        Some(Self {
            dealership,
            text: text.to_owned(),
        })
    }

    /// What is stored.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.text.as_bytes()).to_vec()
    }

    /// The text for the client.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

impl fmt::Debug for Opaque {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Opaque")
            .field("dealership", &self.dealership)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_read_back() {
        let dealership = Uuid::now_v7();
        let given = Opaque::generate(Kind::Refresh, dealership).unwrap();
        let digest = given.digest();
        let text = given.into_text();
        let back = Opaque::parse(Kind::Refresh, &text).unwrap();
        assert_eq!((back.dealership, back.digest()), (dealership, digest));
    }

    #[test]
    fn one_kind_is_not_taken_for_the_other() {
        let text = Opaque::generate(Kind::SecondFactor, Uuid::now_v7())
            .unwrap()
            .into_text();
        assert!(Opaque::parse(Kind::Refresh, &text).is_none());
    }

    #[test]
    fn two_are_never_equal() {
        let dealership = Uuid::now_v7();
        let one = Opaque::generate(Kind::Refresh, dealership).unwrap();
        let two = Opaque::generate(Kind::Refresh, dealership).unwrap();
        assert_ne!(one.digest(), two.digest());
    }

    #[test]
    fn rubbish_and_cut_tokens_are_refused() {
        let whole = Opaque::generate(Kind::Refresh, Uuid::now_v7())
            .unwrap()
            .into_text();
        for text in [
            "",
            "alr_",
            "alr_!!!!",
            "hello",
            &whole[..whole.len() - 4],
            &format!("{whole}AAAA"),
        ] {
            assert!(Opaque::parse(Kind::Refresh, text).is_none(), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let token = Opaque::generate(Kind::Refresh, Uuid::now_v7()).unwrap();
        let shown = format!("{token:?}");
        assert!(!shown.contains(&token.into_text()));
    }
}
