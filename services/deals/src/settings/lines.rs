//! The settings' own lines in a deal: which fees and books a structure starts with, and how they follow another vehicle.

use desk::{BookEntry, Counts, Deal, DealKind, Fee, FeeKind, Finance, Lease};
use money::{Cents, Rounding};
use tax::{Condition, Vehicle};

use super::check::fits;
use super::{Edition, Settings};

/// The name of a doc fee that is set as an amount alone.
const DOC_FEE: &str = "Dealer service fee";

/// The settings of a rooftop with its own doc fee, as a deal is filled from them.
#[derive(Debug, Clone)]
pub struct House {
    pub settings: Settings,
    /// The rooftop's, where the settings have none.
    pub doc_fee: Option<Cents>,
    /// The edition of the settings.
    pub edition: i64,
}

impl House {
    #[must_use]
    pub fn of(edition: Edition, doc_fee: Option<Cents>) -> Self {
        Self {
            settings: edition.settings,
            doc_fee,
            edition: edition.version,
        }
    }

    /// The fees of a deal of this kind for a vehicle of this condition, without ids.
    fn fees(&self, kind: DealKind, condition: Condition) -> Vec<Fee> {
        let own = self.settings.fees.iter();
        let mut fees: Vec<Fee> = own
            .filter(|fee| fee.when.fits(kind, condition))
            .map(|fee| Fee {
                id: String::new(),
                kind: fee.kind,
                name: fee.name.trim().to_owned(),
                amount: fee.amount,
            })
            .collect();
        let amount = self.settings.doc_fee.or(self.doc_fee);
        if let Some(amount) = amount.filter(|fee| fee.is_positive())
            && fees.iter().all(|fee| fee.kind != FeeKind::Doc)
        {
            let doc = Fee {
                id: String::new(),
                kind: FeeKind::Doc,
                name: DOC_FEE.into(),
                amount,
            };
            fees.insert(0, doc);
        }
        fees.retain(|fee| !fee.amount.is_zero());
        fees
    }

    /// The books of a deal for this vehicle, without ids.
    fn books(&self, vehicle: &Vehicle) -> Vec<BookEntry> {
        let own = self.settings.books.iter();
        own.filter(|book| fits(&book.conditions, &vehicle.condition))
            .filter_map(|book| {
                let share = |share| Some(vehicle.msrp?.times(share, Rounding::HalfUp));
                Some(BookEntry {
                    id: String::new(),
                    kind: book.kind,
                    name: book.name.trim().to_owned(),
                    amount: book.amount.or_else(|| share(book.share_of_msrp?))?,
                    counts: book.counts,
                })
            })
            .filter(|book| !book.amount.is_zero())
            .collect()
    }

    /// Puts the standard fees on a deal that has none yet.
    pub fn charge(&self, deal: &mut Deal) {
        follow_fees(deal, &[], &self.fees(deal.kind, deal.vehicle.condition));
    }

    /// Puts the books on a deal, unless it has some.
    pub fn keep_books(&self, deal: &mut Deal) {
        if deal.books.is_empty() {
            follow_books(deal, &[], &self.books(&deal.vehicle));
        }
        if deal.doc_fee_counts == Counts::default() {
            deal.doc_fee_counts = self.settings.doc_fee_counts.unwrap_or_default();
        }
    }

    /// Another vehicle came, or other settings: lines that were the old ones' own follow the new ones, those that
    /// somebody typed, changed or took off stay so. Books are told by their vehicle, fees by its condition too.
    pub fn follow(&self, deal: &mut Deal, old: &Self, old_vehicle: &Vehicle) {
        let was = old.fees(deal.kind, old_vehicle.condition);
        follow_fees(deal, &was, &self.fees(deal.kind, deal.vehicle.condition));
        let was = old.books(old_vehicle);
        let now = self.books(&deal.vehicle);
        follow_books(deal, &was, &now);
    }

    /// The first payment and the lease of a deal that starts with terms.
    pub fn agree(&self, deal: &mut Deal) {
        let date = deal.date;
        if let Some(Finance {
            first_payment_date, ..
        }) = &mut deal.finance
        {
            let days = self.settings.first_payment_days;
            let days = days.and_then(|days| i32::try_from(days).ok());
            *first_payment_date = first_payment_date.or(days.map(|days| date.add_days(days)));
        }
        if let Some(lease) = &mut deal.lease {
            self.agree_lease(lease);
        }
    }

