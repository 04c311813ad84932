//! Entering, reading, changing and putting away a customer.

use serde_json::json;

use super::{House, location};

#[tokio::test]
async fn a_person_is_kept_as_entered_with_the_writing_tidied() {
    let house = House::open().await;
    let entered = house
        .enter(house.person(" Marisol ", "Ortega", json!({
            "contacts": [
                {"kind": "mobile", "value": "(727) 555-0148", "preferred": true, "may_text": true},
                {"kind": "email", "value": "M.Ortega@Example.com", "may_email": true},
            ],
            "addresses": [{
                "kind": "home", "street": "1840 Kingfish Ave S", "city": "St. Petersburg",
                "county": "Pinellas", "state": "fl", "zip": "337071234",
            }],
            "tags": ["Hybrid", "hybrid", "lease  return"],
        })))
        .await;
    assert_eq!(entered.etag(), "\"1\"");
    assert_eq!(entered.json["possible_duplicates"], json!([]));
    let read = house.app.get(&location(&entered), &house.clerk).await;
    assert_eq!((read.status, read.etag()), (200, "\"1\""));
    let customer = &read.json;
    assert_eq!(customer["filed_as"], "Ortega, Marisol");
    assert_eq!(customer["first_name"], "Marisol");
    assert_eq!(customer["business_name"], json!(null));
    assert_eq!(
        customer["contacts"],
        json!([
            {"kind": "mobile", "value": "+17275550148", "preferred": true,
             "may_call": false, "may_text": true, "may_email": false},
            {"kind": "email", "value": "m.ortega@example.com", "preferred": false,
             "may_call": false, "may_text": false, "may_email": true},
        ])
    );
    assert_eq!(
        customer["addresses"],
        json!([{
            "kind": "home", "street": "1840 Kingfish Ave S", "unit": null, "city": "St. Petersburg",
            "county": "Pinellas", "state": "FL", "zip": "33707-1234",
        }])
    );
    assert_eq!(customer["tags"], json!(["hybrid", "lease return"]));
    assert_eq!(customer["archived_at"], json!(null));
    let mut as_entered = entered.json.clone();
    as_entered
        .as_object_mut()
        .unwrap()
        .remove("possible_duplicates");
    assert_eq!(
        &as_entered, customer,
        "what creating answers is what reading answers"
    );
}

#[tokio::test]
async fn a_business_needs_its_name_and_may_name_whom_to_ask_for() {
    let house = House::open().await;
    let fleet = json!({"kind": "business", "rooftop_id": house.rooftop,
                       "business_name": "Gulf Coast Imaging", "first_name": "Ana"});
    let entered = house.enter(fleet).await;
    assert_eq!(entered.json["filed_as"], "Gulf Coast Imaging");
    let nameless = json!({"kind": "business", "rooftop_id": house.rooftop, "business_name": "  "});
    let refused = house.app.post("/customers", &house.clerk, nameless).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/business_name", "required")])
    );
}

#[tokio::test]
async fn all_faults_are_named_at_once_and_nothing_is_kept() {
    let house = House::open().await;
    let wrong = json!({
        "kind": "person", "rooftop_id": house.rooftop, "last_name": "Ortega", "business_name": "Ortega LLC",
        "contacts": [
            {"kind": "mobile", "value": "555-0148"},
            {"kind": "email", "value": "m.ortega@example", "may_text": true},
            {"kind": "home", "value": "727-555-0148", "preferred": true},
            {"kind": "work", "value": "(727) 555 0148", "preferred": true},
        ],
        "addresses": [
            {"kind": "home", "street": " ", "city": "Tampa", "state": "XX", "zip": "3370"},
        ],
        "tags": [""],
    });
    let refused = house.app.post("/customers", &house.clerk, wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.problem(), "invalid-input");
    assert_eq!(
        refused.faults(),
        [
            ("/first_name", "required"),
            ("/business_name", "not_for_person"),
            ("/contacts/0/value", "bad_phone"),
            ("/contacts/1/value", "bad_email"),
            ("/contacts/1/may_text", "not_for_kind"),
            ("/contacts/3/value", "repeated"),
            ("/contacts/3/preferred", "repeated"),
            ("/addresses/0/street", "required"),
            ("/addresses/0/state", "unknown_state"),
            ("/addresses/0/zip", "bad_zip"),
            ("/tags/0", "bad_length"),
        ]
    );
    let shape = json!({"kind": "robot", "rooftop_id": "store 1", "nickname": "M",
                       "contacts": [{"kind": "mobile"}]});
    let refused = house.app.post("/customers", &house.clerk, shape).await;
    let mut faults = refused.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/contacts/0/value", "required"),
            ("/kind", "enum"),
            ("/nickname", "unknown_field"),
            ("/rooftop_id", "format"),
        ]
    );
    let list = house.app.get("/customers", &house.clerk).await;
    assert_eq!(list.json["items"], json!([]));
}

