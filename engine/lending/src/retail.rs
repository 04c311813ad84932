//! A retail row priced: rate, payment, reserve and gross, and the caps that they must keep to.
//!
//! Rate and term do not change a sale's tax, so the deal is figured once; a row then needs its payment
//! and its reserve, by the functions that the desk itself figures them with.

use std::collections::HashMap;

use desk::figures;
use desk::plan::Plan;
use money::{Cents, Rate, Rounding};
use tax::Fault;

use crate::caps::{CeilingLaw, Most, StateLimits, add_on_charge, finance_charge, state_limits};
use crate::lender::Lender;
use crate::markup::MarkupLimits;
use crate::offer::{Offer, OfferTerms};
use crate::programme::RetailRow;
use crate::reason::{Needs, Reason};
use crate::reserve::{Contract, flat};
use crate::scope::{Facts, Measured};

pub(crate) struct Retail<'a> {
    facts: Facts<'a>,
    amount: Cents,
    plan: Plan,
    /// What the deal is sold at.
    own_rate: Rate,
    /// Without any reserve.
    gross: Option<Cents>,
    state: Option<&'static StateLimits>,
    ceiling: Option<(&'static CeilingLaw, Option<Most>)>,
    /// The most reserve that the law on markup leaves, where one was read.
    reserve_to: Option<(Cents, &'static StateLimits, &'static str)>,
    payments: HashMap<i64, Cents>,
    charges: HashMap<i64, Cents>,
}

impl<'a> Retail<'a> {
    pub fn new(facts: Facts<'a>) -> Result<Self, Vec<Fault>> {
        let deal = facts.deal;
        let base = figures(deal)?;
        let amount = base.amount_financed.unwrap_or_default();
        let months = facts.term_months;
        let Some(finance) = &deal.finance else {
            return Err(Vec::new());
        };
        let plan = Plan::of(deal.date, finance, deal.vehicle.msrp);
        let state = state_limits(facts.state());
        let ceiling = state
            .and_then(|state| state.ceiling(deal.date))
            .map(|law| (law, law.most(deal.vehicle.condition, facts.model_age())));
        let reserve_to = state.filter(|_| amount.is_positive()).and_then(|state| {
            let (points, law) = state.markup(deal.date, months, deal.vehicle.class)?;
            let most = finance_charge(amount, &plan.at(points));
            law.verified.then_some((most, state, law.citation))
        });
        Ok(Self {
            facts,
            amount,
            plan,
            own_rate: finance.sell_rate,
            gross: base.gross.map(|gross| gross.total - gross.reserve),
            state,
            ceiling,
            reserve_to,
            payments: HashMap::new(),
            charges: HashMap::new(),
        })
    }

    fn payment_at(&mut self, rate: Rate) -> Cents {
        let (amount, plan) = (self.amount, self.plan.at(rate));
        *self
            .payments
            .entry(rate.get())
            .or_insert_with(|| plan.payment(amount))
    }

    /// What payments of any frequency come to by the month.
    fn a_month(&self, payment: Cents) -> Cents {
        let (payments, months) = (self.plan.payments, self.facts.term_months.max(1));
        payment.ratio(i64::from(payments), i64::from(months), Rounding::HalfUp)
    }

    fn charge_at(&mut self, rate: Rate) -> Cents {
        let (amount, plan) = (self.amount, self.plan.at(rate));
        *self
            .charges
            .entry(rate.get())
            .or_insert_with(|| finance_charge(amount, &plan))
    }

    /// Adds what speaks against the row's money and caps, and its terms.
    pub fn price(&mut self, lender: &Lender, row: &RetailRow, offer: &mut Offer) {
        let facts = self.facts;
        let months = facts.term_months;
        let limits = MarkupLimits::of(
            lender,
            row.markup_to,
            facts.state(),
            facts.deal.date,
            months,
            facts.deal.vehicle.class,
        );
        offer.markup_to = limits.stricter();
        let markup = if facts.wish.keep_rate {
            self.own_rate - row.buy_rate
        } else {
            facts.wish.markup
        };
        if let Err(refusal) = limits.check(markup, lender, months) {
            offer.reasons.push(refusal);
        }
        let sell_rate = row.buy_rate + markup;
        if markup.is_negative() {
            offer.reasons.push(Reason::SoldUnder {
                rate: sell_rate,
                least: row.buy_rate,
                lender: lender.name.clone(),
            });
        }
        let payment = self.payment_at(sell_rate);
        if !self.amount.is_positive() || payment.is_negative() {
            offer.reasons.push(Reason::NothingToFinance {
                amount: self.amount,
            });
            return;
        }
        let measured = Measured {
            amount: self.amount,
            payment: self.a_month(payment),
        };
        facts.against_money(&row.scope, measured, &mut offer.reasons);
        self.against_ceiling(sell_rate, offer);
        let (reserve, reserve_terms) = self.reserve(lender, row, sell_rate, offer);
        offer.terms = Some(OfferTerms {
            buy_rate: row.buy_rate,
            sell_rate,
            payment,
            amount_financed: self.amount,
            reserve,
            gross: self.gross.map(|gross| gross + reserve),
            reserve_terms: Some(reserve_terms),
            lease: None,
        });
    }

    fn reserve(
        &mut self,
        lender: &Lender,
        row: &RetailRow,
        sell_rate: Rate,
        offer: &mut Offer,
    ) -> (Cents, desk::ReserveTerms) {
        let contract = Contract {
            amount_financed: self.amount,
            buy_rate: row.buy_rate,
            plan: self.plan.at(sell_rate),
        };
        let plan = &lender.reserve;
        let of_plan = plan.reserve_with(&contract, &mut |rate| self.payment_at(rate));
        if let Some((most, state, citation)) = self.reserve_to
            && plan.is_of_the_spread()
            && of_plan > most
        {
            offer.reasons.push(Reason::ReserveOver {
                reserve: of_plan,
                most,
                state: state.name,
                citation,
            });
        }
        match row.flat {
            Some(least) if least > of_plan => (least, flat(least)),
            _ => (of_plan, plan.terms(of_plan)),
        }
    }

    fn against_ceiling(&mut self, rate: Rate, offer: &mut Offer) {
        let (Some(state), Some((law, most))) = (self.state, self.ceiling) else {
            return;
        };
        let over = match most {
            None if law.verified => Some(Reason::NotKnown(Needs::ModelYear)),
            None => None,
            Some(Most::Rate(most)) => (rate > most).then_some(Reason::RateOver {
                rate,
                most,
                state: state.name,
                citation: law.citation,
            }),
            Some(Most::AddOn(add_on)) => {
                let most = add_on_charge(self.amount, add_on, self.facts.term_months);
                // Level payments and the schedule differ by rounding alone, at 50 % over ten years by
                // less than 200 dollars: far below the limit the schedule need not be run.
                let level = self.payment_at(rate).by(i64::from(self.plan.payments)) - self.amount;
                if self.plan.balloon.is_none() && level + Cents::dollars(200) <= most {
                    return;
                }
                let charge = self.charge_at(rate);
                (charge > most).then_some(Reason::ChargeOver {
                    charge,
                    most,
                    state: state.name,
                    citation: law.citation,
                })
            }
        };
        let Some(reason) = over else { return };
        if !law.verified {
            offer.cautions.push(reason);
        } else if !offer.reasons.contains(&reason) {
            offer.reasons.push(reason);
        }
    }
}
