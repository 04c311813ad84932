//! Reasons as they go out: a stable code and figures for programs, a sentence for people.

use std::fmt;

use money::Rate;
use serde::{Serialize, Serializer};

use crate::programme::{AdvanceBase, Exclusion, SheetCondition};
use crate::reason::{MarkupRefusal, Reason};

/// A reason as it goes out: what programs go by, and what people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = FitReason))]
pub struct Told {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: &'static str,
    /// The figure of the deal: decimal text, a date, or a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What it would have to keep to, the same way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    pub text: String,
}

fn told(code: &'static str, value: String, limit: String, text: String) -> Told {
    let given = |text: String| (!text.is_empty()).then_some(text);
    Told {
        code,
        value: given(value),
        limit: given(limit),
        text,
    }
}

/// Points with two decimals at least: `"2.25"`.
fn points(rate: Rate) -> String {
    let text = rate.to_percent_text();
    match text.split_once('.') {
        None => format!("{text}.00"),
        Some((_, decimals)) if decimals.len() == 1 => format!("{text}0"),
        Some(_) => text,
    }
}

fn percent(rate: Rate) -> String {
    format!("{} %", rate.to_percent_text())
}

impl Exclusion {
    const fn what(self) -> &'static str {
        match self {
            Self::OpenBankruptcy => "an open bankruptcy",
            Self::PastRepossession => "a past repossession",
            Self::FirstTimeBuyer => "first-time buyers",
            Self::CommercialUse => "commercial use",
            Self::BrandedTitle => "a branded title",
            Self::NegativeEquity => "negative equity",
        }
    }
}

impl SheetCondition {
    const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Used => "used",
            Self::Certified => "certified",
        }
    }
}

impl AdvanceBase {
    const fn word(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Msrp => "MSRP",
            Self::Book => "book value",
        }
    }
}

impl fmt::Display for MarkupRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over = |out: &mut fmt::Formatter<'_>, limit: Rate, whose: &str| {
            write!(
                out,
                "Markup {} is over {}, the limit of {whose} at {} months.",
                points(self.markup),
                points(limit),
                self.term_months
            )
        };
        match (self.lender_limit, self.state_limit) {
            (Some(lender), Some((state, allowed))) if lender <= allowed => {
                over(out, lender, &self.lender)?;
                write!(out, " {state} allows {}.", points(allowed))
            }
            (Some(lender), Some((state, allowed))) => {
                over(out, allowed, state)?;
                write!(out, " {} allows {}.", self.lender, points(lender))
            }
            (Some(lender), None) => over(out, lender, &self.lender),
            // Of a contract that names no lender's sheet the state alone speaks.
            (None, Some((state, allowed))) if self.lender.is_empty() => over(out, allowed, state),
            (None, Some((state, allowed))) => {
                over(out, allowed, state)?;
                write!(out, " {} sets no limit of its own.", self.lender)
            }
            (None, None) => Ok(()),
        }
    }
}

