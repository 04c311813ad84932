//! A dealership's own local rates: a file is previewed, applied, undone; a rate is set by hand and withdrawn; every
//! figure follows, to the cent, and other dealerships see nothing of it.

use http::Method;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, open_inputs, path, structure_path, with};

/// Everything about local rates, and what the tests do beside it.
const RATES: &[&str] = &[
    "tax.manage_rates",
    "tax.quote",
    "deals.write",
    "deals.read_all",
];

const HEADER: &str = "state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule\n";

/// Pinellas County at 1.25 % from October 2026.
fn pinellas() -> String {
    format!("{HEADER}FL,12103,,vehicle,0.0125,2026-10-01,,https://floridarevenue.com,,\n")
}

async fn upload(world: &World, user: &User, name: &str, file: &str) -> Answer {
    let path = format!("/tax/rates/imports?file_name={name}");
    let call = world.app.call(Method::POST, &path).by(user);
    call.body("text/csv", file.to_owned()).send().await
}

async fn step(world: &World, user: &User, import: &Answer, step: &str) -> Answer {
    let id = import.json["import"]["id"].as_str().expect("an id");
    let at = format!("/tax/rates/imports/{id}");
    let now = world.app.get(&at, user).await;
    let call = world.app.call(Method::POST, &format!("{at}/{step}"));
    call.by(user).header("if-match", now.etag()).send().await
}

fn sale(county: &str) -> Value {
    json!({"date": "2026-11-21", "registration": {"state": "FL", "county": county}, "price": "30000.00"})
}

async fn due(world: &World, user: &User, county: &str) -> String {
    let quote = world.app.post("/tax/quote", user, sale(county)).await;
    assert_eq!(quote.status, 200, "{}", quote.text());
    quote.json["totals"]["due"]
        .as_str()
        .expect("money")
        .to_owned()
}

/// 6 % of 30,000.00 is 1,800.00; 1 % of the first 5,000.00 (Fla. Stat. § 212.054) is 50.00, 1.25 % is 62.50.
#[tokio::test]
async fn a_file_is_previewed_applied_and_undone() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    assert_eq!(due(&world, &boss, "Pinellas").await, "1850.00");

    let preview = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(preview.status, 201, "{}", preview.text());
    let import = &preview.json["import"];
    assert_eq!(import["status"], "previewed");
    assert_eq!(
        import["counts"],
        json!({"added": 0, "changed": 1, "ended": 0, "same": 0, "unmatched": 0, "zips": 0})
    );
    let changed = &preview.json["changed"][0];
    assert_eq!(changed["name"], "Pinellas County");
    assert_eq!(
        (&changed["before"]["rate"], &changed["before"]["whose"]),
        (&json!("0.01"), &json!("table"))
    );
    assert_eq!(changed["after"]["rate"], "0.0125");
    assert_eq!(
        due(&world, &boss, "Pinellas").await,
        "1850.00",
        "a preview changes nothing"
    );

    let applied = step(&world, &boss, &preview, "apply").await;
    assert_eq!(
        (applied.status, &applied.json["status"]),
        (200, &json!("applied")),
        "{}",
        applied.text()
    );
    assert_eq!(due(&world, &boss, "Pinellas").await, "1862.50");
    assert_eq!(
        due(&world, &boss, "Orange").await,
        "1825.00",
        "another county is untouched"
    );
    let quote = world.app.post("/tax/quote", &boss, sale("Pinellas")).await;
    let lines = quote.json["lines"].as_array().expect("lines");
    let county = lines
        .iter()
        .find(|line| line["place"] == "Pinellas County")
        .expect("it");
    assert!(
        county["source"]
            .as_str()
            .unwrap_or_default()
            .starts_with("Imported: ours.csv, applied ")
    );
    let again = step(&world, &boss, &preview, "apply").await;
    assert_eq!(again.status, 409, "{}", again.text());

    let undone = step(&world, &boss, &preview, "undo").await;
    assert_eq!(
        (undone.status, &undone.json["status"]),
        (200, &json!("undone"))
    );
    assert_eq!(
        due(&world, &boss, "Pinellas").await,
        "1850.00",
        "what was before, to the cent"
    );
    assert_eq!(step(&world, &boss, &preview, "undo").await.status, 409);

    let list = world.app.get("/tax/rates/imports", &boss).await;
    assert_eq!(list.json["items"][0]["status"], "undone");
    assert_eq!(list.json["items"].as_array().map(Vec::len), Some(1));
}

