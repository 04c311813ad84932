//! What comes in: every fault at once, exactly where it is.

use axum::body::{Body, Bytes};
use http::Method;
use platform::testkit::{Answer, TestApp, User};
use serde_json::json;

use super::notes;

async fn app() -> (TestApp, User) {
    let app = TestApp::start([notes::service()]).await;
    let user = app.user(app.dealership(), &["notes.read", "notes.write"]);
    (app, user)
}

async fn post_text(app: &TestApp, user: &User, text: &str) -> Answer {
    app.call(Method::POST, "/notes")
        .by(user)
        .body("application/json", text.to_owned())
        .send()
        .await
}

#[tokio::test]
async fn all_faults_at_once_with_pointers() {
    let (app, user) = app().await;
    let answer = app
        .post(
            "/notes",
            &user,
            json!({
                "text": "",
                "shelf": "a1",
                "price": "1.005",
                "stars": 6,
                "colour": "blue",
                "from": "ann@",
                "due": "2026-02-30",
                "about": "1",
                "tags": [{"name": 5, "wait": 1}, {}, {}],
                "kind": {"is": "reminder", "on": "soon", "number": "1"},
                "a/b~c": 1,
            }),
        )
        .await;
    assert_eq!((answer.status, answer.problem()), (422, "invalid-input"));
    let mut faults = answer.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/about", "format"),
            ("/a~1b~0c", "unknown_field"),
            ("/colour", "enum"),
            ("/due", "format"),
            ("/from", "format"),
            ("/kind/number", "unknown_field"),
            ("/kind/on", "format"),
            ("/price", "format"),
            ("/shelf", "pattern"),
            ("/stars", "too_large"),
            ("/tags", "too_many"),
            ("/text", "too_short"),
        ]
    );
    let owner = app.owner().await;
    let kept: i64 = owner
        .query_one("select count(*) from notes.notes", &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn items_and_children_have_their_own_pointers() {
    let (app, user) = app().await;
    let body =
        json!({"text": "a", "tags": [{"name": "x"}, {"name": 5, "wait": 1}], "child": {"text": 1}});
    let answer = app.post("/notes", &user, body).await;
    let mut faults = answer.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/child/text", "type"),
            ("/tags/1/name", "type"),
            ("/tags/1/wait", "unknown_field")
        ]
    );
    let missing = app.post("/notes", &user, json!({"tags": [{}]})).await;
    assert_eq!(
        missing.faults(),
        [("/tags/0/name", "required"), ("/text", "required")]
    );
}

#[tokio::test]
async fn money_is_judged_by_its_text() {
    let (app, user) = app().await;
    for good in [
        "\"35000.00\"",
        "\"-5\"",
        "35000",
        "35000.5",
        "35000.50",
        "null",
    ] {
        let answer = post_text(&app, &user, &format!("{{\"text\":\"a\",\"price\":{good}}}")).await;
        assert_eq!(answer.status, 201, "{good}: {}", answer.text());
    }
    for bad in [
        "\"35,000.00\"",
        "\"$5\"",
        "\"1.005\"",
        "1.005",
        "1e3",
        "1.0E2",
        "\"\"",
        "\" 5\"",
        "\"1.\"",
        "true",
    ] {
        let answer = post_text(&app, &user, &format!("{{\"text\":\"a\",\"price\":{bad}}}")).await;
        assert_eq!(answer.status, 422, "{bad}");
        assert_eq!(answer.faults()[0].0, "/price", "{bad}");
    }
}

