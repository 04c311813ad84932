//! A lease row priced: residual, factor, fees and deposits put into the deal, which the desk then figures.

use desk::lease::rent_spread;
use desk::{LeaseTrials, LessorTerms, MultipleDeposits, ResidualTerm};
use money::{Cents, Rate, Rounding};
use tax::Fault;

use crate::lease_sheet::{DepositTerms, FactorRow, LeaseSheet, Residual, ResidualAsk};
use crate::lender::Lender;
use crate::offer::{LeaseTerms, Offer, OfferTerms, Wish};
use crate::reason::{Needs, Reason};
use crate::scope::{Facts, Measured};

pub(crate) struct Lessors<'a> {
    facts: Facts<'a>,
    trials: LeaseTrials,
    miles: Option<u32>,
    /// What the lease is sold at.
    own_factor: Rate,
}

/// A lessor's sheet, and what all of its rows have in common.
pub(crate) struct Lessor<'a> {
    lender: &'a Lender,
    sheet: &'a LeaseSheet,
    /// The residual, or why there is none.
    residual: Result<ResidualTerm, Vec<Reason>>,
}

impl<'a> Lessors<'a> {
    pub fn new(facts: Facts<'a>) -> Result<Self, Vec<Fault>> {
        let mut trial = facts.deal.clone();
        if let Some(lease) = &mut trial.lease {
            // What the rows bring themselves.
            lease.one_pay = facts.wish.one_pay;
            lease.multiple_deposits = None;
            lease.residual_adjustments.clear();
            if lease.residual_percent.is_none() && lease.residual_amount.is_none() {
                lease.residual_amount = Some(Cents::ZERO);
            }
        }
        let lease = facts.deal.lease.as_ref();
        Ok(Self {
            facts,
            // Faults of the deal itself are told before any row is tried.
            trials: LeaseTrials::new(trial)?,
            miles: lease.and_then(|lease| lease.miles_per_year),
            own_factor: lease.map_or(Rate::ZERO, |lease| lease.money_factor),
        })
    }

    /// A sheet, whose rows are then priced.
    pub fn lessor<'b>(&self, lender: &'b Lender, sheet: &'b LeaseSheet) -> Lessor<'b> {
        Lessor {
            lender,
            sheet,
            residual: self.residual(sheet),
        }
    }

