//! Where a deal's terms were taken from: a lender's sheet, the catalogue of products.

use serde::{Deserialize, Serialize};

/// The row of a lender's dated sheet that the terms are. The sheet itself is none of the engine's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProgrammeReference))]
#[serde(deny_unknown_fields)]
pub struct ProgrammeRef {
    /// Its id.
    pub lender: String,
    pub lender_name: String,
    /// Its id.
    pub programme: String,
    /// The row's place in the sheet, from 0.
    pub row: u32,
    pub tier: String,
}

/// The plan of the catalogue that a product is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CatalogueReference))]
#[serde(deny_unknown_fields)]
pub struct CatalogueRef {
    /// Its id.
    pub item: String,
    /// Its id.
    pub plan: String,
}
