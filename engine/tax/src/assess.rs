//! The way of a sale through the law: place and rules, base, taxes, the other state, credit, explanation.

use money::Cents;

use crate::applied_law::{self, Sold};
use crate::assessment::{Assessment, Fault, Figures, TaxLine, Totals, Warning};
use crate::base::Bases;
use crate::conditions::Circumstances;
use crate::credit::{Crediting, TakenNow, gives_credit};
use crate::cross_state::Abroad;
use crate::days::Days;
use crate::explain::{self, Explanation, warn};
use crate::levy::{Levied, Levy};
use crate::parts::parts;
use crate::rules::{self, Cited, ExemptionRule, Jurisdiction, NO_BASE, Tax, jurisdiction};
use crate::validate::{self, Faults, same_state};
use crate::{Sale, SaleKind, Wording};

/// The tax of a sale with its explanation, or everything that keeps it from being taxed.
///
/// # Errors
/// Every fault of the input at once, each naming its field.
pub fn assess(sale: &Sale) -> Result<Assessment, Vec<Fault>> {
    let worked = work(sale, true)?;
    let figures = worked.figures;
    Ok(Assessment {
        jurisdiction: worked.law.code.into(),
        rules_version: rules::VERSION.into(),
        taxable_base: figures.taxable_base,
        lines: worked.lines,
        counted: worked.explanation.counted,
        left_out: worked.explanation.left_out,
        totals: figures.totals,
        collected_by_dealer: figures.collected_by_dealer,
        due_at_registration: figures.due_at_registration,
        law: worked.sentence,
        certificates: worked.explanation.certificates,
        questions: worked.explanation.questions,
        fees: worked.explanation.fees,
        warnings: worked.warnings,
    })
}

/// The figures of [`assess`] without the explanation, several times faster.
///
/// # Errors
/// As [`assess`].
pub fn assess_figures(sale: &Sale) -> Result<Figures, Vec<Fault>> {
    work(sale, false).map(|worked| worked.figures)
}

/// Hash of the compiled rules, rates and texts.
#[must_use]
pub fn rules_version() -> &'static str {
    rules::VERSION
}

struct Worked {
    law: &'static Jurisdiction,
    figures: Figures,
    lines: Vec<TaxLine>,
    sentence: Wording,
    explanation: Explanation,
    warnings: Vec<Warning>,
}

/// What the work gathers as it goes.
struct Desk {
    explain: bool,
    lines: Vec<TaxLine>,
    cited: Vec<Cited>,
    warnings: Vec<Warning>,
    faults: Faults,
}

impl Desk {
    fn new(explain: bool) -> Self {
        let room = if explain { 8 } else { 0 };
        Self {
            explain,
            lines: Vec::with_capacity(room / 2),
            cited: Vec::with_capacity(room),
            warnings: Vec::with_capacity(room),
            faults: Faults(Vec::new()),
        }
    }

    fn levy<'a>(
        &mut self,
        these: &Circumstances<'a>,
        bases: &mut Bases<'a>,
        abroad: Option<&Abroad>,
    ) -> Levied {
        if fully_exempt(these) && abroad.is_none() {
            return Levied::default();
        }
        let mut levy = Levy::new(
            these,
            bases,
            abroad,
            self.explain,
            &mut self.lines,
            &mut self.cited,
            &mut self.faults.0,
            &mut self.warnings,
        );
        levy.all();
        levy.levied
    }
}

fn fully_exempt(these: &Circumstances<'_>) -> bool {
    if these.exempt == 0 {
        return false;
    }
    let rules = these.law.exemptions.iter().enumerate();
    rules
        .filter(|(_, rule)| rule.full)
        .any(|(index, _)| these.exempt & (1 << index) != 0)
}

/// Lays out the parts of the sale under a law.
fn lay_out<'a>(these: &mut Circumstances<'a>, desk: &mut Desk) -> Bases<'a> {
    let (method, cited) = crate::lease::method(these, &mut desk.faults);
    these.lease_method = method;
    if let Some(cited) = cited.filter(|cited| !cited.verified()) {
        desk.cited.push(cited);
    }
    let bases = Bases::new(parts(these.sale, method), desk.explain);
    these.present = bases.kinds;
    bases
}

fn work(sale: &Sale, explain: bool) -> Result<Worked, Vec<Fault>> {
    let mut desk = Desk::new(explain);
    let law = validate::law_of(sale, &mut desk.faults);
    let (Some(law), true) = (law, desk.faults.0.is_empty()) else {
        return Err(desk.faults.0);
    };
    work_under(law, sale, desk)
}

