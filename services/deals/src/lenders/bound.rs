//! A structure that names a row of a sheet: held to that row when it is saved, and to the days of the sheet when the deal is
//! submitted.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use lending::bound::{hold, named, scope_of, terms_of, within_state};
use lending::{Lender, Programme, RowScope, VehicleFacts};
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::ids::Uuid;
use platform::{Fault, Platform, Problem};

use super::ProgrammeId;
use crate::confidential;
use crate::deal::Deal;
use crate::directory;
use crate::parties::DealVehicle;
use crate::rates::{civil_day, in_force::Rates, tax_day};
use crate::store::{self, lenders as rows};
use crate::structure::faults_at;

/// A sheet and its lender as they are now.
#[derive(Debug)]
pub struct Sheet {
    pub programme: Programme,
    pub lender: Lender,
    pub active: bool,
}

/// By dealership, sheet, its version and its lender's: what a key stands for never changes.
type Key = (Uuid, ProgrammeId, i64, i64);

static SHEETS: LazyLock<moka::sync::Cache<Key, Arc<Sheet>>> =
    LazyLock::new(|| moka::sync::Cache::new(500));

/// Where rows are read from.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    Db(&'a Db, &'a Caller),
    Tx(&'a TenantTx),
}

impl Source<'_> {
    fn caller(&self) -> &Caller {
        match self {
            Self::Db(_, caller) => caller,
            Self::Tx(tx) => tx.caller(),
        }
    }

    /// The sheet whose row inputs say that their terms are of; none where they name none, or one that is not there.
    async fn sheet_of(&self, inputs: &desk::Deal) -> Result<Option<Arc<Sheet>>, Problem> {
        match named(inputs).and_then(|reference| reference.programme.parse().ok()) {
            Some(id) => self.sheet(id).await,
            None => Ok(None),
        }
    }

    async fn sheet(&self, id: ProgrammeId) -> Result<Option<Arc<Sheet>>, Problem> {
        let versions = match self {
            Self::Db(db, caller) => rows::versions(db, caller, id).await?,
            Self::Tx(tx) => rows::versions_in(tx, id).await?,
        };
        let Some((sheet, lender)) = versions else {
            return Ok(None);
        };
        let key: Key = (self.caller().dealership_id(), id, sheet, lender);
        if let Some(known) = SHEETS.get(&key) {
            return Ok(Some(known));
        }
        let read = match self {
            Self::Db(db, caller) => rows::sheet(db, caller, id).await?,
            Self::Tx(tx) => rows::sheet_in(tx, id).await?,
        };
        let read = read.map(Arc::new);
        if let Some(read) = &read {
            SHEETS.insert(key, read.clone());
        }
        Ok(read)
    }
}

/// The inputs as they are kept: what their sheet gives is in them. `at` is where they stand in the request.
///
/// A caller who may not see what the lender buys at names the row alone; the rest is put in here.
///
/// # Errors
/// The faults of the inputs; a problem where the database fails.
pub async fn kept(
    from: Source<'_>,
    mut inputs: desk::Deal,
    rates: &Rates,
    vehicle: Option<&DealVehicle>,
    at: &str,
) -> Result<Result<desk::Deal, Vec<Fault>>, Problem> {
    let full = from.caller().may(confidential::PERMISSION);
    if named(&inputs).is_none() {
        let held = within_state(&inputs).map(|()| inputs);
        return Ok(held.map_err(|faults| told(at, faults, full)));
    }
    let Some(sheet) = from.sheet_of(&inputs).await? else {
        let pointer = format!("{at}{}/programme/programme", terms_of(&inputs));
        let detail = "is no sheet of this dealership";
        return Ok(Err(vec![Fault::new(pointer, "unknown", detail)]));
    };
    if !full {
        without_terms(&mut inputs);
    }
    let held = held_to(&sheet, &mut inputs, rates, vehicle);
    Ok(held
        .map(|()| inputs)
        .map_err(|faults| told(at, faults, full)))
}

/// The inputs after something else than a save changed them: what their sheet gives, the reserve above all, follows. What the
/// sheet has against them stops nothing here; the next save and the submission refuse it.
///
/// # Errors
/// Where the database fails.
pub async fn followed(
    tx: &TenantTx,
    mut inputs: desk::Deal,
    rates: &Rates,
    vehicle: Option<&DealVehicle>,
) -> Result<desk::Deal, Problem> {
    if let Some(sheet) = Source::Tx(tx).sheet_of(&inputs).await? {
        // A refusal leaves what the row decides filled in.
        drop(held_to(&sheet, &mut inputs, rates, vehicle));
    }
    Ok(inputs)
}

