//! WebSockets: passed on to the service that holds them, in the same process and apart.

use futures_util::{SinkExt, StreamExt};
use http::Method;
use platform::testkit::TestApp;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::house::{apart, together};

async fn passes_on(app: &TestApp) {
    let address = format!("ws://{}/api/v1/live?ticket=a%20b", app.address);
    let (mut socket, answer) = connect_async(address).await.expect("it opens");
    assert_eq!(answer.status(), 101);
    let hello = socket.next().await.expect("a message").expect("a message");
    assert_eq!(hello, Message::text("ticket=a%20b"));
    // Longer than any buffer on the way, both ways.
    let long = "0123456789".repeat(30_000);
    for said in ["one", "two", &long] {
        socket.send(Message::text(said)).await.expect("sent");
        let back = socket.next().await.expect("a message").expect("a message");
        assert_eq!(back, Message::text(said));
    }
    socket.close(None).await.expect("closed");
    while let Some(Ok(_)) = socket.next().await {}
}

#[tokio::test]
async fn in_one_process() {
    passes_on(&together().start().await).await;
}

#[tokio::test]
async fn across_a_socket() {
    let (front, _behind) = apart().await;
    passes_on(&front).await;
}

#[tokio::test]
async fn the_service_may_say_no() {
    let (front, _behind) = apart().await;
    for app in [&front, &together().start().await] {
        let address = format!("ws://{}/api/v1/live?ticket=no", app.address);
        let Err(Error::Http(answer)) = connect_async(address).await else {
            panic!("it does not open");
        };
        assert_eq!(answer.status(), 401);
    }
}

#[tokio::test]
async fn nothing_else_leaves_http() {
    let app = together().start().await;
    let call = app
        .call(Method::GET, "/api/v1/auth/x")
        .header("connection", "upgrade")
        .header("upgrade", "h2c");
    let answer = call.send().await;
    assert_eq!(answer.status, 200);
    assert!(answer.json["headers"]["upgrade"].is_null());
    assert!(answer.json["headers"]["connection"].is_null());
}
