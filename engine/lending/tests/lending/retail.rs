//! The scan of a retail deal: every reason with its figures, what is unknown, and the order of offers.

use crate::desks::{Desk, date, money, rate, read, row, sheet};
use lending::{Offer, OfferOrder, RetailRow, RowScope, Verdict, scan};
use money::Rate;

fn scope(json: &str) -> RetailRow {
    let scope: RowScope = read(json);
    RetailRow { scope, ..row() }
}

fn reasons(json: &str) -> Vec<String> {
    Desk::retail(scope(json)).reasons()
}

const OPEN: &str = r#""tier": "A", "term_from": 12, "term_to": 84"#;

/// The reasons of a row that asks for one thing more.
fn against(more: &str) -> Vec<String> {
    reasons(&format!("{{{OPEN}, {more}}}"))
}

#[test]
fn a_row_that_fits_has_the_standards_figures() {
    let mut desk = Desk::retail(row());
    desk.wish.markup = rate("0.015");
    let offer = desk.offer();
    assert_eq!(offer.verdict, Verdict::Fits);
    let terms = offer.terms.expect("terms");
    assert_eq!(terms.sell_rate, rate("0.0749"));
    assert_eq!(terms.payment, money("560.92"));
    assert_eq!(terms.amount_financed, money("32450.75"));
    assert_eq!(terms.reserve, money("1256.58"));
    // Front 32,450.75 − 30,000 = 2,450.75, and the reserve.
    assert_eq!(terms.gross, Some(money("3707.33")));
}

