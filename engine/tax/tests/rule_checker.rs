//! A rule file that could mislead does not compile: each fault is named with its line.

#[path = "../src/date.rs"]
#[expect(dead_code, reason = "the checker needs only part of the calendar")]
mod date;

#[path = "../compiler/mod.rs"]
#[expect(dead_code, reason = "the build script uses the rest")]
mod compiler;

use compiler::words::{ClassWord, FuelWord, Kind, ProviderWord};
use compiler::{rates, read_rules, zips};

/// A jurisdiction that passes every check; the tests break it.
const WHOLE: &str = r#"state = "XX"
name = "Example"
from = 2025-01-01
to = 2027-12-31
[cite]
law = { text = "Example Code § 1", how = "recalled" }
[[part]]
kind = ["vehicle", "dealer_discount", "accessories", "delivery_charge", "doc_fee", "service_contract", "gap", "maintenance", "tire_wheel", "insurance", "other_product", "manufacturer_rebate", "dealer_rebate", "trade_in", "negative_equity"]
treat = "counted"
reason = "Everything."
cite = "law"
[[tax]]
code = "XX_SALES"
name = "Sales tax"
base = "sale"
[[tax.rate]]
to = 2025-12-31
value = "0.05"
cite = "law"
[[tax.rate]]
from = 2026-01-01
value = "0.06"
cite = "law"
[[lease]]
method = "none"
cite = "law"
[[nonresident]]
state_tax = "none"
county_tax = "none"
city_tax = "none"
reason = "Exempt."
cite = "law"
[[credit]]
allow = "none"
reason = "None."
cite = "law"
[[doc_fee_cap]]
status = "none"
text = "None."
cite = "law"
"#;

fn faults(text: &str) -> Vec<(usize, String)> {
    match read_rules("rules/us-xx.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .into_iter()
            .map(|one| (one.line, one.reason))
            .collect(),
    }
}

/// The line on which a text first stands.
fn line(text: &str, part: &str) -> usize {
    text.lines()
        .position(|line| line.contains(part))
        .expect("the text")
        + 1
}

fn expect(broken: &str, at: usize, words: &str) {
    let found = faults(broken);
    assert!(
        found
            .iter()
            .any(|(line, reason)| *line == at && reason.contains(words)),
        "expected \"{words}\" on line {at}, found {found:?}"
    );
}

#[test]
fn the_example_is_whole() {
    assert_eq!(faults(WHOLE), []);
}

#[test]
fn a_parameter_without_citation_stops_the_build() {
    let broken = WHOLE.replacen(
        "value = \"0.05\"\ncite = \"law\"\n",
        "value = \"0.05\"\n",
        1,
    );
    let found = faults(&broken);
    assert!(found[0].1.contains("missing field `cite`"), "{found:?}");
    let unknown = WHOLE.replacen(
        "value = \"0.05\"\ncite = \"law\"",
        "value = \"0.05\"\ncite = \"lore\"",
        1,
    );
    expect(
        &unknown,
        line(&unknown, "to = 2025-12-31") - 1,
        "cites \"lore\"",
    );
}

#[test]
fn overlapping_dates_stop_the_build() {
    let broken = WHOLE.replace("from = 2026-01-01", "from = 2025-12-31");
    expect(
        &broken,
        line(&broken, "from = 2025-12-31") - 1,
        "2025-12-31 overlaps",
    );
}

#[test]
fn a_gap_in_time_stops_the_build() {
    let broken = WHOLE.replace("from = 2026-01-01", "from = 2026-01-02");
    expect(
        &broken,
        line(&broken, "[[tax]]"),
        "nothing is said for 2026-01-01",
    );
    let early = WHOLE.replacen(
        "[[tax.rate]]\nto =",
        "[[tax.rate]]\nfrom = 2025-01-02\nto =",
        1,
    );
    expect(
        &early,
        line(&early, "[[tax]]"),
        "nothing is said for 2025-01-01",
    );
}

#[test]
fn a_base_speaks_of_every_part() {
    let broken = WHOLE.replace(", \"gap\"", "");
    expect(
        &broken,
        line(&broken, "[[part]]"),
        "base sale, Gap: nothing is said",
    );
}

