//! Menus: put before a buyer, decided once, signed; nothing in them that could not be sold, nothing half-written.

use deals::signatures::sha256;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::shelf::{columns, decide_path, decided, decision, keeper, made, offer, stocked};
use crate::world::{World, house, id, inputs, open_inputs, path, structure_path, with};

#[tokio::test]
async fn the_payment_without_products_comes_first() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    assert_eq!(menu.status, 201, "{}", menu.text());
    // Without products 37,453.12 are financed: 41,017.77 less 2,495.00 and its 7 % (Fla. Stat. § 212.0506, with the
    // county's surtax) and 895.00. At 6.49 % over 72 months a dollar is 0.016805168825 a month.
    let shown = &menu.json["menu"];
    assert_eq!(shown["base"]["payment"], "629.41");
    assert_eq!(shown["base"]["amount_financed"], "37453.12");
    assert_eq!(shown["base"]["apr"], "0.0649");
    let gone: Vec<&Value> = shown["base"]["left_out"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| &line["id"])
        .collect();
    assert_eq!(gone, [&json!("p1"), &json!("p2")]);
    // With 2,000.00 and 7 % of it, 665.369; with 800.00 more, 678.813.
    let full = &shown["columns"][0];
    assert_eq!(full["payment"], "678.81");
    assert_eq!(full["payment_difference"], "49.40");
    assert_eq!(full["products"][0]["adds_to_payment"], "35.96");
    assert_eq!(full["products"][1]["adds_to_payment"], "13.44");
    assert_eq!(
        (&full["products"][0]["taxed"], &full["products"][1]["taxed"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(shown["columns"][1]["payment"], "642.85");
    assert_eq!(menu.json["decision"], Value::Null);
    assert_eq!(
        shown["disclosures"][1]["citation"], "12 CFR 1026.4(d)(3)(i)",
        "GAP is voluntary, and the menu says so"
    );

    let asked = json!({"deal": open_inputs(), "vehicle": {"make": "Honda"}, "rooftop_id": world.rooftop,
                       "columns": columns(&ids)});
    let quick = world.app.post("/desk/menu", &world.sales, asked).await;
    assert_eq!(quick.status, 200, "{}", quick.text());
    assert_eq!(&quick.json, shown, "the same without storing");
}

#[tokio::test]
async fn nothing_is_offered_that_cannot_be_sold() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let mut dear = offer(&ids[0], "vsc-84");
    dear["price"] = json!("2600.01");
    let mut cheap = offer(&ids[1], "gap-loan");
    cheap["price"] = json!("700.00");
    let wrong = json!([
        {"id": "a", "name": "A", "products": [dear, offer(&ids[1], "gap-loan"), offer(&ids[2], "wear-5k")]},
        {"id": "b", "name": "B", "products": [cheap]},
    ]);
    let refused = made(&world, &deal, &wrong, &world.manager).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [
            ("/columns/0/products/0", "over_cap"),
            ("/columns/0/products/2", "not_eligible"),
            ("/columns/1/products/0/price", "two_prices"),
        ]
    );
    let unknown = json!([{"id": "a", "name": "A", "products": [offer("paint", "p")]}]);
    let refused = made(&world, &deal, &unknown, &world.manager).await;
    assert_eq!(
        refused.faults(),
        [("/columns/0/products/0/item", "unknown_product")]
    );
    let menus = world
        .app
        .get(&format!("{}/menus", path(&deal)), &world.manager)
        .await;
    assert_eq!(menus.json["items"], json!([]));
}

