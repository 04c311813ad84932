//! Every figure of a deal.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::{Assessment, Date, Fault, Warning, Wording};

use crate::deal::{Deal, DealKind, Trade};
use crate::gross::gross;
use crate::lease_figures::lease_figures;
use crate::loan_figures::loan_figures;
use crate::reg_m::{RegulationM, regulation_m};
use crate::reg_z::{RegulationZ, regulation_z};
use crate::settle::{Outcome, Settled, Taxing, settle};
use crate::validate;

pub use crate::gross::{Commissionable, Gross, GrossCode, GrossLine};
pub use crate::lease_figures::{DueAtSigning, LeaseFigures};
pub use crate::loan_figures::LoanFigures;

/// Every figure of one structure. Each is a sum of others or comes from the tax, the loan or the lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealFigures))]
pub struct Figures {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub engine_version: Wording,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub rules_version: Wording,
    pub kind: DealKind,
    pub selling_price: Cents,
    /// MSRP less selling price: negative over sticker, zero where MSRP is unknown.
    pub discount: Cents,
    pub accessories: Cents,
    pub delivery_charge: Cents,
    pub doc_fee: Cents,
    pub dealer_fees: Cents,
    pub government_fees: Cents,
    pub products: Cents,
    pub tax: Assessment,
    /// The tax that the deal charges at signing.
    pub tax_total: Cents,
    /// Out the door: the vehicle, all lines, fees and tax, before trade, rebates and down payment.
    pub total_price: Cents,
    pub trade_allowance: Cents,
    pub trade_payoff: Cents,
    /// Allowance less payoff; negative where more is owed than given.
    pub trade_equity: Cents,
    /// Each trade, in the order of the deal.
    pub trades: Vec<TradeFigures>,
    /// Known where every trade has one.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub acv: Option<Cents>,
    /// Allowance over actual cash value; negative where the dealer gave less.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub over_allowance: Option<Cents>,
    /// Those that lower the deal.
    pub rebates: Cents,
    pub cash_down: Cents,
    /// Of a retail deal: total price less trade equity, rebates and cash down.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub amount_financed: Option<Cents>,
    /// Of a cash deal: the same, due at delivery.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub balance_due: Option<Cents>,
    /// Of a retail deal that has something to finance.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub loan: Option<LoanFigures>,
    /// Of the same: the federal box, with its itemization.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub regulation_z: Option<RegulationZ>,
    /// Of a lease that has something to pay.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub lease: Option<LeaseFigures>,
    /// Of the same: the federal box, beyond what `lease` says.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub regulation_m: Option<RegulationM>,
    /// Absent where the vehicle's cost is unknown.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub gross: Option<Gross>,
    pub warnings: Vec<Warning>,
}

/// One trade as the deal settles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TradeFigures {
    pub id: String,
    pub allowance: Cents,
    /// What the lien holder gets: the quote, and the per diem for each day past it.
    pub payoff: Cents,
    /// Days by which the lien holder has the money later than the quote is good for.
    pub days_past_quote: u32,
    /// Allowance less payoff; negative where more is owed than given.
    pub equity: Cents,
}

/// The version of this engine's arithmetic, kept with every stored figure.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn warning(code: &'static str, detail: String) -> Warning {
    Warning {
        code: code.into(),
        detail: detail.into(),
        candidates: Vec::new(),
    }
}

/// Every figure of a deal.
///
/// # Errors
/// Every fault of the deal at once, each naming its field.
pub fn figures(deal: &Deal) -> Result<Figures, Vec<Fault>> {
    validate::deal(deal)?;
    let mut taxing = Taxing::Explained(None);
    let settled = settle(deal, &mut taxing)?;
    let Some(assessment) = taxing.explanation() else {
        return Err(Vec::new());
    };
    Ok(compose(deal, &settled, *assessment))
}

