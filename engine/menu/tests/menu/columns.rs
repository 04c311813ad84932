//! Payments by column: what each product adds, and what the buyer pays with it.

use money::Cents;
use serde_json::json;

use crate::lots::{self, ask, codes, column, offer, plain, text, with_plan, worked};

#[test]
fn the_base_comes_first_and_each_product_adds_to_the_cent() {
    let all = vec![
        offer("vsc", "vsc-7"),
        offer("gap", "gap-1"),
        offer("tw", "tw-5"),
    ];
    let columns = vec![column("a", all), column("b", vec![offer("gap", "gap-1")])];
    let menu = worked(&ask(plain(), columns));
    // 24,000.00 ÷ 60
    assert_eq!(text(menu.base.figures.payment), "400.00");
    assert_eq!(menu.base.term_months, Some(60));
    assert_eq!(menu.base.figures.payments, Some(60));
    assert_eq!(text(menu.base.figures.amount_financed), "24000.00");
    // 1,500.00 ÷ 60 = 25.00; 600.00 ÷ 60 = 10.00; 26,399.00 ÷ 60 = 439.983…, so 439.98 and 4.98 of it the third's.
    let a = &menu.columns[0];
    let adds: Vec<String> = a
        .products
        .iter()
        .map(|it| text(it.adds_to_payment))
        .collect();
    assert_eq!(adds, ["25.00", "10.00", "4.98"]);
    assert_eq!(text(a.figures.payment), "439.98");
    assert_eq!(text(a.payment_difference), "39.98");
    assert_eq!(a.products_total.to_string(), "2399.00");
    let b = &menu.columns[1];
    assert_eq!(
        (text(b.figures.payment), text(b.payment_difference)),
        ("410.00".into(), "10.00".into())
    );
    let vsc = &a.products[0];
    assert_eq!(vsc.name, "Service contract, 7 years / 100,000 miles");
    assert_eq!((vsc.term_months, vsc.miles), (Some(84), Some(100_000)));
    assert_eq!(text(vsc.deductible), "100.00");
    assert_eq!(
        a.products[1].name, "GAP",
        "a plan named like its product is named once"
    );
}

#[test]
fn interest_is_paid_on_what_is_added() {
    let mut inputs = plain();
    inputs["selling_price"] = json!("20000.00");
    inputs["finance"]["sell_rate"] = json!("0.06");
    let menu = worked(&ask(inputs, vec![column("a", vec![offer("vsc", "vsc-7")])]));
    // At 0.5 % a month a dollar over 60 months is 0.0193328015 a month: × 20,000 = 386.656, × 21,500 = 415.655.
    assert_eq!(text(menu.base.figures.payment), "386.66");
    assert_eq!(text(menu.columns[0].figures.payment), "415.66");
    assert_eq!(text(menu.columns[0].payment_difference), "29.00");
    let rates = (menu.base.figures.rate, menu.columns[0].figures.rate);
    assert_eq!(rates.0, rates.1, "the rate is the same with and without");
    assert_eq!(menu.base.figures.apr, Some("0.06".parse().expect("a rate")));
}

#[test]
fn a_price_may_be_asked_and_the_plans_own_is_it_otherwise() {
    let mut dearer = offer("vsc", "vsc-7");
    dearer.price = Some("2100.00".parse().expect("an amount"));
    let menu = worked(&ask(plain(), vec![column("a", vec![dearer])]));
    // 2,100.00 ÷ 60 = 35.00
    assert_eq!(text(menu.columns[0].products[0].adds_to_payment), "35.00");
    assert_eq!(menu.columns[0].products[0].price.to_string(), "2100.00");
}

