//! Deals that name a row of a lender's sheet: held to the row when they are saved, to the days of the sheet when they are
//! submitted; and what the scan tells to whom.

use std::time::Duration;

use http::Method;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::lenders::{
    FINANCE, RETAIL, applied, finance, lender, noon, northbank, sheet, world, world_at,
};
use crate::world::{MANAGER, World, id, inputs, open_inputs, path, structure_path, with};

/// A deal of the tests that takes 72 months of tier A, a new car: the sheet's second row, bought at 5.24.
fn on_the_row(inputs: Value, bank: &Answer, sheet: &str) -> Value {
    let reference = json!({
        "lender": id(bank), "lender_name": "Northbank", "programme": sheet, "row": 1, "tier": "A",
    });
    with(inputs, "/finance/programme", reference)
}

async fn save(world: &World, user: &User, deal: &Answer, inputs: Value) -> Answer {
    let at = structure_path(deal, 0);
    let now = world.app.get(&at, user).await;
    let body = json!({"name": "72 months", "inputs": inputs});
    world.app.put(&at, user, now.etag(), body).await
}

async fn market(world: &World, boss: &User) -> (Answer, String) {
    let bank = lender(world, boss, northbank()).await;
    let sheet = applied(world, boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    (bank, sheet)
}

#[tokio::test]
async fn a_structure_is_held_to_the_row_that_it_names() {
    let world = world().await;
    let boss = finance(&world);
    let (bank, sheet) = market(&world, &boss).await;
    let deal = world.deal().await;
    let good = on_the_row(inputs(), &bank, &sheet);

    let saved = save(&world, &world.manager, &deal, good.clone()).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let finance = &saved.json["inputs"]["finance"];
    assert_eq!(finance["programme"]["lender_name"], "Northbank");
    assert_eq!(finance["buy_rate"], "0.0524");
    // The buy rate of another day, typed by hand.
    let tampered = with(good.clone(), "/finance/buy_rate", json!("0.0424"));
    let tampered = save(&world, &world.manager, &deal, tampered).await;
    assert_eq!(
        tampered.faults(),
        [("/inputs/finance/buy_rate", "not_of_the_row")],
        "{}",
        tampered.text()
    );
    // 7.49 is 2.25 over 5.24; Northbank and the row take 2.00 at 72 months, Florida sets no limit.
    let over = with(good.clone(), "/finance/sell_rate", json!("0.0749"));
    let over = save(&world, &world.manager, &deal, over).await;
    assert_eq!(over.faults(), [("/inputs/finance/sell_rate", "over_cap")]);
    assert_eq!(
        over.json["errors"][0]["detail"],
        "Markup 2.25 is over 2.00, the limit of Northbank at 72 months."
    );
    for (pointer, value, code) in [
        ("/finance/programme/row", json!(9), "unknown_row"),
        ("/finance/programme/tier", json!("B"), "not_of_the_row"),
        (
            "/finance/programme/lender",
            json!(world.rooftop),
            "not_of_the_sheet",
        ),
        (
            "/finance/programme/programme",
            json!(world.rooftop),
            "unknown",
        ),
    ] {
        let wrong = with(good.clone(), pointer, value);
        let wrong = save(&world, &world.manager, &deal, wrong).await;
        let at = format!("/inputs{pointer}");
        assert_eq!(wrong.faults(), [(&*at, code)], "{}", wrong.text());
    }
    let now = world
        .app
        .get(&structure_path(&deal, 0), &world.manager)
        .await;
    assert_eq!(now.etag(), saved.etag(), "what was refused left no trace");
    // A deal is made and a structure added by the same rules.
    let new = json!({"inputs": with(good.clone(), "/finance/buy_rate", json!("0.0424"))});
    let added = world
        .app
        .post(&format!("{}/structures", path(&deal)), &world.manager, new)
        .await;
    assert_eq!(
        added.faults(),
        [("/inputs/finance/buy_rate", "not_of_the_row")]
    );
    let new = json!({
        "rooftop_id": world.rooftop,
        "structure": {"inputs": with(good, "/finance/sell_rate", json!("0.0749"))},
    });
    let made = world.app.post("/deals", &world.manager, new).await;
    assert_eq!(
        made.faults(),
        [("/structure/inputs/finance/sell_rate", "over_cap")]
    );
}

/// Cal. Civ. Code § 2982.10: 2.0 points above 60 payments, with or without a sheet.
#[tokio::test]
async fn the_states_limit_holds_without_a_sheet_too() {
    let world = world().await;
    let deal = world.deal().await;
    let california = with(
        inputs(),
        "/places/dealer",
        json!({"state": "CA", "county": "Los Angeles", "city": "Los Angeles", "zip": "90012"}),
    );
    let over = with(california.clone(), "/finance/sell_rate", json!("0.0749"));
    let over = save(&world, &world.manager, &deal, over).await;
    assert_eq!(over.faults(), [("/inputs/finance/sell_rate", "over_cap")]);
    assert_eq!(
        over.json["errors"][0]["detail"],
        "Markup 2.25 is over 2.00, the limit of California at 72 months."
    );
    let within = save(&world, &world.manager, &deal, california).await;
    assert_eq!(within.status, 200, "{}", within.text());
}

/// Who may not see what a lender buys at names the row; the rest is put in by the server and stays hidden.
#[tokio::test]
async fn a_salesperson_takes_a_row_without_seeing_what_it_buys_at() {
    let world = world().await;
    let boss = finance(&world);
    let (bank, sheet) = market(&world, &boss).await;
    let deal = world.deal_of(&world.sales).await;
    let taken = on_the_row(open_inputs(), &bank, &sheet);
    let saved = save(&world, &world.sales, &deal, taken.clone()).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.json["inputs"]["finance"]["programme"]["row"], 1);
    for hidden in ["buy_rate", "0.0524", "reserve"] {
        assert!(
            !saved.text().contains(hidden),
            "{hidden} in {}",
            saved.text()
        );
    }
    let seen = world.app.get(&structure_path(&deal, 0), &boss).await;
    let finance = &seen.json["inputs"]["finance"];
    assert_eq!(finance["buy_rate"], "0.0524");
    assert_eq!(finance["reserve"]["share"], "0.75");

    let over = with(taken, "/finance/sell_rate", json!("0.0749"));
    let over = save(&world, &world.sales, &deal, over).await;
    assert_eq!(over.faults(), [("/inputs/finance/sell_rate", "over_cap")]);
    let detail = over.json["errors"][0]["detail"].as_str().expect("a text");
    assert!(
        detail.ends_with("Only finance can see the limit.") && !detail.contains("2.00"),
        "{detail}"
    );
}