fn compose(deal: &Deal, settled: &Settled, assessment: Assessment) -> Figures {
    let sums = &settled.sums;
    let mut warnings = Vec::new();
    warn_of_rebates(deal, &mut warnings);
    warn_of_payoffs(deal, &mut warnings);
    let (mut amount_financed, mut balance_due) = (None, None);
    let (mut loan, mut box_z, mut lease, mut box_m) = (None, None, None, None);
    match (&settled.outcome, &deal.finance, &deal.lease) {
        (Outcome::Retail(retail), Some(terms), _) => {
            amount_financed = Some(retail.amount_financed);
            if let Some((figures, disclosed)) = loan_figures(deal, settled, retail, &mut warnings) {
                loan = Some(figures);
                box_z = Some(regulation_z(deal, terms, settled, retail, disclosed));
            }
        }
        (Outcome::Leased(leased), _, Some(terms)) => {
            lease = lease_figures(terms, settled, leased, &mut warnings);
            box_m = lease
                .is_some()
                .then(|| regulation_m(deal, terms, leased, sums));
        }
        (Outcome::Cash { balance_due: due }, ..) => {
            balance_due = Some(*due);
            if due.is_negative() {
                warnings.push(warning(
                    "money_back",
                    format!(
                        "trade, rebates and cash exceed the total price by {}",
                        -*due
                    ),
                ));
            }
        }
        (Outcome::Retail(_) | Outcome::Leased(_), ..) => {}
    }
    if assessment.due_at_registration.is_positive() {
        warnings.push(warning(
            "tax_at_registration",
            format!(
                "{} of tax is paid at registration and is no part of this deal",
                assessment.due_at_registration
            ),
        ));
    }
    let gross = gross(deal, settled, &mut warnings);
    let acv = acv(deal);
    Figures {
        engine_version: ENGINE_VERSION.into(),
        rules_version: assessment.rules_version.clone(),
        kind: deal.kind,
        selling_price: sums.selling_price,
        discount: deal
            .vehicle
            .msrp
            .map_or(Cents::ZERO, |msrp| msrp - sums.selling_price),
        accessories: sums.accessories,
        delivery_charge: sums.delivery_charge,
        doc_fee: sums.doc_fee,
        dealer_fees: sums.dealer_fees,
        government_fees: sums.government_fees,
        products: sums.products,
        tax: assessment,
        tax_total: settled.tax_total,
        total_price: settled.total_price,
        trade_allowance: sums.allowance,
        trade_payoff: sums.payoff,
        trade_equity: sums.trade_equity(),
        trades: deal
            .trades
            .iter()
            .map(|trade| trade_figures(deal.date, trade))
            .collect(),
        acv,
        over_allowance: acv.map(|acv| sums.allowance - acv),
        rebates: sums.rebates,
        cash_down: sums.cash_down,
        amount_financed,
        balance_due,
        loan,
        regulation_z: box_z,
        lease,
        regulation_m: box_m,
        gross,
        warnings,
    }
}

fn trade_figures(date: Date, trade: &Trade) -> TradeFigures {
    let payoff = trade.payoff_due(date);
    TradeFigures {
        id: trade.id.clone(),
        allowance: trade.allowance,
        payoff,
        days_past_quote: trade.days_past_quote(date),
        equity: trade.allowance - payoff,
    }
}

/// A payoff that is no longer enough when the lien holder gets it, with nothing to say by how much.
fn warn_of_payoffs(deal: &Deal, warnings: &mut Vec<Warning>) {
    for trade in &deal.trades {
        let days = trade.days_past_quote(deal.date);
        if days > 0 && trade.payoff.is_positive() && trade.payoff_per_diem.is_none() {
            warnings.push(warning(
                "payoff_past_quote",
                format!(
                    "the payoff of {} is paid {days} days after the quote ends, and no per diem is known",
                    trade.payoff
                ),
            ));
        }
    }
}

/// What all trades are worth, where every one has been appraised.
fn acv(deal: &Deal) -> Option<Cents> {
    if deal.trades.is_empty() {
        return None;
    }
    deal.trades
        .iter()
        .try_fold(Cents::ZERO, |sum, trade| Some(sum + trade.acv?))
}

fn warn_of_rebates(deal: &Deal, warnings: &mut Vec<Warning>) {
    let kept = deal
        .rebates
        .iter()
        .filter(|rebate| !rebate.lowers_the_deal());
    for rebate in kept {
        warnings.push(warning(
            "rebate_kept_by_buyer",
            format!(
                "{} of {} goes to the buyer and does not lower the deal",
                if rebate.name.is_empty() {
                    "a manufacturer rebate"
                } else {
                    &rebate.name
                },
                rebate.amount
            ),
        ));
    }
}
