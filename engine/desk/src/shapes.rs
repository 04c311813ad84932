//! The fields of every type that comes in as JSON: which must be there, which may be left out.
//!
//! `required` must be given, `optional` may be absent, `or_nothing` is the type's nothing when absent, `apart` is no
//! part of the JSON;
//! a field of the type that is missing here does not compile.

use crate::deal::{
    Accessory, Deal, DealKind, Fee, FeeKind, Finance, Lease, OddDays, Places, Product, Rebate,
    ReserveMethod, ReserveTerms, TaxInputs, Trade,
};
use crate::grid::{GridAsk, TermOffer};
use crate::reader::{Fields, Read, Reader, one_of};
use crate::roll::{Lever, RollAsk, RollOf};
use crate::text::Json;

macro_rules! objects {
    ($($type:ty { $($mode:ident $field:ident),+ $(,)? $(; apart $apart:ident)? })+) => {$(
        impl Read for $type {
            fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
                let mut fields = Fields::open(json, reader, &[$(stringify!($field)),+]);
                let value = Self {
                    $($field: fields.$mode(stringify!($field)),)+
                    $($apart: Default::default(),)?
                };
                fields.close();
                value
            }
        }
    )+};
}

macro_rules! words {
    ($($type:ty { $($word:literal $variant:ident),+ $(,)? })+) => {$(
        impl Read for $type {
            fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
                [$(Self::$variant),+][one_of(json, reader, &[$($word),+])]
            }
        }
    )+};
}

objects! {
    Deal {
        required date, required kind, required places, or_nothing vehicle, optional vehicle_cost,
        required selling_price, or_nothing accessories, or_nothing delivery_charge, or_nothing fees,
        or_nothing products, or_nothing rebates, or_nothing trades, or_nothing cash_down, or_nothing tax,
        optional finance, optional lease; apart rates
    }
    Places { required registration, optional buyer, required dealer, optional delivery }
    Accessory { required id, or_nothing name, required price, optional cost }
    Fee { required id, required kind, or_nothing name, required amount }
    Product {
        required id, required kind, or_nothing name, required price, optional cost, or_nothing provider,
        optional term_months,
    }
    Rebate { required id, or_nothing from, or_nothing name, required amount, optional assigned_to_dealer }
    Trade {
        required id, or_nothing name, optional vin, required allowance, or_nothing payoff, optional acv,
        optional lien_holder, optional payoff_good_through, or_nothing class, optional titled_in,
        optional owned_by_buyer, optional tax_paid_on_it, optional tax_amount_paid, optional book_value,
    }
    TaxInputs {
        or_nothing dates, optional local_rate, or_nothing tax_paid_elsewhere, or_nothing exemptions,
        or_nothing answers,
    }
    Finance {
        required term_months, required sell_rate, optional buy_rate, optional first_payment_date,
        or_nothing odd_days, optional reserve,
    }
    ReserveTerms { or_nothing method, optional share, optional flat }
    Lease {
        required term_months, required money_factor, optional buy_money_factor, optional reserve_share,
        optional residual_percent, optional residual_amount, optional miles_per_year,
        or_nothing acquisition_fee, or_nothing doc_fee_capitalized, or_nothing tax_capitalized,
        or_nothing security_deposit, or_nothing disposition_fee, or_nothing purchase_option_fee,
        optional method,
    }
    GridAsk { required deal, required terms, required downs, optional target }
    TermOffer {
        required term_months, optional sell_rate, optional buy_rate, optional money_factor,
        optional residual_percent,
    }
    RollAsk { required deal, required target, or_nothing of, required levers, or_nothing terms }

    tax::Sale {
        required date, or_nothing dates, or_nothing kind, required registration, optional buyer, optional dealer,
        optional delivery, or_nothing vehicle, required price, or_nothing dealer_discount,
        or_nothing accessories, or_nothing delivery_charge, or_nothing doc_fee, or_nothing products,
        or_nothing rebates, or_nothing trades, optional local_rate, or_nothing tax_paid_elsewhere,
        or_nothing exemptions, or_nothing answers, optional lease; apart rates
    }
    tax::Dates { optional contract, optional delivery, optional titling }
    tax::Place { required state, optional county, optional city, optional zip }
    tax::Vehicle {
        or_nothing condition, or_nothing class, optional model_year, or_nothing fuel,
        optional gross_weight_lb, optional curb_weight_lb, optional city_mpg, optional combined_mpg,
        optional odometer, optional msrp, optional book_value,
    }
    tax::Product { required kind, required price, or_nothing provider, optional in_payments }
    tax::Rebate { or_nothing from, required amount, optional assigned_to_dealer }
    tax::Trade {
        required allowance, or_nothing payoff, or_nothing class, optional titled_in,
        optional owned_by_buyer, optional tax_paid_on_it, optional tax_amount_paid, optional book_value,
    }
    tax::LocalRate { required rate, optional cap, or_nothing source }
    tax::TaxPaid { required state, required amount, optional date, optional rate }
    tax::Exemption { required code, optional certificate }
    tax::Lease {
        or_nothing term_months, or_nothing base_payment, optional gross_cap_cost, optional residual,
        optional rent_charge, or_nothing cap_reduction, optional acquisition_fee,
        or_nothing doc_fee_capitalized, optional method,
    }
    tax::CapReduction { or_nothing cash, or_nothing trade, or_nothing rebate }
    tax::AcquisitionFee { required amount, or_nothing capitalized }
}

words! {
    DealKind { "cash" Cash, "retail" Retail, "lease" Lease }
    FeeKind { "doc" Doc, "dealer" Dealer, "government" Government }
    OddDays { "ignore" Ignore, "actuarial_30" Actuarial30, "daily_365" Daily365 }
    ReserveMethod {
        "present_value" PresentValue, "interest_difference" InterestDifference, "flat" Flat,
    }
    RollOf { "payment" Payment, "due_at_signing" DueAtSigning }
    Lever {
        "cash_down" CashDown, "selling_price" SellingPrice, "trade_allowance" TradeAllowance,
        "sell_rate" SellRate, "term_months" TermMonths, "money_factor" MoneyFactor,
    }
    tax::SaleKind { "retail" Retail, "lease" Lease }
    tax::Condition { "new" New, "used" Used }
    tax::VehicleClass {
        "passenger" Passenger, "light_truck" LightTruck, "heavy_truck" HeavyTruck,
        "motorcycle" Motorcycle, "motorhome" Motorhome, "trailer" Trailer,
    }
    tax::Fuel {
        "gasoline" Gasoline, "diesel" Diesel, "hybrid" Hybrid, "plug_in_hybrid" PlugInHybrid,
        "electric" Electric, "hydrogen" Hydrogen,
    }
    tax::ProductKind {
        "service_contract" ServiceContract, "gap" Gap, "maintenance" Maintenance,
        "tire_wheel" TireWheel, "insurance" Insurance, "other" Other,
    }
    tax::Provider { "dealer" Dealer, "third_party" ThirdParty, "insurer" Insurer }
    tax::RebateFrom { "manufacturer" Manufacturer, "dealer" Dealer }
    tax::LeaseMethod {
        "each_payment" EachPayment, "total_of_payments" TotalOfPayments, "price" Price,
        "capitalized_cost" CapitalizedCost, "less_residual" LessResidual, "none" None,
    }
}
