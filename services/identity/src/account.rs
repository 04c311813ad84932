//! What people do with their own account: change the password, turn the second factor on and off.

use std::sync::Arc;

use platform::auth::Caller;
use platform::db::TenantTx;
use platform::{Fault, Problem};
use serde_json::{Value, json};

use crate::audit::{Action, Happening, SubjectKind};
use crate::house::{House, Person};
use crate::password::{MIN_LENGTH, Password};
use crate::sign_in::address_digest;
use crate::store::credentials::Credentials;
use crate::store::{self, Stored, credentials, failures, users};
use crate::totp::{self, Enrolment};

impl House {
    /// Sets a new password after the current one was given again; every other session ends.
    pub(crate) async fn change_password(
        &self,
        caller: &Caller,
        current: &str,
        new: &str,
    ) -> Result<(), Problem> {
        let (current, new) = (
            Arc::new(Password::new(current)),
            Arc::new(Password::new(new)),
        );
        let tx = self.db().tenant_tx(caller).await?;
        let (user, kept) = own(&tx, caller).await?;
        let mut faults = self
            .password_faults(&tx, &new, "/new_password", &person(&user))
            .await?;
        tx.commit().await?;
        if current.expose() == new.expose() {
            faults.push(Fault::new(
                "/new_password",
                "same",
                "must differ from the current password",
            ));
        }
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }

        let address = address_digest(user.what.profile.email.as_str());
        let turn = self.turns().take().await?;
        self.refuse_locked(&address).await?;
        if !turn.verify(current, Some(kept.password_hash)).await? {
            self.failed(
                caller.dealership_id(),
                user.id,
                &address,
                Action::SignInFailed,
            )
            .await?;
            return Err(Problem::fault(
                "/current_password",
                "wrong",
                "is not the current password",
            ));
        }
        let hash = turn.hash(Arc::clone(&new)).await?;
        drop(turn);

        let now = self.now();
        let tx = self.db().tenant_tx(caller).await?;
        credentials::set_password(&tx, user.id, &hash, new.stands_alone(), now).await?;
        let keep = Some(caller.token_id());
        let ended =
            store::sessions::revoke_all(&tx, user.id, keep, "password_changed", now).await?;
        note(
            &tx,
            caller,
            Action::PasswordChanged,
            json!({ "sessions_ended": ended }),
            self,
        )
        .await?;
        tx.commit().await?;
        failures::forget(self.db(), &address).await
    }

    /// A secret for an authenticator app, which counts once a code of it was given back.
    pub(crate) async fn start_second_factor(&self, caller: &Caller) -> Result<Enrolment, Problem> {
        let tx = self.db().tenant_tx(caller).await?;
        let (user, kept) = own(&tx, caller).await?;
        if kept.totp_confirmed {
            return Err(Problem::conflict(
                "The second factor is on already. Turn it off before setting up another.",
            ));
        }
        let secret = totp::generate_secret().map_err(Problem::internal)?;
        let sealed = credentials::seal_totp(self.key(), caller.dealership_id(), user.id, &secret)
            .map_err(Problem::internal)?;
        credentials::start_totp(&tx, user.id, &sealed).await?;
        note(&tx, caller, Action::SecondFactorStarted, json!({}), self).await?;
        tx.commit().await?;
        totp::enrolment(&secret, user.what.profile.email.as_str()).map_err(Problem::internal)
    }

    /// Turns the second factor on; gives the recovery codes, which are not shown again.
    pub(crate) async fn confirm_second_factor(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<Vec<String>, Problem> {
        let now = self.now();
        let tx = self.db().tenant_tx(caller).await?;
        let (user, kept) = own(&tx, caller).await?;
        if kept.totp_confirmed {
            return Err(Problem::conflict("The second factor is on already."));
        }
        let Some(sealed) = kept.totp_secret else {
            return Err(Problem::conflict(
                "Begin with POST /me/totp, which gives the secret.",
            ));
        };
        let secret = credentials::open_totp(self.key(), caller.dealership_id(), user.id, &sealed)
            .map_err(Problem::internal)?;
        let step = totp::accept(&secret, code.trim(), now, None).map_err(Problem::internal)?;
        let Some(step) = step else {
            return Err(Problem::fault(
                "/code",
                "wrong",
                "is not the code that the app shows now",
            ));
        };
        let codes = totp::recovery_codes().map_err(Problem::internal)?;
        let digests: Vec<Vec<u8>> = codes
            .iter()
            .filter_map(|code| totp::recovery_digest(user.id, code))
            .collect();
        credentials::confirm_totp(&tx, user.id, step, now).await?;
        credentials::set_recovery_codes(&tx, user.id, &digests).await?;
        note(&tx, caller, Action::SecondFactorOn, json!({}), self).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Turns the second factor off, with a code of it.
    pub(crate) async fn stop_second_factor(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<(), Problem> {
        let tx = self.db().tenant_tx(caller).await?;
        let (user, kept) = own(&tx, caller).await?;
        if !kept.totp_confirmed {
            return Err(Problem::conflict("The second factor is not on."));
        }
        refuse_if_password_cannot_stand_alone(&kept)?;
        let address = address_digest(user.what.profile.email.as_str());
        self.refuse_locked(&address).await?;
        if self
            .prove_second_factor(&tx, user.id, code)
            .await?
            .is_none()
        {
            tx.rollback().await?;
            self.failed(
                caller.dealership_id(),
                user.id,
                &address,
                Action::SecondFactorFailed,
            )
            .await?;
            return Err(Problem::fault(
                "/code",
                "wrong",
                "is not right, has expired or was used before",
            ));
        }
        credentials::clear_totp(&tx, user.id).await?;
        note(&tx, caller, Action::SecondFactorOff, json!({}), self).await?;
        tx.commit().await
    }
}

/// A password that was good enough only beside a second factor may not be left alone.
pub(crate) fn refuse_if_password_cannot_stand_alone(kept: &Credentials) -> Result<(), Problem> {
    if kept.password_stands_alone {
        return Ok(());
    }
    Err(Problem::conflict(format!(
        "The password is too short to stand alone. Set one of at least {MIN_LENGTH} characters first."
    )))
}

/// The caller's own row and credentials, the latter held until the transaction ends. Somebody who was deactivated
/// while the access token lived is signed out here.
async fn own(
    tx: &TenantTx,
    caller: &Caller,
) -> Result<(Stored<users::Kept>, Credentials), Problem> {
    let kept = credentials::lock(tx, caller.user_id()).await?;
    let user = users::get(tx, caller.user_id())
        .await?
        .filter(|user| user.what.deactivated_at.is_none());
    match (user, kept) {
        (Some(user), Some(kept)) => Ok((user, kept)),
        _ => Err(Problem::invalid_token("The account is no longer active.")),
    }
}

fn person(user: &Stored<users::Kept>) -> Person<'_> {
    let profile = &user.what.profile;
    Person {
        name: &profile.name,
        email: profile.email.as_str(),
        second_factor: user.what.second_factor,
    }
}

async fn note(
    tx: &TenantTx,
    caller: &Caller,
    action: Action,
    detail: Value,
    house: &House,
) -> Result<(), Problem> {
    let happening = Happening {
        actor: Some(caller.user_id()),
        action,
        subject_kind: SubjectKind::User,
        subject: caller.user_id(),
        detail,
    };
    Ok(store::audit::append(tx, &happening, house.now()).await?)
}
