//! The fields of every type that goes out as JSON, in the order in which they are written.
//!
//! `always` stands there even as `null`, `if_any` is left out where it holds nothing; a field of the
//! type that is missing here does not compile.

use crate::deal::DealKind;
use crate::effects::{Effect, EffectCode, Effects};
use crate::figures::{
    DueAtSigning, Figures, Gross, GrossCode, GrossLine, LeaseFigures, LoanFigures,
};
use crate::grid::{Grid, GridCell, GridRow, TermOffer};
use crate::roll::{Lever, Roll, Rolled};
use crate::schedule::Installment;
use crate::writer::{Write, object, text};

macro_rules! left_out {
    (always) => {
        false
    };
    (if_any) => {
        true
    };
}

macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

macro_rules! objects {
    ($($type:ty { $($mode:ident $field:ident $($name:literal)?),+ $(,)? })+) => {$(
        impl Write for $type {
            fn write(&self, out: &mut String) {
                let Self { $($field),+ } = self;
                object(out, &[$((name!($field $($name)?), left_out!($mode), $field)),+]);
            }
        }
    )+};
}

macro_rules! words {
    ($($type:ty { $($variant:ident $word:literal),+ $(,)? })+) => {$(
        impl Write for $type {
            fn write(&self, out: &mut String) {
                text(out, match self { $(Self::$variant => $word),+ });
            }
        }
    )+};
}

objects! {
    Figures {
        always engine_version, always rules_version, always kind, always selling_price,
        always discount, always accessories, always delivery_charge, always doc_fee,
        always dealer_fees, always government_fees, always products, always tax, always tax_total,
        always total_price, always trade_allowance, always trade_payoff, always trade_equity,
        always acv, always over_allowance, always rebates, always cash_down, always amount_financed,
        always balance_due, always loan, always lease, always gross, always warnings,
    }
    LoanFigures {
        always payment, always payments, always last_payment, always first_payment_date,
        always last_payment_date, always rate, always apr, always apr_exact, always finance_charge,
        always total_of_payments, always total_sale_price, always odd_days, always ltv,
    }
    LeaseFigures {
        always gross_cap_cost, always cap_cost_reduction, always adjusted_cap_cost, always residual,
        always depreciation, always rent_charge, always monthly_depreciation, always monthly_rent,
        always base_payment, always tax_per_payment, always payment, always payments,
        always total_of_payments, always due_at_signing, always purchase_option_price,
        always disposition_fee,
    }
    DueAtSigning {
        always first_payment, always cap_reduction_cash, always government_fees, always tax,
        always acquisition_fee, always doc_fee, always security_deposit, always total,
    }
    Gross { always front, always back, always total, always lines, always reserve }
    GrossLine { always code, always amount }
    Installment {
        always number, always date, always payment, always interest, always principal, always balance,
    }
    Effects { always lines }
    Effect { if_any id, if_any code, always per_month }
    Grid { always terms, always rows }
    GridRow { always down, always cells }
    TermOffer {
        always term_months, if_any sell_rate, if_any buy_rate, if_any money_factor,
        if_any residual_percent,
    }
    Roll { always levers }
    Rolled {
        always lever, always reached, if_any value, if_any change, if_any payment, if_any gross_change,
        if_any reason, if_any best_value, if_any best_payment, if_any term,
    }

    tax::Assessment {
        always jurisdiction, always rules_version, always taxable_base, always lines, always counted,
        always left_out, always totals, always collected_by_dealer, always due_at_registration,
        always law, always certificates, always questions, always fees, always warnings,
    }
    tax::TaxLine {
        always code, always name, always level, always place, always base, always rate, always amount,
        always due, if_any payments, if_any from_payment, always citation, always source,
        always verified,
    }
    tax::BasePart { always kind, always amount, always reason, always citation, always verified }
    tax::Totals {
        always state, always local, always before_credit, always credit, always due, always at_signing,
        always per_payment, always over_term,
    }
    tax::Certificate { always code, always text, always citation }
    tax::Question {
        always code, always text, always kind "type", always answer, always value, always citation,
    }
    tax::GovernmentFee { always code, always name, always amount, always verified, always citation }
    tax::Warning { always code, always detail, if_any candidates }
    tax::Fault { always pointer, always code, always detail }
}

impl Write for GridCell {
    fn write(&self, out: &mut String) {
        match self {
            Self::Payment {
                payment,
                at_or_under_target,
            } => object(
                out,
                &[
                    ("payment", false, payment),
                    ("at_or_under_target", false, at_or_under_target),
                ],
            ),
            Self::Problem { problem } => object(out, &[("problem", false, problem)]),
        }
    }
}

words! {
    DealKind { Cash "cash", Retail "retail", Lease "lease" }
    GrossCode {
        Vehicle "vehicle", Accessories "accessories", OverAllowance "over_allowance",
        DocFee "doc_fee", DealerFees "dealer_fees", DealerRebates "dealer_rebates",
        Products "products", Reserve "reserve",
    }
    EffectCode {
        Discount "discount", Accessories "accessories", DeliveryCharge "delivery_charge",
        DocFee "doc_fee", DealerFees "dealer_fees", GovernmentFees "government_fees",
        Products "products", Tax "tax", TradeEquity "trade_equity", Rebates "rebates",
        AcquisitionFee "acquisition_fee", CashDown "cash_down",
    }
    Lever {
        CashDown "cash_down", SellingPrice "selling_price", TradeAllowance "trade_allowance",
        SellRate "sell_rate", TermMonths "term_months", MoneyFactor "money_factor",
    }
    tax::Level { State "state", County "county", City "city", District "district" }
    tax::Due { Signing "signing", Payment "payment" }
    tax::PartKind {
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
    tax::AnswerKind { Flag "flag", Days "days", Count "count", Money "money" }
    tax::Answered { Default "default", Given "given" }
}
