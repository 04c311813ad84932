//! The published examples of Regulation Z, 12 CFR 1026, Appendix J (c)(1) to (5): the time counted
//! from the dates and the APR solved from the payments.

use desk::{Flow, UnitPeriod, When, apr};
use money::{Cents, Rounding};
use tax::Date;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

/// The APR in percent with two decimals, as printed.
fn percent(advance: &str, payments: &[Flow], per_year: (u32, u32)) -> String {
    let advances = [Flow::once(money(advance), When::START)];
    let exact = apr(&advances, payments, per_year).expect("a rate");
    let hundredths = Cents::new(exact.get()).ratio(1, 10_000, Rounding::HalfUp);
    hundredths.to_text()
}

/// A first payment that may differ, level ones, a last one that may differ.
fn payments(first: Option<&str>, level: (u32, &str), last: Option<&str>, at: When) -> Vec<Flow> {
    let later = |periods: u32| When {
        periods: at.periods + periods,
        ..at
    };
    let mut flows = Vec::new();
    let mut number = 0;
    if let Some(first) = first {
        flows.push(Flow::once(money(first), at));
        number = 1;
    }
    flows.push(Flow::run(money(level.1), level.0, later(number)));
    number += level.0;
    if let Some(last) = last {
        flows.push(Flow::once(money(last), later(number)));
    }
    flows
}

