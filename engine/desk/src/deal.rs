//! A deal as the desk types it: one structure, from which every figure follows.

use std::collections::BTreeMap;

use money::{Cents, Rate};
use serde::{Deserialize, Deserializer, Serialize};
use tax::{
    AcquisitionFee, Answer, Date, Dates, Exemption, LeaseMethod, LocalRate, OwnRates, Place,
    ProductKind, Provider, RebateFrom, TaxPaid, Vehicle, VehicleClass,
};

/// `null` and an absent field are the same: the type's nothing.
fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}

/// Whether a field may be left out of the text, as it says what an absent one says.
fn says_nothing<T: Default + PartialEq>(value: &T) -> bool {
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

/// A retail instalment contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Finance {
    /// How long it runs, 1 to 120 months; the number of payments follows from `frequency`.
    pub term_months: u32,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub frequency: Frequency,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub interest: Interest,
    /// The contract rate a year: `"0.0649"`.
    pub sell_rate: Rate,
    /// The rate at which the lender buys the contract; without it there is no reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_rate: Option<Rate>,
    /// One payment interval after the deal's date where absent, the end of the term for a single payment. A
    /// later one defers the first payment while interest accrues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_payment_date: Option<Date>,
    /// Under `precomputed` interest; simple interest counts every day as it is.
    #[serde(default, deserialize_with = "or_nothing")]
    pub odd_days: OddDays,
    /// What the last payment is to be, instead of a level one. At most one of this and `balloon_percent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balloon_amount: Option<Cents>,
    /// The same as a share of MSRP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balloon_percent: Option<Rate>,
    /// Ids of fees and products that a cash buyer would not have to pay: finance charges by the law
    /// (12 CFR 1026.4), which are in the loan and not in the amount financed that is disclosed.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub finance_charges: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<ReserveTerms>,
}

/// How often the buyer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PaymentFrequency))]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    #[default]
    Monthly,
    /// Twice a month, fifteen days apart: the 1st and 16th, the 15th and 30th.
    Semimonthly,
    /// Every two weeks: 26 payments a year.
    Biweekly,
    /// 52 payments a year.
    Weekly,
    /// Once, at the end of the term.
    Single,
}

impl Frequency {
    /// How many payments a term has; of weeks, to the nearest whole number.
    #[must_use]
    pub fn payments(self, term_months: u32) -> u32 {
        let of_weeks = |a_year: u32| term_months.saturating_mul(a_year).saturating_add(6) / 12;
        match self {
            Self::Monthly => term_months,
            Self::Semimonthly => term_months.saturating_mul(2),
            Self::Biweekly => of_weeks(26),
            Self::Weekly => of_weeks(52),
            Self::Single => 1,
        }
    }
}

/// How interest accrues between payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = InterestMethod))]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// By whole payment intervals of equal length (the actuarial method), as if all is paid on its day.
    #[default]
    Precomputed,
    /// By the day at 1/365 of the yearly rate, on what is still owed.
    #[serde(rename = "simple_365")]
    Simple365,
    /// By the day at 1/360 of the yearly rate.
    #[serde(rename = "simple_360")]
    Simple360,
}

/// How a first period that is not one whole payment interval bears interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OddDays {
    /// As one interval, whatever its length.
    Ignore,
    /// Whole intervals counted back from the first payment, the rest in thirtieths of a month, fifteenths of a
    /// half, sevenths of a week (Reg. Z, 12 CFR 1026, App. J (b)(5)).
    #[default]
    #[serde(rename = "actuarial_30")]
    Actuarial30,
    /// The same, the rest by the day at 1/365 of a year.
    #[serde(rename = "daily_365")]
    Daily365,
}

