//! Rates that somebody sets by hand, with the reason; they stand before every file and the table.

use platform::prelude::*;
use rate_files::{HIGHEST, Level};
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{NewRateOverride, RateLevel, RateOverride, RateWithdrawal};
use super::{ManageRates, state_of};
use crate::rates::{Override, RateOverrideId, known, steps};
use crate::store::rates as store;

const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read))
        .routes(routes!(withdraw))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OverrideList {
    /// Two letters.
    #[param(min_length = 2, max_length = 2)]
    state: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the rates set by hand, the newest first, those withdrawn among them.
#[utoipa::path(get, path = "/tax/rates/overrides", operation_id = "list_rate_overrides", tag = "rates",
    params(OverrideList),
    responses((status = 200, body = Page<RateOverride>)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Query(asked): Query<OverrideList>,
) -> Result<Json<Page<RateOverride>>, Problem> {
    let state = asked
        .state
        .as_deref()
        .map(|state| state_of(state, "/state"))
        .transpose()?;
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let rows = asked.limit.rows();
    let found = store::overrides(platform.db(), &caller, state.as_deref(), before, rows).await?;
    let page = Page::of(found, asked.limit, NEWEST, |it: &Override| it.id);
    Ok(Json(page.map(RateOverride::from)))
}

/// Sets a local rate by hand. It holds from its first day for every deal and quote of the dealership.
///
/// What is not given stays as it is of the place: the limit to the first dollars, and what the rate stands on.
#[utoipa::path(post, path = "/tax/rates/overrides", operation_id = "create_rate_override", tag = "rates",
    request_body = NewRateOverride,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = RateOverride)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    new: Create<NewRateOverride>,
) -> Result<Response, Problem> {
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    store::lock_rates(&tx).await?;
    let row = placed(&tx, &new.body).await?;
    let made = steps::set(&tx, &row).await?;
    let created = Created {
        location: format!("/tax/rates/overrides/{}", made.id),
        version: made.version,
        body: RateOverride::from(made),
    };
    new.finish(tx, created).await
}

/// The rate at its place in the engine's terms; every fault of what was sent at once.
async fn placed(tx: &TenantTx, new: &NewRateOverride) -> Result<store::NewOverride, Problem> {
    let state = state_of(&new.state, "/state")?;
    let own = store::own_rows_in(tx, Some(&state)).await?;
    let known = known(&state, &own);
    let class = new.class.clone().unwrap_or_else(|| "vehicle".into());
    let mut faults = Vec::new();
    if !known.has_class(&class) {
        let state = rate_files::state_name(&state);
        let detail =
            format!("{state} has no local rate of the class “{class}” that a vehicle bears");
        faults.push(Fault::new("/class", "unknown_class", detail));
    }
    if new.rate.is_negative() || new.rate > HIGHEST {
        let detail = "is not between 0 and 0.2; rates are fractions, 0.0125 for 1.25 %";
        faults.push(Fault::new("/rate", "out_of_range", detail));
    }
    if new.cap.is_some_and(|cap| !cap.is_positive()) {
        faults.push(Fault::new("/cap", "out_of_range", "is not above nothing"));
    }
    if new.to.is_some_and(|to| to < new.from) {
        faults.push(Fault::new(
            "/to",
            "ends_before_it_begins",
            "lies before from",
        ));
    }
    let county = known.county(&new.county);
    if county.is_none() {
        let detail = format!("is no county of {}", rate_files::state_name(&state));
        faults.push(Fault::new("/county", "unknown_county", detail));
    }
    let named = new
        .name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    if named.is_none() && new.level != RateLevel::County {
        let detail = "is missing: name the city or district";
        faults.push(Fault::new("/name", "required", detail));
    }
    let (Some((fips, county)), true) = (county, faults.is_empty()) else {
        return Err(Problem::faults(faults));
    };
    let (level, row) = match new.level {
        RateLevel::County => (Level::County, known.county_row(&class, fips)),
        RateLevel::City => (
            Level::City,
            named.and_then(|name| known.place(&class, Level::City, fips, name)),
        ),
        RateLevel::District => (
            Level::District,
            named.and_then(|name| known.place(&class, Level::District, fips, name)),
        ),
    };
    let name = match (row, level) {
        (Some(row), _) => row.name.clone(),
        (None, Level::County) => county.to_owned(),
        (None, _) => named.unwrap_or_default().to_owned(),
    };
    Ok(store::NewOverride {
        county: row.map_or(county, |row| row.county.as_str()).to_owned(),
        county_fips: fips,
        state,
        class,
        level: level.word(),
        name,
        rate: new.rate,
        cap: new.cap.or_else(|| row.and_then(|row| row.cap)),
        stacks_on: row.and_then(|row| row.stacks_on.clone()),
        from: new.from,
        to: new.to,
        reason: new.reason.trim().to_owned(),
    })
}

/// Reads a rate that was set by hand.
#[utoipa::path(get, path = "/tax/rates/overrides/{id}", operation_id = "read_rate_override", tag = "rates",
    params(("id" = RateOverrideId, Path)),
    responses((status = 200, body = RateOverride)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateOverrideId>,
) -> Result<Versioned<RateOverride>, Problem> {
    let found = store::read_override(platform.db(), &caller, id).await?;
    Ok(Versioned(found.version, found.into()))
}

/// Withdraws a rate that was set by hand, with the reason; what stood behind it holds again.
#[utoipa::path(post, path = "/tax/rates/overrides/{id}/withdraw", operation_id = "withdraw_rate_override", tag = "rates",
    params(("id" = RateOverrideId, Path), ("If-Match" = String, Header)),
    request_body = RateWithdrawal, responses((status = 200, body = RateOverride)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn withdraw(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateOverrideId>,
    seen: IfMatch,
    Body(why): Body<RateWithdrawal>,
) -> Result<Versioned<RateOverride>, Problem> {
    let reason = why.reason.trim();
    let after = steps::withdraw(platform.db(), &caller, id, &seen, reason).await?;
    Ok(Versioned(after.version, after.into()))
}
