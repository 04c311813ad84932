//! Loans that are not monthly, level or actuarial, against figures computed by a second method.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::plan::Plan;
use desk::{Finance, Frequency, Interest, OddDays, When, figures, schedule};
use money::{Cents, Rate, Rounding};
use tax::Date;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn terms(term_months: u32, sell_rate: &str) -> Finance {
    Finance {
        term_months,
        frequency: Frequency::Monthly,
        interest: Interest::Precomputed,
        sell_rate: rate(sell_rate),
        buy_rate: None,
        first_payment_date: None,
        odd_days: OddDays::Actuarial30,
        balloon_amount: None,
        balloon_percent: None,
        finance_charges: Vec::new(),
        reserve: None,
        programme: None,
    }
}

fn plan(finance: &Finance) -> Plan {
    Plan::of(date("2026-11-21"), finance, None)
}

fn percent(rate: Rate) -> Cents {
    Cents::new(rate.get()).ratio(1, 10_000, Rounding::HalfUp)
}

#[test]
fn a_term_in_months_has_so_many_payments() {
    for (months, semimonthly, biweekly, weekly) in [
        (12, 24, 26, 52),
        (60, 120, 130, 260),
        // 75 × 26/12 = 162.5 and 75 × 52/12 = 325.
        (75, 150, 163, 325),
        // 1 × 26/12 = 2.17 and 52/12 = 4.33.
        (1, 2, 2, 4),
    ] {
        assert_eq!(Frequency::Monthly.payments(months), months);
        assert_eq!(Frequency::Semimonthly.payments(months), semimonthly);
        assert_eq!(Frequency::Biweekly.payments(months), biweekly);
        assert_eq!(Frequency::Weekly.payments(months), weekly);
        assert_eq!(Frequency::Single.payments(months), 1);
    }
}

/// 25,000 at 6.99 % over five years: `P i / (1 - (1+i)^-n)` with i = 0.0699 / 24, 26, 52, each interval's
/// interest rounded and the last payment with the difference; 247.1561, 228.1228 and 113.9975 before rounding.
#[test]
fn level_payments_at_each_frequency() {
    for (frequency, payments, payment, last, charge) in [
        (Frequency::Monthly, 60, "494.91", "495.09", "4694.78"),
        (Frequency::Semimonthly, 120, "247.16", "246.60", "4658.64"),
        (Frequency::Biweekly, 130, "228.12", "228.60", "4656.08"),
        (Frequency::Weekly, 260, "114.00", "113.16", "4639.16"),
    ] {
        let mut terms = terms(60, "0.0699");
        terms.frequency = frequency;
        let (plan, amount) = (plan(&terms), money("25000"));
        let first = plan.first.charged;
        assert_eq!((first.periods, first.odd.0), (1, 0), "{frequency:?}");
        let level = plan.payment(amount);
        assert_eq!(level, money(payment), "{frequency:?}");
        let sums = plan.totals(amount, level);
        assert_eq!(sums.payments, payments);
        assert_eq!(sums.last_payment, money(last), "{frequency:?}");
        assert_eq!(sums.total - amount, money(charge), "{frequency:?}");
        let apr = plan.apr(amount, level, sums).expect("a rate");
        assert_eq!(percent(apr), money("6.99"), "{frequency:?}");
    }
}

#[test]
fn the_days_on_which_payments_fall_due() {
    let days = |frequency, first: &str| -> Vec<String> {
        let mut terms = terms(3, "0.06");
        terms.frequency = frequency;
        terms.first_payment_date = Some(date(first));
        let list = Plan::of(date("2026-12-20"), &terms, None).installments(money("600"));
        let five = list.iter().take(5);
        five.map(|one| one.date.to_string()).collect()
    };
    assert_eq!(
        days(Frequency::Semimonthly, "2027-01-01"),
        [
            "2027-01-01",
            "2027-01-16",
            "2027-02-01",
            "2027-02-16",
            "2027-03-01"
        ]
    );
    assert_eq!(
        days(Frequency::Semimonthly, "2027-01-15"),
        [
            "2027-01-15",
            "2027-01-30",
            "2027-02-15",
            "2027-02-28",
            "2027-03-15"
        ]
    );
    assert_eq!(
        days(Frequency::Semimonthly, "2027-01-31"),
        [
            "2027-01-31",
            "2027-02-16",
            "2027-02-28",
            "2027-03-16",
            "2027-03-31"
        ]
    );
    assert_eq!(
        days(Frequency::Biweekly, "2027-01-08"),
        [
            "2027-01-08",
            "2027-01-22",
            "2027-02-05",
            "2027-02-19",
            "2027-03-05"
        ]
    );
    assert_eq!(
        days(Frequency::Weekly, "2026-12-28"),
        [
            "2026-12-28",
            "2027-01-04",
            "2027-01-11",
            "2027-01-18",
            "2027-01-25"
        ]
    );
}

