//! What a rooftop's desk starts from and holds to: standard fees, books, terms, reasons, limits, commission plans.
//!
//! Every change makes the next edition and none is ever changed or removed, so that a deal of any day can be read beside
//! the settings of that day. A rooftop that never set anything starts deals with its doc fee and holds nobody to
//! anything.

mod check;
pub mod lines;
pub mod plans;

use desk::{BookKind, Counts, DealKind, FeeKind, LimitCode, Limits};
use jiff::Timestamp;
use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::{AcquisitionFee, Condition};
use utoipa::ToSchema;

use crate::deal::Person;
use plans::StorePlan;

/// The settings of a rooftop's desk as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = DeskSettingsUpdate)]
pub struct Settings {
    /// The doc fee of a new deal; the rooftop's own where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_fee: Option<Cents>,
    /// What a new deal is charged, each where it fits. A doc fee among them stands before `doc_fee`.
    #[schema(max_items = 40)]
    pub fees: Vec<StandardFee>,
    /// Days from the deal to the first payment of a new retail deal; one payment interval where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_payment_days: Option<u32>,
    /// The terms that the desk offers, rising.
    #[schema(max_items = 12)]
    pub retail_terms: Vec<u32>,
    #[schema(max_items = 12)]
    pub lease_terms: Vec<u32>,
    /// The step between the downs of the desk's grid.
    pub down_step: Cents,
    pub lease: LeaseDefaults,
    /// The dealer's own: packs, holdback and the like of a new deal, each where it fits.
    #[schema(max_items = 40)]
    pub books: Vec<StandardBook>,
    /// The dealer's own: which gross the doc fee counts in; both where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_fee_counts: Option<Counts>,
    /// Why somebody may ask to go beyond a limit.
    #[schema(max_items = 60)]
    pub reasons: Vec<Reason>,
    /// The dealer's own: what each role may not go beyond without leave. A role that is not there is not limited.
    #[schema(max_items = 20)]
    pub limits: Vec<RoleLimits>,
    /// The dealer's own, each with whom it is for.
    #[schema(max_items = 20)]
    pub commission_plans: Vec<StorePlan>,
    /// The dealer's own: the id of the plan of everybody whom no plan names; they have none where absent.
    pub commission_default: Option<String>,
    /// How many days a presentation holds.
    pub holds_days: u32,
    /// What is shown beside a request for leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub approval_note: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            doc_fee: None,
            fees: Vec::new(),
            first_payment_days: None,
            retail_terms: vec![48, 60, 66, 72, 75, 84],
            lease_terms: vec![24, 36, 39, 48],
            down_step: Cents::dollars(1_000),
            lease: LeaseDefaults::default(),
            books: Vec::new(),
            doc_fee_counts: None,
            reasons: Vec::new(),
            limits: Vec::new(),
            commission_plans: Vec::new(),
            commission_default: None,
            holds_days: 7,
            approval_note: None,
        }
    }
}

/// A fee that every deal is charged where it fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardFee {
    pub kind: FeeKind,
    #[schema(max_length = 80)]
    pub name: String,
    pub amount: Cents,
    #[serde(default)]
    pub when: FeeWhen,
}

/// Which deals a fee is for. An empty list is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FeeWhen {
    pub kinds: Vec<DealKind>,
    pub conditions: Vec<Condition>,
}

/// What a new lease starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeaseDefaults {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub miles_per_year: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excess_mile_charge: Option<Cents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquisition_fee: Option<AcquisitionFee>,
    pub tax_capitalized: bool,
    pub doc_fee_capitalized: bool,
    /// The security deposit is one payment rounded up to a multiple of this; none is asked for where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_deposit_rounding: Option<Cents>,
}

/// An amount of the books that every deal carries where it fits. Exactly one of `amount` and `share_of_msrp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardBook {
    pub kind: BookKind,
    #[schema(max_length = 80)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
    /// As a fraction; a vehicle without MSRP has none of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_msrp: Option<Rate>,
    #[serde(default)]
    pub counts: Counts,
    /// An empty list is all of them.
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

/// A reason that may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OverrideReason)]
pub struct Reason {
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "competing_quote")]
    pub code: String,
    #[schema(max_length = 120)]
    pub label: String,
    /// The limits that it is a reason to go beyond; all of them where empty.
    #[serde(default)]
    pub of: Vec<LimitCode>,
    /// One that is not is kept for what was given before and offered no more.
    #[serde(default = "yes")]
    pub active: bool,
}

const fn yes() -> bool {
    true
}

impl Reason {
    /// Whether it may be given for going beyond this limit.
    #[must_use]
    pub fn is_of(&self, code: LimitCode) -> bool {
        self.active && (self.of.is_empty() || self.of.contains(&code))
    }
}

/// The limits of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleLimits {
    #[schema(pattern = "^[a-z_]{1,40}$", example = "desk_manager")]
    pub role: String,
    pub limits: Limits,
}

/// The settings with where they stand.
#[derive(Debug, Clone)]
pub struct Edition {
    /// 0 where nothing was ever set.
    pub version: i64,
    pub at: Option<Timestamp>,
    pub by: Option<Person>,
    pub settings: Settings,
}

impl Edition {
    /// Of a rooftop that never set anything.
    #[must_use]
    pub fn none() -> Self {
        Self {
            version: 0,
            at: None,
            by: None,
            settings: Settings::default(),
        }
    }
}

impl Settings {
    /// As it was stored. Settings from before plans said whom they are for paid everybody by the first.
    ///
    /// # Errors
    /// Where the text is not what this service writes.
    pub fn stored(text: &str) -> Result<Self, serde_json::Error> {
        let content: serde_json::Value = serde_json::from_str(text)?;
        let says_whom = content.get("commission_default").is_some();
        let mut settings: Self = serde_json::from_value(content)?;
        if !says_whom {
            let first = settings.commission_plans.first();
            settings.commission_default = first.map(|plan| plan.id.clone());
        }
        Ok(settings)
    }

