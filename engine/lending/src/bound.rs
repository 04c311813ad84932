//! A deal that names the row its terms are of, held against that row: what the lender decides is the sheet's.

use desk::{Deal, DealKind, ProgrammeRef, figures};
use money::{Cents, Rate, Rounding};
use tax::Fault;

use crate::lease_sheet::{FactorRow, LeaseSheet, ResidualAsk};
use crate::lender::Lender;
use crate::markup::{MarkupLimits, state_points};
use crate::offer::VehicleFacts;
use crate::programme::{Programme, ProgrammeKind, RetailRow, RowScope};
use crate::reason::{MarkupRefusal, Reason};
use crate::reserve::{Contract, flat};

/// The row that a deal of its kind says its terms are of.
#[must_use]
pub fn named(deal: &Deal) -> Option<&ProgrammeRef> {
    match deal.kind {
        DealKind::Cash => None,
        DealKind::Retail => deal.finance.as_ref()?.programme.as_ref(),
        DealKind::Lease => deal.lease.as_ref()?.programme.as_ref(),
    }
}

/// The place in a deal of its kind's terms: `"/finance"` or `"/lease"`.
#[must_use]
pub const fn terms_of(deal: &Deal) -> &'static str {
    match deal.kind {
        DealKind::Lease => "/lease",
        DealKind::Cash | DealKind::Retail => "/finance",
    }
}

/// Which vehicles and terms a row of a sheet is for.
#[must_use]
pub fn scope_of(programme: &Programme, row: u32) -> Option<&RowScope> {
    let at = usize::try_from(row).ok()?;
    match &programme.lease {
        Some(lease) => lease.factors.get(at).map(|row| &row.scope),
        None => programme.rows.get(at).map(|row| &row.scope),
    }
}

/// Holds a deal against the row that it names. What the lender decides and the deal leaves out is filled in, and so are the
/// lender's name and the reserve, which follow from the sheet; what differs is refused at its place in the deal. What the
/// row decides is filled in beside a refusal too.
/// Whether the row fits the buyer is for the scan to say.
///
/// # Errors
/// Every fault at once, by pointer into the deal.
pub fn hold(
    deal: &mut Deal,
    vehicle: &VehicleFacts,
    lender: &Lender,
    programme: &Programme,
) -> Result<(), Vec<Fault>> {
    let terms = terms_of(deal);
    let Some(reference) = named(deal).cloned() else {
        return Ok(());
    };
    let mut faults = Faults::default();
    let lease = deal.kind == DealKind::Lease;
    if lease != (programme.kind == ProgrammeKind::Lease) {
        let detail = format!("{} is a sheet for deals of another kind", programme.name);
        faults.add(&format!("{terms}/programme"), "other_kind", detail);
    }
    if reference.lender != programme.lender {
        let detail = format!("{} is no sheet of this lender", programme.name);
        faults.add(
            &format!("{terms}/programme/lender"),
            "not_of_the_sheet",
            detail,
        );
    }
    let scope = scope_of(programme, reference.row);
    match scope {
        None => {
            let detail = format!("{} has no row {}", programme.name, reference.row);
            faults.add(&format!("{terms}/programme/row"), "unknown_row", detail);
        }
        Some(scope) if scope.tier != reference.tier => {
            let detail = format!("the row is of tier {}", scope.tier);
            faults.add(&format!("{terms}/programme/tier"), "not_of_the_row", detail);
        }
        Some(_) => {}
    }
    faults.or_none()?;
    let mut faults = Faults::default();
    let at = usize::try_from(reference.row).unwrap_or(usize::MAX);
    if let Some(sheet) = &programme.lease {
        if let Some(row) = sheet.factors.get(at) {
            hold_lease(deal, vehicle, lender, sheet, row, &mut faults);
        }
    } else if let Some(row) = programme.rows.get(at) {
        hold_retail(deal, lender, row, &mut faults);
    }
    faults.or_none()
}

/// Refuses a markup over the state's own limit where no sheet is named and the buy rate is known.
///
/// # Errors
/// One fault at the contract's rate.
pub fn within_state(deal: &Deal) -> Result<(), Vec<Fault>> {
    let (DealKind::Retail, Some(finance)) = (deal.kind, &deal.finance) else {
        return Ok(());
    };
    let Some(buy) = finance.buy_rate else {
        return Ok(());
    };
    let state = &deal.places.dealer.state;
    let months = finance.term_months;
    let limit = state_points(state, deal.date, months, deal.vehicle.class);
    let markup = finance.sell_rate - buy;
    let Some(limit) = limit.filter(|(_, most)| markup > *most) else {
        return Ok(());
    };
    let refusal = MarkupRefusal {
        markup,
        term_months: months,
        lender: String::new(),
        lender_limit: None,
        state_limit: Some(limit),
    };
    let mut faults = Faults::default();
    faults.add("/finance/sell_rate", "over_cap", refusal.to_string());
    faults.or_none()
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, pointer: &str, code: &'static str, detail: String) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code: code.into(),
            detail,
        });
    }

    fn or_none(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }

    /// What the deal has is the sheet's, or nothing yet.
    fn same(
        &mut self,
        field: &str,
        own: &mut Option<Rate>,
        sheets: Rate,
        whose: &str,
        written: fn(Rate) -> String,
    ) {
        match *own {
            Some(own) if own != sheets => {
                let detail = format!(
                    "{} is not {}, what {whose} gives. Take the row again, or take the sheet off the deal.",
                    written(own),
                    written(sheets)
                );
                self.add(field, "not_of_the_row", detail);
            }
            _ => *own = Some(sheets),
        }
    }
}

