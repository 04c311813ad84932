//! US telephone numbers: as people write them in, as E.164 out.

use thiserror::Error;

/// Why a text is no number that can be dialled in the North American plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    #[error("{0:?} cannot stand in a telephone number; write an extension into the notes")]
    Character(char),
    #[error("a US number has 10 digits with its area code; this has {0}")]
    Length(usize),
    #[error("only US and Canadian numbers are taken, with +1 or without")]
    Foreign,
    #[error("the area code {0} does not exist")]
    AreaCode(u16),
    #[error("no number begins with {0} after the area code")]
    Exchange(u16),
}

/// `(727) 555-0148`, `727.555.0148` and `1 727 555 0148` become `+17275550148`.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn e164(text: &str) -> Result<String, PhoneError> {
    let text = text.trim();
    let (international, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut digits = String::with_capacity(11);
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '(' | ')' | '-' | '.' | ' ' => {}
            other => return Err(PhoneError::Character(other)),
        }
    }
    let national = match (digits.len(), digits.strip_prefix('1')) {
        (11, Some(national)) => national,
        _ if international => return Err(PhoneError::Foreign),
        (10, _) => &digits,
        (count, _) => return Err(PhoneError::Length(count)),
    };
    let number: u64 = national
        .parse()
        .map_err(|_| PhoneError::Length(national.len()))?;
    let area = u16::try_from(number / 10_000_000).unwrap_or(0);
    let exchange = u16::try_from(number / 10_000 % 1_000).unwrap_or(0);
    if !begins_number(area) {
        return Err(PhoneError::AreaCode(area));
    }
    if !begins_number(exchange) {
        return Err(PhoneError::Exchange(exchange));
    }
    Ok(format!("+1{national}"))
}

/// Area codes and exchanges are 200 to 999 without the service codes that end in 11.
fn begins_number(code: u16) -> bool {
    code >= 200 && code % 100 != 11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_of_writing_is_one_number() {
        for written in [
            "(727) 555-0148",
            "727-555-0148",
            "727.555.0148",
            " 7275550148 ",
            "1 727 555 0148",
            "+1 (727) 555-0148",
        ] {
            assert_eq!(e164(written).as_deref(), Ok("+17275550148"), "{written}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_says_why() {
        for (written, why) in [
            ("", PhoneError::Length(0)),
            ("555-0148", PhoneError::Length(7)),
            ("727-555-01480", PhoneError::Length(11)),
            ("+44 20 7946 0958", PhoneError::Foreign),
            ("+7275550148", PhoneError::Foreign),
            ("727-555-0148 x12", PhoneError::Character('x')),
            ("127-555-0148", PhoneError::AreaCode(127)),
            ("911-555-0148", PhoneError::AreaCode(911)),
            ("727-155-0148", PhoneError::Exchange(155)),
            ("727-411-0148", PhoneError::Exchange(411)),
            ("٧٢٧٥٥٥٠١٤٨", PhoneError::Character('٧')),
        ] {
            assert_eq!(e164(written), Err(why), "{written}");
        }
    }
}
