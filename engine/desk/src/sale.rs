//! The deal as the tax law sees it, and the law's complaints as the deal sees them.

use money::Cents;
use tax::{CapReduction, Date, Fault, Sale, SaleKind};

use crate::deal::{Deal, DealKind, Lease, Product, Rebate, Trade};
use crate::sums::Sums;

/// What a lease comes to, as far as its tax asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LeaseCost {
    pub base_payment: Cents,
    pub gross_cap_cost: Cents,
    pub residual: Cents,
    pub rent_charge: Cents,
}

/// The sale of a deal. Dealer fees are taxed like accessories; government fees are no part of it.
pub(crate) fn sale(deal: &Deal, sums: &Sums) -> Sale {
    Sale {
        date: deal.date,
        dates: deal.tax.dates,
        kind: match deal.kind {
            DealKind::Lease => SaleKind::Lease,
            DealKind::Cash | DealKind::Retail => SaleKind::Retail,
        },
        registration: deal.places.registration.clone(),
        buyer: deal.places.buyer.clone(),
        dealer: Some(deal.places.dealer.clone()),
        delivery: deal.places.delivery.clone(),
        vehicle: deal.vehicle.clone(),
        price: sums.selling_price,
        dealer_discount: Cents::ZERO,
        accessories: sums.accessories + sums.dealer_fees,
        delivery_charge: sums.delivery_charge,
        doc_fee: sums.doc_fee,
        products: deal.products.iter().map(product).collect(),
        rebates: deal.rebates.iter().map(rebate).collect(),
        trades: deal
            .trades
            .iter()
            .map(|one| trade(one, deal.date))
            .collect(),
        local_rate: deal.tax.local_rate.clone(),
        tax_paid_elsewhere: deal.tax.tax_paid_elsewhere.clone(),
        exemptions: deal.tax.exemptions.clone(),
        answers: deal.tax.answers.clone(),
        rates: deal.rates.clone(),
        lease: None,
    }
}

/// The lease of that sale.
pub(crate) fn lease(lease: &Lease, sums: &Sums, cost: LeaseCost) -> tax::Lease {
    tax::Lease {
        term_months: lease.term_months,
        base_payment: cost.base_payment,
        gross_cap_cost: Some(cost.gross_cap_cost),
        residual: Some(cost.residual),
        rent_charge: Some(cost.rent_charge),
        cap_reduction: CapReduction {
            cash: sums.cash_down,
            trade: sums.trade_equity().or_zero(),
            rebate: sums.rebates,
        },
        acquisition_fee: Some(lease.acquisition_fee.clone()),
        doc_fee_capitalized: lease.doc_fee_capitalized,
        method: lease.method,
    }
}

fn product(product: &Product) -> tax::Product {
    tax::Product {
        kind: product.kind,
        price: product.price,
        provider: product.provider,
        // Under a lease the desk puts all products into the capitalized cost.
        in_payments: None,
    }
}

fn rebate(rebate: &Rebate) -> tax::Rebate {
    tax::Rebate {
        from: rebate.from,
        amount: rebate.amount,
        assigned_to_dealer: rebate.assigned_to_dealer,
    }
}

fn trade(trade: &Trade, date: Date) -> tax::Trade {
    tax::Trade {
        allowance: trade.allowance,
        payoff: trade.payoff_due(date),
        class: trade.class,
        titled_in: trade.titled_in.clone(),
        owned_by_buyer: trade.owned_by_buyer,
        tax_paid_on_it: trade.tax_paid_on_it,
        tax_amount_paid: trade.tax_amount_paid,
        book_value: trade.book_value,
    }
}

/// A fault of the sale, pointing into the deal that the sale was made of.
pub(crate) fn fault_of_deal(fault: Fault) -> Fault {
    Fault {
        pointer: pointer_of_deal(&fault.pointer),
        ..fault
    }
}

fn pointer_of_deal(pointer: &str) -> String {
    let path = pointer.strip_prefix('/').unwrap_or_default();
    let (field, rest) = path.split_once('/').unwrap_or((path, ""));
    match field {
        "registration" | "buyer" | "dealer" | "delivery" => format!("/places{pointer}"),
        "dates" | "local_rate" | "tax_paid_elsewhere" | "exemptions" | "answers" => {
            format!("/tax{pointer}")
        }
        "price" => "/selling_price".into(),
        "doc_fee" => "/fees".into(),
        "lease" => match rest {
            "cap_reduction/cash" => "/cash_down".into(),
            "cap_reduction/trade" => "/trades".into(),
            "cap_reduction/rebate" => "/rebates".into(),
            "residual" => "/lease/residual_amount".into(),
            "base_payment" | "gross_cap_cost" | "rent_charge" => "/lease".into(),
            _ => pointer.into(),
        },
        _ => pointer.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::pointer_of_deal;

    #[test]
    fn faults_of_the_sale_point_into_the_deal() {
        for (of_sale, of_deal) in [
            ("/registration/state", "/places/registration/state"),
            ("/delivery", "/places/delivery"),
            ("/delivery_charge", "/delivery_charge"),
            ("/price", "/selling_price"),
            ("/dates/contract", "/tax/dates/contract"),
            ("/answers/days_here", "/tax/answers/days_here"),
            ("/lease/cap_reduction/cash", "/cash_down"),
            ("/lease/method", "/lease/method"),
            ("/trades/1/titled_in", "/trades/1/titled_in"),
            ("", ""),
        ] {
            assert_eq!(pointer_of_deal(of_sale), of_deal);
        }
    }
}
