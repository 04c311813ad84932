//! The schemas that the services publish: every type has a name of its own, and none is left out.
#![cfg(feature = "openapi")]

use schemas::Schemas;

#[test]
fn every_schema_has_a_name_of_its_own() {
    Schemas::default()
        .of::<desk::Deal>()
        .of::<desk::Figures>()
        .of::<desk::Installment>()
        .of::<desk::Effects>()
        .of::<desk::GridAsk>()
        .of::<desk::Grid>()
        .of::<desk::RollAsk>()
        .of::<desk::Roll>()
        .of::<desk::CommissionAsk>()
        .of::<desk::Commission>()
        .of::<desk::LimitsAsk>()
        .of::<desk::Breaches>()
        .of::<desk::AprAsk>()
        .of::<desk::AprHeld>()
        .of::<tax::Sale>()
        .of::<tax::Assessment>()
        .are_whole_with(&[
            "DealInputs",
            "DealFigures",
            "DealTrade",
            "Trade",
            "Money",
            "Rate",
            "Assessment",
        ]);
}
