//! Deal numbers: one unbroken run per rooftop, written with the rooftop's prefix, `HM-1042`.

/// The first number of a rooftop; four digits from the start, so that a list lines up.
pub const FIRST: i64 = 1001;

/// The number as people say it.
#[must_use]
pub fn written(prefix: &str, number: i64) -> String {
    if prefix.is_empty() {
        number.to_string()
    } else {
        format!("{prefix}-{number}")
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_written_with_the_prefix_of_the_rooftop() {
        assert_eq!(super::written("HM", 1042), "HM-1042");
        assert_eq!(super::written("", 1001), "1001");
    }
}
