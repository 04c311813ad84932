//! What Regulation Z (12 CFR 1026.18) discloses of a retail contract: the federal box, the payment schedule and
//! the itemization of the amount financed.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::{Date, Fault, Provider};

use crate::apr::{Flow, apr};
use crate::deal::{Deal, FeeKind, Finance, Frequency};
use crate::figures::figures;
use crate::settle::{Retail, Settled};
use crate::validate::{self, faults_of_ask};

/// The federal box of a retail contract and the itemization of its amount financed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegulationZ {
    pub apr: Rate,
    /// Interest and prepaid finance charges.
    pub finance_charge: Cents,
    /// The loan less prepaid finance charges: the sum of `itemization` but for these.
    pub amount_financed: Cents,
    pub total_of_payments: Cents,
    /// Total of payments and the down payment.
    pub total_sale_price: Cents,
    /// Cash, rebates and net trade; zero where the trades owe more than that (comment 2(a)(18)-3).
    pub down_payment: Cents,
    pub prepaid_finance_charge: Cents,
    /// Payments of equal amount one after another (1026.18(g)).
    pub payments: Vec<PaymentGroup>,
    pub itemization: Vec<ItemizedLine>,
    /// The amount financed above which the law does not ask for all this, where it is known for the year.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub coverage_limit: Option<Cents>,
    #[cfg_attr(feature = "openapi", schema(required))]
    pub above_coverage_limit: Option<bool>,
}

/// Payments of one amount at one interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentGroup {
    /// How many there are.
    pub number: u32,
    pub amount: Cents,
    pub frequency: Frequency,
    pub first_date: Date,
}

/// One line of the itemization; what lowers the amount financed is negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemizedLine {
    pub class: ItemClass,
    /// The line of the deal that it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub name: String,
    /// Who is paid on the buyer's behalf (1026.18(c)(1)(iii)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_to: Option<String>,
    pub amount: Cents,
}

/// Where a line stands in the itemization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemClass {
    /// What the dealer sells, with its tax.
    CashPrice,
    /// Cash, rebates and trades less their payoffs; in all the down payment below zero.
    DownPayment,
    PaidToOthers,
    /// In the loan and yet no part of the amount financed.
    PrepaidFinanceCharge,
}

/// Amounts above which consumer credit and leases are not covered (12 CFR 1026.3(b), 1013.2(e)), by year.
const COVERAGE: [(u16, Cents); 2] = [
    (2025, Cents::dollars(71_900)),
    (2026, Cents::dollars(73_400)),
];

/// The limit of the year of a contract, where it is known.
pub(crate) fn coverage_limit(date: Date) -> Option<Cents> {
    let of_year = |(year, _): &&(u16, Cents)| *year == date.year();
    COVERAGE.iter().find(of_year).map(|(_, limit)| *limit)
}

/// Lines that a cash buyer would not have to pay: finance charges that are in the loan from the start.
pub(crate) fn prepaid_finance_charge(deal: &Deal, finance: &Finance) -> Cents {
    let named = |id: &str| finance.finance_charges.iter().any(|named| named == id);
    let fees = deal.fees.iter().filter(|fee| named(&fee.id));
    let products = deal.products.iter().filter(|product| named(&product.id));
    fees.map(|fee| fee.amount).sum::<Cents>() + products.map(|product| product.price).sum()
}

/// The loan as it is disclosed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disclosed {
    pub apr: Rate,
    pub finance_charge: Cents,
    pub prepaid: Cents,
    pub total_of_payments: Cents,
    pub last_payment: Cents,
    pub payments: u32,
}

pub(crate) fn regulation_z(
    deal: &Deal,
    finance: &Finance,
    settled: &Settled,
    retail: &Retail,
    loan: Disclosed,
) -> RegulationZ {
    let down_payment = settled.sums.put_in().or_zero();
    let amount_financed = retail.advanced();
    let coverage_limit = coverage_limit(deal.date);
    RegulationZ {
        apr: loan.apr,
        finance_charge: loan.finance_charge,
        amount_financed,
        total_of_payments: loan.total_of_payments,
        total_sale_price: loan.total_of_payments + down_payment,
        down_payment,
        prepaid_finance_charge: loan.prepaid,
        payments: groups(retail, loan),
        itemization: itemization(deal, finance, settled),
        coverage_limit,
        above_coverage_limit: coverage_limit.map(|limit| amount_financed > limit),
    }
}

