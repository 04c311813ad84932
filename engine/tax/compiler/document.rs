//! The shape of a rule file as it is written: dated, cited parameters and nothing else.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::words::{
    AnswerWord, ByWord, CapOn, CapStatus, ClassWord, ConditionWord, CreditLimit, CreditOrder,
    CreditedAbroad, FeeOf, Field, FuelWord, Kind, LeaseDue, LevelWord, MeasuredBy, Method, Pick,
    ProviderWord, Reach, Role, RoundingWord, SaleWord, Treat, UnitRounding, ValueRule, WeightOf,
};

/// One jurisdiction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub state: String,
    pub name: String,
    /// First and last day that the file speaks for.
    pub from: Spanned<Datetime>,
    pub to: Spanned<Datetime>,
    /// The date that every parameter goes by which names none itself.
    #[serde(default)]
    pub by: ByWord,
    #[serde(default)]
    pub rounding: RoundingWord,
    pub cite: BTreeMap<String, Cite>,
    #[serde(default)]
    pub part: Vec<Spanned<Part>>,
    #[serde(default)]
    pub value: Vec<Spanned<Value>>,
    #[serde(default)]
    pub tax: Vec<Spanned<Tax>>,
    #[serde(default)]
    pub lease: Vec<Spanned<Lease>>,
    #[serde(default)]
    pub question: Vec<Spanned<Question>>,
    #[serde(default)]
    pub exemption: Vec<Spanned<Exemption>>,
    #[serde(default)]
    pub nonresident: Vec<Spanned<Nonresident>>,
    #[serde(default)]
    pub credit: Vec<Spanned<Credit>>,
    #[serde(default)]
    pub ceiling: Vec<Spanned<Ceiling>>,
    #[serde(default)]
    pub doc_fee_cap: Vec<Spanned<DocFeeCap>>,
    #[serde(default)]
    pub fee: Vec<Spanned<Fee>>,
    #[serde(default)]
    pub need: Vec<Spanned<Need>>,
    #[serde(default)]
    pub advice: Vec<Spanned<Advice>>,
    #[serde(default)]
    pub doubt: Vec<Spanned<Doubt>>,
}

/// Where a parameter was read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// How a lawyer would cite it.
    pub text: String,
    /// The page that was read.
    pub href: Option<String>,
    /// `"read"` where the page was read, `"recalled"` where it was not.
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Read,
    Recalled,
}

/// What every parameter says of itself. `from` absent: since before the file speaks; `to` absent:
/// until further notice.
pub trait Dated {
    fn dates(&self) -> (Option<Datetime>, Option<Datetime>);
    /// The date of the deal that it goes by, where it says one.
    fn by(&self) -> Option<ByWord>;
    fn source(&self) -> (&str, bool, Option<&str>);
}

macro_rules! dated {
    ($($name:ident),+) => {$(
        impl Dated for $name {
            fn dates(&self) -> (Option<Datetime>, Option<Datetime>) {
                (self.from, self.to)
            }
            fn by(&self) -> Option<ByWord> {
                self.by
            }
            fn source(&self) -> (&str, bool, Option<&str>) {
                (&self.cite, self.verified, self.note.as_deref())
            }
        }
    )+};
}

const fn yes() -> bool {
    true
}

macro_rules! parameter {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub from: Option<Datetime>,
            pub to: Option<Datetime>,
            pub by: Option<ByWord>,
            #[serde(default)]
            pub when: When,
            pub cite: String,
            #[serde(default = "yes")]
            pub verified: bool,
            pub note: Option<String>,
            $($(#[$field_doc])* pub $field: $kind,)*
        }
        dated!($name);
    };
}

parameter! {
    /// How parts of a deal enter a base. The first rule that fits a part decides.
    Part {
        #[serde(default = "sale_base")]
        base: String,
        kind: Vec<Kind>,
        treat: Treat,
        /// Only this share of the amount is treated so; the rest is not in the base.
        share: Option<String>,
        /// Treated so up to this sum; what is above is treated the opposite way.
        limit: Option<String>,
        /// The money question whose answer is the amount (`kind = ["declared"]`).
        answer: Option<String>,
        /// A trade-in counts at this in place of its allowance.
        measured_by: Option<MeasuredBy>,
        /// Only so many items of these kinds, those with the largest amounts, are treated so.
        items: Option<u8>,
        /// Less what is still owed on the trade-ins.
        #[serde(default)]
        net_of_payoff: bool,
        /// At most the sum on which the principal tax is what was paid when the trade-in was bought.
        #[serde(default)]
        at_most_tax_paid: bool,
        reason: String,
    }
}

