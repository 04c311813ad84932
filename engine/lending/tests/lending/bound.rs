//! A deal that names a row: what the sheet gives is filled in, what differs from it is refused.

use crate::desks::{Desk, civic, lender, money, rate, read, row, sheet};
use desk::Deal;
use lending::bound::{hold, named, within_state};
use lending::{Lender, Reason, RetailRow, Verdict};
use tax::Fault;

/// The retail deal of the desk, naming the only row, sold at a rate.
fn retail(sell_rate: &str) -> Deal {
    let mut deal = crate::desks::retail();
    if let Some(finance) = &mut deal.finance {
        finance.sell_rate = rate(sell_rate);
        finance.programme = Some(read(
            r#"{"lender": "nb", "lender_name": "As it was called", "programme": "s1", "row": 0, "tier": "A"}"#,
        ));
    }
    deal
}

fn held(deal: &mut Deal, lender: &Lender, row: RetailRow) -> Result<(), Vec<Fault>> {
    hold(deal, &civic(), lender, &sheet(vec![row]))
}

fn told(result: Result<(), Vec<Fault>>) -> Vec<(String, String)> {
    let faults = result.err().unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| (fault.pointer, fault.code.into_owned()))
        .collect()
}

fn at(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.into(), code.into())]
}

/// Payments of 560.92 and 537.65 (see the reserve's own tests): 23.27 × 72 × 0.75 = 1,256.58.
#[test]
fn what_the_row_gives_is_filled_in() {
    let mut deal = retail("0.0749");
    held(&mut deal, &lender(), row()).expect("it is the row's");
    let figures = desk::figures(&deal).expect("figures");
    let finance = deal.finance.expect("terms");
    assert_eq!(finance.buy_rate, Some(rate("0.0599")));
    assert_eq!(
        finance.programme.map(|it| it.lender_name).as_deref(),
        Some("Northbank")
    );
    assert_eq!(figures.gross.expect("a gross").reserve, money("1256.58"));
    // A reserve that was typed gives way to the sheet's: a minimum of the row that is above the plan's.
    let mut deal = retail("0.0749");
    if let Some(finance) = &mut deal.finance {
        finance.reserve = Some(read(r#"{"method": "flat", "flat": "9000.00"}"#));
    }
    let flat = RetailRow {
        flat: Some(money("1500.00")),
        ..row()
    };
    held(&mut deal, &lender(), flat).expect("it is the row's");
    let figures = desk::figures(&deal).expect("figures");
    assert_eq!(figures.gross.expect("a gross").reserve, money("1500.00"));
}

#[test]
fn what_differs_from_the_row_is_refused() {
    let mut tampered = retail("0.0749");
    if let Some(finance) = &mut tampered.finance {
        finance.buy_rate = Some(rate("0.0499"));
    }
    let refused = held(&mut tampered, &lender(), row()).expect_err("it is not the row's");
    assert_eq!(refused[0].pointer, "/finance/buy_rate");
    assert_eq!(
        refused[0].detail,
        "4.99 % is not 5.99 %, what the row of Northbank gives. Take the row again, or take the sheet off the deal."
    );
    // 2.25 over 5.99 at 72 months, where Northbank takes 2.00.
    let over = held(&mut retail("0.0824"), &lender(), row()).expect_err("it is over");
    assert_eq!(
        (&*over[0].pointer, &*over[0].code),
        ("/finance/sell_rate", "over_cap")
    );
    assert_eq!(
        over[0].detail,
        "Markup 2.25 is over 2.00, the limit of Northbank at 72 months."
    );
    let wrong = |change: fn(&mut desk::ProgrammeRef)| {
        let mut deal = retail("0.0749");
        if let Some(reference) = deal.finance.as_mut().and_then(|it| it.programme.as_mut()) {
            change(reference);
        }
        told(held(&mut deal, &lender(), row()))
    };
    assert_eq!(
        wrong(|it| it.row = 1),
        at("/finance/programme/row", "unknown_row")
    );
    assert_eq!(
        wrong(|it| it.tier = "B".into()),
        at("/finance/programme/tier", "not_of_the_row")
    );
    assert_eq!(
        wrong(|it| it.lender = "hf".into()),
        at("/finance/programme/lender", "not_of_the_sheet")
    );
}

/// Cal. Civ. Code § 2982.10: 2.0 points above 60 payments.
#[test]
fn without_a_sheet_the_state_still_holds() {
    let mut deal = retail("0.0824");
    deal.places.dealer.state = "CA".into();
    if let Some(finance) = &mut deal.finance {
        finance.programme = None;
    }
    assert_eq!(named(&deal), None);
    assert!(within_state(&deal).is_ok(), "no buy rate, no markup");
    if let Some(finance) = &mut deal.finance {
        finance.buy_rate = Some(rate("0.0599"));
    }
    let refused = within_state(&deal).expect_err("it is over");
    assert_eq!(
        refused[0].detail,
        "Markup 2.25 is over 2.00, the limit of California at 72 months."
    );
    deal.places.dealer.state = "MT".into();
    assert!(within_state(&deal).is_ok());
}

/// 58 % of 38,000 is 22,040; the sheet's factor is 0.0021 with 0.0004 on top.
#[test]
fn a_lease_is_held_to_its_row_and_residual() {
    let desk = Desk::lease();
    let lessor = lender();
    let offer = desk.offer();
    let mut deal = desk.deal.clone();
    offer.put_into(&lessor, &mut deal);
    let hold = |deal: &mut Deal| told(hold(deal, &desk.vehicle, &lessor, &desk.programmes[0]));
    assert_eq!(hold(&mut deal.clone()), []);

    let changed = |change: fn(&mut desk::Lease)| {
        let mut deal = deal.clone();
        change(deal.lease.as_mut().expect("terms"));
        hold(&mut deal)
    };
    assert_eq!(
        changed(|lease| lease.residual_percent = Some(rate("0.7"))),
        at("/lease/residual_percent", "not_of_the_row")
    );
    assert_eq!(
        changed(|lease| lease.buy_money_factor = Some(rate("0.0019"))),
        at("/lease/buy_money_factor", "not_of_the_row")
    );
    assert_eq!(
        changed(|lease| lease.money_factor = rate("0.00251")),
        at("/lease/money_factor", "over_cap")
    );
    assert_eq!(
        changed(|lease| lease.acquisition_fee.amount = money("695.01")),
        at("/lease/acquisition_fee/amount", "over_cap")
    );
    // What only the lessor decides is filled in.
    let mut bare = deal.clone();
    if let Some(lease) = &mut bare.lease {
        (lease.buy_money_factor, lease.reserve_share) = (None, None);
        lease.acquisition_fee_cost = None;
    }
    assert_eq!(hold(&mut bare), []);
    assert_eq!(bare, deal);
}

/// Sold at 7.49: the row buys at 5.99 and takes 2.00; another that buys at 7.99 does not take it.
#[test]
fn a_scan_at_the_deals_own_rate() {
    let mut desk = Desk::retail(row());
    desk.wish.keep_rate = true;
    if let Some(finance) = &mut desk.deal.finance {
        finance.sell_rate = rate("0.0749");
    }
    desk.deal.vehicle.condition = tax::Condition::New;
    let offer = desk.offer();
    assert_eq!(offer.verdict, Verdict::Fits, "{:?}", offer.reasons);
    let terms = offer.terms.expect("terms");
    assert_eq!(
        (terms.sell_rate, terms.reserve),
        (rate("0.0749"), money("1256.58"))
    );
    desk.programmes[0].rows[0].buy_rate = rate("0.0799");
    let under = Reason::SoldUnder {
        rate: rate("0.0749"),
        least: rate("0.0799"),
        lender: "Northbank".into(),
    };
    assert_eq!(desk.offer().reasons, [under]);

    let mut lease = Desk::lease();
    lease.wish.keep_rate = true;
    // 0.003 is 0.0009 over 0.0021, and the sheet takes 0.0004.
    assert_eq!(
        lease.reasons(),
        ["Money factor markup 0.0009 is over 0.0004, the limit of Northbank."]
    );
}
