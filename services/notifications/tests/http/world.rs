//! A dealership in Clearwater, Florida, with a manager, two salespeople and deals, and a studio that follows along.

use identity::admin::{NewDealership, create_dealership};
use platform::testkit::{Answer, Builder, TestApp, User};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::socket::Socket;

/// Who sees the deals of all.
pub const MANAGER: &[&str] = &[
    "deals.read_all",
    "deals.write",
    "deals.see_gross",
    "deals.delete",
];
/// Who sees their own.
pub const SALES: &[&str] = &["deals.read_own", "deals.write"];

/// Every service, with relays running as outside of tests.
pub fn house() -> Builder {
    TestApp::builder([
        gateway::service(),
        notifications::service(),
        deals::service(),
        customers::service(),
        inventory::service(),
        identity::service(),
    ])
    .background()
}

pub struct World {
    pub app: TestApp,
    pub rooftop: Uuid,
    pub dana: User,
    pub sam: User,
    pub ria: User,
}

impl World {
    pub async fn begin() -> Self {
        Self::begin_in(house().start().await).await
    }

    pub async fn begin_in(app: TestApp) -> Self {
        let (dealership, rooftop) = found(&app, "harbor").await;
        let named = |name: &str, permissions| {
            app.user_with(dealership, permissions, |claims| claims.name = name.into())
        };
        let (dana, sam, ria) = (
            named("Dana Kessler", MANAGER),
            named("Sam Torres", SALES),
            named("Ria Cole", SALES),
        );
        Self {
            app,
            rooftop,
            dana,
            sam,
            ria,
        }
    }

    /// A manager of another dealership in the same house, and a deal there.
    pub async fn stranger(&self) -> (User, Deal) {
        let (dealership, rooftop) = found(&self.app, "elsewhere").await;
        let stranger = self.app.user_with(dealership, MANAGER, |claims| {
            claims.name = "Max Strand".into();
        });
        let deal = open_deal(&self.app, rooftop, &stranger).await;
        (stranger, deal)
    }

    /// A new deal of somebody's.
    pub async fn deal(&self, whose: &User) -> Deal {
        open_deal(&self.app, self.rooftop, whose).await
    }

    /// A socket of somebody's through the gateway.
    pub async fn socket(&self, who: &User) -> Socket {
        Socket::open(&self.app, who).await
    }

    /// A socket that watches a deal; the deal's version by then.
    pub async fn watching(&self, who: &User, deal: &Deal) -> Socket {
        let mut socket = self.socket(who).await;
        socket.watch(deal).await;
        socket
    }
}

async fn found(app: &TestApp, name: &str) -> (Uuid, Uuid) {
    let rooftop = json!({
        "name": format!("{name} Clearwater"), "code": "HM", "timezone": "America/New_York",
        "default_doc_fee": "899.00",
        "address": { "street": "1 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
    });
    let founded = create_dealership(
        app.platform("identity"),
        NewDealership {
            name,
            rooftop: serde_json::from_value(rooftop).expect("a rooftop"),
            admin_name: "Ada Minor",
            admin_email: &format!("admin@{name}.example"),
            admin_password: "copper-kettle-on-the-stove",
        },
    )
    .await
    .expect("the dealership is founded");
    (founded.dealership, founded.rooftop)
}

/// A deal and its first structure.
pub struct Deal {
    pub id: String,
    pub structure: String,
    inputs: Value,
}

async fn open_deal(app: &TestApp, rooftop: Uuid, whose: &User) -> Deal {
    let deal = ok(app
        .post("/api/v1/deals", whose, json!({ "rooftop_id": rooftop }))
        .await);
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    let first = &deal["structures"][0];
    Deal {
        id: text(&deal["id"]),
        structure: text(&first["id"]),
        inputs: first["inputs"].clone(),
    }
}

impl Deal {
    /// Saves its structure under another name.
    pub async fn rename(&self, app: &TestApp, who: &User, name: &str) {
        let path = format!("/api/v1/deals/{}/structures/{}", self.id, self.structure);
        let read = app.get(&path, who).await;
        let body = json!({ "name": name, "inputs": self.inputs });
        ok(app.put(&path, who, read.etag(), body).await);
    }
}

/// The body of an answer that must be a success.
#[track_caller]
pub fn ok(answer: Answer) -> Value {
    assert!(
        (200..300).contains(&answer.status),
        "{} {}",
        answer.status,
        answer.text()
    );
    answer.json
}