struct Example {
    id: &'static str,
    advance: &'static str,
    first: Option<&'static str>,
    level: (u32, &'static str),
    last: Option<&'static str>,
    unit: UnitPeriod,
    start: &'static str,
    first_payment: &'static str,
    time: When,
    apr: &'static str,
}

const EXAMPLES: [Example; 13] = [
    Example {
        id: "(1)(i)",
        advance: "5000",
        first: None,
        level: (24, "230"),
        last: None,
        unit: UnitPeriod::Months(1),
        start: "1978-01-10",
        first_payment: "1978-02-10",
        time: When::odd(1, 0, 30),
        apr: "9.69",
    },
    Example {
        id: "(1)(ii)",
        advance: "6000",
        first: None,
        level: (36, "200"),
        last: None,
        unit: UnitPeriod::Months(1),
        start: "1978-02-10",
        first_payment: "1978-04-01",
        time: When::odd(1, 19, 30),
        apr: "11.82",
    },
    Example {
        id: "(1)(iii)",
        advance: "5000",
        first: None,
        level: (24, "219.17"),
        last: None,
        unit: UnitPeriod::SemiMonth,
        start: "1978-02-23",
        first_payment: "1978-03-01",
        time: When::odd(0, 6, 15),
        apr: "10.34",
    },
    Example {
        id: "(1)(iv)",
        advance: "10000",
        first: None,
        level: (40, "385"),
        last: None,
        unit: UnitPeriod::Months(3),
        start: "1978-05-23",
        first_payment: "1978-10-01",
        time: When::odd(1, 39, 90),
        apr: "8.97",
    },
    Example {
        id: "(1)(v)",
        advance: "500",
        first: None,
        level: (30, "17.60"),
        last: None,
        unit: UnitPeriod::Weeks(1),
        start: "1978-03-20",
        first_payment: "1978-04-21",
        time: When::odd(4, 4, 7),
        apr: "14.96",
    },
    Example {
        id: "(2)(i)",
        advance: "5000",
        first: Some("250"),
        level: (23, "230"),
        last: None,
        unit: UnitPeriod::Months(1),
        start: "1978-01-10",
        first_payment: "1978-02-10",
        time: When::odd(1, 0, 30),
        apr: "10.08",
    },
    Example {
        id: "(2)(ii)",
        advance: "400",
        first: Some("39.50"),
        level: (11, "38.31"),
        last: None,
        unit: UnitPeriod::Weeks(4),
        start: "1978-03-18",
        first_payment: "1978-04-20",
        time: When::odd(1, 5, 28),
        apr: "28.50",
    },
    Example {
        id: "(3)(i)",
        advance: "5000",
        first: None,
        level: (23, "230"),
        last: Some("280"),
        unit: UnitPeriod::Months(1),
        start: "1978-01-10",
        first_payment: "1978-02-10",
        time: When::odd(1, 0, 30),
        apr: "10.50",
    },
    Example {
        id: "(3)(ii)",
        advance: "200",
        first: None,
        level: (19, "9.50"),
        last: Some("30"),
        unit: UnitPeriod::Weeks(2),
        start: "1978-04-03",
        first_payment: "1978-04-11",
        time: When::odd(0, 8, 14),
        apr: "12.22",
    },
    Example {
        id: "(4)(i)",
        advance: "5000",
        first: Some("250"),
        level: (22, "230"),
        last: Some("280"),
        unit: UnitPeriod::Months(1),
        start: "1978-01-10",
        first_payment: "1978-02-10",
        time: When::odd(1, 0, 30),
        apr: "10.90",
    },
    Example {
        id: "(4)(ii)",
        advance: "8000",
        first: Some("449.36"),
        level: (18, "465"),
        last: Some("200"),
        unit: UnitPeriod::Months(2),
        start: "1978-01-10",
        first_payment: "1978-03-01",
        time: When::odd(0, 52, 60),
        apr: "7.30",
    },
    Example {
        id: "(5)(iii)",
        advance: "1000",
        first: None,
        level: (1, "1135.19"),
        last: None,
        unit: UnitPeriod::Months(12),
        start: "1978-01-17",
        first_payment: "1979-07-17",
        time: When::odd(1, 6, 12),
        apr: "8.76",
    },
    Example {
        id: "(5)(iv)",
        advance: "1000",
        first: None,
        level: (1, "1240"),
        last: None,
        unit: UnitPeriod::Months(12),
        start: "1978-01-17",
        first_payment: "1980-01-17",
        time: When::odd(2, 0, 12),
        apr: "11.36",
    },
];

#[test]
fn the_published_examples_come_out() {
    for example in EXAMPLES {
        let time = example
            .unit
            .count_back(date(example.start), date(example.first_payment));
        assert_eq!(time, example.time, "{}", example.id);
        let flows = payments(example.first, example.level, example.last, time);
        let apr = percent(example.advance, &flows, example.unit.per_year());
        assert_eq!(apr, example.apr, "{}", example.id);
    }
}

/// (5)(i) and (ii): one payment, so that the term itself is the unit-period.
#[test]
fn the_term_of_a_single_payment_is_the_unit_period() {
    let (start, due) = (date("1978-01-03"), date("1978-09-15"));
    let days = u32::try_from(start.days_between(due)).expect("later");
    assert_eq!(days, 255);
    let once = [Flow::once(money("1080"), When::after(1))];
    assert_eq!(
        percent("1000", &once, UnitPeriod::Days(days).per_year()),
        "11.45"
    );

    let half_year = UnitPeriod::Months(6);
    let time = half_year.count_back(date("1978-07-15"), date("1979-01-15"));
    assert_eq!((time.periods, time.odd.0), (1, 0));
    let once = [Flow::once(money("1044"), time)];
    assert_eq!(percent("1000", &once, half_year.per_year()), "8.80");
}

/// Sample form H-10 of the regulation: 35 payments and a last one of two cents more.
#[test]
fn sample_form_h_10() {
    let flows = payments(None, (35, "211.23"), Some("211.25"), When::after(1));
    assert_eq!(percent("6107.50", &flows, (12, 1)), "14.84");
}

#[test]
fn no_charge_is_no_rate_and_less_than_the_advance_has_none() {
    let advance = [Flow::once(money("1200"), When::START)];
    let same = [Flow::run(money("100"), 12, When::after(1))];
    assert_eq!(
        apr(&advance, &same, (12, 1)).map(|rate| rate.get()),
        Some(0)
    );
    let less = [Flow::run(money("99.99"), 12, When::after(1))];
    assert_eq!(apr(&advance, &less, (12, 1)), None);
    assert_eq!(apr(&[], &same, (12, 1)), None);
    let at_once = [Flow::once(money("2000"), When::START)];
    assert_eq!(apr(&advance, &at_once, (12, 1)), None);
}

/// Two advances half a term apart at a known rate: 1,000 now and 1,000 after six months at 1 % a
/// month are worth 2,187.3402 after twelve (1.01^12 + 1.01^6, by hand).
#[test]
fn several_advances_enter_at_their_own_time() {
    let advances = [
        Flow::once(money("1000"), When::START),
        Flow::once(money("1000"), When::after(6)),
    ];
    let payment = [Flow::once(money("2188.35"), When::after(12))];
    let exact = apr(&advances, &payment, (12, 1)).expect("a rate");
    // 1126.825 + 1061.520 = 2188.345; half a cent more over nine months' average is far under 0.01 %.
    let points = Cents::new(exact.get()).ratio(1, 10_000, Rounding::HalfUp);
    assert_eq!(points.to_text(), "12.00");
}

/// A month that has no 31st ends on its last day, from either end.
#[test]
fn month_ends_stand_for_missing_days() {
    let month = UnitPeriod::Months(1);
    let regular = When::odd(1, 0, 30);
    for (start, first) in [
        ("2026-01-31", "2026-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2026-02-28", "2026-03-28"),
        ("2026-03-31", "2026-04-30"),
    ] {
        assert_eq!(
            month.count_back(date(start), date(first)),
            regular,
            "{start}"
        );
    }
    // Back from March 31 the month before ends on February 28, three days after the 25th.
    let time = month.count_back(date("2026-02-25"), date("2026-03-31"));
    assert_eq!(time, When::odd(1, 3, 30));
    let time = month.count_back(date("2026-11-21"), date("2026-12-05"));
    assert_eq!(time, When::odd(0, 14, 30));
}
