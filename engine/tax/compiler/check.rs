//! What must be true of a rule file before it becomes law in the product.

mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use money::{Cents, Rate};
use toml::Spanned;

use super::days::day;
use super::document::{Document, Exemption, How, Row, When};
use super::words::{CreditLimit, Kind, ValueRule};
use super::{Problem, line_of, part_keys, tax_keys};
use timeline::Stretch;

/// Kinds that a base must speak of as soon as it speaks of one of them.
const SALE_KINDS: [Kind; 15] = [
    Kind::Vehicle,
    Kind::DealerDiscount,
    Kind::Accessories,
    Kind::DeliveryCharge,
    Kind::DocFee,
    Kind::ServiceContract,
    Kind::Gap,
    Kind::Maintenance,
    Kind::TireWheel,
    Kind::Insurance,
    Kind::OtherProduct,
    Kind::ManufacturerRebate,
    Kind::DealerRebate,
    Kind::TradeIn,
    Kind::NegativeEquity,
];
const PAYMENT_KINDS: [Kind; 6] = [
    Kind::LeasePayment,
    Kind::CapReductionCash,
    Kind::CapReductionTrade,
    Kind::CapReductionRebate,
    Kind::AcquisitionFee,
    Kind::DocFee,
];

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
    document: &'a Document,
    /// Whether what is looked at is told once the taxable base is known.
    base_known: bool,
    problems: Vec<Problem>,
}

/// Everything that is wrong with the document.
pub fn check(file: &str, text: &str, document: &Document) -> Vec<Problem> {
    let mut checker = Checker {
        file,
        text,
        document,
        base_known: false,
        problems: Vec::new(),
    };
    checker.head();
    checker.taxes();
    checker.parts();
    checker.lists();
    checker.room();
    checker.problems.sort_by_key(|problem| problem.line);
    checker.problems
}

