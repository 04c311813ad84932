#![doc = include_str!("../../README.md")]

pub mod json;
pub mod lease;
pub mod loan;
pub mod payoff;
pub mod plan;
pub mod reg_z;

mod answers;
mod apr;
mod books;
mod commission;
mod compound;
mod deal;
mod effects;
mod figures;
mod finance;
mod first;
mod grid;
mod gross;
mod lease_figures;
mod lease_terms;
mod leasing;
mod limits;
mod loan_figures;
mod references;
mod reg_m;
mod roll;
mod sale;
mod schedule;
mod search;
mod settle;
mod shapes;
mod sums;
mod trials;
mod unit_period;
mod validate;

pub use apr::{Flow, apr};
pub use commission::{
    Commission, CommissionAsk, CommissionCode, CommissionLine, CommissionPlan, CommissionStep,
    ProductBonus, UnitBonus, commission,
};
pub use deal::{
    Accessory, BookEntry, BookKind, CatalogueRef, Counts, Deal, DealKind, Fee, FeeKind, Finance,
    FirstPayment, Frequency, Interest, Lease, MultipleDeposits, OddDays, Places, Product,
    ProgrammeRef, Rebate, ReserveMethod, ReserveTerms, ResidualAdjustment, TaxInputs, Trade,
};
pub use effects::{Effect, EffectCode, Effects, effects};
pub use figures::{
    Commissionable, DueAtSigning, ENGINE_VERSION, Figures, Gross, GrossCode, GrossLine,
    LeaseFigures, LoanFigures, TradeFigures, figures,
};
pub use grid::{Grid, GridAsk, GridCell, GridRow, TermOffer, grid};
pub use limits::{Breach, Breaches, LimitCode, Limits, LimitsAsk, breaches, held_to};
pub use reg_m::{PaidBy, RegulationM, SigningCode, SigningLine};
pub use reg_z::{
    AprAsk, AprHeld, ItemClass, ItemizedLine, PaymentGroup, RegulationZ, hold_apr, verify_apr,
};
pub use roll::{Lever, Roll, RollAsk, RollOf, Rolled, roll};
pub use schedule::{Installment, schedule};
pub use trials::{LeaseTrials, LeaseTried, LessorTerms, ResidualTerm};
pub use unit_period::{UnitPeriod, When};
