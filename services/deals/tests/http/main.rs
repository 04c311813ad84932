//! The deals service over HTTP against a real PostgreSQL, beside the real identity, customers and inventory.

mod away;
mod confidential;
mod deals;
mod disclosure;
mod faults;
mod jurisdictions;
mod lenders;
mod lists;
mod quotes;
mod rates;
mod signatures;
mod structures;
mod workflow;
mod worksheet;
mod world;
