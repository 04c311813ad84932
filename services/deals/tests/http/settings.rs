//! The settings of a rooftop's desk: what may be set, who sees what of it, and what deals take from it.

use platform::testkit::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{MANAGER, SALES, VINS, World, id, open_inputs, path, structure_path, with};

/// Fees and books of new and used vehicles; holdback is 3 % of MSRP.
fn settings() -> Value {
    json!({
        "fees": [
            {"kind": "government", "name": "Title and registration", "amount": "384.90"},
            {"kind": "dealer", "name": "Delivery preparation", "amount": "250.00", "when": {"conditions": ["new"]}},
            {"kind": "dealer", "name": "Used inspection", "amount": "120.00", "when": {"conditions": ["used"]}},
            {"kind": "government", "name": "Lien recording", "amount": "2.00", "when": {"kinds": ["retail", "lease"]}},
        ],
        "books": [
            {"kind": "pack", "name": "Pack", "amount": "300.00", "conditions": ["new"], "counts": "commission"},
            {"kind": "pack", "name": "Pack", "amount": "500.00", "conditions": ["used"]},
            {"kind": "holdback", "name": "Holdback", "share_of_msrp": "0.03", "conditions": ["new"]},
        ],
        "first_payment_days": 45,
        "lease": {
            "miles_per_year": 12_000, "excess_mile_charge": "0.25", "doc_fee_capitalized": true,
            "acquisition_fee": {"amount": "695.00", "capitalized": true}, "security_deposit_rounding": "25.00",
        },
    })
}

async fn read(world: &World, user: &platform::testkit::User) -> Answer {
    let path = format!("/desk/settings?rooftop_id={}", world.rooftop);
    world.app.get(&path, user).await
}

#[tokio::test]
async fn a_rooftop_that_set_nothing_starts_as_ever() {
    let world = World::begin().await;
    let found = read(&world, &world.sales).await;
    assert_eq!((found.status, found.etag()), (200, "\"0\""));
    for (field, value) in [
        ("version", json!(0)),
        ("rooftop_doc_fee", json!("899.00")),
        ("fees", json!([])),
        ("retail_terms", json!([48, 60, 66, 72, 75, 84])),
        ("lease_terms", json!([24, 36, 39, 48])),
        ("down_step", json!("1000.00")),
        ("holds_days", json!(7)),
        ("my_limits", json!({})),
    ] {
        assert_eq!(found.json[field], value, "{field}");
    }
    assert!(found.json.get("doc_fee").is_none());
    let full = read(&world, &world.manager).await;
    assert_eq!(
        (&full.json["books"], &full.json["limits"]),
        (&json!([]), &json!([]))
    );
}

