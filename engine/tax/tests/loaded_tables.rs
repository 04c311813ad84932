//! The program without its tables, as in the browser: short numbers for texts, a fault where a rate is needed,
//! and the same figures once the tables are handed over. `cargo test -p tax --no-default-features`.
#![cfg(not(feature = "embedded-tables"))]

use tax::{TableKind, assess, json, load_tables};

fn table(kind: TableKind) -> Vec<u8> {
    std::fs::read(format!("{}/{}.bin", env!("OUT_DIR"), kind.name())).expect("a built table")
}

#[test]
fn tables_come_later() {
    let texas =
        json::parse(r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"20000.00"}"#)
            .expect("a sale");
    let florida = json::parse(
        r#"{"date":"2026-06-01","registration":{"state":"FL","zip":"33755"},"price":"20000.00"}"#,
    )
    .expect("a sale");
    let bare = assess(&texas).expect("an assessment without texts");
    assert_eq!(bare.totals.due.to_text(), "1250.00");
    assert!(
        bare.lines[0].citation.starts_with('§'),
        "{}",
        bare.lines[0].citation
    );
    let faults = assess(&florida).expect_err("no rates yet");
    assert!(
        faults.iter().any(|fault| fault.code == "no_rate_table"),
        "{faults:?}"
    );

    for kind in TableKind::ALL {
        load_tables(kind, table(kind)).expect("a whole table");
    }
    let told = assess(&texas).expect("an assessment");
    assert_eq!(told.lines[0].citation, "Tex. Tax Code § 152.021");
    assert_eq!(told.totals, bare.totals);
    assert_eq!(
        assess(&florida)
            .expect("an assessment")
            .totals
            .local
            .to_text(),
        "50.00"
    );
}
