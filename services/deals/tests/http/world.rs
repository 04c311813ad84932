//! One dealership in Clearwater, Florida, with its people, a customer and cars, and the deal that the tests desk.

use identity::admin::{NewDealership, create_dealership};
use identity::place::Address;
use identity::rooftop::Rooftop;
use platform::testkit::{Answer, Builder, TestApp, User};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the role of a salesperson holds.
pub const SALES: &[&str] = &[
    "deals.read_own",
    "deals.write",
    "deals.submit",
    "customers.read",
    "customers.write",
    "inventory.read",
    "tax.quote",
];

/// Everything about deals, and what the work needs of the others.
pub const MANAGER: &[&str] = &[
    "deals.read_own",
    "deals.read_all",
    "deals.write",
    "deals.submit",
    "deals.approve",
    "deals.return",
    "deals.contract",
    "deals.fund",
    "deals.deliver",
    "deals.cancel",
    "deals.delete",
    "deals.see_gross",
    "customers.read",
    "customers.write",
    "inventory.read",
    "inventory.write",
    "inventory.see_cost",
    "tax.quote",
];

pub struct World {
    pub app: TestApp,
    pub dealership: Uuid,
    pub rooftop: Uuid,
    pub manager: User,
    pub sales: User,
}

/// Pinellas County: 6 % of the state, 1 % of the county on the first 5,000.00.
fn clearwater(code: &str) -> Rooftop {
    Rooftop {
        name: "Harbor Motors Clearwater".into(),
        code: code.into(),
        address: Address {
            street: "4100 Gulf to Bay Blvd".into(),
            city: "Clearwater".into(),
            county: Some("Pinellas".into()),
            state: "FL".into(),
            zip: "33759".into(),
        },
        phone: Some("727-555-0142".into()),
        timezone: "America/New_York".into(),
        default_doc_fee: "899.00".parse().expect("money"),
        deal_number_prefix: None,
    }
}

pub fn house() -> Builder {
    TestApp::builder([
        deals::service(),
        customers::service(),
        inventory::service(),
        identity::service(),
    ])
}

impl World {
    pub async fn begin() -> Self {
        Self::begin_in(house().start().await).await
    }

    pub async fn begin_in(app: TestApp) -> Self {
        let (dealership, rooftop) = found(&app, "HM").await;
        let manager = app.user_with(dealership, MANAGER, |claims| {
            claims.name = "Dana Kessler".into()
        });
        let sales = app.user_with(dealership, SALES, |claims| {
            claims.name = "Sam Okafor".into()
        });
        Self {
            app,
            dealership,
            rooftop,
            manager,
            sales,
        }
    }

    /// Somebody of a role, with what this service asks of that role.
    pub fn person(&self, name: &str, role: &str, permissions: &[&str]) -> User {
        self.app.user_with(self.dealership, permissions, |claims| {
            claims.name = name.into();
            claims.roles = vec![role.into()];
        })
    }

    /// Who changes the settings of the desk.
    pub fn admin(&self) -> User {
        let permissions = [MANAGER, &["settings.manage"]].concat();
        self.person("Ana Ruiz", "admin", &permissions)
    }

    /// Sets the settings of the rooftop's desk for the first time.
    pub async fn set(&self, settings: Value) {
        let set = self.try_to_set("\"0\"", settings).await;
        assert_eq!(set.status, 200, "{}", set.text());
    }

    pub async fn try_to_set(&self, etag: &str, settings: Value) -> Answer {
        let path = format!("/desk/settings/{}", self.rooftop);
        self.app.put(&path, &self.admin(), etag, settings).await
    }

    /// A second dealership in the same house, with a manager of its own.
    pub async fn stranger(&self) -> User {
        let (dealership, _) = found(&self.app, "CV").await;
        self.app.user(dealership, MANAGER)
    }

    pub async fn customer(&self) -> Uuid {
        let person = json!({
            "kind": "person", "rooftop_id": self.rooftop, "first_name": "Marisol", "last_name": "Ortega",
            "contacts": [{"kind": "mobile", "value": "727-555-0148"}, {"kind": "email", "value": "marisol@example.com"}],
            "addresses": [{"kind": "home", "street": "12 Palm Ave", "city": "St. Petersburg", "county": "Pinellas",
                           "state": "FL", "zip": "33707"}],
        });
        let made = self
            .app
            .on("customers")
            .post("/customers", &self.manager, person)
            .await;
        assert_eq!(made.status, 201, "{}", made.text());
        id(&made)
    }

    /// A new Honda with a good number; the last digits tell one from another.
    pub async fn vehicle(&self, stock_number: &str, vin: &str) -> Uuid {
        let vehicle = json!({
            "rooftop_id": self.rooftop, "stock_number": stock_number, "vin": vin, "condition": "new",
            "class": "passenger", "year": 2026, "make": "Honda", "model": "CR-V", "trim": "Sport Touring Hybrid",
            "color_exterior": "Urban Gray", "odometer": 12, "fuel": "hybrid", "msrp": "42645.00",
            "list_price": "41000.00", "cost": "39412.00",
        });
        let made = self
            .app
            .on("inventory")
            .post("/vehicles", &self.manager, vehicle)
            .await;
        assert_eq!(made.status, 201, "{}", made.text());
        id(&made)
    }

    pub async fn car(&self) -> Uuid {
        self.vehicle("H26118", VINS[0]).await
    }

