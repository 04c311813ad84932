//! Signing keys: published, rotated without anybody noticing, sealed; and tokens that are not ours.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::admin;
use platform::auth::Claims;
use platform::auth::issue::Signer;
use platform::testkit::User;
use serde_json::{Value, json};

use crate::world::{NOON, World};

const DAY: u64 = 24 * 3600;

async fn kids(world: &World) -> Vec<String> {
    let set = world
        .app
        .get("/.well-known/jwks.json", &User::nobody())
        .await;
    assert_eq!(set.status, 200, "{}", set.text());
    set.json["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn kid_of(user: &User) -> String {
    let token = user.token.as_deref().unwrap();
    let header = URL_SAFE_NO_PAD
        .decode(token.split('.').next().unwrap())
        .unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    assert_eq!(
        (&header["alg"], &header["typ"]),
        (&json!("EdDSA"), &json!("at+jwt"))
    );
    header["kid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn keys_are_published_without_their_private_half() {
    let world = World::begin().await;
    let set = world
        .app
        .get("/.well-known/jwks.json", &User::nobody())
        .await;
    let key = &set.json["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (
            &json!("OKP"),
            &json!("Ed25519"),
            &json!("EdDSA"),
            &json!("sig")
        )
    );
    assert!(key.get("d").is_none());
    let public = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
    assert_eq!(public.len(), 32);
    let owner = world.app.owner().await;
    let sealed: Vec<u8> = owner
        .query_one("select sealed_private_key from identity.signing_keys", &[])
        .await
        .unwrap()
        .get(0);
    // PKCS#8 of Ed25519 holds the public key in the clear; nothing of it may show.
    assert!(!sealed.windows(32).any(|window| window == public));
}

#[tokio::test]
async fn a_new_key_is_announced_takes_over_and_the_old_one_goes() {
    let world = World::begin().await;
    let before = world.ana().await;
    let old = kid_of(&before);
    assert_eq!(kids(&world).await, std::slice::from_ref(&old));

    world.wait(30 * DAY - 600);
    let announced = kids(&world).await;
    assert_eq!(announced.len(), 2);
    // Announced, not yet signing.
    assert_eq!(kid_of(&world.ana().await), old);
    world.wait(600);
    let signed_by_new = world.ana().await;
    assert_ne!(kid_of(&signed_by_new), old);
    assert_eq!(kid_of(&signed_by_new), announced[1]);
    assert_eq!(world.app.get("/me", &signed_by_new).await.status, 200);
    // The old one stays for the tokens it signed, and then goes.
    world.wait(30 * 60 - 1);
    assert_eq!(kids(&world).await.len(), 2);
    world.wait(61);
    assert_eq!(kids(&world).await, [announced[1].clone()]);
}

#[tokio::test]
async fn a_token_of_the_old_key_is_good_until_it_dies_of_age() {
    let world = World::begin().await;
    world.ana().await;
    admin::rotate_keys(world.platform(), false).await.unwrap();
    world.wait(599);
    let last_of_old = world.ana().await;
    world.wait(1);
    let first_of_new = world.ana().await;
    assert_ne!(kid_of(&last_of_old), kid_of(&first_of_new));
    for user in [&last_of_old, &first_of_new] {
        assert_eq!(world.app.get("/me", user).await.status, 200);
    }
    world.wait(15 * 60 - 1);
    assert_eq!(world.app.get("/me", &last_of_old).await.status, 401);
}

#[tokio::test]
async fn keys_that_are_no_longer_trusted_go_at_once() {
    let world = World::begin().await;
    let ana = world.sign_in("ana@harbor.example").await;
    assert_eq!(world.app.get("/me", &ana.user).await.status, 200);
    admin::rotate_keys(world.platform(), true).await.unwrap();
    // Every process asks for the keys again within five minutes.
    world.wait(301);
    assert_eq!(world.app.get("/me", &ana.user).await.status, 401);
    let again = crate::world::signed_in(world.refresh(&ana.refresh_token).await);
    assert_eq!(world.app.get("/me", &again.user).await.status, 200);
}

#[tokio::test]
async fn a_token_dies_to_the_second() {
    let world = World::begin().await;
    let ana = world.ana().await;
    world.wait(899);
    assert_eq!(world.app.get("/me", &ana).await.status, 200);
    world.wait(1);
    let dead = world.app.get("/me", &ana).await;
    assert_eq!((dead.status, dead.problem()), (401, "invalid-token"));
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let world = World::begin().await;
    let ana = world.ana().await;
    let token = ana.token.clone().unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let encode = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    assert_eq!(claims["sub"], ana.id.to_string());
    claims["name"] = json!("Somebody Else");
    let none = encode(json!({ "alg": "none", "typ": "at+jwt" }));
    let hs = encode(json!({ "alg": "HS256", "typ": "at+jwt", "kid": kid_of(&ana) }));

    let stranger = Signer::generate().unwrap();
    let own = Claims::new(ana.id, world.harbor.dealership, "Ana", NOON, 900);
    let unknown_key = stranger.sign(&own).unwrap();
    let unknown: Vec<&str> = unknown_key.split('.').collect();

    for (what, forged) in [
        (
            "changed claims",
            format!("{}.{}.{}", parts[0], encode(claims.clone()), parts[2]),
        ),
        ("alg none", format!("{none}.{}.", parts[1])),
        (
            "alg none with the old signature",
            format!("{none}.{}.{}", parts[1], parts[2]),
        ),
        (
            "another algorithm",
            format!("{hs}.{}.{}", parts[1], parts[2]),
        ),
        ("a key that is not ours", unknown_key.clone()),
        (
            "our key's name, another's signature",
            format!("{}.{}.{}", parts[0], unknown[1], unknown[2]),
        ),
        ("no signature", format!("{}.{}", parts[0], parts[1])),
        ("rubbish", "rubbish".to_owned()),
    ] {
        let answer = world.app.get("/me", &User::with_token(forged)).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (401, "invalid-token"),
            "{what}: {}",
            answer.text()
        );
    }
    let nobody = world.app.get("/me", &User::nobody()).await;
    assert_eq!((nobody.status, nobody.problem()), (401, "unauthorized"));
}
