//! The compiled law: constant tables that the build makes of the rule files, read by the interpreter.

use money::{Cents, Rounding};

use crate::days::{By, Days};
use crate::packed::{self, packed};
use crate::tables::Text;
use crate::{AnswerKind, LeaseMethod, Level, PartKind};

include!(concat!(env!("OUT_DIR"), "/edition.rs"));

#[cfg(not(feature = "packed-rules"))]
include!(concat!(env!("OUT_DIR"), "/rules.rs"));

#[cfg(feature = "embedded-tables")]
include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// A page or text of law that a rule file names.
#[cfg(feature = "embedded-tables")]
#[derive(Debug, Clone, Copy)]
pub struct Source {
    pub state: &'static str,
    pub text: &'static str,
    /// Empty where no page was read.
    pub href: &'static str,
    pub read: bool,
}

packed! { 10 =>
    /// Days that a parameter is in force, counted from 1900-01-01.
    #[derive(Debug, Clone, Copy)]
    pub struct Span {
        pub from: u16,
        pub to: u16,
        pub by: By,
    }
}

impl Span {
    pub const fn holds(self, days: Days) -> bool {
        self.has(days.on(self.by))
    }

    pub const fn has(self, day: u16) -> bool {
        self.from <= day && day <= self.to
    }
}

packed! { 14 =>
    /// Where a parameter stands in the law; `note` says what is uncertain of it, empty where nothing is.
    #[derive(Debug, Clone, Copy)]
    pub struct Cited {
        pub cite: Text,
        pub note: Text,
    }
}

impl Cited {
    pub const fn verified(self) -> bool {
        self.note.is_empty()
    }
}

packed! { 17 =>
    #[derive(Debug)]
    pub struct Jurisdiction {
        pub state: &'static str,
        /// ISO 3166-2.
        pub code: &'static str,
        pub name: &'static str,
        pub span: Span,
        /// The date that local rates, and every rule that names none, go by.
        pub by: By,
        /// One bit a date that some rule goes by.
        pub governed_by: u8,
        pub rounding: Rounding,
        pub sale_law: Text,
        pub lease_law: Text,
        pub taxes: &'static [Tax],
        pub parts: &'static [PartRule],
        pub values: &'static [ValueRule],
        pub leases: &'static [LeaseRule],
        pub questions: &'static [QuestionRule],
        pub exemptions: &'static [ExemptionRule],
        pub nonresidents: &'static [NonresidentRule],
        pub credits: &'static [CreditRule],
        pub ceilings: &'static [Ceiling],
        pub doc_fee_caps: &'static [DocFeeCap],
        pub fees: &'static [FeeRule],
        pub needs: &'static [Need],
        pub advice: &'static [Advice],
        pub doubts: &'static [Doubt],
    }
}

impl Jurisdiction {
    /// Whether the rules speak for every date of the sale that they go by.
    pub fn speaks_on(&self, days: Days) -> bool {
        self.span.holds(days) && By::ALL.into_iter().all(|by| self.covers(by, days))
    }

    pub fn exemption(&self, code: &str) -> Option<&'static ExemptionRule> {
        self.exemptions.iter().find(|rule| rule.code == code)
    }

    /// Whether the rules speak for the day that one date falls on, or do not go by that date.
    pub const fn covers(&self, by: By, days: Days) -> bool {
        self.governed_by & (1 << by as u8) == 0 || self.span.has(days.on(by))
    }
}

/// Number of a base within its jurisdiction.
pub type BaseId = u8;
/// No base: the tax does not reach that kind of sale.
pub const NO_BASE: BaseId = u8::MAX;

packed! { 41 =>
    #[derive(Debug)]
    pub struct Tax {
        pub code: &'static str,
        pub name: Text,
        pub level: Level,
        pub base: BaseId,
        pub lease_base: BaseId,
        pub test_base: BaseId,
        pub lease_due: LeaseDue,
        pub local: Option<Local>,
        pub combined: bool,
        pub also_nonresident: bool,
        /// Whether the credit for tax paid to another state reaches it.
        pub credited: bool,
        /// Whether the home state of a buyer from elsewhere is offered it as tax paid on the vehicle.
        pub credited_abroad: CreditedAbroad,
        pub rounding: Rounding,
        /// The tax is taken of whole units of this size, and how the rest of the base becomes one.
        pub unit: Option<(Cents, Rounding)>,
        /// Decimals of the rate at which the tax is passed on to the buyer, itself included; 0: not passed on.
        pub passed_on: u8,
        pub when: &'static [Test],
        pub rates: &'static [RatePeriod],
    }
}

