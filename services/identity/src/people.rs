//! What one person does with the accounts of others, within what he has himself.

use std::collections::BTreeMap;

use http::StatusCode;
use jiff::Timestamp;
use platform::auth::Caller;
use platform::db::{DbError, TenantTx};
use platform::{Fault, Problem};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::account::refuse_if_password_cannot_stand_alone;
use crate::audit::{Action, Happening, SubjectKind};
use crate::house::{Hashed, House, Person};
use crate::role::Permission;
use crate::sign_in::address_digest;
use crate::store::{self, Stored, credentials, failures, rooftops, users};
use crate::user::{Authority, Profile};

/// On whose authority something is done to an account.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// Somebody who is signed in, within his own rights.
    Caller(&'a Caller),
    /// Whoever runs the machine, by the command line.
    Operator,
}

impl By<'_> {
    fn actor(&self) -> Option<Uuid> {
        match self {
            Self::Caller(caller) => Some(caller.user_id()),
            Self::Operator => None,
        }
    }

    /// What may be given; the operator may give everything.
    fn authority(&self) -> Option<Authority> {
        match self {
            Self::Caller(caller) => Some(Authority {
                permissions: Permission::ALL
                    .iter()
                    .copied()
                    .filter(|permission| caller.may(permission.code()))
                    .collect(),
                rooftops: caller.rooftops().iter().copied().collect(),
            }),
            Self::Operator => None,
        }
    }
}

impl House {
    /// Writes a new person down.
    pub(crate) async fn add_person(
        &self,
        tx: &TenantTx,
        by: By<'_>,
        profile: &Profile,
        hashed: &Hashed,
    ) -> Result<Stored<users::Kept>, Problem> {
        let person = Person {
            name: &profile.name,
            email: profile.email.as_str(),
            second_factor: false,
        };
        let mut faults = faults_of_giving(tx, by, profile).await?;
        faults.extend(
            self.password_faults(tx, &hashed.password, "/password", &person)
                .await?,
        );
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }
        let (id, now) = (Uuid::now_v7(), self.now());
        users::insert(tx, id, profile, now).await.map_err(taken)?;
        credentials::set_password(tx, id, &hashed.hash, hashed.password.stands_alone(), now)
            .await?;
        let detail = json!({ "email": profile.email.as_str(), "roles": roles(profile), "rooftop_ids": profile.rooftops });
        note(tx, by, Action::UserCreated, id, detail, now).await?;
        found(users::get(tx, id).await?)
    }

    /// Replaces what is written down of a person.
    pub(crate) async fn change_person(
        &self,
        tx: &TenantTx,
        by: By<'_>,
        id: Uuid,
        profile: &Profile,
        active: bool,
        check_version: impl FnOnce(i64) -> Result<(), Problem>,
    ) -> Result<Stored<users::Kept>, Problem> {
        let now = self.now();
        let before = hold(tx, by, id).await?;
        check_version(before.version)?;
        let faults = faults_of_giving(tx, by, profile).await?;
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }
        let was_active = before.what.deactivated_at.is_none();
        let manages = active
            && profile.rooftops.is_empty()
            && profile
                .authority()
                .permissions
                .contains(&Permission::IdentityManageUsers);
        if !manages {
            refuse_if_last_admin(tx, id).await?;
        }
        let deactivated_at = if active {
            None
        } else {
            before.what.deactivated_at.or(Some(now))
        };
        users::update(tx, id, profile, deactivated_at, now)
            .await
            .map_err(taken)?;
        if was_active && !active {
            store::sessions::revoke_all(tx, id, None, "deactivated", now).await?;
        }
        let changes = changes(&before.what.profile, profile);
        if !changes.is_empty() {
            note(tx, by, Action::UserChanged, id, json!(changes), now).await?;
        }
        match (was_active, active) {
            (true, false) => note(tx, by, Action::UserDeactivated, id, json!({}), now).await?,
            (false, true) => note(tx, by, Action::UserReactivated, id, json!({}), now).await?,
            _ => {}
        }
        found(users::get(tx, id).await?)
    }

    /// Closes an account: nobody signs in with it again until somebody opens it.
    pub(crate) async fn deactivate_person(
        &self,
        tx: &TenantTx,
        by: By<'_>,
        id: Uuid,
        check_version: impl FnOnce(i64) -> Result<(), Problem>,
    ) -> Result<Stored<users::Kept>, Problem> {
        let now = self.now();
        let before = hold(tx, by, id).await?;
        check_version(before.version)?;
        if before.what.deactivated_at.is_some() {
            return Ok(before);
        }
        refuse_if_last_admin(tx, id).await?;
        users::update(tx, id, &before.what.profile, Some(now), now).await?;
        store::sessions::revoke_all(tx, id, None, "deactivated", now).await?;
        note(tx, by, Action::UserDeactivated, id, json!({}), now).await?;
        found(users::get(tx, id).await?)
    }

    /// Gives somebody else a new password, as when the old one was forgotten; all sessions of the account end.
    pub(crate) async fn set_password_of(
        &self,
        tx: &TenantTx,
        by: By<'_>,
        id: Uuid,
        hashed: &Hashed,
    ) -> Result<(), Problem> {
        refuse_self(by, id, "PUT /me/password")?;
        let before = hold(tx, by, id).await?;
        let profile = &before.what.profile;
        let person = Person {
            name: &profile.name,
            email: profile.email.as_str(),
            second_factor: before.what.second_factor,
        };
        let faults = self
            .password_faults(tx, &hashed.password, "/password", &person)
            .await?;
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }
        let now = self.now();
        credentials::set_password(tx, id, &hashed.hash, hashed.password.stands_alone(), now)
            .await?;
        store::sessions::revoke_all(tx, id, None, "password_set", now).await?;
        note(tx, by, Action::PasswordSet, id, json!({}), now).await?;
        failures::forget(self.db(), &address_digest(profile.email.as_str())).await
    }

    /// Takes the second factor off an account whose owner lost it.
    pub(crate) async fn remove_second_factor_of(
        &self,
        tx: &TenantTx,
        by: By<'_>,
        id: Uuid,
    ) -> Result<(), Problem> {
        refuse_self(by, id, "DELETE /me/totp")?;
        hold(tx, by, id).await?;
        let kept = credentials::lock(tx, id)
            .await?
            .ok_or_else(|| Problem::not_found("user"))?;
        if kept.totp_secret.is_none() {
            return Ok(());
        }
        refuse_if_password_cannot_stand_alone(&kept)?;
        credentials::clear_totp(tx, id).await?;
        note(tx, by, Action::SecondFactorOff, id, json!({}), self.now()).await
    }
}

