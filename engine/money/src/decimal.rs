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
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return Err(DecimalError::NotDecimal),
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(DecimalError::NotDecimal);
    }
    if fraction.len() > scale as usize {
        return Err(DecimalError::TooManyDecimals(scale));
    }
    let mut value: i64 = 0;
    let padding = std::iter::repeat_n(b'0', scale as usize - fraction.len());
    for byte in whole.bytes().chain(fraction.bytes()).chain(padding) {
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(byte - b'0')))
            .ok_or(DecimalError::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Prints an integer scaled by `10^scale`, keeping at least `shortest` decimals and dropping
/// trailing zeros beyond them.
pub(crate) fn print(value: i64, scale: usize, shortest: usize, out: &mut String) {
    let mut digits = [b'0'; 24];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    let mut written = 0;
    while rest > 0 || written <= scale {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        written += 1;
    }
    let mut end = digits.len();
    while end > digits.len() - scale + shortest && digits[end - 1] == b'0' {
        end -= 1;
    }
    if value < 0 {
        out.push('-');
    }
    let point = digits.len() - scale;
    let ascii = |range: &[u8], out: &mut String| out.extend(range.iter().map(|byte| *byte as char));
    ascii(&digits[at..point], out);
    if end > point {
        out.push('.');
        ascii(&digits[point..end], out);
    }
}