packed! { 59 =>
    /// A tax whose rate is that of a place.
    #[derive(Debug, Clone, Copy)]
    pub struct Local {
        pub class: u8,
        pub place: Role,
        pub lease_place: Role,
        pub signing_place: Role,
        pub overridable: bool,
        /// No table has rates of it: only one that the dealership gives itself is charged.
        pub given_only: bool,
        /// Where the rate is higher there, the difference is due at registration.
        pub topped_up_at: Option<Role>,
        /// What this place does not bear as well is due at registration.
        pub shared_with: Option<Role>,
    }
}

packed! { 68 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum LeaseDue {
        /// As the jurisdiction's lease method says.
        Method,
        EachPayment,
        Once,
    }
}

packed! { 72 =>
    /// Whether tax that a buyer from elsewhere is charged counts as tax paid on the vehicle.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum CreditedAbroad {
        Always,
        Never,
        /// Where a tax of the home state that its credit reaches counts one of the parts that this one is taken of.
        WhereTaxed,
    }
}

packed! { 76 =>
    /// Whose address decides.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Role {
        Registration,
        Buyer,
        Dealer,
        Delivery,
    }
}

packed! { 80 =>
    #[derive(Debug)]
    pub struct RatePeriod {
        pub span: Span,
        pub when: &'static [Test],
        pub pick: Pick,
        pub rows: &'static [RateRow],
        /// Cents; nothing is due unless the test amount is over it. Negative: no trigger.
        pub trigger_over: i64,
        pub cap: Option<Cents>,
        pub cap_on: CapOn,
        pub min: Cents,
        pub max: Option<Cents>,
        /// Paid by the buyer at registration and not through the dealer.
        pub at_registration: bool,
        pub cited: Cited,
    }
}

packed! { 92 =>
    /// What the cap of a lease taxed by payment is held against.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum CapOn {
        /// What is paid at signing, and every payment.
        Each,
        /// All receipts of the lease: what is paid at signing uses it up first, then the payments in order.
        LeaseTotal,
    }
}

packed! { 96 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Pick {
        /// The first row that fits is applied to the whole base.
        First,
        /// Every row that fits is applied to its own slice of the base.
        Slices,
    }
}

packed! { 100 =>
    #[derive(Debug)]
    pub struct RateRow {
        pub when: &'static [Test],
        pub over: Cents,
        pub up_to: Option<Cents>,
        /// Parts per hundred million.
        pub rate: i64,
        pub flat: Cents,
        pub max: Option<Cents>,
    }
}

packed! { 107 =>
    #[derive(Debug)]
    pub struct PartRule {
        pub base: BaseId,
        /// One bit a [`PartKind`].
        pub kinds: u32,
        pub span: Span,
        pub when: &'static [Test],
        pub treat: Treat,
        /// Parts per hundred million of the amount.
        pub share: i64,
        pub limit: Option<Cents>,
        /// Only so many items are treated so, those with the largest amounts; 0: all.
        pub items: u8,
        /// A trade-in counts at its book value in place of its allowance.
        pub by_book_value: bool,
        pub net_of_payoff: bool,
        pub at_most_tax_paid: bool,
        /// The question that holds the amount of a declared part.
        pub answer: u8,
        pub reason: Text,
        pub cited: Cited,
    }
}

impl PartRule {
    pub const fn speaks_of(&self, kind: PartKind) -> bool {
        self.kinds & (1 << kind as u32) != 0
    }
}

packed! { 122 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Treat {
        Counted,
        Deducted,
        LeftOut,
    }
}

packed! { 126 =>
    #[derive(Debug)]
    pub struct ValueRule {
        pub base: BaseId,
        pub span: Span,
        pub when: &'static [Test],
        pub against: ValueAgainst,
        /// Shares of the guide value, parts per hundred million.
        pub low: i64,
        pub high: i64,
        pub reason: Text,
        pub cited: Cited,
    }
}

packed! { 135 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum ValueAgainst {
        GreaterOfPriceAndBook,
        BookElseMsrpElsePrice,
        WithinBookBand,
        MsrpShare,
        FloorBookDifference,
    }
}

packed! { 139 =>
    #[derive(Debug)]
    pub struct LeaseRule {
        pub span: Span,
        pub when: &'static [Test],
        pub method: LeaseMethod,
        pub cited: Cited,
    }
}

