//! What changed between two states of a structure or deal, field by field, as a person would retell it.

use std::collections::BTreeSet;

use money::Cents;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::confidential;
use crate::deal::StructureId;
use crate::structure::Worked;
use crate::workflow::Action;

/// What was done to a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DealAct)]
pub enum Act {
    Created,
    /// Another buyer, vehicle or salesperson.
    Changed,
    StructureAdded,
    StructureChanged,
    StructureRemoved,
    StructureChosen,
    /// A customer signed what was presented; the structure was the chosen one already.
    PresentationSigned,
    /// A page that a customer was shown was taken back.
    PresentationWithdrawn,
    /// What lenders ask of the buyer; the figures themselves are not in the history.
    ApplicantChanged,
    /// What a buyer took of a menu became its products, or nothing was taken.
    MenuDecided,
    Submitted,
    Approved,
    Returned,
    Contracted,
    Funded,
    Delivered,
    Cancelled,
    Reopened,
    Deleted,
}

impl Act {
    /// The word on the wire and in the table.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::StructureAdded => "structure_added",
            Self::StructureChanged => "structure_changed",
            Self::StructureRemoved => "structure_removed",
            Self::StructureChosen => "structure_chosen",
            Self::PresentationSigned => "presentation_signed",
            Self::PresentationWithdrawn => "presentation_withdrawn",
            Self::ApplicantChanged => "applicant_changed",
            Self::MenuDecided => "menu_decided",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Contracted => "contracted",
            Self::Funded => "funded",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Reopened => "reopened",
            Self::Deleted => "deleted",
        }
    }
}

impl From<Action> for Act {
    fn from(action: Action) -> Self {
        match action {
            Action::Submit => Self::Submitted,
            Action::Approve => Self::Approved,
            Action::Return => Self::Returned,
            Action::Contract => Self::Contracted,
            Action::Fund => Self::Funded,
            Action::Deliver => Self::Delivered,
            Action::Cancel => Self::Cancelled,
            Action::Reopen => Self::Reopened,
        }
    }
}

/// An amount before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BeforeAndAfter)]
pub struct Effect {
    pub before: Option<Cents>,
    pub after: Option<Cents>,
}

/// What is written into the history when a deal changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub act: Act,
    pub reason: Option<String>,
    /// The structure that it was done to, and its letter.
    pub structure: Option<(StructureId, String)>,
    pub changes: Vec<Change>,
    /// The same without the dealer's own figures.
    pub changes_open: Vec<Change>,
    pub payment: Effect,
    pub gross: Effect,
}

impl Entry {
    /// An entry about the deal as a whole, whose figures stay.
    #[must_use]
    pub fn of(act: Act) -> Self {
        let none = Effect {
            before: None,
            after: None,
        };
        Self {
            act,
            reason: None,
            structure: None,
            changes: Vec::new(),
            changes_open: Vec::new(),
            payment: none,
            gross: none,
        }
    }

    /// An entry about a structure: what changed in its inputs, and what that did to payment and gross.
    /// Before the first or after the last state there is nothing.
    ///
    /// # Errors
    /// Where inputs do not serialize, which their types rule out.
    pub fn of_structure(
        act: Act,
        structure: (StructureId, String),
        before: Option<&Worked>,
        after: Option<&Worked>,
    ) -> Result<Self, serde_json::Error> {
        let whole = |worked: Option<&Worked>| {
            worked.map_or(Ok(Value::Null), |it| serde_json::to_value(it.inputs()))
        };
        let open = |worked: Option<&Worked>| {
            worked.map_or(Ok(Value::Null), |it| {
                serde_json::to_value(confidential::without(it.inputs().clone()))
            })
        };
        let both = before.is_some() && after.is_some();
        let compared = |before: Value, after: Value| {
            if both {
                changes(&before, &after)
            } else {
                Vec::new()
            }
        };
        let (was, is) = (before.map(Worked::summary), after.map(Worked::summary));
        Ok(Self {
            structure: Some(structure),
            changes: compared(whole(before)?, whole(after)?),
            changes_open: compared(open(before)?, open(after)?),
            payment: Effect {
                before: was.and_then(|it| it.payment),
                after: is.and_then(|it| it.payment),
            },
            gross: Effect {
                before: was.and_then(|it| it.gross),
                after: is.and_then(|it| it.gross),
            },
            ..Self::of(act)
        })
    }
}

/// One field that changed. A line that came or went is one change, with the whole line as its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = DealChange)]
pub struct Change {
    /// JSON pointer into the inputs: `/accessories/0/price`. Where a line went, its place before.
    pub pointer: String,
    /// The id of the line that the field belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Absent where the field did not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Every change from `before` to `after`. Lists of lines are compared by the lines' ids, so that a line
/// that moved is not a change; `null` and an absent field are the same.
#[must_use]
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare(&mut String::new(), None, before, after, &mut found);
    found
}

