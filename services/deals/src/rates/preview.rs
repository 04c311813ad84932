//! An uploaded file, read and held against the rates in force: what applying it would do.

use platform::{Fault, Problem};
use rate_files::{Boundary, Change, Hints, Known, RateFile, Read, Unmatched, compare, resolve};
use sha2::{Digest, Sha256};

use super::{Counts, FileRow, Notice, civil_day, whose_word};

/// More faults than anyone mends by hand are counted, not listed.
const MOST_FAULTS: usize = 200;

/// What a file would do.
#[derive(Debug, Clone)]
pub struct Preview {
    pub format: &'static str,
    pub state: &'static str,
    pub counts: Counts,
    pub notices: Vec<Notice>,
    pub rows: Vec<FileRow>,
    pub boundary: Option<Boundary>,
}

/// Reads a file.
///
/// # Errors
/// 422 with every fault of the file by line and column.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Read, Problem> {
    rate_files::read(bytes, hints).map_err(refused)
}

/// Hexadecimal SHA-256 of a file.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Holds a file that was read against the rates in force.
///
/// # Errors
/// 422 where its periods overlap or it was cut.
pub fn of(read: Read, known: &Known) -> Result<Preview, Problem> {
    match read {
        Read::Rates(file) => of_rates(&file, known),
        Read::Boundary(file) => Ok(of_boundary(file)),
    }
}

fn of_rates(file: &RateFile, known: &Known) -> Result<Preview, Problem> {
    let resolved = resolve(file, known).map_err(refused)?;
    let mut counts = Counts::default();
    let mut rows: Vec<FileRow> = Vec::with_capacity(resolved.rows.len());
    for compared in compare(resolved.rows, known) {
        *match compared.change {
            Change::Added => &mut counts.added,
            Change::Changed => &mut counts.changed,
            Change::Ended => &mut counts.ended,
            Change::Same => &mut counts.same,
        } += 1;
        let row = compared.row;
        rows.push(FileRow {
            number: 0,
            line: line(row.line),
            kind: compared.change.word().into(),
            class: row.class,
            level: row.level.word().into(),
            name: row.name,
            county: Some(row.county),
            county_fips: Some(i32::from(row.county_fips)),
            rate: row.rate,
            cap: row.cap,
            from: row.from.and_then(civil_day),
            to: row.to.and_then(civil_day),
            stacks_on: row.stacks_on,
            before: compared
                .before
                .map(|(rate, cap, whose)| (rate, cap, whose_word(whose).to_owned())),
            note: row.note,
            source: row.source,
        });
    }
    counts.unmatched = i32::try_from(resolved.unmatched.len()).unwrap_or(i32::MAX);
    rows.extend(resolved.unmatched.into_iter().map(unmatched));
    for (number, row) in (1..).zip(&mut rows) {
        row.number = number;
    }
    Ok(Preview {
        format: file.format.word(),
        state: file.state,
        counts,
        notices: resolved.notices.into_iter().map(notice).collect(),
        rows,
        boundary: None,
    })
}

fn of_boundary(file: Boundary) -> Preview {
    Preview {
        format: rate_files::Format::SstBoundary.word(),
        state: file.state,
        counts: Counts {
            zips: i32::try_from(file.ranges.len()).unwrap_or(i32::MAX),
            ..Counts::default()
        },
        notices: file.notices.iter().cloned().map(notice).collect(),
        rows: Vec::new(),
        boundary: Some(file),
    }
}

fn unmatched(row: Unmatched) -> FileRow {
    FileRow {
        number: 0,
        line: line(row.line),
        kind: "unmatched".into(),
        class: "vehicle".into(),
        level: String::new(),
        name: row.place,
        county: None,
        county_fips: None,
        rate: row.rate,
        cap: None,
        from: row.from.and_then(civil_day),
        to: row.to.and_then(civil_day),
        stacks_on: None,
        before: None,
        note: Some(row.reason),
        source: String::new(),
    }
}

fn line(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn notice(notice: rate_files::Notice) -> Notice {
    Notice {
        code: notice.code.into(),
        line: notice.line,
        detail: notice.detail,
    }
}

/// The faults of a file, each at its line and column.
fn refused(faults: Vec<rate_files::Fault>) -> Problem {
    let more = faults.len().saturating_sub(MOST_FAULTS);
    let mut shown: Vec<Fault> = faults
        .into_iter()
        .take(MOST_FAULTS)
        .map(|fault| Fault::new(pointer(&fault), fault.code, fault.to_string()))
        .collect();
    if more > 0 {
        let detail = format!("and {more} more faults");
        shown.push(Fault::new("/file", "more_faults", detail));
    }
    let detail = match shown.len() {
        1 => "The file cannot be taken: it has one fault.".to_owned(),
        many => format!("The file cannot be taken: it has {many} faults."),
    };
    Problem::unprocessable(detail).with_errors(shown)
}

/// `/line/12/rate`; the file as a whole is `/file`.
fn pointer(fault: &rate_files::Fault) -> String {
    if fault.line == 0 {
        return "/file".into();
    }
    let words: Vec<String> = fault
        .column
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.as_slice() {
        [] => format!("/line/{}", fault.line),
        words => format!("/line/{}/{}", fault.line, words.join("_")),
    }
}
