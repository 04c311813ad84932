//! The lines of a deal added up.

use money::Cents;

use crate::deal::{Deal, FeeKind};

/// What the lines come to, before any tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums {
    pub selling_price: Cents,
    pub accessories: Cents,
    pub delivery_charge: Cents,
    pub doc_fee: Cents,
    pub dealer_fees: Cents,
    pub government_fees: Cents,
    pub products: Cents,
    pub allowance: Cents,
    pub payoff: Cents,
    /// Those that lower the deal.
    pub rebates: Cents,
    pub cash_down: Cents,
}

impl Sums {
    pub fn of(deal: &Deal) -> Self {
        let fees = |kind: FeeKind| {
            let of_kind = deal.fees.iter().filter(|fee| fee.kind == kind);
            of_kind.map(|fee| fee.amount).sum()
        };
        let rebates = deal
            .rebates
            .iter()
            .filter(|rebate| rebate.lowers_the_deal());
        Self {
            selling_price: deal.selling_price,
            accessories: deal.accessories.iter().map(|line| line.price).sum(),
            delivery_charge: deal.delivery_charge,
            doc_fee: fees(FeeKind::Doc),
            dealer_fees: fees(FeeKind::Dealer),
            government_fees: fees(FeeKind::Government),
            products: deal.products.iter().map(|product| product.price).sum(),
            allowance: deal.trades.iter().map(|trade| trade.allowance).sum(),
            payoff: deal
                .trades
                .iter()
                .map(|trade| trade.payoff_due(deal.date))
                .sum(),
            rebates: rebates.map(|rebate| rebate.amount).sum(),
            cash_down: deal.cash_down,
        }
    }

    /// The vehicle and everything sold with it, without fees that only pass through and without tax.
    pub fn goods(&self) -> Cents {
        self.selling_price
            + self.accessories
            + self.delivery_charge
            + self.dealer_fees
            + self.products
    }

    pub fn trade_equity(&self) -> Cents {
        self.allowance - self.payoff
    }

    /// Out the door.
    pub fn total_price(&self, tax: Cents) -> Cents {
        self.goods() + self.doc_fee + self.government_fees + tax
    }

    /// What the buyer puts in: trade equity, rebates, cash. Negative where the trade owes more.
    pub fn put_in(&self) -> Cents {
        self.trade_equity() + self.rebates + self.cash_down
    }
}
