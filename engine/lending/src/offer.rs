//! What is asked of a scan, and what each row answers.

use desk::{Deal, LessorTerms, MultipleDeposits, ProgrammeRef, ReserveTerms, ResidualTerm};
use money::{Cents, Rate};
use serde::{Deserialize, Serialize};

use crate::lender::Lender;
use crate::reason::Reason;

/// The buyer as far as a lender asks. What is absent is unknown, never assumed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
    /// Before tax; above zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_income: Option<Cents>,
    /// Rent, cards, other loans: without the payment of this deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_debt: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_bankruptcy: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past_repossession: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_time_buyer: Option<bool>,
}

/// The vehicle as far as a lender asks more than the deal holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VehicleFacts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim: Option<String>,
    /// Under the manufacturer's programme; of a used vehicle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commercial_use: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branded_title: Option<bool>,
}

/// What the desk would like, and how the offers are put in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// Points over the buy rate of a retail contract: `"0.0125"`.
    #[serde(default)]
    pub markup: Rate,
    /// Over the lessor's money factor.
    #[serde(default)]
    pub factor_markup: Rate,
    /// Security deposits that lower the factor.
    #[serde(default)]
    pub deposits: u32,
    /// The whole lease paid at signing.
    #[serde(default)]
    pub one_pay: bool,
    /// Over the lessor's acquisition fee.
    #[serde(default)]
    pub acquisition_fee_markup: Cents,
    /// The id of the rooftop that sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooftop: Option<String>,
    #[serde(default)]
    pub order: OfferOrder,
    /// Every row at the rate or money factor that the deal is sold at, whatever the lender's: `markup` and
    /// `factor_markup` are then not asked. What the row leaves the dealer is the difference.
    #[serde(default)]
    pub keep_rate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferOrder {
    /// The lowest payment first.
    #[default]
    Payment,
    /// The highest gross first; by the reserve where the vehicle's cost is unknown.
    Gross,
}

/// One row of one programme, tried on the deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Its id.
    pub programme: String,
    /// Its id.
    pub lender: String,
    /// The row's place in the sheet, from 0.
    pub row: u32,
    pub tier: String,
    pub verdict: Verdict,
    /// Every one. Empty where the row fits.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::told::Told>))]
    pub reasons: Vec<Reason>,
    /// What a law says whose text this edition has not read: to be looked at, refused by nobody.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::told::Told>))]
    pub cautions: Vec<Reason>,
    pub term_months: u32,
    /// The most that may be added to the buy rate, or of a lease to the money factor; absent where
    /// nobody limits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markup_to: Option<Rate>,
    /// What the deal comes to under the row. Absent where it does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<OfferTerms>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Fits,
    /// Nothing speaks against it yet, and something must be known before anyone can say that it fits.
    NotKnown,
    DoesNotFit,
}

/// The figures of a row. Rates are a year's, of a lease they are money factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferTerms {
    pub buy_rate: Rate,
    pub sell_rate: Rate,
    /// One payment, tax included where the payment bears it; of a lease that is paid at once, what a
    /// month comes to.
    pub payment: Cents,
    /// Of a lease the adjusted capitalized cost.
    pub amount_financed: Cents,
    pub reserve: Cents,
    /// Front and back with this reserve; absent where the vehicle's cost is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross: Option<Cents>,
    /// As the deal carries it; of a retail contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve_terms: Option<ReserveTerms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease: Option<LeaseTerms>,
}

/// What a lessor's row puts into the lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = LeaseOfferTerms))]
pub struct LeaseTerms {
    /// Of MSRP. Exactly one of this and `residual_amount` goes into the deal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residual_percent: Option<Rate>,
    /// The residual in dollars.
    pub residual: Cents,
    /// What the lessee is charged.
    pub acquisition_fee: Cents,
    /// What of it the lessor charges.
    pub acquisition_fee_cost: Cents,
    pub disposition_fee: Cents,
    pub purchase_option_fee: Cents,
    /// Those that lower the factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_deposits: Option<MultipleDeposits>,
    /// The contract's factor less what the deposits take off it.
    pub money_factor_after_deposits: Rate,
    /// All refundable deposits.
    pub security_deposit: Cents,
    pub one_pay: bool,
    pub reserve_share: Rate,
    pub base_payment: Cents,
    pub due_at_signing: Cents,
    /// All of it with its tax, where the lease is paid at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_payment: Option<Cents>,
}

impl Offer {
    /// Puts the row into a deal of its kind, whose figures then are the offer's, and says in the deal which row
    /// of whose sheet it is. An offer without terms changes nothing. The residual of a sheet has its mileage in
    /// it, so adjustments that were typed go.
    pub fn put_into(&self, lender: &Lender, deal: &mut Deal) {
        let Some(terms) = &self.terms else {
            return;
        };
        let programme = ProgrammeRef {
            lender: self.lender.clone(),
            lender_name: lender.name.clone(),
            programme: self.programme.clone(),
            row: self.row,
            tier: self.tier.clone(),
        };
        terms.put_into(deal, programme);
    }
}

impl OfferTerms {
    fn put_into(&self, deal: &mut Deal, programme: ProgrammeRef) {
        match (&self.lease, &mut deal.finance, &mut deal.lease) {
            (None, Some(finance), _) => {
                finance.programme = Some(programme);
                finance.buy_rate = Some(self.buy_rate);
                finance.sell_rate = self.sell_rate;
                finance.reserve.clone_from(&self.reserve_terms);
            }
            (Some(terms), _, Some(lease)) => {
                lease.programme = Some(programme);
                LessorTerms {
                    money_factor: self.sell_rate,
                    buy_money_factor: self.buy_rate,
                    reserve_share: terms.reserve_share,
                    residual: match terms.residual_percent {
                        Some(percent) => ResidualTerm::Percent(percent),
                        None => ResidualTerm::Amount(terms.residual),
                    },
                    acquisition_fee: terms.acquisition_fee,
                    acquisition_fee_cost: terms.acquisition_fee_cost,
                    disposition_fee: terms.disposition_fee,
                    purchase_option_fee: terms.purchase_option_fee,
                    deposits: terms.multiple_deposits.clone(),
                }
                .put_into(lease);
                lease.one_pay = terms.one_pay;
                lease.residual_adjustments.clear();
            }
            _ => {}
        }
    }
}
