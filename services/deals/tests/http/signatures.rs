//! Signatures: kept to the byte, once, and never changed or removed.

use deals::deal::DealId;
use deals::signatures::{About, Device, Mark, NewSignature, Signature, sha256, sign};
use platform::Problem;
use platform::auth::Caller;
use platform::ids::Uuid;
use serde_json::json;

use crate::world::{World, id, path};

const DOCUMENT: &[u8] = b"{\"payment\":\"689.31\"}";

/// Signs a presentation in a transaction of its own.
async fn signed(
    world: &World,
    deal: DealId,
    about_id: Uuid,
    signer_name: &str,
    mark: &Mark,
) -> Result<Signature, Problem> {
    let caller = Caller::house(world.dealership);
    let tx = world.app.platform("deals").db().tenant_tx(&caller).await?;
    let new = NewSignature {
        signer_name,
        mark,
        device: &Device {
            user_agent: Some("Tablet/1.0".into()),
            ip: None,
        },
    };
    let signature = sign(&tx, deal, (About::Presentation, about_id), DOCUMENT, &new).await?;
    tx.commit().await?;
    Ok(signature)
}

fn typed(name: &str) -> Mark {
    Mark::Typed {
        typed_name: name.into(),
    }
}

#[tokio::test]
async fn a_signature_is_listed_with_the_hash_of_its_bytes() {
    let world = World::begin().await;
    let deal = world.deal().await;
    let list = format!("{}/signatures", path(&deal));
    let none = world.app.get(&list, &world.manager).await;
    assert_eq!((none.status, &none.json["items"]), (200, &json!([])));

    let strokes = vec![vec![[12, 40, 0], [60, 22, 31], [98, 41, 64]]];
    let drawn = Mark::Drawn {
        strokes: strokes.clone(),
    };
    let presentation = Uuid::now_v7();
    let first = signed(
        &world,
        id(&deal).into(),
        presentation,
        "Marisol Ortega",
        &drawn,
    );
    first.await.expect("a signature");
    let read = world.app.get(&list, &world.manager).await;
    let items = read.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "{}", read.text());
    let shown = &items[0];
    assert_eq!(shown["about"], "presentation");
    assert_eq!(shown["about_id"], json!(presentation));
    assert_eq!(shown["signer_name"], "Marisol Ortega");
    assert_eq!(shown["mark"], json!({"kind": "drawn", "strokes": strokes}));
    assert_eq!(shown["user_agent"], "Tablet/1.0");
    // printf '{"payment":"689.31"}' | sha256sum
    let hash = "e2941f33ed1b08ee7f883bb145473d72e5b3b15740b93ff5076dc0c80898c28b";
    assert_eq!(shown["document_sha256"], hash);
    let owner = world.app.owner().await;
    let sql = "select document from deals.signature";
    let stored: Vec<u8> = owner.query_one(sql, &[]).await.expect("a row").get(0);
    assert_eq!(stored, DOCUMENT);
    assert_eq!(sha256(&stored), hash);

    let stranger = world.stranger().await;
    assert_eq!(world.app.get(&list, &stranger).await.status, 404);
}

#[tokio::test]
async fn one_thing_is_signed_once_and_by_its_signer() {
    let world = World::begin().await;
    let deal: DealId = id(&world.deal().await).into();
    let presentation = Uuid::now_v7();
    let name = "Marisol Ortega";
    let other = signed(&world, deal, presentation, name, &typed("Dana Kessler")).await;
    let refused = other.expect_err("another's name");
    assert_eq!(refused.status(), 422);
    assert_eq!(refused.errors()[0].pointer, "/signature/typed_name");

    let first = signed(&world, deal, presentation, name, &typed("marisol ortega")).await;
    first.expect("a signature");
    let again = signed(&world, deal, presentation, name, &typed(name)).await;
    let refused = again.expect_err("signed before");
    assert_eq!(
        (refused.status().as_u16(), refused.slug()),
        (409, "signed-before")
    );
}

#[tokio::test]
async fn a_signature_can_be_neither_changed_nor_removed() {
    let world = World::begin().await;
    let deal: DealId = id(&world.deal().await).into();
    let name = "Marisol Ortega";
    let first = signed(&world, deal, Uuid::now_v7(), name, &typed(name)).await;
    first.expect("a signature");
    let role = world.app.runtime_role("deals").await;
    for sql in [
        "update signature set signer_name = 'Somebody'",
        "update signature set document = 'x'",
        "delete from signature",
        "truncate signature",
    ] {
        let refused = role.execute(sql, &[]).await.expect_err(sql);
        let code = refused.code().expect("a code of the database").code();
        assert_eq!(code, "42501", "{sql}: no privilege");
    }
    // Nor does the database keep a hash that is not of the bytes, whoever writes it.
    let owner = world.app.owner().await;
    let sql = "update deals.signature set document = 'something else'";
    let refused = owner.execute(sql, &[]).await.expect_err("another document");
    assert_eq!(refused.code().map(|code| code.code()), Some("23514"));
}
