//! The buyer's worksheet, as a page and as JSON.

use http::Method;
use money::Cents;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, inputs, path, structure_path, with};

async fn sheet(world: &World, deal: &Answer, user: &User, accept: &str) -> Answer {
    let call = world
        .app
        .call(Method::GET, &format!("{}/worksheet", path(deal)));
    call.by(user).header("accept", accept).send().await
}

fn sum(lines: &Value) -> Cents {
    let amount = |line: &Value| {
        line["amount"]
            .as_str()
            .and_then(|text| text.parse::<Cents>().ok())
    };
    lines
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| amount(line).expect("an amount"))
        .sum()
}

fn cents(text: &str) -> Cents {
    text.parse().expect("an amount")
}

#[tokio::test]
async fn the_page_says_all_that_a_buyer_signs() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let page = sheet(&world, &deal, &world.manager, "text/html").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'none'")
    );
    let html = page.text();
    for shown in [
        "size: letter; margin: 12mm",
        "Deal HM-1001",
        "Nov 21, 2026",
        "Draft",
        "Harbor Motors Clearwater",
        "Marisol Ortega",
        "12 Palm Ave",
        "St. Petersburg, FL 33707",
        "(727) 555-0148",
        "2026 Honda CR-V Sport Touring Hybrid",
        "Stock H26118",
        "VIN 2HKRS6H90TH400123",
        "42,645.00",
        "\u{2212}1,645.00",
        "Roof rails",
        "2,495.00",
        "1,911.43",
        "$48,299.33",
        "Your trade, 2019 Camry SE",
        "\u{2212}14,500.00",
        "Paid off to Harbor Federal",
        "11,218.44",
        "$41,017.77",
        "$689.31",
        "6.49%",
        "Finance charge",
        "Total of payments",
        "Total sale price",
        "not a contract",
        "Co-buyer",
    ] {
        assert!(html.contains(shown), "the page shows {shown}");
    }
    // 28,113.00 at 6 %, with the paragraph of the law.
    for explained in ["28,113.00", "6.00%", "1,686.78", "Fla. Stat."] {
        assert!(
            html.contains(explained),
            "the tax is explained: {explained}\n{html}"
        );
    }
}

#[tokio::test]
async fn the_lines_sum_up_and_the_json_says_the_same() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    assert_eq!(sum(&json["price"]), cents("48299.33"));
    assert_eq!(
        cents("48299.33") + sum(&json["settlement"]),
        cents("41017.77")
    );
    assert_eq!(json["result"]["amount"], "41017.77");
    assert_eq!(json["loan"]["payment"], "689.31");
    // Without service contract and GAP 3,390.00 and 174.65 of tax less are financed: 37,453.12 over 72 months.
    assert_eq!(json["payment_without_products"], "629.41");
    assert_eq!(json["proof"]["rule_date"], "2026-11-21");
    let html = sheet(&world, &deal, &world.manager, "text/html").await;
    let hash = json["proof"]["revision_hash"].as_str().expect("a hash");
    assert!(
        html.text().contains(hash)
            && html
                .text()
                .contains(json["proof"]["rules_version"].as_str().expect("a version"))
    );

    let update =
        json!({"name": "72 months", "inputs": with(inputs(), "/cash_down", json!("3000.01"))});
    world
        .app
        .put(&structure_path(&deal, 0), &world.manager, "\"1\"", update)
        .await;
    let after = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    assert_ne!(
        after["proof"]["revision_hash"], json["proof"]["revision_hash"],
        "a cent is another revision"
    );
}

