//! What a deal must be to have figures: every fault at once, each with the pointer of its field.

use money::{Cents, Rate};
use tax::Fault;

use crate::deal::{Deal, DealKind, Finance, FirstPayment, Frequency, Lease};
use crate::leasing::residual;
use crate::references::ProgrammeRef;

/// Payments that a contract may have.
pub(crate) const TERMS: std::ops::RangeInclusive<u32> = 1..=120;
/// A money factor of 0.05 is 120 % a year; one that was typed as a percentage is far above.
pub(crate) const STEEPEST_FACTOR: Rate = Rate::new(5_000_000);
const MOST_LINES: usize = 50;
const MOST_TRADES: usize = 4;
const LONGEST_TEXT: usize = 200;
const LONGEST_ID: usize = 64;

/// The faults found so far, and the list entry that is being looked at.
#[derive(Default)]
pub(crate) struct Faults {
    found: Vec<Fault>,
    /// The part of an ask that is being looked at.
    part: &'static str,
    entry: Option<(&'static str, usize)>,
}

impl Faults {
    /// Those of the deal inside an ask.
    pub fn of_deal(of: &Deal) -> Self {
        Self {
            found: faults_of_ask(deal(of).err().unwrap_or_default()),
            ..Self::default()
        }
    }

    /// What follows is about this part of an ask; the whole of it where empty.
    pub fn within(&mut self, part: &'static str) {
        self.part = part;
    }

    /// What follows is about an entry of a list, until [`Self::outside`].
    pub fn inside(&mut self, list: &'static str, at: usize) {
        self.entry = Some((list, at));
    }

    pub fn outside(&mut self) {
        self.entry = None;
    }

    pub fn add(&mut self, field: &str, code: &'static str, detail: &str) {
        let mut pointer = String::from(self.part);
        if let Some((list, at)) = self.entry {
            pointer.push_str(&format!("{list}/{at}"));
        }
        pointer.push_str(field);
        self.found.push(Fault {
            pointer,
            code: code.into(),
            detail: detail.into(),
        });
    }

    /// Amounts from zero to [`Cents::LIMIT`].
    pub fn amounts(&mut self, amounts: &[(&str, Option<Cents>)]) {
        for (field, amount) in amounts {
            let amount = amount.unwrap_or_default();
            if amount.is_negative() {
                self.add(field, "negative", "must not be negative");
            } else if amount > Cents::LIMIT {
                self.add(field, "too_large", "must be at most 1000000000.00");
            }
        }
    }

    /// Rates from zero to a most.
    pub fn rates(&mut self, rates: &[(&str, Option<Rate>, Rate)]) {
        for (field, rate, most) in rates {
            if rate.is_some_and(|rate| rate.is_negative() || rate > *most) {
                let detail = format!("must be a fraction between 0 and {most}");
                self.add(field, "out_of_range", &detail);
            }
        }
    }

    pub fn term(&mut self, field: &str, months: u32) {
        if !TERMS.contains(&months) {
            self.add(field, "out_of_range", "must be between 1 and 120 months");
        }
    }

    pub fn text(&mut self, field: &str, text: &str) {
        if text.chars().count() > LONGEST_TEXT {
            self.add(field, "too_long", "must have at most 200 characters");
        }
    }

    pub fn id(&mut self, field: &str, id: &str) {
        if id.is_empty() || id.len() > LONGEST_ID {
            self.add(field, "out_of_range", "must have 1 to 64 characters");
        }
    }

    pub fn count(&mut self, field: &str, count: usize, most: usize) {
        if count > most {
            let detail = format!("has {count} entries; {most} are the most");
            self.add(field, "too_many", &detail);
        }
    }

