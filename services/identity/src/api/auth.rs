//! Signing in, carrying on and signing out; the public keys.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use platform::Problem;
use platform::auth::Caller;
use platform::auth::issue::KeySet;
use platform::json::Body;
use platform::problem::ProblemBody;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::me::Me;
use crate::house::House;
use crate::session::Opened;
use crate::sign_in::{SignedIn, TICKET_SECONDS};

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    #[schema(min_length = 1, max_length = 320, example = "maria@harbor.example")]
    email: String,
    #[schema(min_length = 1, max_length = 1024)]
    password: String,
}

/// What a sign-in leads to.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum LoginAnswer {
    Tokens(Box<Tokens>),
    SecondFactor(SecondFactorNeeded),
}

/// Signed in.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// For `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// Seconds that the access token is good for.
    expires_in: i64,
    /// Good once, for `POST /auth/refresh`.
    refresh_token: String,
    user: Me,
}

impl Tokens {
    async fn of(house: &House, opened: Opened) -> Result<Self, Problem> {
        Ok(Self {
            access_token: opened.access_token,
            token_type: "Bearer".to_owned(),
            expires_in: opened.expires_in,
            refresh_token: opened.refresh_token,
            user: Me::of(house, opened.dealership, opened.user).await?,
        })
    }
}

/// The password was right; a code is needed as well.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorNeeded {
    /// Always true.
    mfa_required: bool,
    /// For `POST /auth/mfa`.
    mfa_token: String,
    /// Seconds that it is good for.
    expires_in: i64,
}

/// The second step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    #[schema(min_length = 1, max_length = 200)]
    mfa_token: String,
    /// Six digits of the authenticator app, or a recovery code.
    #[schema(min_length = 1, max_length = 40, example = "287082")]
    code: String,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    #[schema(min_length = 1, max_length = 200)]
    refresh_token: String,
}

/// What unlocks a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    #[schema(min_length = 1, max_length = 200)]
    refresh_token: String,
    #[schema(min_length = 1, max_length = 40, example = "2580")]
    pin: String,
}

/// Sign in with e-mail address and password.
#[utoipa::path(
    post, path = "/auth/login", operation_id = "login", tag = "sign-in", request_body = Login,
    responses(
        (status = 200, description = "Signed in, or a second factor is needed", body = LoginAnswer),
        (status = 401, description = "Address or password is not right", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts failed; see Retry-After", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn login(
    State(house): State<House>,
    Body(login): Body<Login>,
) -> Result<Json<LoginAnswer>, Problem> {
    Ok(Json(
        match house.sign_in(&login.email, &login.password).await? {
            SignedIn::Opened(opened) => {
                LoginAnswer::Tokens(Box::new(Tokens::of(&house, opened).await?))
            }
            SignedIn::SecondFactor(mfa_token) => LoginAnswer::SecondFactor(SecondFactorNeeded {
                mfa_required: true,
                mfa_token,
                expires_in: TICKET_SECONDS,
            }),
        },
    ))
}

/// Finish a sign-in with a code of the authenticator app or a recovery code.
#[utoipa::path(
    post, path = "/auth/mfa", operation_id = "login_second_factor", tag = "sign-in", request_body = SecondFactor,
    responses(
        (status = 200, description = "Signed in", body = Tokens),
        (status = 401, description = "The code was refused, or the sign-in has lapsed", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts failed; see Retry-After", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn second_factor(
    State(house): State<House>,
    Body(step): Body<SecondFactor>,
) -> Result<Json<Tokens>, Problem> {
    let opened = house.second_factor(&step.mfa_token, &step.code).await?;
    Ok(Json(Tokens::of(&house, opened).await?))
}

/// Exchange a refresh token for new tokens. A token that comes a second time ends the whole session.
#[utoipa::path(
    post, path = "/auth/refresh", operation_id = "refresh", tag = "sign-in", request_body = Refresh,
    responses(
        (status = 200, description = "New tokens", body = Tokens),
        (status = 401, description = "The session has ended", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn refresh(
    State(house): State<House>,
    Body(body): Body<Refresh>,
) -> Result<Json<Tokens>, Problem> {
    let opened = house.refresh(&body.refresh_token).await?;
    Ok(Json(Tokens::of(&house, opened).await?))
}

/// Sign out: end the session of a refresh token.
#[utoipa::path(
    post, path = "/auth/logout", operation_id = "logout", tag = "sign-in", request_body = Refresh,
    responses(
        (status = 204, description = "Signed out"),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn logout(
    State(house): State<House>,
    Body(body): Body<Refresh>,
) -> Result<StatusCode, Problem> {
    house.sign_out(&body.refresh_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign out everywhere: end every session of the caller.
#[utoipa::path(
    post, path = "/auth/logout-all", operation_id = "logout_everywhere", tag = "sign-in",
    responses(
        (status = 204, description = "Signed out everywhere; access tokens die within 15 minutes"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn logout_all(State(house): State<House>, caller: Caller) -> Result<StatusCode, Problem> {
    house.sign_out_everywhere(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lock this session: no new access token until it is unlocked with the PIN.
#[utoipa::path(
    post, path = "/auth/lock", operation_id = "lock_session", tag = "sign-in",
    responses(
        (status = 204, description = "Locked; the access token in use dies within 15 minutes"),
        (status = 409, description = "There is no PIN that could unlock it", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn lock(State(house): State<House>, caller: Caller) -> Result<StatusCode, Problem> {
    house.lock_session(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Unlock a session with its refresh token and the PIN. The fifth wrong PIN in a row ends the session.
#[utoipa::path(
    post, path = "/auth/unlock", operation_id = "unlock_session", tag = "sign-in", request_body = Unlock,
    responses(
        (status = 200, description = "New tokens", body = Tokens),
        (status = 401, description = "The PIN is wrong, or the session has ended", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The session is not locked", body = ProblemBody, content_type = "application/problem+json"),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn unlock(
    State(house): State<House>,
    Body(body): Body<Unlock>,
) -> Result<Json<Tokens>, Problem> {
    let opened = house.unlock(&body.refresh_token, &body.pin).await?;
    Ok(Json(Tokens::of(&house, opened).await?))
}

/// The public keys that access tokens are signed with.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", operation_id = "key_set", tag = "sign-in",
    responses(
        (status = 200, description = "The keys", body = KeySet),
    ),
    extensions(("x-public" = json!(true)))
)]
pub async fn key_set(State(house): State<House>) -> Result<Json<KeySet>, Problem> {
    Ok(Json(house.key_set().await?))
}