    /// What somebody with these roles may not go beyond: the loosest of their limits in everything. Of whom no role is
    /// known, it is the strictest of all.
    #[must_use]
    pub fn limits_of(&self, roles: &[String]) -> Limits {
        let of = |role: &String| {
            let entry = self.limits.iter().find(|entry| entry.role == *role);
            entry.map(|entry| entry.limits).unwrap_or_default()
        };
        let loosest = roles.iter().map(of).reduce(Limits::loosest);
        loosest.unwrap_or_else(|| {
            let all = self.limits.iter().map(|entry| entry.limits);
            all.fold(Limits::default(), strictest)
        })
    }

    /// Without what is the dealer's own.
    #[must_use]
    pub fn open(self) -> Self {
        Self {
            books: Vec::new(),
            doc_fee_counts: None,
            limits: Vec::new(),
            commission_plans: Vec::new(),
            commission_default: None,
            ..self
        }
    }

    /// From a caller who cannot see the dealer's own, with what is kept of it put back.
    #[must_use]
    pub fn kept(self, stored: &Self) -> Self {
        Self {
            books: stored.books.clone(),
            doc_fee_counts: stored.doc_fee_counts,
            limits: stored.limits.clone(),
            commission_plans: stored.commission_plans.clone(),
            commission_default: stored.commission_default.clone(),
            ..self
        }
    }

    /// Pointers to what is said of the dealer's own.
    #[must_use]
    pub fn named(&self) -> Vec<String> {
        [
            (!self.books.is_empty(), "/books"),
            (self.doc_fee_counts.is_some(), "/doc_fee_counts"),
            (!self.limits.is_empty(), "/limits"),
            (!self.commission_plans.is_empty(), "/commission_plans"),
            (self.commission_default.is_some(), "/commission_default"),
        ]
        .into_iter()
        .filter(|(said, _)| *said)
        .map(|(_, pointer)| pointer.to_owned())
        .collect()
    }
}

/// The stricter of two in everything.
fn strictest(one: Limits, other: Limits) -> Limits {
    fn lower<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
        [one, other].into_iter().flatten().min()
    }
    Limits {
        discount: lower(one.discount, other.discount),
        discount_share: lower(one.discount_share, other.discount_share),
        // Floors: nothing is below any amount.
        front_gross: one.front_gross.max(other.front_gross),
        total_gross: one.total_gross.max(other.total_gross),
        over_allowance: lower(one.over_allowance, other.over_allowance),
        markup: lower(one.markup, other.markup),
        factor_markup: lower(one.factor_markup, other.factor_markup),
        term_months: lower(one.term_months, other.term_months),
        ltv: lower(one.ltv, other.ltv),
    }
}

/// Limits as somebody who may not see the dealer's own figures may know them: with a limit beside a figure that is
/// refused, the figure would be known too.
#[must_use]
pub fn open_limits(limits: Limits) -> Limits {
    Limits {
        front_gross: None,
        total_gross: None,
        over_allowance: None,
        markup: None,
        factor_markup: None,
        ..limits
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, RoleLimits, Settings, open_limits};
    use desk::LimitCode;
    use money::Cents;

    fn settings() -> Settings {
        let of = |role: &str, discount, front: i64| RoleLimits {
            role: role.into(),
            limits: Limits {
                discount,
                front_gross: Some(Cents::dollars(front)),
                ..Limits::default()
            },
        };
        Settings {
            limits: vec![
                of("sales", Some(Cents::dollars(500)), 1_500),
                of("finance", None, 2_000),
            ],
            ..Settings::default()
        }
    }

    fn of(roles: &[&str]) -> Limits {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        settings().limits_of(&roles)
    }

    #[test]
    fn several_roles_have_the_loosest_of_their_limits() {
        assert_eq!(of(&["sales"]).discount, Some(Cents::dollars(500)));
        let both = of(&["sales", "finance"]);
        assert_eq!(both.discount, None, "finance has no limit there");
        assert_eq!(
            both.front_gross,
            Some(Cents::dollars(1_500)),
            "the lower floor"
        );
        assert_eq!(
            of(&["sales", "admin"]),
            Limits::default(),
            "no entry, no limit"
        );
    }

    #[test]
    fn of_whom_no_role_is_known_the_strictest_holds() {
        let strict = of(&[]);
        assert_eq!(strict.discount, Some(Cents::dollars(500)));
        assert_eq!(strict.front_gross, Some(Cents::dollars(2_000)));
    }

    #[test]
    fn open_limits_have_none_beside_a_figure_of_the_dealers_own() {
        let all = Limits {
            discount: Some(Cents::dollars(1)),
            front_gross: Some(Cents::dollars(1)),
            total_gross: Some(Cents::dollars(1)),
            over_allowance: Some(Cents::dollars(1)),
            markup: Some(money::Rate::basis_points(1)),
            factor_markup: Some(money::Rate::basis_points(1)),
            discount_share: Some(money::Rate::basis_points(1)),
            ltv: Some(money::Rate::basis_points(1)),
            term_months: Some(1),
        };
        let open = serde_json::to_value(open_limits(all)).expect("limits");
        let full = serde_json::to_value(all).expect("limits");
        for (name, _) in full.as_object().expect("every limit") {
            let code: LimitCode = serde_json::from_value(name.clone().into()).expect("a code");
            assert_eq!(open.get(name).is_none(), code.is_confidential(), "{name}");
        }
    }
}
