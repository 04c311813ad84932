//! Compiles the states' limits, `caps/us-xx.toml`, into constants: no file is read and no text parsed later.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    state: String,
    name: String,
    #[serde(default)]
    markup: Vec<Markup>,
    #[serde(default)]
    ceiling: Vec<Ceiling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Markup {
    from: Datetime,
    to: Option<Datetime>,
    verified: bool,
    cite: Cite,
    #[serde(default)]
    not_for: Vec<String>,
    limits: Vec<Limit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    term_to: Option<u32>,
    points: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ceiling {
    from: Datetime,
    to: Option<Datetime>,
    verified: bool,
    cite: Cite,
    classes: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    condition: Option<String>,
    model_age_to: Option<i32>,
    rate: Option<String>,
    add_on: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cite {
    text: String,
    #[serde(default)]
    href: String,
}

/// A decimal fraction in parts per hundred million.
fn parts(file: &str, text: &str) -> String {
    let rate: money::Rate = text
        .parse()
        .unwrap_or_else(|error| panic!("{file}: {text} {error}"));
    assert!(
        rate > money::Rate::ZERO && rate < money::Rate::ONE,
        "{file}: {text} is not a fraction between 0 and 1"
    );
    format!("Rate::new({})", rate.get())
}

fn day(file: &str, day: &Datetime) -> String {
    let date = day
        .date
        .unwrap_or_else(|| panic!("{file}: {day} is no date"));
    format!("day({}, {}, {})", date.year, date.month, date.day)
}

fn period(file: &str, from: &Datetime, to: Option<&Datetime>) -> String {
    let to = to.map_or("None".into(), |to| format!("Some({})", day(file, to)));
    format!("from: {}, to: {to}", day(file, from))
}

fn law(verified: bool, cite: &Cite) -> String {
    format!(
        "verified: {verified}, citation: {:?}, source: {:?}",
        cite.text, cite.href
    )
}

/// Nothing may follow an entry that takes every term or age.
fn last_is_open(file: &str, ends: &[Option<i64>]) {
    let ascending = ends
        .windows(2)
        .all(|pair| matches!(pair, [Some(one), Some(other)] if one < other) || pair[1].is_none());
    let closed_before = ends
        .split_last()
        .is_some_and(|(last, before)| last.is_none() && before.iter().all(Option::is_some));
    assert!(
        ascending && closed_before,
        "{file}: entries must rise and the last must be open"
    );
}

fn markup(file: &str, one: &Markup, out: &mut String) {
    let ends: Vec<_> = one
        .limits
        .iter()
        .map(|limit| limit.term_to.map(i64::from))
        .collect();
    last_is_open(file, &ends);
    let limits: String = one
        .limits
        .iter()
        .map(|limit| format!("({:?}, {}), ", limit.term_to, parts(file, &limit.points)))
        .collect();
    let not_for: String = one
        .not_for
        .iter()
        .map(|class| match class.as_str() {
            "motorcycle" => "VehicleClass::Motorcycle, ",
            other => panic!("{file}: {other} is no class of vehicle"),
        })
        .collect();
    let _ = write!(
        out,
        "MarkupLaw {{ {}, {}, not_for: &[{not_for}], limits: &[{limits}] }}, ",
        period(file, &one.from, one.to.as_ref()),
        law(one.verified, &one.cite)
    );
}

fn ceiling(file: &str, one: &Ceiling, out: &mut String) {
    for condition in [Some("new"), Some("used")] {
        let ends: Vec<_> = one
            .classes
            .iter()
            .filter(|class| class.condition.is_none() || class.condition.as_deref() == condition)
            .map(|class| class.model_age_to.map(i64::from))
            .collect();
        last_is_open(file, &ends);
    }
    let classes: String = one
        .classes
        .iter()
        .map(|class| {
            let condition = match class.condition.as_deref() {
                None => "None",
                Some("new") => "Some(Condition::New)",
                Some("used") => "Some(Condition::Used)",
                Some(other) => panic!("{file}: {other} is no condition"),
            };
            let most = match (&class.rate, &class.add_on) {
                (Some(rate), None) => format!("Most::Rate({})", parts(file, rate)),
                (None, Some(add_on)) => format!("Most::AddOn({})", parts(file, add_on)),
                _ => panic!("{file}: a class has either a rate or an add-on"),
            };
            format!(
                "CeilingClass {{ condition: {condition}, model_age_to: {:?}, most: {most} }}, ",
                class.model_age_to
            )
        })
        .collect();
    let _ = write!(
        out,
        "CeilingLaw {{ {}, {}, classes: &[{classes}] }}, ",
        period(file, &one.from, one.to.as_ref()),
        law(one.verified, &one.cite)
    );
}

fn main() {
    println!("cargo::rerun-if-changed=caps");
    let mut paths: Vec<PathBuf> = fs::read_dir("caps")
        .expect("the folder of caps")
        .map(|entry| entry.expect("a file of caps").path())
        .collect();
    paths.sort();
    let mut out = String::from("pub(crate) const STATES: &[StateLimits] = &[\n");
    for path in paths {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            name.ends_with(&format!("us-{}.toml", file.state.to_lowercase())),
            "{name} is of {}",
            file.state
        );
        let (mut markups, mut ceilings) = (String::new(), String::new());
        for one in &file.markup {
            markup(&name, one, &mut markups);
        }
        for one in &file.ceiling {
            ceiling(&name, one, &mut ceilings);
        }
        let _ = writeln!(
            out,
            "StateLimits {{ state: {:?}, name: {:?}, markups: &[{markups}], ceilings: &[{ceilings}] }},",
            file.state, file.name
        );
    }
    out.push_str("];\n");
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(folder.join("caps.rs"), out).expect("the compiled caps");
}
