//! What the rows of a retail sheet, and the tables of a lease sheet, must be.

use money::Rate;

use crate::check::{
    Findings, HIGHEST_ADVANCE, HIGHEST_MARKUP, HIGHEST_RATE, LOWEST_ADVANCE, STEEPEST_FACTOR,
    check_markup_law, check_overlap, check_scope,
};
use crate::lease_sheet::{LeaseSheet, ResidualRow};
use crate::programme::Programme;

pub(crate) fn retail(sheet: &Programme, findings: &mut Findings) {
    for (at, row) in sheet.rows.iter().enumerate() {
        findings.inside("/rows", at);
        check_scope(sheet, &row.scope, findings);
        findings.rate("/buy_rate", Some(row.buy_rate), Rate::ZERO, HIGHEST_RATE);
        findings.rate("/markup_to", row.markup_to, Rate::ZERO, HIGHEST_MARKUP);
        findings.amount("/flat", row.flat);
        check_markup_law(sheet, &row.scope, row.markup_to, findings);
    }
    let scopes: Vec<_> = sheet.rows.iter().map(|row| &row.scope).collect();
    check_overlap(&scopes, findings, "/rows");
}

pub(crate) fn lease(sheet: &Programme, lease: &LeaseSheet, findings: &mut Findings) {
    for (at, row) in lease.factors.iter().enumerate() {
        findings.inside("/lease/factors", at);
        check_scope(sheet, &row.scope, findings);
        let factor = Some(row.money_factor);
        findings.rate("/money_factor", factor, Rate::ZERO, STEEPEST_FACTOR);
        let one_pay = row.one_pay_money_factor;
        findings.rate(
            "/one_pay_money_factor",
            one_pay,
            Rate::ZERO,
            STEEPEST_FACTOR,
        );
        let most = Rate::basis_points(100);
        findings.rate("/markup_to", Some(row.markup_to), Rate::ZERO, most);
    }
    let scopes: Vec<_> = lease.factors.iter().map(|row| &row.scope).collect();
    check_overlap(&scopes, findings, "/lease/factors");
    residuals(&lease.residuals, findings);
    mileage(lease, findings);
    findings.inside("", 0);
    if lease.factors.is_empty() {
        findings.add(
            "/lease/factors",
            "missing",
            "the sheet has no money factors",
        );
    }
    if lease.residuals.is_empty() {
        findings.add("/lease/residuals", "missing", "the sheet has no residuals");
    }
    for (field, amount) in [
        ("/lease/acquisition_fee", lease.acquisition_fee),
        (
            "/lease/acquisition_fee_markup_to",
            lease.acquisition_fee_markup_to,
        ),
        ("/lease/disposition_fee", lease.disposition_fee),
        ("/lease/purchase_option_fee", lease.purchase_option_fee),
    ] {
        findings.amount(field, Some(amount));
    }
    findings.amount("/lease/cents_a_mile", lease.cents_a_mile);
    let advance = lease.advance.map(|advance| advance.most);
    findings.rate(
        "/lease/advance/most",
        advance,
        LOWEST_ADVANCE,
        HIGHEST_ADVANCE,
    );
    findings.rate(
        "/lease/reserve_share",
        lease.reserve_share,
        Rate::ZERO,
        Rate::ONE,
    );
    if let Some(deposits) = lease.deposits {
        if !deposits.rounded_up_to.is_positive() {
            let detail = "must be above zero: 25.00 or 50.00";
            findings.add("/lease/deposits/rounded_up_to", "out_of_range", detail);
        }
        findings.rate(
            "/lease/deposits/factor_step",
            Some(deposits.factor_step),
            Rate::new(1),
            Rate::basis_points(10),
        );
        if deposits.most == 0 || deposits.most > 20 {
            findings.add(
                "/lease/deposits/most",
                "out_of_range",
                "must be between 1 and 20",
            );
        }
    }
}

fn residuals(rows: &[ResidualRow], findings: &mut Findings) {
    let mut seen = std::collections::HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        findings.inside("/lease/residuals", at);
        findings.text("/make", &row.make, 64);
        findings.text("/model", &row.model, 64);
        if row.term_months == 0 || row.term_months > 120 {
            findings.add(
                "/term_months",
                "out_of_range",
                "must be between 1 and 120 months",
            );
        }
        if row.miles_per_year == 0 || row.miles_per_year > 100_000 {
            findings.add(
                "/miles_per_year",
                "out_of_range",
                "must be between 1 and 100000",
            );
        }
        if row.percent > Rate::ONE {
            let detail = format!(
                "a residual of {} % is over 100 %",
                row.percent.to_percent_text()
            );
            findings.add("/percent", "residual_over_100", detail);
        } else if row.percent <= Rate::ZERO {
            findings.add("/percent", "out_of_range", "must be above zero");
        }
        let lower = |text: &str| text.to_ascii_lowercase();
        let key = (
            lower(&row.make),
            lower(&row.model),
            row.trim.as_deref().map(lower),
            row.model_year,
            row.term_months,
            row.miles_per_year,
        );
        if let Some(first) = seen.insert(key, at) {
            let detail = "the same vehicle, term and miles stand in";
            findings.add_beside("/make", "duplicate_row", detail, first);
        }
    }
}

fn mileage(lease: &LeaseSheet, findings: &mut Findings) {
    let half = Rate::basis_points(5_000);
    let mut before = 0;
    for (at, step) in lease.mileage.iter().enumerate() {
        findings.inside("/lease/mileage", at);
        if step.miles_per_year <= before {
            findings.add(
                "/miles_per_year",
                "not_rising",
                "the steps must rise by miles",
            );
        }
        before = step.miles_per_year;
        let least = Rate::ZERO - half;
        findings.rate("/points", Some(step.points), least, half);
        let stays_whole = |row: &&ResidualRow| {
            let stepped = row.percent + step.points;
            row.miles_per_year == step.miles_per_year
                || (Rate::ZERO..=Rate::ONE).contains(&stepped)
                // The row or the step itself is told already.
                || row.percent > Rate::ONE
                || !(least..=half).contains(&step.points)
        };
        if let Some(row) = lease.residuals.iter().find(|row| !stays_whole(row)) {
            let detail = format!(
                "takes the {} % of {} {} at {} months to {} %, and a residual is between 0 and 100 %",
                row.percent.to_percent_text(),
                row.make,
                row.model,
                row.term_months,
                (row.percent + step.points).to_percent_text(),
            );
            findings.add("/points", "residual_over_100", detail);
        }
    }
}
