//! What whoever runs the machine may do, by function call: the command line's `user`, the demo dealership, tests.
//!
//! It takes the platform of a running `identity` service and asks for no token. Everything is checked and written to
//! the audit log as it is over HTTP, with nobody as the actor.

use platform::auth::Caller;
use platform::{Platform, Problem};
use uuid::Uuid;

use crate::audit::{Head, Tampering};
use crate::dealership::Dealership;
use crate::email::Email;
pub use crate::founding::Founded;
use crate::house::House;
use crate::people::By;
use crate::role::Role;
use crate::rooftop::{Rooftop, RooftopCard};
use crate::store::{self, Alone, rooftops, users};
use crate::user::{Profile, Typed};

/// Somebody who is to get an account.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub roles: &'a [Role],
    /// Empty means every rooftop.
    pub rooftops: &'a [Uuid],
    pub password: &'a str,
}

impl NewPerson<'_> {
    fn profile(&self) -> Result<Profile, Problem> {
        Profile::checked(&Typed {
            email: self.email,
            name: self.name,
            title: self.title,
            phone: self.phone,
            roles: self.roles,
            rooftops: self.rooftops,
        })
        .map_err(Problem::faults)
    }
}

/// An account that was found by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub dealership: Uuid,
    pub user: Uuid,
}

/// A dealership as it begins.
#[derive(Clone, Debug)]
pub struct NewDealership<'a> {
    pub name: &'a str,
    /// Its first store.
    pub rooftop: Rooftop,
    pub admin_name: &'a str,
    pub admin_email: &'a str,
    pub admin_password: &'a str,
}

/// Makes a dealership with its first rooftop and its administrator.
///
/// # Errors
/// 422 with every fault; 503 when the database is away.
pub async fn create_dealership(
    platform: &Platform,
    new: NewDealership<'_>,
) -> Result<Founded, Problem> {
    let house = House::new(platform);
    let dealership = Dealership {
        name: new.name.to_owned(),
        legal_name: None,
        phone: None,
        website: None,
    };
    let dealership = dealership.checked().map_err(Problem::faults)?;
    let rooftop = new.rooftop.checked().map_err(Problem::faults)?;
    let profile = Profile::checked(&Typed {
        email: new.admin_email,
        name: new.admin_name,
        title: None,
        phone: None,
        roles: &[Role::Admin],
        rooftops: &[],
    })
    .map_err(Problem::faults)?;
    let hashed = house.hash(new.admin_password).await?;
    house
        .found_dealership(&dealership, &rooftop, &profile, &hashed)
        .await
}

/// Ids and names of all dealerships.
///
/// # Errors
/// 503 when the database is away.
pub async fn dealerships(platform: &Platform) -> Result<Vec<(Uuid, String)>, Problem> {
    store::dealerships::directory(House::new(platform).db()).await
}

/// The open rooftops of a dealership, by name.
///
/// # Errors
/// 503 when the database is away.
pub async fn rooftops(platform: &Platform, dealership: Uuid) -> Result<Vec<RooftopCard>, Problem> {
    let filter = rooftops::Filter {
        closed: Some(false),
        rows: 1_000,
        ..Default::default()
    };
    let caller = Caller::house(dealership);
    let stores = rooftops::list(&Alone(House::new(platform).db(), &caller), &filter).await?;
    let card = |id, rooftop: Rooftop| RooftopCard {
        id,
        code: rooftop.code,
        name: rooftop.name,
    };
    Ok(stores
        .into_iter()
        .map(|stored| card(stored.id, stored.what.rooftop))
        .collect())
}

/// Adds a rooftop.
///
/// # Errors
/// 422 with every fault; 503 when the database is away.
pub async fn create_rooftop(
    platform: &Platform,
    dealership: Uuid,
    rooftop: Rooftop,
) -> Result<Uuid, Problem> {
    let house = House::new(platform);
    let rooftop = rooftop.checked().map_err(Problem::faults)?;
    let tx = house.tx_of(dealership).await?;
    let stored = house.add_rooftop(&tx, None, &rooftop).await?;
    tx.commit().await?;
    Ok(stored.id)
}