    /// What is sent to make the deal of the tests, for whoever makes it.
    pub fn new_deal(&self, customer: Uuid, vehicle: Uuid, inputs: Value) -> Value {
        json!({
            "rooftop_id": self.rooftop, "customer_id": customer, "vehicle_id": vehicle,
            "structure": {"name": "72 months", "inputs": inputs},
        })
    }

    /// The deal of the tests, made by somebody.
    pub async fn deal_of(&self, user: &User) -> Answer {
        let (customer, vehicle) = (self.customer().await, self.car().await);
        let body = self.new_deal(customer, vehicle, open_inputs());
        let made = self.app.post("/deals", user, body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made
    }

    /// The same with all that the dealer knows, made by the manager.
    pub async fn deal(&self) -> Answer {
        let (customer, vehicle) = (self.customer().await, self.car().await);
        let made = self
            .app
            .post(
                "/deals",
                &self.manager,
                self.new_deal(customer, vehicle, inputs()),
            )
            .await;
        assert_eq!(made.status, 201, "{}", made.text());
        made
    }

    /// The page for the deal's customer, of its first scenario.
    pub async fn show(&self, deal: &Answer) -> Answer {
        let shown = json!({"structure_ids": [deal.json["structures"][0]["id"]]});
        let pages = format!("{}/presentations", path(deal));
        self.app.post(&pages, &self.manager, shown).await
    }

    /// Takes a step with the ETag that the deal has now.
    pub async fn step(&self, deal: &Answer, step: &str, user: &User, body: Value) -> Answer {
        let path = path(deal);
        let now = self.app.get(&path, &self.manager).await;
        let call = self
            .app
            .call(http::Method::POST, &format!("{path}/{step}"))
            .by(user);
        call.header("if-match", now.etag()).json(&body).send().await
    }
}

async fn found(app: &TestApp, code: &str) -> (Uuid, Uuid) {
    let new = NewDealership {
        name: "Harbor Motors",
        rooftop: clearwater(code),
        admin_name: "Ana Ruiz",
        admin_email: &format!("ana-{code}@harbor.example"),
        admin_password: "copper meadow windmill",
    };
    let founded = create_dealership(app.platform("identity"), new)
        .await
        .expect("a dealership");
    (founded.dealership, founded.rooftop)
}

/// Good numbers of model year 2026.
pub const VINS: [&str; 3] = [
    "2HKRS6H90TH400123",
    "2HKRS6H92TH400124",
    "2HKRS6H94TH400125",
];

pub fn id(answer: &Answer) -> Uuid {
    answer.json["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .expect("an id")
}

pub fn path(deal: &Answer) -> String {
    format!("/deals/{}", id(deal))
}

/// The path of the deal's `n`th structure.
pub fn structure_path(deal: &Answer, n: usize) -> String {
    let structure = deal.json["structures"][n]["id"]
        .as_str()
        .expect("a structure");
    format!("{}/structures/{structure}", path(deal))
}

/// The deal of the drawings, without what only the dealer knows.
pub fn open_inputs() -> Value {
    json!({
        "date": "2026-11-21", "kind": "retail",
        "places": {
            "registration": {"state": "FL", "county": "Pinellas", "city": "St. Petersburg", "zip": "33707"},
            "dealer": {"state": "FL", "county": "Pinellas", "city": "Clearwater", "zip": "33759"},
        },
        "vehicle": {"condition": "new", "class": "passenger", "model_year": 2026, "fuel": "hybrid", "odometer": 12,
                    "msrp": "42645.00"},
        "selling_price": "41000.00",
        "accessories": [{"id": "a1", "name": "Mats", "price": "289.00"},
                        {"id": "a2", "name": "Roof rails", "price": "425.00"}],
        "fees": [{"id": "f1", "kind": "doc", "name": "Dealer service fee", "amount": "899.00"},
                 {"id": "f2", "kind": "government", "name": "Title, registration, state fees", "amount": "384.90"}],
        "products": [{"id": "p1", "kind": "service_contract", "name": "Service contract, 8 yr / 100k", "price": "2495.00",
                      "provider": "dealer", "term_months": 96},
                     {"id": "p2", "kind": "gap", "name": "GAP waiver", "price": "895.00", "provider": "dealer"}],
        "rebates": [{"id": "r1", "from": "manufacturer", "name": "Manufacturer rebate", "amount": "1000.00",
                     "assigned_to_dealer": true}],
        "trades": [{"id": "t1", "name": "2019 Camry SE", "allowance": "14500.00", "payoff": "11218.44",
                    "lien_holder": "Harbor Federal", "owned_by_buyer": true}],
        "cash_down": "3000.00",
        "finance": {"term_months": 72, "sell_rate": "0.0649"},
    })
}

/// The same with costs, ACV, buy rate and reserve.
pub fn inputs() -> Value {
    let mut inputs = open_inputs();
    inputs["accessories"][0]["cost"] = json!("120.00");
    inputs["accessories"][1]["cost"] = json!("210.00");
    inputs["products"][0]["cost"] = json!("1100.00");
    inputs["products"][1]["cost"] = json!("300.00");
    inputs["trades"][0]["acv"] = json!("13600.00");
    inputs["finance"]["buy_rate"] = json!("0.0524");
    inputs["finance"]["reserve"] = json!({"method": "present_value", "share": "0.75"});
    inputs
}

/// `inputs` with one field changed, by its pointer.
pub fn with(mut inputs: Value, pointer: &str, value: Value) -> Value {
    let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
    inputs.pointer_mut(parent).expect("the parent")[field] = value;
    inputs
}
