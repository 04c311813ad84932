//! What holds of every scan: fits keep to every limit, the desk figures the same, limits only take away.

use crate::desks::{Desk, date, rate, read, row};
use desk::figures;
use lending::{
    AdvanceBase, AdvanceLimit, FactorRow, MarkupLimits, OfferOrder, Programme, ProgrammeKind,
    ReservePlan, RetailRow, RowScope, SheetFiles, Verdict, import,
};
use money::{Cents, Rate, Rounding};
use proptest::prelude::*;
use tax::VehicleClass;

const PLACES: [&str; 3] = [
    r#"{"registration": {"state": "MT"}, "dealer": {"state": "MT"}}"#,
    r#"{"registration": {"state": "FL", "county": "Pinellas", "zip": "33707"},
        "dealer": {"state": "FL", "county": "Pinellas"}}"#,
    r#"{"registration": {"state": "MT"}, "buyer": {"state": "MT"}, "dealer": {"state": "CA"},
        "delivery": {"state": "MT"}}"#,
];

const PLANS: [&str; 6] = [
    r#"{"method": "interest_difference", "share": "0.75"}"#,
    r#"{"method": "present_value", "share": "0.8"}"#,
    r#"{"method": "percent", "percent": "0.015", "minimum": "150.00"}"#,
    r#"{"method": "flat", "amount": "400.00"}"#,
    r#"{"method": "present_value", "share": "0.75", "split": {"over": "0.01", "share": "0.5"}}"#,
    r#"{"method": "interest_difference", "maximum": "900.00"}"#,
];

/// Ways to repay; the term is put in.
const WAYS: [&str; 5] = [
    r#"{"term_months": 60, "sell_rate": "0"}"#,
    r#"{"term_months": 60, "sell_rate": "0"}"#,
    r#"{"term_months": 60, "sell_rate": "0", "frequency": "biweekly"}"#,
    r#"{"term_months": 60, "sell_rate": "0", "interest": "simple_365"}"#,
    r#"{"term_months": 60, "sell_rate": "0", "balloon_amount": "2000.00"}"#,
];

fn cents(dollars: std::ops::Range<i64>) -> impl Strategy<Value = Cents> {
    (dollars.start * 100..dollars.end * 100).prop_map(Cents::new)
}

fn points(range: std::ops::Range<i64>) -> impl Strategy<Value = Rate> {
    range.prop_map(Rate::basis_points)
}

fn a_scope() -> impl Strategy<Value = RowScope> {
    let limits = (
        proptest::option::of(0u16..8),
        proptest::option::of(10_000u32..90_000),
        proptest::option::of(cents(5_000..25_000)),
        proptest::option::of(cents(25_000..60_000)),
        proptest::option::of((points(7_000..15_000), 0usize..3)),
        proptest::option::of(points(500..3_000)),
        proptest::option::of(points(2_000..7_000)),
    );
    (12u32..80, 0u32..60, limits).prop_map(|(from, more, limits)| {
        let (age_to, odometer_to, amount_from, amount_to, advance, pti_to, dti_to) = limits;
        let bases = [AdvanceBase::Invoice, AdvanceBase::Msrp, AdvanceBase::Book];
        RowScope {
            tier: "A".into(),
            term_from: from,
            term_to: (from + more).min(96),
            age_to,
            odometer_to,
            amount_from,
            amount_to,
            advance: advance.map(|(most, of)| AdvanceLimit {
                most,
                of: bases[of],
            }),
            pti_to,
            dti_to,
            ..RowScope::default()
        }
    })
}

fn a_row() -> impl Strategy<Value = RetailRow> {
    (
        a_scope(),
        points(0..1_400),
        proptest::option::of(points(0..300)),
        proptest::option::of(cents(0..600)),
    )
        .prop_map(|(scope, buy_rate, markup_to, flat)| RetailRow {
            scope,
            buy_rate,
            markup_to,
            flat,
        })
}