fn sale_base() -> String {
    "sale".into()
}

parameter! {
    /// A guide value that the price of the vehicle is held against.
    Value {
        #[serde(default = "sale_base")]
        base: String,
        rule: ValueRule,
        /// Shares of the guide value that bound the price (`within_book_band`); the one share of the
        /// other rules is `low`.
        low: Option<String>,
        high: Option<String>,
        reason: String,
    }
}

parameter! {
    /// The method by which leases are taxed; the first that fits is the default.
    Lease { method: Method, }
}

parameter! {
    /// What the selling state asks when the vehicle goes to another state.
    Nonresident {
        state_tax: Reach,
        county_tax: Reach,
        city_tax: Reach,
        /// Rate at which `home_rate`, `lesser` and `home_state_tax` are measured at most.
        at_most: Option<String>,
        #[serde(default)]
        home_rates: BTreeMap<String, String>,
        certificate: Option<CertificateText>,
        reason: String,
    }
}

parameter! {
    /// The credit for tax paid to another state.
    Credit {
        allow: CreditLimit,
        max_days: Option<u16>,
        #[serde(default)]
        reciprocal: bool,
        #[serde(default)]
        except: Vec<String>,
        /// The tax that is left at least (`rate_difference`).
        min: Option<String>,
        /// Credit for tax of these states at most at this rate of the own base.
        #[serde(default)]
        max_rates: BTreeMap<String, String>,
        #[serde(default)]
        order: CreditOrder,
        reason: String,
    }
}

parameter! {
    /// The most that all taxes of a sale may come to once the credit is taken off.
    Ceiling { amount: String, reason: String, }
}

parameter! {
    DocFeeCap {
        /// Dollars; absent where only a percentage binds.
        amount: Option<String>,
        /// Of the price; with both, the lesser binds.
        percent: Option<String>,
        /// `none`: the law sets no cap. `unknown`: there is one whose present value is not known.
        status: Option<CapStatus>,
        text: String,
    }
}

parameter! {
    /// A field that the law cannot do without.
    Need { field: Field, text: String, }
}

parameter! {
    /// Something to tell whoever reads the figures.
    Advice { code: String, text: String, }
}

parameter! {
    /// An uncertainty of the law that belongs to no one parameter; a warning where its condition holds.
    Doubt { text: String, }
}