/// Holds inputs to the row that they name, worked out by these rates.
fn held_to(
    sheet: &Sheet,
    inputs: &mut desk::Deal,
    rates: &Rates,
    vehicle: Option<&DealVehicle>,
) -> Result<(), Vec<tax::Fault>> {
    let own = std::mem::replace(&mut inputs.rates, rates.own.clone());
    let facts = facts_of(vehicle);
    let held = hold(inputs, &facts, &sheet.lender, &sheet.programme);
    inputs.rates = own;
    held
}

/// What the lender decides, taken out so that the row puts it in.
fn without_terms(inputs: &mut desk::Deal) {
    if let Some(finance) = &mut inputs.finance {
        (finance.buy_rate, finance.reserve) = (None, None);
    }
    if let Some(lease) = &mut inputs.lease {
        (lease.buy_money_factor, lease.reserve_share) = (None, None);
        lease.acquisition_fee_cost = None;
    }
}

fn facts_of(vehicle: Option<&DealVehicle>) -> VehicleFacts {
    VehicleFacts {
        make: vehicle.and_then(|it| it.make.clone()),
        model: vehicle.and_then(|it| it.model.clone()),
        trim: vehicle.and_then(|it| it.trim.clone()),
        certified: vehicle.and_then(|it| it.certified),
        ..VehicleFacts::default()
    }
}

/// Faults at their place in the request. Who may not see what the lender buys at is told that there is a limit, not which.
fn told(at: &str, faults: Vec<tax::Fault>, full: bool) -> Vec<Fault> {
    let mut faults = faults_at(at, faults);
    if !full {
        for fault in faults.iter_mut().filter(|fault| fault.code == "over_cap") {
            fault.detail = "This is over what the lender or the state takes here. Your deal is as it was. Only finance can \
                            see the limit."
                .into();
        }
    }
    faults
}

/// 422 unless the sheet that the chosen structure names holds on the day on which it would be contracted: that of the deal,
/// or today at its rooftop where that is later.
///
/// # Errors
/// One fault that says what ended when and what holds now.
pub async fn refuse_ended(platform: &Platform, tx: &TenantTx, deal: &Deal) -> Result<(), Problem> {
    let Some(chosen) = &deal.chosen else {
        return Ok(());
    };
    let row = store::structure(tx, deal.id, chosen.id).await?;
    let worked = row.worked()?;
    let inputs = worked.inputs();
    let Some(reference) = named(inputs) else {
        return Ok(());
    };
    let pointer = format!("/structure{}/programme", terms_of(inputs));
    let id: Option<ProgrammeId> = reference.programme.parse().ok();
    let found = match id {
        Some(id) => Source::Tx(tx).sheet(id).await?,
        None => None,
    };
    let Some(sheet) = found else {
        let detail = "is no sheet of this dealership";
        return Err(Problem::fault(&pointer, "unknown", detail));
    };
    let place = directory::rooftop(platform, tx.caller(), deal.rooftop.id).await?;
    let place = place.map_err(|fault| Problem::faults(vec![fault]))?;
    let now = platform.clock().now();
    let today = store::day_in(tx, now, &place.timezone).await?;
    let day = civil_day(inputs.date).map_or(today, |day| day.max(today));
    let asked = Asked {
        sheet: &sheet,
        row: reference.row,
        months: months_of(inputs),
        day,
        full: tx.caller().may(confidential::PERMISSION),
    };
    let name = format!("{} of {}", sheet.programme.name, sheet.lender.name);
    if !sheet.active {
        let detail = format!(
            "{} is no longer among the lenders that this dealership sells to. Nothing was submitted and your deal is as it \
             was: scan the lenders again.",
            sheet.lender.name
        );
        return Err(Problem::fault(&pointer, "lender_inactive", detail));
    }
    let first = civil_day(sheet.programme.valid_from).unwrap_or(day);
    let last = sheet.programme.valid_to.and_then(civil_day);
    if first > day {
        let detail = format!(
            "{name} begins on {first}; this deal would be contracted on {day}. Nothing was submitted and your deal is as it \
             was: take a row that holds by then."
        );
        return Err(Problem::fault(&pointer, "programme_not_begun", detail));
    }
    if let Some(last) = last.filter(|last| *last < day) {
        let lender = sheet.lender.id.parse().map_err(Problem::internal)?;
        let kept =
            rows::editions_in(tx, lender, sheet.programme.kind, &sheet.programme.name).await?;
        let detail = format!(
            "{name} ended on {last}; this deal would be contracted on {day}. Nothing was submitted and your deal is as it \
             was. {}",
            asked.instead(&kept)
        );
        return Err(Problem::fault(&pointer, "programme_ended", detail));
    }
    if let Some(scope) = scope_of(&sheet.programme, reference.row)
        && !(scope.term_from..=scope.term_to).contains(&asked.months)
    {
        let detail = format!(
            "The row is for {} to {} months and the deal runs {}. Nothing was submitted and your deal is as it was: take \
             the row for its term.",
            scope.term_from, scope.term_to, asked.months
        );
        return Err(Problem::fault(&pointer, "not_of_the_row", detail));
    }
    // The lender's caps may be lower than when the structure was saved, or its vehicle another.
    let facts = facts_of(deal.vehicle.as_ref());
    hold(&mut inputs.clone(), &facts, &sheet.lender, &sheet.programme)
        .map_err(|faults| Problem::faults(told("/structure", faults, asked.full)))
}

