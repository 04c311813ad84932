//! The fields of every type that comes in as JSON: which must be there, which may be left out.

use crate::{
    AcquisitionFee, CapReduction, Condition, Dates, Exemption, Fuel, Lease, LeaseMethod, LocalRate,
    Place, Product, ProductKind, Provider, Rebate, RebateFrom, Sale, SaleKind, TaxPaid, Trade,
    Vehicle, VehicleClass, json_objects_in, json_words_in,
};

json_objects_in! {
    Sale {
        required date, or_nothing dates, or_nothing kind, required registration, optional buyer, optional dealer,
        optional delivery, or_nothing vehicle, required price, or_nothing dealer_discount,
        or_nothing accessories, or_nothing delivery_charge, or_nothing doc_fee, or_nothing products,
        or_nothing rebates, or_nothing trades, optional local_rate, or_nothing tax_paid_elsewhere,
        or_nothing exemptions, or_nothing answers, optional lease; apart rates
    }
    Dates { optional contract, optional delivery, optional titling }
    Place { required state, optional county, optional city, optional zip }
    Vehicle {
        or_nothing condition, or_nothing class, optional model_year, or_nothing fuel,
        optional gross_weight_lb, optional curb_weight_lb, optional city_mpg, optional combined_mpg,
        optional odometer, optional msrp, optional book_value,
    }
    Product { required kind, required price, or_nothing provider, optional in_payments }
    Rebate { or_nothing from, required amount, optional assigned_to_dealer }
    Trade {
        required allowance, or_nothing payoff, or_nothing class, optional titled_in,
        optional owned_by_buyer, optional tax_paid_on_it, optional tax_amount_paid, optional book_value,
    }
    LocalRate { required rate, optional cap, or_nothing source }
    TaxPaid { required state, required amount, optional date, optional rate }
    Exemption { required code, optional certificate }
    Lease {
        or_nothing term_months, or_nothing base_payment, optional gross_cap_cost, optional residual,
        optional rent_charge, or_nothing cap_reduction, optional acquisition_fee,
        or_nothing doc_fee_capitalized, optional method,
    }
    CapReduction { or_nothing cash, or_nothing trade, or_nothing rebate }
    AcquisitionFee { required amount, or_nothing capitalized }
}

json_words_in! {
    SaleKind { "retail" Retail, "lease" Lease }
    Condition { "new" New, "used" Used }
    VehicleClass {
        "passenger" Passenger, "light_truck" LightTruck, "heavy_truck" HeavyTruck,
        "motorcycle" Motorcycle, "motorhome" Motorhome, "trailer" Trailer,
    }
    Fuel {
        "gasoline" Gasoline, "diesel" Diesel, "hybrid" Hybrid, "plug_in_hybrid" PlugInHybrid,
        "electric" Electric, "hydrogen" Hydrogen,
    }
    ProductKind {
        "service_contract" ServiceContract, "gap" Gap, "maintenance" Maintenance,
        "tire_wheel" TireWheel, "insurance" Insurance, "other" Other,
    }
    Provider { "dealer" Dealer, "third_party" ThirdParty, "insurer" Insurer }
    RebateFrom { "manufacturer" Manufacturer, "dealer" Dealer }
    LeaseMethod {
        "each_payment" EachPayment, "total_of_payments" TotalOfPayments, "price" Price,
        "capitalized_cost" CapitalizedCost, "less_residual" LessResidual, "none" None,
    }
}