#[test]
fn every_limit_has_its_sentence() {
    assert_eq!(
        reasons(r#"{"tier": "A", "term_from": 24, "term_to": 66, "age_to": 9}"#),
        ["72 months is over 66 for model year 2023"]
    );
    assert_eq!(
        reasons(r#"{"tier": "A", "term_from": 24, "term_to": 66}"#),
        ["72 months is over 66"]
    );
    assert_eq!(
        reasons(r#"{"tier": "A", "term_from": 75, "term_to": 84}"#),
        ["72 months is under 75"]
    );
    // 32,450.75 / 27,000 = 1.201879…
    assert_eq!(
        against(r#""advance": {"most": "1.2", "of": "book"}"#),
        ["LTV 120.19 % is over 120 % of book value"]
    );
    // 32,450.75 / 30,000 = 1.081691…
    assert_eq!(
        against(r#""advance": {"most": "1.05", "of": "invoice"}"#),
        ["LTV 108.17 % is over 105 % of invoice"]
    );
    assert!(against(r#""advance": {"most": "1", "of": "msrp"}"#).is_empty());
    // 537.65 / 6,000 = 0.089608…; with 1,500 of debt 0.339608….
    assert_eq!(against(r#""pti_to": "0.08""#), ["PTI 8.97 % is over 8 %"]);
    assert_eq!(against(r#""dti_to": "0.33""#), ["DTI 33.97 % is over 33 %"]);
    assert_eq!(
        against(r#""amount_to": "30000.00""#),
        ["amount financed 32450.75 is over 30000.00"]
    );
    assert_eq!(
        against(r#""amount_from": "40000.00""#),
        ["amount financed 32450.75 is under 40000.00"]
    );
    assert_eq!(
        against(r#""odometer_to": 40000"#),
        ["41000 miles is over 40000"]
    );
    assert_eq!(against(r#""age_to": 2"#), ["a model 3 years old is over 2"]);
    assert_eq!(
        against(r#""model_year_from": 2024"#),
        ["model year 2023 is before 2024"]
    );
    assert_eq!(
        against(r#""model_year_to": 2020"#),
        ["model year 2023 is after 2020"]
    );
    assert_eq!(
        against(r#""conditions": ["new"]"#),
        ["the row does not take a used vehicle"]
    );
}

#[test]
fn a_limit_holds_to_the_cent() {
    // 32,450.75 is 120 % of 27,042.29166…: a cent less of book value is too little.
    let mut desk = Desk::retail(scope(&format!(
        r#"{{{OPEN}, "advance": {{"most": "1.2", "of": "book"}}}}"#
    )));
    desk.deal.vehicle.book_value = Some(money("27042.30"));
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    desk.deal.vehicle.book_value = Some(money("27042.29"));
    assert_eq!(desk.reasons(), ["LTV 120.01 % is over 120 % of book value"]);
    // Exactly the limit is no reason.
    let mut desk = Desk::retail(scope(&format!(
        r#"{{{OPEN}, "advance": {{"most": "1", "of": "invoice"}}}}"#
    )));
    desk.vehicle.invoice = Some(money("32450.75"));
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    assert!(reasons(r#"{"tier": "A", "term_from": 72, "term_to": 72}"#).is_empty());
    assert_eq!(
        reasons(r#"{"tier": "A", "term_from": 12, "term_to": 71}"#),
        ["72 months is over 71"]
    );
    let desk = Desk::retail(scope(&format!(r#"{{{OPEN}, "amount_to": "32450.75"}}"#)));
    assert_eq!(desk.offer().verdict, Verdict::Fits);
}

#[test]
fn tiers_by_score() {
    let mut desk = Desk::retail(row());
    desk.applicant.score = Some(719);
    assert_eq!(
        desk.reasons(),
        ["score 719 is under 720, where tier A begins"]
    );
    desk.applicant.score = Some(720);
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    desk.programmes[0].tiers[0] = read(r#"{"name": "A", "score_from": 680, "score_to": 719}"#);
    assert_eq!(desk.reasons(), ["score 720 is over 719, where tier A ends"]);
}

#[test]
fn what_a_tier_excludes() {
    let mut desk = Desk::retail(row());
    desk.programmes[0].tiers[0] = read(
        r#"{"name": "D", "excludes": ["open_bankruptcy", "negative_equity", "branded_title"]}"#,
    );
    desk.programmes[0].rows[0].scope.tier = "D".into();
    desk.applicant.open_bankruptcy = Some(true);
    desk.vehicle.branded_title = None;
    desk.deal.trades = read(r#"[{"id": "t", "allowance": "5000.00", "payoff": "6000.00"}]"#);
    assert_eq!(
        desk.reasons(),
        [
            "tier D does not take an open bankruptcy",
            "tier D does not take negative equity",
            "not known: needs whether the title is branded",
        ]
    );
    assert_eq!(desk.offer().verdict, Verdict::DoesNotFit);
}

#[test]
fn what_is_unknown_is_never_a_fit() {
    let asks = r#""odometer_to": 90000, "age_to": 9, "pti_to": "0.5", "dti_to": "0.9",
                  "advance": {"most": "2", "of": "book"}, "conditions": ["certified"]"#;
    let mut desk = Desk::retail(scope(&format!("{{{OPEN}, {asks}}}")));
    desk.vehicle.certified = Some(true);
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    desk.applicant = lending::Applicant::default();
    desk.vehicle.certified = None;
    desk.deal.vehicle.odometer = None;
    desk.deal.vehicle.model_year = None;
    desk.deal.vehicle.book_value = None;
    let offer = desk.offer();
    assert_eq!(offer.verdict, Verdict::NotKnown);
    let mut told = desk.reasons();
    told.sort();
    assert_eq!(
        told,
        [
            "not known: needs the book value",
            "not known: needs the model year",
            "not known: needs the monthly income",
            "not known: needs the odometer",
            "not known: needs the score",
            "not known: needs whether the vehicle is certified",
        ]
    );
    desk.applicant.monthly_income = Some(money("6000.00"));
    assert!(
        desk.reasons()
            .contains(&"not known: needs the monthly debt".into())
    );
    // The figures that are known are shown.
    assert_eq!(offer.terms.expect("terms").payment, money("537.65"));
}

#[test]
fn a_book_value_of_nothing_measures_nothing() {
    let mut desk = Desk::retail(scope(&format!(
        r#"{{{OPEN}, "advance": {{"most": "1.2", "of": "book"}}}}"#
    )));
    desk.deal.vehicle.book_value = Some(money("0.00"));
    assert_eq!(desk.reasons(), ["not known: needs the book value"]);
}

#[test]
fn programmes_have_their_days_places_and_makes() {
    let mut desk = Desk::retail(row());
    desk.programmes[0].valid_to = Some(date("2026-11-20"));
    assert_eq!(desk.reasons(), ["programme ended on 2026-11-20"]);
    desk.on = date("2026-11-20");
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    desk.on = date("2026-10-31");
    assert_eq!(desk.reasons(), ["programme begins on 2026-11-01"]);
    let mut desk = Desk::retail(row());
    desk.programmes[0].states = vec!["ID".into(), "WY".into()];
    desk.programmes[0].rooftops = vec!["north".into()];
    desk.programmes[0].makes = vec!["Toyota".into()];
    desk.programmes[0].models = vec!["CIVIC".into()];
    assert_eq!(
        desk.reasons(),
        [
            "Northbank does not take contracts of MT on this programme",
            "not known: needs the rooftop",
            "Honda is not among the makes of the programme",
        ]
    );
    desk.wish.rooftop = Some("south".into());
    assert!(
        desk.reasons()
            .contains(&"the programme is not for this rooftop".into())
    );
    let mut desk = Desk::lease();
    desk.deal = crate::desks::retail();
    assert_eq!(
        desk.reasons(),
        [
            "a lease programme does not take a retail deal",
            "72 months is over 48",
        ]
    );
}

#[test]
fn nothing_to_finance() {
    let mut desk = Desk::retail(row());
    desk.deal.cash_down = money("32450.75");
    assert_eq!(
        desk.reasons(),
        ["trade, rebates and cash leave nothing to finance"]
    );
}

#[test]
fn a_flat_of_the_row_is_the_least() {
    let mut row = row();
    row.flat = Some(money("300.00"));
    let mut desk = Desk::retail(row);
    let paid = |desk: &Desk| desk.offer().terms.expect("terms").reserve;
    assert_eq!(paid(&desk), money("300.00"));
    desk.wish.markup = rate("0.015");
    assert_eq!(paid(&desk), money("1256.58"));
}

fn at(buy_rate: &str, flat: &str) -> RetailRow {
    RetailRow {
        buy_rate: rate(buy_rate),
        flat: Some(money(flat)),
        ..row()
    }
}

fn rates(offers: &[Offer]) -> Vec<Option<Rate>> {
    let rate = |offer: &Offer| offer.terms.as_ref().map(|terms| terms.buy_rate);
    offers.iter().map(rate).collect()
}

#[test]
fn offers_by_payment_or_by_gross() {
    let mut desk = Desk::retail(row());
    let mut second = sheet(vec![at("0.0549", "100.00")]);
    second.id = "s2".into();
    second.name = "Special".into();
    let mut ended = sheet(vec![at("0.0299", "100.00")]);
    ended.id = "s3".into();
    ended.valid_to = Some(date("2026-11-10"));
    desk.programmes = vec![
        sheet(vec![at("0.0649", "500.00"), at("0.0599", "250.00")]),
        ended,
        second,
    ];
    let by_payment = desk.offers();
    assert_eq!(
        rates(&by_payment),
        [
            Some(rate("0.0549")),
            Some(rate("0.0599")),
            Some(rate("0.0649")),
            None
        ]
    );
    let best = desk.best_offers();
    let of = |offer: &Offer| (offer.programme.clone(), offer.row);
    assert_eq!(
        best.iter().map(of).collect::<Vec<_>>(),
        [("s2".into(), 0), ("s1".into(), 1), ("s3".into(), 0)]
    );
    desk.wish.order = OfferOrder::Gross;
    assert_eq!(
        rates(&desk.offers()),
        [
            Some(rate("0.0649")),
            Some(rate("0.0599")),
            Some(rate("0.0549")),
            None
        ]
    );
    // Without the vehicle's cost the reserve decides.
    desk.deal.vehicle_cost = None;
    let offers = desk.offers();
    assert_eq!(rates(&offers)[0], Some(rate("0.0649")));
    assert_eq!(offers[0].terms.as_ref().expect("terms").gross, None);
}

#[test]
fn reasons_go_out_with_code_and_figures() {
    let desk = Desk::retail(scope(&format!("{{{OPEN}, \"amount_to\": \"30000.00\"}}")));
    let json = serde_json::to_value(desk.offer()).expect("JSON");
    assert_eq!(
        json["reasons"][0],
        serde_json::json!({
            "code": "amount_over", "value": "32450.75", "limit": "30000.00",
            "text": "amount financed 32450.75 is over 30000.00",
        })
    );
    assert_eq!(json["verdict"], "does_not_fit");
}

#[test]
fn all_faults_of_an_ask_at_once() {
    let mut desk = Desk::retail(row());
    desk.applicant.monthly_income = Some(money("0.00"));
    desk.wish.markup = rate("0.5");
    desk.programmes[0].lender = "nobody".into();
    let faults = scan(&desk.ask()).expect_err("faults");
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/applicant/monthly_income",
            "/wish/markup",
            "/programmes/0/lender"
        ]
    );
    let mut desk = Desk::retail(row());
    desk.deal.finance = None;
    let faults = scan(&desk.ask()).expect_err("faults");
    assert_eq!(faults[0].pointer, "/deal/finance");
    desk.deal.kind = desk::DealKind::Cash;
    let faults = scan(&desk.ask()).expect_err("faults");
    assert_eq!(
        (faults[0].pointer.as_str(), &*faults[0].code),
        ("/deal/kind", "no_terms")
    );
}
