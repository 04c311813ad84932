//! What deals asks of the other services: the rooftop, the buyer, the vehicle, the salesperson.
//!
//! Each is asked in the caller's own name, so that nobody puts on a deal what they may not see; only the
//! vehicle's cost is asked for in the house's name, because the gross needs it whoever desks the deal. What is
//! not there becomes a fault of the field that named it.

use http::StatusCode;
use jiff::Timestamp;
use money::Cents;
use platform::auth::Caller;
use platform::ids::Uuid;
use platform::{Fault, Platform, Problem};
use serde::Deserialize;

use crate::deal::{DealId, Person};
use crate::parties::{Address, DealCustomer, DealRooftop, DealVehicle};
use crate::settings::plans::Colleague;

/// A rooftop with what a new deal starts from.
#[derive(Debug, Clone)]
pub struct Store {
    pub rooftop: DealRooftop,
    pub doc_fee: Option<Cents>,
    /// Its zone of the tz database: the day of a new deal is the day there.
    pub timezone: String,
    /// What its deal numbers begin with.
    pub prefix: String,
}

/// An answer, or the fault of the field that asked for it.
type Asked<T> = Result<Result<T, Fault>, Problem>;

#[derive(Deserialize)]
struct RooftopAnswer {
    id: Uuid,
    name: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    address: Address,
    #[serde(default)]
    default_doc_fee: Option<Cents>,
    #[serde(default)]
    deal_number_prefix: Option<String>,
    timezone: String,
}

/// The rooftop at which a deal is made. The caller works there.
///
/// # Errors
/// Where identity cannot be asked.
pub async fn rooftop(platform: &Platform, caller: &Caller, id: Uuid) -> Asked<Store> {
    const AT: &str = "/rooftop_id";
    if !caller.works_at(id) {
        return Ok(Err(Fault::new(
            AT,
            "unknown",
            "is no rooftop where you work",
        )));
    }
    let identity = platform.upstream("identity");
    let path = format!("/rooftops/{id}");
    let answer = identity.get_json::<RooftopAnswer>(&path);
    Ok(known(answer.await, AT, "rooftop")?.map(|found| Store {
        prefix: found
            .deal_number_prefix
            .or_else(|| found.code.clone())
            .unwrap_or_default(),
        doc_fee: found.default_doc_fee,
        timezone: found.timezone,
        rooftop: DealRooftop {
            id: found.id,
            name: found.name,
            code: found.code,
            phone: found.phone.map(|number| national(&number)),
            address: found.address,
        },
    }))
}

#[derive(Deserialize)]
struct CustomerAnswer {
    id: Uuid,
    #[serde(default)]
    first_name: Option<String>,
    #[serde(default)]
    last_name: Option<String>,
    #[serde(default)]
    business_name: Option<String>,
    #[serde(default)]
    contacts: Vec<Contact>,
    #[serde(default)]
    addresses: Vec<CustomerAddress>,
    #[serde(default)]
    archived_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Contact {
    kind: String,
    value: String,
    #[serde(default)]
    preferred: bool,
}

#[derive(Deserialize)]
struct CustomerAddress {
    kind: String,
    #[serde(flatten)]
    address: Address,
}

/// The buyer.
///
/// # Errors
/// Where customers cannot be asked.
pub async fn customer(platform: &Platform, id: Uuid) -> Asked<DealCustomer> {
    const AT: &str = "/customer_id";
    let customers = platform.upstream("customers");
    let path = format!("/customers/{id}");
    let answer = customers.get_json::<CustomerAnswer>(&path);
    let found = match known(answer.await, AT, "customer")? {
        Ok(found) => found,
        Err(fault) => return Ok(Err(fault)),
    };
    if found.archived_at.is_some() {
        let detail = "is archived; bring the customer back first";
        return Ok(Err(Fault::new(AT, "archived", detail)));
    }
    Ok(Ok(found.on_deal()))
}

impl CustomerAnswer {
    fn on_deal(self) -> DealCustomer {
        let person: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let name = match &self.business_name {
            Some(business) if !business.is_empty() => business.clone(),
            _ => person.join(" "),
        };
        let reach = |email: bool| {
            let mut of_kind = self.contacts.iter();
            let mut preferred = self.contacts.iter().filter(|it| it.preferred);
            let wanted = |it: &&Contact| (it.kind == "email") == email;
            let contact = preferred.find(wanted).or_else(|| of_kind.find(wanted));
            contact.map(|it| it.value.clone())
        };
        // Where the vehicle is kept decides the tax; a mailing address only says where letters go.
        let address = ["garaging", "home", "business", "mailing"]
            .into_iter()
            .find_map(|kind| self.addresses.iter().find(|it| it.kind == kind));
        DealCustomer {
            id: self.id,
            name,
            phone: reach(false).map(|number| national(&number)),
            email: reach(true),
            address: address.map(|it| it.address.clone()),
        }
    }
}

/// `(727) 555-0148` for a US number in E.164, anything else as it is.
fn national(number: &str) -> String {
    match number.strip_prefix("+1") {
        Some(ten) if ten.len() == 10 && ten.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("({}) {}-{}", &ten[..3], &ten[3..6], &ten[6..])
        }
        _ => number.to_owned(),
    }
}

