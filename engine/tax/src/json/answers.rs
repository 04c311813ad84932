//! The fields of every type that goes out as JSON, in the order in which they are written.

use crate::{
    AnswerKind, Answered, Assessment, BasePart, Certificate, Due, Fault, GovernmentFee, Level,
    PartKind, ProductKind, Question, TaxLine, Totals, Warning, json_objects_out, json_words_out,
};

json_objects_out! {
    Assessment {
        always jurisdiction, always rules_version, always taxable_base, always lines, always counted,
        always left_out, always totals, always collected_by_dealer, always due_at_registration,
        always law, always certificates, always questions, always fees, always warnings,
    }
    TaxLine {
        always code, always name, always level, always place, always base, always rate, always amount,
        always due, if_any payments, if_any from_payment, always citation, always source,
        always verified,
    }
    BasePart { always kind, always amount, always reason, always citation, always verified }
    Totals {
        always state, always local, always before_credit, always credit, always due, always at_signing,
        always per_payment, always over_term,
    }
    Certificate { always code, always text, always citation }
    Question {
        always code, always text, always kind "type", always answer, always value, always citation,
    }
    GovernmentFee { always code, always name, always amount, always verified, always citation }
    Warning { always code, always detail, if_any candidates }
    Fault { always pointer, always code, always detail }
}

json_words_out! {
    Level { State "state", County "county", City "city", District "district" }
    Due { Signing "signing", Payment "payment" }
    ProductKind {
        ServiceContract "service_contract", Gap "gap", Maintenance "maintenance",
        TireWheel "tire_wheel", Insurance "insurance", Other "other",
    }
    PartKind {
        Vehicle "vehicle", DealerDiscount "dealer_discount", Accessories "accessories",
        DeliveryCharge "delivery_charge", DocFee "doc_fee", ServiceContract "service_contract",
        Gap "gap", Maintenance "maintenance", TireWheel "tire_wheel", Insurance "insurance",
        OtherProduct "other_product", ManufacturerRebate "manufacturer_rebate",
        DealerRebate "dealer_rebate", TradeIn "trade_in", NegativeEquity "negative_equity",
        BookValueAdjustment "book_value_adjustment", LeasePayment "lease_payment",
        CapReductionCash "cap_reduction_cash", CapReductionTrade "cap_reduction_trade",
        CapReductionRebate "cap_reduction_rebate", AcquisitionFee "acquisition_fee",
        GrossCapCost "gross_cap_cost", Residual "residual", Declared "declared",
        RentCharge "rent_charge",
    }
    AnswerKind { Flag "flag", Days "days", Count "count", Money "money" }
    Answered { Default "default", Given "given" }
}
