//! What somebody at the desk does to a deal, at random: one cell after another.

use desk::{Accessory, Deal, DealKind, Fee, FeeKind, Frequency, Rebate};
use money::{Cents, Rate};
use tax::{Condition, RebateFrom};

use crate::random::Dice;

/// One edit, and what a message calls it.
type Edit = (&'static str, fn(&mut Dice, &mut Deal));

const EDITS: [Edit; 24] = [
    ("price", |dice, deal| {
        let msrp = deal.vehicle.msrp.unwrap_or(Cents::dollars(30_000));
        deal.selling_price = (msrp - dice.dollars(-1_500, 6_000)).or_zero();
    }),
    ("cash down", |dice, deal| {
        let cash = dice.dollars(0, 9_000);
        deal.set_put_down(cash);
    }),
    ("term", |dice, deal| {
        let months = dice.one_of(&[24, 27, 36, 39, 48, 60, 63, 72, 75, 84]);
        if let Some(finance) = &mut deal.finance {
            finance.term_months = months;
        }
        if let Some(lease) = &mut deal.lease {
            lease.term_months = months;
        }
    }),
    ("rate", |dice, deal| {
        let (rate, factor) = (
            dice.rate(18_000_000),
            Rate::new(dice.within(20, 400) * 1_000),
        );
        if let Some(finance) = &mut deal.finance {
            finance.sell_rate = rate;
        }
        if let Some(lease) = &mut deal.lease {
            lease.money_factor = factor;
        }
    }),
    ("buy rate", |dice, deal| {
        if let Some(finance) = &mut deal.finance {
            finance.buy_rate = dice.maybe(2, |dice| dice.rate(9_000_000));
        }
    }),
    ("first payment", |dice, deal| {
        let date = deal.date.add_days(dice.count(1, 75).cast_signed());
        if let Some(finance) = &mut deal.finance {
            finance.first_payment_date = dice.maybe(2, |_| date);
        }
    }),
    ("how often is paid", |dice, deal| {
        if let Some(finance) = &mut deal.finance {
            finance.frequency = dice.one_of(&[
                Frequency::Monthly,
                Frequency::Monthly,
                Frequency::Semimonthly,
                Frequency::Biweekly,
                Frequency::Weekly,
            ]);
        }
    }),
    ("balloon", |dice, deal| {
        if let Some(finance) = &mut deal.finance {
            finance.balloon_percent = None;
            finance.balloon_amount = dice.maybe(3, |dice| dice.dollars(0, 9_000));
        }
    }),
    ("kind", |dice, deal| {
        deal.kind = dice.one_of(&[DealKind::Cash, DealKind::Retail, DealKind::Lease]);
    }),
    ("state", |dice, deal| {
        let registration = dice.place();
        if !dice.once_in(6) {
            deal.places.dealer = registration.clone();
        }
        deal.places.registration = registration;
        deal.tax.local_rate = None;
        deal.tax.exemptions.clear();
        deal.tax.answers.clear();
    }),
    ("new or used", |dice, deal| {
        deal.vehicle.condition = dice.one_of(&[Condition::New, Condition::Used]);
    }),
    ("MSRP", |dice, deal| {
        deal.vehicle.msrp = Some(dice.dollars(12_000, 90_000));
    }),
    ("cost", |dice, deal| {
        let price = deal.selling_price;
        deal.vehicle_cost = dice.maybe(2, |dice| (price - dice.dollars(0, 4_000)).or_zero());
    }),
    ("a trade more", |dice, deal| {
        if deal.trades.len() < 4 {
            let at = next(deal.trades.iter().map(|line| line.id.as_str()));
            let trade = dice.trade(at, deal.date);
            deal.trades.push(trade);
        }
    }),
    ("a trade less", |_, deal| {
        deal.trades.pop();
    }),
    ("allowance", |dice, deal| {
        if let Some(trade) = deal.trades.first_mut() {
            trade.allowance = dice.dollars(0, 30_000);
        }
    }),
    ("payoff", |dice, deal| {
        if let Some(trade) = deal.trades.first_mut() {
            trade.payoff = dice.dollars(0, 32_000);
        }
    }),
    ("a rebate more", |dice, deal| {
        let at = next(deal.rebates.iter().map(|line| line.id.as_str()));
        deal.rebates.push(Rebate {
            id: format!("r{at}"),
            from: dice.one_of(&[RebateFrom::Manufacturer, RebateFrom::Dealer]),
            name: "Rebate".into(),
            amount: dice.dollars(0, 3_000),
            assigned_to_dealer: dice.one_of(&[None, Some(true), Some(false)]),
        });
    }),
    ("a rebate less", |_, deal| {
        deal.rebates.pop();
    }),
    ("a fee more", |dice, deal| {
        let at = next(deal.fees.iter().map(|line| line.id.as_str()));
        deal.fees.push(Fee {
            id: format!("f{at}"),
            kind: dice.one_of(&[FeeKind::Dealer, FeeKind::Government]),
            name: "Fee".into(),
            amount: dice.dollars(0, 900),
        });
    }),
    ("a product more", |dice, deal| {
        let at = next(deal.products.iter().map(|line| line.id.as_str()));
        let product = dice.product(at);
        deal.products.push(product);
    }),
    ("a product less", |_, deal| {
        if let Some(gone) = deal.products.pop()
            && let Some(finance) = &mut deal.finance
        {
            finance.finance_charges.retain(|id| *id != gone.id);
        }
    }),
    ("an accessory more", |dice, deal| {
        let at = next(deal.accessories.iter().map(|line| line.id.as_str()));
        deal.accessories.push(Accessory {
            id: format!("a{at}"),
            name: "Accessory".into(),
            price: dice.dollars(0, 1_500),
            cost: dice.maybe(2, |dice| dice.dollars(0, 900)),
        });
    }),
    ("books", |dice, deal| {
        deal.books = dice.list(3, Dice::book_entry);
        deal.doc_fee_counts = dice.counts();
    }),
];

/// A number that no id of these ends in.
fn next<'a>(ids: impl Iterator<Item = &'a str>) -> u32 {
    let number = |id: &str| id.get(1..).and_then(|digits| digits.parse::<u32>().ok());
    ids.filter_map(number).max().map_or(0, |most| most + 1)
}

impl Dice {
    /// Changes one thing, and says what.
    pub fn edit(&mut self, deal: &mut Deal) -> &'static str {
        let (name, edit) = self.one_of(&EDITS);
        edit(self, deal);
        name
    }
}