#[tokio::test]
async fn every_fault_is_named_at_once_and_nothing_is_set() {
    let world = World::begin().await;
    let bad = json!({
        "doc_fee": "-1.00",
        "fees": [
            {"kind": "government", "name": "Title", "amount": "-2.00"},
            {"kind": "government", "name": " title ", "amount": "75.00", "when": {"kinds": ["lease"]}},
            {"kind": "doc", "name": "Doc fee", "amount": "899.00", "when": {"kinds": ["retail", "cash"]}},
            {"kind": "doc", "name": "Documents", "amount": "699.00", "when": {"kinds": ["cash"]}},
            {"kind": "dealer", "name": "   ", "amount": "1.00"},
        ],
        "first_payment_days": 0,
        "retail_terms": [60, 48, 121],
        "lease_terms": [],
        "down_step": "0.00",
        "lease": {"excess_mile_charge": "-0.25", "security_deposit_rounding": "0.00"},
        "books": [
            {"kind": "pack", "name": "Pack"},
            {"kind": "holdback", "name": "Holdback", "amount": "1.00", "share_of_msrp": "0.03"},
            {"kind": "holdback", "name": "More", "share_of_msrp": "1.50"},
            {"kind": "pack", "name": "pack", "amount": "300.00", "conditions": ["new"]},
        ],
        "reasons": [
            {"code": "aged", "label": "Aged"}, {"code": "quote", "label": ""}, {"code": "aged", "label": "Old"},
        ],
        "limits": [
            {"role": "sales", "limits": {"discount": "-5.00"}},
            {"role": "sales", "limits": {}},
            {"role": "janitor", "limits": {"term_months": 0}},
        ],
        "commission_plans": [
            {"id": "a", "name": "Sales",
             "front": [{"from": "0.00", "share": "0.20"}, {"from": "3000.00", "share": "0.30"},
                       {"from": "2000.00", "share": "0.25"}]},
            {"id": "a", "name": "Finance", "back_share": "1.50"},
        ],
        "holds_days": 0,
    });
    let refused = world.try_to_set("\"0\"", bad).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let mut found = refused.faults();
    found.sort_unstable();
    let mut expected = vec![
        ("/doc_fee", "minimum"),
        ("/fees/0/amount", "minimum"),
        ("/fees/1/name", "doubled"),
        ("/fees/3", "doubled"),
        ("/fees/4/name", "required"),
        ("/first_payment_days", "out_of_range"),
        ("/retail_terms/1", "order"),
        ("/retail_terms/2", "out_of_range"),
        ("/lease_terms", "required"),
        ("/down_step", "minimum"),
        ("/lease/excess_mile_charge", "minimum"),
        ("/lease/security_deposit_rounding", "minimum"),
        ("/books/0/amount", "required"),
        ("/books/1/share_of_msrp", "one_of"),
        ("/books/2/share_of_msrp", "out_of_range"),
        ("/books/3/name", "doubled"),
        ("/reasons/1/label", "required"),
        ("/reasons/2/code", "doubled"),
        ("/limits/0/limits/discount", "negative"),
        ("/limits/1/role", "doubled"),
        ("/limits/2/role", "unknown"),
        ("/limits/2/limits/term_months", "out_of_range"),
        ("/commission_plans/0/front/2/from", "out_of_range"),
        ("/commission_plans/1/id", "doubled"),
        ("/commission_plans/0/for", "required"),
        ("/commission_plans/1/for", "required"),
        ("/commission_plans/1/back_share", "out_of_range"),
        ("/holds_days", "out_of_range"),
    ];
    expected.sort_unstable();
    assert_eq!(found, expected, "{}", refused.text());

    let unknown = world.try_to_set("\"0\"", json!({"dock_fee": "1.00"})).await;
    assert_eq!(unknown.faults(), [("/dock_fee", "unknown_field")]);
    let shapes = json!({"reasons": [{"code": "Has Blanks", "label": "x", "of": ["smile"]}], "doc_fee_counts": "half"});
    let shapes = world.try_to_set("\"0\"", shapes).await;
    assert_eq!(shapes.status, 422);
    assert_eq!(shapes.faults().len(), 3, "{}", shapes.text());
    assert_eq!(read(&world, &world.sales).await.json["version"], 0);
}

#[tokio::test]
async fn limits_that_no_reason_is_for_are_refused() {
    let world = World::begin().await;
    let mut one = json!({
        "limits": [{"role": "sales", "limits": {"discount": "500.00", "term_months": 75}}],
        "reasons": [{"code": "quote", "label": "Quote in hand", "of": ["discount"]}],
    });
    let refused = world.try_to_set("\"0\"", one.clone()).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/limits/0/limits/term_months", "no_reason")])
    );
    one["reasons"][0]["of"] = json!([]);
    world.set(one).await;
}

