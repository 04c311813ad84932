//! The lease half of a rate sheet: money factors, residuals with their adjustments, fees, deposits.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};

use crate::programme::{AdvanceLimit, RowScope};

/// What a lessor offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaseSheet {
    pub factors: Vec<FactorRow>,
    pub residuals: Vec<ResidualRow>,
    /// Rising by miles; what the residual of the table changes by at other miles.
    #[serde(default)]
    pub mileage: Vec<MileageStep>,
    /// A step never takes more off the residual than this for each mile above the table's; miles
    /// above the last step cost this each. Without it no miles above the last step are offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cents_a_mile: Option<Cents>,
    pub acquisition_fee: Cents,
    /// What the dealer may add to it.
    #[serde(default)]
    pub acquisition_fee_markup_to: Cents,
    #[serde(default)]
    pub disposition_fee: Cents,
    #[serde(default)]
    pub purchase_option_fee: Cents,
    /// Where the lessor takes multiple security deposits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposits: Option<DepositTerms>,
    /// The most adjusted capitalized cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<AdvanceLimit>,
    /// The dealer's share of the rent charge between the two factors, all of it where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_share: Option<Rate>,
}

/// One row of money factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactorRow {
    pub scope: RowScope,
    /// The lessor's: `"0.0021"`.
    pub money_factor: Rate,
    /// Where the whole lease is paid at signing; not offered where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_pay_money_factor: Option<Rate>,
    /// What the dealer may add to the factor; nothing where absent.
    #[serde(default)]
    pub markup_to: Rate,
}

/// A residual of one vehicle, term and mileage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResidualRow {
    pub make: String,
    pub model: String,
    /// Every trim where absent; a row that names the trim goes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim: Option<String>,
    /// Every model year where absent; a row that names the year goes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_year: Option<u16>,
    pub term_months: u32,
    pub miles_per_year: u32,
    /// Of MSRP.
    pub percent: Rate,
}

/// What the residual changes by where the lease allows other miles than its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MileageStep {
    pub miles_per_year: u32,
    /// Added to the percentage: `"0.02"` for fewer miles, `"-0.03"` for more.
    pub points: Rate,
}

/// Refundable deposits, each of which lowers the money factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DepositTerms {
    /// Off the factor for each.
    pub factor_step: Rate,
    pub most: u32,
    /// Each is the base payment before any deposit, up to the next multiple of this: 25 or 50 dollars.
    pub rounded_up_to: Cents,
}

/// The vehicle, term and miles that a residual is asked for.
#[derive(Debug, Clone, Copy)]
pub struct ResidualAsk<'a> {
    pub make: &'a str,
    pub model: &'a str,
    pub trim: Option<&'a str>,
    pub model_year: Option<u16>,
    pub term_months: u32,
    pub miles_per_year: u32,
}

/// A residual as the sheet has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Residual {
    /// Of MSRP, mileage steps included.
    pub percent: Rate,
    /// The table's percentage that a step lowered, for the cap on its dollars.
    pub before_step: Rate,
    /// Miles over the whole term that the step is for.
    pub step_miles: u32,
    /// Miles over the whole term above the last step, paid by the mile.
    pub paid_miles: u32,
}

impl LeaseSheet {
    /// The residual for a vehicle, term and miles, where the sheet has one.
    ///
    /// Where the table has rows of several miles, the row of those asked for or the next above holds,
    /// and miles above them all are paid by the mile. Where it has one, the mileage steps are counted
    /// from it; a step is for all miles up to its own, so 11,000 miles have the residual of 12,000.
    #[must_use]
    pub fn residual(&self, ask: &ResidualAsk<'_>) -> Option<Residual> {
        let named = |row: &ResidualRow| (row.trim.is_some(), row.model_year.is_some());
        let fit = |row: &&ResidualRow| row.is_for(ask);
        let best = self.residuals.iter().filter(fit).map(named).max()?;
        let rows = || {
            let of_name = move |row: &&ResidualRow| named(row) == best;
            self.residuals.iter().filter(fit).filter(of_name)
        };
        if rows().count() == 1 {
            return self.stepped(rows().next()?, ask);
        }
        let next = rows()
            .filter(|row| row.miles_per_year >= ask.miles_per_year)
            .min_by_key(|row| row.miles_per_year);
        match next {
            Some(row) => Some(Residual::plain(row.percent)),
            None => {
                let top = rows().max_by_key(|row| row.miles_per_year)?;
                self.paid_by_the_mile(top, top.miles_per_year, Rate::ZERO, ask)
            }
        }
    }

