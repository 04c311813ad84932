//! The key of what one's browser keeps for the time without a network: released to whoever is signed in, for a week.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::house::House;

/// After this the browser throws away what it kept.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A key for AES-256-GCM.
#[derive(Serialize, ToSchema)]
pub struct OfflineKey {
    /// The day that it is of; tells it from those of other days.
    id: String,
    /// 32 bytes, base64.
    key: String,
    /// The browser forgets the key then, and all that was sealed with it.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// Of which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfDay {
    /// A day of the last week, for what was kept then and has waited since; today (UTC) where absent.
    #[param(value_type = Option<String>, format = Date)]
    of: Option<Date>,
}

/// The key of one's own offline store.
///
/// It is derived from the master key for this person, dealership and day: nothing is stored here, and another person's
/// key tells nothing about it.
#[utoipa::path(
    get, path = "/me/offline-key", operation_id = "read_my_offline_key", tag = "me",
    params(OfDay),
    responses((status = 200, body = OfflineKey)),
    extensions(("x-permission" = json!("signed-in")))
)]
pub async fn get(
    State(house): State<House>,
    caller: Caller,
    Query(asked): Query<OfDay>,
) -> Result<Json<OfflineKey>, Problem> {
    let now = house.now();
    let today = TimeZone::UTC.to_datetime(now).date();
    let day = asked.of.unwrap_or(today);
    // A key of today ends a week from now; one of an earlier day, a week from the last moment it was released at.
    let from = if day == today { now } else { end_of(day)? };
    let expires_at = from.checked_add(GOOD_FOR).map_err(Problem::internal)?;
    if day > today || expires_at <= now {
        let detail = "is no day of the last week: what was kept then is not read any more";
        return Err(Problem::fault("/of", "out_of_range", detail));
    }
    let purpose = format!(
        "offline store of {} {} from {day}",
        caller.dealership_id(),
        caller.user_id()
    );
    Ok(Json(OfflineKey {
        key: STANDARD.encode(house.key().derive(&purpose)),
        id: day.to_string(),
        expires_at,
    }))
}

/// Midnight after the day, UTC.
fn end_of(day: Date) -> Result<Timestamp, Problem> {
    day.tomorrow()
        .and_then(|next| next.to_zoned(TimeZone::UTC))
        .map(|midnight| midnight.timestamp())
        .map_err(|_| Problem::fault("/of", "out_of_range", "is no day of the last week"))
}
