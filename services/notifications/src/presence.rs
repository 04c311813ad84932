//! Who is at a deal: rows of sockets become people, each once.

use jiff::Timestamp;
use platform::ids::Uuid;

use crate::message::Person;

/// A socket that is at a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    pub user: Uuid,
    pub name: String,
    pub structure: Option<Uuid>,
    pub cell: Option<String>,
    pub since: Timestamp,
    pub moved_at: Timestamp,
}

/// The people, those who came first in front. Somebody with two windows on the deal is where they moved last.
#[must_use]
pub fn people(rows: Vec<Presence>) -> Vec<Person> {
    let mut latest: Vec<Presence> = Vec::new();
    for row in rows {
        match latest.iter_mut().find(|one| one.user == row.user) {
            Some(one) => {
                let since = one.since.min(row.since);
                if row.moved_at > one.moved_at {
                    *one = row;
                }
                one.since = since;
            }
            None => latest.push(row),
        }
    }
    latest.sort_by_key(|one| (one.since, one.user));
    let person = |row: Presence| Person {
        id: row.user,
        name: row.name,
        structure: row.structure,
        cell: row.cell,
        since: row.since,
    };
    latest.into_iter().map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::{Presence, people};
    use jiff::Timestamp;
    use platform::ids::Uuid;

    fn row(user: u128, cell: &str, since: i64, moved_at: i64) -> Presence {
        let at = |second| Timestamp::from_second(second).expect("an instant");
        Presence {
            user: Uuid::from_u128(user),
            name: format!("Person {user}"),
            structure: None,
            cell: Some(cell.to_owned()),
            since: at(since),
            moved_at: at(moved_at),
        }
    }

    #[test]
    fn one_person_with_two_windows_is_where_they_moved_last() {
        let there = people(vec![
            row(1, "price", 20, 50),
            row(2, "down", 10, 10),
            row(1, "rate", 30, 40),
        ]);
        let told: Vec<_> = there
            .iter()
            .map(|one| (one.id.as_u128(), one.cell.as_deref(), one.since.as_second()))
            .collect();
        assert_eq!(told, [(2, Some("down"), 10), (1, Some("price"), 20)]);
    }
}
