//! The search behind roll-to-payment: one lever moved over the real engine until the figure is the target.

use money::{Cents, Rate};
use tax::Fault;

use crate::deal::{Deal, DealKind};
use crate::grid::TermOffer;
use crate::gross::gross;
use crate::roll::{Lever, RollAsk, RollOf, Rolled};
use crate::settle::{Outcome, Settled, Taxing, settle};
use crate::validate::STEEPEST_FACTOR;

/// The highest amount that is tried: a hundred million dollars, far enough below [`Cents::LIMIT`] for
/// the sums of a deal to stay under it.
const MOST: i64 = Cents::LIMIT.get() / 10;
/// How far around the crossing an exact hit is looked for where the law makes steps.
const NEIGHBOURHOOD: i64 = 100;

fn total_gross(deal: &Deal, settled: &Settled) -> Option<Cents> {
    gross(deal, settled, &mut Vec::new()).map(|gross| gross.total)
}

/// Values of a lever in its smallest unit, with the figure rising from `from` to `to`; the figure
/// falls as the value grows where `from` is above `to`.
#[derive(Clone, Copy)]
struct Span {
    from: i64,
    to: i64,
    unit: Unit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Cent,
    Part,
    Month,
}

impl Unit {
    fn text(self, value: i64) -> String {
        match self {
            Self::Cent => Cents::new(value).to_text(),
            Self::Part => Rate::new(value).to_text(),
            Self::Month => value.to_string(),
        }
    }
}

impl Span {
    fn length(self) -> i64 {
        (self.to - self.from).abs()
    }

    /// How many units up the span a value is.
    fn step(self, value: i64) -> i64 {
        if self.to < self.from {
            self.from - value
        } else {
            value - self.from
        }
    }

    /// The value `step` units up the span.
    fn at(self, step: i64) -> i64 {
        if self.to < self.from {
            self.from - step
        } else {
            self.from + step
        }
    }
}

/// One try: the value, the figure there, and the gross.
#[derive(Clone)]
struct Try {
    value: i64,
    /// Nothing where there is nothing to pay, or the law refuses the deal.
    figure: Option<Cents>,
    gross: Option<Cents>,
    refused: Option<String>,
}

/// A roll in progress.
pub(crate) struct Search<'a> {
    ask: &'a RollAsk,
    gross: Option<Cents>,
    taxing: Taxing,
}

impl<'a> Search<'a> {
    pub fn new(ask: &'a RollAsk, settled: &Settled) -> Self {
        Self {
            ask,
            gross: total_gross(&ask.deal, settled),
            taxing: Taxing::default(),
        }
    }

    /// Where one lever ends.
    pub fn lever(&mut self, lever: Lever) -> Rolled {
        self.taxing = match lever {
            Lever::SellingPrice | Lever::TradeAllowance => Taxing::default(),
            _ => Taxing::terms_only(&self.ask.deal).unwrap_or_default(),
        };
        if lever == Lever::TermMonths {
            return self.term();
        }
        match span(&self.ask.deal, lever, self.ask.of) {
            Ok((now, span)) => self.along(lever, now, span),
            Err(reason) => no_lever(lever, reason),
        }
    }

    /// The figure at a value; nothing where the deal has none there.
    fn figure(&self, settled: &Settled) -> Option<Cents> {
        match (self.ask.of, &settled.outcome, &self.ask.deal.lease) {
            (RollOf::Payment, ..) => settled.payment(),
            (RollOf::DueAtSigning, Outcome::Leased(leased), Some(lease)) => settled
                .payment()
                .map(|_| leased.due_at_signing(lease, &settled.sums).total),
            (RollOf::DueAtSigning, ..) => None,
        }
    }

    fn try_deal(&mut self, deal: &Deal, value: i64) -> Try {
        let (settled, refused) = match settle(deal, &mut self.taxing) {
            Ok(settled) => (Some(settled), None),
            Err(faults) => (None, faults.first().map(Fault::to_string)),
        };
        Try {
            value,
            refused,
            figure: settled.as_ref().and_then(|settled| self.figure(settled)),
            gross: settled
                .as_ref()
                .and_then(|settled| total_gross(deal, settled)),
        }
    }

