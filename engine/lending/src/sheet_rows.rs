//! The columns of each file of a rate sheet, and a line of it as a row.

use money::Rate;

use crate::check::{
    HIGHEST_ADVANCE, HIGHEST_MARKUP, HIGHEST_RATE, LOWEST_ADVANCE, STEEPEST_FACTOR,
};
use crate::columns::{Line, RateColumn};
use crate::lease_sheet::{FactorRow, ResidualRow};
use crate::programme::{
    AdvanceBase, AdvanceLimit, Exclusion, RetailRow, RowScope, SheetCondition, Tier,
};

/// What a file may and must have.
pub(crate) struct FileFormat {
    pub columns: &'static [&'static str],
    pub rates: &'static [RateColumn],
    pub required: &'static [&'static str],
}

/// Half a percent is rarely, and a tenth never, the rate of a contract.
const BUY_RATE: RateColumn = RateColumn {
    name: "buy_rate",
    least: Rate::basis_points(30),
    most: HIGHEST_RATE,
    factor: false,
};
const MARKUP: RateColumn = RateColumn {
    name: "markup_to",
    least: Rate::basis_points(10),
    most: HIGHEST_MARKUP,
    factor: false,
};
const LTV: RateColumn = RateColumn {
    name: "ltv_to",
    least: LOWEST_ADVANCE,
    most: HIGHEST_ADVANCE,
    factor: false,
};
const PTI: RateColumn = RateColumn {
    name: "pti_to",
    least: Rate::basis_points(100),
    most: Rate::ONE,
    factor: false,
};
const DTI: RateColumn = RateColumn {
    name: "dti_to",
    least: Rate::basis_points(100),
    most: Rate::ONE,
    factor: false,
};
const FACTOR: RateColumn = RateColumn {
    name: "money_factor",
    least: Rate::new(1),
    most: STEEPEST_FACTOR,
    factor: true,
};
const ONE_PAY: RateColumn = RateColumn {
    name: "one_pay_money_factor",
    least: Rate::new(1),
    most: STEEPEST_FACTOR,
    factor: true,
};
const FACTOR_MARKUP: RateColumn = RateColumn {
    name: "markup_to",
    least: Rate::new(1),
    most: Rate::basis_points(100),
    factor: true,
};
/// More than the whole is told by the sheet's own check.
const RESIDUAL: RateColumn = RateColumn {
    name: "residual",
    least: Rate::basis_points(200),
    most: Rate::basis_points(15_000),
    factor: false,
};

pub(crate) const RETAIL: FileFormat = FileFormat {
    columns: &[
        "tier",
        "score_from",
        "score_to",
        "excludes",
        "term_from",
        "term_to",
        "condition",
        "model_year_from",
        "model_year_to",
        "age_to",
        "odometer_to",
        "amount_from",
        "amount_to",
        "ltv_of",
        "flat",
    ],
    rates: &[BUY_RATE, MARKUP, LTV, PTI, DTI],
    required: &["tier", "term_from", "term_to", "buy_rate"],
};

pub(crate) const FACTORS: FileFormat = FileFormat {
    columns: &[
        "tier",
        "score_from",
        "score_to",
        "excludes",
        "term_from",
        "term_to",
        "condition",
        "model_year_from",
        "model_year_to",
        "age_to",
        "odometer_to",
        "amount_from",
        "amount_to",
        "ltv_of",
    ],
    rates: &[FACTOR, ONE_PAY, FACTOR_MARKUP, LTV, PTI, DTI],
    required: &["tier", "term_from", "term_to", "money_factor"],
};

pub(crate) const RESIDUALS: FileFormat = FileFormat {
    columns: &[
        "make",
        "model",
        "trim",
        "model_year",
        "term",
        "miles_per_year",
    ],
    rates: &[RESIDUAL],
    required: &["make", "model", "term", "miles_per_year", "residual"],
};

const EXCLUSIONS: [(&str, Exclusion); 6] = [
    ("open_bankruptcy", Exclusion::OpenBankruptcy),
    ("past_repossession", Exclusion::PastRepossession),
    ("first_time_buyer", Exclusion::FirstTimeBuyer),
    ("commercial_use", Exclusion::CommercialUse),
    ("branded_title", Exclusion::BrandedTitle),
    ("negative_equity", Exclusion::NegativeEquity),
];

const CONDITIONS: [(&str, SheetCondition); 3] = [
    ("new", SheetCondition::New),
    ("used", SheetCondition::Used),
    ("certified", SheetCondition::Certified),
];

const ADVANCES: [(&str, AdvanceBase); 3] = [
    ("invoice", AdvanceBase::Invoice),
    ("msrp", AdvanceBase::Msrp),
    ("book", AdvanceBase::Book),
];