/// A draft of last week, whose sheet ended yesterday: what ended, when, and what holds now.
#[tokio::test]
async fn a_sheet_that_ended_yesterday_is_not_submitted() {
    let clock = noon();
    let world = world_at(&clock).await;
    let boss = finance(&world);
    let (bank, old) = market(&world, &boss).await;
    let deal = world.deal().await;
    let saved = save(
        &world,
        &world.manager,
        &deal,
        on_the_row(inputs(), &bank, &old),
    )
    .await;
    assert_eq!(saved.status, 200, "{}", saved.text());

    // A week later the lender's next sheet is a day old: it began on 2026-11-29 and gives 5.49 in place of 5.24.
    clock.advance(Duration::from_secs(7 * 24 * 3600));
    let boss = world.app.user(world.dealership, FINANCE);
    let manager = world.app.user(world.dealership, MANAGER);
    let next = sheet(&bank, "2026-11-29", &RETAIL.replace("5.24", "5.49"));
    let next = applied(&world, &boss, next).await;
    let submit = async |user: &User| {
        let now = world.app.get(&path(&deal), &manager).await;
        let at = format!("{}/submit", path(&deal));
        let call = world.app.call(Method::POST, &at).by(user);
        call.header("if-match", now.etag())
            .json(&json!({}))
            .send()
            .await
    };
    let refused = submit(&manager).await;
    assert_eq!(
        refused.faults(),
        [("/structure/finance/programme", "programme_ended")],
        "{}",
        refused.text()
    );
    assert_eq!(
        refused.json["errors"][0]["detail"],
        "Standard retail of Northbank ended on 2026-11-28; this deal would be contracted on 2026-11-29. Nothing was \
         submitted and your deal is as it was. The sheet that holds since 2026-11-29 gives 5.49 % for tier A at 72 months \
         in place of 5.24 %: take its row, then submit."
    );
    let kept = world.app.get(&path(&deal), &manager).await;
    assert_eq!(kept.json["status"], "draft");
    assert_eq!(
        kept.json["structures"][0]["inputs"]["finance"]["programme"]["programme"],
        json!(old),
        "as it was"
    );

    // With the row of the sheet that holds it goes: 6.49 is one point over 5.49.
    let renewed = on_the_row(
        with(inputs(), "/finance/buy_rate", json!("0.0549")),
        &bank,
        &next,
    );
    let saved = save(&world, &manager, &deal, renewed).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let submitted = submit(&manager).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
}

