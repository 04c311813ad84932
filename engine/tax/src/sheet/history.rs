//! What changed, and what will: every rule and local rate that begins or ends inside the time that
//! the rules speak for.

use serde::Serialize;

use super::{Said, Sheet, date};
use crate::Date;
use crate::rules::jurisdiction;
use crate::tables;

/// One thing that begins to hold on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    pub on: Date,
    pub of: ChangeOf,
    pub about: String,
    /// What held until the day before; absent where nothing did.
    pub before: Option<String>,
    /// What holds from this day; absent where it ends without a successor.
    pub after: Option<String>,
    pub citation: String,
    pub verified: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeOf {
    Rule,
    LocalRate,
}

/// Every change of a jurisdiction, the latest first; nothing where no rule file is compiled in.
#[must_use]
pub fn history(state: &str) -> Option<Vec<Change>> {
    let law = jurisdiction(state)?;
    let sheet = super::sheet(state)?;
    let mut changes = rules(&sheet);
    changes.extend(local_rates(state, (law.span.from, law.span.to)));
    changes.sort_by(|one, other| {
        (other.on.day_number(), &one.about).cmp(&(one.on.day_number(), &other.about))
    });
    changes.dedup();
    Some(changes)
}

fn rules(sheet: &Sheet) -> Vec<Change> {
    let all: Vec<&Said> = sheet.all().collect();
    let alike = |one: &Said, other: &Said| one.about == other.about && one.when == other.when;
    let inside = |day: Date| day > sheet.from && day <= sheet.to;
    let mut changes = Vec::new();
    for said in &all {
        if let Some(on) = said.from.filter(|on| inside(*on)) {
            let before = all
                .iter()
                .find(|other| alike(other, said) && other.to == Some(on.add_days(-1)));
            if before.is_none_or(|before| before.says != said.says) {
                changes.push(Change {
                    on,
                    of: ChangeOf::Rule,
                    about: about(said),
                    before: before.map(|before| before.says.clone()),
                    after: Some(said.says.clone()),
                    citation: said.citation.clone(),
                    verified: said.verified,
                });
            }
        }
        if let Some(on) = said
            .to
            .map(|last| last.add_days(1))
            .filter(|on| inside(*on))
        {
            let after = all
                .iter()
                .any(|other| alike(other, said) && other.from == Some(on));
            if !after {
                changes.push(Change {
                    on,
                    of: ChangeOf::Rule,
                    about: about(said),
                    before: Some(said.says.clone()),
                    after: None,
                    citation: said.citation.clone(),
                    verified: said.verified,
                });
            }
        }
    }
    changes
}

fn about(said: &Said) -> String {
    match &said.when {
        Some(when) => format!("{} ({when})", said.about),
        None => said.about.clone(),
    }
}

fn local_rates(state: &str, (first, last): (u16, u16)) -> Vec<Change> {
    let Some(table) = tables::rates() else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for rows in table.classes_of(state) {
        for row in rows.all() {
            if row.from <= first || row.from > last {
                continue;
            }
            let before = rows.all().iter().find(|other| {
                other.name_key == row.name_key
                    && other.level == row.level
                    && other.county_fips == row.county_fips
                    && other.to == row.from - 1
            });
            let says = |row: &tables::LocalRow| match row.flat {
                Some(flat) => format!("{flat} dollars a vehicle"),
                None => format!("{} %", row.rate.to_percent_text()),
            };
            let alike =
                |before: &tables::LocalRow| (before.rate, before.flat) == (row.rate, row.flat);
            if before.is_some_and(alike) {
                continue;
            }
            changes.push(Change {
                on: date(row.from),
                of: ChangeOf::LocalRate,
                about: if row.name == row.county {
                    row.name.to_string()
                } else {
                    format!("{}, {}", row.name, row.county)
                },
                before: before.map(says),
                after: Some(says(row)),
                citation: row.source.to_string(),
                verified: !row.low,
            });
        }
    }
    changes
}
