//! A dealership's own local rates: for the days they hold they stand in the table in place of the row of the same
//! state, class, level, place and county; places that the table lacks come in beside it.
//!
//! The book is text: a line that names it (`autolytiq-rates`, `1`, the book's number), then a line a rate, those that
//! stand before others first. Fields are separated by tabs: state, class, level, name, county, federal code of the
//! county, rate, limit in dollars, first day, last day, what it stacks on, whose it is, where it is written.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use money::{Cents, Rate};

use crate::place_key::place_key;
use crate::tables::{self, ClassKey, ClassRows, LocalRow};
use crate::{Date, rules};

/// What every book begins with.
const HEAD: [&str; 2] = ["autolytiq-rates", "1"];
const FIELDS: usize = 13;

/// A dealership's own rates, ready to be read; cheap to clone. Without any the product's table stands alone.
#[derive(Clone)]
pub struct OwnRates(Option<Arc<Book>>);

/// The classes that own rates touch, whole: the table's rows with the own ones in their places.
struct Book {
    /// Sorted by state and class.
    classes: Vec<ClassRows>,
}

/// The rates that a program of one dealership (the browser) has loaded.
static LOADED: RwLock<Option<Arc<Book>>> = RwLock::new(None);

/// Why a text is no book: the line, from 1, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotABook {
    pub line: usize,
    pub reason: &'static str,
}

impl fmt::Display for NotABook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "line {} of the book of rates {}",
            self.line, self.reason
        )
    }
}

impl std::error::Error for NotABook {}

/// Hands the own rates of the one dealership of this program over; each time in place of those before.
///
/// # Errors
/// Where the text is no book; then those before stay.
pub fn load_own_rates(text: &str) -> Result<(), NotABook> {
    let own = OwnRates::read(text)?;
    *LOADED.write().unwrap_or_else(PoisonError::into_inner) = own.0;
    Ok(())
}

impl Default for OwnRates {
    /// Those that were loaded for the whole program; none where it serves many dealerships.
    fn default() -> Self {
        Self(
            LOADED
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        )
    }
}

/// What is typed makes two sales the same; the rates are the house's and not part of it.
impl PartialEq for OwnRates {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for OwnRates {}

impl fmt::Debug for OwnRates {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let classes = self.0.as_ref().map_or(0, |book| book.classes.len());
        write!(out, "OwnRates({classes} classes)")
    }
}

impl OwnRates {
    /// No rates of one's own.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|book| book.classes.is_empty())
    }

    /// Reads a book and puts its rates into their places in the table.
    ///
    /// # Errors
    /// The first line that is none of a book.
    pub fn read(text: &str) -> Result<Self, NotABook> {
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().map(|(_, line)| line).unwrap_or_default();
        if !head.split('\t').take(2).eq(HEAD) {
            let reason = "does not begin as a book of rates does";
            return Err(NotABook { line: 1, reason });
        }
        if tables::rates().is_none() {
            let reason = "has no table to be read over: load the local rates first";
            return Err(NotABook { line: 1, reason });
        }
        let mut own: Vec<(ClassKey, LocalRow)> = Vec::new();
        for (line, text) in lines.filter(|(_, text)| !text.is_empty()) {
            match row(text) {
                Ok(Some(row)) => own.push(row),
                // A class that no rule of this edition reads.
                Ok(None) => {}
                Err(reason) => return Err(NotABook { line, reason }),
            }
        }
        let mut keys: Vec<ClassKey> = Vec::new();
        for (key, _) in &own {
            if let Err(place) = keys.binary_search(key) {
                keys.insert(place, *key);
            }
        }
        let classes = keys.into_iter().map(|key| with_own(key, &own)).collect();
        Ok(Self(Some(Arc::new(Book { classes }))))
    }

    /// The rows of one class in one state where own rates touch it.
    pub(crate) fn of(&self, state: &str, class: u8) -> Option<&ClassRows> {
        let book = self.0.as_ref()?;
        let [one, two] = *state.as_bytes() else {
            return None;
        };
        book.classes
            .binary_search_by_key(&([one, two], class), ClassRows::key)
            .ok()
            .map(|index| &book.classes[index])
    }
}