#[tokio::test]
async fn an_inactive_lender_and_a_row_of_another_term_are_not_submitted() {
    let world = world().await;
    let boss = finance(&world);
    let (bank, sheet) = market(&world, &boss).await;
    let deal = world.deal().await;
    let manager = &world.manager;
    let shorter = with(
        on_the_row(inputs(), &bank, &sheet),
        "/finance/term_months",
        json!(60),
    );
    let saved = save(&world, manager, &deal, shorter).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let refused = world.step(&deal, "submit", manager, json!({})).await;
    assert_eq!(
        refused.faults(),
        [("/structure/finance/programme", "not_of_the_row")],
        "{}",
        refused.text()
    );
    // The lender takes less than when the deal was saved: 6.49 is 1.25 over 5.24, and it takes 1.00.
    let saved = save(&world, manager, &deal, on_the_row(inputs(), &bank, &sheet)).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let mut stricter = northbank();
    stricter["markup_caps"] = json!([{"points": "0.01"}]);
    let at = format!("/lenders/{}", id(&bank));
    let bank = world.app.put(&at, &boss, bank.etag(), stricter).await;
    let refused = world.step(&deal, "submit", manager, json!({})).await;
    assert_eq!(
        refused.faults(),
        [("/structure/finance/sell_rate", "over_cap")],
        "{}",
        refused.text()
    );
    let mut inactive = northbank();
    inactive["active"] = json!(false);
    let changed = world.app.put(&at, &boss, bank.etag(), inactive).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let refused = world.step(&deal, "submit", manager, json!({})).await;
    assert_eq!(
        refused.faults(),
        [("/structure/finance/programme", "lender_inactive")]
    );
}