#[tokio::test]
async fn settings_change_by_edition_and_never_under_somebodys_hands() {
    let world = World::begin().await;
    let missing = world
        .app
        .call(
            http::Method::PUT,
            &format!("/desk/settings/{}", world.rooftop),
        )
        .by(&world.admin())
        .json(&settings());
    assert_eq!(missing.send().await.status, 428);
    world.set(settings()).await;

    let stale = world.try_to_set("\"0\"", json!({})).await;
    assert_eq!((stale.status, stale.problem()), (412, "stale"));
    let (one, other) = tokio::join!(
        world.try_to_set("\"1\"", with(settings(), "/first_payment_days", json!(30))),
        world.try_to_set("\"1\"", with(settings(), "/first_payment_days", json!(40))),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{} {}", one.text(), other.text());

    let now = read(&world, &world.manager).await;
    assert_eq!(now.etag(), "\"2\"");
    assert_eq!(now.json["updated_by"]["name"], "Ana Ruiz");
    let same = world
        .try_to_set(
            "\"2\"",
            with(
                settings(),
                "/first_payment_days",
                now.json["first_payment_days"].clone(),
            ),
        )
        .await;
    assert_eq!(same.json["version"], 2, "nothing changed, no edition");

    let editions = format!("/desk/settings/{}/editions", world.rooftop);
    let kept = world.app.get(&editions, &world.admin()).await;
    let kept = kept.json["items"].as_array().expect("items");
    let days: Vec<(&Value, &Value)> = kept
        .iter()
        .map(|it| (&it["version"], &it["settings"]["first_payment_days"]))
        .collect();
    assert_eq!(days[1], (&json!(1), &json!(45)));
    assert_eq!(days.len(), 2);
    assert_eq!(world.app.get(&editions, &world.manager).await.status, 403);

    let owner = world.app.runtime_role("deals").await;
    for act in [
        "delete from desk_settings",
        "update desk_settings set version = 9",
    ] {
        assert!(owner.execute(act, &[]).await.is_err(), "{act}");
    }
}

#[tokio::test]
async fn the_dealers_own_settings_are_neither_shown_nor_lost_to_who_may_not_see_them() {
    let world = World::begin().await;
    world.set(settings()).await;
    let blind: Vec<&str> = [SALES, &["settings.manage"]].concat();
    let office = world.person("Tess Boyd", "office", &blind);
    let path = format!("/desk/settings/{}", world.rooftop);
    let known = read(&world, &office).await;
    assert!(!known.text().contains("300.00") && !known.text().contains("0.03"));

    let sent = with(settings(), "/holds_days", json!(3));
    let refused = world.app.put(&path, &office, "\"1\"", sent.clone()).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (403, vec![("/books", "forbidden")])
    );
    let mut open = sent;
    open.as_object_mut().expect("an object").remove("books");
    let changed = world.app.put(&path, &office, "\"1\"", open).await;
    assert_eq!(
        (changed.status, &changed.json["holds_days"]),
        (200, &json!(3)),
        "{}",
        changed.text()
    );
    let full = read(&world, &world.manager).await;
    assert_eq!(full.json["books"].as_array().map(Vec::len), Some(3));
    let editions = format!("{path}/editions");
    let editions = world.app.get(&editions, &office).await;
    assert_eq!(editions.json["items"][0]["settings"]["books"], json!([]));
}

#[tokio::test]
async fn a_rooftop_where_the_caller_does_not_work_is_none() {
    let world = World::begin().await;
    let elsewhere = world.app.user_with(world.dealership, MANAGER, |claims| {
        claims.rooftops = vec![Uuid::now_v7()];
    });
    assert_eq!(read(&world, &elsewhere).await.status, 404);
    let stranger = world.stranger().await;
    assert_eq!(read(&world, &stranger).await.status, 404);
    let nowhere = format!("/desk/settings/{}", Uuid::now_v7());
    let set = world
        .app
        .put(&nowhere, &world.admin(), "\"0\"", json!({}))
        .await;
    assert_eq!(set.status, 404);
    let refused = world
        .app
        .put(&nowhere, &world.manager, "\"0\"", json!({}))
        .await;
    assert_eq!((refused.status, refused.problem()), (403, "forbidden"));
}

/// Name and amount of each fee, and kind and amount of each book, as the manager sees them.
async fn lines(world: &World, deal: &Answer) -> (Vec<String>, Vec<String>) {
    let read = world.app.get(&path(deal), &world.manager).await;
    let inputs = &read.json["structures"][0]["inputs"];
    let of = |list: &str, field: &str| {
        let lines = inputs[list].as_array().into_iter().flatten();
        lines
            .map(|line| {
                let text = |field: &str| line[field].as_str().expect("text").to_owned();
                format!("{} {}", text(field), text("amount"))
            })
            .collect::<Vec<_>>()
    };
    (of("fees", "name"), of("books", "kind"))
}

