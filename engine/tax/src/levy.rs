//! Levies every tax of one jurisdiction on one deal.

use money::{Cents, Rate};

use crate::assessment::{Due, Fault, Level, TaxLine, Warning};
use crate::base::Bases;
use crate::conditions::Circumstances;
use crate::cross_state::Abroad;
use crate::places::{Findings, LocalPart, LocalParts, local_rates, place_of};
use crate::rate::{Charged, charge, in_force};
use crate::rules::{Cited, LeaseDue, Local, NO_BASE, RatePeriod, Reach, Role, Tax};
use crate::{LeaseMethod, Place, SaleKind, Wording};

/// What a jurisdiction takes, and when.
#[derive(Debug, Clone, Copy, Default)]
pub struct Levied {
    pub principal_base: Cents,
    pub state: Cents,
    pub local: Cents,
    pub signing: Cents,
    pub payment: Cents,
    /// Of `signing`, what the buyer pays at registration and not through the dealer.
    pub at_registration: Cents,
}

impl Levied {
    pub fn total(&self) -> Cents {
        self.state + self.local
    }
}

/// One base of one tax with its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Instalment {
    base: Cents,
    test: Cents,
    due: Due,
}

/// Taxes that are rounded together: the state's own and the local on the same base.
#[derive(Debug, Clone, Copy)]
struct Combined {
    base: Cents,
    due: Due,
    rate: Rate,
    amount: Cents,
}