fn months_of(inputs: &desk::Deal) -> u32 {
    let retail = inputs.finance.as_ref().map(|it| it.term_months);
    let lease = inputs.lease.as_ref().map(|it| it.term_months);
    let of_kind = match inputs.kind {
        desk::DealKind::Lease => lease,
        desk::DealKind::Cash | desk::DealKind::Retail => retail,
    };
    of_kind.unwrap_or_default()
}

/// The row of a sheet that ended, and who asks what is there instead.
struct Asked<'a> {
    sheet: &'a Sheet,
    row: u32,
    months: u32,
    day: Date,
    full: bool,
}

impl Asked<'_> {
    /// What holds now in place of the sheet.
    fn instead(&self, kept: &[Programme]) -> String {
        let Some(now) =
            tax_day(self.day).and_then(|day| kept.iter().find(|sheet| sheet.is_valid_on(day)))
        else {
            return "No later sheet of it holds: scan the lenders again.".into();
        };
        let since = now.valid_from;
        let Some(old) = scope_of(&self.sheet.programme, self.row) else {
            return format!("A later sheet of it holds since {since}: scan the lenders again.");
        };
        let (tier, months) = (&old.tier, self.months);
        let row = (0..)
            .map_while(|at| scope_of(now, at).map(|scope| (at, scope)))
            .filter(|(_, scope)| {
                scope.tier == *tier && (scope.term_from..=scope.term_to).contains(&months)
            })
            .max_by_key(|(at, scope)| (nearness(scope, old), std::cmp::Reverse(*at)));
        match row {
            None => format!(
                "The sheet that holds since {since} has no row for tier {tier} at {months} months: scan the lenders again."
            ),
            Some(_) if !self.full => {
                format!(
                    "A later sheet of it holds since {since}: take its row for tier {tier}, then submit."
                )
            }
            Some((at, _)) => {
                let (before, after) = (rate_of(&self.sheet.programme, self.row), rate_of(now, at));
                format!(
                    "The sheet that holds since {since} gives {after} for tier {tier} at {months} months in place of \
                     {before}: take its row, then submit."
                )
            }
        }
    }
}

/// How much of what a row asks another asks too.
fn nearness(scope: &RowScope, old: &RowScope) -> u8 {
    u8::from(scope.conditions == old.conditions) * 4
        + u8::from(scope.model_year_from == old.model_year_from && scope.age_to == old.age_to) * 2
        + u8::from(scope.amount_from == old.amount_from && scope.amount_to == old.amount_to)
}

/// The lender's rate of a row in words: a percentage, of a lease its money factor.
fn rate_of(programme: &Programme, row: u32) -> String {
    let at = usize::try_from(row).unwrap_or(usize::MAX);
    let retail = || {
        let row = programme.rows.get(at)?;
        Some(format!("{} %", row.buy_rate.to_percent_text()))
    };
    let factor = programme
        .lease
        .as_ref()
        .and_then(|lease| lease.factors.get(at))
        .map(|row| row.money_factor.to_text());
    factor.or_else(retail).unwrap_or_default()
}
