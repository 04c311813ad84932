//! Every operation of the OpenAPI document: closed without a token, closed without the permission, blind to other
//! dealerships. An operation that is added without a case here fails.

use std::collections::BTreeSet;

use http::Method;
use identity::role::{Permission, Role};
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{PASSWORD, World, new_rooftop, new_user};

struct Operation {
    id: String,
    method: Method,
    path: String,
    permission: Option<String>,
}

fn operations(world: &World) -> Vec<Operation> {
    let document = serde_json::to_value(world.app.openapi("identity")).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            if operation["operationId"].is_null() {
                continue;
            }
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
                permission: operation["x-permission"].as_str().map(str::to_owned),
            });
        }
    }
    assert!(operations.len() > 25, "only {}", operations.len());
    operations
}

/// A body that the operation takes.
fn body(operation: &str) -> Option<Value> {
    let changed_user = json!({ "email": "x@harbor.example", "name": "X", "roles": ["sales"], "rooftop_ids": [], "active": true });
    match operation {
        "login" => Some(json!({ "email": "ana@harbor.example", "password": "no" })),
        "login_second_factor" => Some(json!({ "mfa_token": "alm_x", "code": "123456" })),
        "refresh" | "logout" => Some(json!({ "refresh_token": "alr_x" })),
        "unlock_session" => Some(json!({ "refresh_token": "alr_x", "pin": "2580" })),
        "set_my_pin" => Some(json!({ "pin": "2580", "password": PASSWORD })),
        "change_my_password" => {
            Some(json!({ "current_password": PASSWORD, "new_password": "copper meadow windmill" }))
        }
        "confirm_my_second_factor" | "stop_my_second_factor" => Some(json!({ "code": "123456" })),
        "update_dealership" => Some(json!({ "name": "Harbor Motors" })),
        "create_rooftop" | "update_rooftop" => Some(new_rooftop("XX")),
        "create_user" => Some(new_user("x@harbor.example", &["sales"])),
        "update_user" => Some(changed_user),
        "set_user_password" => Some(json!({ "password": "copper meadow windmill" })),
        "key_set"
        | "lock_session"
        | "logout_everywhere"
        | "me"
        | "start_my_second_factor"
        | "read_my_offline_key"
        | "read_dealership"
        | "list_rooftops"
        | "read_rooftop"
        | "close_rooftop"
        | "list_users"
        | "read_user"
        | "deactivate_user"
        | "remove_user_second_factor"
        | "list_people"
        | "read_person"
        | "list_roles"
        | "list_audit"
        | "verify_audit" => None,
        new => panic!("{new} has no case here"),
    }
}

async fn call(world: &World, operation: &Operation, id: &str, by: &User) -> Answer {
    let path = operation.path.replace("{id}", id);
    let call = world
        .app
        .call(operation.method.clone(), &path)
        .by(by)
        .header("if-match", "*");
    match body(&operation.id) {
        Some(body) => call.json(&body).send().await,
        None => call.send().await,
    }
}

