//! The one table that says which role may do what.
//!
//! A role is a set of permissions. An access token carries the permissions, and a service asks only "may the caller do
//! this"; the roles stand beside them for what a dealership sets by role, as the limits of its desk. Adding a permission means one line here and naming it in the handler that needs it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! permissions {
    ($($variant:ident = $code:tt, $title:tt;)+) => {
        /// One thing that a person may be allowed to do, written `area.verb` on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Permission {
            $(#[serde(rename = $code)] $variant,)+
        }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in tokens and in the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What it allows, for the people who hand it out.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

permissions! {
    DealsReadOwn = "deals.read_own", "See the deals one sells oneself";
    DealsReadAll = "deals.read_all", "See every deal of one's rooftops";
    DealsWrite = "deals.write", "Make deals and change their structures";
    DealsSubmit = "deals.submit", "Submit a deal for approval";
    DealsApprove = "deals.approve", "Approve a submitted deal";
    DealsReturn = "deals.return", "Return a submitted deal with a reason";
    DealsContract = "deals.contract", "Contract an approved deal";
    DealsFund = "deals.fund", "Mark a contracted deal funded";
    DealsDeliver = "deals.deliver", "Mark a funded deal delivered";
    DealsCancel = "deals.cancel", "Cancel a deal with a reason";
    DealsDelete = "deals.delete", "Delete a draft";
    DealsSeeGross = "deals.see_gross", "See cost, actual cash value, buy rate, gross and reserve";
    CustomersRead = "customers.read", "See customers";
    CustomersWrite = "customers.write", "Add and change customers";
    CustomersDelete = "customers.delete", "Archive customers";
    InventoryRead = "inventory.read", "See vehicles";
    InventoryWrite = "inventory.write", "Add and change vehicles";
    InventoryDelete = "inventory.delete", "Archive vehicles";
    InventorySeeCost = "inventory.see_cost", "See what a vehicle cost";
    IdentityRead = "identity.read", "See users with their roles and sign-in state";
    IdentityManageUsers = "identity.manage_users", "Add, change and deactivate users";
    IdentityManageRooftops = "identity.manage_rooftops", "Add, change and close rooftops";
    IdentityAudit = "identity.audit", "Read the audit log";
    SettingsManage = "settings.manage", "Change the dealership's own settings";
    TaxQuote = "tax.quote", "Ask for the tax of a sale";
    TaxManageRates = "tax.manage_rates", "Import local rates and set them by hand";
    LendersManage = "lenders.manage", "Add and change lenders and import their rate sheets";
    ProductsManage = "products.manage", "Change the catalogue of products and the columns of menus";
}

/// What a person does at the store.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Sales,
    DeskManager,
    Finance,
    GeneralManager,
    Office,
    Admin,
}

impl Role {
    pub const ALL: &'static [Self] = &[
        Self::Sales,
        Self::DeskManager,
        Self::Finance,
        Self::GeneralManager,
        Self::Office,
        Self::Admin,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::DeskManager => "desk_manager",
            Self::Finance => "finance",
            Self::GeneralManager => "general_manager",
            Self::Office => "office",
            Self::Admin => "admin",
        }
    }

    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sales => "Salesperson",
            Self::DeskManager => "Desk manager",
            Self::Finance => "Finance manager",
            Self::GeneralManager => "General manager",
            Self::Office => "Office and titles",
            Self::Admin => "Administrator",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.code() == code)
    }

    /// The permissions that this role gives.
    #[must_use]
    pub fn permissions(self) -> BTreeSet<Permission> {
        use Permission as P;
        const SALES: &[Permission] = &[
            P::DealsReadOwn,
            P::DealsWrite,
            P::DealsSubmit,
            P::CustomersRead,
            P::CustomersWrite,
            P::InventoryRead,
            P::TaxQuote,
        ];
        let list: Vec<Permission> = match self {
            Self::Sales => SALES.to_vec(),
            Self::DeskManager => [
                SALES,
                &[
                    P::DealsReadAll,
                    P::DealsApprove,
                    P::DealsReturn,
                    P::DealsCancel,
                    P::DealsSeeGross,
                    P::InventoryWrite,
                    P::InventorySeeCost,
                ],
            ]
            .concat(),
            Self::Finance => vec![
                P::DealsReadAll,
                P::DealsWrite,
                P::DealsSeeGross,
                P::DealsContract,
                P::DealsFund,
                P::DealsCancel,
                P::CustomersRead,
                P::CustomersWrite,
                P::CustomersDelete,
                P::InventoryRead,
                P::InventorySeeCost,
                P::TaxQuote,
                P::LendersManage,
                P::ProductsManage,
            ],
            Self::GeneralManager => P::ALL
                .iter()
                .copied()
                .filter(|permission| {
                    !matches!(permission, P::SettingsManage | P::IdentityManageUsers)
                })
                .collect(),
            Self::Office => vec![
                P::DealsReadAll,
                P::DealsFund,
                P::DealsDeliver,
                P::DealsSeeGross,
                P::CustomersRead,
                P::CustomersWrite,
                P::InventoryRead,
                P::InventoryWrite,
            ],
            Self::Admin => P::ALL.to_vec(),
        };
        list.into_iter().collect()
    }
}

