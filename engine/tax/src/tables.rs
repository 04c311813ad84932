//! The side tables: texts, local rates and ZIP codes, built in or handed over at start.
//!
//! With the feature `embedded-tables` they are part of the program. Without it (the browser) each is a
//! file of its own, fetched and handed to [`load_tables`]; until the texts are there, a text is its
//! short number.

use std::borrow::Cow;
use std::sync::OnceLock;

use money::{Cents, Rate};

use crate::Wording;
use crate::place_key::place_key;

/// Number of a text in the table of texts; 0 is the empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(u16);

impl Text {
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    pub const fn number(self) -> u16 {
        self.0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The text, or its number where the table of texts is not loaded.
    pub fn wording(self) -> Wording {
        if self.is_empty() {
            return Cow::Borrowed("");
        }
        match texts().and_then(|texts| texts.get(self.0)) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(format!("§{}", self.0)),
        }
    }
}

/// Which side table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    Texts,
    Rates,
    Zips,
}

impl TableKind {
    pub const ALL: [Self; 3] = [Self::Texts, Self::Rates, Self::Zips];

    /// The name that the table's file bears, without ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::Rates => "rates",
            Self::Zips => "zips",
        }
    }

    /// The kind of a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Why bytes are not a side table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATable(pub TableKind);

impl std::fmt::Display for NotATable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the bytes are no table of {}", self.0.name())
    }
}

impl std::error::Error for NotATable {}

/// Hands a side table over. The first table of a kind stays; the same kind again changes nothing.
///
/// # Errors
/// Where the bytes are not such a table.
pub fn load_tables(kind: TableKind, bytes: Vec<u8>) -> Result<(), NotATable> {
    let bytes: &'static [u8] = Vec::leak(bytes);
    let loaded = match kind {
        TableKind::Texts => Texts::read(bytes).map(|table| drop(TEXTS.set(Some(table)))),
        TableKind::Rates => Rates::read(bytes).map(|table| drop(RATES.set(Some(table)))),
        TableKind::Zips => Zips::read(bytes).map(|table| drop(ZIPS.set(Some(table)))),
    };
    loaded.ok_or(NotATable(kind))
}

static TEXTS: OnceLock<Option<Texts>> = OnceLock::new();
static RATES: OnceLock<Option<Rates>> = OnceLock::new();
static ZIPS: OnceLock<Option<Zips>> = OnceLock::new();

/// The bytes of a table as they are shipped beside the browser's program.
#[cfg(feature = "embedded-tables")]
#[must_use]
pub const fn embedded(kind: TableKind) -> &'static [u8] {
    match kind {
        TableKind::Texts => include_bytes!(concat!(env!("OUT_DIR"), "/texts.bin")),
        #[cfg(not(test))]
        TableKind::Rates => include_bytes!(concat!(env!("OUT_DIR"), "/rates.bin")),
        // With the rows of the invented jurisdictions.
        #[cfg(test)]
        TableKind::Rates => include_bytes!(concat!(env!("OUT_DIR"), "/test_rates.bin")),
        TableKind::Zips => include_bytes!(concat!(env!("OUT_DIR"), "/zips.bin")),
    }
}

#[cfg(feature = "embedded-tables")]
fn texts() -> Option<&'static Texts> {
    TEXTS
        .get_or_init(|| Texts::read(embedded(TableKind::Texts)))
        .as_ref()
}

#[cfg(feature = "embedded-tables")]
pub(crate) fn rates() -> Option<&'static Rates> {
    RATES
        .get_or_init(|| Rates::read(embedded(TableKind::Rates)))
        .as_ref()
}

#[cfg(feature = "embedded-tables")]
pub(crate) fn zips() -> Option<&'static Zips> {
    ZIPS.get_or_init(|| Zips::read(embedded(TableKind::Zips)))
        .as_ref()
}

#[cfg(not(feature = "embedded-tables"))]
fn texts() -> Option<&'static Texts> {
    TEXTS.get().and_then(Option::as_ref)
}

#[cfg(not(feature = "embedded-tables"))]
pub(crate) fn rates() -> Option<&'static Rates> {
    RATES.get().and_then(Option::as_ref)
}

#[cfg(not(feature = "embedded-tables"))]
pub(crate) fn zips() -> Option<&'static Zips> {
    ZIPS.get().and_then(Option::as_ref)
}

