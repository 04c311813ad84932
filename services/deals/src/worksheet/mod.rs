//! The buyer's worksheet: what a customer may read of a structure, ready to print and sign.
//!
//! It is made from the deal's parties and the structure, never from the dealer's own figures.

mod sheet;

use askama::Template;
use desk::{Deal, DealKind, FeeKind, Figures, Frequency};
use money::Cents;
use platform::Problem;
use tax::{BasePart, Due, PartKind};

use crate::parties::{DealCustomer, DealRooftop, DealVehicle};
use crate::print::{Amount, Count, Day, Percent};
use crate::structure::{payment, revision_hash};
use crate::workflow::Status;

pub use sheet::{
    Choice, Lease, Line, Loan, Party, Proof, TaxExplained, TaxPart, TaxRow, Trade, Worksheet,
};

/// What a worksheet is made from.
pub struct Source<'a> {
    pub number: &'a str,
    pub status: Status,
    pub rooftop: &'a DealRooftop,
    pub customer: Option<&'a DealCustomer>,
    pub vehicle: Option<&'a DealVehicle>,
    pub salesperson: &'a str,
    pub letter: &'a str,
    pub name: &'a str,
    pub revision: i64,
    /// The stored texts, for the hash.
    pub inputs_text: &'a str,
    pub figures_text: &'a str,
    pub inputs: &'a Deal,
    pub figures: &'a Figures,
}

#[derive(Template)]
#[template(path = "worksheet.html")]
struct Page<'a> {
    sheet: &'a Worksheet,
}

impl Worksheet {
    /// What the line of all taxes is called in the price.
    pub const TAX_LINE: &'static str = "Taxes, explained below";

    #[must_use]
    pub fn of(source: &Source<'_>) -> Self {
        let (inputs, figures) = (source.inputs, source.figures);
        Self {
            title: "Buyer's worksheet".into(),
            mark: mark(source.status).map(str::to_owned),
            number: source.number.into(),
            date: inputs.date,
            dealer: dealer(source.rooftop),
            buyer: source.customer.map(buyer),
            vehicle: source.vehicle.map(|vehicle| on_paper(vehicle, inputs)),
            option: Choice {
                letter: source.letter.into(),
                name: source.name.into(),
                kind: figures.kind,
            },
            price: price(inputs, figures),
            total_price: figures.total_price,
            settlement: settlement(inputs, figures),
            result: result(figures),
            loan: loan(figures),
            lease: lease(inputs, figures),
            payment_without_products: payment_without_products(inputs),
            tax: tax_explained(figures),
            trades: trades(inputs, figures),
            signatures: signatures(source),
            proof: proof(source),
        }
    }

    /// The printable page, whole in itself.
    ///
    /// # Errors
    /// Where the page does not render, which is our fault.
    pub fn html(&self) -> Result<String, Problem> {
        Page { sheet: self }.render().map_err(Problem::internal)
    }
}

pub(crate) fn proof(source: &Source<'_>) -> Proof {
    Proof {
        rule_date: source.inputs.date,
        rules_version: source.figures.rules_version.to_string(),
        engine_version: source.figures.engine_version.to_string(),
        revision: source.revision,
        revision_hash: revision_hash(source.inputs_text, source.figures_text),
    }
}

pub(crate) const fn mark(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft | Status::Returned => Some("Draft"),
        Status::Submitted => Some("Not approved yet"),
        Status::Cancelled => Some("Cancelled"),
        Status::Approved | Status::Contracted | Status::Funded | Status::Delivered => None,
    }
}

pub(crate) fn dealer(rooftop: &DealRooftop) -> Party {
    let mut lines = rooftop.address.lines();
    lines.extend(rooftop.phone.clone());
    Party {
        name: rooftop.name.clone(),
        lines,
    }
}

pub(crate) fn buyer(customer: &DealCustomer) -> Party {
    let address = customer.address.as_ref();
    let mut lines = address.map(|address| address.lines()).unwrap_or_default();
    lines.extend(customer.phone.clone());
    lines.extend(customer.email.clone());
    Party {
        name: customer.name.clone(),
        lines,
    }
}

pub(crate) fn on_paper(vehicle: &DealVehicle, inputs: &Deal) -> Party {
    let mut lines = vec![format!("Stock {}", vehicle.stock_number)];
    lines.extend(vehicle.vin.as_ref().map(|vin| format!("VIN {vin}")));
    let condition = match inputs.vehicle.condition {
        tax::Condition::New => "New",
        tax::Condition::Used => "Used",
    };
    let miles = inputs.vehicle.odometer.map(|miles| miles.grouped());
    let miles = miles.map(|miles| format!("{miles} miles"));
    let known = [Some(condition.to_owned()), vehicle.color.clone(), miles];
    lines.push(known.into_iter().flatten().collect::<Vec<_>>().join(", "));
    Party {
        name: vehicle.name.clone(),
        lines,
    }
}

fn line(label: impl Into<String>, amount: Cents) -> Line {
    Line {
        label: label.into(),
        amount,
        optional: false,
    }
}