#[tokio::test]
async fn a_product_that_the_lender_asks_for_is_a_finance_charge_on_every_paper() {
    let world = World::begin().await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let inputs = with(inputs(), "/finance/finance_charges", json!(["p2"]));
    let new = world.new_deal(customer, vehicle, inputs);
    let deal = world.app.post("/deals", &world.manager, new).await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    // The loan is 41,017.77 as before, 72 x 689.31 = 49,630.32; 895.00 of it is a finance charge from the start, so that
    // 40,122.77 is financed (12 CFR 1026.18(b)) and 49,630.32 - 40,122.77 = 9,507.55 is what the credit costs.
    let loan = &json["loan"];
    assert_eq!(loan["payment"], "689.31");
    assert_eq!(loan["amount_financed"], "40122.77");
    assert_eq!(loan["finance_charge"], "9507.55");
    assert_eq!(loan["total_of_payments"], "49630.32");
    assert_eq!(json["result"]["amount"], "40122.77");
    assert_eq!(
        cents("48299.33") + sum(&json["settlement"]),
        cents("40122.77")
    );
    let call = format!("{}/disclosure", path(&deal));
    let call = world.app.call(Method::GET, &call).by(&world.manager);
    let disclosed = call.header("accept", "application/json").send().await.json;
    assert_eq!(disclosed["retail"]["amount_financed"], "40122.77");
    assert_eq!(disclosed["retail"]["finance_charge"], "9507.55");
    // What the lender asks for is no option: 2,495.00 and its 174.65 of tax are, and 38,348.12 without them.
    let price = json["price"].as_array().expect("lines");
    let options = price.iter().filter(|line| line["optional"] == true);
    let options: Vec<&Value> = options.map(|line| &line["label"]).collect();
    assert_eq!(options, [&json!("Service contract, 8 yr / 100k")]);
    assert_eq!(json["payment_without_products"], "644.45");
    let shown = world.show(&deal).await;
    assert_eq!(shown.status, 201, "{}", shown.text());
    let option = &shown.json["presentation"]["options"][0];
    assert_eq!(option["optional_products"], json!(["service contract"]));
    assert_eq!(option["loan"]["amount_financed"], "40122.77");
}

