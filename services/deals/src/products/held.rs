//! A structure held to the rate cards: what its products are by the catalogue, and what of them may not be sold.
//!
//! A line that names a plan takes its cost from the plan, and has the plan's kind and provider. What the catalogue has
//! against a line is refused when it is new; a line that had it before stays, so that other work on the deal is not
//! stopped by a rate card that changed meanwhile, or by another vehicle; it is told with the deal (see `unsold`). At
//! submission, and before a customer sees it, everything is refused.

use std::collections::BTreeSet;

use desk::CatalogueRef;
use menu::{CatalogueItem, Plan, Reason, Subject, VehicleFacts, eligible, financed, priced};
use money::Cents;
use platform::db::TenantTx;
use platform::ids::Uuid;
use platform::{Fault, Problem};

use super::unsold::ProductFault;
use crate::deal::{Deal, StructureId};
use crate::parties::DealVehicle;
use crate::rates::in_force::Rates;
use crate::store::{self, StructureRow};
use crate::structure::Worked;

/// The rate cards that some inputs name, and for whom.
#[derive(Debug, Clone)]
pub struct Cards {
    items: Vec<CatalogueItem>,
    vehicle: VehicleFacts,
    rooftop: String,
}

/// What is known of the vehicle on a deal.
#[must_use]
pub fn facts(vehicle: Option<&DealVehicle>) -> VehicleFacts {
    VehicleFacts {
        make: vehicle.and_then(|vehicle| vehicle.make.clone()),
        certified: vehicle.and_then(|vehicle| vehicle.certified),
    }
}

/// The ids of the products that inputs name.
#[must_use]
pub fn named<'a>(inputs: impl IntoIterator<Item = &'a desk::Deal>) -> Vec<Uuid> {
    let lines = inputs.into_iter().flat_map(|inputs| &inputs.products);
    let ids = lines.filter_map(|line| line.catalogue.as_ref()?.item.parse().ok());
    ids.collect::<BTreeSet<Uuid>>().into_iter().collect()
}

impl Cards {
    #[must_use]
    pub fn of(items: Vec<CatalogueItem>, vehicle: Option<&DealVehicle>, rooftop: Uuid) -> Self {
        Self {
            items,
            vehicle: facts(vehicle),
            rooftop: rooftop.to_string(),
        }
    }

