//! Users, for those who manage them.

use http::StatusCode;
use jiff::Timestamp;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ManageUsers, ReadUsers};
use crate::house::House;
use crate::people::By;
use crate::role::Role;
use crate::store::users::{self, Filter, Kept, Order};
use crate::store::{Alone, Stored};
use crate::user::{Profile, Typed};

/// A user as it is kept.
#[derive(Serialize, ToSchema)]
pub struct KeptUser {
    id: Uuid,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    email: String,
    name: String,
    title: Option<String>,
    phone: Option<String>,
    roles: Vec<Role>,
    /// The rooftops that the person works at; empty means all.
    rooftop_ids: Vec<Uuid>,
    active: bool,
    deactivated_at: Option<Timestamp>,
    /// Whether the second factor is on.
    mfa_enabled: bool,
    last_sign_in_at: Option<Timestamp>,
}

impl From<Stored<Kept>> for KeptUser {
    fn from(stored: Stored<Kept>) -> Self {
        let Kept {
            profile,
            deactivated_at,
            last_sign_in_at,
            second_factor,
            ..
        } = stored.what;
        Self {
            id: stored.id,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            email: profile.email.to_string(),
            name: profile.name,
            title: profile.title,
            phone: profile.phone,
            roles: profile.roles,
            rooftop_ids: profile.rooftops,
            active: deactivated_at.is_none(),
            deactivated_at,
            mfa_enabled: second_factor,
            last_sign_in_at,
        }
    }
}

/// Somebody new.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Signs in with it; one account in the whole system has it.
    #[schema(min_length = 1, max_length = 320, example = "maria@harbor.example")]
    email: String,
    #[schema(min_length = 1, max_length = 120, example = "Maria Lopez")]
    name: String,
    #[schema(max_length = 80, example = "Internet sales")]
    title: Option<String>,
    #[schema(max_length = 40)]
    phone: Option<String>,
    #[schema(min_items = 1, max_items = 6)]
    roles: Vec<Role>,
    /// The rooftops that the person works at; empty means all.
    #[serde(default)]
    #[schema(max_items = 200)]
    rooftop_ids: Vec<Uuid>,
    /// The first password, at least 15 characters.
    #[schema(min_length = 1, max_length = 1024)]
    password: String,
}

/// A user written anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedUser {
    #[schema(min_length = 1, max_length = 320)]
    email: String,
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    #[schema(max_length = 80)]
    title: Option<String>,
    #[schema(max_length = 40)]
    phone: Option<String>,
    #[schema(min_items = 1, max_items = 6)]
    roles: Vec<Role>,
    /// The rooftops that the person works at; empty means all.
    #[schema(max_items = 200)]
    rooftop_ids: Vec<Uuid>,
    /// False closes the account, true opens it again.
    active: bool,
}

/// A password set by somebody else.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    #[schema(min_length = 1, max_length = 1024)]
    password: String,
}

/// In what order a list comes.
#[derive(Clone, Copy, Deserialize, ToSchema)]
pub enum UserSort {
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "email")]
    Email,
    #[serde(rename = "-created_at")]
    Newest,
}

impl From<UserSort> for Order {
    fn from(sort: UserSort) -> Self {
        match sort {
            UserSort::Name => Self::Name,
            UserSort::Email => Self::Email,
            UserSort::Newest => Self::Newest,
        }
    }
}

/// What a list is narrowed to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserList {
    /// Part of the name, e-mail address or title.
    #[param(max_length = 200)]
    q: Option<String>,
    #[param(inline)]
    role: Option<Role>,
    /// Those who work at this rooftop, or at all.
    rooftop_id: Option<Uuid>,
    /// Only active ones, or only deactivated ones.
    active: Option<bool>,
    /// By name unless told.
    #[param(inline)]
    sort: Option<UserSort>,
    #[param(inline)]
    limit: Option<Limit>,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// The dealership's users.
#[utoipa::path(
    get, path = "/users", tag = "users", operation_id = "list_users",
    params(UserList),
    responses((status = 200, body = Page<KeptUser>)),
    extensions(("x-permission" = json!("identity.read"))),
)]
pub async fn list(
    State(house): State<House>,
    caller: Allowed<ReadUsers>,
    Query(asked): Query<UserList>,
) -> Result<Json<Page<KeptUser>>, Problem> {
    let limit = asked.limit.unwrap_or_default();
    let order = asked.sort.map(Order::from).unwrap_or_default();
    let filter = Filter {
        q: asked.q,
        role: asked.role,
        rooftop: asked.rooftop_id,
        active: asked.active,
        order,
        after: asked
            .cursor
            .map(|cursor| cursor.after(order.code()))
            .transpose()?,
        rows: limit.rows(),
        names_only: false,
    };
    let rows = users::list(&Alone(house.db(), &caller), &filter).await?;
    let page = Page::of(rows, limit, order.code(), |stored| {
        users::sort_value(stored, order)
    });
    Ok(Json(page.map(KeptUser::from)))
}

