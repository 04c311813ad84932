//! What the books do to both grosses, by hand from the deal of Pinellas County: front 2,198.00, back 3,204.10.

use crate::common::{money, pinellas, pinellas_lease};
use desk::{BookEntry, Commissionable, Counts, Deal, Gross, GrossCode, figures};
use money::Cents;

fn books(text: &str) -> Vec<BookEntry> {
    serde_json::from_str(text).expect("the books read")
}

fn gross(deal: &Deal) -> Gross {
    figures(deal).expect("figures").gross.expect("a gross")
}

fn line(gross: &Gross, code: GrossCode) -> Option<Cents> {
    let found = gross.lines.iter().find(|line| line.code == code);
    found.map(|line| line.amount)
}

const BOOKS: &str = r#"[
    {"id": "b1", "kind": "pack", "amount": "300.00"},
    {"id": "b2", "kind": "pack", "name": "Sales pack", "amount": "200.00", "counts": "commission"},
    {"id": "b3", "kind": "holdback", "amount": "850.40", "counts": "gross"},
    {"id": "b4", "kind": "dealer_cash", "amount": "500.00"},
    {"id": "b5", "kind": "reconditioning", "amount": "125.55"},
    {"id": "b6", "kind": "floorplan", "amount": "64.20", "counts": "gross"},
    {"id": "b7", "kind": "other_cost", "amount": "40.00", "counts": "commission"},
    {"id": "b8", "kind": "other_income", "amount": "25.00"},
    {"id": "b9", "kind": "other_cost", "amount": "900.00", "counts": "none"}
]"#;

/// Gross: 2,198.00 - 300 + 850.40 + 500 - 125.55 - 64.20 + 25 = 3,083.65. What commission is paid on:
/// 2,198.00 - 300 - 200 + 500 - 125.55 - 40 + 25 = 2,057.45.
#[test]
fn each_entry_counts_where_it_says() {
    let deal = Deal {
        books: books(BOOKS),
        ..pinellas()
    };
    let gross = gross(&deal);
    assert_eq!(gross.front, money("3083.65"));
    assert_eq!(gross.back, money("3204.10"));
    assert_eq!(gross.total, money("6287.75"));
    assert_eq!(
        gross.commissionable,
        Commissionable {
            front: money("2057.45"),
            back: money("3204.10"),
        }
    );
    for (code, amount) in [
        (GrossCode::Pack, "-300.00"),
        (GrossCode::Holdback, "850.40"),
        (GrossCode::DealerCash, "500.00"),
        (GrossCode::Reconditioning, "-125.55"),
        (GrossCode::Floorplan, "-64.20"),
        (GrossCode::Other, "25.00"),
    ] {
        assert_eq!(line(&gross, code), Some(money(amount)), "{code:?}");
    }
    let lines: Cents = gross.lines.iter().map(|line| line.amount).sum();
    assert_eq!(lines, gross.total);
}

#[test]
fn they_move_nothing_that_the_buyer_pays() {
    let without = figures(&pinellas()).expect("figures");
    let mut with = figures(&Deal {
        books: books(BOOKS),
        doc_fee_counts: Counts::None,
        ..pinellas()
    })
    .expect("figures");
    assert_ne!(with.gross, without.gross);
    with.gross.clone_from(&without.gross);
    assert_eq!(with, without);
}

/// The doc fee of 899.00 is in the front of 2,198.00: without it there are 1,299.00.
#[test]
fn the_doc_fee_counts_where_the_house_says() {
    for (counts, front, commissionable) in [
        (Counts::Both, "2198.00", "2198.00"),
        (Counts::Gross, "2198.00", "1299.00"),
        (Counts::Commission, "1299.00", "2198.00"),
        (Counts::None, "1299.00", "1299.00"),
    ] {
        let gross = gross(&Deal {
            doc_fee_counts: counts,
            ..pinellas()
        });
        assert_eq!(gross.front, money(front), "{counts:?}");
        assert_eq!(
            gross.commissionable.front,
            money(commissionable),
            "{counts:?}"
        );
        let shown = line(&gross, GrossCode::DocFee);
        assert_eq!(shown.is_some(), counts.in_gross(), "{counts:?}");
    }
}

/// The lessor charges 595.00 of the 695.00; where nobody knows what it charges, none of the fee is profit.
#[test]
fn what_is_over_the_lessors_acquisition_fee_is_back_gross() {
    let mut deal = pinellas_lease();
    let before = gross(&deal);
    assert_eq!(line(&before, GrossCode::AcquisitionFee), None);
    deal.lease.as_mut().expect("a lease").acquisition_fee_cost = Some(money("595.00"));
    let after = gross(&deal);
    assert_eq!(
        line(&after, GrossCode::AcquisitionFee),
        Some(money("100.00"))
    );
    assert_eq!(after.back, before.back + money("100.00"));
    assert_eq!(after.commissionable.back, after.back);
    deal.kind = desk::DealKind::Retail;
    assert_eq!(line(&gross(&deal), GrossCode::AcquisitionFee), None);
}

#[test]
fn without_a_cost_of_the_vehicle_the_books_make_no_gross() {
    let deal = Deal {
        books: books(BOOKS),
        vehicle_cost: None,
        ..pinellas()
    };
    assert_eq!(figures(&deal).expect("figures").gross, None);
}

/// Figures kept before commission had a gross of its own: everything counted in both.
#[test]
fn a_gross_kept_earlier_still_reads() {
    let kept = r#"{"front": "2198.00", "back": "3204.10", "total": "5402.10", "reserve": "1304.10",
                   "lines": [{"code": "vehicle", "amount": "1588.00"}]}"#;
    let gross: Gross = serde_json::from_str(kept).expect("the gross reads");
    let front_and_back = (gross.commissionable.front, gross.commissionable.back);
    assert_eq!(front_and_back, (gross.front, gross.back));
}

/// Ids of the books stand apart from those of the deal's lines, which a caller may see who must not see these.
#[test]
fn faults_of_the_books_are_named() {
    let mut deal = Deal {
        books: books(BOOKS),
        ..pinellas()
    };
    deal.books[0].id = "a1".into();
    assert!(figures(&deal).is_ok());
    deal.books[1].id = "a1".into();
    deal.books[2].amount = money("-1.00");
    deal.books[3].name = "x".repeat(201);
    let faults = figures(&deal).expect_err("faults");
    let named: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.pointer.as_str(), &*fault.code))
        .collect();
    assert_eq!(
        named,
        [
            ("/books/1/id", "duplicate"),
            ("/books/2/amount", "negative"),
            ("/books/3/name", "too_long"),
        ]
    );
}
