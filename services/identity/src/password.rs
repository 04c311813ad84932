//! Passwords: which are good enough (`policy`), how they are kept (`hash`) and how the work is rationed (`turn`).

mod common;
mod hash;
mod policy;
mod turn;

pub use hash::{HashError, hash};
pub use policy::{MIN_LENGTH, Password};
pub use turn::Turns;
