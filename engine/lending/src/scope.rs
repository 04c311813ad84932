//! Whether a row is for this buyer, vehicle, term and amount: every bound that it sets, tried.

use desk::{Deal, DealKind};
use money::{Cents, Rate, Rounding, divide};
use tax::{Condition, Date};

use crate::lender::Lender;
use crate::offer::{Applicant, VehicleFacts, Wish};
use crate::programme::{
    AdvanceBase, AdvanceLimit, Exclusion, Programme, ProgrammeKind, RowScope, SheetCondition, Tier,
};
use crate::reason::{Needs, Reason};

/// What is known of a deal before any row is tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub deal: &'a Deal,
    pub applicant: &'a Applicant,
    pub vehicle: &'a VehicleFacts,
    pub wish: &'a Wish,
    pub on: Date,
    pub term_months: u32,
}

/// What the deal comes to under a row; the payment is a month's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub amount: Cents,
    pub payment: Cents,
}

/// `part` of `whole`, to a hundredth of a percent and up: what is over a limit never reads as equal.
pub(crate) fn share_up(part: Cents, whole: Cents) -> Rate {
    let points = divide(
        i128::from(part.get()) * 10_000,
        i128::from(whole.get().max(1)),
        Rounding::Up,
    );
    Rate::basis_points(i64::try_from(points).unwrap_or(i64::MAX / 10_000))
}

fn exceeds(part: Cents, whole: Cents, most: Rate) -> bool {
    i128::from(part.get()) * i128::from(Rate::SCALE)
        > i128::from(whole.get()) * i128::from(most.get())
}

