//! A lease row priced: residual, factor, fees and deposits put into the deal, which the desk then figures.

use std::collections::HashMap;

use desk::lease::rent_spread;
use desk::{Deal, Figures, figures};
use money::{Cents, Rate, Rounding};
use tax::Fault;

use crate::lease_sheet::{FactorRow, LeaseSheet, ResidualAsk};
use crate::lender::Lender;
use crate::offer::{LeaseTerms, Offer, OfferTerms};
use crate::reason::{Needs, Reason};
use crate::scope::{Facts, Measured};

/// What of a lease a row decides; rows that agree in all of it come to the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    sell: i64,
    buy: i64,
    residual: i64,
    by_percent: bool,
    acquisition_fee: i64,
    disposition_fee: i64,
    purchase_option_fee: i64,
    security_deposit: i64,
    share: i64,
}

/// What the scan keeps of the figures of a lease.
#[derive(Debug, Clone, Copy)]
struct Leased {
    base_payment: Cents,
    payment: Cents,
    adjusted_cap_cost: Cents,
    residual: Cents,
    due_at_signing: Cents,
    gross: Option<Cents>,
}

pub(crate) struct Lessors<'a> {
    facts: Facts<'a>,
    /// The deal with the row that is being tried.
    trial: Deal,
    miles: Option<u32>,
    known: HashMap<Key, Option<Leased>>,
}

/// A row's residual in the two ways that a deal may carry it.
struct InDeal {
    percent: Option<Rate>,
    amount: Cents,
}

impl<'a> Lessors<'a> {
    pub fn new(facts: Facts<'a>) -> Result<Self, Vec<Fault>> {
        let mut trial = facts.deal.clone();
        if let Some(lease) = &mut trial.lease
            && lease.residual_percent.is_none()
            && lease.residual_amount.is_none()
        {
            // The rows bring their own.
            lease.residual_amount = Some(Cents::ZERO);
        }
        // Faults of the deal itself are told before any row is tried.
        figures(&trial)?;
        let lease = facts.deal.lease.as_ref();
        Ok(Self {
            facts,
            trial,
            miles: lease.and_then(|lease| lease.miles_per_year),
            known: HashMap::new(),
        })
    }

    /// Adds what speaks against the row, and its terms.
    pub fn price(
        &mut self,
        lender: &Lender,
        sheet: &LeaseSheet,
        row: &FactorRow,
        offer: &mut Offer,
    ) -> Result<(), Vec<Fault>> {
        let wish = self.facts.wish;
        offer.markup_to = Some(row.markup_to);
        if wish.factor_markup > row.markup_to {
            offer.reasons.push(Reason::FactorMarkupOver {
                markup: wish.factor_markup,
                most: row.markup_to,
                lender: lender.name.clone(),
            });
        }
        if wish.acquisition_fee_markup > sheet.acquisition_fee_markup_to {
            offer.reasons.push(Reason::AcquisitionFeeOver {
                markup: wish.acquisition_fee_markup,
                most: sheet.acquisition_fee_markup_to,
                lender: lender.name.clone(),
            });
        }
        against_deposits(wish.deposits, sheet, &mut offer.reasons);
        if wish.one_pay && wish.deposits > 0 {
            offer.reasons.push(Reason::OnePayWithDeposits);
        }
        let factor = match (wish.one_pay, row.one_pay_money_factor) {
            (false, _) => Some(row.money_factor),
            (true, Some(factor)) => Some(factor),
            (true, None) => {
                offer.reasons.push(Reason::OnePayNotOffered);
                None
            }
        };
        let residual = self.residual(sheet, &mut offer.reasons);
        let (Some(factor), Some(residual)) = (factor, residual) else {
            return Ok(());
        };
        let priced = self.terms(sheet, factor, &residual)?;
        let Some(terms) = priced else {
            offer.reasons.push(Reason::NothingToFinance {
                amount: Cents::ZERO,
            });
            return Ok(());
        };
        let measured = Measured {
            amount: terms.amount_financed,
            payment: terms.payment,
        };
        self.facts
            .against_money(&row.scope, measured, &mut offer.reasons);
        if let Some(advance) = sheet.advance {
            self.facts
                .against_advance(advance, terms.amount_financed, &mut offer.reasons);
        }
        offer.terms = Some(terms);
        Ok(())
    }

