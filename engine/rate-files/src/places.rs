//! Census codes of places that levy a tax of their own, where files name a place by its code alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const PLACES: &str = include_str!("../places.csv");

/// The name of a place and the county in which that part of it lies; several where it lies in several counties.
pub fn of(code: u32) -> &'static [(u16, &'static str)] {
    static TABLE: OnceLock<BTreeMap<u32, Vec<(u16, &'static str)>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: BTreeMap<u32, Vec<(u16, &'static str)>> = BTreeMap::new();
        for line in PLACES.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.splitn(3, ',');
            let mut number = || fields.next().and_then(|field| field.parse::<u32>().ok());
            if let (Some(code), Some(county)) = (number(), number())
                && let (Ok(county), Some(name)) = (u16::try_from(county), fields.next())
            {
                table.entry(code).or_default().push((county, name));
            }
        }
        table
    });
    table.get(&code).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_place_may_lie_in_several_counties() {
        let milwaukee: Vec<u16> = of(5_553_000).iter().map(|place| place.0).collect();
        assert_eq!(milwaukee, [55_079, 55_131, 55_133]);
        assert!(of(1).is_empty());
    }
}
