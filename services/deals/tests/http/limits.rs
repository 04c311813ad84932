//! Limits by role: what goes beyond them needs a reason and somebody who may, and all of it is reported.

use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{MANAGER, SALES, World, open_inputs, path};

/// Sales may give 1,000.00 off and keeps 2,500.00 in front; the desk keeps 1,800.00.
fn settings() -> Value {
    json!({
        "limits": [
            {"role": "sales", "limits": {"discount": "1000.00", "front_gross": "2500.00"}},
            {"role": "desk_manager", "limits": {"front_gross": "1800.00"}},
        ],
        "reasons": [
            {"code": "competing_quote", "label": "Competing quote in hand", "of": ["discount"]},
            {"code": "thin_unit", "label": "Bought too dear", "of": ["front_gross", "total_gross"]},
            {"code": "aged", "label": "Over 90 days in stock"},
            {"code": "old_one", "label": "No longer given", "active": false},
        ],
    })
}

struct Desk {
    world: World,
    sam: User,
    dana: User,
    robin: User,
}

impl Desk {
    async fn begin(settings: Value) -> Self {
        let world = World::begin().await;
        world.set(settings).await;
        Self {
            sam: world.person("Sam Okafor", "sales", SALES),
            dana: world.person("Dana Kessler", "desk_manager", MANAGER),
            robin: world.person("Robin Achebe", "general_manager", MANAGER),
            world,
        }
    }

    /// Sam's deal: 1,645.00 off MSRP; front 1,588.00 on the vehicle and 899.00 of fee are 2,487.00, as Sam knows
    /// neither the accessories' cost nor the trade's value.
    async fn deal(&self) -> Answer {
        self.world.deal_of(&self.sam).await
    }

    async fn submit(&self, deal: &Answer, overrides: Value) -> Answer {
        let body = json!({"overrides": overrides});
        self.world.step(deal, "submit", &self.sam, body).await
    }

    async fn overrides(&self, deal: &Answer, user: &User) -> Vec<Value> {
        let read = self
            .world
            .app
            .get(&format!("{}/overrides", path(deal)), user)
            .await;
        assert_eq!(read.status, 200, "{}", read.text());
        read.json["items"].as_array().expect("items").clone()
    }

    async fn status(&self, deal: &Answer) -> Value {
        let read = self.world.app.get(&path(deal), &self.world.manager).await;
        read.json["status"].clone()
    }
}

fn good() -> Value {
    json!([{"code": "discount", "reason": "competing_quote", "note": "Gulf Honda, 40,900"},
           {"code": "front_gross", "reason": "thin_unit"}])
}

fn details(answer: &Answer) -> Vec<&str> {
    let faults = answer.json["errors"].as_array().expect("faults").iter();
    faults
        .map(|fault| fault["detail"].as_str().expect("a detail"))
        .collect()
}

#[tokio::test]
async fn a_salesperson_learns_what_needs_leave_and_nothing_of_the_dealers_own() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;
    let address = format!("{}/limits", path(&deal));
    let read = desk.world.app.get(&address, &desk.sam).await;
    assert_eq!(read.status, 200, "{}", read.text());
    assert_eq!(
        read.json["breaches"],
        json!([
            {"code": "discount", "pointer": "/selling_price", "figure": "1645.00", "limit": "1000.00",
             "confidential": false},
            {"code": "front_gross", "pointer": "/selling_price", "confidential": true},
        ])
    );
    assert_eq!(read.json["my_limits"], json!({"discount": "1000.00"}));
    let codes: Vec<&Value> = read.json["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|it| &it["code"])
        .collect();
    assert_eq!(codes, ["competing_quote", "thin_unit", "aged"]);

    let settings = format!("/desk/settings?rooftop_id={}", desk.world.rooftop);
    let known = desk.world.app.get(&settings, &desk.sam).await;
    for (what, said) in [("limits", read.text()), ("settings", known.text())] {
        for own in ["2500.00", "2487.00", "1800.00", "39412.00"] {
            assert!(!said.contains(own), "{what} show {own}: {said}");
        }
    }
    for hidden in ["books", "limits", "commission_plans", "doc_fee_counts"] {
        assert!(known.json.get(hidden).is_none(), "{hidden}");
    }

    // The desk sees its own limit kept, and the general manager has none.
    for user in [&desk.dana, &desk.robin] {
        let read = desk.world.app.get(&address, user).await;
        assert_eq!(read.json["breaches"], json!([]), "{}", read.text());
    }
}

