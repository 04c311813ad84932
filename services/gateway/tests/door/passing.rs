//! Passing on: the same whether the service behind is in the process or across a socket.

use axum::body::{Body, Bytes};
use http::Method;
use platform::testkit::{TestApp, User};
use serde_json::json;

use super::house::{apart, together};

async fn passes_on(app: &TestApp) {
    let user = app.user(app.dealership(), &[]);
    for (path, service) in [
        ("/deals", "deals"),
        ("/desk/figures", "deals"),
        ("/tax/quote", "deals"),
        ("/customers/7/notes", "customers"),
        ("/vehicles", "inventory"),
        ("/vin/1M8GDM9AXKP042788", "inventory"),
        ("/me", "identity"),
    ] {
        let answer = app
            .get(&format!("/api/v1{path}?q=a%20b&limit=2"), &user)
            .await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.json["service"], service, "{path}");
        assert_eq!(answer.json["path"], path);
        assert_eq!(answer.json["query"], "q=a%20b&limit=2");
    }
    let answer = app
        .call(Method::PUT, "/api/v1/deals/42")
        .by(&user)
        .header("if-match", "\"7\"")
        .header("x-request-id", "till-9")
        .header(
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        )
        .header("x-service-token", "1.00")
        .header("te", "trailers")
        .header("x-forwarded-for", "203.0.113.7")
        .header("x-real-ip", "203.0.113.7")
        .header("forwarded", "for=203.0.113.7")
        .json(&json!({}))
        .send()
        .await;
    let arrived = &answer.json["headers"];
    assert_eq!(arrived["if-match"], "\"7\"");
    assert_eq!(arrived["x-request-id"], "till-9");
    assert_eq!(
        arrived["traceparent"],
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    );
    assert!(
        arrived["authorization"]
            .as_str()
            .unwrap()
            .starts_with("Bearer ")
    );
    // Who calls is the gateway's to say, whatever the caller says.
    assert_eq!(arrived["x-forwarded-for"], "127.0.0.1");
    for kept_back in [
        "x-house-caller",
        "x-house-signature",
        "x-service-token",
        "te",
        "x-real-ip",
        "forwarded",
    ] {
        assert!(arrived[kept_back].is_null(), "{kept_back}");
    }
    assert_eq!(answer.header("location"), "/api/v1/deals/42");
    assert_eq!(answer.etag(), "\"7\"");
    assert_eq!(answer.header("x-request-id"), "till-9");
}

async fn asks_who_is_there(app: &TestApp) {
    let nobody = User::nobody();
    let refused = app.get("/api/v1/deals", &nobody).await;
    assert_eq!((refused.status, refused.problem()), (401, "unauthorized"));
    let forged = app.get("/api/v1/deals", &User::with_token("abc")).await;
    assert_eq!((forged.status, forged.problem()), (401, "invalid-token"));
    let made_up = app
        .call(Method::GET, "/api/v1/deals")
        .header(
            "x-house-caller",
            "0199e000-0000-7000-8000-000000000000 deals.approve",
        )
        .header("x-house-signature", "1.00")
        .send()
        .await;
    assert_eq!(made_up.status, 401);
    for open in ["/api/v1/auth/refresh", "/api/v1/.well-known/jwks.json"] {
        assert_eq!(
            app.get(open, &nobody).await.json["service"],
            "identity",
            "{open}"
        );
    }
    let user = app.user(app.dealership(), &[]);
    for nowhere in [
        "/api/v1/nothing",
        "/api/v1/",
        "/api/v1",
        "/api/v2/deals",
        "/api/v1/internal/events",
        "/api/v1/metrics",
    ] {
        let answer = app.get(nowhere, &user).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (404, "not-found"),
            "{nowhere}"
        );
    }
}

async fn limits_bodies(app: &TestApp) {
    let user = app.user(app.dealership(), &[]);
    let good = app
        .post("/api/v1/deals/take", &user, json!({"text": "a"}))
        .await;
    assert_eq!((good.status, good.json), (200, json!({"text": "a"})));
    let bad = app
        .post("/api/v1/deals/take", &user, json!({"txt": "a"}))
        .await;
    assert_eq!(
        bad.faults(),
        [("/txt", "unknown_field"), ("/text", "required")]
    );
    let known = app
        .call(Method::POST, "/api/v1/deals/take")
        .by(&user)
        .body("application/json", vec![b' '; 20 * 1024 * 1024])
        .send()
        .await;
    assert_eq!((known.status, known.problem()), (413, "too-large"));
    let pieces = futures_util::stream::iter(
        (0..1100).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1024]))),
    );
    let chunked = app
        .call(Method::POST, "/api/v1/deals/take")
        .by(&user)
        .body("application/json", Body::from_stream(pieces))
        .send()
        .await;
    assert_eq!((chunked.status, chunked.problem()), (413, "too-large"));
}

#[tokio::test]
async fn in_one_process() {
    let app = together().start().await;
    passes_on(&app).await;
    asks_who_is_there(&app).await;
    limits_bodies(&app).await;
}

#[tokio::test]
async fn apart_by_the_same_code() {
    let (app, _behind) = apart().await;
    passes_on(&app).await;
    asks_who_is_there(&app).await;
    limits_bodies(&app).await;
}

#[tokio::test]
async fn a_service_that_is_away_is_503_and_the_others_go_on() {
    // Nobody listens there: the port was free a moment ago and is bound by nobody since.
    let unused = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let services = [
        gateway::service(),
        super::house::echo("customers"),
        super::house::echo("identity"),
    ];
    let app = TestApp::builder(services)
        .setting("DEAL_SERVICE_URL", &format!("http://{unused}"))
        .start()
        .await;
    let user = app.user(app.dealership(), &[]);
    for away in ["/api/v1/deals", "/api/v1/vehicles"] {
        let answer = app.get(away, &user).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (503, "unavailable"),
            "{away}"
        );
        assert_eq!(answer.header("retry-after"), "2");
    }
    assert_eq!(app.get("/api/v1/customers", &user).await.status, 200);
    let health = app.get("/health", &user).await;
    assert_eq!(
        (health.status, &health.json["status"]),
        (200, &json!("degraded"))
    );
    assert_eq!(health.json["services"]["deals"], "unavailable");
    assert_eq!(health.json["services"]["customers"], "ok");
    let ready = app.get("/ready", &user).await;
    assert_eq!(
        (ready.status, &ready.json["services"]["deals"]),
        (503, &json!("unavailable"))
    );
}
