//! The door for JSON: one sale in as text, the assessment or the faults out as text.
//!
//! The services read and write the same types through serde, which stops at the first fault and, in the
//! browser, would weigh more than the rest of the engine. Tests hold the two to each other.

mod answers;
mod escape;
mod macros;
mod reader;
mod shapes;
mod text;
mod writer;

pub use reader::{Fields, Read, Reader, one_of, read};
pub use text::Json;
pub use writer::{Field, Write, object};

use crate::{Fault, Sale};

/// Assesses one sale: `{"ok": {…}}` or `{"faults": […]}`.
#[must_use]
pub fn assess(sale: &str) -> String {
    answer(sale, crate::assess)
}

/// A sale from JSON text.
///
/// # Errors
/// Everything that is wrong with the text, each at its field.
pub fn parse(sale: &str) -> Result<Sale, Vec<Fault>> {
    read(sale)
}

/// Reads what is asked, computes, and writes what came of it: `{"ok": …}` or `{"faults": […]}`.
pub fn answer<Ask: Read, Ok: Write>(
    ask: &str,
    compute: impl FnOnce(&Ask) -> Result<Ok, Vec<Fault>>,
) -> String {
    let answer = read(ask).and_then(|ask| compute(&ask));
    let mut out = String::with_capacity(8192);
    match &answer {
        Ok(ok) => object(&mut out, &[(",\"ok\":", false, ok)]),
        Err(faults) => object(&mut out, &[(",\"faults\":", false, faults)]),
    }
    out
}