/// The desk, its grid and the stored structure all rest on the rates that are in force.
#[tokio::test]
async fn every_calculation_rests_on_them_and_frozen_figures_stay() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let deal = world.deal_of(&world.sales).await;
    let tax = |answer: &Answer| answer.json["tax_total"].clone();
    // 1,686.78 of the state and 149.70 on the contract; the county 50.00 and 24.95 (see the engine's own example).
    let before = world
        .app
        .post("/desk/figures", &world.sales, open_inputs())
        .await;
    assert_eq!(tax(&before), "1911.43");

    let preview = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &preview, "apply").await.status, 200);
    // The county's part at 1.25 %: 62.50 and 31.19 (2,495.00 × 0.0125 = 31.1875) in place of 50.00 and 24.95.
    let after = world
        .app
        .post("/desk/figures", &world.sales, open_inputs())
        .await;
    // 1,911.43 − 50.00 − 24.95 + 62.50 + 31.19
    let due = tax(&after);
    assert_eq!(due, "1930.17");
    let grid = json!({"deal": open_inputs(), "downs": ["3000.00"], "terms": [{"term_months": 72, "sell_rate": "0.0649"}]});
    let grid = world.app.post("/desk/grid", &world.sales, grid).await;
    assert_eq!(
        grid.json["rows"][0]["cells"][0]["payment"],
        after.json["loan"]["payment"]
    );

    // What was worked out before keeps its figures and its sheet, by the rates of its day.
    let stored = world.app.get(&structure_path(&deal, 0), &world.sales).await;
    assert_eq!(stored.json["figures"]["tax_total"], "1911.43");
    let sheet = world
        .app
        .get(&format!("{}/worksheet", path(&deal)), &world.sales)
        .await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    // To submit it, it must be worked out by the rates of now.
    let refused = world.step(&deal, "submit", &world.sales, json!({})).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (409, "figures-differ"),
        "{}",
        refused.text()
    );
    let update = json!({"name": "72 months", "inputs": open_inputs()});
    let saved = world
        .app
        .put(
            &structure_path(&deal, 0),
            &world.sales,
            stored.etag(),
            update,
        )
        .await;
    assert_eq!(saved.json["figures"]["tax_total"], due, "{}", saved.text());
    let submitted = world.step(&deal, "submit", &world.sales, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());

    // Frozen, it keeps them after the file is taken back: the sheet is worked out again with the rates of its version.
    assert_eq!(step(&world, &boss, &preview, "undo").await.status, 200);
    let sheet = world
        .app
        .get(&format!("{}/worksheet", path(&deal)), &world.sales)
        .await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    let now = world
        .app
        .post("/desk/figures", &world.sales, open_inputs())
        .await;
    assert_eq!(tax(&now), "1911.43");
}

