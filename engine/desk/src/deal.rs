//! A deal as the desk types it: one structure, from which every figure follows.

use std::collections::BTreeMap;

use money::Cents;
use serde::{Deserialize, Deserializer, Serialize};
use tax::{
    Answer, Date, Dates, Exemption, LocalRate, OwnRates, Place, ProductKind, Provider, RebateFrom,
    TaxPaid, Vehicle, VehicleClass,
};

pub use crate::books::{BookEntry, BookKind, Counts};
pub use crate::finance::{Finance, Frequency, Interest, OddDays, ReserveMethod, ReserveTerms};
pub use crate::lease_terms::{FirstPayment, Lease, MultipleDeposits, ResidualAdjustment};
pub use crate::references::{CatalogueRef, ProgrammeRef};

/// `null` and an absent field are the same: the type's nothing.
pub(crate) fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}

/// Whether a field may be left out of the text, as it says what an absent one says.
pub(crate) fn says_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// One structure of a deal. Amounts are US dollars, rates are fractions; an absent amount is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealInputs))]
#[serde(deny_unknown_fields)]
pub struct Deal {
    /// The day of the contract.
    pub date: Date,
    pub kind: DealKind,
    pub places: Places,
    #[serde(default, deserialize_with = "or_nothing")]
    pub vehicle: Vehicle,
    /// What the vehicle stands in the books for. Without it there is no gross.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle_cost: Option<Cents>,
    /// What the books add to the front gross or take off it.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub books: Vec<BookEntry>,
    /// Where the doc fee counts as profit.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub doc_fee_counts: Counts,
    /// The agreed price; the discount is MSRP less this.
    pub selling_price: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub accessories: Vec<Accessory>,
    /// Freight or delivery charged by the dealer.
    #[serde(default, deserialize_with = "or_nothing")]
    pub delivery_charge: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub fees: Vec<Fee>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub products: Vec<Product>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub rebates: Vec<Rebate>,
    /// At most four.
    #[serde(default, deserialize_with = "or_nothing")]
    pub trades: Vec<Trade>,
    /// What the buyer pays in cash; under a lease all of it lowers the capitalized cost.
    #[serde(default, deserialize_with = "or_nothing")]
    pub cash_down: Cents,
    #[serde(default, deserialize_with = "or_nothing")]
    pub tax: TaxInputs,
    /// Asked for when `kind` is `retail`; kept and ignored otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finance: Option<Finance>,
    /// Asked for when `kind` is `lease`; kept and ignored otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
    /// The dealership's own local rates, which are no part of what is typed.
    #[serde(skip)]
    pub rates: OwnRates,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DealKind {
    Cash,
    Retail,
    Lease,
}

/// The addresses that the tax law may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealPlaces))]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Where the vehicle is titled and registered, or garaged under a lease.
    pub registration: Place,
    /// The buyer's home; the registration's place where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Place>,
    pub dealer: Place,
    /// Where the buyer takes possession; the dealer's place where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Place>,
}

/// Something bolted on by the dealer and sold with the vehicle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Accessory {
    /// Unique among all lines of the deal.
    pub id: String,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    pub price: Cents,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cents>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealFee))]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Unique among all lines of the deal.
    pub id: String,
    pub kind: FeeKind,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// The dealer's documentation or service fee, which many states cap.
    Doc,
    /// Any other charge of the dealer; taxed like an accessory.
    Dealer,
    /// Title, registration and the like: passed through, untaxed.
    Government,
}

/// A protection product: service contract, GAP, maintenance and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealProduct))]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Unique among all lines of the deal.
    pub id: String,
    pub kind: ProductKind,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    pub price: Cents,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cents>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub provider: Provider,
    /// The name of the company that is paid for it on the buyer's behalf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    /// Where it is of the dealership's catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<CatalogueRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealRebate))]
#[serde(deny_unknown_fields)]
pub struct Rebate {
    /// Unique among all lines of the deal.
    pub id: String,
    #[serde(default, deserialize_with = "or_nothing")]
    pub from: RebateFrom,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    pub amount: Cents,
    /// Whether the buyer signed it over to the dealer. A manufacturer's rebate for which this is
    /// `false` goes to the buyer and does not lower the deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to_dealer: Option<bool>,
}

impl Rebate {
    /// Whether it pays for part of the deal.
    #[must_use]
    pub fn lowers_the_deal(&self) -> bool {
        self.from == RebateFrom::Dealer || self.assigned_to_dealer != Some(false)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealTrade))]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// Unique among all lines of the deal.
    pub id: String,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vin: Option<String>,
    /// What the dealer gives for it in this deal.
    pub allowance: Cents,
    /// What is still owed on it and the dealer pays off.
    #[serde(default, deserialize_with = "or_nothing")]
    pub payoff: Cents,
    /// Actual cash value: what the dealer takes it to be worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acv: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lien_holder: Option<String>,
    /// The last day on which `payoff` is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payoff_good_through: Option<Date>,
    /// What each day after `payoff_good_through` adds to the payoff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payoff_per_diem: Option<Cents>,
    /// Days from the deal's date until the lien holder has the money; none where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payoff_in_days: Option<u32>,
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

impl Trade {
    /// Days by which the lien holder has the money of a deal of `date` later than the quote is good for.
    #[must_use]
    pub fn days_past_quote(&self, date: Date) -> u32 {
        let sent = i32::try_from(self.payoff_in_days.unwrap_or(0)).unwrap_or(i32::MAX);
        let past = |good: Date| good.days_between(date).saturating_add(sent);
        u32::try_from(self.payoff_good_through.map_or(0, past)).unwrap_or(0)
    }

    /// What the lien holder gets: the quote, and the per diem for each day past it. Where nothing is owed,
    /// nothing is added.
    #[must_use]
    pub fn payoff_due(&self, date: Date) -> Cents {
        if !self.payoff.is_positive() {
            return self.payoff;
        }
        let days = i64::from(self.days_past_quote(date));
        self.payoff + self.payoff_per_diem.unwrap_or_default().by(days)
    }
}

/// What the tax law asks beyond the lines of the deal.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxInputs {
    /// Dates that a law may go by instead of the deal's.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Dates::none"
    )]
    pub dates: Dates,
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
}

impl Deal {
    /// What the buyer puts down: the total at signing of a lease that is made to meet one, else the cash.
    #[must_use]
    pub fn put_down(&self) -> Cents {
        match (self.kind, &self.lease) {
            (DealKind::Lease, Some(lease)) => lease.signing_total.unwrap_or(self.cash_down),
            _ => self.cash_down,
        }
    }

    /// Changes what [`Self::put_down`] says.
    pub fn set_put_down(&mut self, amount: Cents) {
        match (self.kind, &mut self.lease) {
            (DealKind::Lease, Some(lease)) if lease.signing_total.is_some() => {
                lease.signing_total = Some(amount);
            }
            _ => self.cash_down = amount,
        }
    }
}
