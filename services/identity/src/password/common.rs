//! What attackers try first: a list of our own of common passwords, and the patterns no list can hold.

use std::sync::LazyLock;

/// One a line, lower case, letters and digits only, as `fold` leaves them.
static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<_> = include_str!("common.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words
});

/// Rows that fingers walk, and the order of letters and digits.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "q1w2e3r4t5y6u7i8o9p0",
];

/// The longest common password inside a folded text.
pub fn longest_in(folded: &str) -> Option<&'static str> {
    COMMON.iter().copied().find(|word| folded.contains(word))
}

/// A short piece repeated, or mostly a walk along a row.
pub fn is_pattern(folded: &str) -> bool {
    let characters: Vec<char> = folded.chars().collect();
    !characters.is_empty() && (repeats(&characters) || walks(&characters))
}

/// Whether a piece of up to five characters, repeated (the last time perhaps cut), makes the whole.
fn repeats(characters: &[char]) -> bool {
    let longest = 5.min(characters.len() / 2);
    (1..=longest).any(|piece| {
        characters
            .iter()
            .enumerate()
            .all(|(at, c)| *c == characters[at % piece])
    })
}

/// Whether runs of four or more along a row, either way, leave fewer than four characters.
fn walks(characters: &[char]) -> bool {
    let mut outside = 0;
    let mut at = 0;
    while at < characters.len() {
        let run = ROWS
            .iter()
            .flat_map(|row| [row.chars().collect::<Vec<_>>(), row.chars().rev().collect()])
            .map(|row| longest_run(&characters[at..], &row))
            .max()
            .unwrap_or(0);
        if run >= 4 {
            at += run;
        } else {
            outside += 1;
            at += 1;
        }
    }
    characters.len() >= 4 && outside < 4
}

/// How many of the first characters follow one another somewhere in the row.
fn longest_run(characters: &[char], row: &[char]) -> usize {
    (0..row.len())
        .map(|from| {
            characters
                .iter()
                .zip(&row[from..])
                .take_while(|(a, b)| a == b)
                .count()
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_as_fold_leaves_it() {
        let mut seen = std::collections::BTreeSet::new();
        for word in COMMON.iter() {
            assert!(
                word.len() >= 4
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
                "{word}"
            );
            assert!(seen.insert(word), "{word} stands twice");
        }
        assert!(seen.len() > 400, "only {}", seen.len());
    }

    #[test]
    fn walks_go_either_way_and_stop_at_words() {
        for text in [
            "qwertyui",
            "poiuytrewq",
            "12345678",
            "98765432",
            "1qaz2wsx",
            "abcd1234",
            "asdf1234x",
        ] {
            assert!(is_pattern(text), "{text}");
        }
        for text in ["lanterngravel", "abcdlantern", "kettle1234"] {
            assert!(!is_pattern(text), "{text}");
        }
    }
}