packed! { 144 =>
    #[derive(Debug)]
    pub struct QuestionRule {
        pub code: &'static str,
        pub text: Text,
        pub kind: AnswerKind,
        /// Flag: 0 or 1. Days, count: the number. Money: cents.
        pub default: i64,
        pub when: &'static [Test],
        pub cite: Text,
    }
}

packed! { 151 =>
    #[derive(Debug)]
    pub struct ExemptionRule {
        pub code: &'static str,
        pub full: bool,
        pub certificate: Option<CertificateRule>,
        pub reason: Text,
        pub cite: Text,
    }
}

packed! { 157 =>
    #[derive(Debug, Clone, Copy)]
    pub struct CertificateRule {
        pub code: &'static str,
        pub text: Text,
    }
}

packed! { 160 =>
    #[derive(Debug)]
    pub struct NonresidentRule {
        pub span: Span,
        pub when: &'static [Test],
        pub state_tax: Reach,
        pub county_tax: Reach,
        pub city_tax: Reach,
        pub at_most: Option<i64>,
        /// Home states (two letters) and their rates in parts per hundred million.
        pub home_rates: &'static [(&'static str, i64)],
        pub certificate: Option<CertificateRule>,
        pub reason: Text,
        pub cited: Cited,
    }
}

packed! { 171 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Reach {
        Full,
        None,
        HomeRate,
        HomeRateEitherWay,
        ReducedBase,
        Lesser,
        HomeStateTax,
    }
}

packed! { 175 =>
    #[derive(Debug)]
    pub struct CreditRule {
        pub span: Span,
        pub when: &'static [Test],
        pub allow: CreditAllowed,
        pub max_days: u16,
        pub reciprocal: bool,
        pub except: &'static [&'static str],
        /// The tax that a rate difference leaves at least.
        pub min: Cents,
        /// States whose tax is credited at most at a rate of the own base, in parts per hundred million.
        pub max_rates: &'static [(&'static str, i64)],
        /// The credit is taken off the state's tax before the local.
        pub state_first: bool,
        pub reason: Text,
        pub cited: Cited,
    }
}

packed! { 187 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum CreditAllowed {
        None,
        /// What was paid, at most the own tax.
        OwnTax,
        /// Tax paid there frees the sale of the own tax.
        Relief,
        /// The own tax is taken at the own rate less theirs.
        RateDifference,
        /// Their rate taken of the own base, at most the own tax.
        RateTimesBase,
    }
}

packed! { 191 =>
    /// The most that all taxes of a sale may come to once the credit is taken off.
    #[derive(Debug)]
    pub struct Ceiling {
        pub span: Span,
        pub when: &'static [Test],
        pub amount: Cents,
        pub reason: Text,
        pub cited: Cited,
    }
}

packed! { 197 =>
    #[derive(Debug)]
    pub struct DocFeeCap {
        pub span: Span,
        pub when: &'static [Test],
        pub amount: Option<Cents>,
        pub percent: Option<i64>,
        pub unknown: bool,
        pub text: Text,
        pub cited: Cited,
    }
}

packed! { 205 =>
    #[derive(Debug)]
    pub struct FeeRule {
        pub code: &'static str,
        pub name: Text,
        pub span: Span,
        pub when: &'static [Test],
        /// Absent where a fee is due whose amount is not known.
        pub amount: Option<Cents>,
        /// What is computed and added to the amount.
        pub computed: Option<&'static FeeFormula>,
        pub cited: Cited,
    }
}

packed! { 213 =>
    /// A fee by price or weight.
    #[derive(Debug)]
    pub struct FeeFormula {
        /// Parts per hundred million.
        pub percent: i64,
        pub of: FeeOf,
        pub per_100_lb: Cents,
        pub of_weight: WeightOf,
        pub min: Cents,
        pub max: Option<Cents>,
    }
}

packed! { 220 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum FeeOf {
        Price,
        Msrp,
        TaxableBase,
    }
}

packed! { 224 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum WeightOf {
        Curb,
        Gross,
    }
}

packed! { 228 =>
    #[derive(Debug)]
    pub struct Need {
        pub span: Span,
        pub when: &'static [Test],
        pub field: Field,
        pub text: Text,
    }
}

packed! { 233 =>
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Field {
        CurbWeightLb,
        CityMpg,
        GrossWeightLb,
        ModelYear,
        GrossCapCost,
        Residual,
        RentCharge,
        Odometer,
        CombinedMpg,
    }
}

packed! { 237 =>
    #[derive(Debug)]
    pub struct Advice {
        pub code: &'static str,
        pub span: Span,
        pub when: &'static [Test],
        pub text: Text,
    }
}

