//! Making a menu: the columns worked out on a structure, and nothing in them that could not be sold.

use menu::{CatalogueItem, ColumnAsk, MenuAsk, found};
use money::Cents;
use platform::db::TenantTx;
use platform::{Fault, Problem};

use super::{MenuId, Offered};
use crate::deal::Deal;
use crate::products::held;
use crate::rates::in_force::Rates;
use crate::store::{self, StructureRow};
use crate::structure::faults_at;

/// Works a menu out on a structure as it stands, and stores it.
///
/// # Errors
/// 422 naming every product that cannot be sold with the deal, below `/columns`.
pub async fn make(
    tx: &TenantTx,
    deal: &Deal,
    row: &StructureRow,
    columns: Vec<ColumnAsk>,
    rates: &Rates,
) -> Result<MenuId, Problem> {
    let worked = row.worked()?;
    let ask = MenuAsk {
        deal: rates.on(worked.inputs()),
        vehicle: held::facts(deal.vehicle.as_ref()),
        rooftop: Some(deal.rooftop.id.to_string()),
        catalogue: store::products::active_in(tx).await?,
        columns,
    };
    let shown = menu::menu(&ask).map_err(|faults| Problem::faults(faults_at("", faults)))?;
    let mut faults = unsold(&shown);
    faults.extend(two_prices(&shown));
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let id = MenuId::new();
    let new = store::menus::NewMenu {
        id,
        deal: deal.id,
        structure: row.id,
        revision: row.version,
        letter: &row.letter,
        shown: &shown,
        offered: &offered(&shown, &ask.catalogue),
    };
    store::menus::insert(tx, &new).await?;
    Ok(id)
}

/// What stands in a column and cannot be sold.
fn unsold(shown: &menu::Menu) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, column) in shown.columns.iter().enumerate() {
        for (n, product) in column.products.iter().enumerate() {
            for reason in &product.reasons {
                let pointer = format!("/columns/{at}/products/{n}");
                let detail = format!(
                    "{} cannot be offered with this deal: {}. Choose another plan, or take it out.",
                    product.name, reason.text
                );
                faults.push(Fault::new(pointer, held::code(reason), detail));
            }
        }
    }
    faults
}

/// A plan at two prices: which of them a buyer took could not be said afterwards.
fn two_prices(shown: &menu::Menu) -> Vec<Fault> {
    let mut first: Vec<(&str, Cents)> = Vec::new();
    let mut faults = Vec::new();
    for (at, column) in shown.columns.iter().enumerate() {
        for (n, product) in column.products.iter().enumerate() {
            match first.iter().find(|(plan, _)| *plan == product.plan) {
                None => first.push((&product.plan, product.price)),
                Some((_, price)) if *price != product.price => {
                    let pointer = format!("/columns/{at}/products/{n}/price");
                    let detail = format!(
                        "stands at {price} in another column: a plan has one price in a menu"
                    );
                    faults.push(Fault::new(pointer, "two_prices", detail));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// Every plan of the menu once, with all that the catalogue has of it.
fn offered(shown: &menu::Menu, catalogue: &[CatalogueItem]) -> Vec<Offered> {
    let mut all: Vec<Offered> = Vec::new();
    for product in shown.columns.iter().flat_map(|column| &column.products) {
        let is_it = |one: &Offered| one.item.plan(&product.plan).is_some();
        if all.iter().any(is_it) {
            continue;
        }
        if let Some((item, plan)) = found(catalogue, &product.item, &product.plan) {
            all.push(Offered {
                item: CatalogueItem {
                    plans: vec![plan.clone()],
                    ..item.clone()
                },
                price: product.price,
            });
        }
    }
    all
}
