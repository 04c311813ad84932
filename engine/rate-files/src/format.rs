//! Which official file this is, told by what it says rather than by its name.

use tax::Date;

use crate::boundary::{self, Boundary};
use crate::fault::Fault;
use crate::row::RateFile;
use crate::{
    alabama, archive, california, illinois, sst, states, template, texas, text, washington,
};

/// A kind of file that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    SstRates,
    SstBoundary,
    CaWorkbook,
    CaGis,
    WaQuarterly,
    AlRates,
    IlMachine,
    TxRates,
    Template,
}

impl Format {
    pub const ALL: [Self; 9] = [
        Self::SstRates,
        Self::SstBoundary,
        Self::CaWorkbook,
        Self::CaGis,
        Self::WaQuarterly,
        Self::AlRates,
        Self::IlMachine,
        Self::TxRates,
        Self::Template,
    ];

    /// Its word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SstRates => "sst_rates",
            Self::SstBoundary => "sst_boundary",
            Self::CaWorkbook => "ca_workbook",
            Self::CaGis => "ca_gis",
            Self::WaQuarterly => "wa_quarterly",
            Self::AlRates => "al_rates",
            Self::IlMachine => "il_machine",
            Self::TxRates => "tx_rates",
            Self::Template => "template",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SstRates => "Streamlined rate file",
            Self::SstBoundary => "Streamlined boundary file",
            Self::CaWorkbook => "California city and county rates",
            Self::CaGis => "California rates by jurisdiction (map data)",
            Self::WaQuarterly => "Washington quarterly rates",
            Self::AlRates => "Alabama city and county rates",
            Self::IlMachine => "Illinois machine readable rates",
            Self::TxRates => "Texas local rates",
            Self::Template => "Autolytiq rate template",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// What the sender knows and a file may leave out.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// Two letters. It never contradicts the file.
    pub state: Option<String>,
    /// The first day of rates in a file without dates.
    pub effective: Option<Date>,
}

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    Rates(RateFile),
    Boundary(Boundary),
}

impl Read {
    #[must_use]
    pub const fn state(&self) -> &'static str {
        match self {
            Self::Rates(file) => file.state,
            Self::Boundary(file) => file.state,
        }
    }

    #[must_use]
    pub const fn format(&self) -> Format {
        match self {
            Self::Rates(file) => file.format,
            Self::Boundary(_) => Format::SstBoundary,
        }
    }
}

/// Reads a file, plain or the only one in a ZIP archive.
///
/// # Errors
/// Every fault of the file at once; a file of no known format is told what it looks like.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Read, Vec<Fault>> {
    let unpacked;
    let bytes = if archive::is_zip(bytes) {
        unpacked = archive::unpack(bytes).map_err(|fault| vec![fault])?;
        &unpacked
    } else {
        bytes
    };
    let content = text::decode(bytes);
    let format = detect(&content).map_err(|fault| vec![fault])?;
    let found = match format {
        Format::SstRates => sst::read(&content).map(Read::Rates),
        Format::SstBoundary => boundary::read(&content).map(Read::Boundary),
        Format::CaWorkbook => california::workbook(&content, hints.effective).map(Read::Rates),
        Format::CaGis => california::map_data(&content).map(Read::Rates),
        Format::WaQuarterly => washington::read(&content).map(Read::Rates),
        Format::AlRates => alabama::read(&content).map(Read::Rates),
        Format::IlMachine => illinois::read(&content).map(Read::Rates),
        Format::TxRates => texas::read(&content).map(Read::Rates),
        Format::Template => template::read(&content).map(Read::Rates),
    }?;
    if let Some(wanted) = hints.state.as_deref().filter(|it| *it != found.state()) {
        let detail = format!(
            "the file looks like the {} of {}, not of {}",
            format.name(),
            states::name_of(found.state()),
            states::name_of(wanted)
        );
        return Err(vec![Fault::of_file("another_state", detail)]);
    }
    Ok(found)
}

/// Headings may stand in the first lines; the columns are named before this one.
const HEADINGS: usize = 12;

fn detect(content: &str) -> Result<Format, Fault> {
    let mut first_lines = text::lines(content).map(|(_, line)| line).take(HEADINGS);
    let Some(first) = first_lines.next() else {
        return Err(Fault::of_file("empty", "the file is empty"));
    };
    for line in std::iter::once(first).chain(first_lines) {
        if let Some(format) = by_header(line) {
            return Ok(format);
        }
    }
    if let Some(format) = by_first_row(first) {
        return Ok(format);
    }
    Err(Fault::of_file(
        "unknown_format",
        format!(
            "this is none of the files that can be imported: it looks like {}",
            likeness(content, first)
        ),
    ))
}

fn by_header(line: &str) -> Option<Format> {
    let columns: Vec<String> = text::fields(line)
        .iter()
        .map(|column| column.to_lowercase().replace([' ', '_'], ""))
        .collect();
    let has = |wanted: &[&str]| {
        wanted
            .iter()
            .all(|name| columns.iter().any(|column| column == name))
    };
    if has(&["jurisname", "rate", "startdate"]) {
        Some(Format::CaGis)
    } else if has(&["location", "rate", "county", "type"]) {
        Some(Format::CaWorkbook)
    } else if has(&["name", "code", "state", "local", "rta", "rate"]) {
        Some(Format::WaQuarterly)
    } else if has(&["localitycode", "taxtype", "ratetype", "rate"]) {
        Some(Format::AlRates)
    } else if has(&["state", "countyfips", "placename", "rate"]) {
        Some(Format::Template)
    } else {
        None
    }
}

fn by_first_row(line: &str) -> Option<Format> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if illinois::begins_as_row(line) {
        return Some(Format::IlMachine);
    }
    let columns = text::fields(line);
    if columns.len() >= 20 && ["z", "4", "a"].contains(&columns[0].to_lowercase().as_str()) {
        return Some(Format::SstBoundary);
    }
    if columns.len() >= 4
        && columns.len() <= 10
        && columns[0].len() <= 2
        && digits(&columns[0])
        && columns[1].len() <= 2
        && digits(&columns[1])
        && digits(&columns[2])
    {
        return Some(Format::SstRates);
    }
    let tabbed: Vec<&str> = line.split('\t').collect();
    if tabbed.len() >= 6 && tabbed[1].len() == 5 && digits(tabbed[1]) {
        return Some(Format::TxRates);
    }
    None
}

/// What a file of no known format looks like, in words.
fn likeness(content: &str, first: &str) -> String {
    let begin = first.trim_start();
    let small = begin.to_lowercase();
    if begin.starts_with("%PDF") {
        "a PDF document; look for the same list as CSV or text".into()
    } else if small.starts_with("<!doctype") || small.starts_with("<html") {
        "a web page rather than the file that it links to".into()
    } else if begin.starts_with('{') || begin.starts_with('[') {
        "JSON".into()
    } else if begin.starts_with('<') {
        "XML".into()
    } else if content.chars().take(512).any(|letter| letter == '\0') {
        "a program's own binary file; save the sheet as CSV".into()
    } else if begin.contains(',') {
        let columns = text::fields(begin);
        let shown: Vec<&str> = columns.iter().take(6).map(String::as_str).collect();
        format!(
            "comma-separated values with {} columns that begin \"{}\"",
            columns.len(),
            shown.join(", ")
        )
    } else {
        let shown: String = begin.chars().take(40).collect();
        format!("text that begins \"{shown}\"")
    }
}