#[tokio::test]
async fn a_decision_sets_the_products_and_is_signed() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let mut body = decision(&ids);
    body["payment"] = json!("642.85");
    let answer = decided(
        &world,
        &decide_path(&deal, &menu),
        &body,
        "k1",
        &world.manager,
    )
    .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let taken = &answer.json["decision"];
    assert_eq!(
        taken["accepted"],
        json!([{"item": ids[1], "plan": "gap-loan", "name": "GAP", "price": "800.00", "adds_to_payment": "13.44"}])
    );
    assert_eq!(
        taken["declined"],
        json!([{"item": ids[0], "name": "Service contract", "reason": "Keeps it three years"}])
    );
    assert_eq!(taken["taken_by"]["name"], "Dana Kessler");
    assert_eq!(
        (&taken["structure_revision"], &answer.json["deal_version"]),
        (&json!(2), &json!(2))
    );

    let structure = world
        .app
        .get(&structure_path(&deal, 0), &world.manager)
        .await;
    let products = structure.json["inputs"]["products"]
        .as_array()
        .expect("lines");
    assert_eq!(products.len(), 1);
    assert_eq!(
        (&products[0]["price"], &products[0]["cost"]),
        (&json!("800.00"), &json!("243.21"))
    );
    assert_eq!(structure.json["figures"]["loan"]["payment"], "642.85");
    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    let last = &versions.json["items"][0];
    assert_eq!(last["action"], "menu_decided");
    assert_eq!(
        last["payment"],
        json!({"before": "689.31", "after": "642.85"})
    );

    // The document is kept to the byte, says what was taken and what not, and the hash is of those bytes.
    let list = format!("{}/signatures", path(&deal));
    let signed = world.app.get(&list, &world.manager).await;
    let signature = &signed.json["items"][0];
    assert_eq!(signature["id"], taken["signature_id"]);
    assert_eq!(
        (&signature["about"], &signature["about_id"]),
        (&json!("menu"), &menu.json["id"])
    );
    assert_eq!(signature["user_agent"], "Tablet/1.0");
    let document = format!(
        "{list}/{}/document",
        signature["id"].as_str().expect("an id")
    );
    let document = world.app.get(&document, &world.manager).await;
    assert_eq!(document.status, 200, "{}", document.text());
    assert_eq!(
        sha256(&document.bytes),
        signature["document_sha256"].as_str().expect("a hash")
    );
    assert_eq!(document.json["signer"], "Marisol Ortega");
    assert_eq!(document.json["buyer"], "Marisol Ortega");
    assert_eq!(document.json["with_accepted"]["payment"], "642.85");
    assert_eq!(document.json["offered"], menu.json["menu"]);
    assert_eq!(
        document.json["declined"][0]["reason"],
        "Keeps it three years"
    );
    assert_eq!(document.json["statement"], menu.json["statement"]);
}

#[tokio::test]
async fn what_was_not_offered_cannot_be_accepted_nor_anything_left_open() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let mut wrong = decision(&ids);
    wrong["accepted"] = json!([
        offer(&ids[2], "wear-5k"),
        offer(&ids[1], "gap-loan"),
        offer(&ids[1], "gap-loan"),
    ]);
    wrong["declined"] = json!([{"item": ids[1]}, {"item": ids[2]}]);
    wrong["signer"] = json!("  ");
    wrong["signature"] = json!({"kind": "drawn", "strokes": [[[5, 5, 0]]]});
    let refused = decided(&world, &at, &wrong, "k1", &world.manager).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [
            ("/accepted/0", "not_offered"),
            ("/accepted/2/item", "duplicate"),
            ("/declined/0/item", "duplicate"),
            ("/declined/1/item", "not_offered"),
            ("/declined", "undecided"),
            ("/signer", "required"),
            ("/signature/strokes", "empty"),
        ]
    );
    let mut other = decision(&ids);
    other["signature"] = json!({"kind": "typed", "typed_name": "Dana Kessler"});
    let refused = decided(&world, &at, &other, "k2", &world.manager).await;
    assert_eq!(refused.faults(), [("/signature/typed_name", "differs")]);
    let mut shown = decision(&ids);
    shown["payment"] = json!("629.41");
    let refused = decided(&world, &at, &shown, "k3", &world.manager).await;
    assert_eq!(refused.faults(), [("/payment", "differs")]);
    untouched(&world, &deal, &menu).await;
}

/// The deal is as it was made, nobody decided, nobody signed.
async fn untouched(
    world: &World,
    deal: &platform::testkit::Answer,
    menu: &platform::testkit::Answer,
) {
    let now = world.app.get(&path(deal), &world.manager).await;
    assert_eq!(now.json, deal.json);
    let now = world
        .app
        .get(
            &format!("{}/menus/{}", path(deal), id(menu)),
            &world.manager,
        )
        .await;
    assert_eq!(now.json, menu.json);
    let signed = world
        .app
        .get(&format!("{}/signatures", path(deal)), &world.manager)
        .await;
    assert_eq!(signed.json["items"], json!([]));
}