#[tokio::test]
async fn who_shares_a_number_or_an_address_is_named_as_a_possible_duplicate() {
    let house = House::open().await;
    let phone = json!({"contacts": [{"kind": "mobile", "value": "727 555 0148"}]});
    let mail = json!({"contacts": [{"kind": "email", "value": "m@example.com"}]});
    let first = house.enter(house.person("Marisol", "Ortega", phone)).await;
    let second = house
        .enter(house.person("M.", "Ortega", mail.clone()))
        .await;
    let gone = house.enter(house.person("Max", "Gone", mail)).await;
    house.delete(&location(&gone), gone.etag()).await;
    let third = house
        .enter(house.person("Mari", "Ortega", json!({"contacts": [
            {"kind": "work", "value": "+1 (727) 555-0148"}, {"kind": "email", "value": "M@Example.com"},
        ]})))
        .await;
    assert_eq!(
        third.json["possible_duplicates"],
        json!([first.json["id"], second.json["id"]])
    );
}

#[tokio::test]
async fn a_change_needs_the_version_that_was_read() {
    let house = House::open().await;
    let entered = house
        .enter(house.person("Marisol", "Ortega", json!({
            "contacts": [{"kind": "mobile", "value": "727-555-0148"}, {"kind": "email", "value": "m@example.com"}],
        })))
        .await;
    let path = location(&entered);
    let married = house.person("Marisol", "Boyd", json!({
        "contacts": [{"kind": "email", "value": "boyd@example.com"}],
        "addresses": [{"kind": "garaging", "street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}],
    }));
    let bare = house
        .app
        .call("PUT".parse().unwrap(), &path)
        .by(&house.clerk)
        .json(&married)
        .send()
        .await;
    assert_eq!(bare.status, 428);
    let changed = house
        .app
        .put(&path, &house.clerk, entered.etag(), married.clone())
        .await;
    assert_eq!(
        (changed.status, changed.etag()),
        (200, "\"2\""),
        "{}",
        changed.text()
    );
    assert_eq!(changed.json["filed_as"], "Boyd, Marisol");
    assert_eq!(changed.json["contacts"].as_array().map(Vec::len), Some(1));
    assert_eq!(changed.json["addresses"][0]["state"], "NV");
    let stale = house
        .app
        .put(&path, &house.clerk, entered.etag(), married)
        .await;
    assert_eq!(stale.status, 412);
    let read = house.app.get(&path, &house.clerk).await;
    assert_eq!(read.json, changed.json);
}

#[tokio::test]
async fn putting_away_keeps_the_customer_and_can_be_taken_back() {
    let house = House::open().await;
    let entered = house
        .enter(house.person("Marisol", "Ortega", json!({})))
        .await;
    let path = location(&entered);
    let away = house.delete(&path, entered.etag()).await;
    assert_eq!(
        (away.status, away.etag()),
        (200, "\"2\""),
        "{}",
        away.text()
    );
    assert!(away.json["archived_at"].is_string());
    let list = house.app.get("/customers", &house.clerk).await;
    assert_eq!(list.json["items"], json!([]));
    let archived = house
        .app
        .get("/customers?archived=true", &house.clerk)
        .await;
    assert_eq!(archived.json["items"][0]["id"], entered.json["id"]);
    assert_eq!(
        house.app.get(&path, &house.clerk).await.status,
        200,
        "its deals still name it"
    );
    let change = house.person("Mari", "Ortega", json!({}));
    assert_eq!(
        house
            .app
            .put(&path, &house.clerk, away.etag(), change)
            .await
            .status,
        409
    );
    let back = house.restore(&path, away.etag()).await;
    assert_eq!(
        (back.status, &back.json["archived_at"]),
        (200, &json!(null))
    );
    assert_eq!(back.etag(), "\"3\"");
}

#[tokio::test]
async fn an_idempotency_key_makes_one_customer_of_two_requests() {
    let house = House::open().await;
    let post = |body: serde_json::Value| {
        let call = house
            .app
            .call("POST".parse().unwrap(), "/customers")
            .by(&house.clerk);
        call.header("idempotency-key", "walk-in-17")
            .json(&body)
            .send()
    };
    let person = house.person("Marisol", "Ortega", json!({}));
    let first = post(person.clone()).await;
    let again = post(person).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json, again.json);
    let other = post(house.person("Somebody", "Else", json!({}))).await;
    assert_eq!(other.status, 422);
    let list = house.app.get("/customers", &house.clerk).await;
    assert_eq!(list.json["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn every_change_is_told_without_personal_facts() {
    let house = House::open().await;
    let entered = house
        .enter(house.person("Marisol", "Ortega", json!({})))
        .await;
    let path = location(&entered);
    let changed = house
        .app
        .put(
            &path,
            &house.clerk,
            "\"1\"",
            house.person("Mari", "Ortega", json!({})),
        )
        .await;
    let away = house.delete(&path, changed.etag()).await;
    house.restore(&path, away.etag()).await;
    let owner = house.app.owner().await;
    let rows = owner
        .query("select kind, data from customers.outbox order by seq", &[])
        .await
        .unwrap();
    let kinds: Vec<String> = rows.iter().map(|row| row.get("kind")).collect();
    let expected = [
        "customer.created",
        "customer.updated",
        "customer.archived",
        "customer.restored",
    ];
    assert_eq!(kinds, expected);
    for row in &rows {
        let data: serde_json::Value = row.get("data");
        assert_eq!(data["rooftop_id"], json!(house.rooftop));
        assert!(!data.to_string().contains("Ortega"));
    }
}
