//! The whole house under test: every service behind the gateway, a dealership in it, and its people signed in.

use platform::testkit::{Answer, TestApp, User};
use serde_json::{Value, json};

/// Everyone's password.
pub const PASSWORD: &str = "copper-kettle-on-the-stove";

/// Every service, the gateway first.
#[must_use]
pub fn services() -> [platform::Service; 6] {
    [
        gateway::service(),
        identity::service(),
        customers::service(),
        inventory::service(),
        deals::service(),
        notifications::service(),
    ]
}

/// All services behind the gateway; tokens come from identity's own sign-in.
pub async fn house() -> TestApp {
    TestApp::builder(services()).identity_keys().start().await
}

/// Founds a dealership of one store in Clearwater, Florida; its administrator is `admin@<name>.example`.
pub async fn founded(app: &TestApp, name: &str) -> identity::admin::Founded {
    let rooftop = json!({
        "name": format!("{name} Clearwater"), "code": "HM", "timezone": "America/New_York",
        "default_doc_fee": "899.00",
        "address": { "street": "1 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
    });
    identity::admin::create_dealership(
        app.platform("identity"),
        identity::admin::NewDealership {
            name,
            rooftop: serde_json::from_value(rooftop).expect("a rooftop"),
            admin_name: "Ada Minor",
            admin_email: &format!("admin@{name}.example"),
            admin_password: PASSWORD,
        },
    )
    .await
    .expect("the dealership is founded")
}

/// A dealership of one Florida store with somebody of every role, all signed in.
pub struct Dealership {
    pub rooftop: String,
    pub admin: User,
    pub sales: User,
    pub manager: User,
    pub finance: User,
    pub office: User,
    pub general_manager: User,
}

impl Dealership {
    /// Founds one; `name` tells it from others.
    pub async fn found(app: &TestApp, name: &str) -> Self {
        let email = |who: &str| format!("{who}@{name}.example");
        let rooftop = founded(app, name).await.rooftop.to_string();
        let admin = sign_in(app, &email("admin")).await;
        let hire = async |role: &str| {
            let person = json!({ "email": email(role), "name": format!("Test {role}"), "roles": [role], "password": PASSWORD });
            ok(app.post("/api/v1/users", &admin, person).await);
            sign_in(app, &email(role)).await
        };
        Self {
            rooftop,
            sales: hire("sales").await,
            manager: hire("desk_manager").await,
            finance: hire("finance").await,
            office: hire("office").await,
            general_manager: hire("general_manager").await,
            admin,
        }
    }

    /// Enters Marisol Ortega of Pinellas County; her id.
    pub async fn customer(&self, app: &TestApp) -> String {
        let customer = json!({
            "kind": "person", "rooftop_id": self.rooftop, "first_name": "Marisol", "last_name": "Ortega",
            "contacts": [{ "kind": "mobile", "value": "(727) 555-0148", "preferred": true }],
            "addresses": [{ "kind": "home", "street": "12 Palm Ln", "city": "St. Petersburg", "county": "Pinellas", "state": "FL", "zip": "33707" }],
        });
        id(&ok(app
            .post("/api/v1/customers", &self.sales, customer)
            .await))
    }

    /// Enters a new car into stock; its id.
    pub async fn vehicle(&self, app: &TestApp, stock_number: &str, vin: &str) -> String {
        let vehicle = json!({
            "rooftop_id": self.rooftop, "stock_number": stock_number, "vin": vin,
            "condition": "used", "class": "light_truck", "year": 2003, "make": "Saturn", "model": "Vue",
            "odometer": 91_000, "fuel": "gasoline", "msrp": "42645.00", "list_price": "41000.00", "cost": "39412.00",
        });
        id(&ok(app
            .post("/api/v1/vehicles", &self.manager, vehicle)
            .await))
    }

    /// Opens a deal with both; its id.
    pub async fn deal(&self, app: &TestApp) -> String {
        let customer = self.customer(app).await;
        let vehicle = self.vehicle(app, "H26118", "5GZCZ43D13S812715").await;
        let deal =
            json!({ "rooftop_id": self.rooftop, "customer_id": customer, "vehicle_id": vehicle });
        id(&ok(app.post("/api/v1/deals", &self.sales, deal).await))
    }
}

/// Signs somebody in.
pub async fn sign_in(app: &TestApp, email: &str) -> User {
    let body = json!({ "email": email, "password": PASSWORD });
    let answer = ok(app.post("/api/v1/auth/login", &User::nobody(), body).await);
    User::with_token(answer["access_token"].as_str().expect("an access token"))
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

/// A thing's id.
#[track_caller]
pub fn id(thing: &Value) -> String {
    thing["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no id in {thing}"))
        .to_owned()
}
