//! Level payments, schedules, odd first periods, reserve and payoff against figures computed by a
//! second method.

use desk::loan::{FirstPeriod, level_payment, loan_apr, spread_interest, spread_present_value};
use desk::payoff::{TermTooLong, payoff, rule_of_78_refund, rule_of_78_unearned, simple_interest};
use desk::plan::Plan;
use desk::{Finance, Frequency, Installment, Interest, OddDays, When};
use money::{Cents, Rate, Rounding};
use proptest::prelude::*;
use tax::Date;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

fn finance(term_months: u32, sell_rate: Rate) -> Finance {
    Finance {
        term_months,
        frequency: Frequency::Monthly,
        interest: Interest::Precomputed,
        sell_rate,
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

fn first(finance: &Finance) -> FirstPeriod {
    FirstPeriod::new(
        date("2026-11-21"),
        finance.first_payment_date,
        finance.odd_days,
        finance.term_months,
    )
}

fn schedule(amount: Cents, finance: &Finance) -> Vec<Installment> {
    plan(finance).installments(amount)
}

fn plan(finance: &Finance) -> Plan {
    Plan::of(date("2026-11-21"), finance, None)
}

const REGULAR: When = When::after(1);

#[test]
fn level_payments_last_payments_and_finance_charges() {
    for (amount, yearly, months, payment, last, charge) in [
        ("25000", "0.0699", 60, "494.91", "495.09", "4694.78"),
        ("32450.75", "0.0749", 72, "560.92", "560.92", "7935.49"),
        ("18500", "0.1299", 48, "496.22", "496.02", "5318.36"),
        ("30000", "0.0490", 84, "422.61", "422.46", "5499.09"),
        ("35000", "0.0590", 72, "578.40", "578.41", "6644.81"),
        ("40000", "0", 60, "666.67", "666.47", "0"),
    ] {
        let (amount, yearly) = (money(amount), rate(yearly));
        let level = level_payment(amount, yearly, months, REGULAR);
        assert_eq!(level, money(payment), "{amount} at {yearly}");
        let sums = plan(&finance(months, yearly)).totals(amount, level);
        assert_eq!(sums.last_payment, money(last), "{amount} at {yearly}");
        assert_eq!(sums.total - amount, money(charge), "{amount} at {yearly}");
        assert_eq!(sums.payments, months);
    }
}

/// The first payment 45 days out: half a month of odd days is charged at the contract rate, and the
/// APR counts the same time, so that it comes back as the contract rate.
#[test]
fn forty_five_days_to_the_first_payment() {
    let odd = When::odd(1, 15, 30);
    let (amount, yearly) = (money("25000"), rate("0.0699"));
    let level = level_payment(amount, yearly, 60, odd);
    assert_eq!(level, money("496.35"));
    let mut terms = finance(60, yearly);
    terms.first_payment_date = Some(date("2027-01-06"));
    assert_eq!(plan(&terms).first.charged, odd);
    let sums = plan(&terms).totals(amount, level);
    let apr = loan_apr(amount, level, sums, odd).expect("a rate");
    assert_eq!(
        Cents::new(apr.get()).ratio(1, 10_000, Rounding::HalfUp),
        money("6.99")
    );
}

#[test]
fn odd_days_are_charged_as_the_lender_says() {
    // Back from January 6: December 6 is one month, and from November 21 it is fifteen days to there.
    let mut terms = finance(60, rate("0.0699"));
    terms.first_payment_date = Some(date("2027-01-06"));
    let by = |odd_days: OddDays| {
        let terms = Finance {
            odd_days,
            ..terms.clone()
        };
        first(&terms)
    };
    let actuarial = by(OddDays::Actuarial30);
    assert_eq!(actuarial.charged, When::odd(1, 15, 30));
    assert_eq!(actuarial.odd_days, 15);
    // Fifteen days at 1/365 of a year are 15 × 12/365 of a month.
    let daily = by(OddDays::Daily365);
    assert_eq!(daily.charged, When::odd(1, 180, 365));
    // Sixteen days over a month may be disregarded in a term of one to ten years (12 CFR 1026.17(c)(4)).
    let ignored = by(OddDays::Ignore);
    assert_eq!((ignored.charged, ignored.disclosed), (REGULAR, REGULAR));
    assert!(!ignored.beyond_tolerance);

    // Twenty-two days may not: no interest is charged for them, and the APR counts the time, which
    // back from January 12 is a month and the 21 days to December 12.
    terms.first_payment_date = Some(date("2027-01-12"));
    let ignored = FirstPeriod::new(
        date("2026-11-21"),
        terms.first_payment_date,
        OddDays::Ignore,
        60,
    );
    assert!(ignored.beyond_tolerance);
    assert_eq!(ignored.charged, REGULAR);
    assert_eq!(ignored.disclosed, When::odd(1, 21, 30));

    // One month exactly is no odd period by any method.
    for odd_days in [OddDays::Ignore, OddDays::Actuarial30, OddDays::Daily365] {
        let exact = FirstPeriod::new(date("2026-11-21"), Some(date("2026-12-21")), odd_days, 60);
        assert_eq!((exact.charged.periods, exact.charged.odd.0), (1, 0));
    }
}

/// First interest of the odd period: 25,000 × ((1 + 0.5 i)(1 + i) - 1) with i = 0.0699/12 = 0.005825:
/// 25,000 × 0.0087544653 = 218.86 by hand.
#[test]
fn the_first_interest_covers_the_odd_days() {
    let mut terms = finance(60, rate("0.0699"));
    terms.first_payment_date = Some(date("2027-01-06"));
    let months = schedule(money("25000"), &terms);
    assert_eq!(months[0].interest, money("218.86"));
    assert_eq!(months[0].date, date("2027-01-06"));
    assert_eq!(months[59].date, date("2031-12-06"));
    assert_eq!(months[59].balance, Cents::ZERO);
}

#[test]
fn the_thirty_first_comes_back_after_short_months() {
    let terms = finance(4, rate("0.06"));
    let days: Vec<String> = Plan::of(date("2026-12-31"), &terms, None)
        .installments(money("1000"))
        .iter()
        .map(|month| month.date.to_string())
        .collect();
    assert_eq!(
        days,
        ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    );
}

/// After 12 of 36 payments of 332.14 on 10,000 at 12 %, the balance is 7,055.88; the Rule of 78
/// would ask 7,089.81.
#[test]
fn payoff_of_a_running_contract() {
    let months = schedule(money("10000"), &finance(36, rate("0.12")));
    assert_eq!(months[0].payment, money("332.14"));
    assert_eq!(months[11].balance, money("7055.88"));
    let charge = money("1957.04");
    let unearned = rule_of_78_unearned(charge, 36, 24);
    assert_eq!(money("332.14").by(24) - unearned, money("7089.81"));
}

#[test]
fn rule_of_78() {
    for (charge, payments, paid, unearned) in [
        ("1200", 12, 4, "553.85"),
        ("1200", 12, 6, "323.08"),
        ("3600", 48, 18, "1423.47"),
        ("1200", 12, 12, "0"),
        ("1200", 12, 0, "1200"),
    ] {
        let left = payments - paid;
        assert_eq!(
            rule_of_78_unearned(money(charge), payments, left),
            money(unearned)
        );
    }
}

/// 15 USC 1615(b): a term of more than 61 months is refunded by the actuarial method.
#[test]
fn the_rule_of_78_ends_at_61_months() {
    assert_eq!(
        rule_of_78_refund(money("3600"), 48, 48, 30),
        Ok(money("1423.47"))
    );
    // 61 × 62 / (61 × 62): nothing is earned yet.
    assert_eq!(
        rule_of_78_refund(money("3600"), 61, 61, 61),
        Ok(money("3600"))
    );
    let refused = rule_of_78_refund(money("3600"), 62, 62, 30);
    assert_eq!(refused, Err(TermTooLong { term_months: 62 }));
    // Paid every two weeks, 62 months are 134 payments; the term decides, not their number.
    assert!(rule_of_78_refund(money("3600"), 62, 134, 30).is_err());
    assert!(rule_of_78_refund(money("3600"), 60, 130, 30).is_ok());
}

#[test]
fn per_diem_and_payoff() {
    let quote = payoff(money("18250"), rate("0.085"), 18);
    assert_eq!(
        (quote.per_diem, quote.interest, quote.total),
        (money("4.25"), money("76.50"), money("18326.50"))
    );
    let (balance, yearly) = (money("18250"), rate("0.085"));
    assert_eq!(simple_interest(balance, yearly, 1), money("4.25"));
    assert_eq!(
        balance + simple_interest(balance, yearly, 18),
        money("18326.50")
    );
    assert_eq!(
        balance + simple_interest(balance, yearly, 28),
        money("18369.00")
    );
}

#[test]
fn reserve_by_each_method() {
    let (amount, buy, sell) = (money("32450.75"), rate("0.0599"), rate("0.0749"));
    let at_buy = level_payment(amount, buy, 72, REGULAR);
    let at_sell = level_payment(amount, sell, 72, REGULAR);
    assert_eq!((at_buy, at_sell), (money("537.65"), money("560.92")));
    let interest = spread_interest(at_sell, at_buy, 72);
    assert_eq!(interest, money("1675.44"));
    let present = spread_present_value(amount, at_sell, 72, buy, REGULAR);
    assert_eq!(present, money("1404.53"));
    let three_quarters = rate("0.75");
    assert_eq!(
        interest.times(three_quarters, Rounding::HalfUp),
        money("1256.58")
    );
    assert_eq!(
        present.times(three_quarters, Rounding::HalfUp),
        money("1053.40")
    );
}

/// The amount financed of the illustrative deal and every cell of its matrix at 7.49 %: the down payment moves the amount financed dollar for dollar.
#[test]
fn matrix_of_terms_and_down_payments() {
    let terms = [36, 48, 60, 72, 84];
    let rows = [
        (
            "30230.64",
            ["940.22", "730.80", "605.62", "522.54", "463.54"],
        ),
        (
            "29230.64",
            ["909.12", "706.63", "585.58", "505.26", "448.20"],
        ),
        (
            "28230.64",
            ["878.02", "682.45", "565.55", "487.97", "432.87"],
        ),
        (
            "27230.64",
            ["846.92", "658.28", "545.52", "470.69", "417.54"],
        ),
        (
            "26230.64",
            ["815.82", "634.11", "525.48", "453.40", "402.20"],
        ),
    ];
    for (amount, payments) in rows {
        for (term, payment) in terms.into_iter().zip(payments) {
            let level = level_payment(money(amount), rate("0.0749"), term, REGULAR);
            assert_eq!(level, money(payment), "{amount} over {term}");
        }
    }
    // A service contract of 2,495 on top: 43.13 a month.
    let with = level_payment(money("30725.64"), rate("0.0749"), 72, REGULAR);
    assert_eq!(with - money("487.97"), money("43.13"));
}

/// The most that a payment carries while it still rounds to the target.
#[test]
fn what_a_payment_carries() {
    for (target, yearly, months, exact, most) in [
        ("450", "0.0699", 60, "22731.31", "22731.56"),
        ("500", "0.0749", 72, "28926.36", "28926.65"),
    ] {
        let payment = |amount: Cents| level_payment(amount, rate(yearly), months, REGULAR);
        assert_eq!(payment(money(exact)), money(target));
        assert_eq!(payment(money(most)), money(target));
        assert!(payment(money(most) + Cents::new(1)) > money(target));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Principal repays exactly what was lent, interest and principal make each payment, and every
    /// payment but the last is the level one, whatever the amount, rate, term and first date.
    #[test]
    fn principal_repays_the_amount(
        cents in 1i64..=100_000_000_000,
        parts in 0i64..=100_000_000,
        months in 1u32..=120,
        days in 1i32..=366,
        odd in prop_oneof![Just(OddDays::Ignore), Just(OddDays::Actuarial30), Just(OddDays::Daily365)],
    ) {
        let amount = Cents::new(cents);
        let mut terms = finance(months, Rate::new(parts));
        let start = date("2026-11-21");
        terms.first_payment_date = Some(start.add_days(days));
        terms.odd_days = odd;
        let first = FirstPeriod::new(start, terms.first_payment_date, odd, months);
        let level = level_payment(amount, terms.sell_rate, months, first.charged);
        let plan = Plan::of(start, &terms, None);
        prop_assert_eq!(plan.first, first);
        let list = plan.installments(amount);
        let principal: Cents = list.iter().map(|month| month.principal).sum();
        prop_assert_eq!(principal, amount);
        prop_assert!(list.len() <= months as usize);
        for month in &list {
            prop_assert_eq!(month.payment, month.principal + month.interest);
            prop_assert!(month.number as usize == list.len() || month.payment == level);
        }
        prop_assert_eq!(list.last().map(|month| month.balance), Some(Cents::ZERO));
        let sums = plan.totals(amount, level);
        prop_assert_eq!(sums.payments as usize, list.len());
        prop_assert_eq!(sums.total, list.iter().map(|month| month.payment).sum::<Cents>());
        for pair in list.windows(2) {
            prop_assert!(pair[0].date < pair[1].date);
        }
    }

    /// A higher rate or amount never lowers the payment, a longer term never raises it; and the APR
    /// of the payments is the contract rate but for what rounding to cents does.
    #[test]
    fn payments_are_monotone_and_the_apr_is_the_rate(
        cents in 100_000i64..=20_000_000,
        parts in 10_000i64..=40_000_000,
        months in 6u32..=119,
    ) {
        let (amount, yearly) = (Cents::new(cents), Rate::new(parts));
        let level = level_payment(amount, yearly, months, REGULAR);
        prop_assert!(level_payment(amount + Cents::new(100), yearly, months, REGULAR) >= level);
        prop_assert!(level_payment(amount, Rate::new(parts + 10_000), months, REGULAR) >= level);
        prop_assert!(level_payment(amount, yearly, months + 1, REGULAR) <= level);
        let sums = plan(&finance(months, yearly)).totals(amount, level);
        let apr = loan_apr(amount, level, sums, REGULAR).expect("a rate");
        // Each month's interest is off by at most half a cent, on an average balance of half the amount.
        let slack = 12 * Rate::SCALE / cents + 2;
        prop_assert!((apr.get() - parts).abs() <= slack, "{} against {}", apr, yearly);
    }
}
