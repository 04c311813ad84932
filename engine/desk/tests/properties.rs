//! What holds for every deal: identities of the figures, the two ways of reading, and no panic on
//! anything.

#[path = "common/asks.rs"]
mod asks;
#[path = "common/edits.rs"]
mod edits;
#[path = "common/random.rs"]
mod random;
#[path = "common/spoiled.rs"]
mod spoiled;

use desk::{
    Deal, DealKind, Lever, RollAsk, RollOf, commission, effects, figures, grid, held_to, hold_apr,
    json, roll, schedule,
};
use money::{Cents, Rate};
use proptest::prelude::*;
use random::Dice;

const DEALS: u64 = 1_500;

/// Deals that have figures; the seeds are fixed, so a failure comes back.
fn deals_with_figures() -> impl Iterator<Item = (Deal, desk::Figures)> {
    let mut dice = Dice::new(7);
    (0..DEALS).filter_map(move |_| {
        let deal = dice.deal();
        let figures = figures(&deal).ok()?;
        Some((deal, figures))
    })
}

#[test]
fn nearly_every_random_deal_has_figures() {
    let counted = deals_with_figures().count() as u64;
    assert!(counted * 10 >= DEALS * 9, "{counted} of {DEALS}");
}

#[test]
fn the_sums_of_a_deal_hold() {
    for (deal, figures) in deals_with_figures() {
        let total = figures.selling_price
            + figures.accessories
            + figures.delivery_charge
            + figures.doc_fee
            + figures.dealer_fees
            + figures.government_fees
            + figures.products
            + figures.tax_total;
        assert_eq!(figures.total_price, total);
        assert_eq!(
            figures.trade_equity,
            figures.trade_allowance - figures.trade_payoff
        );
        let left = total - figures.trade_equity - figures.rebates - figures.cash_down;
        match deal.kind {
            DealKind::Cash => assert_eq!(figures.balance_due, Some(left)),
            DealKind::Retail => assert_eq!(figures.amount_financed, Some(left)),
            DealKind::Lease => {
                assert_eq!((figures.balance_due, figures.amount_financed), (None, None));
            }
        }
        if let Some(gross) = figures.gross {
            assert_eq!(gross.total, gross.front + gross.back);
            let lines: Cents = gross.lines.iter().map(|line| line.amount).sum();
            assert_eq!(gross.total, lines);
        }
    }
}

#[test]
fn the_schedule_pays_exactly_what_is_owed() {
    for (deal, figures) in deals_with_figures() {
        let months = schedule(&deal).expect("a schedule");
        let principal: Cents = months.iter().map(|month| month.principal).sum();
        let interest: Cents = months.iter().map(|month| month.interest).sum();
        let paid: Cents = months.iter().map(|month| month.payment).sum();
        if let Some(loan) = figures.loan {
            assert_eq!(Some(principal), figures.amount_financed);
            let disclosed = figures.regulation_z.expect("a box");
            assert_eq!(
                (interest + disclosed.prepaid_finance_charge, paid),
                (loan.finance_charge, loan.total_of_payments)
            );
            the_box_holds(&disclosed, &loan, &months);
            assert_eq!(months.len(), loan.payments as usize);
            assert_eq!(
                months.first().map(|month| month.date),
                Some(loan.first_payment_date)
            );
            assert_eq!(
                months.last().map(|month| month.date),
                Some(loan.last_payment_date)
            );
            assert_eq!(
                months.last().map(|month| month.payment),
                Some(loan.last_payment)
            );
        } else if let Some(lease) = figures.lease {
            assert_eq!(
                (principal, interest),
                (lease.depreciation, lease.rent_charge)
            );
            assert_eq!(paid, lease.total_of_payments);
            let due = lease.due_at_signing;
            let parts = due.first_payment
                + due.cap_reduction_cash
                + due.government_fees
                + due.tax
                + due.acquisition_fee
                + due.doc_fee
                + due.security_deposit
                - due.rolled_in;
            assert_eq!(due.total, parts);
            let disclosed = figures.regulation_m.expect("a box");
            let lines: Cents = disclosed.due_at_signing.iter().map(|one| one.amount).sum();
            assert_eq!(lines, disclosed.due_at_signing_total);
            let by = disclosed.paid_by;
            assert_eq!(by.cash, due.total);
            assert_eq!(
                by.net_trade + by.rebates + by.cash,
                disclosed.due_at_signing_total
            );
            assert_eq!(
                disclosed.total_of_payments,
                lines - due.security_deposit - due.first_payment + paid + lease.disposition_fee
            );
            let terms = deal.lease.as_ref().expect("terms");
            if let Some(total) = terms.signing_total {
                let missed = figures
                    .warnings
                    .iter()
                    .any(|warning| warning.code == "signing_total_missed");
                assert_eq!(due.total != total, missed);
                let cents = (due.total - total).get().abs();
                assert!(cents <= 2, "{cents} cents off {total}");
            }
            assert_eq!(lease.payment, lease.base_payment + lease.tax_per_payment);
            assert_eq!(
                lease.adjusted_cap_cost,
                lease.gross_cap_cost - lease.cap_cost_reduction
            );
        } else {
            assert!(months.is_empty());
        }
    }
}

