//! Amounts as a person reads them.

use money::Cents;

/// Dollars as a person reads them: `$2,500` or `$604.47`.
pub fn dollars(amount: Cents) -> String {
    let text = amount.abs().to_text();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::from(if amount.is_negative() { "−$" } else { "$" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if cents != "00" {
        out.push('.');
        out.push_str(cents);
    }
    out
}
