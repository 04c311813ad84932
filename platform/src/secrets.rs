//! The master key, the keys derived from it, and sealed fields.
//!
//! A sealed value is `version ‖ nonce ‖ ciphertext and tag` (AES-256-GCM). Its place (table, column, row, tenant) is
//! authenticated with it, so that it cannot be moved to another row. Every tenant has a key of its own, derived from
//! the master key with HKDF-SHA-256.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac, rand};
use uuid::Uuid;

/// The secret from which every other is derived.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A new key from the system's random source.
    pub fn generate() -> Result<Self, SealError> {
        let mut key = [0; 32];
        rand::fill(&mut key).map_err(|_| SealError::Failed)?;
        Ok(Self(key))
    }

    /// From 64 hex digits, as in the setting and the key file.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).ok()?;
        Some(Self(key))
    }

    /// As written into the key file.
    pub(crate) fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// A key for one purpose; knowing it tells nothing about the master key or other purposes.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        struct Length;
        impl hkdf::KeyType for Length {
            fn len(&self) -> usize {
                32
            }
        }
        let mut key = [0; 32];
        // 32 bytes are one block of HKDF-SHA-256; expansion fails only beyond 255 blocks.
        hkdf::Salt::new(hkdf::HKDF_SHA256, b"autolytiq")
            .extract(&self.0)
            .expand(&[purpose.as_bytes()], Length)
            .and_then(|okm| okm.fill(&mut key))
            .unwrap_or_else(|_| unreachable!("32 bytes are within the limit of HKDF"));
        key
    }

    /// A keyed digest, for looking up a sealed value without opening all of them.
    pub fn digest(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        let mut digest = [0; 32];
        digest.copy_from_slice(hmac::sign(&key, message).as_ref());
        digest
    }

    /// Seals a field.
    pub fn seal(&self, place: &FieldPlace, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce).map_err(|_| SealError::Failed)?;
        let mut body = plain.to_vec();
        self.field_key(place)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.aad()),
                &mut body,
            )
            .map_err(|_| SealError::Failed)?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + body.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Opens a field that was sealed at the same place with the same master key.
    pub fn open(&self, place: &FieldPlace, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let body = sealed.strip_prefix(&[VERSION]).ok_or(SealError::NotOurs)?;
        let (nonce, body) = body.split_at_checked(NONCE_LEN).ok_or(SealError::NotOurs)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::NotOurs)?;
        let mut body = body.to_vec();
        let plain = self
            .field_key(place)?
            .open_in_place(nonce, Aad::from(place.aad()), &mut body)
            .map_err(|_| SealError::NotOurs)?;
        Ok(plain.to_vec())
    }

    fn field_key(&self, place: &FieldPlace) -> Result<LessSafeKey, SealError> {
        let key = self.derive(&format!("fields of {}", place.tenant));
        UnboundKey::new(&AES_256_GCM, &key)
            .map(LessSafeKey::new)
            .map_err(|_| SealError::Failed)
    }
}

const VERSION: u8 = 1;

/// Where a sealed field lives.
#[derive(Clone, Copy, Debug)]
pub struct FieldPlace<'a> {
    /// `schema.table`.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row's id.
    pub row: Uuid,
    /// The dealership; the nil id for what belongs to the house.
    pub tenant: Uuid,
}

impl FieldPlace<'_> {
    fn aad(&self) -> Vec<u8> {
        format!(
            "{}\n{}\n{}\n{}",
            self.table, self.column, self.row, self.tenant
        )
        .into_bytes()
    }
}

/// Sealing or opening failed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Altered, moved, sealed with another key, or never sealed.
    #[error("the sealed value was altered, moved or sealed with another key")]
    NotOurs,
    /// The random source or the cipher failed.
    #[error("the cryptographic library failed")]
    Failed,
}

#[cfg(test)]
mod tests {
    use super::{FieldPlace, MasterKey};
    use uuid::Uuid;

    #[test]
    fn opens_only_where_it_was_sealed() {
        let key = MasterKey::generate().unwrap();
        let (row, tenant) = (Uuid::now_v7(), Uuid::now_v7());
        let place = FieldPlace {
            table: "identity.users",
            column: "totp",
            row,
            tenant,
        };
        let sealed = key.seal(&place, b"secret").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_eq!(key.open(&place, &sealed).unwrap(), b"secret");

        for other in [
            FieldPlace {
                table: "identity.keys",
                ..place
            },
            FieldPlace {
                column: "name",
                ..place
            },
            FieldPlace {
                row: tenant,
                ..place
            },
            FieldPlace {
                tenant: row,
                ..place
            },
        ] {
            assert!(key.open(&other, &sealed).is_err(), "{other:?}");
        }
        assert!(
            MasterKey::generate()
                .unwrap()
                .open(&place, &sealed)
                .is_err()
        );
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(&place, &altered).is_err(), "byte {at}");
        }
        assert!(key.open(&place, &[]).is_err());
    }

    #[test]
    fn purposes_do_not_share_a_key() {
        let key = MasterKey::from_hex(&"0b".repeat(32)).unwrap();
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_eq!(key.derive("a"), key.derive("a"));
        assert!(MasterKey::from_hex("0b").is_none());
    }
}
