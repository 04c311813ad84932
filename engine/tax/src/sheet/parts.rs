//! The sections of a sheet, each from its list of compiled rules.

use super::{Said, SheetBase, SheetSource, SheetTax, said, words};
use crate::days::By;
use crate::rules::{
    Cited, Jurisdiction, NO_BASE, PartRule, SOURCES, Span, Tax, Treat, ValueAgainst,
};
use crate::{AnswerKind, PartKind};

/// Every kind of part, in the order that a reader looks for them.
const KINDS: [PartKind; 24] = [
    PartKind::Vehicle,
    PartKind::DealerDiscount,
    PartKind::Accessories,
    PartKind::DeliveryCharge,
    PartKind::DocFee,
    PartKind::ServiceContract,
    PartKind::Gap,
    PartKind::Maintenance,
    PartKind::TireWheel,
    PartKind::Insurance,
    PartKind::OtherProduct,
    PartKind::ManufacturerRebate,
    PartKind::DealerRebate,
    PartKind::TradeIn,
    PartKind::NegativeEquity,
    PartKind::LeasePayment,
    PartKind::CapReductionCash,
    PartKind::CapReductionTrade,
    PartKind::CapReductionRebate,
    PartKind::AcquisitionFee,
    PartKind::GrossCapCost,
    PartKind::Residual,
    PartKind::RentCharge,
    PartKind::Declared,
];

const ALWAYS: Span = Span {
    from: 0,
    to: u16::MAX,
    by: By::Date,
};

pub fn tax(law: &Jurisdiction, tax: &Tax) -> SheetTax {
    let later = tax.rates.iter().filter(|period| period.at_registration);
    let later = later.count();
    let paid = match later {
        0 => "through the dealer",
        all if all == tax.rates.len() => "by the buyer at registration",
        _ => "through the dealer or by the buyer at registration, as the rate says",
    };
    SheetTax {
        code: tax.code.into(),
        name: tax.name.wording().into_owned(),
        level: tax.level,
        place: tax.local.map(words::places),
        paid: paid.into(),
        when: words::condition(law, tax.when),
        rates: tax
            .rates
            .iter()
            .map(|period| {
                let mut says = words::rate(law, tax, period);
                if period.at_registration && later < tax.rates.len() {
                    says.push_str("; paid at registration");
                }
                let about = (tax.name.wording(), says);
                said(law, about, (period.span, period.when), period.cited)
            })
            .collect(),
    }
}

/// The bases of all taxes, each once, with the parts that enter it.
pub fn bases(law: &Jurisdiction) -> Vec<SheetBase> {
    let sale = law.taxes.iter().map(|tax| ("sale", tax.base, tax));
    let lease = law.taxes.iter().map(|tax| ("lease", tax.lease_base, tax));
    let mut found: Vec<(u8, SheetBase)> = Vec::new();
    for (of, base, tax) in sale.chain(lease).filter(|(_, base, _)| *base != NO_BASE) {
        match found
            .iter_mut()
            .find(|(id, known)| *id == base && known.of == of)
        {
            Some((_, known)) => known.taxes.push(tax.code.into()),
            None => found.push((
                base,
                SheetBase {
                    of: of.into(),
                    taxes: vec![tax.code.into()],
                    parts: parts_of(law, base),
                },
            )),
        }
    }
    found.into_iter().map(|(_, base)| base).collect()
}

fn parts_of(law: &Jurisdiction, base: u8) -> Vec<Said> {
    let mut all = Vec::new();
    for kind in KINDS {
        let rules = law
            .parts
            .iter()
            .filter(|rule| rule.base == base && rule.speaks_of(kind));
        all.extend(rules.map(|rule| part(law, kind, rule)));
    }
    let values = law.values.iter().filter(|rule| rule.base == base);
    all.extend(values.map(|rule| {
        let against = match rule.against {
            ValueAgainst::GreaterOfPriceAndBook => "The greater of price and guide value.".into(),
            ValueAgainst::BookElseMsrpElsePrice => {
                "The guide value; without one the MSRP, without that the price.".into()
            }
            ValueAgainst::WithinBookBand => format!(
                "The price, but between {} and {} of the guide value.",
                words::percent(rule.low),
                words::percent(rule.high)
            ),
            ValueAgainst::MsrpShare => {
                format!(
                    "{} of the MSRP in place of the price.",
                    words::percent(rule.low)
                )
            }
            ValueAgainst::FloorBookDifference => format!(
                "After all deductions at least {} of the guide value less that of the trade-ins.",
                words::percent(rule.low)
            ),
        };
        let says = format!("{against} {}", rule.reason.wording());
        said(
            law,
            ("Guide value", says),
            (rule.span, rule.when),
            rule.cited,
        )
    }));
    all
}

