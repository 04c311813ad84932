//! The JSON doors: a market read once with all its faults, and scans by text.

use lending::json::{Market, ScanAsk};
use serde_json::{Value, json};

use crate::desks::{Desk, date, lender, row, sheet};

fn market() -> Market {
    Market {
        lenders: vec![lender()],
        programmes: vec![sheet(vec![row()])],
    }
}

fn text(market: &Market) -> String {
    serde_json::to_string(market).expect("text")
}

fn ask() -> ScanAsk {
    let desk = Desk::retail(row());
    ScanAsk {
        deal: desk.deal,
        applicant: desk.applicant,
        vehicle: desk.vehicle,
        wish: desk.wish,
        on: None,
        best_only: false,
    }
}

fn answer(market: &Market, ask: &ScanAsk) -> Value {
    let ask = serde_json::to_string(ask).expect("text");
    serde_json::from_str(&market.scan(&ask)).expect("JSON")
}

#[test]
fn a_market_goes_out_and_comes_back() {
    assert_eq!(Market::read(&text(&market())), Ok(market()));
}

#[test]
fn a_scan_by_text_is_the_scan() {
    let answer = answer(&market(), &ask());
    let offer = &answer["ok"]["offers"][0];
    assert_eq!(offer["verdict"], "fits");
    // The standard's payment of 32,450.75 at 5.99 over 72 months.
    assert_eq!(offer["terms"]["payment"], "537.65");
    let direct = serde_json::to_value(Desk::retail(row()).offers()).expect("JSON");
    assert_eq!(answer["ok"]["offers"], direct);
}

#[test]
fn one_offer_a_programme() {
    let mut market = market();
    let mut second = row();
    second.scope.term_to = 66;
    second.buy_rate = crate::desks::rate("0.0499");
    market.programmes[0].rows.push(second);
    assert_eq!(
        answer(&market, &ask())["ok"]["offers"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let best = ScanAsk {
        best_only: true,
        ..ask()
    };
    let best = answer(&market, &best);
    assert_eq!(best["ok"]["offers"].as_array().map(Vec::len), Some(1));
    assert_eq!(best["ok"]["offers"][0]["row"], 0);
}

#[test]
fn a_draft_of_last_week_tells_what_has_ended() {
    let mut market = market();
    market.programmes[0].valid_to = Some(date("2026-11-22"));
    let later = ScanAsk {
        on: Some(date("2026-11-23")),
        ..ask()
    };
    assert_eq!(
        answer(&market, &later)["ok"]["offers"][0]["reasons"],
        json!([{"code": "programme_ended", "limit": "2026-11-22",
                "text": "programme ended on 2026-11-22"}])
    );
    assert_eq!(
        answer(&market, &ask())["ok"]["offers"][0]["verdict"],
        "fits"
    );
}

#[test]
fn every_fault_of_a_market_at_once() {
    let mut wrong = market();
    wrong.lenders[0].name = String::new();
    wrong.programmes[0].tiers.clear();
    wrong.programmes.push(sheet(vec![row()]));
    let faults = Market::read(&text(&wrong)).expect_err("faults");
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/lenders/0/name",
            "/programmes/0/tiers",
            "/programmes/0/rows/0/scope/tier",
            "/programmes/1/valid_from",
        ]
    );
}

#[test]
fn what_does_not_read_is_named_by_its_place() {
    let unknown = text(&market()).replace("\"markup_caps\"", "\"caps\"");
    let faults = Market::read(&unknown).expect_err("faults");
    assert_eq!(faults[0].pointer, "/lenders/0/caps");
    let answer: Value = serde_json::from_str(&market().scan("{\"deal\": 1}")).expect("JSON");
    assert_eq!(answer["faults"][0]["pointer"], "/deal");
    let answer: Value = serde_json::from_str(&market().scan("")).expect("JSON");
    assert_eq!(answer["faults"][0]["code"], "malformed");
}
