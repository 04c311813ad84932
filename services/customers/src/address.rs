//! US postal addresses: what makes one complete, and how a ZIP code is written.

use platform::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Postal codes of the states, the District, the territories and the military post.
const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM \
                      NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    Home,
    Mailing,
    /// Where the vehicle is kept; it decides the tax where it differs from home.
    Garaging,
    Business,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub kind: AddressKind,
    #[schema(min_length = 1, max_length = 120)]
    pub street: String,
    /// Apartment, suite, floor.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub unit: Option<String>,
    #[schema(min_length = 1, max_length = 80)]
    pub city: String,
    /// Without the word "County": it decides most local tax rates.
    #[serde(default)]
    #[schema(max_length = 80)]
    pub county: Option<String>,
    /// Two-letter postal code.
    #[schema(min_length = 2, max_length = 2, example = "FL")]
    pub state: String,
    /// Five digits or nine.
    #[schema(example = "33707-1234")]
    pub zip: String,
}

impl Address {
    /// Tidies what is a matter of writing, and adds to `faults` what is wrong; `at` points to this address.
    pub(crate) fn vet(&mut self, at: &str, faults: &mut Vec<Fault>) {
        for (field, text) in [("street", &mut self.street), ("city", &mut self.city)] {
            *text = text.trim().to_owned();
            if text.is_empty() {
                faults.push(Fault::new(
                    format!("{at}/{field}"),
                    "required",
                    "An address needs this.",
                ));
            }
        }
        for text in [&mut self.unit, &mut self.county] {
            *text = text
                .take()
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty());
        }
        self.state = self.state.trim().to_uppercase();
        if !is_state(&self.state) {
            let detail = format!("{:?} is no US state or territory.", self.state);
            faults.push(Fault::new(format!("{at}/state"), "unknown_state", detail));
        }
        match zip(&self.zip) {
            Some(zip) => self.zip = zip,
            None => {
                let detail = format!("{:?} is no ZIP code: write 33707 or 33707-1234.", self.zip);
                faults.push(Fault::new(format!("{at}/zip"), "bad_zip", detail));
            }
        }
    }
}

pub(crate) fn is_state(code: &str) -> bool {
    STATES.split(' ').any(|state| state == code)
}

/// `33707` stays, `337071234` becomes `33707-1234`.
fn zip(text: &str) -> Option<String> {
    let text = text.trim();
    let (five, four) = match text.split_once('-') {
        Some((five, four)) if four.len() == 4 => (five, four),
        None if text.len() == 9 => text.split_at_checked(5)?,
        None => (text, ""),
        Some(_) => return None,
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (five.len() == 5 && digits(five) && digits(four)).then(|| match four {
        "" => five.to_owned(),
        four => format!("{five}-{four}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_code_has_five_digits_or_nine() {
        for (written, kept) in [
            ("33707", "33707"),
            (" 33707-1234", "33707-1234"),
            ("337071234", "33707-1234"),
        ] {
            assert_eq!(zip(written).as_deref(), Some(kept));
        }
        for wrong in [
            "",
            "3370",
            "337071",
            "33707-",
            "33707-12",
            "3370a",
            "33707 1234",
            "-1234",
            "١٢٣٤٥",
        ] {
            assert_eq!(zip(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fifty_states_the_district_five_territories_and_three_military_posts() {
        assert_eq!(
            STATES.split(' ').filter(|code| is_state(code)).count(),
            50 + 1 + 5 + 3
        );
        for wrong in ["", "XX", "fl", "FLA", "AL AK"] {
            assert!(!is_state(wrong), "{wrong}");
        }
    }
}
