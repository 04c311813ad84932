//! Which roles there are and what each may do.

use platform::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::role::{Permission, Role};

/// A role with its permissions.
#[derive(Serialize, ToSchema)]
pub struct RoleCard {
    role: Role,
    title: String,
    permissions: Vec<PermissionCard>,
}

/// A permission and what it allows.
#[derive(Serialize, ToSchema)]
pub struct PermissionCard {
    permission: Permission,
    title: String,
}

/// All roles.
#[derive(Serialize, ToSchema)]
pub struct Roles {
    items: Vec<RoleCard>,
}

/// Every role and what it allows.
#[utoipa::path(
    get, path = "/roles", tag = "users", operation_id = "list_roles",
    responses((status = 200, body = Roles)),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn list(_: Caller) -> Json<Roles> {
    let card = |permission: Permission| PermissionCard {
        permission,
        title: permission.title().to_owned(),
    };
    let items = Role::ALL
        .iter()
        .map(|role| RoleCard {
            role: *role,
            title: role.title().to_owned(),
            permissions: role.permissions().into_iter().map(card).collect(),
        })
        .collect();
    Json(Roles { items })
}
