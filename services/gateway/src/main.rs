//! The gateway service as a program of its own.

fn main() {}