fn named(name: &str, otherwise: &str) -> String {
    if name.is_empty() { otherwise } else { name }.to_owned()
}

fn price(inputs: &Deal, figures: &Figures) -> Vec<Line> {
    let mut lines = Vec::new();
    match inputs.vehicle.msrp {
        Some(msrp) if figures.discount.is_positive() => {
            lines.push(line("MSRP", msrp));
            lines.push(line("Your discount", -figures.discount));
        }
        _ => lines.push(line("Selling price", figures.selling_price)),
    }
    for accessory in &inputs.accessories {
        let label = named(&accessory.name, "Accessory");
        lines.push(line(label, accessory.price));
    }
    if !figures.delivery_charge.is_zero() {
        lines.push(line("Delivery", figures.delivery_charge));
    }
    for kind in [FeeKind::Doc, FeeKind::Dealer] {
        for fee in inputs.fees.iter().filter(|fee| fee.kind == kind) {
            lines.push(line(named(&fee.name, "Dealer fee"), fee.amount));
        }
    }
    for product in &inputs.products {
        lines.push(Line {
            optional: menu::is_option(product, inputs),
            ..line(named(&product.name, "Protection product"), product.price)
        });
    }
    lines.push(line(Worksheet::TAX_LINE, figures.tax_total));
    let government = |kind: FeeKind| kind == FeeKind::Government;
    for fee in inputs.fees.iter().filter(|fee| government(fee.kind)) {
        lines.push(line(named(&fee.name, "Government fee"), fee.amount));
    }
    lines
}

fn settlement(inputs: &Deal, figures: &Figures) -> Vec<Line> {
    let mut lines = Vec::new();
    if figures.kind == DealKind::Lease {
        return lines;
    }
    for trade in &inputs.trades {
        let name = named(&trade.name, "trade-in");
        lines.push(line(format!("Your trade, {name}"), -trade.allowance));
        let payoff = payoff(trade, figures);
        if !payoff.is_zero() {
            let lender = trade.lien_holder.as_deref().unwrap_or("the lien holder");
            lines.push(line(format!("Paid off to {lender}"), payoff));
        }
    }
    for rebate in inputs.rebates.iter().filter(|r| r.lowers_the_deal()) {
        lines.push(line(named(&rebate.name, "Rebate"), -rebate.amount));
    }
    if !figures.cash_down.is_zero() {
        lines.push(line("Cash down", -figures.cash_down));
    }
    let prepaid = figures.regulation_z.as_ref();
    let prepaid = prepaid.map_or(Cents::ZERO, |it| it.prepaid_finance_charge);
    if !prepaid.is_zero() {
        lines.push(line("Prepaid finance charge", -prepaid));
    }
    lines
}

/// As Regulation Z has it: what is a finance charge from the start is no part of it (12 CFR 1026.18(b)).
fn amount_financed(figures: &Figures) -> Option<Cents> {
    let disclosed = figures.regulation_z.as_ref();
    disclosed.map_or(figures.amount_financed, |it| Some(it.amount_financed))
}

/// What the lien holder gets, with the per diem of the days past the quote.
fn payoff(trade: &desk::Trade, figures: &Figures) -> Cents {
    let worked = figures.trades.iter().find(|worked| worked.id == trade.id);
    worked.map_or(trade.payoff, |worked| worked.payoff)
}

fn result(figures: &Figures) -> Line {
    match figures.kind {
        DealKind::Cash => line(
            "Balance due at delivery",
            figures.balance_due.unwrap_or_default(),
        ),
        DealKind::Retail => line(
            "Amount financed",
            amount_financed(figures).unwrap_or_default(),
        ),
        DealKind::Lease => {
            let lease = figures.lease.as_ref();
            let total = lease.map(|lease| lease.due_at_signing.total);
            line("Due at signing", total.unwrap_or_default())
        }
    }
}

fn loan(figures: &Figures) -> Option<Loan> {
    let loan = figures.loan.as_ref()?;
    let every = match loan.frequency {
        Frequency::Monthly => "per month",
        Frequency::Semimonthly => "twice a month",
        Frequency::Biweekly => "every two weeks",
        Frequency::Weekly => "per week",
        Frequency::Single => "in one payment",
    };
    Some(Loan {
        payment: loan.payment,
        every: every.into(),
        payments: loan.payments,
        last_payment: loan.last_payment,
        first_payment_date: loan.first_payment_date,
        apr: loan.apr,
        amount_financed: amount_financed(figures)?,
        finance_charge: loan.finance_charge,
        total_of_payments: loan.total_of_payments,
        total_sale_price: loan.total_sale_price,
    })
}

