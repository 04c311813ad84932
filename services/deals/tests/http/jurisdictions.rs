//! The law in words over HTTP.

use serde_json::Value;

use crate::world::World;

#[tokio::test]
async fn every_jurisdiction_is_listed_and_can_be_read() {
    let world = World::begin().await;
    let list = world.app.get("/tax/jurisdictions", &world.sales).await;
    assert_eq!(list.status, 200, "{}", list.text());
    let all = list.json["jurisdictions"].as_array().expect("a list");
    assert_eq!(all.len(), tax::jurisdictions().count());
    assert_eq!(list.json["rules_version"], tax::rules_version());

    for code in ["OH", "US-OH", "us-oh"] {
        let path = format!("/tax/jurisdictions/{code}");
        let ohio = world.app.get(&path, &world.sales).await;
        assert_eq!(ohio.status, 200, "{}", ohio.text());
        assert_eq!(ohio.json["name"], "Ohio");
        // R.C. 5739.02: 5.75 %.
        assert_eq!(ohio.json["taxes"][0]["rates"][0]["says"], "5.75 %");
        assert_eq!(
            ohio.json["taxes"][0]["rates"][0]["citation"],
            "R.C. 5739.02"
        );
    }
}

#[tokio::test]
async fn the_history_tells_a_change_of_rate_with_its_day() {
    let world = World::begin().await;
    let path = "/tax/jurisdictions/OH/history";
    let history = world.app.get(path, &world.sales).await;
    assert_eq!(history.status, 200, "{}", history.text());
    // R.C. 5739.023: the transit levy in Franklin County from 2025-04-01.
    let is_levy =
        |change: &&Value| change["about"] == "Franklin County" && change["on"] == "2025-04-01";
    let levy = history
        .json
        .as_array()
        .expect("changes")
        .iter()
        .find(is_levy);
    let levy = levy.expect("the levy");
    assert_eq!(
        (&levy["before"], &levy["after"]),
        (&"1.75 %".into(), &"2.25 %".into())
    );
}

#[tokio::test]
async fn an_unknown_code_is_not_found() {
    let world = World::begin().await;
    for path in ["/tax/jurisdictions/ZZ", "/tax/jurisdictions/Ohio/history"] {
        let answer = world.app.get(path, &world.sales).await;
        assert_eq!(answer.status, 404, "{}", answer.text());
        assert!(answer.text().contains("none of the jurisdictions"));
    }
}
