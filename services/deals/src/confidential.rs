//! The dealer's own figures in a structure: cost, books, actual cash value, buy rate, reserve and gross.
//!
//! Which fields they are is said once, here: they are refused from, hidden from and kept for callers who
//! may not see them.

use desk::{Counts, Deal, Figures, Roll, TermOffer};
use serde_json::Value;

/// The permission to see and to write them.
pub const PERMISSION: &str = "deals.see_gross";

/// Fields of [`Figures`] that are left out for callers without the permission.
pub const HIDDEN_FIGURES: [&str; 3] = ["acv", "over_allowance", "gross"];

/// Pointers to every confidential field that `inputs` carry.
#[must_use]
pub fn named(inputs: &Deal) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |present: bool, pointer: String| {
        if present {
            found.push(pointer);
        }
    };
    note(inputs.vehicle_cost.is_some(), "/vehicle_cost".into());
    note(!inputs.books.is_empty(), "/books".into());
    let doc_fee_counts = inputs.doc_fee_counts != Counts::default();
    note(doc_fee_counts, "/doc_fee_counts".into());
    for (at, line) in inputs.accessories.iter().enumerate() {
        note(line.cost.is_some(), format!("/accessories/{at}/cost"));
    }
    for (at, line) in inputs.products.iter().enumerate() {
        note(line.cost.is_some(), format!("/products/{at}/cost"));
    }
    for (at, trade) in inputs.trades.iter().enumerate() {
        note(trade.acv.is_some(), format!("/trades/{at}/acv"));
    }
    if let Some(finance) = &inputs.finance {
        note(finance.buy_rate.is_some(), "/finance/buy_rate".into());
        note(finance.reserve.is_some(), "/finance/reserve".into());
    }
    if let Some(lease) = &inputs.lease {
        note(
            lease.buy_money_factor.is_some(),
            "/lease/buy_money_factor".into(),
        );
        note(lease.reserve_share.is_some(), "/lease/reserve_share".into());
        note(
            lease.acquisition_fee_cost.is_some(),
            "/lease/acquisition_fee_cost".into(),
        );
    }
    found
}

/// The inputs without them.
#[must_use]
pub fn without(mut inputs: Deal) -> Deal {
    inputs.vehicle_cost = None;
    inputs.books.clear();
    inputs.doc_fee_counts = Counts::default();
    for line in &mut inputs.accessories {
        line.cost = None;
    }
    for line in &mut inputs.products {
        line.cost = None;
    }
    for trade in &mut inputs.trades {
        trade.acv = None;
    }
    if let Some(finance) = &mut inputs.finance {
        finance.buy_rate = None;
        finance.reserve = None;
    }
    if let Some(lease) = &mut inputs.lease {
        lease.buy_money_factor = None;
        lease.reserve_share = None;
        lease.acquisition_fee_cost = None;
    }
    inputs
}

/// `inputs` from a caller who cannot see them, with those that are `stored` put back: lines are known by
/// their ids, so that a line that moved keeps its cost and a new one has none.
#[must_use]
pub fn kept(mut inputs: Deal, stored: &Deal) -> Deal {
    inputs.vehicle_cost = stored.vehicle_cost;
    inputs.books.clone_from(&stored.books);
    inputs.doc_fee_counts = stored.doc_fee_counts;
    for line in &mut inputs.accessories {
        let was = stored.accessories.iter().find(|was| was.id == line.id);
        line.cost = was.and_then(|was| was.cost);
    }
    for line in &mut inputs.products {
        let was = stored.products.iter().find(|was| was.id == line.id);
        line.cost = was.and_then(|was| was.cost);
    }
    for trade in &mut inputs.trades {
        let was = stored.trades.iter().find(|was| was.id == trade.id);
        trade.acv = was.and_then(|was| was.acv);
    }
    if let (Some(finance), Some(was)) = (&mut inputs.finance, &stored.finance) {
        finance.buy_rate = was.buy_rate;
        finance.reserve.clone_from(&was.reserve);
    }
    if let (Some(lease), Some(was)) = (&mut inputs.lease, &stored.lease) {
        lease.buy_money_factor = was.buy_money_factor;
        lease.reserve_share = was.reserve_share;
        lease.acquisition_fee_cost = was.acquisition_fee_cost;
    }
    inputs
}