    fn agree_lease(&self, lease: &mut Lease) {
        let own = &self.settings.lease;
        lease.miles_per_year = lease.miles_per_year.or(own.miles_per_year);
        lease.excess_mile_charge = lease.excess_mile_charge.or(own.excess_mile_charge);
        if let Some(fee) = &own.acquisition_fee {
            lease.acquisition_fee = fee.clone();
        }
        lease.tax_capitalized = own.tax_capitalized;
        lease.doc_fee_capitalized = own.doc_fee_capitalized;
        lease.security_deposit_rounding = own.security_deposit_rounding;
    }
}

/// A line that settings put on a deal.
trait Line: Clone {
    fn id(&self) -> &str;
    /// The same with another id.
    fn called(&self, id: String) -> Self;
    /// Whether it is the same charge, whatever its amount.
    fn is_for(&self, other: &Self) -> bool;
    /// Whether nothing but the id differs.
    fn is_like(&self, other: &Self) -> bool;
}

impl Line for Fee {
    fn id(&self) -> &str {
        &self.id
    }

    fn called(&self, id: String) -> Self {
        Self { id, ..self.clone() }
    }

    fn is_for(&self, other: &Self) -> bool {
        // There is one doc fee, whatever it is called.
        self.kind == other.kind && (self.kind == FeeKind::Doc || self.name == other.name)
    }

    fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name == other.name && self.amount == other.amount
    }
}

impl Line for BookEntry {
    fn id(&self) -> &str {
        &self.id
    }

    fn called(&self, id: String) -> Self {
        Self { id, ..self.clone() }
    }

    fn is_for(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name == other.name
    }

    fn is_like(&self, other: &Self) -> bool {
        self.is_for(other) && self.amount == other.amount && self.counts == other.counts
    }
}

fn follow_fees(deal: &mut Deal, was: &[Fee], now: &[Fee]) {
    let taken = ids(deal);
    let mut fees = std::mem::take(&mut deal.fees);
    follow(&mut fees, was, now, &taken, |fee| match fee.kind {
        FeeKind::Doc => "doc",
        FeeKind::Dealer | FeeKind::Government => "fee",
    });
    deal.fees = fees;
}

fn follow_books(deal: &mut Deal, was: &[BookEntry], now: &[BookEntry]) {
    let taken = deal
        .books
        .iter()
        .map(|book| book.id.clone())
        .collect::<Vec<_>>();
    follow(&mut deal.books, was, now, &taken, |_| "book");
}

/// What the settings do no more goes, what they do now comes; a line that is not as `was` has it is somebody's own.
fn follow<L: Line>(
    lines: &mut Vec<L>,
    was: &[L],
    now: &[L],
    taken: &[String],
    stem: impl Fn(&L) -> &'static str,
) {
    let mut taken = taken.to_vec();
    let gone = |line: &L| now.iter().all(|other| !other.is_like(line));
    for old in was.iter().filter(|old| gone(old)) {
        let at = lines.iter().position(|line| line.is_like(old));
        let next = now.iter().find(|line| line.is_for(old));
        match (at, next) {
            (Some(at), Some(next)) => lines[at] = next.called(lines[at].id().to_owned()),
            (Some(at), None) => drop(lines.remove(at)),
            (None, _) => {}
        }
    }
    // A line for the same charge is the settings' own as it is now, or somebody's; one that was there before and is not
    // any more was taken off.
    let new = |line: &&L| {
        was.iter().all(|old| !old.is_for(line)) && lines.iter().all(|own| !own.is_for(line))
    };
    let new: Vec<L> = now.iter().filter(new).cloned().collect();
    for line in new {
        let id = free_id(stem(&line), &taken);
        taken.push(id.clone());
        lines.push(line.called(id));
    }
}

/// The stem, or the first of its numbers that no line has.
fn free_id(stem: &str, taken: &[String]) -> String {
    let free = |id: &String| !taken.contains(id);
    let numbered = (2_u32..).map(|number| format!("{stem}{number}"));
    std::iter::once(stem.to_owned())
        .chain(numbered)
        .find(free)
        .unwrap_or_default()
}

/// The ids of all lines that share their ids.
fn ids(deal: &Deal) -> Vec<String> {
    let accessories = deal.accessories.iter().map(|line| &line.id);
    let fees = deal.fees.iter().map(|line| &line.id);
    let products = deal.products.iter().map(|line| &line.id);
    let rebates = deal.rebates.iter().map(|line| &line.id);
    let trades = deal.trades.iter().map(|line| &line.id);
    let all = accessories.chain(fees).chain(products);
    all.chain(rebates).chain(trades).cloned().collect()
}
