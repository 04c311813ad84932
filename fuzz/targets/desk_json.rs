//! Any bytes at the desk's doors: figures or faults; never a panic, and never another reading of a
//! sale than the tax's own.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for answer in [
        desk::json::figures(text),
        desk::json::schedule(text),
        desk::json::effects(text),
        desk::json::grid(text),
        desk::json::roll(text),
    ] {
        let said: serde_json::Value = serde_json::from_str(&answer).expect("the answer is JSON");
        assert!(said.get("ok").is_some() != said.get("faults").is_some());
    }
    let (ours, theirs) = (desk::json::tax(text), tax::json::assess(text));
    let ours: serde_json::Value = serde_json::from_str(&ours).expect("JSON");
    let theirs: serde_json::Value = serde_json::from_str(&theirs).expect("JSON");
    // A text that is no JSON may be refused in other words.
    if ours.get("ok").is_some() || theirs.get("ok").is_some() {
        assert_eq!(ours, theirs, "desk and tax read a sale alike");
    }
});
