//! What each line does to the payment.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::deal::{Deal, DealKind, FeeKind};
use crate::settle::{Taxing, settle};
use crate::sums::Sums;
use crate::validate;

/// The payment with each line less the payment without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effects {
    pub lines: Vec<Effect>,
}

/// The effect of one line, by the line's id or by the code of a sum that has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effect {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<EffectCode>,
    /// Negative where the line lowers the payment; of a cash deal, the whole amount.
    pub per_month: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EffectCode {
    Discount,
    Accessories,
    DeliveryCharge,
    DocFee,
    DealerFees,
    GovernmentFees,
    Products,
    Tax,
    TradeEquity,
    Rebates,
    AcquisitionFee,
    CashDown,
}

/// What each line does to the payment: the deal as it is against the same deal without the line, tax
/// and all.
///
/// # Errors
/// Every fault of the deal at once, each naming its field.
pub fn effects(deal: &Deal) -> Result<Effects, Vec<Fault>> {
    validate::deal(deal)?;
    let mut taxing = Taxing::default();
    let mut without = Without {
        deal,
        payment: payment(deal, &mut taxing)?,
        taxing,
        lines: Vec::new(),
    };
    without.each_line()?;
    without.each_sum()?;
    let untaxed = payment(deal, &mut Taxing::Nowhere)?;
    without.push(None, Some(EffectCode::Tax), untaxed);
    Ok(Effects {
        lines: without.lines,
    })
}

/// A deal with nothing to pay off costs nothing a month.
fn payment(deal: &Deal, taxing: &mut Taxing) -> Result<Cents, Vec<Fault>> {
    Ok(settle(deal, taxing)?.payment().unwrap_or_default())
}

struct Without<'a> {
    deal: &'a Deal,
    payment: Cents,
    taxing: Taxing,
    lines: Vec<Effect>,
}

impl Without<'_> {
    fn push(&mut self, id: Option<&str>, code: Option<EffectCode>, without: Cents) {
        self.lines.push(Effect {
            id: id.map(str::to_owned),
            code,
            per_month: self.payment - without,
        });
    }

    fn settled(&mut self, change: &dyn Fn(&mut Deal)) -> Result<Cents, Vec<Fault>> {
        let mut other = self.deal.clone();
        change(&mut other);
        payment(&other, &mut self.taxing)
    }

    fn line(&mut self, id: &str, change: &dyn Fn(&mut Deal)) -> Result<(), Vec<Fault>> {
        let without = self.settled(change)?;
        self.push(Some(id), None, without);
        Ok(())
    }

    fn sum(
        &mut self,
        code: EffectCode,
        is_there: bool,
        change: &dyn Fn(&mut Deal),
    ) -> Result<(), Vec<Fault>> {
        if is_there {
            let without = self.settled(change)?;
            self.push(None, Some(code), without);
        }
        Ok(())
    }

    fn each_line(&mut self) -> Result<(), Vec<Fault>> {
        let deal = self.deal;
        for line in &deal.accessories {
            self.line(&line.id, &|deal| {
                deal.accessories.retain(|other| other.id != line.id);
            })?;
        }
        for fee in &deal.fees {
            self.line(&fee.id, &|deal| {
                deal.fees.retain(|other| other.id != fee.id)
            })?;
        }
        for product in &deal.products {
            self.line(&product.id, &|deal| {
                deal.products.retain(|other| other.id != product.id);
            })?;
        }
        for rebate in &deal.rebates {
            self.line(&rebate.id, &|deal| {
                deal.rebates.retain(|other| other.id != rebate.id);
            })?;
        }
        for trade in &deal.trades {
            self.line(&trade.id, &|deal| {
                deal.trades.retain(|other| other.id != trade.id);
            })?;
        }
        Ok(())
    }

    fn each_sum(&mut self) -> Result<(), Vec<Fault>> {
        use EffectCode::{
            Accessories, AcquisitionFee, CashDown, DealerFees, DeliveryCharge, Discount, DocFee,
            GovernmentFees, Products, Rebates, TradeEquity,
        };
        let deal = self.deal;
        let sums = Sums::of(deal);
        let msrp = deal.vehicle.msrp.unwrap_or(deal.selling_price);
        self.sum(Discount, msrp != deal.selling_price, &|deal| {
            deal.selling_price = msrp;
        })?;
        self.sum(Accessories, !sums.accessories.is_zero(), &|deal| {
            deal.accessories.clear();
        })?;
        self.sum(DeliveryCharge, !sums.delivery_charge.is_zero(), &|deal| {
            deal.delivery_charge = Cents::ZERO;
        })?;
        for (code, kind, amount) in [
            (DocFee, FeeKind::Doc, sums.doc_fee),
            (DealerFees, FeeKind::Dealer, sums.dealer_fees),
            (GovernmentFees, FeeKind::Government, sums.government_fees),
        ] {
            self.sum(code, !amount.is_zero(), &|deal| {
                deal.fees.retain(|fee| fee.kind != kind);
            })?;
        }
        self.sum(Products, !sums.products.is_zero(), &|deal| {
            deal.products.clear();
        })?;
        self.sum(TradeEquity, !deal.trades.is_empty(), &|deal| {
            deal.trades.clear();
        })?;
        self.sum(Rebates, !sums.rebates.is_zero(), &|deal| {
            deal.rebates.clear();
        })?;
        let acquisition = match (deal.kind, &deal.lease) {
            (DealKind::Lease, Some(lease)) => lease.acquisition_fee.amount,
            _ => Cents::ZERO,
        };
        self.sum(AcquisitionFee, !acquisition.is_zero(), &|deal| {
            if let Some(lease) = &mut deal.lease {
                lease.acquisition_fee.amount = Cents::ZERO;
            }
        })?;
        self.sum(CashDown, !deal.put_down().is_zero(), &|deal| {
            deal.set_put_down(Cents::ZERO);
        })
    }
}
