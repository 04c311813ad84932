//! Reference figures that need a whole deal: the illustrative deal, its matrix and its rolls in Citrus County, Florida,
//! which takes 6 % and no surtax, gives credit for trades, taxes the dealer's fee and takes no manufacturer's rebate
//! off. The others are held by the tests of their formulas; the list stands in the engine's README.

use desk::{
    Deal, Flow, GridAsk, GridCell, Lever, RollAsk, RollOf, TermOffer, When, apr, figures, grid,
    roll,
};
use money::{Cents, Rate, Rounding};

fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

/// 28,995 and 199 less 9,000 is 20,194, at 6 % 1,211.64. 28,995 + 199 + 75 + 1,211.64 = 30,480.64; less 1,500, less
/// 2,000, and 1,250 more for the trade that owes 10,250: 28,230.64.
fn illustrative() -> Deal {
    let text = r#"{
      "date": "2026-11-21", "kind": "retail",
      "places": {"registration": {"state": "FL", "county": "Citrus"}, "dealer": {"state": "FL", "county": "Citrus"}},
      "vehicle": {"condition": "new", "class": "passenger", "model_year": 2026},
      "selling_price": "28995",
      "fees": [{"id": "f1", "kind": "doc", "amount": "199"}, {"id": "f2", "kind": "government", "amount": "75"}],
      "rebates": [{"id": "r1", "from": "manufacturer", "amount": "1500", "assigned_to_dealer": true}],
      "trades": [{"id": "t1", "allowance": "9000", "payoff": "10250"}],
      "cash_down": "2000",
      "finance": {"term_months": 72, "sell_rate": "0.0749"}
    }"#;
    serde_json::from_str(text).expect("the deal reads")
}

#[test]
fn the_illustrative_deal() {
    let figures = figures(&illustrative()).expect("figures");
    assert_eq!(figures.tax.taxable_base, money("20194"));
    assert_eq!(figures.tax_total, money("1211.64"));
    assert_eq!(figures.total_price, money("30480.64"));
    assert_eq!(figures.trade_equity, money("-1250"));
    assert_eq!(figures.amount_financed, Some(money("28230.64")));
    let loan = figures.loan.expect("a loan");
    assert_eq!(loan.payment, money("487.97"));
    assert_eq!(loan.apr, "0.0749".parse::<Rate>().expect("a rate"));
}

#[test]
fn its_matrix() {
    let offer = |term_months| TermOffer {
        term_months,
        sell_rate: None,
        buy_rate: None,
        money_factor: None,
        residual_percent: None,
    };
    let rows = [
        ("0", ["940.22", "730.80", "605.62", "522.54", "463.54"]),
        ("1000", ["909.12", "706.63", "585.58", "505.26", "448.20"]),
        ("2000", ["878.02", "682.45", "565.55", "487.97", "432.87"]),
        ("3000", ["846.92", "658.28", "545.52", "470.69", "417.54"]),
        ("4000", ["815.82", "634.11", "525.48", "453.40", "402.20"]),
    ];
    let shown = grid(&GridAsk {
        deal: illustrative(),
        terms: [36, 48, 60, 72, 84].map(offer).to_vec(),
        downs: rows.map(|(down, _)| money(down)).to_vec(),
        target: None,
    })
    .expect("a grid");
    for (row, (down, payments)) in shown.rows.iter().zip(rows) {
        let expected = payments.map(|payment| GridCell::Payment {
            payment: money(payment),
            at_or_under_target: false,
        });
        assert_eq!(row.cells, expected, "{down} down");
    }
}

/// 3,000 down and no trade. 24,005.07 and 199 at 6 % come to 25,656.31, and with 75 less 3,000 to 22,731.31, which is
/// what 450.00 carries. The most that still rounds to 450.00 is 22,731.56, and 24,005.30 comes to that:
/// 24,204.30 + 1,452.26 + 75 - 3,000.
#[test]
fn a_price_for_450_a_month() {
    let mut deal = illustrative();
    deal.trades.clear();
    deal.rebates.clear();
    deal.cash_down = money("3000");
    let finance = deal.finance.as_mut().expect("finance");
    finance.term_months = 60;
    finance.sell_rate = "0.0699".parse().expect("a rate");
    let at = |price: &str| {
        let priced = Deal {
            selling_price: money(price),
            ..deal.clone()
        };
        let figures = figures(&priced).expect("figures");
        (
            figures.amount_financed.expect("an amount"),
            figures.loan.expect("a loan").payment,
        )
    };
    assert_eq!(at("24005.07"), (money("22731.31"), money("450.00")));
    assert_eq!(at("24005.30"), (money("22731.56"), money("450.00")));
    assert_eq!(at("24005.31").1, money("450.01"));
    let rolled = roll(&RollAsk {
        deal: deal.clone(),
        target: money("450"),
        of: RollOf::Payment,
        levers: vec![Lever::SellingPrice],
        terms: Vec::new(),
    })
    .expect("a roll");
    let price = &rolled.levers[0];
    assert!(price.reached);
    assert_eq!(price.value.as_deref(), Some("24005.30"));
    assert_eq!(price.payment, Some(money("450.00")));
}

/// The lease of 34,590 at .0021: times 2,400 it reads like 5.04 %. Thirty-six payments of 467.53 in advance and the
/// residual of 22,040 after them are worth 34,590 at 5.0639 % a year.
#[test]
fn the_rate_that_a_money_factor_implies() {
    let advance = [Flow::once(money("34590"), When::START)];
    let payments = [
        Flow::run(money("467.53"), 36, When::START),
        Flow::once(money("22040"), When::after(36)),
    ];
    let implied = apr(&advance, &payments, (12, 1)).expect("a rate");
    let to_four_places = Cents::new(implied.get()).ratio(1, 100, Rounding::HalfUp);
    assert_eq!(to_four_places.get(), 50_639);
    let read = Rate::new("0.0021".parse::<Rate>().expect("a factor").get() * 24);
    assert_eq!(read.to_percent_text(), "5.04");
    assert!(implied > read);
}
