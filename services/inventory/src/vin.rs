//! Vehicle identification numbers: their form, check digit and model year (ISO 3779, 49 CFR 565.15),
//! and what can be read from one without a network.

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

use crate::wmi::{self, VehicleType};

/// Weight of each position in the check sum; the check digit itself weighs nothing.
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Position 10 for 1980, 1981 … 2009, and again from 2010.
const YEAR_CODES: &str = "ABCDEFGHJKLMNPRSTVWXY123456789";

/// A number that keeps the standard: seventeen legal characters whose check digit is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vin(String);

/// What is wrong with a number; positions count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VinFault {
    Length { found: usize },
    Character { position: usize, found: char },
    CheckDigit { found: char, expected: char },
    YearCode { found: char },
}

impl VinFault {
    #[must_use]
    pub fn position(self) -> Option<usize> {
        match self {
            Self::Length { .. } => None,
            Self::Character { position, .. } => Some(position),
            Self::CheckDigit { .. } => Some(9),
            Self::YearCode { .. } => Some(10),
        }
    }

    #[must_use]
    pub fn expected(self) -> Option<char> {
        match self {
            Self::CheckDigit { expected, .. } => Some(expected),
            _ => None,
        }
    }
}

impl fmt::Display for VinFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => write!(out, "A VIN has 17 characters; this has {found}."),
            Self::Character {
                position,
                found: 'I' | 'O' | 'Q',
            } => {
                write!(
                    out,
                    "Position {position} cannot be I, O or Q: look for 1 or 0 there."
                )
            }
            Self::Character { position, found } => {
                write!(
                    out,
                    "Position {position} is {found:?}; a VIN has only letters and digits."
                )
            }
            Self::CheckDigit { expected, .. } => {
                write!(
                    out,
                    "Position 9 should be {expected} for this VIN. Check the marked character."
                )
            }
            Self::YearCode { found } => {
                write!(
                    out,
                    "Position 10 is {found}, which stands for no model year."
                )
            }
        }
    }
}

/// As a person or a scanner gives it: without blanks and hyphens, in capitals.
#[must_use]
pub fn tidy(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect()
}

impl Vin {
    /// Reads a tidied number.
    ///
    /// # Errors
    /// Every fault. The check digit is judged only where all characters are legal.
    pub fn read(text: &str) -> Result<Self, Vec<VinFault>> {
        let mut faults = Vec::new();
        let length = text.chars().count();
        if length != 17 {
            faults.push(VinFault::Length { found: length });
        }
        for (index, found) in text.chars().enumerate().take(17) {
            if value(found).is_none() {
                faults.push(VinFault::Character {
                    position: index + 1,
                    found,
                });
            }
        }
        if faults.is_empty() {
            let (expected, found) = (check_digit(text), nth(text, 9));
            if found != expected {
                faults.push(VinFault::CheckDigit { found, expected });
            }
            if first_year(text).is_none() {
                faults.push(VinFault::YearCode {
                    found: nth(text, 10),
                });
            }
        }
        if faults.is_empty() {
            Ok(Self(text.to_owned()))
        } else {
            Err(faults)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this number can stand for a model year. `latest` is the newest year that can be on
    /// sale (the next calendar year).
    #[must_use]
    pub fn allows_year(&self, year: u16, latest: u16) -> bool {
        let kind = wmi::maker(&self.0).map(|maker| maker.vehicle_type);
        year_of(&self.0, kind, latest)
            .is_some_and(|told| told.year == year || told.or == Some(year))
    }
}

/// A model year as a VIN tells it. The codes repeat after thirty years: position 7 says which for
/// cars, multipurpose vehicles and trucks up to 10,000 lb (49 CFR 565.15(d)(1)); for all others
/// the newest possible one is taken and the other named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelYear {
    pub year: u16,
    /// The year it may be as well.
    pub or: Option<u16>,
}

fn year_of(vin: &str, kind: Option<VehicleType>, latest: u16) -> Option<ModelYear> {
    let first = first_year(vin)?;
    let second = first + 30;
    let (by_seven, other) = if nth(vin, 7).is_ascii_digit() {
        (first, second)
    } else {
        (second, first)
    };
    let or = |year| Some(year).filter(|year| *year <= latest);
    Some(match kind {
        Some(VehicleType::PassengerCar | VehicleType::Multipurpose) => ModelYear {
            year: by_seven,
            or: None,
        },
        // The table does not say whether a truck is over 10,000 lb.
        Some(VehicleType::Truck | VehicleType::Incomplete) if by_seven <= latest => ModelYear {
            year: by_seven,
            or: or(other),
        },
        _ if second <= latest => ModelYear {
            year: second,
            or: Some(first),
        },
        _ => ModelYear {
            year: first,
            or: None,
        },
    })
}

fn first_year(vin: &str) -> Option<u16> {
    let code = nth(vin, 10);
    YEAR_CODES
        .chars()
        .zip(1980..)
        .find_map(|(known, year)| (known == code).then_some(year))
}

/// The character at a position that counts from 1; the text has seventeen ASCII ones.
fn nth(vin: &str, position: usize) -> char {
    vin.as_bytes()
        .get(position - 1)
        .map_or('\0', |&b| char::from(b))
}

fn check_digit(vin: &str) -> char {
    let sum: u32 = vin
        .chars()
        .zip(WEIGHTS)
        .filter_map(|(c, weight)| Some(value(c)? * weight))
        .sum();
    char::from_digit(sum % 11, 10).unwrap_or('X')
}

/// The number that a character counts for in the check sum.
fn value(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        'A' | 'J' => 1,
        'B' | 'K' | 'S' => 2,
        'C' | 'L' | 'T' => 3,
        'D' | 'M' | 'U' => 4,
        'E' | 'N' | 'V' => 5,
        'F' | 'W' => 6,
        'G' | 'P' | 'X' => 7,
        'H' | 'Y' => 8,
        'R' | 'Z' => 9,
        _ => return None,
    })
}