#[tokio::test]
async fn no_paper_speaks_of_what_only_the_dealer_knows() {
    let world = World::begin().await;
    let deal = world.deal().await;
    for accept in ["text/html", "application/json"] {
        let paper = sheet(&world, &deal, &world.manager, accept).await;
        assert_eq!(paper.status, 200);
        let text = paper.text().to_lowercase();
        for secret in [
            "39412.00",
            "39,412.00",
            "13,600.00",
            "13600.00",
            "1,100.00",
            "5.24%",
            "0.0524",
            "buy_rate",
            "buy rate",
            "vehicle_cost",
            "over_allowance",
            "front",
        ] {
            assert!(!text.contains(secret), "{accept} shows {secret}");
        }
        // "gross" is a word of the law's own (gross capitalized cost, gross receipts): here it has no place.
        assert!(
            !text.contains("\"gross\"") && !text.contains("front gross"),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn a_lease_and_a_cash_deal_have_their_own_terms() {
    let world = World::begin().await;
    let mut lease = with(inputs(), "/kind", json!("lease"));
    lease["lease"] = json!({"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61",
                            "miles_per_year": 12000, "acquisition_fee": {"amount": "695.00", "capitalized": true},
                            "doc_fee_capitalized": true});
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let deal = world
        .app
        .post(
            "/deals",
            &world.manager,
            world.new_deal(customer, vehicle, lease),
        )
        .await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    let due = &json["lease"]["due_at_signing"];
    assert_eq!(
        sum(due).to_text(),
        json["lease"]["due_at_signing_total"]
            .as_str()
            .expect("a total")
    );
    // 61 % of 42,645.00
    assert_eq!(json["lease"]["residual"], "26013.45");
    let html = sheet(&world, &deal, &world.manager, "text/html").await;
    for shown in [
        "Rent charge",
        "Residual value",
        "26,013.45",
        "Due at signing",
        "Miles a year",
        "12,000",
    ] {
        assert!(html.text().contains(shown), "{shown}");
    }

    let cash = json!({"name": "Cash", "inputs": with(inputs(), "/kind", json!("cash"))});
    let tag = "\"1\"";
    let put = world
        .app
        .put(&structure_path(&deal, 0), &world.manager, tag, cash)
        .await;
    assert_eq!(put.status, 200, "{}", put.text());
    let json = sheet(&world, &deal, &world.manager, "application/json")
        .await
        .json;
    assert_eq!(
        (&json["result"]["label"], &json["result"]["amount"]),
        (&json!("Balance due at delivery"), &json!("41017.77"))
    );
    assert_eq!(
        (&json["loan"], &json["lease"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn only_an_approved_deal_prints_without_a_mark() {
    let world = World::begin().await;
    let deal = world.deal().await;
    for (step, mark) in [
        ("submit", json!("Not approved yet")),
        ("approve", Value::Null),
        ("cancel", json!("Cancelled")),
    ] {
        let taken = world
            .step(&deal, step, &world.manager, json!({"reason": "Test"}))
            .await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        let json = sheet(&world, &deal, &world.manager, "application/json")
            .await
            .json;
        assert_eq!(json["mark"], mark, "after {step}");
    }
}

#[tokio::test]
async fn figures_that_do_not_hold_are_not_printed() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let owner = world.app.owner().await;
    let moved = owner
        .execute(
            "update deals.structure set figures = replace(figures::text, '689.31', '689.32')::json",
            &[],
        )
        .await
        .expect("an update");
    assert_eq!(moved, 1);
    for accept in ["text/html", "application/json", "*/*"] {
        let refused = sheet(&world, &deal, &world.manager, accept).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (409, "figures-differ"),
            "{accept}"
        );
        assert!(
            refused.json["detail"]
                .as_str()
                .expect("a detail")
                .contains("/loan/")
        );
    }
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.problem(), "figures-differ");
    // Saving it again works the figures out anew.
    let update = json!({"name": "72 months", "inputs": inputs()});
    let put = world
        .app
        .put(&structure_path(&deal, 0), &world.manager, "\"1\"", update)
        .await;
    assert_eq!(
        (put.status, &put.json["figures"]["loan"]["payment"]),
        (200, &json!("689.31"))
    );
    assert_eq!(
        sheet(&world, &deal, &world.manager, "text/html")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn names_are_shown_as_text_whatever_they_hold() {
    let world = World::begin().await;
    let named = with(
        inputs(),
        "/accessories/0/name",
        json!("<script>alert(1)</script>"),
    );
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let deal = world
        .app
        .post(
            "/deals",
            &world.manager,
            world.new_deal(customer, vehicle, named),
        )
        .await;
    let html = sheet(&world, &deal, &world.manager, "text/html").await;
    assert_eq!(html.status, 200, "{}", html.text());
    assert!(!html.text().contains("<script>"));
    assert!(html.text().contains("alert(1)"));
}

/// A payoff quoted until the 18th at 3.10 a day, paid on the 24th: 6 × 3.10 = 18.60 more is owed on the trade.
#[tokio::test]
async fn payments_every_two_weeks_and_a_payoff_past_its_quote_are_told() {
    let world = World::begin().await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let inputs = [
        ("/finance/frequency", json!("biweekly")),
        ("/trades/0/payoff_good_through", json!("2026-11-18")),
        ("/trades/0/payoff_per_diem", json!("3.10")),
        ("/trades/0/payoff_in_days", json!(3)),
    ]
    .into_iter()
    .fold(inputs(), |inputs, (pointer, value)| {
        with(inputs, pointer, value)
    });
    let new = world.new_deal(customer, vehicle, inputs);
    let deal = world.app.post("/deals", &world.manager, new).await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    let page = sheet(&world, &deal, &world.manager, "text/html").await;
    let html = page.text();
    assert!(html.contains("</span> every two weeks"), "{html}");
    assert!(html.contains("11,237.04"), "11,218.44 and 18.60");
    let told = sheet(&world, &deal, &world.manager, "application/json").await;
    assert_eq!(told.json["trades"][0]["payoff"], "11237.04");
    assert_eq!(told.json["loan"]["every"], "every two weeks");
}