/// What Regulation Z ties together: amount financed and finance charge make the total of payments, the groups
/// are the schedule, the itemization is the amount financed.
fn the_box_holds(
    disclosed: &desk::RegulationZ,
    loan: &desk::LoanFigures,
    months: &[desk::Installment],
) {
    assert_eq!(
        disclosed.amount_financed + disclosed.finance_charge,
        disclosed.total_of_payments
    );
    assert_eq!(
        (disclosed.apr, disclosed.total_sale_price),
        (loan.apr, loan.total_sale_price)
    );
    let mut left = months;
    for group in &disclosed.payments {
        let (these, rest) = left.split_at(group.number as usize);
        assert!(these.iter().all(|one| one.payment == group.amount));
        assert_eq!(these[0].date, group.first_date);
        left = rest;
    }
    assert!(left.is_empty());
    let of = |is: &dyn Fn(desk::ItemClass) -> bool| -> Cents {
        let lines = disclosed.itemization.iter().filter(|line| is(line.class));
        lines.map(|line| line.amount).sum()
    };
    let prepaid = desk::ItemClass::PrepaidFinanceCharge;
    assert_eq!(of(&|class| class != prepaid), disclosed.amount_financed);
    assert_eq!(
        of(&|class| class == prepaid),
        disclosed.prepaid_finance_charge
    );
    assert_eq!(
        -of(&|class| class == desk::ItemClass::DownPayment),
        disclosed.down_payment
    );
}

/// A trade of nothing is no trade, a line of nothing no line: but for what the law asks about it.
#[test]
fn a_trade_of_nothing_changes_no_figure() {
    for (deal, _) in deals_with_figures() {
        let mut nothing = deal.clone();
        nothing.trades.truncate(1);
        for trade in &mut nothing.trades {
            (trade.allowance, trade.payoff) = (Cents::ZERO, Cents::ZERO);
        }
        let mut none = deal;
        none.trades.clear();
        // A trade can lower the price to where the law no longer asks for the place; without it, it may.
        let (nothing, none) = match (figures(&nothing), figures(&none)) {
            (Ok(nothing), Ok(none)) => (nothing, none),
            (nothing, none) => {
                assert_eq!(nothing.err(), none.err());
                continue;
            }
        };
        assert_eq!(nothing.total_price, none.total_price);
        assert_eq!(nothing.loan, none.loan);
        assert_eq!(nothing.lease, none.lease);
    }
}