/// What a buyer expects to come off the price.
const fn reduces(kind: PartKind) -> bool {
    matches!(
        kind,
        PartKind::DealerDiscount
            | PartKind::ManufacturerRebate
            | PartKind::DealerRebate
            | PartKind::TradeIn
    )
}

fn part(law: &Jurisdiction, kind: PartKind, rule: &PartRule) -> Said {
    let mut says = match rule.treat {
        Treat::Counted => "Taxed",
        Treat::Deducted => "Taken off",
        Treat::LeftOut if reduces(kind) => "Not taken off",
        Treat::LeftOut => "Not taxed",
    }
    .to_owned();
    if rule.share != money::Rate::SCALE {
        says.push_str(&format!(", {} of it", words::percent(rule.share)));
    }
    if let Some(limit) = rule.limit {
        says.push_str(&format!(", up to {}", words::dollars(limit)));
    }
    if rule.by_book_value {
        says.push_str(", at its guide value");
    }
    if rule.net_of_payoff {
        says.push_str(", less what is owed on it");
    }
    if rule.at_most_tax_paid {
        says.push_str(", at most the sum on which the tax is what was paid on it");
    }
    says.push_str(". ");
    says.push_str(&rule.reason.wording());
    let about = match law.questions.get(usize::from(rule.answer)) {
        Some(question) if kind == PartKind::Declared => question.text.wording().into_owned(),
        _ => words::kind(kind).to_owned(),
    };
    said(law, (about, says), (rule.span, rule.when), rule.cited)
}

pub fn leases(law: &Jurisdiction) -> Vec<Said> {
    let mut plain = 0;
    let list = law.leases.iter();
    list.map(|rule| {
        plain += usize::from(rule.when.is_empty());
        let about = if rule.when.is_empty() && plain > 1 {
            "Lease, by choice or at another time"
        } else {
            "Lease"
        };
        let says = words::method(rule.method);
        said(law, (about, says), (rule.span, rule.when), rule.cited)
    })
    .collect()
}

pub fn nonresidents(law: &Jurisdiction) -> Vec<Said> {
    let list = law.nonresidents.iter();
    list.map(|rule| {
        let mut says = format!(
            "State tax {}; county tax {}; city tax {}.",
            words::reach(rule.state_tax),
            words::reach(rule.county_tax),
            words::reach(rule.city_tax)
        );
        if let Some(most) = rule.at_most {
            says.push_str(&format!(" At most {}.", words::percent(most)));
        }
        if let Some(certificate) = rule.certificate {
            says.push_str(&format!(
                " Asked for: {} ({}).",
                certificate.code,
                certificate.text.wording()
            ));
        }
        says.push(' ');
        says.push_str(&rule.reason.wording());
        let about = "A buyer who registers in another state";
        said(law, (about, says), (rule.span, rule.when), rule.cited)
    })
    .collect()
}

pub fn credits(law: &Jurisdiction) -> Vec<Said> {
    let list = law.credits.iter();
    list.map(|rule| {
        let mut says = rule.reason.wording().into_owned();
        if let Some(how) = words::credit(rule.allow) {
            says.push(' ');
            says.push_str(how);
        }
        if rule.min.is_positive() {
            says.push_str(&format!(" At least {} is left.", words::dollars(rule.min)));
        }
        for (state, most) in rule.max_rates {
            says.push_str(&format!(" At most {} for {state}.", words::percent(*most)));
        }
        if rule.state_first {
            says.push_str(" The state's tax comes first, then the local.");
        }
        if rule.max_days != u16::MAX {
            says.push_str(&format!(" Paid within {} days.", rule.max_days));
        }
        if rule.reciprocal {
            says.push_str(" Only where the other state does the same.");
        }
        if !rule.except.is_empty() {
            says.push_str(&format!(" None for {}.", rule.except.join(", ")));
        }
        let about = "Tax paid to another state";
        said(law, (about, says), (rule.span, rule.when), rule.cited)
    })
    .chain(law.ceilings.iter().map(|rule| {
        let most = words::dollars(rule.amount);
        let says = format!(
            "All tax together is at most {most}. {}",
            rule.reason.wording()
        );
        let about = "Tax after the credit";
        said(law, (about, says), (rule.span, rule.when), rule.cited)
    }))
    .collect()
}

