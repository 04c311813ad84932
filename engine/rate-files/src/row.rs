//! The rows of a file as it states them, before they are matched to places.

use money::{Cents, Rate};
use tax::Date;

use crate::fault::Notice;
use crate::format::Format;

/// Who levies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    County,
    City,
    District,
}

impl Level {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::City => "city",
            Self::District => "district",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::County, Self::City, Self::District]
            .into_iter()
            .find(|level| level.word() == word)
    }
}

/// A place as a file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// State and county, five digits.
    CountyCode(u16),
    County(String),
    /// State and place, seven digits.
    PlaceCode(u32),
    City {
        name: String,
        county: String,
    },
    /// A city of which the file does not say the county.
    CityAlone(String),
    /// A place inside a county that is neither the county nor a city.
    Part {
        name: String,
        county: String,
    },
    /// A district that the file gives only a code for.
    DistrictCode(String),
}

impl Place {
    /// The place in words, for lists and sentences.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CountyCode(code) => format!("county {code:05}"),
            Self::County(name) | Self::CityAlone(name) => name.clone(),
            Self::PlaceCode(code) => format!("place {code:07}"),
            Self::City { name, county } | Self::Part { name, county } => {
                format!("{name}, {county}")
            }
            Self::DistrictCode(code) => format!("district {code}"),
        }
    }
}

/// One rate in one period, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub line: u32,
    pub class: String,
    pub place: Place,
    pub rate: Rate,
    /// Only the first so many dollars bear it; absent where the file says nothing of it.
    pub cap: Option<Cents>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Whether this rate comes on top of the county's own.
    pub on_top_of_county: bool,
    pub source: String,
}

/// A file of rates, read without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateFile {
    pub format: Format,
    pub state: &'static str,
    pub rows: Vec<FileRow>,
    pub notices: Vec<Notice>,
    /// The file claims to list every county, so that one that is missing means a cut.
    pub names_every_county: bool,
}