    /// Bisection over the real engine for the values at which the figure is the target. Of those, the
    /// amount nearest to what the deal has now, or the roundest rate.
    fn along(&mut self, lever: Lever, now: i64, mut span: Span) -> Rolled {
        let target = self.ask.target;
        let along = span;
        let mut deal = self.ask.deal.clone();
        let mut at = |this: &mut Self, step: i64| {
            let value = along.at(step);
            set(&mut deal, lever, value);
            this.try_deal(&deal, value)
        };
        // Nothing to pay is less than any payment.
        let below = |tried: &Try| tried.figure.is_none_or(|figure| figure < target);
        let above = |tried: &Try| tried.figure.is_some_and(|figure| figure > target);
        let hits = |tried: &Try| tried.figure == Some(target);

        if (lever, self.ask.of) == (Lever::CashDown, RollOf::DueAtSigning) {
            // So much cash that nothing is left to lease has no figure at all.
            let past = self.first_step(&mut at, span, &|tried| tried.figure.is_none());
            span.to = span.at((past - 1).max(0));
        }
        let (least, most) = (at(self, 0), at(self, span.length()));
        if above(&least) || below(&most) {
            let end = if above(&least) { least } else { most };
            let reason = out_of_reach(lever, &end, span);
            return self.ended(lever, now, span, end, reason);
        }
        let first = self.first_step(&mut at, span, &|tried| !below(tried));
        let reached = at(self, first);
        if hits(&reached) {
            let past = self.first_step(&mut at, span, &above);
            let last = if past > span.length() {
                span.length()
            } else {
                past - 1
            };
            let picked = match span.unit {
                Unit::Part => span.step(roundest(span.at(first), span.at(last))),
                Unit::Cent | Unit::Month => span.step(now).clamp(first, last),
            };
            let picked = at(self, picked);
            let hit = if hits(&picked) { picked } else { reached };
            return self.hit(lever, now, span, hit);
        }
        let nearby = (first - NEIGHBOURHOOD).max(0)..=(first + NEIGHBOURHOOD).min(span.length());
        for step in nearby {
            let tried = at(self, step);
            if hits(&tried) {
                return self.hit(lever, now, span, tried);
            }
        }
        let under = at(self, (first - 1).max(0));
        let reason = match (under.figure, reached.figure) {
            (Some(under), Some(over)) => format!("steps from {under} to {over} there"),
            _ => "there is nothing to pay just below it".into(),
        };
        let nearest = match (under.figure, reached.figure) {
            (Some(low), Some(high)) if (target - low) <= (high - target) => under,
            _ => reached,
        };
        self.ended(lever, now, span, nearest, reason)
    }

