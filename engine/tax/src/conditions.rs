//! What is known of a sale, and whether the conditions of a rule hold for it.

use crate::days::Days;
use crate::rules::{Jurisdiction, QuestionRule, Test};
use crate::{
    Answer, AnswerKind, Condition, Fault, LeaseMethod, PartKind, Provider, Sale, SaleKind,
    VehicleClass,
};
use money::Cents;

/// More questions than a jurisdiction may ask.
pub const MOST_QUESTIONS: usize = 24;

/// The circumstances of one sale under one jurisdiction, worked out once.
pub struct Circumstances<'a> {
    pub sale: &'a Sale,
    pub law: &'static Jurisdiction,
    /// The days that rules are held against, each by the date it goes by.
    pub day: Days,
    /// State of the registration.
    pub home: &'a str,
    /// Where possession passes is outside the jurisdiction.
    pub delivered_elsewhere: bool,
    /// Whether the home law credits this state's tax; unknown where this is the home law itself.
    pub home_gives_credit: Option<bool>,
    pub lease_method: LeaseMethod,
    /// Given or default, in the order of the jurisdiction's questions: flags as 0 and 1, money in cents.
    pub answers: [i64; MOST_QUESTIONS],
    /// One bit a question that was answered.
    pub given: u32,
    /// One bit a kind of part whose amount is not zero.
    pub present: u32,
    /// One bit an exemption that is claimed.
    pub exempt: u32,
    /// What the principal tax is taken of, once that is worked out.
    pub principal_base: Option<Cents>,
    /// Of a law that is not that of the registration: one bit a kind of part that some tax of the home state
    /// counts which its credit reaches.
    pub counted_at_home: u32,
}

/// What a part of the deal is itself, for rules that look at one product, rebate or trade.
#[derive(Debug, Clone, Copy, Default)]
pub struct Item<'a> {
    pub provider: Option<Provider>,
    pub assigned: Option<bool>,
    pub titled_in: Option<&'a str>,
    pub owned: Option<bool>,
    pub class: Option<VehicleClass>,
    /// Of a trade-in.
    pub book_value: Option<Cents>,
    /// The tax that was paid when the trade-in was bought, where that is known.
    pub tax_paid: Option<Cents>,
    /// Within the payments of a lease and not paid beside them.
    pub in_payments: bool,
}

impl<'a> Circumstances<'a> {
    pub fn new(
        sale: &'a Sale,
        law: &'static Jurisdiction,
        day: Days,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let possession = sale.delivery.as_ref().or(sale.dealer.as_ref());
        let mut these = Self {
            sale,
            law,
            day,
            home: &sale.registration.state,
            delivered_elsewhere: possession.is_some_and(|place| place.state != law.state),
            home_gives_credit: None,
            lease_method: LeaseMethod::None,
            answers: [0; MOST_QUESTIONS],
            given: 0,
            present: 0,
            exempt: 0,
            principal_base: None,
            counted_at_home: 0,
        };
        these.read_answers(faults);
        for claim in &sale.exemptions {
            if let Some(index) = law
                .exemptions
                .iter()
                .position(|rule| rule.code == claim.code)
            {
                these.exempt |= 1 << index;
            }
        }
        these
    }

    fn read_answers(&mut self, faults: &mut Vec<Fault>) {
        for (index, question) in self.law.questions.iter().enumerate().take(MOST_QUESTIONS) {
            self.answers[index] = question.default;
            let Some(answer) = self.sale.answers.get(question.code) else {
                continue;
            };
            let read = match (question.kind, answer) {
                (AnswerKind::Flag, Answer::Flag(flag)) => Some(i64::from(*flag)),
                (AnswerKind::Days | AnswerKind::Count, Answer::Whole(number)) if *number >= 0 => {
                    Some((*number).min(i64::from(u32::MAX)))
                }
                (AnswerKind::Money, Answer::Text(text)) => text
                    .parse::<Cents>()
                    .ok()
                    .filter(|amount| !amount.is_negative() && *amount <= Cents::LIMIT)
                    .map(Cents::get),
                (AnswerKind::Money, Answer::Whole(dollars)) => dollars
                    .checked_mul(100)
                    .filter(|cents| (0..=Cents::LIMIT.get()).contains(cents)),
                _ => None,
            };
            if let Some(value) = read {
                self.answers[index] = value;
                self.given |= 1 << index;
            } else if !faults
                .iter()
                .any(|fault| fault.pointer.ends_with(question.code))
            {
                faults.push(Fault {
                    pointer: format!("/answers/{}", question.code),
                    code: "wrong_answer".into(),
                    detail: match question.kind {
                        AnswerKind::Flag => "is answered with true or false",
                        AnswerKind::Days | AnswerKind::Count => "is answered with a whole number",
                        AnswerKind::Money => "is answered with an amount such as \"1200.00\"",
                    }
                    .into(),
                });
            }
        }
    }

    /// Whether all conditions hold, for the sale as a whole.
    pub fn hold(&self, tests: &[Test]) -> bool {
        tests.is_empty() || self.hold_for(tests, Item::default())
    }

    /// Whether all conditions hold for one item of the sale.
    pub fn hold_for(&self, tests: &[Test], item: Item<'_>) -> bool {
        tests.iter().all(|test| self.holds(*test, item))
    }

