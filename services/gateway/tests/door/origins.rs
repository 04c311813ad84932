//! Pages of other origins: none may call unless ALLOWED_ORIGINS names theirs.

use http::Method;
use platform::testkit::{Answer, TestApp};

use super::house::together;

async fn preflight(app: &TestApp, origin: &str) -> Answer {
    app.call(Method::OPTIONS, "/api/v1/deals")
        .header("origin", origin)
        .header("access-control-request-method", "PUT")
        .header(
            "access-control-request-headers",
            "authorization, if-match, idempotency-key",
        )
        .send()
        .await
}

#[tokio::test]
async fn none_by_default() {
    let app = together().start().await;
    let user = app.user(app.dealership(), &[]);
    assert_eq!(
        preflight(&app, "https://studio.example.com")
            .await
            .header("access-control-allow-origin"),
        ""
    );
    let call = app
        .call(Method::GET, "/api/v1/deals")
        .by(&user)
        .header("origin", "https://studio.example.com");
    let answer = call.send().await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (200, "")
    );
}

#[tokio::test]
async fn those_that_are_named_and_no_others() {
    let allowed = "https://studio.example.com, http://localhost:5173";
    let app = together().setting("ALLOWED_ORIGINS", allowed).start().await;
    let user = app.user(app.dealership(), &[]);
    let ours = preflight(&app, "http://localhost:5173").await;
    assert_eq!(ours.status, 200);
    assert_eq!(
        ours.header("access-control-allow-origin"),
        "http://localhost:5173"
    );
    assert!(ours.header("access-control-allow-methods").contains("PUT"));
    assert!(
        ours.header("access-control-allow-headers")
            .contains("if-match")
    );
    assert_eq!(ours.header("access-control-allow-credentials"), "");
    let theirs = preflight(&app, "https://elsewhere.example.com").await;
    assert_eq!(theirs.header("access-control-allow-origin"), "");
    let call = app
        .call(Method::GET, "/api/v1/deals")
        .by(&user)
        .header("origin", "https://studio.example.com");
    let answer = call.send().await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://studio.example.com"
    );
    assert!(
        answer
            .header("access-control-expose-headers")
            .contains("etag")
    );
}