/// The work under a law that speaks for the sale.
fn work_under(
    law: &'static Jurisdiction,
    sale: &Sale,
    mut desk: Desk,
) -> Result<Worked, Vec<Fault>> {
    let explain = desk.explain;
    let day = Days::of(sale);
    let mut these = Circumstances::new(sale, law, day, &mut desk.faults.0);
    let mut bases = lay_out(&mut these, &mut desk);
    let selling = selling_state(sale, law);
    let selling_law = selling.and_then(jurisdiction);
    validate::against_law(&these, selling_law, &mut desk.faults);
    let own = desk.levy(&these, &mut bases, None);
    if !desk.faults.0.is_empty() {
        return Err(desk.faults.0);
    }

    these.principal_base = Some(own.principal_base);
    let mut explanation = Explanation::default();
    let sold = selling.map(|selling| {
        let home = AtHome {
            these: &these,
            own: &own,
            counted: counted_at_home(&these, &bases),
        };
        sold_abroad(&home, selling, day, &mut desk, &mut explanation)
    });
    if !desk.faults.0.is_empty() {
        return Err(desk.faults.0);
    }
    let credit = Crediting {
        these: &these,
        own: &own,
        now: sold.as_ref().and_then(taken_now),
        explain,
        cited: &mut desk.cited,
        warnings: &mut desk.warnings,
    }
    .credit();
    let selling_levy = sold.as_ref().map(|sold| &sold.levied);
    let figures = figures(sale.kind, &own, selling_levy, credit.amount, &these);

    let sentence = if explain {
        applied_law::sentence(&these, sold.as_ref(), &own, &credit, &figures)
    } else {
        "".into()
    };
    if explain {
        let term = sale
            .lease
            .as_ref()
            .map_or(1, |lease| i64::from(lease.term_months));
        explanation.base(&bases, term, &mut desk.cited);
        explanation.questions(&these, |_| true, &mut desk.warnings);
        explanation.exemptions(&these, &mut desk.warnings);
        explanation.fees(&these, figures.taxable_base, |_| true);
        doc_fee(&these, day, &mut desk.warnings);
        explain::deal(&these, &bases, &mut desk.warnings);
        explain::places(&these, &mut desk.warnings);
        explain::unverified(&desk.cited, &mut desk.warnings);
    }
    Ok(Worked {
        law,
        figures,
        lines: desk.lines,
        sentence,
        explanation,
        warnings: desk.warnings,
    })
}

/// A doc fee is the dealer's, so the law of the dealership's state limits it.
fn doc_fee(these: &Circumstances<'_>, day: Days, warnings: &mut Vec<Warning>) {
    let dealer = these
        .sale
        .dealer
        .as_ref()
        .filter(|dealer| dealer.state != these.law.state);
    match dealer.map(|dealer| jurisdiction(&dealer.state)) {
        None => explain::doc_fee(these, warnings),
        Some(Some(law)) if law.speaks_on(day) => {
            let there = Circumstances::new(these.sale, law, day, &mut Vec::new());
            explain::doc_fee(&there, warnings);
        }
        Some(_) => {}
    }
}

/// The state where the sale is made, where it is another than that of the registration. A lease is
/// taxed where the vehicle is garaged, whoever wrote it.
fn selling_state<'a>(sale: &'a Sale, home: &Jurisdiction) -> Option<&'a str> {
    let dealer = sale.dealer.as_ref().or(sale.delivery.as_ref())?;
    let elsewhere = sale.kind == SaleKind::Retail && !same_state(&dealer.state, home.state);
    elsewhere.then_some(dealer.state.as_str())
}

fn taken_now(sold: &Sold<'_>) -> Option<TakenNow> {
    sold.law.map(|law| TakenNow {
        law,
        amount: sold.levied.offered,
        base: sold.levied.principal_base,
        rate: sold.levied.principal_rate,
    })
}

/// A claim that only the selling state's law knows, where it frees a sale of all its tax: one that the home
/// law knows as well is a claim on the home state.
fn exempt_there(
    sale: &Sale,
    selling: &Jurisdiction,
    home: &Jurisdiction,
) -> Option<&'static ExemptionRule> {
    let own = |code: &str| {
        let rule = selling.exemption(code).filter(|rule| rule.full);
        rule.filter(|_| home.exemption(code).is_none())
    };
    sale.exemptions.iter().find_map(|claim| own(&claim.code))
}

/// The kinds of parts that the taxes of the registration count which its credit reaches, one bit each.
fn counted_at_home(these: &Circumstances<'_>, bases: &Bases<'_>) -> u32 {
    let reached = |tax: &&Tax| tax.credited && tax.base != NO_BASE && these.hold(tax.when);
    let taxes = these.law.taxes.iter().filter(reached);
    taxes.fold(0, |kinds, tax| kinds | bases.kinds_counted(tax.base, these))
}

/// What the law of the registration made of a sale.
struct AtHome<'a, 'b> {
    these: &'b Circumstances<'a>,
    own: &'b Levied,
    counted: u32,
}

