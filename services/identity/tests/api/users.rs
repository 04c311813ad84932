//! Users: adding, finding, changing, deactivating, and what nobody may do.

use identity::admin;
use identity::role::Role;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};

use crate::world::{World, new_user};

fn changed(email: &str, roles: &[&str], active: bool) -> Value {
    json!({ "email": email, "name": "Sam Okafor", "roles": roles, "rooftop_ids": [], "active": active })
}

async fn with_key(world: &World, user: &User, key: &str, body: &Value) -> Answer {
    world
        .app
        .call(http::Method::POST, "/users")
        .by(user)
        .header("idempotency-key", key)
        .json(body)
        .send()
        .await
}

fn emails(answer: &Answer) -> Vec<&str> {
    answer.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["email"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_new_user_can_sign_in() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let made = world
        .app
        .post("/users", &ana, new_user(" Sam@Harbor.example", &["sales"]))
        .await;
    assert_eq!(
        (made.status, made.etag()),
        (201, "\"1\""),
        "{}",
        made.text()
    );
    assert_eq!(made.json["email"], "sam@harbor.example");
    assert_eq!(made.json["active"], true);
    let read = world.app.get(made.header("location"), &ana).await;
    assert_eq!((read.status, &read.json), (200, &made.json));
    let sam = world.sign_in("sam@harbor.example").await;
    assert_eq!(
        sam.answer.json["user"]["permissions"],
        json!([
            "deals.read_own",
            "deals.write",
            "deals.submit",
            "customers.read",
            "customers.write",
            "inventory.read",
            "tax.quote"
        ])
    );
}

#[tokio::test]
async fn every_fault_of_a_new_user_is_named() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let body =
        json!({ "email": "sam", "name": " ", "roles": ["sales"], "phone": "12", "password": "x" });
    let refused = world.app.post("/users", &ana, body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.faults(),
        [
            ("/email", "email"),
            ("/name", "required"),
            ("/phone", "phone")
        ]
    );

    let body = json!({ "email": "a@b.example", "name": "S", "roles": ["chief"], "password": "x", "salary": 1 });
    let mut pointers: Vec<String> = Vec::new();
    let refused = world.app.post("/users", &ana, body).await;
    pointers.extend(
        refused
            .faults()
            .iter()
            .map(|(pointer, _)| (*pointer).to_owned()),
    );
    pointers.sort_unstable();
    assert_eq!(pointers, ["/roles/0", "/salary"]);

    let mut body = new_user("sam@harbor.example", &["sales"]);
    body["password"] = json!("too short");
    body["rooftop_ids"] = json!(["0199a7c2-8f00-7000-8000-000000000001"]);
    let refused = world.app.post("/users", &ana, body).await;
    assert_eq!(
        refused.faults(),
        [
            ("/rooftop_ids", "unknown"),
            ("/password", "password_too_short")
        ]
    );
    assert_eq!(
        world.app.get("/users", &ana).await.json["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn an_address_belongs_to_one_person_in_the_whole_system() {
    let world = World::begin().await;
    world.rival().await;
    let ana = world.ana().await;
    for taken in ["ana@harbor.example", "rita@summit.example"] {
        let refused = world
            .app
            .post("/users", &ana, new_user(taken, &["sales"]))
            .await;
        assert_eq!(
            (refused.status, refused.faults()),
            (422, vec![("/email", "taken")])
        );
    }
}

#[tokio::test]
async fn a_repeated_key_makes_one_user() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let body = new_user("sam@harbor.example", &["sales"]);
    let first = with_key(&world, &ana, "k-1", &body).await;
    let again = with_key(&world, &ana, "k-1", &body).await;
    assert_eq!((first.status, again.status), (201, 201), "{}", again.text());
    assert_eq!(first.json, again.json);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = with_key(
        &world,
        &ana,
        "k-1",
        &new_user("tom@harbor.example", &["sales"]),
    )
    .await;
    assert_eq!(
        (other.status, other.problem()),
        (422, "idempotency-key-reused")
    );
}

#[tokio::test]
async fn lists_are_searched_filtered_sorted_and_paged() {
    let world = World::begin().await;
    world.hire("bo@harbor.example", &[Role::Sales]).await;
    world
        .hire("cy@harbor.example", &[Role::Sales, Role::Finance])
        .await;
    world
        .hire_at(
            "di@harbor.example",
            &[Role::Office],
            &[world.harbor.rooftop],
        )
        .await;
    admin::deactivate(world.platform(), "bo@harbor.example")
        .await
        .unwrap();
    let ana = world.ana().await;
    let list = |query: &str| {
        let (path, ana) = (format!("/users{query}"), ana.clone());
        let app = &world.app;
        async move { app.get(&path, &ana).await }
    };
    assert_eq!(
        emails(&list("").await),
        [
            "ana@harbor.example",
            "bo@harbor.example",
            "cy@harbor.example",
            "di@harbor.example"
        ]
    );
    assert_eq!(
        emails(&list("?role=sales&active=true").await),
        ["cy@harbor.example"]
    );
    assert_eq!(emails(&list("?active=false").await), ["bo@harbor.example"]);
    assert_eq!(emails(&list("?q=DI%40har").await), ["di@harbor.example"]);
    assert_eq!(emails(&list("?q=%25").await), Vec::<&str>::new());
    assert_eq!(
        emails(&list("?sort=-created_at").await),
        [
            "di@harbor.example",
            "cy@harbor.example",
            "bo@harbor.example",
            "ana@harbor.example"
        ]
    );
    for sort in ["name", "email", "-created_at"] {
        let whole = list(&format!("?sort={sort}")).await;
        let mut seen: Vec<String> = Vec::new();
        let mut query = format!("?sort={sort}&limit=3");
        loop {
            let page = list(&query).await;
            assert_eq!(page.status, 200, "{}", page.text());
            seen.extend(emails(&page).into_iter().map(str::to_owned));
            match page.json["next_cursor"].as_str() {
                Some(cursor) => query = format!("?sort={sort}&limit=3&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, emails(&whole), "{sort}");
    }
    let by_name = list("?limit=1").await;
    let cursor = by_name.json["next_cursor"].as_str().unwrap();
    assert_eq!(
        list(&format!("?sort=email&cursor={cursor}")).await.faults(),
        [("/cursor", "format")]
    );
    assert_eq!(list("?limit=0&colour=red").await.faults().len(), 2);
}

#[tokio::test]
async fn an_update_says_which_version_it_means() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let path = format!("/users/{id}");
    let body = changed("bo@harbor.example", &["finance"], true);
    let missing = world
        .app
        .call(http::Method::PUT, &path)
        .by(&ana)
        .json(&body)
        .send()
        .await;
    assert_eq!(missing.status, 428);
    let done = world.app.put(&path, &ana, "\"1\"", body.clone()).await;
    assert_eq!(
        (done.status, done.etag()),
        (200, "\"2\""),
        "{}",
        done.text()
    );
    assert_eq!(world.app.put(&path, &ana, "\"1\"", body).await.status, 412);
    let stale = world
        .app
        .call(http::Method::DELETE, &path)
        .by(&ana)
        .header("if-match", "\"1\"")
        .send()
        .await;
    assert_eq!(stale.status, 412);
    assert_eq!(world.app.delete(&path, &ana).await.status, 428);
}

#[tokio::test]
async fn a_deactivated_user_is_out_and_may_come_back() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await;
    let path = format!("/users/{id}");
    let gone = world
        .app
        .call(http::Method::DELETE, &path)
        .by(&ana)
        .header("if-match", "\"1\"")
        .send()
        .await;
    assert_eq!(
        (gone.status, &gone.json["active"]),
        (200, &json!(false)),
        "{}",
        gone.text()
    );
    assert_eq!(world.refresh(&bo.refresh_token).await.status, 401);
    assert_eq!(world.app.get("/me", &bo.user).await.status, 401);
    let body = json!({ "current_password": crate::world::PASSWORD, "new_password": "copper meadow windmill" });
    let password = world
        .app
        .call(http::Method::PUT, "/me/password")
        .by(&bo.user)
        .json(&body)
        .send()
        .await;
    assert_eq!(password.status, 401);

    let back = world
        .app
        .put(
            &path,
            &ana,
            gone.etag(),
            changed("bo@harbor.example", &["sales"], true),
        )
        .await;
    assert_eq!((back.status, &back.json["active"]), (200, &json!(true)));
    world.sign_in("bo@harbor.example").await;
    assert_eq!(world.refresh(&bo.refresh_token).await.status, 401);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let path = format!("/users/{}", world.harbor.admin);
    let gone = world
        .app
        .call(http::Method::DELETE, &path)
        .by(&ana)
        .header("if-match", "*")
        .send()
        .await;
    assert_eq!(gone.status, 409, "{}", gone.text());
    for body in [
        changed("ana@harbor.example", &["general_manager"], true),
        changed("ana@harbor.example", &["admin"], false),
        json!({ "email": "ana@harbor.example", "name": "Ana", "roles": ["admin"], "rooftop_ids": [world.harbor.rooftop], "active": true }),
    ] {
        assert_eq!(world.app.put(&path, &ana, "*", body).await.status, 409);
    }
    assert!(
        admin::deactivate(world.platform(), "ana@harbor.example")
            .await
            .is_err()
    );
    world.hire("bo@harbor.example", &[Role::Admin]).await;
    let gone = world
        .app
        .call(http::Method::DELETE, &path)
        .by(&ana)
        .header("if-match", "*")
        .send()
        .await;
    assert_eq!(gone.status, 200);
}

#[tokio::test]
async fn two_admins_cannot_remove_each_other_at_once() {
    let world = World::begin().await;
    let id = world.hire("bo@harbor.example", &[Role::Admin]).await;
    let (ana, bo) = (
        world.ana().await,
        world.sign_in("bo@harbor.example").await.user,
    );
    let remove = |path: String, by: User| {
        let app = &world.app;
        async move {
            app.call(http::Method::DELETE, &path)
                .by(&by)
                .header("if-match", "*")
                .send()
                .await
                .status
        }
    };
    let (one, two) = tokio::join!(
        remove(format!("/users/{id}"), ana),
        remove(format!("/users/{}", world.harbor.admin), bo)
    );
    let mut statuses = [one, two];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn nobody_reaches_beyond_the_own_rooftops() {
    let world = World::begin().await;
    let north = world.harbor.rooftop;
    let south = admin::create_rooftop(
        world.platform(),
        world.harbor.dealership,
        crate::world::clearwater("SO"),
    )
    .await
    .unwrap();
    world
        .hire_at("no@harbor.example", &[Role::Admin], &[north])
        .await;
    let at_south = world
        .hire_at("so@harbor.example", &[Role::Sales], &[south])
        .await;
    let at_north = world
        .hire_at("nn@harbor.example", &[Role::Sales], &[north])
        .await;
    let boss = world.sign_in("no@harbor.example").await.user;

    let mut new = new_user("new@harbor.example", &["sales"]);
    for wider in [json!([]), json!([south]), json!([north, south])] {
        new["rooftop_ids"] = wider;
        let refused = world.app.post("/users", &boss, new.clone()).await;
        assert_eq!(
            refused.faults(),
            [("/rooftop_ids", "above_own_rights")],
            "{}",
            refused.text()
        );
    }
    new["rooftop_ids"] = json!([north]);
    assert_eq!(world.app.post("/users", &boss, new).await.status, 201);

    for (id, status) in [(at_south, 403), (world.harbor.admin, 403), (at_north, 200)] {
        let path = format!("/users/{id}");
        let answer = world
            .app
            .call(http::Method::DELETE, &path)
            .by(&boss)
            .header("if-match", "*")
            .send()
            .await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    assert_eq!(
        world
            .app
            .delete(&format!("/users/{at_south}/totp"), &boss)
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn colleagues_are_known_by_name_and_not_by_address() {
    let world = World::begin().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await.user;
    let people = world.app.get("/people?role=admin", &bo).await;
    assert_eq!(people.json["items"][0]["name"], "Ana Ruiz");
    assert!(people.json["items"][0].get("email").is_none());
    let one = world.app.get(&format!("/people/{id}"), &bo).await;
    assert_eq!((one.status, &one.json["name"]), (200, &json!("bo")));
    // Nor can addresses be guessed letter by letter.
    let guess = world.app.get("/people?q=harbor.example", &bo).await;
    assert_eq!(guess.json["items"], json!([]));
}

#[tokio::test]
async fn roles_are_listed_with_what_they_allow() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let roles = world.app.get("/roles", &ana).await;
    let items = roles.json["items"].as_array().unwrap();
    assert_eq!(items.len(), 6);
    assert_eq!(items[5]["role"], "admin");
    assert_eq!(items[5]["permissions"].as_array().unwrap().len(), 28);
}
