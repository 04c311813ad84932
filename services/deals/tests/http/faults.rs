//! Bad input: a clear answer that names every field, and nothing half-written.

use http::Method;
use platform::testkit::User;
use serde_json::json;

use crate::world::{World, open_inputs, with};

#[tokio::test]
async fn every_fault_of_the_inputs_is_named_with_its_pointer() {
    let world = World::begin().await;
    let mut inputs = open_inputs();
    inputs["selling_price"] = json!("41000.005");
    inputs["cash_down"] = json!("lots");
    inputs["kind"] = json!("balloon");
    inputs["trades"][0]["colour"] = json!("red");
    inputs["finance"]["sell_rate"] = json!("6.49%");
    inputs.as_object_mut().expect("an object").remove("date");
    let body = json!({"rooftop_id": "HM", "structure": {"inputs": inputs}, "status": "approved"});
    let refused = world.app.post("/deals", &world.sales, body).await;
    assert_eq!(refused.status, 422);
    let mut faults = refused.faults();
    faults.sort_unstable();
    let expected = [
        ("/rooftop_id", "format"),
        ("/status", "unknown_field"),
        ("/structure/inputs/cash_down", "format"),
        ("/structure/inputs/date", "required"),
        ("/structure/inputs/finance/sell_rate", "format"),
        ("/structure/inputs/kind", "enum"),
        ("/structure/inputs/selling_price", "format"),
        ("/structure/inputs/trades/0/colour", "unknown_field"),
    ];
    assert_eq!(faults, expected);
}

#[tokio::test]
async fn an_amount_as_a_number_is_read_from_its_text() {
    let world = World::begin().await;
    let exact = with(open_inputs(), "/selling_price", json!(41000.1));
    let figures = world.app.post("/desk/figures", &world.sales, exact).await;
    assert_eq!(
        (figures.status, &figures.json["selling_price"]),
        (200, &json!("41000.10"))
    );
}

#[tokio::test]
async fn an_unknown_state_and_a_date_without_rules_are_faults_of_their_fields() {
    let world = World::begin().await;
    let unknown = with(open_inputs(), "/places/registration/state", json!("ZZ"));
    let refused = world.app.post("/desk/figures", &world.sales, unknown).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.faults()[0].0, "/places/registration/state");
    let early = with(open_inputs(), "/date", json!("1901-01-01"));
    let refused = world.app.post("/desk/figures", &world.sales, early).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(refused.faults()[0].0, "/date");
}

#[tokio::test]
async fn requests_that_cannot_be_read_are_told_so() {
    let world = World::begin().await;
    let post = |kind: &str, body: &str| {
        world
            .app
            .call(Method::POST, "/deals")
            .by(&world.sales)
            .body(kind, body.to_owned())
            .send()
    };
    assert_eq!(post("application/json", "{").await.status, 400);
    assert_eq!(post("text/plain", "{}").await.status, 415);
    assert_eq!(
        post("application/json", &" ".repeat(1024 * 1024 + 1))
            .await
            .status,
        413
    );
    assert_eq!(world.app.get("/deals", &User::nobody()).await.status, 401);
    assert_eq!(
        world
            .app
            .get("/deals", &User::with_token("x.y.z"))
            .await
            .status,
        401
    );
    let nothing = world.app.user(world.dealership, &[]);
    assert_eq!(world.app.get("/deals", &nothing).await.status, 403);
    assert_eq!(
        world.app.get("/deals/HM-1001", &world.sales).await.status,
        404
    );
    let list = world
        .app
        .get("/deals?limit=0&colour=red&sort=price", &world.sales)
        .await;
    let mut faults = list.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/colour", "unknown_parameter"),
            ("/limit", "too_small"),
            ("/sort", "enum")
        ]
    );
    assert_eq!(
        world
            .app
            .get("/deals?cursor=abc", &world.sales)
            .await
            .faults(),
        [("/cursor", "format")]
    );
}