/// Figures of inputs without the dealer's own, as a caller without the permission gets them: the fields that
/// would have been worked out from those are absent rather than null.
///
/// # Errors
/// Where figures do not serialize, which their types rule out.
pub fn open_figures(figures: &Figures) -> Result<Value, serde_json::Error> {
    let mut figures = serde_json::to_value(figures)?;
    if let Some(fields) = figures.as_object_mut() {
        for name in HIDDEN_FIGURES {
            fields.remove(name);
        }
    }
    Ok(figures)
}

/// The levers of a roll without what they do to the gross.
#[must_use]
pub fn open_roll(mut roll: Roll) -> Roll {
    for lever in &mut roll.levers {
        lever.gross_change = None;
    }
    roll
}

/// Pointers to the buy rates that terms on offer carry.
#[must_use]
pub fn named_in_terms(terms: &[TermOffer]) -> Vec<String> {
    let carrying = terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.buy_rate.is_some());
    carrying
        .map(|(at, _)| format!("/terms/{at}/buy_rate"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{kept, named, without};
    use desk::Deal;

    /// Every confidential field there is, and nothing else that may be left out.
    const FULL: &str = r#"{
        "date": "2026-11-21", "kind": "lease", "selling_price": "41000.00", "vehicle_cost": "39412.00",
        "books": [{"id": "b1", "kind": "pack", "amount": "300.00"}], "doc_fee_counts": "gross",
        "places": {"registration": {"state": "FL"}, "dealer": {"state": "FL"}},
        "accessories": [{"id": "a1", "price": "289.00", "cost": "120.00"}, {"id": "a2", "price": "425.00"}],
        "products": [{"id": "p1", "kind": "gap", "price": "895.00", "cost": "300.00"}],
        "trades": [{"id": "t1", "allowance": "14500.00", "acv": "13600.00"}],
        "finance": {"term_months": 72, "sell_rate": "0.0649", "buy_rate": "0.0524", "reserve": {"share": "0.75"}},
        "lease": {"term_months": 36, "money_factor": "0.00195", "buy_money_factor": "0.0018", "reserve_share": "0.5",
                  "acquisition_fee": {"amount": "895.00"}, "acquisition_fee_cost": "695.00"}
    }"#;

    fn full() -> Deal {
        serde_json::from_str(FULL).expect("inputs")
    }

    #[test]
    fn every_one_is_named_and_none_is_left() {
        let pointers = [
            "/vehicle_cost",
            "/books",
            "/doc_fee_counts",
            "/accessories/0/cost",
            "/products/0/cost",
            "/trades/0/acv",
            "/finance/buy_rate",
            "/finance/reserve",
            "/lease/buy_money_factor",
            "/lease/reserve_share",
            "/lease/acquisition_fee_cost",
        ];
        assert_eq!(named(&full()), pointers);
        assert_eq!(named(&without(full())), [""; 0]);
        let text = serde_json::to_string(&without(full())).expect("text");
        for word in ["cost", "book", "counts", "acv", "buy_", "reserve"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }

    #[test]
    fn they_come_back_to_the_lines_that_they_belong_to() {
        assert_eq!(kept(without(full()), &full()), full(), "nothing is lost");
        let mut moved = without(full());
        moved.accessories.reverse();
        moved.products[0].id = "p2".into();
        moved.finance = None;
        let kept = kept(moved, &full());
        assert_eq!(kept.accessories[0].cost, None);
        assert_eq!(kept.accessories[1].cost, full().accessories[0].cost);
        assert_eq!(kept.products[0].cost, None, "another line has another cost");
        assert_eq!(kept.finance, None);
        assert_eq!(kept.trades[0].acv, full().trades[0].acv);
    }
}
