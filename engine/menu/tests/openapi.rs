//! The schemas that the services publish: every type has a name of its own, and none is left out.
#![cfg(feature = "openapi")]

use schemas::Schemas;

#[test]
fn every_schema_has_a_name_of_its_own_beside_the_desks() {
    Schemas::default()
        .of::<desk::Deal>()
        .of::<desk::Figures>()
        .of::<menu::CatalogueItem>()
        .of::<menu::MenuAsk>()
        .of::<menu::Menu>()
        .of::<menu::PlansAsk>()
        .of::<menu::Plans>()
        .are_whole_with(&[
            "CatalogueItem",
            "CataloguePlan",
            "Menu",
            "MenuColumn",
            "MenuProduct",
            "ProductReason",
        ]);
}
