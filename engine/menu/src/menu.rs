//! The menu: the payment without options first, then each column with what every product in it adds.
//!
//! A column is worked out as the desk works a deal out, line after line in the order of the column: what a product
//! adds is the payment with it less the payment before it, so that what stands in a column adds up to its payment to
//! the cent.

use desk::{Deal, DealKind, Figures, figures};
use money::Cents;
use serde::{Deserialize, Serialize};
use tax::{Fault, ProductKind, Provider, Wording};

use crate::ask::{ColumnAsk, MenuAsk, of_deal};
use crate::base::{line_name, line_of, sold_with, without_options};
use crate::caps::priced;
use crate::catalogue::{CatalogueItem, Plan, found};
use crate::disclosures::{Disclosure, Labels, disclosures};
use crate::figures::{MenuFigures, financed};
use crate::fit::eligible;
use crate::reason::Reason;
use crate::subject::Subject;
use crate::taxed::{Taxed, taxed};

/// What is put before the buyer. It holds no cost, whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Menu {
    pub base: MenuBase,
    pub columns: Vec<MenuColumn>,
    pub labels: Labels,
    pub disclosures: Vec<Disclosure>,
}

/// The deal without options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuBase {
    pub kind: DealKind,
    /// Months of the loan or lease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    #[serde(flatten)]
    pub figures: MenuFigures,
    /// Products that the structure has now and the menu begins without: the buyer chooses them anew.
    pub left_out: Vec<LeftOut>,
}

/// A line of the structure that is no part of the base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MenuLeftOut))]
pub struct LeftOut {
    pub id: String,
    pub name: String,
    pub price: Cents,
}

/// One column, worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuColumn {
    pub id: String,
    pub name: String,
    #[serde(flatten)]
    pub figures: MenuFigures,
    /// What the column's products cost together, before tax.
    pub products_total: Cents,
    /// Its payment less the payment without options.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub payment_difference: Option<Cents>,
    pub products: Vec<MenuProduct>,
}

/// A product in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuProduct {
    pub item: String,
    pub plan: String,
    /// Product and plan.
    pub name: String,
    pub kind: ProductKind,
    pub provider: Provider,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miles: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible: Option<Cents>,
    pub price: Cents,
    /// Whether the place taxes it.
    pub taxed: bool,
    /// What the law says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub tax_reason: Option<Wording>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub tax_citation: Option<Wording>,
    /// Whether its price is a finance charge of this deal.
    pub finance_charge: bool,
    /// What it adds to the payment; absent where it is not in the column's figures.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub adds_to_payment: Option<Cents>,
    /// Why it cannot be sold with this deal. Empty where it can; otherwise it is not in the column's figures.
    pub reasons: Vec<Reason>,
}

/// Works a menu out.
///
/// # Errors
/// Every fault of the columns, or of the deal, at once.
pub fn menu(ask: &MenuAsk) -> Result<Menu, Vec<Fault>> {
    let mut faults = ask.faults();
    let base_deal = without_options(&ask.deal);
    let base = match figures(&base_deal) {
        Ok(base) if faults.is_empty() => base,
        Ok(_) => return Err(faults),
        Err(wrong) => {
            faults.extend(of_deal(wrong));
            return Err(faults);
        }
    };
    let work = Work {
        ask,
        subject: ask.subject(),
        base_deal,
        base,
    };
    let columns = ask.columns.iter().map(|column| work.column(column));
    let columns: Vec<MenuColumn> = columns.collect::<Result<_, _>>()?;
    let sold = columns.iter().flat_map(|column| &column.products);
    let disclosures = disclosures(&ask.deal, sold);
    Ok(Menu {
        base: work.base(),
        labels: Labels::of(&ask.deal),
        disclosures,
        columns,
    })
}

/// A menu while it is worked out.
struct Work<'a> {
    ask: &'a MenuAsk,
    subject: Subject<'a>,
    base_deal: Deal,
    base: Figures,
}

/// A plan that was asked for, and what stands against it so far.
struct Asked<'a> {
    item: &'a CatalogueItem,
    plan: &'a Plan,
    price: Cents,
    reasons: Vec<Reason>,
    adds: Option<Cents>,
}