parameter! {
    /// A row of a government fee; the first row of a code that fits decides.
    Fee {
        code: String,
        name: String,
        /// Dollars, or `"unknown"`; absent where all of it is computed.
        amount: Option<String>,
        /// A share of something, added to the amount.
        percent: Option<String>,
        of: Option<FeeOf>,
        /// Dollars for every begun hundred pounds, added to the amount.
        per_100_lb: Option<String>,
        of_weight: Option<WeightOf>,
        /// What the sum is held between.
        min: Option<String>,
        max: Option<String>,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub level: LevelWord,
    /// The base of a sale; absent where a sale does not bear this tax.
    pub base: Option<String>,
    /// The base of a lease; absent where a lease does not bear this tax.
    pub lease_base: Option<String>,
    /// The base that picks the tier or trips the trigger, where it is another.
    pub test_base: Option<String>,
    #[serde(default)]
    pub lease_due: LeaseDue,
    /// The class of local rate that this tax reads from the rate table.
    pub local: Option<String>,
    #[serde(default)]
    pub place: Role,
    pub lease_place: Option<Role>,
    /// Place of what is paid at signing, where it is another than that of the payments.
    pub signing_place: Option<Role>,
    /// Rounded together with the other combined taxes on the same base.
    #[serde(default)]
    pub combined: bool,
    /// Charged in full whatever is asked of a buyer from another state.
    #[serde(default)]
    pub also_nonresident: bool,
    /// Paid by the buyer at registration and not through the dealer.
    #[serde(default)]
    pub at_registration: bool,
    /// Where the local rate is higher at this place, the difference is due at registration.
    pub topped_up_at: Option<Role>,
    /// What this place does not bear as well is due at registration.
    pub shared_with: Option<Role>,
    /// Passed on to the buyer with the tax on itself, at a rate of this many decimals.
    pub passed_on: Option<u8>,
    /// Where it differs from that of the file.
    pub rounding: Option<RoundingWord>,
    /// The tax is taken of whole units of the base, in dollars.
    pub unit: Option<String>,
    /// What becomes of the rest of the base beyond whole units; `up` where absent.
    pub unit_rounding: Option<UnitRounding>,
    /// Whether the credit for tax paid to another state reaches this tax.
    #[serde(default = "yes")]
    pub credited: bool,
    /// Whether what a buyer from elsewhere is charged is offered to the home state as tax paid on the vehicle.
    #[serde(default)]
    pub credited_abroad: CreditedAbroad,
    /// No rate table has the class: only a rate that the dealership gives itself is charged.
    #[serde(default)]
    pub given_only: bool,
    /// A rate that the dealership vouches for stands in for this table's.
    #[serde(default = "yes")]
    pub overridable: bool,
    #[serde(default)]
    pub when: When,
    pub rate: Vec<Spanned<Rate>>,
}

parameter! {
    Rate {
        /// A flat rate.
        value: Option<String>,
        #[serde(default)]
        pick: Pick,
        #[serde(default)]
        rows: Vec<Row>,
        /// Nothing is due unless the test amount is over this.
        trigger_over: Option<String>,
        /// The part of the base that the tax reaches.
        cap: Option<String>,
        /// On a lease taxed by payment: of each payment, or of all receipts of the lease.
        #[serde(default)]
        cap_on: CapOn,
        min: Option<String>,
        max: Option<String>,
        /// Says it otherwise than the tax, for the days of this rate.
        at_registration: Option<bool>,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    #[serde(default)]
    pub when: When,
    pub over: Option<String>,
    pub up_to: Option<String>,
    pub rate: Option<String>,
    pub flat: Option<String>,
    pub max: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub code: String,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: AnswerWord,
    pub default: toml::Value,
    #[serde(default)]
    pub when: When,
    pub cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub code: String,
    /// Exempt from every tax, or only named where a rate row asks for it.
    #[serde(default = "yes")]
    pub full: bool,
    pub certificate: Option<CertificateText>,
    pub reason: String,
    pub cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateText {
    pub code: String,
    pub text: String,
}

/// Conditions that must all hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    pub condition: Option<ConditionWord>,
    pub class: Option<Vec<ClassWord>>,
    pub fuel: Option<Vec<FuelWord>>,
    pub gross_weight_over: Option<u32>,
    pub gross_weight_up_to: Option<u32>,
    pub curb_weight_over: Option<u32>,
    pub curb_weight_up_to: Option<u32>,
    pub city_mpg_over: Option<u32>,
    pub city_mpg_up_to: Option<u32>,
    pub combined_mpg_over: Option<u32>,
    pub combined_mpg_up_to: Option<u32>,
    pub combined_mpg_known: Option<bool>,
    pub age_over: Option<u32>,
    pub age_up_to: Option<u32>,
    pub odometer_over: Option<u32>,
    pub odometer_up_to: Option<u32>,
    pub msrp_over: Option<u32>,
    pub price_over: Option<u32>,
    pub base_up_to: Option<u32>,
    pub kind: Option<SaleWord>,
    pub answer: Option<String>,
    pub not_answer: Option<String>,
    pub answer_over: Option<(String, u32)>,
    pub answer_up_to: Option<(String, u32)>,
    pub lease_months_from: Option<u32>,
    pub lease_months_under: Option<u32>,
    pub lease_method: Option<Method>,
    pub exemption: Option<String>,
    pub not_exemption: Option<String>,
    pub has: Option<Kind>,
    pub lacks: Option<Kind>,
    pub delivered_elsewhere: Option<bool>,
    pub home: Option<Vec<String>>,
    pub resident: Option<bool>,
    pub home_gives_credit: Option<bool>,
    pub dealer_state_is_home: Option<bool>,
    pub provider: Option<Vec<ProviderWord>>,
    pub rebate_assigned: Option<bool>,
    pub rebate_assignment_unknown: Option<bool>,
    pub trade_titled_here: Option<bool>,
    pub trade_owned_by_buyer: Option<bool>,
    pub trade_class: Option<Vec<ClassWord>>,
}
