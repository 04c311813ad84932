//! The signing keys in use, read from the database and kept for a minute; made, announced and retired on schedule.

use std::sync::{Arc, RwLock};

use jiff::{SignedDuration, Timestamp};
use platform::Problem;
use platform::auth::issue::{KeySet, Signer};
use platform::db::SystemTx;
use uuid::Uuid;

use crate::house::House;
use crate::keys::{self, Term};
use crate::store::signing_keys;

/// Shorter than a key is announced before it signs, so that every process publishes it in time.
const KEPT: SignedDuration = SignedDuration::from_secs(60);

/// The keys as this process knows them.
#[derive(Default)]
pub struct KeyRing(RwLock<Option<Arc<Ring>>>);

struct Ring {
    read_at: Timestamp,
    keys: Vec<(Term, Arc<Signer>)>,
}

impl Ring {
    fn signer(&self, now: Timestamp) -> Option<Arc<Signer>> {
        let terms: Vec<Term> = self.keys.iter().map(|(term, _)| term.clone()).collect();
        let kid = &keys::signing(&terms, now)?.kid;
        self.keys
            .iter()
            .find(|(term, _)| term.kid == *kid)
            .map(|(_, signer)| Arc::clone(signer))
    }
}

impl House {
    /// The key that signs now.
    ///
    /// # Errors
    /// 503 when the database is away, 500 when the keys were sealed with another master key.
    pub async fn signer(&self) -> Result<Arc<Signer>, Problem> {
        let ring = self.keys(self.now()).await?;
        // Asked anew: the first key begins at the moment it is made, which is after this was called.
        ring.signer(self.now())
            .ok_or_else(|| Problem::internal("no signing key has begun"))
    }

    /// The public keys that tokens in circulation may be signed with.
    ///
    /// # Errors
    /// As [`House::signer`].
    pub async fn key_set(&self) -> Result<KeySet, Problem> {
        let ring = self.keys(self.now()).await?;
        Ok(KeySet {
            keys: ring
                .keys
                .iter()
                .map(|(_, signer)| signer.jwk().clone())
                .collect(),
        })
    }

    async fn keys(&self, now: Timestamp) -> Result<Arc<Ring>, Problem> {
        if let Some(ring) = self.kept_keys() {
            let age = now.duration_since(ring.read_at);
            if age >= SignedDuration::ZERO && age < KEPT {
                return Ok(ring);
            }
        }
        self.renew(None).await
    }

    fn kept_keys(&self) -> Option<Arc<Ring>> {
        self.ring()
            .0
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Makes the next key when it is due, lets dead ones go, and reads what there is.
    ///
    /// # Errors
    /// As [`House::signer`].
    pub async fn tend_keys(&self) -> Result<(), Problem> {
        self.renew(None).await.map(|_| ())
    }

    /// Makes a new key now. It begins to sign once every service can know it; `at_once`, when the old ones are no
    /// longer trusted, it signs immediately and the old ones go, with every access token they signed.
    ///
    /// # Errors
    /// As [`House::signer`].
    pub async fn rotate_keys(&self, at_once: bool) -> Result<(), Problem> {
        self.renew(Some(at_once)).await.map(|_| ())
    }

    async fn renew(&self, rotate: Option<bool>) -> Result<Arc<Ring>, Problem> {
        let now = self.now();
        let tx = self.db().system_tx().await?;
        let mut sealed = signing_keys::all(&tx).await?;
        let terms = |sealed: &[signing_keys::Sealed]| {
            sealed
                .iter()
                .map(|key| key.term.clone())
                .collect::<Vec<_>>()
        };
        let known = terms(&sealed);
        if rotate.is_some()
            || keys::due(&known, now).is_some()
            || !keys::dead(&known, now).is_empty()
        {
            signing_keys::lock(&tx).await?;
            // Read again: another process may have done it while this one waited.
            sealed = signing_keys::all(&tx).await?;
            let known = terms(&sealed);
            let begins = match rotate {
                Some(true) => Some(now),
                Some(false) if !known.is_empty() => Some(keys::announced_from(now)),
                _ => keys::due(&known, now),
            };
            if let Some(signs_from) = begins {
                self.add_key(&tx, now, signs_from).await?;
            }
            let gone: Vec<&Term> = if rotate == Some(true) {
                known.iter().collect()
            } else {
                keys::dead(&known, now)
            };
            for term in gone {
                signing_keys::delete(&tx, &term.kid).await?;
            }
            sealed = signing_keys::all(&tx).await?;
        }
        tx.commit().await?;
        let keys = sealed
            .into_iter()
            .map(|key| {
                let pkcs8 = signing_keys::open(self.key(), &key).map_err(Problem::internal)?;
                let signer = Signer::from_pkcs8(&pkcs8).map_err(Problem::internal)?;
                Ok((key.term, Arc::new(signer)))
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        let ring = Arc::new(Ring { read_at: now, keys });
        *self
            .ring()
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Arc::clone(&ring));
        Ok(ring)
    }

    async fn add_key(
        &self,
        tx: &SystemTx,
        now: Timestamp,
        signs_from: Timestamp,
    ) -> Result<(), Problem> {
        let id = Uuid::now_v7();
        let signer = Signer::generate().map_err(Problem::internal)?;
        let sealed =
            signing_keys::seal(self.key(), id, signer.pkcs8()).map_err(Problem::internal)?;
        signing_keys::insert(tx, id, &signer, &sealed, now, signs_from).await?;
        tracing::info!(kid = signer.kid(), signs_from = %signs_from, "new signing key");
        Ok(())
    }
}
