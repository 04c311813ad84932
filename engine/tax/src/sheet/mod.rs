//! One jurisdiction as a reference page and the API show it: every rule in words, with its dates,
//! where it stands in the law, and what is uncertain of it.

mod history;
mod page;
mod parts;
mod words;

use serde::Serialize;

use crate::rules::{Cited, Jurisdiction, Span, Test, jurisdiction};
use crate::{Date, Level};

pub use history::{Change, ChangeOf, history};
pub use page::{index, page};

/// What the law of one jurisdiction says, as far as its rule file goes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = TaxSheet))]
pub struct Sheet {
    /// ISO 3166-2: `"US-TX"`.
    pub code: String,
    /// Two-letter postal code.
    pub state: String,
    pub name: String,
    /// First and last day that the rules speak for.
    pub from: Date,
    pub to: Date,
    pub rules_version: String,
    pub taxes: Vec<SheetTax>,
    pub bases: Vec<SheetBase>,
    pub leases: Vec<Said>,
    pub nonresidents: Vec<Said>,
    pub credits: Vec<Said>,
    pub questions: Vec<Said>,
    pub exemptions: Vec<Said>,
    pub doc_fee_caps: Vec<Said>,
    pub fees: Vec<Said>,
    /// What else the desk is told, and what is not certain beyond single parameters.
    pub remarks: Vec<Said>,
    pub sources: Vec<SheetSource>,
}

/// One tax and its rates through time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetTax {
    pub code: String,
    pub name: String,
    pub level: Level,
    /// Whose address decides the rate, where places have rates of their own.
    pub place: Option<String>,
    /// Collected by the dealer, or paid by the buyer at registration.
    pub paid: String,
    pub when: Option<String>,
    pub rates: Vec<Said>,
}

/// What enters the base of one or several taxes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetBase {
    /// `"sale"` or `"lease"`.
    pub of: String,
    /// The codes of the taxes that are taken of it.
    pub taxes: Vec<String>,
    pub parts: Vec<Said>,
}

/// One rule: what it is about, what it says, when, and on whose word.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Said {
    pub about: String,
    pub says: String,
    /// Absent: since before the rules speak.
    pub from: Option<Date>,
    /// Absent: until further notice.
    pub to: Option<Date>,
    /// The condition under which it holds; absent where it always does.
    pub when: Option<String>,
    pub citation: String,
    pub verified: bool,
    /// What is uncertain of it.
    pub note: Option<String>,
}

/// Where the law was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetSource {
    pub citation: String,
    pub href: Option<String>,
    /// Read at that address; otherwise known without the text at hand.
    pub read: bool,
}

/// The sheet of a two-letter code; nothing where no rule file is compiled in.
#[must_use]
pub fn sheet(state: &str) -> Option<Sheet> {
    let law = jurisdiction(state)?;
    let of = |law: &'static Jurisdiction| Sheet {
        code: law.code.into(),
        state: law.state.into(),
        name: law.name.into(),
        from: date(law.span.from),
        to: date(law.span.to),
        rules_version: crate::rules_version().into(),
        taxes: law.taxes.iter().map(|tax| parts::tax(law, tax)).collect(),
        bases: parts::bases(law),
        leases: parts::leases(law),
        nonresidents: parts::nonresidents(law),
        credits: parts::credits(law),
        questions: parts::questions(law),
        exemptions: parts::exemptions(law),
        doc_fee_caps: parts::doc_fee_caps(law),
        fees: parts::fees(law),
        remarks: parts::remarks(law),
        sources: parts::sources(law),
    };
    Some(of(law))
}

impl Sheet {
    /// Everything on the sheet that is dated and cited.
    pub fn all(&self) -> impl Iterator<Item = &Said> {
        let rates = self.taxes.iter().flat_map(|tax| &tax.rates);
        let parts = self.bases.iter().flat_map(|base| &base.parts);
        let lists = [
            &self.leases,
            &self.nonresidents,
            &self.credits,
            &self.questions,
            &self.exemptions,
            &self.doc_fee_caps,
            &self.fees,
            &self.remarks,
        ];
        rates.chain(parts).chain(lists.into_iter().flatten())
    }

    /// How many rules rest on something that was not confirmed.
    #[must_use]
    pub fn unverified(&self) -> usize {
        self.all().filter(|said| !said.verified).count()
    }
}

/// The day of a number that the rules count by.
fn date(day: u16) -> Date {
    Date::from_day_number(i32::from(day))
}

fn said(
    law: &Jurisdiction,
    (about, says): (impl Into<String>, impl Into<String>),
    (span, when): (Span, &[Test]),
    cited: Cited,
) -> Said {
    Said {
        about: about.into(),
        says: says.into(),
        from: (span.from > 0).then(|| date(span.from)),
        to: (span.to < u16::MAX).then(|| date(span.to)),
        when: words::when(law, span, when),
        citation: cited.cite.wording().into_owned(),
        verified: cited.verified(),
        note: (!cited.verified()).then(|| cited.note.wording().into_owned()),
    }
}