fn lease(inputs: &Deal, figures: &Figures) -> Option<Lease> {
    let lease = figures.lease.as_ref()?;
    let signing = &lease.due_at_signing;
    let due_at_signing = [
        ("First payment", signing.first_payment),
        (
            "Cash toward the capitalized cost",
            signing.cap_reduction_cash,
        ),
        ("Title, registration, state fees", signing.government_fees),
        ("Tax at signing", signing.tax),
        ("Acquisition fee", signing.acquisition_fee),
        ("Dealer service fee", signing.doc_fee),
        ("Refundable security deposit", signing.security_deposit),
        ("Of this, in the payments instead", -signing.rolled_in),
    ];
    let (payment, every) = match lease.single_payment {
        Some(single) => (single, "in one payment, at signing"),
        None => (lease.payment, "per month"),
    };
    Some(Lease {
        payment,
        every: every.into(),
        payments: lease.payments,
        base_payment: lease.base_payment,
        tax_per_payment: lease.tax_per_payment,
        gross_cap_cost: lease.gross_cap_cost,
        cap_cost_reduction: lease.cap_cost_reduction,
        adjusted_cap_cost: lease.adjusted_cap_cost,
        residual: lease.residual,
        depreciation: lease.depreciation,
        rent_charge: lease.rent_charge,
        total_of_payments: lease.total_of_payments,
        miles_per_year: inputs.lease.as_ref().and_then(|l| l.miles_per_year),
        purchase_option_price: lease.purchase_option_price,
        disposition_fee: lease.disposition_fee,
        due_at_signing: due_at_signing
            .into_iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(label, amount)| line(label, amount))
            .collect(),
        due_at_signing_total: signing.total,
    })
}

/// Nothing where there is no payment or no product to leave out.
fn payment_without_products(inputs: &Deal) -> Option<Cents> {
    if menu::options(inputs).next().is_none() || inputs.kind == DealKind::Cash {
        return None;
    }
    payment(&desk::figures(&menu::without_options(inputs)).ok()?)
}

fn tax_explained(figures: &Figures) -> TaxExplained {
    let tax = &figures.tax;
    let rows = tax.lines.iter().map(|line| TaxRow {
        name: line.name.to_string(),
        place: line.place.to_string(),
        base: line.base,
        rate: line.rate,
        amount: line.amount,
        each_payment: line.due == Due::Payment,
        citation: line.citation.to_string(),
        verified: line.verified,
    });
    let part = |part: &BasePart, counted| TaxPart {
        label: part_label(part.kind).into(),
        amount: part.amount,
        counted,
        reason: part.reason.to_string(),
        citation: part.citation.to_string(),
    };
    let counted = tax.counted.iter().map(|it| part(it, true));
    let left_out = tax.left_out.iter().map(|it| part(it, false));
    TaxExplained {
        law: tax.law.to_string(),
        lines: rows.collect(),
        parts: counted.chain(left_out).collect(),
        credit: -tax.totals.credit,
        total: figures.tax_total,
        due_at_registration: tax.due_at_registration,
        notes: tax.warnings.iter().map(|w| w.detail.to_string()).collect(),
    }
}

const fn part_label(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Vehicle => "Vehicle",
        PartKind::DealerDiscount => "Dealer discount",
        PartKind::Accessories => "Accessories",
        PartKind::DeliveryCharge => "Delivery",
        PartKind::DocFee => "Dealer service fee",
        PartKind::ServiceContract => "Service contract",
        PartKind::Gap => "GAP",
        PartKind::Maintenance => "Maintenance",
        PartKind::TireWheel => "Tire and wheel",
        PartKind::Insurance => "Insurance",
        PartKind::OtherProduct => "Other product",
        PartKind::ManufacturerRebate => "Manufacturer rebate",
        PartKind::DealerRebate => "Dealer rebate",
        PartKind::TradeIn => "Trade-in",
        PartKind::NegativeEquity => "Negative equity",
        PartKind::BookValueAdjustment => "Book value",
        PartKind::LeasePayment => "Lease payment",
        PartKind::CapReductionCash => "Cash at signing",
        PartKind::CapReductionTrade => "Trade toward the lease",
        PartKind::CapReductionRebate => "Rebate toward the lease",
        PartKind::AcquisitionFee => "Acquisition fee",
        PartKind::GrossCapCost => "Gross capitalized cost",
        PartKind::Residual => "Residual value",
        PartKind::Declared => "Declared amount",
        PartKind::RentCharge => "Rent charge",
    }
}

fn trades(inputs: &Deal, figures: &Figures) -> Vec<Trade> {
    let trade = |trade: &desk::Trade| Trade {
        name: named(&trade.name, "Trade-in"),
        vin: trade.vin.clone(),
        lien_holder: trade.lien_holder.clone(),
        payoff_good_through: trade.payoff_good_through,
        allowance: trade.allowance,
        payoff: payoff(trade, figures),
        equity: trade.allowance - payoff(trade, figures),
    };
    inputs.trades.iter().map(trade).collect()
}

fn signatures(source: &Source<'_>) -> Vec<String> {
    let buyer = source.customer.map_or("Buyer", |customer| &customer.name);
    vec![
        buyer.to_owned(),
        "Co-buyer".to_owned(),
        format!("{} for {}", source.salesperson, source.rooftop.name),
        "Manager".to_owned(),
    ]
}
