#![doc = include_str!("../README.md")]

pub mod json;

mod ask;
mod base;
mod caps;
mod catalogue;
mod check;
mod disclosures;
mod figures;
mod fit;
mod menu;
mod plans;
mod reason;
mod subject;
mod taxed;

pub use ask::{ColumnAsk, MenuAsk, OfferAsk, PlansAsk};
pub use base::{is_option, line_name, line_of, options, sold_with, without_options};
pub use caps::{price_limit, priced};
pub use catalogue::{CatalogueItem, Plan, PlanCondition, PlanKind, PriceCap, found};
pub use disclosures::{Disclosure, Labels};
pub use figures::{MenuFigures, financed};
pub use fit::eligible;
pub use menu::{LeftOut, Menu, MenuBase, MenuColumn, MenuProduct, menu};
pub use plans::{PlanFit, Plans, plans};
pub use reason::Reason;
pub use subject::{Subject, VehicleFacts};