fn percent(rate: Rate) -> String {
    format!("{} %", rate.to_percent_text())
}

fn hold_retail(deal: &mut Deal, lender: &Lender, row: &RetailRow, faults: &mut Faults) {
    let (state, date, class) = (
        deal.places.dealer.state.clone(),
        deal.date,
        deal.vehicle.class,
    );
    let Some(finance) = &mut deal.finance else {
        return;
    };
    let whose = format!("the row of {}", lender.name);
    faults.same(
        "/finance/buy_rate",
        &mut finance.buy_rate,
        row.buy_rate,
        &whose,
        percent,
    );
    let months = finance.term_months;
    let limits = MarkupLimits::of(lender, row.markup_to, &state, date, months, class);
    let markup = finance.sell_rate - row.buy_rate;
    if let Err(refusal) = limits.check(markup, lender, months) {
        faults.add("/finance/sell_rate", "over_cap", refusal.to_string());
    }
    if let Some(reference) = &mut finance.programme {
        reference.lender_name.clone_from(&lender.name);
    }
    // What is wrong with the deal itself is for the desk to say.
    let Some(amount) = figures(deal).ok().and_then(|it| it.amount_financed) else {
        return;
    };
    let Some(finance) = &deal.finance else { return };
    let contract = Contract {
        amount_financed: amount,
        buy_rate: row.buy_rate,
        plan: desk::plan::Plan::of(deal.date, finance, deal.vehicle.msrp),
    };
    let of_plan = lender.reserve.reserve(&contract);
    let terms = match row.flat {
        Some(least) if least > of_plan => flat(least),
        _ => lender.reserve.terms(of_plan),
    };
    if let Some(finance) = &mut deal.finance {
        finance.reserve = Some(terms);
    }
}

fn hold_lease(
    deal: &mut Deal,
    vehicle: &VehicleFacts,
    lender: &Lender,
    sheet: &LeaseSheet,
    row: &FactorRow,
    faults: &mut Faults,
) {
    let (msrp, model_year) = (deal.vehicle.msrp, deal.vehicle.model_year);
    let Some(lease) = &mut deal.lease else { return };
    let whose = format!("the row of {}", lender.name);
    let factor = match (lease.one_pay, row.one_pay_money_factor) {
        (false, _) => row.money_factor,
        (true, Some(factor)) => factor,
        (true, None) => {
            let detail = Reason::OnePayNotOffered.to_string();
            faults.add("/lease/one_pay", "not_of_the_row", detail);
            return;
        }
    };
    faults.same(
        "/lease/buy_money_factor",
        &mut lease.buy_money_factor,
        factor,
        &whose,
        Rate::to_text,
    );
    let markup = lease.money_factor - factor;
    if markup > row.markup_to {
        let refusal = Reason::FactorMarkupOver {
            markup,
            most: row.markup_to,
            lender: lender.name.clone(),
        };
        faults.add("/lease/money_factor", "over_cap", refusal.to_string());
    }
    let fee_markup = lease.acquisition_fee.amount - sheet.acquisition_fee;
    if fee_markup > sheet.acquisition_fee_markup_to {
        let refusal = Reason::AcquisitionFeeOver {
            markup: fee_markup,
            most: sheet.acquisition_fee_markup_to,
            lender: lender.name.clone(),
        };
        let at = "/lease/acquisition_fee/amount";
        faults.add(at, "over_cap", refusal.to_string());
    }
    if let Some(deposits) = &lease.multiple_deposits {
        let step = sheet.deposits.map(|terms| (terms.factor_step, terms.most));
        let at = "/lease/multiple_deposits";
        match step {
            Some((step, _)) if step != deposits.factor_step => {
                let detail = format!("each takes {step} off the factor of {}", lender.name);
                faults.add(&format!("{at}/factor_step"), "not_of_the_row", detail);
            }
            Some((_, most)) if deposits.count <= most => {}
            taken => {
                let most = taken.map_or(0, |(_, most)| most);
                let count = deposits.count;
                let refusal = Reason::DepositsOver { count, most };
                faults.add(&format!("{at}/count"), "over_cap", refusal.to_string());
            }
        }
    }
    let ask = vehicle
        .make
        .as_deref()
        .zip(vehicle.model.as_deref())
        .zip(lease.miles_per_year)
        .map(|((make, model), miles_per_year)| ResidualAsk {
            make,
            model,
            trim: vehicle.trim.as_deref(),
            model_year,
            term_months: lease.term_months,
            miles_per_year,
        });
    if let (Some(ask), Some(msrp)) = (ask, msrp)
        && let Some(found) = sheet.residual(&ask)
    {
        let sheets = sheet.residual_amount(&found, msrp);
        let own = match (lease.residual_percent, lease.residual_amount) {
            (Some(percent), _) => Some(msrp.times(percent, Rounding::HalfUp)),
            (None, amount) => amount,
        };
        if own.is_some_and(|own| own != sheets) {
            let field = if lease.residual_percent.is_some() {
                "/lease/residual_percent"
            } else {
                "/lease/residual_amount"
            };
            let detail = format!(
                "a residual of {} is not {sheets}, what the sheet of {} gives for {} {} at {} months and {} miles a year",
                own.unwrap_or(Cents::ZERO),
                lender.name,
                ask.make,
                ask.model,
                ask.term_months,
                ask.miles_per_year
            );
            faults.add(field, "not_of_the_row", detail);
        }
    }
    lease.reserve_share = Some(sheet.reserve_share.unwrap_or(Rate::ONE));
    lease.acquisition_fee_cost = Some(sheet.acquisition_fee);
    if let Some(reference) = &mut lease.programme {
        reference.lender_name.clone_from(&lender.name);
    }
}
