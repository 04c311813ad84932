//! The client is built into the gateway: where it has not been built yet there is an empty folder, and the gateway says
//! so; when it is built again, so is the gateway.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    if let Err(error) = std::fs::create_dir_all(&dist) {
        println!("cargo:warning=cannot make {}: {error}", dist.display());
    }
    println!("cargo:rerun-if-changed={}", dist.display());
}
