//! Who is calling and what they may do: claims, the caller, and permissions as extractors.

pub(crate) mod house;
pub mod issue;
mod tokens;
mod verify;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use verify::{KeySource, Refused, Verifier};

use crate::problem::Problem;

/// Who issues access tokens.
pub const ISSUER: &str = "autolytiq";
/// Whom access tokens are for.
pub const AUDIENCE: &str = "autolytiq";
/// The `typ` of an access token (RFC 9068), so that no other signed thing passes for one.
pub const TOKEN_TYPE: &str = "at+jwt";

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The user.
    pub sub: Uuid,
    /// The dealership (tenant).
    pub did: Uuid,
    /// The rooftops the user works at; empty means all of the dealership.
    pub rooftops: Vec<Uuid>,
    /// The permissions, as `deals.approve`.
    pub perms: Vec<String>,
    /// What the user is at the dealership, as `desk_manager`: for limits that go by role. Never asked whether somebody
    /// may do something; that is what the permissions are for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The user's name, for display and history.
    pub name: String,
    /// Issued at, seconds since the epoch.
    pub iat: i64,
    /// Not good before, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Good until (exclusive), seconds since the epoch.
    pub exp: i64,
    /// This token's own id.
    pub jti: Uuid,
    /// Always [`ISSUER`].
    pub iss: String,
    /// Always [`AUDIENCE`].
    pub aud: String,
}

impl Claims {
    /// Claims for a user of a dealership, good from `now` for `seconds`.
    pub fn new(user: Uuid, dealership: Uuid, name: &str, now: i64, seconds: i64) -> Self {
        Self {
            sub: user,
            did: dealership,
            rooftops: Vec::new(),
            perms: Vec::new(),
            roles: Vec::new(),
            name: name.to_owned(),
            iat: now,
            nbf: None,
            exp: now + seconds,
            jti: Uuid::now_v7(),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        }
    }
}

/// A verified caller. Cheap to clone; as an extractor it means "signed in, no particular permission".
#[derive(Clone)]
pub struct Caller(Arc<Identity>);

struct Identity {
    user: Uuid,
    dealership: Uuid,
    rooftops: Box<[Uuid]>,
    permissions: Box<[String]>,
    roles: Box<[String]>,
    name: String,
    token_id: Uuid,
    expires_at: i64,
}

impl Caller {
    pub(crate) fn from_claims(mut claims: Claims) -> Self {
        claims.perms.sort_unstable();
        Self(Arc::new(Identity {
            user: claims.sub,
            dealership: claims.did,
            rooftops: claims.rooftops.into_boxed_slice(),
            permissions: claims.perms.into_boxed_slice(),
            roles: claims.roles.into_boxed_slice(),
            name: claims.name,
            token_id: claims.jti,
            expires_at: claims.exp,
        }))
    }

    /// The house itself acting for a dealership: what consumers of events run as. It holds no permission;
    /// its user is the nil id.
    pub fn house(dealership: Uuid) -> Self {
        Self::house_with(dealership, Vec::new())
    }

    /// Somebody without an account who acts through a person of the dealership: a customer who signs what that person
    /// presented. What is done is theirs by name and that person's by id.
    pub fn guest(dealership: Uuid, host: Uuid, name: &str, permissions: &[&str]) -> Self {
        let mut permissions: Vec<String> = permissions.iter().map(|&each| each.into()).collect();
        permissions.sort_unstable();
        Self(Arc::new(Identity {
            user: host,
            dealership,
            rooftops: Box::default(),
            roles: Box::default(),
            permissions: permissions.into_boxed_slice(),
            name: name.to_owned(),
            token_id: Uuid::nil(),
            expires_at: i64::MAX,
        }))
    }

