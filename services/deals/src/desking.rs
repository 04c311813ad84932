//! What the server itself types into a structure: the start of a new deal, the cost of its vehicle, and the
//! places that follow the buyer. Fees, books and terms come from the rooftop's settings: see `settings::lines`.

use desk::{Counts, Deal, DealKind, Places, TaxInputs};
use money::Cents;
use tax::{Date, OwnRates, Place};

use crate::parties::{DealCustomer, DealRooftop, DealVehicle};

/// Who and what a structure is made for.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub rooftop: &'a DealRooftop,
    pub customer: Option<&'a DealCustomer>,
    pub vehicle: Option<&'a DealVehicle>,
    /// From inventory; never from a client.
    pub vehicle_cost: Option<Cents>,
}

impl Setting<'_> {
    /// Where the vehicle will be titled unless someone says otherwise: the buyer's address, else the
    /// store's. Nothing where neither has a state.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let address = self.customer.and_then(|customer| customer.address.as_ref());
        address
            .and_then(|address| address.place())
            .or_else(|| self.rooftop.address.place())
    }

    /// What a deal starts with when no structure is sent: the vehicle at its list price, paid in cash, taxed
    /// where the buyer lives. Nothing where no place is known.
    #[must_use]
    pub fn start(&self, date: Date) -> Option<Deal> {
        let place = self.place()?;
        let list_price = self.vehicle.and_then(|vehicle| vehicle.list_price);
        Some(Deal {
            date,
            kind: DealKind::Cash,
            places: Places {
                dealer: self
                    .rooftop
                    .address
                    .place()
                    .unwrap_or_else(|| place.clone()),
                registration: place,
                buyer: None,
                delivery: None,
            },
            vehicle: self.vehicle.map(|it| it.facts.clone()).unwrap_or_default(),
            vehicle_cost: self.vehicle_cost,
            books: Vec::new(),
            doc_fee_counts: Counts::default(),
            selling_price: list_price.unwrap_or_default(),
            accessories: Vec::new(),
            delivery_charge: Cents::ZERO,
            fees: Vec::new(),
            products: Vec::new(),
            rebates: Vec::new(),
            trades: Vec::new(),
            cash_down: Cents::ZERO,
            tax: TaxInputs::default(),
            finance: None,
            lease: None,
            rates: OwnRates::none(),
        })
    }
}

/// The inputs after the deal's buyer or vehicle changed. A place that was the old setting's own follows
/// the new one; a place that someone typed stays. Another vehicle brings its own facts and cost.
#[must_use]
pub fn moved(mut inputs: Deal, old: &Setting<'_>, new: &Setting<'_>) -> Deal {
    if let (Some(was), Some(now)) = (old.place(), new.place())
        && inputs.places.registration == was
    {
        inputs.places.registration = now;
    }
    let id = |setting: &Setting<'_>| setting.vehicle.map(|vehicle| vehicle.id);
    if id(old) != id(new) {
        inputs.vehicle = new.vehicle.map(|it| it.facts.clone()).unwrap_or_default();
    }
    inputs.vehicle_cost = new.vehicle_cost;
    inputs
}

#[cfg(test)]
mod tests {
    use super::{Setting, moved};
    use crate::parties::{Address, DealCustomer, DealRooftop, DealVehicle};
    use money::Cents;
    use platform::ids::Uuid;
    use tax::Date;

    fn address(city: &str, county: &str, state: &str) -> Address {
        Address {
            city: Some(city.into()),
            county: Some(county.into()),
            state: Some(state.into()),
            ..Address::default()
        }
    }

    fn rooftop() -> DealRooftop {
        DealRooftop {
            id: Uuid::now_v7(),
            name: "Harbor Motors".into(),
            code: Some("HM".into()),
            phone: None,
            address: address("Tampa", "Hillsborough", "FL"),
        }
    }

    fn customer(home: Address) -> DealCustomer {
        DealCustomer {
            id: Uuid::now_v7(),
            name: "Marisol Ortega".into(),
            phone: None,
            email: None,
            address: Some(home),
        }
    }

    fn vehicle(price: i64, odometer: u32) -> DealVehicle {
        DealVehicle {
            id: Uuid::now_v7(),
            name: "2026 Honda CR-V".into(),
            make: Some("Honda".into()),
            model: Some("CR-V".into()),
            trim: None,
            certified: None,
            stock_number: "H26118".into(),
            vin: None,
            color: None,
            list_price: Some(Cents::dollars(price)),
            facts: tax::Vehicle {
                odometer: Some(odometer),
                ..tax::Vehicle::default()
            },
        }
    }

    const DAY: Option<Date> = Date::new(2026, 11, 21);

    #[test]
    fn a_deal_starts_at_the_list_price_where_the_buyer_lives() {
        let (rooftop, buyer) = (rooftop(), customer(address("Atlanta", "Fulton", "GA")));
        let vehicle = vehicle(41_500, 12);
        let setting = Setting {
            rooftop: &rooftop,
            customer: Some(&buyer),
            vehicle: Some(&vehicle),
            vehicle_cost: Some(Cents::dollars(39_000)),
        };
        let deal = setting.start(DAY.expect("a day")).expect("a deal");
        assert_eq!(deal.selling_price, Cents::dollars(41_500));
        assert_eq!(deal.places.registration.state, "GA");
        assert_eq!(deal.places.dealer.state, "FL");
        assert_eq!(deal.vehicle_cost, Some(Cents::dollars(39_000)));
    }

    #[test]
    fn without_a_buyer_the_store_decides_and_without_a_place_nothing_starts() {
        let mut rooftop = rooftop();
        let day = DAY.expect("a day");
        let bare = |rooftop: &DealRooftop| {
            let setting = Setting {
                rooftop,
                customer: None,
                vehicle: None,
                vehicle_cost: None,
            };
            setting.start(day)
        };
        let deal = bare(&rooftop).expect("a deal");
        assert_eq!(deal.places.registration.state, "FL");
        rooftop.address = Address::default();
        assert_eq!(bare(&rooftop), None);
    }

    #[test]
    fn a_typed_place_stays_and_an_automatic_one_follows_the_buyer() {
        let rooftop = rooftop();
        let georgia = customer(address("Atlanta", "Fulton", "GA"));
        let (old_car, new_car) = (vehicle(41_500, 12), vehicle(30_000, 25_000));
        let before = Setting {
            rooftop: &rooftop,
            customer: None,
            vehicle: Some(&old_car),
            vehicle_cost: Some(Cents::dollars(39_000)),
        };
        let after = Setting {
            customer: Some(&georgia),
            vehicle: Some(&new_car),
            vehicle_cost: Some(Cents::dollars(27_000)),
            ..before
        };
        let deal = before.start(DAY.expect("a day")).expect("a deal");

        let followed = moved(deal.clone(), &before, &after);
        assert_eq!(followed.places.registration.state, "GA");
        assert_eq!(followed.vehicle.odometer, Some(25_000));
        assert_eq!(followed.vehicle_cost, Some(Cents::dollars(27_000)));
        assert_eq!(
            followed.selling_price, deal.selling_price,
            "the price is typed"
        );

        let mut typed = deal;
        typed.places.registration.state = "TN".into();
        assert_eq!(
            moved(typed, &before, &after).places.registration.state,
            "TN"
        );
    }
}
