//! Every jurisdiction can be put into words: nothing unsaid, nothing out of order, changes that are changes.

use tax::sheet::{ChangeOf, history, page, sheet};

#[test]
fn every_jurisdiction_has_a_sheet_that_says_something_of_every_rule() {
    for state in tax::jurisdictions() {
        let sheet = sheet(state).expect("a sheet");
        assert!(!sheet.sources.is_empty(), "{state} names its sources");
        for said in sheet.all() {
            assert!(
                !said.about.is_empty() && !said.says.is_empty(),
                "{state}: {said:?}"
            );
            assert!(
                said.verified == said.note.is_none(),
                "{state}: what is uncertain has a note: {said:?}"
            );
            if let (Some(from), Some(to)) = (said.from, said.to) {
                assert!(from.days_between(to) >= 0, "{state}: {said:?}");
            }
        }
        let changes = history(state).expect("a history");
        assert!(
            changes
                .windows(2)
                .all(|two| two[0].on.day_number() >= two[1].on.day_number()),
            "{state}: the latest first"
        );
        assert!(
            changes.iter().all(|change| change.before != change.after),
            "{state}"
        );
        assert!(page(&sheet, &changes).contains(&sheet.name));
    }
}

/// R.C. 5739.02(B), Ohio: Franklin County's transit levy of 0.5 % began on 2025-04-01; Ohio Revised Code
/// 4505.09: the title fee went from $15 to $18 on 2026-01-01.
#[test]
fn history_tells_rules_and_local_rates() {
    let changes = history("OH").expect("Ohio");
    let franklin = changes
        .iter()
        .find(|change| change.about == "Franklin County" && change.on.to_string() == "2025-04-01")
        .expect("the levy");
    assert_eq!(franklin.of, ChangeOf::LocalRate);
    assert_eq!(franklin.before.as_deref(), Some("1.75 %"));
    assert_eq!(franklin.after.as_deref(), Some("2.25 %"));
    let title = changes
        .iter()
        .find(|change| change.about.starts_with("Title") && change.on.to_string() == "2026-01-01")
        .expect("the fee");
    assert_eq!(title.of, ChangeOf::Rule);
    assert_eq!(title.before.as_deref(), Some("$15"));
    assert_eq!(title.after.as_deref(), Some("$18"));
    assert!(history("ZZ").is_none());
}