#[tokio::test]
async fn a_file_with_faults_changes_nothing_and_names_every_line() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let first = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &first, "apply").await.status, 200);

    // The last line ends in the middle; the one before overlaps nothing but has a day that is none.
    let cut = format!("{HEADER}FL,12103,,vehicle,0.02,2026-02-30,,x,,\nFL,12095,,vehi");
    let refused = upload(&world, &boss, "cut.csv", &cut).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [("/line/2/from", "not_a_date"), ("/line/3", "cut_off")]
    );
    let overlap = format!(
        "{HEADER}FL,12103,,vehicle,0.02,2026-01-01,2026-12-31,x,,\nFL,12103,,vehicle,0.03,2026-12-01,,x,,\n"
    );
    let refused = upload(&world, &boss, "overlap.csv", &overlap).await;
    assert_eq!(
        refused.faults(),
        [("/line/3/begin_date", "overlapping_dates")]
    );
    assert!(refused.text().contains("line 2"), "{}", refused.text());
    let strange = upload(&world, &boss, "strange.csv", "vin,price\n1,2\n").await;
    assert_eq!(strange.faults(), [("/file", "unknown_format")]);
    let empty = upload(&world, &boss, "nothing.csv", "").await;
    assert_eq!(empty.faults(), [("/file", "empty")]);

    assert_eq!(
        due(&world, &boss, "Pinellas").await,
        "1862.50",
        "the rates are as they were"
    );
    let list = world.app.get("/tax/rates/imports", &boss).await;
    assert_eq!(
        list.json["items"].as_array().map(Vec::len),
        Some(1),
        "nothing half-written"
    );
}

/// Two previews of one state: the first that is applied makes the other one too old. Applied at once, one is.
#[tokio::test]
async fn two_applied_at_once_do_not_mix() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let one = upload(&world, &boss, "one.csv", &pinellas()).await;
    let other = pinellas().replace("0.0125", "0.015");
    let other = upload(&world, &boss, "other.csv", &other).await;
    let (first, second) = tokio::join!(
        step(&world, &boss, &one, "apply"),
        step(&world, &boss, &other, "apply")
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", first.text(), second.text());
    // 1,800.00 and 62.50, or 75.00 of the other.
    let expected = if first.status == 200 {
        "1862.50"
    } else {
        "1875.00"
    };
    assert_eq!(due(&world, &boss, "Pinellas").await, expected);
}

/// By hand 1.5 %: 75.00. It stands before the file's 1.25 %, the file before the table's 1 %.
#[tokio::test]
async fn a_rate_by_hand_stands_before_the_file_and_the_file_before_the_table() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let file = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &file, "apply").await.status, 200);
    let by_hand = json!({
        "state": "FL", "level": "county", "county": "Pinellas", "rate": "0.015", "from": "2026-11-01",
        "to": "2026-11-30", "reason": "Letter of the county of 2026-10-20",
    });
    let made = world.app.post("/tax/rates/overrides", &boss, by_hand).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(
        (&made.json["name"], &made.json["county_fips"]),
        (&json!("Pinellas County"), &json!("12103"))
    );
    assert_eq!(due(&world, &boss, "Pinellas").await, "1875.00");
    let quote = world.app.post("/tax/quote", &boss, sale("Pinellas")).await;
    assert!(
        quote
            .text()
            .contains("Dealership's own rate: Letter of the county of 2026-10-20")
    );

    let rates = world
        .app
        .get("/tax/rates?state=FL&q=pinellas&as_of=2026-11-21", &boss)
        .await;
    let row = &rates.json["items"][0];
    assert_eq!(
        (&row["rate"], &row["whose"]),
        (&json!("0.015"), &json!("override")),
        "{}",
        rates.text()
    );
    let later = world
        .app
        .get("/tax/rates?state=FL&q=pinellas&as_of=2026-12-01", &boss)
        .await;
    assert_eq!(
        (
            &later.json["items"][0]["rate"],
            &later.json["items"][0]["whose"]
        ),
        (&json!("0.0125"), &json!("import"))
    );

    let at = format!(
        "/tax/rates/overrides/{}",
        made.json["id"].as_str().expect("an id")
    );
    let withdraw = async |tag: &str, body: Value| {
        let call = world.app.call(Method::POST, &format!("{at}/withdraw"));
        call.by(&boss)
            .header("if-match", tag)
            .json(&body)
            .send()
            .await
    };
    assert_eq!(
        withdraw("\"1\"", json!({})).await.faults(),
        [("/reason", "required")]
    );
    let gone = withdraw("\"1\"", json!({"reason": "The county took it back"})).await;
    assert_eq!(
        (gone.status, &gone.json["withdrawn_reason"]),
        (200, &json!("The county took it back"))
    );
    assert_eq!(
        withdraw("\"2\"", json!({"reason": "Twice"})).await.status,
        409
    );
    assert_eq!(due(&world, &boss, "Pinellas").await, "1862.50");
    assert_eq!(step(&world, &boss, &file, "undo").await.status, 200);
    assert_eq!(due(&world, &boss, "Pinellas").await, "1850.00");
}

