//! `autolytiq rates`: a dealership's own local rates, for whoever runs the machine.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use deals::rates::{Counts, FileRow, Import, RateImportId, steps};
use deals::store::rates as store;
use platform::auth::Caller;
use platform::{Platform, Problem};
use rate_files::Hints;
use uuid::Uuid;

use crate::cli::{ImportRates, Rates};
use crate::studio::in_house;

/// How many imports a list shows.
const LISTED: i64 = 50;
/// How many rows are read at a time.
const ROWS: i64 = 500;

/// Does it, or says everything that keeps it from being done.
pub fn run(command: Rates) -> ExitCode {
    in_house(async move |running| {
        let identity = running
            .platform("identity")
            .context("identity does not run here")?;
        let deals = running
            .platform("deals")
            .context("deals does not run here")?;
        match command {
            Rates::Import(new) => {
                let caller = dealership(identity, new.dealership).await?;
                import(deals, &caller, &new).await
            }
            Rates::List { dealership: which } => {
                let caller = dealership(identity, which).await?;
                list(deals, &caller).await
            }
            Rates::Diff {
                import,
                dealership: which,
                all,
            } => {
                let caller = dealership(identity, which).await?;
                diff(deals, &caller, RateImportId(import), all).await
            }
            Rates::Apply {
                import,
                dealership: which,
            } => {
                let caller = dealership(identity, which).await?;
                apply(deals, &caller, RateImportId(import)).await
            }
            Rates::Undo {
                import,
                dealership: which,
            } => {
                let caller = dealership(identity, which).await?;
                let undone = steps::undo(deals.db(), &caller, RateImportId(import), None);
                let undone = undone.await.map_err(in_words)?;
                println!(
                    "{} is undone; the rates of {} are what they were without it.",
                    undone.file_name,
                    rate_files::state_name(&undone.state)
                );
                Ok(())
            }
        }
    })
}

/// The dealership that is meant: the named one, or the only one there is.
pub(crate) async fn dealership(identity: &Platform, named: Option<Uuid>) -> anyhow::Result<Caller> {
    let known = identity::admin::dealerships(identity)
        .await
        .map_err(in_words)?;
    let id = match (named, known.as_slice()) {
        (Some(id), _) if known.iter().any(|(known, _)| *known == id) => id,
        (Some(id), _) => {
            bail!("--dealership: there is no dealership {id}; autolytiq user list shows them")
        }
        (None, [(only, _)]) => *only,
        (None, []) => bail!("there is no dealership yet; autolytiq user new-dealership makes one"),
        (None, _) => bail!(
            "there are several dealerships; name one by --dealership (autolytiq user list shows them)"
        ),
    };
    Ok(Caller::house(id))
}

async fn import(deals: &Platform, caller: &Caller, new: &ImportRates) -> anyhow::Result<()> {
    let bytes = std::fs::read(&new.file)
        .with_context(|| format!("{} cannot be read", new.file.display()))?;
    let name = new.file.file_name().map(Path::new);
    let name = name.map_or_else(String::new, |name| name.display().to_string());
    let hints = Hints {
        state: new.state.as_ref().map(|state| state.to_ascii_uppercase()),
        effective: new.effective,
    };
    let id = steps::upload(deals.db(), caller, &name, bytes.into(), hints)
        .await
        .map_err(in_words)?;
    let import = store::import(deals.db(), caller, id)
        .await
        .map_err(in_words)?;
    println!("{}", summary(&import));
    for notice in &import.notices {
        match notice.line {
            Some(line) => println!("  note, line {line}: {}", notice.detail),
            None => println!("  note: {}", notice.detail),
        }
    }
    if new.apply {
        return apply(deals, caller, id).await;
    }
    println!(
        "Nothing is changed yet: autolytiq rates diff {id} shows the rows, autolytiq rates apply {id} takes them."
    );
    Ok(())
}

async fn apply(deals: &Platform, caller: &Caller, id: RateImportId) -> anyhow::Result<()> {
    let applied = steps::apply(deals.db(), caller, id, None)
        .await
        .map_err(in_words)?;
    println!(
        "{} is applied; autolytiq rates undo {id} takes it back.",
        applied.file_name
    );
    Ok(())
}

async fn list(deals: &Platform, caller: &Caller) -> anyhow::Result<()> {
    let found = store::imports(deals.db(), caller, None, LISTED)
        .await
        .map_err(in_words)?;
    if found.is_empty() {
        println!("No file of rates was imported yet; the product's own table stands alone.");
    }
    for import in &found {
        println!("{}", summary(import));
    }
    Ok(())
}

async fn diff(
    deals: &Platform,
    caller: &Caller,
    id: RateImportId,
    all: bool,
) -> anyhow::Result<()> {
    let import = store::import(deals.db(), caller, id)
        .await
        .map_err(in_words)?;
    println!("{}", summary(&import));
    let mut after = 0;
    loop {
        let rows = store::import_rows(deals.db(), caller, id, None, after, ROWS)
            .await
            .map_err(in_words)?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.number;
        for row in rows.iter().filter(|row| all || row.kind != "same") {
            println!("{}", shown(row));
        }
    }
}

/// `0199… 2026-11-21 previewed WI Streamlined rate file WIR2026Q4.csv: 2 added, …`.
fn summary(import: &Import) -> String {
    let format = rate_files::Format::from_word(&import.format);
    let Counts {
        added,
        changed,
        ended,
        same,
        unmatched,
        zips,
    } = import.counts;
    let counts = if zips > 0 {
        format!("{zips} ZIP ranges")
    } else {
        format!(
            "{added} added, {changed} changed, {ended} ended, {same} same, {unmatched} unmatched"
        )
    };
    format!(
        "{} {} {:<9} {} {} {}: {counts}",
        import.id,
        import.uploaded_at.strftime("%Y-%m-%d"),
        import.status.word(),
        import.state,
        format.map_or("", rate_files::Format::name),
        import.file_name,
    )
}

/// `line 12 changed county Pinellas County (Pinellas County): 1 % → 1.25 % from 2026-10-01`.
fn shown(row: &FileRow) -> String {
    let county = row.county.as_deref().unwrap_or_default();
    let place = if county.is_empty() || county == row.name {
        row.name.clone()
    } else {
        format!("{}, {county}", row.name)
    };
    let before = match &row.before {
        Some((rate, _, whose)) if row.kind != "same" => {
            format!("{} % ({whose}) → ", rate.to_percent_text())
        }
        _ => String::new(),
    };
    let from = row
        .from
        .map(|day| format!(" from {day}"))
        .unwrap_or_default();
    let to = row.to.map(|day| format!(" to {day}")).unwrap_or_default();
    let note = row.note.as_ref().map(|note| format!(" [{note}]"));
    format!(
        "  line {:<6} {:<9} {place}: {before}{} %{from}{to}{}",
        row.line,
        row.kind,
        row.rate.to_percent_text(),
        note.unwrap_or_default()
    )
}

/// A problem with every fault on a line of its own; those of a file say their line and column themselves.
pub(crate) fn in_words(problem: Problem) -> anyhow::Error {
    let mut text = problem.detail().to_owned();
    for fault in problem.errors() {
        text.push_str(&format!("\n{}", fault.detail));
    }
    anyhow::anyhow!(text)
}
