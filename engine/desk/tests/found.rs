//! Texts that once broke a door, or might: every one is answered with JSON, figures or faults.

use std::path::Path;

#[test]
fn every_found_text_is_answered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/found");
    let mut texts = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of found texts") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a readable file");
        let text = String::from_utf8_lossy(&bytes);
        texts += 1;
        for answer in [
            tax::json::assess(&text),
            desk::json::tax(&text),
            desk::json::figures(&text),
            desk::json::schedule(&text),
            desk::json::effects(&text),
            desk::json::grid(&text),
            desk::json::roll(&text),
            desk::json::limits(&text),
            desk::json::commission(&text),
            desk::json::verify_apr(&text),
            desk::json::limits(&text),
            desk::json::commission(&text),
            desk::json::verify_apr(&text),
        ] {
            let said: serde_json::Value =
                serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{path:?}: {error}"));
            let faults = said.get("faults").and_then(|faults| faults.as_array());
            assert!(
                faults.is_some_and(|faults| !faults.is_empty()),
                "{path:?} is no sale and no deal, so it is refused: {answer}"
            );
        }
    }
    assert!(texts >= 5, "the folder is read");
}
