//! The products of the demo dealership: eight of them with their rate cards, the columns of its menus, and which of them
//! a deal takes.

use anyhow::Context;
use menu::{CatalogueItem, PlansAsk, VehicleFacts};
use serde_json::{Value, json};

use super::api::Api;
use super::chance::Chance;
use super::text;

const CONTRACT: &str = "Service contract";
const GAP: &str = "GAP waiver";
const MAINTENANCE: &str = "Prepaid maintenance";
const TIRES: &str = "Tire & wheel";
const APPEARANCE: &str = "Appearance protection";
const THEFT: &str = "Theft deterrent and recovery";
const KEYS: &str = "Key replacement";
const WEAR: &str = "Lease wear and tear";

/// As they are sent to the catalogue.
fn products() -> [Value; 8] {
    let owned = json!(["cash", "retail"]);
    [
        json!({
            "name": CONTRACT, "kind": "service_contract", "provider": "dealer", "payee": "Summit Vehicle Protection",
            "description": "Pays for covered repairs after the factory's warranty ends.",
            "plans": [
                { "name": "8 years / 100,000 miles, $0 deductible", "term_months": 96, "miles": 100_000, "deductible": "0.00",
                  "cost": "1240.00", "price": "2495.00", "price_to": "3295.00", "conditions": ["new"],
                  "odometer_to": 12_000, "age_to": 2, "kinds": owned },
                { "name": "6 years / 75,000 miles, $100 deductible", "term_months": 72, "miles": 75_000,
                  "deductible": "100.00", "cost": "905.00", "price": "1895.00", "price_to": "2595.00",
                  "conditions": ["new"], "odometer_to": 12_000, "age_to": 2, "kinds": owned },
                { "name": "4 years / 48,000 miles, $100 deductible", "term_months": 48, "miles": 48_000,
                  "deductible": "100.00", "cost": "1085.00", "price": "2295.00", "price_to": "2995.00",
                  "conditions": ["used"], "odometer_to": 80_000, "age_to": 8, "kinds": owned },
                { "name": "2 years / 24,000 miles, $200 deductible", "term_months": 24, "miles": 24_000,
                  "deductible": "200.00", "cost": "745.00", "price": "1595.00", "price_to": "2095.00",
                  "conditions": ["used"], "odometer_to": 125_000, "age_to": 12, "kinds": owned },
                { "name": "5 years / 60,000 miles, certified, $50 deductible", "term_months": 60, "miles": 60_000,
                  "deductible": "50.00", "cost": "865.00", "price": "1795.00", "price_to": "2395.00",
                  "conditions": ["certified"], "odometer_to": 80_000, "age_to": 6, "kinds": owned },
            ],
        }),
        json!({
            "name": GAP, "kind": "gap", "provider": "dealer", "payee": "Summit Vehicle Protection",
            "description": "Cancels what is still owed above the vehicle's value when it is a total loss.",
            "price_caps": [{ "amount": "995.00" }],
            "plans": [
                { "name": "To 84 months", "cost": "310.00", "price": "895.00", "kinds": ["retail"], "deal_term_from": 24,
                  "deal_term_to": 84, "amount_financed_to": "100000.00", "age_to": 10 },
            ],
        }),
        json!({
            "name": MAINTENANCE, "kind": "maintenance", "payee": "Clearline Service Plans",
            "description": "Oil, filters and tire rotations at the factory's intervals.",
            "plans": [
                { "name": "3 years / 36,000 miles", "term_months": 36, "miles": 36_000, "cost": "420.00",
                  "price": "899.00", "price_to": "1099.00", "conditions": ["new"], "odometer_to": 6_000 },
                { "name": "2 years / 24,000 miles", "term_months": 24, "miles": 24_000, "cost": "290.00",
                  "price": "649.00", "price_to": "849.00", "conditions": ["used"], "odometer_to": 80_000, "kinds": owned },
            ],
        }),
        json!({
            "name": TIRES, "kind": "tire_wheel", "payee": "Clearline Service Plans",
            "description": "Repairs or replaces tires and wheels that a road hazard damaged.",
            "plans": [
                { "name": "5 years", "term_months": 60, "cost": "310.00", "price": "899.00", "price_to": "1199.00",
                  "kinds": owned },
                { "name": "3 years, for leases", "term_months": 36, "cost": "205.00", "price": "649.00",
                  "price_to": "849.00", "kinds": ["lease"], "deal_term_to": 39 },
            ],
        }),
        json!({
            "name": APPEARANCE, "kind": "other", "payee": "Harborlight Coatings",
            "description": "Paint, fabric and leather against stains and fading.",
            "plans": [
                { "name": "7 years", "term_months": 84, "cost": "240.00", "price": "799.00", "price_to": "1199.00",
                  "age_to": 3, "kinds": owned },
            ],
        }),
        json!({
            "name": THEFT, "kind": "other", "payee": "Northgate Recovery",
            "description": "Etched glass, a tracker, and a benefit when the vehicle is not found.",
            "plans": [
                { "name": "5 years", "term_months": 60, "cost": "180.00", "price": "599.00", "price_to": "799.00" },
            ],
        }),
        json!({
            "name": KEYS, "kind": "other", "payee": "Northgate Recovery",
            "description": "Replaces and programs lost keys and remotes.",
            "plans": [
                { "name": "5 years", "term_months": 60, "cost": "95.00", "price": "399.00", "price_to": "499.00",
                  "kinds": owned },
                { "name": "3 years, for leases", "term_months": 36, "cost": "70.00", "price": "299.00",
                  "price_to": "399.00", "kinds": ["lease"] },
            ],
        }),
        json!({
            "name": WEAR, "kind": "other", "payee": "Summit Vehicle Protection",
            "description": "Waives charges for excess wear when the vehicle goes back.",
            "plans": [
                { "name": "Up to $5,000", "cost": "410.00", "price": "995.00", "price_to": "1195.00",
                  "conditions": ["new"], "kinds": ["lease"], "deal_term_from": 24, "deal_term_to": 48 },
            ],
        }),
    ]
}

