//! What every handler of identity stands on: the platform, the turns at hashing and the ring of signing keys.

use std::sync::Arc;

use jiff::Timestamp;
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::secrets::MasterKey;
use platform::{Fault, Platform, Problem};
use uuid::Uuid;

use crate::keyring::KeyRing;
use crate::password::{Password, Turns};
use crate::store;

/// The state of the service. Cheap to clone.
#[derive(Clone)]
pub struct House(Arc<Inner>);

struct Inner {
    platform: Platform,
    turns: Turns,
    ring: KeyRing,
}

impl House {
    #[must_use]
    pub fn new(platform: &Platform) -> Self {
        Self(Arc::new(Inner {
            platform: platform.clone(),
            turns: Turns::default(),
            ring: KeyRing::default(),
        }))
    }

    #[must_use]
    pub fn db(&self) -> &Db {
        self.0.platform.db()
    }

    #[must_use]
    pub fn key(&self) -> &MasterKey {
        self.0.platform.key()
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.platform.clock().now()
    }

    #[must_use]
    pub fn turns(&self) -> &Turns {
        &self.0.turns
    }

    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.0.ring
    }

    /// A transaction of a dealership before anybody is signed in.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn tx_of(&self, dealership: Uuid) -> Result<TenantTx, Problem> {
        self.db().tenant_tx(&Caller::house(dealership)).await
    }

    /// Hashes a new password. It happens before a transaction is opened, since it takes its time and its turn; whether
    /// the password is good enough is asked inside.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub async fn hash(&self, typed: &str) -> Result<Hashed, Problem> {
        let password = Arc::new(Password::new(typed));
        let hash = self
            .turns()
            .take()
            .await?
            .hash(Arc::clone(&password))
            .await?;
        Ok(Hashed { password, hash })
    }

    /// The faults of a new password, at `pointer`.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn password_faults(
        &self,
        tx: &TenantTx,
        password: &Password,
        pointer: &str,
        person: &Person<'_>,
    ) -> Result<Vec<Fault>, Problem> {
        let dealership = store::dealerships::get(tx)
            .await?
            .map(|dealership| dealership.what.name);
        let own_words = [
            person.name,
            person.email,
            dealership.as_deref().unwrap_or_default(),
        ];
        Ok(password
            .refusals(person.second_factor, &own_words)
            .into_iter()
            .map(|refusal| Fault::new(pointer, refusal.code(), refusal.to_string()))
            .collect())
    }
}

/// A new password and what is stored of it.
pub struct Hashed {
    pub password: Arc<Password>,
    pub hash: String,
}

/// What of a person bears on which passwords are good enough.
pub struct Person<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub second_factor: bool,
}
