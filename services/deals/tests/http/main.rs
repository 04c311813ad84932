//! The deals service over HTTP against a real PostgreSQL, beside the real identity, customers and inventory.

mod away;
mod bound;
mod commission;
mod confidential;
mod copies;
mod deals;
mod disclosure;
mod faults;
mod history;
mod jurisdictions;
mod lenders;
mod limits;
mod lists;
mod menus;
mod presentations;
mod products;
mod quotes;
mod rates;
mod reserve;
mod settings;
mod shelf;
mod signatures;
mod structures;
mod workflow;
mod worksheet;
mod world;
