//! What a role may not go beyond without somebody's leave, and where a deal does.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::deal::{Deal, DealKind};
use crate::figures::Figures;
use crate::validate::{Faults, STEEPEST_FACTOR, faults_of_ask};

/// The limits of a role. What is absent is not limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DeskLimits))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most off MSRP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Cents>,
    /// The same as a share of MSRP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_share: Option<Rate>,
    /// The least front gross; may be below zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_gross: Option<Cents>,
    /// The least front and back gross together; may be below zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_gross: Option<Cents>,
    /// The most that all trades may be given over what they are worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_allowance: Option<Cents>,
    /// The most points over the buy rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markup: Option<Rate>,
    /// The most over the lessor's money factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor_markup: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    /// The most of the vehicle's value that may be lent: the amount financed or the adjusted capitalized cost over
    /// book value, else over MSRP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ltv: Option<Rate>,
}

/// A deal and the limits to hold it to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LimitsAsk {
    pub deal: Deal,
    pub limits: Limits,
}

/// All of a deal that is beyond limits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LimitBreaches))]
pub struct Breaches {
    pub breaches: Vec<Breach>,
}

/// One figure beyond its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LimitBreach))]
pub struct Breach {
    /// The limit's name.
    pub code: LimitCode,
    /// The field of the deal that one would change, or that is missing where the figure is unknown.
    pub pointer: String,
    /// Decimal text. Absent where what it needs is unknown: what nobody knows is within no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Whether figure and limit are the dealer's own.
    pub confidential: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitCode {
    Discount,
    DiscountShare,
    FrontGross,
    TotalGross,
    OverAllowance,
    Markup,
    FactorMarkup,
    TermMonths,
    Ltv,
}

impl LimitCode {
    /// Whether its figure is the dealer's own, and none of a caller's who may not see the gross.
    #[must_use]
    pub const fn is_confidential(self) -> bool {
        match self {
            Self::FrontGross
            | Self::TotalGross
            | Self::OverAllowance
            | Self::Markup
            | Self::FactorMarkup => true,
            Self::Discount | Self::DiscountShare | Self::TermMonths | Self::Ltv => false,
        }
    }
}

/// Where a deal with these figures is beyond limits.
#[must_use]
pub fn breaches(deal: &Deal, figures: &Figures, limits: &Limits) -> Vec<Breach> {
    let mut found = Found::default();
    found.price(deal, figures, limits);
    found.gross(figures, limits);
    found.trades(deal, figures, limits);
    found.terms(deal, limits);
    found.advance(deal, figures, limits);
    found.breaches
}

/// The same from a deal alone.
///
/// # Errors
/// Every fault of the deal and the limits at once, each naming its field.
pub fn held_to(ask: &LimitsAsk) -> Result<Breaches, Vec<Fault>> {
    let mut faults = Faults::of_deal(&ask.deal);
    faults.within("/limits");
    ask.limits.note_faults(&mut faults);
    faults.into_result()?;
    let figures = crate::figures(&ask.deal).map_err(faults_of_ask)?;
    Ok(Breaches {
        breaches: breaches(&ask.deal, &figures, &ask.limits),
    })
}

impl Limits {
    /// Looks at the limits on their own.
    ///
    /// # Errors
    /// Every fault at once, each naming its field.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        self.note_faults(&mut faults);
        faults.into_result()
    }

    fn note_faults(&self, faults: &mut Faults) {
        faults.amounts(&[
            ("/discount", self.discount),
            ("/over_allowance", self.over_allowance),
            // A floor may be below zero, and no further than a ceiling above it.
            ("/front_gross", self.front_gross.map(Cents::abs)),
            ("/total_gross", self.total_gross.map(Cents::abs)),
        ]);
        faults.rates(&[
            ("/discount_share", self.discount_share, Rate::ONE),
            ("/markup", self.markup, Rate::ONE),
            ("/factor_markup", self.factor_markup, STEEPEST_FACTOR),
            ("/ltv", self.ltv, Rate::new(10 * Rate::SCALE)),
        ]);
        if let Some(months) = self.term_months {
            faults.term("/term_months", months);
        }
    }

    /// The looser of two in everything: who has several roles may what any of them may.
    #[must_use]
    pub fn loosest(self, other: Self) -> Self {
        fn most<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
            Some(one?.max(other?))
        }
        fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
            Some(one?.min(other?))
        }
        Self {
            discount: most(self.discount, other.discount),
            discount_share: most(self.discount_share, other.discount_share),
            front_gross: least(self.front_gross, other.front_gross),
            total_gross: least(self.total_gross, other.total_gross),
            over_allowance: most(self.over_allowance, other.over_allowance),
            markup: most(self.markup, other.markup),
            factor_markup: most(self.factor_markup, other.factor_markup),
            term_months: most(self.term_months, other.term_months),
            ltv: most(self.ltv, other.ltv),
        }
    }
}

#[derive(Default)]
struct Found {
    breaches: Vec<Breach>,
}

