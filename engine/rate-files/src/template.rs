//! The template that a dealer group fills in itself: `state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule`.

use crate::fault::Fault;
use crate::format::Format;
use crate::reading::Reading;
use crate::row::{FileRow, Place, RateFile};
use crate::{states, text};

const COLUMNS: [&str; 10] = [
    "state",
    "county_fips",
    "place_name",
    "class",
    "rate",
    "from",
    "to",
    "source_url",
    "cap",
    "cap_rule",
];

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut of_state: Option<&'static str> = None;
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut width = 0;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        let Some(at) = &columns else {
            let named: Vec<String> = fields.iter().map(|field| field.to_lowercase()).collect();
            for name in named
                .iter()
                .filter(|name| !COLUMNS.contains(&name.as_str()))
            {
                reading.fault(
                    "",
                    "unknown_column",
                    format!("\"{name}\" is no column of the template"),
                );
            }
            width = fields.len();
            columns = Some(
                COLUMNS
                    .iter()
                    .map(|column| named.iter().position(|name| name == column))
                    .collect(),
            );
            continue;
        };
        if !reading.complete(fields.len(), width, lines.peek().is_none()) {
            continue;
        }
        let field = |index: usize| at[index].map_or("", |column| fields[column].as_str());
        if let Some(row) = row(&mut reading, field, &mut of_state) {
            rows.push(row);
        }
    }
    if of_state.is_none() && reading.faults.is_empty() {
        reading
            .faults
            .push(Fault::of_file("no_rows", "the template holds no rate"));
    }
    match of_state {
        Some(state) if reading.faults.is_empty() => Ok(RateFile {
            format: Format::Template,
            state,
            rows,
            notices: reading.notices,
            names_every_county: false,
        }),
        _ => Err(reading.faults),
    }
}

fn row<'a>(
    reading: &mut Reading,
    field: impl Fn(usize) -> &'a str,
    of_state: &mut Option<&'static str>,
) -> Option<FileRow> {
    let Some(state) = states::known(&field(0).to_uppercase()) else {
        reading.fault(
            "state",
            "unknown_state",
            format!("\"{}\" is no state", field(0)),
        );
        return None;
    };
    let first = *of_state.get_or_insert(state);
    if first != state {
        let detail =
            format!("speaks of {state}, the file of {first}; give each state a file of its own");
        reading.fault("state", "another_state", detail);
    }
    let code = field(1).parse::<u16>().ok().filter(|code| {
        field(1).len() <= 5
            && states::letters_of(u8::try_from(code / 1_000).unwrap_or(0)) == Some(state)
    });
    if code.is_none() {
        let detail = format!(
            "\"{}\" is no county of {state} by its five digits",
            field(1)
        );
        reading.fault("county_fips", "unknown_code", detail);
    }
    let rate = reading.rate("rate", field(4));
    let before = reading.faults.len();
    let from = reading.iso_day("from", field(5));
    let to = reading.iso_day("to", field(6));
    let ordered = reading.in_order("to", from, to);
    let cap = match (field(8), field(9)) {
        ("", "") => None,
        ("", _) => {
            reading.fault("cap", "required", "cap_rule is given and the amount is not");
            None
        }
        (cap, "" | "first_dollars") => reading.amount("cap", cap),
        (_, rule) => {
            let detail =
                format!("\"{rule}\" is no rule for a cap; first_dollars is the one there is");
            reading.fault("cap_rule", "unknown_cap_rule", detail);
            None
        }
    };
    if reading.faults.len() > before || !ordered {
        return None;
    }
    let class = match field(3) {
        "" => "vehicle",
        class => class,
    };
    Some(FileRow {
        line: reading.line,
        class: class.to_owned(),
        place: match field(2) {
            "" => Place::CountyCode(code?),
            name => Place::City {
                name: name.to_owned(),
                county: format!("{:05}", code?),
            },
        },
        rate: rate?,
        cap,
        from,
        to,
        on_top_of_county: false,
        source: field(7).to_owned(),
    })
}