    /// The first step at which `is` holds, or one past the span; `is` must hold from there on.
    fn first_step(
        &mut self,
        at: &mut dyn FnMut(&mut Self, i64) -> Try,
        span: Span,
        is: &dyn Fn(&Try) -> bool,
    ) -> i64 {
        let (mut low, mut high) = (0, span.length() + 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            if middle <= span.length() && !is(&at(self, middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The offered term with the highest payment at or under the target, or the lowest there is.
    fn term(&mut self) -> Rolled {
        let now = match (
            self.ask.deal.kind,
            &self.ask.deal.finance,
            &self.ask.deal.lease,
        ) {
            (DealKind::Retail, Some(finance), _) => i64::from(finance.term_months),
            (DealKind::Lease, _, Some(lease)) => i64::from(lease.term_months),
            _ => return no_lever(Lever::TermMonths, "a cash deal has no term"),
        };
        let target = self.ask.target;
        let mut best: Option<(Try, TermOffer)> = None;
        for offer in &self.ask.terms {
            let mut deal = self.ask.deal.clone();
            offer.put_into(&mut deal);
            let tried = self.try_deal(&deal, i64::from(offer.term_months));
            let Some(figure) = tried.figure else { continue };
            let better = match best.as_ref().and_then(|(best, _)| best.figure) {
                None => true,
                Some(best) if best <= target => figure <= target && figure > best,
                Some(best) => figure < best,
            };
            if better {
                best = Some((tried, *offer));
            }
        }
        let Some((tried, offer)) = best else {
            return no_lever(Lever::TermMonths, "no offered term has a payment");
        };
        let span = Span {
            from: now,
            to: now,
            unit: Unit::Month,
        };
        let rolled = if tried.figure == Some(target) {
            self.hit(Lever::TermMonths, now, span, tried)
        } else {
            let reason = match tried.figure {
                Some(figure) if figure < target => "no offered term is closer from below",
                _ => "no offered term comes down to it",
            };
            self.ended(Lever::TermMonths, now, span, tried, reason.into())
        };
        Rolled {
            term: Some(offer),
            ..rolled
        }
    }

    fn hit(&self, lever: Lever, now: i64, span: Span, tried: Try) -> Rolled {
        Rolled {
            reached: true,
            value: Some(span.unit.text(tried.value)),
            change: Some(span.unit.text(tried.value - now)),
            payment: tried.figure,
            gross_change: self.gross_change(&tried),
            ..nowhere(lever)
        }
    }

    fn ended(&self, lever: Lever, now: i64, span: Span, tried: Try, reason: String) -> Rolled {
        Rolled {
            change: Some(span.unit.text(tried.value - now)),
            gross_change: self.gross_change(&tried),
            best_value: Some(span.unit.text(tried.value)),
            best_payment: tried.figure,
            ..no_lever(lever, reason)
        }
    }

    fn gross_change(&self, tried: &Try) -> Option<Cents> {
        Some(tried.gross? - self.gross?)
    }
}

fn nowhere(lever: Lever) -> Rolled {
    Rolled {
        lever,
        reached: false,
        value: None,
        change: None,
        payment: None,
        gross_change: None,
        reason: None,
        best_value: None,
        best_payment: None,
        term: None,
    }
}

fn no_lever(lever: Lever, reason: impl Into<String>) -> Rolled {
    Rolled {
        reason: Some(reason.into()),
        ..nowhere(lever)
    }
}

/// What the lever stands at now, and where it may go.
fn span(deal: &Deal, lever: Lever, of: RollOf) -> Result<(i64, Span), &'static str> {
    let up = |now: Cents| (0, MOST.max(now.get()));
    let down = |now: Cents| (MOST.max(now.get()), 0);
    let cents = |now: Cents, (from, to): (i64, i64)| {
        let unit = Unit::Cent;
        Ok((now.get(), Span { from, to, unit }))
    };
    let parts = |now: Rate, floor: Option<Rate>, most: Rate| {
        let from = floor.unwrap_or_default().min(now).get();
        let (to, unit) = (most.get(), Unit::Part);
        Ok((now.get(), Span { from, to, unit }))
    };
    match (lever, deal.kind, &deal.finance, &deal.lease) {
        (Lever::CashDown, ..) => match of {
            RollOf::Payment => cents(deal.put_down(), down(deal.put_down())),
            RollOf::DueAtSigning => cents(deal.put_down(), up(deal.put_down())),
        },
        (Lever::SellingPrice, ..) => cents(deal.selling_price, up(deal.selling_price)),
        (Lever::TradeAllowance, ..) => match deal.trades.first() {
            Some(trade) => cents(trade.allowance, down(trade.allowance)),
            None => Err("there is no trade"),
        },
        (Lever::SellRate, DealKind::Retail, Some(finance), _) => {
            parts(finance.sell_rate, finance.buy_rate, Rate::ONE)
        }
        (Lever::MoneyFactor, DealKind::Lease, _, Some(lease)) => {
            let least = lease.buy_money_factor.unwrap_or_default();
            let floor = least.max(lease.taken_off_by_deposits());
            parts(lease.money_factor, Some(floor), STEEPEST_FACTOR)
        }
        (Lever::SellRate, ..) => Err("only a retail deal has a contract rate"),
        (Lever::MoneyFactor, ..) => Err("only a lease has a money factor"),
        (Lever::TermMonths, ..) => Err("the term goes by what is on offer"),
    }
}

fn set(deal: &mut Deal, lever: Lever, value: i64) {
    match lever {
        Lever::CashDown => deal.set_put_down(Cents::new(value)),
        Lever::SellingPrice => deal.selling_price = Cents::new(value),
        Lever::TradeAllowance => {
            if let Some(trade) = deal.trades.first_mut() {
                trade.allowance = Cents::new(value);
            }
        }
        Lever::SellRate => {
            if let Some(finance) = &mut deal.finance {
                finance.sell_rate = Rate::new(value);
            }
        }
        Lever::MoneyFactor => {
            if let Some(lease) = &mut deal.lease {
                lease.money_factor = Rate::new(value);
            }
        }
        Lever::TermMonths => {}
    }
}

fn out_of_reach(lever: Lever, end: &Try, span: Span) -> String {
    let at = match lever {
        Lever::SellRate if end.value == span.from && end.value > 0 => "at the buy rate".into(),
        Lever::MoneyFactor if end.value == span.from && end.value > 0 => {
            "at the least money factor that lessor and deposits leave".into()
        }
        _ => format!("at {}", span.unit.text(end.value)),
    };
    match (end.figure, &end.refused) {
        (Some(figure), _) => format!("{at} it is still {figure}"),
        (None, Some(refused)) => format!("{at}: {refused}"),
        (None, None) => format!("{at} there is nothing to pay"),
    }
}

/// The rate with the fewest decimals from `low` to `high`, the middle one where several have as few.
fn roundest(low: i64, high: i64) -> i64 {
    let middle = i64::midpoint(low, high);
    let mut step = Rate::SCALE;
    loop {
        let above = (middle + step / 2) / step * step;
        for candidate in [
            above,
            low.div_euclid(step) * step + step,
            high / step * step,
        ] {
            if (low..=high).contains(&candidate) {
                return candidate;
            }
        }
        if step == 1 {
            return middle;
        }
        step /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::roundest;

    #[test]
    fn rates_are_as_round_as_the_target_allows() {
        assert_eq!(roundest(6_480_001, 6_499_999), 6_490_000);
        assert_eq!(roundest(6_400_000, 6_499_999), 6_400_000);
        assert_eq!(roundest(6_493_210, 6_493_290), 6_493_250);
        assert_eq!(roundest(6_493_211, 6_493_211), 6_493_211);
        assert_eq!(roundest(0, 40), 0);
        assert_eq!(roundest(99_000_000, 100_000_000), 100_000_000);
    }
}