    pub fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

/// Faults of a deal, pointing into the ask that it is part of.
pub(crate) fn faults_of_ask(mut faults: Vec<Fault>) -> Vec<Fault> {
    for fault in &mut faults {
        fault.pointer.insert_str(0, "/deal");
    }
    faults
}

/// Checks a deal on its own, before any law is asked.
pub(crate) fn deal(deal: &Deal) -> Result<(), Vec<Fault>> {
    let mut faults = Faults::default();
    faults.amounts(&[
        ("/selling_price", Some(deal.selling_price)),
        ("/vehicle_cost", deal.vehicle_cost),
        ("/delivery_charge", Some(deal.delivery_charge)),
        ("/cash_down", Some(deal.cash_down)),
        ("/vehicle/msrp", deal.vehicle.msrp),
        ("/vehicle/book_value", deal.vehicle.book_value),
    ]);
    lines(deal, &mut faults);
    match (deal.kind, &deal.finance, &deal.lease) {
        (DealKind::Cash, ..) => {}
        (DealKind::Retail, Some(finance), _) => finance_terms(deal, finance, &mut faults),
        (DealKind::Lease, _, Some(lease)) => lease_terms(deal, lease, &mut faults),
        (DealKind::Retail, None, _) => {
            faults.add(
                "/finance",
                "missing",
                "a retail deal needs its finance terms",
            );
        }
        (DealKind::Lease, _, None) => {
            faults.add("/lease", "missing", "a lease needs its terms");
        }
    }
    faults.into_result()
}

/// Checks the terms of a lease whose deal is in order but for them.
pub(crate) fn lease(deal: &Deal, lease: &Lease) -> Result<(), Vec<Fault>> {
    let mut faults = Faults::default();
    lease_terms(deal, lease, &mut faults);
    faults.into_result()
}

/// The ids of all lines, each of which stands once.
#[derive(Default)]
struct Ids<'a>(Vec<&'a str>);

impl<'a> Ids<'a> {
    fn add(&mut self, id: &'a str, faults: &mut Faults) {
        faults.id("/id", id);
        if self.0.contains(&id) {
            faults.add("/id", "duplicate", "another line has this id");
        }
        self.0.push(id);
    }
}

fn lines(deal: &Deal, faults: &mut Faults) {
    let mut ids = Ids::default();
    faults.count("/accessories", deal.accessories.len(), MOST_LINES);
    faults.count("/fees", deal.fees.len(), MOST_LINES);
    faults.count("/products", deal.products.len(), MOST_LINES);
    faults.count("/rebates", deal.rebates.len(), MOST_LINES);
    faults.count("/trades", deal.trades.len(), MOST_TRADES);
    for (at, line) in deal.accessories.iter().enumerate() {
        faults.inside("/accessories", at);
        ids.add(&line.id, faults);
        faults.text("/name", &line.name);
        faults.amounts(&[("/price", Some(line.price)), ("/cost", line.cost)]);
    }
    for (at, fee) in deal.fees.iter().enumerate() {
        faults.inside("/fees", at);
        ids.add(&fee.id, faults);
        faults.text("/name", &fee.name);
        faults.amounts(&[("/amount", Some(fee.amount))]);
    }
    for (at, product) in deal.products.iter().enumerate() {
        faults.inside("/products", at);
        ids.add(&product.id, faults);
        faults.text("/name", &product.name);
        faults.text("/payee", product.payee.as_deref().unwrap_or_default());
        if let Some(plan) = &product.catalogue {
            faults.id("/catalogue/item", &plan.item);
            faults.id("/catalogue/plan", &plan.plan);
        }
        faults.amounts(&[("/price", Some(product.price)), ("/cost", product.cost)]);
    }
    for (at, rebate) in deal.rebates.iter().enumerate() {
        faults.inside("/rebates", at);
        ids.add(&rebate.id, faults);
        faults.text("/name", &rebate.name);
        faults.amounts(&[("/amount", Some(rebate.amount))]);
    }
    for (at, trade) in deal.trades.iter().enumerate() {
        faults.inside("/trades", at);
        ids.add(&trade.id, faults);
        faults.text("/name", &trade.name);
        faults.text("/vin", trade.vin.as_deref().unwrap_or_default());
        faults.text(
            "/lien_holder",
            trade.lien_holder.as_deref().unwrap_or_default(),
        );
        faults.amounts(&[
            ("/allowance", Some(trade.allowance)),
            ("/payoff", Some(trade.payoff)),
            ("/acv", trade.acv),
            ("/payoff_per_diem", trade.payoff_per_diem),
            ("/book_value", trade.book_value),
        ]);
        if trade.payoff_in_days.is_some_and(|days| days > 366) {
            faults.add("/payoff_in_days", "out_of_range", "must be at most 366");
        }
        if trade.payoff_per_diem.is_some() && trade.payoff_good_through.is_none() {
            faults.add(
                "/payoff_good_through",
                "missing",
                "a per diem needs the day through which the payoff is good",
            );
        }
        if trade.days_past_quote(deal.date) > 3_660 {
            faults.add(
                "/payoff_good_through",
                "out_of_range",
                "is more than ten years before the payoff",
            );
        }
    }
    faults.outside();
    books(deal, faults);
}

fn books(deal: &Deal, faults: &mut Faults) {
    let mut ids = Ids::default();
    faults.count("/books", deal.books.len(), MOST_LINES);
    for (at, entry) in deal.books.iter().enumerate() {
        faults.inside("/books", at);
        ids.add(&entry.id, faults);
        faults.text("/name", &entry.name);
        faults.amounts(&[("/amount", Some(entry.amount))]);
    }
    faults.outside();
}

/// The sheet that the terms of `part` were taken from.
fn programme(part: &'static str, programme: Option<&ProgrammeRef>, faults: &mut Faults) {
    let Some(from) = programme else {
        return;
    };
    faults.within(part);
    faults.id("/programme/lender", &from.lender);
    faults.text("/programme/lender_name", &from.lender_name);
    faults.id("/programme/programme", &from.programme);
    faults.text("/programme/tier", &from.tier);
    faults.within("");
}

fn finance_terms(deal: &Deal, finance: &Finance, faults: &mut Faults) {
    faults.term("/finance/term_months", finance.term_months);
    let reserve = finance.reserve.as_ref();
    faults.rates(&[
        ("/finance/sell_rate", Some(finance.sell_rate), Rate::ONE),
        ("/finance/buy_rate", finance.buy_rate, Rate::ONE),
        (
            "/finance/reserve/share",
            reserve.and_then(|reserve| reserve.share),
            Rate::ONE,
        ),
    ]);
    faults.amounts(&[(
        "/finance/reserve/flat",
        reserve.and_then(|reserve| reserve.flat),
    )]);
    let (latest, within) = if finance.frequency == Frequency::Single {
        (deal.date.add_months(120), "ten years")
    } else {
        (deal.date.add_months(12), "a year")
    };
    if let Some(first) = finance.first_payment_date
        && (first <= deal.date || first > latest)
    {
        let detail = format!("must be after {} and at most {within} later", deal.date);
        faults.add("/finance/first_payment_date", "out_of_range", &detail);
    }
    balloon(deal, finance, faults);
    programme("/finance", finance.programme.as_ref(), faults);
    let named = &finance.finance_charges;
    faults.count("/finance/finance_charges", named.len(), MOST_LINES);
    for (at, id) in named.iter().enumerate() {
        faults.inside("/finance/finance_charges", at);
        let of_fee = deal.fees.iter().any(|fee| fee.id == *id);
        if !of_fee && !deal.products.iter().any(|product| product.id == *id) {
            faults.add("", "unknown_line", "no fee and no product has this id");
        } else if named[..at].contains(id) {
            faults.add("", "duplicate", "the line is there twice");
        }
    }
    faults.outside();
}

fn balloon(deal: &Deal, finance: &Finance, faults: &mut Faults) {
    faults.amounts(&[("/finance/balloon_amount", finance.balloon_amount)]);
    faults.rates(&[(
        "/finance/balloon_percent",
        finance.balloon_percent,
        Rate::ONE,
    )]);
    let field = match (finance.balloon_amount, finance.balloon_percent) {
        (None, None) => return,
        (Some(_), None) => "/finance/balloon_amount",
        (amount, Some(_)) => {
            if amount.is_some() {
                faults.add(
                    "/finance/balloon_amount",
                    "not_both",
                    "give balloon_amount or balloon_percent, not both",
                );
            }
            if deal.vehicle.msrp.is_none() {
                faults.add(
                    "/vehicle/msrp",
                    "missing",
                    "a balloon in percent needs the MSRP",
                );
            }
            "/finance/balloon_percent"
        }
    };
    if finance.frequency.payments(finance.term_months) < 2 {
        faults.add(
            field,
            "too_few_payments",
            "a balloon follows at least one level payment",
        );
    }
}

fn lease_terms(deal: &Deal, lease: &Lease, faults: &mut Faults) {
    faults.term("/lease/term_months", lease.term_months);
    faults.rates(&[
        (
            "/lease/money_factor",
            Some(lease.money_factor),
            STEEPEST_FACTOR,
        ),
        (
            "/lease/buy_money_factor",
            lease.buy_money_factor,
            STEEPEST_FACTOR,
        ),
        ("/lease/reserve_share", lease.reserve_share, Rate::ONE),
        ("/lease/residual_percent", lease.residual_percent, Rate::ONE),
    ]);
    faults.amounts(&[
        ("/lease/residual_amount", lease.residual_amount),
        (
            "/lease/acquisition_fee/amount",
            Some(lease.acquisition_fee.amount),
        ),
        ("/lease/acquisition_fee_cost", lease.acquisition_fee_cost),
        ("/lease/security_deposit", Some(lease.security_deposit)),
        ("/lease/disposition_fee", Some(lease.disposition_fee)),
        (
            "/lease/purchase_option_fee",
            Some(lease.purchase_option_fee),
        ),
    ]);
    match (lease.residual_percent, lease.residual_amount) {
        (Some(_), Some(_)) => faults.add(
            "/lease/residual_amount",
            "not_both",
            "give residual_percent or residual_amount, not both",
        ),
        (None, None) => faults.add(
            "/lease/residual_percent",
            "missing",
            "a lease needs residual_percent or residual_amount",
        ),
        (Some(_), None) if deal.vehicle.msrp.is_none() => faults.add(
            "/vehicle/msrp",
            "missing",
            "a residual in percent needs the MSRP",
        ),
        _ => {}
    }
    deposits(lease, faults);
    residual_adjustments(deal, lease, faults);
    signing(deal, lease, faults);
    programme("/lease", lease.programme.as_ref(), faults);
    if lease.miles_per_year.is_some_and(|miles| miles > 200_000) {
        faults.add(
            "/lease/miles_per_year",
            "out_of_range",
            "must be at most 200000",
        );
    }
}

/// The most deposits that lower a money factor, where the lessor names no limit.
const MOST_DEPOSITS: u32 = 20;

fn deposits(lease: &Lease, faults: &mut Faults) {
    let multiple = |faults: &mut Faults, field: &str, multiple: Cents| {
        if !multiple.is_positive() || multiple > Cents::dollars(10_000) {
            faults.add(field, "out_of_range", "must be between 0.01 and 10000.00");
        }
    };
    if let Some(rounding) = lease.security_deposit_rounding {
        multiple(faults, "/lease/security_deposit_rounding", rounding);
        if !lease.security_deposit.is_zero() {
            faults.add(
                "/lease/security_deposit_rounding",
                "not_both",
                "give security_deposit or its rounding, not both",
            );
        }
    }
    let Some(many) = &lease.multiple_deposits else {
        return;
    };
    multiple(faults, "/lease/multiple_deposits/round_to", many.round_to);
    let most = many.most.unwrap_or(MOST_DEPOSITS).min(MOST_DEPOSITS);
    if many.count > most {
        let detail = format!("must be at most {most}");
        faults.add("/lease/multiple_deposits/count", "too_many", &detail);
    }
    if many.factor_step.is_negative() || lease.money_factor_after_deposits().is_negative() {
        faults.add(
            "/lease/multiple_deposits/factor_step",
            "out_of_range",
            "must not be negative, and the deposits must leave a money factor of zero or more",
        );
    }
}

fn residual_adjustments(deal: &Deal, lease: &Lease, faults: &mut Faults) {
    let all = &lease.residual_adjustments;
    faults.count("/lease/residual_adjustments", all.len(), MOST_LINES);
    let mut points = Rate::ZERO;
    for (at, one) in all.iter().enumerate() {
        faults.inside("/lease/residual_adjustments", at);
        faults.text("/name", &one.name);
        if one.points.is_some() == one.amount.is_some() {
            faults.add("", "exactly_one", "give points or an amount");
        }
        let beyond = |parts: i64| !(-Rate::SCALE..=Rate::SCALE).contains(&parts);
        if one.points.is_some_and(|points| beyond(points.get())) {
            faults.add(
                "/points",
                "out_of_range",
                "must be a fraction between -1 and 1",
            );
        }
        if one.amount.is_some_and(|amount| amount.abs() > Cents::LIMIT) {
            faults.add(
                "/amount",
                "too_large",
                "must be at most 1000000000.00 either way",
            );
        }
        if one.points.is_some() && deal.vehicle.msrp.is_none() {
            faults.add("/points", "missing", "points of the residual need the MSRP");
        }
        points = points + one.points.unwrap_or_default();
    }
    faults.outside();
    if all.is_empty() {
        return;
    }
    let percent = lease.residual_percent.map(|percent| percent + points);
    if percent.is_some_and(|percent| percent.is_negative() || percent > Rate::ONE)
        || residual(deal, lease).is_negative()
    {
        faults.add(
            "/lease/residual_adjustments",
            "out_of_range",
            "must leave a residual between nothing and the MSRP",
        );
    }
}

fn signing(deal: &Deal, lease: &Lease, faults: &mut Faults) {
    faults.amounts(&[
        ("/lease/signing_total", lease.signing_total),
        ("/lease/excess_mile_charge", lease.excess_mile_charge),
    ]);
    if lease.one_pay && lease.first_payment == FirstPayment::Waived {
        faults.add(
            "/lease/first_payment",
            "not_together",
            "a lease that is paid at once has no first payment to waive",
        );
    }
    let Some(total) = lease.signing_total else {
        return;
    };
    if lease.one_pay {
        faults.add(
            "/lease/signing_total",
            "not_together",
            "a lease that is paid at once is paid at signing",
        );
    }
    if !deal.cash_down.is_zero() {
        faults.add(
            "/lease/signing_total",
            "not_both",
            "give cash_down or the total at signing, not both",
        );
    }
    let one = !lease.security_deposit_waived
        && (lease.security_deposit.is_positive() || lease.security_deposit_rounding.is_some());
    let several = lease
        .multiple_deposits
        .as_ref()
        .is_some_and(|many| many.count > 0);
    if total.is_zero() && (one || several) {
        faults.add(
            "/lease/signing_total",
            "not_together",
            "a refundable deposit is paid at signing and cannot be capitalized",
        );
    }
}
