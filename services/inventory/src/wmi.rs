//! Who built a vehicle, from the first characters of its VIN: the offline table of NHTSA vPIC.
//!
//! The table is searched as it lies in the binary (half a megabyte of sorted lines), so that it costs
//! neither time at start nor memory of its own.

use serde::Serialize;
use utoipa::ToSchema;

/// See `data/README.md` for the columns and for how the table is made.
const TABLE: &str = include_str!("../data/wmi.tsv");

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VehicleType {
    PassengerCar,
    /// Multipurpose: SUVs, crossovers, vans.
    Multipurpose,
    Truck,
    Incomplete,
    Bus,
    Motorcycle,
    Trailer,
    LowSpeed,
    OffRoad,
}

/// What one identifier says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// Three characters, or six for a small maker.
    pub wmi: &'static str,
    pub vehicle_type: VehicleType,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'static str>,
    /// The makes that are sold under this identifier; never empty.
    pub makes: Vec<&'static str>,
    pub manufacturer: &'static str,
}

/// The maker of a VIN of seventeen characters. A third character 9 says that positions 12 to 14
/// complete the identifier (49 CFR 565.15(a)).
#[must_use]
pub fn maker(vin: &str) -> Option<Maker> {
    let head = vin.get(..3)?;
    if head.ends_with('9') {
        find(&format!("{head}{}", vin.get(11..14)?))
    } else {
        find(head)
    }
}

fn find(wmi: &str) -> Option<Maker> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = TABLE.as_bytes()[..middle]
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |at| at + 1);
        let line = TABLE[start..].lines().next()?;
        let mut columns = line.split('\t');
        match columns.next()?.cmp(wmi) {
            std::cmp::Ordering::Equal => return read(line),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn read(line: &'static str) -> Option<Maker> {
    let mut columns = line.split('\t');
    let wmi = columns.next()?;
    let vehicle_type = match columns.next()? {
        "C" => VehicleType::PassengerCar,
        "M" => VehicleType::Multipurpose,
        "T" => VehicleType::Truck,
        "I" => VehicleType::Incomplete,
        "B" => VehicleType::Bus,
        "Y" => VehicleType::Motorcycle,
        "R" => VehicleType::Trailer,
        "L" => VehicleType::LowSpeed,
        "O" => VehicleType::OffRoad,
        _ => return None,
    };
    let country = Some(columns.next()?).filter(|code| !code.is_empty());
    let makes: Vec<_> = columns.next()?.split('|').collect();
    let manufacturer = Some(columns.next()?)
        .filter(|name| !name.is_empty())
        .unwrap_or(makes[0]);
    Some(Maker {
        wmi,
        vehicle_type,
        country,
        makes,
        manufacturer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_read() {
        let mut before = "";
        for line in TABLE.lines() {
            let wmi = line.split('\t').next().expect("a first column");
            assert!(before < wmi, "{wmi} stands out of order");
            let maker = find(wmi).unwrap_or_else(|| panic!("{wmi} is not found"));
            assert_eq!(maker.wmi, wmi);
            assert!(
                maker.makes.iter().all(|make| !make.is_empty()),
                "{wmi} has no make"
            );
            assert!(
                matches!(
                    (wmi.len(), wmi.as_bytes()[2] == b'9'),
                    (3, false) | (6, true)
                ),
                "{wmi}"
            );
            before = wmi;
        }
        assert!(TABLE.lines().count() > 12_000);
    }

    #[test]
    fn an_unknown_identifier_is_nobody() {
        for wmi in ["", "000", "ZZZ", "1H", "1J9"] {
            assert_eq!(find(wmi), None, "{wmi}");
        }
        assert_eq!(maker("WP"), None);
    }
}
