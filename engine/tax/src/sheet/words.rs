//! Conditions, amounts and rates in words.

use money::{Cents, Rate, Rounding};

use crate::days::By;
pub use crate::dollars::dollars;
use crate::rules::{
    CapOn, CreditAllowed, FeeOf, FeeRule, Jurisdiction, Local, RatePeriod, RateRow, Reach, Role,
    Span, Tax, Test, WeightOf,
};
use crate::{LeaseMethod, PartKind};

pub fn percent(parts: i64) -> String {
    format!("{} %", Rate::new(parts).to_percent_text())
}

fn number(count: u32) -> String {
    let text = dollars(Cents::dollars(i64::from(count)));
    text.trim_start_matches('$').to_owned()
}

pub const fn kind(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Vehicle => "Price of the vehicle",
        PartKind::DealerDiscount => "Dealer discount",
        PartKind::Accessories => "Accessories",
        PartKind::DeliveryCharge => "Delivery charge",
        PartKind::DocFee => "Doc fee",
        PartKind::ServiceContract => "Service contract",
        PartKind::Gap => "GAP",
        PartKind::Maintenance => "Maintenance plan",
        PartKind::TireWheel => "Tire and wheel",
        PartKind::Insurance => "Insurance",
        PartKind::OtherProduct => "Other products",
        PartKind::ManufacturerRebate => "Manufacturer rebate",
        PartKind::DealerRebate => "Dealer rebate",
        PartKind::TradeIn => "Trade allowance",
        PartKind::NegativeEquity => "Negative equity",
        PartKind::BookValueAdjustment => "Guide value",
        PartKind::LeasePayment => "Lease payments",
        PartKind::CapReductionCash => "Cap reduction in cash",
        PartKind::CapReductionTrade => "Cap reduction by trade",
        PartKind::CapReductionRebate => "Cap reduction by rebate",
        PartKind::AcquisitionFee => "Acquisition fee",
        PartKind::GrossCapCost => "Gross cap cost",
        PartKind::Residual => "Residual",
        PartKind::Declared => "Declared amount",
        PartKind::RentCharge => "Rent charge",
    }
}

pub const fn method(method: LeaseMethod) -> &'static str {
    match method {
        LeaseMethod::EachPayment => "Each payment is taxed as it falls due.",
        LeaseMethod::TotalOfPayments => "All payments together are taxed once, at signing.",
        LeaseMethod::Price => "The price of the vehicle is taxed once, at signing.",
        LeaseMethod::CapitalizedCost => "The capitalized cost is taxed once, at signing.",
        LeaseMethod::LessResidual => "The cost less the residual is taxed once, at signing.",
        LeaseMethod::None => "A lease is not taxed.",
    }
}

pub const fn place(role: Role) -> &'static str {
    match role {
        Role::Registration => "where the vehicle is registered or garaged",
        Role::Buyer => "where the buyer lives",
        Role::Dealer => "the dealer's place of business",
        Role::Delivery => "where the vehicle is handed over",
    }
}

pub const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Full => "in full",
        Reach::None => "none",
        Reach::HomeRate => "at the home state's rate where that is lower",
        Reach::HomeRateEitherWay => "at the home state's rate",
        Reach::ReducedBase => "on a base reduced to the home state's rate",
        Reach::Lesser => "the lesser of both states' tax",
        Reach::HomeStateTax => "no more than the home state's own state tax",
    }
}

/// How a credit is worked out, where the reason does not say it.
pub const fn credit(allow: CreditAllowed) -> Option<&'static str> {
    match allow {
        CreditAllowed::None | CreditAllowed::OwnTax => None,
        CreditAllowed::Relief => Some("Tax paid there frees the sale."),
        CreditAllowed::RateDifference => Some("The rate is the difference of both rates."),
        CreditAllowed::RateTimesBase => Some("Their rate is taken of the base here."),
    }
}

/// A rate with its tiers and limits, as one sentence part.
pub fn rate(law: &Jurisdiction, tax: &Tax, period: &RatePeriod) -> String {
    let mut out = String::new();
    for row in period.rows {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(&tier(law, row));
    }
    if period.rows.is_empty() {
        out.push_str("the rate of the place");
    }
    if period.trigger_over >= 0 {
        out.push_str(&format!(
            "; only over {}",
            dollars(Cents::new(period.trigger_over))
        ));
    }
    if let Some(cap) = period.cap {
        out.push_str(&format!("; of the first {}", dollars(cap)));
    }
    if period.cap_on == CapOn::LeaseTotal {
        out.push_str("; of a lease, of all that is paid, signing first");
    }
    if period.min.is_positive() {
        out.push_str(&format!("; at least {}", dollars(period.min)));
    }
    if let Some(max) = period.max {
        out.push_str(&format!("; at most {}", dollars(max)));
    }
    if let Some((unit, rounding)) = tax.unit {
        let begun = match rounding {
            Rounding::Up => "begun ones too",
            Rounding::Down => "whole ones only",
            Rounding::HalfUp | Rounding::HalfEven => "to the nearest",
        };
        out.push_str(&format!("; for every {}, {begun}", dollars(unit)));
    }
    if tax.passed_on > 0 {
        out.push_str("; passed on with the tax on itself");
    }
    out
}

