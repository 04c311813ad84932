//! Rooftops and the dealership itself.

use identity::admin;
use identity::role::Role;
use serde_json::json;

use crate::world::{World, clearwater, new_rooftop};

#[tokio::test]
async fn a_rooftop_is_opened_read_changed_and_closed() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let made = world.app.post("/rooftops", &ana, new_rooftop("ht")).await;
    assert_eq!(
        (made.status, made.etag()),
        (201, "\"1\""),
        "{}",
        made.text()
    );
    assert_eq!(made.json["code"], "HT");
    assert_eq!(made.json["deal_number_prefix"], "HT");
    assert_eq!(made.json["phone"], "+18135550142");
    assert_eq!(made.json["default_doc_fee"], "899.00");
    let path = made.header("location").to_owned();
    assert_eq!(world.app.get(&path, &ana).await.json, made.json);

    let mut body = new_rooftop("HT");
    body["default_doc_fee"] = json!("995.50");
    let changed = world.app.put(&path, &ana, made.etag(), body.clone()).await;
    assert_eq!(
        (changed.status, changed.etag()),
        (200, "\"2\""),
        "{}",
        changed.text()
    );
    assert_eq!(changed.json["default_doc_fee"], "995.50");
    assert_eq!(
        world.app.put(&path, &ana, made.etag(), body).await.status,
        412
    );

    let close = |etag: &'static str| {
        world
            .app
            .call(http::Method::DELETE, &path)
            .by(&ana)
            .header("if-match", etag)
            .send()
    };
    let closed = close("\"2\"").await;
    assert_eq!(
        (closed.status, closed.json["closed_at"].as_str()),
        (200, Some("2026-11-21T12:00:00Z")),
        "{}",
        closed.text()
    );
    assert_eq!(close("\"3\"").await.status, 409);
    let codes = |query: &'static str| {
        let app = &world.app;
        let ana = &ana;
        async move {
            let list = app.get(&format!("/rooftops{query}"), ana).await;
            list.json["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["code"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(codes("?closed=false").await, ["HM"]);
    assert_eq!(codes("?closed=true").await, ["HT"]);
    assert_eq!(codes("?q=tampa").await, ["HT"]);
    assert_eq!(codes("?state=fl").await.len(), 2);
}

#[tokio::test]
async fn the_last_open_rooftop_stays() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let path = format!("/rooftops/{}", world.harbor.rooftop);
    let closed = world
        .app
        .call(http::Method::DELETE, &path)
        .by(&ana)
        .header("if-match", "*")
        .send()
        .await;
    assert_eq!(closed.status, 409);
}

#[tokio::test]
async fn every_fault_of_a_rooftop_is_named() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let mut body = new_rooftop("H-T");
    body["timezone"] = json!("Europe/Paris");
    body["address"]["state"] = json!("ZZ");
    body["phone"] = json!("911");
    let refused = world.app.post("/rooftops", &ana, body).await;
    let mut pointers: Vec<_> = refused
        .faults()
        .iter()
        .map(|(pointer, _)| pointer.to_string())
        .collect();
    pointers.sort_unstable();
    assert_eq!(
        (refused.status, pointers),
        (
            422,
            ["/address/state", "/code", "/phone", "/timezone"]
                .map(str::to_owned)
                .to_vec()
        )
    );

    for (fee, detail) in [
        (json!("8.999"), "three decimals"),
        (json!("-1.00"), "negative"),
        (json!("10000.01"), "too much"),
    ] {
        let mut body = new_rooftop("HT");
        body["default_doc_fee"] = fee;
        let refused = world.app.post("/rooftops", &ana, body).await;
        assert_eq!(
            (refused.status, refused.faults()[0].0),
            (422, "/default_doc_fee"),
            "{detail}"
        );
    }
    let taken = world.app.post("/rooftops", &ana, new_rooftop("HM")).await;
    assert_eq!(taken.faults(), [("/code", "taken")]);
}

#[tokio::test]
async fn a_repeated_key_opens_one_rooftop() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let open = |body: serde_json::Value| {
        world
            .app
            .call(http::Method::POST, "/rooftops")
            .by(&ana)
            .header("idempotency-key", "open-ht")
            .json(&body)
            .send()
    };
    let (first, again) = (open(new_rooftop("HT")).await, open(new_rooftop("HT")).await);
    assert_eq!((first.status, &first.json), (again.status, &again.json));
    assert_eq!(open(new_rooftop("HX")).await.status, 422);
    assert_eq!(
        world.app.get("/rooftops", &ana).await.json["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn who_works_at_one_rooftop_manages_no_other() {
    let world = World::begin().await;
    let other = admin::create_rooftop(world.platform(), world.harbor.dealership, clearwater("SO"))
        .await
        .unwrap();
    world
        .hire_at(
            "gm@harbor.example",
            &[Role::GeneralManager],
            &[world.harbor.rooftop],
        )
        .await;
    let manager = world.sign_in("gm@harbor.example").await;
    assert_eq!(
        manager.answer.json["user"]["rooftops"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let mut body = new_rooftop("SO");
    body["name"] = json!("Mine now");
    assert_eq!(
        world
            .app
            .put(&format!("/rooftops/{other}"), &manager.user, "*", body)
            .await
            .status,
        403
    );
    assert_eq!(
        world
            .app
            .post("/rooftops", &manager.user, new_rooftop("HT"))
            .await
            .status,
        403
    );
    let own = format!("/rooftops/{}", world.harbor.rooftop);
    assert_eq!(
        world
            .app
            .put(&own, &manager.user, "*", new_rooftop("HM"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_salesperson_reads_rooftops_and_changes_none() {
    let world = World::begin().await;
    world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await.user;
    let path = format!("/rooftops/{}", world.harbor.rooftop);
    assert_eq!(world.app.get(&path, &bo).await.status, 200);
    let refused = world.app.put(&path, &bo, "*", new_rooftop("HM")).await;
    assert_eq!((refused.status, refused.problem()), (403, "forbidden"));
}

#[tokio::test]
async fn the_dealership_is_read_by_all_and_changed_by_its_admin() {
    let world = World::begin().await;
    world
        .hire("gm@harbor.example", &[Role::GeneralManager])
        .await;
    let (ana, manager) = (
        world.ana().await,
        world.sign_in("gm@harbor.example").await.user,
    );
    let read = world.app.get("/dealership", &manager).await;
    assert_eq!(
        (read.status, &read.json["name"]),
        (200, &json!("Harbor Motors"))
    );
    let body = json!({ "name": "Harbor Motors", "legal_name": "Harbor Motors of Clearwater, LLC", "website": "https://harbor.example" });
    assert_eq!(
        world
            .app
            .put("/dealership", &manager, read.etag(), body.clone())
            .await
            .status,
        403
    );
    let changed = world
        .app
        .put("/dealership", &ana, read.etag(), body.clone())
        .await;
    assert_eq!(
        (changed.status, changed.etag()),
        (200, "\"2\""),
        "{}",
        changed.text()
    );
    assert_eq!(
        changed.json["legal_name"],
        "Harbor Motors of Clearwater, LLC"
    );
    assert_eq!(
        world
            .app
            .put("/dealership", &ana, read.etag(), body)
            .await
            .status,
        412
    );
}