/// A dollar more in price never lowers the out-the-door price of a sale; more cash down lowers the
/// amount financed by exactly that.
#[test]
fn figures_follow_their_inputs() {
    for (deal, before) in deals_with_figures() {
        if deal.kind == DealKind::Lease {
            continue;
        }
        let mut dearer = deal.clone();
        dearer.selling_price += Cents::dollars(100);
        let after = figures(&dearer).expect("figures");
        assert!(
            after.total_price > before.total_price,
            "{:?}",
            deal.places.registration
        );
        let mut more_down = deal;
        more_down.cash_down += Cents::dollars(100);
        let after = figures(&more_down).expect("figures");
        assert_eq!(after.tax_total, before.tax_total);
        assert_eq!(
            after.amount_financed,
            before
                .amount_financed
                .map(|amount| amount - Cents::dollars(100))
        );
    }
}

/// What a lever is said to reach is reached by the deal with that value; one that is not says why. How many are.
fn rolled_values_recompute_to_the_target(ask: &RollAsk) -> usize {
    let Ok(rolled) = roll(ask) else { return 0 };
    let mut reached = 0;
    for lever in rolled.levers {
        let (Some(value), true) = (&lever.value, lever.reached) else {
            assert!(lever.reason.is_some(), "{lever:?}");
            continue;
        };
        let mut deal = ask.deal.clone();
        let money = || value.parse::<Cents>().expect("an amount");
        let rate = || value.parse::<Rate>().expect("a rate");
        match lever.lever {
            Lever::CashDown => deal.set_put_down(money()),
            Lever::SellingPrice => deal.selling_price = money(),
            Lever::TradeAllowance => deal.trades[0].allowance = money(),
            Lever::SellRate => deal.finance.as_mut().expect("terms").sell_rate = rate(),
            Lever::MoneyFactor => deal.lease.as_mut().expect("terms").money_factor = rate(),
            // A term is one of those on offer and lands on its own payment.
            Lever::TermMonths => continue,
        }
        let figures = figures(&deal).expect("figures");
        let figure = match (ask.of, figures.loan, figures.lease) {
            (RollOf::Payment, Some(loan), _) => Some(loan.payment),
            (RollOf::Payment, _, Some(lease)) => Some(lease.payment),
            (RollOf::DueAtSigning, _, Some(lease)) => Some(lease.due_at_signing.total),
            _ => figures.balance_due,
        };
        assert_eq!(figure, Some(ask.target), "{:?}", lever.lever);
        reached += 1;
    }
    reached
}

/// One edit after another at random, the figures by both ways of reading after each, and a roll.
#[test]
fn a_deal_holds_through_every_edit() {
    let mut dice = Dice::new(11);
    let (mut with_figures, mut reached) = (0, 0);
    for _ in 0..300 {
        let mut deal = dice.deal();
        for _ in 0..4 {
            let edit = dice.edit(&mut deal);
            let text = serde_json::to_string(&deal).expect("text");
            let answer = figures(&deal);
            with_figures += usize::from(answer.is_ok());
            assert_eq!(json::figures(&text), through_serde(answer), "after {edit}");
        }
        reached += rolled_values_recompute_to_the_target(&dice.roll(deal));
    }
    assert!(
        with_figures > 1_000,
        "only {with_figures} steps had figures"
    );
    assert!(reached > 300, "only {reached} levers reached their target");
}

fn through_serde<T: serde::Serialize>(answer: Result<T, Vec<tax::Fault>>) -> String {
    let (name, text) = match answer {
        Ok(ok) => ("ok", serde_json::to_string(&ok)),
        Err(faults) => ("faults", serde_json::to_string(&faults)),
    };
    format!("{{\"{name}\":{}}}", text.expect("text"))
}

