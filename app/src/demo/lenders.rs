//! The lenders of the demo dealership, all invented: two captives with leases, a bank, two credit unions, one for hard cases;
//! each with the rate sheets that it would send, written as the files that it would send them in.

use serde_json::{Value, json};

/// A tier, its least and most score, and what it adds to a rate, in hundredths of a percent.
type Tier = (&'static str, Option<u16>, Option<u16>, i64);
/// Terms from and to, and the best tier's rate for a new vehicle, in hundredths of a percent.
type Band = (u32, u32, i64);

const PRIME: &[Tier] = &[
    ("A+", Some(740), None, 0),
    ("A", Some(700), Some(739), 55),
    ("B", Some(660), Some(699), 165),
    ("C", Some(620), Some(659), 340),
];
const CAPTIVE: &[Tier] = &[
    ("1+", Some(760), None, 0),
    ("1", Some(720), Some(759), 30),
    ("2", Some(690), Some(719), 110),
    ("3", Some(650), Some(689), 240),
];
const SECOND_CHANCE: &[Tier] = &[
    ("Plus", Some(600), Some(659), 0),
    ("Standard", Some(540), Some(599), 360),
    ("First step", Some(480), Some(539), 620),
];

/// Its name, how it buys, and the sheets that it has sent, the oldest first. `months` are the first days of the last
/// winter and of this month.
pub struct Lender {
    pub lender: Value,
    pub sheets: Vec<Value>,
}

/// The lenders of both stores.
pub fn lenders(winter: &str, month: &str, rooftops: &[String; 2]) -> Vec<Lender> {
    let [gulf, hill] = rooftops;
    let standard = |from: &str, bands: &[Band]| {
        let new = rows(PRIME, bands, "new", "125,msrp", "2.50", 0);
        let used = rows(PRIME, bands, "used", "120,book", "2.00", 95);
        retail("Standard retail", from, &format!("{HEADER}{new}{used}"))
    };
    let union = |from: &str, base: i64| {
        let bands = [(24, 60, base), (61, 72, base + 25), (73, 84, base + 70)];
        let both = rows(PRIME, &bands, "new/used", "115,msrp", "1.00", 0);
        retail("Member auto", from, &format!("{HEADER}{both}"))
    };
    vec![
        Lender {
            lender: json!({
                "name": "Northbank", "kind": "bank",
                "reserve": { "method": "present_value", "share": "0.75" },
                "chargeback": { "within_days": 120 },
                "markup_caps": [{ "term_to": 60, "points": "0.025" }, { "points": "0.02" }],
            }),
            sheets: vec![
                standard(winter, &[(24, 60, 589), (61, 72, 614), (73, 84, 689)]),
                standard(month, &[(24, 60, 549), (61, 72, 574), (73, 84, 649)]),
            ],
        },
        Lender {
            lender: json!({
                "name": "Harbor Federal", "kind": "credit_union", "states": ["FL"],
                "reserve": { "method": "percent", "percent": "0.0125", "minimum": "150.00", "maximum": "600.00" },
                "markup_caps": [{ "points": "0.01" }],
            }),
            sheets: vec![union(month, 534)],
        },
        Lender {
            lender: json!({
                "name": "Hill Country Credit Union", "kind": "credit_union", "states": ["TX"],
                "reserve": { "method": "flat", "amount": "350.00" },
                "markup_caps": [{ "points": "0.01" }],
            }),
            sheets: vec![union(month, 544)],
        },
        Lender {
            lender: captive("Kestrel Motor Credit"),
            sheets: vec![
                special("Honda", gulf, month, 399),
                certified("Honda", gulf, month, 499),
                lease("Honda", gulf, month, "695.00", 192, HONDA),
            ],
        },
        Lender {
            lender: captive("Ridgeway Financial"),
            sheets: vec![
                special("Toyota", hill, month, 449),
                certified("Toyota", hill, month, 549),
                lease("Toyota", hill, month, "650.00", 201, TOYOTA),
            ],
        },
        Lender {
            lender: json!({
                "name": "Palisade Acceptance", "kind": "finance_company",
                "reserve": { "method": "interest_difference", "share": "0.8", "split": { "over": "0.015", "share": "0.5" } },
                "chargeback": { "within_days": 180, "takes": "unearned" },
                "markup_caps": [{ "points": "0.02" }],
            }),
            sheets: vec![retail("Second chance", month, &second_chance())],
        },
    ]
}

const HEADER: &str = "tier,score_from,score_to,excludes,term_from,term_to,condition,amount_from,ltv_to_percent,ltv_of,\
                      pti_to_percent,dti_to_percent,buy_rate_percent,markup_to_percent\n";

fn percent(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn score(score: Option<u16>) -> String {
    score.map(|score| score.to_string()).unwrap_or_default()
}

/// A line for each tier and band; what `dearer` adds is in hundredths of a percent.
fn rows(
    tiers: &[Tier],
    bands: &[Band],
    condition: &str,
    ltv: &str,
    markup: &str,
    dearer: i64,
) -> String {
    let mut lines = String::new();
    for (tier, from, to, adds) in tiers {
        for (first, last, base) in bands {
            let rate = percent(base + adds + dearer);
            let (from, to) = (score(*from), score(*to));
            lines.push_str(&format!(
                "{tier},{from},{to},open_bankruptcy,{first},{last},{condition},7500.00,{ltv},,,{rate},{markup}\n"
            ));
        }
    }
    lines
}

/// Short terms, low advances, and a payment that the income carries.
fn second_chance() -> String {
    let mut lines = HEADER.to_owned();
    for (tier, from, to, adds) in SECOND_CHANCE {
        for (first, last, base) in [(24, 60, 1199), (61, 72, 1299)] {
            let (from, to, rate) = (score(*from), score(*to), percent(base + adds));
            lines.push_str(&format!(
                "{tier},{from},{to},,{first},{last},new/used,5000.00,110,book,18,48,{rate},2.00\n"
            ));
        }
    }
    lines
}

fn retail(name: &str, from: &str, file: &str) -> Value {
    json!({ "name": name, "kind": "retail", "valid_from": from, "files": { "retail": file } })
}

fn captive(name: &str) -> Value {
    json!({
        "name": name, "kind": "captive",
        "reserve": { "method": "present_value", "share": "0.8" },
        "chargeback": { "within_days": 90 },
        "markup_caps": [{ "term_to": 60, "points": "0.02" }, { "points": "0.0175" }],
    })
}

/// What a manufacturer offers on its own new cars.
fn special(make: &str, rooftop: &str, from: &str, base: i64) -> Value {
    let bands = [
        (24, 48, base),
        (49, 60, base + 60),
        (61, 72, base + 125),
        (73, 84, base + 225),
    ];
    let file = rows(CAPTIVE, &bands, "new", "120,msrp", "2.00", 0);
    let mut sheet = retail(&format!("New {make}"), from, &format!("{HEADER}{file}"));
    sheet["makes"] = json!([make]);
    sheet["rooftops"] = json!([rooftop]);
    sheet
}

/// What a manufacturer offers on used cars of its own that it certified.
fn certified(make: &str, rooftop: &str, from: &str, base: i64) -> Value {
    let bands = [(24, 60, base), (61, 72, base + 75)];
    let file = rows(CAPTIVE, &bands, "certified", "115,book", "2.00", 0);
    let mut sheet = retail(
        &format!("Certified {make}"),
        from,
        &format!("{HEADER}{file}"),
    );
    sheet["makes"] = json!([make]);
    sheet["rooftops"] = json!([rooftop]);
    sheet
}

/// Model, and the residual of 36 months at 12,000 miles a year, in percent.
type Residual = (&'static str, i64);

const HONDA: &[Residual] = &[
    ("CR-V", 61),
    ("Civic", 60),
    ("Accord", 57),
    ("Pilot", 58),
    ("Odyssey", 54),
    ("HR-V", 59),
    ("Ridgeline", 57),
];
const TOYOTA: &[Residual] = &[
    ("RAV4", 64),
    ("Camry", 58),
    ("Tundra", 60),
    ("Tacoma", 66),
    ("Highlander", 59),
    ("bZ", 46),
];

/// A lease sheet: factors of the tiers, residuals of the models, and its fees. `factor` is the best tier's, in hundred
/// thousandths.
fn lease(
    make: &str,
    rooftop: &str,
    from: &str,
    fee: &str,
    factor: i64,
    models: &[Residual],
) -> Value {
    let mut factors =
        "tier,score_from,score_to,term_from,term_to,condition,money_factor,one_pay_money_factor,markup_to\n".to_owned();
    for (tier, from, to, adds) in CAPTIVE {
        for (first, last, dearer) in [(24, 36, 0), (37, 48, 9)] {
            let factor = factor + adds / 5 + dearer;
            let (from, to) = (score(*from), score(*to));
            factors.push_str(&format!(
                "{tier},{from},{to},{first},{last},new,0.{factor:05},0.{:05},0.0004\n",
                factor - 60
            ));
        }
    }
    let mut residuals = "make,model,term,miles_per_year,residual_percent\n".to_owned();
    for (model, percent) in models {
        for (term, adds) in [(24, 7), (36, 0), (39, -2), (48, -8)] {
            let percent = percent + adds;
            residuals.push_str(&format!("{make},{model},{term},12000,{percent}\n"));
        }
    }
    json!({
        "name": format!("{make} lease"), "kind": "lease", "valid_from": from, "makes": [make], "rooftops": [rooftop],
        "files": { "factors": factors, "residuals": residuals },
        "lease": {
            "mileage": [
                { "miles_per_year": 10_000, "points": "0.01" },
                { "miles_per_year": 12_000, "points": "0" },
                { "miles_per_year": 15_000, "points": "-0.02" },
            ],
            "cents_a_mile": "0.20",
            "acquisition_fee": fee, "acquisition_fee_markup_to": "200.00",
            "disposition_fee": "350.00", "purchase_option_fee": "0.00",
            "deposits": { "factor_step": "0.00007", "most": 7, "rounded_up_to": "50.00" },
        },
    })
}

/// The buyer of the `index`-th deal as lenders ask for them.
pub fn applicant(chance: &mut super::chance::Chance) -> Value {
    let dollars = |amount: u64| format!("{amount}.00");
    let income = 4_200 + chance.below(90) * 100;
    json!({
        "score": 560 + chance.below(270),
        "monthly_income": dollars(income),
        "monthly_debt": dollars(income * (8 + chance.below(18)) / 100),
        "open_bankruptcy": false, "past_repossession": false, "first_time_buyer": chance.percent(15),
    })
}

/// Writes the terms of an offer of the scan into the inputs of a deal of its kind.
pub fn take(offer: &Value, inputs: &mut Value) {
    let terms = &offer["terms"];
    let programme = json!({
        "lender": offer["lender"], "lender_name": offer["lender_name"], "programme": offer["programme"],
        "row": offer["row"], "tier": offer["tier"],
    });
    let lease = &terms["lease"];
    if lease.is_null() {
        let finance = &mut inputs["finance"];
        finance["programme"] = programme;
        finance["buy_rate"] = terms["buy_rate"].clone();
        finance["sell_rate"] = terms["sell_rate"].clone();
        finance["reserve"] = terms["reserve_terms"].clone();
        return;
    }
    let into = &mut inputs["lease"];
    into["programme"] = programme;
    into["buy_money_factor"] = terms["buy_rate"].clone();
    into["money_factor"] = terms["sell_rate"].clone();
    into["acquisition_fee"]["amount"] = lease["acquisition_fee"].clone();
    for field in [
        "reserve_share",
        "acquisition_fee_cost",
        "disposition_fee",
        "purchase_option_fee",
    ] {
        into[field] = lease[field].clone();
    }
    if lease["residual_percent"].is_null() {
        into["residual_percent"] = Value::Null;
        into["residual_amount"] = lease["residual"].clone();
    } else {
        into["residual_percent"] = lease["residual_percent"].clone();
        into["residual_amount"] = Value::Null;
    }
}

#[cfg(test)]
mod tests {
    use super::lenders;

    /// What is written as files is what the engine reads without a fault.
    #[test]
    fn every_sheet_reads() {
        let stores =
            ["a", "b"].map(|letter| format!("0199a7c2-8f00-7000-8000-00000000000{letter}"));
        let made = lenders("2025-12-01", "2026-11-01", &stores);
        assert_eq!(made.len(), 6);
        for lender in &made {
            for sheet in &lender.sheets {
                let files = &sheet["files"];
                let text = |name: &str| files[name].as_str();
                let head = serde_json::json!({
                    "id": "s", "lender": "l", "name": sheet["name"], "kind": sheet["kind"],
                    "valid_from": sheet["valid_from"], "tiers": [],
                });
                let mut head: lending::Programme = serde_json::from_value(head).expect("a head");
                if !sheet["lease"].is_null() {
                    let mut lease = sheet["lease"].clone();
                    lease["factors"] = serde_json::json!([]);
                    lease["residuals"] = serde_json::json!([]);
                    head.lease = Some(serde_json::from_value(lease).expect("lease terms"));
                }
                let files = lending::SheetFiles {
                    retail: text("retail"),
                    factors: text("factors"),
                    residuals: text("residuals"),
                };
                let preview = lending::import(head, &files, &[], None);
                assert!(
                    preview.file_faults.is_empty() && preview.faults.is_empty(),
                    "{}: {:?} {:?}",
                    sheet["name"],
                    preview.file_faults,
                    preview.faults
                );
            }
        }
    }
}