#[test]
fn an_uncertain_fact_says_what_is_uncertain() {
    let broken = WHOLE.replacen("value = \"0.05\"", "value = \"0.05\"\nverified = false", 1);
    expect(
        &broken,
        line(&broken, "to = 2025-12-31") - 1,
        "not verified",
    );
}

#[test]
fn a_rate_is_a_decimal_text_between_nothing_and_the_whole() {
    for wrong in ["\"5 %\"", "\"1.01\"", "\"0.123456789\"", "\"-0.05\""] {
        let broken = WHOLE.replacen("\"0.05\"", wrong, 1);
        expect(&broken, line(&broken, "to = 2025-12-31") - 1, "rate");
    }
    assert!(
        !faults(&WHOLE.replacen("\"0.05\"", "0.05", 1)).is_empty(),
        "a float is refused"
    );
}

#[test]
fn unknown_words_and_questions_nobody_asks_stop_the_build() {
    let word = WHOLE.replacen("\"gap\"", "\"gapp\"", 1);
    expect(&word, line(&word, "\"gapp\""), "gapp");
    let asked = WHOLE.replacen(
        "value = \"0.05\"",
        "value = \"0.05\"\nwhen = { answer = \"moon\" }",
        1,
    );
    expect(
        &asked,
        line(&asked, "to = 2025-12-31") - 1,
        "no question asks",
    );
    let exempt = WHOLE.replacen(
        "value = \"0.05\"",
        "value = \"0.05\"\nwhen = { exemption = \"moon\" }",
        1,
    );
    expect(&exempt, line(&exempt, "to = 2025-12-31") - 1, "not listed");
}

#[test]
fn a_credit_that_contradicts_itself_stops_the_build() {
    let credit = |keys: &str| {
        let broken = WHOLE.replacen("allow = \"none\"\n", keys, 1);
        let at = line(&broken, "[[credit]]");
        (broken, at)
    };
    for (keys, words) in [
        (
            "allow = \"own_tax\"\nmin = \"100\"\n",
            "only a rate difference",
        ),
        ("allow = \"rate_difference\"\nmin = \"-1\"\n", "is negative"),
        ("allow = \"none\"\nmax_days = 90\n", "does not allow"),
        ("allow = \"own_tax\"\nexcept = [\"Ohio\"]\n", "no state's"),
        (
            "allow = \"own_tax\"\nmax_rates = { PA = \"6\" }\n",
            "not between 0 and 1",
        ),
        (
            "allow = \"own_tax\"\nmax_rates = { pa = \"0.06\" }\n",
            "no state's",
        ),
    ] {
        let (broken, at) = credit(keys);
        expect(&broken, at, words);
    }
    let (word, _) = credit("allow = \"own_tax\"\norder = \"local_first\"\n");
    assert!(
        faults(&word)[0].1.contains("local_first"),
        "{:?}",
        faults(&word)
    );
    let (whole, _) = credit(
        "allow = \"rate_difference\"\nmin = \"100\"\norder = \"state_first\"\nmax_rates = { PA = \"0.06\" }\n",
    );
    assert_eq!(faults(&whole), []);
}

#[test]
fn one_thing_goes_by_one_date() {
    let by = |first: &str, second: &str| {
        let one = format!("to = 2025-12-31\nby = \"{first}\"");
        let other = format!("from = 2026-01-01\nby = \"{second}\"");
        WHOLE
            .replace("to = 2025-12-31", &one)
            .replace("from = 2026-01-01", &other)
    };
    assert_eq!(faults(&by("delivery", "delivery")), []);
    let mixed = by("delivery", "contract");
    expect(
        &mixed,
        line(&mixed, "from = 2026-01-01") - 1,
        "goes by Contract and line",
    );
    let word = by("noon", "noon");
    assert!(faults(&word)[0].1.contains("noon"), "{:?}", faults(&word));
    // What the head says holds for entries that say nothing.
    let head = WHOLE.replacen("to = 2027-12-31", "to = 2027-12-31\nby = \"titling\"", 1);
    assert_eq!(faults(&head), []);
    let apart = head.replace("from = 2026-01-01", "from = 2026-01-01\nby = \"date\"");
    expect(&apart, line(&apart, "from = 2026-01-01") - 1, "by Titling");
}