#[test]
fn what_the_structure_had_is_chosen_anew() {
    let mut inputs = plain();
    inputs["products"] = json!([
        {"id": "p1", "kind": "service_contract", "name": "Old contract", "price": "1200.00", "cost": "700.00"},
        {"id": "p2", "kind": "gap", "name": "GAP", "price": "650.00", "cost": "240.00",
         "catalogue": {"item": "gap", "plan": "gap-1"}},
        {"id": "p3", "kind": "insurance", "name": "Asked for by the lender", "price": "300.00"},
    ]);
    inputs["finance"]["finance_charges"] = json!(["p3", "p2"]);
    let menu = worked(&ask(inputs, vec![column("a", vec![offer("gap", "gap-1")])]));
    // What the lender asks for stays: 24,300.00 ÷ 60 = 405.00.
    assert_eq!(text(menu.base.figures.payment), "405.00");
    let gone: Vec<&str> = menu.base.left_out.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(gone, ["p1", "p2"]);
    // At the menu's price, not at the old one: 600.00 ÷ 60.
    assert_eq!(text(menu.columns[0].payment_difference), "10.00");
}

#[test]
fn what_cannot_be_sold_is_shown_with_its_reasons_and_counts_nothing() {
    let mut asked = ask(
        plain(),
        vec![column(
            "a",
            vec![offer("vsc", "vsc-7"), offer("gap", "gap-1")],
        )],
    );
    asked.catalogue[0] = with_plan(0, json!({"conditions": ["used"]}));
    let menu = worked(&asked);
    let column = &menu.columns[0];
    assert_eq!(codes(&column.products[0].reasons), ["condition_not_taken"]);
    assert_eq!(column.products[0].adds_to_payment, None);
    assert_eq!(text(column.payment_difference), "10.00");
    assert_eq!(column.products_total, Cents::dollars(600));
}

#[test]
fn a_cash_deal_and_a_lease_have_their_own_payment() {
    let mut cash = plain();
    cash["kind"] = json!("cash");
    let menu = worked(&ask(cash, vec![column("a", vec![offer("tw", "tw-5")])]));
    assert_eq!(text(menu.base.figures.payment), "24000.00");
    assert_eq!(text(menu.columns[0].products[0].adds_to_payment), "299.00");
    assert_eq!(menu.base.figures.apr, None);

    let mut lease = plain();
    lease["kind"] = json!("lease");
    lease["lease"] = json!({
        "term_months": 40, "money_factor": "0.001", "residual_amount": "12000.00", "miles_per_year": 12000,
        "acquisition_fee": {"amount": "0.00", "capitalized": true}, "doc_fee_capitalized": true,
    });
    let menu = worked(&ask(lease, vec![column("a", vec![offer("gap", "gap-1")])]));
    // Depreciation 12,000.00 ÷ 40 = 300.00; rent (24,000 + 12,000) × 0.001 = 36.00.
    assert_eq!(text(menu.base.figures.payment), "336.00");
    // 600.00 ÷ 40 = 15.00 and 600.00 × 0.001 = 0.60.
    assert_eq!(text(menu.columns[0].products[0].adds_to_payment), "15.60");
    assert_eq!(menu.base.term_months, Some(40));
}

#[test]
fn a_balloon_is_told_beside_the_payments() {
    let mut inputs = plain();
    let asked = ask(
        inputs.clone(),
        vec![column("a", vec![offer("gap", "gap-1")])],
    );
    assert_eq!(worked(&asked).base.figures.last_payment, None);
    inputs["finance"]["balloon_amount"] = json!("6000.00");
    let menu = worked(&ask(inputs, vec![column("a", vec![offer("gap", "gap-1")])]));
    // (24,000 - 6,000) / 59 = 305.08, and 24,000 - 59 x 305.08 = 6,000.28; (24,600 - 6,000) / 59 = 315.25, and
    // 24,600 - 59 x 315.25 = 6,000.25.
    let (base, with) = (&menu.base.figures, &menu.columns[0].figures);
    assert_eq!(
        (text(base.payment), text(base.last_payment)),
        ("305.08".into(), "6000.28".into())
    );
    assert_eq!(
        (text(with.payment), text(with.last_payment)),
        ("315.25".into(), "6000.25".into())
    );
}

