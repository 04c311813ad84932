//! Every figure of a deal.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::{Assessment, Date, Fault, Warning, Wording};

use crate::deal::{Deal, DealKind, FirstPayment, Frequency, Lease, Trade};
use crate::gross::gross;
use crate::leasing::Leased;
use crate::reg_m::{RegulationM, regulation_m};
use crate::reg_z::{Disclosed, RegulationZ, regulation_z};
use crate::settle::{Outcome, Retail, Settled, Taxing, settle};
use crate::validate;

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

/// The loan of a retail deal, as Regulation Z discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoanFigures {
    pub payment: Cents,
    /// How many there are.
    pub payments: u32,
    pub last_payment: Cents,
    pub first_payment_date: Date,
    pub last_payment_date: Date,
    pub frequency: Frequency,
    /// What the last payment was to be, instead of a level one; `last_payment` is that and what rounding the
    /// others leaves.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub balloon: Option<Cents>,
    /// The contract rate.
    pub rate: Rate,
    /// To two decimals of a percent.
    pub apr: Rate,
    /// To six decimals of a percent.
    pub apr_exact: Rate,
    /// Interest, and finance charges that are in the loan from the start.
    pub finance_charge: Cents,
    pub total_of_payments: Cents,
    /// Total of payments and the down payment (12 CFR 1026.18(j)).
    pub total_sale_price: Cents,
    /// Days of the first period beyond whole intervals.
    pub odd_days: u32,
    /// Amount financed to book value.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub ltv: Option<Rate>,
}

/// The lease, as Regulation M discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaseFigures {
    pub gross_cap_cost: Cents,
    /// Cash, rebates and positive trade equity.
    pub cap_cost_reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// Over the whole term.
    pub depreciation: Cents,
    /// Over the whole term: what the base payments bring beyond the depreciation.
    pub rent_charge: Cents,
    pub monthly_depreciation: Cents,
    pub monthly_rent: Cents,
    /// The contract's factor less what deposits take off it.
    pub money_factor: Rate,
    /// One payment before tax.
    pub base_payment: Cents,
    /// The first payments may bear more, as a warning then says.
    pub tax_per_payment: Cents,
    /// One payment with its tax; of a lease that is paid at once, what a month comes to.
    pub payment: Cents,
    /// How many the lessee makes.
    pub payments: u32,
    /// Of a lease that is paid at once: all of it, with its tax.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub single_payment: Option<Cents>,
    /// All payments that the lessee makes, with their tax.
    pub total_of_payments: Cents,
    pub due_at_signing: DueAtSigning,
    /// The residual and the fee to buy the vehicle at the end.
    pub purchase_option_price: Cents,
    pub disposition_fee: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DueAtSigning {
    pub first_payment: Cents,
    pub cap_reduction_cash: Cents,
    pub government_fees: Cents,
    pub tax: Cents,
    pub acquisition_fee: Cents,
    pub doc_fee: Cents,
    /// All refundable deposits.
    pub security_deposit: Cents,
    /// What of the lines above is capitalized to meet a total at signing.
    pub rolled_in: Cents,
    pub total: Cents,
}

