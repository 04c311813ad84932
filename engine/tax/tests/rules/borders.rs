//! Sales across a border between invented jurisdictions: reach, credit, ceiling, who collects.

use super::mechanisms::invented_laws;
use super::{Desk, Worked, work_under};
use crate::json;
use crate::rules::Jurisdiction;

fn law(state: &str) -> &'static Jurisdiction {
    invented_laws()
        .iter()
        .find(|law| law.state == state)
        .expect("the jurisdiction")
}

pub fn at_date(state: &str, date: &str, rest: &str) -> Worked {
    let text = format!(
        r#"{{"date":"{date}","registration":{{"state":"{state}"}},"price":"20000.00"{rest}}}"#
    );
    let sale = json::parse(&text).expect("a sale");
    let law = law(state);
    let figures_only = work_under(law, &sale, Desk::new(false))
        .map_err(|faults| format!("{faults:?}"))
        .expect("figures");
    let explained = work_under(law, &sale, Desk::new(true))
        .map_err(|faults| format!("{faults:?}"))
        .expect("figures");
    assert_eq!(figures_only.figures, explained.figures);
    explained
}

fn at(state: &str, rest: &str) -> Worked {
    at_date(state, "2026-06-01", rest)
}

/// Total due and credit.
pub fn due(worked: &Worked) -> (String, String) {
    let totals = worked.figures.totals;
    (totals.due.to_text(), totals.credit.to_text())
}

/// By the dealer and at registration.
fn collected(worked: &Worked) -> (String, String) {
    let figures = worked.figures;
    (
        figures.collected_by_dealer.to_text(),
        figures.due_at_registration.to_text(),
    )
}

pub fn texts(one: &str, other: &str) -> (String, String) {
    (one.into(), other.into())
}

