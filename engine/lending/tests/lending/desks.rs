//! A deal in Montana, where no sales tax blurs the figures, with one lender and sheets to vary.

use desk::Deal;
use lending::{
    Applicant, FactorRow, LeaseSheet, Lender, Offer, Programme, ResidualRow, RetailRow, Scan, Tier,
    VehicleFacts, Wish, scan, scan_best,
};
use money::{Cents, Rate};
use serde::de::DeserializeOwned;
use tax::Date;

pub fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

pub fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the text reads")
}

/// 32,450.75 financed over 72 months: the contract of the standard's reserve figures.
pub fn retail() -> Deal {
    read(
        r#"{
  "date": "2026-11-21", "kind": "retail",
  "places": {"registration": {"state": "MT"}, "dealer": {"state": "MT"}},
  "vehicle": {"condition": "used", "model_year": 2023, "odometer": 41000, "msrp": "38000.00",
              "book_value": "27000.00"},
  "vehicle_cost": "30000.00", "selling_price": "32450.75",
  "finance": {"term_months": 72, "sell_rate": "0.0599"}
}"#,
    )
}

/// The lease of the standard: price 35,500 and 1,090 of capitalized fees, 2,000 down, MSRP 38,000.
pub fn lease() -> Deal {
    read(
        r#"{
  "date": "2026-11-21", "kind": "lease",
  "places": {"registration": {"state": "MT"}, "dealer": {"state": "MT"}},
  "vehicle": {"condition": "new", "model_year": 2026, "odometer": 12, "msrp": "38000.00"},
  "vehicle_cost": "33500.00", "selling_price": "35500.00", "cash_down": "2000.00",
  "fees": [{"id": "f1", "kind": "doc", "amount": "395.00"}],
  "lease": {"term_months": 36, "money_factor": "0.003", "residual_percent": "0.5",
            "miles_per_year": 12000, "acquisition_fee": {"amount": "1.00", "capitalized": true},
            "doc_fee_capitalized": true}
}"#,
    )
}

pub fn lender() -> Lender {
    read(
        r#"{"id": "nb", "name": "Northbank", "kind": "bank",
            "reserve": {"method": "interest_difference", "share": "0.75"},
            "markup_caps": [{"term_to": 60, "points": "0.025"}, {"points": "0.02"}]}"#,
    )
}

pub fn row() -> RetailRow {
    read(r#"{"scope": {"tier": "A", "term_from": 61, "term_to": 84}, "buy_rate": "0.0599"}"#)
}

pub fn tier_a() -> Tier {
    read(r#"{"name": "A", "score_from": 720}"#)
}

pub fn sheet(rows: Vec<RetailRow>) -> Programme {
    Programme {
        tiers: vec![tier_a()],
        rows,
        ..read(
            r#"{"id": "s1", "lender": "nb", "name": "Standard", "kind": "retail",
                "valid_from": "2026-11-01", "tiers": []}"#,
        )
    }
}

pub fn factor() -> FactorRow {
    read(
        r#"{"scope": {"tier": "A", "term_from": 24, "term_to": 48}, "money_factor": "0.0021",
            "one_pay_money_factor": "0.0014", "markup_to": "0.0004"}"#,
    )
}

pub fn residual() -> ResidualRow {
    read(
        r#"{"make": "Honda", "model": "Civic", "term_months": 36, "miles_per_year": 12000,
            "percent": "0.58"}"#,
    )
}

pub fn lease_terms() -> LeaseSheet {
    read(
        r#"{"factors": [], "residuals": [], "acquisition_fee": "695.00",
            "mileage": [{"miles_per_year": 10000, "points": "0.02"},
                        {"miles_per_year": 15000, "points": "-0.03"}],
            "cents_a_mile": "0.25", "disposition_fee": "395.00",
            "deposits": {"factor_step": "0.00008", "most": 10, "rounded_up_to": "50.00"}}"#,
    )
}

pub fn lease_sheet() -> Programme {
    Programme {
        lease: Some(LeaseSheet {
            factors: vec![factor()],
            residuals: vec![residual()],
            ..lease_terms()
        }),
        tiers: vec![tier_a()],
        ..read(
            r#"{"id": "l1", "lender": "nb", "name": "Lease", "kind": "lease",
                "valid_from": "2026-11-01", "tiers": []}"#,
        )
    }
}

/// A buyer and a vehicle of which everything is known.
pub fn buyer() -> Applicant {
    read(
        r#"{"score": 745, "monthly_income": "6000.00", "monthly_debt": "1500.00",
            "open_bankruptcy": false, "past_repossession": false, "first_time_buyer": false}"#,
    )
}

pub fn civic() -> VehicleFacts {
    read(
        r#"{"make": "Honda", "model": "Civic", "trim": "LX", "certified": false,
            "invoice": "30000.00", "commercial_use": false, "branded_title": false}"#,
    )
}

/// One desk with everything to vary.
#[derive(Debug, Clone)]
pub struct Desk {
    pub deal: Deal,
    pub applicant: Applicant,
    pub vehicle: VehicleFacts,
    pub wish: Wish,
    pub lenders: Vec<Lender>,
    pub programmes: Vec<Programme>,
    pub on: Date,
}

impl Desk {
    pub fn retail(row: RetailRow) -> Self {
        Self {
            deal: retail(),
            applicant: buyer(),
            vehicle: civic(),
            wish: Wish::default(),
            lenders: vec![lender()],
            programmes: vec![sheet(vec![row])],
            on: date("2026-11-21"),
        }
    }

    pub fn lease() -> Self {
        Self {
            deal: lease(),
            programmes: vec![lease_sheet()],
            ..Self::retail(row())
        }
    }

    pub fn ask(&self) -> Scan<'_> {
        Scan {
            deal: &self.deal,
            applicant: &self.applicant,
            vehicle: &self.vehicle,
            wish: &self.wish,
            lenders: &self.lenders,
            programmes: &self.programmes,
            on: self.on,
        }
    }

    pub fn offers(&self) -> Vec<Offer> {
        scan(&self.ask()).expect("a scan")
    }

    /// One offer for each programme.
    pub fn best_offers(&self) -> Vec<Offer> {
        scan_best(&self.ask()).expect("a scan")
    }

    /// The only offer.
    pub fn offer(&self) -> Offer {
        let mut offers = self.offers();
        assert_eq!(offers.len(), 1);
        offers.remove(0)
    }

    /// Every reason of the only offer, as it is read.
    pub fn reasons(&self) -> Vec<String> {
        let reasons = self.offer().reasons;
        reasons.iter().map(ToString::to_string).collect()
    }
}
