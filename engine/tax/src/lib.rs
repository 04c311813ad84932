//! Vehicle tax of US jurisdictions: law as dated, cited parameters, one interpreter, every figure explained.

mod assessment;
mod date;
mod sale;

pub use assessment::{
    AnswerKind, Answered, Assessment, BasePart, Certificate, Due, Fault, Figures, GovernmentFee,
    Level, PartKind, Question, TaxLine, Totals, Warning, Wording,
};
pub use date::{Date, NotADate, days_in_month};
pub use sale::{
    AcquisitionFee, Answer, CapReduction, Condition, Exemption, Fuel, Lease, LeaseMethod,
    LocalRate, Place, Product, ProductKind, Provider, Rebate, RebateFrom, Sale, SaleKind, TaxPaid,
    Trade, Vehicle, VehicleClass,
};

/// The tax of a sale with its explanation, or everything that keeps it from being taxed.
///
/// # Errors
/// Every fault of the input at once, each naming its field.
pub fn assess(sale: &Sale) -> Result<Assessment, Vec<Fault>> {
    Err(vec![Fault {
        pointer: "/registration/state".into(),
        code: "no_rules".into(),
        detail: format!("no rules are loaded for {}", sale.registration.state),
    }])
}

/// Hash of the compiled rules.
#[must_use]
pub fn rules_version() -> &'static str {
    "none"
}
