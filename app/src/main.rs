//! The `autolytiq` program.

fn main() {}
