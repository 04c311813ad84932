//! The vehicle of a deal moves with it: contracted reserves, cancelled frees, delivered sells.

use platform::Service;
use platform::auth::Caller;
use platform::migrate::Migration;
use platform::testkit::{Answer, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{House, location};

/// A publisher of facts under the name of the deals service, with nothing else in it.
fn deals() -> Service {
    const NOTHING: &[Migration] = &[Migration {
        name: "0001_nothing",
        sql: "select 1",
    }];
    Service::new("deals", "Publishes what a test says.", NOTHING, |_| {
        Default::default()
    })
}

async fn open() -> House {
    House::open_with(TestApp::start([inventory::service(), deals()]).await)
}

impl House {
    /// Says what became of a deal and carries it to whoever wants to hear it.
    async fn tell(&self, kind: &str, deal: Uuid, vehicle: &Value) {
        let data = json!({"number": "HM-1042", "rooftop_id": self.rooftop, "vehicle_id": vehicle,
                          "customer_id": null, "actor": self.clerk.id, "reason": null});
        let caller = Caller::house(self.clerk.dealership);
        let tx = self
            .app
            .platform("deals")
            .db()
            .tenant_tx(&caller)
            .await
            .unwrap();
        tx.publish(kind, deal, &data).await.unwrap();
        tx.commit().await.unwrap();
        self.app.deliver_events().await;
    }

    /// What the relay could not deliver, as the housekeeper sees it.
    async fn parked(&self) -> Vec<Value> {
        let housekeeper = self.app.user(self.clerk.dealership, &["settings.manage"]);
        let list = self
            .app
            .on("deals")
            .get("/internal/parked", &housekeeper)
            .await;
        list.json["items"].as_array().unwrap().clone()
    }

    /// Lets every pause between two tries be over, until nothing is waiting any more.
    async fn until_given_up(&self) {
        let owner = self.app.owner().await;
        let waiting = "update deals.delivery set next_attempt_at = now()
                       where delivered_at is null and parked_at is null";
        while owner.execute(waiting, &[]).await.unwrap() > 0 {
            self.app.deliver_events().await;
        }
    }
}

fn standing(answer: &Answer) -> (String, Value) {
    (
        answer.json["status"].as_str().unwrap().to_owned(),
        answer.json["deal_id"].clone(),
    )
}

fn at(status: &str, deal: Option<Uuid>) -> (String, Value) {
    (status.to_owned(), json!(deal))
}

#[tokio::test]
async fn a_contracted_deal_reserves_its_vehicle_and_delivery_sells_it() {
    let house = open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let (path, id, deal) = (location(&entered), &entered.json["id"], Uuid::now_v7());
    house.tell("deal.contracted", deal, id).await;
    let reserved = house.read(&path).await;
    assert_eq!(standing(&reserved), at("reserved", Some(deal)));
    assert_eq!(reserved.etag(), "\"2\"");
    // Nobody takes it from the deal by hand.
    for to in ["available", "sold", "hold"] {
        assert_eq!(
            house.step(&path, to, Some("Mine")).await.status,
            409,
            "{to}"
        );
    }
    assert_eq!(
        house.act("DELETE", &path, reserved.etag()).await.status,
        409
    );
    house.tell("deal.delivered", deal, id).await;
    assert_eq!(standing(&house.read(&path).await), at("sold", Some(deal)));
    let steps = house.read(&format!("{path}/status")).await;
    let last = &steps.json["items"][0];
    assert_eq!(
        (&last["from"], &last["to"]),
        (&json!("reserved"), &json!("sold"))
    );
    assert_eq!(
        (&last["reason"], &last["deal_id"]),
        (&json!("Deal HM-1042 delivered"), &json!(deal))
    );
    assert_eq!(
        (&last["actor_id"], &last["actor_name"]),
        (&json!(null), &json!("Autolytiq"))
    );
}

#[tokio::test]
async fn a_cancelled_deal_frees_only_what_it_holds() {
    let house = open().await;
    let coming = house
        .enter(house.vehicle("A", json!({"status": "in_transit"})))
        .await;
    let (path, id, deal) = (location(&coming), &coming.json["id"], Uuid::now_v7());
    house.tell("deal.contracted", deal, id).await;
    house.tell("deal.cancelled", Uuid::now_v7(), id).await;
    assert_eq!(
        standing(&house.read(&path).await),
        at("reserved", Some(deal)),
        "another deal's end"
    );
    house.tell("deal.cancelled", deal, id).await;
    assert_eq!(
        standing(&house.read(&path).await),
        at("in_transit", None),
        "back on its way"
    );
    house.tell("deal.cancelled", deal, id).await;
    assert_eq!(
        house.read(&path).await.etag(),
        "\"3\"",
        "heard twice, done once"
    );
    assert_eq!(house.parked().await, Vec::<Value>::new());
}

#[tokio::test]
async fn the_same_fact_twice_reserves_once_and_a_deal_without_vehicle_is_fine() {
    let house = open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let (path, id, deal) = (location(&entered), &entered.json["id"], Uuid::now_v7());
    house.tell("deal.contracted", deal, id).await;
    house.tell("deal.contracted", deal, id).await;
    assert_eq!(house.read(&path).await.etag(), "\"2\"");
    house
        .tell("deal.contracted", Uuid::now_v7(), &json!(null))
        .await;
    house
        .tell("deal.delivered", Uuid::now_v7(), &json!(null))
        .await;
    house.until_given_up().await;
    assert_eq!(house.parked().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_vehicle_that_is_gone_parks_the_fact_with_its_reason() {
    let house = open().await;
    let entered = house.enter(house.vehicle("A7", json!({}))).await;
    let (path, id) = (location(&entered), &entered.json["id"]);
    let (first, late) = (Uuid::now_v7(), Uuid::now_v7());
    house.tell("deal.contracted", first, id).await;
    house.tell("deal.delivered", first, id).await;
    house.tell("deal.contracted", late, id).await;
    house.until_given_up().await;
    let parked = house.parked().await;
    assert_eq!(parked.len(), 1);
    assert_eq!(
        (&parked[0]["kind"], &parked[0]["subject"]),
        (&json!("deal.contracted"), &json!(late))
    );
    let reason = parked[0]["reason"].as_str().unwrap();
    assert!(reason.contains("A7") && reason.contains("sold"), "{reason}");
    assert_eq!(
        standing(&house.read(&path).await),
        at("sold", Some(first)),
        "nothing half done"
    );
}

#[tokio::test]
async fn a_parked_contract_that_is_sent_again_after_its_deal_was_cancelled_does_nothing() {
    let house = open().await;
    let entered = house.enter(house.vehicle("A", json!({}))).await;
    let (path, id) = (location(&entered), &entered.json["id"]);
    let (first, late) = (Uuid::now_v7(), Uuid::now_v7());
    house.tell("deal.contracted", first, id).await;
    house.tell("deal.contracted", late, id).await;
    house.until_given_up().await;
    assert_eq!(house.parked().await.len(), 1);
    house.tell("deal.cancelled", late, id).await;
    house.tell("deal.cancelled", first, id).await;
    assert_eq!(standing(&house.read(&path).await), at("available", None));
    let parked = house.parked().await;
    let again = format!(
        "/internal/parked/{}/{}/replay",
        parked[0]["event_id"].as_str().unwrap(),
        parked[0]["subscriber"].as_str().unwrap()
    );
    let housekeeper = house.app.user(house.clerk.dealership, &["settings.manage"]);
    assert_eq!(
        house
            .app
            .on("deals")
            .post(&again, &housekeeper, json!({}))
            .await
            .status,
        202
    );
    house.app.deliver_events().await;
    assert_eq!(house.parked().await, Vec::<Value>::new());
    assert_eq!(
        standing(&house.read(&path).await),
        at("available", None),
        "the deal is no more"
    );
}
