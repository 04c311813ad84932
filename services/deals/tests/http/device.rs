//! The address that a signature came from: what the gateway saw, never what the signer's side claims.

use http::Method;
use platform::testkit::TestApp;
use serde_json::{Value, json};

use crate::shelf::{columns, decide_path, decision, keeper, made, stocked};
use crate::world::{World, path};

/// The house with its door; the gateway is told of these proxies in front.
async fn world(proxies: &str) -> World {
    let services = [
        deals::service(),
        customers::service(),
        inventory::service(),
        identity::service(),
        gateway::service(),
    ];
    let house = TestApp::builder(services).setting("TRUSTED_PROXIES", proxies);
    World::begin_in(house.start().await).await
}

/// What stands before the gateway's address is what the caller itself said.
const CLAIMED: &str = "192.0.2.99, 203.0.113.7";

/// The addresses of a signature under a menu and of one under a presentation, both through the gateway.
async fn addresses(world: &World) -> Vec<Value> {
    let ids = stocked(world, &keeper(world)).await;
    let deal = world.deal().await;
    let menu = made(world, &deal, &columns(&ids), &world.manager).await;
    assert_eq!(menu.status, 201, "{}", menu.text());
    let door = world.app.on("gateway");
    let through = |to: String| {
        let call = door.call(Method::POST, &format!("/api/v1{to}"));
        call.header("x-forwarded-for", CLAIMED)
            .header("x-real-ip", "192.0.2.98")
            .header("forwarded", "for=192.0.2.97")
    };
    let decided = through(decide_path(&deal, &menu))
        .by(&world.manager)
        .json(&decision(&ids))
        .send()
        .await;
    assert_eq!(decided.status, 201, "{}", decided.text());

    let shown = json!({"structure_ids": [deal.json["structures"][0]["id"]]});
    let pages = format!("{}/presentations", path(&deal));
    let page = world.app.post(&pages, &world.manager, shown).await;
    assert_eq!(page.status, 201, "{}", page.text());
    let token = page.json["link_token"].as_str().expect("a link");
    let mark = json!({"kind": "typed", "typed_name": "Marisol Ortega"});
    let body = json!({"option": "A", "signer_name": "Marisol Ortega", "signature": mark});
    let signed = through(format!("/q/{token}/sign")).json(&body).send().await;
    assert_eq!(signed.status, 200, "{}", signed.text());

    let list = format!("{}/signatures", path(&deal));
    let list = world.app.get(&list, &world.manager).await;
    let signatures = list.json["items"].as_array().expect("signatures");
    signatures.iter().map(|it| it["ip"].clone()).collect()
}

#[tokio::test]
async fn is_the_other_end_of_the_connection() {
    let world = world("").await;
    assert_eq!(addresses(&world).await, ["127.0.0.1", "127.0.0.1"]);
}

#[tokio::test]
async fn is_what_a_known_proxy_in_front_says() {
    let world = world("10.0.0.8, 127.0.0.1").await;
    assert_eq!(addresses(&world).await, ["203.0.113.7", "203.0.113.7"]);
}
