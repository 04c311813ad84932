//! What is asked about a deal at random: grids, rolls, limits, commission, an APR to print.

use desk::{
    AprAsk, CommissionAsk, CommissionPlan, CommissionStep, Commissionable, Deal, DealKind, GridAsk,
    Lever, Limits, LimitsAsk, ProductBonus, RollAsk, RollOf, TermOffer, UnitBonus, figures,
};
use money::{Cents, Rate};
use tax::ProductKind;

use crate::random::Dice;

impl Dice {
    fn offer(&mut self) -> TermOffer {
        TermOffer {
            term_months: self.count(12, 96),
            sell_rate: self.maybe(2, |dice| dice.rate(15_000_000)),
            buy_rate: None,
            money_factor: None,
            residual_percent: self.maybe(2, |dice| Rate::basis_points(dice.within(3_000, 7_000))),
        }
    }

    pub fn grid(&mut self, deal: Deal) -> GridAsk {
        GridAsk {
            deal,
            terms: (0..5).map(|_| self.offer()).collect(),
            downs: (0..5).map(|_| self.dollars(0, 8_000)).collect(),
            target: self.maybe(2, |dice| dice.dollars(200, 900)),
        }
    }

    pub fn roll(&mut self, deal: Deal) -> RollAsk {
        let lease = deal.kind == DealKind::Lease;
        RollAsk {
            deal,
            target: self.dollars(100, 1_500),
            of: if lease && self.once_in(3) {
                RollOf::DueAtSigning
            } else {
                RollOf::Payment
            },
            levers: vec![
                Lever::CashDown,
                Lever::SellingPrice,
                Lever::TradeAllowance,
                Lever::SellRate,
                Lever::TermMonths,
                Lever::MoneyFactor,
            ],
            terms: (0..3).map(|_| self.offer()).collect(),
        }
    }

    pub fn limits(&mut self, deal: Deal) -> LimitsAsk {
        LimitsAsk {
            deal,
            limits: Limits {
                discount: self.maybe(2, |dice| dice.dollars(0, 3_000)),
                discount_share: self.maybe(2, |dice| dice.rate(10_000_000)),
                front_gross: self.maybe(2, |dice| dice.dollars(-500, 2_500)),
                total_gross: self.maybe(2, |dice| dice.dollars(-500, 4_000)),
                over_allowance: self.maybe(2, |dice| dice.dollars(0, 2_000)),
                markup: self.maybe(2, |dice| dice.rate(2_500_000)),
                factor_markup: self.maybe(2, |dice| Rate::new(dice.within(0, 60) * 1_000)),
                term_months: self.maybe(2, |dice| dice.count(36, 84)),
                ltv: self.maybe(2, |dice| Rate::basis_points(dice.within(7_000, 14_000))),
            },
        }
    }

    /// By a plan of one to three steps, on the deal's own gross where it has one.
    pub fn commission(&mut self, deal: &Deal) -> CommissionAsk {
        let gross = figures(deal).ok().and_then(|figures| figures.gross);
        let commissionable = gross.map_or(
            Commissionable {
                front: self.dollars(-2_000, 6_000),
                back: self.dollars(-200, 3_000),
            },
            |gross| gross.commissionable,
        );
        let step = self.within(500, 2_000);
        let front = self.list(3, |dice, at| CommissionStep {
            from: Cents::dollars(i64::from(at) * step),
            share: dice.rate(50_000_000),
        });
        let bonuses = self.list(2, |dice, at| UnitBonus {
            units_from: 8 + at * 5,
            amount: dice.dollars(0, 300),
        });
        CommissionAsk {
            commissionable,
            plan: CommissionPlan {
                id: "sales".into(),
                name: "Sales".into(),
                front,
                back_share: self.maybe(2, |dice| dice.rate(20_000_000)),
                minimum: self.maybe(2, |dice| dice.dollars(0, 250)),
                per_product: vec![ProductBonus {
                    kind: ProductKind::Gap,
                    amount: self.dollars(0, 75),
                }],
                unit_bonuses: bonuses,
            },
            products: deal.products.iter().map(|product| product.kind).collect(),
            units_before: self.maybe(2, |dice| dice.count(0, 20)),
        }
    }

    /// The deal's own APR where it has a loan, or up to a quarter of a point off.
    pub fn apr(&mut self, deal: Deal) -> AprAsk {
        let loan = figures(&deal).ok().and_then(|figures| figures.loan);
        let apr = loan.map_or(Rate::basis_points(699), |loan| loan.apr);
        let off = Rate::new(self.within(-25, 25) * 10_000);
        AprAsk {
            deal,
            apr: apr + off,
        }
    }
}
