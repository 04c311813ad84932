//! A rate sheet from CSV: read whole, every fault told at once, and shown before anything is kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tax::{Date, Fault};

use crate::changes::{Changes, changes};
use crate::check::{Finding, findings_of, held_twice, held_until};
use crate::columns::{Header, Line};
use crate::csv::{Record, records};
use crate::programme::{Programme, ProgrammeKind, Tier};
use crate::sheet_rows::{self, FACTORS, FileFormat, RESIDUALS, RETAIL};

/// The files of a sheet. A retail sheet has the first, a lease sheet the other two.
#[derive(Debug, Clone, Copy, Default)]
pub struct SheetFiles<'a> {
    pub retail: Option<&'a str>,
    pub factors: Option<&'a str>,
    pub residuals: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SheetFile {
    Retail,
    Factors,
    Residuals,
}

/// What is wrong with a file, at its line and column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RateSheetFault))]
pub struct FileFault {
    pub file: SheetFile,
    /// From 1, the header being the first; 0 where the fault is the file's as a whole.
    pub line: u32,
    /// From 1; absent where the whole line is meant.
    pub column: Option<u32>,
    /// The column's name.
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Cow<'static, str>,
    pub detail: String,
}

/// What an import would do. Nothing has been kept yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RateSheetPreview))]
pub struct Preview {
    /// Lines read from the files, headers left out.
    pub rows_read: u32,
    /// Every fault of the files.
    pub file_faults: Vec<FileFault>,
    /// Faults of what was typed beside the files: name, dates, states, fees.
    pub faults: Vec<Fault>,
    /// The sheet, where nothing is wrong with it.
    pub programme: Option<Programme>,
    /// Against the sheet that it supersedes.
    pub changes: Option<Changes>,
    /// The last day of the sheet that it supersedes.
    pub supersedes_until: Option<Date>,
}

/// What comes out of the files.
const LISTS: [&str; 4] = ["/tiers", "/rows", "/lease/factors", "/lease/residuals"];

/// Where each entry of a list stands in its file.
#[derive(Default)]
struct Origins {
    retail: Vec<u32>,
    factors: Vec<u32>,
    residuals: Vec<u32>,
    /// The line that first names each tier.
    tiers: Vec<(SheetFile, u32)>,
}

/// Reads the files into `head`, whose tiers, rows, factors and residuals they replace, and says what would change.
/// `kept` are the sheets of the dealership; the one that `supersedes` names is closed by this one.
#[must_use]
pub fn import(
    head: Programme,
    files: &SheetFiles<'_>,
    kept: &[Programme],
    supersedes: Option<&str>,
) -> Preview {
    let mut reading = Reading {
        sheet: head,
        origins: Origins::default(),
        faults: Vec::new(),
        headers: Vec::new(),
        rows_read: 0,
    };
    reading.read(files);
    let findings = findings_of(&reading.sheet).found;
    let mut faults = Vec::new();
    for finding in findings {
        match reading.in_file(&finding) {
            Some(fault) => {
                if !reading.faults.contains(&fault) {
                    reading.faults.push(fault);
                }
            }
            // A list that is empty because its lines were refused needs no further word.
            None if LISTS.contains(&finding.field)
                && finding.code == "missing"
                && !reading.faults.is_empty() => {}
            None => faults.push(Fault {
                pointer: finding.pointer(),
                code: finding.code.into(),
                detail: finding.told(),
            }),
        }
    }
    let mut preview = Preview {
        rows_read: reading.rows_read,
        file_faults: reading.faults,
        faults,
        programme: None,
        changes: None,
        supersedes_until: None,
    };
    preview
        .file_faults
        .sort_by_key(|fault| (fault.file as u8, fault.line, fault.column));
    preview.beside(&reading.sheet, kept, supersedes);
    if preview.file_faults.is_empty() && preview.faults.is_empty() {
        preview.programme = Some(reading.sheet);
    }
    preview
}

