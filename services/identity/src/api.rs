//! HTTP in and out: what is asked and answered, with handlers of a few lines.
//!
//! `x-permission` names the permission that an operation needs; `signed-in` means any good access token.

mod audit;
mod auth;
mod dealership;
mod me;
mod offline_key;
mod people;
mod roles;
mod rooftops;
mod users;

use axum::response::Response;
use http::{HeaderValue, header};
use platform::permission;
use platform::prelude::OpenApiRouter;
use utoipa_axum::routes;

use crate::house::House;

permission!(pub ReadUsers = "identity.read");
permission!(pub ManageUsers = "identity.manage_users");
permission!(pub ManageRooftops = "identity.manage_rooftops");
permission!(pub ReadAudit = "identity.audit");
permission!(pub ManageSettings = "settings.manage");

/// Every route of the service.
pub fn router(house: House) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(auth::login))
        .routes(routes!(auth::second_factor))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::logout))
        .routes(routes!(auth::logout_all))
        .routes(routes!(auth::lock))
        .routes(routes!(auth::unlock))
        .routes(routes!(auth::key_set))
        .routes(routes!(me::get))
        .routes(routes!(offline_key::get))
        .routes(routes!(me::change_password))
        .routes(routes!(me::set_pin))
        .routes(routes!(me::start_totp, me::stop_totp))
        .routes(routes!(me::confirm_totp))
        .routes(routes!(dealership::get, dealership::put))
        .routes(routes!(rooftops::list, rooftops::create))
        .routes(routes!(rooftops::get, rooftops::put, rooftops::close))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::get, users::put, users::deactivate))
        .routes(routes!(users::set_password))
        .routes(routes!(users::remove_totp))
        .routes(routes!(people::list))
        .routes(routes!(people::get))
        .routes(routes!(roles::list))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verification))
        .layer(axum::middleware::map_response(never_kept))
        .with_state(house)
}

/// Tokens, secrets and people: no cache on the way keeps an answer.
async fn never_kept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
