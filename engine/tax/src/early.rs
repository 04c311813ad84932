//! What the first payments of a lease bear beyond the later ones, where a cap is used up as they are made.

use money::Cents;
use serde::{Deserialize, Serialize};

use crate::{Assessment, Due, TaxLine};

const MOST_STEPS: usize = 6;

/// Consecutive payments that bear an amount beyond the regular one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// First and last payment, counted from 1.
    pub from: u16,
    pub to: u16,
    /// Zero where there is no such step.
    pub amount: Cents,
}

impl Step {
    fn total(self) -> Cents {
        self.amount
            .by(i64::from(self.to) - i64::from(self.from) + 1)
    }
}

/// The steps down to the regular tax of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlyPayments {
    steps: [Step; MOST_STEPS],
}

impl EarlyPayments {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps().next().is_none()
    }

    pub fn steps(&self) -> impl Iterator<Item = Step> {
        self.steps.into_iter().filter(|step| !step.amount.is_zero())
    }

    /// What a payment bears beyond the regular tax; the first payment is number 1.
    #[must_use]
    pub fn of(&self, payment: u32) -> Cents {
        let bears = |step: &Step| (u32::from(step.from)..=u32::from(step.to)).contains(&payment);
        self.steps().filter(bears).map(|step| step.amount).sum()
    }

    /// Over all payments.
    #[must_use]
    pub fn total(&self) -> Cents {
        self.steps().map(Step::total).sum()
    }

    /// Whether there was room for the step. One place is kept free for what a credit splits.
    #[must_use]
    pub(crate) fn add(&mut self, new: Step) -> bool {
        self.put(new, MOST_STEPS - 1)
    }

    fn put(&mut self, new: Step, room: usize) -> bool {
        for slot in self.steps.iter_mut().take(room) {
            if slot.amount.is_zero() {
                *slot = new;
                return true;
            }
            if (slot.from, slot.to) == (new.from, new.to) {
                slot.amount += new.amount;
                return true;
            }
        }
        false
    }

    /// What is left after a credit, which frees one payment after the other.
    #[must_use]
    pub(crate) fn less(&self, credit: Cents) -> Self {
        if credit.is_zero() {
            return *self;
        }
        let mut left = credit;
        let mut kept = Self::default();
        for step in self.steps() {
            let taken = left.min(step.total());
            left -= taken;
            let each = step.amount.get().max(1);
            let freed = u16::try_from(taken.get() / each).unwrap_or(u16::MAX);
            let part = Cents::new(taken.get() % each);
            let mut from = step.from.saturating_add(freed);
            if part.is_positive() {
                let amount = step.amount - part;
                kept.put(
                    Step {
                        from,
                        to: from,
                        amount,
                    },
                    MOST_STEPS,
                );
                from += 1;
            }
            if from <= step.to {
                kept.put(Step { from, ..step }, MOST_STEPS);
            }
        }
        kept
    }

    /// The steps that the lines of an assessment tell of, before any credit.
    fn of_lines(lines: &[TaxLine]) -> Self {
        let mut early = Self::default();
        for line in lines.iter().filter(|line| line.due == Due::Payment) {
            if let Some(payments) = line.payments {
                let from = line.from_payment.unwrap_or(1);
                let short = |payment: u32| u16::try_from(payment).unwrap_or(u16::MAX);
                let step = Step {
                    from: short(from),
                    to: short((from + payments).saturating_sub(1)),
                    amount: line.amount,
                };
                early.put(step, MOST_STEPS);
            }
        }
        early
    }
}

impl FromIterator<Step> for EarlyPayments {
    /// Steps beyond those that have room are left out.
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        let mut early = Self::default();
        for step in steps {
            early.put(step, MOST_STEPS);
        }
        early
    }
}

impl Assessment {
    /// What the first payments of a lease bear beyond `totals.per_payment`, after the credit.
    #[must_use]
    pub fn early_payments(&self) -> EarlyPayments {
        let at_signing: Cents = self
            .lines
            .iter()
            .filter(|line| line.due == Due::Signing)
            .map(|line| line.amount)
            .sum();
        let off_signing = at_signing - self.totals.at_signing;
        EarlyPayments::of_lines(&self.lines).less((self.totals.credit - off_signing).or_zero())
    }
}
