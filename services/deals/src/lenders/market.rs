//! The market of a rooftop on a day: the lenders that buy there and the sheets that hold, as the engine scans them.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use lending::json::Market;
use lending::{Lender, Programme};
use platform::auth::Caller;
use platform::ids::Uuid;
use platform::{Platform, Problem};

use crate::directory::{self, Store};
use crate::store;
use crate::store::lenders as rows;

/// What is kept of markets that were read lately, in bytes of their text.
const KEPT: u64 = 64 * 1024 * 1024;

/// By dealership, version of its market, rooftop, its state, and day: what a key stands for never changes.
type Key = (Uuid, i64, Uuid, String, Date);

static MARKETS: LazyLock<moka::sync::Cache<Key, Arc<Held>>> = LazyLock::new(|| {
    moka::sync::Cache::builder()
        .max_capacity(KEPT)
        .weigher(|_, held: &Arc<Held>| u32::try_from(held.text.len()).unwrap_or(u32::MAX))
        .build()
});

/// A market, and its text as it is sent.
#[derive(Debug)]
pub struct Held {
    pub market: Market,
    pub text: String,
    /// What it is called until something of it changes.
    pub etag: String,
    pub day: Date,
}

/// The market of a rooftop today.
///
/// # Errors
/// 404 where the caller works at no such rooftop.
pub async fn today(
    platform: &Platform,
    caller: &Caller,
    rooftop: Uuid,
) -> Result<Arc<Held>, Problem> {
    let place = directory::rooftop(platform, caller, rooftop)
        .await?
        .map_err(|_| Problem::not_found("rooftop"))?;
    let db = platform.db();
    let now = platform.clock().now();
    let day = store::day_at(db, caller, now, &place.timezone).await?;
    let state = state_of(&place);
    // The version is read before the rows: a change in between gives a text that is too new for its name, and the next
    // to ask gets the next name.
    let version = rows::market_version(db, caller).await?;
    let key: Key = (caller.dealership_id(), version, rooftop, state, day);
    if let Some(held) = MARKETS.get(&key) {
        return Ok(held);
    }
    let lenders = rows::all_lenders(db, caller).await?;
    let sheets = rows::in_force(db, caller, day).await?;
    let held = tokio::task::spawn_blocking(move || {
        let market = of(lenders, sheets, &key.2.to_string(), &key.3);
        let text = serde_json::to_string(&market).map_err(Problem::internal)?;
        let etag = format!("\"{}-{}-{}\"", key.1, key.4, key.3);
        let held = Arc::new(Held {
            market,
            text,
            etag,
            day: key.4,
        });
        MARKETS.insert(key, held.clone());
        Ok::<_, Problem>(held)
    });
    held.await.map_err(Problem::internal)?
}

fn state_of(place: &Store) -> String {
    place.rooftop.address.state.clone().unwrap_or_default()
}

/// What of it concerns a rooftop: sheets for it and its state, and their lenders.
fn of(lenders: Vec<Lender>, sheets: Vec<Programme>, rooftop: &str, state: &str) -> Market {
    let serves = |states: &[String]| states.is_empty() || states.iter().any(|it| it == state);
    let mut market = Market {
        lenders,
        programmes: sheets,
    };
    market.lenders.retain(|lender| serves(&lender.states));
    let lenders = &market.lenders;
    market.programmes.retain(|sheet| {
        let here = sheet.rooftops.is_empty() || sheet.rooftops.iter().any(|it| it == rooftop);
        here && serves(&sheet.states) && lenders.iter().any(|lender| lender.id == sheet.lender)
    });
    market
}

#[cfg(test)]
mod tests {
    use super::of;
    use lending::{Lender, Programme};

    fn lender(id: &str, states: &str) -> Lender {
        let text = format!(
            r#"{{"id": "{id}", "name": "{id}", "kind": "bank", "states": {states},
                 "reserve": {{"method": "present_value"}}}}"#
        );
        serde_json::from_str(&text).expect("a lender")
    }

    fn sheet(id: &str, lender: &str, states: &str, rooftops: &str) -> Programme {
        let text = format!(
            r#"{{"id": "{id}", "lender": "{lender}", "name": "{id}", "kind": "retail", "valid_from": "2026-01-01",
                 "states": {states}, "rooftops": {rooftops}, "tiers": []}}"#
        );
        serde_json::from_str(&text).expect("a sheet")
    }

    #[test]
    fn a_market_is_what_the_rooftop_may_sell_by() {
        let lenders = vec![lender("all", "[]"), lender("texas", r#"["TX"]"#)];
        let sheets = vec![
            sheet("everywhere", "all", "[]", "[]"),
            sheet("florida", "all", r#"["FL", "GA"]"#, "[]"),
            sheet("nevada", "all", r#"["NV"]"#, "[]"),
            sheet("here", "all", "[]", r#"["r1"]"#),
            sheet("there", "all", "[]", r#"["r2"]"#),
            sheet("of_texas", "texas", "[]", "[]"),
        ];
        let market = of(lenders, sheets, "r1", "FL");
        let names: Vec<&str> = market.programmes.iter().map(|it| &*it.id).collect();
        assert_eq!(names, ["everywhere", "florida", "here"]);
        assert_eq!(market.lenders.len(), 1);
    }
}
