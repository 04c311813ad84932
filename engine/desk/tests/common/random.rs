//! Deals at random from a seed: every kind, every state with rules, trades, products, odd dates.

mod addresses;

use addresses::ADDRESSES;
use desk::{
    Accessory, BookEntry, BookKind, CatalogueRef, Counts, Deal, DealKind, Fee, FeeKind, Finance,
    FirstPayment, Frequency, Interest, Lease, MultipleDeposits, OddDays, Places, Product,
    ProgrammeRef, Rebate, ReserveMethod, ReserveTerms, ResidualAdjustment, TaxInputs, Trade,
};
use money::{Cents, Rate};
use tax::{
    AcquisitionFee, Condition, Date, Dates, Fuel, Place, ProductKind, Provider, RebateFrom,
    TaxPaid, Vehicle, VehicleClass,
};

/// SplitMix64: small, and the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap_or(1)).unwrap_or(0)
    }

    pub fn count(&mut self, low: u32, high: u32) -> u32 {
        u32::try_from(self.within(i64::from(low), i64::from(high))).unwrap_or(low)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    pub fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let at = self.next() % choices.len() as u64;
        choices[usize::try_from(at).unwrap_or(0)].clone()
    }

    /// An amount in whole dollars, or to the cent.
    pub fn dollars(&mut self, low: i64, high: i64) -> Cents {
        if self.once_in(2) {
            Cents::dollars(self.within(low, high))
        } else {
            Cents::new(self.within(low * 100, high * 100))
        }
    }

    pub fn maybe<T>(&mut self, times: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(times).then(|| make(self))
    }

    pub fn list<T>(&mut self, most: u32, mut make: impl FnMut(&mut Self, u32) -> T) -> Vec<T> {
        let count = self.count(0, most);
        (0..count).map(|at| make(self, at)).collect()
    }

    pub fn place(&mut self) -> Place {
        let (state, addresses) = self.one_of(&ADDRESSES);
        let (zip, county) = self.one_of(addresses);
        Place {
            state: state.into(),
            county: (!self.once_in(10)).then(|| county.into()),
            city: None,
            zip: (!self.once_in(4)).then(|| zip.into()),
        }
    }

    /// The whole deal.
    pub fn deal(&mut self) -> Deal {
        let registration = self.place();
        let dealer = if self.once_in(6) {
            self.place()
        } else {
            registration.clone()
        };
        let msrp = self.dollars(8_000, 120_000);
        let date = Date::from_day_number(self.first_day() + self.count(0, 350).cast_signed());
        let mut deal = Deal {
            date,
            kind: self.one_of(&[
                DealKind::Cash,
                DealKind::Retail,
                DealKind::Retail,
                DealKind::Lease,
            ]),
            places: Places {
                buyer: self.maybe(5, Self::place),
                delivery: self.maybe(8, |_| registration.clone()),
                registration,
                dealer,
            },
            vehicle: self.vehicle(msrp),
            vehicle_cost: self.maybe(2, |dice| msrp - dice.dollars(0, 6_000)),
            books: self.list(3, Self::book_entry),
            doc_fee_counts: self.counts(),
            selling_price: msrp - self.dollars(-1_500, 5_000),
            accessories: self.list(3, |dice, at| Accessory {
                id: format!("a{at}"),
                name: "Roof rails".into(),
                price: dice.dollars(0, 1_500),
                cost: dice.maybe(2, |dice| dice.dollars(0, 900)),
            }),
            delivery_charge: self
                .maybe(4, |dice| dice.dollars(0, 1_800))
                .unwrap_or_default(),
            fees: self.list(4, |dice, at| Fee {
                id: format!("f{at}"),
                kind: dice.one_of(&[FeeKind::Doc, FeeKind::Dealer, FeeKind::Government]),
                name: "Fee \"é\"".into(),
                amount: dice.dollars(0, 999),
            }),
            products: self.list(4, Self::product),
            rebates: self.list(2, |dice, at| Rebate {
                id: format!("r{at}"),
                from: dice.one_of(&[RebateFrom::Manufacturer, RebateFrom::Dealer]),
                name: String::new(),
                amount: dice.dollars(100, 4_000),
                assigned_to_dealer: dice.one_of(&[None, Some(true), Some(true), Some(false)]),
            }),
            trades: self.list(2, |dice, at| dice.trade(at, date)),
            cash_down: self
                .maybe(2, |dice| dice.dollars(0, 9_000))
                .unwrap_or_default(),
            tax: self.tax(date),
            finance: Some(self.finance(date)),
            lease: None,
            rates: tax::OwnRates::none(),
        };
        let drive_off = deal.cash_down.is_zero() && self.once_in(3);
        deal.lease = Some(self.lease(drive_off));
        let ids = deal.fees.iter().map(|fee| &fee.id);
        let ids = ids.chain(deal.products.iter().map(|product| &product.id));
        let named: Vec<String> = ids.filter(|_| self.once_in(8)).cloned().collect();
        if let Some(finance) = &mut deal.finance {
            finance.finance_charges = named;
        }
        deal
    }

    /// Dates a few days later, and tax that was paid to a state.
    fn tax(&mut self, date: Date) -> TaxInputs {
        let mut later =
            |times| self.maybe(times, |dice| date.add_days(dice.count(0, 12).cast_signed()));
        let dates = Dates {
            contract: later(6),
            delivery: later(6),
            titling: later(6),
        };
        let paid = self.maybe(8, |dice| TaxPaid {
            state: dice.one_of(&ADDRESSES).0.into(),
            amount: dice.dollars(0, 2_500),
            date: dice.maybe(2, |dice| date.add_days(-dice.count(0, 200).cast_signed())),
            rate: dice.maybe(2, |dice| dice.rate(9_000_000)),
        });
        TaxInputs {
            dates,
            tax_paid_elsewhere: paid.into_iter().collect(),
            ..TaxInputs::default()
        }
    }

    fn first_day(&self) -> i32 {
        // The rules of every state in this edition speak for 2026.
        Date::new(2026, 1, 2).map_or(0, Date::day_number)
    }

    fn vehicle(&mut self, msrp: Cents) -> Vehicle {
        Vehicle {
            condition: self.one_of(&[Condition::New, Condition::Used]),
            class: self.one_of(&[
                VehicleClass::Passenger,
                VehicleClass::Passenger,
                VehicleClass::LightTruck,
                VehicleClass::Motorcycle,
            ]),
            model_year: Some(self.one_of(&[2015, 2021, 2024, 2025, 2026])),
            fuel: self.one_of(&[Fuel::Gasoline, Fuel::Hybrid, Fuel::Electric, Fuel::Diesel]),
            gross_weight_lb: Some(self.count(4_000, 9_000)),
            curb_weight_lb: Some(self.count(2_800, 6_200)),
            city_mpg: Some(self.count(12, 60)),
            combined_mpg: Some(self.count(14, 62)),
            odometer: Some(self.count(0, 90_000)),
            msrp: Some(msrp),
            book_value: self.maybe(2, |dice| dice.dollars(5_000, 90_000)),
        }
    }

    pub fn product(&mut self, at: u32) -> Product {
        Product {
            id: format!("p{at}"),
            kind: self.one_of(&[
                ProductKind::ServiceContract,
                ProductKind::Gap,
                ProductKind::Maintenance,
                ProductKind::TireWheel,
                ProductKind::Insurance,
                ProductKind::Other,
            ]),
            name: "Cover".into(),
            price: self.dollars(100, 3_900),
            cost: self.maybe(2, |dice| dice.dollars(50, 2_000)),
            provider: self.one_of(&[Provider::Dealer, Provider::ThirdParty, Provider::Insurer]),
            payee: self.maybe(2, |_| "Cover Co.".into()),
            term_months: self.maybe(2, |dice| dice.count(12, 96)),
            catalogue: self.maybe(6, |_| CatalogueRef {
                item: "vsc".into(),
                plan: "gold-84".into(),
            }),
        }
    }

    pub fn trade(&mut self, at: u32, date: Date) -> Trade {
        let allowance = self.dollars(0, 30_000);
        let good_through = self.maybe(3, |dice| date.add_days(dice.count(0, 20).cast_signed() - 5));
        Trade {
            id: format!("t{at}"),
            name: "Trade".into(),
            vin: None,
            allowance,
            payoff: self
                .maybe(2, |dice| dice.dollars(0, 32_000))
                .unwrap_or_default(),
            acv: self.maybe(2, |dice| dice.dollars(0, 30_000)),
            lien_holder: None,
            payoff_good_through: good_through,
            payoff_per_diem: good_through.and_then(|_| self.maybe(2, |dice| dice.dollars(1, 12))),
            payoff_in_days: self.maybe(3, |dice| dice.count(0, 21)),
            class: VehicleClass::Passenger,
            titled_in: None,
            owned_by_buyer: self.one_of(&[None, Some(true)]),
            tax_paid_on_it: None,
            tax_amount_paid: None,
            book_value: None,
        }
    }

    pub fn rate(&mut self, most: i64) -> Rate {
        let parts = self.within(0, most);
        // Hundredths of a percent, mostly; sometimes every digit.
        let step = if self.once_in(8) { 1 } else { 10_000 };
        Rate::new(parts / step * step)
    }

    fn finance(&mut self, date: Date) -> Finance {
        let term_months = self.one_of(&[1, 12, 24, 36, 48, 60, 63, 66, 72, 75, 84, 96, 120]);
        let frequency = self.one_of(&[
            Frequency::Monthly,
            Frequency::Monthly,
            Frequency::Monthly,
            Frequency::Semimonthly,
            Frequency::Biweekly,
            Frequency::Weekly,
            Frequency::Single,
        ]);
        let balloon = self.once_in(4) && frequency.payments(term_months) > 1;
        let by_percent = self.once_in(2);
        Finance {
            term_months,
            frequency,
            interest: self.one_of(&[
                Interest::Precomputed,
                Interest::Precomputed,
                Interest::Simple365,
                Interest::Simple360,
            ]),
            balloon_amount: (balloon && !by_percent).then(|| self.dollars(0, 12_000)),
            balloon_percent: (balloon && by_percent)
                .then(|| Rate::basis_points(self.within(0, 4_000))),
            finance_charges: Vec::new(),
            sell_rate: self.rate(24_000_000),
            buy_rate: self.maybe(2, |dice| dice.rate(9_000_000)),
            first_payment_date: self
                .maybe(2, |dice| date.add_days(dice.count(1, 90).cast_signed())),
            odd_days: self.one_of(&[OddDays::Actuarial30, OddDays::Daily365, OddDays::Ignore]),
            reserve: self.maybe(2, |dice| ReserveTerms {
                method: dice.one_of(&[
                    ReserveMethod::PresentValue,
                    ReserveMethod::InterestDifference,
                    ReserveMethod::Flat,
                ]),
                share: Some(dice.rate(Rate::SCALE)),
                flat: dice.maybe(3, |dice| dice.dollars(0, 500)),
            }),
            programme: self.maybe(4, Self::programme),
        }
    }

    fn programme(&mut self) -> ProgrammeRef {
        ProgrammeRef {
            lender: "northbank".into(),
            lender_name: "Northbank".into(),
            programme: "fall".into(),
            row: self.count(0, 40),
            tier: self.one_of(&["A+", "A", "B"]).into(),
        }
    }

    pub fn book_entry(&mut self, at: u32) -> BookEntry {
        BookEntry {
            id: format!("b{at}"),
            kind: self.one_of(&[
                BookKind::Pack,
                BookKind::Holdback,
                BookKind::DealerCash,
                BookKind::Reconditioning,
                BookKind::Floorplan,
                BookKind::OtherCost,
                BookKind::OtherIncome,
            ]),
            name: "Books".into(),
            amount: self.dollars(0, 1_500),
            counts: self.counts(),
        }
    }

    pub fn counts(&mut self) -> Counts {
        self.one_of(&[
            Counts::Both,
            Counts::Both,
            Counts::Gross,
            Counts::Commission,
            Counts::None,
        ])
    }

    fn multiple_deposits(&mut self) -> MultipleDeposits {
        MultipleDeposits {
            count: self.count(1, 10),
            factor_step: Rate::new(self.within(0, 8) * 1_000),
            round_to: self.one_of(&[Cents::dollars(25), Cents::dollars(50)]),
            most: self.one_of(&[None, Some(10)]),
        }
    }

    fn lease(&mut self, drive_off: bool) -> Lease {
        let by_percent = self.once_in(2);
        let first_payment = if self.once_in(6) {
            FirstPayment::Waived
        } else {
            FirstPayment::AtSigning
        };
        Lease {
            term_months: self.one_of(&[12, 24, 27, 33, 36, 39, 42, 48]),
            money_factor: Rate::new(self.within(0, 400) * 1_000),
            buy_money_factor: self.maybe(3, |dice| Rate::new(dice.within(0, 200) * 1_000)),
            reserve_share: None,
            residual_percent: by_percent.then(|| Rate::basis_points(self.within(3_000, 7_000))),
            residual_amount: (!by_percent).then(|| self.dollars(4_000, 40_000)),
            miles_per_year: Some(12_000),
            acquisition_fee: AcquisitionFee {
                amount: self.one_of(&[Cents::ZERO, Cents::dollars(595), Cents::dollars(995)]),
                capitalized: self.once_in(2),
            },
            acquisition_fee_cost: self.maybe(2, |dice| dice.dollars(0, 995)),
            doc_fee_capitalized: self.once_in(2),
            tax_capitalized: self.once_in(4),
            security_deposit: Cents::ZERO,
            security_deposit_rounding: (!drive_off)
                .then(|| {
                    self.maybe(4, |dice| {
                        dice.one_of(&[Cents::dollars(25), Cents::dollars(50)])
                    })
                })
                .flatten(),
            security_deposit_waived: self.once_in(6),
            multiple_deposits: (!drive_off)
                .then(|| self.maybe(4, Self::multiple_deposits))
                .flatten(),
            residual_adjustments: self.list(2, |dice, at| ResidualAdjustment {
                name: "Mileage".into(),
                points: (at == 0).then(|| Rate::basis_points(dice.within(-300, 300))),
                amount: (at == 1).then(|| Cents::dollars(dice.within(-900, 900))),
            }),
            first_payment,
            one_pay: first_payment == FirstPayment::AtSigning && !drive_off && self.once_in(6),
            signing_total: drive_off.then(|| {
                let dollars = self.one_of(&[0, 0, 999, 2_500, 4_999]);
                Cents::dollars(dollars)
            }),
            excess_mile_charge: self.maybe(2, |_| Cents::new(25)),
            disposition_fee: Cents::dollars(395),
            purchase_option_fee: Cents::ZERO,
            method: None,
            programme: self.maybe(4, Self::programme),
        }
    }
}
