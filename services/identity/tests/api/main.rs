//! Identity over HTTP, against a PostgreSQL of its own.

mod access;
mod admin;
mod audit;
mod keys;
mod offline_key;
mod password;
mod pin;
mod rooftops;
mod second_factor;
mod sessions;
mod sign_in;
mod users;
mod world;
