//! Signing in: address and password, then the second factor where it is on.
//!
//! The answer and the work are the same for an address that nobody has. Failures are counted by address; while one is
//! counted no other attempt in this process is judged beside more than one, so that a burst does not slip through.

use std::sync::Arc;

use http::{HeaderValue, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use platform::Problem;
use platform::db::TenantTx;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::audit::{Action, Happening, SubjectKind};
use crate::email::Email;
use crate::house::House;
use crate::opaque::{Kind, Opaque};
use crate::password::Password;
use crate::session::Opened;
use crate::store::credentials::Credentials;
use crate::store::{self, Stored, credentials, failures, tickets, users};
use crate::totp;

/// How long a ticket for the second factor is good.
pub const TICKET_SECONDS: i64 = 5 * 60;
/// How many codes may be tried with one ticket.
const TICKET_ATTEMPTS: i32 = 5;

/// Where an attempt with the right password leads.
pub enum SignedIn {
    Opened(Opened),
    /// The second factor is still to come: its ticket.
    SecondFactor(String),
}

impl House {
    pub(crate) async fn sign_in(
        &self,
        typed_email: &str,
        typed_password: &str,
    ) -> Result<SignedIn, Problem> {
        let password = Arc::new(Password::new(typed_password));
        let email = Email::parse(typed_email).ok();
        let address = address_digest(email.as_ref().map_or(typed_email, Email::as_str));

        let turn = self.turns().take().await?;
        self.refuse_locked(&address).await?;
        let account = match &email {
            Some(email) => users::find_by_email(self.db(), email).await?,
            None => None,
        };
        let Some((dealership, id)) = account else {
            turn.verify(password, None).await?;
            failures::count(self.db(), &address, self.now()).await?;
            return Err(wrong());
        };
        let tx = self.tx_of(dealership).await?;
        let user = users::get(&tx, id).await?;
        let kept = credentials::get(&tx, id).await?;
        tx.commit().await?;
        let hash = kept.as_ref().map(|kept| kept.password_hash.clone());
        let right = turn.verify(password, hash).await?;
        let proved = match (user, kept) {
            (Some(user), Some(kept)) if right && user.what.deactivated_at.is_none() => {
                Some((user, kept))
            }
            _ => None,
        };
        let Some((user, kept)) = proved else {
            self.failed(dealership, id, &address, Action::SignInFailed)
                .await?;
            return Err(wrong());
        };
        drop(turn);

        let tx = self.tx_of(dealership).await?;
        if kept.totp_confirmed {
            // The count of failures stays until the second factor is right as well.
            let ticket =
                Opaque::generate(Kind::SecondFactor, dealership).map_err(Problem::internal)?;
            let expires_at = later(self.now(), TICKET_SECONDS);
            tickets::insert(&tx, &ticket.digest(), id, expires_at).await?;
            tx.commit().await?;
            return Ok(SignedIn::SecondFactor(ticket.into_text()));
        }
        let opened = self.opened(&tx, &user, "password").await?;
        tx.commit().await?;
        failures::forget(self.db(), &address).await?;
        Ok(SignedIn::Opened(opened))
    }

    /// The second step: a ticket with a code of the app or a recovery code.
    pub(crate) async fn second_factor(&self, ticket: &str, code: &str) -> Result<Opened, Problem> {
        let now = self.now();
        let ticket = Opaque::parse(Kind::SecondFactor, ticket).ok_or_else(ticket_is_over)?;
        let digest = ticket.digest();
        let tx = self.tx_of(ticket.dealership).await?;
        let found = tickets::lock(&tx, &digest)
            .await?
            .ok_or_else(ticket_is_over)?;
        if found.used || found.expires_at <= now || found.attempts >= TICKET_ATTEMPTS {
            return Err(ticket_is_over());
        }
        let user = users::get(&tx, found.user)
            .await?
            .filter(|user| user.what.deactivated_at.is_none());
        let user = user.ok_or_else(ticket_is_over)?;
        let address = address_digest(user.what.profile.email.as_str());
        self.refuse_locked(&address).await?;
        match self.prove_second_factor(&tx, user.id, code).await? {
            Some(proof) => {
                tickets::used(&tx, &digest, now).await?;
                let opened = self.opened(&tx, &user, proof.code()).await?;
                tx.commit().await?;
                failures::forget(self.db(), &address).await?;
                Ok(opened)
            }
            None => {
                tickets::failed(&tx, &digest).await?;
                tx.commit().await?;
                self.failed(
                    ticket.dealership,
                    user.id,
                    &address,
                    Action::SecondFactorFailed,
                )
                .await?;
                Err(wrong_code())
            }
        }
    }

    /// Whether a code is right; what it used up is used up when the transaction is committed.
    pub(crate) async fn prove_second_factor(
        &self,
        tx: &TenantTx,
        user: Uuid,
        code: &str,
    ) -> Result<Option<Proof>, Problem> {
        let now = self.now();
        let Some(Credentials {
            totp_secret: Some(sealed),
            totp_confirmed: true,
            totp_last_step,
            ..
        }) = credentials::lock(tx, user).await?
        else {
            return Ok(None);
        };
        if let Some(digest) = totp::recovery_digest(user, code) {
            let right = credentials::use_recovery_code(tx, user, &digest, now).await?;
            return Ok(right.then_some(Proof::RecoveryCode));
        }
        let secret = credentials::open_totp(self.key(), tx.caller().dealership_id(), user, &sealed)
            .map_err(Problem::internal)?;
        match totp::accept(&secret, code.trim(), now, totp_last_step).map_err(Problem::internal)? {
            Some(step) => {
                credentials::used_step(tx, user, step).await?;
                Ok(Some(Proof::Code))
            }
            None => Ok(None),
        }
    }

    async fn opened(
        &self,
        tx: &TenantTx,
        user: &Stored<users::Kept>,
        by: &str,
    ) -> Result<Opened, Problem> {
        let opened = self.open_session(tx, user).await?;
        let now = self.now();
        if by == Proof::RecoveryCode.code() {
            store::audit::append(
                tx,
                &about(user.id, Some(user.id), Action::RecoveryCodeUsed, json!({})),
                now,
            )
            .await?;
        }
        let happening = about(
            user.id,
            Some(user.id),
            Action::SignedIn,
            json!({ "by": by }),
        );
        store::audit::append(tx, &happening, now).await?;
        Ok(opened)
    }

    /// 429 while the address is locked.
    pub(crate) async fn refuse_locked(&self, address: &[u8]) -> Result<(), Problem> {
        let now = self.now();
        match failures::locked_until(self.db(), address, now).await? {
            None => Ok(()),
            Some(until) => {
                let seconds = until.duration_since(now).as_secs().max(1).unsigned_abs();
                Err(Problem::too_many_requests(
                    seconds,
                    "Too many attempts failed. Wait before the next one.",
                ))
            }
        }
    }

    /// Counts and writes down a failure of somebody who exists.
    pub(crate) async fn failed(
        &self,
        dealership: Uuid,
        user: Uuid,
        address: &[u8],
        action: Action,
    ) -> Result<(), Problem> {
        let now = self.now();
        let locked_until = failures::count(self.db(), address, now).await?;
        let tx = self.tx_of(dealership).await?;
        store::audit::append(&tx, &about(user, None, action, json!({})), now).await?;
        if let Some(until) = locked_until {
            let happening = about(
                user,
                None,
                Action::SignInLocked,
                json!({ "until": until.to_string() }),
            );
            store::audit::append(&tx, &happening, now).await?;
        }
        tx.commit().await
    }
}

/// How the second factor was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Code,
    RecoveryCode,
}

impl Proof {
    const fn code(self) -> &'static str {
        match self {
            Self::Code => "password_and_code",
            Self::RecoveryCode => "password_and_recovery_code",
        }
    }
}

/// What failures are counted by: the address, known or not, never in the clear.
pub(crate) fn address_digest(address: &str) -> Vec<u8> {
    Sha256::digest(address.trim().to_lowercase().as_bytes()).to_vec()
}

fn about(user: Uuid, actor: Option<Uuid>, action: Action, detail: Value) -> Happening {
    Happening {
        actor,
        action,
        subject_kind: SubjectKind::User,
        subject: user,
        detail,
    }
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(now)
}

/// 401 of a way in other than an access token.
pub(crate) fn refused(slug: &'static str, title: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, slug, title, detail)
        .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

fn wrong() -> Problem {
    refused(
        "sign-in-failed",
        "Sign-in failed",
        "The e-mail address or the password is not right.",
    )
}

fn wrong_code() -> Problem {
    refused(
        "code-refused",
        "The code was refused",
        "The code is not right, has expired or was used before.",
    )
}

fn ticket_is_over() -> Problem {
    refused(
        "sign-in-over",
        "The sign-in has lapsed",
        "Begin again with e-mail address and password.",
    )
}
