//! One programme tried on a deal: all of its rows, or as few as tell which is its best.

use std::cmp::Reverse;

use desk::DealKind;
use money::Cents;
use tax::Fault;

use crate::lender::Lender;
use crate::lessor::{Lessor, Lessors};
use crate::offer::{Offer, OfferOrder, OfferTerms, Verdict};
use crate::programme::{Programme, SheetRow};
use crate::reason::Reason;
use crate::retail::Retail;
use crate::scope::Facts;

/// What the rows of a deal's kind come to.
pub(crate) enum Pricing<'a> {
    Retail(Box<Retail<'a>>),
    Lease(Box<Lessors<'a>>),
}

impl<'a> Pricing<'a> {
    /// # Errors
    /// Every fault of the deal.
    pub fn new(facts: Facts<'a>) -> Result<Self, Vec<Fault>> {
        match facts.deal.kind {
            DealKind::Lease => Lessors::new(facts).map(|lessors| Self::Lease(Box::new(lessors))),
            DealKind::Cash | DealKind::Retail => {
                Retail::new(facts).map(|retail| Self::Retail(Box::new(retail)))
            }
        }
    }
}

/// Where an offer stands among others, the first in order the least: the verdict, how many reasons, the wish.
type Place = (Verdict, usize, Wished);
type Wished = (Cents, Reverse<Cents>, Cents, Reverse<Cents>);

pub(crate) fn place(offer: &Offer, order: OfferOrder) -> Place {
    let earns = |terms: &OfferTerms| Reverse(terms.gross.unwrap_or(terms.reserve));
    let terms = offer.terms.as_ref();
    let payment = terms.map_or(Cents::LIMIT, |terms| terms.payment);
    let earned = terms.map_or(Reverse(-Cents::LIMIT), earns);
    let wished = match order {
        OfferOrder::Payment => (payment, Reverse(Cents::ZERO), Cents::ZERO, earned),
        OfferOrder::Gross => (Cents::ZERO, earned, payment, Reverse(Cents::ZERO)),
    };
    (offer.verdict, offer.reasons.len(), wished)
}

fn verdict(reasons: &[Reason]) -> Verdict {
    if reasons.is_empty() {
        Verdict::Fits
    } else if reasons.iter().all(Reason::is_not_known) {
        Verdict::NotKnown
    } else {
        Verdict::DoesNotFit
    }
}

/// A programme, and what speaks against all of its rows.
pub(crate) struct Trying<'a> {
    facts: Facts<'a>,
    programme: &'a Programme,
    lender: &'a Lender,
    rows: Vec<SheetRow<'a>>,
    against: Vec<Reason>,
    lessor: Option<Lessor<'a>>,
}

impl<'a> Trying<'a> {
    pub fn new(
        facts: Facts<'a>,
        programme: &'a Programme,
        lender: &'a Lender,
        pricing: &Pricing<'_>,
    ) -> Self {
        Self {
            facts,
            programme,
            lender,
            rows: programme.rows_of_kind(),
            against: facts.against_programme(programme, lender),
            lessor: match (pricing, &programme.lease) {
                (Pricing::Lease(lessors), Some(sheet)) => Some(lessors.lessor(lender, sheet)),
                _ => None,
            },
        }
    }

    /// An offer for each row, in the order of the sheet.
    ///
    /// # Errors
    /// What the desk finds wrong with the deal under a row.
    pub fn all(&self, pricing: &mut Pricing<'_>) -> Result<Vec<Offer>, Vec<Fault>> {
        let rows = 0..self.rows.len();
        rows.map(|row| self.priced(row, self.against_row(row), pricing))
            .collect()
    }

    /// The row that goes first in the order wished, and of those that go alike the first of the sheet. A price only
    /// ever adds reasons, so rows that are behind the best one without theirs are not priced.
    ///
    /// # Errors
    /// What the desk finds wrong with the deal under a row that was priced.
    pub fn best(
        &self,
        order: OfferOrder,
        pricing: &mut Pricing<'_>,
    ) -> Result<Option<Offer>, Vec<Fault>> {
        let mut rows: Vec<_> = (0..self.rows.len())
            .map(|row| {
                let reasons = self.against_row(row);
                ((verdict(&reasons), reasons.len()), row, reasons)
            })
            .collect();
        rows.sort_by_key(|(at_best, ..)| *at_best);
        let mut best: Option<((Place, usize), Offer)> = None;
        for (at_best, row, reasons) in rows {
            if let Some((((verdict, count, _), first), _)) = &best {
                if at_best > (*verdict, *count) {
                    break;
                }
                // Without terms nothing but the sheet's order is between two that have as many reasons.
                if at_best == (Verdict::DoesNotFit, *count) && row > *first {
                    continue;
                }
            }
            let offer = self.priced(row, reasons, pricing)?;
            let at = (place(&offer, order), row);
            if best.as_ref().is_none_or(|(before, _)| at < *before) {
                best = Some((at, offer));
            }
        }
        Ok(best.map(|(_, offer)| offer))
    }

    /// What speaks against a row without its money.
    fn against_row(&self, row: usize) -> Vec<Reason> {
        let mut reasons = self.against.clone();
        let scope = self.rows[row].scope();
        let tier = self.programme.tier(&scope.tier);
        self.facts.against_row(scope, tier, &mut reasons);
        reasons
    }

    /// The row's offer; what does not fit has no terms.
    fn priced(
        &self,
        at: usize,
        reasons: Vec<Reason>,
        pricing: &mut Pricing<'_>,
    ) -> Result<Offer, Vec<Fault>> {
        let row = self.rows[at];
        let mut offer = Offer {
            programme: self.programme.id.clone(),
            lender: self.lender.id.clone(),
            row: u32::try_from(at).unwrap_or(u32::MAX),
            tier: row.scope().tier.clone(),
            verdict: Verdict::Fits,
            reasons,
            cautions: Vec::new(),
            term_months: self.facts.term_months,
            markup_to: None,
            terms: None,
        };
        match (pricing, row, &self.lessor) {
            (Pricing::Lease(lessors), SheetRow::Factor(row), Some(lessor)) => {
                lessors.price(lessor, row, &mut offer)?;
            }
            (Pricing::Retail(retail), SheetRow::Rate(row), _) => {
                retail.price(self.lender, row, &mut offer);
            }
            // A sheet for another kind of deal, which the reasons say.
            _ => {}
        }
        offer.verdict = verdict(&offer.reasons);
        if offer.verdict == Verdict::DoesNotFit {
            offer.terms = None;
        }
        Ok(offer)
    }
}
