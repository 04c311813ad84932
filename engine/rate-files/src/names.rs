//! Names of places compared: the same place has one key in every spelling.

/// Letters and digits of a name, small, without what kind of place it is: `"ST. JOHNS COUNTY"` is `"stjohns"`.
#[must_use]
pub fn key(name: &str) -> String {
    let small = name.trim().to_lowercase();
    let mut name = small.as_str();
    for kind in [
        " county",
        " parish",
        " borough",
        " census area",
        " municipality",
    ] {
        name = name.strip_suffix(kind).unwrap_or(name).trim_end();
    }
    let rest = name.strip_prefix("saint ").map(|rest| format!("st {rest}"));
    rest.as_deref()
        .unwrap_or(name)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// A name in capitals as people write it: `"FEDERAL WAY"` is `"Federal Way"`.
pub fn titled(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut begins = true;
    name.chars()
        .map(|letter| {
            let shown = if begins {
                letter
            } else {
                letter.to_ascii_lowercase()
            };
            begins = !(letter.is_alphanumeric() || letter == '\'');
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{key, titled};

    #[test]
    fn spellings_of_one_place_have_one_key() {
        for other in ["ST. JOHNS COUNTY", "Saint Johns", "st johns county "] {
            assert_eq!(key(other), "stjohns", "{other}");
        }
        assert_ne!(key("Orange"), key("Osceola"));
        assert_eq!(titled("FEDERAL WAY"), "Federal Way");
        assert_eq!(titled("DeLand"), "DeLand");
    }
}
