//! Decimal text to scaled integers and back, without a float in between.

/// Why a text is not an amount or a rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error("is not a decimal number such as \"35000.00\"")]
    NotDecimal,
    #[error("has more than {0} decimals")]
    TooManyDecimals(u32),
    #[error("is larger than this system can hold")]
    TooLarge,
}

/// Parses `[-]digits[.digits]` into an integer scaled by `10^scale`.
pub(crate) fn parse(text: &str, scale: u32) -> Result<i64, DecimalError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut value = Some(0i64);
    let (mut whole, mut decimals) = (0u32, None);
    for byte in digits.bytes() {
        match (byte, &mut decimals) {
            (b'0'..=b'9', counted) => {
                value = value
                    .and_then(|value| value.checked_mul(10))
                    .and_then(|value| value.checked_add(i64::from(byte - b'0')));
                match counted {
                    Some(count) => *count += 1,
                    None => whole += 1,
                }
            }
            (b'.', None) => decimals = Some(0),
            _ => return Err(DecimalError::NotDecimal),
        }
    }
    if whole == 0 || decimals == Some(0) {
        return Err(DecimalError::NotDecimal);
    }
    let missing = scale
        .checked_sub(decimals.unwrap_or(0))
        .ok_or(DecimalError::TooManyDecimals(scale))?;
    let value = value
        .and_then(|value| value.checked_mul(10i64.pow(missing)))
        .ok_or(DecimalError::TooLarge)?;
    Ok(if negative { -value } else { value })
}

/// Prints a whole number of hundredths with both decimals, two digits at a time.
pub(crate) fn print_hundredths(value: i64, out: &mut String) {
    let mut text = [b'0'; 24];
    let mut rest = value.unsigned_abs();
    let mut at = text.len();
    let mut pair = |at: usize, number: u64| {
        let number = u8::try_from(number).unwrap_or(0);
        text[at] = b'0' + number / 10;
        text[at + 1] = b'0' + number % 10;
    };
    at -= 2;
    pair(at, rest % 100);
    rest /= 100;
    at -= 1;
    let point = at;
    loop {
        at -= 2;
        pair(at, rest % 100);
        rest /= 100;
        if rest == 0 {
            break;
        }
    }
    text[point] = b'.';
    // Of the first two digits the first may stand for nothing.
    if text[at] == b'0' {
        at += 1;
    }
    if value < 0 {
        at -= 1;
        text[at] = b'-';
    }
    out.push_str(std::str::from_utf8(&text[at..]).unwrap_or_default());
}

/// Prints an integer scaled by `10^scale`, keeping at least `shortest` decimals and dropping
/// trailing zeros beyond them.
pub(crate) fn print(value: i64, scale: usize, shortest: usize, out: &mut String) {
    // Sign, 19 digits and the point.
    let mut text = [b'0'; 24];
    let mut at = text.len();
    let mut rest = value.unsigned_abs();
    let mut decimals = scale;
    // A zero that nothing stands behind is dropped.
    let mut kept = false;
    loop {
        let digit = u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if decimals > 0 {
            kept |= digit != 0 || decimals <= shortest;
            if kept {
                at -= 1;
                text[at] = b'0' + digit;
            }
            decimals -= 1;
            if decimals == 0 && kept {
                at -= 1;
                text[at] = b'.';
            }
            continue;
        }
        at -= 1;
        text[at] = b'0' + digit;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        text[at] = b'-';
    }
    out.push_str(std::str::from_utf8(&text[at..]).unwrap_or_default());
}
