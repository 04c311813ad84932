//! What is published of the law is what the rules say: `docs/reference` is written by `make reference`
//! and committed, and this test fails where it is stale.

use std::path::Path;

#[test]
fn the_published_reference_is_what_the_rules_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let files = tax::reference::files();
    let stale: Vec<&String> = files
        .iter()
        .filter(|(name, text)| {
            std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(*text)
        })
        .map(|(name, _)| name)
        .collect();
    assert!(stale.is_empty(), "run `make reference`: {stale:?}");
    let pages = std::fs::read_dir(folder.join("tax")).expect("the folder of pages");
    // The index beside a page for each jurisdiction.
    assert_eq!(pages.count(), tax::jurisdictions().count() + 1);
}

#[test]
fn all_fifty_states_and_the_district_are_there() {
    let states = [
        "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL",
        "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE",
        "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
        "VA", "VT", "WA", "WI", "WV", "WY",
    ];
    assert!(tax::jurisdictions().eq(states));
}
