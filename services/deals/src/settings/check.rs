//! What may be set: every fault at once, each at its field.

use std::collections::BTreeSet;

use money::{Cents, Rate};
use platform::Fault;
use tax::Condition;

use super::{FeeWhen, LeaseDefaults, Settings, StandardFee};
use crate::overrides::said;
use desk::{DealKind, FeeKind, LimitCode, Limits};

/// The most that a fee or an amount of the books is.
const DEAREST: Cents = Cents::dollars(100_000);
const DEAREST_DOC_FEE: Cents = Cents::dollars(10_000);
const DEAREST_MILE: Cents = Cents::dollars(10);
const LONGEST_TERM: u32 = 120;
const LONGEST_WAIT: u32 = 180;
const MOST_MILES: u32 = 100_000;

/// What is found, at its field.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, pointer: impl Into<String>, code: &str, detail: impl Into<String>) {
        self.0.push(Fault::new(pointer, code, detail));
    }

    fn amount(&mut self, pointer: &str, amount: Cents, most: Cents) {
        if amount.is_negative() {
            self.add(pointer, "minimum", "must not be negative");
        } else if amount > most {
            self.add(
                pointer,
                "maximum",
                format!("must be at most {}", most.to_text()),
            );
        }
    }

    fn number(&mut self, pointer: &str, number: u32, least: u32, most: u32) {
        if !(least..=most).contains(&number) {
            let detail = format!("must be from {least} to {most}");
            self.add(pointer, "out_of_range", detail);
        }
    }

    fn text(&mut self, pointer: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(pointer, "required", "is empty; say what it is");
        }
    }
}

impl Settings {
    /// Looks at everything. `roles` are those of the dealership.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn check(&self, roles: &[String]) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        if let Some(fee) = self.doc_fee {
            faults.amount("/doc_fee", fee, DEAREST_DOC_FEE);
        }
        self.check_fees(&mut faults);
        if let Some(days) = self.first_payment_days {
            faults.number("/first_payment_days", days, 1, LONGEST_WAIT);
        }
        terms("/retail_terms", &self.retail_terms, &mut faults);
        terms("/lease_terms", &self.lease_terms, &mut faults);
        if self.down_step.is_positive() {
            faults.amount("/down_step", self.down_step, DEAREST);
        } else {
            faults.add("/down_step", "minimum", "must be above nothing");
        }
        lease(&self.lease, &mut faults);
        self.check_books(&mut faults);
        self.check_reasons(&mut faults);
        self.check_limits(roles, &mut faults);
        self.check_plans(&mut faults);
        faults.0.extend(self.check_whom(roles));
        faults.number("/holds_days", self.holds_days, 1, 60);
        if faults.0.is_empty() {
            Ok(())
        } else {
            Err(faults.0)
        }
    }

    fn check_fees(&self, faults: &mut Faults) {
        for (at, fee) in self.fees.iter().enumerate() {
            let pointer = format!("/fees/{at}");
            faults.text(&format!("{pointer}/name"), &fee.name);
            let most = match fee.kind {
                FeeKind::Doc => DEAREST_DOC_FEE,
                FeeKind::Dealer | FeeKind::Government => DEAREST,
            };
            faults.amount(&format!("{pointer}/amount"), fee.amount, most);
            let doc = |fee: &StandardFee| fee.kind == FeeKind::Doc;
            let before = self.fees[..at].iter().position(|other| {
                let same = other.kind == fee.kind && same_name(&other.name, &fee.name);
                (same || (doc(other) && doc(fee))) && other.when.meets(&fee.when)
            });
            match before {
                Some(before) if doc(fee) => {
                    let detail = format!("is a second doc fee of the deals of /fees/{before}");
                    faults.add(pointer, "doubled", detail);
                }
                Some(before) => {
                    let detail = format!("is on the same deals as /fees/{before} already");
                    faults.add(format!("{pointer}/name"), "doubled", detail);
                }
                None => {}
            }
        }
    }

    fn check_books(&self, faults: &mut Faults) {
        for (at, book) in self.books.iter().enumerate() {
            let pointer = format!("/books/{at}");
            faults.text(&format!("{pointer}/name"), &book.name);
            match (book.amount, book.share_of_msrp) {
                (Some(amount), None) => {
                    faults.amount(&format!("{pointer}/amount"), amount, DEAREST);
                }
                (None, Some(share)) => {
                    if share.is_negative() || share > Rate::ONE {
                        let detail = "is not between 0 and 1; 0.03 is 3 % of MSRP";
                        faults.add(format!("{pointer}/share_of_msrp"), "out_of_range", detail);
                    }
                }
                (Some(_), Some(_)) => {
                    let detail = "comes beside amount; send one of the two";
                    faults.add(format!("{pointer}/share_of_msrp"), "one_of", detail);
                }
                (None, None) => {
                    let detail = "is missing; send amount or share_of_msrp";
                    faults.add(format!("{pointer}/amount"), "required", detail);
                }
            }
            let before = self.books[..at].iter().position(|other| {
                other.kind == book.kind
                    && same_name(&other.name, &book.name)
                    && meet(&other.conditions, &book.conditions)
            });
            if let Some(before) = before {
                let detail = format!("is on the same vehicles as /books/{before} already");
                faults.add(format!("{pointer}/name"), "doubled", detail);
            }
        }
    }

    fn check_reasons(&self, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (at, reason) in self.reasons.iter().enumerate() {
            faults.text(&format!("/reasons/{at}/label"), &reason.label);
            if !seen.insert(&reason.code) {
                let detail = format!("“{}” is there already; a code is one reason", reason.code);
                faults.add(format!("/reasons/{at}/code"), "doubled", detail);
            }
        }
    }

    fn check_limits(&self, roles: &[String], faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (at, entry) in self.limits.iter().enumerate() {
            let pointer = format!("/limits/{at}/role");
            if !roles.contains(&entry.role) {
                let detail = format!("is none of {}", roles.join(", "));
                faults.add(pointer, "unknown", detail);
            } else if !seen.insert(&entry.role) {
                faults.add(pointer, "doubled", "has limits already");
            }
            let pointer = format!("/limits/{at}/limits");
            faults.of_engine(&pointer, entry.limits.check());
            for code in set(&entry.limits) {
                if self.reasons.iter().all(|reason| !reason.is_of(code)) {
                    let detail = "has no active reason to go beyond it; add one";
                    faults.add(
                        format!("{pointer}/{}", said::word(code)),
                        "no_reason",
                        detail,
                    );
                }
            }
        }
    }

    fn check_plans(&self, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (at, plan) in self.commission_plans.iter().enumerate() {
            faults.text(&format!("/commission_plans/{at}/name"), &plan.name);
            if !seen.insert(&plan.id) {
                let detail = "is there already; a plan has an id of its own";
                faults.add(format!("/commission_plans/{at}/id"), "doubled", detail);
            }
            faults.of_engine(&format!("/commission_plans/{at}"), plan.plan().check());
        }
    }
}