#[test]
fn a_ceiling_and_a_doubt_say_what_they_are_and_whence() {
    let ceiling = |amount: &str| {
        format!(
            "{WHOLE}[[ceiling]]\namount = \"{amount}\"\nreason = \"Newcomers.\"\ncite = \"law\"\n"
        )
    };
    assert_eq!(faults(&ceiling("90.00")), []);
    let broken = ceiling("ninety");
    expect(&broken, line(&broken, "[[ceiling]]"), "amount \"ninety\"");
    let doubt = |text: &str, cite: &str| {
        format!("{WHOLE}[[doubt]]\ntext = \"{text}\"\ncite = \"{cite}\"\n")
    };
    assert_eq!(faults(&doubt("Not settled.", "law")), []);
    let silent = doubt(" ", "law");
    expect(&silent, line(&silent, "[[doubt]]"), "what is in doubt");
    let rumour = doubt("Not settled.", "lore");
    expect(&rumour, line(&rumour, "[[doubt]]"), "cites \"lore\"");
}

#[test]
fn a_condition_on_states_and_answers_names_some_that_exist() {
    let when = |when: &str| {
        let broken = WHOLE.replacen(
            "value = \"0.05\"",
            &format!("value = \"0.05\"\nwhen = {{ {when} }}"),
            1,
        );
        let at = line(&broken, "to = 2025-12-31") - 1;
        (broken, at)
    };
    let (answer, at) = when("answer_up_to = [\"moon\", 3]");
    expect(&answer, at, "no question asks");
    let (home, at) = when("home = [\"Ohio\"]");
    expect(&home, at, "no state's");
    let (resident, _) = when("resident = \"yes\"");
    assert!(!faults(&resident).is_empty(), "resident is true or false");
}

#[test]
fn the_rows_of_a_fee_stand_together_and_questions_have_room() {
    let fee = |code: &str| {
        format!(
            "[[fee]]\ncode = \"{code}\"\nname = \"Fee\"\nto = 2025-06-30\namount = \"1.00\"\ncite = \"law\"\n"
        )
    };
    let apart = format!("{WHOLE}{}{}{}", fee("title"), fee("plate"), fee("title"));
    let found = faults(&apart);
    assert!(
        found
            .iter()
            .any(|one| one.1.contains("do not stand together")),
        "{found:?}"
    );
    let mut many = WHOLE.to_owned();
    for number in 0..25 {
        many += &format!(
            "[[question]]\ncode = \"q{number}\"\ntype = \"flag\"\ndefault = false\ntext = \"?\"\ncite = \"law\"\n"
        );
    }
    expect(&many, 1, "25 questions");
}

#[test]
fn the_words_of_rule_files_stand_in_the_order_of_the_interpreter() {
    let same = |word: String, number: u32, other: String, place: u32| {
        assert_eq!((word.as_str(), number), (other.as_str(), place));
    };
    macro_rules! agree {
        ($ours:ident, $theirs:ident, $($word:ident),+) => {$(
            same(format!("{:?}", $ours::$word), $ours::$word as u32, format!("{:?}", tax::$theirs::$word), tax::$theirs::$word as u32);
        )+};
    }
    agree!(
        Kind,
        PartKind,
        Vehicle,
        DealerDiscount,
        Accessories,
        DeliveryCharge,
        DocFee,
        ServiceContract,
        Gap,
        Maintenance,
        TireWheel,
        Insurance,
        OtherProduct,
        ManufacturerRebate,
        DealerRebate,
        TradeIn,
        NegativeEquity,
        BookValueAdjustment,
        LeasePayment,
        CapReductionCash,
        CapReductionTrade,
        CapReductionRebate,
        AcquisitionFee,
        GrossCapCost,
        Residual,
        Declared,
        RentCharge
    );
    agree!(
        ClassWord,
        VehicleClass,
        Passenger,
        LightTruck,
        HeavyTruck,
        Motorcycle,
        Motorhome,
        Trailer
    );
    agree!(
        FuelWord,
        Fuel,
        Gasoline,
        Diesel,
        Hybrid,
        PlugInHybrid,
        Electric,
        Hydrogen
    );
    agree!(ProviderWord, Provider, Dealer, ThirdParty, Insurer);
}

