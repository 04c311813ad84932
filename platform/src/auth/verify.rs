//! Verifying access tokens: EdDSA only, keys by `kid` from identity's key set only.

use std::collections::HashMap;
use std::sync::{Once, RwLock};

use http::{HeaderMap, header};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use tokio::sync::MutexGuard;

use super::issue::KeySet;
use super::tokens::KnownTokens;
use super::{AUDIENCE, Access, Caller, Claims, ISSUER, TOKEN_TYPE};
use crate::client::Upstream;
use crate::clock::Clock;
use crate::problem::Problem;

/// Clocks of two machines may differ by this many seconds.
const SKEW: i64 = 5;
/// The key set is asked for again at most this often, however many unknown keys are named.
const REFRESH_SECONDS: i64 = 10;
/// And at least this often, so that a key taken back is forgotten.
const STALE_SECONDS: i64 = 300;

/// jsonwebtoken wants its provider named before first use when other crates may bring another one.
pub(crate) fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error means that the same provider is installed already.
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    });
}

/// Why a token was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not a bearer token, or not a JWT of ours.
    Malformed,
    /// Past its time.
    Expired,
    /// Signed by a key we do not know, or not signed rightly.
    Forged,
    /// Identity cannot be asked for its keys.
    NoKeys,
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Malformed => {
                Problem::invalid_token("The Authorization header carries no access token of ours.")
            }
            Refused::Expired => Problem::invalid_token("The access token has expired; refresh it."),
            Refused::Forged => Problem::invalid_token("The access token is not signed by us."),
            Refused::NoKeys => Problem::unavailable("identity service"),
        }
    }
}

/// Where the public keys come from.
pub enum KeySource {
    /// Identity, asked through the client and kept for a while.
    Identity(Upstream),
    /// A set that does not change.
    Fixed(KeySet),
}

/// Verifies tokens; shared by everything in a process.
pub struct Verifier {
    source: KeySource,
    keys: RwLock<Keys>,
    fetching: tokio::sync::Mutex<()>,
    known: KnownTokens,
    clock: Clock,
    validation: Validation,
}

#[derive(Default)]
struct Keys {
    by_kid: HashMap<String, DecodingKey>,
    fetched_at: Option<i64>,
    /// When identity was last asked, whether it answered or not.
    tried_at: Option<i64>,
}

impl Verifier {
    /// A verifier with keys from `source`.
    pub fn new(source: KeySource, clock: Clock) -> Self {
        install_crypto();
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Times are judged by our own clock below.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let keys = match &source {
            KeySource::Fixed(set) => Keys {
                by_kid: decoding_keys(set),
                fetched_at: None,
                tried_at: None,
            },
            KeySource::Identity(_) => Keys::default(),
        };
        Self {
            source,
            keys: RwLock::new(keys),
            fetching: tokio::sync::Mutex::default(),
            known: KnownTokens::new(10_000),
            clock,
            validation,
        }
    }

    /// Reads the `Authorization` header; none where it is absent.
    pub(crate) async fn access(&self, headers: &HeaderMap) -> Option<Access> {
        let value = headers.get(header::AUTHORIZATION)?;
        let token = value.to_str().ok().and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme
                .eq_ignore_ascii_case("bearer")
                .then_some(token.trim())
        });
        let Some(token) = token else {
            return Some(Access::Refused(Refused::Malformed));
        };
        Some(match self.verify(token).await {
            Ok(caller) => Access::Caller(caller),
            Err(refused) => Access::Refused(refused),
        })
    }

    /// The caller a token stands for.
    pub async fn verify(&self, token: &str) -> Result<Caller, Refused> {
        let now = self.clock.seconds();
        if self.keys_are_stale(now)
            && let Ok(one) = self.fetching.try_lock()
        {
            // A failure here is not the caller's: the keys we have stay good until they are replaced. Nobody else
            // waits for this either.
            let _ = self.fetch(now, one).await;
        }
        if let Some(caller) = self.known.get(token, now) {
            return Ok(caller);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refused::Malformed)?;
        let kid = match header.kid {
            Some(kid)
                if header.alg == Algorithm::EdDSA && header.typ.as_deref() == Some(TOKEN_TYPE) =>
            {
                kid
            }
            _ => return Err(Refused::Malformed),
        };
        let key = match self.key(&kid) {
            Some(key) => key,
            None => {
                self.refresh(now).await?;
                self.key(&kid).ok_or(Refused::Forged)?
            }
        };
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &self.validation)
            .map_err(|_| Refused::Forged)?
            .claims;
        if claims.exp <= now {
            return Err(Refused::Expired);
        }
        if claims.nbf.is_some_and(|nbf| nbf > now + SKEW) || claims.iat > now + SKEW {
            return Err(Refused::Malformed);
        }
        let caller = Caller::from_claims(claims);
        self.known.keep(token, caller.clone(), now);
        Ok(caller)
    }

    fn key(&self, kid: &str) -> Option<DecodingKey> {
        crate::lock::read(&self.keys).by_kid.get(kid).cloned()
    }

    fn fetched_at(&self) -> Option<i64> {
        crate::lock::read(&self.keys).fetched_at
    }

    fn keys_are_stale(&self, now: i64) -> bool {
        matches!(self.source, KeySource::Identity(_))
            && self.fetched_at().is_some_and(|at| now - at > STALE_SECONDS)
    }

    /// Asks identity for its keys, one request at a time.
    async fn refresh(&self, now: i64) -> Result<(), Refused> {
        let one = self.fetching.lock().await;
        self.fetch(now, one).await
    }

    /// Not more often than allowed, whoever asks.
    async fn fetch(&self, now: i64, _one: MutexGuard<'_, ()>) -> Result<(), Refused> {
        let KeySource::Identity(identity) = &self.source else {
            return Ok(());
        };
        {
            let mut keys = crate::lock::write(&self.keys);
            if keys.tried_at.is_some_and(|at| now - at < REFRESH_SECONDS) {
                // Keys that were never had cannot tell a forged token from a good one.
                return keys.fetched_at.map(drop).ok_or(Refused::NoKeys);
            }
            keys.tried_at = Some(now);
        }
        let set: KeySet = match identity.get_json("/.well-known/jwks.json").await {
            Ok(set) => set,
            Err(_) => {
                let mut keys = crate::lock::write(&self.keys);
                if keys.fetched_at.is_none() {
                    // At a start identity may come up a moment later: the next caller asks again.
                    keys.tried_at = None;
                }
                return Err(Refused::NoKeys);
            }
        };
        let by_kid = decoding_keys(&set);
        let mut keys = crate::lock::write(&self.keys);
        if keys.by_kid.keys().any(|kid| !by_kid.contains_key(kid)) {
            self.known.clear();
        }
        *keys = Keys {
            by_kid,
            fetched_at: Some(now),
            tried_at: Some(now),
        };
        Ok(())
    }
}

fn decoding_keys(set: &KeySet) -> HashMap<String, DecodingKey> {
    set.keys
        .iter()
        .filter(|jwk| jwk.kty == "OKP" && jwk.crv == "Ed25519")
        .filter_map(|jwk| {
            Some((
                jwk.kid.clone(),
                DecodingKey::from_ed_components(&jwk.x).ok()?,
            ))
        })
        .collect()
}
