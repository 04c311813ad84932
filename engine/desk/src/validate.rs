//! What a deal must be to have figures: every fault at once, each with the pointer of its field.

use std::collections::BTreeSet;

use money::{Cents, Rate};
use tax::Fault;

use crate::deal::{Deal, DealKind, Finance, Lease};

/// Payments that a contract may have.
pub(crate) const TERMS: std::ops::RangeInclusive<u32> = 1..=120;
/// A money factor of 0.05 is 120 % a year; one that was typed as a percentage is far above.
pub(crate) const STEEPEST_FACTOR: Rate = Rate::new(5_000_000);
const MOST_LINES: usize = 50;
const MOST_TRADES: usize = 4;
const LONGEST_TEXT: usize = 200;
const LONGEST_ID: usize = 64;

/// The faults found so far.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Those of the deal inside an ask.
    pub fn of_deal(of: &Deal) -> Self {
        let faults = deal(of).err().unwrap_or_default();
        let inside = |fault: Fault| Fault {
            pointer: format!("/deal{}", fault.pointer),
            ..fault
        };
        Self(faults.into_iter().map(inside).collect())
    }

    pub fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: String) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code: code.into(),
            detail,
        });
    }

    /// An amount from zero to [`Cents::LIMIT`].
    pub fn amount(&mut self, pointer: impl Into<String>, amount: Cents) {
        if amount.is_negative() {
            self.add(pointer, "negative", "must not be negative".into());
        } else if amount > Cents::LIMIT {
            self.add(
                pointer,
                "too_large",
                format!("must be at most {}", Cents::LIMIT),
            );
        }
    }

    fn amount_given(&mut self, pointer: impl Into<String>, amount: Option<Cents>) {
        if let Some(amount) = amount {
            self.amount(pointer, amount);
        }
    }

    pub fn rate(&mut self, pointer: impl Into<String>, rate: Rate, most: Rate) {
        if rate.is_negative() || rate > most {
            self.add(
                pointer,
                "out_of_range",
                format!("must be a fraction between 0 and {most}"),
            );
        }
    }

    fn rate_given(&mut self, pointer: impl Into<String>, rate: Option<Rate>, most: Rate) {
        if let Some(rate) = rate {
            self.rate(pointer, rate, most);
        }
    }

    pub fn term(&mut self, pointer: impl Into<String>, months: u32) {
        if !TERMS.contains(&months) {
            self.add(
                pointer,
                "out_of_range",
                format!(
                    "must be between {} and {} months",
                    TERMS.start(),
                    TERMS.end()
                ),
            );
        }
    }

    fn text(&mut self, pointer: impl Into<String>, text: &str) {
        if text.chars().count() > LONGEST_TEXT {
            self.add(
                pointer,
                "too_long",
                format!("must have at most {LONGEST_TEXT} characters"),
            );
        }
    }

    pub fn count(&mut self, pointer: impl Into<String>, count: usize, most: usize) {
        if count > most {
            self.add(
                pointer,
                "too_many",
                format!("has {count} entries; {most} are the most"),
            );
        }
    }

    pub fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}

/// Checks a deal on its own, before any law is asked.
pub(crate) fn deal(deal: &Deal) -> Result<(), Vec<Fault>> {
    let mut faults = Faults::default();
    faults.amount("/selling_price", deal.selling_price);
    faults.amount_given("/vehicle_cost", deal.vehicle_cost);
    faults.amount("/delivery_charge", deal.delivery_charge);
    faults.amount("/cash_down", deal.cash_down);
    faults.amount_given("/vehicle/msrp", deal.vehicle.msrp);
    faults.amount_given("/vehicle/book_value", deal.vehicle.book_value);
    lines(deal, &mut faults);
    match (deal.kind, &deal.finance, &deal.lease) {
        (DealKind::Cash, ..) => {}
        (DealKind::Retail, Some(finance), _) => finance_terms(deal, finance, &mut faults),
        (DealKind::Lease, _, Some(lease)) => lease_terms(deal, lease, &mut faults),
        (DealKind::Retail, None, _) => faults.add(
            "/finance",
            "missing",
            "a retail deal needs its finance terms".into(),
        ),
        (DealKind::Lease, _, None) => {
            faults.add("/lease", "missing", "a lease needs its terms".into());
        }
    }
    faults.into_result()
}

