//! `autolytiq lenders`: who buys a dealership's contracts and by which sheets, for whoever runs the machine.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use deals::lenders::{
    Files, ImportWhole, LeaseSheetTerms, LenderId, LenderRow, ProgrammeId, ProgrammeImportId,
    State, Status, kind_word, steps,
};
use deals::store::lenders::{self as store, Filter};
use lending::{LeaseSheet, Programme, ProgrammeKind};
use platform::Platform;
use platform::auth::Caller;

use crate::cli::{ImportSheet, Lenders, SheetKind};
use crate::rates::{dealership, in_words};
use crate::studio::in_house;

/// How many of each are read at most; no dealership has as many.
const MOST: i64 = 10_000;
/// The day for what concerns no single store lasts until it is over in all of the states.
const LAST_ZONE: &str = "Pacific/Honolulu";

/// Does it, or says everything that keeps it from being done.
pub fn run(command: Lenders) -> ExitCode {
    in_house(async move |running| {
        let identity = running
            .platform("identity")
            .context("identity does not run here")?;
        let deals = running
            .platform("deals")
            .context("deals does not run here")?;
        match command {
            Lenders::List { dealership: which } => {
                let caller = dealership(identity, which).await?;
                list(deals, &caller).await
            }
            Lenders::Import(new) => {
                let caller = dealership(identity, new.dealership).await?;
                import(deals, &caller, &new).await
            }
            Lenders::Apply {
                import,
                dealership: which,
            } => {
                let caller = dealership(identity, which).await?;
                apply(deals, &caller, ProgrammeImportId(import)).await
            }
        }
    })
}

async fn known(deals: &Platform, caller: &Caller) -> anyhow::Result<(Vec<LenderRow>, Filter)> {
    let now = deals.clock().now();
    let day = deals::store::day_at(deals.db(), caller, now, LAST_ZONE)
        .await
        .map_err(in_words)?;
    let lenders = store::lenders(deals.db(), caller, day, None, MOST)
        .await
        .map_err(in_words)?;
    let filter = Filter {
        state: Some((State::InForce, day)),
        ..Filter::default()
    };
    Ok((lenders, filter))
}

async fn list(deals: &Platform, caller: &Caller) -> anyhow::Result<()> {
    let (lenders, in_force) = known(deals, caller).await?;
    if lenders.is_empty() {
        println!("No lender yet: Lenders in the client, or POST /api/v1/lenders, makes one.");
    }
    let mut sheets = Vec::new();
    for state in [State::InForce, State::Future] {
        let filter = Filter {
            state: in_force.state.map(|(_, day)| (state, day)),
            ..in_force
        };
        let found = store::programmes(deals.db(), caller, filter, None, MOST)
            .await
            .map_err(in_words)?;
        sheets.extend(found.into_iter().map(|sheet| (state, sheet)));
    }
    for lender in &lenders {
        let inactive = if lender.active { "" } else { " (inactive)" };
        println!("{} {}{inactive}", lender.id, lender.lender.name);
        for (state, sheet) in sheets.iter().filter(|(_, it)| it.lender_id == lender.id) {
            let to = sheet.last_day.map(|day| format!(" to {day}"));
            println!(
                "  {} {:<8} {:<7} {}: from {}{}, {} tiers, {} rows",
                sheet.id,
                state.word(),
                kind_word(sheet.kind),
                sheet.name,
                sheet.first_day,
                to.unwrap_or_default(),
                sheet.tiers,
                sheet.rows
            );
        }
    }
    Ok(())
}

/// The lender of this name or id.
async fn lender(deals: &Platform, caller: &Caller, named: &str) -> anyhow::Result<LenderId> {
    let (lenders, _) = known(deals, caller).await?;
    let found = lenders
        .iter()
        .find(|row| row.lender.name.eq_ignore_ascii_case(named) || row.id.to_string() == named);
    match found {
        Some(row) => Ok(row.id),
        None => bail!("--lender: there is no lender {named}; autolytiq lenders list shows them"),
    }
}

fn text(file: Option<&Path>) -> anyhow::Result<Option<String>> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    file.map(read).transpose()
}

async fn import(deals: &Platform, caller: &Caller, new: &ImportSheet) -> anyhow::Result<()> {
    let lender = lender(deals, caller, &new.lender).await?;
    let lease = match text(new.lease.as_deref())? {
        Some(text) => {
            let terms: LeaseSheetTerms =
                platform::json::parse(text.as_bytes()).map_err(in_words)?;
            Some(LeaseSheet::from(terms))
        }
        None => None,
    };
    let files = Files {
        retail: text(new.retail.as_deref())?,
        factors: text(new.factors.as_deref())?,
        residuals: text(new.residuals.as_deref())?,
    };
    let head = Programme {
        id: ProgrammeId::new().to_string(),
        lender: lender.to_string(),
        name: new.name.trim().to_owned(),
        kind: match new.kind {
            SheetKind::Retail => ProgrammeKind::Retail,
            SheetKind::Lease => ProgrammeKind::Lease,
            SheetKind::Balloon => ProgrammeKind::Balloon,
        },
        valid_from: new.from,
        valid_to: new.to,
        states: new.state.iter().map(|it| it.to_ascii_uppercase()).collect(),
        rooftops: Vec::new(),
        makes: new.make.clone(),
        models: new.model.clone(),
        tiers: Vec::new(),
        rows: Vec::new(),
        lease,
    };
    let read = steps::read(deals.db(), caller, lender, head, files)
        .await
        .map_err(in_words)?;
    let id = read.id;
    let tx = deals.db().tenant_tx(caller).await.map_err(in_words)?;
    store::insert_import(&tx, &read).await.map_err(in_words)?;
    tx.commit().await.map_err(in_words)?;
    let whole = store::import(deals.db(), caller, id)
        .await
        .map_err(in_words)?;
    say(&whole);
    match (whole.import.status, new.apply) {
        (Status::Refused, _) => {
            bail!("The sheet has faults and is not taken. Mend the file and import it again.")
        }
        (_, true) => apply(deals, caller, id).await,
        (_, false) => {
            println!("Nothing is changed yet: autolytiq lenders apply {id} takes it.");
            Ok(())
        }
    }
}

fn say(whole: &ImportWhole) {
    let import = &whole.import;
    println!(
        "{} {} {}: {} rows from {}",
        import.id, import.lender_name, import.name, import.rows, import.first_day
    );
    for fault in &import.faults {
        let place = match (&fault.file, fault.line, fault.column) {
            (Some(file), Some(line), Some(column)) => {
                format!("{file}, line {line}, column {column}: ")
            }
            (Some(file), Some(line), None) if line > 0 => format!("{file}, line {line}: "),
            (Some(file), ..) => format!("{file}: "),
            (None, ..) => format!("{}: ", fault.pointer),
        };
        println!("  {place}{} [{}]", fault.detail, fault.code);
    }
    if let Some(changes) = &import.changes {
        let count = |list: &str| changes[list].as_array().map_or(0, Vec::len);
        println!(
            "  {} new, {} changed, {} gone, {} as they were",
            count("new"),
            count("changed"),
            count("gone"),
            changes["same"]
        );
    }
    if let Some(until) = import.supersedes_until {
        println!("  The sheet before it holds until {until}.");
    }
}

async fn apply(deals: &Platform, caller: &Caller, id: ProgrammeImportId) -> anyhow::Result<()> {
    let applied = steps::apply(deals.db(), caller, id)
        .await
        .map_err(in_words)?;
    println!(
        "{} of {} holds from {}.",
        applied.name, applied.lender_name, applied.first_day
    );
    Ok(())
}
