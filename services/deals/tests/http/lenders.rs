//! Lenders and their sheets over HTTP: made and changed with every edition kept, imported with a preview, superseded,
//! ended; whatever is wrong with a sheet is told at its line and column and changes nothing.

use std::time::Duration;

use futures_util::future::join_all;
use http::Method;
use platform::clock::Clock;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, house, id};

/// What the role of a finance manager holds of it, and what the tests do beside it.
pub const FINANCE: &[&str] = &[
    "deals.read_all",
    "deals.write",
    "deals.submit",
    "deals.see_gross",
    "lenders.manage",
    "customers.read",
    "customers.write",
    "inventory.read",
    "inventory.write",
    "inventory.see_cost",
];

/// 2026-11-22, noon in Clearwater.
pub fn noon() -> Clock {
    Clock::fixed("2026-11-22T17:00:00Z".parse().expect("an instant"))
}

pub async fn world() -> World {
    world_at(&noon()).await
}

/// A world by this clock; every copy of it moves with it.
pub async fn world_at(clock: &Clock) -> World {
    World::begin_in(house().clock(clock.clone()).start().await).await
}

pub fn finance(world: &World) -> User {
    world.app.user_with(world.dealership, FINANCE, |claims| {
        claims.name = "Jules Mercer".into();
    })
}

pub fn northbank() -> Value {
    json!({
        "name": "Northbank", "kind": "bank", "states": ["FL", "CA"],
        "reserve": {"method": "present_value", "share": "0.75"},
        "chargeback": {"within_days": 120},
        "markup_caps": [{"term_to": 60, "points": "0.025"}, {"points": "0.02"}],
    })
}

pub async fn lender(world: &World, boss: &User, lender: Value) -> Answer {
    let made = world.app.post("/lenders", boss, lender).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made
}

/// Tier A from 720 on, tier B below it: new cars to 60 and to 84 months, used ones to 72.
pub const RETAIL: &str = "\
tier,score_from,score_to,term_from,term_to,condition,ltv_to_percent,ltv_of,buy_rate_percent,markup_to_percent,flat
A,720,,24,60,new,125,msrp,4.99,2.5,
A,720,,61,84,new,125,msrp,5.24,2,
A,720,,24,72,used,120,book,6.49,2,
B,640,719,24,84,new,115,msrp,7.24,2,
";

pub fn sheet(lender: &Answer, from: &str, retail: &str) -> Value {
    json!({
        "lender_id": id(lender), "name": "Standard retail", "kind": "retail", "valid_from": from,
        "states": ["FL"], "files": {"retail": retail},
    })
}

pub async fn preview(world: &World, boss: &User, sheet: Value) -> Answer {
    let made = world
        .app
        .post("/lenders/programmes/imports", boss, sheet)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    made
}

pub async fn apply(world: &World, boss: &User, import: &Answer) -> Answer {
    let at = format!("/lenders/programmes/imports/{}/apply", id(import));
    let call = world.app.call(Method::POST, &at).by(boss);
    call.send().await
}

/// Imports a sheet and applies it; the sheet's id.
pub async fn applied(world: &World, boss: &User, sheet: Value) -> String {
    let import = preview(world, boss, sheet).await;
    assert_eq!(import.json["faults"], json!([]), "{}", import.text());
    let done = apply(world, boss, &import).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json["status"], "applied");
    import.json["programme"]["id"]
        .as_str()
        .expect("the sheet's id")
        .to_owned()
}

async fn listed(world: &World, boss: &User, query: &str) -> Vec<Value> {
    let list = world
        .app
        .get(&format!("/lenders/programmes?{query}"), boss)
        .await;
    assert_eq!(list.status, 200, "{}", list.text());
    list.json["items"].as_array().expect("items").clone()
}