/// Reads little-endian numbers off the front of bytes, and nothing once they run out.
struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    fn magic(&mut self, magic: &[u8; 4]) -> Option<()> {
        (self.take(4)? == magic).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2)
            .map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn long(&mut self) -> Option<u32> {
        let bytes = self.take(4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn text(&mut self, count: usize) -> Option<&'static str> {
        std::str::from_utf8(self.take(count)?).ok()
    }
}

struct Texts {
    ends: Vec<u32>,
    pool: &'static str,
}

impl Texts {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        reader.magic(b"ATXT")?;
        let count = reader.long()?;
        let ends: Option<Vec<u32>> = (0..count).map(|_| reader.long()).collect();
        let pool = std::str::from_utf8(reader.0).ok()?;
        let table = Self { ends: ends?, pool };
        let ascends = table.ends.is_sorted();
        (ascends
            && table
                .ends
                .iter()
                .all(|end| pool.is_char_boundary(*end as usize)))
        .then_some(table)
    }

    fn get(&self, number: u16) -> Option<&'static str> {
        let number = usize::from(number);
        let start = self.ends.get(number.checked_sub(1)?)?;
        let end = self.ends.get(number)?;
        self.pool.get(*start as usize..*end as usize)
    }
}

/// One period of one local rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalRow {
    /// 1 county, 2 city, 3 district.
    pub level: u8,
    pub low: bool,
    pub county_fips: u16,
    /// The dealership's own, in place of the table's.
    pub own: bool,
    pub name: Cow<'static, str>,
    pub name_key: u64,
    pub county: Cow<'static, str>,
    pub source: Cow<'static, str>,
    /// Key of the name that this row stacks on; 0 where it stands alone.
    pub stacks_on: u64,
    pub rate: Rate,
    /// Of a vehicle, in place of a rate.
    pub flat: Option<Cents>,
    pub reaches_first: Option<Cents>,
    pub from: u16,
    pub to: u16,
}

impl LocalRow {
    fn read(records: &mut Reader, texts: &Texts) -> Option<Self> {
        let level = records.byte()?;
        let county_fips = records.short()?;
        let name = texts.get(records.short()?)?;
        let county = texts.get(records.short()?)?;
        let source = texts.get(records.short()?)?;
        let below = records.short()?;
        let number = i64::from(records.long()?);
        let is_flat = level & 0x40 != 0;
        let reach = records.long()?;
        Some(Self {
            level: level & 0x3f,
            low: level & 0x80 != 0,
            county_fips,
            own: false,
            name: Cow::Borrowed(name),
            name_key: place_key(name),
            county: Cow::Borrowed(county),
            source: Cow::Borrowed(source),
            stacks_on: match below {
                0 => 0,
                number => place_key(texts.get(number)?),
            },
            rate: Rate::new(if is_flat { 0 } else { number }),
            flat: is_flat.then(|| Cents::new(number)),
            reaches_first: (reach > 0).then(|| Cents::new(i64::from(reach))),
            from: records.short()?,
            to: records.short()?,
        })
    }

    pub const fn in_force(&self, day: u16) -> bool {
        self.from <= day && day <= self.to
    }
}

pub(crate) struct Rates {
    /// Sorted by state and class.
    classes: Vec<ClassRows>,
}

/// State and number of the class.
pub(crate) type ClassKey = ([u8; 2], u8);

/// The rows of one class of local rate in one state.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ClassRows {
    key: ClassKey,
    /// Sorted by county.
    rows: Vec<LocalRow>,
    /// Sorted by the key of the county's name: where its rows stand.
    counties: Vec<(u64, std::ops::Range<usize>)>,
    /// Only some places levy it, and the table says nothing of the others.
    pub narrow: bool,
    /// Dollars a vehicle, not rates.
    pub flat: bool,
    /// Some rows reach only the first dollars of a base.
    pub reaches: bool,
}

impl ClassRows {
    /// Of rows sorted by county.
    pub(crate) fn new(key: ClassKey, rows: Vec<LocalRow>) -> Self {
        let mut counties = Vec::new();
        let mut start = 0;
        for group in rows.chunk_by(|one, other| one.county_fips == other.county_fips) {
            let county = (place_key(&group[0].county), start..start + group.len());
            let at = counties
                .partition_point(|other: &(u64, std::ops::Range<usize>)| other.0 < county.0);
            counties.insert(at, county);
            start += group.len();
        }
        let narrow = counties.len() < 2;
        Self {
            key,
            narrow,
            flat: rows.iter().any(|row| row.flat.is_some()),
            reaches: rows.iter().any(|row| row.reaches_first.is_some()),
            rows,
            counties,
        }
    }