/// What the lender pays the dealer for the spread between sell and buy rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReserveTerms {
    #[serde(default, deserialize_with = "or_nothing")]
    pub method: ReserveMethod,
    /// The dealer's share of the spread, all of it where absent; under `flat` without an amount,
    /// the share of the amount financed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
    /// The amount, under `flat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<Cents>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReserveMethod {
    /// What the payments are worth at the buy rate, less the amount financed.
    #[default]
    PresentValue,
    /// The payment difference times the number of payments.
    InterestDifference,
    Flat,
}

/// A closed-end lease by the money-factor method, first payment at signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealLease))]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// Number of monthly payments, 1 to 120.
    pub term_months: u32,
    /// The money factor written in the contract: `"0.00195"`; times 2,400 it is near a percentage.
    pub money_factor: Rate,
    /// The lessor's factor; without it there is no reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_money_factor: Option<Rate>,
    /// The dealer's share of the rent charge between the two factors, all of it where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_share: Option<Rate>,
    /// Of MSRP. Exactly one of this and `residual_amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_percent: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_amount: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub miles_per_year: Option<u32>,
    #[serde(default, deserialize_with = "or_nothing")]
    pub acquisition_fee: AcquisitionFee,
    /// Whether the doc fee is in the capitalized cost rather than paid at signing.
    #[serde(default, deserialize_with = "or_nothing")]
    pub doc_fee_capitalized: bool,
    /// Whether the tax that falls due at signing is in the capitalized cost.
    #[serde(default, deserialize_with = "or_nothing")]
    pub tax_capitalized: bool,
    /// Refundable.
    #[serde(default, deserialize_with = "or_nothing")]
    pub security_deposit: Cents,
    /// Instead of an amount: one base payment rounded up to a multiple of this, such as 25 or 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_deposit_rounding: Option<Cents>,
    /// Whether the lessor asks for no such deposit after all.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub security_deposit_waived: bool,
    /// Deposits that lower the money factor, beside the one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_deposits: Option<MultipleDeposits>,
    /// What is added to the residual for mileage, equipment or a programme, or taken off it.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub residual_adjustments: Vec<ResidualAdjustment>,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub first_payment: FirstPayment,
    /// Whether all payments are made at once at signing; `money_factor` is then the one for that.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub one_pay: bool,
    /// What the lessee pays at signing in all, instead of `cash_down`: what it leaves after the first payment,
    /// fees and tax lowers the capitalized cost; where it is not enough, the rest is capitalized. Zero is
    /// sign-and-drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_total: Option<Cents>,
    /// For each mile beyond the allowance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess_mile_charge: Option<Cents>,
    /// Due at the end when the vehicle goes back.
    #[serde(default, deserialize_with = "or_nothing")]
    pub disposition_fee: Cents,
    /// Due at the end beside the residual when the vehicle is bought.
    #[serde(default, deserialize_with = "or_nothing")]
    pub purchase_option_fee: Cents,
    /// One of the tax methods that the law offers; its default where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<LeaseMethod>,
}

/// What becomes of the first payment of a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FirstLeasePayment))]
#[serde(rename_all = "snake_case")]
pub enum FirstPayment {
    #[default]
    AtSigning,
    /// Somebody else makes it for the lessee, with its tax.
    Waived,
}

/// Refundable deposits, each of which takes a step off the money factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MultipleDeposits {
    pub count: u32,
    /// What each takes off the money factor.
    pub factor_step: Rate,
    /// Each is the base payment at the contract's own factor, rounded up to a multiple of this.
    pub round_to: Cents,
    /// The most that the lessor takes; 20 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

/// One thing that raises or lowers the residual: points of MSRP or dollars, exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResidualAdjustment {
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    /// As a fraction: two points more for 10,000 miles a year are `"0.02"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
}

impl Lease {
    /// The contract's factor less the step of each deposit.
    #[must_use]
    pub fn money_factor_after_deposits(&self) -> Rate {
        let off = |many: &MultipleDeposits| {
            Rate::new(many.factor_step.get().saturating_mul(i64::from(many.count)))
        };
        self.money_factor - self.multiple_deposits.as_ref().map_or(Rate::ZERO, off)
    }
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
