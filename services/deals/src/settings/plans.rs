//! Whom a rooftop pays by which commission plan: a plan names people and roles, one may be everybody else's.

use std::collections::{BTreeMap, BTreeSet};

use desk::{CommissionPlan, CommissionStep, ProductBonus, UnitBonus};
use money::{Cents, Rate};
use platform::Fault;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Settings;

/// A commission plan with whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StorePlan {
    pub id: String,
    #[serde(default)]
    pub name: String,
    /// Shares of the commissionable front gross, each of what lies between its `from` and the next one's. The first is
    /// from 0.00.
    #[serde(default)]
    pub front: Vec<CommissionStep>,
    /// Of the commissionable back gross; none where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_share: Option<Rate>,
    /// What the front pays at least, be the gross below zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Cents>,
    #[serde(default)]
    pub per_product: Vec<ProductBonus>,
    /// By the unit's number in the month; the last one that is reached is paid.
    #[serde(default)]
    pub unit_bonuses: Vec<UnitBonus>,
    /// Whom it is for by name or role; the default plan may leave it empty.
    #[serde(default)]
    pub r#for: PlanFor,
}

/// Whom a plan is for. Somebody's own name goes before their roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlanFor {
    #[schema(max_items = 200)]
    pub users: Vec<Uuid>,
    #[schema(max_items = 20)]
    pub roles: Vec<String>,
}

impl PlanFor {
    fn is_nobody(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty()
    }
}

/// Why a plan is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanReason {
    /// The plan names them.
    Person,
    /// The plan names a role of theirs.
    Role,
    /// No plan names them, and this one is for everybody else.
    Default,
}

/// Somebody who works at the rooftop, with their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
    pub roles: Vec<String>,
}

impl StorePlan {
    /// As the engine pays by it.
    #[must_use]
    pub fn plan(&self) -> CommissionPlan {
        CommissionPlan {
            id: self.id.clone(),
            name: self.name.clone(),
            front: self.front.clone(),
            back_share: self.back_share,
            minimum: self.minimum,
            per_product: self.per_product.clone(),
            unit_bonuses: self.unit_bonuses.clone(),
        }
    }
}

impl Settings {
    /// The plan that pays somebody, and why it is theirs. Of two plans for roles of theirs, which no settings may say of
    /// people who had those roles when they were set, it is the first.
    #[must_use]
    pub fn plan_of(&self, person: Uuid, roles: &[String]) -> Option<(&StorePlan, PlanReason)> {
        let plans = || self.commission_plans.iter();
        let named = plans().find(|plan| plan.r#for.users.contains(&person));
        let by_role = || plans().find(|plan| plan.r#for.roles.iter().any(|it| roles.contains(it)));
        let default = || {
            let id = self.commission_default.as_ref()?;
            plans().find(|plan| plan.id == *id)
        };
        named
            .map(|plan| (plan, PlanReason::Person))
            .or_else(|| by_role().map(|plan| (plan, PlanReason::Role)))
            .or_else(|| default().map(|plan| (plan, PlanReason::Default)))
    }

    /// Whether the plans name anybody, so that it takes the people of the rooftop to check them.
    #[must_use]
    pub fn plans_name_people(&self) -> bool {
        let mut plans = self.commission_plans.iter();
        plans.any(|plan| !plan.r#for.is_nobody())
    }

    /// What is wrong with whom the plans are for, as far as the plans and the dealership's roles tell.
    pub(super) fn check_whom(&self, roles: &[String]) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some(id) = &self.commission_default
            && self.commission_plans.iter().all(|plan| plan.id != *id)
        {
            let detail = "is none of the plans; name the id of one";
            faults.push(Fault::new("/commission_default", "unknown", detail));
        }
        let (mut people, mut seen) = (BTreeMap::new(), BTreeMap::new());
        for (at, plan) in self.commission_plans.iter().enumerate() {
            let pointer = format!("/commission_plans/{at}/for");
            if plan.r#for.is_nobody() && self.commission_default.as_ref() != Some(&plan.id) {
                let detail = "is for nobody; name people or roles, or make it everybody else's";
                faults.push(Fault::new(pointer.as_str(), "required", detail));
            }
            for (n, user) in plan.r#for.users.iter().enumerate() {
                if let Some(other) = people.insert(user, at) {
                    let detail = format!("has a plan already: {}", self.called(other));
                    faults.push(Fault::new(
                        format!("{pointer}/users/{n}"),
                        "doubled",
                        detail,
                    ));
                }
            }
            for (n, role) in plan.r#for.roles.iter().enumerate() {
                let pointer = format!("{pointer}/roles/{n}");
                if !roles.contains(role) {
                    let detail = format!("is none of {}", roles.join(", "));
                    faults.push(Fault::new(pointer, "unknown", detail));
                } else if let Some(other) = seen.insert(role, at) {
                    let detail = format!("has a plan already: {}", self.called(other));
                    faults.push(Fault::new(pointer, "doubled", detail));
                }
            }
        }
        faults
    }

    /// What is wrong with whom the plans are for, held to the people who work at the rooftop: somebody who does not, and
    /// somebody whose roles are in two plans.
    #[must_use]
    pub fn check_people(&self, people: &[Colleague]) -> Vec<Fault> {
        let known: BTreeSet<Uuid> = people.iter().map(|person| person.id).collect();
        let mut faults = Vec::new();
        for (at, plan) in self.commission_plans.iter().enumerate() {
            for (n, user) in plan.r#for.users.iter().enumerate() {
                if !known.contains(user) {
                    let pointer = format!("/commission_plans/{at}/for/users/{n}");
                    let detail = "is nobody who works at this store";
                    faults.push(Fault::new(pointer, "unknown", detail));
                }
            }
        }
        let named = |person: &Colleague| {
            let mut plans = self.commission_plans.iter();
            plans.any(|plan| plan.r#for.users.contains(&person.id))
        };
        for person in people.iter().filter(|person| !named(person)) {
            let mut of_roles = self
                .commission_plans
                .iter()
                .enumerate()
                .filter_map(|(at, plan)| {
                    let mut roles = plan.r#for.roles.iter();
                    Some((at, roles.position(|role| person.roles.contains(role))?))
                });
            let first = of_roles.next();
            if let (Some((first, _)), Some((at, n))) = (first, of_roles.next()) {
                let pointer = format!("/commission_plans/{at}/for/roles/{n}");
                let detail = format!(
                    "has {} in two plans, this and {}: name {} in one of them",
                    person.name,
                    self.called(first),
                    person.name
                );
                faults.push(Fault::new(pointer, "doubled", detail));
            }
        }
        faults
    }

    /// A plan as a fault names it.
    fn called(&self, at: usize) -> String {
        let name = self.commission_plans.get(at).map(|plan| plan.name.trim());
        match name {
            Some(name) if !name.is_empty() => format!("“{name}”"),
            _ => format!("the plan /commission_plans/{at}"),
        }
    }
}
