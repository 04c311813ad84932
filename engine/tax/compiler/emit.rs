//! Writes checked rule files as Rust constants.

use std::fmt::Write;

use money::{Cents, Rate};
use toml::Spanned;

use super::conditions::tests;
use super::days::{day, span};
use super::document::{CertificateText, Dated, Document, How, Row, Tax};
use super::literals::{
    cents, cents_or_zero, default_of, fee_formula, list, mask, maybe, maybe_cents, parts,
    states_and_rates,
};
use super::texts::Texts;
use super::words::{ByWord, CreditOrder, UnitRounding};
use super::{Checked, Problem, line_of};

/// Builds the Rust source of all jurisdictions.
pub struct Emitter<'a> {
    pub texts: &'a mut Texts,
    /// Names of the local rate classes, in the order of the rate table.
    pub classes: &'a [String],
}

/// The days of a parameter and the date that it goes by.
fn days(document: &Document, one: &impl Dated) -> String {
    let (from, to) = one.dates();
    let (from, to) = span(from, to).unwrap_or((0, 0));
    let by = one.by().unwrap_or(document.by);
    format!("Span {{ from: {from}, to: {to}, by: By::{by:?} }}")
}

impl Emitter<'_> {
    /// The Rust source of the jurisdictions, which come sorted by state.
    ///
    /// # Errors
    /// A tax that reads a class of local rate which no rate table has.
    pub fn source(&mut self, files: &[Checked]) -> Result<String, Vec<Problem>> {
        let problems = self.unknown_classes(files);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut out = String::from("pub static JURISDICTIONS: &[&Jurisdiction] = &[");
        for file in files {
            let _ = write!(out, "&{}, ", file.document.state);
        }
        out.push_str("];\n");
        for file in files {
            out.push_str(&self.jurisdiction(&file.document));
        }
        Ok(out)
    }

    /// Where each jurisdiction's law was read, for its reference page.
    pub fn sources(files: &[Checked]) -> String {
        let mut out = String::from("pub static SOURCES: &[Source] = &[");
        for file in files {
            let document = &file.document;
            let mut seen = Vec::new();
            for cite in document.cite.values() {
                let href = cite.href.as_deref().unwrap_or("");
                if seen.contains(&(&cite.text, href)) {
                    continue;
                }
                seen.push((&cite.text, href));
                let (state, text) = (&document.state, &cite.text);
                let read = cite.how == How::Read;
                let _ = write!(
                    out,
                    "Source {{ state: {state:?}, text: {text:?}, href: {href:?}, read: {read} }}, "
                );
            }
        }
        out.push_str("];\n");
        out
    }

    fn unknown_classes(&self, files: &[Checked]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for file in files {
            for tax in &file.document.tax {
                let of_table = !tax.get_ref().given_only;
                if let Some(class) = tax.get_ref().local.as_ref().filter(|_| of_table)
                    && !self.classes.contains(class)
                {
                    problems.push(Problem {
                        file: file.file.clone(),
                        line: line_of(&file.text, tax.span().start),
                        reason: format!("no rate table has the class \"{class}\""),
                    });
                }
            }
        }
        problems
    }

    fn text(&mut self, text: &str) -> String {
        format!("Text::new({})", self.texts.number(text))
    }

    fn cite(&mut self, document: &Document, name: &str) -> String {
        let text = document
            .cite
            .get(name)
            .map_or("", |cite| cite.text.as_str());
        self.text(text)
    }

    fn cited(&mut self, document: &Document, one: &impl Dated) -> String {
        let (cite, verified, note) = one.source();
        let cite = self.cite(document, cite);
        let note = self.text(if verified { "" } else { note.unwrap_or("") });
        format!("Cited {{ cite: {cite}, note: {note} }}")
    }

    fn certificate(&mut self, certificate: Option<&CertificateText>) -> String {
        certificate.map_or("None".into(), |one| {
            let text = self.text(&one.text);
            format!(
                "Some(CertificateRule {{ code: {:?}, text: {text} }})",
                one.code
            )
        })
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one field of the jurisdiction after the other"
    )]
    fn jurisdiction(&mut self, document: &Document) -> String {
        let bases = bases(document);
        let from = day(*document.from.get_ref()).unwrap_or(0);
        let to = day(*document.to.get_ref()).unwrap_or(0);
        let rounding = document.rounding;
        let name = &document.name;
        let sale_law = self.text(&format!(
            "The law of {name} applies: the vehicle is titled and registered there."
        ));
        let lease_law = self.text(&format!(
            "The law of {name} applies: the leased vehicle is garaged there."
        ));
        let mut out = String::new();
        let _ = writeln!(
            out,
            "static {state}: Jurisdiction = Jurisdiction {{ state: {state:?}, code: \"US-{state}\", \
             name: {:?}, span: Span {{ from: {from}, to: {to}, by: By::Date }}, by: By::{:?}, governed_by: {}, \
             rounding: Rounding::{rounding:?}, \
             sale_law: {sale_law}, lease_law: {lease_law},",
            document.name,
            document.by,
            governed_by(document),
            state = document.state,
        );
        let taxes = list(&document.tax, |tax| {
            self.tax(document, &bases, tax.get_ref())
        });
        let rules = list(&document.part, |part| {
            let part = part.get_ref();
            let kinds = mask(part.kind.iter().map(|kind| *kind as u32));
            format!(
                "PartRule {{ base: {}, kinds: {kinds}, span: {}, when: {}, treat: Treat::{:?}, \
                 share: {}, limit: {}, items: {}, by_book_value: {}, net_of_payoff: {}, at_most_tax_paid: {}, \
                 answer: {}, reason: {}, cited: {} }}\n",
                number(&bases, &part.base),
                days(document, part),
                tests(document, &part.when),
                part.treat,
                part.share
                    .as_ref()
                    .map_or(Rate::SCALE, |share| parts(share)),
                maybe_cents(part.limit.as_ref()),
                part.items.unwrap_or(0),
                part.measured_by.is_some(),
                part.net_of_payoff,
                part.at_most_tax_paid,
                part.answer
                    .as_ref()
                    .map_or(0, |code| question(document, code)),
                self.text(&part.reason),
                self.cited(document, part),
            )
        });
        let values = list(&document.value, |value| {
            let value = value.get_ref();
            format!(
                "ValueRule {{ base: {}, span: {}, when: {}, against: ValueAgainst::{:?}, low: {}, high: {}, reason: {}, cited: {} }}",
                number(&bases, &value.base),
                days(document, value),
                tests(document, &value.when),
                value.rule,
                value.low.as_ref().map_or(0, |share| parts(share)),
                value.high.as_ref().map_or(0, |share| parts(share)),
                self.text(&value.reason),
                self.cited(document, value),
            )
        });
        let leases = list(&document.lease, |lease| {
            let lease = lease.get_ref();
            format!(
                "LeaseRule {{ span: {}, when: {}, method: LeaseMethod::{:?}, cited: {} }}",
                days(document, lease),
                tests(document, &lease.when),
                lease.method,
                self.cited(document, lease),
            )
        });
        let questions = list(&document.question, |question| {
            let question = question.get_ref();
            format!(
                "QuestionRule {{ code: {:?}, text: {}, kind: AnswerKind::{:?}, default: {}, when: {}, cite: {} }}",
                question.code,
                self.text(&question.text),
                question.kind,
                default_of(question.kind, &question.default),
                tests(document, &question.when),
                self.cite(document, &question.cite),
            )
        });
        let exemptions = list(&document.exemption, |exemption| {
            let exemption = exemption.get_ref();
            format!(
                "ExemptionRule {{ code: {:?}, full: {}, certificate: {}, reason: {}, cite: {} }}",
                exemption.code,
                exemption.full,
                self.certificate(exemption.certificate.as_ref()),
                self.text(&exemption.reason),
                self.cite(document, &exemption.cite),
            )
        });
        let nonresidents = list(&document.nonresident, |rule| {
            let rule = rule.get_ref();
            format!(
                "NonresidentRule {{ span: {}, when: {}, state_tax: Reach::{:?}, county_tax: Reach::{:?}, \
                 city_tax: Reach::{:?}, at_most: {}, home_rates: {}, certificate: {}, reason: {}, cited: {} }}\n",
                days(document, rule),
                tests(document, &rule.when),
                rule.state_tax,
                rule.county_tax,
                rule.city_tax,
                rule.at_most
                    .as_ref()
                    .map_or("None".into(), |rate| format!("Some({})", parts(rate))),
                states_and_rates(&rule.home_rates),
                self.certificate(rule.certificate.as_ref()),
                self.text(&rule.reason),
                self.cited(document, rule),
            )
        });
        let credits = list(&document.credit, |credit| {
            let credit = credit.get_ref();
            format!(
                "CreditRule {{ span: {}, when: {}, allow: CreditAllowed::{:?}, max_days: {}, reciprocal: {}, except: {}, \
                 min: {}, max_rates: {}, state_first: {}, reason: {}, cited: {} }}",
                days(document, credit),
                tests(document, &credit.when),
                credit.allow,
                credit.max_days.unwrap_or(u16::MAX),
                credit.reciprocal,
                list(&credit.except, |state| format!("{state:?}")),
                cents_or_zero(credit.min.as_ref()),
                states_and_rates(&credit.max_rates),
                credit.order == CreditOrder::StateFirst,
                self.text(&credit.reason),
                self.cited(document, credit),
            )
        });
        let ceilings = list(&document.ceiling, |ceiling| {
            let ceiling = ceiling.get_ref();
            format!(
                "Ceiling {{ span: {}, when: {}, amount: {}, reason: {}, cited: {} }}",
                days(document, ceiling),
                tests(document, &ceiling.when),
                cents(&ceiling.amount),
                self.text(&ceiling.reason),
                self.cited(document, ceiling),
            )
        });
        let caps = list(&document.doc_fee_cap, |cap| {
            let cap = cap.get_ref();
            format!(
                "DocFeeCap {{ span: {}, when: {}, amount: {}, percent: {}, unknown: {}, text: {}, cited: {} }}",
                days(document, cap),
                tests(document, &cap.when),
                maybe_cents(cap.amount.as_ref()),
                cap.percent
                    .as_ref()
                    .map_or("None".into(), |rate| format!("Some({})", parts(rate))),
                cap.status == Some(super::words::CapStatus::Unknown),
                self.text(&cap.text),
                self.cited(document, cap),
            )
        });
        let fees = list(&document.fee, |fee| {
            let fee = fee.get_ref();
            format!(
                "FeeRule {{ code: {:?}, name: {}, span: {}, when: {}, amount: {}, computed: {}, cited: {} }}\n",
                fee.code,
                self.text(&fee.name),
                days(document, fee),
                tests(document, &fee.when),
                match fee.amount.as_deref() {
                    Some("unknown") => "None".into(),
                    Some(amount) => format!("Some({})", cents(amount)),
                    None => "Some(Cents::ZERO)".into(),
                },
                fee_formula(fee),
                self.cited(document, fee),
            )
        });
        let needs = list(&document.need, |need| {
            let need = need.get_ref();
            format!(
                "Need {{ span: {}, when: {}, field: Field::{:?}, text: {} }}",
                days(document, need),
                tests(document, &need.when),
                need.field,
                self.text(&need.text),
            )
        });
        let advice = list(&document.advice, |advice| {
            let advice = advice.get_ref();
            format!(
                "Advice {{ code: {:?}, span: {}, when: {}, text: {} }}",
                advice.code,
                days(document, advice),
                tests(document, &advice.when),
                self.text(&advice.text),
            )
        });
        let doubts = list(&document.doubt, |doubt| {
            let doubt = doubt.get_ref();
            format!(
                "Doubt {{ span: {}, when: {}, text: {}, cite: {} }}",
                days(document, doubt),
                tests(document, &doubt.when),
                self.text(&doubt.text),
                self.cite(document, &doubt.cite),
            )
        });
        let _ = writeln!(
            out,
            "taxes: {taxes},\nparts: {rules},\nvalues: {values},\nleases: {leases},\n\
             questions: {questions},\nexemptions: {exemptions},\nnonresidents: {nonresidents},\n\
             credits: {credits},\nceilings: {ceilings},\ndoubts: {doubts},\ndoc_fee_caps: {caps},\nfees: {fees},\nneeds: {needs},\nadvice: {advice} }};\n"
        );
        out
    }

    fn tax(&mut self, document: &Document, bases: &[String], tax: &Tax) -> String {
        let base = |name: Option<&String>| {
            name.map_or("NO_BASE".into(), |name| number(bases, name).to_string())
        };
        let local = tax.local.as_ref().map_or("None".into(), |class| {
            let lease_place = tax.lease_place.unwrap_or(tax.place);
            format!(
                "Some(Local {{ class: {}, place: Role::{:?}, lease_place: Role::{:?}, \
                 signing_place: Role::{:?}, overridable: {}, given_only: {}, topped_up_at: {}, shared_with: {} }})",
                self.classes
                    .iter()
                    .position(|one| one == class)
                    .unwrap_or(0),
                tax.place,
                lease_place,
                tax.signing_place.unwrap_or(lease_place),
                tax.overridable,
                tax.given_only,
                maybe(tax.topped_up_at, |role| format!("Role::{role:?}")),
                maybe(tax.shared_with, |role| format!("Role::{role:?}")),
            )
        });
        let unit = tax.unit.as_ref().and_then(|unit| {
            let way = match tax.unit_rounding.unwrap_or(UnitRounding::Up) {
                UnitRounding::Up => "Up",
                UnitRounding::Down => "Down",
                UnitRounding::Nearest => "HalfUp",
                UnitRounding::Prorate => return None,
            };
            Some(format!("({}, Rounding::{way})", cents(unit)))
        });
        let rates = list(&tax.rate, |rate| {
            let rate = rate.get_ref();
            let rows = rate.value.as_ref().map_or_else(
                || list(&rate.rows, |row| row_of(document, row)),
                |value| {
                    format!(
                        "&[RateRow {{ when: &[], over: Cents::ZERO, up_to: None, rate: {}, \
                         flat: Cents::ZERO, max: None }}]",
                        parts(value)
                    )
                },
            );
            format!(
                "RatePeriod {{ span: {}, when: {}, pick: Pick::{:?}, rows: {rows}, trigger_over: {}, \
                 cap: {}, cap_on: CapOn::{:?}, min: {}, max: {}, at_registration: {}, cited: {} }}",
                days(document, rate),
                tests(document, &rate.when),
                rate.pick,
                rate.trigger_over
                    .as_ref()
                    .and_then(|text| text.parse::<Cents>().ok())
                    .map_or(-1, Cents::get),
                maybe_cents(rate.cap.as_ref()),
                rate.cap_on,
                cents_or_zero(rate.min.as_ref()),
                maybe_cents(rate.max.as_ref()),
                rate.at_registration.unwrap_or(tax.at_registration),
                self.cited(document, rate),
            )
        });
        format!(
            "Tax {{ code: {:?}, name: {}, level: Level::{:?}, base: {}, lease_base: {}, test_base: {}, \
             lease_due: LeaseDue::{:?}, local: {local}, combined: {}, also_nonresident: {}, credited: {}, \
             credited_abroad: CreditedAbroad::{:?}, rounding: Rounding::{:?}, unit: {}, passed_on: {}, when: {}, \
             rates: {rates} }}\n",
            tax.code,
            self.text(&tax.name),
            tax.level,
            base(tax.base.as_ref()),
            base(tax.lease_base.as_ref()),
            base(tax.test_base.as_ref()),
            tax.lease_due,
            tax.combined,
            tax.also_nonresident,
            tax.credited,
            tax.credited_abroad,
            tax.rounding.unwrap_or(document.rounding),
            maybe(unit, |unit| unit),
            tax.passed_on.unwrap_or(0),
            tests(document, &tax.when),
        )
    }
}

