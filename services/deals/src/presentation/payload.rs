//! The page itself, as it is sent, shown, printed and signed. None of its types has a field for cost, gross, buy rate
//! or reserve: it is made from the buyer's worksheet, which has none either.

use desk::DealKind;
use money::Cents;
use serde::{Deserialize, Serialize};
use tax::{Date, Place, ProductKind};
use utoipa::ToSchema;

use crate::parties::{DealRooftop, DealVehicle};
use crate::print::{Count, Day};
use crate::worksheet::{Lease, Line, Loan, Proof, Worksheet};

/// What a customer is shown of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerPresentation)]
pub struct Payload {
    /// The deal's number.
    pub number: String,
    /// The day at the store on which it was made.
    pub date: Date,
    /// The last day on which its figures hold.
    pub holds_until: Date,
    pub dealer: Dealer,
    /// The buyer's name.
    pub buyer: Option<String>,
    pub vehicle: Option<ShownVehicle>,
    /// Who presents it.
    pub presented_by: String,
    /// One to three.
    pub options: Vec<Offer>,
}

/// The store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PresentingDealer)]
pub struct Dealer {
    pub name: String,
    /// "Tampa, FL"
    pub place: String,
    pub phone: Option<String>,
}

/// The vehicle by its name and what else tells it from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PresentedVehicle)]
pub struct ShownVehicle {
    pub name: String,
    /// "Urban Gray", "stock H26118", "12 miles"
    pub facts: Vec<String>,
}

/// One way to make the deal. What the desk calls it among themselves stays there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PresentedOption)]
pub struct Offer {
    pub letter: String,
    pub kind: DealKind,
    /// Each payment; in a cash deal what is due at delivery.
    pub payment: Cents,
    /// "per month", "in one payment, at signing"; "due at delivery" in a cash deal.
    pub every: String,
    pub cash_down: Cents,
    pub loan: Option<Loan>,
    pub lease: Option<Lease>,
    /// What each mile over the lease's allowance costs.
    pub excess_mile_charge: Option<Cents>,
    /// The lines that sum up to `total_price`.
    pub price: Vec<Line>,
    pub total_price: Cents,
    /// The lines between `total_price` and `result`; of a lease none.
    pub settlement: Vec<Line>,
    pub result: Line,
    /// What the optional products in it are: "service contract".
    pub optional_products: Vec<String>,
    /// The payment without any of them.
    pub payment_without_products: Option<Cents>,
    /// What holds of these figures, in sentences.
    pub terms: Vec<String>,
    pub proof: Proof,
}

/// What one option is made from.
pub struct Source<'a> {
    pub sheet: &'a Worksheet,
    pub inputs: &'a desk::Deal,
    pub holds_until: Date,
}

impl Dealer {
    #[must_use]
    pub fn of(rooftop: &DealRooftop) -> Self {
        let address = &rooftop.address;
        let place: Vec<&str> = [&address.city, &address.state]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        Self {
            name: rooftop.name.clone(),
            place: place.join(", "),
            phone: rooftop.phone.clone(),
        }
    }
}

impl ShownVehicle {
    #[must_use]
    pub fn of(vehicle: &DealVehicle) -> Self {
        let miles = vehicle.facts.odometer;
        let facts = [
            vehicle.color.clone(),
            Some(format!("stock {}", vehicle.stock_number)),
            miles.map(|miles| format!("{} miles", miles.grouped())),
        ];
        Self {
            name: vehicle.name.clone(),
            facts: facts.into_iter().flatten().collect(),
        }
    }
}

impl Offer {
    #[must_use]
    pub fn of(source: &Source<'_>) -> Self {
        let Source { sheet, inputs, .. } = *source;
        let (payment, every) = match (&sheet.loan, &sheet.lease) {
            (Some(loan), _) => (loan.payment, loan.every.clone()),
            (_, Some(lease)) => (lease.payment, lease.every.clone()),
            (None, None) => (sheet.result.amount, "due at delivery".into()),
        };
        let lease = inputs.lease.as_ref().filter(|_| sheet.lease.is_some());
        Self {
            letter: sheet.option.letter.clone(),
            kind: sheet.option.kind,
            payment,
            every,
            cash_down: inputs.cash_down,
            loan: sheet.loan.clone(),
            lease: sheet.lease.clone(),
            excess_mile_charge: lease.and_then(|lease| lease.excess_mile_charge),
            price: price(sheet, inputs),
            total_price: sheet.total_price,
            settlement: sheet.settlement.clone(),
            result: sheet.result.clone(),
            optional_products: menu::options(inputs).map(called).collect(),
            payment_without_products: sheet.payment_without_products,
            terms: terms(source),
            proof: sheet.proof.clone(),
        }
    }
}

