//! The key of what one's browser keeps for the time without a network: released to whoever is signed in, for a week.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use platform::Problem;
use platform::auth::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use crate::house::House;

/// After this the browser throws away what it kept.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A key for AES-256-GCM.
#[derive(Serialize, ToSchema)]
pub struct OfflineKey {
    /// Tells it from those of other days.
    id: String,
    /// 32 bytes, base64.
    key: String,
    /// The browser forgets the key then, and all that was sealed with it.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// The key of one's own offline store.
///
/// It is derived from the master key for this person, dealership and day: nothing is stored here, and another person's
/// key tells nothing about it.
#[utoipa::path(
    get, path = "/me/offline-key", operation_id = "read_my_offline_key", tag = "me",
    responses((status = 200, body = OfflineKey)),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn get(State(house): State<House>, caller: Caller) -> Result<Json<OfflineKey>, Problem> {
    let now = house.now();
    let day = now.strftime("%Y-%m-%d").to_string();
    let purpose = format!(
        "offline store of {} {} from {day}",
        caller.dealership_id(),
        caller.user_id()
    );
    Ok(Json(OfflineKey {
        key: STANDARD.encode(house.key().derive(&purpose)),
        id: day,
        expires_at: now.checked_add(GOOD_FOR).map_err(Problem::internal)?,
    }))
}
