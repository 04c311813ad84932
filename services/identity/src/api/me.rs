//! One's own account.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use platform::Problem;
use platform::auth::Caller;
use platform::etag::Versioned;
use platform::json::Body;
use platform::problem::ProblemBody;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::house::House;
use crate::role::{Permission, Role, permissions_of};
use crate::rooftop::RooftopCard;
use crate::store::{self, Alone};

/// The person who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub version: i64,
    pub email: String,
    pub name: String,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<Role>,
    /// What the roles allow together.
    pub permissions: Vec<Permission>,
    /// The rooftops that the person works at; empty means all.
    pub rooftop_ids: Vec<Uuid>,
    /// The open rooftops among them.
    pub rooftops: Vec<RooftopCard>,
    pub dealership: DealershipCard,
    /// Whether the second factor is on.
    pub mfa_enabled: bool,
    pub recovery_codes_left: i64,
    /// Whether there is a PIN, without which no session can be locked.
    pub pin_set: bool,
}

/// The dealership by name.
#[derive(Serialize, ToSchema)]
pub struct DealershipCard {
    pub id: Uuid,
    pub name: String,
}

impl Me {
    pub async fn of(house: &House, dealership: Uuid, user: Uuid) -> Result<Self, Problem> {
        let caller = Caller::house(dealership);
        let account = store::me::get(&Alone(house.db(), &caller), user)
            .await?
            .ok_or_else(|| Problem::invalid_token("The account is no longer active."))?;
        Ok(Self {
            id: account.id,
            version: account.version,
            email: account.email,
            name: account.name,
            title: account.title,
            phone: account.phone,
            permissions: permissions_of(&account.roles).into_iter().collect(),
            roles: account.roles,
            rooftop_ids: account.rooftop_ids,
            rooftops: account.rooftops,
            dealership: DealershipCard {
                id: account.dealership_id,
                name: account.dealership_name,
            },
            mfa_enabled: account.second_factor,
            recovery_codes_left: account.recovery_codes_left,
            pin_set: account.pin,
        })
    }
}

/// A new password, with the current one as proof.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    #[schema(min_length = 1, max_length = 1024)]
    current_password: String,
    /// At least 15 characters, or 8 while the second factor is on; at most 128.
    #[schema(min_length = 1, max_length = 1024)]
    new_password: String,
}

/// A new PIN, with the password as proof.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPin {
    /// 4 to 12 digits, not one digit repeated and not digits in order.
    #[schema(min_length = 1, max_length = 40, example = "2580")]
    pin: String,
    #[schema(min_length = 1, max_length = 1024)]
    password: String,
}

/// What goes into the authenticator app.
#[derive(Serialize, ToSchema)]
pub struct TotpEnrolment {
    /// Base32, to be typed.
    secret: String,
    /// To be shown as a QR code.
    otpauth_uri: String,
}

/// A code of the authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpCode {
    #[schema(min_length = 1, max_length = 40, example = "287082")]
    code: String,
}

/// Shown once: each signs in once in place of a code.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// The person who is signed in, with permissions and rooftops.
#[utoipa::path(
    get, path = "/me", operation_id = "me", tag = "me",
    responses(
        (status = 200, description = "The account", body = Me),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn get(State(house): State<House>, caller: Caller) -> Result<Versioned<Me>, Problem> {
    let me = Me::of(&house, caller.dealership_id(), caller.user_id()).await?;
    Ok(Versioned(me.version, me))
}

/// Change one's password; every other session ends.
#[utoipa::path(
    put, path = "/me/password", operation_id = "change_my_password", tag = "me", request_body = PasswordChange,
    responses(
        (status = 204, description = "Changed"),
        (status = 422, description = "The current password is wrong, or the new one is not good enough", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn change_password(
    State(house): State<House>,
    caller: Caller,
    Body(change): Body<PasswordChange>,
) -> Result<StatusCode, Problem> {
    house
        .change_password(&caller, &change.current_password, &change.new_password)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set one's PIN, which unlocks a session that was locked to show a customer something.
#[utoipa::path(
    put, path = "/me/pin", operation_id = "set_my_pin", tag = "me", request_body = NewPin,
    responses(
        (status = 204, description = "Set"),
        (status = 422, description = "The password is wrong, or the PIN is not good enough", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn set_pin(
    State(house): State<House>,
    caller: Caller,
    Body(new): Body<NewPin>,
) -> Result<StatusCode, Problem> {
    house.set_pin(&caller, &new.pin, &new.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin to set up the second factor; it counts once confirmed.
#[utoipa::path(
    post, path = "/me/totp", operation_id = "start_my_second_factor", tag = "me",
    responses(
        (status = 200, description = "The secret for the authenticator app", body = TotpEnrolment),
        (status = 409, description = "It is on already", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn start_totp(
    State(house): State<House>,
    caller: Caller,
) -> Result<Json<TotpEnrolment>, Problem> {
    let enrolment = house.start_second_factor(&caller).await?;
    Ok(Json(TotpEnrolment {
        secret: enrolment.secret,
        otpauth_uri: enrolment.otpauth_uri,
    }))
}

/// Turn the second factor on with a code of the app.
#[utoipa::path(
    post, path = "/me/totp/confirm", operation_id = "confirm_my_second_factor", tag = "me", request_body = TotpCode,
    responses(
        (status = 200, description = "On; the recovery codes are shown this once", body = RecoveryCodes),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn confirm_totp(
    State(house): State<House>,
    caller: Caller,
    Body(body): Body<TotpCode>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let recovery_codes = house.confirm_second_factor(&caller, &body.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Turn the second factor off with a code of the app or a recovery code.
#[utoipa::path(
    delete, path = "/me/totp", operation_id = "stop_my_second_factor", tag = "me", request_body = TotpCode,
    responses(
        (status = 204, description = "Off"),
        (status = 409, description = "It is not on, or the password is too short to stand alone", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn stop_totp(
    State(house): State<House>,
    caller: Caller,
    Body(body): Body<TotpCode>,
) -> Result<StatusCode, Problem> {
    house.stop_second_factor(&caller, &body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
