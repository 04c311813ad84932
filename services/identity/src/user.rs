//! A person with an account: who it is, what roles and rooftops it has, and who may give them.

use std::collections::BTreeSet;

use platform::Fault;
use uuid::Uuid;

use crate::email::Email;
use crate::place;
use crate::role::{Permission, Role, permissions_of};

/// What is written down of a person, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub email: Email,
    pub name: String,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<Role>,
    /// The rooftops that the person works at; empty means all of the dealership.
    pub rooftops: Vec<Uuid>,
}

/// The same as it was typed.
pub struct Typed<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub roles: &'a [Role],
    pub rooftops: &'a [Uuid],
}

impl Profile {
    /// # Errors
    /// Every fault.
    pub fn checked(typed: &Typed<'_>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let email = Email::parse(typed.email);
        if let Err(detail) = &email {
            faults.push(Fault::new("/email", "email", *detail));
        }
        if typed.roles.is_empty() {
            faults.push(Fault::new(
                "/roles",
                "min_items",
                "must name at least one role",
            ));
        }
        let name = place::required(typed.name, "/name", 120, &mut faults);
        let title = place::optional(typed.title, "/title", 80, &mut faults);
        let phone = place::optional_phone(typed.phone, "/phone", &mut faults);
        let roles: BTreeSet<Role> = typed.roles.iter().copied().collect();
        let rooftops: BTreeSet<Uuid> = typed.rooftops.iter().copied().collect();
        match email {
            Ok(email) if faults.is_empty() => Ok(Self {
                email,
                name,
                title,
                phone,
                roles: roles.into_iter().collect(),
                rooftops: rooftops.into_iter().collect(),
            }),
            _ => Err(faults),
        }
    }

    #[must_use]
    pub fn authority(&self) -> Authority {
        Authority {
            permissions: permissions_of(&self.roles),
            rooftops: self.rooftops.iter().copied().collect(),
        }
    }
}

/// What somebody may do, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    pub permissions: BTreeSet<Permission>,
    /// Empty means every rooftop.
    pub rooftops: BTreeSet<Uuid>,
}

impl Authority {
    /// The permissions of `other` that are missing here: what one may neither give nor take away.
    #[must_use]
    pub fn lacks(&self, other: &Self) -> Vec<Permission> {
        other
            .permissions
            .difference(&self.permissions)
            .copied()
            .collect()
    }

    /// Whether everywhere that `other` works is somewhere here.
    #[must_use]
    pub fn covers_rooftops(&self, other: &Self) -> bool {
        self.rooftops.is_empty()
            || (!other.rooftops.is_empty() && other.rooftops.is_subset(&self.rooftops))
    }

    /// Whether somebody with this authority may change somebody who has the other.
    #[must_use]
    pub fn stands_above(&self, other: &Self) -> bool {
        self.lacks(other).is_empty() && self.covers_rooftops(other)
    }

    /// The faults of giving `granted` to somebody: nobody raises another above himself.
    #[must_use]
    pub fn faults_of_granting(&self, granted: &Self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let lacking = self.lacks(granted);
        if !lacking.is_empty() {
            let codes: Vec<_> = lacking.iter().map(|permission| permission.code()).collect();
            faults.push(Fault::new(
                "/roles",
                "above_own_rights",
                format!("gives what you do not have yourself: {}", codes.join(", ")),
            ));
        }
        if !self.covers_rooftops(granted) {
            faults.push(Fault::new(
                "/rooftop_ids",
                "above_own_rights",
                "must name only rooftops that you work at",
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(roles: &[Role], rooftops: &[Uuid]) -> Authority {
        Authority {
            permissions: permissions_of(roles),
            rooftops: rooftops.iter().copied().collect(),
        }
    }

    #[test]
    fn nobody_gives_more_than_he_has() {
        let manager = with(&[Role::GeneralManager], &[]);
        assert!(
            manager
                .faults_of_granting(&with(&[Role::Finance], &[]))
                .is_empty()
        );
        let faults = manager.faults_of_granting(&with(&[Role::Admin], &[]));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].pointer, "/roles");
        assert!(
            faults[0].detail.contains("identity.manage_users")
                && faults[0].detail.contains("settings.manage")
        );
    }

    #[test]
    fn scope_is_given_within_the_own_scope() {
        let (north, south) = (Uuid::now_v7(), Uuid::now_v7());
        let here = with(&[Role::Admin], &[north]);
        assert!(
            here.faults_of_granting(&with(&[Role::Sales], &[north]))
                .is_empty()
        );
        for wider in [&[][..], &[south], &[north, south]] {
            let faults = here.faults_of_granting(&with(&[Role::Sales], wider));
            assert_eq!(faults[0].pointer, "/rooftop_ids", "{wider:?}");
        }
        assert!(
            with(&[Role::Admin], &[])
                .faults_of_granting(&with(&[Role::Sales], &[south]))
                .is_empty()
        );
    }

    #[test]
    fn one_stands_above_equals_and_those_below() {
        let admin = with(&[Role::Admin], &[]);
        assert!(admin.stands_above(&admin));
        assert!(!with(&[Role::Sales], &[]).stands_above(&with(&[Role::DeskManager], &[])));
    }

    #[test]
    fn every_fault_of_a_profile_is_named() {
        let faults = Profile::checked(&Typed {
            email: "maria",
            name: "",
            title: None,
            phone: Some("12"),
            roles: &[],
            rooftops: &[],
        })
        .unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/email", "/roles", "/name", "/phone"]);
    }
}
