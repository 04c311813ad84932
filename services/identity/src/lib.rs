//! The identity service: dealerships and their rooftops, the people who work there, how they prove who they are, and
//! what was done.
//!
//! | what | where |
//! |---|---|
//! | sign in, second factor, carry on, sign out, everywhere | `/auth/login`, `/auth/mfa`, `/auth/refresh`, `/auth/logout`, `/auth/logout-all` |
//! | the public keys of access tokens | `/.well-known/jwks.json` |
//! | lock one's session while a customer looks on, unlock it with the PIN | `/auth/lock`, `/auth/unlock` |
//! | one's own account, password, PIN, second factor | `/me`, `/me/password`, `/me/pin`, `/me/totp`, `/me/totp/confirm` |
//! | the key of what one's browser keeps for a time without a network | `/me/offline-key` |
//! | the dealership | `/dealership` |
//! | rooftops: list, open, read, change, close | `/rooftops`, `/rooftops/{id}` |
//! | users: list, add, read, change, deactivate, new password, second factor off | `/users`, `/users/{id}`, `/users/{id}/password`, `/users/{id}/totp` |
//! | colleagues by name, for everybody signed in | `/people`, `/people/{id}` |
//! | roles with their permissions | `/roles` |
//! | the audit log, and whether its chain holds | `/audit`, `/audit/verification` |
//!
//! It tells no facts and hears none. Two jobs: the signing keys are renewed on schedule, and what has expired is swept.
//! `admin` is the same by function call, for whoever runs the machine.

mod account;
pub mod admin;
mod api;
pub mod audit;
pub mod dealership;
mod email;
mod founding;
mod house;
mod keyring;
mod keys;
mod lockout;
mod opaque;
mod password;
mod people;
mod pin;
pub mod place;
pub mod role;
pub mod rooftop;
mod session;
mod sign_in;
mod store;
mod sweep;
mod totp;
mod user;
mod verify;

use std::time::Duration;

use platform::{Job, Platform, Service};

use crate::house::House;

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    Service::new(
        "identity",
        "Dealerships, rooftops, users, sessions, signing keys and the audit log.",
        platform::migrations![
            "0001_tenants_and_users",
            "0002_sessions",
            "0003_signing_keys",
            "0004_audit",
            "0005_pin"
        ],
        |platform| api::router(House::new(platform)),
    )
    .jobs(jobs)
}

/// What is done from time to time: keys renewed, what has expired swept.
#[must_use]
pub fn jobs(platform: &Platform) -> Vec<Job> {
    let (keys, sweep) = (House::new(platform), House::new(platform));
    vec![
        Job::new("signing keys", Duration::from_secs(5 * 60), move || {
            let house = keys.clone();
            async move { house.tend_keys().await }
        }),
        Job::new(
            "expired sessions",
            Duration::from_secs(60 * 60),
            move || {
                let house = sweep.clone();
                async move { house.sweep().await.map(|_| ()) }
            },
        ),
    ]
}
