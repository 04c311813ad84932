//! The main job over HTTP, as a person with nothing but `curl` would do it: a deal desked, taxed, saved,
//! compared, approved and printed, and its vehicle held and let go.
//!
//! The Florida figures: base 41,000 + 714 accessories + 899 dealer fee − 14,500 trade = 28,113.00 at 6 %
//! (Fla. Stat. 212.05) is 1,686.78; the county surtax of Pinellas reaches the first 5,000 (Fla. Stat. 212.054)
//! at 1 %, 50.00; the service contract bears 6 % of 2,495.00, 149.70, and 1 %, 24.95.

use platform::testkit::TestApp;
use serde_json::{Value, json};
use system_tests::{Dealership, house, id, ok};

/// Writes the deal of the desk's worked example into drafted inputs.
fn as_agreed(inputs: &mut Value) {
    inputs["date"] = json!("2026-11-21");
    inputs["selling_price"] = json!("41000.00");
    inputs["vehicle"]["condition"] = json!("new");
    inputs["vehicle"]["msrp"] = json!("42645.00");
    inputs["accessories"] = json!([
        { "id": "mats", "name": "Mats", "price": "289.00" },
        { "id": "rails", "name": "Roof rails", "price": "425.00" },
    ]);
    inputs["fees"] = json!([
        { "id": "doc", "kind": "doc", "name": "Dealer service fee", "amount": "899.00" },
        { "id": "state", "kind": "government", "name": "Title, registration, lemon law", "amount": "384.90" },
    ]);
    inputs["products"] = json!([
        { "id": "vsc", "kind": "service_contract", "name": "8 yr / 100k", "price": "2495.00", "provider": "dealer" },
        { "id": "gap", "kind": "gap", "name": "GAP waiver", "price": "895.00", "provider": "dealer" },
    ]);
    inputs["rebates"] = json!([
        { "id": "cash", "from": "manufacturer", "name": "Customer cash", "amount": "1000.00", "assigned_to_dealer": true },
    ]);
    inputs["trades"] = json!([
        { "id": "trade", "name": "2019 Toyota Camry SE", "allowance": "14500.00", "payoff": "11218.44", "titled_in": "FL", "owned_by_buyer": true },
    ]);
    inputs["cash_down"] = json!("3000.00");
    inputs["kind"] = json!("retail");
    inputs["finance"] =
        json!({ "term_months": 72, "sell_rate": "0.0649", "first_payment_date": "2026-12-21" });
}

fn tax_line<'a>(figures: &'a Value, level: &str, base: &str) -> &'a Value {
    figures["tax"]["lines"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|line| line["level"] == level && line["base"] == base)
        .unwrap_or_else(|| panic!("no {level} line of {base} in {}", figures["tax"]))
}

/// A step of the workflow by somebody, on the deal as it stands.
async fn step(
    app: &TestApp,
    who: &platform::testkit::User,
    deal: &str,
    action: &str,
    body: Value,
) -> Value {
    let path = format!("/api/v1/deals/{deal}");
    let read = app.get(&path, who).await;
    let call = app
        .call(http::Method::POST, &format!("{path}/{action}"))
        .by(who);
    ok(call
        .header("if-match", read.etag())
        .json(&body)
        .send()
        .await)
}

async fn vehicle_status(app: &TestApp, of: &Dealership, vehicle: &str) -> Value {
    ok(app
        .get(&format!("/api/v1/vehicles/{vehicle}"), &of.manager)
        .await)["status"]
        .clone()
}

