//! The deal without its options, and the same with some of them sold.

use desk::{CatalogueRef, Deal, DealKind, Product};
use money::Cents;

use crate::catalogue::{CatalogueItem, Plan};

/// Whether the buyer may leave a product of the deal out. The lender asks for the others: lines of no catalogue that are
/// finance charges.
#[must_use]
pub fn is_option(line: &Product, deal: &Deal) -> bool {
    let finance = deal
        .finance
        .as_ref()
        .filter(|_| deal.kind == DealKind::Retail);
    let charged = finance.is_some_and(|finance| finance.finance_charges.contains(&line.id));
    line.catalogue.is_some() || !charged
}

/// The products of the deal that the buyer may leave out.
pub fn options(deal: &Deal) -> impl Iterator<Item = &Product> {
    deal.products.iter().filter(|line| is_option(line, deal))
}

/// The deal without them.
#[must_use]
pub fn without_options(deal: &Deal) -> Deal {
    let mut base = deal.clone();
    base.products.retain(|line| !is_option(line, deal));
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
