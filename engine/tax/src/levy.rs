//! Levies every tax of one jurisdiction on one deal.

use money::{Cents, Rate};

use crate::assessment::{Due, Fault, Level, TaxLine, Warning};
use crate::base::Bases;
use crate::conditions::Circumstances;
use crate::cross_state::Abroad;
use crate::early::{EarlyPayments, Step};
use crate::local_parts::{LocalPart, LocalParts, is_flat};
use crate::passed_on::Passed;
use crate::rate::{Charged, charge, in_force, in_units};
use crate::rules::{
    CapOn, Cited, CreditedAbroad, LeaseDue, Local, NO_BASE, RatePeriod, Reach, Tax,
};
use crate::{LeaseMethod, Place, SaleKind, Wording};

/// What a jurisdiction takes, and when.
#[derive(Debug, Clone, Copy, Default)]
pub struct Levied {
    pub principal_base: Cents,
    /// The one rate of the principal tax, where it has one, and what that tax came to.
    pub principal_rate: Option<Rate>,
    pub principal_amount: Cents,
    pub state: Cents,
    pub local: Cents,
    pub signing: Cents,
    pub payment: Cents,
    /// Of `signing`, what the buyer pays at registration and not through the dealer.
    pub at_registration: Cents,
    /// Of both of these, what the credit reaches.
    pub credited_signing: Cents,
    pub credited_at_registration: Cents,
    /// What the first payments bear beyond `payment`.
    pub early: EarlyPayments,
    /// Of both, what counts as tax paid on the vehicle where the home state credits it.
    pub offered: Cents,
    /// Of `state` and `local`, what the credit for tax paid to another state reaches.
    pub credited_state: Cents,
    pub credited_local: Cents,
}

impl Levied {
    pub fn total(&self) -> Cents {
        self.state + self.local
    }
}

/// One base of one tax with its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalment {
    pub base: Cents,
    pub test: Cents,
    pub due: Due,
    /// What fell due before it and uses up a cap on all receipts of a lease.
    before: Cents,
    /// All of the tax falls due with it.
    pub once: bool,
}

/// Payments that bear one amount: all of them where `payments` is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub base: Cents,
    payments: Option<(u16, u16)>,
}

/// What a line tells besides its figures.
#[derive(Clone)]
pub struct Entry<'a> {
    pub level: Level,
    pub at: Option<(Local, LocalPart<'a>)>,
    pub due: Due,
    /// First payment and number of payments that bear the line.
    payments: Option<(u16, u16)>,
    /// Due at registration although the rate does not say so.
    pub at_registration: bool,
    /// What is said behind the name of the tax.
    pub suffix: &'static str,
}

