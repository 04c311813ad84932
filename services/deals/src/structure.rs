//! A structure: one way to make the deal, its inputs as typed and its figures as the engine gives them.

use desk::{Deal, DealKind, Figures};
use money::Cents;
use platform::Fault;
use serde::ser::Error;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tax::Date;

use crate::confidential;
use crate::rates::in_force::Rates;
use crate::version::{Change, changes};

/// Inputs and the figures that follow from them. There is no other way to get figures.
#[derive(Debug, Clone)]
pub struct Worked {
    /// With the rates that the figures rest on.
    inputs: Deal,
    figures: Figures,
    /// The version of the book of those rates.
    rate_book: Option<i64>,
}

/// A new version of the book that changes no figure changes no structure.
impl PartialEq for Worked {
    fn eq(&self, other: &Self) -> bool {
        self.inputs == other.inputs && self.figures == other.figures
    }
}

impl Worked {
    /// Works the inputs out by the dealership's rates.
    ///
    /// # Errors
    /// Every fault of the inputs, its pointer prefixed with `at` (where the inputs stand in the request).
    pub fn out(inputs: &Deal, rates: &Rates, at: &str) -> Result<Self, Vec<Fault>> {
        let inputs = rates.on(inputs);
        match desk::figures(&inputs) {
            Ok(figures) => Ok(Self {
                inputs,
                figures,
                rate_book: rates.version,
            }),
            Err(faults) => Err(faults_at(at, faults)),
        }
    }

    /// As it was stored.
    ///
    /// # Errors
    /// Where the texts are not what this service writes.
    pub fn stored(
        inputs: &str,
        figures: &str,
        rate_book: Option<i64>,
    ) -> Result<Self, serde_json::Error> {
        Ok(Self {
            inputs: serde_json::from_str(inputs)?,
            figures: serde_json::from_str(figures)?,
            rate_book,
        })
    }

    /// The same with the rates of its version of the book, for what is still to be worked out of it.
    #[must_use]
    pub fn by(mut self, rates: &Rates) -> Self {
        self.inputs = rates.on(&self.inputs);
        self
    }

    /// The version of the book of own rates that the figures rest on.
    #[must_use]
    pub const fn rate_book(&self) -> Option<i64> {
        self.rate_book
    }

    #[must_use]
    pub const fn inputs(&self) -> &Deal {
        &self.inputs
    }

    #[must_use]
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }

    /// What a list shows.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            kind: self.figures.kind,
            payment: payment(&self.figures),
            gross: self.figures.gross.as_ref().map(|gross| gross.total),
        }
    }

    /// The four texts that are stored and served. The open ones are worked out from inputs without the
    /// dealer's own figures, so that nothing of those can be in them, warnings included.
    ///
    /// # Errors
    /// Where they do not serialize, which their types rule out.
    pub fn texts(&self) -> Result<Texts, serde_json::Error> {
        let open = confidential::without(self.inputs.clone());
        let open_figures = desk::figures(&open)
            .map_err(|_| Error::custom("the deal cannot be worked out without its costs"))?;
        Ok(Texts {
            inputs: serde_json::to_string(&self.inputs)?,
            inputs_open: serde_json::to_string(&open)?,
            figures: serde_json::to_string(&self.figures)?,
            figures_open: confidential::open_figures(&open_figures)?.to_string(),
        })
    }
}

/// The engine's faults at their place in a request.
#[must_use]
pub fn faults_at(at: &str, faults: Vec<tax::Fault>) -> Vec<Fault> {
    let fault =
        |fault: tax::Fault| Fault::new(format!("{at}{}", fault.pointer), fault.code, fault.detail);
    faults.into_iter().map(fault).collect()
}

/// What the buyer pays: each month, or at delivery in a cash deal.
#[must_use]
pub fn payment(figures: &Figures) -> Option<Cents> {
    match figures.kind {
        DealKind::Cash => figures.balance_due,
        DealKind::Retail => figures.loan.as_ref().map(|loan| loan.payment),
        DealKind::Lease => figures.lease.as_ref().map(|lease| lease.payment),
    }
}

/// A structure in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    pub kind: DealKind,
    pub payment: Option<Cents>,
    pub gross: Option<Cents>,
}

/// JSON text as stored: all of it, and open, that is without the dealer's own figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    pub inputs: String,
    pub inputs_open: String,
    pub figures: String,
    pub figures_open: String,
}

/// The amounts, rates and dates in which stored figures differ from what the engine gives for the stored
/// inputs by these rates today. Wording and version marks may differ; a cent may not.
///
/// # Errors
/// Where the stored text is not what this service writes.
pub fn recheck(
    inputs: &str,
    figures: &str,
    rates: &Rates,
) -> Result<Vec<Change>, serde_json::Error> {
    let deal: Deal = rates.on(&serde_json::from_str(inputs)?);
    let stored: Value = serde_json::from_str(figures)?;
    let today = match desk::figures(&deal) {
        Ok(figures) => serde_json::to_value(figures)?,
        Err(_) => Value::Null,
    };
    let mut differences = changes(&stored, &today);
    differences.retain(|change| {
        let figure = |value: &Option<Value>| value.as_ref().is_some_and(is_figure);
        !change.pointer.ends_with("_version") && (figure(&change.before) || figure(&change.after))
    });
    Ok(differences)
}

/// Whether a value is or holds an amount, a rate, a count or a date.
fn is_figure(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Number(_) => true,
        Value::String(text) => text.parse::<money::Rate>().is_ok() || text.parse::<Date>().is_ok(),
        Value::Array(values) => values.iter().any(is_figure),
        Value::Object(fields) => fields.values().any(is_figure),
    }
}

/// What stands on paper to tell one revision of a structure from another: any change of inputs or figures
/// changes it.
#[must_use]
pub fn revision_hash(inputs: &str, figures: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(inputs);
    hash.update([0]);
    hash.update(figures);
    hex::encode(&hash.finalize()[..8])
}

/// The letter of the `n`th structure, from 0: A … Z, AA, AB …
#[must_use]
pub fn letter(n: u32) -> String {
    let mut left = n + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(b'A' + u8::try_from(left % 26).unwrap_or(0));
        left /= 26;
    }
    letters.reverse();
    String::from_utf8_lossy(&letters).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{letter, revision_hash};

    #[test]
    fn letters_run_past_z() {
        let shown: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702]
            .map(letter)
            .into_iter()
            .collect();
        assert_eq!(shown, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn the_hash_tells_where_inputs_end() {
        assert_ne!(revision_hash("ab", "c"), revision_hash("a", "bc"));
        assert_eq!(revision_hash("a", "b").len(), 16);
    }
}
