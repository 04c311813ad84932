//! The rates in force, and the book of the dealership's own that the browser's engine loads.

use axum::extract::State;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::civil::Date;
use platform::etag;
use platform::prelude::*;
use rate_files::Whose;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::EffectiveRate;
use super::{ReadRates, state_of, today};
use crate::rates::book::BookRow;
use crate::rates::{book, civil_day, tax_day, whose_word};
use crate::store::rates as store;

const BY_PLACE: &str = "place";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read_book))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RateList {
    /// Two letters.
    #[param(min_length = 2, max_length = 2)]
    state: String,
    /// Part of the name of a place or county.
    #[param(max_length = 100)]
    q: Option<String>,
    /// The day on which they hold; today (UTC) where absent.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
    /// One class alone: `vehicle`.
    #[param(max_length = 60)]
    class: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Where a row stands in the list.
type Key = (String, i32, String, String);

/// Lists the local rates of a state as they hold on a day: the product's table, the dealership's own over it.
#[utoipa::path(get, path = "/tax/rates", operation_id = "list_rates", tag = "rates", params(RateList),
    responses((status = 200, body = Page<EffectiveRate>)),
    extensions(("x-permission" = json!("tax.quote | deals.read_own | deals.read_all"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadRates>,
    Query(asked): Query<RateList>,
) -> Result<Json<Page<EffectiveRate>>, Problem> {
    let state = state_of(&asked.state, "/state")?;
    let day = match asked.as_of.and_then(tax_day) {
        Some(day) => day,
        None => today(&platform)?,
    };
    let after: Option<Key> = asked
        .cursor
        .map(|cursor| cursor.after(BY_PLACE))
        .transpose()?;
    let own = store::own_rows(platform.db(), &caller, Some(&state)).await?;
    let wanted = asked.q.as_deref().map(rate_files::name_key);
    let mut rows: Vec<EffectiveRate> = in_force(&state, own, day)
        .into_iter()
        .filter(|row| asked.class.as_ref().is_none_or(|class| row.class == *class))
        .filter(|row| {
            wanted.as_ref().is_none_or(|wanted| {
                rate_files::name_key(&row.name).contains(wanted)
                    || rate_files::name_key(&row.county).contains(wanted)
            })
        })
        .filter(|row| after.as_ref().is_none_or(|after| key(row) > *after))
        .collect();
    rows.sort_by_key(key);
    rows.truncate(usize::try_from(asked.limit.rows()).unwrap_or(usize::MAX));
    Ok(Json(Page::of(rows, asked.limit, BY_PLACE, key)))
}

/// By class, county, level (the county first) and name.
fn key(row: &EffectiveRate) -> Key {
    let level = match row.level.as_str() {
        "county" => 1,
        "city" => 2,
        _ => 3,
    };
    let county = format!("{} {}", row.class, row.county_fips);
    (county, level, row.name.clone(), row.whose.clone())
}

/// The rates of a state that hold on a day, each place once.
pub(super) fn in_force(state: &str, own: Vec<BookRow>, day: tax::Date) -> Vec<EffectiveRate> {
    let mut rows: Vec<EffectiveRate> = Vec::new();
    let place = |row: &EffectiveRate| {
        (
            row.class.clone(),
            row.level.clone(),
            row.county_fips.clone(),
            rate_files::name_key(&row.name),
        )
    };
    let mut seen = std::collections::BTreeSet::new();
    let holds = |from: Option<tax::Date>, to: Option<tax::Date>| {
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    };
    let own = own
        .into_iter()
        .filter(|row| holds(row.from.and_then(tax_day), row.to.and_then(tax_day)))
        .map(of_own);
    let table = tax::rate_rows(state)
        .into_iter()
        .filter(|row| holds(row.from, row.to))
        .map(|row| of_table(state, row));
    for row in own.chain(table) {
        if seen.insert(place(&row)) {
            rows.push(row);
        }
    }
    rows
}

fn of_own(row: BookRow) -> EffectiveRate {
    let by_hand = row.whose == Whose::Override;
    EffectiveRate {
        state: row.state,
        class: row.class,
        level: row.level,
        name: row.name,
        county: row.county,
        county_fips: format!("{:05}", row.county_fips),
        rate: row.rate,
        flat: None,
        cap: row.cap,
        from: row.from,
        to: row.to,
        stacks_on: row.stacks_on,
        source: row.source,
        confidence: "high".into(),
        whose: whose_word(row.whose).into(),
        import_id: (!by_hand).then_some(row.id),
        override_id: by_hand.then_some(row.id),
    }
}

fn of_table(state: &str, row: tax::RateRow) -> EffectiveRate {
    let level = match row.level {
        tax::Level::County => "county",
        tax::Level::City => "city",
        _ => "district",
    };
    EffectiveRate {
        state: state.to_owned(),
        class: row.class.into(),
        level: level.into(),
        name: row.name.into(),
        county: row.county.into(),
        county_fips: format!("{:05}", row.county_fips),
        rate: row.rate,
        flat: row.flat,
        cap: row.reaches_first,
        from: row.from.and_then(civil_day),
        to: row.to.and_then(civil_day),
        stacks_on: row.stacks_on.map(str::to_owned),
        source: row.source.into(),
        confidence: if row.low { "to_confirm" } else { "high" }.into(),
        whose: "table".into(),
        import_id: None,
        override_id: None,
    }
}

/// The book of the dealership's own rates, as the engine in the browser loads it: one line a rate, fields by tabs.
///
/// Its ETag is its version, 0 where the dealership has no rates of its own.
#[utoipa::path(get, path = "/tax/rates/book", operation_id = "read_rate_book", tag = "rates",
    params(("If-None-Match" = Option<String>, Header)),
    responses((status = 200, body = String, content_type = "text/tab-separated-values"), (status = 304)),
    extensions(("x-permission" = json!("signed-in"))))]
async fn read_book(
    State(platform): State<Platform>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    const KIND: HeaderValue = HeaderValue::from_static("text/tab-separated-values; charset=utf-8");
    let version = store::book_version(platform.db(), &caller).await?;
    let tag = etag::of(version.unwrap_or(0));
    let has = headers.get_all(header::IF_NONE_MATCH).iter();
    let has = has.filter_map(|value| value.to_str().ok());
    let known = tag.to_str().unwrap_or_default();
    let mut has = has.flat_map(|value| value.split(','));
    if has.any(|one| one.trim().trim_start_matches("W/") == known) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let text = match version {
        Some(version) => store::book_text(platform.db(), &caller, version).await?,
        None => book::text(0, &[]),
    };
    Ok(([(header::ETAG, tag), (header::CONTENT_TYPE, KIND)], text).into_response())
}