#[tokio::test]
async fn a_submission_beyond_limits_needs_a_reason_of_the_list_for_each() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;

    let bare = desk.submit(&deal, json!([])).await;
    let needed = ("/overrides", "reason_needed");
    assert_eq!((bare.status, bare.faults()), (422, vec![needed, needed]));
    let said = details(&bare);
    assert!(
        said[0].contains("$1,645.00") && said[0].contains("$1,000.00"),
        "{said:?}"
    );
    assert!(said[1].contains("manager's approval"), "{said:?}");
    assert!(!bare.text().contains("2,487") && !bare.text().contains("2,500"));

    for (what, overrides, faults) in [
        (
            "one is not covered",
            json!([{"code": "discount", "reason": "competing_quote"}]),
            vec![needed],
        ),
        (
            "a reason that is none",
            json!([{"code": "discount", "reason": "friend"}, {"code": "front_gross", "reason": "thin_unit"}]),
            vec![("/overrides/0/reason", "unknown")],
        ),
        (
            "a reason that is given no more",
            json!([{"code": "discount", "reason": "old_one"}, {"code": "front_gross", "reason": "thin_unit"}]),
            vec![("/overrides/0/reason", "unknown")],
        ),
        (
            "the reason of another breach",
            json!([{"code": "discount", "reason": "thin_unit"}, {"code": "front_gross", "reason": "thin_unit"}]),
            vec![("/overrides/0/reason", "of_another_limit")],
        ),
        (
            "a reason for what is within its limit, and two for one",
            json!([{"code": "discount", "reason": "aged"}, {"code": "front_gross", "reason": "aged"},
                   {"code": "discount", "reason": "aged"}, {"code": "markup", "reason": "aged"}]),
            vec![
                ("/overrides/2/code", "doubled"),
                ("/overrides/3/code", "within"),
            ],
        ),
        (
            "a limit that is none",
            json!([{"code": "smile", "reason": "aged"}]),
            vec![("/overrides/0/code", "enum")],
        ),
    ] {
        let refused = desk.submit(&deal, overrides).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (422, faults),
            "{what}: {}",
            refused.text()
        );
    }
    assert_eq!(desk.status(&deal).await, "draft");
    assert!(desk.overrides(&deal, &desk.dana).await.is_empty());

    let sent = desk.submit(&deal, good()).await;
    assert_eq!(
        (sent.status, &sent.json["status"]),
        (200, &json!("submitted")),
        "{}",
        sent.text()
    );
}

/// At the limit of the discount the price is 645.00 higher: with 6 % of tax 683.70 more is financed, 41,701.47, which is
/// 700.80 a month. At the floor of the front it is 13.00 higher: 41,031.55, which is 689.54.
#[tokio::test]
async fn each_is_kept_with_what_it_does_and_who_decided() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;
    desk.submit(&deal, good()).await;

    let pending = desk.overrides(&deal, &desk.dana).await;
    let of = |list: &[Value], code: &str| {
        let found = list.iter().find(|it| it["code"] == code);
        found.expect("an override").clone()
    };
    let discount = of(&pending, "discount");
    for (field, value) in [
        ("deal_id", deal.json["id"].clone()),
        ("deal_number", json!("HM-1001")),
        ("structure_letter", json!("A")),
        ("figure", json!("1645.00")),
        ("limit", json!("1000.00")),
        ("reason", json!("competing_quote")),
        ("reason_label", json!("Competing quote in hand")),
        ("note", json!("Gulf Honda, 40,900")),
        ("decision", json!("pending")),
        ("decided_by", Value::Null),
        ("payment_before", json!("700.80")),
        ("payment_after", json!("689.31")),
        ("front_before", json!("3132.00")),
        ("front_after", json!("2487.00")),
        ("gross_before", json!("3132.00")),
        ("gross_after", json!("2487.00")),
    ] {
        assert_eq!(discount[field], value, "{field}");
    }
    assert_eq!(discount["asked_by"]["name"], "Sam Okafor");
    let front = of(&pending, "front_gross");
    assert_eq!(
        (&front["figure"], &front["limit"]),
        (&json!("2487.00"), &json!("2500.00"))
    );
    assert_eq!(front["payment_before"], "689.54");
    assert_eq!(front["front_before"], "2500.00");

    // Sam sees that it is asked for, and no more than Sam knew.
    let own = desk.overrides(&deal, &desk.sam).await;
    let front = of(&own, "front_gross");
    for hidden in [
        "figure",
        "limit",
        "payment_before",
        "front_before",
        "front_after",
        "gross_before",
        "gross_after",
    ] {
        assert!(front.get(hidden).is_none(), "{hidden}");
    }
    let discount = of(&own, "discount");
    assert_eq!(discount["payment_before"], "700.80");
    assert!(discount.get("front_before").is_none());

    let approved = desk
        .world
        .step(&deal, "approve", &desk.dana, json!({"reason": "Go"}))
        .await;
    assert_eq!(approved.status, 200, "{}", approved.text());
    for one in desk.overrides(&deal, &desk.dana).await {
        assert_eq!(one["decision"], "approved");
        assert_eq!(one["decided_by"]["name"], "Dana Kessler");
        assert_eq!(one["comment"], "Go");
        assert!(one["decided_at"].is_string());
    }
}

