//! The deal without its options, and the same with some of them sold.

use desk::{CatalogueRef, Deal, Product};
use money::Cents;

use crate::catalogue::{CatalogueItem, Plan};

/// The deal without products, save those that the lender asks for: lines of no catalogue that are finance charges.
#[must_use]
pub fn without_options(deal: &Deal) -> Deal {
    let mut base = deal.clone();
    let charges = match &base.finance {
        Some(finance) => finance.finance_charges.clone(),
        None => Vec::new(),
    };
    base.products
        .retain(|line| line.catalogue.is_none() && charges.contains(&line.id));
    drop_lost_charges(&mut base, deal);
    base
}

/// Takes the ids of lines that are gone out of the list of finance charges.
fn drop_lost_charges(base: &mut Deal, deal: &Deal) {
    let Some(finance) = &mut base.finance else {
        return;
    };
    let left = |id: &String| {
        let was = deal.products.iter().any(|line| line.id == *id);
        !was || base.products.iter().any(|line| line.id == *id)
    };
    finance.finance_charges.retain(left);
}

/// A plan as a line of the deal, at this price. A line of the same plan that the deal has keeps its id and its cost.
#[must_use]
pub fn line_of(item: &CatalogueItem, plan: &Plan, price: Cents, deal: &Deal) -> Product {
    let is_it = |line: &&Product| {
        let named = line.catalogue.as_ref();
        named.is_some_and(|named| named.item == item.id && named.plan == plan.id)
    };
    let own = deal.products.iter().find(is_it);
    Product {
        id: own.map_or_else(|| plan.id.clone(), |line| line.id.clone()),
        kind: item.kind,
        name: line_name(item, plan),
        price,
        cost: own.and_then(|line| line.cost).or(plan.cost),
        provider: item.provider,
        payee: item.payee.clone(),
        term_months: plan.term_months,
        catalogue: Some(CatalogueRef {
            item: item.id.clone(),
            plan: plan.id.clone(),
        }),
    }
}

/// "Service contract, 7 years / 100,000 miles".
#[must_use]
pub fn line_name(item: &CatalogueItem, plan: &Plan) -> String {
    if plan.name == item.name {
        return item.name.clone();
    }
    format!("{}, {}", item.name, plan.name)
}

/// The deal with one more line; a finance charge is named as one.
#[must_use]
pub fn sold_with(deal: &Deal, item: &CatalogueItem, line: Product) -> Deal {
    let mut with = deal.clone();
    if item.finance_charge
        && let Some(finance) = &mut with.finance
        && !finance.finance_charges.contains(&line.id)
    {
        finance.finance_charges.push(line.id.clone());
    }
    with.products.push(line);
    with
}
