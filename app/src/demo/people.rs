//! The customers of the demo dealership: invented people at real towns (numbers of the 555-01 range and
//! addresses at example.com belong to nobody).

use serde_json::{Value, json};

use super::chance::Chance;

const FIRST: &[&str] = &[
    "Marisol", "Devon", "Keiko", "Rahul", "Ingrid", "Marcus", "Leila", "Tobias", "Anika", "Jerome",
    "Camila", "Owen", "Priya", "Hector", "Naomi", "Gavin", "Yasmin", "Elliot", "Rosa", "Dmitri",
    "Talia", "Curtis", "Mei", "Andre", "Fiona", "Samir", "Bianca", "Wesley", "Noor", "Patrick",
];
const LAST: &[&str] = &[
    "Ortega",
    "Whitfield",
    "Nakamura",
    "Patel",
    "Lindqvist",
    "Farrow",
    "Haddad",
    "Brandt",
    "Coleman",
    "Mbeki",
    "Santoro",
    "Gallagher",
    "Okafor",
    "Reyes",
    "Dubois",
    "Eriksen",
    "Kowalski",
    "Moreau",
    "Hassan",
    "Ivers",
    "Jansen",
    "Quigley",
    "Rossi",
    "Sato",
    "Vance",
    "Abbott",
    "Pham",
    "Delgado",
    "Novak",
    "Bianchi",
];
const STREETS: &[&str] = &[
    "Harbor View Dr",
    "Palmetto Ave",
    "Mill Pond Rd",
    "Cedar Hollow Ln",
    "Lakeshore Blvd",
    "Juniper Ct",
    "Old Ferry Rd",
    "Magnolia St",
];
const COMPANIES: &[&str] = &[
    "Gulfside Plumbing LLC",
    "Ortega & Sons Roofing Inc.",
    "Bluewater Marine Supply",
    "Hill Country Landscaping LLC",
    "Suncoast Catering Co.",
];

/// City, county as the tax tables name it, state, ZIP, area code.
type Town = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const GULF_TOWNS: &[Town] = &[
    ("Clearwater", "Pinellas", "FL", "33755", "727"),
    ("St. Petersburg", "Pinellas", "FL", "33707", "727"),
    ("Tampa", "Hillsborough", "FL", "33606", "813"),
    ("Sarasota", "Sarasota", "FL", "34236", "941"),
    ("Orlando", "Orange", "FL", "32806", "407"),
    ("Atlanta", "Fulton", "GA", "30308", "404"),
    ("Savannah", "Chatham", "GA", "31401", "912"),
    ("Asheville", "Buncombe", "NC", "28801", "828"),
    ("Nashville", "Davidson", "TN", "37206", "615"),
];
const HILL_TOWNS: &[Town] = &[
    ("Austin", "Travis", "TX", "78704", "512"),
    ("Round Rock", "Williamson", "TX", "78664", "512"),
    ("San Antonio", "Bexar", "TX", "78209", "210"),
    ("Houston", "Harris", "TX", "77008", "713"),
    ("Phoenix", "Maricopa", "AZ", "85016", "602"),
];

/// The `index`-th customer; the first of every three belongs to the Texas store.
pub fn customer(index: usize, rooftops: [&str; 2]) -> Value {
    let mut chance = Chance::of(0xC0, index);
    let hill = index.is_multiple_of(3);
    let (city, county, state, zip, area) = *chance.pick(if hill { HILL_TOWNS } else { GULF_TOWNS });
    let first = FIRST[index % FIRST.len()];
    // A step of 7 through 30 names pairs every first name with many last names before one repeats.
    let last = LAST[(index / FIRST.len() * 11 + index * 7) % LAST.len()];
    let number = format!("+1{area}55501{:02}", index % 100);
    let email = format!(
        "{}.{}{index}@example.com",
        first.to_lowercase(),
        last.to_lowercase()
    );

    let mut customer = json!({
        "rooftop_id": if hill { rooftops[1] } else { rooftops[0] },
        "contacts": [
            { "kind": "mobile", "value": number, "preferred": true, "may_call": true, "may_text": chance.percent(60) },
            { "kind": "email", "value": email, "preferred": false },
        ],
        "addresses": [{
            "kind": "home",
            "street": format!("{} {}", 100 + chance.below(9_800), chance.pick(STREETS)),
            "city": city, "county": county, "state": state, "zip": zip,
        }],
        "tags": if chance.percent(25) { vec!["repeat"] } else { vec![] },
    });
    if index % 30 == 29 {
        customer["kind"] = json!("business");
        customer["business_name"] = json!(COMPANIES[index / 30 % COMPANIES.len()]);
        customer["addresses"][0]["kind"] = json!("business");
    } else {
        customer["kind"] = json!("person");
        customer["first_name"] = json!(first);
        customer["last_name"] = json!(last);
    }
    customer
}