fn a_desk() -> impl Strategy<Value = Desk> {
    (
        proptest::collection::vec(a_row(), 1..6),
        0usize..PLACES.len(),
        0usize..PLANS.len(),
        cents(8_000..60_000),
        cents(0..9_000),
        24u32..84,
        points(0..350),
        proptest::option::of(cents(1_500..12_000)),
        (0u32..60, 0usize..WAYS.len()),
    )
        .prop_map(
            |(rows, place, plan, price, down, term, markup, income, (first_after, way))| {
                let mut desk = Desk::retail(row());
                desk.programmes[0].rows = rows;
                if WAYS[way].contains("balloon") {
                    desk.programmes[0].kind = ProgrammeKind::Balloon;
                }
                desk.lenders[0].reserve = read::<ReservePlan>(PLANS[plan]);
                desk.deal.places = read(PLACES[place]);
                desk.deal.selling_price = price;
                desk.deal.cash_down = down;
                desk.wish.markup = markup;
                desk.applicant.monthly_income = income;
                desk.deal.finance = Some(read(WAYS[way]));
                let finance = desk.deal.finance.as_mut().expect("finance");
                finance.term_months = term;
                finance.first_payment_date = Some(
                    date("2026-11-21").add_days(i32::try_from(15 + first_after).expect("days")),
                );
                desk
            },
        )
}

/// The same rows as a lessor's, with factors of their own.
fn as_lessors(desk: &Desk, factors: &[i64]) -> Desk {
    let rows = &desk.programmes[0].rows;
    let factor = |(row, factor): (&RetailRow, &i64)| FactorRow {
        scope: row.scope.clone(),
        money_factor: Rate::new(factor * 1_000),
        ..crate::desks::factor()
    };
    let mut lease = Desk {
        applicant: desk.applicant.clone(),
        ..Desk::lease()
    };
    lease.deal.places = desk.deal.places.clone();
    let sheet = lease.programmes[0].lease.as_mut().expect("a lease sheet");
    sheet.factors = rows.iter().zip(factors).map(factor).collect();
    lease
}

/// Sheets beside the first: its rows the other way round, each of them twice, and one that has ended.
fn with_more_sheets(mut desk: Desk) -> Desk {
    let first = desk.programmes[0].clone();
    let of_rows = |id: &str, change: &dyn Fn(&mut Programme)| {
        let mut sheet = first.clone();
        sheet.id = id.into();
        sheet.name = id.into();
        change(&mut sheet);
        sheet
    };
    let round = of_rows("round", &|sheet| {
        sheet.rows.reverse();
        if let Some(lease) = &mut sheet.lease {
            lease.factors.reverse();
        }
    });
    let twice = of_rows("twice", &|sheet| {
        sheet.rows.extend_from_within(..);
        if let Some(lease) = &mut sheet.lease {
            lease.factors.extend_from_within(..);
        }
    });
    let ended = of_rows("ended", &|sheet| sheet.valid_to = Some(date("2026-11-10")));
    desk.programmes.extend([round, twice, ended]);
    desk
}