fn paid(state: &str, amount: &str, more: &str) -> String {
    format!(r#","tax_paid_elsewhere":[{{"state":"{state}","amount":"{amount}"{more}}}]"#)
}

fn codes(worked: &Worked) -> Vec<&str> {
    worked.lines.iter().map(|line| line.code.as_ref()).collect()
}

pub fn warned(worked: &Worked, code: &str) -> bool {
    worked.warnings.iter().any(|one| one.code == code)
}

#[test]
fn the_difference_of_the_rates_is_taken_and_the_flat_addition_stays() {
    // 6.5 % − 5.3 % = 1.2 % of 20,000 = 240.00, and the flat 20 that no credit reaches; 6.5 % alone is 1,300.
    let given = at("XB", &paid("VA", "1000.00", r#","rate":"0.053""#));
    assert_eq!(due(&given), texts("260.00", "1060.00"));
    // 6.5 % − 6.25 % = 0.25 % = 50.00, below the least tax of 100.00.
    let least = at("XB", &paid("VA", "1250.00", r#","rate":"0.0625""#));
    assert_eq!(due(&least), texts("120.00", "1200.00"));
    // A higher rate than the own leaves the least tax as well.
    let higher = at("XB", &paid("VA", "1500.00", r#","rate":"0.08""#));
    assert_eq!(due(&higher), texts("120.00", "1200.00"));
}

#[test]
fn their_rate_is_taken_from_their_rules_else_from_what_was_paid() {
    // Another invented state's principal rate is 5 %: 1.5 % of 20,000 = 300.00 and 20.00.
    let looked_up = at("XB", &paid("XC", "1234.56", ""));
    assert_eq!(due(&looked_up), texts("320.00", "1000.00"));
    // No rules for such a state: 800 of 20,000 is 4 %; 2.5 % = 500.00 and 20.00.
    let divided = at("XB", &paid("ZZ", "800.00", ""));
    assert_eq!(due(&divided), texts("520.00", "800.00"));
    // Before the other state's rules begin nothing is known of its rate: again 800 of 20,000.
    let early = at("XB", &paid("XC", "800.00", r#","date":"2024-12-31""#));
    assert_eq!(due(&early), texts("520.00", "800.00"));
    // Nothing was paid there: the full 1,300.00 and 20.00.
    let nothing = at("XB", &paid("XC", "0.00", ""));
    assert_eq!(due(&nothing), texts("1320.00", "0.00"));
}

#[test]
fn credit_for_one_state_ends_at_a_rate() {
    // At most 1 % counts for AL: 5.5 % of 20,000 = 1,100.00 and 20.00.
    let difference = at("XB", &paid("AL", "400.00", r#","rate":"0.02""#));
    assert_eq!(due(&difference), texts("1120.00", "200.00"));
    // Elsewhere at most 2 % of the base: 9 % of 20,000 = 1,800 less 400.
    let times = at("XC", &paid("AL", "700.00", r#","rate":"0.035""#));
    assert_eq!(due(&times), texts("1400.00", "400.00"));
}

#[test]
fn their_rate_is_taken_of_the_own_base_and_the_states_tax_comes_first() {
    // 16,000 after the trade: own 5 % = 800 and 4 % = 640. Their 6 % of 16,000 = 960: 800 off the state's
    // tax, 160 off the county's, 480 left.
    let trade = r#","trades":[{"allowance":"4000.00"}]"#;
    let sale = at(
        "XC",
        &format!("{trade}{}", paid("TX", "1250.00", r#","rate":"0.06""#)),
    );
    assert_eq!(due(&sale), texts("480.00", "960.00"));
    assert!(
        sale.sentence.contains(
            " Example C credits $960, $800 against its state tax and $160 against local tax: "
        ),
        "{}",
        sale.sentence
    );
    // Never more than the own tax: 12 % of 20,000 against 1,800.
    let more = at("XC", &paid("TX", "2400.00", r#","rate":"0.12""#));
    assert_eq!(due(&more), texts("0.00", "1800.00"));
}

#[test]
fn tax_paid_there_frees_the_sale_entirely_within_its_days() {
    let freed = at("XD", &paid("TX", "100.00", r#","date":"2026-03-03""#));
    assert_eq!(due(&freed), texts("0.00", "1000.00"));
    // From 2026-03-02 to 2026-06-01 it is 91 days: 29 + 30 + 31 + 1.
    let late = at("XD", &paid("TX", "100.00", r#","date":"2026-03-02""#));
    assert_eq!(due(&late), texts("1000.00", "0.00"));
    assert!(warned(&late, "credit_refused"));
    let nothing = at("XD", &paid("TX", "0.00", ""));
    assert_eq!(due(&nothing), texts("1000.00", "0.00"));
}

#[test]
fn a_ceiling_ends_the_tax_after_the_credit() {
    let newcomer = r#","exemptions":[{"code":"newcomer"}]"#;
    // 9 % of 20,000 = 1,800; a newcomer pays 90.
    let alone = at("XC", newcomer);
    assert_eq!(due(&alone), texts("90.00", "1710.00"));
    assert!(
        alone
            .sentence
            .contains(" Its tax ends at $90, $1,710 less: "),
        "{}",
        alone.sentence
    );
    // Credit of 8.7 % = 1,740 leaves 60, under the ceiling.
    let credited = at(
        "XC",
        &format!("{newcomer}{}", paid("TX", "1740.00", r#","rate":"0.087""#)),
    );
    assert_eq!(due(&credited), texts("60.00", "1740.00"));
}

#[test]
fn the_home_states_tax_is_taken_of_a_nonresident_up_to_the_rate() {
    // Registered in XD (5 %, 1,000.00), sold in XB: 1,000 is less than 6 % of 20,000 = 1,200. The flat 20 is a
    // state tax too, and nothing of the home tax is left for it; the fee of nonresidents is 3.
    let lower = at("XD", r#","dealer":{"state":"XB"}"#);
    assert_eq!(collected(&lower), texts("1003.00", "0.00"));
    assert_eq!(codes(&lower), ["XD_TITLE", "XB_SALES", "XB_NONRESIDENT"]);
    // 1,000 + 1,003 − relief of 1,000.
    assert_eq!(due(&lower), texts("1003.00", "1000.00"));
    assert_eq!(lower.explanation.certificates[0].code, "XB-1");
    // The question and the fee are those that are meant for a nonresident, and of home's own none.
    assert_eq!(lower.explanation.questions.len(), 1);
    assert_eq!(lower.explanation.questions[0].code, "leaves_within_days");
    assert_eq!(lower.explanation.fees[0].code, "transit");
    // With a trade that XD deducts as well 12,000 are left: 5 % = 600.
    let trade = at(
        "XD",
        r#","dealer":{"state":"XB"},"trades":[{"allowance":"8000.00"}]"#,
    );
    assert_eq!(collected(&trade), texts("603.00", "0.00"));
}

#[test]
fn a_selling_state_asks_whether_the_home_state_credits_its_tax() {
    // XC excepts XB, so XC's own rule does not matter here: sold in XC, registered in XB, which credits.
    // The lesser of 5 % = 1,000 and XB's 1,320, then the lesser of 4 % = 800 and the 320 that are left.
    let credits = at("XB", r#","dealer":{"state":"XC"}"#);
    assert_eq!(collected(&credits).0, "1320.00");
    // XB credits at its 6.5 % less their 5 %: 300 of its state tax are left, and the flat 20.
    assert_eq!(due(&credits), texts("1640.00", "1000.00"));
    assert_eq!(collected(&credits), texts("1320.00", "320.00"));
    // Registered in XA, which credits all but MS.
    let other = at("XA", r#","dealer":{"state":"XC"}"#);
    // XA: 6 % of 20,000 = 1,200; sold in XC: 1,000 and 200 of 800. All credited.
    assert_eq!(collected(&other), texts("1200.00", "0.00"));
    assert!(
        other.sentence.contains(" Sold in Example C: "),
        "{}",
        other.sentence
    );
}

#[test]
fn an_excepted_selling_state_is_refused_aloud() {
    // Registered in XC (1,800.00), sold in XB: the lesser of XC's state tax 1,000 and 6 %, and the fee of 3; XC
    // excepts XB.
    let sale = at("XC", r#","dealer":{"state":"XB"}"#);
    assert_eq!(due(&sale), texts("2803.00", "0.00"));
    assert_eq!(collected(&sale), texts("1003.00", "1800.00"));
    assert!(warned(&sale, "credit_refused"));
    // The invented rules' own texts are not in the side table, so their numbers stand for them here too.
    let [selling, home] = [law("XB"), law("XC")];
    let expected = format!(
        "{} Sold in Example B: {} Collected by the dealer: $1,003. Due to Example C at registration: $1,800. \
         Example C credits nothing of it: {}",
        home.sale_law.wording(),
        selling.nonresidents[0].reason.wording(),
        home.credits[0].reason.wording(),
    );
    assert_eq!(sale.sentence, expected);
}

#[test]
fn a_claim_of_the_selling_states_law_frees_of_its_tax_alone() {
    // Registered in XD, sold in XC without the claim: XC takes no more than XD's 1,000, which frees of XD's.
    let plain = at("XD", r#","dealer":{"state":"XC"}"#);
    assert_eq!(collected(&plain), texts("1000.00", "0.00"));
    // With it XC takes nothing, and XD's 1,000 are due at registration.
    let claim = r#","dealer":{"state":"XC"},"exemptions":[{"code":"export","certificate":"9"}]"#;
    let freed = at("XD", claim);
    assert_eq!(collected(&freed), texts("0.00", "1000.00"));
    assert_eq!(freed.explanation.certificates[0].code, "XC-9");
    assert!(!warned(&freed, "certificate_missing"));
    // At home the same claim is the home state's own.
    let home = at("XC", r#","exemptions":[{"code":"export"}]"#);
    assert_eq!(due(&home), texts("0.00", "0.00"));
    assert!(warned(&home, "certificate_missing"));
}

#[test]
fn a_delivery_in_the_home_state_is_no_delivery_here() {
    // Sold by a dealer of XD, delivered where it is registered: no tax of XD, and all of XC's at registration.
    let home = at(
        "XC",
        r#","dealer":{"state":"XD"},"delivery":{"state":"XC"}"#,
    );
    assert_eq!(collected(&home), texts("0.00", "1800.00"));
    assert_eq!(home.explanation.certificates[0].code, "XD-2");
    assert!(
        home.sentence
            .contains(" Sold in Example D, delivered in Example C: "),
        "{}",
        home.sentence
    );
    assert!(!warned(&home, "delivered_in_third_state"));
    let third = at(
        "XC",
        r#","dealer":{"state":"XD"},"delivery":{"state":"XB"}"#,
    );
    assert!(warned(&third, "delivered_in_third_state"));
}

#[test]
fn a_tax_paid_at_registration_is_collected_of_a_buyer_who_registers_elsewhere() {
    // XD's 5 % is paid at registration at home; of a buyer from XC the dealer collects it: 1,000.00. XC takes its
    // 1,800 less 5 % of the base.
    let sale = at("XC", r#","dealer":{"state":"XD"}"#);
    assert_eq!(collected(&sale), texts("1000.00", "800.00"));
    assert_eq!(collected(&at("XD", "")), texts("0.00", "1000.00"));
}

#[test]
fn a_lease_across_a_border_is_taxed_where_the_vehicle_is_garaged() {
    let sale = at(
        "XC",
        r#","kind":"lease","dealer":{"state":"XB"},"lease":{"term_months":36,"base_payment":"400.00"}"#,
    );
    // 5 % of 400 = 20.00 a payment, 36 times, and nothing of XB.
    assert_eq!(codes(&sale), ["XC_STATE"]);
    assert_eq!(due(&sale), texts("720.00", "0.00"));
    assert!(
        sale.sentence.contains("The lease is written in Example B"),
        "{}",
        sale.sentence
    );
}

#[test]
fn a_resident_of_the_selling_state_pays_there_in_full() {
    // Sold in XC to a resident of XC who registers in XD: 9 % of 20,000 there, and XD's 1,000 is freed.
    let sale = at("XD", r#","dealer":{"state":"XC"},"buyer":{"state":"XC"}"#);
    assert_eq!(due(&sale), texts("1800.00", "1000.00"));
    assert!(
        sale.sentence.contains("the buyer lives in Example C"),
        "{}",
        sale.sentence
    );
}

#[test]
fn who_collects_may_change_with_the_date() {
    assert_eq!(
        collected(&at_date("XB", "2026-06-30", "")),
        texts("1320.00", "0.00")
    );
    assert_eq!(
        collected(&at_date("XB", "2026-07-01", "")),
        texts("20.00", "1300.00")
    );
}

#[test]
fn miles_answers_and_the_dealers_state_are_conditions() {
    let of = |miles: u32, more: &str| {
        let sale = at("XB", &format!(r#","vehicle":{{"odometer":{miles}}}{more}"#));
        sale.figures.totals.before_credit.to_text()
    };
    // 1,320 and 7 up to 100 miles, or 5 with two doors; 1 beyond.
    assert_eq!(of(100, ""), "1327.00");
    assert_eq!(of(100, r#","answers":{"doors":2}"#), "1325.00");
    assert_eq!(of(100, r#","answers":{"doors":3}"#), "1327.00");
    assert_eq!(of(101, ""), "1321.00");
    // Sold by a dealer of XD the tax of a dealer here is not due; XD's own 1,000 is.
    assert_eq!(of(100, r#","dealer":{"state":"XD"}"#), "2320.00");
    // Not known: neither.
    assert_eq!(at("XB", "").figures.totals.due.to_text(), "1320.00");
}

#[test]
fn a_doubt_is_a_warning_where_it_bears_on_the_sale() {
    let plain = at("XB", "");
    assert!(!warned(&plain, "doubt"));
    let motorcycle = at("XB", r#","vehicle":{"class":"motorcycle"}"#);
    assert!(warned(&motorcycle, "doubt"));
    let doubts = law("XB").doubts;
    let told: Vec<_> = doubts.iter().map(|doubt| doubt.when.is_empty()).collect();
    assert_eq!(told, [true, false]);
}
