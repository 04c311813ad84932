//! What a VIN says, over HTTP: for a form that is filled from a scanned or typed number.

use platform::prelude::*;

use crate::api::{ReadVehicles, today};
use crate::vehicle::latest_model_year;
use crate::vin::{Decoded, decode};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(look_up))
}

/// Reads a VIN without a network: whether it is right and which position is not, year, maker, country.
#[utoipa::path(
    get, path = "/vin/{vin}", tag = "vin", operation_id = "decode_vin",
    params(("vin" = String, Path, example = "5GZCZ43D13S812715")),
    responses((status = 200, body = Decoded)),
    extensions(("x-permission" = json!("inventory.read"))),
)]
async fn look_up(
    State(platform): State<Platform>,
    _caller: Allowed<ReadVehicles>,
    Path(vin): Path<String>,
) -> Json<Decoded> {
    Json(decode(&vin, latest_model_year(today(&platform))))
}
