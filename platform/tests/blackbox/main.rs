//! The platform from outside: a small service over HTTP against a real PostgreSQL.

mod access;
mod alone;
mod concurrency;
mod copies;
mod door;
mod facts;
mod notes;
mod outage;
mod schemas;
mod shape;
mod tenants;