/// Holds the dealership, so that changes of who may do what happen one after the other, and the person; 403 for
/// somebody above the one who acts.
async fn hold(tx: &TenantTx, by: By<'_>, id: Uuid) -> Result<Stored<users::Kept>, Problem> {
    store::dealerships::lock(tx).await?;
    let person = found(users::lock(tx, id).await?)?;
    match by.authority() {
        Some(authority) if !authority.stands_above(&person.what.profile.authority()) => {
            Err(Problem::new(
                StatusCode::FORBIDDEN,
                "above-own-rights",
                "Not permitted",
                "This person may do more than you, or works at other rooftops than you.",
            ))
        }
        _ => Ok(person),
    }
}

async fn faults_of_giving(
    tx: &TenantTx,
    by: By<'_>,
    profile: &Profile,
) -> Result<Vec<Fault>, Problem> {
    let mut faults = by
        .authority()
        .map_or_else(Vec::new, |own| own.faults_of_granting(&profile.authority()));
    let known = rooftops::count_of(tx, &profile.rooftops).await?;
    if known != i64::try_from(profile.rooftops.len()).unwrap_or(i64::MAX) {
        faults.push(Fault::new(
            "/rooftop_ids",
            "unknown",
            "names a rooftop that this dealership does not have",
        ));
    }
    Ok(faults)
}

async fn refuse_if_last_admin(tx: &TenantTx, id: Uuid) -> Result<(), Problem> {
    if users::other_admins(tx, id).await? > 0 {
        return Ok(());
    }
    Err(Problem::conflict(
        "Nobody else could manage users then. Make somebody else an administrator of all rooftops first.",
    ))
}

fn refuse_self(by: By<'_>, id: Uuid, instead: &str) -> Result<(), Problem> {
    if by.actor() == Some(id) {
        return Err(Problem::conflict(format!(
            "For your own account use {instead}."
        )));
    }
    Ok(())
}

fn found(user: Option<Stored<users::Kept>>) -> Result<Stored<users::Kept>, Problem> {
    user.ok_or_else(|| Problem::not_found("user"))
}

fn taken(error: DbError) -> Problem {
    if error.unique() == Some("users_email") {
        return Problem::fault("/email", "taken", "is the address of another account");
    }
    error.into()
}

fn roles(profile: &Profile) -> Vec<&'static str> {
    profile.roles.iter().map(|role| role.code()).collect()
}

/// Field by field, what it was and what it is.
fn changes(before: &Profile, after: &Profile) -> BTreeMap<&'static str, Value> {
    let pair = |profile: &Profile| {
        [
            ("email", json!(profile.email.as_str())),
            ("name", json!(profile.name)),
            ("title", json!(profile.title)),
            ("phone", json!(profile.phone)),
            ("roles", json!(roles(profile))),
            ("rooftop_ids", json!(profile.rooftops)),
        ]
    };
    pair(before)
        .into_iter()
        .zip(pair(after))
        .filter(|((_, old), (_, new))| old != new)
        .map(|((field, old), (_, new))| (field, json!({ "before": old, "after": new })))
        .collect()
}

async fn note(
    tx: &TenantTx,
    by: By<'_>,
    action: Action,
    user: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<(), Problem> {
    let happening = Happening {
        actor: by.actor(),
        action,
        subject_kind: SubjectKind::User,
        subject: user,
        detail,
    };
    Ok(store::audit::append(tx, &happening, now).await?)
}