#[tokio::test]
async fn every_fault_of_a_rate_by_hand_is_named() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let wrong = json!({
        "state": "FL", "level": "city", "county": "Nowhere", "class": "boats", "rate": "0.5", "cap": "0.00",
        "from": "2026-11-01", "to": "2026-10-01", "reason": "A letter",
    });
    let refused = world.app.post("/tax/rates/overrides", &boss, wrong).await;
    let mut faults: Vec<&str> = refused.faults().iter().map(|fault| fault.0).collect();
    faults.sort_unstable();
    assert_eq!(
        faults,
        ["/cap", "/class", "/county", "/name", "/rate", "/to"],
        "{}",
        refused.text()
    );
    let refused = world
        .app
        .post(
            "/tax/rates/overrides",
            &boss,
            json!({"state": "ZZ", "level": "county"}),
        )
        .await;
    let mut faults: Vec<&str> = refused.faults().iter().map(|fault| fault.0).collect();
    faults.sort_unstable();
    assert_eq!(faults, ["/county", "/from", "/rate", "/reason"]);
}

/// Anoka County takes 20 dollars a vehicle (Minn. Stat. § 297A.993): no rate, and none is set in its place.
#[tokio::test]
async fn dollars_a_vehicle_are_listed_and_no_rate() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let path = "/tax/rates?state=MN&q=anoka&class=vehicle_excise&as_of=2026-11-21";
    let listed = world.app.get(path, &boss).await;
    assert_eq!(
        listed.json["items"][0]["flat"],
        "20.00",
        "{}",
        listed.text()
    );
    let rate = json!({
        "state": "MN", "level": "county", "county": "Anoka", "class": "vehicle_excise", "rate": "0.005",
        "from": "2026-11-01", "reason": "A letter",
    });
    let refused = world.app.post("/tax/rates/overrides", &boss, rate).await;
    assert_eq!(refused.faults(), [("/class", "unknown_class")]);
}

#[tokio::test]
async fn another_dealership_sees_and_bears_nothing_of_it() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let stranger = world.stranger().await;
    let strange_boss = world.app.user(stranger.dealership, RATES);
    let preview = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &preview, "apply").await.status, 200);

    assert_eq!(due(&world, &strange_boss, "Pinellas").await, "1850.00");
    let list = world.app.get("/tax/rates/imports", &strange_boss).await;
    assert_eq!(list.json["items"], json!([]));
    let id = preview.json["import"]["id"].as_str().expect("an id");
    for path in [
        format!("/tax/rates/imports/{id}"),
        format!("/tax/rates/imports/{id}/diff"),
    ] {
        assert_eq!(
            world.app.get(&path, &strange_boss).await.status,
            404,
            "{path}"
        );
    }
    let undo = world
        .app
        .call(Method::POST, &format!("/tax/rates/imports/{id}/undo"));
    assert_eq!(
        undo.by(&strange_boss)
            .header("if-match", "\"2\"")
            .send()
            .await
            .status,
        404
    );
    let book = world.app.get("/tax/rates/book", &strange_boss).await;
    assert_eq!(
        (book.etag(), book.text()),
        ("\"0\"", "autolytiq-rates\t1\t0\n")
    );
}