impl Facts<'_> {
    pub fn state(&self) -> &str {
        &self.deal.places.dealer.state
    }

    /// Year of the contract less model year; a model of next year has none.
    pub fn model_age(&self) -> Option<i32> {
        let year = self.deal.vehicle.model_year?;
        Some((i32::from(self.deal.date.year()) - i32::from(year)).max(0))
    }

    fn has_balloon(&self) -> bool {
        self.deal.finance.as_ref().is_some_and(|finance| {
            finance.balloon_amount.is_some() || finance.balloon_percent.is_some()
        })
    }

    /// What keeps the whole programme from the deal.
    pub fn against_programme(&self, programme: &Programme, lender: &Lender) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if programme.valid_from > self.on {
            reasons.push(Reason::ProgrammeNotBegun(programme.valid_from));
        }
        if let Some(to) = programme.valid_to
            && to < self.on
        {
            reasons.push(Reason::ProgrammeEnded(to));
        }
        let kind = match programme.kind {
            ProgrammeKind::Retail => "retail",
            ProgrammeKind::Lease => "lease",
            ProgrammeKind::Balloon => "balloon",
        };
        let own = match self.deal.kind {
            DealKind::Cash => "cash",
            DealKind::Retail if self.has_balloon() => "balloon",
            DealKind::Retail => "retail",
            DealKind::Lease => "lease",
        };
        if kind != own {
            reasons.push(Reason::OtherKind {
                programme: kind,
                deal: own,
            });
        }
        let serves = |states: &[String]| {
            states.is_empty() || states.iter().any(|state| state == self.state())
        };
        if !serves(&lender.states) || !serves(&programme.states) {
            reasons.push(Reason::StateNotServed {
                lender: lender.name.clone(),
                state: self.state().into(),
            });
        }
        if !programme.rooftops.is_empty() {
            match &self.wish.rooftop {
                None => reasons.push(Reason::NotKnown(Needs::Rooftop)),
                Some(own) if !programme.rooftops.contains(own) => {
                    reasons.push(Reason::RooftopNotServed);
                }
                Some(_) => {}
            }
        }
        one_of(
            &programme.makes,
            self.vehicle.make.as_deref(),
            Needs::Make,
            Reason::MakeNotTaken,
            &mut reasons,
        );
        one_of(
            &programme.models,
            self.vehicle.model.as_deref(),
            Needs::Model,
            Reason::ModelNotTaken,
            &mut reasons,
        );
        reasons
    }

    /// What keeps a row from the deal, without its money.
    pub fn against_row(&self, scope: &RowScope, tier: Option<&Tier>, reasons: &mut Vec<Reason>) {
        if let Some(tier) = tier {
            self.against_tier(tier, reasons);
        }
        self.against_condition(&scope.conditions, reasons);
        self.against_age(scope, reasons);
        if let Some(most) = scope.odometer_to {
            match self.deal.vehicle.odometer {
                None => reasons.push(Reason::NotKnown(Needs::Odometer)),
                Some(miles) if miles > most => reasons.push(Reason::OdometerOver { miles, most }),
                Some(_) => {}
            }
        }
        let months = self.term_months;
        if months < scope.term_from {
            reasons.push(Reason::TermUnder {
                months,
                least: scope.term_from,
            });
        }
        if months > scope.term_to {
            let by_year = scope.model_year_from.is_some()
                || scope.model_year_to.is_some()
                || scope.age_to.is_some();
            reasons.push(Reason::TermOver {
                months,
                most: scope.term_to,
                model_year: self.deal.vehicle.model_year.filter(|_| by_year),
            });
        }
    }

    fn against_tier(&self, tier: &Tier, reasons: &mut Vec<Reason>) {
        match (self.applicant.score, tier.score_from, tier.score_to) {
            (_, None, None) => {}
            (None, ..) => reasons.push(Reason::NotKnown(Needs::Score)),
            (Some(score), Some(least), _) if score < least => reasons.push(Reason::ScoreUnder {
                score,
                least,
                tier: tier.name.clone(),
            }),
            (Some(score), _, Some(most)) if score > most => reasons.push(Reason::ScoreOver {
                score,
                most,
                tier: tier.name.clone(),
            }),
            _ => {}
        }
        for what in &tier.excludes {
            match self.is_so(*what) {
                None => reasons.push(Reason::NotKnown(Needs::Exclusion(*what))),
                Some(true) => reasons.push(Reason::Excluded {
                    tier: tier.name.clone(),
                    what: *what,
                }),
                Some(false) => {}
            }
        }
    }

    fn is_so(&self, what: Exclusion) -> Option<bool> {
        match what {
            Exclusion::OpenBankruptcy => self.applicant.open_bankruptcy,
            Exclusion::PastRepossession => self.applicant.past_repossession,
            Exclusion::FirstTimeBuyer => self.applicant.first_time_buyer,
            Exclusion::CommercialUse => self.vehicle.commercial_use,
            Exclusion::BrandedTitle => self.vehicle.branded_title,
            Exclusion::NegativeEquity => {
                let trades = &self.deal.trades;
                let equity: Cents = trades
                    .iter()
                    .map(|trade| trade.allowance - trade.payoff)
                    .sum();
                Some(equity.is_negative())
            }
        }
    }

    fn against_condition(&self, taken: &[SheetCondition], reasons: &mut Vec<Reason>) {
        if taken.is_empty() {
            return;
        }
        let takes = |condition| taken.contains(&condition);
        match (self.deal.vehicle.condition, self.vehicle.certified) {
            (Condition::New, _) if takes(SheetCondition::New) => {}
            (Condition::New, _) => reasons.push(Reason::ConditionNotTaken {
                is: SheetCondition::New,
            }),
            (Condition::Used, _) if takes(SheetCondition::Used) => {}
            (Condition::Used, Some(true)) if takes(SheetCondition::Certified) => {}
            (Condition::Used, None) if takes(SheetCondition::Certified) => {
                reasons.push(Reason::NotKnown(Needs::Certified));
            }
            (Condition::Used, certified) => reasons.push(Reason::ConditionNotTaken {
                is: if certified == Some(true) {
                    SheetCondition::Certified
                } else {
                    SheetCondition::Used
                },
            }),
        }
    }

    fn against_age(&self, scope: &RowScope, reasons: &mut Vec<Reason>) {
        let (from, to, age_to) = (scope.model_year_from, scope.model_year_to, scope.age_to);
        if from.is_none() && to.is_none() && age_to.is_none() {
            return;
        }
        let Some(year) = self.deal.vehicle.model_year else {
            reasons.push(Reason::NotKnown(Needs::ModelYear));
            return;
        };
        if let Some(least) = from
            && year < least
        {
            reasons.push(Reason::ModelYearUnder { year, least });
        }
        if let Some(most) = to
            && year > most
        {
            reasons.push(Reason::ModelYearOver { year, most });
        }
        let years = u32::from(self.deal.date.year().saturating_sub(year));
        if let Some(most) = age_to
            && years > u32::from(most)
        {
            reasons.push(Reason::AgeOver { years, most });
        }
    }

    /// What keeps a row from the deal by its amount and payment.
    pub fn against_money(&self, scope: &RowScope, of: Measured, reasons: &mut Vec<Reason>) {
        let amount = of.amount;
        if let Some(least) = scope.amount_from
            && amount < least
        {
            reasons.push(Reason::AmountUnder { amount, least });
        }
        if let Some(most) = scope.amount_to
            && amount > most
        {
            reasons.push(Reason::AmountOver { amount, most });
        }
        if let Some(advance) = scope.advance {
            self.against_advance(advance, amount, reasons);
        }
        if scope.pti_to.is_none() && scope.dti_to.is_none() {
            return;
        }
        let Some(income) = self.applicant.monthly_income else {
            reasons.push(Reason::NotKnown(Needs::MonthlyIncome));
            return;
        };
        if let Some(most) = scope.pti_to
            && exceeds(of.payment, income, most)
        {
            let pti = share_up(of.payment, income);
            reasons.push(Reason::PtiOver { pti, most });
        }
        if let Some(most) = scope.dti_to {
            let Some(debt) = self.applicant.monthly_debt else {
                reasons.push(Reason::NotKnown(Needs::MonthlyDebt));
                return;
            };
            let burden = of.payment + debt;
            if exceeds(burden, income, most) {
                let dti = share_up(burden, income);
                reasons.push(Reason::DtiOver { dti, most });
            }
        }
    }

    pub fn against_advance(&self, advance: AdvanceLimit, amount: Cents, reasons: &mut Vec<Reason>) {
        let (value, needs) = match advance.of {
            AdvanceBase::Invoice => (self.vehicle.invoice, Needs::Invoice),
            AdvanceBase::Msrp => (self.deal.vehicle.msrp, Needs::Msrp),
            AdvanceBase::Book => (self.deal.vehicle.book_value, Needs::Book),
        };
        match value.filter(|value| value.is_positive()) {
            None => reasons.push(Reason::NotKnown(needs)),
            Some(value) if exceeds(amount, value, advance.most) => {
                reasons.push(Reason::LtvOver {
                    ltv: share_up(amount, value),
                    most: advance.most,
                    of: advance.of,
                });
            }
            Some(_) => {}
        }
    }
}

fn one_of(
    taken: &[String],
    own: Option<&str>,
    needs: Needs,
    refusal: impl FnOnce(String) -> Reason,
    reasons: &mut Vec<Reason>,
) {
    if taken.is_empty() {
        return;
    }
    match own {
        None => reasons.push(Reason::NotKnown(needs)),
        Some(own) if !taken.iter().any(|one| one.eq_ignore_ascii_case(own)) => {
            reasons.push(refusal(own.into()));
        }
        Some(_) => {}
    }
}
