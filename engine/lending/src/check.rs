//! What a lender and a rate sheet must be: every fault at once, each at its field.

use money::{Cents, Rate};
use tax::{Fault, VehicleClass, is_state};

use crate::lender::Lender;
use crate::markup::state_points;
use crate::programme::{Programme, ProgrammeKind, RowScope, SheetCondition, Tier};
use crate::reserve::{ReserveKind, ReservePlan};
use crate::sheet_check;

/// The most a sheet may ask or give; beyond them a figure was typed in another unit.
pub(crate) const HIGHEST_RATE: Rate = Rate::basis_points(5_000);
pub(crate) const HIGHEST_MARKUP: Rate = Rate::basis_points(1_000);
pub(crate) const HIGHEST_ADVANCE: Rate = Rate::basis_points(30_000);
pub(crate) const LOWEST_ADVANCE: Rate = Rate::basis_points(2_000);
/// 48 % a year.
pub(crate) const STEEPEST_FACTOR: Rate = Rate::new(2_000_000);
const SCORES: std::ops::RangeInclusive<u16> = 250..=900;
const LONGEST_TERM: u32 = 120;
const YEARS: std::ops::RangeInclusive<u16> = 1980..=2100;

/// One fault of a sheet: in which list, at which entry, of which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// `""` for the sheet itself.
    pub list: &'static str,
    pub at: usize,
    pub field: &'static str,
    pub code: &'static str,
    /// Of one that meets another entry of its list, without the place of that.
    pub detail: String,
    /// The other entry.
    pub beside: Option<usize>,
}

impl Finding {
    /// Where in the sheet it is.
    pub fn pointer(&self) -> String {
        match self.list {
            "" => self.field.to_owned(),
            list => format!("{list}/{}{}", self.at, self.field),
        }
    }

    /// The whole sentence, its entry counted from 1.
    pub fn told(&self) -> String {
        match self.beside {
            Some(other) => format!("{} row {}", self.detail, other + 1),
            None => self.detail.clone(),
        }
    }
}

/// The findings so far, and where the checking stands.
#[derive(Default)]
pub(crate) struct Findings {
    pub found: Vec<Finding>,
    list: &'static str,
    at: usize,
}

impl Findings {
    pub fn inside(&mut self, list: &'static str, at: usize) {
        (self.list, self.at) = (list, at);
    }

    pub fn add(&mut self, field: &'static str, code: &'static str, detail: impl Into<String>) {
        self.found.push(Finding {
            list: self.list,
            at: self.at,
            field,
            code,
            detail: detail.into(),
            beside: None,
        });
    }

    /// One that meets another entry of the same list; `detail` ends where the place of that follows.
    pub fn add_beside(&mut self, field: &'static str, code: &'static str, detail: &str, at: usize) {
        self.add(field, code, detail);
        if let Some(added) = self.found.last_mut() {
            added.beside = Some(at);
        }
    }

    pub fn text(&mut self, field: &'static str, text: &str, longest: usize) {
        if text.trim().is_empty() || text.chars().count() > longest {
            let detail = format!("must have 1 to {longest} characters");
            self.add(field, "out_of_range", detail);
        }
    }

    pub fn amount(&mut self, field: &'static str, amount: Option<Cents>) {
        if amount.is_some_and(|amount| amount.is_negative() || amount > Cents::LIMIT) {
            self.add(field, "out_of_range", "must be between 0 and 1000000000.00");
        }
    }

    pub fn rate(&mut self, field: &'static str, rate: Option<Rate>, least: Rate, most: Rate) {
        if let Some(rate) = rate
            && (rate < least || rate > most)
        {
            let detail = format!("{rate} is not a fraction between {least} and {most}");
            self.add(field, "out_of_range", detail);
        }
    }

    pub fn states(&mut self, field: &'static str, states: &[String]) {
        for state in states {
            if !is_state(state) {
                self.add(field, "unknown_state", format!("{state} is no state"));
            }
        }
    }

