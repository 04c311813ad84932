//! The JSON doors: lenders and sheets are read once, then every scan is text in, text out.

use door::{parse, written};
use serde::{Deserialize, Serialize};
use tax::{Date, Fault};

use crate::check::check_editions;
use crate::lender::Lender;
use crate::offer::{Applicant, Offer, VehicleFacts, Wish};
use crate::programme::Programme;
use crate::scan::{Scan, scan, scan_best};

/// All that a dealership may sell its contracts by: read once, scanned at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Market {
    #[serde(default)]
    pub lenders: Vec<Lender>,
    #[serde(default)]
    pub programmes: Vec<Programme>,
}

/// A scan of a market.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScanAsk {
    pub deal: desk::Deal,
    #[serde(default)]
    pub applicant: Applicant,
    #[serde(default)]
    pub vehicle: VehicleFacts,
    #[serde(default)]
    pub wish: Wish,
    /// The day on which a programme must hold; the deal's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// One offer for each programme, its best row, instead of every row.
    #[serde(default)]
    pub best_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Ok { offers: Vec<Offer> },
    Faults(Vec<Fault>),
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Loaded<'a> {
    Ok { lenders: usize, programmes: usize },
    Faults(&'a [Fault]),
}

impl Market {
    /// Reads lenders and sheets, `{"lenders": […], "programmes": […]}`.
    ///
    /// # Errors
    /// Where the text does not read, the first place; else every fault of every lender and sheet, and
    /// editions that hold on one day.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let market: Self = parse(text).map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let mut add = |list: &str, found: Result<(), Vec<Fault>>| {
            let inside = |fault: Fault| Fault {
                pointer: format!("{list}{}", fault.pointer),
                ..fault
            };
            faults.extend(found.err().unwrap_or_default().into_iter().map(inside));
        };
        for (at, lender) in market.lenders.iter().enumerate() {
            add(&format!("/lenders/{at}"), lender.check());
        }
        for (at, programme) in market.programmes.iter().enumerate() {
            add(&format!("/programmes/{at}"), programme.check());
        }
        add("/programmes", Err(check_editions(&market.programmes)));
        if faults.is_empty() {
            Ok(market)
        } else {
            Err(faults)
        }
    }

    /// Tries every row on a deal: `{"ok": {"offers": […]}}` or `{"faults": […]}`.
    #[must_use]
    pub fn scan(&self, ask: &str) -> String {
        let ask: ScanAsk = match parse(ask) {
            Ok(ask) => ask,
            Err(fault) => return written(&Answer::Faults(vec![fault])),
        };
        let tried = Scan {
            deal: &ask.deal,
            applicant: &ask.applicant,
            vehicle: &ask.vehicle,
            wish: &ask.wish,
            lenders: &self.lenders,
            programmes: &self.programmes,
            on: ask.on.unwrap_or(ask.deal.date),
        };
        let offers = if ask.best_only {
            scan_best(&tried)
        } else {
            scan(&tried)
        };
        written(&match offers {
            Ok(offers) => Answer::Ok { offers },
            Err(faults) => Answer::Faults(faults),
        })
    }
}

/// What whoever handed a market over is told: `{"ok": {"lenders": 3, "programmes": 12}}` or `{"faults": […]}`.
#[must_use]
pub fn told(read: &Result<Market, Vec<Fault>>) -> String {
    match read {
        Ok(market) => written(&Loaded::Ok {
            lenders: market.lenders.len(),
            programmes: market.programmes.len(),
        }),
        Err(faults) => written(&Loaded::Faults(faults)),
    }
}
