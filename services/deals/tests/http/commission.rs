//! Commission plans by person: whom a plan is for, what may not be set, and the plan that counts for a deal.

use identity::role::Permission;
use platform::testkit::{Answer, User};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{MANAGER, World, id, path};

/// Who hires people; nobody gives a role more than they may themselves.
fn admin(world: &World) -> User {
    let all: Vec<&str> = Permission::ALL.iter().map(|it| it.code()).collect();
    world.person("Ana Ruiz", "admin", &all)
}

/// Somebody who works at every store of the dealership, as identity knows them.
async fn hired(world: &World, name: &str, roles: &[&str]) -> Uuid {
    let body = json!({
        "name": name, "email": format!("{}@harbor.example", name.to_lowercase().replace(' ', ".")),
        "roles": roles, "password": "copper meadow windmill",
    });
    let made = world
        .app
        .on("identity")
        .post("/users", &admin(world), body)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    id(&made)
}

fn plan(id: &str, users: &[Uuid], roles: &[&str]) -> Value {
    json!({
        "id": id, "name": format!("Plan {id}"), "front": [{"from": "0.00", "share": "0.20"}],
        "for": {"users": users, "roles": roles},
    })
}

async fn deal_of(world: &World, salesperson: Uuid) -> Answer {
    let body = json!({"rooftop_id": world.rooftop, "salesperson_id": salesperson});
    let made = world.app.post("/deals", &world.manager, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made
}

/// The id of the plan that a deal pays by, and why.
async fn paid_by(world: &World, deal: &Answer) -> (Value, Value) {
    let read = format!("{}/commission-plan", path(deal));
    let read = world.app.get(&read, &world.manager).await;
    assert_eq!(read.status, 200, "{}", read.text());
    assert_eq!(read.json["salesperson"], deal.json["salesperson"]);
    (
        read.json["plan"]["id"].clone(),
        read.json["because"].clone(),
    )
}

#[tokio::test]
async fn a_deal_pays_by_the_plan_of_its_salesperson() {
    let world = World::begin().await;
    let sam = hired(&world, "Sam Okafor", &["sales"]).await;
    let fay = hired(&world, "Fay Lindgren", &["finance"]).await;
    let gil = hired(&world, "Gil Moreno", &["general_manager"]).await;
    // Of two roles with a plan each, Robin is named in one of the plans.
    let robin = hired(&world, "Robin Achebe", &["sales", "finance"]).await;
    world
        .set(json!({
            "commission_plans": [plan("floor", &[], &["sales"]), plan("office", &[robin], &["finance"]),
                                 plan("house", &[], &[])],
            "commission_default": "house",
        }))
        .await;
    for (person, plan, because) in [
        (sam, "floor", "role"),
        (fay, "office", "role"),
        (robin, "office", "person"),
        (gil, "house", "default"),
    ] {
        let deal = deal_of(&world, person).await;
        assert_eq!(
            paid_by(&world, &deal).await,
            (json!(plan), json!(because)),
            "{plan}"
        );
    }

    // Another salesperson is another plan; without a default nobody else has one.
    let deal = deal_of(&world, sam).await;
    let body = json!({"salesperson_id": gil});
    let moved = world
        .app
        .put(&path(&deal), &world.manager, deal.etag(), body)
        .await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(paid_by(&world, &moved).await.0, "house");
    let none =
        json!({"commission_plans": [plan("floor", &[], &["sales"])], "commission_default": null});
    let set = world.try_to_set("\"1\"", none).await;
    assert_eq!(set.status, 200, "{}", set.text());
    assert_eq!(paid_by(&world, &moved).await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn a_plan_that_is_paid_by_comes_as_the_engine_takes_it() {
    let world = World::begin().await;
    let sam = hired(&world, "Sam Okafor", &["sales"]).await;
    let whole = json!({
        "id": "floor", "name": "Floor",
        "front": [{"from": "0.00", "share": "0.20"}, {"from": "1500.00", "share": "0.25"}],
        "back_share": "0.05", "minimum": "150.00", "per_product": [{"kind": "gap", "amount": "25.00"}],
        "unit_bonuses": [{"units_from": 10, "amount": "100.00"}],
    });
    let mut with_whom = whole.clone();
    with_whom["for"] = json!({"users": [sam]});
    world.set(json!({"commission_plans": [with_whom]})).await;
    let deal = deal_of(&world, sam).await;
    let read = format!("{}/commission-plan", path(&deal));
    let read = world.app.get(&read, &world.manager).await;
    let plan: desk::CommissionPlan =
        serde_json::from_value(read.json["plan"].clone()).expect("a plan of the engine");
    let expected: desk::CommissionPlan = serde_json::from_value(whole).expect("a plan");
    assert_eq!(plan, expected);
}

#[tokio::test]
async fn every_fault_of_whom_a_plan_is_for_is_named_at_once() {
    let world = World::begin().await;
    let sam = hired(&world, "Sam Okafor", &["sales"]).await;
    let robin = hired(&world, "Robin Achebe", &["desk_manager", "finance"]).await;
    let nobody = Uuid::now_v7();
    let bad = json!({
        "commission_plans": [
            plan("floor", &[sam, nobody], &["sales"]),
            plan("second", &[sam], &["sales", "janitor"]),
            plan("desk", &[], &["desk_manager"]),
            plan("office", &[], &["office", "finance"]),
            plan("idle", &[], &[]),
        ],
        "commission_default": "none-of-these",
    });
    let refused = world.try_to_set("\"0\"", bad).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let mut found = refused.faults();
    found.sort_unstable();
    let mut expected = vec![
        ("/commission_default", "unknown"),
        ("/commission_plans/0/for/users/1", "unknown"),
        ("/commission_plans/1/for/users/0", "doubled"),
        ("/commission_plans/1/for/roles/0", "doubled"),
        ("/commission_plans/1/for/roles/1", "unknown"),
        // Robin is of the desk and of finance: two plans would pay one person.
        ("/commission_plans/3/for/roles/1", "doubled"),
        ("/commission_plans/4/for", "required"),
    ];
    expected.sort_unstable();
    assert_eq!(found, expected, "{}", refused.text());
    assert!(
        refused.text().contains("Robin Achebe"),
        "{}",
        refused.text()
    );
    assert!(!refused.text().contains(&robin.to_string()));

    // A person of another dealership is nobody here.
    let stranger = world.stranger().await;
    let theirs = json!({"commission_plans": [plan("floor", &[stranger.id], &[])]});
    let refused = world.try_to_set("\"0\"", theirs).await;
    assert_eq!(
        refused.faults(),
        [("/commission_plans/0/for/users/0", "unknown")]
    );
}

/// Who left keeps nobody from setting a fee; a plan that is written anew names them no more.
#[tokio::test]
async fn plans_that_stood_hold_when_somebody_leaves() {
    let world = World::begin().await;
    let sam = hired(&world, "Sam Okafor", &["sales"]).await;
    let plans = json!([plan("floor", &[sam], &[])]);
    world.set(json!({"commission_plans": plans})).await;
    let identity = world.app.on("identity");
    let left = format!("/users/{sam}");
    let left = identity
        .call(http::Method::DELETE, &left)
        .by(&admin(&world))
        .header("if-match", "\"1\"")
        .send()
        .await;
    assert_eq!(left.status, 200, "{}", left.text());

    let fee = json!({"commission_plans": plans, "doc_fee": "799.00"});
    let set = world.try_to_set("\"1\"", fee).await;
    assert_eq!(set.status, 200, "{}", set.text());
    let other = json!({"commission_plans": [plan("other", &[sam], &[])]});
    let refused = world.try_to_set("\"2\"", other).await;
    assert_eq!(
        refused.faults(),
        [("/commission_plans/0/for/users/0", "unknown")]
    );
}

#[tokio::test]
async fn settings_from_before_pay_everybody_by_the_first_plan() {
    let world = World::begin().await;
    let sam = hired(&world, "Sam Okafor", &["sales"]).await;
    let deal = deal_of(&world, sam).await;
    let before = json!({
        "commission_plans": [
            {"id": "first", "name": "Sales", "front": [], "per_product": [], "unit_bonuses": []},
            {"id": "second", "name": "Finance", "front": [], "per_product": [], "unit_bonuses": []},
        ],
    });
    let owner = world.app.owner().await;
    owner
        .execute(
            "insert into deals.desk_settings (dealership_id, rooftop_id, version, actor_id, actor_name, content)
             values ($1, $2, 1, $3, 'Ana Ruiz', $4::text::json)",
            &[
                &world.dealership,
                &world.rooftop,
                &world.manager.id,
                &before.to_string(),
            ],
        )
        .await
        .expect("a row");
    assert_eq!(
        paid_by(&world, &deal).await,
        (json!("first"), json!("default"))
    );
    let settings = format!("/desk/settings?rooftop_id={}", world.rooftop);
    let read = world.app.get(&settings, &world.manager).await;
    assert_eq!(read.json["commission_default"], "first");
}

#[tokio::test]
async fn who_may_not_see_the_gross_sees_no_plan() {
    let world = World::begin().await;
    world
        .set(json!({"commission_plans": [plan("house", &[], &[])], "commission_default": "house"}))
        .await;
    let deal = world.deal_of(&world.sales).await;
    let read = format!("{}/commission-plan", path(&deal));
    assert_eq!(world.app.get(&read, &world.sales).await.status, 403);
    let settings = format!("/desk/settings?rooftop_id={}", world.rooftop);
    let known = world.app.get(&settings, &world.sales).await;
    assert_eq!(known.status, 200, "{}", known.text());
    for hidden in ["commission_plans", "commission_default"] {
        assert!(known.json.get(hidden).is_none(), "{hidden}");
    }

    // One who sets without seeing keeps what is set, and says nothing of it.
    let setter = ["settings.manage", "deals.read_all"];
    let setter = world.person("Otis Bell", "office", &setter);
    let update = format!("/desk/settings/{}", world.rooftop);
    let set = world
        .app
        .put(
            &update,
            &setter,
            "\"1\"",
            json!({"commission_default": "house"}),
        )
        .await;
    assert_eq!(
        (set.status, set.faults()),
        (403, vec![("/commission_default", "forbidden")])
    );
    let set = world
        .app
        .put(&update, &setter, "\"1\"", json!({"doc_fee": "799.00"}))
        .await;
    assert_eq!(set.status, 200, "{}", set.text());
    assert!(!set.text().contains("house"), "{}", set.text());
    assert_eq!(paid_by(&world, &deal).await.0, "house");

    // Nor does one of another dealership, whatever they may see there.
    let stranger = world.stranger().await;
    assert!(MANAGER.contains(&"deals.see_gross"));
    assert_eq!(world.app.get(&read, &stranger).await.status, 404);
}