/// The classes that no rate table has to have, because only rates that are given are charged.
pub fn given_classes(files: &[Checked]) -> Vec<String> {
    let taxes = files.iter().flat_map(|file| &file.document.tax);
    taxes
        .filter(|tax| tax.get_ref().given_only)
        .filter_map(|tax| tax.get_ref().local.clone())
        .collect()
}

/// One bit a date that some parameter goes by.
fn governed_by(document: &Document) -> u32 {
    fn of<T: Dated>(list: &[Spanned<T>]) -> impl Iterator<Item = Option<ByWord>> {
        list.iter().map(|one| one.get_ref().by())
    }
    let rates = document.tax.iter().flat_map(|tax| of(&tax.get_ref().rate));
    let said = rates
        .chain(of(&document.part))
        .chain(of(&document.value))
        .chain(of(&document.lease))
        .chain(of(&document.nonresident))
        .chain(of(&document.credit))
        .chain(of(&document.ceiling))
        .chain(of(&document.doc_fee_cap))
        .chain(of(&document.fee))
        .chain(of(&document.need))
        .chain(of(&document.advice))
        .chain(of(&document.doubt));
    let default = 1 << document.by as u32 | 1 << ByWord::Date as u32;
    said.flatten()
        .fold(default, |mask, by| mask | 1 << by as u32)
}

/// The bases of a document in the order in which its taxes, then its parts, name them.
fn bases(document: &Document) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let taxes = document.tax.iter().map(Spanned::get_ref);
    let in_taxes = taxes.flat_map(|tax| [&tax.base, &tax.lease_base, &tax.test_base]);
    let in_parts = document.part.iter().map(|part| &part.get_ref().base);
    for name in in_taxes.flatten().chain(in_parts) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn number(bases: &[String], name: &str) -> usize {
    bases.iter().position(|one| one == name).unwrap_or(0)
}

/// The place of a question among those of the document.
pub fn question(document: &Document, code: &str) -> usize {
    document
        .question
        .iter()
        .position(|one| one.get_ref().code == code)
        .unwrap_or(0)
}

fn row_of(document: &Document, row: &Row) -> String {
    format!(
        "RateRow {{ when: {}, over: {}, up_to: {}, rate: {}, flat: {}, max: {} }}",
        tests(document, &row.when),
        cents_or_zero(row.over.as_ref()),
        maybe_cents(row.up_to.as_ref()),
        row.rate.as_ref().map_or(0, |rate| parts(rate)),
        cents_or_zero(row.flat.as_ref()),
        maybe_cents(row.max.as_ref()),
    )
}
