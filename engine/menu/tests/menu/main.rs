//! The menu held against sums worked by hand and against the law.

mod bounds;
mod caps;
mod columns;
mod doors;
mod items;
mod lots;
mod properties;
mod taxes;