/// What the selling state takes of a vehicle that is registered elsewhere.
fn sold_abroad<'a>(
    at_home: &AtHome<'a, '_>,
    selling: &'a str,
    day: Days,
    desk: &mut Desk,
    explanation: &mut Explanation,
) -> Sold<'a> {
    let home = at_home.these;
    let sale = home.sale;
    let Some(law) = jurisdiction(selling).filter(|law| law.speaks_on(day)) else {
        if desk.explain {
            let detail = format!(
                "the rules of {selling} for a sale that leaves the state are not in this edition; \
                 nothing is counted as collected there"
            );
            warn(&mut desk.warnings, "selling_state_unknown", detail);
        }
        return Sold {
            state: selling,
            law: None,
            rule: None,
            resident: false,
            exempt: None,
            levied: Levied::default(),
        };
    };
    let mut these = Circumstances::new(sale, law, day, &mut desk.faults.0);
    let mut bases = lay_out(&mut these, desk);
    these.home_gives_credit = Some(gives_credit(home, law.state));
    these.counted_at_home = at_home.counted;
    let resident = sale
        .buyer
        .as_ref()
        .is_some_and(|buyer| buyer.state == law.state);
    let abroad = if resident {
        None
    } else {
        Abroad::new(&these, home, at_home.own)
    };
    let exempt = exempt_there(sale, law, home.law);
    let levied = match exempt {
        Some(_) => Levied::default(),
        None => desk.levy(&these, &mut bases, abroad.as_ref()),
    };
    these.principal_base = Some(levied.principal_base);
    if !levied.total().is_zero() {
        desk.cited.append(&mut bases.unsure);
    }
    if desk.explain {
        explanation.selling_state(
            &these,
            exempt,
            abroad.as_ref(),
            levied.principal_base,
            &mut desk.cited,
            &mut desk.warnings,
        );
        let unknown = |abroad: &&Abroad| exempt.is_none() && abroad.home_rate_unknown();
        if let Some(abroad) = abroad.as_ref().filter(unknown) {
            let detail = format!(
                "the rate of {} that {} asks for is not known; its own rate is taken. {}",
                home.law.name,
                law.name,
                abroad.rule.reason.wording()
            );
            warn(&mut desk.warnings, "home_rate_unknown", detail);
        }
    }
    Sold {
        state: selling,
        law: Some(law),
        rule: abroad.map(|abroad| abroad.rule),
        resident,
        exempt,
        levied,
    }
}

/// Adds the two states up and says who collects what.
fn figures(
    kind: SaleKind,
    own: &Levied,
    selling: Option<&Levied>,
    credit: Cents,
    these: &Circumstances<'_>,
) -> Figures {
    let nothing = Levied::default();
    let other = selling.unwrap_or(&nothing);
    let before_credit = own.total() + other.total();
    let due = before_credit - credit;
    let signing = own.signing + other.signing;
    // The credit eats the tax at signing that it reaches first, the dealer's share before what is due at
    // registration, then what the first payments of a lease bear beyond the others, then all payments evenly.
    // What is left is a ceiling's, which lowers the rest of what falls due at signing.
    let dealers = own.signing - own.at_registration;
    let reached = own.credited_signing - own.credited_at_registration;
    let off_dealer = credit.min(reached);
    let off_later = (credit - off_dealer).min(own.credited_at_registration);
    let beyond = credit - off_dealer - off_later;
    let term = these
        .sale
        .lease
        .as_ref()
        .map_or(1, |lease| i64::from(lease.term_months.max(1)));
    let off_early = beyond.min(own.early.total());
    let off_payments = (beyond - off_early).min(own.payment.by(term));
    let left = beyond - off_early - off_payments;
    let off_signing = (off_dealer + off_later + left).min(signing);
    let per_payment = match kind {
        SaleKind::Retail => Cents::ZERO,
        SaleKind::Lease => {
            (own.payment - off_payments.ratio(1, term, money::Rounding::Down)).or_zero()
        }
    };
    let at_signing = signing - off_signing;
    let (collected, at_registration) = match selling {
        // What the selling state takes has no registration there to be paid at, so the dealer collects it.
        Some(other) => {
            let collected = other.signing.min(at_signing);
            (collected, at_signing - collected)
        }
        None => {
            let collected = (dealers - off_dealer - left).or_zero();
            (collected, at_signing - collected)
        }
    };
    Figures {
        taxable_base: own.principal_base,
        totals: Totals {
            state: own.state + other.state,
            local: own.local + other.local,
            before_credit,
            credit,
            due,
            at_signing,
            per_payment,
            over_term: due,
        },
        collected_by_dealer: collected,
        due_at_registration: at_registration,
        early: own.early.less(off_early),
    }
}

#[cfg(test)]
pub use mechanisms::invented_laws;

#[cfg(test)]
#[path = "../tests/rules/mechanisms.rs"]
mod mechanisms;

#[cfg(test)]
#[path = "../tests/rules/amounts.rs"]
mod amounts;

#[cfg(test)]
#[path = "../tests/rules/places_and_leases.rs"]
mod places_and_leases;

#[cfg(test)]
#[path = "../tests/rules/borders.rs"]
mod borders;

#[cfg(test)]
#[path = "../tests/rules/dates.rs"]
mod dates;

#[cfg(test)]
#[path = "../tests/rules/finer_rules.rs"]
mod finer_rules;
