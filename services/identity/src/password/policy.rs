//! Which passwords are good enough, after NIST SP 800-63B-4 §3.1.1: length and a list of what is guessed first, no
//! rules about kinds of characters.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;

use super::common;

/// The least number of characters where the password alone opens the account.
pub const MIN_LENGTH: usize = 15;
/// The least number where a second factor is asked for as well.
pub const MIN_LENGTH_WITH_SECOND_FACTOR: usize = 8;
/// The most characters; far above what people type, and a bound on the work of a hash.
pub const MAX_LENGTH: usize = 128;

/// Own words of three letters are parts of too many others to count.
const SHORTEST_OWN_WORD: usize = 4;
/// What must remain of a password when the words that an attacker tries first are taken out of it.
const REMAINDER_BESIDE_OWN_WORDS: usize = 8;
const REMAINDER_BESIDE_COMMON: usize = 4;

/// A password as it is compared and hashed: Unicode normalised (NFC), so that the same keys give the same password on
/// every machine.
pub struct Password(SecretString);

impl Password {
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(typed.nfc().collect::<String>().into())
    }

    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Characters (Unicode code points), as the standard counts.
    #[must_use]
    pub fn length(&self) -> usize {
        self.expose().chars().count()
    }

    /// Whether it is long enough to open an account alone.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        self.length() >= MIN_LENGTH
    }

    /// Why it is refused; all reasons at once. `own_words` are the person's and the store's: names, e-mail address.
    #[must_use]
    pub fn refusals(&self, second_factor: bool, own_words: &[&str]) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let least = if second_factor {
            MIN_LENGTH_WITH_SECOND_FACTOR
        } else {
            MIN_LENGTH
        };
        let length = self.length();
        if length < least {
            refusals.push(Refusal::TooShort { least });
        }
        if length > MAX_LENGTH {
            return vec![Refusal::TooLong];
        }
        if self.expose().chars().any(char::is_control) {
            refusals.push(Refusal::ControlCharacter);
        }
        let folded = fold(self.expose());
        if common::is_pattern(&folded) {
            refusals.push(Refusal::Pattern);
        } else if is_common(&folded) {
            refusals.push(Refusal::Common);
        } else if is_own(&folded, own_words) {
            refusals.push(Refusal::OwnWords);
        }
        refusals
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TooShort { least: usize },
    TooLong,
    ControlCharacter,
    Common,
    Pattern,
    OwnWords,
}

impl Refusal {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::ControlCharacter => "password_control_character",
            Self::Common => "password_common",
            Self::Pattern => "password_pattern",
            Self::OwnWords => "password_own_words",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { least } => write!(
                out,
                "must have at least {least} characters; a few unrelated words do well"
            ),
            Self::TooLong => write!(out, "must have at most {MAX_LENGTH} characters"),
            Self::ControlCharacter => {
                out.write_str("must not hold control characters such as tab or line break")
            }
            Self::Common => {
                out.write_str("is among the passwords that are tried first, or made of them")
            }
            Self::Pattern => out.write_str("is a repetition or a row of keys"),
            Self::OwnWords => {
                out.write_str("is little more than a name, the e-mail address or the dealership")
            }
        }
    }
}

/// Lower case, usual disguises undone (`p@ssw0rd` → `password`), everything but letters and digits left out. Each kind
/// of disguise that could stand for two letters goes to the likelier.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            '@' => Some('a'),
            '$' => Some('s'),
            '!' => Some('i'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// Digits that stand for letters. Kept apart from `fold`, since a year must stay a year.
fn undisguise(folded: &str) -> String {
    folded
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            c => c,
        })
        .collect()
}

/// A common password, perhaps twice, with a few characters around it.
fn is_common(folded: &str) -> bool {
    [folded.to_owned(), undisguise(folded)].iter().any(|text| {
        let mut rest = text.clone();
        let mut taken = 0;
        while taken < 2 {
            let Some(word) = common::longest_in(&rest) else {
                break;
            };
            rest = rest.replacen(word, "", 1);
            taken += 1;
        }
        taken > 0 && rest.chars().count() < REMAINDER_BESIDE_COMMON
    })
}