pub fn questions(law: &Jurisdiction) -> Vec<Said> {
    let list = law.questions.iter();
    list.map(|rule| {
        let default = match (rule.kind, rule.default) {
            (AnswerKind::Flag, 0) => "no".into(),
            (AnswerKind::Flag, _) => "yes".into(),
            (AnswerKind::Money, cents) => words::dollars(money::Cents::new(cents)),
            (AnswerKind::Days | AnswerKind::Count, number) => number.to_string(),
        };
        let says = format!("{} Unanswered it counts as {default}.", rule.text.wording());
        let cited = Cited {
            cite: rule.cite,
            note: crate::Text::new(0),
        };
        said(law, (rule.code, says), (ALWAYS, rule.when), cited)
    })
    .collect()
}

pub fn exemptions(law: &Jurisdiction) -> Vec<Said> {
    let list = law.exemptions.iter();
    list.map(|rule| {
        let mut says = rule.reason.wording().into_owned();
        if !rule.full {
            says.push_str(" Not exempt as a whole: it has a rule of its own.");
        }
        if let Some(certificate) = rule.certificate {
            says.push_str(&format!(" Asked for: {}.", certificate.text.wording()));
        }
        let cited = Cited {
            cite: rule.cite,
            note: crate::Text::new(0),
        };
        said(law, (rule.code, says), (ALWAYS, &[]), cited)
    })
    .collect()
}

pub fn doc_fee_caps(law: &Jurisdiction) -> Vec<Said> {
    let list = law.doc_fee_caps.iter();
    list.map(|rule| {
        let amount = match (rule.amount, rule.percent, rule.unknown) {
            (_, _, true) => "The cap is not known.".to_owned(),
            (Some(amount), Some(share), _) => format!(
                "The lesser of {} and {} of the price.",
                words::dollars(amount),
                words::percent(share)
            ),
            (Some(amount), None, _) => format!("At most {}.", words::dollars(amount)),
            (None, Some(share), _) => format!("At most {} of the price.", words::percent(share)),
            (None, None, _) => "No cap.".to_owned(),
        };
        let text = rule.text.wording();
        let says = match (text.is_empty(), rule.unknown) {
            (true, _) => amount,
            (false, true) => text.into_owned(),
            (false, false) => format!("{amount} ({text})"),
        };
        said(law, ("Doc fee", says), (rule.span, rule.when), rule.cited)
    })
    .collect()
}

pub fn fees(law: &Jurisdiction) -> Vec<Said> {
    let list = law.fees.iter();
    list.map(|rule| {
        let says = words::fee(rule);
        let about = (rule.name.wording(), says);
        said(law, about, (rule.span, rule.when), rule.cited)
    })
    .collect()
}

pub fn remarks(law: &Jurisdiction) -> Vec<Said> {
    let cited = Cited {
        cite: crate::Text::new(0),
        note: crate::Text::new(0),
    };
    let needs = law.needs.iter().map(|need| {
        let about = ("Asked for", need.text.wording());
        said(law, about, (need.span, need.when), cited)
    });
    let advice = law.advice.iter().map(|advice| {
        let about = ("Told to the desk", advice.text.wording());
        said(law, about, (advice.span, advice.when), cited)
    });
    let doubts = law.doubts.iter().map(|doubt| {
        let cited = Cited {
            cite: doubt.cite,
            note: doubt.text,
        };
        let about = ("Not settled", doubt.text.wording());
        said(law, about, (doubt.span, doubt.when), cited)
    });
    needs.chain(advice).chain(doubts).collect()
}

pub fn sources(law: &Jurisdiction) -> Vec<SheetSource> {
    let own = SOURCES.iter().filter(|source| source.state == law.state);
    let mut all: Vec<SheetSource> = own
        .map(|source| SheetSource {
            citation: source.text.into(),
            href: (!source.href.is_empty()).then(|| source.href.into()),
            read: source.read,
        })
        .collect();
    all.sort_by(|one, other| one.citation.cmp(&other.citation));
    all
}