/// The scan tells everyone which rows fit, and only who may see it what a lender buys at.
#[tokio::test]
async fn a_scan_says_who_fits_and_to_whom_what() {
    let world = world().await;
    let boss = finance(&world);
    let (bank, sheet) = market(&world, &boss).await;
    let ask = |deal: Value, score: Value| {
        json!({
            "deal": deal, "rooftop_id": world.rooftop, "applicant": score,
            "vehicle": {"make": "Honda", "model": "CR-V"},
        })
    };
    let score = json!({"score": 745});
    let whole = with(inputs(), "/vehicle_cost", json!("39412.00"));
    let mut full = ask(whole.clone(), score.clone());
    full["wish"] = json!({"markup": "0.0125"});
    let scan = world.app.post("/desk/scan", &boss, full).await;
    assert_eq!(scan.status, 200, "{}", scan.text());
    let offers = scan.json["offers"].as_array().expect("offers");
    assert_eq!(offers.len(), 4);
    let best = &offers[0];
    assert_eq!(
        (&best["verdict"], &best["row"], &best["programme"]),
        (&json!("fits"), &json!(1), &json!(sheet))
    );
    assert_eq!(
        (&best["lender_name"], &best["programme_name"]),
        (&json!("Northbank"), &json!("Standard retail"))
    );
    assert_eq!(best["terms"]["buy_rate"], "0.0524");
    assert_eq!(best["terms"]["sell_rate"], "0.0649");
    assert_eq!(best["markup_to"], "0.02");
    // The offer is the deal of the tests to the cent: the same buy and sell rate and three quarters of the spread.
    let same = world.app.post("/desk/figures", &boss, whole).await;
    assert_eq!(best["terms"]["payment"], same.json["loan"]["payment"]);
    assert_eq!(best["terms"]["reserve"], same.json["gross"]["reserve"]);
    assert_eq!(best["terms"]["gross"], same.json["gross"]["total"]);
    let reasons: Vec<&str> = offers[1..]
        .iter()
        .flat_map(|offer| offer["reasons"].as_array().expect("reasons"))
        .filter_map(|reason| reason["code"].as_str())
        .collect();
    // The row to 60 months, the used cars', tier B.
    assert!(
        ["term_over", "condition_not_taken", "score_over"]
            .iter()
            .all(|code| reasons.contains(code)),
        "{reasons:?}"
    );

    let open = world
        .app
        .post(
            "/desk/scan",
            &world.sales,
            ask(open_inputs(), score.clone()),
        )
        .await;
    assert_eq!(open.status, 200, "{}", open.text());
    let best = &open.json["offers"][0];
    assert_eq!(
        (&best["verdict"], &best["row"]),
        (&json!("fits"), &json!(1))
    );
    assert_eq!(best["terms"]["payment"], same.json["loan"]["payment"]);
    for hidden in ["buy_rate", "reserve", "gross", "markup_to", "0.0524"] {
        assert!(!open.text().contains(hidden), "{hidden} in {}", open.text());
    }
    // At 9.49 no row is taken, and the reason keeps to itself by how much.
    let dear = with(open_inputs(), "/finance/sell_rate", json!("0.0949"));
    let dear = world
        .app
        .post("/desk/scan", &world.sales, ask(dear, score.clone()))
        .await;
    let reason = &dear.json["offers"][0]["reasons"][0];
    assert_eq!(reason["code"], "rate_not_taken", "{}", dear.text());
    assert!(!dear.text().contains("Markup"));

    let mut probing = ask(open_inputs(), score);
    probing["wish"] = json!({"markup": "0.01"});
    let probing = world.app.post("/desk/scan", &world.sales, probing).await;
    assert_eq!(
        (probing.status, probing.faults()),
        (403, vec![("/wish/markup", "forbidden")])
    );
    let unknown = world
        .app
        .post("/desk/scan", &boss, ask(inputs(), json!({})))
        .await;
    assert_eq!(unknown.json["offers"][0]["verdict"], "not_known");
    let wrong = ask(inputs(), json!({"monthly_income": "0.00"}));
    let wrong = world.app.post("/desk/scan", &boss, wrong).await;
    assert_eq!(
        wrong.faults(),
        [("/applicant/monthly_income", "out_of_range")]
    );
    assert_eq!(bank.status, 201);
}

/// What lenders ask of a buyer is kept with the deal, for those who may see customers.
#[tokio::test]
async fn the_applicant_is_kept_with_the_deal() {
    let world = world().await;
    let deal = world.deal_of(&world.sales).await;
    let at = format!("{}/applicant", path(&deal));
    let put = async |etag: &str, body: Value| world.app.put(&at, &world.sales, etag, body).await;
    let wrong = json!({"score": 120, "monthly_income": "-1.00", "monthly_debt": "-1.00"});
    let wrong = put(deal.etag(), wrong).await;
    let pointers: Vec<&str> = wrong.faults().into_iter().map(|it| it.0).collect();
    assert_eq!(
        pointers,
        ["/score", "/monthly_income", "/monthly_debt"],
        "{}",
        wrong.text()
    );
    let buyer = json!({"score": 745, "monthly_income": "6000.00", "first_time_buyer": false});
    let kept = put(deal.etag(), buyer.clone()).await;
    assert_eq!((kept.status, &kept.json["applicant"]), (200, &buyer));
    assert_eq!(put(deal.etag(), buyer.clone()).await.status, 412);
    let read = world.app.get(&path(&deal), &world.manager).await;
    assert_eq!(read.json["applicant"], buyer);

    let no_customers = world.app.user(world.dealership, &["deals.read_all"]);
    let read = world.app.get(&path(&deal), &no_customers).await;
    assert_eq!(read.status, 200, "{}", read.text());
    assert!(read.json.get("applicant").is_none(), "{}", read.text());
    let history = world
        .app
        .get(&format!("{}/versions", path(&deal)), &no_customers)
        .await;
    assert_eq!(history.json["items"][0]["action"], "applicant_changed");
    assert!(!history.text().contains("745") && !history.text().contains("6000"));

    let gone = put(kept.etag(), json!({})).await;
    assert!(gone.json.get("applicant").is_none(), "{}", gone.text());
}
