//! The words that a rule file may use.

use serde::Deserialize;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $word:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$about])* $word),+ }
    )+};
}

words! {
    Kind {
        Vehicle, DealerDiscount, Accessories, DeliveryCharge, DocFee, ServiceContract, Gap,
        Maintenance, TireWheel, Insurance, OtherProduct, ManufacturerRebate, DealerRebate, TradeIn,
        NegativeEquity, BookValueAdjustment, LeasePayment, CapReductionCash, CapReductionTrade,
        CapReductionRebate, AcquisitionFee, GrossCapCost, Residual, Declared, RentCharge,
    }
    Treat { Counted, Deducted, LeftOut }
    UnitRounding { Up, Down, Nearest, Prorate }
    ValueRule {
        /// The greater of price and book value; the price where the book value is not known.
        GreaterOfPriceAndBook,
        /// The book value; else the list price; else the price.
        BookElseMsrpElsePrice,
        /// The price held between two shares of the book value; the price where that is not known.
        WithinBookBand,
        /// A share of the list price in place of the price; the price where the list price is not known.
        MsrpShare,
        /// After all deductions never below a share of the book value less the trade-ins' book values.
        FloorBookDifference,
    }
    Method { EachPayment, TotalOfPayments, Price, CapitalizedCost, LessResidual, None }
    Reach {
        Full, None,
        /// At the home state's rate where that is lower.
        HomeRate,
        /// At the home state's rate, whether lower or higher.
        HomeRateEitherWay,
        /// On a base cut down so that the tax equals the home state's.
        ReducedBase,
        /// The lesser of this state's tax and the whole tax of the home state.
        Lesser,
        /// The state-level tax of the home state by its own rules, at most this state's.
        HomeStateTax,
    }
    CreditLimit {
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
    CapStatus { None, Unknown }
    Field {
        CurbWeightLb, CityMpg, GrossWeightLb, ModelYear, GrossCapCost, Residual, RentCharge, Odometer,
        CombinedMpg,
    }
    FeeOf { Price, Msrp, TaxableBase }
    WeightOf { Curb, Gross }
    MeasuredBy { BookValue }
    AnswerWord { Flag, Days, Count, Money }
    ConditionWord { New, Used }
    ClassWord { Passenger, LightTruck, HeavyTruck, Motorcycle, Motorhome, Trailer }
    FuelWord { Gasoline, Diesel, Hybrid, PlugInHybrid, Electric, Hydrogen }
    ProviderWord { Dealer, ThirdParty, Insurer }
    SaleWord { Retail, Lease }
}

macro_rules! words_with_default {
    ($($name:ident { $first:ident $(, $word:ident)* })+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { #[default] $first $(, $word)* }
    )+};
}

words_with_default! {
    ByWord { Date, Contract, Delivery, Titling }
    RoundingWord { HalfUp, HalfEven, Up, Down }
    LevelWord { State, County, City, District }
    LeaseDue { Method, EachPayment, Once }
    Role { Registration, Buyer, Dealer, Delivery }
    Pick { First, Slices }
    CapOn { Each, LeaseTotal }
    CreditedAbroad { Always, Never, WhereTaxed }
    CreditOrder { Together, StateFirst }
}