/// The worksheet's lines; the tax, which the worksheet explains below, by its place.
fn price(sheet: &Worksheet, inputs: &desk::Deal) -> Vec<Line> {
    let mut lines = sheet.price.clone();
    let place = place(&inputs.places.registration);
    let optional = lines.iter_mut().filter(|line| line.optional);
    for (line, product) in optional.zip(menu::options(inputs)) {
        line.label = labelled(product);
    }
    for line in &mut lines {
        if line.label == Worksheet::TAX_LINE {
            line.label = format!("Taxes, {place}");
        }
    }
    lines
}

/// What kind of product it is, in the customer's words; another one by its name.
fn called(product: &desk::Product) -> String {
    let kind = match product.kind {
        ProductKind::ServiceContract => "service contract",
        ProductKind::Gap => "GAP waiver",
        ProductKind::Maintenance => "maintenance plan",
        ProductKind::TireWheel => "tire and wheel protection",
        ProductKind::Insurance => "insurance",
        ProductKind::Other if product.name.is_empty() => "protection product",
        ProductKind::Other => &product.name,
    };
    kind.to_owned()
}

/// "Service contract, 8 yr / 100k": its kind before a name that does not say it.
fn labelled(product: &desk::Product) -> String {
    let (kind, name) = (called(product), product.name.trim());
    let first = kind.split(' ').next().unwrap_or(&kind).to_lowercase();
    if name.to_lowercase().contains(&first) {
        return name.to_owned();
    }
    let mut letters = kind.chars();
    let begun: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let kind = format!("{begun}{}", letters.as_str());
    if name.is_empty() {
        kind
    } else {
        format!("{kind}, {name}")
    }
}

/// "Pinellas, FL"
fn place(place: &Place) -> String {
    let town = place.county.as_ref().or(place.city.as_ref());
    match town {
        Some(town) => format!("{town}, {}", place.state),
        None => place.state.clone(),
    }
}

fn terms(source: &Source<'_>) -> Vec<String> {
    let inputs = source.inputs;
    let credit = match inputs.kind {
        DealKind::Cash => "",
        DealKind::Retail | DealKind::Lease => ", subject to credit approval",
    };
    let mut terms = vec![
        format!(
            "Estimate for a buyer titling in {}.",
            place(&inputs.places.registration)
        ),
        format!(
            "Figures hold to {}{credit}.",
            source.holds_until.day_of_year()
        ),
        "Not a contract.".to_owned(),
    ];
    let payoffs = inputs.trades.iter().filter(|it| it.payoff.is_positive());
    if let Some(day) = payoffs.filter_map(|it| it.payoff_good_through).min() {
        terms.push(format!("Trade payoff good through {}.", day.day_of_year()));
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::{called, labelled};
    use desk::Product;

    fn product(kind: &str, name: &str) -> Product {
        let json = format!(r#"{{"id": "p", "kind": "{kind}", "name": "{name}", "price": "1.00"}}"#);
        serde_json::from_str(&json).expect("a product")
    }

    #[test]
    fn a_product_is_called_by_its_kind_and_its_name() {
        for (kind, name, line, said) in [
            (
                "service_contract",
                "8 yr / 100k",
                "Service contract, 8 yr / 100k",
                "service contract",
            ),
            (
                "service_contract",
                "Service contract, 8 yr",
                "Service contract, 8 yr",
                "service contract",
            ),
            ("gap", "GAP waiver", "GAP waiver", "GAP waiver"),
            ("gap", "", "GAP waiver", "GAP waiver"),
            (
                "maintenance",
                "3 years",
                "Maintenance plan, 3 years",
                "maintenance plan",
            ),
            (
                "other",
                "Key replacement",
                "Key replacement",
                "Key replacement",
            ),
            ("other", "", "Protection product", "protection product"),
        ] {
            let product = product(kind, name);
            assert_eq!(
                (labelled(&product), called(&product)),
                (line.into(), said.into())
            );
        }
    }
}