#[derive(Deserialize)]
struct VehicleAnswer {
    id: Uuid,
    stock_number: String,
    #[serde(default)]
    vin: Option<String>,
    status: String,
    #[serde(default)]
    deal_id: Option<Uuid>,
    #[serde(default)]
    archived_at: Option<Timestamp>,
    condition: tax::Condition,
    #[serde(default)]
    certified: Option<bool>,
    #[serde(default)]
    class: tax::VehicleClass,
    year: u16,
    make: String,
    model: String,
    #[serde(default)]
    trim: Option<String>,
    #[serde(default)]
    color_exterior: Option<String>,
    #[serde(default)]
    odometer: Option<u32>,
    #[serde(default)]
    fuel: tax::Fuel,
    #[serde(default)]
    msrp: Option<Cents>,
    #[serde(default)]
    list_price: Option<Cents>,
    #[serde(default)]
    book_value: Option<Cents>,
    #[serde(default)]
    gross_weight_lb: Option<u32>,
    #[serde(default)]
    curb_weight_lb: Option<u32>,
    #[serde(default)]
    city_mpg: Option<u32>,
}

/// A vehicle that can go onto this deal: in stock or on its way, or held by this very deal.
///
/// # Errors
/// Where inventory cannot be asked.
pub async fn vehicle(platform: &Platform, id: Uuid, deal: DealId) -> Asked<DealVehicle> {
    const AT: &str = "/vehicle_id";
    let inventory = platform.upstream("inventory");
    let path = format!("/vehicles/{id}");
    let answer = inventory.get_json::<VehicleAnswer>(&path);
    let found = match known(answer.await, AT, "vehicle")? {
        Ok(found) => found,
        Err(fault) => return Ok(Err(fault)),
    };
    let free = matches!(found.status.as_str(), "available" | "in_transit");
    if found.archived_at.is_some() || !(free || found.deal_id == Some(deal.0)) {
        let status = found.status.replace('_', " ");
        let detail = format!(
            "is not available: vehicle {} is {status}",
            found.stock_number
        );
        return Ok(Err(Fault::new(AT, "not_available", detail)));
    }
    Ok(Ok(found.on_deal()))
}

impl VehicleAnswer {
    fn on_deal(self) -> DealVehicle {
        let mut name = format!("{} {} {}", self.year, self.make, self.model);
        if let Some(trim) = self.trim.as_deref().filter(|trim| !trim.is_empty()) {
            name.push(' ');
            name.push_str(trim);
        }
        DealVehicle {
            id: self.id,
            name,
            make: Some(self.make),
            model: Some(self.model),
            trim: self.trim.filter(|trim| !trim.is_empty()),
            certified: self.certified,
            stock_number: self.stock_number,
            vin: self.vin,
            color: self.color_exterior,
            list_price: self.list_price.or(self.msrp),
            facts: tax::Vehicle {
                condition: self.condition,
                class: self.class,
                model_year: Some(self.year),
                fuel: self.fuel,
                gross_weight_lb: self.gross_weight_lb,
                curb_weight_lb: self.curb_weight_lb,
                city_mpg: self.city_mpg,
                // Inventory knows the mileage in the city alone.
                combined_mpg: None,
                odometer: self.odometer,
                msrp: self.msrp,
                book_value: self.book_value,
            },
        }
    }
}

#[derive(Deserialize)]
struct CostAnswer {
    #[serde(default)]
    cost: Option<Cents>,
    #[serde(default)]
    invoice_cost: Option<Cents>,
}

/// What a vehicle stands in the books for: what it has cost so far, else its invoice.
///
/// # Errors
/// Where inventory cannot be asked.
pub async fn vehicle_cost(
    platform: &Platform,
    caller: &Caller,
    id: Uuid,
) -> Result<Option<Cents>, Problem> {
    let inventory = platform.upstream("inventory");
    let (path, dealership) = (format!("/vehicles/{id}"), caller.dealership_id());
    let permissions = ["inventory.read", "inventory.see_cost"];
    let answer =
        inventory.get_json_as_house::<CostAnswer>(platform, dealership, &permissions, &path);
    let found = answer.await?;
    Ok(found.cost.or(found.invoice_cost))
}

#[derive(Deserialize)]
struct PersonAnswer {
    id: Uuid,
    name: String,
    #[serde(default)]
    active: bool,
}