#[tokio::test]
async fn an_approval_beyond_the_approvers_own_limits_is_refused_and_says_who_may() {
    let mut own = settings();
    own["limits"][1]["limits"]["front_gross"] = json!("2490.00");
    let desk = Desk::begin(own).await;
    let deal = desk.deal().await;
    desk.submit(&deal, good()).await;
    let refused = desk
        .world
        .step(&deal, "approve", &desk.dana, json!({}))
        .await;
    assert_eq!((refused.status, refused.problem()), (403, "limits"));
    let detail = refused.json["detail"].as_str().expect("a detail");
    for named in [
        "$2,487.00",
        "$2,490.00",
        "General manager or Administrator may approve it",
    ] {
        assert!(detail.contains(named), "{named}: {detail}");
    }
    assert_eq!(desk.status(&deal).await, "submitted");
    let still: Vec<Value> = desk.overrides(&deal, &desk.dana).await;
    assert!(still.iter().all(|it| it["decision"] == "pending"));

    // A salesperson has no such permission at all.
    let nobody = desk
        .world
        .step(&deal, "approve", &desk.sam, json!({}))
        .await;
    assert_eq!((nobody.status, nobody.problem()), (403, "forbidden"));

    let may = desk
        .world
        .step(&deal, "approve", &desk.robin, json!({}))
        .await;
    assert_eq!(may.status, 200, "{}", may.text());
}

#[tokio::test]
async fn a_manager_who_submits_beyond_the_own_limits_cannot_approve_it() {
    let mut own = settings();
    own["limits"][1]["limits"]["front_gross"] = json!("2490.00");
    let desk = Desk::begin(own).await;
    let deal = desk.deal().await;
    let overrides = json!({"overrides": [{"code": "front_gross", "reason": "aged"}]});
    let sent = desk
        .world
        .step(&deal, "submit", &desk.dana, overrides)
        .await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let refused = desk
        .world
        .step(&deal, "approve", &desk.dana, json!({}))
        .await;
    assert_eq!((refused.status, refused.problem()), (403, "limits"));
}

#[tokio::test]
async fn what_is_returned_is_decided_and_asked_for_anew() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;
    desk.submit(&deal, good()).await;
    let back = json!({"reason": "Hold 41,300"});
    let returned = desk.world.step(&deal, "return", &desk.dana, back).await;
    assert_eq!(returned.status, 200, "{}", returned.text());
    for one in desk.overrides(&deal, &desk.sam).await {
        assert_eq!(one["decision"], "returned");
        assert_eq!(one["comment"], "Hold 41,300");
    }
    let again = desk.submit(&deal, good()).await;
    assert_eq!(again.status, 200, "{}", again.text());
    let cancelled = json!({"reason": "Bought elsewhere"});
    desk.world
        .step(&deal, "cancel", &desk.dana, cancelled)
        .await;
    let all = desk.overrides(&deal, &desk.dana).await;
    let decisions: Vec<&Value> = all.iter().map(|it| &it["decision"]).collect();
    assert_eq!(
        decisions,
        ["withdrawn", "withdrawn", "returned", "returned"]
    );
}

