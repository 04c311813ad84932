//! The page: what is on it and what never is, and what cannot be made into one.

use http::Method;
use serde_json::{Value, json};

use super::{Shown, ids, look, present, token};
use crate::world::{World, path};

#[tokio::test]
async fn a_customer_sees_the_options_of_the_drawings() {
    let shown = Shown::begin().await;
    let page = shown.look().await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    let shown = &page.json["presentation"];
    assert_eq!(shown["number"], "HM-1001");
    assert_eq!(shown["buyer"], "Marisol Ortega");
    assert_eq!(shown["presented_by"], "Dana Kessler");
    assert_eq!(shown["dealer"]["place"], "Clearwater, FL");
    assert_eq!(
        shown["vehicle"],
        json!({"name": "2026 Honda CR-V Sport Touring Hybrid", "facts": ["Urban Gray", "stock H26118", "12 miles"]})
    );
    // Nov 21 at the store and a week on.
    assert_eq!(
        (&shown["date"], &shown["holds_until"]),
        (&json!("2026-11-21"), &json!("2026-11-28"))
    );

    let options = shown["options"].as_array().expect("options");
    let [a, b, c] = &options[..] else {
        panic!("three options, not {}", options.len());
    };
    // 72 x 689.31 = 49,630.32, of which 41,017.77 is financed. 83 x 608.68 and a last payment of 608.78, which takes up
    // what rounding left, are 51,129.22, of which 40,017.77 is financed.
    for (option, letter, payment, down, payments, apr, financed, charge, total) in [
        (
            a, "A", "689.31", "3000.00", 72, "0.0649", "41017.77", "8612.55", "49630.32",
        ),
        (
            b, "B", "608.68", "4000.00", 84, "0.0724", "40017.77", "11111.45", "51129.22",
        ),
    ] {
        assert_eq!(
            (&option["letter"], &option["kind"]),
            (&json!(letter), &json!("retail"))
        );
        assert_eq!(option["payment"], payment);
        assert_eq!(option["every"], "per month");
        assert_eq!(option["cash_down"], down);
        let loan = &option["loan"];
        assert_eq!(loan["payments"], payments);
        assert_eq!(loan["apr"], apr);
        assert_eq!(loan["amount_financed"], financed);
        assert_eq!(loan["finance_charge"], charge);
        assert_eq!(loan["total_of_payments"], total);
        assert_eq!(option["result"]["amount"], financed);
    }
    // Without service contract and GAP 3,390.00 and 174.65 of tax less are financed: 37,453.12 over 72 months.
    assert_eq!(a["payment_without_products"], "629.41");
    assert_eq!(
        a["optional_products"],
        json!(["service contract", "GAP waiver"])
    );
    assert_eq!((&c["kind"], &c["loan"]), (&json!("lease"), &Value::Null));
    assert_eq!(c["lease"]["residual"], "26013.45", "61 % of 42,645.00");
    assert_eq!(c["lease"]["payments"], 36);
    assert_eq!(c["excess_mile_charge"], "0.20");
    assert_eq!(c["payment"], c["lease"]["payment"]);
}

#[tokio::test]
async fn the_lines_of_the_price_sum_up_and_name_the_place_of_the_tax() {
    let shown = Shown::begin().await;
    let page = shown.look().await;
    let sum = |lines: &Value| -> money::Cents {
        let lines = lines.as_array().expect("lines").iter();
        lines
            .map(|line| line["amount"].as_str().expect("an amount"))
            .map(|text| text.parse::<money::Cents>().expect("an amount"))
            .sum()
    };
    for option in page.json["presentation"]["options"]
        .as_array()
        .expect("options")
    {
        assert_eq!(json!(sum(&option["price"])), option["total_price"]);
        let tax = option["price"].as_array().expect("lines").iter();
        let tax = tax.filter(|line| line["label"] == "Taxes, Pinellas, FL");
        assert_eq!(tax.count(), 1, "{}", option["letter"]);
        let terms = option["terms"].to_string();
        for said in [
            "Estimate for a buyer titling in Pinellas, FL.",
            "Figures hold to Nov 28, 2026, subject to credit approval.",
            "Not a contract.",
        ] {
            assert!(terms.contains(said), "{said} in {terms}");
        }
        assert_eq!(option["proof"]["rule_date"], "2026-11-21");
        assert_eq!(
            option["proof"]["revision_hash"].as_str().map(str::len),
            Some(16)
        );
    }
    // 48,299.33 out the door, less trade, rebate and cash down, with the payoff: 41,017.77.
    let first = &page.json["presentation"]["options"][0];
    assert_eq!(first["total_price"], "48299.33");
    let total: money::Cents = "48299.33".parse().expect("an amount");
    assert_eq!(json!(total + sum(&first["settlement"])), "41017.77");
}

