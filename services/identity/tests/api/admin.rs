//! What whoever runs the machine does by function call, and what is swept.

use identity::admin::{self, NewDealership, NewPerson};
use identity::role::Role;
use platform::Job;

use crate::world::{PASSWORD, World, clearwater};

#[tokio::test]
async fn an_operator_finds_and_mends_accounts() {
    let world = World::begin().await;
    world.rival().await;
    let platform = world.platform();
    let names: Vec<String> = admin::dealerships(platform)
        .await
        .unwrap()
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(names, ["Harbor Motors", "Summit Autos"]);
    let found = admin::find_user(platform, "ANA@harbor.example")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.dealership, found.user),
        (world.harbor.dealership, world.harbor.admin)
    );
    assert_eq!(
        admin::find_user(platform, "nobody@harbor.example")
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        admin::rooftops(platform, world.harbor.dealership)
            .await
            .unwrap()[0]
            .code,
        "HM"
    );

    admin::set_password(platform, "ana@harbor.example", "copper meadow windmill")
        .await
        .unwrap();
    assert_eq!(
        world.login("ana@harbor.example", PASSWORD).await.status,
        401
    );
    assert_eq!(
        world
            .login("ana@harbor.example", "copper meadow windmill")
            .await
            .status,
        200
    );
    let refused = admin::set_password(platform, "ana@harbor.example", "short")
        .await
        .unwrap_err();
    assert_eq!(refused.errors()[0].code, "password_too_short");
    assert_eq!(
        admin::deactivate(platform, "nobody@harbor.example")
            .await
            .unwrap_err()
            .status(),
        404
    );
}

#[tokio::test]
async fn a_dealership_begins_whole_or_not_at_all() {
    let world = World::begin().await;
    let new = |email, password| NewDealership {
        name: "Half Motors",
        rooftop: clearwater("HF"),
        admin_name: "Hal Fraser",
        admin_email: email,
        admin_password: password,
    };
    for (email, password) in [
        ("ana@harbor.example", PASSWORD),
        ("hal@half.example", "Half-Motors-2026"),
    ] {
        let refused = admin::create_dealership(world.platform(), new(email, password))
            .await
            .unwrap_err();
        assert_eq!(refused.status(), 422);
    }
    assert_eq!(admin::dealerships(world.platform()).await.unwrap().len(), 1);
    let hal = NewPerson {
        email: "hal@harbor.example",
        name: "Hal",
        title: None,
        phone: None,
        roles: &[],
        rooftops: &[],
        password: PASSWORD,
    };
    let refused = admin::create_user(world.platform(), world.harbor.dealership, &hal)
        .await
        .unwrap_err();
    assert_eq!(refused.errors()[0].pointer, "/roles");
}

#[tokio::test]
async fn what_has_expired_is_swept_and_nothing_else() {
    let world = World::begin().await;
    let rival = world.rival().await;
    world.hire("bo@harbor.example", &[Role::Sales]).await;
    world.sign_in("bo@harbor.example").await;
    world.sign_in("rita@summit.example").await;
    world.login("nobody@harbor.example", "wrong").await;
    let count = async |table: &str| -> i64 {
        let owner = world.app.owner().await;
        owner
            .query_one(&format!("select count(*) from identity.{table}"), &[])
            .await
            .unwrap()
            .get(0)
    };
    let sweep = async || {
        let jobs: Vec<Job> = identity::jobs(world.platform());
        for job in jobs.iter().filter(|job| job.name == "expired sessions") {
            (job.run)().await.unwrap();
        }
    };
    world.wait(24 * 3600 + 1);
    world.sign_in("ana@harbor.example").await;
    sweep().await;
    assert_eq!(
        (count("sign_in_failures").await, count("sessions").await),
        (0, 3)
    );
    world.wait(29 * 24 * 3600);
    sweep().await;
    // The two of the first day are gone with their tokens, in both dealerships; the later one has a day left.
    assert_eq!(
        (count("sessions").await, count("refresh_tokens").await),
        (1, 1)
    );
    let (head, _) = admin::verify_audit(world.platform(), rival.dealership)
        .await
        .unwrap();
    assert_eq!(head.number, 4);
}
