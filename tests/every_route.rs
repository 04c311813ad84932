//! Every route of the OpenAPI document, called without a token, without its permission, and with another
//! dealership's ids. A new route fails here until it has its case: its body below, and ids for its path.

use std::collections::BTreeSet;

use http::Method;
use platform::testkit::{Answer, TestApp, User};
use serde_json::{Value, json};
use system_tests::{PASSWORD, founded, id, ok, services};

/// Operations that anyone may call. The list may shrink; it grows only on purpose.
const PUBLIC: [&str; 12] = [
    "key_set",
    "login",
    "login_second_factor",
    "unlock_session",
    "read_customer_page",
    "pick_option",
    "sign_option",
    "logout",
    "refresh",
    "version",
    // The ticket in its address says who it is.
    "open_live_socket",
    "accept_invitation",
];

/// Operations whose path names nothing of a dealership.
const OF_NOBODY: [&str; 3] = [
    "decode_vin",
    "read_jurisdiction",
    "list_jurisdiction_changes",
];

/// Lists whose query names one thing of a dealership: of another's there is none.
const NAMED_BY_QUERY: [&str; 2] = ["read_market", "read_desk_settings"];

/// Every permission there is.
const ALL: [&str; 29] = [
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
    "customers.delete",
    "inventory.read",
    "inventory.write",
    "inventory.delete",
    "inventory.see_cost",
    "identity.read",
    "identity.manage_users",
    "identity.manage_rooftops",
    "identity.audit",
    "settings.manage",
    "tax.quote",
    "tax.manage_rates",
    "lenders.manage",
    "products.manage",
    "deals.reopen",
];

/// One of everything, in one dealership.
struct Things {
    owner: User,
    rooftop: String,
    person: String,
    customer: String,
    note: String,
    vehicle: String,
    deal: String,
    structure: String,
    presentation: String,
    inputs: Value,
    rate_import: String,
    rate_override: String,
    lender: String,
    programme: String,
    programme_import: String,
    product: String,
    menu: String,
    signature: String,
}

/// A dealership's administrator with every permission, and its store.
async fn owner_of(app: &TestApp, name: &str) -> (User, String) {
    let founded = founded(app, name).await;
    let owner = app.user_with(founded.dealership, &ALL, |claims| {
        claims.sub = founded.admin
    });
    (owner, founded.rooftop.to_string())
}

impl Things {
    async fn made(app: &TestApp) -> Self {
        let (owner, rooftop) = owner_of(app, "harbor").await;
        let person = ok(app
            .post("/api/v1/users", &owner, new_user("lee@harbor.example"))
            .await);
        let customer = id(&ok(app
            .post("/api/v1/customers", &owner, customer(&rooftop))
            .await));
        let note = json!({ "text": "Called back" });
        let note = ok(app
            .post(&format!("/api/v1/customers/{customer}/notes"), &owner, note)
            .await);
        let vehicle = id(&ok(app
            .post("/api/v1/vehicles", &owner, vehicle(&rooftop))
            .await));
        let deal = json!({ "rooftop_id": rooftop, "customer_id": customer, "vehicle_id": vehicle });
        let deal = ok(app.post("/api/v1/deals", &owner, deal).await);
        let structure = id(&deal["structures"][0]);
        let shown = json!({ "structure_ids": [structure] });
        let to = format!("/api/v1/deals/{}/presentations", id(&deal));
        let presentation = ok(app.post(&to, &owner, shown).await);
        let file = "state,county_fips,place_name,class,rate\nFL,12103,,vehicle,0.0125\n";
        let import = app.call(Method::POST, "/api/v1/tax/rates/imports?file_name=ours.csv");
        let import = ok(import.by(&owner).body("text/csv", file).send().await);
        let by_hand = ok(app
            .post("/api/v1/tax/rates/overrides", &owner, rate_override())
            .await);
        let lender = id(&ok(app.post("/api/v1/lenders", &owner, lender()).await));
        let imports = "/api/v1/lenders/programmes/imports";
        let sheet = ok(app.post(imports, &owner, rate_sheet(&lender)).await);
        let apply = format!("{imports}/{}/apply", id(&sheet));
        ok(app.post(&apply, &owner, json!({})).await);
        let product = id(&ok(app.post("/api/v1/products", &owner, product()).await));
        let menus = format!("/api/v1/deals/{}/menus", id(&deal));
        let menu =
            json!({ "structure_id": deal["structures"][0]["id"], "columns": columns(&product) });
        let menu = id(&ok(app.post(&menus, &owner, menu).await));
        let decided = format!("{menus}/{menu}/decision");
        let decided = ok(app.post(&decided, &owner, decision(&product)).await);
        let signature = &decided["decision"]["signature_id"];
        let signature = signature.as_str().expect("an id").to_owned();
        Self {
            rooftop,
            lender,
            programme: id(&sheet["programme"]),
            programme_import: id(&sheet),
            product,
            menu,
            signature,
            person: id(&person),
            customer,
            note: id(&note),
            vehicle,
            structure,
            presentation: id(&presentation),
            inputs: deal["structures"][0]["inputs"].clone(),
            deal: id(&deal),
            rate_import: id(&import["import"]),
            rate_override: id(&by_hand),
            owner,
        }
    }