pub struct Levy<'a, 'b> {
    pub these: &'b Circumstances<'a>,
    pub bases: &'b mut Bases<'a>,
    pub term: i64,
    /// How far the taxes reach a buyer who takes the vehicle to another state.
    pub abroad: Option<&'b Abroad>,
    /// Whether this is the law of the registration, for which a dealership's own rate is meant.
    pub at_home: bool,
    pub explain: bool,
    pub lines: &'b mut Vec<TaxLine>,
    pub cited: &'b mut Vec<Cited>,
    pub faults: &'b mut Vec<Fault>,
    pub warnings: &'b mut Vec<Warning>,
    pub levied: Levied,
    combined: [Option<Combined>; 4],
    principal_seen: bool,
    /// The local rates found last: class, overridable, place.
    known: Option<(u8, bool, &'a Place, LocalParts)>,
}

impl<'a, 'b> Levy<'a, 'b> {
    #[expect(
        clippy::too_many_arguments,
        reason = "the desk that the taxes are levied at"
    )]
    pub fn new(
        these: &'b Circumstances<'a>,
        bases: &'b mut Bases<'a>,
        abroad: Option<&'b Abroad>,
        explain: bool,
        lines: &'b mut Vec<TaxLine>,
        cited: &'b mut Vec<Cited>,
        faults: &'b mut Vec<Fault>,
        warnings: &'b mut Vec<Warning>,
    ) -> Self {
        let term = these
            .sale
            .lease
            .as_ref()
            .map_or(1, |lease| i64::from(lease.term_months));
        Self {
            these,
            bases,
            term,
            abroad,
            at_home: these.law.state == these.home,
            explain,
            lines,
            cited,
            faults,
            warnings,
            levied: Levied::default(),
            combined: [None; 4],
            principal_seen: false,
            known: None,
        }
    }

    /// Levies all taxes in the order of the rule file.
    pub fn all(mut self) -> Levied {
        for tax in self.these.law.taxes {
            let base = match self.these.sale.kind {
                SaleKind::Retail => tax.base,
                SaleKind::Lease => tax.lease_base,
            };
            if base != NO_BASE && self.these.hold(tax.when) {
                self.one(tax, base);
            }
        }
        self.levied
    }

    fn one(&mut self, tax: &'static Tax, base: u8) {
        let measure = self.bases.measure(base, self.these);
        let test = match tax.test_base {
            NO_BASE => measure,
            other => self.bases.measure(other, self.these),
        };
        let Some(period) = in_force(tax.rates, self.these) else {
            return;
        };
        let once = self.falls_due_once(tax);
        let whole = |signing: Cents, payment: Cents| signing + payment.by(self.term);
        let instalments = if once {
            [
                Instalment {
                    base: whole(measure.signing, measure.payment),
                    test: whole(test.signing, test.payment),
                    due: Due::Signing,
                },
                Instalment {
                    base: Cents::ZERO,
                    test: Cents::ZERO,
                    due: Due::Payment,
                },
            ]
        } else {
            [
                Instalment {
                    base: measure.signing,
                    test: test.signing,
                    due: Due::Signing,
                },
                Instalment {
                    base: measure.payment,
                    test: test.payment,
                    due: Due::Payment,
                },
            ]
        };
        if !self.principal_seen {
            self.principal_seen = true;
            self.levied.principal_base = whole(measure.signing, measure.payment);
        }
        if self.explain && !period.cited.verified() {
            self.cited.push(period.cited);
        }
        for instalment in instalments {
            if instalment.base.is_zero() && period.min.is_zero() {
                continue;
            }
            if instalment.due == Due::Payment && (once || instalment.base.is_zero()) {
                continue;
            }
            match tax.local {
                None => self.state_tax(tax, period, instalment),
                Some(local) => self.local_tax(tax, period, local, instalment),
            }
        }
    }

    fn falls_due_once(&self, tax: &Tax) -> bool {
        self.these.sale.kind == SaleKind::Retail
            || match tax.lease_due {
                LeaseDue::Method => self.these.lease_method != LeaseMethod::EachPayment,
                LeaseDue::EachPayment => false,
                LeaseDue::Once => true,
            }
    }

    fn reach(&self, tax: &Tax, level: Level) -> Reach {
        match self.abroad {
            Some(abroad) if !tax.also_nonresident => abroad.reach(level),
            _ => Reach::Full,
        }
    }

    fn state_tax(&mut self, tax: &'static Tax, period: &'static RatePeriod, of: Instalment) {
        let reach = self.reach(tax, tax.level);
        let mut charged = charge(period, of.base, of.test, self.these);
        if let Some(abroad) = self.abroad.filter(|_| reach != Reach::Full) {
            charged = abroad.charge(reach, charged, self.these.law.rounding);
        } else if tax.combined && charged.base == of.base {
            charged = self.together(charged, of.due);
        }
        self.line(tax, period, tax.level, None, charged, of.due);
    }

    fn local_tax(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        local: Local,
        of: Instalment,
    ) {
        // A rule that takes no local tax asks for no place either.
        let untouched = self
            .abroad
            .is_some_and(|abroad| abroad.takes_no_local_tax() && !tax.also_nonresident);
        if untouched {
            return;
        }
        let parts = self.local_parts(local, of.due);
        for part in parts.iter() {
            self.local_part(tax, period, local, part, of);
        }
    }

    fn local_part(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        local: Local,
        part: LocalPart,
        of: Instalment,
    ) {
        let capped = period.cap.map_or(of.base, |cap| of.base.min(cap));
        let base = part.reaches_first.map_or(capped, |first| capped.min(first));
        let mut charged = Charged {
            base,
            rate: Some(part.rate),
            amount: base.times(part.rate, self.these.law.rounding),
        };
        let reach = self.reach(tax, part.level);
        if let Some(abroad) = self.abroad.filter(|_| reach != Reach::Full) {
            charged = abroad.charge(reach, charged, self.these.law.rounding);
        } else if tax.combined && base == of.base {
            charged = self.together(charged, of.due);
        }
        self.line(
            tax,
            period,
            part.level,
            Some((local, part)),
            charged,
            of.due,
        );
    }

    /// The name of the place whose rate the dealership gave itself.
    fn own_place(&self, local: Local) -> Wording {
        let place = place_of(
            self.these.sale,
            self.role(local, Due::Signing),
            self.these.law.state,
        );
        place
            .and_then(|(place, _)| place.county.clone().or_else(|| place.city.clone()))
            .map_or(self.these.law.name.into(), Into::into)
    }

    fn own_source(&self) -> Option<Wording> {
        let own = self.these.sale.local_rate.as_ref()?;
        Some(own.source.clone().into())
    }

    fn role(&self, local: Local, due: Due) -> Role {
        match (self.these.sale.kind, due) {
            (SaleKind::Retail, _) => local.place,
            (SaleKind::Lease, Due::Signing) => local.signing_place,
            (SaleKind::Lease, Due::Payment) => local.lease_place,
        }
    }

    fn local_parts(&mut self, local: Local, due: Due) -> LocalParts {
        let these = self.these;
        let role = self.role(local, due);
        let Some(at) = place_of(these.sale, role, these.law.state) else {
            return LocalParts::default();
        };
        let local = Local {
            overridable: local.overridable && self.at_home,
            ..local
        };
        // Several taxes look at one place, so the last answer is kept.
        if let Some((class, overridable, place, parts)) = &self.known
            && *class == local.class
            && *overridable == local.overridable
            && std::ptr::eq(*place, at.0)
        {
            return *parts;
        }
        let mut found = Findings {
            faults: self.faults,
            warnings: self.warnings,
            explain: self.explain,
        };
        let parts = local_rates(these.sale, local, at, these.day, &mut found);
        self.known = Some((local.class, local.overridable, at.0, parts));
        parts
    }

    /// Rounds a line as the step that it adds to the tax at the combined rate.
    fn together(&mut self, charged: Charged, due: Due) -> Charged {
        let Some(rate) = charged.rate else {
            return charged;
        };
        let place = self
            .combined
            .iter_mut()
            .find(|slot| slot.is_none_or(|group| group.base == charged.base && group.due == due));
        let Some(slot) = place else {
            return charged;
        };
        let before = slot.unwrap_or(Combined {
            base: charged.base,
            due,
            rate: Rate::ZERO,
            amount: Cents::ZERO,
        });
        let rate_now = before.rate + rate;
        let amount_now = charged.base.times(rate_now, self.these.law.rounding);
        *slot = Some(Combined {
            rate: rate_now,
            amount: amount_now,
            ..before
        });
        Charged {
            amount: amount_now - before.amount,
            ..charged
        }
    }

    fn line(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        level: Level,
        at: Option<(Local, LocalPart)>,
        charged: Charged,
        due: Due,
    ) {
        if charged.amount.is_zero() {
            return;
        }
        let amount = charged.amount;
        let over_term = match due {
            Due::Signing => {
                self.levied.signing += amount;
                amount
            }
            Due::Payment => {
                self.levied.payment += amount;
                amount.by(self.term)
            }
        };
        if level == Level::State {
            self.levied.state += over_term;
        } else {
            self.levied.local += over_term;
        }
        if tax.at_registration && due == Due::Signing {
            self.levied.at_registration += amount;
        }
        if self.explain {
            let (place, source, sure): (Wording, Option<Wording>, bool) = match at {
                None => (self.these.law.name.into(), None, true),
                Some((local, part)) => match part.row {
                    None => (self.own_place(local), self.own_source(), true),
                    Some(row) => (row.name.into(), Some(row.source.into()), !row.low),
                },
            };
            self.lines.push(TaxLine {
                code: tax.code.into(),
                name: tax.name.wording(),
                level,
                place,
                base: charged.base,
                rate: charged.rate,
                amount,
                due,
                citation: period.cited.cite.wording(),
                source,
                verified: sure && period.cited.verified(),
            });
        }
    }
}
