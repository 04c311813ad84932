//! Finding vehicles: search, filters, order, pages.

use platform::testkit::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ACURA, HONDA, House, SATURN};

fn stock(list: &Answer) -> Vec<String> {
    assert_eq!(list.status, 200, "{}", list.text());
    let items = list.json["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["stock_number"].as_str().unwrap().to_owned())
        .collect()
}

/// Four vehicles of which two share what most orders sort by.
async fn four(house: &House) -> Uuid {
    let other_store = Uuid::now_v7();
    let cars: [(&str, Value); 4] = [
        (
            "P10",
            json!({"trim": "Carrera 4S", "list_price": "89900.00", "odometer": 20_000, "certified": true,
                       "in_stock_since": "2026-08-16"}),
        ),
        (
            "N11",
            json!({"vin": ACURA, "year": 2021, "make": "Acura", "model": "ILX", "condition": "new",
                       "list_price": "24000.00", "in_stock_since": "2026-08-16"}),
        ),
        (
            "P12",
            json!({"vin": SATURN, "year": 2003, "make": "Saturn", "model": "Vue",
                       "list_price": "3990.00", "odometer": 141_806, "status": "in_transit"}),
        ),
        (
            "P13",
            json!({"vin": HONDA, "year": 2003, "make": "Honda", "model": "Accord",
                       "rooftop_id": other_store, "in_stock_since": "2026-09-30"}),
        ),
    ];
    for (number, more) in cars {
        house.enter(house.vehicle(number, more)).await;
    }
    other_store
}

#[tokio::test]
async fn search_and_filters_narrow_the_list() {
    let house = House::open().await;
    let other_store = four(&house).await;
    for (asked, found) in [
        ("q=carrera".to_owned(), vec!["P10"]),
        ("q=p1".to_owned(), vec!["P10", "P12", "P13"]),
        ("q=165242".to_owned(), vec!["P10"]),
        ("q=2003%20accord".to_owned(), vec!["P13"]),
        ("q=100%25".to_owned(), vec![]),
        ("status=in_transit".to_owned(), vec!["P12"]),
        (
            "status=in_transit&status=available".to_owned(),
            vec!["N11", "P10", "P12", "P13"],
        ),
        ("condition=new".to_owned(), vec!["N11"]),
        ("certified=true".to_owned(), vec!["P10"]),
        (
            "certified=false&condition=used".to_owned(),
            vec!["P12", "P13"],
        ),
        ("make=saturn&model=VUE".to_owned(), vec!["P12"]),
        ("year_from=2004&year_to=2019".to_owned(), vec!["P10"]),
        (
            "price_from=3990.00&price_to=24000".to_owned(),
            vec!["N11", "P12"],
        ),
        ("price_from=3990.01".to_owned(), vec!["N11", "P10"]),
        (format!("rooftop_id={other_store}"), vec!["P13"]),
        ("archived=true".to_owned(), vec![]),
    ] {
        let list = house
            .app
            .get(&format!("/vehicles?{asked}"), &house.clerk)
            .await;
        assert_eq!(stock(&list), found, "{asked}");
    }
    let wrong = "/vehicles?status=gone&year_from=x&price_to=1.005&sort=color&page=2";
    let wrong = house.app.get(wrong, &house.clerk).await;
    let mut pointers: Vec<_> = wrong
        .faults()
        .iter()
        .map(|(pointer, _)| (*pointer).to_owned())
        .collect();
    pointers.sort_unstable();
    let expected = ["/page", "/price_to", "/sort", "/status/0", "/year_from"];
    assert_eq!(
        (wrong.status, pointers),
        (422, expected.map(str::to_owned).to_vec())
    );
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat_in_every_order() {
    let house = House::open().await;
    four(&house).await;
    // Equal values and missing ones come in the order in which the vehicles were entered.
    for (sort, expected) in [
        ("stock_number", ["N11", "P10", "P12", "P13"]),
        ("in_stock_since", ["P12", "P10", "N11", "P13"]),
        ("list_price", ["P13", "P12", "N11", "P10"]),
        ("year", ["P12", "P13", "P10", "N11"]),
        ("make", ["N11", "P13", "P10", "P12"]),
        ("odometer", ["N11", "P13", "P10", "P12"]),
        ("updated_at", ["P10", "N11", "P12", "P13"]),
    ] {
        for (sort, backwards) in [(sort.to_owned(), false), (format!("-{sort}"), true)] {
            let mut expected = expected.map(str::to_owned).to_vec();
            if backwards {
                expected.reverse();
            }
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let path = format!("/vehicles?limit=1&sort={sort}{cursor}");
                let page = house.app.get(&path, &house.clerk).await;
                seen.extend(stock(&page));
                match page.json["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(seen, expected, "{sort}");
        }
    }
}
