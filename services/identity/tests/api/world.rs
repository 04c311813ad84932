//! A dealership with people of every role, and a clock that the test moves.

use std::time::Duration;

use identity::admin::{self, Founded, NewDealership, NewPerson};
use identity::place::Address;
use identity::role::Role;
use identity::rooftop::Rooftop;
use money::Cents;
use platform::Platform;
use platform::clock::Clock;
use platform::testkit::{Answer, Builder, TestApp, User};
use serde_json::{Value, json};
use uuid::Uuid;

pub const PASSWORD: &str = "lantern gravel thimble";

/// When every test begins: 2026-11-21 12:00:00 UTC.
pub const NOON: i64 = 1_795_262_400;

pub struct World {
    pub app: TestApp,
    pub clock: Clock,
    pub harbor: Founded,
}

pub struct SignedIn {
    pub user: User,
    pub refresh_token: String,
    pub answer: Answer,
}

impl World {
    pub async fn begin() -> Self {
        Self::begin_with(|builder| builder).await
    }

    pub async fn begin_with(change: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = Clock::fixed(jiff::Timestamp::from_second(NOON).unwrap());
        let builder = TestApp::builder([identity::service()])
            .identity_keys()
            .clock(clock.clone());
        let app = change(builder).start().await;
        let harbor = found(
            app.platform("identity"),
            "Harbor Motors",
            "HM",
            "ana@harbor.example",
        )
        .await;
        Self { app, clock, harbor }
    }

    pub fn platform(&self) -> &Platform {
        self.app.platform("identity")
    }

    /// Another dealership, which the first must never see.
    pub async fn rival(&self) -> Founded {
        found(self.platform(), "Summit Autos", "SA", "rita@summit.example").await
    }

    /// Somebody of the first dealership, with all rooftops.
    pub async fn hire(&self, email: &str, roles: &[Role]) -> Uuid {
        self.hire_at(email, roles, &[]).await
    }

    pub async fn hire_at(&self, email: &str, roles: &[Role], rooftops: &[Uuid]) -> Uuid {
        let name = email.split('@').next().unwrap();
        let person = NewPerson {
            email,
            name,
            title: None,
            phone: None,
            roles,
            rooftops,
            password: PASSWORD,
        };
        admin::create_user(self.platform(), self.harbor.dealership, &person)
            .await
            .unwrap()
    }

    pub async fn login(&self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.app.post("/auth/login", &User::nobody(), body).await
    }

    pub async fn sign_in(&self, email: &str) -> SignedIn {
        let answer = self.login(email, PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        signed_in(answer)
    }

    /// The administrator that the dealership began with.
    pub async fn ana(&self) -> User {
        self.sign_in("ana@harbor.example").await.user
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.app
            .post(
                "/auth/refresh",
                &User::nobody(),
                json!({ "refresh_token": refresh_token }),
            )
            .await
    }

    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// What was written to the audit log, the oldest first.
    pub async fn audited(&self) -> Vec<String> {
        let ana = self.ana().await;
        let log = self.app.get("/audit?limit=200", &ana).await;
        assert_eq!(log.status, 200, "{}", log.text());
        let mut actions: Vec<String> = log.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["action"].as_str().unwrap().to_owned())
            .collect();
        actions.reverse();
        actions
    }
}

pub fn signed_in(answer: Answer) -> SignedIn {
    let text = |field: &str| answer.json[field].as_str().unwrap_or_default().to_owned();
    let mut user = User::with_token(text("access_token"));
    user.id = answer.json["user"]["id"].as_str().unwrap().parse().unwrap();
    SignedIn {
        user,
        refresh_token: text("refresh_token"),
        answer,
    }
}

pub fn clearwater(code: &str) -> Rooftop {
    Rooftop {
        name: format!("Store {code}"),
        code: code.to_owned(),
        address: Address {
            street: "4100 Gulf to Bay Blvd".to_owned(),
            city: "Clearwater".to_owned(),
            county: Some("Pinellas".to_owned()),
            state: "FL".to_owned(),
            zip: "33759".to_owned(),
        },
        phone: None,
        timezone: "America/New_York".to_owned(),
        default_doc_fee: Cents::dollars(899),
        deal_number_prefix: None,
    }
}

pub async fn found(platform: &Platform, name: &str, code: &str, email: &str) -> Founded {
    let new = NewDealership {
        name,
        rooftop: clearwater(code),
        admin_name: "Ana Ruiz",
        admin_email: email,
        admin_password: PASSWORD,
    };
    admin::create_dealership(platform, new).await.unwrap()
}

/// A new user as it is sent.
pub fn new_user(email: &str, roles: &[&str]) -> Value {
    json!({ "email": email, "name": "Sam Okafor", "roles": roles, "rooftop_ids": [], "password": PASSWORD })
}

/// A rooftop as it is sent.
pub fn new_rooftop(code: &str) -> Value {
    json!({
        "name": "Harbor Motors Tampa",
        "code": code,
        "address": { "street": "1 Dale Mabry Hwy", "city": "Tampa", "county": "Hillsborough", "state": "FL", "zip": "33609" },
        "phone": "(813) 555-0142",
        "timezone": "America/New_York",
        "default_doc_fee": "899.00",
    })
}
