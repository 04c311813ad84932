//! What holds for every sale: no panic, no negative tax, more price never less tax, sums that add up.

use money::{Cents, Rate};
use proptest::prelude::*;
use tax::{
    Assessment, CapReduction, Condition, Date, Dates, Due, Fuel, Lease, Level, LocalRate, Place,
    Product, ProductKind, Provider, Rebate, RebateFrom, Sale, SaleKind, Trade, Vehicle,
    VehicleClass, assess, assess_figures,
};

/// A county of each jurisdiction, so that local rates are found.
const PLACES: [(&str, &str); 14] = [
    ("TX", "Travis"),
    ("FL", "Pinellas"),
    ("CA", "Orange"),
    ("NY", "Kings"),
    ("GA", "Fulton"),
    ("NC", "Wake"),
    ("IL", "Cook"),
    ("WA", "King"),
    ("TN", "Davidson"),
    ("OH", "Franklin"),
    ("AZ", "Maricopa"),
    ("VA", "Henrico"),
    ("DC", "District of Columbia"),
    ("MT", "Missoula"),
];

fn place(index: usize) -> Place {
    let (state, county) = PLACES[index];
    Place {
        state: state.into(),
        county: Some(county.into()),
        ..Place::default()
    }
}

fn cents(most: i64) -> impl Strategy<Value = Cents> {
    prop_oneof![
        1 => Just(Cents::ZERO),
        6 => (0..=most).prop_map(Cents::new),
    ]
}

fn products() -> impl Strategy<Value = Vec<Product>> {
    let kind = prop_oneof![
        Just(ProductKind::ServiceContract),
        Just(ProductKind::Gap),
        Just(ProductKind::Maintenance),
        Just(ProductKind::Insurance),
        Just(ProductKind::Other),
    ];
    let provider = prop_oneof![
        Just(Provider::Dealer),
        Just(Provider::ThirdParty),
        Just(Provider::Insurer)
    ];
    let product = (kind, cents(500_000), provider).prop_map(|(kind, price, provider)| Product {
        kind,
        price,
        provider,
        in_payments: None,
    });
    prop::collection::vec(product, 0..4)
}

fn rebates() -> impl Strategy<Value = Vec<Rebate>> {
    let rebate = (any::<bool>(), cents(400_000), any::<Option<bool>>()).prop_map(
        |(maker, amount, assigned)| Rebate {
            from: if maker {
                RebateFrom::Manufacturer
            } else {
                RebateFrom::Dealer
            },
            amount,
            assigned_to_dealer: assigned,
        },
    );
    prop::collection::vec(rebate, 0..3)
}

fn trades() -> impl Strategy<Value = Vec<Trade>> {
    let trade = (cents(3_000_000), cents(3_000_000)).prop_map(|(allowance, payoff)| Trade {
        allowance,
        payoff,
        ..Trade::default()
    });
    prop::collection::vec(trade, 0..3)
}

fn vehicle() -> impl Strategy<Value = Vehicle> {
    let class = prop_oneof![
        Just(VehicleClass::Passenger),
        Just(VehicleClass::HeavyTruck),
        Just(VehicleClass::Motorhome)
    ];
    let fuel = prop_oneof![
        Just(Fuel::Gasoline),
        Just(Fuel::Diesel),
        Just(Fuel::Electric)
    ];
    let book = prop::option::of(cents(6_000_000));
    (
        any::<bool>(),
        class,
        fuel,
        2000..9000u32,
        8..60u32,
        book,
        any::<Option<u16>>(),
    )
        .prop_map(
            |(used, class, fuel, weight, mpg, book_value, year)| Vehicle {
                condition: if used {
                    Condition::Used
                } else {
                    Condition::New
                },
                class,
                fuel,
                model_year: year,
                gross_weight_lb: Some(weight * 4),
                curb_weight_lb: Some(weight),
                city_mpg: Some(mpg),
                combined_mpg: Some(mpg + 3),
                book_value,
                ..Vehicle::default()
            },
        )
}

