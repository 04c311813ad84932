//! The PIN: locking one's session while a customer looks at the screen, and unlocking it.
//!
//! A locked session gives no new access token until the PIN comes with its refresh token. The access token that was in
//! use dies within its minutes; the client forgets it at once. Five wrong PINs in a row end the session.

use std::sync::Arc;

use platform::auth::Caller;
use platform::{Fault, Problem};
use serde_json::json;
use uuid::Uuid;

use crate::audit::{Action, Happening, SubjectKind};
use crate::house::House;
use crate::opaque::{Kind, Opaque};
use crate::password::Password;
use crate::session::{Opened, about_session, ended};
use crate::sign_in::{address_digest, refused};
use crate::store::{self, credentials, pins, users};

/// The fewest digits; three fit on a hand too well.
const SHORTEST: usize = 4;
const LONGEST: usize = 12;
/// Wrong PINs in a row that end the session.
const MOST_FAILURES: i32 = 5;

/// What is wrong with a new PIN, if anything.
fn fault(pin: &str) -> Option<Fault> {
    let fault = |code, detail: &str| Some(Fault::new("/pin", code, detail));
    let digits: Vec<u8> = pin.bytes().collect();
    if !digits.iter().all(u8::is_ascii_digit) || !(SHORTEST..=LONGEST).contains(&digits.len()) {
        return fault("format", "must be 4 to 12 digits");
    }
    let steps: Vec<i16> = digits
        .windows(2)
        .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
        .collect();
    if (-1..=1).any(|step| steps.iter().all(|each| *each == step)) {
        return fault(
            "weak",
            "must not be one digit repeated nor digits in order, such as 1111 or 1234",
        );
    }
    None
}

impl House {
    /// Sets the caller's PIN after the password was given again.
    pub(crate) async fn set_pin(
        &self,
        caller: &Caller,
        pin: &str,
        password: &str,
    ) -> Result<(), Problem> {
        if let Some(fault) = fault(pin) {
            return Err(Problem::faults(vec![fault]));
        }
        let tx = self.db().tenant_tx(caller).await?;
        let user = users::get(&tx, caller.user_id())
            .await?
            .filter(|user| user.what.deactivated_at.is_none());
        let kept = credentials::get(&tx, caller.user_id()).await?;
        tx.commit().await?;
        let (Some(user), Some(kept)) = (user, kept) else {
            return Err(Problem::invalid_token("The account is no longer active."));
        };

        let address = address_digest(user.what.profile.email.as_str());
        let turn = self.turns().take().await?;
        self.refuse_locked(&address).await?;
        let password = Arc::new(Password::new(password));
        if !turn.verify(password, Some(kept.password_hash)).await? {
            self.failed(
                caller.dealership_id(),
                user.id,
                &address,
                Action::SignInFailed,
            )
            .await?;
            return Err(Problem::fault("/password", "wrong", "is not your password"));
        }
        let hash = turn.hash(Arc::new(Password::new(pin))).await?;
        drop(turn);

        let now = self.now();
        let tx = self.db().tenant_tx(caller).await?;
        pins::set(&tx, user.id, &hash, now).await?;
        let happening = Happening {
            actor: Some(user.id),
            action: Action::PinSet,
            subject_kind: SubjectKind::User,
            subject: user.id,
            detail: json!({}),
        };
        store::audit::append(&tx, &happening, now).await?;
        tx.commit().await
    }

    /// Locks the session that the caller's access token belongs to.
    pub(crate) async fn lock_session(&self, caller: &Caller) -> Result<(), Problem> {
        let (now, user) = (self.now(), caller.user_id());
        let tx = self.db().tenant_tx(caller).await?;
        if pins::get(&tx, user).await?.is_none() {
            return Err(Problem::conflict(
                "You have no PIN yet, so nothing could unlock this session. Set one first.",
            ));
        }
        let session = pins::lock_session(&tx, caller.token_id(), now)
            .await?
            .ok_or_else(ended)?;
        let happening = about_session(Some(user), Action::SessionLocked, session, user);
        store::audit::append(&tx, &happening, now).await?;
        tx.commit().await
    }

