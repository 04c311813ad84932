//! The fields of every type that comes in as JSON: which must be there, which may be left out.

use tax::{json_objects_in, json_words_in};

use crate::commission::{CommissionAsk, CommissionPlan, CommissionStep, ProductBonus, UnitBonus};
use crate::deal::{
    Accessory, BookEntry, BookKind, CatalogueRef, Counts, Deal, DealKind, Fee, FeeKind, Finance,
    FirstPayment, Frequency, Interest, Lease, MultipleDeposits, OddDays, Places, Product,
    ProgrammeRef, Rebate, ReserveMethod, ReserveTerms, ResidualAdjustment, TaxInputs, Trade,
};
use crate::figures::Commissionable;
use crate::grid::{GridAsk, TermOffer};
use crate::limits::{Limits, LimitsAsk};
use crate::reg_z::AprAsk;
use crate::roll::{Lever, RollAsk, RollOf};

json_objects_in! {
    Deal {
        required date, required kind, required places, or_nothing vehicle, optional vehicle_cost,
        or_nothing books, or_nothing doc_fee_counts, required selling_price, or_nothing accessories, or_nothing delivery_charge, or_nothing fees,
        or_nothing products, or_nothing rebates, or_nothing trades, or_nothing cash_down, or_nothing tax,
        optional finance, optional lease; apart rates
    }
    Places { required registration, optional buyer, required dealer, optional delivery }
    Accessory { required id, or_nothing name, required price, optional cost }
    Fee { required id, required kind, or_nothing name, required amount }
    Product {
        required id, required kind, or_nothing name, required price, optional cost, or_nothing provider,
        optional payee, optional term_months, optional catalogue,
    }
    BookEntry { required id, required kind, or_nothing name, required amount, or_nothing counts }
    CatalogueRef { required item, required plan }
    ProgrammeRef {
        required lender, required lender_name, required programme, required row, required tier,
    }
    Rebate { required id, or_nothing from, or_nothing name, required amount, optional assigned_to_dealer }
    Trade {
        required id, or_nothing name, optional vin, required allowance, or_nothing payoff, optional acv,
        optional lien_holder, optional payoff_good_through, optional payoff_per_diem, optional payoff_in_days,
        or_nothing class, optional titled_in, optional owned_by_buyer, optional tax_paid_on_it, optional tax_amount_paid, optional book_value,
    }
    TaxInputs {
        or_nothing dates, optional local_rate, or_nothing tax_paid_elsewhere, or_nothing exemptions,
        or_nothing answers,
    }
    Finance {
        required term_months, or_nothing frequency, or_nothing interest, required sell_rate, optional buy_rate,
        optional first_payment_date, or_nothing odd_days, optional balloon_amount, optional balloon_percent,
        or_nothing finance_charges, optional reserve, optional programme,
    }
    ReserveTerms { or_nothing method, optional share, optional flat }
    Lease {
        required term_months, required money_factor, optional buy_money_factor, optional reserve_share,
        optional residual_percent, optional residual_amount, optional miles_per_year,
        or_nothing acquisition_fee, optional acquisition_fee_cost, or_nothing doc_fee_capitalized, or_nothing tax_capitalized,
        or_nothing security_deposit, optional security_deposit_rounding,
        or_nothing security_deposit_waived, optional multiple_deposits, or_nothing residual_adjustments,
        or_nothing first_payment, or_nothing one_pay, optional signing_total, optional excess_mile_charge,
        or_nothing disposition_fee, or_nothing purchase_option_fee,
        optional method, optional programme,
    }
    MultipleDeposits { required count, required factor_step, required round_to, optional most }
    ResidualAdjustment { or_nothing name, optional points, optional amount }
    GridAsk { required deal, required terms, required downs, optional target }
    TermOffer {
        required term_months, optional sell_rate, optional buy_rate, optional money_factor,
        optional residual_percent,
    }
    RollAsk { required deal, required target, or_nothing of, required levers, or_nothing terms }
    LimitsAsk { required deal, required limits }
    Limits {
        optional discount, optional discount_share, optional front_gross, optional total_gross,
        optional over_allowance, optional markup, optional factor_markup, optional term_months, optional ltv,
    }
    CommissionAsk { required commissionable, required plan, or_nothing products, optional units_before }
    Commissionable { required front, required back }
    CommissionPlan {
        required id, or_nothing name, or_nothing front, optional back_share, optional minimum,
        or_nothing per_product, or_nothing unit_bonuses,
    }
    CommissionStep { required from, required share }
    ProductBonus { required kind, required amount }
    UnitBonus { required units_from, required amount }
    AprAsk { required deal, required apr }
}

json_words_in! {
    DealKind { "cash" Cash, "retail" Retail, "lease" Lease }
    BookKind {
        "pack" Pack, "holdback" Holdback, "dealer_cash" DealerCash, "reconditioning" Reconditioning,
        "floorplan" Floorplan, "other_cost" OtherCost, "other_income" OtherIncome,
    }
    Counts { "both" Both, "gross" Gross, "commission" Commission, "none" None }
    FeeKind { "doc" Doc, "dealer" Dealer, "government" Government }
    Frequency {
        "monthly" Monthly, "semimonthly" Semimonthly, "biweekly" Biweekly, "weekly" Weekly, "single" Single,
    }
    Interest { "precomputed" Precomputed, "simple_365" Simple365, "simple_360" Simple360 }
    FirstPayment { "at_signing" AtSigning, "waived" Waived }
    OddDays { "ignore" Ignore, "actuarial_30" Actuarial30, "daily_365" Daily365 }
    ReserveMethod {
        "present_value" PresentValue, "interest_difference" InterestDifference, "flat" Flat,
    }
    RollOf { "payment" Payment, "due_at_signing" DueAtSigning }
    Lever {
        "cash_down" CashDown, "selling_price" SellingPrice, "trade_allowance" TradeAllowance,
        "sell_rate" SellRate, "term_months" TermMonths, "money_factor" MoneyFactor,
    }
}
