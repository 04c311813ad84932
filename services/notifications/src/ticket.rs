//! The ticket that opens a socket: browsers send no token with a WebSocket, and a token in an address would be seen.
//!
//! `alt_<base64url(dealership ‖ 256 random bits)>`: good for half a minute, once. Only its SHA-256 is stored; the
//! dealership inside lets the row be looked for within that tenant alone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use platform::ids::Uuid;
use rand::TryRng as _;
use rand::rngs::{SysError, SysRng};
use sha2::{Digest as _, Sha256};

/// How long a ticket is good.
pub const GOOD_FOR: SignedDuration = SignedDuration::from_secs(30);

const PREFIX: &str = "alt_";

/// A ticket in the clear.
pub struct Ticket {
    pub dealership: Uuid,
    text: String,
}

impl Ticket {
    /// A fresh one.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn generate(dealership: Uuid) -> Result<Self, SysError> {
        let mut bytes = [0_u8; 48];
        bytes[..16].copy_from_slice(dealership.as_bytes());
        SysRng.try_fill_bytes(&mut bytes[16..])?;
        Ok(Self {
            dealership,
            text: format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)),
        })
    }

    /// Reads what a client sent; none where it is no ticket.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let bytes: [u8; 48] = bytes.try_into().ok()?;
        Some(Self {
            dealership: Uuid::from_slice(&bytes[..16]).ok()?,
            text: text.to_owned(),
        })
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is stored of it.
    #[must_use]
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.text.as_bytes()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::Ticket;
    use platform::ids::Uuid;

    #[test]
    fn is_read_back_and_never_the_same_twice() {
        let dealership = Uuid::from_u128(5);
        let ticket = Ticket::generate(dealership).expect("randomness");
        let read = Ticket::parse(ticket.text()).expect("a ticket");
        assert_eq!(
            (read.dealership, read.sha256()),
            (dealership, ticket.sha256())
        );
        let other = Ticket::generate(dealership).expect("randomness");
        assert_ne!(other.text(), ticket.text());
        for wrong in [
            "",
            "alt_",
            "alr_AAAA",
            &ticket.text()[1..],
            &ticket.text()[..40],
        ] {
            assert!(Ticket::parse(wrong).is_none(), "{wrong}");
        }
    }
}