impl Faults {
    fn of_engine(&mut self, at: &str, checked: Result<(), Vec<tax::Fault>>) {
        if let Err(faults) = checked {
            self.0.extend(crate::structure::faults_at(at, faults));
        }
    }
}

impl FeeWhen {
    /// Whether there is a deal that both are for.
    fn meets(&self, other: &Self) -> bool {
        meet(&self.kinds, &other.kinds) && meet(&self.conditions, &other.conditions)
    }

    /// Whether it is for these deals.
    pub(super) fn fits(&self, kind: DealKind, condition: Condition) -> bool {
        fits(&self.kinds, &kind) && fits(&self.conditions, &condition)
    }
}

/// Whether two lists have something in common; an empty one is everything.
fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|item| other.contains(item))
}

/// Whether a list has it; an empty one is everything.
pub(super) fn fits<T: PartialEq>(list: &[T], item: &T) -> bool {
    list.is_empty() || list.contains(item)
}

/// The limits that are set.
fn set(limits: &Limits) -> Vec<LimitCode> {
    [
        (limits.discount.is_some(), LimitCode::Discount),
        (limits.discount_share.is_some(), LimitCode::DiscountShare),
        (limits.front_gross.is_some(), LimitCode::FrontGross),
        (limits.total_gross.is_some(), LimitCode::TotalGross),
        (limits.over_allowance.is_some(), LimitCode::OverAllowance),
        (limits.markup.is_some(), LimitCode::Markup),
        (limits.factor_markup.is_some(), LimitCode::FactorMarkup),
        (limits.term_months.is_some(), LimitCode::TermMonths),
        (limits.ltv.is_some(), LimitCode::Ltv),
    ]
    .into_iter()
    .filter(|(set, _)| *set)
    .map(|(_, code)| code)
    .collect()
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn terms(pointer: &str, terms: &[u32], faults: &mut Faults) {
    if terms.is_empty() {
        faults.add(
            pointer,
            "required",
            "is empty; the desk needs a term to offer",
        );
    }
    for (at, term) in terms.iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        if at > 0 && *term <= terms[at - 1] {
            faults.add(pointer, "order", "must be above the term before it");
        } else {
            faults.number(&pointer, *term, 1, LONGEST_TERM);
        }
    }
}

fn lease(lease: &LeaseDefaults, faults: &mut Faults) {
    if let Some(miles) = lease.miles_per_year {
        faults.number("/lease/miles_per_year", miles, 1, MOST_MILES);
    }
    if let Some(charge) = lease.excess_mile_charge {
        faults.amount("/lease/excess_mile_charge", charge, DEAREST_MILE);
    }
    if let Some(fee) = &lease.acquisition_fee {
        faults.amount("/lease/acquisition_fee/amount", fee.amount, DEAREST_DOC_FEE);
    }
    if let Some(rounding) = lease.security_deposit_rounding {
        let pointer = "/lease/security_deposit_rounding";
        if rounding.is_positive() {
            faults.amount(pointer, rounding, Cents::dollars(1_000));
        } else {
            faults.add(pointer, "minimum", "must be above nothing");
        }
    }
}
