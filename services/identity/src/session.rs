//! Sessions: opened by a sign-in, carried on by refresh tokens that are good once, ended by the person, by a change of
//! password, by deactivation, or by a refresh token that comes a second time.

use jiff::{SignedDuration, Timestamp};
use platform::Problem;
use platform::auth::{Caller, Claims};
use platform::db::TenantTx;
use serde_json::json;
use uuid::Uuid;

use crate::audit::{Action, Happening, SubjectKind};
use crate::house::House;
use crate::keys::ACCESS_SECONDS;
use crate::opaque::{Kind, Opaque};
use crate::store::{self, Stored, users};

/// A session that nobody carries on ends after this.
const IDLE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// And every session after this.
const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a sign-in gives.
pub struct Opened {
    pub access_token: String,
    pub refresh_token: String,
    pub expires_in: i64,
    pub user: Uuid,
    pub dealership: Uuid,
}

impl House {
    /// Opens a session for somebody who has proved who it is.
    pub(crate) async fn open_session(
        &self,
        tx: &TenantTx,
        user: &Stored<users::Kept>,
    ) -> Result<Opened, Problem> {
        let now = self.now();
        let (session, expires_at) = (Uuid::now_v7(), after(now, LONGEST));
        store::sessions::start(tx, session, user.id, now, expires_at).await?;
        users::signed_in(tx, user.id, now).await?;
        self.give_tokens(tx, user, session, expires_at).await
    }

    pub(crate) async fn give_tokens(
        &self,
        tx: &TenantTx,
        user: &Stored<users::Kept>,
        session: Uuid,
        session_expires_at: Timestamp,
    ) -> Result<Opened, Problem> {
        let now = self.now();
        let dealership = tx.caller().dealership_id();
        let profile = &user.what.profile;
        let mut claims = Claims::new(
            user.id,
            dealership,
            &profile.name,
            now.as_second(),
            ACCESS_SECONDS,
        );
        claims.perms = profile
            .authority()
            .permissions
            .iter()
            .map(|permission| permission.code().to_owned())
            .collect();
        claims.roles = profile
            .roles
            .iter()
            .map(|role| role.code().to_owned())
            .collect();
        claims.rooftops.clone_from(&profile.rooftops);
        let access_token = self
            .signer()
            .await?
            .sign(&claims)
            .map_err(Problem::internal)?;
        let refresh = Opaque::generate(Kind::Refresh, dealership).map_err(Problem::internal)?;
        let expires_at = after(now, IDLE).min(session_expires_at);
        store::sessions::add_token(tx, &refresh.digest(), session, claims.jti, now, expires_at)
            .await?;
        Ok(Opened {
            access_token,
            refresh_token: refresh.into_text(),
            expires_in: ACCESS_SECONDS,
            user: user.id,
            dealership,
        })
    }

    /// Exchanges a refresh token for new tokens. One that was used before ends the whole session: either the thief or
    /// the owner holds its successor, and we cannot know who.
    pub(crate) async fn refresh(&self, text: &str) -> Result<Opened, Problem> {
        let now = self.now();
        let token = Opaque::parse(Kind::Refresh, text).ok_or_else(ended)?;
        let digest = token.digest();
        let tx = self.tx_of(token.dealership).await?;
        let found = store::sessions::lock_token(&tx, &digest)
            .await?
            .ok_or_else(ended)?;
        if found.revoked || found.session_expires_at <= now {
            return Err(ended());
        }
        if found.used {
            store::sessions::revoke(&tx, found.session, "refresh_token_reused", now).await?;
            let happening = about_session(None, Action::RefreshReused, found.session, found.user);
            store::audit::append(&tx, &happening, now).await?;
            tx.commit().await?;
            return Err(ended());
        }
        if found.token_expires_at <= now {
            return Err(ended());
        }
        if found.locked {
            return Err(crate::pin::locked());
        }
        let user = users::get(&tx, found.user)
            .await?
            .filter(|user| user.what.deactivated_at.is_none());
        let user = user.ok_or_else(ended)?;
        store::sessions::use_token(&tx, &digest, now).await?;
        let opened = self
            .give_tokens(&tx, &user, found.session, found.session_expires_at)
            .await?;
        tx.commit().await?;
        Ok(opened)
    }

    /// Ends the session that a refresh token belongs to. Whoever sends a token that is no longer known is signed out
    /// already.
    pub(crate) async fn sign_out(&self, text: &str) -> Result<(), Problem> {
        let Some(token) = Opaque::parse(Kind::Refresh, text) else {
            return Ok(());
        };
        let now = self.now();
        let tx = self.tx_of(token.dealership).await?;
        let Some(found) = store::sessions::lock_token(&tx, &token.digest()).await? else {
            return Ok(());
        };
        if store::sessions::revoke(&tx, found.session, "signed_out", now).await? {
            let happening = about_session(
                Some(found.user),
                Action::SignedOut,
                found.session,
                found.user,
            );
            store::audit::append(&tx, &happening, now).await?;
        }
        tx.commit().await
    }

    /// Ends every session of the caller.
    pub(crate) async fn sign_out_everywhere(&self, caller: &Caller) -> Result<(), Problem> {
        let now = self.now();
        let user = caller.user_id();
        let tx = self.db().tenant_tx(caller).await?;
        let ended =
            store::sessions::revoke_all(&tx, user, None, "signed_out_everywhere", now).await?;
        let happening = Happening {
            actor: Some(user),
            action: Action::SignedOutEverywhere,
            subject_kind: SubjectKind::User,
            subject: user,
            detail: json!({ "sessions": ended }),
        };
        store::audit::append(&tx, &happening, now).await?;
        tx.commit().await
    }
}

pub(crate) fn about_session(
    actor: Option<Uuid>,
    action: Action,
    session: Uuid,
    user: Uuid,
) -> Happening {
    Happening {
        actor,
        action,
        subject_kind: SubjectKind::Session,
        subject: session,
        detail: json!({ "user_id": user }),
    }
}

fn after(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.saturating_add(duration).unwrap_or(now)
}

/// 401 of a session that is over.
pub(crate) fn ended() -> Problem {
    crate::sign_in::refused("session-ended", "The session has ended", "Sign in again.")
}