#[tokio::test]
async fn importing_needs_its_permission_and_reading_does_not() {
    let world = World::begin().await;
    let refused = upload(&world, &world.manager, "ours.csv", &pinellas()).await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    assert_eq!(
        world
            .app
            .get("/tax/rates/imports", &world.manager)
            .await
            .status,
        403
    );
    assert_eq!(
        world
            .app
            .get("/tax/rates?state=FL", &world.sales)
            .await
            .status,
        200
    );
    assert_eq!(
        world.app.get("/tax/rates/book", &world.sales).await.status,
        200
    );
    assert_eq!(
        world
            .app
            .get("/tax/rates/book", &User::nobody())
            .await
            .status,
        401
    );
}

/// The browser's engine reads the book as the server does: the same cents, explanation included.
#[tokio::test]
async fn the_book_is_what_the_engine_reads() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let preview = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &preview, "apply").await.status, 200);
    let book = world.app.get("/tax/rates/book", &boss).await;
    assert_eq!(book.etag(), "\"1\"");
    let mut asked = tax::json::parse(&sale("Pinellas").to_string()).expect("a sale");
    asked.rates = tax::OwnRates::read(book.text()).expect("a book");
    let here = serde_json::to_value(tax::assess(&asked).expect("a tax")).expect("json");
    let there = world.app.post("/tax/quote", &boss, sale("Pinellas")).await;
    assert_eq!(here, there.json);
    let same = world
        .app
        .call(Method::GET, "/tax/rates/book")
        .by(&boss)
        .header("if-none-match", "\"1\"");
    let same = same.send().await;
    assert_eq!((same.status, same.text()), (304, ""));
}

#[tokio::test]
async fn a_zip_leads_to_candidates_and_never_to_a_guess() {
    let world = World::begin().await;
    let find = async |query: &str| {
        world
            .app
            .get(&format!("/tax/places?{query}"), &world.sales)
            .await
    };
    let one = find("zip=33759&as_of=2026-11-21").await;
    assert_eq!(
        (
            one.status,
            &one.json["zip_known"],
            &one.json["needs_choice"]
        ),
        (200, &json!(true), &json!(false))
    );
    assert_eq!(one.json["candidates"][0]["county"], "Pinellas County");
    assert_eq!(one.json["candidates"][0]["rate"], "0.01");
    // 32784 Umatilla lies in Lake and Marion County (Census Bureau, 2020 relationship file).
    let several = find("zip=32784&as_of=2026-11-21").await;
    assert_eq!(several.json["needs_choice"], true, "{}", several.text());
    let counties: Vec<&Value> = several.json["candidates"]
        .as_array()
        .expect("places")
        .iter()
        .map(|it| &it["county"])
        .collect();
    assert!(
        counties.contains(&&json!("Lake County")) && counties.contains(&&json!("Marion County")),
        "{counties:?}"
    );
    let unknown = find("zip=00000").await;
    assert_eq!(
        (
            unknown.status,
            &unknown.json["zip_known"],
            &unknown.json["candidates"]
        ),
        (200, &json!(false), &json!([]))
    );
    assert_eq!(find("zip=337").await.faults(), [("/zip", "format")]);
    assert_eq!(
        find("as_of=2026-11-21").await.faults(),
        [("/zip", "required")]
    );
    // There is an Orange County in eight states (Census Bureau): a name without a state leads to all of them.
    let orange = find("q=orange+county").await;
    let counties = orange.json["candidates"].as_array().expect("places").iter();
    let states: std::collections::BTreeSet<&str> = counties
        .filter(|it| it["county"] == "Orange County")
        .filter_map(|it| it["state"].as_str())
        .collect();
    assert!(
        states.len() > 3 && states.contains("FL") && states.contains("CA"),
        "{states:?}"
    );
    assert_eq!(orange.json["needs_choice"], true);
    let named = find("state=FL&q=pinel").await;
    assert_eq!(
        named.json["candidates"].as_array().map(Vec::len),
        Some(1),
        "{}",
        named.text()
    );
    assert_eq!(
        find("state=ZZ&q=pinel").await.faults(),
        [("/state", "unknown_state")]
    );
}