#[tokio::test]
async fn two_approvers_at_once_decide_once() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;
    let etag = desk.submit(&deal, good()).await.etag().to_owned();
    let approve = |user: &User| {
        let address = format!("{}/approve", path(&deal));
        let call = desk.world.app.call(http::Method::POST, &address).by(user);
        call.header("if-match", &etag).json(&json!({})).send()
    };
    let (dana, robin) = tokio::join!(approve(&desk.dana), approve(&desk.robin));
    let mut statuses = [dana.status, robin.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{} {}", dana.text(), robin.text());
    let winner = if dana.status == 200 {
        "Dana Kessler"
    } else {
        "Robin Achebe"
    };
    for one in desk.overrides(&deal, &desk.dana).await {
        assert_eq!(one["decided_by"]["name"], winner);
    }
    let history = format!("{}/versions", path(&deal));
    let history = desk.world.app.get(&history, &desk.dana).await;
    let approvals = history.json["items"].as_array().expect("items").iter();
    assert_eq!(approvals.filter(|it| it["action"] == "approved").count(), 1);
}

#[tokio::test]
async fn the_report_has_every_one_of_them() {
    let desk = Desk::begin(settings()).await;
    let first = desk.deal().await;
    desk.submit(&first, good()).await;
    let second = desk.world.app.post(
        "/deals",
        &desk.sam,
        json!({"rooftop_id": desk.world.rooftop, "customer_id": first.json["customer"]["id"],
               "vehicle_id": first.json["vehicle"]["id"], "structure": {"inputs": open_inputs()}}),
    );
    let second = second.await;
    desk.submit(&second, good()).await;
    desk.world
        .step(&second, "approve", &desk.dana, json!({}))
        .await;

    let report = async |query: &str| {
        let read = desk
            .world
            .app
            .get(&format!("/desk/overrides{query}"), &desk.robin)
            .await;
        assert_eq!(read.status, 200, "{}", read.text());
        let items = read.json["items"].as_array().expect("items").clone();
        (items, read.json["next_cursor"].clone())
    };
    let (all, _) = report("").await;
    assert_eq!(all.len(), 4);
    assert_eq!(all[0]["deal_number"], "HM-1002", "the last first");
    for (query, count) in [
        ("?code=discount".to_owned(), 2),
        ("?decision=approved".to_owned(), 2),
        ("?reason=thin_unit&decision=pending".to_owned(), 1),
        (format!("?asked_by={}", desk.sam.id), 4),
        (format!("?asked_by={}", desk.dana.id), 0),
        (format!("?rooftop_id={}", desk.world.rooftop), 4),
        ("?from=2020-01-01&to=2020-12-31".to_owned(), 0),
        ("?from=2020-01-01".to_owned(), 4),
    ] {
        assert_eq!(report(&query).await.0.len(), count, "{query}");
    }
    let (page, cursor) = report("?limit=3").await;
    assert_eq!(page.len(), 3);
    let rest = format!("?limit=3&cursor={}", cursor.as_str().expect("a cursor"));
    let (rest, end) = report(&rest).await;
    assert_eq!(
        (rest[0]["id"].clone(), end),
        (all[3]["id"].clone(), Value::Null)
    );

    let refused = desk.world.app.get("/desk/overrides", &desk.sam).await;
    assert_eq!((refused.status, refused.problem()), (403, "forbidden"));
    let stranger = desk.world.stranger().await;
    let theirs = desk.world.app.get("/desk/overrides", &stranger).await;
    assert_eq!(theirs.json["items"], json!([]));
    let elsewhere = desk
        .world
        .app
        .get(&format!("{}/overrides", path(&first)), &stranger)
        .await;
    assert_eq!(elsewhere.status, 404);
}

#[tokio::test]
async fn of_whom_no_role_is_known_the_strictest_limits_hold() {
    let desk = Desk::begin(settings()).await;
    let deal = desk.deal().await;
    let address = format!("{}/limits", path(&deal));
    let read = desk.world.app.get(&address, &desk.world.manager).await;
    assert_eq!(
        read.json["my_limits"],
        json!({"discount": "1000.00", "front_gross": "2500.00"})
    );
    let both =
        desk.world
            .app
            .user_with_roles(desk.world.dealership, MANAGER, &["sales", "desk_manager"]);
    let read = desk.world.app.get(&address, &both).await;
    assert_eq!(read.json["my_limits"], json!({"front_gross": "1800.00"}));
}
