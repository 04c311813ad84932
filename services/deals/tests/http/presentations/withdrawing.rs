//! A page that is taken back: its link opens no more, at once; what was signed stands.

use http::Method;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use super::Shown;
use crate::world::{SALES, id, path};

async fn withdraw(shown: &Shown, by: &User, body: Value) -> Answer {
    let to = format!(
        "{}/presentations/{}/withdraw",
        path(&shown.deal),
        id(&shown.made)
    );
    shown.world.app.post(&to, by, body).await
}

/// The presentations of the deal as its list has them.
async fn listed(shown: &Shown) -> Vec<Value> {
    let list = format!("{}/presentations", path(&shown.deal));
    let read = shown.world.app.get(&list, &shown.world.manager).await;
    assert_eq!(read.status, 200, "{}", read.text());
    read.json["items"].as_array().expect("items").clone()
}

fn why() -> Value {
    json!({"reason": "  The bank's rate changed this morning "})
}

#[tokio::test]
async fn its_link_opens_no_more_and_nothing_is_chosen_or_signed() {
    let shown = Shown::begin().await;
    assert_eq!(shown.pick("B").await.status, 200);
    assert_eq!(listed(&shown).await[0]["state"], "chosen");
    let before = shown.now().await;

    let answer = withdraw(&shown, &shown.world.manager, why()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json["state"], "withdrawn");
    let withdrawn = &answer.json["withdrawn"];
    assert_eq!(withdrawn["reason"], "The bank's rate changed this morning");
    assert_eq!(withdrawn["by"]["name"], "Dana Kessler");
    assert_eq!(withdrawn["at"], "2026-11-21T12:00:00Z");
    assert_eq!(listed(&shown).await[0], answer.json);

    for answer in [
        shown.look().await,
        shown.pick("A").await,
        shown.sign("B").await,
    ] {
        assert_eq!((answer.status, answer.problem()), (410, "withdrawn"));
        assert!(answer.text().contains("Ask the store for a new one"));
        // Neither figures nor the store's reason are a customer's to read.
        assert!(!answer.text().contains("689.31") && !answer.text().contains("bank"));
    }
    assert_eq!(shown.signatures().await, [] as [Value; 0]);

    let now = shown.now().await;
    assert_eq!(
        now.json["chosen_structure_id"],
        before.json["chosen_structure_id"]
    );
    let history = format!("{}/versions", path(&shown.deal));
    let history = shown.world.app.get(&history, &shown.world.manager).await;
    let last = &history.json["items"][0];
    assert_eq!(
        (&last["action"], &last["reason"], &last["actor"]["name"]),
        (
            &json!("presentation_withdrawn"),
            &json!("The bank's rate changed this morning"),
            &json!("Dana Kessler")
        )
    );
    let owner = shown.world.app.owner().await;
    let facts = owner
        .query(
            "select kind from deals.outbox where kind like 'presentation.%' order by kind",
            &[],
        )
        .await
        .expect("facts");
    let kinds: Vec<String> = facts.iter().map(|row| row.get(0)).collect();
    assert_eq!(
        kinds,
        [
            "presentation.made",
            "presentation.picked",
            "presentation.withdrawn"
        ]
    );

    let again = withdraw(&shown, &shown.world.manager, why()).await;
    assert_eq!((again.status, again.problem()), (409, "withdrawn-before"));
}

#[tokio::test]
async fn what_was_signed_stands() {
    let shown = Shown::begin().await;
    assert_eq!(shown.sign("A").await.status, 200);
    let refused = withdraw(&shown, &shown.world.manager, why()).await;
    assert_eq!((refused.status, refused.problem()), (409, "signed-before"));
    assert_eq!(listed(&shown).await[0]["state"], "signed");
    assert_eq!(shown.look().await.status, 200);
    let owner = shown.world.app.owner().await;
    let sql = "update deals.presentation set withdrawn_at = now(), withdrawn_by = made_by, \
               withdrawn_by_name = 'x', withdrawn_reason = 'x'";
    let refused = owner.execute(sql, &[]).await.expect_err("a constraint");
    let code = refused.code().map(|code| code.code());
    assert_eq!(code, Some("23514"), "the database holds to it too");
}

/// Whichever comes first, exactly one of the two is done.
#[tokio::test]
async fn a_signature_and_a_withdrawal_at_once_are_one_of_both() {
    let shown = Shown::begin().await;
    let (signed, withdrawn) = tokio::join!(
        shown.sign("A"),
        withdraw(&shown, &shown.world.manager, why())
    );
    match (signed.status, withdrawn.status) {
        (200, 409) => assert_eq!(shown.signatures().await.len(), 1),
        (410, 200) => assert_eq!(shown.signatures().await.len(), 0),
        both => panic!("{both:?}: {} {}", signed.text(), withdrawn.text()),
    }
}

#[tokio::test]
async fn it_takes_a_reason_and_somebody_who_works_on_the_deal() {
    let shown = Shown::begin().await;
    for (body, fault) in [
        (json!({"reason": "   "}), ("/reason", "required")),
        (json!({}), ("/reason", "required")),
        (json!({"reason": "x".repeat(501)}), ("/reason", "too_long")),
    ] {
        let refused = withdraw(&shown, &shown.world.manager, body).await;
        assert_eq!((refused.status, refused.faults()), (422, vec![fault]));
    }
    let reader = shown
        .world
        .app
        .user(shown.world.dealership, &["deals.read_all"]);
    assert_eq!(withdraw(&shown, &reader, why()).await.status, 403);
    // Another salesperson's deal, and another dealership's.
    let other = shown.world.app.user(shown.world.dealership, SALES);
    assert_eq!(withdraw(&shown, &other, why()).await.status, 404);
    let stranger = shown.world.stranger().await;
    assert_eq!(withdraw(&shown, &stranger, why()).await.status, 404);
    let nobody = shown
        .world
        .app
        .call(
            Method::POST,
            &format!(
                "{}/presentations/{}/withdraw",
                path(&shown.deal),
                id(&shown.made)
            ),
        )
        .json(&why());
    assert_eq!(nobody.send().await.status, 401);
    assert_eq!(listed(&shown).await[0]["state"], "open");
    assert_eq!(shown.look().await.status, 200);
}