impl Preview {
    /// Holds the sheet beside those that are kept: its validity, and what it changes.
    fn beside(&mut self, sheet: &Programme, kept: &[Programme], supersedes: Option<&str>) {
        let mut all: Vec<Programme> = kept.to_vec();
        if let Some(id) = supersedes {
            let Some(old) = all.iter_mut().find(|old| old.id == id) else {
                self.fault(
                    "/supersedes",
                    "unknown_sheet",
                    format!("there is no sheet {id}"),
                );
                return;
            };
            match old.last_day_before(sheet) {
                Ok(day) => {
                    self.changes = Some(changes(old, sheet));
                    self.supersedes_until = Some(day);
                    old.valid_to = Some(day);
                }
                Err(detail) => self.fault("/supersedes", "not_a_later_edition", detail),
            }
        }
        if all.iter().any(|old| old.id == sheet.id) {
            self.fault("/id", "duplicate", "another sheet has this id".into());
            return;
        }
        for old in &all {
            let (name, from) = (&old.name, old.valid_from);
            if sheet.valid_from < from {
                if held_twice(sheet, old).is_some() {
                    let detail = format!(
                        "an edition of {name} begins on {from}: this one must end before that day"
                    );
                    self.fault("/valid_to", "validity_overlaps", detail);
                }
            } else if held_twice(old, sheet).is_some() {
                let until = held_until(old);
                let detail = format!(
                    "an edition of {name} holds from {from} {until}: this one must begin after {from}, and then ends that one"
                );
                self.fault("/valid_from", "validity_overlaps", detail);
            }
        }
    }

    fn fault(&mut self, pointer: &str, code: &'static str, detail: String) {
        self.faults.push(Fault {
            pointer: pointer.into(),
            code: code.into(),
            detail,
        });
    }
}

struct Reading {
    sheet: Programme,
    origins: Origins,
    faults: Vec<FileFault>,
    headers: Vec<(SheetFile, Header)>,
    rows_read: u32,
}

impl Reading {
    fn read(&mut self, files: &SheetFiles<'_>) {
        self.sheet.tiers.clear();
        self.sheet.rows.clear();
        if let Some(lease) = &mut self.sheet.lease {
            lease.factors.clear();
            lease.residuals.clear();
        }
        self.refuse_strangers(files);
        if let Some(text) = files.retail {
            self.file(SheetFile::Retail, text, &RETAIL, |reading, line| {
                let tier = sheet_rows::tier(line);
                let row = sheet_rows::retail_row(line);
                reading.take_tier(tier, line);
                if let Some(row) = row {
                    reading.sheet.rows.push(row);
                    reading.origins.retail.push(line.record.line);
                }
            });
        }
        if let Some(text) = files.factors {
            self.file(SheetFile::Factors, text, &FACTORS, |reading, line| {
                let tier = sheet_rows::tier(line);
                let row = sheet_rows::factor_row(line);
                reading.take_tier(tier, line);
                if let (Some(row), Some(lease)) = (row, &mut reading.sheet.lease) {
                    lease.factors.push(row);
                    reading.origins.factors.push(line.record.line);
                }
            });
        }
        if let Some(text) = files.residuals {
            self.file(SheetFile::Residuals, text, &RESIDUALS, |reading, line| {
                let row = sheet_rows::residual_row(line);
                if let (Some(row), Some(lease)) = (row, &mut reading.sheet.lease) {
                    lease.residuals.push(row);
                    reading.origins.residuals.push(line.record.line);
                }
            });
        }
    }

    /// A file that the kind of sheet has no use for is refused rather than passed over.
    fn refuse_strangers(&mut self, files: &SheetFiles<'_>) {
        let lease = self.sheet.kind == ProgrammeKind::Lease;
        for (file, given, wanted) in [
            (SheetFile::Retail, files.retail.is_some(), !lease),
            (SheetFile::Factors, files.factors.is_some(), lease),
            (SheetFile::Residuals, files.residuals.is_some(), lease),
        ] {
            if given && !wanted {
                self.faults.push(FileFault {
                    file,
                    line: 0,
                    column: None,
                    name: String::new(),
                    code: "not_of_this_kind".into(),
                    detail: "a sheet of this kind has no such file".into(),
                });
            }
        }
    }

