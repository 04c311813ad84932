//! Signing: what it does to the deal, once, and when it is refused with the deal as it was.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Shown, drawn, typed};
use crate::world::{inputs, path, structure_path, with};

#[tokio::test]
async fn it_chooses_the_option_and_keeps_the_page_to_the_byte() {
    let shown = Shown::begin().await;
    let before = shown.look().await;
    let signed = shown.sign("B").await;
    assert_eq!(signed.status, 200, "{}", signed.text());
    let mark = &signed.json["signed"];
    assert_eq!(
        (&mark["option"], &mark["signer_name"]),
        (&json!("B"), &json!("Marisol Ortega"))
    );
    assert_eq!(mark["mark"], drawn());
    assert_eq!(signed.json["presentation"], before.json["presentation"]);

    let deal = shown.now().await;
    assert_eq!(
        deal.json["chosen_structure_id"],
        deal.json["structures"][1]["id"]
    );
    let versions = format!("{}/versions", path(&deal));
    let versions = shown.world.app.get(&versions, &shown.world.manager).await;
    let last = &versions.json["items"][0];
    assert_eq!(last["action"], "structure_chosen");
    assert_eq!(last["letter"], "B");
    assert_eq!(last["actor"]["name"], "Marisol Ortega (customer)");
    assert_eq!(last["actor"]["id"], json!(shown.world.manager.id));
    assert_eq!(
        last["reason"],
        "Marisol Ortega signed option B, presented by Dana Kessler"
    );
    assert_eq!(
        (&last["payment"]["before"], &last["payment"]["after"]),
        (&json!("689.31"), &json!("608.68"))
    );

    // The document is the option's letter and the page as it went over the wire.
    let owner = shown.world.app.owner().await;
    let sql = "select s.document, p.shown from deals.signature s join deals.presentation p on p.signature_id = s.id";
    let row = owner.query_one(sql, &[]).await.expect("one signature");
    let (document, page): (Vec<u8>, Vec<u8>) = (row.get(0), row.get(1));
    let expected = [
        br#"{"accepted_option":"B","presentation":"#.as_slice(),
        page.as_slice(),
        b"}",
    ];
    assert_eq!(document, expected.concat());
    assert_eq!(
        mark["document_sha256"],
        hex::encode(Sha256::digest(&document))
    );
    assert_eq!(before.json["sha256"], hex::encode(Sha256::digest(&page)));
    assert!(
        before
            .text()
            .contains(std::str::from_utf8(&page).expect("text"))
    );
    let listed = shown.signatures().await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["document_sha256"], mark["document_sha256"]);
    assert_eq!(listed[0]["taken_by"]["id"], json!(shown.world.manager.id));
}

#[tokio::test]
async fn the_chosen_option_stays_and_the_history_says_that_it_was_signed() {
    let shown = Shown::begin().await;
    let signed = shown
        .sign_as("A", "Marisol Ortega", typed("marisol ortega"))
        .await;
    assert_eq!(signed.status, 200, "{}", signed.text());
    let deal = shown.now().await;
    assert_eq!(
        deal.json["chosen_structure_id"],
        deal.json["structures"][0]["id"]
    );
    assert_eq!(deal.json["history"]["last_action"], "presentation_signed");
}

#[tokio::test]
async fn its_facts_are_told() {
    let shown = Shown::begin().await;
    assert_eq!(shown.pick("C").await.status, 200);
    assert_eq!(shown.pick("C").await.status, 200, "again is the same");
    assert_eq!(shown.sign("B").await.status, 200);
    let owner = shown.world.app.owner().await;
    let sql = "select kind, subject, data::text from deals.outbox where kind like 'presentation.%' order by seq";
    let rows = owner.query(sql, &[]).await.expect("facts");
    let mut told = Vec::new();
    for row in &rows {
        let data: Value = serde_json::from_str(row.get(2)).expect("data");
        assert_eq!(json!(row.get::<_, uuid::Uuid>(1)), shown.made.json["id"]);
        assert_eq!(data["number"], "HM-1001");
        assert_eq!(data["deal_id"], shown.deal.json["id"]);
        told.push((row.get::<_, String>(0), data["option"].clone()));
    }
    let expected = [
        ("presentation.made", Value::Null),
        ("presentation.picked", json!("C")),
        ("presentation.signed", json!("B")),
    ];
    assert_eq!(
        told,
        expected.map(|(kind, option)| (kind.to_owned(), option))
    );
}

#[tokio::test]
async fn sent_again_it_is_the_same_and_anything_else_is_refused() {
    let shown = Shown::begin().await;
    let first = shown.sign("B").await;
    let version = shown.now().await.json["version"].clone();
    // The answer was lost on its way: the client sends the same once more.
    let again = shown.sign("B").await;
    assert_eq!((again.status, &again.json), (200, &first.json));
    for other in [
        shown.sign("A").await,
        shown.sign_as("B", "Pedro Ortega", drawn()).await,
        shown
            .sign_as("B", "Marisol Ortega", typed("Marisol Ortega"))
            .await,
    ] {
        assert_eq!((other.status, other.problem()), (409, "signed-before"));
        assert!(other.text().contains("Marisol Ortega signed option B"));
    }
    assert_eq!(shown.signatures().await.len(), 1);
    assert_eq!(shown.now().await.json["version"], version);
    // Nor is another option picked any more.
    let picked = shown.pick("C").await;
    assert_eq!((picked.status, &picked.json["picked"]), (200, &json!("B")));
}