#[tokio::test]
async fn a_menu_is_decided_once() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let first = decided(&world, &at, &decision(&ids), "k1", &world.manager).await;
    assert_eq!(first.status, 201, "{}", first.text());
    let again = decided(&world, &at, &decision(&ids), "k1", &world.manager).await;
    assert_eq!(
        (again.status, &again.json),
        (201, &first.json),
        "the same request is answered as then"
    );
    let other = decided(&world, &at, &decision(&ids), "k2", &world.manager).await;
    assert_eq!((other.status, other.problem()), (409, "decided-before"));
    let signed = world
        .app
        .get(&format!("{}/signatures", path(&deal)), &world.manager)
        .await;
    assert_eq!(signed.json["items"].as_array().map(Vec::len), Some(1));
    let role = world.app.runtime_role("deals").await;
    for sql in [
        "update menu_decision set accepted = '[]'",
        "delete from menu_decision",
        "update menu set shown = '{}'",
        "delete from menu",
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
async fn two_who_decide_at_once_make_one_signature() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let body = decision(&ids);
    let (one, two) = tokio::join!(
        decided(&world, &at, &body, "k1", &world.manager),
        decided(&world, &at, &body, "k2", &world.manager),
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text(), two.text());
    let signed = world
        .app
        .get(&format!("{}/signatures", path(&deal)), &world.manager)
        .await;
    assert_eq!(signed.json["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_menu_that_no_longer_holds_is_made_anew() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let update =
        json!({"name": "72 months", "inputs": with(inputs(), "/cash_down", json!("2000.00"))});
    let address = structure_path(&deal, 0);
    assert_eq!(
        world
            .app
            .put(&address, &world.manager, "\"1\"", update)
            .await
            .status,
        200
    );
    let refused = decided(&world, &at, &decision(&ids), "k1", &world.manager).await;
    assert_eq!((refused.status, refused.problem()), (409, "menu-stale"));

    let anew = made(&world, &deal, &columns(&ids), &world.manager).await;
    assert_eq!(anew.status, 201, "{}", anew.text());
    let submitted = world.step(&deal, "submit", &world.manager, json!({})).await;
    assert_eq!(submitted.status, 200, "{}", submitted.text());
    let at = decide_path(&deal, &anew);
    let refused = decided(&world, &at, &decision(&ids), "k2", &world.manager).await;
    assert_eq!((refused.status, refused.problem()), (409, "frozen"));
    let frozen = made(&world, &deal, &columns(&ids), &world.manager).await;
    assert_eq!((frozen.status, frozen.problem()), (409, "frozen"));
    let signed = world
        .app
        .get(&format!("{}/signatures", path(&deal)), &world.manager)
        .await;
    assert_eq!(signed.json["items"], json!([]));
}

#[tokio::test]
async fn nobody_without_the_permission_ever_gets_a_cost() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal_of(&world.sales).await;
    let menu = made(&world, &deal, &columns(&ids), &world.sales).await;
    assert_eq!(menu.status, 201, "{}", menu.text());
    let mut body = decision(&ids);
    body["accepted"] = json!([offer(&ids[0], "vsc-84"), offer(&ids[1], "gap-loan")]);
    body["declined"] = json!([]);
    let answer = decided(
        &world,
        &decide_path(&deal, &menu),
        &body,
        "k1",
        &world.sales,
    )
    .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let own = path(&deal);
    let signature = answer.json["decision"]["signature_id"]
        .as_str()
        .expect("an id");
    let reads = [
        own.clone(),
        structure_path(&deal, 0),
        format!("{own}/versions"),
        format!("{own}/menus"),
        format!("{own}/menus/{}", id(&menu)),
        format!("{own}/signatures"),
        format!("{own}/signatures/{signature}/document"),
    ];
    let mut said = vec![menu.text().to_owned(), answer.text().to_owned()];
    for read in &reads {
        let answer = world.app.get(read, &world.sales).await;
        assert_eq!(answer.status, 200, "{read}: {}", answer.text());
        said.push(answer.text().to_owned());
    }
    for text in said {
        for word in [
            "1187.65",
            "243.21",
            "\"cost\"",
            "\"gross\"",
            "price_to",
            "39412.00",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    // And the manager's structure has both costs: what a salesperson's session signed lost nothing.
    let full = world
        .app
        .get(&structure_path(&deal, 0), &world.manager)
        .await;
    let costs: Vec<&Value> = full.json["inputs"]["products"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| &line["cost"])
        .collect();
    assert_eq!(costs, [&json!("1187.65"), &json!("243.21")]);
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_of_a_signature_loses_and_doubles_nothing() {
    let world = World::begin().await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let body = decision(&ids).to_string();
    let token = world.manager.token.clone().expect("a token");
    let head = format!(
        "POST {at} HTTP/1.1\r\nhost: deals\r\nauthorization: Bearer {token}\r\nidempotency-key: k1\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    // Half of the strokes, and the line goes dead.
    let address = world.app.on("deals").address;
    let mut cut = tokio::net::TcpStream::connect(address)
        .await
        .expect("a connection");
    cut.write_all(head.as_bytes()).await.expect("the head");
    cut.write_all(&body.as_bytes()[..body.len() / 2])
        .await
        .expect("half of it");
    cut.shutdown().await.expect("no more");
    let mut answer = Vec::new();
    let _ = cut.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(!answer.contains(" 201 "), "{answer}");
    untouched(&world, &deal, &menu).await;

    // All of it arrives, and nobody is there for the answer; the retry gets the answer of the one signature.
    let mut deaf = tokio::net::TcpStream::connect(address)
        .await
        .expect("a connection");
    deaf.write_all(head.as_bytes()).await.expect("the head");
    deaf.write_all(body.as_bytes()).await.expect("all of it");
    drop(deaf);
    let parsed: Value = serde_json::from_str(&body).expect("JSON");
    let first = loop {
        let retry = world.app.call(http::Method::POST, &at).by(&world.manager);
        let retry = retry.header("idempotency-key", "k1");
        let answer = retry.body("application/json", body.clone()).send().await;
        // Still being worked on: that is said, and is no second signature.
        if answer.status != 409 {
            break answer;
        }
        assert_eq!(answer.problem(), "conflict", "{}", answer.text());
    };
    assert_eq!(first.status, 201, "{}", first.text());
    let again = decided(&world, &at, &parsed, "k1", &world.manager).await;
    assert_eq!(again.json, first.json);
    let signed = world
        .app
        .get(&format!("{}/signatures", path(&deal)), &world.manager)
        .await;
    let signed = signed.json["items"].as_array().cloned().expect("items");
    assert_eq!(signed.len(), 1);
    assert_eq!(signed[0]["id"], first.json["decision"]["signature_id"]);
    let versions = world
        .app
        .get(&format!("{}/versions", path(&deal)), &world.manager)
        .await;
    assert_eq!(
        versions.json["items"].as_array().map(Vec::len),
        Some(2),
        "made, decided"
    );
}

#[tokio::test]
async fn a_database_that_dies_under_a_signature_leaves_nothing_half_written() {
    let world = World::begin_in(house().own_postgres().start().await).await;
    let ids = stocked(&world, &keeper(&world)).await;
    let deal = world.deal().await;
    let menu = made(&world, &deal, &columns(&ids), &world.manager).await;
    let at = decide_path(&deal, &menu);
    let postgres = world.app.postgres().clone();
    let stopping = postgres.clone();
    tokio::task::spawn_blocking(move || stopping.kill())
        .await
        .expect("it ends");
    let away = decided(&world, &at, &decision(&ids), "k1", &world.manager).await;
    assert_eq!(
        (away.status, away.problem()),
        (503, "unavailable"),
        "{}",
        away.text()
    );
    tokio::task::spawn_blocking(move || postgres.start())
        .await
        .expect("it starts");

    untouched(&world, &deal, &menu).await;
    let done = decided(&world, &at, &decision(&ids), "k1", &world.manager).await;
    assert_eq!(done.status, 201, "{}", done.text());
}