/// What a fee comes to, or how it is computed.
pub fn fee(rule: &FeeRule) -> String {
    let Some(amount) = rule.amount else {
        return "Amount not known.".into();
    };
    let Some(formula) = rule.computed else {
        return dollars(amount);
    };
    let mut terms = Vec::new();
    if amount.is_positive() {
        terms.push(dollars(amount));
    }
    if formula.percent > 0 {
        let of = match formula.of {
            FeeOf::Price => "the price",
            FeeOf::Msrp => "the MSRP",
            FeeOf::TaxableBase => "the taxable base",
        };
        terms.push(format!("{} of {of}", percent(formula.percent)));
    }
    if formula.per_100_lb.is_positive() {
        let of = match formula.of_weight {
            WeightOf::Curb => "curb weight",
            WeightOf::Gross => "gross weight",
        };
        terms.push(format!(
            "{} for every begun 100 lb of {of}",
            dollars(formula.per_100_lb)
        ));
    }
    let mut out = terms.join(" and ");
    if formula.min.is_positive() {
        out.push_str(&format!("; at least {}", dollars(formula.min)));
    }
    if let Some(max) = formula.max {
        out.push_str(&format!("; at most {}", dollars(max)));
    }
    out
}

/// Whose address decides, and what a second one adds.
pub fn places(local: Local) -> String {
    let mut out = place(local.place).to_owned();
    if local.given_only {
        out.push_str("; no table of its rates is held, so only a rate that is given is charged");
    }
    if let Some(role) = local.topped_up_at {
        out.push_str(&format!(
            "; the difference to a higher rate elsewhere ({}) is due at registration",
            place(role)
        ));
    }
    if let Some(role) = local.shared_with {
        out.push_str(&format!(
            "; what is not levied at another place too ({}) is due at registration",
            place(role)
        ));
    }
    out
}

fn tier(law: &Jurisdiction, row: &RateRow) -> String {
    let mut out = match (row.rate, row.flat.is_zero()) {
        (0, false) => dollars(row.flat),
        (rate, true) => percent(rate),
        (rate, false) => format!("{} and {}", percent(rate), dollars(row.flat)),
    };
    match (row.over.is_zero(), row.up_to) {
        (true, None) => {}
        (true, Some(up_to)) => out.push_str(&format!(" up to {}", dollars(up_to))),
        (false, None) => out.push_str(&format!(" over {}", dollars(row.over))),
        (false, Some(up_to)) => out.push_str(&format!(
            " over {} up to {}",
            dollars(row.over),
            dollars(up_to)
        )),
    }
    if let Some(max) = row.max {
        out.push_str(&format!(", at most {}", dollars(max)));
    }
    if let Some(when) = condition(law, row.when) {
        out.push_str(&format!(" ({when})"));
    }
    out
}

/// All conditions in words; nothing where there is none.
pub fn condition(law: &Jurisdiction, tests: &[Test]) -> Option<String> {
    if tests.is_empty() {
        return None;
    }
    let words: Vec<String> = tests.iter().map(|test| one(law, *test)).collect();
    Some(words.join("; "))
}

/// The conditions, and the date that a rule goes by where it is another than that of the sale.
pub fn when(law: &Jurisdiction, span: Span, tests: &[Test]) -> Option<String> {
    let by = match span.by {
        By::Date => None,
        By::Contract => Some("by the date of the contract"),
        By::Delivery => Some("by the date of delivery"),
        By::Titling => Some("by the date of the title application"),
    };
    let dated = span.from > 0 || span.to < u16::MAX;
    match (condition(law, tests), by.filter(|_| dated)) {
        (Some(tests), Some(by)) => Some(format!("{tests}; {by}")),
        (tests, by) => tests.or_else(|| by.map(str::to_owned)),
    }
}

fn chosen(mask: u8, names: &[&str]) -> String {
    let chosen: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(index, _)| mask & (1 << index) != 0)
        .map(|(_, name)| *name)
        .collect();
    chosen.join(" or ")
}

const CLASSES: [&str; 6] = [
    "passenger car",
    "light truck",
    "heavy truck",
    "motorcycle",
    "motorhome",
    "trailer",
];
const FUELS: [&str; 6] = [
    "gasoline",
    "diesel",
    "hybrid",
    "plug-in hybrid",
    "electric",
    "hydrogen",
];
const PROVIDERS: [&str; 3] = ["the dealer", "a third party", "an insurer"];