#[test]
fn the_charges_of_a_loan_ask_nothing_of_a_lease() {
    let mut inputs = plain();
    inputs["products"] = json!([{"id": "p1", "kind": "gap", "name": "GAP", "price": "600.00"}]);
    inputs["finance"]["finance_charges"] = json!(["p1"]);
    let sold = lots::deal(inputs.clone());
    assert_eq!(menu::options(&sold).count(), 0, "the lender asks for it");
    inputs["kind"] = json!("lease");
    inputs["lease"] =
        json!({"term_months": 36, "money_factor": "0.001", "residual_percent": "0.60"});
    let leased = lots::deal(inputs);
    assert_eq!(menu::options(&leased).count(), 1);
    assert!(menu::without_options(&leased).products.is_empty());
}

#[test]
fn a_product_that_is_a_finance_charge_raises_the_apr_and_not_the_amount_financed() {
    let mut inputs = plain();
    inputs["finance"]["sell_rate"] = json!("0.06");
    let mut asked = ask(inputs, vec![column("a", vec![offer("gap", "gap-1")])]);
    let plain = worked(&asked);
    asked.catalogue[1].finance_charge = true;
    let charged = worked(&asked);
    let (before, after) = (&plain.columns[0].figures, &charged.columns[0].figures);
    assert_eq!(before.payment, after.payment, "it is paid all the same");
    assert_eq!(text(before.amount_financed), "24600.00");
    assert_eq!(text(after.amount_financed), "24000.00");
    assert!(after.apr > before.apr);
    // The 600.00 beside the interest.
    let more = after.finance_charge.expect("one") - before.finance_charge.expect("one");
    assert_eq!(more, Cents::dollars(600));
    assert!(charged.columns[0].products[0].finance_charge);
}

#[test]
fn nobodys_cost_is_in_a_menu() {
    let all = vec![offer("vsc", "vsc-7"), offer("gap", "gap-1")];
    let mut inputs = plain();
    inputs["vehicle_cost"] = json!("21987.65");
    let said = serde_json::to_string(&worked(&ask(inputs, vec![column("a", all)]))).expect("text");
    for word in ["cost", "900.00", "250.00", "21987.65", "gross", "price_to"] {
        assert!(!said.contains(word), "{word} in {said}");
    }
}

#[test]
fn the_law_is_said_beside_it() {
    let columns = || vec![column("a", vec![offer("gap", "gap-1")])];
    let said = |inputs| {
        let menu = worked(&ask(inputs, columns()));
        let codes: Vec<String> = menu
            .disclosures
            .iter()
            .map(|it| it.code.to_string())
            .collect();
        (codes, menu.labels.excluding.to_string())
    };
    let (codes, label) = said(plain());
    assert_eq!(codes, ["optional", "gap_voluntary"]);
    assert_eq!(label, "Payment without optional products");
    let mut cash = plain();
    cash["kind"] = json!("cash");
    assert_eq!(
        said(cash).0,
        ["optional"],
        "no credit, no rule about credit"
    );

    // Cal. Civ. Code § 2982.2(a)(3) and (4) name the two payments; (c) leaves motorcycles out.
    let mut california = plain();
    california["places"] = json!({
        "registration": {"state": "CA", "county": "Los Angeles", "city": "Los Angeles", "zip": "90001"},
        "dealer": {"state": "CA", "county": "Los Angeles", "city": "Los Angeles", "zip": "90001"},
    });
    let (codes, label) = said(california.clone());
    assert_eq!(codes, ["optional", "gap_voluntary", "ca_listed_items"]);
    assert_eq!(label, "Installment Payment EXCLUDING Listed Items");
    california["vehicle"]["class"] = json!("motorcycle");
    assert_eq!(said(california).0, ["optional", "gap_voluntary"]);
}
