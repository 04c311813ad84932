//! Texts kept once each and named by number, so that the interpreter carries two bytes for a sentence.

use std::collections::HashMap;

/// The texts of all rule files, in order of first use; number 0 is the empty text.
pub struct Texts {
    list: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            list: vec![String::new()],
            numbers: HashMap::from([(String::new(), 0)]),
        }
    }
}

impl Texts {
    /// The number of a text.
    ///
    /// # Panics
    /// Beyond 65,535 different texts.
    pub fn number(&mut self, text: &str) -> u16 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u16::try_from(self.list.len()).expect("at most 65,535 texts");
        self.list.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The side table: a count, the end of each text, then the texts.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = b"ATXT".to_vec();
        bytes.extend(u32::try_from(self.list.len()).unwrap_or(0).to_le_bytes());
        let mut end = 0u32;
        for text in &self.list {
            end += u32::try_from(text.len()).unwrap_or(0);
            bytes.extend(end.to_le_bytes());
        }
        for text in &self.list {
            bytes.extend(text.as_bytes());
        }
        bytes
    }
}