#[tokio::test]
async fn without_a_token_only_public_doors_open() {
    let world = World::begin().await;
    let id = world.harbor.admin.to_string();
    for operation in operations(&world) {
        let answer = call(&world, &operation, &id, &User::nobody()).await;
        if operation.permission.is_some() {
            assert_eq!(
                (answer.status, answer.problem()),
                (401, "unauthorized"),
                "{}",
                operation.id
            );
        } else {
            assert_ne!(answer.problem(), "unauthorized", "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn without_the_permission_every_door_is_closed() {
    let world = World::begin().await;
    let mut people = Vec::new();
    for role in Role::ALL {
        let email = format!("{}@harbor.example", role.code());
        world.hire(&email, &[*role]).await;
        people.push((*role, world.sign_in(&email).await.user));
    }
    let rooftop = world.harbor.rooftop.to_string();
    let mut named = BTreeSet::new();
    for operation in operations(&world) {
        let Some(permission) = operation
            .permission
            .clone()
            .filter(|permission| permission != "signed-in")
        else {
            continue;
        };
        let known = Permission::ALL
            .iter()
            .find(|known| known.code() == permission);
        let known = *known.unwrap_or_else(|| panic!("{permission} is no permission"));
        named.insert(permission);
        for (role, user) in people
            .iter()
            .filter(|(role, _)| !role.permissions().contains(&known))
        {
            let answer = call(&world, &operation, &rooftop, user).await;
            assert_eq!(
                (answer.status, answer.problem()),
                (403, "forbidden"),
                "{role:?} {}",
                operation.id
            );
        }
    }
    let all = [
        "identity.audit",
        "identity.manage_rooftops",
        "identity.manage_users",
        "identity.read",
        "settings.manage",
    ];
    assert_eq!(named.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[tokio::test]
async fn what_belongs_to_another_dealership_does_not_exist() {
    let world = World::begin().await;
    let rival = world.rival().await;
    let ana = world.ana().await;
    let mut asked = 0;
    for operation in operations(&world)
        .iter()
        .filter(|operation| operation.path.contains("{id}"))
    {
        for theirs in [rival.rooftop, rival.admin, rival.dealership] {
            let answer = call(&world, operation, &theirs.to_string(), &ana).await;
            assert_eq!(
                (answer.status, answer.problem()),
                (404, "not-found"),
                "{}",
                operation.id
            );
        }
        let answer = call(&world, operation, "not-an-id", &ana).await;
        assert_eq!(answer.status, 404, "{}", operation.id);
        asked += 1;
    }
    assert_eq!(asked, 9);
    for path in [
        "/users",
        "/people",
        "/rooftops",
        "/audit",
        "/dealership",
        "/me",
    ] {
        let answer = world.app.get(path, &ana).await;
        assert_eq!(answer.status, 200);
        for theirs in [
            "summit",
            "Summit",
            &rival.rooftop.to_string(),
            &rival.admin.to_string(),
        ] {
            assert!(!answer.text().contains(theirs), "{path} shows {theirs}");
        }
    }
    // Their rooftop cannot be given to one's own people either.
    let mut new = new_user("sam@harbor.example", &["sales"]);
    new["rooftop_ids"] = json!([rival.rooftop]);
    assert_eq!(
        world.app.post("/users", &ana, new).await.faults(),
        [("/rooftop_ids", "unknown")]
    );
}

#[tokio::test]
async fn the_database_shows_the_service_nothing_without_a_tenant() {
    let world = World::begin().await;
    world.sign_in("ana@harbor.example").await;
    let role = world.app.runtime_role("identity").await;
    for table in [
        "dealerships",
        "rooftops",
        "users",
        "credentials",
        "recovery_codes",
        "sessions",
        "refresh_tokens",
        "second_factor_tickets",
        "audit",
    ] {
        let rows = role
            .query(&format!("select from {table}"), &[])
            .await
            .unwrap();
        assert_eq!(rows.len(), 0, "{table}");
    }
    // What belongs to the house is not for a caller's transaction at all.
    for table in ["signing_keys", "sign_in_failures"] {
        let refused = role
            .query(&format!("select from {table}"), &[])
            .await
            .unwrap_err();
        assert_eq!(refused.code().unwrap().code(), "42501", "{table}");
    }
    let other = uuid::Uuid::now_v7();
    role.batch_execute(&format!(
        "select set_config('app.dealership', '{other}', false)"
    ))
    .await
    .unwrap();
    assert_eq!(role.query("select from users", &[]).await.unwrap().len(), 0);
    let theirs = world.harbor.dealership;
    let insert = format!(
        "insert into dealerships (id, created_at, updated_at, name) values ('{theirs}', now(), now(), 'Taken over')"
    );
    assert!(role.batch_execute(&insert).await.is_err());
}

#[tokio::test]
async fn a_stopped_database_is_said_and_nothing_is_half_written() {
    let world = World::begin_with(platform::testkit::Builder::own_postgres).await;
    let ana = world.ana().await;
    world.app.postgres().stop();
    let body = new_user("sam@harbor.example", &["sales"]);
    let away = world.app.post("/users", &ana, body.clone()).await;
    assert_eq!(
        (away.status, away.problem()),
        (503, "unavailable"),
        "{}",
        away.text()
    );
    assert_eq!(
        world.login("ana@harbor.example", PASSWORD).await.status,
        503
    );
    world.app.postgres().start();
    let made = world.app.post("/users", &ana, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    world.sign_in("sam@harbor.example").await;
}
