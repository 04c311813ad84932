//! A lease on trial comes to the same cents as the whole figures of the same deal, whoever the lessor is.

#[path = "common/random.rs"]
mod random;

use desk::{
    Deal, DealKind, Figures, LeaseTrials, LeaseTried, LessorTerms, MultipleDeposits, ResidualTerm,
    figures,
};
use money::{Cents, Rate};
use random::Dice;

/// What a trial says, read off the whole figures.
fn of_figures(figures: &Figures) -> Option<LeaseTried> {
    let lease = figures.lease.as_ref()?;
    Some(LeaseTried {
        base_payment: lease.base_payment,
        payment: lease.payment,
        adjusted_cap_cost: lease.adjusted_cap_cost,
        residual: lease.residual,
        money_factor: lease.money_factor,
        security_deposit: lease.due_at_signing.security_deposit,
        due_at_signing: lease.due_at_signing.total,
        single_payment: lease.single_payment,
        gross: figures.gross.as_ref().map(|gross| gross.total),
    })
}

fn lessor(dice: &mut Dice) -> LessorTerms {
    // Now and then a factor that no lease may have.
    let factor = |dice: &mut Dice| Rate::new(dice.within(0, 400) * 1_000);
    let money_factor = if dice.once_in(40) {
        Rate::new(dice.within(5_000_001, 9_000_000))
    } else {
        factor(dice)
    };
    let acquisition_fee = dice.one_of(&[Cents::ZERO, Cents::dollars(595), Cents::dollars(1_095)]);
    LessorTerms {
        money_factor,
        buy_money_factor: factor(dice),
        reserve_share: dice.one_of(&[Rate::ONE, Rate::basis_points(7_500), Rate::ZERO]),
        residual: if dice.once_in(2) {
            ResidualTerm::Percent(Rate::basis_points(dice.within(3_000, 7_000)))
        } else {
            ResidualTerm::Amount(dice.dollars(4_000, 40_000))
        },
        acquisition_fee,
        acquisition_fee_cost: dice.dollars(0, 995),
        disposition_fee: dice.dollars(0, 500),
        purchase_option_fee: dice.dollars(0, 500),
        deposits: dice.maybe(4, |dice| MultipleDeposits {
            count: dice.count(0, 12),
            factor_step: Rate::new(dice.within(1, 10) * 1_000),
            round_to: dice.one_of(&[Cents::dollars(25), Cents::dollars(50)]),
            most: dice.maybe(2, |_| 7),
        }),
    }
}

/// The same settling, and what the dealer makes of it or what is due at the end another.
fn other_in_the_margins(dice: &mut Dice, terms: &LessorTerms) -> LessorTerms {
    let other = lessor(dice);
    LessorTerms {
        buy_money_factor: other.buy_money_factor,
        reserve_share: other.reserve_share,
        acquisition_fee_cost: other.acquisition_fee_cost,
        disposition_fee: other.disposition_fee,
        ..terms.clone()
    }
}

#[test]
fn a_trial_and_the_whole_figures_come_to_the_same_cents() {
    let mut dice = Dice::new(31);
    let (mut leased, mut nothing, mut refused) = (0, 0, 0);
    for _ in 0..600 {
        let deal = Deal {
            kind: DealKind::Lease,
            ..dice.deal()
        };
        let whole = figures(&deal);
        let mut trials = match LeaseTrials::new(deal.clone()) {
            Ok(trials) => trials,
            Err(faults) => {
                assert_eq!(whole, Err(faults));
                continue;
            }
        };
        assert!(whole.is_ok(), "{deal:?}");
        let mut lessors: Vec<LessorTerms> = (0..5).map(|_| lessor(&mut dice)).collect();
        lessors.push(other_in_the_margins(&mut dice, &lessors[0]));
        lessors.push(lessors[1].clone());
        for terms in &lessors {
            let mut under = deal.clone();
            terms.put_into(under.lease.as_mut().expect("a lease"));
            let whole = figures(&under).map(|figures| of_figures(&figures));
            match &whole {
                Ok(Some(_)) => leased += 1,
                Ok(None) => nothing += 1,
                Err(_) => refused += 1,
            }
            assert_eq!(trials.under(terms), whole, "{under:?}");
        }
    }
    assert!(leased >= 1_000, "{leased} leases");
    assert!(nothing > 0, "some come to nothing");
    assert!(refused > 0, "some are refused");
}

#[test]
fn only_a_lease_has_lessors_to_try() {
    let mut dice = Dice::new(32);
    for kind in [DealKind::Cash, DealKind::Retail] {
        let deal = (0..100)
            .map(|_| dice.deal())
            .find(|deal| deal.kind == kind && figures(deal).is_ok())
            .expect("a deal with figures");
        let faults = LeaseTrials::new(deal).expect_err("no lease");
        assert_eq!(faults[0].pointer, "/kind");
        assert_eq!(faults[0].code, "not_a_lease");
    }
}
