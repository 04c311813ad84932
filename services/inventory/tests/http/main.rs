//! The inventory service over HTTP against a real PostgreSQL.

mod access;
mod costs;
mod deals;
mod lists;
mod status;
mod vehicles;

use platform::testkit::{Answer, TestApp, User};
use serde_json::{Value, json};
use uuid::Uuid;

const ALL: &[&str] = &[
    "inventory.read",
    "inventory.write",
    "inventory.delete",
    "inventory.see_cost",
];

/// Published numbers, known good.
const PORSCHE: &str = "WP0AF2A99KS165242";
const ACURA: &str = "19UDE2F31MA000428";
const SATURN: &str = "5GZCZ43D13S812715";
const HONDA: &str = "1HGCM82633A004352";

/// One dealership with one store and somebody who may do everything with its stock.
struct House {
    app: TestApp,
    rooftop: Uuid,
    clerk: User,
}

impl House {
    async fn open() -> Self {
        Self::open_with(TestApp::start([inventory::service()]).await)
    }

    fn open_with(app: TestApp) -> Self {
        let clerk = app.user(app.dealership(), ALL);
        Self {
            app,
            rooftop: Uuid::now_v7(),
            clerk,
        }
    }

    /// A used Porsche of 2019, with more fields or others.
    fn vehicle(&self, stock_number: &str, more: Value) -> Value {
        let mut vehicle = json!({
            "rooftop_id": self.rooftop, "stock_number": stock_number, "vin": PORSCHE,
            "condition": "used", "year": 2019, "make": "Porsche", "model": "911",
        });
        for (field, value) in more.as_object().into_iter().flatten() {
            vehicle[field] = value.clone();
        }
        vehicle
    }

    async fn enter(&self, vehicle: Value) -> Answer {
        let answer = self.app.post("/vehicles", &self.clerk, vehicle).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer
    }

    async fn read(&self, path: &str) -> Answer {
        let answer = self.app.get(path, &self.clerk).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer
    }

    /// Takes a step of the status with the present version.
    async fn step(&self, path: &str, to: &str, reason: Option<&str>) -> Answer {
        let etag = self.read(path).await.etag().to_owned();
        let call = self
            .app
            .call("POST".parse().unwrap(), &format!("{path}/status"))
            .by(&self.clerk);
        call.header("if-match", &etag)
            .json(&json!({"to": to, "reason": reason}))
            .send()
            .await
    }

    async fn act(&self, method: &str, path: &str, etag: &str) -> Answer {
        self.app
            .call(method.parse().unwrap(), path)
            .by(&self.clerk)
            .header("if-match", etag)
            .send()
            .await
    }
}

fn location(created: &Answer) -> String {
    created.header("location").to_owned()
}