/// What the dealer makes of the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gross {
    pub front: Cents,
    pub back: Cents,
    pub total: Cents,
    pub lines: Vec<GrossLine>,
    /// The finance reserve, which `back` holds as well.
    pub reserve: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrossLine {
    pub code: GrossCode,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GrossCode {
    Vehicle,
    Accessories,
    OverAllowance,
    DocFee,
    DealerFees,
    DealerRebates,
    Products,
    Reserve,
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

fn loan_figures(
    deal: &Deal,
    settled: &Settled,
    retail: &Retail,
    warnings: &mut Vec<Warning>,
) -> Option<(LoanFigures, Disclosed)> {
    let amount = retail.amount_financed;
    let plan = retail.plan;
    let first = plan.first;
    if !amount.is_positive() {
        warnings.push(warning(
            "nothing_to_finance",
            format!(
                "trade, rebates and cash down exceed the total price by {}",
                -amount
            ),
        ));
        return None;
    }
    let (prepaid, advanced) = (retail.prepaid, retail.advanced());
    if !advanced.is_positive() {
        warnings.push(warning(
            "finance_charges_over_loan",
            format!(
                "prepaid finance charges of {prepaid} leave nothing of the {amount} to finance"
            ),
        ));
        return None;
    }
    if !retail.has_payments() {
        warnings.push(warning(
            "balloon_over_loan",
            format!(
                "a last payment of {} alone is worth more than the {amount} to finance",
                plan.balloon.unwrap_or_default()
            ),
        ));
        return None;
    }
    if first.beyond_tolerance {
        warnings.push(warning(
            "odd_days_beyond_tolerance",
            format!(
                "the first payment on {} is too far from one interval to be disregarded in the APR \
                 (12 CFR 1026.17(c)(4))",
                first.date
            ),
        ));
    }
    let sums = plan.totals(amount, retail.payment);
    let apr_exact = plan
        .apr(advanced, retail.payment, sums)
        .unwrap_or(Rate::ZERO);
    let down = settled.sums.put_in().or_zero();
    let disclosed = Disclosed {
        apr: to_hundredths_of_a_percent(apr_exact),
        finance_charge: sums.total - advanced,
        prepaid,
        total_of_payments: sums.total,
        last_payment: sums.last_payment,
        payments: sums.payments,
    };
    let figures = LoanFigures {
        payment: retail.payment,
        payments: sums.payments,
        last_payment: sums.last_payment,
        first_payment_date: first.date,
        last_payment_date: first.day(sums.payments),
        frequency: plan.frequency,
        balloon: plan.balloon,
        rate: plan.rate,
        apr: disclosed.apr,
        apr_exact,
        finance_charge: disclosed.finance_charge,
        total_of_payments: sums.total,
        total_sale_price: sums.total + down,
        odd_days: first.odd_days,
        ltv: deal
            .vehicle
            .book_value
            .filter(|book| book.is_positive())
            .map(|book| to_hundredths_of_a_percent(Rate::of(amount, book, Rounding::HalfUp))),
    };
    Some((figures, disclosed))
}

/// A rate to four places: two decimals of a percent, as the law prints an APR.
fn to_hundredths_of_a_percent(rate: Rate) -> Rate {
    let point = Rate::basis_points(1).get();
    let points = Cents::new(rate.get()).ratio(1, point, Rounding::HalfUp);
    Rate::new(points.get().saturating_mul(point))
}

fn lease_figures(
    lease: &Lease,
    settled: &Settled,
    leased: &Leased,
    warnings: &mut Vec<Warning>,
) -> Option<LeaseFigures> {
    if leased.base_payment.is_negative() {
        warnings.push(warning(
            "nothing_to_lease",
            format!(
                "the adjusted capitalized cost of {} leaves no payment above the residual of {}",
                leased.adjusted_cap_cost, leased.residual
            ),
        ));
        return None;
    }
    if leased.depreciation().is_negative() {
        warnings.push(warning(
            "residual_over_cap_cost",
            format!(
                "the residual of {} is above the adjusted capitalized cost of {}",
                leased.residual, leased.adjusted_cap_cost
            ),
        ));
    }
    if lease.first_payment == FirstPayment::Waived {
        warnings.push(warning(
            "first_payment_waived",
            "the first payment is made by somebody else and is no part of what the lessee pays"
                .into(),
        ));
    }
    let due_at_signing = leased.due_at_signing(lease, &settled.sums);
    if let Some(total) = lease.signing_total
        && due_at_signing.total != total
    {
        warnings.push(warning(
            "signing_total_missed",
            format!(
                "{total} at signing cannot be met to the cent; the nearest is {}",
                due_at_signing.total
            ),
        ));
    }
    let count = i64::from(lease.term_months);
    let payments = match (lease.one_pay, lease.first_payment) {
        (true, _) => 1,
        (false, FirstPayment::AtSigning) => lease.term_months,
        (false, FirstPayment::Waived) => lease.term_months.saturating_sub(1),
    };
    let monthly_depreciation = leased.depreciation().ratio(1, count, Rounding::HalfUp);
    Some(LeaseFigures {
        gross_cap_cost: leased.gross_cap_cost,
        cap_cost_reduction: leased.reduction,
        adjusted_cap_cost: leased.adjusted_cap_cost,
        residual: leased.residual,
        depreciation: leased.depreciation(),
        rent_charge: leased.rent_charge(lease),
        monthly_depreciation,
        monthly_rent: leased.base_payment - monthly_depreciation,
        money_factor: leased.money_factor,
        base_payment: leased.base_payment,
        tax_per_payment: leased.tax_per_payment,
        payment: leased.payment(),
        payments,
        single_payment: lease.one_pay.then_some(due_at_signing.first_payment),
        total_of_payments: leased.total_of_payments(lease),
        due_at_signing,
        purchase_option_price: leased.residual + lease.purchase_option_fee,
        disposition_fee: lease.disposition_fee,
    })
}