/// One line of a book; none where it is of a class that no rule reads.
fn row(text: &str) -> Result<Option<(ClassKey, LocalRow)>, &'static str> {
    let fields: Vec<&str> = text.split('\t').collect();
    let Ok(
        [
            state,
            class,
            level,
            name,
            county,
            fips,
            rate,
            reach,
            from,
            to,
            below,
            _,
            source,
        ],
    ) = <[&str; FIELDS]>::try_from(fields)
    else {
        return Err("has not thirteen fields");
    };
    let [one, two] = *state.as_bytes() else {
        return Err("names no state");
    };
    let level = match level {
        "county" => 1,
        "city" => 2,
        "district" => 3,
        _ => return Err("has no level"),
    };
    let reaches_first = match reach {
        "" => None,
        text => Some(
            text.parse::<Cents>()
                .map_err(|_| "has no limit in dollars")?,
        ),
    };
    let Some(class) = rules::RATE_CLASSES.iter().position(|known| *known == class) else {
        return Ok(None);
    };
    let rate = rate.parse::<Rate>().map_err(|_| "has no rate")?;
    if rate.is_negative() || rate > Rate::ONE {
        return Err("has a rate that is not between 0 and 1");
    }
    let (from, to) = (day(from, 0)?, day(to, u16::MAX)?);
    if from > to {
        return Err("ends before it begins");
    }
    let row = LocalRow {
        level,
        low: false,
        county_fips: fips.parse().map_err(|_| "has no code of a county")?,
        own: true,
        name_key: place_key(name),
        name: Cow::Owned(name.to_owned()),
        county: Cow::Owned(county.to_owned()),
        source: Cow::Owned(source.to_owned()),
        stacks_on: if below.is_empty() {
            0
        } else {
            place_key(below)
        },
        rate,
        flat: None,
        reaches_first,
        from,
        to,
    };
    let class = u8::try_from(class).map_err(|_| "names no class")?;
    Ok(Some((([one, two], class), row)))
}

/// A day as the table counts it; days before its first are open.
fn day(text: &str, open: u16) -> Result<u16, &'static str> {
    if text.is_empty() {
        return Ok(open);
    }
    let date = text.parse::<Date>().map_err(|_| "has no date")?;
    let number = date.day_number();
    Ok(if number < 0 {
        0
    } else {
        u16::try_from(number).unwrap_or(u16::MAX)
    })
}

/// The rows of a class with the own ones in their places.
fn with_own(key: ClassKey, own: &[(ClassKey, LocalRow)]) -> ClassRows {
    let state = [char::from(key.0[0]), char::from(key.0[1])];
    let state: String = state.into_iter().collect();
    let table = tables::rates().and_then(|table| table.of(&state, key.1));
    let mut rows: Vec<LocalRow> = table.map_or_else(Vec::new, |table| table.all().to_vec());
    // Those that stand before others come first and are put in last.
    for (_, new) in own.iter().filter(|(of, _)| *of == key).rev() {
        put(&mut rows, new);
    }
    let mut class = ClassRows::new(key, rows);
    if let Some(table) = table {
        class.narrow = table.narrow;
    }
    class
}

/// Puts a row where it belongs among the sorted rows, and takes its days from those of the same place.
fn put(rows: &mut Vec<LocalRow>, new: &LocalRow) {
    let same = |row: &LocalRow| {
        row.level == new.level && row.county_fips == new.county_fips && row.name_key == new.name_key
    };
    let mut kept = Vec::with_capacity(rows.len() + 2);
    for row in rows.drain(..) {
        if !same(&row) || row.to < new.from || new.to < row.from {
            kept.push(row);
            continue;
        }
        if row.from < new.from {
            kept.push(LocalRow {
                to: new.from - 1,
                ..row.clone()
            });
        }
        if row.to > new.to {
            kept.push(LocalRow {
                from: new.to + 1,
                ..row
            });
        }
    }
    let place = kept.partition_point(|row| order(row) < order(new));
    kept.insert(place, new.clone());
    *rows = kept;
}

/// What the rows of a class are sorted by.
fn order(row: &LocalRow) -> (u16, u8, &str, u16) {
    (row.county_fips, row.level, &row.name, row.from)
}
