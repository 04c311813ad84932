//! Which method of taxing a lease applies: the law's default or an alternative that it offers.

use crate::conditions::Circumstances;
use crate::rules::Cited;
use crate::validate::Faults;
use crate::{LeaseMethod, SaleKind};

/// The method and where it stands; [`LeaseMethod::None`] for a sale.
pub fn method(these: &Circumstances<'_>, faults: &mut Faults) -> (LeaseMethod, Option<Cited>) {
    if these.sale.kind == SaleKind::Retail {
        return (LeaseMethod::None, None);
    }
    let mut offered = these
        .law
        .leases
        .iter()
        .filter(|rule| rule.span.holds(these.day) && these.hold(rule.when));
    let wanted = these.sale.lease.as_ref().and_then(|lease| lease.method);
    let found = match wanted {
        None => offered.next(),
        Some(method) => offered.find(|rule| rule.method == method),
    };
    match found {
        Some(rule) => (rule.method, Some(rule.cited)),
        None => {
            let detail = format!("the law of {} does not offer this method", these.law.name);
            faults.add("/lease/method", "not_offered", detail);
            (LeaseMethod::None, None)
        }
    }
}
