//! A sheet that was sent, read and held beside the editions that are kept: what applying it would do.

use lending::{Programme, SheetFiles, import};
use platform::Problem;
use tax::Date;

use super::{Files, SheetFault};

/// More faults than anyone mends by hand are counted, not listed.
const MOST_FAULTS: usize = 200;
/// More lines than any lender's grid has; each is held against each.
const MOST_LINES: usize = 5_000;

/// What a sheet would do.
#[derive(Debug, Clone)]
pub struct Preview {
    pub rows_read: u32,
    pub faults: Vec<SheetFault>,
    /// Against the sheet that it supersedes, as JSON text.
    pub changes: Option<String>,
    /// The id of the edition before it.
    pub supersedes: Option<String>,
    /// The last day of that edition once this one is applied.
    pub supersedes_until: Option<Date>,
    /// The sheet, where nothing is wrong with it.
    pub programme: Option<Programme>,
}

/// Reads a sheet. `kept` are the editions of the same lender, kind and name.
///
/// # Errors
/// Where what it changes does not serialize, which its types rule out.
pub fn of(head: Programme, files: &Files, kept: &[Programme]) -> Result<Preview, Problem> {
    let long: Vec<SheetFault> = [("retail", &files.retail), ("factors", &files.factors)]
        .into_iter()
        .filter_map(|(file, text)| too_long(file, text.as_deref()?))
        .collect();
    if !long.is_empty() {
        return Ok(Preview {
            rows_read: 0,
            faults: long,
            changes: None,
            supersedes: None,
            supersedes_until: None,
            programme: None,
        });
    }
    let supersedes = before(&head, kept).map(|sheet| sheet.id.clone());
    let texts = SheetFiles {
        retail: files.retail.as_deref(),
        factors: files.factors.as_deref(),
        residuals: files.residuals.as_deref(),
    };
    let read = import(head, &texts, kept, supersedes.as_deref());
    let of_files = read.file_faults.into_iter().map(SheetFault::from);
    let mut faults: Vec<SheetFault> = of_files
        .chain(read.faults.into_iter().map(|fault| named(fault, files)))
        .collect();
    cut(&mut faults);
    let changes = read.changes.as_ref().map(serde_json::to_string);
    Ok(Preview {
        rows_read: read.rows_read,
        faults,
        changes: changes.transpose().map_err(Problem::internal)?,
        supersedes,
        supersedes_until: read.supersedes_until,
        programme: read.programme,
    })
}

/// The last edition that begins before the sheet does.
fn before<'a>(head: &Programme, kept: &'a [Programme]) -> Option<&'a Programme> {
    kept.iter()
        .filter(|sheet| sheet.valid_from < head.valid_from)
        .max_by_key(|sheet| sheet.valid_from)
}

fn too_long(file: &str, text: &str) -> Option<SheetFault> {
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| SheetFault {
        file: Some(file.into()),
        line: Some(0),
        column: None,
        name: None,
        pointer: format!("/files/{file}"),
        code: "too_long".into(),
        detail: format!(
            "has {lines} lines; a sheet has at most {MOST_LINES}. Split it into sheets of other names."
        ),
    })
}

/// A list of the sheet that is missing is a file that was not sent.
fn named(fault: tax::Fault, files: &Files) -> SheetFault {
    let file = match fault.pointer.as_str() {
        "/rows" => ("/files/retail", files.retail.is_none()),
        "/lease/factors" => ("/files/factors", files.factors.is_none()),
        "/lease/residuals" => ("/files/residuals", files.residuals.is_none()),
        _ => ("", false),
    };
    let mut fault = SheetFault::from(fault);
    if let (pointer, true) = file {
        fault.pointer = pointer.into();
        fault.detail = "is missing: send the file".into();
    }
    fault
}

fn cut(faults: &mut Vec<SheetFault>) {
    let more = faults.len().saturating_sub(MOST_FAULTS);
    if more == 0 {
        return;
    }
    faults.truncate(MOST_FAULTS);
    faults.push(SheetFault {
        file: None,
        line: None,
        column: None,
        name: None,
        pointer: "/files".into(),
        code: "more_faults".into(),
        detail: format!("and {more} more faults"),
    });
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::lenders::Files;
    use lending::Programme;

    fn head(id: &str, from: &str) -> Programme {
        let text = format!(
            r#"{{"id": "{id}", "lender": "nb", "name": "Standard", "kind": "retail", "valid_from": "{from}",
                 "tiers": [], "rows": []}}"#
        );
        serde_json::from_str(&text).expect("a sheet")
    }

    fn retail(text: &str) -> Files {
        Files {
            retail: Some(text.into()),
            ..Files::default()
        }
    }

    const SHEET: &str = "tier,term_from,term_to,buy_rate\nA,24,60,0.0549\n";

    #[test]
    fn the_edition_before_is_superseded_whatever_comes_after_it() {
        let made = |id: &str, from: &str, kept: &[Programme]| {
            of(head(id, from), &retail(SHEET), kept).expect("a preview")
        };
        let first = made("a", "2026-01-01", &[]);
        assert_eq!(first.supersedes, None);
        let first = first.programme.expect("a sheet");
        let second = made("b", "2026-07-01", std::slice::from_ref(&first));
        assert_eq!(second.supersedes.as_deref(), Some("a"));
        let until = second.supersedes_until.expect("a day");
        assert_eq!(until.to_string(), "2026-06-30");
        // Between the two there is no room for a third without an end: an end is what it lacks.
        let kept = [
            Programme {
                valid_to: Some(until),
                ..first
            },
            second.programme.expect("a sheet"),
        ];
        let third = made("c", "2026-04-01", &kept);
        assert_eq!(third.supersedes.as_deref(), Some("a"));
        assert_eq!(third.faults[0].code, "validity_overlaps");
        assert_eq!(third.faults[0].pointer, "/valid_to");
    }

    #[test]
    fn a_file_without_end_is_not_read() {
        let long = "A,24,60,0.0549\n".repeat(5_001);
        let made = of(head("a", "2026-01-01"), &retail(&long), &[]).expect("a preview");
        assert_eq!(made.faults[0].code, "too_long");
        assert_eq!(made.rows_read, 0);
    }

    #[test]
    fn a_missing_file_is_named() {
        let made = of(head("a", "2026-01-01"), &Files::default(), &[]).expect("a preview");
        let pointers: Vec<&str> = made.faults.iter().map(|it| it.pointer.as_str()).collect();
        assert!(pointers.contains(&"/files/retail"), "{pointers:?}");
    }
}
