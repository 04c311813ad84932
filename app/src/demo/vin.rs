//! Valid vehicle identification numbers for the demo's stock (49 CFR 565: check digit, model year).

const YEAR_CODES: &[u8] = b"ABCDEFGHJKLMNPRSTVWXY123456789";
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// A VIN from the maker's code (3), vehicle attributes (5), model year, plant and serial number. The
/// seventh character of a car of 2010 or later is a letter, so `attributes` must end in letter and any.
pub fn build(maker: &str, attributes: &str, model_year: u16, plant: char, serial: u32) -> String {
    let code = YEAR_CODES[usize::from(model_year - 1980) % YEAR_CODES.len()] as char;
    let draft = format!("{maker}{attributes}0{code}{plant}{serial:06}");
    let sum: u32 = draft
        .bytes()
        .zip(WEIGHTS)
        .map(|(byte, weight)| value(byte) * weight)
        .sum();
    let check = match sum % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    format!("{}{check}{}", &draft[..8], &draft[9..])
}

/// The number that 49 CFR 565.15 gives a character.
fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'H' => u32::from(byte - b'A') + 1,
        b'J'..=b'R' => u32::from(byte - b'J') + 1,
        b'S'..=b'Z' => u32::from(byte - b'S') + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::build;

    #[test]
    fn check_digit_of_the_regulations_own_sample() {
        // 1G4AH59H45G118341 is the sample of 49 CFR 565.15; its year code 5 stands for 2005.
        assert_eq!(
            build("1G4", "AH59H", 2005, 'G', 118_341),
            "1G4AH59H45G118341"
        );
        // 5GZCZ43D13S812715 is a 2003 Saturn Vue.
        assert_eq!(
            build("5GZ", "CZ43D", 2003, 'S', 812_715),
            "5GZCZ43D13S812715"
        );
    }
}