packed! { 242 =>
    /// An uncertainty of the law that belongs to no one parameter.
    #[derive(Debug)]
    pub struct Doubt {
        pub span: Span,
        /// Empty: it is told where the jurisdiction is described, and no sale is warned of it.
        pub when: &'static [Test],
        pub text: Text,
        pub cite: Text,
    }
}

packed! { 247 =>
    /// One condition. A weight, mileage or age that is not known fails every test of it.
    #[derive(Debug, Clone, Copy)]
    pub enum Test {
        New,
        Used,
        Class(mask: u8),
        Fuel(mask: u8),
        GrossWeightOver(limit: u32),
        GrossWeightUpTo(limit: u32),
        CurbWeightOver(limit: u32),
        CurbWeightUpTo(limit: u32),
        CityMpgOver(limit: u32),
        CityMpgUpTo(limit: u32),
        CombinedMpgOver(limit: u32),
        CombinedMpgUpTo(limit: u32),
        CombinedMpgKnown(flag: bool),
        OdometerOver(limit: u32),
        OdometerUpTo(limit: u32),
        AgeOver(limit: u32),
        AgeUpTo(limit: u32),
        MsrpOver(limit: u32),
        PriceOver(limit: u32),
        /// Of the principal tax; only where that is known already.
        BaseUpTo(limit: u32),
        Retail,
        Lease,
        Answer(index: u8),
        NotAnswer(index: u8),
        AnswerOver(index: u8, limit: u32),
        AnswerUpTo(index: u8, limit: u32),
        LeaseMonthsFrom(limit: u32),
        LeaseMonthsUnder(limit: u32),
        LeaseMethod(method: LeaseMethod),
        Exemption(index: u8),
        NotExemption(index: u8),
        Has(kind: PartKind),
        Lacks(kind: PartKind),
        DeliveredElsewhere(flag: bool),
        Home(states: &'static [&'static str]),
        /// The law in play is, or is not, that of the state of the registration.
        Resident(flag: bool),
        /// The home law credits the tax of the state whose law this is.
        HomeGivesCredit(flag: bool),
        /// The dealer sits in the state whose law this is.
        DealerStateIsHome(flag: bool),
        Provider(mask: u8),
        RebateAssigned(flag: bool),
        RebateAssignmentUnknown(flag: bool),
        TradeTitledHere(flag: bool),
        TradeOwnedByBuyer(flag: bool),
        TradeClass(mask: u8),
    }
}

/// Every jurisdiction of this edition, sorted by its two-letter code.
#[cfg(not(feature = "packed-rules"))]
pub fn all() -> &'static [&'static Jurisdiction] {
    JURISDICTIONS
}

/// Every jurisdiction of this edition, sorted by its two-letter code; unpacked when first asked for.
#[cfg(feature = "packed-rules")]
pub fn all() -> &'static [&'static Jurisdiction] {
    static ALL: std::sync::OnceLock<&'static [&'static Jurisdiction]> = std::sync::OnceLock::new();
    ALL.get_or_init(|| unpack_all(include_bytes!(env!("PACKED_RULES"))))
}

/// The rules of this edition as packed bytes.
#[cfg(feature = "embedded-tables")]
#[must_use]
pub fn pack_all() -> Vec<u8> {
    let mut pack = packed::Pack::new();
    packed::Packed::pack(&all(), &mut pack, LIST);
    pack.into_bytes()
}

/// The stream of the list of jurisdictions.
const LIST: packed::At = 9;

/// The rules that [`pack_all`] made bytes of.
#[must_use]
pub fn unpack_all(bytes: &'static [u8]) -> &'static [&'static Jurisdiction] {
    packed::Packed::unpack(&mut packed::Unpack::new(bytes), LIST)
}

/// The jurisdiction of a two-letter code, where a rule file for it was compiled in.
pub fn jurisdiction(state: &str) -> Option<&'static Jurisdiction> {
    let found = find(all(), state);
    // Two invented jurisdictions of the tests have to find each other.
    #[cfg(test)]
    let found = found.or_else(|| find(crate::assess::invented_laws(), state));
    found
}

fn find(among: &[&'static Jurisdiction], state: &str) -> Option<&'static Jurisdiction> {
    let number = |state: &str| match *state.as_bytes() {
        [one, two] => u16::from_be_bytes([one, two]),
        _ => 0,
    };
    among
        .binary_search_by_key(&number(state), |one| number(one.state))
        .ok()
        .map(|index| among[index])
}