#[tokio::test]
async fn no_dealer_figure_is_on_it_or_in_any_answer_about_it() {
    let shown = Shown::begin().await;
    let list = format!("{}/presentations", path(&shown.deal));
    let one = format!("{list}/{}", shown.made.json["id"].as_str().expect("an id"));
    let manager = &shown.world.manager;
    let signed = shown.sign("A").await;
    assert_eq!(signed.status, 200, "{}", signed.text());
    for answer in [
        &shown.look().await,
        &shown.made,
        &signed,
        &shown.world.app.get(&list, manager).await,
        &shown.world.app.get(&one, manager).await,
    ] {
        let text = answer.text().to_lowercase();
        for secret in [
            "39412.00",
            "13600.00",
            "1100.00",
            "300.00",
            "120.00",
            "210.00",
            "0.0524",
            "\"cost\"",
            "vehicle_cost",
            "buy_",
            "reserve",
            "acv",
            "over_allowance",
            "\"gross\"",
            "money_factor",
            "0.00195",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn what_was_shown_stays_when_the_deal_moves_on() {
    let shown = Shown::begin().await;
    let before = shown.look().await;
    let update = json!({"name": "72 months", "inputs": crate::world::with(crate::world::inputs(), "/cash_down", json!("2000.00"))});
    let to = crate::world::structure_path(&shown.deal, 0);
    let put = shown
        .world
        .app
        .put(&to, &shown.world.manager, "\"1\"", update);
    assert_eq!(put.await.status, 200);
    let after = shown.look().await;
    assert_eq!(after.json["presentation"], before.json["presentation"]);
    assert_eq!(after.json["sha256"], before.json["sha256"]);
    assert_eq!(
        (&before.json["changed"], &after.json["changed"]),
        (&json!([]), &json!(["A"]))
    );
    // Nor can the service itself rewrite it.
    let role = shown.world.app.runtime_role("deals").await;
    for sql in [
        "update presentation set shown = 'x'",
        "update presentation set expires_at = now()",
        "delete from presentation",
    ] {
        let refused = role.execute(sql, &[]).await.expect_err(sql);
        assert_eq!(
            refused.code().map(|code| code.code()),
            Some("42501"),
            "{sql}"
        );
    }
}

#[tokio::test]
async fn what_makes_no_page_is_said_at_once() {
    let shown = Shown::begin().await;
    let (world, deal) = (&shown.world, &shown.deal);
    let to = format!("{}/presentations", path(deal));
    let ask = async |body: Value| world.app.post(&to, &world.manager, body).await;
    let (first, stranger) = (ids(deal)[0].clone(), uuid::Uuid::now_v7());
    let wrong = ask(json!({"structure_ids": [first, stranger, first]})).await;
    assert_eq!(
        wrong.faults(),
        [
            ("/structure_ids/1", "unknown"),
            ("/structure_ids/2", "twice")
        ]
    );
    for ids in [json!([]), json!([first, first, first, first])] {
        let refused = ask(json!({"structure_ids": ids})).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert_eq!(refused.faults()[0].0, "/structure_ids");
    }
    // It is Nov 21 at the store; 90 days on is Feb 19.
    for (day, code) in [("2026-11-20", "past"), ("2027-02-20", "too_late")] {
        let refused = ask(json!({"structure_ids": [first], "holds_until": day})).await;
        assert_eq!(refused.faults(), [("/holds_until", code)], "{day}");
    }
    for day in ["2026-11-21", "2027-02-19"] {
        let made = ask(json!({"structure_ids": [first], "holds_until": day})).await;
        assert_eq!(made.status, 201, "{day}: {}", made.text());
        assert_eq!(made.json["presentation"]["holds_until"], day);
    }
    let unknown = ask(json!({"structure_ids": [first], "note": "x"})).await;
    assert_eq!(unknown.faults(), [("/note", "unknown_field")]);

    let moved =
        "update deals.structure set figures = replace(figures::text, '689.31', '689.32')::json";
    let owner = world.app.owner().await;
    assert_eq!(owner.execute(moved, &[]).await.expect("an update"), 3);
    let refused = ask(json!({"structure_ids": [first]})).await;
    assert_eq!((refused.status, refused.problem()), (409, "figures-differ"));

    let reason = json!({"reason": "Bought elsewhere"});
    assert_eq!(
        world
            .step(deal, "cancel", &world.manager, reason)
            .await
            .status,
        200
    );
    assert_eq!(ask(json!({"structure_ids": [first]})).await.status, 409);
}

#[tokio::test]
async fn making_one_twice_with_a_key_makes_one_with_the_same_link() {
    let shown = Shown::begin().await;
    let world = &shown.world;
    let to = format!("{}/presentations", path(&shown.deal));
    let body = json!({"structure_ids": ids(&shown.deal)});
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let call = world.app.call(Method::POST, &to).by(&world.manager);
        let made = call.header("idempotency-key", "present-1").json(&body);
        let made = made.send().await;
        assert_eq!(made.status, 201, "{}", made.text());
        tokens.push(token(&made).to_owned());
    }
    assert_eq!(tokens[0], tokens[1]);
    assert_ne!(tokens[0], shown.token());
    assert_eq!(look(world, &tokens[0]).await.status, 200);
    let owner = world.app.owner().await;
    let sql = "select count(*) from deals.presentation";
    let made: i64 = owner.query_one(sql, &[]).await.expect("a count").get(0);
    assert_eq!(made, 2, "the first of the test, and this one");
}

#[tokio::test]
async fn the_store_lists_and_reads_what_was_shown() {
    let shown = Shown::begin().await;
    let world = &shown.world;
    assert_eq!(shown.pick("B").await.status, 200);
    let list = format!("{}/presentations", path(&shown.deal));
    let read = world.app.get(&list, &world.manager).await;
    let items = read.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "{}", read.text());
    assert_eq!(items[0]["options"], json!(["A", "B", "C"]));
    assert_eq!(items[0]["picked"], "B");
    assert_eq!(items[0]["signed"], Value::Null);
    assert_eq!(items[0]["made_by"]["name"], "Dana Kessler");
    let one = format!("{list}/{}", items[0]["id"].as_str().expect("an id"));
    let read = world.app.get(&one, &world.manager).await;
    assert_eq!(read.json["presentation"], shown.made.json["presentation"]);
    // Whoever does not reach the deal finds neither.
    let stranger = world.stranger().await;
    for who in [&stranger, &world.sales] {
        assert_eq!(world.app.get(&list, who).await.status, 404);
        assert_eq!(world.app.get(&one, who).await.status, 404);
        assert_eq!(present(world, &shown.deal, who).await.status, 404);
    }
}

#[tokio::test]
async fn a_salesperson_shows_their_own_deal() {
    let world = World::begin().await;
    let deal = world.deal_of(&world.sales).await;
    let made = present(&world, &deal, &world.sales).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let page = look(&world, token(&made)).await;
    assert_eq!(page.json["presentation"]["presented_by"], "Sam Okafor");
}