    pub(crate) const fn key(&self) -> ClassKey {
        self.key
    }

    pub(crate) fn all(&self) -> &[LocalRow] {
        &self.rows
    }

    /// The rows of a county by the key of its name; none where the state has no such county.
    pub(crate) fn county(&self, key: u64) -> &[LocalRow] {
        self.counties
            .binary_search_by_key(&key, |county| county.0)
            .map_or(&[], |index| &self.rows[self.counties[index].1.clone()])
    }

    /// The rows of a county by its federal code.
    pub(crate) fn county_by_fips(&self, fips: u16) -> &[LocalRow] {
        let start = self.rows.partition_point(|row| row.county_fips < fips);
        let end = self.rows.partition_point(|row| row.county_fips <= fips);
        &self.rows[start..end]
    }
}

impl Rates {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        const RECORD: usize = 26;
        let mut reader = Reader(bytes);
        reader.magic(b"ARAT")?;
        let count = reader.long()? as usize;
        let mut records = Reader(reader.take(count.checked_mul(RECORD)?)?);
        let texts = Texts::read(reader.0)?;
        let mut classes: Vec<(ClassKey, Vec<LocalRow>)> = Vec::new();
        for _ in 0..count {
            let state = records.take(2)?;
            let key = ([state[0], state[1]], records.byte()?);
            let row = LocalRow::read(&mut records, &texts)?;
            match classes.last_mut() {
                Some((last, rows)) if *last == key => rows.push(row),
                _ => classes.push((key, vec![row])),
            }
        }
        let classes: Vec<ClassRows> = classes
            .into_iter()
            .map(|(key, rows)| ClassRows::new(key, rows))
            .collect();
        classes
            .is_sorted_by_key(|class| class.key)
            .then_some(Self { classes })
    }

    /// Every class of one state.
    #[cfg(feature = "embedded-tables")]
    pub(crate) fn classes_of(&self, state: &str) -> impl Iterator<Item = &ClassRows> {
        let own = self.classes.iter();
        own.filter(move |class| class.key.0.as_slice() == state.as_bytes())
    }

    /// All rows of one class in one state.
    pub(crate) fn of(&self, state: &str, class: u8) -> Option<&ClassRows> {
        let [one, two] = *state.as_bytes() else {
            return None;
        };
        let number = |(state, class): ClassKey| u32::from_be_bytes([0, state[0], state[1], class]);
        let wanted = number(([one, two], class));
        self.classes
            .binary_search_by_key(&wanted, |class| number(class.key))
            .ok()
            .map(|index| &self.classes[index])
    }
}

/// A county that a ZIP touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct County {
    pub state: &'static str,
    pub name: &'static str,
    /// Federal code: state and county, five digits.
    pub fips: u16,
}

pub(crate) struct Zips {
    counties: Vec<County>,
    /// Sorted by ZIP: the ZIP and the index of a county.
    touches: Vec<(u32, u16)>,
}

impl Zips {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        reader.magic(b"AZIP")?;
        let mut counties = Vec::new();
        for _ in 0..reader.long()? {
            let fips = reader.short()?;
            let state = reader.text(2)?;
            let length = reader.byte()?;
            let name = reader.text(usize::from(length))?;
            counties.push(County { state, name, fips });
        }
        let mut touches = Vec::new();
        let mut zip = 0u32;
        for _ in 0..reader.long()? {
            zip += u32::from(reader.short()?);
            for _ in 0..reader.byte()? {
                let fips = reader.short()?;
                let index = counties
                    .binary_search_by_key(&fips, |county| county.fips)
                    .ok()?;
                touches.push((zip, u16::try_from(index).ok()?));
            }
        }
        Some(Self { counties, touches })
    }

    pub(crate) fn counties_of<'a>(&'a self, state: &'a str) -> impl Iterator<Item = County> + 'a {
        self.counties
            .iter()
            .copied()
            .filter(move |county| county.state == state)
    }

    pub(crate) fn counties(&self, zip: u32) -> impl Iterator<Item = County> + '_ {
        let start = self.touches.partition_point(|touch| touch.0 < zip);
        self.touches[start..]
            .iter()
            .take_while(move |touch| touch.0 == zip)
            .map(|touch| self.counties[usize::from(touch.1)])
    }
}
