//! What a plan pays the people who made a deal, line by line.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::{Fault, ProductKind};

use crate::deal::or_nothing;
use crate::figures::Commissionable;
use crate::validate::Faults;

/// The most steps, bonuses and products of a plan.
const MOST: usize = 24;
/// The most products of a deal.
const MOST_SOLD: usize = 50;

/// A deal as far as commission goes, and the plan that pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommissionAsk {
    /// Of the figures' gross.
    pub commissionable: Commissionable,
    pub plan: CommissionPlan,
    /// The kind of each product that the deal sells.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub products: Vec<ProductKind>,
    /// Units that were sold in the month before this one, for bonuses; without it there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units_before: Option<u32>,
}

/// How a dealership pays its people for a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommissionPlan {
    pub id: String,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    /// Shares of the commissionable front gross, each of what lies between its `from` and the next one's. The
    /// first is from 0.00.
    #[serde(default, deserialize_with = "or_nothing")]
    pub front: Vec<CommissionStep>,
    /// Of the commissionable back gross; none where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_share: Option<Rate>,
    /// What the front pays at least, be the gross below zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Cents>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub per_product: Vec<ProductBonus>,
    /// By the unit's number in the month; the last one that is reached is paid.
    #[serde(default, deserialize_with = "or_nothing")]
    pub unit_bonuses: Vec<UnitBonus>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommissionStep {
    pub from: Cents,
    pub share: Rate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProductBonus {
    pub kind: ProductKind,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitBonus {
    /// This unit of the month and those after it are each worth the amount.
    pub units_from: u32,
    pub amount: Cents,
}

/// What the plan pays. Each line is an addend of `total`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commission {
    pub lines: Vec<CommissionLine>,
    pub total: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommissionLine {
    pub code: CommissionCode,
    /// What the share is of, or what the minimum stands in for; absent where the amount is flat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
    /// Of a product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductKind>,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommissionCode {
    /// One step of the front.
    Front,
    /// What the front lacks to the minimum.
    Minimum,
    Back,
    Product,
    UnitBonus,
}

/// What a plan pays for a deal. A gross below zero costs nobody anything.
///
/// # Errors
/// Every fault of the ask at once, each naming its field.
pub fn commission(ask: &CommissionAsk) -> Result<Commission, Vec<Fault>> {
    let plan = &ask.plan;
    let mut faults = Faults::default();
    faults.within("/plan");
    plan.note_faults(&mut faults);
    faults.within("");
    faults.count("/products", ask.products.len(), MOST_SOLD);
    faults.into_result()?;

    let mut lines = front(plan, ask.commissionable.front);
    let paid: Cents = lines.iter().map(|line| line.amount).sum();
    let lacking = plan.minimum.unwrap_or_default() - paid;
    if lacking.is_positive() {
        lines.push(CommissionLine {
            basis: Some(ask.commissionable.front),
            ..flat(CommissionCode::Minimum, lacking)
        });
    }
    let back = ask.commissionable.back.or_zero();
    lines.extend(
        plan.back_share
            .map(|share| shared(CommissionCode::Back, back, share)),
    );
    for kind in &ask.products {
        let bonus = plan.per_product.iter().find(|bonus| bonus.kind == *kind);
        lines.extend(bonus.map(|bonus| CommissionLine {
            product: Some(*kind),
            ..flat(CommissionCode::Product, bonus.amount)
        }));
    }
    if let Some(before) = ask.units_before {
        let reached = |bonus: &&UnitBonus| bonus.units_from <= before.saturating_add(1);
        let bonus = plan.unit_bonuses.iter().rfind(reached);
        lines.extend(bonus.map(|bonus| flat(CommissionCode::UnitBonus, bonus.amount)));
    }
    lines.retain(|line| !line.amount.is_zero());
    Ok(Commission {
        total: lines.iter().map(|line| line.amount).sum(),
        lines,
    })
}

fn flat(code: CommissionCode, amount: Cents) -> CommissionLine {
    CommissionLine {
        code,
        basis: None,
        share: None,
        product: None,
        amount,
    }
}

fn shared(code: CommissionCode, basis: Cents, share: Rate) -> CommissionLine {
    CommissionLine {
        basis: Some(basis),
        share: Some(share),
        ..flat(code, basis.times(share, Rounding::HalfUp))
    }
}

fn front(plan: &CommissionPlan, gross: Cents) -> Vec<CommissionLine> {
    let upper = plan.front.iter().skip(1).map(|step| step.from);
    plan.front
        .iter()
        .zip(upper.chain([Cents::LIMIT]))
        .map(|(step, to)| (gross.min(to) - step.from, step.share))
        .filter(|(within, _)| within.is_positive())
        .map(|(within, share)| shared(CommissionCode::Front, within, share))
        .collect()
}

impl CommissionPlan {
    /// Looks at the plan on its own.
    ///
    /// # Errors
    /// Every fault of it at once, each naming its field.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        self.note_faults(&mut faults);
        faults.into_result()
    }

    fn note_faults(&self, faults: &mut Faults) {
        faults.id("/id", &self.id);
        faults.text("/name", &self.name);
        faults.rates(&[("/back_share", self.back_share, Rate::ONE)]);
        faults.amounts(&[("/minimum", self.minimum)]);
        faults.count("/front", self.front.len(), MOST);
        faults.count("/per_product", self.per_product.len(), MOST);
        faults.count("/unit_bonuses", self.unit_bonuses.len(), MOST);
        let mut last = None;
        for (at, step) in self.front.iter().enumerate() {
            faults.inside("/front", at);
            faults.amounts(&[("/from", Some(step.from))]);
            faults.rates(&[("/share", Some(step.share), Rate::ONE)]);
            if at == 0 && !step.from.is_zero() {
                faults.add("/from", "out_of_range", "the first step is from 0.00");
            } else if last.is_some_and(|last| step.from <= last) {
                faults.add("/from", "out_of_range", "must be above the step before it");
            }
            last = Some(step.from);
        }
        for (at, bonus) in self.per_product.iter().enumerate() {
            faults.inside("/per_product", at);
            faults.amounts(&[("/amount", Some(bonus.amount))]);
            let before = &self.per_product[..at];
            if before.iter().any(|other| other.kind == bonus.kind) {
                faults.add("/kind", "duplicate", "the kind is there twice");
            }
        }
        let mut last = 0;
        for (at, bonus) in self.unit_bonuses.iter().enumerate() {
            faults.inside("/unit_bonuses", at);
            faults.amounts(&[("/amount", Some(bonus.amount))]);
            if bonus.units_from <= last {
                let detail = "must be at least 1 and above the one before it";
                faults.add("/units_from", "out_of_range", detail);
            }
            last = bonus.units_from;
        }
        faults.outside();
    }
}
