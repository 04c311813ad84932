//! Amounts, rates and rounding, with expectations worked by hand.

use money::{Cents, DecimalError, Rate, Rounding};
use proptest::prelude::*;

fn cents(text: &str) -> Cents {
    text.parse().unwrap()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

#[test]
fn text_is_read_exactly() {
    assert_eq!(cents("35000.00"), Cents::dollars(35_000));
    assert_eq!(cents("0.1"), Cents::new(10));
    assert_eq!(cents("-12.05"), Cents::new(-1205));
    assert_eq!(
        "1.234".parse::<Cents>(),
        Err(DecimalError::TooManyDecimals(2))
    );
    for wrong in [
        "", "-", ".5", "5.", "1,000", "1e3", "+1", " 1", "NaN", "--1", "0x1",
    ] {
        assert_eq!(
            wrong.parse::<Cents>(),
            Err(DecimalError::NotDecimal),
            "{wrong:?}"
        );
    }
    assert_eq!(
        "99999999999999999999".parse::<Cents>(),
        Err(DecimalError::TooLarge)
    );
}

#[test]
fn text_is_written_with_two_places() {
    for text in [
        "0.00", "0.05", "-0.05", "9.99", "10.00", "12.30", "-1205.99", "35000.00",
    ] {
        assert_eq!(cents(text).to_string(), text);
    }
    // The ends of 64 bits.
    let ends = [i64::MIN, i64::MAX].map(|end| Cents::new(end).to_text());
    assert_eq!(ends, ["-92233720368547758.08", "92233720368547758.07"]);
    for text in ["0", "1", "0.0625", "0.00195", "-0.005", "0.12345678"] {
        assert_eq!(rate(text).to_string(), text);
    }
    assert_eq!(rate("0.0625").to_percent_text(), "6.25");
    assert_eq!(rate("0.1").to_percent_text(), "10");
}

#[test]
fn json_takes_strings_and_exact_numbers() {
    let read = |json: &str| serde_json::from_str::<Cents>(json).map_err(|error| error.to_string());
    assert_eq!(read("\"35000.00\""), Ok(Cents::dollars(35_000)));
    assert_eq!(read("35000.1"), Ok(Cents::new(3_500_010)));
    assert_eq!(read("7"), Ok(Cents::dollars(7)));
    for wrong in ["1.234", "1e3", "true", "null", "[]", "\"\"", "\"1\\u0030\""] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    // 0.1 + 0.2 as floats is not 0.3; as text it is.
    assert_eq!(
        read("0.1").unwrap() + read("0.2").unwrap(),
        read("0.3").unwrap()
    );
    assert_eq!(serde_json::to_string(&Cents::new(-5)).unwrap(), "\"-0.05\"");
    let through_value: Cents = serde_json::from_value(serde_json::json!("12.50")).unwrap();
    assert_eq!(through_value, Cents::new(1250));
}

#[test]
fn rounding_says_what_becomes_of_half_a_cent() {
    // 0.50 × 0.01 = half a cent; 1.50 × 0.01 = one and a half.
    let table = [
        (Rounding::HalfUp, 1, 2, -1),
        (Rounding::HalfEven, 0, 2, 0),
        (Rounding::Up, 1, 2, -1),
        (Rounding::Down, 0, 1, 0),
    ];
    for (rounding, half, one_and_half, minus_half) in table {
        let one_percent = rate("0.01");
        assert_eq!(cents("0.50").times(one_percent, rounding).get(), half);
        assert_eq!(
            cents("1.50").times(one_percent, rounding).get(),
            one_and_half
        );
        assert_eq!(
            cents("-0.50").times(one_percent, rounding).get(),
            minus_half
        );
    }
    // 28,113.00 at 6 % (Florida): 1,686.78.
    assert_eq!(
        cents("28113").times(rate("0.06"), Rounding::HalfUp),
        cents("1686.78")
    );
}

proptest! {
    #[test]
    fn every_amount_survives_its_text(value in any::<i32>()) {
        let amount = Cents::new(i64::from(value));
        prop_assert_eq!(amount.to_string().parse::<Cents>(), Ok(amount));
        let rate = Rate::new(i64::from(value));
        prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
    }

    #[test]
    fn half_up_is_within_half_a_cent(amount in -1_000_000_000i64..1_000_000_000, parts in 0i64..Rate::SCALE) {
        let rounded = Cents::new(amount).times(Rate::new(parts), Rounding::HalfUp).get();
        let exact_error = i128::from(amount) * i128::from(parts) - i128::from(rounded) * i128::from(Rate::SCALE);
        prop_assert!(exact_error.abs() * 2 <= i128::from(Rate::SCALE));
    }
}
