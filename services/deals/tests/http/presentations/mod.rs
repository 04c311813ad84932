//! What a customer is shown, and what comes of it: the page, its link, and the signature.

mod link;
mod page;
mod signing;
mod withdrawing;

use platform::clock::Clock;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, house, inputs, path, with};

/// 2026-11-21 12:00:00 UTC, seven in the morning at the store.
const NOON: i64 = 1_795_262_400;

/// The deal of the drawings with its three options, shown to its customer.
struct Shown {
    world: World,
    clock: Clock,
    deal: Answer,
    made: Answer,
}

/// 84 months at 7.24 % with 4,000.00 down.
fn longer() -> Value {
    let longer = with(inputs(), "/cash_down", json!("4000.00"));
    let longer = with(longer, "/finance/term_months", json!(84));
    with(longer, "/finance/sell_rate", json!("0.0724"))
}

fn lease() -> Value {
    let mut lease = with(inputs(), "/kind", json!("lease"));
    lease["lease"] = json!({"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61",
                            "miles_per_year": 12000, "excess_mile_charge": "0.20",
                            "acquisition_fee": {"amount": "695.00", "capitalized": true},
                            "doc_fee_capitalized": true});
    lease
}

impl Shown {
    async fn begin() -> Self {
        let clock = Clock::fixed(jiff::Timestamp::from_second(NOON).expect("a moment"));
        let world = World::begin_in(house().clock(clock.clone()).start().await).await;
        let deal = world.deal().await;
        for (name, inputs) in [("84 months", longer()), ("Lease", lease())] {
            let body = json!({"name": name, "inputs": inputs});
            let to = format!("{}/structures", path(&deal));
            let added = world.app.post(&to, &world.manager, body).await;
            assert_eq!(added.status, 201, "{}", added.text());
        }
        let deal = world.app.get(&path(&deal), &world.manager).await;
        let made = present(&world, &deal, &world.manager).await;
        assert_eq!(made.status, 201, "{}", made.text());
        Self {
            world,
            clock,
            deal,
            made,
        }
    }

    /// The link's own part.
    fn token(&self) -> &str {
        token(&self.made)
    }

    async fn look(&self) -> Answer {
        look(&self.world, self.token()).await
    }

    async fn pick(&self, option: &str) -> Answer {
        let to = format!("/q/{}/choose", self.token());
        let body = json!({"option": option});
        self.world.app.post(&to, &User::nobody(), body).await
    }

    async fn sign(&self, option: &str) -> Answer {
        self.sign_as(option, "Marisol Ortega", drawn()).await
    }

    async fn sign_as(&self, option: &str, name: &str, mark: Value) -> Answer {
        let to = format!("/q/{}/sign", self.token());
        let body = json!({"option": option, "signer_name": name, "signature": mark});
        self.world.app.post(&to, &User::nobody(), body).await
    }

    /// The deal as it is now.
    async fn now(&self) -> Answer {
        self.world
            .app
            .get(&path(&self.deal), &self.world.manager)
            .await
    }

    async fn signatures(&self) -> Vec<Value> {
        let list = format!("{}/signatures", path(&self.deal));
        let read = self.world.app.get(&list, &self.world.manager).await;
        read.json["items"].as_array().expect("items").clone()
    }
}

fn token(made: &Answer) -> &str {
    made.json["link_token"].as_str().expect("a link")
}

fn ids(deal: &Answer) -> Value {
    let structures = deal.json["structures"].as_array().expect("structures");
    structures.iter().map(|it| it["id"].clone()).collect()
}

async fn present(world: &World, deal: &Answer, user: &User) -> Answer {
    let to = format!("{}/presentations", path(deal));
    world
        .app
        .post(&to, user, json!({"structure_ids": ids(deal)}))
        .await
}

async fn look(world: &World, token: &str) -> Answer {
    let to = format!("/q/{token}");
    world.app.get(&to, &User::nobody()).await
}

fn drawn() -> Value {
    json!({"kind": "drawn", "strokes": [[[12, 40, 0], [60, 22, 31], [98, 41, 64]], [[110, 30, 400], [150, 33, 430]]]})
}

fn typed(name: &str) -> Value {
    json!({"kind": "typed", "typed_name": name})
}