/// The services read and write through serde, the JSON doors through a reader and a writer of their
/// own: the same deal comes out of both, the same text, and both refuse the same texts.
#[test]
fn the_doors_read_and_write_as_serde_does() {
    let mut dice = Dice::new(3);
    let mut refused = 0;
    for number in 0..DEALS {
        let deal = dice.deal();
        let text = serde_json::to_string(&deal).expect("text");
        let back: Deal = serde_json::from_str(&text).expect("reads back");
        assert_eq!(back, deal);
        assert_eq!(json::figures(&text), through_serde(figures(&deal)));
        if number % 10 == 0 {
            assert_eq!(json::schedule(&text), through_serde(schedule(&deal)));
            assert_eq!(json::effects(&text), through_serde(effects(&deal)));
            let ask = dice.grid(deal.clone());
            let asked = serde_json::to_string(&ask).expect("text");
            assert_eq!(json::grid(&asked), through_serde(grid(&ask)));
            let ask = dice.roll(deal);
            let asked = serde_json::to_string(&ask).expect("text");
            assert_eq!(json::roll(&asked), through_serde(roll(&ask)));
            let ask = dice.limits(back.clone());
            let asked = serde_json::to_string(&ask).expect("text");
            assert_eq!(json::limits(&asked), through_serde(held_to(&ask)));
            let ask = dice.commission(&back);
            let asked = serde_json::to_string(&ask).expect("text");
            assert_eq!(json::commission(&asked), through_serde(commission(&ask)));
            let ask = dice.apr(back.clone());
            let asked = serde_json::to_string(&ask).expect("text");
            assert_eq!(json::verify_apr(&asked), through_serde(hold_apr(&ask)));
        }

        let spoiled = dice.spoil(&text);
        let answer = json::figures(&spoiled);
        match serde_json::from_str::<Deal>(&spoiled) {
            Ok(deal) => assert_eq!(
                answer.starts_with("{\"ok\""),
                figures(&deal).is_ok(),
                "{spoiled}"
            ),
            Err(error) => {
                assert!(answer.starts_with("{\"faults\""), "{error} in {spoiled}");
                refused += 1;
            }
        }
    }
    assert!(refused > 500, "only {refused} spoiled texts were refused");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any text gets an answer.
    #[test]
    fn no_text_makes_a_door_panic(text in "\\PC{0,200}", seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let deal = dice.deal();
        let spoiled = dice.spoil(&serde_json::to_string(&deal).expect("text"));
        for text in [&text, &spoiled] {
            for door in [
                json::figures, json::schedule, json::effects, json::grid, json::roll, json::tax,
                json::limits, json::commission, json::verify_apr,
            ] {
                let answer = door(text);
                let answered = ["{\"ok\"", "{\"faults\""].iter().any(|start| answer.starts_with(start));
                prop_assert!(answered, "{}", answer);
            }
        }
    }

    /// Amounts, rates, terms and dates far outside any deal are faults or figures, never a panic.
    #[test]
    fn no_deal_makes_the_engine_panic(
        seed in any::<u64>(),
        amount in any::<i64>(),
        rate in any::<i64>(),
        months in any::<u32>(),
        field in 0..14,
    ) {
        let mut dice = Dice::new(seed);
        let mut deal = dice.deal();
        let (amount, rate) = (Cents::new(amount), Rate::new(rate));
        let finance = deal.finance.as_mut().expect("terms");
        let lease = deal.lease.as_mut().expect("terms");
        match field {
            0 => deal.selling_price = amount,
            1 => deal.cash_down = amount,
            2 => deal.vehicle_cost = Some(amount),
            3 => deal.vehicle.msrp = Some(amount),
            4 => finance.sell_rate = rate,
            5 => finance.buy_rate = Some(rate),
            6 => finance.term_months = months,
            7 => lease.term_months = months,
            8 => lease.money_factor = rate,
            9 => lease.residual_amount = Some(amount),
            10 => lease.acquisition_fee.amount = amount,
            11 => deal.trades.iter_mut().for_each(|trade| trade.allowance = amount),
            12 => deal.fees.iter_mut().for_each(|fee| fee.amount = amount),
            _ => deal.date = deal.date.add_months(i32::try_from(months % 20_000).unwrap_or(0)),
        }
        let _ = figures(&deal);
        let _ = schedule(&deal);
        let _ = effects(&deal);
        let _ = grid(&dice.grid(deal.clone()));
        let _ = roll(&dice.roll(deal));
    }
}