#[tokio::test]
async fn whole_numbers_are_whole() {
    let (app, user) = app().await;
    for bad in ["1.0", "1.5", "1e0", "99999999999999999999", "\"3\"", "0"] {
        let answer = post_text(&app, &user, &format!("{{\"text\":\"a\",\"stars\":{bad}}}")).await;
        assert_eq!(answer.status, 422, "{bad}");
    }
    assert_eq!(
        post_text(&app, &user, "{\"text\":\"a\",\"stars\":5}")
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn doubled_fields_and_impossible_text_are_refused() {
    let (app, user) = app().await;
    let doubled = post_text(&app, &user, r#"{"text":"a","text":"b"}"#).await;
    assert_eq!(doubled.faults(), [("/text", "duplicate_field")]);
    let nul = post_text(&app, &user, r#"{"text":"a\u0000b"}"#).await;
    assert_eq!(nul.faults(), [("/text", "format")]);
    let half = post_text(&app, &user, r#"{"text":"\ud800"}"#).await;
    assert_eq!(half.faults(), [("/text", "format")]);
    let null = post_text(&app, &user, r#"{"text":null}"#).await;
    assert_eq!(null.faults(), [("/text", "type")]);
    let long = app
        .post("/notes", &user, json!({"text": "é".repeat(201)}))
        .await;
    assert_eq!(long.faults(), [("/text", "too_long")]);
    assert_eq!(
        app.post("/notes", &user, json!({"text": "é".repeat(200)}))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn depth_is_limited() {
    let (app, user) = app().await;
    let deep = format!(
        "{}{}{}",
        "{\"text\":\"a\",\"child\":".repeat(60),
        "{\"text\":\"a\"}",
        "}".repeat(60)
    );
    let answer = post_text(&app, &user, &deep).await;
    assert_eq!((answer.status, answer.faults()[0].1), (422, "too_deep"));
    let brackets = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let answer = post_text(&app, &user, &brackets).await;
    assert!(matches!(answer.status, 400 | 422), "{}", answer.status);
}

#[tokio::test]
async fn what_is_not_json_is_400() {
    let (app, user) = app().await;
    for bad in [
        "",
        "{",
        "{\"text\":\"a\"} x",
        "{'text':'a'}",
        "NaN",
        "{\"text\":\"a\",}",
    ] {
        let answer = post_text(&app, &user, bad).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (400, "bad-request"),
            "{bad}"
        );
    }
    let answer = app
        .call(Method::POST, "/notes")
        .by(&user)
        .body("application/json", vec![0xff, 0xfe])
        .send()
        .await;
    assert_eq!(answer.status, 400);
    let array = post_text(&app, &user, "[]").await;
    assert_eq!(array.faults(), [("", "type")]);
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_413_with_and_without_a_length() {
    let (app, user) = app().await;
    let megabytes = format!("{{\"text\":\"{}\"}}", "a".repeat(20 * 1024 * 1024));
    let known = app
        .call(Method::POST, "/notes")
        .by(&user)
        .body("application/json", megabytes)
        .send()
        .await;
    assert_eq!((known.status, known.problem()), (413, "too-large"));
    let pieces = futures_util::stream::iter(
        (0..1100).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1024]))),
    );
    let chunked = app
        .call(Method::POST, "/notes")
        .by(&user)
        .body("application/json", Body::from_stream(pieces))
        .send()
        .await;
    assert_eq!((chunked.status, chunked.problem()), (413, "too-large"));
}

#[tokio::test]
async fn other_media_types_are_415_and_406() {
    let (app, user) = app().await;
    let form = app
        .call(Method::POST, "/notes")
        .by(&user)
        .body("application/x-www-form-urlencoded", "text=a");
    let form = form.send().await;
    assert_eq!(
        (form.status, form.problem()),
        (415, "unsupported-media-type")
    );
    let none = app.call(Method::POST, "/notes").by(&user).send().await;
    assert_eq!(none.status, 415);
    let charset = app.call(Method::POST, "/notes").by(&user);
    let charset = charset
        .body("application/json; charset=utf-8", "{\"text\":\"a\"}")
        .send()
        .await;
    assert_eq!(charset.status, 201);

    let picky = |accept: &'static str| {
        app.call(Method::GET, "/notes")
            .by(&user)
            .header("accept", accept)
            .send()
    };
    assert_eq!(picky("text/html").await.problem(), "not-acceptable");
    assert_eq!(picky("text/html, */*;q=0.1").await.status, 200);
    assert_eq!(picky("application/json").await.status, 200);
    let html = app
        .call(Method::GET, "/hello")
        .header("accept", "text/html")
        .send()
        .await;
    assert_eq!(html.status, 200);
    let json = app
        .call(Method::GET, "/hello")
        .header("accept", "application/json")
        .send()
        .await;
    assert_eq!(json.status, 406);
}

#[tokio::test]
async fn query_parameters_are_typed_and_unknown_ones_refused() {
    let (app, user) = app().await;
    let answer = app
        .get(
            "/notes?limit=0&colour=blue&archived=maybe&q=a&sort=x&cursor=%21&limit=3",
            &user,
        )
        .await;
    assert_eq!(answer.status, 422);
    let mut faults = answer.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/archived", "type"),
            ("/colour", "enum"),
            ("/limit", "duplicate_field"),
            ("/limit", "too_small"),
            ("/q", "too_short"),
            ("/sort", "unknown_parameter"),
        ]
    );
    for bad in ["limit=201", "limit=1.5", "limit=abc", "limit="] {
        assert_eq!(
            app.get(&format!("/notes?{bad}"), &user).await.status,
            422,
            "{bad}"
        );
    }
    assert_eq!(
        app.get("/notes?cursor=%21", &user).await.faults(),
        [("/cursor", "format")]
    );
    assert_eq!(
        app.get("/notes?limit=200&archived=true&colour=red&q=a%20b", &user)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let (app, user) = app().await;
    for number in 0..5 {
        app.post("/notes", &user, json!({"text": format!("note {number}")}))
            .await;
    }
    let mut seen = Vec::new();
    let mut path = "/notes?limit=2".to_owned();
    loop {
        let page = app.get(&path, &user).await;
        let items = page.json["items"].as_array().unwrap().clone();
        assert!(items.len() <= 2);
        seen.extend(
            items
                .into_iter()
                .map(|note| note["text"].as_str().unwrap().to_owned()),
        );
        match page.json["next_cursor"].as_str() {
            Some(cursor) => path = format!("/notes?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, ["note 0", "note 1", "note 2", "note 3", "note 4"]);
}
