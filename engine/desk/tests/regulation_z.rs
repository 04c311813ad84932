//! The federal box of a retail contract: sample H-10, negative down payments, finance charges, tolerances.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::reg_z::{Regularity, verify};
use desk::{Deal, Flow, ItemClass, RegulationZ, UnitPeriod, When, figures, verify_apr};
use money::Cents;
use tax::Provider;

fn disclosed(deal: &Deal) -> RegulationZ {
    let figures = figures(deal).expect("figures");
    figures.regulation_z.expect("a box")
}

/// The lines of a class by name, who is paid, and amount.
fn lines(of: &RegulationZ, class: ItemClass) -> Vec<(String, String, String)> {
    let lines = of.itemization.iter().filter(|line| line.class == class);
    lines
        .map(|line| {
            let paid_to = line.paid_to.clone().unwrap_or_default();
            (line.name.clone(), paid_to, line.amount.to_text())
        })
        .collect()
}

fn texts(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let owned =
        |(name, to, amount): &(&str, &str, &str)| ((*name).into(), (*to).into(), (*amount).into());
    expected.iter().map(owned).collect()
}

/// 7,607.50 with 1,500 down where no sales tax is: sample H-10 of Regulation Z.
fn sample_h10() -> Deal {
    let mut deal = pinellas();
    for place in [&mut deal.places.registration, &mut deal.places.dealer] {
        place.state = "MT".into();
        place.county = None;
        place.zip = None;
    }
    deal.selling_price = money("7607.50");
    deal.cash_down = money("1500");
    deal.accessories.clear();
    deal.fees.clear();
    deal.products.clear();
    deal.rebates.clear();
    deal.trades.clear();
    let terms = deal.finance.as_mut().expect("terms");
    terms.term_months = 36;
    // The contract rate whose payments are those of the sample; it prints its APR of 14.84 %.
    terms.sell_rate = rate("0.1483668");
    deal
}

/// 35 × 211.23 + 211.25 = 7,604.30; less 6,107.50 it is 1,496.80; with 1,500 it is 9,104.30.
#[test]
fn the_sample_form_h10() {
    let disclosed = disclosed(&sample_h10());
    assert_eq!(disclosed.amount_financed, money("6107.50"));
    assert_eq!(disclosed.finance_charge, money("1496.80"));
    assert_eq!(disclosed.apr, rate("0.1484"));
    assert_eq!(disclosed.total_of_payments, money("7604.30"));
    assert_eq!(disclosed.down_payment, money("1500"));
    assert_eq!(disclosed.total_sale_price, money("9104.30"));
    let groups: Vec<(u32, Cents, String)> = disclosed
        .payments
        .iter()
        .map(|group| (group.number, group.amount, group.first_date.to_string()))
        .collect();
    assert_eq!(
        groups,
        [
            (35, money("211.23"), "2026-12-21".to_owned()),
            (1, money("211.25"), "2029-11-21".to_owned()),
        ]
    );
    assert_eq!(
        lines(&disclosed, ItemClass::CashPrice),
        texts(&[("Vehicle", "", "7607.50")])
    );
    assert_eq!(disclosed.coverage_limit, Some(money("73400")));
    assert_eq!(disclosed.above_coverage_limit, Some(false));
}

/// Who is paid on the buyer's behalf is named; tax and what the dealer sells are the cash price.
#[test]
fn the_itemization_of_a_deal() {
    let mut deal = pinellas();
    deal.products[0].provider = Provider::ThirdParty;
    deal.products[0].payee = Some("Ridgeline Service Co.".into());
    let disclosed = disclosed(&deal);
    assert_eq!(disclosed.amount_financed, money("41017.77"));
    assert_eq!(
        lines(&disclosed, ItemClass::CashPrice),
        texts(&[
            ("Vehicle", "", "41000.00"),
            ("Mats", "", "289.00"),
            ("Roof rails", "", "425.00"),
            ("Dealer service fee", "", "899.00"),
            ("GAP waiver", "", "895.00"),
            ("Taxes", "", "1911.43"),
        ])
    );
    assert_eq!(
        lines(&disclosed, ItemClass::DownPayment),
        texts(&[
            ("2019 Toyota Camry SE", "", "-14500.00"),
            ("Customer cash", "", "-1000.00"),
            ("Cash", "", "-3000.00"),
            (
                "Payoff of 2019 Toyota Camry SE",
                "Harbor Federal",
                "11218.44"
            ),
        ])
    );
    // 14,500 + 1,000 + 3,000 - 11,218.44.
    assert_eq!(disclosed.down_payment, money("7281.56"));
    assert_eq!(
        lines(&disclosed, ItemClass::PaidToOthers),
        texts(&[
            (
                "Title, registration, lemon law",
                "Public officials",
                "384.90"
            ),
            ("8 yr / 100k", "Ridgeline Service Co.", "2495.00"),
        ])
    );
}

/// 20,000 owed on a trade of 14,500, with a rebate of 1,000 and 3,000 in cash: the down payment is none, and the
/// 1,500 that are not covered are paid to the lien holder (comment 2(a)(18)-3).
#[test]
fn a_negative_down_payment_is_none() {
    let mut deal = pinellas();
    deal.trades[0].payoff = money("20000");
    let disclosed = disclosed(&deal);
    assert_eq!(disclosed.down_payment, Cents::ZERO);
    assert_eq!(disclosed.total_sale_price, disclosed.total_of_payments);
    let to_others = lines(&disclosed, ItemClass::PaidToOthers);
    assert_eq!(
        to_others[0],
        texts(&[(
            "Payoff of 2019 Toyota Camry SE",
            "Harbor Federal",
            "1500.00"
        )])[0]
    );
    // 8,781.56 more is owed than 11,218.44: 41,017.77 and that.
    assert_eq!(disclosed.amount_financed, money("49799.33"));
}

