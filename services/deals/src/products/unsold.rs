//! The product lines of a deal that the catalogue has something against: told with the deal and each of its structures, as
//! soon as another vehicle, a copy or a rate card of today brings it about. They hold the submission, not other work.

use std::borrow::Cow;

use menu::financed;
use platform::Problem;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::held::{Cards, named};
use crate::deal::StructureId;
use crate::lenders::bound::Source;
use crate::parties::DealVehicle;
use crate::store::{self, DealPage, Sheet};

/// A product line that cannot be sold with its deal as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProductFault {
    pub structure_id: StructureId,
    /// The line's id.
    pub line: String,
    /// The line in the inputs of its structure.
    #[schema(example = "/inputs/products/0")]
    pub pointer: String,
    /// `not_eligible` or `over_cap`.
    pub code: Cow<'static, str>,
    pub detail: String,
}

/// The rate cards of some products, for a vehicle and a rooftop.
async fn cards(
    from: Source<'_>,
    ids: &[Uuid],
    vehicle: Option<&DealVehicle>,
    rooftop: Uuid,
) -> Result<Cards, Problem> {
    let items = match from {
        Source::Db(db, caller) => store::products::named(db, caller, ids).await?,
        Source::Tx(tx) => store::products::items_in(tx, ids).await?,
    };
    Ok(Cards::of(items, vehicle, rooftop))
}

/// A structure as it stands in the text of a deal, as far as its products go.
#[derive(Deserialize)]
struct Listed {
    id: StructureId,
    frozen: bool,
    inputs: desk::Deal,
    figures: desk::Figures,
}

/// Whether a text of structures names the catalogue at all, so that most deals are served without being decoded.
fn names_catalogue(text: &str) -> bool {
    text.contains("\"catalogue\"")
}

/// Of a deal that is read whole. Frozen structures are as they were submitted.
///
/// # Errors
/// Where the database fails, or the page is not what this service writes.
pub async fn of_deal(from: Source<'_>, page: &DealPage) -> Result<Vec<ProductFault>, Problem> {
    if !page.status.editable() || !names_catalogue(&page.structures) {
        return Ok(Vec::new());
    }
    let text = format!("[{}]", page.structures);
    let mut listed: Vec<Listed> = serde_json::from_str(&text).map_err(Problem::internal)?;
    listed.retain(|structure| !structure.frozen);
    let ids = named(listed.iter().map(|structure| &structure.inputs));
    let vehicle = page.vehicle.as_deref().map(serde_json::from_str);
    let vehicle: Option<DealVehicle> = vehicle.transpose().map_err(Problem::internal)?;
    let cards = cards(from, &ids, vehicle.as_ref(), page.rooftop_id).await?;
    let faults = listed.iter().flat_map(|structure| {
        let amount = financed(&structure.figures);
        cards.unsold(structure.id, &structure.inputs, amount)
    });
    Ok(faults.collect())
}

/// Of a structure that is read alone.
///
/// # Errors
/// As [`of_deal`].
pub async fn of_sheet(from: Source<'_>, sheet: &Sheet) -> Result<Vec<ProductFault>, Problem> {
    let row = &sheet.structure;
    if row.frozen || !names_catalogue(&row.texts.inputs) {
        return Ok(Vec::new());
    }
    let worked = row.worked()?;
    let ids = named([worked.inputs()]);
    let vehicle = sheet.vehicle.as_ref();
    let cards = cards(from, &ids, vehicle, sheet.rooftop.id).await?;
    Ok(cards.unsold(row.id, worked.inputs(), financed(worked.figures())))
}