impl Checker<'_> {
    fn problem(&mut self, at: &Range<usize>, reason: impl Into<String>) {
        let line = line_of(self.text, at.start);
        self.problem_on(line, reason);
    }

    fn problem_on(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(Problem {
            file: self.file.into(),
            line,
            reason: reason.into(),
        });
    }

    fn head(&mut self) {
        let document = self.document;
        let state = &document.state;
        if state.len() != 2 || !state.bytes().all(|byte| byte.is_ascii_uppercase()) {
            self.problem_on(1, format!("state \"{state}\" is not a two-letter code"));
        }
        let expected = format!("us-{}.toml", state.to_lowercase());
        if !self.file.ends_with(&expected) {
            self.problem_on(1, format!("the file of {state} is named {expected}"));
        }
        match (day(*document.from.get_ref()), day(*document.to.get_ref())) {
            (Ok(from), Ok(to)) if from > to => {
                self.problem(&document.to.span(), "ends before it begins");
            }
            (Err(reason), _) | (_, Err(reason)) => self.problem(&document.from.span(), reason),
            _ => {}
        }
        for (name, cite) in &document.cite {
            if cite.text.trim().is_empty() {
                self.problem_on(1, format!("citation \"{name}\" says nothing"));
            }
            let web = cite
                .href
                .as_deref()
                .is_some_and(|href| href.starts_with("http"));
            if cite.how == How::Read && !web {
                self.problem_on(1, format!("citation \"{name}\" was read at no address"));
            }
        }
    }

    /// First and last day that the file speaks for.
    fn cited(&mut self, at: &Range<usize>, cite: &str) {
        if !self.document.cite.contains_key(cite) {
            self.problem(
                at,
                format!("cites \"{cite}\", which is not among the citations"),
            );
        }
    }

    fn conditions(&mut self, at: &Range<usize>, when: &When) {
        let document = self.document;
        let asked = |code: &str| {
            document
                .question
                .iter()
                .any(|question| question.get_ref().code == code)
        };
        let answers = [
            when.answer.as_deref(),
            when.not_answer.as_deref(),
            when.answer_over.as_ref().map(|pair| pair.0.as_str()),
            when.answer_up_to.as_ref().map(|pair| pair.0.as_str()),
        ];
        for code in answers.into_iter().flatten() {
            if !asked(code) {
                self.problem(
                    at,
                    format!("depends on the answer \"{code}\", which no question asks"),
                );
            }
        }
        self.states(at, when.home.as_deref().unwrap_or_default());
        for code in [&when.exemption, &when.not_exemption].into_iter().flatten() {
            let listed = |one: &Spanned<Exemption>| one.get_ref().code == *code;
            if !document.exemption.iter().any(listed) {
                self.problem(
                    at,
                    format!("depends on the exemption \"{code}\", which is not listed"),
                );
            }
        }
        if when.base_up_to.is_some() && !self.base_known {
            self.problem(
                at,
                "looks at the taxable base, which only advice and doubts can",
            );
        }
    }

    fn amounts(&mut self, at: &Range<usize>, amounts: &[Option<&String>]) {
        for amount in amounts.iter().copied().flatten() {
            match amount.parse::<Cents>() {
                Ok(amount) if amount.is_negative() => {
                    self.problem(at, format!("amount {amount} is negative"));
                }
                Ok(_) => {}
                Err(error) => self.problem(at, format!("amount \"{amount}\" {error}")),
            }
        }
    }

    /// Shares of a guide value, which may be more than the whole.
    fn shares(&mut self, at: &Range<usize>, shares: &[Option<&String>]) {
        for share in shares.iter().copied().flatten() {
            if share.parse::<Rate>().map_or(true, Rate::is_negative) {
                self.problem(
                    at,
                    format!("share \"{share}\" is no decimal such as \"0.8\""),
                );
            }
        }
    }

    fn rates(&mut self, at: &Range<usize>, rates: &[Option<&String>]) {
        for rate in rates.iter().copied().flatten() {
            match rate.parse::<Rate>() {
                Ok(rate) if rate.is_negative() || rate > Rate::ONE => {
                    self.problem(at, format!("rate {rate} is not between 0 and 1"));
                }
                Ok(_) => {}
                Err(error) => self.problem(at, format!("rate \"{rate}\" {error}")),
            }
        }
    }

    fn taxes(&mut self) {
        let document = self.document;
        let mut codes = BTreeSet::new();
        for spanned in &document.tax {
            let (at, tax) = (spanned.span(), spanned.get_ref());
            let line = line_of(self.text, at.start);
            if !codes.insert((&tax.code, format!("{:?}", tax.when))) {
                self.problem(
                    &at,
                    format!("tax {} stands twice under the same conditions", tax.code),
                );
            }
            self.conditions(&at, &tax.when);
            for (at, reason) in tax_keys::check(document, &at, tax) {
                self.problem(&at, reason);
            }
            if tax.base.is_none() && tax.lease_base.is_none() {
                self.problem(&at, format!("tax {} has no base", tax.code));
            }
            let bases = [&tax.base, &tax.lease_base, &tax.test_base];
            for base in bases.into_iter().flatten() {
                if !document
                    .part
                    .iter()
                    .any(|part| part.get_ref().base == *base)
                {
                    self.problem(
                        &at,
                        format!("tax {}: no part is in base \"{base}\"", tax.code),
                    );
                }
            }
            let mut stretches = Vec::new();
            for period in &tax.rate {
                let (at, rate) = (period.span(), period.get_ref());
                stretches.push(self.parameter(&at, rate, &rate.when));
                self.rates(&at, &[rate.value.as_ref()]);
                self.amounts(
                    &at,
                    &[
                        rate.trigger_over.as_ref(),
                        rate.cap.as_ref(),
                        rate.min.as_ref(),
                        rate.max.as_ref(),
                    ],
                );
                let stated = usize::from(rate.value.is_some())
                    + usize::from(!rate.rows.is_empty())
                    + usize::from(tax.local.is_some());
                if stated != 1 {
                    self.problem(
                        &at,
                        "states its rate as exactly one of value, rows, or a local class",
                    );
                }
                for row in &rate.rows {
                    self.row(&at, row);
                }
            }
            self.timeline(&format!("tax {}", tax.code), &stretches, true, line);
        }
    }

    fn row(&mut self, at: &Range<usize>, row: &Row) {
        self.conditions(at, &row.when);
        self.rates(at, &[row.rate.as_ref()]);
        self.amounts(
            at,
            &[
                row.over.as_ref(),
                row.up_to.as_ref(),
                row.flat.as_ref(),
                row.max.as_ref(),
            ],
        );
        if row.rate.is_none() && row.flat.is_none() {
            self.problem(at, "a row has neither rate nor flat amount");
        }
    }

    fn parts(&mut self) {
        let document = self.document;
        let mut timelines: BTreeMap<(&str, Kind), Vec<Stretch>> = BTreeMap::new();
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for spanned in &document.part {
            let (at, part) = (spanned.span(), spanned.get_ref());
            lines
                .entry(&part.base)
                .or_insert_with(|| line_of(self.text, at.start));
            self.rates(&at, &[part.share.as_ref()]);
            self.amounts(&at, &[part.limit.as_ref()]);
            for reason in part_keys::part(part) {
                self.problem(&at, reason);
            }
            if part.kind.is_empty() {
                self.problem(&at, "speaks of no kind of part");
            }
            if part.kind.contains(&Kind::Declared) != part.answer.is_some() {
                self.problem(
                    &at,
                    "a declared part, and no other, names the answer that is its amount",
                );
            }
            if let Some(code) = &part.answer
                && !document
                    .question
                    .iter()
                    .any(|question| question.get_ref().code == *code)
            {
                self.problem(
                    &at,
                    format!("takes its amount from \"{code}\", which no question asks"),
                );
            }
            for kind in &part.kind {
                let stretch = self.parameter(&at, part, &part.when);
                timelines
                    .entry((&part.base, *kind))
                    .or_default()
                    .push(stretch);
            }
        }
        self.problems.dedup();
        let bases: Vec<&str> = lines.keys().copied().collect();
        for base in bases {
            for set in [&SALE_KINDS[..], &PAYMENT_KINDS[..]] {
                // A base is whole when it speaks of the vehicle (a sale) or of the payment (a lease).
                if !timelines.contains_key(&(base, set[0])) {
                    continue;
                }
                for kind in set {
                    let stretches = timelines.get(&(base, *kind)).map_or(&[][..], Vec::as_slice);
                    let line = stretches.first().map_or(lines[base], |one| one.line);
                    self.timeline(&format!("base {base}, {kind:?}"), stretches, true, line);
                }
            }
        }
    }

    /// What the interpreter has room for.
    fn room(&mut self) {
        let document = self.document;
        let bases: BTreeSet<&String> = document
            .part
            .iter()
            .map(|part| &part.get_ref().base)
            .collect();
        let counts = [
            ("questions", document.question.len(), 24),
            ("exemptions", document.exemption.len(), 32),
            ("bases", bases.len(), 12),
        ];
        for (what, count, most) in counts {
            if count > most {
                self.problem_on(1, format!("{count} {what}, at most {most} have room"));
            }
        }
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut last = "";
        for one in &document.fee {
            let code = one.get_ref().code.as_str();
            if code != last && !done.insert(code) {
                self.problem(
                    &one.span(),
                    format!("the rows of fee {code} do not stand together"),
                );
            }
            last = code;
        }
    }

    fn lists(&mut self) {
        let document = self.document;
        let mut leases = Vec::new();
        for one in &document.lease {
            leases.push(self.parameter(&one.span(), one.get_ref(), &one.get_ref().when));
        }
        // A further method for the same days is an alternative, so plain rows may overlap here.
        let mut plain: Vec<&Stretch> = leases.iter().filter(|one| !one.conditional).collect();
        plain.sort_by_key(|one| one.from);
        if let Some(first) = plain.first() {
            self.by_one_date("lease", &plain);
            self.covers("lease", &plain, first.line);
        } else {
            self.problem_on(1, "says no lease method that always applies");
        }
        for one in &document.value {
            let (at, value) = (one.span(), one.get_ref());
            self.parameter(&at, value, &value.when);
            let shares = [value.low.as_ref(), value.high.as_ref()];
            self.shares(&at, &shares);
            let (low, high) = match value.rule {
                ValueRule::WithinBookBand => (true, true),
                ValueRule::MsrpShare | ValueRule::FloorBookDifference => (true, false),
                ValueRule::GreaterOfPriceAndBook | ValueRule::BookElseMsrpElsePrice => {
                    (false, false)
                }
            };
            if (value.low.is_some(), value.high.is_some()) != (low, high) {
                self.problem(
                    &at,
                    "a band, and no other rule, has a low and a high share; a share alone is low",
                );
            }
        }
        for one in &document.need {
            self.parameter(&one.span(), one.get_ref(), &one.get_ref().when);
        }
        self.base_known = true;
        for one in &document.advice {
            self.parameter(&one.span(), one.get_ref(), &one.get_ref().when);
        }
        for one in &document.doubt {
            let (at, doubt) = (one.span(), one.get_ref());
            self.parameter(&at, doubt, &doubt.when);
            if doubt.text.trim().is_empty() {
                self.problem(&at, "does not say what is in doubt");
            }
        }
        self.base_known = false;
        self.covered("nonresident", &document.nonresident, |one| &one.when);
        self.covered("credit", &document.credit, |one| &one.when);
        self.covered("doc_fee_cap", &document.doc_fee_cap, |one| &one.when);
        for one in &document.nonresident {
            let rule = one.get_ref();
            self.rates(&one.span(), &[rule.at_most.as_ref()]);
            self.states_and_rates(&one.span(), &rule.home_rates);
        }
        self.credits();
        for one in &document.ceiling {
            let (at, ceiling) = (one.span(), one.get_ref());
            self.parameter(&at, ceiling, &ceiling.when);
            self.amounts(&at, &[Some(&ceiling.amount)]);
        }
        for one in &document.doc_fee_cap {
            let cap = one.get_ref();
            self.amounts(&one.span(), &[cap.amount.as_ref()]);
            self.rates(&one.span(), &[cap.percent.as_ref()]);
            if cap.status.is_some() == (cap.amount.is_some() || cap.percent.is_some()) {
                self.problem(&one.span(), "states an amount, a percentage, or a status");
            }
        }
        let mut fees: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
        for one in &document.fee {
            let (at, fee) = (one.span(), one.get_ref());
            for (at, reason) in part_keys::fee(&at, fee) {
                self.problem(&at, reason);
            }
            let known = fee.amount.as_ref().filter(|amount| *amount != "unknown");
            let sums = [
                known,
                fee.per_100_lb.as_ref(),
                fee.min.as_ref(),
                fee.max.as_ref(),
            ];
            self.amounts(&at, &sums);
            self.rates(&at, &[fee.percent.as_ref()]);
            let stretch = self.parameter(&at, fee, &fee.when);
            fees.entry(&fee.code).or_default().push(stretch);
        }
        for (code, stretches) in fees {
            self.timeline(&format!("fee {code}"), &stretches, false, 1);
        }
        for one in &document.question {
            self.cited(&one.span(), &one.get_ref().cite);
            self.conditions(&one.span(), &one.get_ref().when);
        }
        for one in &document.exemption {
            self.cited(&one.span(), &one.get_ref().cite);
        }
    }

    fn credits(&mut self) {
        for one in &self.document.credit {
            let (at, credit) = (one.span(), one.get_ref());
            self.amounts(&at, &[credit.min.as_ref()]);
            self.states_and_rates(&at, &credit.max_rates);
            self.states(&at, &credit.except);
            if credit.min.is_some() && credit.allow != CreditLimit::RateDifference {
                self.problem(&at, "only a rate difference leaves a least tax");
            }
            let none = credit.allow == CreditLimit::None;
            let limited = credit.max_days.is_some()
                || credit.reciprocal
                || !credit.except.is_empty()
                || !credit.max_rates.is_empty();
            if none && limited {
                self.problem(&at, "limits a credit that it does not allow");
            }
        }
    }

    fn states_and_rates(&mut self, at: &Range<usize>, rates: &BTreeMap<String, String>) {
        for (state, rate) in rates {
            self.states(at, std::slice::from_ref(state));
            self.rates(at, &[Some(rate)]);
        }
    }

    fn states(&mut self, at: &Range<usize>, states: &[String]) {
        for state in states {
            if state.len() != 2 || !state.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.problem(at, format!("\"{state}\" is no state's two-letter code"));
            }
        }
    }
}

impl When {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        let asked = format!("{self:?}");
        !asked.contains("Some(")
    }
}