prop_compose! {
    fn lease()(term in 1..85u32, payment in cents(300_000), cash in cents(500_000), trade in cents(500_000),
               rebate in cents(200_000), cost in cents(9_000_000), residual in cents(5_000_000)) -> Lease {
        Lease {
            term_months: term,
            base_payment: payment,
            gross_cap_cost: Some(cost),
            residual: Some(residual),
            cap_reduction: CapReduction { cash, trade, rebate },
            ..Lease::default()
        }
    }
}

prop_compose! {
    fn sale()(
        places in (0..14usize, prop::option::of(0..14usize), prop::option::of(0..14usize)),
        day in 0..900i32,
        dates in (prop::option::of(-40..40i32), prop::option::of(-40..40i32), prop::option::of(-40..40i32)),
        leased in any::<bool>(),
        vehicle in vehicle(),
        amounts in (cents(15_000_000), cents(200_000), cents(100_000), cents(100_000)),
        items in (products(), rebates(), trades()),
        lease in lease(),
        local in prop::option::of(0..10_000_000i64),
    ) -> Sale {
        let first: Date = "2025-07-01".parse().expect("a date");
        let (price, accessories, delivery_charge, doc_fee) = amounts;
        let (products, rebates, trades) = items;
        let (home, dealer, buyer) = places;
        let mut sale = tax::json::parse(r#"{"date":"2026-01-01","registration":{"state":"MT"},"price":"0"}"#).expect("a sale");
        sale.date = first.add_days(day);
        if sale.date < "2026-01-01".parse().expect("a date") && (home == 1 || home == 2) {
            sale.date = sale.date.add_days(200);
        }
        let near = |days: Option<i32>| days.map(|days| sale.date.add_days(days));
        sale.dates = Dates { contract: near(dates.0), delivery: near(dates.1), titling: near(dates.2) };
        sale.kind = if leased { SaleKind::Lease } else { SaleKind::Retail };
        sale.registration = place(home);
        sale.dealer = dealer.map(place);
        sale.buyer = buyer.map(place);
        sale.vehicle = vehicle;
        sale.price = price;
        sale.accessories = accessories;
        sale.delivery_charge = delivery_charge;
        sale.doc_fee = doc_fee;
        sale.products = products;
        sale.rebates = rebates;
        sale.trades = trades;
        sale.lease = Some(lease);
        sale.local_rate = local.map(|rate| LocalRate { rate: Rate::new(rate), cap: None, source: "a notice".into() });
        sale
    }
}

/// What the state's or the local lines come to over the lease; a line may be borne by some of the payments only.
fn over_term(assessment: &Assessment, state: bool, term: i64) -> Cents {
    let lines = assessment.lines.iter();
    lines
        .filter(|line| (line.level == Level::State) == state)
        .map(|line| match line.due {
            Due::Signing => line.amount,
            Due::Payment => line.amount.by(line.payments.map_or(term, i64::from)),
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_tax_is_negative_and_the_lines_add_up(sale in sale()) {
        let Ok(found) = assess(&sale) else { return Ok(()); };
        let term = match sale.kind {
            SaleKind::Retail => 1,
            SaleKind::Lease => sale.lease.as_ref().map_or(1, |lease| i64::from(lease.term_months)),
        };
        let totals = found.totals;
        prop_assert!(found.lines.iter().all(|line| line.amount.is_positive() && !line.base.is_negative()));
        prop_assert_eq!(over_term(&found, true, term), totals.state);
        prop_assert_eq!(over_term(&found, false, term), totals.local);
        prop_assert_eq!(totals.state + totals.local, totals.before_credit);
        prop_assert_eq!(totals.before_credit - totals.credit, totals.due);
        prop_assert!(!totals.due.is_negative() && !totals.credit.is_negative());
        prop_assert!(!found.taxable_base.is_negative());
        if sale.kind == SaleKind::Retail {
            prop_assert_eq!(found.collected_by_dealer + found.due_at_registration, totals.due);
            prop_assert_eq!(totals.at_signing, totals.due);
        }
        prop_assert!(found.fees.iter().all(|fee| fee.amount != Some(Cents::ZERO)), "an unknown fee is not zero");
        let figures = assess_figures(&sale).expect("what is explained has figures");
        prop_assert_eq!(figures.totals, totals);
        prop_assert_eq!(figures.collected_by_dealer, found.collected_by_dealer);
        prop_assert_eq!(figures.due_at_registration, found.due_at_registration);
    }

    #[test]
    fn a_higher_price_is_never_taxed_less(sale in sale(), more in 1..5_000_000i64) {
        let mut sale = sale;
        sale.dealer = None;
        sale.kind = SaleKind::Retail;
        let Ok(low) = assess_figures(&sale) else { return Ok(()); };
        sale.price += Cents::new(more);
        let high = assess_figures(&sale).expect("a higher price changes no field");
        prop_assert!(high.totals.due >= low.totals.due, "{:?} then {:?}", low, high);
    }

    #[test]
    fn a_trade_of_nothing_is_no_trade(sale in sale()) {
        let mut with = sale.clone();
        with.trades = vec![Trade::default()];
        let mut without = sale;
        without.trades = Vec::new();
        prop_assert_eq!(assess_figures(&with), assess_figures(&without));
    }

    #[test]
    fn a_sale_survives_its_json(sale in sale()) {
        let text = serde_json::to_string(&sale).expect("a sale is JSON");
        prop_assert_eq!(tax::json::parse(&text).expect("its own JSON"), sale);
    }

    #[test]
    fn the_door_writes_the_same_json_as_every_other_writer(sale in sale()) {
        let text = serde_json::to_string(&sale).expect("a sale is JSON");
        let (key, value) = match assess(&sale) {
            Ok(found) => ("ok", serde_json::to_string(&found)),
            Err(faults) => ("faults", serde_json::to_string(&faults)),
        };
        let expected = format!("{{\"{key}\":{}}}", value.expect("an answer is JSON"));
        prop_assert_eq!(tax::json::assess(&text), expected);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = tax::json::assess(&text);
    }

    #[test]
    fn no_value_in_a_field_makes_it_panic(
        sale in sale(),
        field in 0..17usize,
        value in prop_oneof![
            Just("null".to_owned()), Just("true".to_owned()), Just("-1".to_owned()), Just("1e400".to_owned()),
            Just("\"99999999999999999999\"".to_owned()), Just("[]".to_owned()), Just("{}".to_owned()),
            Just("\"1000000000.00\"".to_owned()), Just("\"1000000000.01\"".to_owned()), Just("4294967295".to_owned()),
            Just("\"\u{e4}\u{df}\u{20ac}\u{1f697}\"".to_owned()), any::<i64>().prop_map(|number| number.to_string()),
        ],
    ) {
        let mut json = serde_json::to_value(&sale).expect("a sale is JSON");
        let fields = ["date", "dates", "kind", "registration", "buyer", "dealer", "vehicle", "price", "doc_fee", "products",
            "rebates", "trades", "local_rate", "lease", "answers", "exemptions", "tax_paid_elsewhere"];
        json[fields[field]] = serde_json::from_str(&value).unwrap_or(serde_json::Value::Null);
        let _ = tax::json::assess(&json.to_string());
        let mut inner = serde_json::to_value(&sale).expect("a sale is JSON");
        let value: serde_json::Value = serde_json::from_str(&value).unwrap_or(serde_json::Value::Null);
        for (object, key) in [("lease", "term_months"), ("lease", "base_payment"), ("lease", "residual"),
            ("registration", "state"), ("registration", "zip"), ("registration", "county"), ("vehicle", "model_year")] {
            inner[object][key] = value.clone();
            let _ = tax::json::assess(&inner.to_string());
        }
    }
}