fn is_own(folded: &str, own_words: &[&str]) -> bool {
    let mut words: Vec<String> = own_words
        .iter()
        .chain(&["autolytiq", "dealership", "dealer", "motors"])
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(fold)
        .filter(|word| word.chars().count() >= SHORTEST_OWN_WORD)
        .collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    [folded.to_owned(), undisguise(folded)].iter().any(|text| {
        let rest = words
            .iter()
            .fold(text.clone(), |rest, word| rest.replace(word.as_str(), ""));
        rest.len() < text.len() && rest.chars().count() < REMAINDER_BESIDE_OWN_WORDS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &[&str] = &[
        "Maria Lopez",
        "maria.lopez@harbormotors.example",
        "Harbor Motors",
    ];

    fn refused(typed: &str) -> Vec<Refusal> {
        Password::new(typed).refusals(false, OWN)
    }

    #[test]
    fn length_is_the_rule_and_counts_characters() {
        assert_eq!(refused("kettle violin"), [Refusal::TooShort { least: 15 }]);
        assert_eq!(refused("kettle violin 9"), []);
        assert_eq!(Password::new("k3ttle v").refusals(true, OWN), []);
        assert_eq!(
            Password::new("k3ttle ").refusals(true, OWN),
            [Refusal::TooShort { least: 8 }]
        );
        // Fifteen characters, more bytes.
        assert_eq!(refused("čaj и баранка 茶"), []);
        // Different words, no repetition: 128 characters are taken, 129 are not.
        let long: String = ('\u{4e00}'..).take(128).collect();
        assert_eq!(refused(&long), []);
        let longer: String = ('\u{4e00}'..).take(129).collect();
        assert_eq!(refused(&longer), [Refusal::TooLong]);
    }

    #[test]
    fn no_kinds_of_characters_are_asked_for() {
        assert_eq!(refused("lantern gravel thimble"), []);
        assert_eq!(refused("          lantern gravel"), []);
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_password() {
        assert_eq!(
            Password::new("caf\u{e9} gravel lantern").expose(),
            Password::new("cafe\u{301} gravel lantern").expose()
        );
    }

    #[test]
    fn what_is_guessed_first_is_refused_however_it_is_dressed() {
        for typed in [
            "passwordpassword",
            "PasswordPassword1",
            "P@ssw0rdP@ssw0rd!",
            "letmein-letmein-1",
            "iloveyou-iloveyou",
            "Welcome Welcome 12",
        ] {
            assert!(
                refused(typed).contains(&Refusal::Common),
                "{typed} gave {:?}",
                refused(typed)
            );
        }
        let with_factor = |typed: &str| Password::new(typed).refusals(true, OWN);
        for typed in [
            "password",
            "Passw0rd",
            "iloveyou",
            "sunshine1",
            "football!!",
        ] {
            assert_eq!(with_factor(typed), [Refusal::Common], "{typed}");
        }
    }

    #[test]
    fn repetitions_and_rows_of_keys_are_refused() {
        for typed in [
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "1234567890123456",
            "abcdefghijklmnopq",
            "zyxwvutsrqponmlkji",
            "qwertyuiopasdfgh",
            "1q2w3e4r5t6y7u8i",
        ] {
            assert_eq!(refused(typed), [Refusal::Pattern], "{typed}");
        }
    }

    #[test]
    fn own_names_are_not_a_password() {
        for typed in [
            "maria.lopez.2026",
            "Harbor-Motors-2026",
            "HarborMotors!Maria",
            "L0pez.maria.h4rbor",
            "Autolytiq 2026 !!",
        ] {
            assert!(
                refused(typed).contains(&Refusal::OwnWords),
                "{typed} gave {:?}",
                refused(typed)
            );
        }
        assert_eq!(refused("the harbor freezes in june"), []);
    }

    #[test]
    fn control_characters_are_named() {
        assert_eq!(
            refused("lantern\tgravel thimble"),
            [Refusal::ControlCharacter]
        );
    }

    #[test]
    fn a_password_never_shows_in_debug() {
        assert_eq!(
            format!("{:?}", Password::new("lantern gravel")),
            "Password(…)"
        );
    }
}