    /// The path with this dealership's ids in it.
    fn fill(&self, path: &str, operation: &str) -> String {
        let own = [
            ("/deals/{id}", &self.deal),
            ("/customers/{id}", &self.customer),
            ("/vehicles/{id}", &self.vehicle),
            ("/rooftops/{id}", &self.rooftop),
            ("/users/{id}", &self.person),
            ("/people/{id}", &self.person),
            ("/rates/imports/{id}", &self.rate_import),
            ("/rates/overrides/{id}", &self.rate_override),
            ("/lenders/{id}", &self.lender),
            ("/programmes/{id}", &self.programme),
            ("/programmes/imports/{id}", &self.programme_import),
            ("/products/{id}", &self.product),
        ];
        let mut filled = path
            .replace("{structure_id}", &self.structure)
            .replace("{presentation_id}", &self.presentation)
            .replace("{note_id}", &self.note)
            .replace("{rooftop_id}", &self.rooftop)
            .replace("{menu_id}", &self.menu)
            .replace("{signature_id}", &self.signature);
        for (family, id) in own {
            filled = filled.replace(family, &family.replace("{id}", id));
        }
        filled = filled.replace("{vin}", "5GZCZ43D13S812715");
        filled = filled.replace("{code}", "TX");
        match operation {
            "list_rates" => filled.push_str("?state=FL"),
            "find_tax_places" => filled.push_str("?zip=33755"),
            "import_rates" => filled.push_str("?file_name=ours.csv"),
            "read_market" | "read_desk_settings" => {
                filled.push_str(&format!("?rooftop_id={}", self.rooftop));
            }
            _ => {}
        }
        assert!(
            !filled.contains('{'),
            "{operation}: no ids for {path}; add them here"
        );
        filled
    }

