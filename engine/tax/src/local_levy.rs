//! Taxes of places: the rates of the place that decides, who collects them, and what a second place adds.

use money::{Cents, Rate};

use crate::SaleKind;
use crate::assessment::{Due, Wording};
use crate::explain::warn;
use crate::levy::{Entry, Instalment, Levy};
use crate::local_parts::{LocalPart, LocalParts};
use crate::places::{Findings, local_rates, place_of};
use crate::rate::{Charged, in_units};
use crate::rules::{Local, RatePeriod, Reach, Role, Tax};

impl<'a> Levy<'a, '_> {
    pub fn local_tax(
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
        if untouched || of.test.get() <= period.trigger_over {
            return;
        }
        let parts = self.local_parts(local, of.due);
        if local.given_only && parts.iter().next().is_none() {
            self.ask_for_rate(tax);
        }
        let shared = local.shared_with.map(|role| self.shared_parts(local, role));
        for part in parts.iter() {
            let apart = shared.is_some_and(|shared| !shared.shares(&part));
            self.local_part(tax, period, local, part, of, apart);
        }
        if let Some(role) = local.topped_up_at
            && of.once
            && self.abroad.is_none()
        {
            self.top_up(tax, period, local, role, &parts, of);
        }
    }

    /// Says that a tax of which no table is held is charged only at a rate that is given.
    fn ask_for_rate(&mut self, tax: &'static Tax) {
        let told = |warning: &crate::Warning| warning.code == "local_rate_not_held";
        if self.explain && !self.warnings.iter().any(told) {
            let detail = format!(
                "{}: no table of its rates is held, so none is in these figures; where the place levies it, \
                 give local_rate",
                tax.name.wording()
            );
            warn(self.warnings, "local_rate_not_held", detail);
        }
    }

    /// What one part takes of a base.
    fn taken(tax: &Tax, part: LocalPart<'_>, base: Cents) -> Charged {
        let base = in_units(tax, base);
        match part.flat {
            Some(flat) => Charged {
                base,
                rate: None,
                amount: flat,
            },
            None => Charged {
                base,
                rate: Some(part.rate),
                amount: base.times(part.rate, tax.rounding),
            },
        }
    }

    fn local_part(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        local: Local,
        part: LocalPart<'_>,
        of: Instalment,
        apart: bool,
    ) {
        // Dollars a vehicle are due once, whatever is paid.
        if part.flat.is_some() && of.due == Due::Payment {
            return;
        }
        let reach = self.reach(tax, part.level);
        let runs = self.runs(period, part.limit(period.cap), of);
        for run in runs.iter().flatten() {
            let mut charged = Self::taken(tax, part, run.base);
            if let Some(abroad) = self.abroad.filter(|_| reach != Reach::Full) {
                charged = abroad.charge(reach, charged, tax.rounding);
            } else {
                charged = self.rounded(tax, charged, of);
            }
            let mut entry = Entry::new(part.level, Some((local, part)), of.due, run);
            entry.at_registration |= apart;
            self.line(tax, period, charged, entry);
        }
    }

    /// The difference where the tax is higher at a second place, due at registration.
    fn top_up(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        local: Local,
        role: Role,
        first: &LocalParts<'_>,
        of: Instalment,
    ) {
        let second = self.parts_at(local, role);
        let Some(innermost) = second.iter().next() else {
            return;
        };
        let uneven = |parts: &LocalParts<'_>| {
            parts
                .iter()
                .any(|part| part.reaches_first.is_some() || part.flat.is_some())
        };
        let runs = self.runs(period, period.cap, of);
        let Some(run) = runs.iter().flatten().next() else {
            return;
        };
        let base = in_units(tax, run.base);
        let charged = if uneven(first) || uneven(&second) {
            let sum = |parts: &LocalParts<'_>| -> Cents {
                parts
                    .iter()
                    .map(|part| {
                        let most = part.limit(period.cap).unwrap_or(of.base);
                        Self::taken(tax, part, of.base.min(most)).amount
                    })
                    .sum()
            };
            Charged {
                base,
                rate: None,
                amount: sum(&second) - sum(first),
            }
        } else {
            let more = second.rate() - first.rate();
            Charged {
                base,
                rate: Some(more),
                amount: base.times(more, tax.rounding),
            }
        };
        if !charged.amount.is_positive() {
            return;
        }
        let part = innermost.at_rate(charged.rate.unwrap_or(Rate::ZERO));
        let mut entry = Entry::new(part.level, Some((local, part)), of.due, run);
        entry.at_registration = true;
        entry.suffix = ", difference due at registration";
        self.line(tax, period, charged, entry);
    }

    /// The name of the place whose rate the dealership gave itself.
    pub fn own_place(&self, local: Local) -> Wording {
        let place = place_of(
            self.these.sale,
            self.role(local, Due::Signing),
            self.these.law.state,
        );
        place
            .and_then(|(place, _)| place.county.clone().or_else(|| place.city.clone()))
            .map_or(self.these.law.name.into(), Into::into)
    }

    pub fn own_source(&self) -> Option<Wording> {
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

    pub fn local_parts(&mut self, local: Local, due: Due) -> LocalParts<'a> {
        self.parts_at(local, self.role(local, due))
    }

    fn parts_at(&mut self, local: Local, role: Role) -> LocalParts<'a> {
        let these = self.these;
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
        let day = these.day.on(these.law.by);
        let parts = local_rates(these.sale, local, at, day, &mut found);
        self.known = Some((local.class, local.overridable, at.0, parts));
        parts
    }

    /// The links of the place that decides who collects. Where its address does not tell, no link is
    /// taken to be its own, and a warning says so.
    fn shared_parts(&mut self, local: Local, role: Role) -> LocalParts<'a> {
        let these = self.these;
        let Some(at) = place_of(these.sale, role, these.law.state) else {
            return LocalParts::default();
        };
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        let mut found = Findings::silent(&mut faults, &mut warnings);
        let day = these.day.on(these.law.by);
        let parts = local_rates(these.sale, local, at, day, &mut found);
        let told = |warning: &crate::Warning| warning.code == "collector_place_needed";
        if self.explain && !faults.is_empty() && !self.warnings.iter().any(told) {
            warn(
                self.warnings,
                "collector_place_needed",
                format!(
                    "who collects the local tax depends on a place that {} does not tell; all of it is taken to be due at registration",
                    at.1
                ),
            );
        }
        parts
    }
}