/// The columns of the demo's menus. A product that a deal may not have is left out of them.
const COLUMNS: [(&str, &str, &[&str]); 4] = [
    (
        "complete",
        "Complete",
        &[
            CONTRACT,
            GAP,
            MAINTENANCE,
            TIRES,
            APPEARANCE,
            THEFT,
            KEYS,
            WEAR,
        ],
    ),
    (
        "preferred",
        "Preferred",
        &[CONTRACT, GAP, MAINTENANCE, TIRES],
    ),
    ("value", "Value", &[CONTRACT, GAP, WEAR]),
    ("basic", "Basic", &[GAP, KEYS]),
];

/// The products that are not there yet, and the columns of the stores that have none; then all that is sold.
pub async fn stock(keeper: &Api, rooftops: &[String; 2]) -> anyhow::Result<Vec<CatalogueItem>> {
    let mut known = Vec::new();
    for product in keeper.list("/products").await? {
        known.push((text(&product["product"], "name")?, text(&product, "id")?));
    }
    for product in products() {
        let name = text(&product, "name")?;
        if known.iter().all(|(other, _)| *other != name) {
            let made = keeper.post("/products", &product).await?.body;
            known.push((name, text(&made, "id")?));
        }
    }
    for rooftop in rooftops {
        let path = format!("/desk/menu-columns/{rooftop}");
        let now = keeper.get(&path).await?;
        if now.body["version"] == 0 {
            let etag = now.etag.context("columns have an ETag")?;
            let columns = json!({ "columns": columns(&known) });
            keeper.put(&path, &columns, &etag).await?;
        }
    }
    let sold = keeper.get("/desk/catalogue").await?.body;
    Ok(serde_json::from_value(sold["items"].clone())?)
}

fn columns(known: &[(String, String)]) -> Vec<Value> {
    let id = |name: &&str| {
        let mut all = known.iter();
        all.find(|(other, _)| other == name).map(|(_, id)| id)
    };
    let column = |(code, name, products): &(&str, &str, &[&str])| {
        let products: Vec<Value> = products
            .iter()
            .filter_map(id)
            .map(|item| json!({ "item": item }))
            .collect();
        json!({ "id": code, "name": name, "products": products })
    };
    COLUMNS.iter().map(column).collect()
}

/// Puts what the `index`-th deal takes of the catalogue onto its inputs: of each product the first plan that the deal may
/// have.
pub fn sell(
    catalogue: &[CatalogueItem],
    (index, rooftop): (usize, &str),
    vehicle: &VehicleFacts,
    inputs: &mut Value,
) -> anyhow::Result<()> {
    let wanted = wanted(index);
    inputs["products"] = json!([]);
    let ask = PlansAsk {
        deal: serde_json::from_value(inputs.clone())?,
        vehicle: vehicle.clone(),
        rooftop: Some(rooftop.to_owned()),
        catalogue: catalogue.to_vec(),
    };
    let tried = menu::plans(&ask).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let mut lines = Vec::new();
    for item in catalogue
        .iter()
        .filter(|item| wanted.contains(&item.name.as_str()))
    {
        let fits = tried
            .plans
            .iter()
            .find(|plan| plan.item == item.id && plan.reasons.is_empty());
        if let Some(plan) = fits.and_then(|fits| item.plan(&fits.plan)) {
            lines.push(menu::line_of(item, plan, plan.price, &ask.deal));
        }
    }
    inputs["products"] = serde_json::to_value(lines)?;
    Ok(())
}

/// The names of what the `index`-th buyer would like, whatever the vehicle.
fn wanted(index: usize) -> Vec<&'static str> {
    let mut chance = Chance::of(0x5E11, index);
    let odds = [
        (CONTRACT, 60),
        (GAP, 45),
        (MAINTENANCE, 25),
        (TIRES, 30),
        (APPEARANCE, 15),
        (THEFT, 15),
        (KEYS, 20),
        (WEAR, 60),
    ];
    odds.into_iter()
        .filter(|(_, percent)| chance.percent(*percent))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, products};
    use menu::CatalogueItem;
    use serde_json::{Value, json};

    #[test]
    fn every_product_is_sound_and_earns_something() {
        for (at, mut product) in products().into_iter().enumerate() {
            product["id"] = json!(format!("product {at}"));
            for (n, plan) in product["plans"]
                .as_array_mut()
                .expect("plans")
                .iter_mut()
                .enumerate()
            {
                plan["id"] = json!(format!("plan {n}"));
            }
            let item: CatalogueItem = serde_json::from_value(product).expect("a product");
            assert_eq!(item.check(), Ok(()), "{}", item.name);
            for plan in &item.plans {
                assert!(
                    plan.cost.is_some_and(|cost| cost < plan.price),
                    "{}",
                    plan.name
                );
            }
        }
    }

    #[test]
    fn every_column_names_products_that_there_are() {
        let products = products();
        let names: Vec<&Value> = products.iter().map(|product| &product["name"]).collect();
        for (_, _, column) in COLUMNS {
            for name in column {
                assert!(names.contains(&&json!(name)), "{name}");
            }
        }
    }
}