/// A fee that a cash buyer does not pay is a finance charge: the loan and its payments stay, the amount financed
/// is less by it, the finance charge more, and the APR above the contract rate.
#[test]
fn a_prepaid_finance_charge() {
    let before = disclosed(&sample_h10());
    let mut deal = sample_h10();
    deal.fees.push(desk::Fee {
        id: "f9".into(),
        kind: desk::FeeKind::Government,
        name: "Lender's fee".into(),
        amount: money("100"),
    });
    deal.selling_price -= money("100");
    deal.finance.as_mut().expect("terms").finance_charges = vec!["f9".into()];
    let after = disclosed(&deal);
    assert_eq!(after.payments, before.payments);
    assert_eq!(after.amount_financed, money("6007.50"));
    assert_eq!(after.finance_charge, money("1596.80"));
    assert_eq!(after.prepaid_finance_charge, money("100"));
    // 35 × 211.23 and 211.25 on 6,007.50: i = 0.01334023 a month by bisection of the general equation.
    assert_eq!(after.apr, rate("0.1601"));
    assert_eq!(
        lines(&after, ItemClass::PrepaidFinanceCharge),
        texts(&[("Lender's fee", "", "100.00")])
    );

    deal.finance.as_mut().expect("terms").finance_charges =
        vec!["f9".into(), "f9".into(), "x".into()];
    let faults = figures(&deal).expect_err("faults");
    let pairs: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (&*fault.pointer, &*fault.code))
        .collect();
    assert_eq!(
        pairs,
        [
            ("/finance/finance_charges/1", "duplicate"),
            ("/finance/finance_charges/2", "unknown_line"),
        ]
    );
}

/// The limit is of the year of the contract: 73,400 in 2026, 71,900 in 2025; no year is guessed.
#[test]
fn the_limit_of_coverage() {
    let mut deal = sample_h10();
    deal.selling_price = money("74900");
    assert_eq!(disclosed(&deal).above_coverage_limit, Some(false));
    deal.selling_price = money("74900.01");
    assert_eq!(disclosed(&deal).above_coverage_limit, Some(true));
}

/// 5,000 repaid in 24 × 230 is 9.6857 % (Appendix J (c)(1)(i)): 9.81 is within an eighth of a point, 9.82 is not;
/// a quarter, of irregular contracts, holds 9.93.
#[test]
fn an_apr_out_of_tolerance_is_refused() {
    let advance = [Flow::once(money("5000"), When::START)];
    let payments = [Flow::run(money("230"), 24, When::after(1))];
    let check = |shown: &str, regularity| {
        let months = UnitPeriod::Months(1).per_year();
        verify(rate(shown), &advance, &payments, months, regularity)
    };
    let exact = check("0.0981", Regularity::Regular).expect("within tolerance");
    assert_eq!(exact.get() / 100, 96_857);
    assert!(check("0.0957", Regularity::Regular).is_ok());
    let off = check("0.0982", Regularity::Regular).expect_err("out of tolerance");
    assert_eq!(off.exact, Some(exact));
    assert!(
        off.to_string()
            .starts_with("9.82 % is more than 0.125 of a point off 9.6857")
    );
    assert!(check("0.0955", Regularity::Regular).is_err());
    assert!(check("0.0993", Regularity::Irregular).is_ok());
    assert!(check("0.0994", Regularity::Irregular).is_err());
}

#[test]
fn the_apr_of_a_deal_is_held_against_what_is_printed() {
    let deal = sample_h10();
    let exact = verify_apr(&deal, rate("0.1484")).expect("it is that");
    // 14.8367 %.
    assert_eq!(exact.get() / 100, 148_367);
    assert!(verify_apr(&deal, rate("0.1496")).is_ok());
    let refused = |deal: &Deal, shown: &str| {
        let faults = verify_apr(deal, rate(shown)).expect_err("a fault");
        (faults[0].pointer.clone(), faults[0].code.to_string())
    };
    let out = ("/apr".to_owned(), "out_of_tolerance".to_owned());
    assert_eq!(refused(&deal, "0.1497"), out);
    assert_eq!(refused(&deal, "0.1471"), out);
    assert_eq!(refused(&pinellas_lease(), "0.05").1, "no_loan");
}

/// Finance charges of as much as the loan leave nothing that is advanced: no loan, and a warning that says so.
#[test]
fn finance_charges_above_the_loan_are_a_warning() {
    let mut deal = sample_h10();
    deal.fees.push(desk::Fee {
        id: "f9".into(),
        kind: desk::FeeKind::Dealer,
        name: "Loan fee".into(),
        amount: money("7000"),
    });
    deal.selling_price = money("1500");
    deal.finance.as_mut().expect("terms").finance_charges = vec!["f9".into()];
    let figures = figures(&deal).expect("figures");
    assert_eq!((figures.loan, figures.regulation_z), (None, None));
    let codes: Vec<&str> = figures.warnings.iter().map(|one| &*one.code).collect();
    assert_eq!(codes, ["finance_charges_over_loan"]);
}