/// Ten days to a weekly payment are a week and 3/7 (App. J (b)(5)(iv)): with i = 0.0699/52 = 0.00134423 the
/// first interest is 25,000 × ((1 + 3/7 i)(1 + i) - 1) = 25,000 × 0.00192110 = 48.03.
#[test]
fn odd_days_of_a_weekly_loan() {
    let mut terms = terms(60, "0.0699");
    terms.frequency = Frequency::Weekly;
    terms.first_payment_date = Some(date("2026-12-01"));
    assert_eq!(plan(&terms).first.charged, When::odd(1, 3, 7));
    let list = plan(&terms).installments(money("25000"));
    assert_eq!(list[0].interest, money("48.03"));
    // By the day: 3/365 of a year are 3 × 52/365 of a week.
    terms.odd_days = OddDays::Daily365;
    assert_eq!(plan(&terms).first.charged, When::odd(1, 156, 365));
    // Three days over one week may be disregarded (12 CFR 1026.17(c)(4)).
    terms.odd_days = OddDays::Ignore;
    assert_eq!(plan(&terms).first.disclosed, When::after(1));
}

/// Ninety days to the first payment: back from February 19 two months to December 19, and 28 days to there.
/// i = 0.005825: (1 + 28/30 × 0.005825)(1.005825)² - 1 = 0.01718412; of 25,000 it is 429.60.
#[test]
fn a_deferred_first_payment_accrues_interest() {
    let mut terms = terms(60, "0.0699");
    terms.first_payment_date = Some(date("2027-02-19"));
    let (plan, amount) = (plan(&terms), money("25000"));
    assert_eq!(plan.first.charged, When::odd(2, 28, 30));
    let list = plan.installments(amount);
    assert_eq!(list[0].interest, money("429.60"));
    let level = plan.payment(amount);
    let apr = plan.apr(amount, level, plan.totals(amount, level));
    assert_eq!(apr.map(percent), Some(money("6.99")));
}

/// 30,000 at 6.49 % over 60 months with 10,000 last: (30,000 - 10,000 v^60) i / (1 - v^59) = 451.7057, and
/// rounding up 59 payments leaves a last one of 9,999.72.
#[test]
fn a_balloon_is_the_last_payment() {
    let mut terms = terms(60, "0.0649");
    terms.balloon_amount = Some(money("10000"));
    let (by_amount, amount) = (plan(&terms), money("30000"));
    let level = by_amount.payment(amount);
    assert_eq!(level, money("451.71"));
    let sums = by_amount.totals(amount, level);
    assert_eq!(
        (sums.payments, sums.last_payment, sums.total - amount),
        (60, money("9999.72"), money("6650.61"))
    );
    assert_eq!(
        by_amount.apr(amount, level, sums).map(percent),
        Some(money("6.49"))
    );
    // A quarter of an MSRP of 40,000 is the same.
    terms.balloon_amount = None;
    terms.balloon_percent = Some(rate("0.25"));
    let by_percent = Plan::of(date("2026-11-21"), &terms, Some(money("40000")));
    assert_eq!(by_percent.payment(amount), level);
    // Without interest: (30,000 - 10,000) / 59 = 338.983.
    let without = by_percent.at(Rate::ZERO);
    assert_eq!(without.payment(amount), money("338.98"));
}

/// 12,000 at 9 % in twelve payments by the day. Thirty days to December 21 cost 12,000 × 0.09 × 30/365 = 88.77,
/// and over 360 days 90.00; February has 28. 1,049.2574 and 1,049.9508 repay it.
#[test]
fn simple_interest_by_the_day() {
    let amount = money("12000");
    for (interest, payment, first, last, charge) in [
        (
            Interest::Simple365,
            "1049.26",
            ["88.77", "84.38", "77.01", "62.84"],
            "1049.22",
            "591.08",
        ),
        (
            Interest::Simple360,
            "1049.95",
            ["90.00", "85.56", "78.09", "63.73"],
            "1049.96",
            "599.41",
        ),
    ] {
        let mut terms = terms(12, "0.09");
        terms.interest = interest;
        let plan = plan(&terms);
        let level = plan.payment(amount);
        assert_eq!(level, money(payment));
        let list = plan.installments(amount);
        let bears: Vec<Cents> = list.iter().take(4).map(|one| one.interest).collect();
        assert_eq!(bears, first.map(money));
        let sums = plan.totals(amount, level);
        assert_eq!(
            (sums.last_payment, sums.total - amount),
            (money(last), money(charge))
        );
    }
}

