//! The deals service as a program of its own.

fn main() {}