    fn stepped(&self, base: &ResidualRow, ask: &ResidualAsk<'_>) -> Option<Residual> {
        let (asked, own) = (ask.miles_per_year, base.miles_per_year);
        if asked == own {
            return Some(Residual::plain(base.percent));
        }
        let step = self
            .mileage
            .iter()
            .find(|step| step.miles_per_year >= asked);
        match step {
            // The next step lies beyond the table's own miles, which take those asked for.
            Some(step) if asked < own && step.miles_per_year >= own => {
                Some(Residual::plain(base.percent))
            }
            Some(step) => Some(Residual {
                percent: base.percent + step.points,
                before_step: base.percent,
                step_miles: over_term(step.miles_per_year.saturating_sub(own), ask),
                paid_miles: 0,
            }),
            None if asked < own => Some(Residual::plain(base.percent)),
            None => match self.mileage.last() {
                Some(last) if last.miles_per_year > own => {
                    self.paid_by_the_mile(base, last.miles_per_year, last.points, ask)
                }
                _ => self.paid_by_the_mile(base, own, Rate::ZERO, ask),
            },
        }
    }

    /// A residual whose last miles, above `miles` a year, are paid one by one.
    fn paid_by_the_mile(
        &self,
        base: &ResidualRow,
        miles: u32,
        points: Rate,
        ask: &ResidualAsk<'_>,
    ) -> Option<Residual> {
        self.cents_a_mile?;
        Some(Residual {
            percent: base.percent + points,
            before_step: base.percent,
            step_miles: over_term(miles - base.miles_per_year, ask),
            paid_miles: over_term(ask.miles_per_year - miles, ask),
        })
    }

    /// The dollars of a residual: the percentage of MSRP, a step's loss held to the cents a mile,
    /// less the miles that are paid one by one.
    #[must_use]
    pub fn residual_amount(&self, residual: &Residual, msrp: Cents) -> Cents {
        let stepped = msrp.times(residual.percent, Rounding::HalfUp);
        let Some(cents) = self.cents_a_mile else {
            return stepped;
        };
        let before = msrp.times(residual.before_step, Rounding::HalfUp);
        let most_off = cents.by(i64::from(residual.step_miles));
        let held = if residual.step_miles > 0 {
            stepped.max(before - most_off)
        } else {
            stepped
        };
        (held - cents.by(i64::from(residual.paid_miles))).or_zero()
    }
}

fn over_term(miles_per_year: u32, ask: &ResidualAsk<'_>) -> u32 {
    let whole = u64::from(miles_per_year) * u64::from(ask.term_months) / 12;
    u32::try_from(whole).unwrap_or(u32::MAX)
}

impl ResidualRow {
    fn is_for(&self, ask: &ResidualAsk<'_>) -> bool {
        let trim = |trim: &str| ask.trim.is_some_and(|own| own.eq_ignore_ascii_case(trim));
        self.make.eq_ignore_ascii_case(ask.make)
            && self.model.eq_ignore_ascii_case(ask.model)
            && self.term_months == ask.term_months
            && self.trim.as_deref().is_none_or(trim)
            && self
                .model_year
                .is_none_or(|year| ask.model_year == Some(year))
    }
}

impl Residual {
    const fn plain(percent: Rate) -> Self {
        Self {
            percent,
            before_step: percent,
            step_miles: 0,
            paid_miles: 0,
        }
    }
}
