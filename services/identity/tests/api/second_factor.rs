//! The second factor: setting it up, signing in with it, losing it.

use identity::admin;
use identity::role::Role;
use platform::testkit::{Answer, User};
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::world::{PASSWORD, World, signed_in};

/// An authenticator app, which knows nothing but the secret and the time.
struct App(Totp);

impl App {
    fn new(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).unwrap();
        Self(
            Builder::new()
                .with_algorithm(Algorithm::SHA1)
                .with_secret(secret)
                .build()
                .unwrap(),
        )
    }

    fn code(&self, world: &World) -> String {
        self.0
            .generate(u64::try_from(world.clock.seconds()).unwrap())
            .to_string()
    }
}

/// Turns it on for somebody who is signed in; the clock then stands at the next step.
async fn enrol(world: &World, user: &User) -> (App, Vec<String>) {
    let started = world.app.post("/me/totp", user, json!({})).await;
    assert_eq!(started.status, 200, "{}", started.text());
    let app = App::new(started.json["secret"].as_str().unwrap());
    let confirmed = world
        .app
        .post("/me/totp/confirm", user, json!({ "code": app.code(world) }))
        .await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    let codes = confirmed.json["recovery_codes"].as_array().unwrap();
    world.wait(30);
    (
        app,
        codes
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect(),
    )
}

async fn ticket(world: &World) -> String {
    let answer = world.login("ana@harbor.example", PASSWORD).await;
    assert_eq!(
        (answer.status, &answer.json["mfa_required"]),
        (200, &json!(true)),
        "{}",
        answer.text()
    );
    assert!(answer.json.get("access_token").is_none());
    answer.json["mfa_token"].as_str().unwrap().to_owned()
}

async fn step(world: &World, ticket: &str, code: &str) -> Answer {
    world
        .app
        .post(
            "/auth/mfa",
            &User::nobody(),
            json!({ "mfa_token": ticket, "code": code }),
        )
        .await
}

#[tokio::test]
async fn once_on_the_password_alone_opens_nothing() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, codes) = enrol(&world, &ana).await;
    assert_eq!(codes.len(), 10);
    let me = world.app.get("/me", &ana).await;
    assert_eq!(
        (&me.json["mfa_enabled"], &me.json["recovery_codes_left"]),
        (&json!(true), &json!(10))
    );

    let ticket = ticket(&world).await;
    let answer = step(&world, &ticket, &app.code(&world)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let ana = signed_in(answer).user;
    assert_eq!(world.app.get("/me", &ana).await.status, 200);
    // The ticket is used up.
    world.wait(30);
    assert_eq!(
        step(&world, &ticket, &app.code(&world)).await.problem(),
        "sign-in-over"
    );
}

#[tokio::test]
async fn a_code_is_good_once() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, _) = enrol(&world, &ana).await;
    let code = app.code(&world);
    assert_eq!(step(&world, &ticket(&world).await, &code).await.status, 200);
    let again = step(&world, &ticket(&world).await, &code).await;
    assert_eq!((again.status, again.problem()), (401, "code-refused"));
    world.wait(30);
    assert_eq!(
        step(&world, &ticket(&world).await, &app.code(&world))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_code_that_confirmed_does_not_sign_in() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let started = world.app.post("/me/totp", &ana, json!({})).await;
    let app = App::new(started.json["secret"].as_str().unwrap());
    let code = app.code(&world);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let refused = world
        .app
        .post("/me/totp/confirm", &ana, json!({ "code": wrong }))
        .await;
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec![("/code", "wrong")])
    );
    // Not on yet: the password opens.
    world.sign_in("ana@harbor.example").await;
    assert_eq!(
        world
            .app
            .post("/me/totp/confirm", &ana, json!({ "code": code }))
            .await
            .status,
        200
    );
    assert_eq!(step(&world, &ticket(&world).await, &code).await.status, 401);
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (_, codes) = enrol(&world, &ana).await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    let answer = step(&world, &ticket(&world).await, &typed).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json["user"]["recovery_codes_left"], 9);
    assert_eq!(
        step(&world, &ticket(&world).await, &codes[3])
            .await
            .problem(),
        "code-refused"
    );
    assert_eq!(
        step(&world, &ticket(&world).await, &codes[4]).await.status,
        200
    );
}

