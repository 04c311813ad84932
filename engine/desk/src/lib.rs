//! A deal in, every figure out: structure, loan, lease, grid, roll-to-payment, gross.

mod deal;
mod effects;
mod figures;
mod grid;
mod roll;
mod schedule;

pub use deal::{
    Accessory, Deal, DealKind, Fee, FeeKind, Finance, Lease, OddDays, Places, Product, Rebate,
    ReserveMethod, ReserveTerms, TaxInputs, Trade,
};
pub use effects::{Effect, EffectCode, Effects};
pub use figures::{DueAtSigning, Figures, Gross, GrossCode, GrossLine, LeaseFigures, LoanFigures};
pub use grid::{Grid, GridAsk, GridCell, GridRow, TermOffer};
pub use roll::{Lever, Roll, RollAsk, RollOf, Rolled};
pub use schedule::Installment;
