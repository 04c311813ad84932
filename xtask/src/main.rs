//! Build steps that need a Rust library: `xtask <module.wasm> <folder>` writes the JavaScript and
//! TypeScript around the browser's engine, with the wasm-bindgen that Cargo.lock names.

use anyhow::{Context, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else {
        bail!("usage: xtask <module.wasm> <folder>");
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).typescript(true).web(true)?;
    bindgen
        .generate(folder)
        .with_context(|| format!("writing {folder}"))
}
