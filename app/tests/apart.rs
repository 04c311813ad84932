//! The same house in six processes: each service by `autolytiq serve`, calling the others over HTTP.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use futures_util::{SinkExt, StreamExt};
use platform::testkit::{Front, TestApp, User};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

const SERVICES: [(&str, &str); 6] = [
    ("identity", "IDENTITY_SERVICE_URL"),
    ("customers", "CUSTOMER_SERVICE_URL"),
    ("inventory", "INVENTORY_SERVICE_URL"),
    ("deals", "DEAL_SERVICE_URL"),
    ("notifications", "NOTIFICATION_SERVICE_URL"),
    ("gateway", "GATEWAY_URL"),
];
const PASSWORD: &str = "copper-kettle-on-the-stove";

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    held.map(|listener| listener.local_addr().expect("its address").port())
}

/// Starts a service and waits until its log says that it listens.
fn serve(service: &str, port: u16, environment: &[(String, String)]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_autolytiq"))
        .args(["serve", service])
        .env_clear()
        .envs(environment.iter().cloned())
        .env("PORT", port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut log = BufReader::new(child.stderr.take().expect("its log"))
        .lines()
        .map_while(Result::ok);
    let running = Running(child);
    let mut said = Vec::new();
    for line in log.by_ref() {
        if line.contains("listening") {
            // What it says from now on is read away, so that it never waits for a reader.
            std::thread::spawn(move || log.for_each(drop));
            return running;
        }
        said.push(line);
    }
    panic!("{service} ended before it listened: {said:?}");
}

#[tokio::test]
async fn six_processes_are_one_house() {
    // Only for its database, which the six processes share; a schema and a role each.
    let ground = TestApp::start([
        gateway::service(),
        identity::service(),
        customers::service(),
        inventory::service(),
        deals::service(),
        notifications::service(),
    ])
    .await;
    identity::admin::create_dealership(
        ground.platform("identity"),
        identity::admin::NewDealership {
            name: "Harbor",
            rooftop: serde_json::from_value(json!({
                "name": "Harbor Clearwater", "code": "HM", "timezone": "America/New_York", "default_doc_fee": "899.00",
                "address": { "street": "1 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
            }))
            .expect("a rooftop"),
            admin_name: "Ada Minor",
            admin_email: "ada@harbor.example",
            admin_password: PASSWORD,
        },
    )
    .await
    .expect("founded");

    let ports = free_ports::<6>();
    let mut environment: Vec<(String, String)> = ground
        .environment()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    for ((_, variable), port) in SERVICES.iter().zip(ports).take(5) {
        environment.push(((*variable).to_owned(), format!("http://127.0.0.1:{port}")));
    }
    let _running: Vec<Running> = SERVICES
        .iter()
        .zip(ports)
        .map(|((service, _), port)| serve(service, port, &environment))
        .collect();

    let door = ground.at(ports[5]);
    let signed_in = door
        .post(
            "/api/v1/auth/login",
            &User::nobody(),
            json!({ "email": "ada@harbor.example", "password": PASSWORD }),
        )
        .await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.text());
    let ada = User::with_token(signed_in.json["access_token"].as_str().expect("a token"));
    let rooftops = door.get("/api/v1/rooftops", &ada).await;
    let vehicle = door
        .post(
            "/api/v1/vehicles",
            &ada,
            json!({
                "rooftop_id": rooftops.json["items"][0]["id"], "stock_number": "H1", "vin": "5GZCZ43D13S812715",
                "condition": "used", "class": "light_truck", "year": 2003, "make": "Saturn", "model": "Vue",
                "list_price": "9000.00", "cost": "7000.00",
            }),
        )
        .await;
    assert_eq!(vehicle.status, 201, "{}", vehicle.text());

    // deals asks identity for the store and inventory for the vehicle, each over HTTP.
    let deal = door
        .post("/api/v1/deals", &ada, json!({ "rooftop_id": rooftops.json["items"][0]["id"], "vehicle_id": vehicle.json["id"] }))
        .await;
    assert_eq!(deal.status, 201, "{}", deal.text());
    assert_eq!(
        deal.json["structures"][0]["figures"]["selling_price"],
        "9000.00"
    );
    follows_along(&door, &ada, &deal.json).await;
    let ready = door.get("/ready", &User::nobody()).await;
    assert_eq!(ready.status, 200, "{}", ready.text());
}

/// A socket through the gateway's process to that of notifications, which asks deals, and hears from it over HTTP.
async fn follows_along(door: &Front, ada: &User, deal: &Value) {
    let ticket = door.post("/api/v1/live/tickets", ada, json!({})).await;
    let ticket = ticket.json["ticket"].as_str().expect("a ticket");
    let address = format!("ws://{}/api/v1/live?ticket={ticket}", door.address);
    let (mut socket, _) = connect_async(address).await.expect("it opens");
    let id = deal["id"].as_str().expect("an id");
    let watch = json!({ "watch": { "deal": id } }).to_string();
    socket.send(Message::text(watch)).await.expect("sent");
    loop {
        let heard = socket.next().await.expect("a message").expect("a message");
        if heard.into_text().expect("a text").contains("\"watching\"") {
            break;
        }
    }
    let copy = json!({ "copy_of": deal["structures"][0]["id"] });
    let added = door
        .post(&format!("/api/v1/deals/{id}/structures"), ada, copy)
        .await;
    assert_eq!(added.status, 201, "{}", added.text());
    loop {
        let heard = socket.next().await.expect("a message").expect("a message");
        let heard: Value = serde_json::from_str(&heard.into_text().expect("a text")).expect("JSON");
        if let Some(changed) = heard.get("changed") {
            assert_eq!(
                (&changed["act"], &changed["structure_id"]),
                (&json!("structure_added"), &added.json["id"])
            );
            return;
        }
    }
}