fn one(law: &Jurisdiction, test: Test) -> String {
    let question = |index: u8| {
        law.questions
            .get(usize::from(index))
            .map_or_else(String::new, |question| question.text.wording().into_owned())
    };
    let exemption = |index: u8| {
        let rule = law.exemptions.get(usize::from(index));
        rule.map_or_else(String::new, |rule| rule.code.replace('_', " "))
    };
    let yes_no = |yes: bool, is: &str, is_not: &str| (if yes { is } else { is_not }).to_owned();
    match test {
        Test::New => "new vehicle".into(),
        Test::Used => "used vehicle".into(),
        Test::Class(mask) => chosen(mask, &CLASSES),
        Test::Fuel(mask) => chosen(mask, &FUELS),
        Test::GrossWeightOver(limit) => format!("gross weight over {} lb", number(limit)),
        Test::GrossWeightUpTo(limit) => format!("gross weight up to {} lb", number(limit)),
        Test::CurbWeightOver(limit) => format!("curb weight over {} lb", number(limit)),
        Test::CurbWeightUpTo(limit) => format!("curb weight up to {} lb", number(limit)),
        Test::CityMpgOver(limit) => format!("over {limit} city mpg"),
        Test::CityMpgUpTo(limit) => format!("up to {limit} city mpg"),
        Test::CombinedMpgOver(limit) => format!("over {limit} combined mpg"),
        Test::CombinedMpgUpTo(limit) => format!("up to {limit} combined mpg"),
        Test::CombinedMpgKnown(known) => {
            yes_no(known, "combined mpg is given", "combined mpg is not given")
        }
        Test::AgeOver(years) => format!("older than {years} years"),
        Test::AgeUpTo(years) => format!("up to {years} years old"),
        Test::OdometerOver(limit) => format!("over {} miles", number(limit)),
        Test::OdometerUpTo(limit) => format!("up to {} miles", number(limit)),
        Test::MsrpOver(limit) => format!("MSRP over ${}", number(limit)),
        Test::PriceOver(limit) => format!("price over ${}", number(limit)),
        Test::BaseUpTo(limit) => format!("taxable base up to ${}", number(limit)),
        Test::Retail => "sale".into(),
        Test::Lease => "lease".into(),
        Test::Answer(index) => format!("answered yes: “{}”", question(index)),
        Test::NotAnswer(index) => format!("answered no: “{}”", question(index)),
        Test::AnswerOver(index, limit) => {
            format!(
                "answered more than {}: “{}”",
                number(limit),
                question(index)
            )
        }
        Test::AnswerUpTo(index, limit) => {
            format!("answered up to {}: “{}”", number(limit), question(index))
        }
        Test::LeaseMonthsFrom(months) => format!("lease of {months} months or more"),
        Test::LeaseMonthsUnder(months) => format!("lease under {months} months"),
        Test::LeaseMethod(chosen) => format!("lease method: {}", method(chosen)),
        Test::Exemption(index) => format!("exemption “{}”", exemption(index)),
        Test::NotExemption(index) => format!("without the exemption “{}”", exemption(index)),
        Test::Has(part) => format!("with: {}", kind(part).to_lowercase()),
        Test::Lacks(part) => format!("without: {}", kind(part).to_lowercase()),
        Test::DeliveredElsewhere(elsewhere) => yes_no(
            elsewhere,
            "handed over in another state",
            "handed over in this state",
        ),
        Test::Home(states) => format!("home state {}", states.join(", ")),
        Test::Resident(resident) => yes_no(
            resident,
            "registered in this state",
            "registered in another state",
        ),
        Test::HomeGivesCredit(gives) => yes_no(
            gives,
            "the home state credits this state's tax",
            "the home state does not credit this state's tax",
        ),
        Test::DealerStateIsHome(here) => yes_no(
            here,
            "sold by a dealer in this state",
            "sold by a dealer in another state",
        ),
        Test::Provider(mask) => format!("provided by {}", chosen(mask, &PROVIDERS)),
        Test::RebateAssigned(assigned) => yes_no(
            assigned,
            "rebate signed over to the dealer",
            "rebate not signed over to the dealer",
        ),
        Test::RebateAssignmentUnknown(unknown) => yes_no(
            unknown,
            "not said whether the rebate is signed over",
            "said whether the rebate is signed over",
        ),
        Test::TradeTitledHere(here) => yes_no(
            here,
            "trade titled in this state",
            "trade titled in another state",
        ),
        Test::TradeOwnedByBuyer(owned) => yes_no(
            owned,
            "trade owned by the buyer",
            "trade not owned by the buyer",
        ),
        Test::TradeClass(mask) => format!("trade is a {}", chosen(mask, &CLASSES)),
    }
}
