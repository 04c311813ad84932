//! How the demo's two stores desk: standard fees, books, limits by role, reasons, commission.

use anyhow::Context;
use serde_json::{Value, json};

use super::api::Api;

/// Sets the desk of a store that never set it; what somebody set since is left alone.
pub async fn set(admin: &Api, rooftop: &str, settings: &Value) -> anyhow::Result<()> {
    let known = admin
        .get(&format!("/desk/settings?rooftop_id={rooftop}"))
        .await?;
    if known.body["version"] == 0 {
        let etag = known.etag.context("settings have an ETag")?;
        let path = format!("/desk/settings/{rooftop}");
        admin.put(&path, settings, &etag).await?;
    }
    Ok(())
}

/// The Florida store.
pub fn gulf() -> Value {
    let mut settings = everywhere();
    settings["fees"] = json!([
        { "kind": "government", "name": "Title and registration", "amount": "77.25" },
        { "kind": "dealer", "name": "Reconditioning inspection", "amount": "195.00", "when": { "conditions": ["used"] } },
    ]);
    settings["books"] = json!([
        { "kind": "pack", "name": "Pack, new", "amount": "300.00", "counts": "commission", "conditions": ["new"] },
        { "kind": "pack", "name": "Pack, used", "amount": "500.00", "counts": "commission", "conditions": ["used"] },
        { "kind": "holdback", "name": "Holdback", "share_of_msrp": "0.02", "counts": "gross", "conditions": ["new"] },
        { "kind": "floorplan", "name": "Floor plan", "amount": "140.00", "conditions": ["new"] },
    ]);
    settings
}

/// The Texas store, whose doc fee stays out of what commission is paid on.
pub fn hill() -> Value {
    let mut settings = everywhere();
    settings["fees"] = json!([
        { "kind": "government", "name": "Title, registration, inspection", "amount": "102.50" },
    ]);
    settings["books"] = json!([
        { "kind": "pack", "name": "Pack", "amount": "350.00", "counts": "commission" },
        { "kind": "holdback", "name": "Holdback", "share_of_msrp": "0.02", "counts": "gross", "conditions": ["new"] },
    ]);
    settings["doc_fee_counts"] = json!("gross");
    settings
}

fn everywhere() -> Value {
    json!({
        "first_payment_days": 45,
        "lease": {
            "miles_per_year": 12_000, "excess_mile_charge": "0.20", "doc_fee_capitalized": true,
            "acquisition_fee": { "amount": "695.00", "capitalized": true },
        },
        "reasons": [
            { "code": "competing_quote", "label": "Competing quote in hand", "of": ["discount", "front_gross"] },
            { "code": "aged_unit", "label": "Over 90 days in stock", "of": ["discount", "front_gross", "total_gross"] },
            { "code": "back_end", "label": "Back gross makes up for it", "of": ["front_gross", "total_gross"] },
            { "code": "trade_needed", "label": "The trade is wanted for stock", "of": ["over_allowance", "front_gross"] },
            { "code": "lender_asked", "label": "As the lender asked", "of": ["term_months", "ltv"] },
            { "code": "manager_knows", "label": "Agreed with a manager beforehand" },
        ],
        "limits": [
            { "role": "sales", "limits": { "discount": "1000.00", "front_gross": "750.00", "over_allowance": "1000.00", "term_months": 84 } },
            { "role": "desk_manager", "limits": { "front_gross": "-500.00", "markup": "0.02" } },
            { "role": "finance", "limits": { "markup": "0.02", "factor_markup": "0.0004" } },
        ],
        "commission_plans": [
            {
                "id": "sales", "name": "Sales",
                "front": [{ "from": "0.00", "share": "0.20" }, { "from": "1500.00", "share": "0.25" }, { "from": "3000.00", "share": "0.30" }],
                "back_share": "0.05", "minimum": "150.00",
                "per_product": [{ "kind": "service_contract", "amount": "50.00" }],
                "unit_bonuses": [{ "units_from": 10, "amount": "100.00" }, { "units_from": 15, "amount": "200.00" }],
                "for": { "roles": ["sales"] },
            },
            { "id": "finance", "name": "Finance", "back_share": "0.15", "for": { "roles": ["finance"] } },
        ],
        "commission_default": "sales",
        "approval_note": "Anything past your limit goes to the desk with the reason.",
    })
}

/// The body of a step with a reason for everything that is beyond its taker's limits.
pub async fn submission(seller: &Api, path: &str) -> anyhow::Result<Value> {
    let held = seller.get(&format!("{path}/limits")).await?.body;
    let reason = |code: &Value| {
        let reasons = held["reasons"].as_array().into_iter().flatten();
        let mut fitting = reasons.filter(|reason| {
            let of = reason["of"].as_array();
            of.is_none_or(|of| of.is_empty() || of.contains(code))
        });
        fitting.next().map(|reason| reason["code"].clone())
    };
    let mut overrides = Vec::new();
    for breach in held["breaches"].as_array().into_iter().flatten() {
        let code = &breach["code"];
        let reason = reason(code).with_context(|| format!("no reason to go beyond {code}"))?;
        overrides.push(json!({ "code": code, "reason": reason }));
    }
    Ok(json!({ "overrides": overrides }))
}

/// Whether a deal is within somebody's limits.
pub async fn within(person: &Api, path: &str) -> anyhow::Result<bool> {
    let held = person.get(&format!("{path}/limits")).await?.body;
    Ok(held["breaches"].as_array().is_none_or(Vec::is_empty))
}
