//! The live channel from outside, through the gateway, on a real PostgreSQL, beside the real deals and identity.

mod endings;
mod presence;
mod replicas;
mod socket;
mod tickets;
mod watching;
mod world;
