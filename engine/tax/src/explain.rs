//! Puts an assessment into words: what was counted and left out, what was asked, what to confirm.

use std::borrow::Cow;

use money::{Cents, Rate, Rounding};

use crate::assessment::{
    AnswerKind, Answered, BasePart, Certificate, GovernmentFee, Question, Warning,
};
use crate::base::Bases;
use crate::conditions::Circumstances;
use crate::cross_state::Abroad;
use crate::parts::Told;
use crate::rules::{CertificateRule, Cited, ExemptionRule, Test};
use crate::tables::Text;
use crate::{Answer, LeaseMethod, PartKind, Sale, SaleKind};

/// What the explanation gathers as it goes.
#[derive(Default)]
pub struct Explanation {
    pub counted: Vec<BasePart>,
    pub left_out: Vec<BasePart>,
    pub questions: Vec<Question>,
    pub certificates: Vec<Certificate>,
    pub fees: Vec<GovernmentFee>,
}

pub fn warn(warnings: &mut Vec<Warning>, code: &'static str, detail: impl Into<Cow<'static, str>>) {
    warnings.push(Warning {
        code: code.into(),
        detail: detail.into(),
        candidates: Vec::new(),
    });
}

fn base_part(kind: PartKind, told: Told) -> BasePart {
    let rule = told.rule;
    BasePart {
        kind,
        amount: told.amount,
        reason: rule.reason.wording(),
        citation: rule.cited.cite.wording(),
        verified: rule.cited.verified(),
    }
}

impl Explanation {
    /// The parts of the deal, counted or left out. A lease payment is told over the whole term.
    pub fn base(&mut self, bases: &Bases<'_>, term: i64, cited: &mut Vec<Cited>) {
        self.counted.reserve(bases.parts.len() + 1);
        // One base may leave out what another counts, so every rule speaks for itself and not the part.
        cited.extend_from_slice(&bases.unsure);
        for part in &bases.parts {
            let times = if part.kind == PartKind::LeasePayment {
                term
            } else {
                1
            };
            let over_term = |told: Told| Told {
                amount: told.amount.by(times),
                ..told
            };
            if let Some(told) = part.counted {
                self.counted.push(base_part(part.kind, over_term(told)));
            }
            if let Some(told) = part.left_out {
                self.left_out.push(base_part(part.kind, over_term(told)));
            }
        }
        for moved in [bases.moved, bases.lifted].into_iter().flatten() {
            if !moved.rule.cited.verified() {
                cited.push(moved.rule.cited);
            }
            self.counted.push(BasePart {
                kind: PartKind::BookValueAdjustment,
                amount: moved.amount,
                reason: moved.rule.reason.wording(),
                citation: moved.rule.cited.cite.wording(),
                verified: moved.rule.cited.verified(),
            });
        }
    }

    /// The questions that the law in play asks, as far as they are to be `told`, and a warning for each
    /// that nobody answered.
    pub fn questions(
        &mut self,
        these: &Circumstances<'_>,
        told: impl Fn(&[Test]) -> bool,
        warnings: &mut Vec<Warning>,
    ) {
        for (index, rule) in these.law.questions.iter().enumerate() {
            let asked = self.questions.iter().any(|asked| asked.code == rule.code);
            if asked || !told(rule.when) || !these.hold(rule.when) {
                continue;
            }
            let value = these.answers.get(index).copied().unwrap_or(rule.default);
            let given = these.given & (1 << index) != 0;
            let text = rule.text.wording();
            if !given {
                warn(warnings, "answer_assumed", text.clone());
            }
            self.questions.push(Question {
                code: rule.code.into(),
                text,
                kind: rule.kind,
                answer: if given {
                    Answered::Given
                } else {
                    Answered::Default
                },
                value: match rule.kind {
                    AnswerKind::Flag => Answer::Flag(value != 0),
                    AnswerKind::Days | AnswerKind::Count => Answer::Whole(value),
                    AnswerKind::Money => Answer::Text(Cents::new(value).to_text()),
                },
                citation: rule.cite.wording(),
            });
        }
    }

    pub fn certificate(&mut self, rule: CertificateRule, cite: Text) {
        self.certificates.push(Certificate {
            code: rule.code.into(),
            text: rule.text.wording(),
            citation: cite.wording(),
        });
    }

    /// The certificates of the exemptions that are claimed.
    pub fn exemptions(&mut self, these: &Circumstances<'_>, warnings: &mut Vec<Warning>) {
        for claim in &these.sale.exemptions {
            if let Some(rule) = these.law.exemption(&claim.code) {
                self.claimed(rule, these.sale, warnings);
            }
        }
    }

    /// The certificate of one exemption, and a warning where it is not named.
    fn claimed(&mut self, rule: &'static ExemptionRule, sale: &Sale, warnings: &mut Vec<Warning>) {
        let Some(certificate) = rule.certificate else {
            return;
        };
        self.certificate(certificate, rule.cite);
        let named = sale
            .exemptions
            .iter()
            .filter(|claim| claim.code == rule.code)
            .any(|claim| {
                let text = claim.certificate.as_deref();
                text.is_some_and(|text| !text.trim().is_empty())
            });
        if !named {
            warn(warnings, "certificate_missing", rule.reason.wording());
        }
    }

