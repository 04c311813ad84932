//! The deal and the catalogue of the tests.

use desk::Deal;
use menu::{CatalogueItem, ColumnAsk, Menu, MenuAsk, OfferAsk, VehicleFacts};
use serde_json::{Value, json};

/// A new Honda for 24,000.00 in Montana, which taxes no sale: 60 payments at no interest are 400.00 each.
pub fn plain() -> Value {
    json!({
        "date": "2026-11-21", "kind": "retail",
        "places": {"registration": {"state": "MT"}, "dealer": {"state": "MT"}},
        "vehicle": {"condition": "new", "model_year": 2026, "odometer": 12, "msrp": "25000.00"},
        "selling_price": "24000.00",
        "finance": {"term_months": 60, "sell_rate": "0"},
    })
}

pub fn deal(value: Value) -> Deal {
    serde_json::from_value(value).expect("a deal")
}

/// Three products with one plan each and no bounds: 1,500.00, 600.00 and 299.00.
pub fn catalogue() -> Vec<CatalogueItem> {
    vec![
        item(json!({
            "id": "vsc", "name": "Service contract", "kind": "service_contract", "payee": "Summit Protection",
            "plans": [{"id": "vsc-7", "name": "7 years / 100,000 miles", "term_months": 84, "miles": 100000,
                       "deductible": "100.00", "cost": "900.00", "price": "1500.00", "price_to": "2500.00"}],
        })),
        item(json!({
            "id": "gap", "name": "GAP", "kind": "gap",
            "plans": [{"id": "gap-1", "name": "GAP", "cost": "250.00", "price": "600.00"}],
        })),
        item(json!({
            "id": "tw", "name": "Tire & wheel", "kind": "tire_wheel",
            "plans": [{"id": "tw-5", "name": "5 years", "term_months": 60, "cost": "120.00", "price": "299.00"}],
        })),
    ]
}

pub fn item(value: Value) -> CatalogueItem {
    serde_json::from_value(value).expect("a product")
}

/// The product `at` of the catalogue with some fields of its only plan changed.
pub fn with_plan(at: usize, fields: Value) -> CatalogueItem {
    let mut changed = serde_json::to_value(&catalogue()[at]).expect("a product");
    for (name, value) in fields.as_object().expect("fields") {
        changed["plans"][0][name] = value.clone();
    }
    item(changed)
}

pub fn offer(item: &str, plan: &str) -> OfferAsk {
    OfferAsk {
        item: item.into(),
        plan: plan.into(),
        price: None,
    }
}

pub fn column(id: &str, products: Vec<OfferAsk>) -> ColumnAsk {
    ColumnAsk {
        id: id.into(),
        name: format!("Column {id}"),
        products,
    }
}

pub fn ask(inputs: Value, columns: Vec<ColumnAsk>) -> MenuAsk {
    MenuAsk {
        deal: deal(inputs),
        vehicle: VehicleFacts::default(),
        rooftop: None,
        catalogue: catalogue(),
        columns,
    }
}

pub fn worked(ask: &MenuAsk) -> Menu {
    menu::menu(ask).expect("a menu")
}

/// The amount's text; empty where it is absent.
pub fn text(amount: Option<money::Cents>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

/// The codes of a product's reasons.
pub fn codes(reasons: &[menu::Reason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code.as_ref()).collect()
}
