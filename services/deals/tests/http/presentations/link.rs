//! The link: how long it opens, and what wrong ones come to.

use std::time::Duration;

use platform::testkit::User;
use serde_json::json;

use super::{Shown, look};

#[tokio::test]
async fn it_opens_through_the_last_day_at_the_store_and_no_longer() {
    let shown = Shown::begin().await;
    // Nov 28 ends in Clearwater at 05:00 UTC of Nov 29: 7 days and 17 hours from now.
    assert_eq!(shown.made.json["expires_at"], "2026-11-29T05:00:00Z");
    let left = Duration::from_secs((7 * 24 + 17) * 3600);
    shown.clock.advance(left - Duration::from_secs(1));
    assert_eq!(shown.look().await.status, 200);
    shown.clock.advance(Duration::from_secs(1));
    for answer in [
        shown.look().await,
        shown.pick("A").await,
        shown.sign("A").await,
    ] {
        assert_eq!((answer.status, answer.problem()), (410, "expired"));
        assert!(answer.text().contains("Ask the store for new ones"));
        assert!(!answer.text().contains("689.31"));
    }
    let owner = shown.world.app.owner().await;
    let sql = "select count(*) from deals.signature";
    let signed: i64 = owner.query_one(sql, &[]).await.expect("a count").get(0);
    assert_eq!(signed, 0);
}

#[tokio::test]
async fn a_wrong_one_opens_nothing_and_too_many_are_refused_while_a_good_one_opens() {
    let shown = Shown::begin().await;
    let good = shown.token();
    let other_end = |n: usize| {
        let last = char::from(b"0123456789abcdef"[n % 16]);
        let before = char::from(b"0123456789abcdef"[n / 16]);
        format!("{}{before}{last}", &good[..good.len() - 2])
    };
    for malformed in ["x", &good[..good.len() - 1], &format!("{good}0"), "alp_"] {
        let answer = look(&shown.world, malformed).await;
        assert_eq!((answer.status, answer.problem()), (404, "not-found"));
    }
    let mut wrong = (0..).map(other_end).filter(|text| text != good);
    for n in 0..30 {
        let answer = look(&shown.world, &wrong.next().expect("a link")).await;
        assert_eq!((answer.status, answer.problem()), (404, "not-found"), "{n}");
    }
    let answer = look(&shown.world, &wrong.next().expect("a link")).await;
    assert_eq!(
        (answer.status, answer.problem()),
        (429, "too-many-requests")
    );
    assert_eq!(answer.header("retry-after"), "60");
    let to = format!("/q/{}/sign", wrong.next().expect("a link"));
    let body = json!({"option": "A", "signer_name": "M", "signature": super::drawn()});
    let answer = shown.world.app.post(&to, &User::nobody(), body).await;
    assert_eq!(answer.status, 429);
    assert_eq!(
        shown.look().await.status,
        200,
        "a good link opens all the while"
    );
    // A minute later trying begins anew.
    shown.clock.advance(Duration::from_secs(60));
    let answer = look(&shown.world, &wrong.next().expect("a link")).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn it_is_kept_nowhere() {
    let shown = Shown::begin().await;
    let to = format!("{}/presentations", crate::world::path(&shown.deal));
    let call = shown.world.app.call(http::Method::POST, &to);
    let made = call
        .by(&shown.world.manager)
        .header("idempotency-key", "kept")
        .json(&json!({"structure_ids": super::ids(&shown.deal)}))
        .send()
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let secret = &super::token(&made)[36..];
    let owner = shown.world.app.owner().await;
    for table in ["presentation", "idempotency", "outbox"] {
        let sql = format!(
            "select coalesce(string_agg(row_to_json(t)::text, ' '), '') from deals.{table} t"
        );
        let text: String = owner.query_one(&sql, &[]).await.expect("rows").get(0);
        assert!(!text.is_empty() && !text.contains(secret), "{table}");
        // Bytes are written in hex.
        assert!(!text.contains(&hex::encode(secret)), "{table}");
    }
}
