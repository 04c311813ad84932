//! From a ZIP or a name to the places that it may mean, with what a vehicle bears in each; never a guess.

use std::collections::BTreeSet;

use axum::extract::State;
use jiff::civil::Date;
use money::Rate;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::in_force::in_force;
use super::views::{EffectiveRate, PlaceCandidate, PlaceRate, Places};
use super::{ReadRates, state_of, today};
use crate::rates::book::BookRow;
use crate::rates::{civil_day, tax_day};
use crate::store::rates as store;

/// More than anyone chooses from.
const MOST: usize = 200;
/// The class that vehicles bear.
const VEHICLE: &str = "vehicle";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(places))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Five digits, or five and four.
    #[param(max_length = 10)]
    zip: Option<String>,
    /// Part of the name of a county or city.
    #[param(min_length = 2, max_length = 100)]
    q: Option<String>,
    /// Two letters; every state where absent.
    #[param(min_length = 2, max_length = 2)]
    state: Option<String>,
    /// The day of the sale; today (UTC) where absent.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
}

/// The counties and cities that a ZIP or a name may mean, each with its local rates.
///
/// A ZIP in several counties is answered by all of them; an unknown one by none.
#[utoipa::path(get, path = "/tax/places", operation_id = "find_tax_places", tag = "rates", params(Wanted),
    responses((status = 200, body = Places)),
    extensions(("x-permission" = json!("tax.quote | deals.read_own | deals.read_all"))))]
async fn places(
    State(platform): State<Platform>,
    caller: Allowed<ReadRates>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Places>, Problem> {
    let state = wanted
        .state
        .as_deref()
        .map(|state| state_of(state, "/state"))
        .transpose()?;
    let day = match wanted.as_of.and_then(tax_day) {
        Some(day) => day,
        None => today(&platform)?,
    };
    match (&wanted.zip, state) {
        (Some(zip), state) => by_zip(&platform, &caller, zip, state.as_deref(), day).await,
        (None, Some(state)) => {
            by_name(&platform, &caller, &[&state], wanted.q.as_deref(), day).await
        }
        (None, None) if wanted.q.is_some() => {
            let states: Vec<&str> = tax::jurisdictions().collect();
            by_name(&platform, &caller, &states, wanted.q.as_deref(), day).await
        }
        (None, None) => {
            let detail = "is missing: ask by zip, by a name (q), or by state";
            Err(Problem::fault("/zip", "required", detail))
        }
    }
    .map(Json)
}

/// The rates of one state on the day, of the dealership's own rows of any state.
fn rates(state: &str, own: &[BookRow], day: tax::Date) -> Vec<EffectiveRate> {
    let here = own.iter().filter(|row| row.state == state).cloned();
    let mut rows = in_force(state, here.collect(), day);
    rows.retain(|row| row.class == VEHICLE);
    rows
}

async fn by_zip(
    platform: &Platform,
    caller: &Caller,
    zip: &str,
    state: Option<&str>,
    day: tax::Date,
) -> Result<Places, Problem> {
    let digits = zip.split('-').next().unwrap_or_default();
    let plus_four = zip.strip_prefix(digits).unwrap_or_default();
    let number = digits.parse::<i32>().ok().filter(|_| {
        let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        digits.len() == 5
            && all(digits)
            && (plus_four.is_empty() || (plus_four.len() == 5 && all(&plus_four[1..])))
    });
    let Some(number) = number else {
        let detail = format!("“{zip}” is no ZIP: five digits, or five and four");
        return Err(Problem::fault("/zip", "format", detail));
    };
    let mut counties: BTreeSet<(String, u16)> = tax::zip_candidates(digits)
        .into_iter()
        .map(|county| (county.state.to_owned(), county.fips))
        .collect();
    let civil = civil_day(day).ok_or_else(|| Problem::internal("no such day"))?;
    // A boundary file knows newer ZIPs than the census.
    for (county, _) in store::zip_places(platform.db(), caller, number, civil).await? {
        let county = county.and_then(|fips| u16::try_from(fips).ok());
        if let Some((state, fips)) = county.and_then(|fips| Some((state_of_fips(fips)?, fips))) {
            counties.insert((state.to_owned(), fips));
        }
    }
    counties.retain(|(of, _)| state.is_none_or(|state| state == of));
    let mut candidates = Vec::new();
    let states: BTreeSet<&String> = counties.iter().map(|(state, _)| state).collect();
    let own = store::own_rows(platform.db(), caller, None).await?;
    for state in states {
        let rows = rates(state, &own, day);
        for county in tax::counties_of(state) {
            if counties.contains(&(state.clone(), county.fips)) {
                candidates.extend(in_county(county, &rows, |_| true));
            }
        }
    }
    Ok(answer(Some(zip.to_owned()), &counties, candidates))
}

async fn by_name(
    platform: &Platform,
    caller: &Caller,
    states: &[&str],
    name: Option<&str>,
    day: tax::Date,
) -> Result<Places, Problem> {
    let own = store::own_rows(platform.db(), caller, None).await?;
    let wanted = name.map(rate_files::name_key).unwrap_or_default();
    let fits = |name: &str| rate_files::name_key(name).contains(&wanted);
    let mut candidates = Vec::new();
    for state in states {
        let rows = rates(state, &own, day);
        for county in tax::counties_of(state) {
            let whole = fits(county.name);
            candidates.extend(in_county(county, &rows, |place| place.map_or(whole, fits)));
        }
    }
    let found: BTreeSet<(String, u16)> = candidates
        .iter()
        .filter_map(|place: &PlaceCandidate| {
            Some((place.state.clone(), place.county_fips.parse().ok()?))
        })
        .collect();
    let mut answer = answer(None, &found, candidates);
    // Asked for a whole state, nobody has to choose yet.
    answer.needs_choice &= !wanted.is_empty();
    Ok(answer)
}

fn answer(
    zip: Option<String>,
    counties: &BTreeSet<(String, u16)>,
    mut candidates: Vec<PlaceCandidate>,
) -> Places {
    let more = candidates.len() > MOST;
    candidates.truncate(MOST);
    Places {
        zip_known: zip.is_some().then_some(!counties.is_empty()),
        zip,
        needs_choice: counties.len() > 1,
        candidates,
        more,
    }
}

fn state_of_fips(county: u16) -> Option<&'static str> {
    let number = u8::try_from(county / 1_000).ok()?;
    tax::jurisdictions().find(|state| rate_files::state_fips(state) == Some(number))
}