#[tokio::test]
async fn a_lender_keeps_each_of_its_editions() {
    let world = world().await;
    let boss = finance(&world);
    let made = lender(&world, &boss, northbank()).await;
    let at = format!("/lenders/{}", id(&made));
    assert_eq!(made.json["lender"]["markup_caps"][1]["points"], "0.02");
    assert_eq!(made.json["programmes_in_force"], 0);

    let mut stricter = northbank();
    stricter["markup_caps"] = json!([{"points": "0.0175"}]);
    let changed = world
        .app
        .put(&at, &boss, made.etag(), stricter.clone())
        .await;
    assert_eq!((changed.status, changed.etag()), (200, "\"2\""));
    let stale = world.app.put(&at, &boss, made.etag(), northbank()).await;
    assert_eq!(stale.status, 412, "{}", stale.text());
    let same = world.app.put(&at, &boss, changed.etag(), stricter).await;
    assert_eq!(
        (same.status, same.etag()),
        (200, "\"2\""),
        "nothing changed"
    );

    let editions = world.app.get(&format!("{at}/editions"), &boss).await;
    let items = editions.json["items"].as_array().expect("editions");
    let points = |edition: &Value| {
        let caps = edition["lender"]["markup_caps"].as_array().expect("caps");
        caps.last().expect("a cap")["points"].clone()
    };
    assert_eq!(
        items.iter().map(points).collect::<Vec<_>>(),
        ["0.0175", "0.02"]
    );
    assert_eq!(items[0]["by"]["name"], "Jules Mercer");

    let twin = json!({"name": "NORTHBANK", "kind": "bank", "reserve": {"method": "flat", "amount": "300.00"}});
    let twin = world.app.post("/lenders", &boss, twin).await;
    assert_eq!(twin.faults(), [("/name", "taken")], "{}", twin.text());
    let wrong = json!({
        "name": "Harbor", "kind": "credit_union", "states": ["XX"],
        "reserve": {"method": "flat"}, "markup_caps": [{"points": "0.02"}, {"term_to": 60, "points": "2.5"}],
    });
    let wrong = world.app.post("/lenders", &boss, wrong).await;
    assert_eq!(
        wrong.faults(),
        [
            ("/states", "unknown_state"),
            ("/reserve/amount", "missing"),
            ("/markup_caps/1/points", "out_of_range"),
            ("/markup_caps/1/term_to", "not_rising"),
        ],
        "{}",
        wrong.text()
    );
    assert_eq!(
        world.app.get("/lenders", &world.sales).await.status,
        403,
        "buy rates and caps are not for everyone"
    );
}

/// A sheet holds from its first day; the next one ends it the day before its own first.
#[tokio::test]
async fn a_sheet_is_previewed_applied_and_superseded() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;

    let first = preview(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    assert_eq!(first.json["status"], "previewed");
    assert_eq!(
        (&first.json["rows"], &first.json["faults"]),
        (&json!(4), &json!([]))
    );
    assert!(first.json.get("supersedes").is_none());
    assert_eq!(first.json["programme"]["tiers"][1]["score_to"], 719);
    assert_eq!(
        listed(&world, &boss, "").await.len(),
        0,
        "a preview changes nothing"
    );
    assert_eq!(apply(&world, &boss, &first).await.status, 200);
    let again = apply(&world, &boss, &first).await;
    assert_eq!(again.status, 409, "{}", again.text());

    // From December on 61 to 84 months cost 5.49, and tier B is gone.
    let december = RETAIL
        .replace("5.24", "5.49")
        .replace("B,640,719,24,84,new,115,msrp,7.24,2,\n", "");
    let second = preview(&world, &boss, sheet(&bank, "2026-12-01", &december)).await;
    assert_eq!(second.json["supersedes"], first.json["programme"]["id"]);
    assert_eq!(second.json["supersedes_until"], "2026-11-30");
    let changes = &second.json["changes"];
    assert_eq!(
        changes["changed"][0]["figures"],
        json!([{"name": "buy_rate", "before": "0.0524", "after": "0.0549"}]),
        "{changes}"
    );
    // Tier B and its one row.
    assert_eq!(changes["gone"].as_array().map(Vec::len), Some(2));
    assert_eq!(apply(&world, &boss, &second).await.status, 200);

    let in_force = listed(&world, &boss, "state=in_force").await;
    assert_eq!(in_force.len(), 1);
    assert_eq!(in_force[0]["valid_to"], "2026-11-30");
    assert_eq!(in_force[0]["ended_by"]["name"], "Jules Mercer");
    let future = listed(&world, &boss, "state=future&kind=retail").await;
    assert_eq!(future[0]["id"], second.json["programme"]["id"]);
    assert_eq!(future[0]["supersedes"], in_force[0]["id"]);
    let whole = world
        .app
        .get(
            &format!(
                "/lenders/programmes/{}",
                in_force[0]["id"].as_str().expect("an id")
            ),
            &boss,
        )
        .await;
    assert_eq!(whole.json["programme"]["valid_to"], "2026-11-30");
    assert_eq!(whole.json["programme"]["rows"][1]["buy_rate"], "0.0524");

    let read = world
        .app
        .get(&format!("/lenders/{}", id(&bank)), &boss)
        .await;
    assert_eq!(read.json["programmes_in_force"], 1);
}

