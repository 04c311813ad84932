//! What is said of a breach: what it is, where the limit lies, and to whom that is told.

use desk::{Breach, LimitCode};
use money::{Cents, Rate};

use crate::print::{Amount, Percent};

/// What a limit is called in a sentence.
#[must_use]
pub const fn noun(code: LimitCode) -> &'static str {
    match code {
        LimitCode::Discount | LimitCode::DiscountShare => "the discount",
        LimitCode::FrontGross => "the front gross",
        LimitCode::TotalGross => "the total gross",
        LimitCode::OverAllowance => "the over-allowance",
        LimitCode::Markup => "the markup",
        LimitCode::FactorMarkup => "the markup of the money factor",
        LimitCode::TermMonths => "the term",
        LimitCode::Ltv => "the loan to value",
    }
}

/// The word of a limit on the wire and in the table.
#[must_use]
pub const fn word(code: LimitCode) -> &'static str {
    match code {
        LimitCode::Discount => "discount",
        LimitCode::DiscountShare => "discount_share",
        LimitCode::FrontGross => "front_gross",
        LimitCode::TotalGross => "total_gross",
        LimitCode::OverAllowance => "over_allowance",
        LimitCode::Markup => "markup",
        LimitCode::FactorMarkup => "factor_markup",
        LimitCode::TermMonths => "term_months",
        LimitCode::Ltv => "ltv",
    }
}

/// One sentence. Without `full`, figure and limit of the dealer's own stay out of it.
#[must_use]
pub fn breach(breach: &Breach, full: bool) -> String {
    let subject = capital(noun(breach.code));
    if breach.confidential && !full {
        return format!("{subject} needs a manager's approval.");
    }
    let limit = breach
        .limit
        .as_deref()
        .map(|text| figure(breach.code, text));
    let limit = limit.unwrap_or_default();
    match &breach.figure {
        Some(text) => {
            let figure = figure(breach.code, text);
            let beyond = match breach.code {
                LimitCode::FrontGross | LimitCode::TotalGross => "under",
                _ => "over",
            };
            format!("{subject} of {figure} is {beyond} the limit of {limit}.")
        }
        None => format!("{subject} is not known, so it is not within the limit of {limit}."),
    }
}

/// A breach as a caller may see it: where figure and limit are the dealer's own, only what it is about.
#[must_use]
pub fn open(breach: Breach) -> Breach {
    if !breach.confidential {
        return breach;
    }
    let pointer = match breach.code {
        LimitCode::OverAllowance => "/trades/0/allowance",
        LimitCode::Markup => "/finance/sell_rate",
        LimitCode::FactorMarkup => "/lease/money_factor",
        _ => "/selling_price",
    };
    Breach {
        pointer: pointer.into(),
        figure: None,
        limit: None,
        ..breach
    }
}

/// A figure in the words of the trade: dollars, points, months.
fn figure(code: LimitCode, text: &str) -> String {
    let percent = |text: &str| {
        let rate = text.parse::<Rate>().ok();
        rate.map(|rate| rate.percent())
    };
    let said = match code {
        LimitCode::Discount
        | LimitCode::FrontGross
        | LimitCode::TotalGross
        | LimitCode::OverAllowance => text.parse::<Cents>().ok().map(|it| it.dollars()),
        LimitCode::DiscountShare | LimitCode::Markup | LimitCode::Ltv => percent(text),
        LimitCode::TermMonths => Some(format!("{text} months")),
        LimitCode::FactorMarkup => None,
    };
    said.unwrap_or_else(|| text.to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{breach, open};
    use desk::{Breach, LimitCode};

    fn under_the_floor() -> Breach {
        Breach {
            code: LimitCode::FrontGross,
            pointer: "/selling_price".into(),
            figure: Some("-120.00".into()),
            limit: Some("1500.00".into()),
            confidential: true,
        }
    }

    #[test]
    fn a_sentence_names_figure_and_limit_to_whoever_may_see_them() {
        let floor = under_the_floor();
        assert_eq!(
            breach(&floor, true),
            "The front gross of −$120.00 is under the limit of $1,500.00."
        );
        assert_eq!(
            breach(&floor, false),
            "The front gross needs a manager's approval."
        );
        let markup = Breach {
            code: LimitCode::Markup,
            pointer: "/finance/sell_rate".into(),
            figure: Some("0.0225".into()),
            limit: Some("0.02".into()),
            confidential: true,
        };
        assert_eq!(
            breach(&markup, true),
            "The markup of 2.25% is over the limit of 2.00%."
        );
    }

    #[test]
    fn an_open_breach_says_only_what_it_is_about() {
        let cost_unknown = Breach {
            figure: None,
            pointer: "/vehicle_cost".into(),
            ..under_the_floor()
        };
        let open = serde_json::to_value(open(cost_unknown)).expect("a breach");
        assert_eq!(
            open,
            serde_json::json!({"code": "front_gross", "pointer": "/selling_price", "confidential": true})
        );
    }
}
