//! The box of a retail contract: five figures, the payment schedule, and how the amount financed is made.

use desk::{Frequency, ItemClass, RegulationZ};
use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::Date;
use utoipa::ToSchema;

/// Regulation Z's box, in the order of model form H-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DisclosedCredit)]
pub struct RetailBox {
    pub apr: Rate,
    pub finance_charge: Cents,
    pub amount_financed: Cents,
    pub total_of_payments: Cents,
    pub total_sale_price: Cents,
    pub down_payment: Cents,
    pub payments: Vec<PaymentRow>,
    pub itemization: Vec<ItemizedPart>,
}

/// Payments of one amount, one after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DisclosedPayments)]
pub struct PaymentRow {
    pub number: u32,
    pub amount: Cents,
    /// "Monthly, beginning".
    pub when: String,
    pub first_date: Date,
}

/// A part of the itemization of the amount financed with its sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ItemizedPart)]
pub struct ItemizedPart {
    pub label: String,
    pub lines: Vec<Itemized>,
    pub total: Cents,
    /// Whether it is in the amount financed; prepaid finance charges are named and are not.
    pub counts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ItemizedAmount)]
pub struct Itemized {
    pub label: String,
    pub paid_to: Option<String>,
    pub amount: Cents,
}

/// The parts in the order of model form H-3.
const PARTS: [(ItemClass, &str); 4] = [
    (
        ItemClass::CashPrice,
        "Cash price, with accessories, services and taxes",
    ),
    (ItemClass::DownPayment, "Down payment"),
    (
        ItemClass::PaidToOthers,
        "Amounts paid to others on your behalf",
    ),
    (ItemClass::PrepaidFinanceCharge, "Prepaid finance charge"),
];

impl RetailBox {
    pub(super) fn of(figures: &RegulationZ) -> Self {
        let rows = figures.payments.iter().map(|group| PaymentRow {
            number: group.number,
            amount: group.amount,
            when: when(group.frequency, group.number).into(),
            first_date: group.first_date,
        });
        Self {
            apr: figures.apr,
            finance_charge: figures.finance_charge,
            amount_financed: figures.amount_financed,
            total_of_payments: figures.total_of_payments,
            total_sale_price: figures.total_sale_price,
            down_payment: figures.down_payment,
            payments: rows.collect(),
            itemization: PARTS
                .iter()
                .map(|(class, label)| part(figures, *class, label))
                .filter(|part| !part.lines.is_empty())
                .collect(),
        }
    }
}

const fn when(frequency: Frequency, number: u32) -> &'static str {
    if number == 1 {
        return "On";
    }
    match frequency {
        Frequency::Monthly => "Monthly, beginning",
        Frequency::Semimonthly => "Twice a month, beginning",
        Frequency::Biweekly => "Every two weeks, beginning",
        Frequency::Weekly => "Weekly, beginning",
        Frequency::Single => "On",
    }
}

fn part(figures: &RegulationZ, class: ItemClass, label: &str) -> ItemizedPart {
    let of_class = figures.itemization.iter().filter(|it| it.class == class);
    let lines: Vec<Itemized> = of_class
        .map(|it| Itemized {
            label: it.name.clone(),
            paid_to: it.paid_to.clone(),
            amount: it.amount,
        })
        .collect();
    ItemizedPart {
        label: label.into(),
        total: lines.iter().map(|line| line.amount).sum(),
        lines,
        counts: class != ItemClass::PrepaidFinanceCharge,
    }
}
