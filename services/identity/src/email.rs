//! The e-mail address that a person signs in with: one per person over the whole system.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// An address in the form that is stored and compared: trimmed, normalised (NFKC), lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// The longest address that mail can carry (RFC 5321 §4.5.3.1.3, without the angle brackets).
pub const MAX_LENGTH: usize = 254;

impl Email {
    /// Reads an address; the error says what is wrong with it.
    ///
    /// # Errors
    /// When it could not be the address of a mailbox on the Internet.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let address: String = typed.trim().nfkc().flat_map(char::to_lowercase).collect();
        if address.len() > MAX_LENGTH {
            return Err("is longer than an e-mail address can be");
        }
        if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err("must not hold spaces");
        }
        let Some((mailbox, domain)) = address.rsplit_once('@') else {
            return Err("must be an e-mail address, name@example.com");
        };
        let mailbox_is_good = !mailbox.is_empty()
            && mailbox.len() <= 64
            && !mailbox.starts_with('.')
            && !mailbox.ends_with('.')
            && !mailbox.contains("..")
            && !mailbox.contains(['@', '"', '(', ')', ',', ':', ';', '<', '>', '[', ']', '\\']);
        if !mailbox_is_good {
            return Err("must have a mailbox name before the @");
        }
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_is_good = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        if !domain_is_good {
            return Err("must have a domain after the @, such as example.com");
        }
        Ok(Self(address))
    }

    /// An address that was parsed before it was stored.
    #[must_use]
    pub fn stored(address: String) -> Self {
        Self(address)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_types_one_address_in_many_ways() {
        for typed in [
            "maria@harbor.example",
            " Maria@Harbor.Example ",
            "MARIA@HARBOR.EXAMPLE",
        ] {
            assert_eq!(
                Email::parse(typed).unwrap().as_str(),
                "maria@harbor.example"
            );
        }
        assert_eq!(
            Email::parse("o'brien+desk@sub.harbor.example")
                .unwrap()
                .as_str(),
            "o'brien+desk@sub.harbor.example"
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "",
            "maria",
            "@harbor.example",
            "maria@",
            "maria@localhost",
            "ma ria@harbor.example",
            "a@b@harbor.example",
            "maria@harbor..example",
            "maria@-harbor.example",
            ".maria@harbor.example",
            "ma..ria@harbor.example",
            "maria@harbor_example.com",
            "<maria@harbor.example>",
            "maria\u{0}@harbor.example",
        ] {
            assert!(Email::parse(typed).is_err(), "{typed:?}");
        }
        let long = format!("maria@{}.example", "harbor.".repeat(40));
        assert!(Email::parse(&long).is_err());
    }
}
