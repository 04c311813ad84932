//! A sheet as a page of Markdown, for `docs/reference/tax/`.

use std::fmt::Write;

use super::{Change, Said, Sheet, SheetTax};
use crate::Date;

/// The page of one jurisdiction.
#[must_use]
pub fn page(sheet: &Sheet, changes: &[Change]) -> String {
    let mut out = format!(
        "# {} ({})\n\nRules from {} to {}. ",
        sheet.name, sheet.code, sheet.from, sheet.to
    );
    let unverified = sheet.unverified();
    let _ = writeln!(
        out,
        "{}",
        match unverified {
            0 => "Every parameter is confirmed.".to_owned(),
            1 => "One parameter is not confirmed; it is marked ⚠.".to_owned(),
            many => format!("{many} parameters are not confirmed; they are marked ⚠."),
        }
    );
    taxes(&mut out, &sheet.taxes);
    for base in &sheet.bases {
        let what = if base.of == "lease" {
            "a lease"
        } else {
            "a sale"
        };
        let title = format!("What is taxed of {what} ({})", base.taxes.join(", "));
        section(&mut out, &title, &base.parts);
    }
    section(&mut out, "Leases", &sheet.leases);
    section(&mut out, "Buyers from other states", &sheet.nonresidents);
    section(&mut out, "Credit for tax paid elsewhere", &sheet.credits);
    section(&mut out, "Questions", &sheet.questions);
    section(&mut out, "Exemptions and special rules", &sheet.exemptions);
    section(&mut out, "Doc fee", &sheet.doc_fee_caps);
    section(&mut out, "Government fees", &sheet.fees);
    section(&mut out, "Remarks", &sheet.remarks);
    history(&mut out, changes);
    uncertain(&mut out, sheet);
    sources(&mut out, sheet);
    out
}

/// The list of all pages.
#[must_use]
pub fn index(sheets: &[Sheet]) -> String {
    let mut out = String::from(
        "# Vehicle tax by jurisdiction\n\nOne page for each rule file, written by `make reference` from the rules that the engine \
         computes with. ⚠ marks what is not confirmed.\n\n| | Jurisdiction | Taxes | Rules from | to | Not confirmed |\n|---|---|---|---|---|--:|\n",
    );
    for sheet in sheets {
        let codes: Vec<&str> = sheet.taxes.iter().map(|tax| tax.code.as_str()).collect();
        let codes = if codes.is_empty() {
            "none".into()
        } else {
            codes.join(", ")
        };
        let _ = writeln!(
            out,
            "| {} | [{}](us-{}.md) | {codes} | {} | {} | {} |",
            sheet.state,
            sheet.name,
            sheet.state.to_lowercase(),
            sheet.from,
            sheet.to,
            sheet.unverified()
        );
    }
    out
}

/// Text inside a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn period(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    }
}

fn row(out: &mut String, said: &Said) {
    let about = match &said.when {
        Some(when) => format!("{} ({when})", said.about),
        None => said.about.clone(),
    };
    let mark = if said.verified { "" } else { "⚠ " };
    let _ = writeln!(
        out,
        "| {mark}{} | {} | {} | {} |",
        cell(&about),
        cell(&said.says),
        period(said.from, said.to),
        cell(&said.citation)
    );
}

fn section(out: &mut String, title: &str, rows: &[Said]) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\n## {title}\n\n| What | Rule | When | Law |\n|---|---|---|---|\n"
    );
    for said in rows {
        row(out, said);
    }
}

fn taxes(out: &mut String, taxes: &[SheetTax]) {
    if taxes.is_empty() {
        out.push_str("\nNo tax falls on the sale or the lease of a vehicle.\n");
        return;
    }
    out.push_str("\n## Taxes\n\n| Tax | Rate | When | Law |\n|---|---|---|---|\n");
    for tax in taxes {
        for said in &tax.rates {
            row(out, said);
        }
    }
    out.push('\n');
    for tax in taxes {
        let _ = write!(out, "- `{}`: paid {}", tax.code, tax.paid);
        if let Some(place) = &tax.place {
            let _ = write!(out, "; the rate is that of the place {place}");
        }
        if let Some(when) = &tax.when {
            let _ = write!(out, "; only: {when}");
        }
        out.push_str(".\n");
    }
}

fn history(out: &mut String, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    out.push_str(
        "\n## Changes\n\n| On | What | Before | After | Source |\n|---|---|---|---|---|\n",
    );
    for change in changes {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            change.on,
            cell(&change.about),
            cell(change.before.as_deref().unwrap_or("")),
            cell(change.after.as_deref().unwrap_or("")),
            cell(&change.citation)
        );
    }
}

fn uncertain(out: &mut String, sheet: &Sheet) {
    let mut notes: Vec<&str> = sheet
        .all()
        .filter_map(|said| said.note.as_deref())
        .collect();
    notes.sort_unstable();
    notes.dedup();
    if notes.is_empty() {
        return;
    }
    out.push_str("\n## Not confirmed\n\n");
    for note in notes {
        let _ = writeln!(out, "- {note}");
    }
}

fn sources(out: &mut String, sheet: &Sheet) {
    out.push_str("\n## Sources\n\n");
    for source in &sheet.sources {
        let _ = match (&source.href, source.read) {
            (Some(href), true) => writeln!(out, "- [{}](<{href}>)", source.citation),
            (Some(href), false) => {
                writeln!(out, "- {} (<{href}>, from memory)", source.citation)
            }
            (None, _) => writeln!(out, "- {} (from memory)", source.citation),
        };
    }
}
