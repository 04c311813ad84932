//! A sale or lease as the tax law sees it: what is sold, where, for how much, and what is given for it.

use std::collections::BTreeMap;
use std::fmt;

use money::{Cents, Rate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Date, OwnRates};

/// `null` and an absent field are the same: the type's nothing.
fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}

/// One sale or lease of one vehicle. Amounts are US dollars; an absent amount is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// The date of the sale; the other dates of the deal are this one where they are not given.
    pub date: Date,
    /// For laws that go by another of the deal's dates.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Dates::none"
    )]
    pub dates: Dates,
    #[serde(default, deserialize_with = "or_nothing")]
    pub kind: SaleKind,
    /// Where the vehicle is titled and registered, or garaged under a lease.
    pub registration: Place,
    /// The buyer's home; the registration's place where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Place>,
    /// The dealer's place of business; the registration's place where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealer: Option<Place>,
    /// Where the buyer takes possession; the dealer's place where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Place>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub vehicle: Vehicle,
    /// The agreed price before discount, accessories, fees and trade.
    pub price: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub dealer_discount: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub accessories: Cents,
    /// Freight or delivery charged by the dealer.
    #[serde(default, deserialize_with = "or_nothing")]
    pub delivery_charge: Cents,
    /// The dealer's own documentation or service fee.
    #[serde(default, deserialize_with = "or_nothing")]
    pub doc_fee: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub products: Vec<Product>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub rebates: Vec<Rebate>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub trades: Vec<Trade>,
    /// A local rate that the dealership vouches for; it stands in for the table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_rate: Option<LocalRate>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub tax_paid_elsewhere: Vec<TaxPaid>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub exemptions: Vec<Exemption>,
    /// Answers to the questions that the rules in play ask, by their code.
    #[serde(default, deserialize_with = "or_nothing")]
    pub answers: BTreeMap<String, Answer>,
    /// The dealership's own local rates, which are no part of what is typed.
    #[serde(skip)]
    pub rates: OwnRates,
    /// Asked for when `kind` is `lease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SaleKind {
    #[default]
    Retail,
    Lease,
}

/// The dates of a deal that a law may go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The contract was signed, or the lease begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Date>,
    /// The vehicle was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Date>,
    /// The title was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titling: Option<Date>,
}

impl Dates {
    /// Whether no date is given.
    #[must_use]
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// A place as a form knows it. The county decides most local rates; a ZIP only suggests counties.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Two-letter postal code: `"NY"`.
    pub state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Five digits; a ZIP+4 is read by its first five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    #[serde(default, deserialize_with = "or_nothing")]
    pub condition: Condition,
    #[serde(default, deserialize_with = "or_nothing")]
    pub class: VehicleClass,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_year: Option<u16>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub fuel: Fuel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross_weight_lb: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curb_weight_lb: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city_mpg: Option<u32>,
    /// Of city and highway, as the state that asks for it combines them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combined_mpg: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msrp: Option<Cents>,
    /// The guide value that some states hold the price against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book_value: Option<Cents>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    #[default]
    New,
    Used,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VehicleClass {
    #[default]
    Passenger,
    LightTruck,
    HeavyTruck,
    Motorcycle,
    Motorhome,
    Trailer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fuel {
    #[default]
    Gasoline,
    Diesel,
    Hybrid,
    PlugInHybrid,
    Electric,
    Hydrogen,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub kind: ProductKind,
    pub price: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub provider: Provider,
    /// Of a lease: in the capitalized cost and so in the payments, or paid at signing; in the payments
    /// where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_payments: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    ServiceContract,
    Gap,
    Maintenance,
    TireWheel,
    Insurance,
    Other,
}

/// Who stands behind a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    Dealer,
    #[default]
    ThirdParty,
    Insurer,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rebate {
    #[serde(default, deserialize_with = "or_nothing")]
    pub from: RebateFrom,
    pub amount: Cents,
    /// Whether the buyer signed it over to the dealer; asked for where a rule needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to_dealer: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RebateFrom {
    #[default]
    Manufacturer,
    Dealer,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Trade {
    pub allowance: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub payoff: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub class: VehicleClass,
    /// State of the trade's title; the registration's state where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titled_in: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_by_buyer: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_paid_on_it: Option<bool>,
    /// How much tax was paid when it was bought, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_amount_paid: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book_value: Option<Cents>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LocalRate {
    pub rate: Rate,
    /// The rate reaches only the first dollars of the base, up to this; where absent it reaches as
    /// far as the rate that it stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Cents>,
    /// Where the rate was read; shown beside the figure.
    #[serde(default, deserialize_with = "or_nothing")]
    pub source: String,
}

/// Tax that was lawfully paid on the same vehicle to another state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxPaid {
    pub state: String,
    pub amount: Cents,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The rate at which it was paid, for states whose credit is by the rate: `"0.053"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
}

/// An exemption that is claimed, and the certificate that carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// Number of monthly payments.
    #[serde(default, deserialize_with = "or_nothing")]
    pub term_months: u32,
    /// One payment before tax: depreciation and rent charge.
    #[serde(default, deserialize_with = "or_nothing")]
    pub base_payment: Cents,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross_cap_cost: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<Cents>,
    /// Rent charge over the whole term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent_charge: Option<Cents>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub cap_reduction: CapReduction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquisition_fee: Option<AcquisitionFee>,
    /// Whether the doc fee is in the capitalised cost rather than paid at signing.
    #[serde(default, deserialize_with = "or_nothing")]
    pub doc_fee_capitalized: bool,
    /// One of the methods that the law offers; its default where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<LeaseMethod>,
}

/// What lowers the capitalised cost at signing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CapReduction {
    #[serde(default, deserialize_with = "or_nothing")]
    pub cash: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub trade: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub rebate: Cents,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcquisitionFee {
    pub amount: Cents,
    /// In the capitalised cost (so in the payments) rather than paid at signing.
    #[serde(default, deserialize_with = "or_nothing")]
    pub capitalized: bool,
}

/// What a lease tax is measured on and when it falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeaseMethod {
    /// On each payment as it falls due, with what is paid at signing taxed then.
    EachPayment,
    /// Once, on the sum of all payments and what is paid at signing.
    TotalOfPayments,
    /// Once, on the price as in a sale.
    Price,
    /// Once, on the capitalised cost.
    CapitalizedCost,
    /// Once, on the acquisition cost less the residual.
    LessResidual,
    /// No tax on the lessee; the lessor bears its own.
    None,
}

/// The answer to a question: yes or no, a whole number, or text (amounts are decimal text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Flag(bool),
    Whole(i64),
    Text(String),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => out.serialize_bool(*flag),
            Self::Whole(number) => out.serialize_i64(*number),
            Self::Text(text) => out.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Any;
        impl de::Visitor<'_> for Any {
            type Value = Answer;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("true, false, a whole number, or text such as an amount \"1200.00\"")
            }
            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Answer, E> {
                Ok(Answer::Flag(flag))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Answer, E> {
                Ok(Answer::Whole(number))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Answer, E> {
                i64::try_from(number)
                    .map(Answer::Whole)
                    .map_err(|_| E::custom("the number is too large"))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Answer, E> {
                Ok(Answer::Text(text.to_owned()))
            }
        }
        input.deserialize_any(Any)
    }
}
