//! What several changes one after the other come to: each field as it was before the first and is after the last.
//!
//! A field that came back to what it was is no change; a line that came and went was never there. Fields are followed
//! by their lines' ids, since a line may move between two changes.

use std::mem::take;

use serde_json::Value;

use crate::version::Change;

/// One field or line so far. Absent is null.
struct Sum {
    /// The pointer with the line's id in place of its number: what stays the same while lines move.
    path: Vec<String>,
    pointer: String,
    line: Option<String>,
    before: Value,
    after: Value,
}

/// The changes of several entries, given oldest first, as one.
#[must_use]
pub fn merged(entries: impl IntoIterator<Item = Vec<Change>>) -> Vec<Change> {
    let mut sums: Vec<Sum> = Vec::new();
    for change in entries.into_iter().flatten() {
        add(&mut sums, change);
    }
    sums.retain(|sum| sum.before != sum.after);
    sums.sort_by(|one, other| one.path.cmp(&other.path));
    let some = |value: Value| (!value.is_null()).then_some(value);
    sums.into_iter()
        .map(|sum| Change {
            pointer: sum.pointer,
            line: sum.line,
            before: some(sum.before),
            after: some(sum.after),
        })
        .collect()
}

fn add(sums: &mut Vec<Sum>, change: Change) {
    let path = path(&change);
    let after = change.after.unwrap_or_default();
    // The whole of which this is a part has changed before: it is changed further.
    if let Some(whole) = sums.iter_mut().find(|sum| path.starts_with(&sum.path)) {
        if whole.path.len() == path.len() {
            whole.pointer = change.pointer;
        }
        put(&mut whole.after, &path[whole.path.len()..], after);
        return;
    }
    // Parts of it have changed before: what it was before is what it was before them.
    let mut before = change.before.unwrap_or_default();
    let parts = take(sums);
    for part in parts {
        if part.path.starts_with(&path) {
            put(&mut before, &part.path[path.len()..], part.before);
        } else {
            sums.push(part);
        }
    }
    sums.push(Sum {
        path,
        pointer: change.pointer,
        line: change.line,
        before,
        after,
    });
}

/// The steps of a pointer; a line's number gives way to its id.
fn path(change: &Change) -> Vec<String> {
    let mut line = change.line.as_deref();
    let steps = change.pointer.split('/').skip(1);
    steps
        .map(|step| {
            let number = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
            match line.filter(|_| number) {
                Some(id) => {
                    line = None;
                    // No name of a field begins so.
                    format!("#{id}")
                }
                None => step.replace("~1", "/").replace("~0", "~"),
            }
        })
        .collect()
}

/// Sets a part of a value; a part that is null is left out, as in the changes themselves.
fn put(value: &mut Value, path: &[String], part: Value) {
    let Some((step, rest)) = path.split_first() else {
        *value = part;
        return;
    };
    let gone = rest.is_empty() && part.is_null();
    if let Some(id) = step.strip_prefix('#') {
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        let Some(lines) = value.as_array_mut() else {
            return;
        };
        let at = lines.iter().position(|line| line["id"] == id);
        match at {
            Some(at) if gone => drop(lines.remove(at)),
            Some(at) => put(&mut lines[at], rest, part),
            None if rest.is_empty() && !gone => lines.push(part),
            // A part of a line that is not there is a part of nothing.
            None => {}
        }
        return;
    }
    if !value.is_object() {
        *value = Value::Object(serde_json::Map::new());
    }
    if let Some(fields) = value.as_object_mut() {
        if gone {
            fields.remove(step);
        } else {
            put(
                fields.entry(step.clone()).or_insert(Value::Null),
                rest,
                part,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::merged;
    use crate::version::{Change, changes};
    use serde_json::{Value, json};

    /// The changes through these states, one entry a step, as one.
    fn through(states: &[Value]) -> Vec<Change> {
        merged(states.windows(2).map(|pair| changes(&pair[0], &pair[1])))
    }

    /// Merged is what comparing the first with the last state says.
    fn assert_same(states: &[Value]) {
        let direct = changes(&states[0], &states[states.len() - 1]);
        assert_eq!(through(states), direct);
    }

    #[test]
    fn a_field_is_as_before_the_first_and_after_the_last() {
        assert_same(&[
            json!({"cash_down": "3000.00", "selling_price": "41000.00"}),
            json!({"cash_down": "3.00", "selling_price": "41000.00"}),
            json!({"cash_down": "3500.00", "selling_price": "40500.00"}),
        ]);
    }

    #[test]
    fn what_came_back_is_no_change() {
        let start = json!({"cash_down": "3000.00", "fees": [{"id": "a", "amount": "1.00"}]});
        let there = json!({"cash_down": "1.00", "fees": []});
        assert_eq!(through(&[start.clone(), there, start]), []);
    }

    #[test]
    fn a_line_that_came_and_was_changed_came_as_it_is_now() {
        assert_same(&[
            json!({"fees": []}),
            json!({"fees": [{"id": "a", "name": "", "amount": "0.00"}]}),
            json!({"fees": [{"id": "a", "name": "Title", "amount": "0.00"}]}),
            json!({"fees": [{"id": "a", "name": "Title", "amount": "75.25"}]}),
        ]);
    }

    #[test]
    fn a_line_that_was_changed_and_went_went_as_it_was_at_first() {
        assert_same(&[
            json!({"fees": [{"id": "a", "name": "Title", "amount": "75.25"}]}),
            json!({"fees": [{"id": "a", "name": "Title", "amount": "80.00"}]}),
            json!({"fees": [{"id": "a", "name": "Title fee", "amount": "80.00"}]}),
            json!({"fees": []}),
        ]);
    }

    #[test]
    fn a_line_that_moves_keeps_its_changes() {
        let seen = through(&[
            json!({"fees": [{"id": "a", "amount": "1.00"}, {"id": "b", "amount": "2.00"}]}),
            json!({"fees": [{"id": "a", "amount": "1.00"}, {"id": "b", "amount": "3.00"}]}),
            json!({"fees": [{"id": "b", "amount": "4.00"}, {"id": "a", "amount": "1.00"}]}),
        ]);
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].pointer, "/fees/0/amount");
        assert_eq!(
            (&seen[0].before, &seen[0].after),
            (&Some(json!("2.00")), &Some(json!("4.00")))
        );
    }

    #[test]
    fn a_list_that_was_not_there_takes_its_lines_along_both_ways() {
        let pack = json!({"id": "p", "amount": "300.00"});
        assert_same(&[
            json!({}),
            json!({"books": [pack]}),
            json!({"books": [{"id": "p", "amount": "350.00"}, {"id": "h", "amount": "900.00"}]}),
            json!({"books": [{"id": "h", "amount": "900.00"}]}),
        ]);
        assert_same(&[
            json!({"books": [pack]}),
            json!({"books": [{"id": "p", "amount": "350.00"}, {"id": "h", "amount": "900.00"}]}),
            json!({}),
        ]);
    }

    #[test]
    fn a_whole_that_came_takes_its_parts_along_and_one_that_went_does_too() {
        assert_same(&[
            json!({}),
            json!({"finance": {"term_months": 60, "sell_rate": "0.05"}}),
            json!({"finance": {"term_months": 72, "sell_rate": "0.05", "buy_rate": "0.04"}}),
        ]);
        assert_same(&[
            json!({"finance": {"term_months": 60, "sell_rate": "0.05"}}),
            json!({"finance": {"term_months": 72, "sell_rate": "0.05", "buy_rate": "0.04"}}),
            json!({}),
        ]);
    }
}
