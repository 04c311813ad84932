//! The schemas that the services publish: every type has a name of its own, and none is left out.
#![cfg(feature = "openapi")]

use schemas::Schemas;

#[test]
fn every_schema_has_a_name_of_its_own_beside_the_desks() {
    Schemas::default()
        .of::<desk::Deal>()
        .of::<desk::Figures>()
        .of::<desk::GridAsk>()
        .of::<tax::Sale>()
        .of::<lending::Lender>()
        .of::<lending::Programme>()
        .of::<lending::Applicant>()
        .of::<lending::VehicleFacts>()
        .of::<lending::Wish>()
        .of::<lending::Offer>()
        .of::<lending::Preview>()
        .of::<lending::json::Market>()
        .of::<lending::json::ScanAsk>()
        .are_whole_with(&[
            "Lender",
            "Programme",
            "Offer",
            "FitReason",
            "RateSheetPreview",
        ]);
}
