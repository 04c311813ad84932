//! Text that is mostly no longer a deal.

use crate::random::Dice;

impl Dice {
    /// A text with one stretch cut out, doubled, or overwritten: mostly no longer a deal.
    pub fn spoil(&mut self, text: &str) -> String {
        let edge = |at: i64| {
            let mut at = usize::try_from(at).unwrap_or(0).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let length = i64::try_from(text.len()).unwrap_or(0);
        let from = edge(self.within(0, length));
        let to = edge(i64::try_from(from).unwrap_or(0) + self.within(0, 12));
        let (before, cut, after) = (&text[..from], &text[from..to], &text[to..]);
        let middle = match self.within(0, 3) {
            0 => String::new(),
            1 => cut.repeat(2),
            2 => self
                .one_of(&[
                    "-1",
                    "null",
                    "\"x\"",
                    "{}",
                    "[]",
                    "1e9",
                    "99999999999999999999",
                ])
                .into(),
            _ => cut.replace(['0', '"'], "9"),
        };
        format!("{before}{middle}{after}")
    }
}
