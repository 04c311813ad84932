//! The customers service as a program of its own.

fn main() {}