/// The column that a field of a row came from.
pub(crate) fn column_of(field: &str) -> &'static str {
    match field {
        "/name" | "/scope/tier" => "tier",
        "/score_from" => "score_from",
        "/score_to" => "score_to",
        "/scope/term_from" => "term_from",
        "/scope/term_to" => "term_to",
        "/scope/model_year_from" => "model_year_from",
        "/scope/model_year_to" => "model_year_to",
        "/scope/amount_from" => "amount_from",
        "/scope/amount_to" => "amount_to",
        "/scope/advance/most" => "ltv_to",
        "/scope/pti_to" => "pti_to",
        "/scope/dti_to" => "dti_to",
        "/buy_rate" => "buy_rate",
        "/markup_to" => "markup_to",
        "/flat" => "flat",
        "/money_factor" => "money_factor",
        "/one_pay_money_factor" => "one_pay_money_factor",
        "/percent" => "residual",
        "/make" => "make",
        "/model" => "model",
        "/term_months" => "term",
        "/miles_per_year" => "miles_per_year",
        _ => "",
    }
}

/// The tier that a line names.
pub(crate) fn tier(line: &mut Line<'_>) -> Option<Tier> {
    // An empty name is told where the row is read.
    let name = line.given("tier")?.to_owned();
    let mut excludes = line.words("excludes", &EXCLUSIONS);
    excludes.sort_unstable();
    Some(Tier {
        name,
        score_from: line.whole("score_from"),
        score_to: line.whole("score_to"),
        excludes,
    })
}

fn scope(line: &mut Line<'_>) -> Option<RowScope> {
    let tier = line.text("tier");
    let term_from = line.whole_required("term_from");
    let term_to = line.whole_required("term_to");
    let conditions = line.words("condition", &CONDITIONS);
    let advance = advance(line);
    let rest = RowScope {
        conditions,
        model_year_from: line.whole("model_year_from"),
        model_year_to: line.whole("model_year_to"),
        age_to: line.whole("age_to"),
        odometer_to: line.whole("odometer_to"),
        amount_from: line.amount("amount_from"),
        amount_to: line.amount("amount_to"),
        advance,
        pti_to: line.rate(PTI),
        dti_to: line.rate(DTI),
        ..RowScope::default()
    };
    Some(RowScope {
        tier: tier?,
        term_from: term_from?,
        term_to: term_to?,
        ..rest
    })
}

fn advance(line: &mut Line<'_>) -> Option<AdvanceLimit> {
    let before = line.faults.len();
    let most = line.rate(LTV);
    let of = line.words("ltv_of", &ADVANCES);
    if line.faults.len() > before {
        return None;
    }
    match (most, of.as_slice()) {
        (Some(most), [of]) => Some(AdvanceLimit { most, of: *of }),
        (None, []) => None,
        (Some(_), []) => {
            let detail = "must say what the LTV is measured on: invoice, msrp or book";
            line.fault("ltv_of", "missing", detail.into());
            None
        }
        (None, _) => {
            line.fault("ltv_to", "missing", "is empty beside ltv_of".into());
            None
        }
        (Some(_), _) => {
            line.fault(
                "ltv_of",
                "too_many",
                "can be measured on one value only".into(),
            );
            None
        }
    }
}

pub(crate) fn retail_row(line: &mut Line<'_>) -> Option<RetailRow> {
    let scope = scope(line);
    let buy_rate = line.rate_required(BUY_RATE);
    let markup_to = line.rate(MARKUP);
    let flat = line.amount("flat");
    Some(RetailRow {
        scope: scope?,
        buy_rate: buy_rate?,
        markup_to,
        flat,
    })
}

pub(crate) fn factor_row(line: &mut Line<'_>) -> Option<FactorRow> {
    let scope = scope(line);
    let money_factor = line.rate_required(FACTOR);
    let one_pay_money_factor = line.rate(ONE_PAY);
    let markup_to = line.rate(FACTOR_MARKUP);
    Some(FactorRow {
        scope: scope?,
        money_factor: money_factor?,
        one_pay_money_factor,
        markup_to: markup_to.unwrap_or_default(),
    })
}

pub(crate) fn residual_row(line: &mut Line<'_>) -> Option<ResidualRow> {
    let make = line.text("make");
    let model = line.text("model");
    let trim = line.given("trim").map(str::to_owned);
    let model_year = line.whole("model_year");
    let term_months = line.whole_required("term");
    let miles_per_year = line.whole_required("miles_per_year");
    let percent = line.rate_required(RESIDUAL);
    Some(ResidualRow {
        make: make?,
        model: model?,
        trim,
        model_year,
        term_months: term_months?,
        miles_per_year: miles_per_year?,
        percent: percent?,
    })
}