async fn used_car(world: &World) -> Uuid {
    let vehicle = json!({
        "rooftop_id": world.rooftop, "stock_number": "U26119", "vin": VINS[1], "condition": "used",
        "class": "passenger", "year": 2026, "make": "Honda", "model": "CR-V", "odometer": 9_100, "fuel": "hybrid",
        "msrp": "42645.00", "list_price": "36500.00", "cost": "33100.00",
    });
    let made = world
        .app
        .on("inventory")
        .post("/vehicles", &world.manager, vehicle)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    id(&made)
}

/// 1,588.00 on the vehicle, 899.00 and 250.00 of fees, 1,279.35 of holdback (42,645.00 × 3 %): 4,016.35. The pack is
/// off the commissionable gross alone: 3,716.35.
#[tokio::test]
async fn a_new_deal_takes_fees_and_books_and_another_vehicle_brings_its_own() {
    let world = World::begin().await;
    world.set(settings()).await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = json!({"rooftop_id": world.rooftop, "customer_id": customer, "vehicle_id": vehicle});
    // The salesperson sees none of the books and makes the deal with them.
    let made = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert!(!made.text().contains("\"books\""));
    let (fees, books) = lines(&world, &made).await;
    assert_eq!(
        fees,
        [
            "Dealer service fee 899.00",
            "Title and registration 384.90",
            "Delivery preparation 250.00"
        ]
    );
    assert_eq!(books, ["pack 300.00", "holdback 1279.35"]);
    let seen = world.app.get(&path(&made), &world.manager).await;
    let gross = &seen.json["structures"][0]["figures"]["gross"];
    assert_eq!(gross["front"], "4016.35");
    assert_eq!(gross["commissionable"]["front"], "3716.35");

    // Somebody changes a standard fee and the pack, takes none off, and adds one of their own.
    let address = structure_path(&made, 0);
    let mut inputs = seen.json["structures"][0]["inputs"].clone();
    inputs["fees"][1]["amount"] = json!("400.00");
    let own = json!({"id": "n1", "kind": "dealer", "name": "Nitrogen", "amount": "99.00"});
    inputs["fees"].as_array_mut().expect("fees").push(own);
    inputs["books"][0]["amount"] = json!("350.00");
    let update = json!({"name": "First", "inputs": inputs});
    let saved = world.app.put(&address, &world.manager, "*", update).await;
    assert_eq!(saved.status, 200, "{}", saved.text());

    let parties = json!({"customer_id": customer, "vehicle_id": used_car(&world).await});
    let moved = world
        .app
        .put(&path(&made), &world.sales, "*", parties)
        .await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    let (fees, books) = lines(&world, &made).await;
    assert_eq!(
        fees,
        [
            "Dealer service fee 899.00",
            "Title and registration 400.00",
            "Nitrogen 99.00",
            "Used inspection 120.00"
        ]
    );
    assert_eq!(
        books,
        ["pack 350.00"],
        "typed stays, holdback was of the new one"
    );
    let back = json!({"customer_id": customer, "vehicle_id": vehicle});
    let moved = world.app.put(&path(&made), &world.sales, "*", back).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    let (fees, books) = lines(&world, &made).await;
    assert_eq!(fees[3], "Delivery preparation 250.00");
    assert_eq!(books, ["pack 350.00", "holdback 1279.35"]);
}

#[tokio::test]
async fn a_standard_line_that_was_taken_off_stays_off_and_new_settings_are_taken_with_the_vehicle()
{
    let world = World::begin().await;
    world.set(settings()).await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = json!({"rooftop_id": world.rooftop, "customer_id": customer, "vehicle_id": vehicle});
    let made = world.app.post("/deals", &world.manager, body).await;
    let mut inputs = made.json["structures"][0]["inputs"].clone();
    let fees = inputs["fees"].as_array_mut().expect("fees");
    fees.retain(|fee| fee["name"] != "Title and registration");
    let update = json!({"name": "First", "inputs": inputs});
    let saved = world
        .app
        .put(&structure_path(&made, 0), &world.manager, "*", update)
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());

    let mut dearer = settings();
    dearer["doc_fee"] = json!("999.00");
    dearer["books"][1]["amount"] = json!("600.00");
    let set = world.try_to_set("\"1\"", dearer).await;
    assert_eq!(set.status, 200, "{}", set.text());
    let (fees, _) = lines(&world, &made).await;
    assert_eq!(
        fees[0], "Dealer service fee 899.00",
        "a deal stays as it is"
    );

    let parties = json!({"customer_id": customer, "vehicle_id": used_car(&world).await});
    world
        .app
        .put(&path(&made), &world.manager, "*", parties)
        .await;
    let (fees, books) = lines(&world, &made).await;
    assert_eq!(
        fees,
        ["Dealer service fee 999.00", "Used inspection 120.00"]
    );
    assert_eq!(books, ["pack 600.00"]);
}

