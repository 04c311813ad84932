//! Making access tokens: the signing key, its public half as a JWK, and the signature. Only identity uses it.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Claims, TOKEN_TYPE};

/// The public half of a signing key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Jwk {
    /// Always `OKP`.
    pub kty: String,
    /// Always `Ed25519`.
    pub crv: String,
    /// Always `EdDSA`.
    pub alg: String,
    /// Always `sig`.
    #[serde(rename = "use")]
    pub usage: String,
    /// The key's name.
    pub kid: String,
    /// The public key, base64url.
    pub x: String,
}

/// The public keys that are good at the moment (RFC 7517).
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct KeySet {
    /// The keys; several while one takes over from another.
    pub keys: Vec<Jwk>,
}

/// The key is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not a PKCS#8 Ed25519 key.
    #[error("not an Ed25519 key in PKCS#8")]
    NotEd25519,
    /// The random source failed, or signing did.
    #[error("the cryptographic library failed")]
    Failed,
}

/// A signing key.
pub struct Signer {
    jwk: Jwk,
    key: EncodingKey,
    pkcs8: Vec<u8>,
}

impl Signer {
    /// A new key.
    pub fn generate() -> Result<Self, KeyError> {
        let rng = aws_lc_rs::rand::SystemRandom::new();
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&rng).map_err(|_| KeyError::Failed)?;
        Self::from_pkcs8(pkcs8.as_ref())
    }

    /// A key that was kept.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        super::verify::install_crypto();
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| KeyError::NotEd25519)?;
        let public = pair.public_key().as_ref();
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, public);
        let jwk = Jwk {
            kty: "OKP".into(),
            crv: "Ed25519".into(),
            alg: "EdDSA".into(),
            usage: "sig".into(),
            kid: URL_SAFE_NO_PAD.encode(&digest.as_ref()[..12]),
            x: URL_SAFE_NO_PAD.encode(public),
        };
        Ok(Self {
            jwk,
            key: EncodingKey::from_ed_der(pkcs8),
            pkcs8: pkcs8.to_vec(),
        })
    }

    /// The private key, to be sealed before it is kept.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public half.
    pub fn jwk(&self) -> &Jwk {
        &self.jwk
    }

    /// The key's name.
    pub fn kid(&self) -> &str {
        &self.jwk.kid
    }

    /// Signs an access token.
    pub fn sign(&self, claims: &Claims) -> Result<String, KeyError> {
        self.sign_as(TOKEN_TYPE, claims)
    }

    /// Signs anything else under a `typ` of its own, so that it never passes for an access token.
    pub fn sign_as<T: Serialize>(&self, typ: &str, claims: &T) -> Result<String, KeyError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(typ.to_owned());
        header.kid = Some(self.jwk.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|_| KeyError::Failed)
    }
}
