//! From a base to tax: flat rates, tiers, slices, caps, minimum and maximum.

use money::{Cents, Rate, Rounding};

use crate::conditions::Circumstances;
use crate::rules::{Pick, RatePeriod, RateRow, Tax};

/// What a schedule makes of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charged {
    /// What the rate was taken of.
    pub base: Cents,
    /// The one rate; absent where several slices or a flat amount made the tax.
    pub rate: Option<Rate>,
    pub amount: Cents,
}

/// The period of a list that is in force and whose conditions hold; the first one decides.
pub fn in_force(
    periods: &'static [RatePeriod],
    these: &Circumstances<'_>,
) -> Option<&'static RatePeriod> {
    periods.iter().find(|period| {
        period.span.holds(these.day) && (period.when.is_empty() || these.hold(period.when))
    })
}

/// A base in the whole units that the tax is taken of.
pub fn in_units(tax: &Tax, base: Cents) -> Cents {
    match tax.unit {
        Some((unit, rounding)) if unit.is_positive() => base
            .ratio(1, unit.get(), rounding)
            .get()
            .checked_mul(unit.get())
            .map_or(base, Cents::new),
        _ => base,
    }
}

/// The tax on `base`, its tier picked and its trigger tripped by `test`.
pub fn charge(
    tax: &Tax,
    period: &RatePeriod,
    base: Cents,
    test: Cents,
    these: &Circumstances<'_>,
) -> Charged {
    let rounding = tax.rounding;
    let base = in_units(tax, period.cap.map_or(base, |cap| base.min(cap)));
    let nothing = Charged {
        base,
        rate: None,
        amount: Cents::ZERO,
    };
    if test.get() <= period.trigger_over {
        return nothing;
    }
    let charged = match period.pick {
        Pick::First => period
            .rows
            .iter()
            .find(|row| fits(row, test, these))
            .map(|row| whole(row, base, rounding)),
        Pick::Slices => slices(period.rows, base, rounding, these),
    };
    let Some(charged) = charged else {
        return nothing;
    };
    let most = period.max.unwrap_or(Cents::LIMIT.by(10));
    let amount = charged.amount.max(period.min).min(most);
    Charged {
        amount,
        rate: charged.rate.filter(|_| amount == charged.amount),
        ..charged
    }
}

fn fits(row: &RateRow, test: Cents, these: &Circumstances<'_>) -> bool {
    let in_tier =
        (row.over.is_zero() || test > row.over) && row.up_to.is_none_or(|up_to| test <= up_to);
    in_tier && (row.when.is_empty() || these.hold(row.when))
}

fn whole(row: &RateRow, base: Cents, rounding: Rounding) -> Charged {
    let rate = Rate::new(row.rate);
    let exact = base.times(rate, rounding) + row.flat;
    let amount = row.max.map_or(exact, |max| exact.min(max));
    Charged {
        base,
        rate: (row.flat.is_zero() && amount == exact).then_some(rate),
        amount,
    }
}

fn slices(
    rows: &[RateRow],
    base: Cents,
    rounding: Rounding,
    these: &Circumstances<'_>,
) -> Option<Charged> {
    let mut all: Option<Charged> = None;
    for row in rows {
        if !row.when.is_empty() && !these.hold(row.when) {
            continue;
        }
        let top = row.up_to.map_or(base, |up_to| base.min(up_to));
        let slice = (top - row.over).or_zero();
        if slice.is_zero() {
            continue;
        }
        let one = whole(row, slice, rounding);
        all = Some(all.map_or(one, |sum| Charged {
            base: sum.base + one.base,
            rate: None,
            amount: sum.amount + one.amount,
        }));
    }
    all
}
