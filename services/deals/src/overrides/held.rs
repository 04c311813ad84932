//! Holding a deal to limits: to those of whoever submits it, who may ask to go beyond them, and to those of whoever
//! approves it, who may not.

use desk::{Breach, Limits};
use http::StatusCode;
use platform::auth::Caller;
use platform::db::TenantTx;
use platform::{Fault, Platform, Problem};

use super::effect::{Effect, effect};
use super::{Asked, Given, matched, said};
use crate::confidential;
use crate::deal::Deal;
use crate::directory::{self, Role};
use crate::rates::in_force;
use crate::settings::Settings;
use crate::store::{self, StructureRow};
use crate::structure::Worked;

/// The chosen structure of a deal with the settings of its rooftop.
struct Held {
    row: StructureRow,
    worked: Worked,
    settings: Settings,
}

async fn held(tx: &TenantTx, deal: &Deal) -> Result<Option<Held>, Problem> {
    let Some(chosen) = &deal.chosen else {
        return Ok(None);
    };
    let row = store::structure(tx, deal.id, chosen.id).await?;
    let rates = in_force::at_in(tx, row.rate_book).await?;
    let worked = row.worked()?.by(&rates);
    let settings = store::settings_in(tx, deal.rooftop.id).await?.settings;
    Ok(Some(Held {
        row,
        worked,
        settings,
    }))
}

fn breaches(worked: &Worked, limits: &Limits) -> Vec<Breach> {
    desk::breaches(worked.inputs(), worked.figures(), limits)
}

/// Keeps the reasons that whoever submits the deal gives for what is beyond their limits.
///
/// # Errors
/// 422 with every breach that has no good reason, and every reason that is none.
pub async fn submitted(tx: &TenantTx, deal: &Deal, asked: &[Asked]) -> Result<(), Problem> {
    let Some(held) = held(tx, deal).await? else {
        return Ok(());
    };
    let caller = tx.caller();
    let limits = held.settings.limits_of(caller.roles());
    let full = caller.may(confidential::PERMISSION);
    let found = breaches(&held.worked, &limits);
    let given = matched(found, asked, &held.settings, full).map_err(Problem::faults)?;
    let structure = (held.row.id, held.row.letter.as_str());
    for (given, effect) in effects(held.worked, given, limits).await? {
        store::ask_override(tx, deal, structure, &given, &effect).await?;
    }
    Ok(())
}

/// What each does, worked out beside the requests rather than among them.
async fn effects(
    worked: Worked,
    given: Vec<Given>,
    limits: Limits,
) -> Result<Vec<(Given, Effect)>, Problem> {
    let work = move || {
        let each = given.into_iter().map(|given| {
            let effect = effect(&worked, &given.breach, &limits);
            (given, effect)
        });
        each.collect()
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Problem::internal)
}

/// Whether whoever approves the deal may.
///
/// # Errors
/// 403 naming what is beyond their limits and whose it is not beyond.
pub async fn approved(platform: &Platform, tx: &TenantTx, deal: &Deal) -> Result<(), Problem> {
    let Some(held) = held(tx, deal).await? else {
        return Ok(());
    };
    let caller = tx.caller();
    let limits = held.settings.limits_of(caller.roles());
    let found = breaches(&held.worked, &limits);
    if found.is_empty() {
        return Ok(());
    }
    Err(beyond(platform, caller, &held, found).await?)
}

async fn beyond(
    platform: &Platform,
    caller: &Caller,
    held: &Held,
    found: Vec<Breach>,
) -> Result<Problem, Problem> {
    let full = caller.may(confidential::PERMISSION);
    let roles = directory::roles(platform).await?;
    let may = |role: &&Role| {
        let limits = held.settings.limits_of(std::slice::from_ref(&role.role));
        role.may("deals.approve") && breaches(&held.worked, &limits).is_empty()
    };
    let who: Vec<&str> = roles
        .iter()
        .filter(may)
        .map(|role| role.title.as_str())
        .collect();
    let way = if who.is_empty() {
        "Nobody's limits allow it; return the deal to have it changed.".to_owned()
    } else {
        format!("{} may approve it.", who.join(" or "))
    };
    let said: Vec<String> = found.iter().map(|it| said::breach(it, full)).collect();
    let detail = format!(
        "{} {way} The deal stays as it was submitted.",
        said.join(" ")
    );
    let fault = |(breach, said): (Breach, String)| {
        let shown = if full { breach } else { said::open(breach) };
        let pointer = format!("/structure/inputs{}", shown.pointer);
        Fault::new(pointer, said::word(shown.code), said)
    };
    let faults = found.into_iter().zip(said).map(fault).collect();
    let problem = Problem::new(
        StatusCode::FORBIDDEN,
        "limits",
        "Beyond your limits",
        detail,
    );
    Ok(problem.with_errors(faults))
}