    /// The house with the permissions that one of its services asks another with.
    pub(crate) fn house_with(dealership: Uuid, mut permissions: Vec<String>) -> Self {
        permissions.sort_unstable();
        Self(Arc::new(Identity {
            user: Uuid::nil(),
            dealership,
            rooftops: Box::default(),
            permissions: permissions.into_boxed_slice(),
            roles: Box::default(),
            name: "Autolytiq".to_owned(),
            token_id: Uuid::nil(),
            expires_at: i64::MAX,
        }))
    }

    /// The user's id.
    pub fn user_id(&self) -> Uuid {
        self.0.user
    }

    /// The tenant.
    pub fn dealership_id(&self) -> Uuid {
        self.0.dealership
    }

    /// The rooftops the user works at; empty means all.
    pub fn rooftops(&self) -> &[Uuid] {
        &self.0.rooftops
    }

    /// Whether the user works at this rooftop.
    pub fn works_at(&self, rooftop: Uuid) -> bool {
        self.0.rooftops.is_empty() || self.0.rooftops.contains(&rooftop)
    }

    /// The user's name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The id of the access token itself.
    pub fn token_id(&self) -> Uuid {
        self.0.token_id
    }

    /// The permissions, sorted.
    pub fn permissions(&self) -> &[String] {
        &self.0.permissions
    }

    /// What the user is at the dealership, as `desk_manager`; nothing where the token does not say, and of the house.
    pub fn roles(&self) -> &[String] {
        &self.0.roles
    }

    /// Whether the caller holds a permission.
    pub fn may(&self, permission: &str) -> bool {
        self.0
            .permissions
            .binary_search_by(|held| held.as_str().cmp(permission))
            .is_ok()
    }

    /// 403 unless the caller holds the permission.
    pub fn require(&self, permission: &str) -> Result<(), Problem> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Problem::forbidden(permission))
        }
    }

    /// When the access token ends (exclusive), seconds since the epoch.
    pub fn expires_at(&self) -> i64 {
        self.0.expires_at
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name stays out: debug output ends up in logs.
        write!(
            f,
            "Caller {{ user: {}, dealership: {} }}",
            self.0.user, self.0.dealership
        )
    }
}

/// What the request's token turned out to be; put into the request by the HTTP layer.
#[derive(Clone)]
pub(crate) enum Access {
    Caller(Caller),
    Refused(Refused),
}

fn caller(parts: &Parts) -> Result<&Caller, Problem> {
    match parts.extensions.get::<Access>() {
        Some(Access::Caller(caller)) => Ok(caller),
        Some(Access::Refused(refused)) => Err(refused.clone().into()),
        None => Err(Problem::unauthorized(
            "Send an access token as Authorization: Bearer …",
        )),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        caller(parts).cloned()
    }
}

/// A permission as a type; declare with [`permission!`](crate::permission).
pub trait Permission: Send + Sync + 'static {
    /// Any one of these opens the door.
    const ANY_OF: &'static [&'static str];
}

/// Declares permissions as types: `permission!(pub ReadDeals = "deals.read_own" | "deals.read_all");`.
#[macro_export]
macro_rules! permission {
    ($(#[$doc:meta])* $vis:vis $name:ident = $first:literal $(| $more:literal)*) => {
        $(#[$doc])*
        $vis struct $name;
        impl $crate::auth::Permission for $name {
            const ANY_OF: &'static [&'static str] = &[$first $(, $more)*];
        }
    };
}

/// A caller who holds the permission `P`: 401 without a good token, 403 without the permission.
pub struct Allowed<P> {
    caller: Caller,
    permission: PhantomData<fn() -> P>,
}

impl<P> Deref for Allowed<P> {
    type Target = Caller;
    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<S: Send + Sync, P: Permission> FromRequestParts<S> for Allowed<P> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = caller(parts)?;
        if P::ANY_OF.iter().any(|permission| caller.may(permission)) {
            Ok(Self {
                caller: caller.clone(),
                permission: PhantomData,
            })
        } else {
            Err(Problem::forbidden(&P::ANY_OF.join(" or ")))
        }
    }
}
