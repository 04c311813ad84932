//! The federal box, as a page and as JSON.

use http::Method;
use money::Cents;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, inputs, path, with};

async fn sheet(world: &World, deal: &Answer, user: &User, accept: &str) -> Answer {
    let call = world
        .app
        .call(Method::GET, &format!("{}/disclosure", path(deal)));
    call.by(user).header("accept", accept).send().await
}

fn cents(value: &Value) -> Cents {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("no amount: {value}"));
    text.parse().expect("an amount")
}

fn sum(lines: &Value) -> Cents {
    let lines = lines.as_array().expect("lines");
    lines.iter().map(|line| cents(&line["amount"])).sum()
}

async fn made(world: &World, inputs: Value) -> Answer {
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let new = world.new_deal(customer, vehicle, inputs);
    let deal = world.app.post("/deals", &world.manager, new).await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    deal
}

#[tokio::test]
async fn a_retail_contract_shows_five_figures_and_how_the_amount_financed_is_made() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let json = sheet(&world, &deal, &world.sales, "application/json").await;
    assert_eq!(json.status, 404, "not of the salesperson's own deals");
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    let credit = &json["retail"];
    assert_eq!(json["lease"], Value::Null);
    assert_eq!(credit["apr"], "0.0649");
    assert_eq!(credit["amount_financed"], "41017.77");
    // 72 payments of 689.31.
    assert_eq!(credit["total_of_payments"], "49630.32");
    assert_eq!(credit["finance_charge"], "8612.55");
    // 3,000.00 cash, 1,000.00 rebate, 14,500.00 less 11,218.44 of trade.
    assert_eq!(credit["down_payment"], "7281.56");
    assert_eq!(credit["total_sale_price"], "56911.88");
    assert_eq!(
        credit["payments"],
        json!([{"number": 72, "amount": "689.31", "when": "Monthly, beginning", "first_date": "2026-12-21"}])
    );
    let parts = credit["itemization"].as_array().expect("parts");
    let totals: Vec<_> = parts.iter().map(|part| part["total"].clone()).collect();
    // 41,000.00 + 289.00 + 425.00 + 899.00 + 2,495.00 + 895.00 + 1,911.43 of tax; the down payment; the state's fees.
    assert_eq!(
        totals,
        [json!("47914.43"), json!("-7281.56"), json!("384.90")]
    );
    for part in parts {
        assert_eq!(sum(&part["lines"]), cents(&part["total"]));
    }
    let html = sheet(&world, &deal, &world.manager, "text/html").await;
    for shown in [
        "Truth in Lending disclosure",
        "ANNUAL PERCENTAGE RATE",
        "6.49%",
        "$8,612.55",
        "$41,017.77",
        "$49,630.32",
        "$56,911.88",
        "Monthly, beginning Dec 21, 2026",
        "to Public officials",
        "to Harbor Federal",
        "Draft",
        "Marisol Ortega",
    ] {
        assert!(html.text().contains(shown), "the page shows {shown}");
    }
    let text = html.text().to_lowercase();
    for secret in ["39,412.00", "13,600.00", "1,100.00", "5.24%", "reserve"] {
        assert!(!text.contains(secret), "the page shows {secret}");
    }
}