    fn holds(&self, test: Test, item: Item<'_>) -> bool {
        let vehicle = &self.sale.vehicle;
        let bit = |mask: u8, index: u8| mask & (1 << index) != 0;
        let over = |known: Option<u32>, limit: u32| known.is_some_and(|known| known > limit);
        let up_to = |known: Option<u32>, limit: u32| known.is_some_and(|known| known <= limit);
        let answer = |index: u8| self.answers.get(usize::from(index)).copied().unwrap_or(0);
        let months = || {
            self.sale
                .lease
                .as_ref()
                .map_or(0, |lease| lease.term_months)
        };
        match test {
            Test::New => vehicle.condition == Condition::New,
            Test::Used => vehicle.condition == Condition::Used,
            Test::Class(mask) => bit(mask, vehicle.class as u8),
            Test::Fuel(mask) => bit(mask, vehicle.fuel as u8),
            Test::GrossWeightOver(limit) => over(vehicle.gross_weight_lb, limit),
            Test::GrossWeightUpTo(limit) => up_to(vehicle.gross_weight_lb, limit),
            Test::CurbWeightOver(limit) => over(vehicle.curb_weight_lb, limit),
            Test::CurbWeightUpTo(limit) => up_to(vehicle.curb_weight_lb, limit),
            Test::CityMpgOver(limit) => over(vehicle.city_mpg, limit),
            Test::CityMpgUpTo(limit) => up_to(vehicle.city_mpg, limit),
            Test::CombinedMpgOver(limit) => over(vehicle.combined_mpg, limit),
            Test::CombinedMpgUpTo(limit) => up_to(vehicle.combined_mpg, limit),
            Test::CombinedMpgKnown(known) => vehicle.combined_mpg.is_some() == known,
            Test::OdometerOver(limit) => over(vehicle.odometer, limit),
            Test::OdometerUpTo(limit) => up_to(vehicle.odometer, limit),
            Test::AgeOver(years) => over(self.age(), years),
            Test::AgeUpTo(years) => up_to(self.age(), years),
            Test::MsrpOver(dollars) => vehicle
                .msrp
                .is_some_and(|msrp| msrp > Cents::dollars(i64::from(dollars))),
            Test::PriceOver(dollars) => {
                let agreed = self.sale.price - self.sale.dealer_discount;
                agreed > Cents::dollars(i64::from(dollars))
            }
            Test::BaseUpTo(dollars) => self
                .principal_base
                .is_some_and(|base| base <= Cents::dollars(i64::from(dollars))),
            Test::Retail => self.sale.kind == SaleKind::Retail,
            Test::Lease => self.sale.kind == SaleKind::Lease,
            Test::Answer(index) => answer(index) != 0,
            Test::NotAnswer(index) => answer(index) == 0,
            Test::AnswerOver(index, limit) => answer(index) > i64::from(limit),
            Test::AnswerUpTo(index, most) => answer(index) <= i64::from(most),
            Test::LeaseMonthsFrom(least) => months() >= least,
            Test::LeaseMonthsUnder(limit) => months() < limit,
            Test::LeaseMethod(method) => self.lease_method == method,
            Test::Exemption(index) => self.exempt & (1 << index) != 0,
            Test::NotExemption(index) => self.exempt & (1 << index) == 0,
            Test::Has(kind) => self.has(kind),
            Test::Lacks(kind) => !self.has(kind),
            Test::DeliveredElsewhere(elsewhere) => self.delivered_elsewhere == elsewhere,
            Test::Home(states) => states.contains(&self.home),
            Test::Resident(resident) => (self.law.state == self.home) == resident,
            Test::HomeGivesCredit(gives) => self.home_gives_credit == Some(gives),
            Test::DealerStateIsHome(here) => {
                let dealer = self.sale.dealer.as_ref();
                let state = dealer.map_or(self.home, |dealer| dealer.state.as_str());
                (state == self.law.state) == here
            }
            Test::Provider(mask) => item
                .provider
                .is_some_and(|provider| bit(mask, provider as u8)),
            Test::RebateAssigned(assigned) => {
                item.assigned.unwrap_or_else(|| self.assigned_by_answer()) == assigned
            }
            Test::RebateAssignmentUnknown(unknown) => {
                let rebates = &self.sale.rebates;
                rebates
                    .iter()
                    .any(|rebate| rebate.assigned_to_dealer.is_none())
                    == unknown
            }
            Test::TradeTitledHere(here) => {
                item.titled_in.is_none_or(|state| state == self.law.state) == here
            }
            Test::TradeOwnedByBuyer(owned) => item.owned.unwrap_or(true) == owned,
            Test::TradeClass(mask) => item.class.is_some_and(|class| bit(mask, class as u8)),
        }
    }

    pub const fn has(&self, kind: PartKind) -> bool {
        self.present & (1 << kind as u32) != 0
    }

    /// What the answers say of rebates that do not tell whether they are signed over; yes where the
    /// law does not ask.
    fn assigned_by_answer(&self) -> bool {
        let asked = |question: &QuestionRule| question.code == "rebate_assigned_to_dealer";
        let index = self.law.questions.iter().position(asked);
        index
            .and_then(|index| self.answers.get(index))
            .is_none_or(|answer| *answer != 0)
    }

    fn age(&self) -> Option<u32> {
        let year = self.sale.vehicle.model_year?;
        Some(u32::from(self.sale.date.year().saturating_sub(year)))
    }
}