/// Adds a person.
///
/// # Errors
/// 422 with every fault; 503 when the database is away.
pub async fn create_user(
    platform: &Platform,
    dealership: Uuid,
    person: &NewPerson<'_>,
) -> Result<Uuid, Problem> {
    let house = House::new(platform);
    let profile = person.profile()?;
    let hashed = house.hash(person.password).await?;
    let tx = house.tx_of(dealership).await?;
    let stored = house
        .add_person(&tx, By::Operator, &profile, &hashed)
        .await?;
    tx.commit().await?;
    Ok(stored.id)
}

/// Whose address this is, active or not.
///
/// # Errors
/// 503 when the database is away.
pub async fn find_user(platform: &Platform, email: &str) -> Result<Option<Found>, Problem> {
    let Ok(email) = Email::parse(email) else {
        return Ok(None);
    };
    let found = users::find_by_email(House::new(platform).db(), &email).await?;
    Ok(found.map(|(dealership, user)| Found { dealership, user }))
}

/// Sets a new password; all sessions of the account end and a lock-out is lifted.
///
/// # Errors
/// 404 for an unknown address; 422 when the password is not good enough.
pub async fn set_password(platform: &Platform, email: &str, password: &str) -> Result<(), Problem> {
    let house = House::new(platform);
    let found = known(platform, email).await?;
    let hashed = house.hash(password).await?;
    let tx = house.tx_of(found.dealership).await?;
    house
        .set_password_of(&tx, By::Operator, found.user, &hashed)
        .await?;
    tx.commit().await
}

/// Closes an account.
///
/// # Errors
/// 404 for an unknown address; 409 for the last administrator.
pub async fn deactivate(platform: &Platform, email: &str) -> Result<(), Problem> {
    let house = House::new(platform);
    let found = known(platform, email).await?;
    let tx = house.tx_of(found.dealership).await?;
    house
        .deactivate_person(&tx, By::Operator, found.user, |_| Ok(()))
        .await?;
    tx.commit().await
}

/// Takes the second factor off an account.
///
/// # Errors
/// 404 for an unknown address; 409 when the password is too short to stand alone.
pub async fn remove_second_factor(platform: &Platform, email: &str) -> Result<(), Problem> {
    let house = House::new(platform);
    let found = known(platform, email).await?;
    let tx = house.tx_of(found.dealership).await?;
    house
        .remove_second_factor_of(&tx, By::Operator, found.user)
        .await?;
    tx.commit().await
}

/// Makes a new signing key. It signs once every service can know it, ten minutes later; `at_once`, when the old keys
/// are no longer trusted, it signs immediately and every access token in circulation dies.
///
/// # Errors
/// 503 when the database is away.
pub async fn rotate_keys(platform: &Platform, at_once: bool) -> Result<(), Problem> {
    House::new(platform).rotate_keys(at_once).await
}

/// Walks a dealership's audit log: the last entry that holds, and where it does not.
///
/// # Errors
/// 503 when the database is away.
pub async fn verify_audit(
    platform: &Platform,
    dealership: Uuid,
) -> Result<(Head, Option<Tampering>), Problem> {
    House::new(platform)
        .verify_audit(&Caller::house(dealership))
        .await
}

async fn known(platform: &Platform, email: &str) -> Result<Found, Problem> {
    find_user(platform, email)
        .await?
        .ok_or_else(|| Problem::not_found("user"))
}

/// An account as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub email: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub active: bool,
}

/// The accounts of a dealership, by name.
///
/// # Errors
/// 503 when the database is away.
pub async fn users(platform: &Platform, dealership: Uuid) -> Result<Vec<Listed>, Problem> {
    let filter = users::Filter {
        rows: 10_000,
        ..Default::default()
    };
    let caller = Caller::house(dealership);
    let kept = users::list(&Alone(House::new(platform).db(), &caller), &filter).await?;
    let listed = |kept: users::Kept| Listed {
        email: kept.profile.email.to_string(),
        name: kept.profile.name,
        roles: kept.profile.roles,
        active: kept.deactivated_at.is_none(),
    };
    Ok(kept.into_iter().map(|stored| listed(stored.what)).collect())
}
