//! Why a row does not fit a deal: each reason with its figure and its limit.

use money::{Cents, Rate};
use tax::Date;

use crate::programme::{AdvanceBase, Exclusion, SheetCondition};

/// One reason why a row does not fit, or cannot be said to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// What must be known before the row can be said to fit.
    NotKnown(Needs),
    ProgrammeEnded(Date),
    ProgrammeNotBegun(Date),
    OtherKind {
        programme: &'static str,
        deal: &'static str,
    },
    StateNotServed {
        lender: String,
        state: String,
    },
    RooftopNotServed,
    MakeNotTaken(String),
    ModelNotTaken(String),
    ScoreUnder {
        score: u16,
        least: u16,
        tier: String,
    },
    ScoreOver {
        score: u16,
        most: u16,
        tier: String,
    },
    Excluded {
        tier: String,
        what: Exclusion,
    },
    TermUnder {
        months: u32,
        least: u32,
    },
    TermOver {
        months: u32,
        most: u32,
        model_year: Option<u16>,
    },
    ConditionNotTaken {
        is: SheetCondition,
    },
    ModelYearUnder {
        year: u16,
        least: u16,
    },
    ModelYearOver {
        year: u16,
        most: u16,
    },
    AgeOver {
        years: u32,
        most: u16,
    },
    OdometerOver {
        miles: u32,
        most: u32,
    },
    AmountUnder {
        amount: Cents,
        least: Cents,
    },
    AmountOver {
        amount: Cents,
        most: Cents,
    },
    LtvOver {
        ltv: Rate,
        most: Rate,
        of: AdvanceBase,
    },
    PtiOver {
        pti: Rate,
        most: Rate,
    },
    DtiOver {
        dti: Rate,
        most: Rate,
    },
    NothingToFinance {
        amount: Cents,
    },
    MarkupOver(Box<MarkupRefusal>),
    /// The deal is sold under the rate or money factor that the lender buys at.
    SoldUnder {
        rate: Rate,
        least: Rate,
        lender: String,
    },
    /// The contract's rate is above what the state lets a contract bear.
    ChargeOver {
        charge: Cents,
        most: Cents,
        state: &'static str,
        citation: &'static str,
    },
    RateOver {
        rate: Rate,
        most: Rate,
        state: &'static str,
        citation: &'static str,
    },
    /// The reserve is above what the state lets a dealer take of the finance charge.
    ReserveOver {
        reserve: Cents,
        most: Cents,
        state: &'static str,
        citation: &'static str,
    },
    FactorMarkupOver {
        markup: Rate,
        most: Rate,
        lender: String,
    },
    NoResidual {
        vehicle: String,
        months: u32,
        miles: u32,
    },
    DepositsOver {
        count: u32,
        most: u32,
    },
    OnePayNotOffered,
    OnePayWithDeposits,
    AcquisitionFeeOver {
        markup: Cents,
        most: Cents,
        lender: String,
    },
}

/// A markup that is refused, with both limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupRefusal {
    pub markup: Rate,
    pub term_months: u32,
    pub lender: String,
    pub lender_limit: Option<Rate>,
    pub state_limit: Option<(&'static str, Rate)>,
}

/// A fact that a row asks for and nobody has given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Needs {
    Score,
    MonthlyIncome,
    MonthlyDebt,
    Rooftop,
    Make,
    Model,
    ModelYear,
    Odometer,
    Certified,
    Invoice,
    Msrp,
    Book,
    MilesPerYear,
    Exclusion(Exclusion),
}

impl Needs {
    /// The fact in words: `"the score"`.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Score => "the score",
            Self::MonthlyIncome => "the monthly income",
            Self::MonthlyDebt => "the monthly debt",
            Self::Rooftop => "the rooftop",
            Self::Make => "the make",
            Self::Model => "the model",
            Self::ModelYear => "the model year",
            Self::Odometer => "the odometer",
            Self::Certified => "whether the vehicle is certified",
            Self::Invoice => "the invoice",
            Self::Msrp => "the MSRP",
            Self::Book => "the book value",
            Self::MilesPerYear => "the miles per year",
            Self::Exclusion(what) => match what {
                Exclusion::OpenBankruptcy => "whether a bankruptcy is open",
                Exclusion::PastRepossession => "whether there was a repossession",
                Exclusion::FirstTimeBuyer => "whether this is a first vehicle",
                Exclusion::CommercialUse => "whether the use is commercial",
                Exclusion::BrandedTitle => "whether the title is branded",
                Exclusion::NegativeEquity => "whether the trade owes more than it gives",
            },
        }
    }
}

impl MarkupRefusal {
    /// The stricter of the two limits.
    #[must_use]
    pub fn stricter(&self) -> Option<Rate> {
        let state = self.state_limit.map(|(_, points)| points);
        self.lender_limit.into_iter().chain(state).min()
    }
}

impl Reason {
    /// Whether it only says that something is missing.
    #[must_use]
    pub const fn is_not_known(&self) -> bool {
        matches!(self, Self::NotKnown(_))
    }

    /// The stable code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.told().code
    }
}
