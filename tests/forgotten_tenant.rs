//! What a forgotten tenant filter shows: nothing. Asked of every table, as the role that each service runs as.

use http::Method;
use platform::testkit::TestApp;
use serde_json::json;
use system_tests::{Dealership, house, ok};

const SERVICES: [&str; 5] = [
    "identity",
    "customers",
    "inventory",
    "deals",
    "notifications",
];

#[tokio::test]
async fn no_table_shows_or_takes_a_row_without_a_tenant() {
    let app = house().await;
    let store = Dealership::found(&app, "harbor").await;
    let deal = format!("/api/v1/deals/{}", store.deal(&app).await);
    let made = ok(app.get(&deal, &store.sales).await);
    let shown = json!({ "structure_ids": [made["structures"][0]["id"]] });
    ok(app
        .post(&format!("{deal}/presentations"), &store.sales, shown)
        .await);
    own_rates(&app, &store).await;
    own_lenders(&app, &store).await;
    ok(app
        .post("/api/v1/live/tickets", &store.sales, json!({}))
        .await);
    own_products(&app, &store).await;
    let owner = app.owner().await;

    for service in SERVICES {
        let role = app.runtime_role(service).await;
        let tables = owner
            .query(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 join pg_attribute a on a.attrelid = c.oid and a.attname = 'dealership_id'
                 where n.nspname = $1 and c.relkind in ('r', 'p') order by 1",
                &[&service],
            )
            .await
            .expect("the catalogue");
        assert!(!tables.is_empty(), "{service} has no tenant table");
        for table in tables {
            let table: String = table.get(0);
            // A role that may not read the table at all is shown nothing either.
            if let Ok(row) = role
                .query_one(&format!("select count(*) from {table}"), &[])
                .await
            {
                assert_eq!(
                    row.get::<_, i64>(0),
                    0,
                    "{service}.{table} shows rows without a tenant"
                );
            }
        }
    }

    let deals: i64 = owner
        .query_one("select count(*) from deals.deal", &[])
        .await
        .expect("as owner")
        .get(0);
    assert_eq!(deals, 1, "the rows are there, they are only not shown");
}

/// A row in every table of the dealership's own rates.
async fn own_rates(app: &TestApp, store: &Dealership) {
    let file = "state,county_fips,place_name,class,rate\nFL,12103,,vehicle,0.0125\n";
    let mut range = vec![""; 89];
    for (at, text) in [
        (0, "Z"),
        (1, "20260101"),
        (2, "99991231"),
        (17, "53999"),
        (22, "55"),
        (24, "079"),
    ] {
        range[at] = text;
    }
    for file in [file.to_owned(), range.join(",")] {
        let call = app.call(Method::POST, "/api/v1/tax/rates/imports?file_name=ours.csv");
        ok(call.by(&store.admin).body("text/csv", file).send().await);
    }
    let by_hand = json!({
        "state": "FL", "level": "county", "county": "Pinellas", "rate": "0.015", "from": "2027-01-01",
        "reason": "Letter of the county",
    });
    ok(app
        .post("/api/v1/tax/rates/overrides", &store.admin, by_hand)
        .await);
}

/// A row in every table of products, menus and signatures.
async fn own_products(app: &TestApp, store: &Dealership) {
    let admin = &store.admin;
    let product = json!({
        "name": "Key replacement", "kind": "other",
        "plans": [{ "id": "keys", "name": "5 years", "cost": "90.00", "price": "299.00" }],
    });
    let product = ok(app.post("/api/v1/products", admin, product).await);
    let offered = json!({ "item": product["id"], "plan": "keys" });
    let columns = json!([{ "id": "a", "name": "A", "products": [offered] }]);
    let rooftops = ok(app.get("/api/v1/rooftops", admin).await);
    let rooftop = rooftops["items"][0]["id"].as_str().expect("an id");
    let template = format!("/api/v1/desk/menu-columns/{rooftop}");
    ok(app
        .put(&template, admin, "\"0\"", json!({ "columns": columns }))
        .await);
    let deals = ok(app.get("/api/v1/deals", admin).await);
    let deal = &deals["items"][0];
    let menus = format!(
        "/api/v1/deals/{}/menus",
        deal["id"].as_str().expect("an id")
    );
    let menu = json!({ "structure_id": deal["chosen"]["id"], "columns": columns });
    let menu = ok(app.post(&menus, admin, menu).await);
    let decision = json!({
        "accepted": [offered], "declined": [], "signer": "Marisol Ortega",
        "signature": { "kind": "typed", "typed_name": "Marisol Ortega" },
    });
    let decided = format!("{menus}/{}/decision", menu["id"].as_str().expect("an id"));
    ok(app.post(&decided, admin, decision).await);
}

/// A row in every table of lenders and their sheets.
async fn own_lenders(app: &TestApp, store: &Dealership) {
    let lender =
        json!({ "name": "Northbank", "kind": "bank", "reserve": { "method": "present_value" } });
    let lender = ok(app.post("/api/v1/lenders", &store.admin, lender).await);
    let sheet = json!({
        "lender_id": lender["id"], "name": "Standard", "kind": "retail", "valid_from": "2026-01-01",
        "files": { "retail": "tier,term_from,term_to,buy_rate\nA,24,84,0.0549\n" },
    });
    let imports = "/api/v1/lenders/programmes/imports";
    let import = ok(app.post(imports, &store.admin, sheet).await);
    let import = import["id"].as_str().expect("an id");
    let apply = format!("{imports}/{import}/apply");
    ok(app.post(&apply, &store.admin, json!({})).await);
}

#[tokio::test]
async fn runtime_roles_own_nothing_and_cannot_step_around() {
    let app = house().await;
    let owner = app.owner().await;
    for service in SERVICES {
        let role = app.runtime_role(service).await;
        let me: String = role
            .query_one("select current_user::text", &[])
            .await
            .expect("my name")
            .get(0);
        let powers = owner
            .query_one("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1", &[&me])
            .await
            .expect("the role");
        for power in 0..4 {
            assert!(
                !powers.get::<_, bool>(power),
                "{me} has a power of the owner"
            );
        }
        let owned: i64 = owner
            .query_one("select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1", &[&me])
            .await
            .expect("what it owns")
            .get(0);
        assert_eq!(owned, 0, "{me} owns something");
        for other in SERVICES.iter().filter(|other| **other != service) {
            let reach = "select 1 from pg_catalog.pg_namespace where nspname = $1 and has_schema_privilege(oid, 'usage')";
            let reached = role.query(reach, &[other]).await.expect("asked");
            assert!(reached.is_empty(), "{me} reaches into {other}");
        }
    }
}