#[tokio::test]
async fn a_deal_from_open_to_printed() {
    let app = house().await;
    let store = Dealership::found(&app, "harbor").await;
    let customer = store.customer(&app).await;
    let vehicle = store.vehicle(&app, "H26118", "5GZCZ43D13S812715").await;

    // Open: the server drafts a structure from the vehicle, the customer's home and the store.
    let new =
        json!({ "rooftop_id": store.rooftop, "customer_id": customer, "vehicle_id": vehicle });
    let opened = ok(app.post("/api/v1/deals", &store.sales, new).await);
    let deal = id(&opened);
    let structure = id(&opened["structures"][0]);
    let mut inputs = opened["structures"][0]["inputs"].clone();
    assert_eq!(inputs["selling_price"], "41000.00");
    assert_eq!(inputs["places"]["registration"]["county"], "Pinellas");
    assert_eq!(opened["status"], "draft");

    // Desk it: the figures are the server's own.
    as_agreed(&mut inputs);
    let path = format!("/api/v1/deals/{deal}/structures/{structure}");
    let etag = app.get(&path, &store.sales).await.etag().to_owned();
    let saved = ok(app
        .put(
            &path,
            &store.sales,
            &etag,
            json!({ "name": "As asked", "inputs": inputs }),
        )
        .await);
    let figures = &saved["figures"];
    let state = tax_line(figures, "state", "28113.00");
    assert_eq!(
        (&state["rate"], &state["amount"]),
        (&json!("0.06"), &json!("1686.78"))
    );
    assert!(
        state["citation"]
            .as_str()
            .is_some_and(|citation| citation.contains("212.05")),
        "{state}"
    );
    assert_eq!(tax_line(figures, "county", "5000.00")["amount"], "50.00");
    assert_eq!(tax_line(figures, "state", "2495.00")["amount"], "149.70");
    assert_eq!(tax_line(figures, "county", "2495.00")["amount"], "24.95");
    assert_eq!(figures["tax_total"], "1911.43");
    // 41,000 + 714 + 899 + 384.90 + 3,390 + 1,911.43; less 3,281.56 equity, 1,000 rebate, 3,000 down.
    assert_eq!(figures["total_price"], "48299.33");
    assert_eq!(figures["amount_financed"], "41017.77");
    assert_eq!(figures["loan"]["payment"], "689.31");
    // Salespeople see no gross.
    assert!(
        figures.get("gross").is_none_or(Value::is_null)
            && figures.get("acv").is_none_or(Value::is_null)
    );

    // The same without storing, with the same cents.
    let quoted = ok(app
        .post("/api/v1/desk/figures", &store.sales, inputs.clone())
        .await);
    for figure in ["tax", "tax_total", "total_price", "amount_financed", "loan"] {
        assert_eq!(quoted[figure], figures[figure], "{figure}");
    }

    // Take a payment from the grid: 84 months, 4,000 down.
    let ask = json!({
        "deal": inputs, "downs": ["3000.00", "4000.00"],
        "terms": [{ "term_months": 72, "sell_rate": "0.0649" }, { "term_months": 84, "sell_rate": "0.0724" }],
    });
    let grid = ok(app.post("/api/v1/desk/grid", &store.sales, ask).await);
    assert_eq!(grid["rows"][0]["cells"][0]["payment"], "689.31");
    let taken = grid["rows"][1]["cells"][1]["payment"].clone();
    inputs["finance"]["term_months"] = json!(84);
    inputs["finance"]["sell_rate"] = json!("0.0724");
    inputs["cash_down"] = json!("4000.00");
    let longer = json!({ "name": "Longer term", "inputs": inputs });
    let second = ok(app
        .post(
            &format!("/api/v1/deals/{deal}/structures"),
            &store.sales,
            longer,
        )
        .await);
    assert_eq!(second["figures"]["loan"]["payment"], taken);

    // Compare: both stand side by side, and the chosen one is the first until somebody chooses.
    let both = ok(app
        .get(&format!("/api/v1/deals/{deal}"), &store.sales)
        .await);
    assert_eq!(both["structures"].as_array().map(Vec::len), Some(2));
    assert_eq!(both["chosen_structure_id"], structure.as_str());

    // Submit; a salesperson cannot approve, a manager can.
    let submitted = step(&app, &store.sales, &deal, "submit", json!({})).await;
    assert_eq!(submitted["status"], "submitted");
    let etag = app
        .get(&format!("/api/v1/deals/{deal}"), &store.sales)
        .await
        .etag()
        .to_owned();
    let approve = app.call(http::Method::POST, &format!("/api/v1/deals/{deal}/approve"));
    let refused = approve
        .by(&store.sales)
        .header("if-match", &etag)
        .json(&json!({}))
        .send()
        .await;
    assert_eq!(refused.status, 403);
    let approved = step(&app, &store.manager, &deal, "approve", json!({})).await;
    assert_eq!(approved["status"], "approved");
    let manager_sees = ok(app
        .get(&format!("/api/v1/deals/{deal}"), &store.manager)
        .await);
    assert!(manager_sees["structures"][0]["figures"]["gross"].is_object());

    // Print: the buyer's worksheet, with every line explained and nothing of the dealer's own.
    let sheet = app.call(
        http::Method::GET,
        &format!("/api/v1/deals/{deal}/worksheet"),
    );
    let sheet = sheet
        .by(&store.manager)
        .header("accept", "text/html")
        .send()
        .await;
    assert_eq!(
        (sheet.status, sheet.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    for shown in [
        "41,000.00",
        "1,686.78",
        "212.05",
        "48,299.33",
        "689.31",
        "Ortega",
    ] {
        assert!(sheet.text().contains(shown), "the worksheet lacks {shown}");
    }
    for hidden in ["39,412.00", "39412", "gross", "Gross", "buy_rate"] {
        assert!(
            !sheet.text().contains(hidden),
            "the worksheet shows {hidden}"
        );
    }

    // The rest of its course: contracting holds the vehicle, delivering sells it.
    step(&app, &store.finance, &deal, "contract", json!({})).await;
    app.deliver_events().await;
    assert_eq!(vehicle_status(&app, &store, &vehicle).await, "reserved");
    step(&app, &store.finance, &deal, "fund", json!({})).await;
    let delivered = step(&app, &store.office, &deal, "deliver", json!({})).await;
    assert_eq!(delivered["status"], "delivered");
    app.deliver_events().await;
    assert_eq!(vehicle_status(&app, &store, &vehicle).await, "sold");
}

#[tokio::test]
async fn a_cancelled_contract_frees_its_vehicle() {
    let app = house().await;
    let store = Dealership::found(&app, "harbor").await;
    let deal = store.deal(&app).await;
    let read = ok(app
        .get(&format!("/api/v1/deals/{deal}"), &store.manager)
        .await);
    let vehicle = id(&read["vehicle"]);
    let structure = id(&read["structures"][0]);
    let path = format!("/api/v1/deals/{deal}/structures/{structure}");
    let mut inputs = read["structures"][0]["inputs"].clone();
    as_agreed(&mut inputs);
    let etag = app.get(&path, &store.manager).await.etag().to_owned();
    ok(app
        .put(
            &path,
            &store.manager,
            &etag,
            json!({ "name": "A", "inputs": inputs }),
        )
        .await);

    step(&app, &store.sales, &deal, "submit", json!({})).await;
    step(&app, &store.manager, &deal, "approve", json!({})).await;
    step(&app, &store.finance, &deal, "contract", json!({})).await;
    app.deliver_events().await;
    assert_eq!(vehicle_status(&app, &store, &vehicle).await, "reserved");

    step(
        &app,
        &store.finance,
        &deal,
        "cancel",
        json!({ "reason": "Financing fell through" }),
    )
    .await;
    app.deliver_events().await;
    assert_eq!(vehicle_status(&app, &store, &vehicle).await, "available");
}