#[tokio::test]
async fn a_deal_that_starts_with_terms_takes_first_payment_and_lease_from_the_settings() {
    let world = World::begin().await;
    world.set(settings()).await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let start = |terms: Value| {
        let body = json!({"rooftop_id": world.rooftop, "customer_id": customer, "vehicle_id": vehicle, "start": terms});
        world.app.post("/deals", &world.sales, body)
    };
    let loan = start(json!({"kind": "retail", "term_months": 72, "sell_rate": "0.0649"})).await;
    assert_eq!(loan.status, 201, "{}", loan.text());
    let inputs = &loan.json["structures"][0]["inputs"];
    let day = |value: &Value| {
        let text = value.as_str().expect("a day");
        text.parse::<jiff::civil::Date>().expect("a day")
    };
    let wait = day(&inputs["finance"]["first_payment_date"]) - day(&inputs["date"]);
    assert_eq!(wait.get_days(), 45);
    let (fees, _) = lines(&world, &loan).await;
    assert!(fees.contains(&"Lien recording 2.00".to_owned()), "{fees:?}");

    let lease = json!({"kind": "lease", "term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61"});
    let lease = start(lease).await;
    assert_eq!(lease.status, 201, "{}", lease.text());
    let terms = &lease.json["structures"][0]["inputs"]["lease"];
    for (field, value) in [
        ("miles_per_year", json!(12_000)),
        ("excess_mile_charge", json!("0.25")),
        (
            "acquisition_fee",
            json!({"amount": "695.00", "capitalized": true}),
        ),
        ("doc_fee_capitalized", json!(true)),
        ("tax_capitalized", json!(false)),
        ("security_deposit_rounding", json!("25.00")),
    ] {
        assert_eq!(terms[field], value, "{field}");
    }

    let missing = start(json!({"kind": "lease", "term_months": 36})).await;
    assert_eq!(
        (missing.status, missing.faults()),
        (
            422,
            vec![
                ("/start/money_factor", "required"),
                ("/start/residual_percent", "required")
            ]
        )
    );
    let both = json!({"rooftop_id": world.rooftop, "start": {"kind": "cash"}, "structure": {"inputs": open_inputs()}});
    let both = world.app.post("/deals", &world.sales, both).await;
    assert_eq!(both.faults(), [("/start", "one_of")]);
}

#[tokio::test]
async fn inputs_without_books_take_the_rooftops_and_those_with_keep_theirs() {
    let world = World::begin().await;
    world.set(settings()).await;
    let (customer, vehicle) = (world.customer().await, world.car().await);
    let body = world.new_deal(customer, vehicle, open_inputs());
    let made = world.app.post("/deals", &world.sales, body).await;
    let (fees, books) = lines(&world, &made).await;
    assert_eq!(books, ["pack 300.00", "holdback 1279.35"]);
    assert_eq!(
        fees,
        [
            "Dealer service fee 899.00",
            "Title, registration, state fees 384.90"
        ],
        "what was typed is charged"
    );
    let own = json!([{"id": "b1", "kind": "reconditioning", "amount": "75.00"}]);
    let body = json!({"inputs": with(open_inputs(), "/books", own.clone())});
    let address = format!("{}/structures", path(&made));
    let refused = world.app.post(&address, &world.sales, body.clone()).await;
    assert_eq!(refused.status, 403);
    let added = world.app.post(&address, &world.manager, body).await;
    assert_eq!(added.json["inputs"]["books"][0]["kind"], "reconditioning");
    let plain = json!({"inputs": open_inputs()});
    let added = world.app.post(&address, &world.sales, plain).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let read = world.app.get(&path(&made), &world.manager).await;
    let books = &read.json["structures"][2]["inputs"]["books"];
    assert_eq!(books.as_array().map(Vec::len), Some(2));
}
