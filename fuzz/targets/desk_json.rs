//! Any bytes at the desk's doors: figures or faults; never a panic, and never a sale that
//! serde would refuse.
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
        desk::json::limits(text),
        desk::json::commission(text),
        desk::json::verify_apr(text),
    ] {
        let said: serde_json::Value = serde_json::from_str(&answer).expect("the answer is JSON");
        assert!(said.get("ok").is_some() != said.get("faults").is_some());
    }
    // The services read a sale through serde, which refuses what this reader refuses.
    let said: serde_json::Value =
        serde_json::from_str(&tax::json::assess(text)).expect("the answer is JSON");
    if said.get("ok").is_some() {
        serde_json::from_str::<tax::Sale>(text).expect("serde reads the same sale");
    }
});