fn groups(retail: &Retail, loan: Disclosed) -> Vec<PaymentGroup> {
    let group = |number: u32, amount: Cents, from: u32| PaymentGroup {
        number,
        amount,
        frequency: retail.plan.frequency,
        first_date: retail.plan.first.day(from),
    };
    if loan.last_payment == retail.payment {
        return vec![group(loan.payments, retail.payment, 1)];
    }
    let level = loan.payments.saturating_sub(1);
    let mut groups = Vec::new();
    if level > 0 {
        groups.push(group(level, retail.payment, 1));
    }
    groups.push(group(1, loan.last_payment, loan.payments));
    groups
}

fn itemization(deal: &Deal, finance: &Finance, settled: &Settled) -> Vec<ItemizedLine> {
    let mut lines = Lines {
        lines: Vec::new(),
        finance,
    };
    lines.sold(deal, settled);
    lines.put_in(deal);
    lines.paid_to_others(deal);
    lines.finance_charges(deal);
    lines.lines.retain(|line| !line.amount.is_zero());
    lines.lines
}

/// The itemization as it is written, part after part.
struct Lines<'a> {
    lines: Vec<ItemizedLine>,
    finance: &'a Finance,
}

fn line(class: ItemClass, id: Option<&str>, name: &str, amount: Cents) -> ItemizedLine {
    ItemizedLine {
        class,
        id: id.map(str::to_owned),
        name: name.to_owned(),
        paid_to: None,
        amount,
    }
}

fn named<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.is_empty() { otherwise } else { name }
}

impl Lines<'_> {
    fn is_finance_charge(&self, id: &str) -> bool {
        self.finance.finance_charges.iter().any(|other| other == id)
    }

    fn sold(&mut self, deal: &Deal, settled: &Settled) {
        use ItemClass::CashPrice;
        self.lines.extend([
            line(CashPrice, None, "Vehicle", deal.selling_price),
            line(CashPrice, None, "Delivery", deal.delivery_charge),
        ]);
        for it in &deal.accessories {
            let name = named(&it.name, "Accessory");
            self.lines
                .push(line(CashPrice, Some(&it.id), name, it.price));
        }
        for fee in &deal.fees {
            if fee.kind != FeeKind::Government && !self.is_finance_charge(&fee.id) {
                let name = named(&fee.name, "Dealer fee");
                self.lines
                    .push(line(CashPrice, Some(&fee.id), name, fee.amount));
            }
        }
        for it in &deal.products {
            if it.provider == Provider::Dealer && !self.is_finance_charge(&it.id) {
                let name = named(&it.name, "Protection product");
                self.lines
                    .push(line(CashPrice, Some(&it.id), name, it.price));
            }
        }
        let tax = settled.tax_total;
        self.lines.push(line(CashPrice, None, "Taxes", tax));
    }

    /// Trades, rebates and cash. They pay the trades' liens first; what they do not cover is paid to the
    /// lien holders on the buyer's behalf, and the down payment is none.
    fn put_in(&mut self, deal: &Deal) {
        use ItemClass::DownPayment;
        let mut credits = deal.cash_down;
        for trade in &deal.trades {
            let name = named(&trade.name, "Trade-in");
            self.lines
                .push(line(DownPayment, Some(&trade.id), name, -trade.allowance));
            credits += trade.allowance;
        }
        for rebate in deal.rebates.iter().filter(|it| it.lowers_the_deal()) {
            let name = named(&rebate.name, "Rebate");
            self.lines
                .push(line(DownPayment, Some(&rebate.id), name, -rebate.amount));
            credits += rebate.amount;
        }
        self.lines
            .push(line(DownPayment, None, "Cash", -deal.cash_down));
        for trade in &deal.trades {
            let payoff = trade.payoff_due(deal.date);
            let covered = payoff.min(credits);
            credits -= covered;
            let name = named(&trade.name, "Trade-in");
            let name = format!("Payoff of {name}");
            for (class, amount) in [
                (DownPayment, covered),
                (ItemClass::PaidToOthers, payoff - covered),
            ] {
                let holder = trade.lien_holder.as_deref();
                self.lines.push(ItemizedLine {
                    paid_to: Some(holder.unwrap_or("Lien holder").to_owned()),
                    ..line(class, Some(&trade.id), &name, amount)
                });
            }
        }
    }

    fn paid_to_others(&mut self, deal: &Deal) {
        use ItemClass::PaidToOthers;
        for fee in &deal.fees {
            if fee.kind == FeeKind::Government && !self.is_finance_charge(&fee.id) {
                let name = named(&fee.name, "Government fee");
                self.lines.push(ItemizedLine {
                    paid_to: Some("Public officials".into()),
                    ..line(PaidToOthers, Some(&fee.id), name, fee.amount)
                });
            }
        }
        for it in &deal.products {
            if it.provider != Provider::Dealer && !self.is_finance_charge(&it.id) {
                let name = named(&it.name, "Protection product");
                let unnamed = match it.provider {
                    Provider::Insurer => "Insurance company",
                    Provider::ThirdParty | Provider::Dealer => "Product provider",
                };
                self.lines.push(ItemizedLine {
                    paid_to: Some(it.payee.as_deref().unwrap_or(unnamed).to_owned()),
                    ..line(PaidToOthers, Some(&it.id), name, it.price)
                });
            }
        }
    }

    /// Named, and no part of the amount financed (1026.18(c)(1)(iv)).
    fn finance_charges(&mut self, deal: &Deal) {
        let fees = deal.fees.iter().map(|fee| (&fee.id, &fee.name, fee.amount));
        let products = deal.products.iter().map(|it| (&it.id, &it.name, it.price));
        for (id, name, amount) in fees.chain(products) {
            if self.is_finance_charge(id) {
                let name = named(name, "Finance charge");
                let class = ItemClass::PrepaidFinanceCharge;
                self.lines.push(line(class, Some(id), name, amount));
            }
        }
    }
}

