//! What the gateway says for the house: version, health, figures, document.

use platform::testkit::User;
use serde_json::json;

use super::house::together;

#[tokio::test]
async fn the_house_as_one() {
    let app = together().start().await;
    let nobody = User::nobody();
    let version = app.get("/api/v1/version", &nobody).await;
    assert_eq!((version.status, &version.json["api"]), (200, &json!("v1")));
    let health = app.get("/health", &nobody).await.json;
    assert_eq!(health["status"], "ok");
    assert_eq!(
        health["services"],
        json!({"customers": "ok", "deals": "ok", "identity": "ok", "inventory": "ok", "notifications": "ok"})
    );
    assert_eq!(app.get("/ready", &nobody).await.json["status"], "ready");
    let metrics = app.get("/metrics", &nobody).await;
    assert!(
        metrics
            .text()
            .contains(r#"service="gateway",method="GET",route="/api/v1/version",status="200""#)
    );

    let document = app.get("/api/v1/openapi.json", &nobody).await.json;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["paths"]["/api/v1/version"]["get"]["x-public"],
        true
    );
    assert!(document["paths"]["/api/v1/deals/take"]["post"].is_object());
    assert!(document["components"]["schemas"]["Taken"].is_object());
}
