//! What a VIN says without a network, held against published numbers (49 CFR 565, NHTSA, known vehicles).

use inventory::vin::{Vin, VinFault, decode};
use inventory::wmi::VehicleType;

/// The newest model year on sale in the autumn of 2026.
const LATEST: u16 = 2027;

#[test]
fn good_numbers_tell_year_maker_and_country() {
    use VehicleType::{Bus, Multipurpose, PassengerCar};
    let facts = [
        (
            "1G4AH59H45G118341",
            2005,
            None,
            Some(("Buick", PassengerCar, "US")),
        ),
        (
            "1HGCM82633A004352",
            2003,
            None,
            Some(("Honda", PassengerCar, "US")),
        ),
        (
            "5GZCZ43D13S812715",
            2003,
            None,
            Some(("Saturn", Multipurpose, "US")),
        ),
        (
            "WP0AF2A99KS165242",
            2019,
            None,
            Some(("Porsche", PassengerCar, "DE")),
        ),
        (
            "19UDE2F31MA000428",
            2021,
            None,
            Some(("Acura", PassengerCar, "US")),
        ),
        (
            "2G4WF52L6S1472882",
            1995,
            None,
            Some(("Buick", PassengerCar, "CA")),
        ),
        // A bus: position 7 does not tell the thirty years apart.
        (
            "1M8GDM9AXKP042788",
            2019,
            Some(1989),
            Some(("Motor Coach Industries", Bus, "US")),
        ),
        // Nobody's identifiers, with a right check digit.
        ("11111111111111111", 2001, None, None),
        ("1J9RP1A36A1644345", 2010, Some(1980), None),
    ];
    for (vin, year, or, maker) in facts {
        let told = decode(vin, LATEST);
        assert!(told.valid, "{vin}: {:?}", told.faults);
        assert_eq!(
            (told.model_year, told.model_year_or),
            (Some(year), or),
            "{vin}"
        );
        match maker {
            None => assert_eq!(told.wmi, None, "{vin}"),
            Some((make, kind, country)) => {
                assert_eq!(told.makes, [make], "{vin}");
                assert_eq!(told.vehicle_type, Some(kind), "{vin}");
                assert_eq!(told.country, Some(country), "{vin}");
                assert_eq!(told.wmi, Some(&vin[..3]), "{vin}");
            }
        }
    }
}

#[test]
fn a_wrong_check_digit_is_named_with_the_right_one() {
    let told = decode("5YJ3E1EA7JF000316", LATEST);
    assert!(!told.valid);
    assert_eq!(told.faults.len(), 1);
    assert_eq!(told.faults[0].position, Some(9));
    assert_eq!(told.faults[0].expected, Some('2'));
    let text = "Position 9 should be 2 for this VIN. Check the marked character.";
    assert_eq!(told.faults[0].detail, text);
    // What can be read is read all the same.
    assert_eq!(told.makes, ["Tesla"]);
    assert_eq!(told.model_year, Some(2018));
}

#[test]
fn any_one_character_of_another_value_breaks_the_check() {
    // Characters of the same value (A, J and 1, …) cannot be told apart by the sum.
    let same = [
        "1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ", "0",
    ];
    for vin in [
        "1M8GDM9AXKP042788",
        "1G4AH59H45G118341",
        "WP0AF2A99KS165242",
    ] {
        for at in (0..17).filter(|at| *at != 8) {
            let was = &vin[at..=at];
            for other in same.iter().filter(|group| !group.contains(was)) {
                let changed = format!("{}{}{}", &vin[..at], &other[..1], &vin[at + 1..]);
                let faults = Vin::read(&changed).expect_err(&changed);
                assert!(
                    matches!(faults[0], VinFault::CheckDigit { .. }),
                    "{changed}: {faults:?}"
                );
            }
        }
    }
}

#[test]
fn illegal_characters_are_named_by_position_all_at_once() {
    let faults = Vin::read("1HGCM8263OA0O4352").expect_err("two letters O");
    let at = |position| VinFault::Character {
        position,
        found: 'O',
    };
    assert_eq!(faults, [at(10), at(13)]);
    assert_eq!(
        faults[0].to_string(),
        "Position 10 cannot be I, O or Q: look for 1 or 0 there."
    );
    for (vin, position, found) in [
        ("1HGCM8263*A004352", 10, '*'),
        ("IHGCM82633A004352", 1, 'I'),
        ("1HGCM82633A00435Q", 17, 'Q'),
    ] {
        assert_eq!(
            Vin::read(vin),
            Err(vec![VinFault::Character { position, found }]),
            "{vin}"
        );
    }
}

#[test]
fn a_number_of_another_length_is_no_vin() {
    for (vin, found) in [
        ("", 0),
        ("1HGCM82633A00435", 16),
        ("1HGCM82633A0043522", 18),
    ] {
        assert_eq!(
            Vin::read(vin),
            Err(vec![VinFault::Length { found }]),
            "{vin}"
        );
        assert_eq!(decode(vin, LATEST).model_year, None);
    }
}

#[test]
fn the_year_code_is_no_u_z_or_0() {
    // Of the eleven check digits one is right for each code; only the year is then wrong.
    for code in ['U', 'Z', '0'] {
        let faults = "0123456789X"
            .chars()
            .find_map(|check| {
                let vin = format!("1HGCM826{check}{code}A004352");
                let faults = Vin::read(&vin).expect_err("no such year");
                (!faults
                    .iter()
                    .any(|fault| matches!(fault, VinFault::CheckDigit { .. })))
                .then_some(faults)
            })
            .expect("one check digit is right");
        assert_eq!(faults, [VinFault::YearCode { found: code }]);
    }
}

#[test]
fn blanks_hyphens_and_small_letters_are_a_matter_of_writing() {
    assert_eq!(
        decode(" 1hgcm-82633 a004352 ", LATEST).vin,
        "1HGCM82633A004352"
    );
    assert!(decode("1hgcm82633a004352", LATEST).valid);
}

#[test]
fn a_small_maker_is_told_by_positions_12_to_14() {
    // 1B9794 is Billy's Hot Rod Cycles in vPIC; the third character 9 asks for the second half.
    let told = decode("1B900000000794001", LATEST);
    assert_eq!(told.wmi, Some("1B9794"));
    assert_eq!(told.makes, ["Billy's Hot Rod Cycles"]);
    assert_eq!(told.vehicle_type, Some(VehicleType::Motorcycle));
}