impl<'a> Entry<'a> {
    pub const fn new(
        level: Level,
        at: Option<(Local, LocalPart<'a>)>,
        due: Due,
        run: &Run,
    ) -> Self {
        Self {
            level,
            at,
            due,
            payments: run.payments,
            at_registration: false,
            suffix: "",
        }
    }
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
    pub passed: [Option<Passed>; 2],
    principal: Option<&'static Tax>,
    /// The local rates found last: class, overridable, place.
    pub known: Option<(u8, bool, &'a Place, LocalParts<'a>)>,
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
            passed: [None; 2],
            principal: None,
            known: None,
        }
    }

    /// Levies all taxes in the order of the rule file.
    pub fn all(&mut self) {
        for tax in self.these.law.taxes {
            let base = self.base_of(tax);
            if base != NO_BASE && !self.frees_the_lessee(tax) && self.these.hold(tax.when) {
                self.one(tax, base);
            }
        }
        self.tell_early_payments();
    }

    /// Whether the method of the lease leaves nothing to tax; a tax that falls due in a way of its own stays.
    fn frees_the_lessee(&self, tax: &Tax) -> bool {
        self.these.sale.kind == SaleKind::Lease
            && self.these.lease_method == LeaseMethod::None
            && tax.lease_due == LeaseDue::Method
    }

    pub const fn base_of(&self, tax: &Tax) -> u8 {
        match self.these.sale.kind {
            SaleKind::Retail => tax.base,
            SaleKind::Lease => tax.lease_base,
        }
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
        let whole = |signing: Cents, payment: Cents| (signing + payment.by(self.term)).or_zero();
        // A test that looks at the vehicle and not at the payments says the same of every payment.
        let test_of_payment = if tax.test_base != NO_BASE && test.payment.is_zero() {
            test.signing
        } else {
            test.payment
        };
        if self.principal.is_none() {
            self.principal = Some(tax);
            self.levied.principal_base = whole(measure.signing, measure.payment);
        }
        if self.explain && !period.cited.verified() {
            self.cited.push(period.cited);
        }
        if once {
            let all = Instalment {
                base: whole(measure.signing, measure.payment),
                test: whole(test.signing, test.payment),
                due: Due::Signing,
                before: Cents::ZERO,
                once,
            };
            return self.instalment(tax, period, all);
        }
        let signing = Instalment {
            base: measure.signing.or_zero(),
            test: test.signing,
            due: Due::Signing,
            before: Cents::ZERO,
            once,
        };
        self.instalment(tax, period, signing);
        let payment = Instalment {
            base: measure.payment,
            test: test_of_payment,
            due: Due::Payment,
            before: measure.signing.or_zero(),
            once,
        };
        self.instalment(tax, period, payment);
    }

    fn instalment(&mut self, tax: &'static Tax, period: &'static RatePeriod, of: Instalment) {
        if of.base.is_zero() && !self.due_of_nothing(tax, period, of.due) {
            return;
        }
        match tax.local {
            None => self.state_tax(tax, period, of),
            Some(local) => self.local_tax(tax, period, local, of),
        }
    }

    /// Whether something is due although the base is nothing: a least amount, or dollars a vehicle.
    fn due_of_nothing(&self, tax: &Tax, period: &RatePeriod, due: Due) -> bool {
        let flat = |local: Local| is_flat(self.these.law.state, local.class);
        due == Due::Signing && (!period.min.is_zero() || tax.local.is_some_and(flat))
    }

    pub fn falls_due_once(&self, tax: &Tax) -> bool {
        self.these.sale.kind == SaleKind::Retail
            || match tax.lease_due {
                LeaseDue::Method => self.these.lease_method != LeaseMethod::EachPayment,
                LeaseDue::EachPayment => false,
                LeaseDue::Once => true,
            }
    }

    pub fn reach(&self, tax: &Tax, level: Level) -> Reach {
        match self.abroad {
            Some(abroad) if !tax.also_nonresident => abroad.reach(level),
            _ => Reach::Full,
        }
    }

    /// What an instalment is taxed on under a cap: itself up to the cap, or, where the cap is one of all
    /// receipts of the lease, the payments that are left under it.
    pub fn runs(
        &self,
        period: &RatePeriod,
        limit: Option<Cents>,
        of: Instalment,
    ) -> [Option<Run>; 2] {
        let all = |base| Run {
            base,
            payments: None,
        };
        let Some(limit) = limit else {
            return [Some(all(of.base)), None];
        };
        if of.due == Due::Signing || period.cap_on == CapOn::Each || !of.base.is_positive() {
            return [Some(all(of.base.min(limit))), None];
        }
        let left = (limit - of.before).or_zero();
        let whole = left.get() / of.base.get();
        if whole >= self.term {
            return [Some(all(of.base)), None];
        }
        let whole = u16::try_from(whole).unwrap_or(0);
        let part = Cents::new(left.get() % of.base.get());
        let run = |base, from, count| {
            (count > 0 && !Cents::is_zero(base)).then_some(Run {
                base,
                payments: Some((from, count)),
            })
        };
        [run(of.base, 1, whole), run(part, whole + 1, 1)]
    }

    fn state_tax(&mut self, tax: &'static Tax, period: &'static RatePeriod, of: Instalment) {
        let reach = self.reach(tax, tax.level);
        let runs = self.runs(period, period.cap, of);
        for run in runs.iter().flatten() {
            let mut charged = charge(tax, period, run.base, of.test, self.these);
            if let Some(abroad) = self.abroad.filter(|_| reach != Reach::Full) {
                charged = abroad.charge(reach, charged, tax.rounding);
            } else {
                charged = self.rounded(tax, charged, of);
            }
            let entry = Entry::new(tax.level, None, of.due, run);
            self.line(tax, period, charged, entry);
        }
    }

    /// A charge in full, rounded with others where the tax is one of several.
    pub fn rounded(&mut self, tax: &'static Tax, charged: Charged, of: Instalment) -> Charged {
        if tax.passed_on > 0 {
            self.passed_on(tax, charged, of)
        } else if tax.combined && charged.base == in_units(tax, of.base) {
            self.together(tax, charged, of.due)
        } else {
            charged
        }
    }

    /// Rounds a line as the step that it adds to the tax at the combined rate.
    fn together(&mut self, tax: &Tax, charged: Charged, due: Due) -> Charged {
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
        let amount_now = charged.base.times(rate_now, tax.rounding);
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

    pub fn line(
        &mut self,
        tax: &'static Tax,
        period: &'static RatePeriod,
        charged: Charged,
        entry: Entry<'_>,
    ) {
        if charged.amount.is_zero() {
            return;
        }
        let amount = charged.amount;
        let over_term = match (entry.due, entry.payments) {
            (Due::Signing, _) => {
                self.levied.signing += amount;
                amount
            }
            (Due::Payment, None) => {
                self.levied.payment += amount;
                amount.by(self.term)
            }
            (Due::Payment, Some((from, count))) => {
                let to = from + count - 1;
                if !self.levied.early.add(Step { from, to, amount }) {
                    self.faults.push(Fault {
                        pointer: "/lease".into(),
                        code: "too_many_caps".into(),
                        detail: "more caps are used up at different payments than can be told"
                            .into(),
                    });
                }
                amount.by(i64::from(count))
            }
        };
        let offered = self.is_offered(tax);
        let levied = &mut self.levied;
        let (sum, credited) = if entry.level == Level::State {
            (&mut levied.state, &mut levied.credited_state)
        } else {
            (&mut levied.local, &mut levied.credited_local)
        };
        *sum += over_term;
        if offered {
            levied.offered += over_term;
        }
        if tax.credited {
            *credited += over_term;
        }
        let principal = self.principal.is_some_and(|first| std::ptr::eq(first, tax));
        if principal && entry.at.is_none() {
            levied.principal_rate = charged.rate;
            levied.principal_amount += over_term;
        }
        let later = entry.at_registration || period.at_registration;
        if entry.due == Due::Signing {
            let levied = &mut self.levied;
            if later {
                levied.at_registration += amount;
            }
            if tax.credited {
                levied.credited_signing += amount;
            }
            if later && tax.credited {
                levied.credited_at_registration += amount;
            }
        }
        if self.explain {
            let (place, source, sure): (Wording, Option<Wording>, bool) = match entry.at {
                None => (self.these.law.name.into(), None, true),
                Some((local, part)) => match part.row {
                    None => (self.own_place(local), self.own_source(), true),
                    Some(row) => (row.name.clone(), Some(row.source.clone()), !row.low),
                },
            };
            let name = tax.name.wording();
            self.lines.push(TaxLine {
                code: tax.code.into(),
                name: match entry.suffix {
                    "" => name,
                    suffix => format!("{name}{suffix}").into(),
                },
                level: entry.level,
                place,
                base: charged.base,
                rate: charged.rate,
                amount,
                due: entry.due,
                payments: entry.payments.map(|(_, count)| count.into()),
                from_payment: entry
                    .payments
                    .map(|(from, _)| from.into())
                    .filter(|from| *from > 1),
                citation: period.cited.cite.wording(),
                source,
                verified: sure && period.cited.verified(),
            });
        }
    }

    /// Whether the home state of a buyer from elsewhere takes it for tax paid on the vehicle.
    fn is_offered(&self, tax: &Tax) -> bool {
        match tax.credited_abroad {
            CreditedAbroad::Always => true,
            CreditedAbroad::Never => false,
            CreditedAbroad::WhereTaxed => {
                let taken_of = self.bases.kinds_counted(self.base_of(tax), self.these);
                taken_of & self.these.counted_at_home != 0
            }
        }
    }

    /// Says how much more the payments bear that use up a cap on the receipts of a lease.
    fn tell_early_payments(&mut self) {
        if !self.explain || self.levied.early.is_empty() {
            return;
        }
        let steps: Vec<String> = self
            .levied
            .early
            .steps()
            .map(|step| match (step.from, step.to) {
                (from, to) if from == to => format!("payment {from} bears {} more", step.amount),
                (from, to) => format!("payments {from} to {to} bear {} more each", step.amount),
            })
            .collect();
        let detail = format!(
            "a tax reaches only the first receipts of the lease: {}",
            steps.join(", ")
        );
        self.warnings.push(Warning {
            code: "early_payments_differ".into(),
            detail: detail.into(),
            candidates: Vec::new(),
        });
    }
}
