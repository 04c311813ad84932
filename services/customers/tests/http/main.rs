//! The customers service over HTTP against a real PostgreSQL.

mod access;
mod lists;
mod notes;
mod profiles;

use platform::testkit::{Answer, TestApp, User};
use serde_json::{Value, json};
use uuid::Uuid;

/// One dealership with one store and somebody who may do everything with its customers.
struct House {
    app: TestApp,
    rooftop: Uuid,
    clerk: User,
}

const ALL: &[&str] = &["customers.read", "customers.write", "customers.delete"];

impl House {
    async fn open() -> Self {
        let app = TestApp::start([customers::service()]).await;
        let clerk = app.user(app.dealership(), ALL);
        Self {
            app,
            rooftop: Uuid::now_v7(),
            clerk,
        }
    }

    /// A person of this name, with more fields or others.
    fn person(&self, first: &str, last: &str, more: Value) -> Value {
        let mut person = json!({"kind": "person", "rooftop_id": self.rooftop, "first_name": first, "last_name": last});
        for (field, value) in more.as_object().into_iter().flatten() {
            person[field] = value.clone();
        }
        person
    }

    async fn enter(&self, customer: Value) -> Answer {
        let answer = self.app.post("/customers", &self.clerk, customer).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer
    }

    async fn delete(&self, path: &str, etag: &str) -> Answer {
        self.app
            .call("DELETE".parse().unwrap(), path)
            .by(&self.clerk)
            .header("if-match", etag)
            .send()
            .await
    }

    async fn restore(&self, path: &str, etag: &str) -> Answer {
        let path = format!("{path}/restore");
        self.app
            .call("POST".parse().unwrap(), &path)
            .by(&self.clerk)
            .header("if-match", etag)
            .send()
            .await
    }
}

fn location(created: &Answer) -> String {
    created.header("location").to_owned()
}
