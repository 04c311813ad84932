//! What the browser unpacks is what the build compiled: every rule of every jurisdiction, word for word.

use tax::rules::{all, pack_all, unpack_all};

#[test]
fn packed_rules_are_the_rules() {
    let bytes = Vec::leak(pack_all());
    let unpacked = unpack_all(bytes);
    assert_eq!(unpacked.len(), all().len());
    for (ours, theirs) in unpacked.iter().zip(all()) {
        assert_eq!(
            format!("{ours:?}"),
            format!("{theirs:?}"),
            "{}",
            theirs.state
        );
    }
}