    /// What the law of the selling state has to say to a buyer from elsewhere: the certificate of its rule,
    /// and of its questions, fees and advice those that are meant for a nonresident. Where it takes
    /// tax, all of its questions.
    pub fn selling_state(
        &mut self,
        these: &Circumstances<'_>,
        exempt: Option<&'static ExemptionRule>,
        abroad: Option<&Abroad>,
        taxable_base: Cents,
        cited: &mut Vec<Cited>,
        warnings: &mut Vec<Warning>,
    ) {
        if let Some(rule) = exempt {
            self.claimed(rule, these.sale, warnings);
        } else if let Some(rule) = abroad.map(|abroad| abroad.rule) {
            if let Some(certificate) = rule.certificate {
                self.certificate(certificate, rule.cited.cite);
            }
            if !rule.cited.verified() {
                cited.push(rule.cited);
            }
        }
        let taxed = exempt.is_none() && abroad.is_none_or(Abroad::takes_tax);
        self.questions(
            these,
            |when| taxed || meant_for_nonresidents(when),
            warnings,
        );
        self.fees(these, taxable_base, meant_for_nonresidents);
        advice(these, meant_for_nonresidents, warnings);
    }

    /// Government fees: the first row of each code that fits.
    pub fn fees(
        &mut self,
        these: &Circumstances<'_>,
        taxable_base: Cents,
        told: impl Fn(&[Test]) -> bool,
    ) {
        let mut last = "";
        for rule in these.law.fees {
            let applies = rule.span.holds(these.day) && these.hold(rule.when);
            if rule.code == last || !applies || !told(rule.when) {
                continue;
            }
            last = rule.code;
            let amount = crate::fees::amount(rule, these, taxable_base);
            if rule.computed.is_some() && amount == Some(Cents::ZERO) {
                continue;
            }
            self.fees.push(GovernmentFee {
                code: rule.code.into(),
                name: rule.name.wording(),
                amount,
                verified: rule.cited.verified(),
                citation: rule.cited.cite.wording(),
            });
        }
    }
}

/// Warns where the doc fee is over what the law lets a dealer charge.
pub fn doc_fee(these: &Circumstances<'_>, warnings: &mut Vec<Warning>) {
    let fee = these.sale.doc_fee;
    if fee.is_zero() {
        return;
    }
    let rule = these
        .law
        .doc_fee_caps
        .iter()
        .find(|cap| cap.span.holds(these.day) && these.hold(cap.when));
    let Some(cap) = rule else { return };
    if cap.unknown {
        warn(warnings, "doc_fee_cap_unknown", cap.text.wording());
        return;
    }
    let share = cap
        .percent
        .map(|rate| these.sale.price.times(Rate::new(rate), Rounding::Down));
    let limit = match (cap.amount, share) {
        (Some(amount), Some(share)) => amount.min(share),
        (Some(limit), None) | (None, Some(limit)) => limit,
        (None, None) => return,
    };
    if fee > limit {
        let detail = format!(
            "the doc fee of {fee} is over {limit}: {}",
            cap.text.wording()
        );
        warn(warnings, "doc_fee_over_cap", detail);
    }
    if !cap.cited.verified() {
        warn(warnings, "unverified", cap.cited.note.wording());
    }
}

/// What the deal itself gives cause to say.
pub fn deal(these: &Circumstances<'_>, bases: &Bases<'_>, warnings: &mut Vec<Warning>) {
    let sale = these.sale;
    let allowances: Cents = sale.trades.iter().map(|trade| trade.allowance).sum();
    if allowances > sale.price {
        warn(
            warnings,
            "trade_over_price",
            "the trade-in is worth more than the vehicle; the tax base does not fall below zero",
        );
    }
    if bases.book_value_missing {
        warn(
            warnings,
            "book_value_missing",
            "the law holds the price against a guide value that is not given",
        );
    }
    let payments = matches!(
        these.lease_method,
        LeaseMethod::EachPayment | LeaseMethod::TotalOfPayments
    );
    if sale.kind == SaleKind::Lease && payments && bases.products_in_payments() {
        warn(
            warnings,
            "products_in_payment",
            "products are taken to be in the capitalized cost and so taxed within the payments",
        );
    }
    advice(these, |_| true, warnings);
}

/// Warns of a delivery in a state that is neither that of the sale nor that of the registration.
pub fn places(these: &Circumstances<'_>, warnings: &mut Vec<Warning>) {
    let sale = these.sale;
    let (Some(dealer), Some(delivery)) = (&sale.dealer, &sale.delivery) else {
        return;
    };
    if delivery.state != these.law.state && delivery.state != dealer.state {
        let detail = format!(
            "the vehicle is delivered in {}, where it is neither sold nor registered: no tax of {0} is \
             counted; confirm that a delivery there is not taxed",
            delivery.state
        );
        warn(warnings, "delivered_in_third_state", detail);
    }
}

/// Whether a condition says itself that it is met only where the law is not that of the registration.
fn meant_for_nonresidents(when: &[Test]) -> bool {
    when.iter()
        .any(|test| matches!(test, Test::Resident(false) | Test::HomeGivesCredit(_)))
}

/// Advice, and the doubts of the law that bear on this sale.
fn advice(these: &Circumstances<'_>, told: impl Fn(&[Test]) -> bool, warnings: &mut Vec<Warning>) {
    for advice in these.law.advice {
        if advice.span.holds(these.day) && told(advice.when) && these.hold(advice.when) {
            warn(warnings, advice.code, advice.text.wording());
        }
    }
    for doubt in these.law.doubts {
        let bears = !doubt.when.is_empty() && doubt.span.holds(these.day);
        if bears && told(doubt.when) && these.hold(doubt.when) {
            warn(warnings, "doubt", doubt.text.wording());
        }
    }
}

/// One warning for each uncertain parameter that the figures rest on.
pub fn unverified(cited: &[Cited], warnings: &mut Vec<Warning>) {
    for (index, one) in cited.iter().enumerate() {
        if !cited[..index]
            .iter()
            .any(|earlier| earlier.note == one.note)
        {
            warn(warnings, "unverified", one.note.wording());
        }
    }
}