    fn order<T: PartialOrd>(&mut self, field: &'static str, from: Option<T>, to: Option<T>) {
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.add(field, "reversed", "ends before it begins");
        }
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.found
            .into_iter()
            .map(|finding| Fault {
                pointer: finding.pointer(),
                code: finding.code.into(),
                detail: finding.told(),
            })
            .collect()
    }
}

impl Lender {
    /// Every fault of the lender, by pointer.
    ///
    /// # Errors
    /// At least one fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut findings = Findings::default();
        findings.text("/id", &self.id, 64);
        findings.text("/name", &self.name, 200);
        findings.states("/states", &self.states);
        check_plan(&self.reserve, &mut findings);
        let mut before = Some(0);
        for (at, cap) in self.markup_caps.iter().enumerate() {
            findings.inside("/markup_caps", at);
            findings.rate("/points", Some(cap.points), Rate::ZERO, HIGHEST_MARKUP);
            let rises = match (before, cap.term_to) {
                (Some(before), Some(to)) => to > before,
                (Some(_), None) => true,
                (None, _) => false,
            };
            if !rises {
                let detail = "the longest terms must rise, and only the last may be open";
                findings.add("/term_to", "not_rising", detail);
            }
            before = cap.term_to;
        }
        let faults = findings.into_faults();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

fn check_plan(plan: &ReservePlan, findings: &mut Findings) {
    let of_spread = plan.is_of_the_spread();
    let strays = [
        ("/reserve/share", plan.share.is_some() && !of_spread),
        ("/reserve/split", plan.split.is_some() && !of_spread),
        (
            "/reserve/percent",
            plan.percent.is_some() && plan.method != ReserveKind::Percent,
        ),
        (
            "/reserve/amount",
            plan.amount.is_some() && plan.method != ReserveKind::Flat,
        ),
    ];
    for (field, stray) in strays {
        if stray {
            findings.add(
                field,
                "not_of_this_method",
                "the method does not ask for it",
            );
        }
    }
    if plan.method == ReserveKind::Percent && plan.percent.is_none() {
        findings.add("/reserve/percent", "missing", "the method asks for it");
    }
    if plan.method == ReserveKind::Flat && plan.amount.is_none() {
        findings.add("/reserve/amount", "missing", "the method asks for it");
    }
    findings.rate("/reserve/share", plan.share, Rate::ZERO, Rate::ONE);
    findings.rate("/reserve/percent", plan.percent, Rate::ZERO, HIGHEST_MARKUP);
    if let Some(split) = plan.split {
        findings.rate(
            "/reserve/split/over",
            Some(split.over),
            Rate::ZERO,
            HIGHEST_MARKUP,
        );
        findings.rate(
            "/reserve/split/share",
            Some(split.share),
            Rate::ZERO,
            Rate::ONE,
        );
    }
    findings.amount("/reserve/amount", plan.amount);
    findings.amount("/reserve/minimum", plan.minimum);
    findings.amount("/reserve/maximum", plan.maximum);
    findings.order("/reserve/maximum", plan.minimum, plan.maximum);
}

impl Programme {
    /// Every fault of the sheet, by pointer.
    ///
    /// # Errors
    /// At least one fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let faults = findings_of(self).into_faults();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

/// Editions of one programme that hold on the same day: a fault at the later one, by pointer into a
/// list of the sheets.
#[must_use]
pub fn check_editions(programmes: &[Programme]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, one) in programmes.iter().enumerate() {
        for (other_at, other) in programmes.iter().enumerate() {
            let later = (one.valid_from, at) > (other.valid_from, other_at);
            if later && let Some(detail) = held_twice(other, one) {
                faults.push(Fault {
                    pointer: format!("/{at}/valid_from"),
                    code: "validity_overlaps".into(),
                    detail,
                });
            }
        }
    }
    faults
}

/// What is to be said of two sheets that are editions of one programme and share a day.
pub(crate) fn held_twice(earlier: &Programme, later: &Programme) -> Option<String> {
    if !later.is_edition_of(earlier) || !earlier.is_valid_on(later.valid_from) {
        return None;
    }
    let until = held_until(earlier);
    Some(format!(
        "{} holds from {} {until}; {} would hold from {} beside it",
        earlier.id, earlier.valid_from, later.id, later.valid_from
    ))
}

/// How long a sheet holds, as it stands in a sentence.
pub(crate) fn held_until(sheet: &Programme) -> String {
    match sheet.valid_to {
        Some(to) => format!("until {to}"),
        None => "with no end".into(),
    }
}

pub(crate) fn findings_of(sheet: &Programme) -> Findings {
    let mut findings = Findings::default();
    findings.text("/id", &sheet.id, 64);
    findings.text("/lender", &sheet.lender, 64);
    findings.text("/name", &sheet.name, 200);
    findings.states("/states", &sheet.states);
    findings.order("/valid_to", Some(sheet.valid_from), sheet.valid_to);
    check_tiers(&sheet.tiers, &mut findings);
    match (sheet.kind, &sheet.lease) {
        (ProgrammeKind::Lease, Some(lease)) => {
            sheet_check::lease(sheet, lease, &mut findings);
            findings.inside("", 0);
            if !sheet.rows.is_empty() {
                findings.add(
                    "/rows",
                    "not_of_this_kind",
                    "a lease sheet has no retail rows",
                );
            }
        }
        (ProgrammeKind::Lease, None) => {
            findings.inside("", 0);
            findings.add("/lease", "missing", "a lease sheet needs its lease terms");
        }
        (ProgrammeKind::Retail | ProgrammeKind::Balloon, lease) => {
            sheet_check::retail(sheet, &mut findings);
            findings.inside("", 0);
            if lease.is_some() {
                findings.add(
                    "/lease",
                    "not_of_this_kind",
                    "only a lease sheet has lease terms",
                );
            }
            if sheet.rows.is_empty() {
                findings.add("/rows", "missing", "the sheet has no rows");
            }
        }
    }
    findings
}

fn check_tiers(tiers: &[Tier], findings: &mut Findings) {
    if tiers.is_empty() {
        findings.add("/tiers", "missing", "the sheet has no tiers");
    }
    for (at, tier) in tiers.iter().enumerate() {
        findings.inside("/tiers", at);
        findings.text("/name", &tier.name, 64);
        for (field, score) in [
            ("/score_from", tier.score_from),
            ("/score_to", tier.score_to),
        ] {
            if score.is_some_and(|score| !SCORES.contains(&score)) {
                findings.add(field, "out_of_range", "a score is between 250 and 900");
            }
        }
        findings.order("/score_to", tier.score_from, tier.score_to);
        for other in &tiers[..at] {
            if other.name == tier.name {
                findings.add(
                    "/name",
                    "duplicate",
                    format!("tier {} is there twice", tier.name),
                );
            } else if meet(
                (tier.score_from, tier.score_to),
                (other.score_from, other.score_to),
            ) {
                let detail = format!("tiers {} and {} share scores", other.name, tier.name);
                findings.add("/score_from", "tiers_overlap", detail);
            }
        }
    }
    findings.inside("", 0);
}

/// Whether two ranges, open where an end is absent, have anything in common.
fn meet<T: PartialOrd + Copy>(one: (Option<T>, Option<T>), other: (Option<T>, Option<T>)) -> bool {
    let before =
        |to: Option<T>, from: Option<T>| matches!((to, from), (Some(to), Some(from)) if to < from);
    !before(one.1, other.0) && !before(other.1, one.0)
}

pub(crate) fn check_scope(sheet: &Programme, scope: &RowScope, findings: &mut Findings) {
    if sheet.tier(&scope.tier).is_none() {
        let detail = format!("the sheet has no tier {}", scope.tier);
        findings.add("/scope/tier", "unknown_tier", detail);
    }
    for (field, months) in [
        ("/scope/term_from", scope.term_from),
        ("/scope/term_to", scope.term_to),
    ] {
        if months == 0 || months > LONGEST_TERM {
            findings.add(field, "out_of_range", "must be between 1 and 120 months");
        }
    }
    findings.order("/scope/term_to", Some(scope.term_from), Some(scope.term_to));
    for (field, year) in [
        ("/scope/model_year_from", scope.model_year_from),
        ("/scope/model_year_to", scope.model_year_to),
    ] {
        if year.is_some_and(|year| !YEARS.contains(&year)) {
            findings.add(field, "out_of_range", "must be between 1980 and 2100");
        }
    }
    findings.order(
        "/scope/model_year_to",
        scope.model_year_from,
        scope.model_year_to,
    );
    findings.amount("/scope/amount_from", scope.amount_from);
    findings.amount("/scope/amount_to", scope.amount_to);
    findings.order("/scope/amount_to", scope.amount_from, scope.amount_to);
    let advance = scope.advance.map(|advance| advance.most);
    findings.rate(
        "/scope/advance/most",
        advance,
        LOWEST_ADVANCE,
        HIGHEST_ADVANCE,
    );
    findings.rate(
        "/scope/pti_to",
        scope.pti_to,
        Rate::basis_points(1),
        Rate::ONE,
    );
    findings.rate(
        "/scope/dti_to",
        scope.dti_to,
        Rate::basis_points(1),
        Rate::ONE,
    );
}

/// Two rows that a deal could take both, with nothing but their rates to tell them apart. Rows that
/// differ in an upper limit (age, odometer, advance, PTI, DTI) are steps, not an overlap.
pub(crate) fn check_overlap(scopes: &[&RowScope], findings: &mut Findings, list: &'static str) {
    for (at, scope) in scopes.iter().enumerate() {
        let twin = scopes[..at].iter().position(|other| overlap(scope, other));
        let Some(twin) = twin else { continue };
        findings.inside(list, at);
        let other = scopes[twin];
        let same = (scope.term_from, scope.term_to) == (other.term_from, other.term_to);
        let code = if same { "duplicate_row" } else { "terms_cross" };
        let detail = format!(
            "tier {}: {} to {} months take the same deals as {} to {} months of",
            scope.tier, scope.term_from, scope.term_to, other.term_from, other.term_to,
        );
        findings.add_beside("/scope/term_from", code, &detail, twin);
    }
}

fn overlap(one: &RowScope, other: &RowScope) -> bool {
    let steps = |scope: &RowScope| {
        (
            scope.age_to,
            scope.odometer_to,
            scope.advance,
            scope.pti_to,
            scope.dti_to,
        )
    };
    one.tier == other.tier
        && one.term_from <= other.term_to
        && other.term_from <= one.term_to
        && conditions_meet(&one.conditions, &other.conditions)
        && meet(
            (one.model_year_from, one.model_year_to),
            (other.model_year_from, other.model_year_to),
        )
        && meet(
            (one.amount_from, one.amount_to),
            (other.amount_from, other.amount_to),
        )
        && steps(one) == steps(other)
}

/// A row for certified vehicles beside one for used ones is a better rate for some of them.
fn conditions_meet(one: &[SheetCondition], other: &[SheetCondition]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|condition| other.contains(condition))
}

/// A row's markup above what a state that the sheet names allows at the row's longest term.
pub(crate) fn check_markup_law(
    sheet: &Programme,
    scope: &RowScope,
    markup: Option<Rate>,
    findings: &mut Findings,
) {
    let Some(markup) = markup else { return };
    for state in &sheet.states {
        let on = sheet.valid_from;
        let law = state_points(state, on, scope.term_to, VehicleClass::Passenger);
        if let Some((name, most)) = law
            && markup > most
        {
            let detail = format!(
                "markup {} is over {}, the limit of {name} at {} months",
                markup.to_percent_text(),
                most.to_percent_text(),
                scope.term_to
            );
            findings.add("/markup_to", "over_legal_cap", detail);
        }
    }
}