/// A boundary file that was applied knows a ZIP that the census does not.
#[tokio::test]
async fn a_boundary_file_adds_its_zips() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let mut fields = vec![String::new(); 89];
    for (at, text) in [
        (0, "Z"),
        (1, "20260101"),
        (2, "99991231"),
        (17, "53999"),
        (19, "53999"),
        (22, "55"),
        (23, "55"),
        (24, "079"),
    ] {
        fields[at] = text.into();
    }
    let file = fields.join(",") + "\n";
    let preview = upload(&world, &boss, "WIB2026Q4.csv", &file).await;
    assert_eq!(
        (preview.status, &preview.json["import"]["counts"]["zips"]),
        (201, &json!(1)),
        "{}",
        preview.text()
    );
    let find = async || {
        world
            .app
            .get("/tax/places?zip=53999&as_of=2026-11-21", &boss)
            .await
    };
    assert_eq!(find().await.json["zip_known"], false);
    assert_eq!(step(&world, &boss, &preview, "apply").await.status, 200);
    let found = find().await;
    assert_eq!(
        found.json["candidates"][0]["county"],
        "Milwaukee County",
        "{}",
        found.text()
    );
    assert_eq!(step(&world, &boss, &preview, "undo").await.status, 200);
    assert_eq!(find().await.json["zip_known"], false);
}

#[tokio::test]
async fn a_diff_is_read_page_by_page() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let file = format!(
        "{HEADER}FL,12103,,vehicle,0.0125,2026-10-01,,x,,\nFL,12057,,vehicle,0.02,2026-10-01,,x,,\nFL,12095,,vehicle,0.005,2026-10-01,,x,,\n"
    );
    let preview = upload(&world, &boss, "three.csv", &file).await;
    let id = preview.json["import"]["id"].as_str().expect("an id");
    // Orange County bears 0.5 % by the table as well.
    assert_eq!(
        (
            &preview.json["import"]["counts"]["changed"],
            &preview.json["import"]["counts"]["same"]
        ),
        (&json!(2), &json!(1)),
        "{}",
        preview.text()
    );
    let first = world
        .app
        .get(&format!("/tax/rates/imports/{id}/diff?limit=2"), &boss)
        .await;
    assert_eq!(first.json["items"].as_array().map(Vec::len), Some(2));
    let cursor = first.json["next_cursor"].as_str().expect("more");
    let rest = world
        .app
        .get(
            &format!("/tax/rates/imports/{id}/diff?limit=2&cursor={cursor}"),
            &boss,
        )
        .await;
    assert_eq!(
        (
            rest.json["items"].as_array().map(Vec::len),
            &rest.json["next_cursor"]
        ),
        (Some(1), &Value::Null)
    );
    let same = world
        .app
        .get(&format!("/tax/rates/imports/{id}/diff?kind=same"), &boss)
        .await;
    assert_eq!(same.json["items"][0]["name"], "Orange County");
}

#[tokio::test]
async fn a_place_typed_into_a_deal_bears_the_dealerships_rate() {
    let world = World::begin().await;
    let boss = world.app.user(world.dealership, RATES);
    let preview = upload(&world, &boss, "ours.csv", &pinellas()).await;
    assert_eq!(step(&world, &boss, &preview, "apply").await.status, 200);
    let orange = with(
        open_inputs(),
        "/places/registration",
        json!({"state": "FL", "county": "Orange"}),
    );
    let plain = world.app.post("/desk/figures", &world.sales, orange).await;
    assert!(!plain.text().contains("ours.csv"));
    let here = world
        .app
        .post("/desk/figures", &world.sales, open_inputs())
        .await;
    assert!(here.text().contains("ours.csv"));
}