#[tokio::test]
async fn a_lease_shows_what_is_due_at_signing_and_each_line_follows_from_those_before() {
    let world = World::begin().await;
    let mut lease = with(inputs(), "/kind", json!("lease"));
    lease["lease"] = json!({"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61",
                            "miles_per_year": 12000, "excess_mile_charge": "0.20", "disposition_fee": "395.00",
                            "acquisition_fee": {"amount": "695.00", "capitalized": true},
                            "doc_fee_capitalized": true});
    let deal = made(&world, lease).await;
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    let lease = &json["lease"];
    assert_eq!(json["retail"], Value::Null);
    let amount = |name: &str| cents(&lease[name]);
    assert_eq!(
        sum(&lease["due_at_signing"]),
        amount("due_at_signing_total")
    );
    assert_eq!(sum(&lease["paid_by"]), amount("due_at_signing_total"));
    assert_eq!(
        amount("gross_cap_cost") - amount("cap_cost_reduction"),
        amount("adjusted_cap_cost")
    );
    assert_eq!(
        amount("adjusted_cap_cost") - amount("residual"),
        amount("depreciation")
    );
    assert_eq!(
        amount("depreciation") + amount("rent_charge"),
        amount("total_of_base_payments")
    );
    assert_eq!(
        amount("base_payment").by(36),
        amount("total_of_base_payments")
    );
    assert_eq!(
        amount("base_payment") + amount("tax_per_payment"),
        amount("payment")
    );
    // All at signing, 35 further payments and the fee at the end.
    assert_eq!(
        amount("due_at_signing_total") + amount("payment").by(35) + cents(&json!("395.00")),
        amount("total_of_payments")
    );
    let html = sheet(&world, &deal, &world.manager, "text/html").await;
    for shown in [
        "Consumer leasing disclosure",
        "Amount Due at Lease Signing or Delivery",
        "How it will be paid",
        "Rent charge",
        "26,013.45",
        "12,000",
        "$0.20",
        "$395.00",
    ] {
        assert!(html.text().contains(shown), "the page shows {shown}");
    }
}

#[tokio::test]
async fn a_first_payment_in_the_capitalized_cost_is_told_beside_the_payments() {
    let world = World::begin().await;
    let mut lease = with(inputs(), "/kind", json!("lease"));
    lease["cash_down"] = json!("0.00");
    lease["lease"] = json!({"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61",
                            "signing_total": "0.00"});
    let deal = made(&world, lease).await;
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    let lease = &json["lease"];
    let amount = |name: &str| cents(&lease[name]);
    // Nothing of it is paid at signing: 36 payments are 35 after signing, and the first is in what they pay off.
    assert_eq!(lease["payments"], 36);
    assert_eq!(amount("first_payment_capitalized"), amount("payment"));
    assert_eq!(
        amount("due_at_signing_total") + amount("payment").by(35),
        amount("total_of_payments")
    );
    let page = sheet(&world, &deal, &world.manager, "text/html").await;
    let told = format!(
        "36 payments, ${} of the first in the capitalized cost; the next after signing is due Dec 21, 2026",
        amount("payment").to_text()
    );
    assert!(page.text().contains(&told), "the page says {told}");
}

#[tokio::test]
async fn a_cash_deal_has_nothing_to_disclose() {
    let world = World::begin().await;
    let deal = made(&world, with(inputs(), "/kind", json!("cash"))).await;
    let refused = sheet(&world, &deal, &world.manager, "text/html").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Print its worksheet"));
}

/// 12 CFR 1026.22(a)(2): an eighth of a point.
#[tokio::test]
async fn an_apr_that_is_more_than_an_eighth_of_a_point_off_is_not_printed() {
    for (apr, code) in [
        // 6.62 is 0.13 above 6.49.
        ("0.0662", "apr-out-of-tolerance"),
        ("0.0636", "apr-out-of-tolerance"),
        // Within the law's tolerance, and still not what the engine says.
        ("0.0650", "figures-differ"),
    ] {
        let world = World::begin().await;
        let deal = world.deal().await;
        let owner = world.app.owner().await;
        let moved = owner
            .execute(
                "update deals.structure set figures = replace(figures::text, '\"apr\":\"0.0649\"', $1)::json",
                &[&format!("\"apr\":\"{apr}\"")],
            )
            .await
            .expect("an update");
        assert_eq!(moved, 1);
        for paper in ["disclosure", "worksheet"] {
            let refused = world
                .app
                .get(&format!("{}/{paper}", path(&deal)), &world.manager)
                .await;
            assert_eq!((refused.status, refused.problem()), (409, code), "{apr}");
        }
        let detail = sheet(&world, &deal, &world.manager, "text/html").await;
        if code == "apr-out-of-tolerance" {
            assert!(detail.text().contains("1026.22(a)"), "{}", detail.text());
        }
    }
}