fn lines(deal: &Deal, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    let mut id = |faults: &mut Faults, list: &str, at: usize, id: &str| {
        let pointer = || format!("/{list}/{at}/id");
        if id.is_empty() || id.len() > LONGEST_ID {
            faults.add(
                pointer(),
                "out_of_range",
                format!("must have 1 to {LONGEST_ID} characters"),
            );
        } else if !ids.insert(id.to_owned()) {
            faults.add(
                pointer(),
                "duplicate",
                format!("another line has the id {id:?}"),
            );
        }
    };
    faults.count("/accessories", deal.accessories.len(), MOST_LINES);
    for (at, line) in deal.accessories.iter().enumerate() {
        id(faults, "accessories", at, &line.id);
        faults.text(format!("/accessories/{at}/name"), &line.name);
        faults.amount(format!("/accessories/{at}/price"), line.price);
        faults.amount_given(format!("/accessories/{at}/cost"), line.cost);
    }
    faults.count("/fees", deal.fees.len(), MOST_LINES);
    for (at, fee) in deal.fees.iter().enumerate() {
        id(faults, "fees", at, &fee.id);
        faults.text(format!("/fees/{at}/name"), &fee.name);
        faults.amount(format!("/fees/{at}/amount"), fee.amount);
    }
    faults.count("/products", deal.products.len(), MOST_LINES);
    for (at, product) in deal.products.iter().enumerate() {
        id(faults, "products", at, &product.id);
        faults.text(format!("/products/{at}/name"), &product.name);
        faults.amount(format!("/products/{at}/price"), product.price);
        faults.amount_given(format!("/products/{at}/cost"), product.cost);
    }
    faults.count("/rebates", deal.rebates.len(), MOST_LINES);
    for (at, rebate) in deal.rebates.iter().enumerate() {
        id(faults, "rebates", at, &rebate.id);
        faults.text(format!("/rebates/{at}/name"), &rebate.name);
        faults.amount(format!("/rebates/{at}/amount"), rebate.amount);
    }
    faults.count("/trades", deal.trades.len(), MOST_TRADES);
    for (at, trade) in deal.trades.iter().enumerate() {
        id(faults, "trades", at, &trade.id);
        faults.text(format!("/trades/{at}/name"), &trade.name);
        faults.amount(format!("/trades/{at}/allowance"), trade.allowance);
        faults.amount(format!("/trades/{at}/payoff"), trade.payoff);
        faults.amount_given(format!("/trades/{at}/acv"), trade.acv);
        faults.amount_given(format!("/trades/{at}/book_value"), trade.book_value);
        for (field, text) in [("vin", &trade.vin), ("lien_holder", &trade.lien_holder)] {
            faults.text(
                format!("/trades/{at}/{field}"),
                text.as_deref().unwrap_or_default(),
            );
        }
    }
}

fn finance_terms(deal: &Deal, finance: &Finance, faults: &mut Faults) {
    faults.term("/finance/term_months", finance.term_months);
    faults.rate("/finance/sell_rate", finance.sell_rate, Rate::ONE);
    faults.rate_given("/finance/buy_rate", finance.buy_rate, Rate::ONE);
    if let Some(first) = finance.first_payment_date
        && (first <= deal.date || first > deal.date.add_months(12))
    {
        faults.add(
            "/finance/first_payment_date",
            "out_of_range",
            format!("must be after {} and at most a year later", deal.date),
        );
    }
    if let Some(reserve) = &finance.reserve {
        faults.rate_given("/finance/reserve/share", reserve.share, Rate::ONE);
        faults.amount_given("/finance/reserve/flat", reserve.flat);
    }
}

fn lease_terms(deal: &Deal, lease: &Lease, faults: &mut Faults) {
    faults.term("/lease/term_months", lease.term_months);
    faults.rate("/lease/money_factor", lease.money_factor, STEEPEST_FACTOR);
    faults.rate_given(
        "/lease/buy_money_factor",
        lease.buy_money_factor,
        STEEPEST_FACTOR,
    );
    faults.rate_given("/lease/reserve_share", lease.reserve_share, Rate::ONE);
    faults.rate_given("/lease/residual_percent", lease.residual_percent, Rate::ONE);
    faults.amount_given("/lease/residual_amount", lease.residual_amount);
    match (lease.residual_percent, lease.residual_amount) {
        (Some(_), Some(_)) => faults.add(
            "/lease/residual_amount",
            "not_both",
            "give residual_percent or residual_amount, not both".into(),
        ),
        (None, None) => faults.add(
            "/lease/residual_percent",
            "missing",
            "a lease needs residual_percent or residual_amount".into(),
        ),
        (Some(_), None) if deal.vehicle.msrp.is_none() => faults.add(
            "/vehicle/msrp",
            "missing",
            "a residual in percent needs the MSRP".into(),
        ),
        _ => {}
    }
    faults.amount(
        "/lease/acquisition_fee/amount",
        lease.acquisition_fee.amount,
    );
    faults.amount("/lease/security_deposit", lease.security_deposit);
    faults.amount("/lease/disposition_fee", lease.disposition_fee);
    faults.amount("/lease/purchase_option_fee", lease.purchase_option_fee);
    if lease.miles_per_year.is_some_and(|miles| miles > 200_000) {
        faults.add(
            "/lease/miles_per_year",
            "out_of_range",
            "must be at most 200000".into(),
        );
    }
}