    /// Those that a deal's inputs name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn in_force(
        tx: &TenantTx,
        deal: &Deal,
        inputs: &[&desk::Deal],
    ) -> Result<Self, Problem> {
        let ids = named(inputs.iter().copied());
        let items = store::products::items_in(tx, &ids).await?;
        Ok(Self::of(items, deal.vehicle.as_ref(), deal.rooftop.id))
    }

    /// Works inputs out as the catalogue has their products.
    ///
    /// # Errors
    /// Every fault of the inputs; what the catalogue has against a product, unless the structure had it `before`. `at` is
    /// where the inputs stand in the request.
    pub fn work(
        &self,
        inputs: desk::Deal,
        before: Option<&Worked>,
        rates: &Rates,
        at: &str,
    ) -> Result<Worked, Vec<Fault>> {
        let inputs = self.fill(inputs, before.map(Worked::inputs), at)?;
        let worked = Worked::out(&inputs, rates, at)?;
        let faults = self.faults(before, &worked, at);
        if faults.is_empty() {
            Ok(worked)
        } else {
            Err(faults)
        }
    }

    fn plan(&self, named: &CatalogueRef) -> Option<(&CatalogueItem, &Plan)> {
        menu::found(&self.items, &named.item, &named.plan)
    }

    /// The inputs with what their products are by the catalogue. A plan that it does not have is a fault unless the same
    /// line named it before.
    fn fill(
        &self,
        mut inputs: desk::Deal,
        before: Option<&desk::Deal>,
        at: &str,
    ) -> Result<desk::Deal, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut charges = Vec::new();
        for (n, line) in inputs.products.iter_mut().enumerate() {
            let Some(named) = &line.catalogue else {
                continue;
            };
            let Some((item, plan)) = self.plan(named) else {
                let kept = before.is_some_and(|before| {
                    let mut lines = before.products.iter();
                    lines.any(|was| was.id == line.id && was.catalogue == line.catalogue)
                });
                if !kept {
                    let detail = "is no plan of the catalogue: choose one that is";
                    let pointer = format!("{at}/products/{n}/catalogue");
                    faults.push(Fault::new(pointer, "unknown_product", detail));
                }
                continue;
            };
            for (field, differs) in [
                ("kind", line.kind != item.kind),
                ("provider", line.provider != item.provider),
            ] {
                if differs {
                    let detail = format!(
                        "is not the {field} that the catalogue has {} for",
                        item.name
                    );
                    let pointer = format!("{at}/products/{n}/{field}");
                    faults.push(Fault::new(pointer, "not_as_catalogued", detail));
                }
            }
            line.cost = line.cost.or(plan.cost);
            line.payee = line.payee.take().or_else(|| item.payee.clone());
            line.term_months = line.term_months.or(plan.term_months);
            if line.name.trim().is_empty() {
                line.name = menu::line_name(item, plan);
            }
            if item.finance_charge {
                charges.push(line.id.clone());
            }
        }
        if let Some(finance) = &mut inputs.finance {
            charges.retain(|id| !finance.finance_charges.contains(id));
            finance.finance_charges.append(&mut charges);
        }
        if faults.is_empty() {
            Ok(inputs)
        } else {
            Err(faults)
        }
    }

    /// What the catalogue has against the products of a structure and did not have before.
    fn faults(&self, before: Option<&Worked>, after: &Worked, at: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (n, line) in after.inputs().products.iter().enumerate() {
            let was = before.and_then(|before| {
                let mut lines = before.inputs().products.iter();
                let was = lines.find(|was| was.id == line.id && was.catalogue == line.catalogue)?;
                let amount = financed(before.figures());
                Some((was.price, self.against(was, before.inputs(), amount)))
            });
            for reason in self.against(line, after.inputs(), financed(after.figures())) {
                let known = was.as_ref().is_some_and(|(price, reasons)| {
                    let mut same = reasons.iter().filter(|it| it.code == reason.code);
                    line.price <= *price && same.next().is_some()
                });
                if !known {
                    faults.push(fault(&reason, line, &format!("{at}/products/{n}")));
                }
            }
        }
        faults
    }

    /// The lines of a structure that the catalogue has something against, with all that it has.
    #[must_use]
    pub fn unsold(
        &self,
        structure: StructureId,
        inputs: &desk::Deal,
        amount: Option<Cents>,
    ) -> Vec<ProductFault> {
        let lines = inputs.products.iter().enumerate();
        let faults = lines.flat_map(|(n, line)| {
            let reasons = self.against(line, inputs, amount);
            reasons.into_iter().map(move |reason| ProductFault {
                structure_id: structure,
                line: line.id.clone(),
                pointer: format!("/inputs/products/{n}"),
                code: code(&reason).into(),
                detail: told(&reason, line),
            })
        });
        faults.collect()
    }

    /// What the catalogue has against a line of inputs by which this much is financed.
    fn against(
        &self,
        line: &desk::Product,
        inputs: &desk::Deal,
        amount: Option<Cents>,
    ) -> Vec<Reason> {
        let Some((item, plan)) = line.catalogue.as_ref().and_then(|named| self.plan(named)) else {
            return Vec::new();
        };
        let subject = Subject {
            deal: inputs,
            vehicle: &self.vehicle,
            rooftop: Some(&self.rooftop),
        };
        let mut reasons = eligible(item, plan, &subject);
        reasons.extend(priced(item, plan, line.price, &subject, amount));
        reasons
    }
}

/// The code of a fault that a reason makes.
#[must_use]
pub fn code(reason: &Reason) -> &'static str {
    if reason.is_over_cap() {
        "over_cap"
    } else {
        "not_eligible"
    }
}

fn fault(reason: &Reason, line: &desk::Product, pointer: &str) -> Fault {
    Fault::new(pointer, code(reason), told(reason, line))
}

/// A reason as a sentence that says which product and what to do.
fn told(reason: &Reason, line: &desk::Product) -> String {
    let name = match line.name.trim() {
        "" => "The product",
        name => name,
    };
    let way = if reason.is_over_cap() {
        "Lower its price, or take it off."
    } else {
        "Choose another plan, or take it off."
    };
    format!(
        "{name} cannot be sold with this deal: {}. {way}",
        reason.text
    )
}

/// What the catalogue has against the products of a structure that is about to be put before a customer.
///
/// # Errors
/// Where the database fails.
pub async fn presented(
    tx: &TenantTx,
    deal: &Deal,
    row: &StructureRow,
    at: &str,
) -> Result<Vec<Fault>, Problem> {
    let worked = row.worked()?;
    let cards = Cards::in_force(tx, deal, &[worked.inputs()]).await?;
    let unsold = cards.unsold(row.id, worked.inputs(), financed(worked.figures()));
    let fault = |it: ProductFault| Fault::new(at, it.code, it.detail);
    Ok(unsold.into_iter().map(fault).collect())
}

/// 422 where the catalogue has anything against a product of the chosen structure.
///
/// # Errors
/// Every fault at once, below `/structure`.
pub async fn submitted(tx: &TenantTx, deal: &Deal) -> Result<(), Problem> {
    let Some(chosen) = &deal.chosen else {
        return Ok(());
    };
    let row = store::structure(tx, deal.id, chosen.id).await?;
    let worked = row.worked()?;
    let cards = Cards::in_force(tx, deal, &[worked.inputs()]).await?;
    let faults = cards.faults(None, &worked, "/structure");
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::faults(faults))
    }
}
