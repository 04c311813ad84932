//! A dealership's own local rates through the whole house: who may, a file larger than any JSON, and the next quote.

use http::Method;
use serde_json::{Value, json};
use system_tests::{Dealership, house, ok};

const IMPORTS: &str = "/api/v1/tax/rates/imports?file_name=group.csv";

/// Pinellas County at 1.25 % from 2026-10-01, said as often as it takes to make a file of some megabytes.
fn file() -> String {
    let row = "FL,12103,,vehicle,0.0125,2026-10-01,,https://floridarevenue.com/taxes,,\n";
    let head = "state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule\n";
    head.to_owned() + &row.repeat(3 * 1024 * 1024 / row.len())
}

/// 6 % of 30,000.00 is 1,800.00; the county's 1 % of the first 5,000.00 is 50.00, its 1.25 % is 62.50.
#[tokio::test]
async fn the_general_manager_takes_a_file_and_the_salesperson_quotes_by_it() {
    let app = house().await;
    let store = Dealership::found(&app, "harbor").await;
    let sale = json!({ "date": "2026-11-21", "registration": { "state": "FL", "county": "Pinellas" }, "price": "30000.00" });
    let due = async || -> Value {
        let quote = app
            .post("/api/v1/tax/quote", &store.sales, sale.clone())
            .await;
        ok(quote)["totals"]["due"].clone()
    };
    assert_eq!(due().await, "1850.00");

    for refused in [&store.sales, &store.manager, &store.office] {
        let call = app.call(Method::POST, IMPORTS).by(refused);
        assert_eq!(call.body("text/csv", file()).send().await.status, 403);
    }
    let call = app.call(Method::POST, IMPORTS).by(&store.general_manager);
    let preview = ok(call.body("text/csv", file()).send().await);
    assert_eq!(preview["import"]["counts"]["changed"], 1);
    let id = preview["import"]["id"].as_str().expect("an id");
    let apply = format!("/api/v1/tax/rates/imports/{id}/apply");
    let apply = app.call(Method::POST, &apply).by(&store.general_manager);
    ok(apply.header("if-match", "\"1\"").send().await);
    assert_eq!(due().await, "1862.50");

    let over = vec![b'x'; 16 * 1024 * 1024 + 1];
    let call = app.call(Method::POST, IMPORTS).by(&store.general_manager);
    let over = call.body("text/csv", over).send().await;
    assert_eq!((over.status, over.problem()), (413, "too-large"));
}