fn compare(
    pointer: &mut String,
    line: Option<&str>,
    before: &Value,
    after: &Value,
    found: &mut Vec<Change>,
) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for name in names {
                let old = old.get(name).unwrap_or(&Value::Null);
                let new = new.get(name).unwrap_or(&Value::Null);
                within(pointer, name, |pointer| {
                    compare(pointer, line, old, new, found);
                });
            }
        }
        (Value::Array(old), Value::Array(new)) => match (line_ids(old), line_ids(new)) {
            (Some(old_ids), Some(new_ids)) => {
                let old_lines = (old.as_slice(), old_ids.as_slice());
                let new_lines = (new.as_slice(), new_ids.as_slice());
                compare_lines(pointer, old_lines, new_lines, found);
            }
            _ if old == new => {}
            _ => push(pointer, line, before, after, found),
        },
        _ if before == after => {}
        _ => push(pointer, line, before, after, found),
    }
}

fn compare_lines(
    pointer: &mut String,
    (old, old_ids): (&[Value], &[&str]),
    (new, new_ids): (&[Value], &[&str]),
    found: &mut Vec<Change>,
) {
    for (at, id) in old_ids.iter().enumerate() {
        if !new_ids.contains(id) {
            within(pointer, &at.to_string(), |pointer| {
                push(pointer, Some(id), &old[at], &Value::Null, found);
            });
        }
    }
    for (at, id) in new_ids.iter().enumerate() {
        let was = old_ids.iter().position(|old| old == id);
        within(pointer, &at.to_string(), |pointer| match was {
            Some(was) => compare(pointer, Some(id), &old[was], &new[at], found),
            None => push(pointer, Some(id), &Value::Null, &new[at], found),
        });
    }
}

/// The ids of a list of lines; nothing where an element has none or two share one. An empty list is a
/// list of lines too.
fn line_ids(lines: &[Value]) -> Option<Vec<&str>> {
    let ids: Option<Vec<&str>> = lines.iter().map(|line| line.get("id")?.as_str()).collect();
    ids.filter(|ids| ids.iter().collect::<BTreeSet<_>>().len() == ids.len())
}

fn push(pointer: &str, line: Option<&str>, before: &Value, after: &Value, found: &mut Vec<Change>) {
    let some = |value: &Value| (!value.is_null()).then(|| value.clone());
    found.push(Change {
        pointer: pointer.to_owned(),
        line: line.map(str::to_owned),
        before: some(before),
        after: some(after),
    });
}

fn within(pointer: &mut String, name: &str, then: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    // RFC 6901: `~` and `/` are escaped.
    for letter in name.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    then(pointer);
    pointer.truncate(length);
}

#[cfg(test)]
mod tests {
    use super::{Change, changes};
    use serde_json::{Value, json};

    fn change(
        pointer: &str,
        line: Option<&str>,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Change {
        Change {
            pointer: pointer.into(),
            line: line.map(Into::into),
            before,
            after,
        }
    }

    #[test]
    fn names_the_field_with_both_values() {
        let before = json!({"selling_price": "41000.00", "finance": {"term_months": 72}});
        let after = json!({"selling_price": "40500.00", "finance": {"term_months": 84}});
        assert_eq!(
            changes(&before, &after),
            [
                change(
                    "/finance/term_months",
                    None,
                    Some(json!(72)),
                    Some(json!(84))
                ),
                change(
                    "/selling_price",
                    None,
                    Some(json!("41000.00")),
                    Some(json!("40500.00"))
                ),
            ]
        );
    }

    #[test]
    fn follows_a_line_by_its_id() {
        let mats = json!({"id": "a1", "price": "289.00"});
        let rails = json!({"id": "a2", "price": "425.00"});
        let before = json!({"accessories": [mats, rails]});
        let moved = json!({"accessories": [rails, mats]});
        assert_eq!(changes(&before, &moved), []);

        let dearer = json!({"accessories": [rails, {"id": "a1", "price": "299.00"}]});
        assert_eq!(
            changes(&before, &dearer),
            [change(
                "/accessories/1/price",
                Some("a1"),
                Some(json!("289.00")),
                Some(json!("299.00"))
            )]
        );

        let fewer = json!({"accessories": [rails]});
        assert_eq!(
            changes(&before, &fewer),
            [change("/accessories/0", Some("a1"), Some(mats), None)]
        );
        assert_eq!(
            changes(&json!({"accessories": []}), &fewer),
            [change("/accessories/0", Some("a2"), None, Some(rails))]
        );
    }

    #[test]
    fn a_list_without_ids_changes_as_a_whole() {
        let before = json!({"exemptions": [{"code": "x"}]});
        let after = json!({"exemptions": [{"code": "y"}]});
        assert_eq!(
            changes(&before, &after),
            [change(
                "/exemptions",
                None,
                Some(json!([{"code": "x"}])),
                Some(json!([{"code": "y"}]))
            )]
        );
    }

    #[test]
    fn null_is_absent_and_pointers_are_escaped() {
        assert_eq!(changes(&json!({"a": null}), &json!({})), []);
        assert_eq!(
            changes(&json!({}), &json!({"a/b~c": true})),
            [change("/a~1b~0c", None, None, Some(json!(true)))]
        );
    }
}
