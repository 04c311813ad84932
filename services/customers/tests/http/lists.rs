//! Finding customers: search, filters, order, pages.

use platform::testkit::Answer;
use serde_json::json;
use uuid::Uuid;

use super::House;

fn names(list: &Answer) -> Vec<&str> {
    assert_eq!(list.status, 200, "{}", list.text());
    list.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["filed_as"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_search_finds_parts_of_names_numbers_and_addresses() {
    let house = House::open().await;
    house
        .enter(house.person("Marisol", "Ortega", json!({"contacts": [
            {"kind": "mobile", "value": "727-555-0148"}, {"kind": "email", "value": "m.ortega@example.com"},
        ]})))
        .await;
    house
        .enter(house.person("Mario", "O'Neil", json!({})))
        .await;
    let gci =
        json!({"kind": "business", "rooftop_id": house.rooftop, "business_name": "50%_off Autos"});
    house.enter(gci).await;
    for (query, found) in [
        ("mari", vec!["O'Neil, Mario", "Ortega, Marisol"]),
        ("ORTEGA%20mari", vec!["Ortega, Marisol"]),
        ("o%27neil", vec!["O'Neil, Mario"]),
        ("0148", vec!["Ortega, Marisol"]),
        ("%28727%29%20555-0148", vec!["Ortega, Marisol"]),
        ("%2B17275550148", vec!["Ortega, Marisol"]),
        ("ortega%40example", vec!["Ortega, Marisol"]),
        ("%25", vec!["50%_off Autos"]),
        ("_o", vec!["50%_off Autos"]),
        ("nobody", vec![]),
    ] {
        let list = house
            .app
            .get(&format!("/customers?q={query}"), &house.clerk)
            .await;
        assert_eq!(names(&list), found, "{query}");
    }
}

#[tokio::test]
async fn filters_narrow_the_list_and_unknown_ones_are_refused() {
    let house = House::open().await;
    let (tess, other_store) = (Uuid::now_v7(), Uuid::now_v7());
    let address = |state| json!([{"kind": "home", "street": "1 Main", "city": "X", "state": state, "zip": "33707"}]);
    let a = json!({"owner_id": tess, "addresses": address("FL"), "tags": ["vip"]});
    house.enter(house.person("A", "A", a)).await;
    house
        .enter(house.person("B", "B", json!({"addresses": address("GA")})))
        .await;
    house
        .enter(house.person("C", "C", json!({"rooftop_id": other_store})))
        .await;
    for (filter, found) in [
        (format!("owner_id={tess}"), vec!["A, A"]),
        ("state=fl".to_owned(), vec!["A, A"]),
        ("state=GA".to_owned(), vec!["B, B"]),
        ("tag=VIP".to_owned(), vec!["A, A"]),
        (format!("rooftop_id={other_store}"), vec!["C, C"]),
        (
            format!("rooftop_id={}&state=GA", house.rooftop),
            vec!["B, B"],
        ),
    ] {
        let list = house
            .app
            .get(&format!("/customers?{filter}"), &house.clerk)
            .await;
        assert_eq!(names(&list), found, "{filter}");
    }
    let wrong = house
        .app
        .get(
            "/customers?color=red&limit=201&sort=age&owner_id=me",
            &house.clerk,
        )
        .await;
    assert_eq!(wrong.status, 422);
    let pointers: Vec<_> = wrong
        .faults()
        .iter()
        .map(|(pointer, _)| (*pointer).to_owned())
        .collect();
    assert_eq!(pointers, ["/color", "/limit", "/owner_id", "/sort"]);
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat_in_every_order() {
    let house = House::open().await;
    // Two share a name, so that the order must fall back on something of its own.
    for last in ["delta", "Alpha", "charlie", "Bravo", "Alpha"] {
        house.enter(house.person("X", last, json!({}))).await;
    }
    let by_name = ["Alpha, X", "Alpha, X", "Bravo, X", "charlie, X", "delta, X"];
    let by_entry = ["delta, X", "Alpha, X", "charlie, X", "Bravo, X", "Alpha, X"];
    for (sort, expected) in [
        ("name", by_name),
        ("created_at", by_entry),
        ("updated_at", by_entry),
    ] {
        for (sort, backwards) in [(sort.to_owned(), false), (format!("-{sort}"), true)] {
            let mut expected = expected.map(str::to_owned).to_vec();
            if backwards {
                expected.reverse();
            }
            let (mut seen, mut ids, mut cursor) = (Vec::new(), Vec::new(), String::new());
            loop {
                let path = format!("/customers?limit=2&sort={sort}{cursor}");
                let page = house.app.get(&path, &house.clerk).await;
                seen.extend(names(&page).into_iter().map(str::to_owned));
                let items = page.json["items"].as_array().unwrap();
                ids.extend(items.iter().map(|item| item["id"].to_string()));
                match page.json["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(seen, expected, "{sort}");
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), 5, "{sort}: every customer once");
        }
    }
    let page = house
        .app
        .get("/customers?limit=2&sort=name", &house.clerk)
        .await;
    let cursor = page.json["next_cursor"].as_str().unwrap();
    for wrong in [
        format!("sort=-name&cursor={cursor}"),
        "cursor=nonsense".to_owned(),
    ] {
        let refused = house
            .app
            .get(&format!("/customers?{wrong}"), &house.clerk)
            .await;
        assert_eq!(
            (refused.status, refused.faults()[0].0),
            (422, "/cursor"),
            "{wrong}"
        );
    }
}