    /// A body that the operation takes.
    fn body(&self, operation: &str) -> Value {
        let deal = || self.inputs.clone();
        match operation {
            "create_deal" => {
                json!({ "rooftop_id": self.rooftop, "customer_id": self.customer, "vehicle_id": self.vehicle })
            }
            "update_deal" => json!({ "customer_id": self.customer, "vehicle_id": self.vehicle }),
            "copy_deal" => json!({ "structures": "all" }),
            "update_desk_settings" => json!({ "holds_days": 5 }),
            "create_structure" => json!({ "copy_of": self.structure }),
            "create_presentation" => json!({ "structure_ids": [self.structure] }),
            "update_structure" => json!({ "name": "A", "inputs": deal() }),
            "return_deal" | "cancel_deal" | "reopen_deal" => json!({ "reason": "Tried by a test" }),
            "submit_deal" | "approve_deal" | "contract_deal" | "fund_deal" | "deliver_deal" => {
                json!({})
            }
            "work_out_figures" | "work_out_schedule" | "work_out_effects" => deal(),
            "work_out_grid" => {
                json!({ "deal": deal(), "downs": ["0.00"], "terms": [{ "term_months": 60, "sell_rate": "0.0699" }] })
            }
            "roll_to_target" => {
                json!({ "deal": deal(), "target": "500.00", "of": "payment", "levers": ["cash_down"], "terms": [] })
            }
            "quote_tax" => {
                json!({ "date": "2026-11-21", "registration": { "state": "FL", "county": "Pinellas" }, "price": "20000.00" })
            }
            "import_rates" => json!({}),
            "create_rate_override" => rate_override(),
            "create_lender" | "update_lender" => lender(),
            "import_programme" => rate_sheet(&self.lender),
            "end_programme" => json!({ "valid_to": "2030-12-31" }),
            "update_deal_applicant" => json!({ "score": 745 }),
            "scan_lenders" => json!({ "deal": deal(), "rooftop_id": self.rooftop }),
            "withdraw_presentation" => json!({ "reason": "Tried by a test" }),
            "withdraw_rate_override" => json!({ "reason": "Tried by a test" }),
            "create_product" | "update_product" => product(),
            "update_menu_columns" => {
                json!({ "columns": [{ "id": "a", "name": "A", "products": [{ "item": self.product }] }] })
            }
            "work_out_menu" => {
                json!({ "deal": deal(), "columns": columns(&self.product) })
            }
            "create_deal_menu" => {
                json!({ "structure_id": self.structure, "columns": columns(&self.product) })
            }
            "decide_deal_menu" => decision(&self.product),
            "create_customer" | "update_customer" => customer(&self.rooftop),
            "add_note" => json!({ "text": "Seen by a stranger" }),
            "create_vehicle" | "update_vehicle" => vehicle(&self.rooftop),
            "step_vehicle" => json!({ "to": "hold", "reason": "Tried by a test" }),
            "create_rooftop" | "update_rooftop" => json!({
                "name": "Second", "code": "H2", "timezone": "America/New_York",
                "address": { "street": "2 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
            }),
            "create_user" => new_user("kim@harbor.example"),
            "update_user" => {
                json!({ "email": "lee@harbor.example", "name": "Lee Chan", "roles": ["sales"], "rooftop_ids": [], "active": true })
            }
            "set_user_password" => json!({ "password": "another-kettle-on-the-stove" }),
            "update_dealership" => json!({ "name": "Harbor" }),
            "change_my_password" => {
                json!({ "current_password": PASSWORD, "new_password": "another-kettle-on-the-stove" })
            }
            "set_my_pin" => json!({ "pin": "2580", "password": PASSWORD }),
            "confirm_my_second_factor" | "stop_my_second_factor" => json!({ "code": "000000" }),
            _ => panic!("{operation} takes a body; write one here"),
        }
    }
}

fn product() -> Value {
    json!({
        "name": "Key replacement", "kind": "other",
        "plans": [{ "id": "keys", "name": "5 years", "cost": "90.00", "price": "299.00" }],
    })
}

fn columns(product: &str) -> Value {
    json!([{ "id": "a", "name": "A", "products": [{ "item": product, "plan": "keys" }] }])
}

fn decision(product: &str) -> Value {
    json!({
        "accepted": [{ "item": product, "plan": "keys" }], "declined": [], "signer": "Marisol Ortega",
        "signature": { "kind": "typed", "typed_name": "Marisol Ortega" },
    })
}

fn rate_override() -> Value {
    json!({
        "state": "FL", "level": "county", "county": "Pinellas", "rate": "0.015", "from": "2027-01-01",
        "reason": "Letter of the county",
    })
}

fn lender() -> Value {
    json!({ "name": "Northbank", "kind": "bank", "reserve": { "method": "present_value" } })
}

fn rate_sheet(lender: &str) -> Value {
    json!({
        "lender_id": lender, "name": "Standard", "kind": "retail", "valid_from": "2026-01-01",
        "files": { "retail": "tier,term_from,term_to,buy_rate\nA,24,84,0.0549\n" },
    })
}

fn new_user(email: &str) -> Value {
    json!({ "email": email, "name": "Lee Chan", "roles": ["sales"], "password": PASSWORD })
}

fn customer(rooftop: &str) -> Value {
    json!({
        "kind": "person", "rooftop_id": rooftop, "first_name": "Marisol", "last_name": "Ortega",
        "addresses": [{ "kind": "home", "street": "12 Palm Ln", "city": "St. Petersburg", "county": "Pinellas", "state": "FL", "zip": "33707" }],
    })
}

fn vehicle(rooftop: &str) -> Value {
    json!({
        "rooftop_id": rooftop, "stock_number": "H26118", "vin": "5GZCZ43D13S812715", "condition": "used", "class": "light_truck",
        "year": 2003, "make": "Saturn", "model": "Vue", "list_price": "9000.00", "cost": "7000.00",
    })
}

/// One operation of the document.
struct Operation {
    id: String,
    method: Method,
    path: String,
    has_body: bool,
    /// None for a public one.
    permission: Option<String>,
}

async fn operations(app: &TestApp) -> Vec<Operation> {
    let document = ok(app.get("/api/v1/openapi.json", &User::nobody()).await);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            operations.push(Operation {
                id: operation["operationId"]
                    .as_str()
                    .expect("an operation's id")
                    .to_owned(),
                method,
                path: path.clone(),
                has_body: operation["requestBody"].is_object(),
                permission: operation["x-permission"].as_str().map(str::to_owned),
            });
        }
    }
    assert!(
        operations.len() > 60,
        "the document lists only {} operations",
        operations.len()
    );
    let ids: BTreeSet<&str> = operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    assert_eq!(ids.len(), operations.len(), "two operations share a name");
    operations
}