/// What a VIN says, right or wrong, without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DecodedVin)]
pub struct Decoded {
    /// Without blanks and hyphens, in capitals.
    pub vin: String,
    /// Whether it has seventeen legal characters, a right check digit and a year code.
    pub valid: bool,
    pub faults: Vec<DecodeFault>,
    pub model_year: Option<u16>,
    /// The year it may be as well, where the VIN alone does not decide.
    pub model_year_or: Option<u16>,
    /// World manufacturer identifier: three characters, six for a small maker; null where unknown.
    pub wmi: Option<&'static str>,
    pub vehicle_type: Option<VehicleType>,
    /// Country of the maker's plant, ISO 3166-1 alpha-2.
    pub country: Option<&'static str>,
    pub makes: Vec<&'static str>,
    pub manufacturer: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = VinFault)]
pub struct DecodeFault {
    /// The character to look at, counted from 1.
    pub position: Option<usize>,
    /// What should stand there, where that is known.
    pub expected: Option<char>,
    pub detail: String,
}

/// Reads all that a number says; `latest` as in [`Vin::allows_year`].
#[must_use]
pub fn decode(text: &str, latest: u16) -> Decoded {
    let vin = tidy(text);
    let faults = Vin::read(&vin).err().unwrap_or_default();
    let whole = vin.is_ascii() && vin.len() == 17;
    let maker = Some(&vin).filter(|_| whole).and_then(|vin| wmi::maker(vin));
    let kind = maker.as_ref().map(|maker| maker.vehicle_type);
    let year = Some(&vin)
        .filter(|_| whole)
        .and_then(|vin| year_of(vin, kind, latest));
    Decoded {
        valid: faults.is_empty(),
        faults: faults
            .iter()
            .map(|fault| DecodeFault {
                position: fault.position(),
                expected: fault.expected(),
                detail: fault.to_string(),
            })
            .collect(),
        model_year: year.map(|year| year.year),
        model_year_or: year.and_then(|year| year.or),
        wmi: maker.as_ref().map(|maker| maker.wmi),
        vehicle_type: kind,
        country: maker.as_ref().and_then(|maker| maker.country),
        manufacturer: maker.as_ref().map(|maker| maker.manufacturer),
        makes: maker.map_or_else(Vec::new, |maker| maker.makes),
        vin,
    }
}