    fn file(
        &mut self,
        file: SheetFile,
        text: &str,
        format: &FileFormat,
        mut take: impl FnMut(&mut Self, &mut Line<'_>),
    ) {
        let lines: Vec<Record> = match records(text) {
            Ok(lines) => lines,
            Err(bad) => {
                self.faults.push(FileFault {
                    file,
                    line: bad.line,
                    column: Some(bad.column),
                    name: String::new(),
                    code: "bad_quote".into(),
                    detail: "has a quote that is not closed, or one inside a plain cell".into(),
                });
                return;
            }
        };
        let lines = without_empty_ends(lines);
        let Some((first, rows)) = lines.split_first() else {
            self.faults.push(FileFault {
                file,
                line: 0,
                column: None,
                name: String::new(),
                code: "empty".into(),
                detail: "the file is empty".into(),
            });
            return;
        };
        let before = self.faults.len();
        let header = Header::read(
            file,
            first,
            format.columns,
            format.rates,
            format.required,
            &mut self.faults,
        );
        // Under a header that is not understood every line would be a fault.
        if self.faults.len() > before {
            return;
        }
        for record in rows {
            self.rows_read += 1;
            match Line::new(file, &header, record) {
                Ok(mut line) => {
                    take(self, &mut line);
                    self.faults.extend(line.close());
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        self.headers.push((file, header));
    }

    /// A tier is named on each of its lines, with the same scores.
    fn take_tier(&mut self, tier: Option<Tier>, line: &mut Line<'_>) {
        let Some(tier) = tier else { return };
        let Some(at) = self
            .sheet
            .tiers
            .iter()
            .position(|own| own.name == tier.name)
        else {
            self.sheet.tiers.push(tier);
            self.origins.tiers.push((line.file, line.record.line));
            return;
        };
        if self.sheet.tiers[at] != tier {
            let first = self.origins.tiers.get(at).map_or(0, |(_, line)| *line);
            let detail = format!(
                "tier {} has other scores or exclusions in line {first}",
                tier.name
            );
            line.fault("score_from", "tier_differs", detail);
        }
    }

    /// A finding about an entry that came out of a file, at its line and column.
    fn in_file(&self, finding: &Finding) -> Option<FileFault> {
        let (file, line) = self.line_of(finding.list, finding.at)?;
        let name = sheet_rows::column_of(finding.field);
        let header = self.headers.iter().find(|(own, _)| *own == file);
        Some(FileFault {
            file,
            line,
            column: header.and_then(|(_, header)| header.column(name)),
            name: name.into(),
            code: finding.code.into(),
            detail: match finding.beside.and_then(|at| self.line_of(finding.list, at)) {
                Some((_, other)) => format!("{} line {other}", finding.detail),
                None => finding.told(),
            },
        })
    }

    /// The line that an entry of a list came from.
    fn line_of(&self, list: &str, at: usize) -> Option<(SheetFile, u32)> {
        let lines = |file, lines: &[u32]| lines.get(at).map(|line| (file, *line));
        match list {
            "/rows" => lines(SheetFile::Retail, &self.origins.retail),
            "/lease/factors" => lines(SheetFile::Factors, &self.origins.factors),
            "/lease/residuals" => lines(SheetFile::Residuals, &self.origins.residuals),
            "/tiers" => self.origins.tiers.get(at).copied(),
            _ => None,
        }
    }
}

/// Takes off the empty cells beyond the last named column, which spreadsheets write out for columns once touched.
fn without_empty_ends(mut lines: Vec<Record>) -> Vec<Record> {
    let named = lines.first().map_or(0, |header| {
        let last = header.cells.iter().rposition(|cell| !cell.is_empty());
        last.map_or(0, |at| at + 1)
    });
    for line in &mut lines {
        while line.cells.len() > named && line.cells.last().is_some_and(String::is_empty) {
            line.cells.pop();
        }
    }
    lines
}