#[test]
fn a_rate_table_names_its_sources_and_does_not_overlap() {
    let table = |rows: &str| format!("#source a = Department\n{}\n{rows}", rates::HEADER);
    let reason = |rows: &str| match rates::read("rates/us-xx.csv", "XX", &table(rows)) {
        Ok(_) => String::new(),
        Err(problems) => format!("{} {}", problems[0].line, problems[0].reason),
    };
    assert_eq!(
        reason("vehicle,county,A County,A County,1001,0.01,,,,,a,high\n"),
        ""
    );
    assert!(
        reason("vehicle,county,A County,A County,1001,0.01,,,,,b,high\n")
            .starts_with("3 source \"b\"")
    );
    let twice = "vehicle,county,A County,A County,1001,0.01,,,2026-01-01,,a,high\nvehicle,county,A County,A County,1001,0.02,,2026-01-01,,,a,high\n";
    assert!(reason(twice).starts_with("4 A County overlaps"));
    assert!(reason("vehicle,city,B,A County,1001,0.01,,,,A County,a,high\n").contains("stacks on"));
    assert!(
        reason("vehicle,county,A County,A County,1001,1.5,,,,,a,high\n").contains("not between")
    );
    // A city from the first day on, its county from 2026 on: in 2025 the city's rate would stand alone.
    let later = "vehicle,county,A County,A County,1001,0.01,,2026-01-01,,,a,high\nvehicle,city,B,A County,1001,0.02,,2025-01-01,,A County,a,high\n";
    assert!(reason(later).ends_with("which has no rate on 2025-01-01"));
    let gap = "vehicle,county,A County,A County,1001,0.01,,,2025-12-31,,a,high\nvehicle,county,A County,A County,1001,0.02,,2026-01-02,,,a,high\nvehicle,city,B,A County,1001,0.02,,2025-01-01,,A County,a,high\n";
    assert!(reason(gap).ends_with("which has no rate on 2026-01-01"));
    assert_eq!(reason(&gap.replace("2026-01-02", "2026-01-01")), "");
}

#[test]
fn a_flat_amount_stands_in_for_a_rate_in_a_class_of_its_own() {
    let reason = |rows: &str| {
        let table = format!(
            "#source a = Department\n{}\n{rows}",
            rates::HEADER_WITH_FLAT
        );
        match rates::read("rates/us-xx.csv", "XX", &table) {
            Ok(_) => String::new(),
            Err(problems) => format!("{} {}", problems[0].line, problems[0].reason),
        }
    };
    let flat = "fee,county,A County,A County,1001,,20.00,,,,,a,high\n";
    assert_eq!(reason(flat), "");
    assert!(
        reason("fee,county,A County,A County,1001,0.01,20.00,,,,,a,high\n")
            .starts_with("3 has a flat amount and a rate")
    );
    let rated = "fee,county,B County,B County,1003,0.01,,,,,,a,high\n";
    assert!(reason(&format!("{flat}{rated}")).contains("a class of its own; line 4"));
    assert!(reason("fee,county,A County,A County,1001,,,,,,,a,high\n").contains("rate"));
}

#[test]
fn a_chain_of_rates_has_an_end_that_the_interpreter_reaches() {
    let reason = |names: &[(&str, &str)]| {
        let mut table = format!("#source a = Department\n{}\n", rates::HEADER);
        for (name, below) in names {
            table += &format!("vehicle,district,{name},A County,1001,0.01,,,,{below},a,high\n");
        }
        match rates::read("rates/us-xx.csv", "XX", &table) {
            Ok(_) => String::new(),
            Err(problems) => format!("{} {}", problems[0].line, problems[0].reason),
        }
    };
    let four = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "")];
    assert_eq!(reason(&four), "");
    let five = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "")];
    assert!(reason(&five).starts_with("3 stacks on more than 3 others"));
    assert!(reason(&[("A", "B"), ("B", "A")]).contains("or on itself"));
}

/// The example with more keys in its tax, and the fault expected on the line of the tax.
fn expect_of_tax(keys: &str, words: &str) {
    let broken = WHOLE.replacen(
        "base = \"sale\"\n",
        &format!("base = \"sale\"\n{keys}\n"),
        1,
    );
    expect(&broken, line(&broken, "[[tax]]"), words);
}

