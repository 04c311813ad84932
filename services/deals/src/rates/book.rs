//! The book: a dealership's own rates as the engine reads them, on the server and in the browser.

use jiff::civil::Date;
use money::{Cents, Rate};
use platform::ids::Uuid;
use rate_files::Whose;

use super::whose_word;

/// One own rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRow {
    pub state: String,
    pub class: String,
    pub level: String,
    pub name: String,
    pub county: String,
    pub county_fips: u16,
    pub rate: Rate,
    pub cap: Option<Cents>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub stacks_on: Option<String>,
    pub whose: Whose,
    /// Of the import or of the rate set by hand.
    pub id: Uuid,
    /// Where it is written, shown beside each figure that rests on it.
    pub source: String,
}

/// The book's text: a line that names it, then a line a rate, those that stand before others first. Fields are
/// separated by tabs.
#[must_use]
pub fn text(version: i64, rows: &[BookRow]) -> String {
    let mut out = format!("autolytiq-rates\t1\t{version}\n");
    for row in rows {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let fields = [
            row.state.clone(),
            plain(&row.class),
            row.level.clone(),
            plain(&row.name),
            plain(&row.county),
            row.county_fips.to_string(),
            row.rate.to_text(),
            row.cap.map(Cents::to_text).unwrap_or_default(),
            day(row.from),
            day(row.to),
            plain(row.stacks_on.as_deref().unwrap_or_default()),
            whose_word(row.whose).to_owned(),
            plain(&row.source),
        ];
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

/// A text on one line, without tabs.
fn plain(text: &str) -> String {
    text.split(char::is_control)
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{BookRow, text};
    use money::{Cents, Rate};
    use platform::ids::Uuid;
    use rate_files::Whose;

    #[test]
    fn the_engine_reads_what_is_written() {
        let row = BookRow {
            state: "FL".into(),
            class: "vehicle".into(),
            level: "county".into(),
            name: "Pinellas County".into(),
            county: "Pinellas County".into(),
            county_fips: 12_103,
            rate: Rate::basis_points(125),
            cap: Some(Cents::dollars(5_000)),
            from: None,
            to: None,
            stacks_on: None,
            whose: Whose::Override,
            id: Uuid::nil(),
            source: "Letter of\tthe county\nof May".into(),
        };
        let book = text(3, &[row]);
        assert_eq!(book.lines().count(), 2);
        assert!(book.ends_with("override\tLetter of the county of May\n"));
        assert!(!tax::OwnRates::read(&book).expect("a book").is_empty());
    }
}