    fn residual(&self, sheet: &LeaseSheet, reasons: &mut Vec<Reason>) -> Option<InDeal> {
        let (deal, vehicle) = (self.facts.deal, self.facts.vehicle);
        let facts = [
            (vehicle.make.is_none(), Needs::Make),
            (vehicle.model.is_none(), Needs::Model),
            (self.miles.is_none(), Needs::MilesPerYear),
            (deal.vehicle.msrp.is_none(), Needs::Msrp),
        ];
        let missing = facts.iter().filter(|(missing, _)| *missing);
        reasons.extend(missing.map(|(_, needs)| Reason::NotKnown(*needs)));
        let make = vehicle.make.as_deref()?;
        let model = vehicle.model.as_deref()?;
        let (miles, msrp) = (self.miles?, deal.vehicle.msrp?);
        let ask = ResidualAsk {
            make,
            model,
            trim: vehicle.trim.as_deref(),
            model_year: deal.vehicle.model_year,
            term_months: self.facts.term_months,
            miles_per_year: miles,
        };
        let Some(found) = sheet.residual(&ask) else {
            let trim = vehicle.trim.as_deref().unwrap_or_default();
            reasons.push(Reason::NoResidual {
                vehicle: format!("{make} {model} {trim}").trim_end().into(),
                months: self.facts.term_months,
                miles,
            });
            return None;
        };
        let amount = sheet.residual_amount(&found, msrp);
        let plain = amount == msrp.times(found.percent, Rounding::HalfUp);
        Some(InDeal {
            percent: plain.then_some(found.percent),
            amount,
        })
    }

    fn terms(
        &mut self,
        sheet: &LeaseSheet,
        factor: Rate,
        residual: &InDeal,
    ) -> Result<Option<OfferTerms>, Vec<Fault>> {
        let wish = self.facts.wish;
        let share = sheet.reserve_share.unwrap_or(Rate::ONE);
        let mut key = Key {
            sell: (factor + wish.factor_markup).get(),
            buy: factor.get(),
            residual: residual.percent.map_or(residual.amount.get(), Rate::get),
            by_percent: residual.percent.is_some(),
            acquisition_fee: (sheet.acquisition_fee + wish.acquisition_fee_markup).get(),
            disposition_fee: sheet.disposition_fee.get(),
            purchase_option_fee: sheet.purchase_option_fee.get(),
            security_deposit: 0,
            share: share.get(),
        };
        let mut deposit = Cents::ZERO;
        if let Some(deposits) = sheet.deposits.filter(|_| wish.deposits > 0) {
            let Some(before) = self.leased(key)? else {
                return Ok(None);
            };
            let count = wish.deposits.min(deposits.most);
            deposit = deposits.each(before.base_payment).by(i64::from(count));
            key.sell = deposits.factor(Rate::new(key.sell), count).get();
            key.buy = deposits.factor(factor, count).get();
            key.security_deposit = deposit.get();
        }
        let Some(leased) = self.leased(key)? else {
            return Ok(None);
        };
        let months = self.facts.term_months;
        let (buy, sell) = (Rate::new(key.buy), Rate::new(key.sell));
        let reserve = rent_spread(
            leased.adjusted_cap_cost,
            leased.residual,
            sell - buy,
            months,
        )
        .or_zero()
        .times(share, Rounding::HalfUp);
        Ok(Some(OfferTerms {
            buy_rate: buy,
            sell_rate: sell,
            payment: leased.payment,
            amount_financed: leased.adjusted_cap_cost,
            reserve,
            gross: leased.gross,
            reserve_terms: None,
            lease: Some(LeaseTerms {
                residual_percent: residual.percent,
                residual: leased.residual,
                acquisition_fee: Cents::new(key.acquisition_fee),
                disposition_fee: sheet.disposition_fee,
                purchase_option_fee: sheet.purchase_option_fee,
                deposits: if deposit.is_zero() { 0 } else { wish.deposits },
                security_deposit: deposit,
                reserve_share: share,
                base_payment: leased.base_payment,
                due_at_signing: leased.due_at_signing,
                single_payment: wish
                    .one_pay
                    .then(|| leased.base_payment.by(i64::from(months))),
            }),
        }))
    }

    /// The figures of the deal under a key; nothing where there is nothing to lease.
    fn leased(&mut self, key: Key) -> Result<Option<Leased>, Vec<Fault>> {
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if let Some(lease) = &mut self.trial.lease {
            lease.money_factor = Rate::new(key.sell);
            lease.buy_money_factor = Some(Rate::new(key.buy));
            lease.reserve_share = Some(Rate::new(key.share));
            lease.residual_percent = key.by_percent.then(|| Rate::new(key.residual));
            lease.residual_amount = (!key.by_percent).then(|| Cents::new(key.residual));
            lease.acquisition_fee.amount = Cents::new(key.acquisition_fee);
            lease.disposition_fee = Cents::new(key.disposition_fee);
            lease.purchase_option_fee = Cents::new(key.purchase_option_fee);
            lease.security_deposit = Cents::new(key.security_deposit);
        }
        let leased = kept(&figures(&self.trial)?);
        self.known.insert(key, leased);
        Ok(leased)
    }
}

fn kept(figures: &Figures) -> Option<Leased> {
    let lease = figures.lease.as_ref()?;
    Some(Leased {
        base_payment: lease.base_payment,
        payment: lease.payment,
        adjusted_cap_cost: lease.adjusted_cap_cost,
        residual: lease.residual,
        due_at_signing: lease.due_at_signing.total,
        gross: figures.gross.as_ref().map(|gross| gross.total),
    })
}

fn against_deposits(count: u32, sheet: &LeaseSheet, reasons: &mut Vec<Reason>) {
    let most = sheet.deposits.map_or(0, |deposits| deposits.most);
    if count > most {
        reasons.push(Reason::DepositsOver { count, most });
    }
}