#[tokio::test]
async fn sent_twice_at_once_it_is_signed_once() {
    let shown = Shown::begin().await;
    let (one, two, other) = tokio::join!(shown.sign("B"), shown.sign("B"), shown.sign("C"));
    let statuses = [one.status, two.status, other.status];
    assert!(
        statuses == [200, 200, 409] || statuses == [409, 409, 200],
        "{statuses:?}"
    );
    assert_eq!(shown.signatures().await.len(), 1);
}

#[tokio::test]
async fn a_changed_option_is_not_signed_and_the_others_are() {
    let shown = Shown::begin().await;
    let update =
        json!({"name": "72 months", "inputs": with(inputs(), "/selling_price", json!("40500.00"))});
    let to = structure_path(&shown.deal, 0);
    let put = shown
        .world
        .app
        .put(&to, &shown.world.manager, "\"1\"", update);
    assert_eq!(put.await.status, 200);
    let version = shown.now().await.json["version"].clone();
    let refused = shown.sign("A").await;
    assert_eq!((refused.status, refused.problem()), (409, "changed"));
    assert!(
        refused.text().contains("The store changed option A"),
        "{}",
        refused.text()
    );
    assert!(shown.signatures().await.is_empty());
    assert_eq!(
        shown.now().await.json["version"],
        version,
        "the deal is as it was"
    );
    assert_eq!(shown.look().await.json["signed"], Value::Null);
    assert_eq!(shown.sign("B").await.status, 200);
}

#[tokio::test]
async fn another_buyer_changes_every_option_and_a_removed_one_is_gone() {
    let shown = Shown::begin().await;
    let world = &shown.world;
    let third = structure_path(&shown.deal, 2);
    let gone = world.app.delete(&third, &world.manager).await;
    assert_eq!(gone.status, 204);
    assert_eq!(shown.look().await.json["changed"], json!(["C"]));
    assert_eq!(shown.sign("C").await.problem(), "changed");
    let other = world.customer().await;
    let deal = shown.now().await;
    let parties = json!({"customer_id": other, "vehicle_id": deal.json["vehicle"]["id"]});
    let here = path(&deal);
    let put = world
        .app
        .put(&here, &world.manager, deal.etag(), parties)
        .await;
    assert_eq!(put.status, 200);
    assert_eq!(shown.look().await.json["changed"], json!(["A", "B", "C"]));
    assert_eq!(shown.sign("A").await.problem(), "changed");
    assert!(shown.signatures().await.is_empty());
}

#[tokio::test]
async fn a_frozen_deal_takes_the_signature_of_its_own_option_only() {
    let shown = Shown::begin().await;
    let step = shown
        .world
        .step(&shown.deal, "submit", &shown.world.manager, json!({}));
    assert_eq!(step.await.status, 200);
    let version = shown.now().await.json["version"].clone();
    let refused = shown.sign("B").await;
    assert_eq!((refused.status, refused.problem()), (409, "frozen"));
    assert!(
        refused.text().contains("working on option A"),
        "{}",
        refused.text()
    );
    assert_eq!(shown.now().await.json["version"], version);
    assert!(shown.signatures().await.is_empty());

    assert_eq!(shown.sign("A").await.status, 200);
    let deal = shown.now().await;
    assert_eq!(deal.json["status"], "submitted");
    assert_eq!(deal.json["history"]["last_action"], "presentation_signed");
}

#[tokio::test]
async fn a_cancelled_deal_takes_none() {
    let shown = Shown::begin().await;
    let reason = json!({"reason": "Bought elsewhere"});
    let step = shown
        .world
        .step(&shown.deal, "cancel", &shown.world.manager, reason);
    assert_eq!(step.await.status, 200);
    let refused = shown.sign("A").await;
    assert_eq!((refused.status, refused.problem()), (409, "deal-cancelled"));
    assert!(shown.signatures().await.is_empty());
}

#[tokio::test]
async fn what_is_no_signature_is_said_at_its_place() {
    let shown = Shown::begin().await;
    let faults = async |option: &str, name: &str, mark: Value| {
        let answer = shown.sign_as(option, name, mark).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        let faults = answer.faults().into_iter();
        faults
            .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
            .collect::<Vec<_>>()
    };
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    let all = faults(
        "D",
        "  ",
        json!({"kind": "drawn", "strokes": [[[5, 5, 0]]]}),
    )
    .await;
    let expected = [
        ("/option", "unknown"),
        ("/signer_name", "required"),
        ("/signature/strokes", "empty"),
    ];
    assert_eq!(all, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let another = faults("A", "Marisol Ortega", typed("Dana Kessler")).await;
    assert_eq!(another, one("/signature/typed_name", "differs"));
    let more = shown
        .sign_as(
            "A",
            "M",
            json!({"kind": "typed", "typed_name": "M", "note": 1}),
        )
        .await;
    assert_eq!(more.status, 422, "{}", more.text());
    let letter = shown.pick("D").await;
    assert_eq!(letter.faults(), [("/option", "unknown")]);
    assert!(shown.signatures().await.is_empty());
}
