#![doc = include_str!("../README.md")]

pub mod bound;
pub mod caps;
pub mod json;

mod changes;
mod check;
mod columns;
mod csv;
mod import;
mod lease_sheet;
mod lender;
mod lessor;
mod markup;
mod offer;
mod programme;
mod reason;
mod reserve;
mod retail;
mod scan;
mod scope;
mod sheet_check;
mod sheet_rows;
mod told;
mod trying;

pub use changes::{Changes, FigureChange, RowChange, changes};
pub use check::check_editions;
pub use import::{FileFault, Preview, SheetFile, SheetFiles, import};
pub use lease_sheet::{
    DepositTerms, FactorRow, LeaseSheet, MileageStep, Residual, ResidualAsk, ResidualRow,
};
pub use lender::{DayBase, Lender, LenderKind, MarkupCap};
pub use markup::MarkupLimits;
pub use offer::{
    Applicant, LeaseTerms, Offer, OfferOrder, OfferTerms, VehicleFacts, Verdict, Wish,
};
pub use programme::{
    AdvanceBase, AdvanceLimit, Exclusion, Programme, ProgrammeKind, RetailRow, RowScope,
    SheetCondition, Tier,
};
pub use reason::{MarkupRefusal, Needs, Reason};
pub use reserve::{Chargeback, ChargebackOf, Contract, ReserveKind, ReservePlan, Split};
pub use scan::{Scan, scan, scan_best};
pub use told::Told;