/// A county and its places, of those that are wanted; the county as a whole is asked for by no name.
fn in_county(
    county: tax::County,
    rows: &[EffectiveRate],
    wanted: impl Fn(Option<&str>) -> bool,
) -> Vec<PlaceCandidate> {
    let code = format!("{:05}", county.fips);
    let here: Vec<&EffectiveRate> = rows.iter().filter(|row| row.county_fips == code).collect();
    let candidate =
        |city: Option<String>, level: &str, parts: Vec<&EffectiveRate>| PlaceCandidate {
            state: county.state.to_owned(),
            county: county.name.to_owned(),
            county_fips: code.clone(),
            city,
            level: level.to_owned(),
            rate: parts.iter().fold(Rate::ZERO, |sum, part| sum + part.rate),
            confidence: if parts.iter().any(|part| part.confidence != "high") {
                "to_confirm".into()
            } else {
                "high".into()
            },
            parts: parts
                .into_iter()
                .map(|part| PlaceRate {
                    name: part.name.clone(),
                    level: part.level.clone(),
                    rate: part.rate,
                    cap: part.cap,
                    whose: part.whose.clone(),
                })
                .collect(),
        };
    let mut found = Vec::new();
    if wanted(None) {
        let whole = here.iter().find(|row| row.level == "county");
        let parts = whole.map_or_else(Vec::new, |row| stacked(row, &here));
        found.push(candidate(None, "county", parts));
    }
    let below: BTreeSet<&String> = here
        .iter()
        .filter_map(|row| row.stacks_on.as_ref())
        .collect();
    for row in here.iter().filter(|row| row.level != "county") {
        // A level that others stand on is no place to choose.
        if !below.contains(&row.name) && wanted(Some(&row.name)) {
            found.push(candidate(
                Some(row.name.clone()),
                &row.level,
                stacked(row, &here),
            ));
        }
    }
    found
}

/// A rate with those that it stands on.
fn stacked<'a>(row: &'a EffectiveRate, here: &[&'a EffectiveRate]) -> Vec<&'a EffectiveRate> {
    let mut parts = vec![row];
    while let Some(below) = parts.last().and_then(|row| row.stacks_on.as_ref()) {
        let next = here.iter().find(|other| {
            other.name == *below && parts.iter().all(|part| !std::ptr::eq(*part, **other))
        });
        match next {
            Some(next) => parts.push(next),
            None => break,
        }
    }
    parts
}