/// The salesperson; the caller where nobody is named.
///
/// # Errors
/// Where identity cannot be asked.
pub async fn salesperson(platform: &Platform, caller: &Caller, id: Option<Uuid>) -> Asked<Person> {
    const AT: &str = "/salesperson_id";
    let id = id.unwrap_or_else(|| caller.user_id());
    if id == caller.user_id() {
        return Ok(Ok(Person {
            id,
            name: caller.name().to_owned(),
        }));
    }
    let identity = platform.upstream("identity");
    let path = format!("/people/{id}");
    let answer = identity.get_json::<PersonAnswer>(&path);
    Ok(known(answer.await, AT, "person")?.and_then(|found| {
        if found.active {
            Ok(Person {
                id: found.id,
                name: found.name,
            })
        } else {
            Err(Fault::new(AT, "not_active", "no longer works here"))
        }
    }))
}

#[derive(Deserialize)]
struct ColleagueAnswer {
    id: Uuid,
    name: String,
    #[serde(default)]
    roles: Vec<String>,
}

#[derive(Deserialize)]
struct ColleaguesAnswer {
    items: Vec<ColleagueAnswer>,
    next_cursor: Option<String>,
}

/// Everybody who works at a rooftop now.
///
/// # Errors
/// Where identity cannot be asked.
pub async fn colleagues(platform: &Platform, rooftop: Uuid) -> Result<Vec<Colleague>, Problem> {
    let identity = platform.upstream("identity");
    let first = format!("/people?rooftop_id={rooftop}&active=true&limit=200");
    let mut path = first.clone();
    let mut people = Vec::new();
    loop {
        let page: ColleaguesAnswer = identity.get_json(&path).await?;
        people.extend(page.items.into_iter().map(|it| Colleague {
            id: it.id,
            name: it.name,
            roles: it.roles,
        }));
        match page.next_cursor {
            Some(cursor) => path = format!("{first}&cursor={cursor}"),
            None => return Ok(people),
        }
    }
}

/// The roles that somebody has now; none of whom identity does not know.
///
/// # Errors
/// Where identity cannot be asked.
pub async fn roles_of(platform: &Platform, id: Uuid) -> Result<Vec<String>, Problem> {
    let identity = platform.upstream("identity");
    let path = format!("/people/{id}");
    let answer = identity.get_json::<ColleagueAnswer>(&path).await;
    Ok(known(answer, "", "person")?.map_or_else(|_| Vec::new(), |found| found.roles))
}

/// A role of the dealership and what it may do.
#[derive(Debug, Deserialize)]
pub struct Role {
    pub role: String,
    pub title: String,
    permissions: Vec<RolePermission>,
}

#[derive(Debug, Deserialize)]
struct RolePermission {
    permission: String,
}

impl Role {
    /// Whether it gives a permission.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        let mut given = self.permissions.iter();
        given.any(|it| it.permission == permission)
    }
}

#[derive(Deserialize)]
struct RolesAnswer {
    items: Vec<Role>,
}

/// Every role that people of the dealership may have.
///
/// # Errors
/// Where identity cannot be asked.
pub async fn roles(platform: &Platform) -> Result<Vec<Role>, Problem> {
    let identity = platform.upstream("identity");
    let answer: RolesAnswer = identity.get_json("/roles").await?;
    Ok(answer.items)
}

fn known<T>(answer: Result<T, Problem>, at: &str, what: &str) -> Asked<T> {
    match answer {
        Ok(found) => Ok(Ok(found)),
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => {
            let detail = format!("is no {what} of this dealership");
            Ok(Err(Fault::new(at, "unknown", detail)))
        }
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::{CustomerAnswer, national};

    #[test]
    fn the_garaging_address_decides_and_the_preferred_contact_is_kept() {
        let answer: CustomerAnswer = serde_json::from_str(
            r#"{"id": "0199a7c2-8f00-7000-8000-000000000001", "kind": "person",
                "first_name": "Marisol", "last_name": "Ortega",
                "contacts": [{"kind": "home", "value": "+17275550100"},
                             {"kind": "mobile", "value": "+17275550148", "preferred": true},
                             {"kind": "email", "value": "m@example.com"}],
                "addresses": [{"kind": "home", "street": "1 A St", "city": "Tampa", "state": "FL", "zip": "33602"},
                              {"kind": "garaging", "street": "2 B St", "city": "Largo", "county": "Pinellas",
                               "state": "FL", "zip": "33770"}]}"#,
        )
        .expect("an answer");
        let customer = answer.on_deal();
        assert_eq!(customer.name, "Marisol Ortega");
        assert_eq!(customer.phone.as_deref(), Some("(727) 555-0148"));
        assert_eq!(customer.email.as_deref(), Some("m@example.com"));
        let county = customer.address.and_then(|address| address.county);
        assert_eq!(county.as_deref(), Some("Pinellas"));
    }

    #[test]
    fn only_us_numbers_are_rewritten() {
        assert_eq!(national("+442071234567"), "+442071234567");
        assert_eq!(national("+17275550148"), "(727) 555-0148");
    }
}