/// Everything that a set of roles allows together.
#[must_use]
pub fn permissions_of(roles: &[Role]) -> BTreeSet<Permission> {
    roles.iter().flat_map(|role| role.permissions()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(role: Role) -> Vec<&'static str> {
        let mut codes: Vec<_> = role
            .permissions()
            .into_iter()
            .map(Permission::code)
            .collect();
        codes.sort_unstable();
        codes
    }

    #[test]
    fn sales_sells_and_submits_but_sees_no_cost() {
        assert_eq!(
            codes(Role::Sales),
            [
                "customers.read",
                "customers.write",
                "deals.read_own",
                "deals.submit",
                "deals.write",
                "inventory.read",
                "tax.quote"
            ]
        );
    }

    #[test]
    fn only_an_admin_manages_users_and_settings() {
        for role in Role::ALL
            .iter()
            .copied()
            .filter(|role| *role != Role::Admin)
        {
            let set = role.permissions();
            assert!(!set.contains(&Permission::IdentityManageUsers), "{role:?}");
            assert!(!set.contains(&Permission::SettingsManage), "{role:?}");
        }
        assert_eq!(Role::Admin.permissions().len(), Permission::ALL.len());
        assert_eq!(
            Role::GeneralManager.permissions().len(),
            Permission::ALL.len() - 2
        );
    }

    #[test]
    fn approving_is_for_the_desk_and_above() {
        let may: Vec<_> = Role::ALL
            .iter()
            .filter(|role| role.permissions().contains(&Permission::DealsApprove))
            .collect();
        assert_eq!(
            may,
            [&Role::DeskManager, &Role::GeneralManager, &Role::Admin]
        );
    }

    #[test]
    fn rate_sheets_are_for_finance_and_the_top() {
        let may: Vec<_> = Role::ALL
            .iter()
            .filter(|role| role.permissions().contains(&Permission::LendersManage))
            .collect();
        assert_eq!(may, [&Role::Finance, &Role::GeneralManager, &Role::Admin]);
    }

    #[test]
    fn roles_together_give_the_sum() {
        let both = permissions_of(&[Role::Sales, Role::Office]);
        assert!(
            both.contains(&Permission::DealsSubmit) && both.contains(&Permission::DealsDeliver)
        );
        assert!(!both.contains(&Permission::DealsApprove));
    }

    #[test]
    fn the_document_lists_the_codes() {
        let schema = serde_json::to_value(<Permission as utoipa::PartialSchema>::schema()).unwrap();
        let codes: Vec<_> = Permission::ALL
            .iter()
            .map(|permission| permission.code())
            .collect();
        assert_eq!(schema["enum"], serde_json::json!(codes));
    }

    #[test]
    fn codes_on_the_wire_are_the_codes_in_tokens() {
        for permission in Permission::ALL {
            assert_eq!(serde_json::to_value(permission).unwrap(), permission.code());
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
    }
}