/// How near a disclosed APR must be (12 CFR 1026.22(a)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regularity {
    /// One advance and regular periods and amounts; an odd first period or an odd first or last payment does
    /// not count.
    Regular,
    /// Several advances, or irregular periods or amounts.
    Irregular,
}

impl Regularity {
    /// An eighth of a point, or a quarter.
    #[must_use]
    pub const fn tolerance(self) -> Rate {
        match self {
            Self::Regular => Rate::new(125_000),
            Self::Irregular => Rate::new(250_000),
        }
    }
}

/// A disclosed APR that the law does not let stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AprOff {
    pub shown: Rate,
    /// As recomputed; nothing where no rate solves the equation.
    pub exact: Option<Rate>,
    pub tolerance: Rate,
}

impl std::fmt::Display for AprOff {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (shown, most) = (
            self.shown.to_percent_text(),
            self.tolerance.to_percent_text(),
        );
        match self.exact {
            Some(exact) => write!(
                out,
                "{shown} % is more than {most} of a point off {} % (12 CFR 1026.22(a))",
                exact.to_percent_text()
            ),
            None => write!(
                out,
                "no rate fits these payments, so {shown} % cannot stand"
            ),
        }
    }
}

impl std::error::Error for AprOff {}

/// Recomputes the APR from what a contract prints, and says what it is.
///
/// # Errors
/// Where the APR that is shown is out of tolerance.
pub fn verify(
    shown: Rate,
    advances: &[Flow],
    payments: &[Flow],
    per_year: (u32, u32),
    regularity: Regularity,
) -> Result<Rate, AprOff> {
    let exact = apr(advances, payments, per_year);
    let tolerance = regularity.tolerance();
    exact
        .filter(|exact| (*exact - shown).get().abs() <= tolerance.get())
        .ok_or(AprOff {
            shown,
            exact,
            tolerance,
        })
}

/// A deal and the APR that is about to be printed for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AprAsk {
    pub deal: Deal,
    pub apr: Rate,
}

/// An APR that may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AprHeld {
    pub apr: Rate,
    /// As recomputed, to six decimals of a percent.
    pub apr_exact: Rate,
}

/// The same for an ask of both.
///
/// # Errors
/// Every fault of the deal, or why the APR may not be printed.
pub fn hold_apr(ask: &AprAsk) -> Result<AprHeld, Vec<Fault>> {
    validate::deal(&ask.deal).map_err(faults_of_ask)?;
    let apr_exact = verify_apr(&ask.deal, ask.apr)?;
    Ok(AprHeld {
        apr: ask.apr,
        apr_exact,
    })
}

/// Holds the APR that is about to be printed against that of the deal. Every contract of the desk is regular.
///
/// # Errors
/// Every fault of the deal; or that it has no loan; or that the APR is out of tolerance.
pub fn verify_apr(deal: &Deal, shown: Rate) -> Result<Rate, Vec<Fault>> {
    let fault = |code: &'static str, detail: String| {
        let pointer = "/apr".into();
        let code = code.into();
        vec![Fault {
            pointer,
            code,
            detail,
        }]
    };
    let loan = figures(deal)?.loan;
    let Some(loan) = loan else {
        return Err(fault("no_loan", "the deal has no loan to disclose".into()));
    };
    let tolerance = Regularity::Regular.tolerance();
    if (loan.apr_exact - shown).get().abs() > tolerance.get() {
        let off = AprOff {
            shown,
            exact: Some(loan.apr_exact),
            tolerance,
        };
        return Err(fault("out_of_tolerance", off.to_string()));
    }
    Ok(loan.apr_exact)
}