async fn call(app: &TestApp, operation: &Operation, things: &Things, who: &User) -> Answer {
    let path = things.fill(&operation.path, &operation.id);
    let mut call = app
        .call(operation.method.clone(), &path)
        .by(who)
        .header("if-match", "\"1\"");
    if operation.has_body {
        call = call.json(&things.body(&operation.id));
    }
    call.send().await
}

/// Tokens are the test's own here, so that a caller can have any permissions.
async fn house() -> TestApp {
    TestApp::start(services()).await
}

#[tokio::test]
async fn no_route_answers_without_a_token_or_its_permission() {
    let app = house().await;
    let things = Things::made(&app).await;
    let unprivileged = app.user(things.owner.dealership, &[]);
    for operation in operations(&app).await {
        let Some(permission) = &operation.permission else {
            assert!(
                PUBLIC.contains(&operation.id.as_str()),
                "{} is open to all",
                operation.id
            );
            continue;
        };
        let unknown = call(&app, &operation, &things, &User::nobody()).await;
        assert_eq!(
            unknown.status,
            401,
            "{} without a token: {}",
            operation.id,
            unknown.text()
        );
        if permission != "signed-in" {
            let refused = call(&app, &operation, &things, &unprivileged).await;
            assert_eq!(
                refused.status,
                403,
                "{} without {permission}: {}",
                operation.id,
                refused.text()
            );
            assert_eq!(refused.problem(), "forbidden", "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn no_route_finds_another_dealerships_things() {
    let app = house().await;
    let things = Things::made(&app).await;
    let (stranger, _) = owner_of(&app, "elsewhere").await;
    let mut operations = operations(&app).await;
    operations.retain(|operation| {
        operation.permission.is_some() && !OF_NOBODY.contains(&operation.id.as_str())
    });
    let (within, lists): (Vec<_>, Vec<_>) = operations.into_iter().partition(|operation| {
        operation.path.contains('{') || NAMED_BY_QUERY.contains(&operation.id.as_str())
    });

    for operation in &within {
        let answer = call(&app, operation, &things, &stranger).await;
        assert_eq!(
            answer.status,
            404,
            "{} with another's ids: {}",
            operation.id,
            answer.text()
        );
    }
    for operation in lists
        .iter()
        .filter(|operation| operation.method == Method::GET)
    {
        let answer = call(&app, operation, &things, &stranger).await;
        assert_eq!(answer.status, 200, "{}: {}", operation.id, answer.text());
        let known = [
            &things.deal,
            &things.presentation,
            &things.customer,
            &things.vehicle,
            &things.rooftop,
            &things.person,
            &things.note,
            &things.rate_import,
            &things.rate_override,
            &things.lender,
            &things.programme,
            &things.programme_import,
            &things.product,
            &things.menu,
            &things.signature,
        ];
        for id in known {
            assert!(
                !answer.text().contains(id.as_str()),
                "{} shows a thing of another dealership",
                operation.id
            );
        }
    }
    let borrowed = app
        .post("/api/v1/deals", &stranger, things.body("create_deal"))
        .await;
    assert_eq!(borrowed.status, 422, "{}", borrowed.text());
    let pointers: Vec<&str> = borrowed
        .faults()
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(pointers, ["/rooftop_id", "/customer_id", "/vehicle_id"]);

    // The same calls by their own people find them: what was refused above was refused for the right reason.
    let order = [Method::GET, Method::PUT, Method::POST, Method::DELETE];
    for method in order {
        for operation in within.iter().filter(|operation| operation.method == method) {
            let once_gone = [
                "remove_user_second_factor",
                "deactivate_user",
                "close_rooftop",
                "delete_structure",
            ];
            let answer = call(&app, operation, &things, &things.owner).await;
            let found = !matches!(answer.status, 401 | 403 | 404)
                || once_gone.contains(&operation.id.as_str());
            assert!(
                found,
                "{} by its own people: {} {}",
                operation.id,
                answer.status,
                answer.text()
            );
        }
    }
}
