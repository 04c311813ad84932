//! What a product of the catalogue must be: every fault at once, each at its field.

use money::{Cents, Rate};
use tax::{Fault, is_state};

use crate::ask::fault;
use crate::catalogue::{CatalogueItem, Plan, PriceCap};

const LONGEST_COVER: u32 = 240;
const LONGEST_DEAL: u32 = 120;
const MOST_MILES: u32 = 1_000_000;
const OLDEST: u16 = 50;
const MOST_PLANS: usize = 200;

/// The faults so far, and below which pointer the checking stands.
struct Findings {
    found: Vec<Fault>,
    at: String,
}

impl Findings {
    fn add(&mut self, field: &str, code: &'static str, detail: impl Into<String>) {
        let pointer = format!("{}{field}", self.at);
        self.found.push(fault(pointer, code, detail));
    }

    fn text(&mut self, field: &str, text: &str, longest: usize) {
        if text.trim().is_empty() || text.chars().count() > longest {
            let detail = format!("must have 1 to {longest} characters");
            self.add(field, "out_of_range", detail);
        }
    }

    fn amount(&mut self, field: &str, amount: Option<Cents>) {
        if amount.is_some_and(|amount| amount.is_negative() || amount > Cents::LIMIT) {
            self.add(field, "out_of_range", "must be between 0 and 1000000000.00");
        }
    }

    fn count(&mut self, field: &str, count: Option<u32>, most: u32) {
        if count.is_some_and(|count| count == 0 || count > most) {
            self.add(
                field,
                "out_of_range",
                format!("must be between 1 and {most}"),
            );
        }
    }

    fn state(&mut self, field: &str, state: &str) {
        if !is_state(state) {
            let detail = format!("“{state}” is no state by its two letters");
            self.add(field, "unknown_state", detail);
        }
    }
}

impl CatalogueItem {
    /// Every fault of the product, by pointer.
    ///
    /// # Errors
    /// At least one fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut findings = Findings {
            found: Vec::new(),
            at: String::new(),
        };
        findings.text("/id", &self.id, 64);
        findings.text("/name", &self.name, 120);
        if let Some(payee) = &self.payee {
            findings.text("/payee", payee, 120);
        }
        if let Some(description) = &self.description {
            findings.text("/description", description, 1_000);
        }
        for (at, state) in self.states.iter().enumerate() {
            findings.state(&format!("/states/{at}"), state);
        }
        for (at, rooftop) in self.rooftops.iter().enumerate() {
            findings.text(&format!("/rooftops/{at}"), rooftop, 64);
        }
        for (at, cap) in self.price_caps.iter().enumerate() {
            findings.at = format!("/price_caps/{at}");
            check_cap(cap, &mut findings);
        }
        findings.at.clear();
        if self.plans.is_empty() || self.plans.len() > MOST_PLANS {
            let detail = format!("a product has 1 to {MOST_PLANS} plans");
            findings.add("/plans", "out_of_range", detail);
        }
        for (at, plan) in self.plans.iter().enumerate() {
            findings.at = format!("/plans/{at}");
            check_plan(plan, &mut findings);
            if self.plans[..at].iter().any(|other| other.id == plan.id) {
                findings.add("/id", "duplicate", "another plan has this id");
            }
        }
        if findings.found.is_empty() {
            Ok(())
        } else {
            Err(findings.found)
        }
    }
}

fn check_cap(cap: &PriceCap, findings: &mut Findings) {
    if let Some(state) = &cap.state {
        findings.state("/state", state);
    }
    findings.amount("/amount", cap.amount);
    if let Some(share) = cap.share_of_amount_financed
        && (share <= Rate::ZERO || share > Rate::ONE)
    {
        let detail = "is not above 0 and at most 1; 0.04 is 4 %";
        findings.add("/share_of_amount_financed", "out_of_range", detail);
    }
    match (cap.amount, cap.share_of_amount_financed) {
        (None, None) => {
            let detail = "is missing; send amount or share_of_amount_financed";
            findings.add("/amount", "required", detail);
        }
        (Some(_), Some(_)) => {
            let detail = "comes beside amount; send one of the two, or two caps";
            findings.add("/share_of_amount_financed", "one_of", detail);
        }
        _ => {}
    }
}

fn check_plan(plan: &Plan, findings: &mut Findings) {
    findings.text("/id", &plan.id, 64);
    findings.text("/name", &plan.name, 120);
    findings.count("/term_months", plan.term_months, LONGEST_COVER);
    findings.count("/miles", plan.miles, MOST_MILES);
    findings.amount("/deductible", plan.deductible);
    findings.amount("/cost", plan.cost);
    findings.amount("/price", Some(plan.price));
    findings.amount("/price_to", plan.price_to);
    if plan.price_to.is_some_and(|most| most < plan.price) {
        let detail = "is below the price that the plan is offered at";
        findings.add("/price_to", "reversed", detail);
    }
    if plan.age_to.is_some_and(|age| age > OLDEST) {
        findings.add(
            "/age_to",
            "out_of_range",
            format!("must be at most {OLDEST} years"),
        );
    }
    findings.count("/odometer_to", plan.odometer_to, MOST_MILES);
    for (at, make) in plan.makes.iter().enumerate() {
        findings.text(&format!("/makes/{at}"), make, 64);
    }
    findings.count("/deal_term_from", plan.deal_term_from, LONGEST_DEAL);
    findings.count("/deal_term_to", plan.deal_term_to, LONGEST_DEAL);
    if let (Some(from), Some(to)) = (plan.deal_term_from, plan.deal_term_to)
        && from > to
    {
        findings.add("/deal_term_to", "reversed", "ends before it begins");
    }
    findings.amount("/amount_financed_to", plan.amount_financed_to);
}
