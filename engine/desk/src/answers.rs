//! The fields of every type that goes out as JSON, in the order in which they are written.

use tax::json::{Write, object};
use tax::{json_objects_out, json_words_out};

use crate::commission::{Commission, CommissionCode, CommissionLine};
use crate::deal::{DealKind, Frequency};
use crate::effects::{Effect, EffectCode, Effects};
use crate::figures::{
    Commissionable, DueAtSigning, Figures, Gross, GrossCode, GrossLine, LeaseFigures, LoanFigures,
    TradeFigures,
};
use crate::grid::{Grid, GridCell, GridRow, TermOffer};
use crate::limits::{Breach, Breaches, LimitCode};
use crate::reg_m::{PaidBy, RegulationM, SigningCode, SigningLine};
use crate::reg_z::{AprHeld, ItemClass, ItemizedLine, PaymentGroup, RegulationZ};
use crate::roll::{Lever, Roll, Rolled};
use crate::schedule::Installment;

json_objects_out! {
    Figures {
        always engine_version, always rules_version, always kind, always selling_price,
        always discount, always accessories, always delivery_charge, always doc_fee,
        always dealer_fees, always government_fees, always products, always tax, always tax_total,
        always total_price, always trade_allowance, always trade_payoff, always trade_equity,
        always trades, always acv, always over_allowance, always rebates, always cash_down, always amount_financed,
        always balance_due, always loan, always regulation_z, always lease, always regulation_m, always gross, always warnings,
    }
    LoanFigures {
        always payment, always payments, always last_payment, always first_payment_date,
        always last_payment_date, always frequency, always balloon, always rate, always apr, always apr_exact, always finance_charge,
        always total_of_payments, always total_sale_price, always odd_days, always ltv,
    }
    RegulationZ {
        always apr, always finance_charge, always amount_financed, always total_of_payments,
        always total_sale_price, always down_payment, always prepaid_finance_charge, always payments,
        always itemization, always coverage_limit, always above_coverage_limit,
    }
    RegulationM {
        always due_at_signing, always due_at_signing_total, always paid_by, always payments,
        always payment, always next_payment_date, always total_of_base_payments,
        always disposition_fee, always total_of_payments, always miles_per_year,
        always excess_mile_charge, always purchase_option_price, always contractual_obligation,
        always coverage_limit, always above_coverage_limit,
    }
    SigningLine { always code, always amount }
    PaidBy { always net_trade, always rebates, always cash }
    PaymentGroup { always number, always amount, always frequency, always first_date }
    ItemizedLine { always class, if_any id, always name, if_any paid_to, always amount }
    TradeFigures {
        always id, always allowance, always payoff, always days_past_quote, always equity,
    }
    LeaseFigures {
        always gross_cap_cost, always cap_cost_reduction, always adjusted_cap_cost, always residual,
        always depreciation, always rent_charge, always monthly_depreciation, always monthly_rent,
        always money_factor, always base_payment, always tax_per_payment, always payment, always payments,
        always single_payment,
        always total_of_payments, always due_at_signing, always purchase_option_price,
        always disposition_fee,
    }
    DueAtSigning {
        always first_payment, always cap_reduction_cash, always government_fees, always tax,
        always acquisition_fee, always doc_fee, always security_deposit, always rolled_in, always total,
    }
    Gross { always front, always back, always total, always lines, always reserve, always commissionable }
    Commissionable { always front, always back }
    Commission { always lines, always total }
    CommissionLine { always code, if_any basis, if_any share, if_any product, always amount }
    Breaches { always breaches }
    Breach { always code, always pointer, if_any figure, if_any limit, always confidential }
    AprHeld { always apr, always apr_exact }
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
                    (",\"payment\":", false, payment),
                    (",\"at_or_under_target\":", false, at_or_under_target),
                ],
            ),
            Self::Problem { problem } => object(out, &[(",\"problem\":", false, problem)]),
        }
    }
}

json_words_out! {
    DealKind { Cash "cash", Retail "retail", Lease "lease" }
    SigningCode {
        CapCostReduction "cap_cost_reduction", FirstPayment "first_payment",
        SecurityDeposit "security_deposit", GovernmentFees "government_fees", Tax "tax",
        AcquisitionFee "acquisition_fee", DocFee "doc_fee",
    }
    ItemClass {
        CashPrice "cash_price", DownPayment "down_payment", PaidToOthers "paid_to_others",
        PrepaidFinanceCharge "prepaid_finance_charge",
    }
    Frequency {
        Monthly "monthly", Semimonthly "semimonthly", Biweekly "biweekly", Weekly "weekly",
        Single "single",
    }
    GrossCode {
        Vehicle "vehicle", Accessories "accessories", OverAllowance "over_allowance",
        DocFee "doc_fee", DealerFees "dealer_fees", DealerRebates "dealer_rebates",
        Products "products", Reserve "reserve", Pack "pack", Holdback "holdback",
        DealerCash "dealer_cash", Reconditioning "reconditioning", Floorplan "floorplan",
        Other "other", AcquisitionFee "acquisition_fee",
    }
    CommissionCode {
        Front "front", Minimum "minimum", Back "back", Product "product", UnitBonus "unit_bonus",
    }
    LimitCode {
        Discount "discount", DiscountShare "discount_share", FrontGross "front_gross",
        TotalGross "total_gross", OverAllowance "over_allowance", Markup "markup",
        FactorMarkup "factor_markup", TermMonths "term_months", Ltv "ltv",
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
}