impl<'a> Work<'a> {
    fn base(&self) -> MenuBase {
        let kept = &self.base_deal.products;
        let gone = self.ask.deal.products.iter();
        let gone = gone.filter(|line| kept.iter().all(|other| other.id != line.id));
        MenuBase {
            kind: self.base.kind,
            term_months: self.subject.term_months(),
            figures: MenuFigures::of(&self.base),
            left_out: gone
                .map(|line| LeftOut {
                    id: line.id.clone(),
                    name: line.name.clone(),
                    price: line.price,
                })
                .collect(),
        }
    }

    fn column(&self, column: &ColumnAsk) -> Result<MenuColumn, Vec<Fault>> {
        let mut asked: Vec<Asked<'a>> = Vec::with_capacity(column.products.len());
        for offer in &column.products {
            let Some((item, plan)) = found(&self.ask.catalogue, &offer.item, &offer.plan) else {
                continue;
            };
            asked.push(Asked {
                item,
                plan,
                price: offer.price.unwrap_or(plan.price),
                reasons: eligible(item, plan, &self.subject),
                adds: None,
            });
        }
        let worked = self.settle(&mut asked)?;
        let (before, after) = (payment(&self.base), payment(&worked));
        let mut products = Vec::with_capacity(asked.len());
        let mut total = Cents::ZERO;
        for it in asked {
            if it.reasons.is_empty() {
                total += it.price;
            }
            products.push(self.product(it)?);
        }
        Ok(MenuColumn {
            id: column.id.clone(),
            name: column.name.clone(),
            figures: MenuFigures::of(&worked),
            products_total: total,
            payment_difference: difference(before, after),
            products,
        })
    }

    /// The figures of the deal with all that can be sold of the column. What a price or an amount financed rules out
    /// is known only once the others are in, so what falls out is taken out until the rest holds.
    fn settle(&self, asked: &mut [Asked<'a>]) -> Result<Figures, Vec<Fault>> {
        loop {
            let mut deal = self.base_deal.clone();
            let mut last = self.base.clone();
            for it in asked.iter_mut().filter(|it| it.reasons.is_empty()) {
                let line = line_of(it.item, it.plan, it.price, &self.ask.deal);
                deal = sold_with(&deal, it.item, line);
                let next = figures(&deal).map_err(of_deal)?;
                it.adds = difference(payment(&last), payment(&next));
                last = next;
            }
            let amount = financed(&last);
            let mut fell = false;
            for it in asked.iter_mut().filter(|it| it.reasons.is_empty()) {
                it.reasons = priced(it.item, it.plan, it.price, &self.subject, amount);
                fell |= !it.reasons.is_empty();
            }
            if !fell {
                return Ok(last);
            }
        }
    }

    fn product(&self, it: Asked<'a>) -> Result<MenuProduct, Vec<Fault>> {
        let line = line_of(it.item, it.plan, it.price, &self.ask.deal);
        let alone = sold_with(&self.base_deal, it.item, line);
        let told: Taxed = taxed(&alone, &figures(&alone).map_err(of_deal)?, &self.base);
        Ok(MenuProduct {
            item: it.item.id.clone(),
            plan: it.plan.id.clone(),
            name: line_name(it.item, it.plan),
            kind: it.item.kind,
            provider: it.item.provider,
            payee: it.item.payee.clone(),
            description: it.item.description.clone(),
            term_months: it.plan.term_months,
            miles: it.plan.miles,
            deductible: it.plan.deductible,
            price: it.price,
            taxed: told.taxed,
            tax_reason: told.reason,
            tax_citation: told.citation,
            finance_charge: it.item.finance_charge && self.ask.deal.kind == DealKind::Retail,
            adds_to_payment: it.adds.filter(|_| it.reasons.is_empty()),
            reasons: it.reasons,
        })
    }
}

fn payment(figures: &Figures) -> Option<Cents> {
    MenuFigures::of(figures).payment
}

/// A deal with nothing to pay off costs nothing a month.
fn difference(before: Option<Cents>, after: Option<Cents>) -> Option<Cents> {
    match (before, after) {
        (None, None) => None,
        _ => Some(after.unwrap_or_default() - before.unwrap_or_default()),
    }
}