impl Found {
    fn push(&mut self, code: LimitCode, pointer: &str, figure: Option<String>, limit: String) {
        self.breaches.push(Breach {
            code,
            pointer: pointer.into(),
            figure,
            limit: Some(limit),
            confidential: code.is_confidential(),
        });
    }

    fn amount(&mut self, code: LimitCode, pointer: &str, figure: Cents, limit: Cents) {
        self.push(code, pointer, Some(figure.to_text()), limit.to_text());
    }

    fn rate(&mut self, code: LimitCode, pointer: &str, figure: Rate, limit: Rate) {
        self.push(code, pointer, Some(figure.to_text()), limit.to_text());
    }

    /// Of a vehicle without MSRP there is no discount.
    fn price(&mut self, deal: &Deal, figures: &Figures, limits: &Limits) {
        const PRICE: &str = "/selling_price";
        if let Some(most) = limits.discount.filter(|most| figures.discount > *most) {
            self.amount(LimitCode::Discount, PRICE, figures.discount, most);
        }
        if let (Some(most), Some(msrp)) = (limits.discount_share, deal.vehicle.msrp)
            && let Some(share) = beyond(figures.discount, msrp, most)
        {
            self.rate(LimitCode::DiscountShare, PRICE, share, most);
        }
    }

    fn gross(&mut self, figures: &Figures, limits: &Limits) {
        let gross = figures.gross.as_ref();
        for (code, least, figure) in [
            (
                LimitCode::FrontGross,
                limits.front_gross,
                gross.map(|gross| gross.front),
            ),
            (
                LimitCode::TotalGross,
                limits.total_gross,
                gross.map(|gross| gross.total),
            ),
        ] {
            match (least, figure) {
                (Some(least), Some(figure)) if figure < least => {
                    self.amount(code, "/selling_price", figure, least);
                }
                (Some(least), None) => self.push(code, "/vehicle_cost", None, least.to_text()),
                _ => {}
            }
        }
    }

    fn trades(&mut self, deal: &Deal, figures: &Figures, limits: &Limits) {
        let Some(most) = limits.over_allowance else {
            return;
        };
        let code = LimitCode::OverAllowance;
        let not_appraised = deal.trades.iter().position(|trade| trade.acv.is_none());
        match (figures.over_allowance, not_appraised) {
            (Some(over), _) if over > most => {
                self.amount(code, "/trades/0/allowance", over, most);
            }
            (None, Some(at)) => {
                self.push(code, &format!("/trades/{at}/acv"), None, most.to_text());
            }
            _ => {}
        }
    }

    /// Without a buy rate there is no reserve and no markup.
    fn terms(&mut self, deal: &Deal, limits: &Limits) {
        let (term, markup, most_markup) = match (deal.kind, &deal.finance, &deal.lease) {
            (DealKind::Retail, Some(finance), _) => (
                (finance.term_months, "/finance/term_months"),
                finance
                    .buy_rate
                    .map(|buy| (finance.sell_rate - buy, "/finance/sell_rate")),
                (LimitCode::Markup, limits.markup),
            ),
            (DealKind::Lease, _, Some(lease)) => (
                (lease.term_months, "/lease/term_months"),
                lease
                    .buy_money_factor
                    .map(|buy| (lease.money_factor - buy, "/lease/money_factor")),
                (LimitCode::FactorMarkup, limits.factor_markup),
            ),
            _ => return,
        };
        if let (Some((markup, pointer)), (code, Some(most))) = (markup, most_markup)
            && markup > most
        {
            self.rate(code, pointer, markup, most);
        }
        if let Some(most) = limits.term_months.filter(|most| term.0 > *most) {
            let (code, figure) = (LimitCode::TermMonths, term.0.to_string());
            self.push(code, term.1, Some(figure), most.to_string());
        }
    }

    fn advance(&mut self, deal: &Deal, figures: &Figures, limits: &Limits) {
        let Some(most) = limits.ltv else {
            return;
        };
        let (amount, pointer) = match (&figures.lease, figures.amount_financed) {
            (Some(lease), _) => (lease.adjusted_cap_cost, "/cash_down"),
            (None, Some(amount)) => (amount, "/cash_down"),
            (None, None) => return,
        };
        if !amount.is_positive() {
            return;
        }
        let value = deal.vehicle.book_value.or(deal.vehicle.msrp);
        match value.filter(|value| value.is_positive()) {
            Some(value) => {
                if let Some(ltv) = beyond(amount, value, most) {
                    self.rate(LimitCode::Ltv, pointer, ltv, most);
                }
            }
            None => self.push(LimitCode::Ltv, "/vehicle/book_value", None, most.to_text()),
        }
    }
}

/// The share that `part` is of `whole`, where it is above `most`; rounded up, so that it never reads like the limit.
fn beyond(part: Cents, whole: Cents, most: Rate) -> Option<Rate> {
    if !whole.is_positive() {
        return None;
    }
    let share = Rate::of(part, whole, Rounding::Up);
    (share > most).then_some(share)
}