/// Appendix J (c)(5), from the rate that gives the published payments: 6 months at 8.8 %, 18 months at 13.519 %
/// for a year and a half, 2 years at 12 %, and 255 days by the day.
#[test]
fn a_single_payment() {
    let amount = money("1000");
    for (months, sell_rate, interest, start, due, payment, apr) in [
        (
            6,
            "0.088",
            Interest::Precomputed,
            "1978-07-15",
            None,
            "1044",
            "8.80",
        ),
        (
            18,
            "0.09012667",
            Interest::Precomputed,
            "1978-01-17",
            None,
            "1135.19",
            "8.76",
        ),
        (
            24,
            "0.12",
            Interest::Precomputed,
            "1978-01-17",
            None,
            "1240",
            "11.36",
        ),
        (
            9,
            "0.11450980",
            Interest::Simple365,
            "1978-01-03",
            Some("1978-09-15"),
            "1080",
            "11.45",
        ),
    ] {
        let mut terms = terms(months, sell_rate);
        terms.frequency = Frequency::Single;
        terms.interest = interest;
        terms.first_payment_date = due.map(date);
        let plan = Plan::of(date(start), &terms, None);
        let once = plan.payment(amount);
        assert_eq!(once, money(payment), "{months} months");
        let sums = plan.totals(amount, once);
        assert_eq!((sums.payments, sums.total), (1, once));
        let found = plan.apr(amount, once, sums).expect("a rate");
        assert_eq!(percent(found), money(apr), "{months} months");
    }
}

/// The whole deal of 41,017.77 at 6.49 % in 156 payments every two weeks, i = 0.0649/26: 317.7658 each.
#[test]
fn a_deal_paid_every_two_weeks() {
    let mut deal = pinellas();
    deal.finance.as_mut().expect("terms").frequency = Frequency::Biweekly;
    let loan = figures(&deal).expect("figures").loan.expect("a loan");
    assert_eq!((loan.payments, loan.frequency), (156, Frequency::Biweekly));
    assert_eq!(loan.payment, money("317.77"));
    assert_eq!(loan.first_payment_date.to_string(), "2026-12-05");
    // 155 times 14 days later.
    assert_eq!(loan.last_payment_date.to_string(), "2032-11-13");
    assert_eq!(loan.apr, rate("0.0649"));
    assert_eq!(schedule(&deal).expect("payments").len(), 156);
}

/// A last payment worth more than the loan leaves nothing for the others: 60,000 in 72 months at 6.49 % is
/// worth 40,690 today, which is under 41,017.77; 61,000 is worth 41,369.
#[test]
fn a_balloon_above_the_loan_is_a_warning() {
    let mut deal = pinellas();
    deal.finance.as_mut().expect("terms").balloon_amount = Some(money("61000"));
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.loan, None);
    let codes: Vec<&str> = figures.warnings.iter().map(|one| &*one.code).collect();
    assert_eq!(codes, ["balloon_over_loan"]);
    assert_eq!(schedule(&deal).expect("none"), []);
    deal.finance.as_mut().expect("terms").balloon_amount = Some(money("60000"));
    assert!(desk::figures(&deal).expect("figures").loan.is_some());
}

#[test]
fn faults_of_a_balloon_and_of_a_first_payment() {
    let faults = |change: &dyn Fn(&mut Finance)| -> Vec<(String, String)> {
        let mut deal = pinellas();
        change(deal.finance.as_mut().expect("terms"));
        let faults = figures(&deal).expect_err("faults");
        let pair = |fault: tax::Fault| (fault.pointer, fault.code.into_owned());
        faults.into_iter().map(pair).collect()
    };
    let pair = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    assert_eq!(
        faults(&|terms| {
            terms.balloon_amount = Some(money("-1"));
            terms.balloon_percent = Some(rate("1.01"));
            terms.frequency = Frequency::Single;
        }),
        [
            pair("/finance/balloon_amount", "negative"),
            pair("/finance/balloon_percent", "out_of_range"),
            pair("/finance/balloon_amount", "not_both"),
            pair("/finance/balloon_percent", "too_few_payments"),
        ]
    );
    assert_eq!(
        faults(&|terms| terms.first_payment_date = Some(date("2027-11-22"))),
        [pair("/finance/first_payment_date", "out_of_range")]
    );
    // A single payment may be later.
    let mut deal = pinellas();
    let terms = deal.finance.as_mut().expect("terms");
    terms.first_payment_date = Some(date("2027-11-22"));
    terms.frequency = Frequency::Single;
    assert!(figures(&deal).is_ok());
}

/// A lease keeps what was typed for a loan and does not look at it.
#[test]
fn a_lease_ignores_how_a_loan_is_repaid() {
    let mut deal = pinellas_lease();
    let lease = figures(&deal).expect("figures").lease;
    let terms = deal.finance.as_mut().expect("terms");
    terms.frequency = Frequency::Single;
    terms.balloon_percent = Some(rate("2"));
    assert_eq!(figures(&deal).expect("figures").lease, lease);
}
