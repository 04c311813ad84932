#![doc = include_str!("../README.md")]

mod alabama;
mod archive;
mod boundary;
mod california;
mod cautions;
mod compare;
mod fault;
mod format;
mod illinois;
mod known;
mod names;
mod periods;
mod places;
mod reading;
mod resolve;
mod row;
mod sst;
mod states;
mod template;
mod texas;
mod text;
mod washington;

pub use boundary::{Boundary, ZipRange};
pub use cautions::caution;
pub use compare::{Change, Compared, compare};
pub use fault::{Fault, Notice};
pub use format::{Format, Hints, Read, read};
pub use known::{Known, KnownRow, Whose};
pub use names::key as name_key;
pub use resolve::{Resolved, ResolvedRow, Unmatched, resolve};
pub use row::{FileRow, Level, Place, RateFile};
pub use states::{fips_of as state_fips, name_of as state_name};

/// Rates that ended before this day serve no sale that the rules know, and are left out.
pub const HORIZON: tax::Date = match tax::Date::new(2024, 1, 1) {
    Some(day) => day,
    None => tax::Date::FIRST,
};

/// No local rate on vehicles is higher; what a file gives above it is a fault.
pub const HIGHEST: money::Rate = money::Rate::basis_points(2_000);
