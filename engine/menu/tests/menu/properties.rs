//! Whatever stands in a column: it adds up, and the deal with it is the desk's.

use desk::figures;
use menu::{MenuFigures, OfferAsk, line_of, sold_with, without_options};
use money::Cents;
use proptest::prelude::*;
use serde_json::json;

use crate::lots::{ask, catalogue, column, plain, worked};

const PLANS: [(&str, &str); 3] = [("vsc", "vsc-7"), ("gap", "gap-1"), ("tw", "tw-5")];

fn offers() -> impl Strategy<Value = Vec<OfferAsk>> {
    let one = |at: usize| {
        let (item, plan) = PLANS[at];
        (any::<bool>(), proptest::option::of(0_i64..400_000)).prop_map(move |(is_there, price)| {
            is_there.then(|| OfferAsk {
                item: item.into(),
                plan: plan.into(),
                price: price.map(Cents::new),
            })
        })
    };
    (one(0), one(1), one(2)).prop_map(|(a, b, c)| [a, b, c].into_iter().flatten().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_column_adds_up_to_the_cent(
        offers in offers(),
        price in 1_000_000_i64..8_000_000,
        rate in 0_u32..1_500,
        term in 12_u32..96,
        state in proptest::sample::select(vec!["MT", "CA", "TX", "FL"]),
    ) {
        let mut inputs = plain();
        inputs["selling_price"] = json!(Cents::new(price));
        inputs["finance"] = json!({"term_months": term, "sell_rate": format!("0.{rate:04}")});
        let county = match state { "CA" => "Los Angeles", "TX" => "Harris", "FL" => "Pinellas", _ => "Missoula" };
        let place = json!({"state": state, "county": county});
        inputs["places"] = json!({"registration": place, "dealer": place});
        let asked = ask(inputs, vec![column("a", offers)]);
        let menu = worked(&asked);
        let column = &menu.columns[0];

        let sold: Vec<_> = column.products.iter().filter(|it| it.reasons.is_empty()).collect();
        let added: Cents = sold.iter().filter_map(|it| it.adds_to_payment).sum();
        prop_assert_eq!(Some(added), column.payment_difference);
        let total: Cents = sold.iter().map(|it| it.price).sum();
        prop_assert_eq!(total, column.products_total);
        let base = menu.base.figures.payment.expect("a payment");
        prop_assert_eq!(Some(base + added), column.figures.payment);

        // The deal that comes of taking the column is the deal that the menu showed.
        let mut deal = without_options(&asked.deal);
        for product in &sold {
            let (item, plan) = menu::found(&asked.catalogue, &product.item, &product.plan).expect("a plan");
            let line = line_of(item, plan, product.price, &asked.deal);
            deal = sold_with(&deal, item, line);
        }
        let worked = MenuFigures::of(&figures(&deal).expect("figures"));
        prop_assert_eq!(&worked, &column.figures);
    }

    #[test]
    fn what_is_over_its_limit_is_never_in_the_figures(price in 0_i64..500_000, share in 1_i64..1_000) {
        let mut asked = ask(plain(), vec![column("a", vec![OfferAsk {
            item: "gap".into(), plan: "gap-1".into(), price: Some(Cents::new(price)),
        }])]);
        let mut gap = serde_json::to_value(&catalogue()[1]).expect("a product");
        gap["price_caps"] = json!([{"share_of_amount_financed": format!("0.{share:04}")}]);
        asked.catalogue[1] = crate::lots::item(gap);
        let product = &worked(&asked).columns[0].products[0];
        // Held by cross-multiplication: price × 10,000 against share × (24,000.00 and the price).
        let over = i128::from(price) * 10_000 > i128::from(share) * (2_400_000 + i128::from(price));
        prop_assert_eq!(over, !product.reasons.is_empty());
        prop_assert_eq!(over, product.adds_to_payment.is_none());
    }
}