fn within(part: Cents, whole: Cents, most: Rate) -> bool {
    i128::from(part.get()) * i128::from(Rate::SCALE)
        <= i128::from(whole.get()) * i128::from(most.get())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_fit_keeps_to_every_limit_and_the_desk_figures_the_same(desk in a_desk()) {
        for offer in desk.offers() {
            let row = &desk.programmes[0].rows[offer.row as usize];
            prop_assert_eq!(offer.verdict == Verdict::Fits, offer.reasons.is_empty());
            prop_assert_eq!(offer.verdict == Verdict::DoesNotFit, offer.terms.is_none());
            let Some(terms) = &offer.terms else { continue };
            let mut deal = desk.deal.clone();
            offer.put_into(&desk.lenders[0], &mut deal);
            let figures = figures(&deal).expect("figures");
            let loan = figures.loan.expect("a loan");
            let gross = figures.gross.expect("a gross");
            prop_assert_eq!(terms.payment, loan.payment);
            prop_assert_eq!(Some(terms.amount_financed), figures.amount_financed);
            prop_assert_eq!(terms.reserve, gross.reserve);
            prop_assert_eq!(terms.gross, Some(gross.total));
            if offer.verdict != Verdict::Fits {
                continue;
            }
            let limits = MarkupLimits::of(
                &desk.lenders[0], row.markup_to, &desk.deal.places.dealer.state,
                desk.deal.date, offer.term_months, VehicleClass::Passenger,
            );
            if let Some(most) = limits.stricter() {
                prop_assert!(terms.sell_rate <= terms.buy_rate + most);
            }
            let scope = &row.scope;
            let finance = deal.finance.as_ref().expect("finance");
            let count = i64::from(finance.frequency.payments(offer.term_months));
            let months = i64::from(offer.term_months);
            let monthly = loan.payment.ratio(count, months, Rounding::HalfUp);
            prop_assert!((scope.term_from..=scope.term_to).contains(&offer.term_months));
            prop_assert!(scope.age_to.is_none_or(|most| 3 <= most));
            prop_assert!(scope.odometer_to.is_none_or(|most| 41_000 <= most));
            prop_assert!(scope.amount_from.is_none_or(|least| terms.amount_financed >= least));
            prop_assert!(scope.amount_to.is_none_or(|most| terms.amount_financed <= most));
            if let Some(advance) = scope.advance {
                let value = match advance.of {
                    AdvanceBase::Invoice => desk.vehicle.invoice,
                    AdvanceBase::Msrp => deal.vehicle.msrp,
                    AdvanceBase::Book => deal.vehicle.book_value,
                };
                let value = value.expect("the value is known");
                prop_assert!(within(terms.amount_financed, value, advance.most));
            }
            if let Some(most) = scope.pti_to {
                let income = desk.applicant.monthly_income.expect("the income is known");
                prop_assert!(within(monthly, income, most));
            }
            if let Some(most) = scope.dti_to {
                let income = desk.applicant.monthly_income.expect("the income is known");
                let debt = desk.applicant.monthly_debt.expect("the debt is known");
                prop_assert!(within(monthly + debt, income, most));
            }
        }
    }

    #[test]
    fn tightening_a_limit_never_adds_a_fit(desk in a_desk(), which in 0usize..9, step in 1u32..40) {
        let fits = |desk: &Desk| -> Vec<u32> {
            let mut rows: Vec<u32> = desk
                .offers()
                .iter()
                .filter(|offer| offer.verdict == Verdict::Fits)
                .map(|offer| offer.row)
                .collect();
            rows.sort_unstable();
            rows
        };
        let before = fits(&desk);
        let mut tighter = desk.clone();
        let less = Rate::basis_points(i64::from(step) * 25);
        let lower = |rate: Rate| Rate::new((rate.get() - less.get()).max(0));
        let dollars = Cents::dollars(i64::from(step) * 100);
        for row in &mut tighter.programmes[0].rows {
            let scope = &mut row.scope;
            match which {
                0 => scope.term_to = scope.term_to.saturating_sub(step),
                1 => scope.term_from += step,
                2 => scope.age_to = Some(scope.age_to.unwrap_or(9).saturating_sub(1)),
                3 => scope.odometer_to = Some(scope.odometer_to.unwrap_or(90_000) - step * 200),
                4 => scope.amount_to = Some(scope.amount_to.unwrap_or(Cents::LIMIT) - dollars),
                5 => scope.amount_from = Some(scope.amount_from.unwrap_or_default() + dollars),
                6 => if let Some(advance) = &mut scope.advance {
                    advance.most = lower(advance.most);
                },
                7 => scope.pti_to = Some(lower(scope.pti_to.unwrap_or(Rate::ONE))),
                _ => row.markup_to = Some(lower(row.markup_to.unwrap_or(Rate::ONE))),
            }
        }
        for row in fits(&tighter) {
            prop_assert!(before.contains(&row), "row {row} fits only when tightened");
        }
    }

    #[test]
    fn a_fact_withheld_never_adds_a_fit(desk in a_desk(), which in 0usize..6) {
        let mut blind = desk.clone();
        match which {
            0 => blind.applicant.score = None,
            1 => blind.applicant.monthly_income = None,
            2 => blind.applicant.monthly_debt = None,
            3 => blind.vehicle.invoice = None,
            4 => blind.deal.vehicle.odometer = None,
            _ => blind.deal.vehicle.book_value = None,
        }
        let all = desk.offers();
        for offer in blind.offers().iter().filter(|offer| offer.verdict == Verdict::Fits) {
            let seen = all.iter().find(|other| other.row == offer.row).expect("the row");
            prop_assert_eq!(seen.verdict, Verdict::Fits);
        }
    }

    #[test]
    fn the_best_of_each_sheet_is_its_first_in_the_scan_of_all(
        desk in a_desk(), factors in proptest::collection::vec(80i64..400, 6), lease: bool,
        by_gross: bool, keep_rate: bool, blind in 0usize..4, best_score: bool,
    ) {
        let mut desk = with_more_sheets(if lease { as_lessors(&desk, &factors) } else { desk });
        if by_gross {
            desk.wish.order = OfferOrder::Gross;
        }
        desk.wish.keep_rate = keep_rate;
        if !best_score {
            desk.applicant.score = Some(600);
        }
        match blind {
            0 => desk.applicant.score = None,
            1 => desk.applicant.monthly_income = None,
            2 => desk.deal.vehicle.odometer = None,
            _ => {}
        }
        let mut first = desk.offers();
        let mut seen = std::collections::HashSet::new();
        first.retain(|offer| seen.insert(offer.programme.clone()));
        prop_assert_eq!(first.len(), 4);
        prop_assert_eq!(desk.best_offers(), first);
    }

    #[test]
    fn a_lease_is_figured_as_the_desk_does(
        factor in 80i64..400, markup in 0i64..60, deposits in 0u32..11, miles in 5u32..20,
        price in cents(26_000..45_000), place in 0usize..2, one_pay: bool,
    ) {
        let mut desk = Desk::lease();
        desk.deal.places = read(PLACES[place]);
        desk.deal.selling_price = price;
        desk.deal.lease.as_mut().expect("a lease").miles_per_year = Some(miles * 1_000);
        desk.wish.deposits = if one_pay { 0 } else { deposits };
        desk.wish.one_pay = one_pay;
        desk.wish.factor_markup = Rate::new(markup * 1_000);
        let sheet = desk.programmes[0].lease.as_mut().expect("a lease sheet");
        sheet.factors[0].money_factor = Rate::new(factor * 1_000);
        let offer = desk.offer();
        prop_assert_eq!(offer.verdict == Verdict::Fits, markup <= 40, "{:?}", offer.reasons);
        let Some(terms) = &offer.terms else { return Ok(()) };
        let mut deal = desk.deal.clone();
        offer.put_into(&desk.lenders[0], &mut deal);
        let figures = figures(&deal).expect("figures");
        let lease = figures.lease.expect("a lease");
        let gross = figures.gross.expect("a gross");
        let own = terms.lease.as_ref().expect("lease terms");
        prop_assert_eq!(terms.payment, lease.payment);
        prop_assert_eq!(terms.reserve, gross.reserve);
        prop_assert_eq!(terms.gross, Some(gross.total));
        prop_assert_eq!(own.due_at_signing, lease.due_at_signing.total);
        prop_assert_eq!(own.residual, lease.residual);
    }

    #[test]
    fn no_file_breaks_the_import(text in "[a-c,\"0-9.%\n /_]{0,120}", header: bool) {
        let text = if header {
            format!("tier,score_from,term_from,term_to,buy_rate_percent,ltv_to,ltv_of\n{text}")
        } else {
            text
        };
        let head = Programme { tiers: Vec::new(), ..crate::desks::sheet(Vec::new()) };
        let files = SheetFiles { retail: Some(&text), ..SheetFiles::default() };
        let preview = import(head, &files, &[], None);
        match preview.programme {
            Some(sheet) => prop_assert!(sheet.check().is_ok()),
            None => prop_assert!(!preview.file_faults.is_empty() || !preview.faults.is_empty()),
        }
    }
}

#[test]
fn a_buy_rate_of_nought_fits_too() {
    let mut desk = Desk::retail(row());
    desk.programmes[0].rows[0].buy_rate = rate("0");
    // 32,450.75 / 72 = 450.7048….
    let terms = desk.offer().terms.expect("terms");
    assert_eq!(terms.payment, crate::desks::money("450.70"));
}
