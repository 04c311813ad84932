//! Where a store stands and how it is reached: US postal address, telephone, time zone.

use platform::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A US street address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[schema(min_length = 1, max_length = 120, example = "4100 Gulf to Bay Blvd")]
    pub street: String,
    #[schema(min_length = 1, max_length = 80, example = "Clearwater")]
    pub city: String,
    /// The county decides local tax where the ZIP code does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "Pinellas")]
    pub county: Option<String>,
    /// Postal abbreviation of one of the 50 states or DC.
    #[schema(min_length = 2, max_length = 2, example = "FL")]
    pub state: String,
    /// Five digits or ZIP+4.
    #[schema(pattern = r"^\d{5}(-\d{4})?$", example = "33759")]
    pub zip: String,
}

const STATES: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY",
];

/// The zones of the tz database that lie in the states and DC.
const TIMEZONES: &[&str] = &[
    "America/New_York",
    "America/Detroit",
    "America/Kentucky/Louisville",
    "America/Kentucky/Monticello",
    "America/Indiana/Indianapolis",
    "America/Indiana/Vincennes",
    "America/Indiana/Winamac",
    "America/Indiana/Marengo",
    "America/Indiana/Petersburg",
    "America/Indiana/Vevay",
    "America/Indiana/Tell_City",
    "America/Indiana/Knox",
    "America/Chicago",
    "America/Menominee",
    "America/North_Dakota/Center",
    "America/North_Dakota/New_Salem",
    "America/North_Dakota/Beulah",
    "America/Denver",
    "America/Boise",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Juneau",
    "America/Sitka",
    "America/Metlakatla",
    "America/Yakutat",
    "America/Nome",
    "America/Adak",
    "Pacific/Honolulu",
];

impl Address {
    /// Trimmed, with the state in capitals; faults are added under `pointer`.
    #[must_use]
    pub fn checked(self, pointer: &str, faults: &mut Vec<Fault>) -> Self {
        let address = Self {
            street: required(&self.street, &format!("{pointer}/street"), 120, faults),
            city: required(&self.city, &format!("{pointer}/city"), 80, faults),
            county: optional(
                self.county.as_deref(),
                &format!("{pointer}/county"),
                80,
                faults,
            ),
            state: self.state.trim().to_ascii_uppercase(),
            zip: self.zip.trim().to_owned(),
        };
        if !STATES.contains(&address.state.as_str()) {
            faults.push(Fault::new(
                format!("{pointer}/state"),
                "state",
                "must be the two letters of a US state or DC, such as FL",
            ));
        }
        if !is_zip(&address.zip) {
            faults.push(Fault::new(
                format!("{pointer}/zip"),
                "zip",
                "must be five digits, or nine as 33759-1201",
            ));
        }
        address
    }
}

fn is_zip(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match bytes.len() {
        5 => digits(bytes),
        10 => digits(&bytes[..5]) && bytes[5] == b'-' && digits(&bytes[6..]),
        _ => false,
    }
}

/// A North American telephone number as `+17275550142`; `None` where it is none.
#[must_use]
pub fn phone(typed: &str) -> Option<String> {
    if typed
        .chars()
        .any(|c| !(c.is_ascii_digit() || " +-.()".contains(c)))
    {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let national = match (digits.len(), typed.trim_start().starts_with('+')) {
        (10, false) => digits.as_str(),
        (11, _) => digits.strip_prefix('1')?,
        _ => return None,
    };
    // Numbering plan: neither area code nor exchange begins with 0 or 1.
    let bytes = national.as_bytes();
    (bytes[0] >= b'2' && bytes[3] >= b'2').then(|| format!("+1{national}"))
}

/// A telephone number that may be left out.
pub fn optional_phone(
    typed: Option<&str>,
    pointer: &str,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
    let number = phone(typed);
    if number.is_none() {
        faults.push(Fault::new(
            pointer,
            "phone",
            "must be a US telephone number of ten digits",
        ));
    }
    number
}

/// The zone if it is one of the United States, else a fault.
#[must_use]
pub fn timezone(typed: &str, pointer: &str, faults: &mut Vec<Fault>) -> String {
    let zone = typed.trim();
    if !TIMEZONES.contains(&zone) {
        faults.push(Fault::new(
            pointer,
            "timezone",
            "must be a US zone of the tz database, such as America/New_York",
        ));
    }
    zone.to_owned()
}

/// A line of text that must be there: trimmed, no control characters, at most `most` characters.
#[must_use]
pub fn required(typed: &str, pointer: &str, most: usize, faults: &mut Vec<Fault>) -> String {
    let text = typed.trim();
    if text.is_empty() {
        faults.push(Fault::new(pointer, "required", "must not be empty"));
    }
    line(text, pointer, most, faults)
}

/// A line of text that may be left out; an empty one is left out.
pub fn optional(
    typed: Option<&str>,
    pointer: &str,
    most: usize,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let text = typed.map(str::trim).filter(|text| !text.is_empty())?;
    Some(line(text, pointer, most, faults))
}

fn line(text: &str, pointer: &str, most: usize, faults: &mut Vec<Fault>) -> String {
    if text.chars().count() > most {
        faults.push(Fault::new(
            pointer,
            "max_length",
            format!("must have at most {most} characters"),
        ));
    }
    if text.chars().any(char::is_control) {
        faults.push(Fault::new(
            pointer,
            "control_character",
            "must not hold control characters",
        ));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fifty_states_and_the_capital() {
        assert_eq!(
            STATES
                .iter()
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            51
        );
    }

    #[test]
    fn an_address_is_tidied_and_every_fault_is_named() {
        let mut faults = Vec::new();
        let good = Address {
            street: " 4100 Gulf to Bay Blvd ".into(),
            city: "Clearwater".into(),
            county: Some("  ".into()),
            state: "fl".into(),
            zip: "33759".into(),
        }
        .checked("/address", &mut faults);
        assert_eq!(
            (good.street.as_str(), good.state.as_str(), good.county),
            ("4100 Gulf to Bay Blvd", "FL", None)
        );
        assert!(faults.is_empty());

        let _ = Address {
            state: "ZZ".into(),
            zip: "3375".into(),
            ..Address::default()
        }
        .checked("/address", &mut faults);
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/address/street",
                "/address/city",
                "/address/state",
                "/address/zip"
            ]
        );
    }

    #[test]
    fn zip_codes() {
        assert!(is_zip("00501") && is_zip("33759-1201"));
        for text in [
            "",
            "3375",
            "337590",
            "33759-",
            "33759-12",
            "33759 1201",
            "abcde",
            "３３７５９",
        ] {
            assert!(!is_zip(text), "{text}");
        }
    }

    #[test]
    fn telephone_numbers_become_one_form() {
        for typed in [
            "(727) 555-0142",
            "727-555-0142",
            "727.555.0142",
            "+1 727 555 0142",
            "17275550142",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("+17275550142"), "{typed}");
        }
        for typed in [
            "",
            "555-0142",
            "127-555-0142",
            "727-155-0142",
            "+44 20 7946 0018",
            "727-555-0142 x5",
            "call me",
        ] {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }

    #[test]
    fn zones_outside_the_states_are_refused() {
        let mut faults = Vec::new();
        assert_eq!(
            timezone("America/New_York", "/timezone", &mut faults),
            "America/New_York"
        );
        assert!(faults.is_empty());
        let _ = timezone("Europe/Paris", "/timezone", &mut faults);
        assert_eq!(faults[0].pointer, "/timezone");
    }
}