    /// Unlocks a session with its refresh token and the PIN, and carries it on.
    pub(crate) async fn unlock(&self, text: &str, pin: &str) -> Result<Opened, Problem> {
        let now = self.now();
        let token = Opaque::parse(Kind::Refresh, text).ok_or_else(ended)?;
        let digest = token.digest();
        // The turn before the transaction: whoever waits for one holds no row.
        let turn = self.turns().take().await?;
        let tx = self.tx_of(token.dealership).await?;
        let found = store::sessions::lock_token(&tx, &digest)
            .await?
            .ok_or_else(ended)?;
        if found.revoked
            || found.used
            || found.token_expires_at.min(found.session_expires_at) <= now
        {
            return Err(ended());
        }
        if !found.locked {
            return Err(Problem::conflict("This session is not locked."));
        }
        let user = users::get(&tx, found.user)
            .await?
            .filter(|user| user.what.deactivated_at.is_none())
            .ok_or_else(ended)?;
        let hash = pins::get(&tx, user.id).await?;
        if !turn.verify(Arc::new(Password::new(pin)), hash).await? {
            let failures = pins::count_failure(&tx, found.session).await?;
            let happening = about_session(Some(user.id), Action::PinFailed, found.session, user.id);
            store::audit::append(&tx, &happening, now).await?;
            if failures < MOST_FAILURES {
                tx.commit().await?;
                return Err(wrong_pin(MOST_FAILURES - failures));
            }
            end_for_wrong_pins(&tx, found.session, user.id, now).await?;
            tx.commit().await?;
            return Err(ended());
        }
        drop(turn);
        pins::unlock_session(&tx, found.session).await?;
        store::sessions::use_token(&tx, &digest, now).await?;
        let opened = self
            .give_tokens(&tx, &user, found.session, found.session_expires_at)
            .await?;
        let happening = about_session(
            Some(user.id),
            Action::SessionUnlocked,
            found.session,
            user.id,
        );
        store::audit::append(&tx, &happening, now).await?;
        tx.commit().await?;
        Ok(opened)
    }
}

async fn end_for_wrong_pins(
    tx: &platform::db::TenantTx,
    session: Uuid,
    user: Uuid,
    now: jiff::Timestamp,
) -> Result<(), Problem> {
    store::sessions::revoke(tx, session, "wrong_pins", now).await?;
    let happening = about_session(None, Action::SessionEndedByPins, session, user);
    store::audit::append(tx, &happening, now).await?;
    Ok(())
}

fn wrong_pin(left: i32) -> Problem {
    let tries = if left == 1 {
        "One more try is left".to_owned()
    } else {
        format!("{left} more tries are left")
    };
    refused(
        "pin-refused",
        "The PIN was refused",
        &format!("The PIN is not right. {tries}; after that you sign in with your password."),
    )
}

/// 401 of a session that waits for its PIN.
pub(crate) fn locked() -> Problem {
    refused(
        "session-locked",
        "The session is locked",
        "Enter your PIN to go on, or sign in again.",
    )
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn four_to_twelve_digits_that_are_no_row() {
        for good in ["2580", "1357", "1212", "90210", "123455", "271828182845"] {
            assert_eq!(fault(good), None, "{good}");
        }
        let code = |pin| fault(pin).map(|fault| fault.code);
        for short in ["", "258", "2718281828459", "25 80", "25a0", "２５８０"] {
            assert_eq!(code(short).as_deref(), Some("format"), "{short}");
        }
        for weak in ["0000", "1111", "1234", "345678", "9876", "3210"] {
            assert_eq!(code(weak).as_deref(), Some("weak"), "{weak}");
        }
    }
}