impl Reason {
    /// The reason as it goes out.
    #[must_use]
    pub fn told(&self) -> Told {
        let plain = |code, text: String| told(code, String::new(), String::new(), text);
        match self {
            Self::NotKnown(needs) => {
                plain("not_known", format!("not known: needs {}", needs.what()))
            }
            Self::ProgrammeEnded(on) => told(
                "programme_ended",
                String::new(),
                on.to_string(),
                format!("programme ended on {on}"),
            ),
            Self::ProgrammeNotBegun(on) => told(
                "programme_not_begun",
                String::new(),
                on.to_string(),
                format!("programme begins on {on}"),
            ),
            Self::OtherKind { programme, deal } => told(
                "other_kind",
                (*deal).into(),
                (*programme).into(),
                format!("a {programme} programme does not take a {deal} deal"),
            ),
            Self::StateNotServed { lender, state } => told(
                "state_not_served",
                state.clone(),
                String::new(),
                format!("{lender} does not take contracts of {state} on this programme"),
            ),
            Self::RooftopNotServed => plain(
                "rooftop_not_served",
                "the programme is not for this rooftop".into(),
            ),
            Self::MakeNotTaken(make) => told(
                "make_not_taken",
                make.clone(),
                String::new(),
                format!("{make} is not among the makes of the programme"),
            ),
            Self::ModelNotTaken(model) => told(
                "model_not_taken",
                model.clone(),
                String::new(),
                format!("{model} is not among the models of the programme"),
            ),
            Self::ScoreUnder { score, least, tier } => told(
                "score_under",
                score.to_string(),
                least.to_string(),
                format!("score {score} is under {least}, where tier {tier} begins"),
            ),
            Self::ScoreOver { score, most, tier } => told(
                "score_over",
                score.to_string(),
                most.to_string(),
                format!("score {score} is over {most}, where tier {tier} ends"),
            ),
            Self::Excluded { tier, what } => plain(
                "excluded",
                format!("tier {tier} does not take {}", what.what()),
            ),
            Self::TermUnder { months, least } => told(
                "term_under",
                months.to_string(),
                least.to_string(),
                format!("{months} months is under {least}"),
            ),
            Self::TermOver {
                months,
                most,
                model_year,
            } => {
                let of_year = model_year.map(|year| format!(" for model year {year}"));
                told(
                    "term_over",
                    months.to_string(),
                    most.to_string(),
                    format!(
                        "{months} months is over {most}{}",
                        of_year.unwrap_or_default()
                    ),
                )
            }
            Self::ConditionNotTaken { is } => told(
                "condition_not_taken",
                is.word().into(),
                String::new(),
                format!("the row does not take a {} vehicle", is.word()),
            ),
            Self::ModelYearUnder { year, least } => told(
                "model_year_under",
                year.to_string(),
                least.to_string(),
                format!("model year {year} is before {least}"),
            ),
            Self::ModelYearOver { year, most } => told(
                "model_year_over",
                year.to_string(),
                most.to_string(),
                format!("model year {year} is after {most}"),
            ),
            Self::AgeOver { years, most } => told(
                "age_over",
                years.to_string(),
                most.to_string(),
                format!("a model {years} years old is over {most}"),
            ),
            Self::OdometerOver { miles, most } => told(
                "odometer_over",
                miles.to_string(),
                most.to_string(),
                format!("{miles} miles is over {most}"),
            ),
            Self::AmountUnder { amount, least } => told(
                "amount_under",
                amount.to_text(),
                least.to_text(),
                format!("amount financed {amount} is under {least}"),
            ),
            Self::AmountOver { amount, most } => told(
                "amount_over",
                amount.to_text(),
                most.to_text(),
                format!("amount financed {amount} is over {most}"),
            ),
            Self::LtvOver { ltv, most, of } => told(
                "ltv_over",
                ltv.to_text(),
                most.to_text(),
                format!(
                    "LTV {} is over {} of {}",
                    percent(*ltv),
                    percent(*most),
                    of.word()
                ),
            ),
            Self::PtiOver { pti, most } => told(
                "pti_over",
                pti.to_text(),
                most.to_text(),
                format!("PTI {} is over {}", percent(*pti), percent(*most)),
            ),
            Self::DtiOver { dti, most } => told(
                "dti_over",
                dti.to_text(),
                most.to_text(),
                format!("DTI {} is over {}", percent(*dti), percent(*most)),
            ),
            Self::NothingToFinance { amount } => told(
                "nothing_to_finance",
                amount.to_text(),
                String::new(),
                "trade, rebates and cash leave nothing to finance".into(),
            ),
            Self::MarkupOver(refusal) => told(
                "markup_over",
                refusal.markup.to_text(),
                refusal.stricter().map(Rate::to_text).unwrap_or_default(),
                refusal.to_string(),
            ),
            Self::SoldUnder {
                rate,
                least,
                lender,
            } => told(
                "sold_under",
                rate.to_text(),
                least.to_text(),
                format!("{rate} is under {least}, at which {lender} buys"),
            ),
            Self::ChargeOver {
                charge,
                most,
                state,
                citation,
            } => told(
                "finance_charge_over",
                charge.to_text(),
                most.to_text(),
                format!(
                    "finance charge {charge} is over {most}, the limit of {state} ({citation})"
                ),
            ),
            Self::RateOver {
                rate,
                most,
                state,
                citation,
            } => told(
                "rate_over",
                rate.to_text(),
                most.to_text(),
                format!(
                    "rate {} is over {}, the limit of {state} ({citation})",
                    percent(*rate),
                    percent(*most)
                ),
            ),
            Self::ReserveOver {
                reserve,
                most,
                state,
                citation,
            } => told(
                "reserve_over",
                reserve.to_text(),
                most.to_text(),
                format!("reserve {reserve} is over {most}, the limit of {state} ({citation})"),
            ),
            Self::FactorMarkupOver {
                markup,
                most,
                lender,
            } => told(
                "factor_markup_over",
                markup.to_text(),
                most.to_text(),
                format!("Money factor markup {markup} is over {most}, the limit of {lender}."),
            ),
            Self::NoResidual {
                vehicle,
                months,
                miles,
            } => told(
                "no_residual",
                vehicle.clone(),
                String::new(),
                format!("no residual for {vehicle} at {months} months and {miles} miles a year"),
            ),
            Self::DepositsOver { count, most } => told(
                "deposits_over",
                count.to_string(),
                most.to_string(),
                format!("{count} security deposits is over {most}"),
            ),
            Self::OnePayNotOffered => plain(
                "one_pay_not_offered",
                "the row has no money factor for a lease paid at once".into(),
            ),
            Self::OnePayWithDeposits => plain(
                "one_pay_with_deposits",
                "a lease paid at once takes no security deposits".into(),
            ),
            Self::AcquisitionFeeOver {
                markup,
                most,
                lender,
            } => told(
                "acquisition_fee_over",
                markup.to_text(),
                most.to_text(),
                format!("Acquisition fee markup {markup} is over {most}, the limit of {lender}."),
            ),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told().text)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.told().serialize(out)
    }
}
