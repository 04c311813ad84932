//! The catalogue of the tests, and menus made of it.

use http::Method;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{MANAGER, World, id, path};

/// Who keeps the catalogue.
pub fn keeper(world: &World) -> User {
    let permissions = [MANAGER, &["products.manage"]].concat();
    world
        .app
        .user_with(world.dealership, &permissions, |claims| {
            claims.name = "Jules Mercer".into();
        })
}

/// 2,000.00 for 84 months on any Honda of at most 60,000 miles, up to 2,600.00.
pub fn contract() -> Value {
    json!({
        "name": "Service contract", "kind": "service_contract", "payee": "Summit Protection",
        "description": "Pays for covered repairs after the factory's warranty.",
        "plans": [{"id": "vsc-84", "name": "84 months / 100,000 miles", "term_months": 84, "miles": 100000,
                   "deductible": "100.00", "cost": "1187.65", "price": "2000.00", "price_to": "2600.00",
                   "odometer_to": 60000, "makes": ["Honda"]}],
    })
}

/// 800.00 on loans, at most 4 % of what is financed.
pub fn gap() -> Value {
    json!({
        "name": "GAP", "kind": "gap", "price_caps": [{"share_of_amount_financed": "0.04"}],
        "plans": [{"id": "gap-loan", "name": "GAP", "cost": "243.21", "price": "800.00", "kinds": ["retail"]}],
    })
}

/// For leases alone.
pub fn wear() -> Value {
    json!({
        "name": "Wear and tear", "kind": "other",
        "plans": [{"id": "wear-5k", "name": "5,000.00 of excess wear", "cost": "301.99", "price": "749.00",
                   "kinds": ["lease"]}],
    })
}

/// The catalogue, stored: the ids of contract, GAP and wear.
pub async fn stocked(world: &World, keeper: &User) -> [String; 3] {
    let mut ids = Vec::new();
    for product in [contract(), gap(), wear()] {
        let made = world.app.post("/products", keeper, product).await;
        assert_eq!(made.status, 201, "{}", made.text());
        ids.push(id(&made).to_string());
    }
    ids.try_into().expect("three")
}

pub fn offer(item: &str, plan: &str) -> Value {
    json!({"item": item, "plan": plan})
}

/// Two columns: contract and GAP, and GAP alone.
pub fn columns(ids: &[String; 3]) -> Value {
    json!([
        {"id": "full", "name": "Full cover",
         "products": [offer(&ids[0], "vsc-84"), offer(&ids[1], "gap-loan")]},
        {"id": "loan", "name": "The loan alone", "products": [offer(&ids[1], "gap-loan")]},
    ])
}

/// A menu of the deal's first structure.
pub async fn made(world: &World, deal: &Answer, columns: &Value, user: &User) -> Answer {
    let body = json!({"structure_id": deal.json["structures"][0]["id"], "columns": columns});
    world
        .app
        .post(&format!("{}/menus", path(deal)), user, body)
        .await
}

/// GAP taken, the contract not, drawn by the buyer.
pub fn decision(ids: &[String; 3]) -> Value {
    json!({
        "accepted": [offer(&ids[1], "gap-loan")],
        "declined": [{"item": ids[0], "reason": "Keeps it three years"}],
        "signer": "Marisol Ortega",
        "signature": {"kind": "drawn", "strokes": [[[12, 40, 0], [60, 22, 31], [98, 41, 64]]]},
    })
}

pub fn decide_path(deal: &Answer, menu: &Answer) -> String {
    format!("{}/menus/{}/decision", path(deal), id(menu))
}

/// Decides under an Idempotency-Key.
pub async fn decided(world: &World, at: &str, body: &Value, key: &str, user: &User) -> Answer {
    let call = world.app.call(Method::POST, at).by(user);
    call.header("idempotency-key", key)
        .header("user-agent", "Tablet/1.0")
        .json(body)
        .send()
        .await
}
