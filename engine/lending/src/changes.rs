//! What a new rate sheet changes against the one that it supersedes: rows new, changed, gone.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::lease_sheet::LeaseSheet;
use crate::programme::Programme;

/// The rows of two sheets held against each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RateSheetChanges))]
pub struct Changes {
    /// Rows for deals that the old sheet had no row for.
    pub new: Vec<RowChange>,
    /// Rows for the same deals at other figures.
    pub changed: Vec<RowChange>,
    /// Rows that the new sheet has no more.
    pub gone: Vec<RowChange>,
    /// How many rows are as they were.
    pub same: u32,
}

/// One row, and what of it is other than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RateSheetRowChange))]
pub struct RowChange {
    /// `rows`, `tiers`, `factors`, `residuals`, `mileage` or `terms`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub list: &'static str,
    /// What the row is for: `"tier A, term_from 61, term_to 72"`.
    pub row: String,
    /// The figures, of a changed row those that differ.
    pub figures: Vec<FigureChange>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RateSheetFigureChange))]
pub struct FigureChange {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Fields of a row that are not what it is for but what it gives.
const FIGURES: [&str; 13] = [
    "buy_rate",
    "markup_to",
    "flat",
    "money_factor",
    "one_pay_money_factor",
    "percent",
    "points",
    "score_from",
    "score_to",
    "excludes",
    "advance",
    "pti_to",
    "dti_to",
];

/// What `newer` changes of `older`.
#[must_use]
pub fn changes(older: &Programme, newer: &Programme) -> Changes {
    let mut changes = Changes::default();
    changes.list("tiers", &older.tiers, &newer.tiers);
    changes.list("rows", &older.rows, &newer.rows);
    let of = |sheet: &Programme| sheet.lease.clone();
    let (old, new) = (of(older), of(newer));
    let lists = |sheet: &Option<LeaseSheet>| sheet.clone().unwrap_or_else(empty);
    let (old_lists, new_lists) = (lists(&old), lists(&new));
    changes.list("factors", &old_lists.factors, &new_lists.factors);
    changes.list("residuals", &old_lists.residuals, &new_lists.residuals);
    changes.list("mileage", &old_lists.mileage, &new_lists.mileage);
    let terms = |sheet: Option<LeaseSheet>| -> Vec<LeaseSheet> {
        let bare = |sheet| LeaseSheet {
            factors: Vec::new(),
            residuals: Vec::new(),
            mileage: Vec::new(),
            ..sheet
        };
        sheet.map(bare).into_iter().collect()
    };
    changes.terms(&terms(old), &terms(new));
    changes
}

fn empty() -> LeaseSheet {
    LeaseSheet {
        factors: Vec::new(),
        residuals: Vec::new(),
        mileage: Vec::new(),
        cents_a_mile: None,
        acquisition_fee: money::Cents::ZERO,
        acquisition_fee_markup_to: money::Cents::ZERO,
        disposition_fee: money::Cents::ZERO,
        purchase_option_fee: money::Cents::ZERO,
        deposits: None,
        advance: None,
        reserve_share: None,
    }
}

/// A row as name and text of each of its fields, those of its scope among them.
fn fields<T: Serialize>(row: &T) -> Vec<(String, String)> {
    let mut flat = Vec::new();
    if let Ok(Value::Object(object)) = serde_json::to_value(row) {
        flatten(&object, &mut flat);
    }
    flat
}

fn flatten(object: &Map<String, Value>, into: &mut Vec<(String, String)>) {
    for (name, value) in object {
        match value {
            Value::Object(scope) if name == "scope" => flatten(scope, into),
            Value::Array(list) if list.is_empty() => {}
            Value::String(text) => into.push((name.clone(), text.clone())),
            Value::Array(list) => {
                let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                into.push((name.clone(), words.join(", ")));
            }
            Value::Object(parts) => {
                let texts: Vec<String> = parts
                    .iter()
                    .map(|(part, value)| {
                        format!(
                            "{part} {}",
                            value
                                .as_str()
                                .map_or_else(|| value.to_string(), str::to_owned)
                        )
                    })
                    .collect();
                into.push((name.clone(), texts.join(", ")));
            }
            other => into.push((name.clone(), other.to_string())),
        }
    }
}

struct Row {
    key: String,
    figures: Vec<(String, String)>,
}

fn row_of<T: Serialize>(row: &T) -> Row {
    let (figures, names): (Vec<_>, Vec<_>) = fields(row)
        .into_iter()
        .partition(|(name, _)| FIGURES.contains(&name.as_str()));
    let key: Vec<String> = names
        .iter()
        .map(|(name, text)| format!("{} {text}", name.replace('_', " ")))
        .collect();
    Row {
        key: key.join(", "),
        figures,
    }
}

fn differences(before: &[(String, String)], after: &[(String, String)]) -> Vec<FigureChange> {
    let find = |in_row: &[(String, String)], name: &str| {
        let found = in_row.iter().find(|(own, _)| own == name);
        found.map(|(_, text)| text.clone())
    };
    let mut names: Vec<&String> = before.iter().chain(after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| FigureChange {
            name: name.clone(),
            before: find(before, name),
            after: find(after, name),
        })
        .filter(|figure| figure.before != figure.after)
        .collect()
}

impl Changes {
    fn list<T: Serialize>(&mut self, list: &'static str, old: &[T], new: &[T]) {
        let mut left: Vec<Option<Row>> = old.iter().map(|row| Some(row_of(row))).collect();
        let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, row) in left.iter().flatten().enumerate() {
            places.entry(row.key.clone()).or_default().push_back(at);
        }
        for row in new.iter().map(row_of) {
            let twin = places.get_mut(&row.key).and_then(VecDeque::pop_front);
            let Some(old) = twin.and_then(|at| left[at].take()) else {
                let figures = differences(&[], &row.figures);
                self.new.push(RowChange {
                    list,
                    row: row.key,
                    figures,
                });
                continue;
            };
            let figures = differences(&old.figures, &row.figures);
            if figures.is_empty() {
                self.same += 1;
            } else {
                self.changed.push(RowChange {
                    list,
                    row: row.key,
                    figures,
                });
            }
        }
        for old in left.into_iter().flatten() {
            let figures = differences(&old.figures, &[]);
            self.gone.push(RowChange {
                list,
                row: old.key,
                figures,
            });
        }
    }

    /// The fees, deposits and limits of a lease sheet, which are one row of figures.
    fn terms(&mut self, old: &[LeaseSheet], new: &[LeaseSheet]) {
        let all = |sheets: &[LeaseSheet]| sheets.first().map(fields).unwrap_or_default();
        let figures = differences(&all(old), &all(new));
        if !figures.is_empty() {
            self.changed.push(RowChange {
                list: "terms",
                row: String::new(),
                figures,
            });
        }
    }
}