#[tokio::test]
async fn a_ticket_takes_five_wrong_codes_and_the_address_is_locked() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, _) = enrol(&world, &ana).await;
    let wrong = if app.code(&world) == "000000" {
        "000001"
    } else {
        "000000"
    };
    let first = ticket(&world).await;
    for _ in 0..5 {
        assert_eq!(step(&world, &first, wrong).await.problem(), "code-refused");
    }
    assert_eq!(
        step(&world, &first, &app.code(&world)).await.problem(),
        "sign-in-over"
    );
    // The failures count for the address, password right or not.
    let locked = world.login("ana@harbor.example", PASSWORD).await;
    assert_eq!((locked.status, locked.header("retry-after")), (429, "30"));
    world.wait(30);
    assert_eq!(
        step(&world, &ticket(&world).await, &app.code(&world))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_right_password_does_not_forgive_wrong_codes() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, _) = enrol(&world, &ana).await;
    let wrong = if app.code(&world) == "000000" {
        "000001"
    } else {
        "000000"
    };
    for _ in 0..4 {
        assert_eq!(step(&world, &ticket(&world).await, wrong).await.status, 401);
    }
    assert_eq!(step(&world, &ticket(&world).await, wrong).await.status, 401);
    assert_eq!(
        world.login("ana@harbor.example", PASSWORD).await.status,
        429
    );
}

#[tokio::test]
async fn a_ticket_lapses_after_five_minutes_and_is_no_other_token() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    let (app, _) = enrol(&world, &ana.user).await;
    let late = ticket(&world).await;
    assert_eq!(world.refresh(&late).await.status, 401);
    assert_eq!(
        world
            .app
            .get("/me", &User::with_token(late.clone()))
            .await
            .status,
        401
    );
    assert_eq!(
        step(&world, &ana.refresh_token, &app.code(&world))
            .await
            .problem(),
        "sign-in-over"
    );
    world.wait(300);
    assert_eq!(
        step(&world, &late, &app.code(&world)).await.problem(),
        "sign-in-over"
    );
}

#[tokio::test]
async fn turning_it_off_needs_a_code_and_a_password_that_stands_alone() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, codes) = enrol(&world, &ana).await;
    let off = |code: String| {
        world
            .app
            .call(http::Method::DELETE, "/me/totp")
            .by(&ana)
            .json(&json!({ "code": code }))
            .send()
    };
    let wrong = if app.code(&world) == "000000" {
        "000001"
    } else {
        "000000"
    };
    assert_eq!(off(wrong.to_owned()).await.faults(), [("/code", "wrong")]);

    // With the second factor on, eight characters are enough.
    let change = |current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        world
            .app
            .call(http::Method::PUT, "/me/password")
            .by(&ana)
            .json(&body)
            .send()
    };
    let changed = change(PASSWORD, "k3ttle v").await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    assert_eq!(off(codes[0].clone()).await.status, 409);
    assert_eq!(
        change("k3ttle v", "lantern gravel thimbles").await.status,
        204
    );
    assert_eq!(off(codes[0].clone()).await.status, 204);
    assert_eq!(off(codes[1].clone()).await.status, 409);
    assert_eq!(
        world
            .login("ana@harbor.example", "lantern gravel thimbles")
            .await
            .json["token_type"],
        "Bearer"
    );
}

#[tokio::test]
async fn an_admin_takes_it_off_somebody_who_lost_the_phone() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let id = world.hire("bo@harbor.example", &[Role::Sales]).await;
    let bo = world.sign_in("bo@harbor.example").await.user;
    enrol(&world, &bo).await;
    assert_eq!(
        world
            .app
            .delete(&format!("/users/{id}/totp"), &bo)
            .await
            .status,
        403
    );
    assert_eq!(
        world
            .app
            .delete(&format!("/users/{id}/totp"), &ana)
            .await
            .status,
        204
    );
    world.sign_in("bo@harbor.example").await;
    admin::remove_second_factor(world.platform(), "bo@harbor.example")
        .await
        .unwrap();
}

#[tokio::test]
async fn the_secret_is_sealed_and_the_codes_are_hashed() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let started = world.app.post("/me/totp", &ana, json!({})).await;
    let text = started.json["secret"].as_str().unwrap();
    let secret = Secret::try_from_base32(text).unwrap();
    let owner = world.app.owner().await;
    let sealed: Vec<u8> = owner
        .query_one("select totp_secret from identity.credentials", &[])
        .await
        .unwrap()
        .get(0);
    assert!(!sealed.windows(20).any(|window| window == secret.as_bytes()));
    let app = App::new(text);
    let confirmed = world
        .app
        .post(
            "/me/totp/confirm",
            &ana,
            json!({ "code": app.code(&world) }),
        )
        .await;
    let code = confirmed.json["recovery_codes"][0]
        .as_str()
        .unwrap()
        .replace('-', "");
    for row in owner
        .query("select digest from identity.recovery_codes", &[])
        .await
        .unwrap()
    {
        let digest: Vec<u8> = row.get(0);
        assert_eq!(digest.len(), 32);
        assert_ne!(digest, code.as_bytes());
    }
}

#[tokio::test]
async fn two_at_once_cannot_use_one_code() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let (app, _) = enrol(&world, &ana).await;
    let (first, second, code) = (ticket(&world).await, ticket(&world).await, app.code(&world));
    let (one, two) = tokio::join!(step(&world, &first, &code), step(&world, &second, &code));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}