#[test]
fn a_second_place_a_unit_and_passing_on_make_sense() {
    expect_of_tax("topped_up_at = \"registration\"", "has no local rate");
    expect_of_tax(
        "local = \"vehicle\"\nshared_with = \"dealer\"\ntopped_up_at = \"registration\"",
        "not both",
    );
    expect_of_tax("unit = \"0\"", "units of \"0\"");
    expect_of_tax("unit_rounding = \"up\"", "names no unit");
    expect_of_tax("passed_on = 9", "2 to 8 decimals");
    expect_of_tax("passed_on = 5\ncombined = true", "already rounded");
    let other = WHOLE.replacen(
        "[[lease]]",
        "[[tax]]\ncode = \"XX_A\"\nname = \"A\"\nbase = \"sale\"\npassed_on = 5\n[[tax.rate]]\nvalue = \"0.01\"\ncap = \"5\"\ncite = \"law\"\n[[tax]]\ncode = \"XX_B\"\nname = \"B\"\nbase = \"sale\"\npassed_on = 4\n[[tax.rate]]\nvalue = \"0.01\"\ncite = \"law\"\n[[lease]]",
        1,
    );
    expect(
        &other,
        line(&other, "XX_A") - 1,
        "the same bases and decimals",
    );
    expect(&other, line(&other, "cap = \"5\"") - 2, "the whole base");
    let capless = WHOLE.replacen(
        "value = \"0.05\"",
        "value = \"0.05\"\ncap_on = \"lease_total\"",
        1,
    );
    expect(
        &capless,
        line(&capless, "to = 2025-12-31") - 1,
        "against a cap and has none",
    );
}

#[test]
fn a_part_and_a_value_make_sense() {
    for (keys, words) in [
        (
            "measured_by = \"book_value\"",
            "only a trade-in has a book value",
        ),
        ("net_of_payoff = true", "only a trade-in has a book value"),
        ("at_most_tax_paid = true", "only a deducted trade-in"),
    ] {
        let broken = WHOLE.replacen(
            "treat = \"counted\"",
            &format!("treat = \"counted\"\n{keys}"),
            1,
        );
        expect(&broken, line(&broken, "[[part]]"), words);
    }
    for keys in [
        "rule = \"msrp_share\"",
        "rule = \"floor_book_difference\"\nlow = \"0.5\"\nhigh = \"1\"",
        "rule = \"greater_of_price_and_book\"\nlow = \"0.5\"",
    ] {
        let broken = format!("{WHOLE}[[value]]\n{keys}\nreason = \"R.\"\ncite = \"law\"\n");
        expect(&broken, line(&broken, "[[value]]"), "a share alone is low");
    }
}

#[test]
fn a_fee_is_known_computed_or_unknown() {
    for (keys, words) in [
        ("", "has no amount"),
        (
            "amount = \"unknown\"\npercent = \"0.01\"\nof = \"price\"",
            "not known and computed",
        ),
        ("percent = \"0.01\"", "a percentage of something"),
        ("per_100_lb = \"0.40\"", "one of the weights"),
        ("amount = \"5.00\"\nmax = \"9.00\"", "not computed"),
        ("percent = \"1.5\"\nof = \"msrp\"", "not between 0 and 1"),
    ] {
        let broken =
            format!("{WHOLE}[[fee]]\ncode = \"title\"\nname = \"Fee\"\n{keys}\ncite = \"law\"\n");
        expect(&broken, line(&broken, "[[fee]]"), words);
    }
}

#[test]
fn a_zip_names_counties_that_exist() {
    assert!(zips::compile("z", "C,12103,FL,Pinellas County\nZ,33755,12103\n").is_ok());
    let problems = zips::compile("z", "C,12103,FL,Pinellas County\nZ,33755,12104\n")
        .expect_err("no such county");
    assert_eq!(problems[0].line, 2);
}

#[test]
fn no_code_names_a_state() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            sources.push(std::fs::read_to_string(path).expect("a source"));
        }
    }
    assert!(sources.len() > 10);
    for state in tax::jurisdictions() {
        let quoted = format!("\"{state}\"");
        let file = format!("us-{}", state.to_lowercase());
        for source in &sources {
            let code = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                assert!(!line.contains(&quoted) && !line.contains(&file), "{line}");
            }
        }
    }
}
