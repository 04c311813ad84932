//! Writes the conditions of a rule as the interpreter's tests.

use super::document::{Document, When};
use super::emit::question;
use super::literals::{list, mask};
use super::words::{ClassWord, Kind};

fn states(list_of: &[String]) -> String {
    list(list_of, |state| format!("{state:?}"))
}

/// The tests that must all hold.
pub fn tests(document: &Document, when: &When) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut test = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push(format!("Test::{name}({value})"));
        }
    };
    let classes = |words: &Option<Vec<ClassWord>>| {
        words
            .as_ref()
            .map(|words| mask(words.iter().map(|word| *word as u32)))
    };
    let whole = |number: Option<u32>| number.map(|number| number.to_string());
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
    let kind = |kind: Option<Kind>| kind.map(|kind| format!("PartKind::{kind:?}"));
    let claim = |code: Option<&String>| {
        let exemptions = &document.exemption;
        let place = |code: &String| {
            exemptions
                .iter()
                .position(|one| one.get_ref().code == *code)
        };
        code.map(|code| place(code).unwrap_or(0).to_string())
    };
    let answer = |code: Option<&String>| code.map(|code| question(document, code).to_string());
    test("Class", classes(&when.class));
    test(
        "Fuel",
        when.fuel
            .as_ref()
            .map(|words| mask(words.iter().map(|word| *word as u32))),
    );
    test("GrossWeightOver", whole(when.gross_weight_over));
    test("GrossWeightUpTo", whole(when.gross_weight_up_to));
    test("CurbWeightOver", whole(when.curb_weight_over));
    test("CurbWeightUpTo", whole(when.curb_weight_up_to));
    test("CityMpgOver", whole(when.city_mpg_over));
    test("CityMpgUpTo", whole(when.city_mpg_up_to));
    test("CombinedMpgOver", whole(when.combined_mpg_over));
    test("CombinedMpgUpTo", whole(when.combined_mpg_up_to));
    test("CombinedMpgKnown", flag(when.combined_mpg_known));
    test("AgeOver", whole(when.age_over));
    test("AgeUpTo", whole(when.age_up_to));
    test("OdometerOver", whole(when.odometer_over));
    test("OdometerUpTo", whole(when.odometer_up_to));
    test("MsrpOver", whole(when.msrp_over));
    test("PriceOver", whole(when.price_over));
    test("BaseUpTo", whole(when.base_up_to));
    test("Answer", answer(when.answer.as_ref()));
    test("NotAnswer", answer(when.not_answer.as_ref()));
    test(
        "AnswerOver",
        when.answer_over
            .as_ref()
            .map(|(code, over)| format!("{}, {over}", question(document, code))),
    );
    test(
        "AnswerUpTo",
        when.answer_up_to
            .as_ref()
            .map(|(code, most)| format!("{}, {most}", question(document, code))),
    );
    test("LeaseMonthsFrom", whole(when.lease_months_from));
    test("LeaseMonthsUnder", whole(when.lease_months_under));
    test(
        "LeaseMethod",
        when.lease_method
            .map(|method| format!("LeaseMethod::{method:?}")),
    );
    test("Exemption", claim(when.exemption.as_ref()));
    test("NotExemption", claim(when.not_exemption.as_ref()));
    test("Has", kind(when.has));
    test("Lacks", kind(when.lacks));
    test("DeliveredElsewhere", flag(when.delivered_elsewhere));
    test("Home", when.home.as_ref().map(|home| states(home)));
    test("Resident", flag(when.resident));
    test("HomeGivesCredit", flag(when.home_gives_credit));
    test("DealerStateIsHome", flag(when.dealer_state_is_home));
    test(
        "Provider",
        when.provider
            .as_ref()
            .map(|words| mask(words.iter().map(|word| *word as u32))),
    );
    test("RebateAssigned", flag(when.rebate_assigned));
    test(
        "RebateAssignmentUnknown",
        flag(when.rebate_assignment_unknown),
    );
    test("TradeTitledHere", flag(when.trade_titled_here));
    test("TradeOwnedByBuyer", flag(when.trade_owned_by_buyer));
    test("TradeClass", classes(&when.trade_class));
    if let Some(condition) = when.condition {
        all.push(format!("Test::{condition:?}"));
    }
    if let Some(kind) = when.kind {
        all.push(format!("Test::{kind:?}"));
    }
    list(all, |test| test)
}