#[tokio::test]
async fn every_fault_of_a_sheet_is_told_and_it_is_kept_as_refused() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    // Line 2 lacks a cell, so that its condition stands under the buy rate's column and so on.
    let shifted = "\
tier,score_from,term_from,term_to,condition,buy_rate_percent
A,720,24,60,5.49
A,720,61,72,new,599
A,720,61,72,new,6.09
";
    let refused = preview(&world, &boss, sheet(&bank, "2026-11-01", shifted)).await;
    assert_eq!(refused.json["status"], "refused");
    let told: Vec<(u64, &str)> = refused.json["faults"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| {
            (
                fault["line"].as_u64().unwrap_or_default(),
                fault["code"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [(2, "shifted_columns"), (3, "wrong_unit")],
        "{}",
        refused.text()
    );
    assert_eq!(refused.json["faults"][0]["pointer"], "/files/retail");
    assert!(refused.json.get("programme").is_none());
    let taken = apply(&world, &boss, &refused).await;
    assert_eq!(taken.status, 409, "{}", taken.text());
    let kept = world
        .app
        .get(
            &format!("/lenders/programmes/imports/{}", id(&refused)),
            &boss,
        )
        .await;
    assert_eq!(kept.json["files"]["retail"], shifted, "to be looked at");
    let list = world
        .app
        .get("/lenders/programmes/imports?status=refused", &boss)
        .await;
    assert_eq!(list.json["items"][0]["id"], refused.json["id"]);
    assert_eq!(listed(&world, &boss, "").await.len(), 0);

    // Cal. Civ. Code § 2982.10: 2.5 points to 60 payments, 2.0 above.
    let mut california = sheet(
        &bank,
        "2026-11-01",
        &RETAIL.replace("5.24,2,", "5.24,2.25,"),
    );
    california["states"] = json!(["CA"]);
    let over = preview(&world, &boss, california).await;
    let fault = &over.json["faults"][0];
    assert_eq!(
        (&fault["line"], &fault["code"]),
        (&json!(3), &json!("over_legal_cap"))
    );
    assert_eq!(
        fault["detail"],
        "markup 2.25 is over 2, the limit of California at 84 months"
    );

    let lease = json!({
        "lender_id": id(&bank), "name": "Lease", "kind": "lease", "valid_from": "2026-11-01",
        "lease": {"acquisition_fee": "695.00"},
        "files": {
            "factors": "tier,term_from,term_to,money_factor,markup_to\nA,24,48,0.0021,0.0004\n",
            "residuals": "make,model,term,miles_per_year,residual_percent\nHonda,CR-V,36,12000,61\nHonda,Civic,36,12000,101\n",
        },
    });
    let residual = preview(&world, &boss, lease).await;
    let fault = &residual.json["faults"][0];
    assert_eq!(
        (
            &fault["file"],
            &fault["line"],
            &fault["column"],
            &fault["code"]
        ),
        (
            &json!("residuals"),
            &json!(3),
            &json!(5),
            &json!("residual_over_100")
        ),
        "{}",
        residual.text()
    );
}

#[tokio::test]
async fn two_sheets_never_hold_on_one_day() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    applied(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    // It begins on the same day as the sheet that holds.
    let twin = preview(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    assert_eq!(twin.json["status"], "refused");
    assert_eq!(
        twin.json["faults"][0]["code"],
        "validity_overlaps",
        "{}",
        twin.text()
    );
    // It begins earlier and has no end before that one begins.
    let early = preview(&world, &boss, sheet(&bank, "2026-10-01", RETAIL)).await;
    assert_eq!(early.json["faults"][0]["code"], "validity_overlaps");
    let mut before = sheet(&bank, "2026-10-01", RETAIL);
    before["valid_to"] = json!("2026-10-31");
    let before = preview(&world, &boss, before).await;
    assert_eq!(before.json["status"], "previewed", "{}", before.text());
    let mut reversed = sheet(&bank, "2026-12-01", RETAIL);
    reversed["valid_to"] = json!("2026-11-30");
    let reversed = preview(&world, &boss, reversed).await;
    assert_eq!(
        reversed.json["faults"][0]["code"],
        "reversed",
        "{}",
        reversed.text()
    );
}

/// Of two people who apply a sheet of the same programme at once, one does; the other is told what came meanwhile.
#[tokio::test]
async fn of_two_who_apply_at_once_one_does() {
    let world = world().await;
    let boss = finance(&world);
    let other = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    let mut imports = Vec::new();
    for from in ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"] {
        imports.push(preview(&world, &boss, sheet(&bank, from, RETAIL)).await);
    }
    let (both, who) = (imports.iter().chain(&imports), [&boss, &other]);
    let calls = both
        .zip(who.iter().cycle())
        .map(|(import, who)| apply(&world, who, import));
    let answers = join_all(calls).await;
    let done: Vec<&Answer> = answers.iter().filter(|it| it.status == 200).collect();
    assert_eq!(done.len(), 1, "one was applied");
    let refused = answers.iter().filter(|it| it.status == 409);
    assert_eq!(refused.count(), 7);
    assert_eq!(listed(&world, &boss, "").await.len(), 1);
}

#[tokio::test]
async fn a_sheet_ends_early_and_never_later() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    let now = applied(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    let at = format!("/lenders/programmes/{now}/end");
    let past = world
        .app
        .post(&at, &boss, json!({"valid_to": "2026-11-20"}))
        .await;
    assert_eq!(past.faults(), [("/valid_to", "past")], "{}", past.text());
    let ended = world
        .app
        .post(&at, &boss, json!({"valid_to": "2026-11-30"}))
        .await;
    assert_eq!(
        (ended.status, &ended.json["valid_to"]),
        (200, &json!("2026-11-30"))
    );
    let longer = world
        .app
        .post(&at, &boss, json!({"valid_to": "2026-12-31"}))
        .await;
    assert_eq!(longer.status, 409, "{}", longer.text());

    // One that begins today is taken back, and a mended one begins on the same day.
    let loyalty = |from: &str| {
        let mut other = sheet(&bank, from, RETAIL);
        other["name"] = json!("Loyalty");
        other
    };
    let wrong = applied(&world, &boss, loyalty("2026-11-22")).await;
    let at = format!("/lenders/programmes/{wrong}/end");
    let back = world
        .app
        .post(&at, &boss, json!({"valid_to": "2026-11-21"}))
        .await;
    assert_eq!(
        (back.status, &back.json["state"]),
        (200, &json!("ended")),
        "{}",
        back.text()
    );
    applied(&world, &boss, loyalty("2026-11-22")).await;
    // So is one that has not begun.
    let next = applied(&world, &boss, sheet(&bank, "2026-12-01", RETAIL)).await;
    let at = format!("/lenders/programmes/{next}/end");
    let back = world
        .app
        .post(&at, &boss, json!({"valid_to": "2026-11-30"}))
        .await;
    assert_eq!(
        (back.status, &back.json["state"]),
        (200, &json!("ended")),
        "{}",
        back.text()
    );
    applied(&world, &boss, sheet(&bank, "2026-12-01", RETAIL)).await;
}

#[tokio::test]
async fn what_is_another_dealerships_is_not_there() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    let import = preview(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    let stranger = world.stranger().await;
    let stranger = world.app.user(stranger.dealership, FINANCE);
    let theirs = world
        .app
        .post(
            "/lenders/programmes/imports",
            &stranger,
            sheet(&bank, "2026-11-01", RETAIL),
        )
        .await;
    assert_eq!(
        theirs.faults(),
        [("/lender_id", "unknown")],
        "{}",
        theirs.text()
    );
    assert_eq!(apply(&world, &stranger, &import).await.status, 404);
    let at = format!("/desk/market?rooftop_id={}", world.rooftop);
    assert_eq!(world.app.get(&at, &stranger).await.status, 404);
    let list = world.app.get("/lenders", &stranger).await;
    assert_eq!(list.json["items"], json!([]));

    let mut elsewhere = sheet(&bank, "2026-11-01", RETAIL);
    elsewhere["rooftops"] = json!([world.rooftop, "0199a7c2-8f00-7000-8000-000000000001"]);
    let elsewhere = world
        .app
        .post("/lenders/programmes/imports", &boss, elsewhere)
        .await;
    assert_eq!(elsewhere.faults(), [("/rooftops/1", "unknown")]);
}

/// 20 MB of a sheet are refused at the door, before anything is read of them.
#[tokio::test]
async fn a_file_of_20_mb_is_refused() {
    let world = world().await;
    let boss = finance(&world);
    let bank = lender(&world, &boss, northbank()).await;
    let line = "A,720,,24,60,new,125,msrp,4.99,2.5,\n";
    let long = line.repeat(20 * 1024 * 1024 / line.len());
    let call = world
        .app
        .call(Method::POST, "/lenders/programmes/imports")
        .by(&boss);
    let answer = call.json(&sheet(&bank, "2026-11-01", &long)).send().await;
    assert_eq!((answer.status, answer.problem()), (413, "too-large"));
    // What passes the door is still no sheet when it is longer than any.
    let long = line.repeat(6_000);
    let long = preview(&world, &boss, sheet(&bank, "2026-11-01", &long)).await;
    assert_eq!(long.json["faults"][0]["code"], "too_long");
}

/// The market has a name that stays until a sheet or lender changes or the day turns.
#[tokio::test]
async fn the_market_is_what_holds_today_at_the_rooftop() {
    let clock = noon();
    let world = world_at(&clock).await;
    let boss = finance(&world);
    let at = format!("/desk/market?rooftop_id={}", world.rooftop);
    let empty = world.app.get(&at, &boss).await;
    assert_eq!(empty.json, json!({"lenders": [], "programmes": []}));

    let bank = lender(&world, &boss, northbank()).await;
    let now = applied(&world, &boss, sheet(&bank, "2026-11-01", RETAIL)).await;
    applied(&world, &boss, sheet(&bank, "2026-11-23", RETAIL)).await;
    let market = world.app.get(&at, &boss).await;
    let ids = |market: &Answer| {
        let sheets = market.json["programmes"].as_array().expect("sheets");
        sheets.iter().map(|it| it["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&market), [json!(now)]);
    assert_eq!(market.json["programmes"][0]["valid_to"], "2026-11-22");
    assert_eq!(market.json["lenders"][0]["id"], json!(id(&bank)));
    let again = world.app.call(Method::GET, &at).by(&boss);
    let again = again.header("if-none-match", market.etag()).send().await;
    assert_eq!((again.status, again.etag()), (304, market.etag()));

    // At five in the morning the day has turned in Clearwater.
    clock.advance(Duration::from_secs(12 * 3600));
    let boss = finance(&world);
    let call = world.app.call(Method::GET, &at).by(&boss);
    let turned = call.header("if-none-match", market.etag()).send().await;
    assert_eq!(turned.status, 200);
    assert_ne!(ids(&turned), [json!(now)], "tomorrow's sheet");

    let mut inactive = northbank();
    inactive["active"] = json!(false);
    let at_bank = format!("/lenders/{}", id(&bank));
    let changed = world.app.put(&at_bank, &boss, bank.etag(), inactive).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let market = world.app.get(&at, &boss).await;
    assert_eq!(market.json, json!({"lenders": [], "programmes": []}));
    assert_eq!(
        world.app.get(&at, &world.sales).await.status,
        401,
        "the token ended with the day"
    );
}