    /// Adds what speaks against the row, and its terms.
    pub fn price(
        &mut self,
        lessor: &Lessor<'_>,
        row: &FactorRow,
        offer: &mut Offer,
    ) -> Result<(), Vec<Fault>> {
        let wish = self.facts.wish;
        let Lessor { lender, sheet, .. } = *lessor;
        offer.markup_to = Some(row.markup_to);
        let bought = if wish.one_pay {
            row.one_pay_money_factor.unwrap_or(row.money_factor)
        } else {
            row.money_factor
        };
        let markup = self.markup(bought);
        if markup > row.markup_to {
            offer.reasons.push(Reason::FactorMarkupOver {
                markup,
                most: row.markup_to,
                lender: lender.name.clone(),
            });
        }
        if markup.is_negative() {
            offer.reasons.push(Reason::SoldUnder {
                rate: bought + markup,
                least: bought,
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
        against_deposits(wish, row.money_factor + markup, sheet, &mut offer.reasons);
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
        let residual = lessor.residual.as_ref();
        if let Err(reasons) = residual {
            offer.reasons.extend_from_slice(reasons);
        }
        let (Some(factor), Ok(residual)) = (factor, residual) else {
            return Ok(());
        };
        let priced = self.terms(sheet, factor, *residual)?;
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

    /// What the dealer adds to the factor that the lessor buys at.
    fn markup(&self, bought: Rate) -> Rate {
        if self.facts.wish.keep_rate {
            self.own_factor - bought
        } else {
            self.facts.wish.factor_markup
        }
    }

    fn residual(&self, sheet: &LeaseSheet) -> Result<ResidualTerm, Vec<Reason>> {
        let (deal, vehicle) = (self.facts.deal, self.facts.vehicle);
        let (Some(make), Some(model), Some(miles), Some(msrp)) = (
            vehicle.make.as_deref(),
            vehicle.model.as_deref(),
            self.miles,
            deal.vehicle.msrp,
        ) else {
            let facts = [
                (vehicle.make.is_none(), Needs::Make),
                (vehicle.model.is_none(), Needs::Model),
                (self.miles.is_none(), Needs::MilesPerYear),
                (deal.vehicle.msrp.is_none(), Needs::Msrp),
            ];
            let missing = facts.iter().filter(|(missing, _)| *missing);
            return Err(missing.map(|(_, needs)| Reason::NotKnown(*needs)).collect());
        };
        let ask = ResidualAsk {
            make,
            model,
            trim: vehicle.trim.as_deref(),
            model_year: deal.vehicle.model_year,
            term_months: self.facts.term_months,
            miles_per_year: miles,
        };
        // A step that leaves no residual says nothing of the vehicle; sheets with one are refused now.
        let held = |found: &Residual| (Rate::ZERO..=Rate::ONE).contains(&found.percent);
        let Some(found) = sheet.residual(&ask).filter(held) else {
            let trim = vehicle.trim.as_deref().unwrap_or_default();
            return Err(vec![Reason::NoResidual {
                vehicle: format!("{make} {model} {trim}").trim_end().into(),
                months: self.facts.term_months,
                miles,
            }]);
        };
        let amount = sheet.residual_amount(&found, msrp);
        let plain = amount == msrp.times(found.percent, Rounding::HalfUp);
        Ok(if plain {
            ResidualTerm::Percent(found.percent)
        } else {
            ResidualTerm::Amount(amount)
        })
    }

    fn terms(
        &mut self,
        sheet: &LeaseSheet,
        factor: Rate,
        residual: ResidualTerm,
    ) -> Result<Option<OfferTerms>, Vec<Fault>> {
        let wish = self.facts.wish;
        let share = sheet.reserve_share.unwrap_or(Rate::ONE);
        let (buy, sell) = (factor, factor + self.markup(factor));
        // Deposits beyond the lessor's most are refused already.
        let taken = |count: u32, terms: &DepositTerms| {
            let at_hand = sell.get() / terms.factor_step.get().max(1);
            let at_hand = u32::try_from(at_hand).unwrap_or(u32::MAX);
            count.min(terms.most).min(at_hand)
        };
        let deposits = sheet
            .deposits
            .filter(|_| wish.deposits > 0)
            .map(|terms| MultipleDeposits {
                count: taken(wish.deposits, &terms),
                factor_step: terms.factor_step,
                round_to: terms.rounded_up_to,
                most: Some(terms.most),
            });
        let fee = sheet.acquisition_fee + wish.acquisition_fee_markup;
        let terms = LessorTerms {
            money_factor: sell,
            buy_money_factor: buy,
            reserve_share: share,
            residual,
            acquisition_fee: fee,
            acquisition_fee_cost: sheet.acquisition_fee,
            disposition_fee: sheet.disposition_fee,
            purchase_option_fee: sheet.purchase_option_fee,
            deposits,
        };
        let Some(leased) = self.trials.under(&terms)? else {
            return Ok(None);
        };
        let reserve = rent_spread(
            leased.adjusted_cap_cost,
            leased.residual,
            sell - buy,
            self.facts.term_months,
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
                residual_percent: match residual {
                    ResidualTerm::Percent(percent) => Some(percent),
                    ResidualTerm::Amount(_) => None,
                },
                residual: leased.residual,
                acquisition_fee: fee,
                acquisition_fee_cost: sheet.acquisition_fee,
                disposition_fee: sheet.disposition_fee,
                purchase_option_fee: sheet.purchase_option_fee,
                multiple_deposits: terms.deposits,
                money_factor_after_deposits: leased.money_factor,
                security_deposit: leased.security_deposit,
                one_pay: wish.one_pay,
                reserve_share: share,
                base_payment: leased.base_payment,
                due_at_signing: leased.due_at_signing,
                single_payment: leased.single_payment,
            }),
        }))
    }
}

/// The most deposits are the lessor's, or as many steps as the factor has.
fn against_deposits(wish: &Wish, factor: Rate, sheet: &LeaseSheet, reasons: &mut Vec<Reason>) {
    let most = sheet.deposits.map_or(0, |terms| {
        let steps = factor.get() / terms.factor_step.get().max(1);
        terms.most.min(u32::try_from(steps).unwrap_or(u32::MAX))
    });
    if wish.deposits > most {
        reasons.push(Reason::DepositsOver {
            count: wish.deposits,
            most,
        });
    }
}