/// Add a user, with rights no wider than one's own.
#[utoipa::path(
    post, path = "/users", tag = "users", operation_id = "create_user",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats the answer instead of the work")),
    request_body = NewUser,
    responses((status = 201, body = KeptUser, headers(("ETag"), ("Location")))),
    extensions(("x-permission" = json!("identity.manage_users"))),
)]
pub async fn create(
    State(house): State<House>,
    caller: Allowed<ManageUsers>,
    new: Create<NewUser>,
) -> Result<Response, Problem> {
    let typed = &new.body;
    let profile = Profile::checked(&Typed {
        email: &typed.email,
        name: &typed.name,
        title: typed.title.as_deref(),
        phone: typed.phone.as_deref(),
        roles: &typed.roles,
        rooftops: &typed.rooftop_ids,
    })
    .map_err(Problem::faults)?;
    let hashed = house.hash(&typed.password).await?;
    let tx = match new.begin(house.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let body = KeptUser::from(
        house
            .add_person(&tx, By::Caller(&caller), &profile, &hashed)
            .await?,
    );
    new.finish(
        tx,
        Created {
            location: format!("/users/{}", body.id),
            version: body.version,
            body,
        },
    )
    .await
}

/// One user.
#[utoipa::path(
    get, path = "/users/{id}", tag = "users", operation_id = "read_user",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = KeptUser, headers(("ETag")))),
    extensions(("x-permission" = json!("identity.read"))),
)]
pub async fn get(
    State(house): State<House>,
    caller: Allowed<ReadUsers>,
    Path(id): Path<Uuid>,
) -> Result<Versioned<KeptUser>, Problem> {
    let stored = users::get(&Alone(house.db(), &caller), id).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("user"))?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Write a user anew; what is left out is forgotten.
#[utoipa::path(
    put, path = "/users/{id}", tag = "users", operation_id = "update_user",
    params(("id" = Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = ChangedUser,
    responses((status = 200, body = KeptUser, headers(("ETag")))),
    extensions(("x-permission" = json!("identity.manage_users"))),
)]
pub async fn put(
    State(house): State<House>,
    caller: Allowed<ManageUsers>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    Body(typed): Body<ChangedUser>,
) -> Result<Versioned<KeptUser>, Problem> {
    let profile = Profile::checked(&Typed {
        email: &typed.email,
        name: &typed.name,
        title: typed.title.as_deref(),
        phone: typed.phone.as_deref(),
        roles: &typed.roles,
        rooftops: &typed.rooftop_ids,
    })
    .map_err(Problem::faults)?;
    let tx = house.db().tenant_tx(&caller).await?;
    let check = |version| if_match.check(version);
    let stored = house
        .change_person(&tx, By::Caller(&caller), id, &profile, typed.active, check)
        .await?;
    tx.commit().await?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Deactivate a user: the account stays for history, and nobody signs in with it.
#[utoipa::path(
    delete, path = "/users/{id}", tag = "users", operation_id = "deactivate_user",
    params(("id" = Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = KeptUser, headers(("ETag")))),
    extensions(("x-permission" = json!("identity.manage_users"))),
)]
pub async fn deactivate(
    State(house): State<House>,
    caller: Allowed<ManageUsers>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
) -> Result<Versioned<KeptUser>, Problem> {
    let tx = house.db().tenant_tx(&caller).await?;
    let check = |version| if_match.check(version);
    let stored = house
        .deactivate_person(&tx, By::Caller(&caller), id, check)
        .await?;
    tx.commit().await?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Give somebody else a new password, as when the old one was forgotten; all sessions of the account end.
#[utoipa::path(
    put, path = "/users/{id}/password", tag = "users", operation_id = "set_user_password",
    params(("id" = Uuid, Path)),
    request_body = NewPassword,
    responses((status = 204, description = "Set")),
    extensions(("x-permission" = json!("identity.manage_users"))),
)]
pub async fn set_password(
    State(house): State<House>,
    caller: Allowed<ManageUsers>,
    Path(id): Path<Uuid>,
    Body(new): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let hashed = house.hash(&new.password).await?;
    let tx = house.db().tenant_tx(&caller).await?;
    house
        .set_password_of(&tx, By::Caller(&caller), id, &hashed)
        .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the second factor off an account whose owner lost it.
#[utoipa::path(
    delete, path = "/users/{id}/totp", tag = "users", operation_id = "remove_user_second_factor",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "Off")),
    extensions(("x-permission" = json!("identity.manage_users"))),
)]
pub async fn remove_totp(
    State(house): State<House>,
    caller: Allowed<ManageUsers>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let tx = house.db().tenant_tx(&caller).await?;
    house
        .remove_second_factor_of(&tx, By::Caller(&caller), id)
        .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
