//! From an address to the local rates that a vehicle bears there; a ZIP leads to candidates, never silently to one.

use std::borrow::Cow;

use money::{Cents, Rate};

use crate::local_parts::{LocalParts, OwnRate};
use crate::place_key::place_key;
use crate::rules::{Local, Role};
use crate::tables::{self, ClassRows, County, LocalRow};
use crate::validate::same_state;
use crate::{Fault, Place, Sale, Warning};

/// The counties that a five-digit ZIP (or ZIP+4) touches, by the Census Bureau's relationship file.
#[must_use]
pub fn zip_candidates(zip: &str) -> Vec<County> {
    match (zip_number(zip), tables::zips()) {
        (Some(number), Some(zips)) => zips.counties(number).collect(),
        _ => Vec::new(),
    }
}

fn zip_number(zip: &str) -> Option<u32> {
    let digits = zip.get(..5)?;
    let rest = zip.get(5..)?;
    let plus_four = rest.len() == 5
        && rest
            .strip_prefix('-')
            .is_some_and(|four| four.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !(rest.is_empty() || plus_four) {
        return None;
    }
    digits.parse().ok()
}

/// Whether a ZIP is written as five digits, or five and four.
pub fn is_zip(zip: &str) -> bool {
    zip_number(zip).is_some()
}

/// The place that decides: that of the role where it lies in the state, else the first of
/// registration, dealer and delivery that does; with the JSON pointer of the field.
pub fn place_of<'a>(sale: &'a Sale, role: Role, state: &str) -> Option<(&'a Place, &'static str)> {
    let registration = (Some(&sale.registration), "/registration");
    let dealer = (sale.dealer.as_ref(), "/dealer");
    let here = |(place, pointer): (Option<&'a Place>, &'static str)| {
        place
            .filter(|place| same_state(&place.state, state))
            .map(|place| (place, pointer))
    };
    let wanted = match role {
        Role::Registration => registration,
        Role::Buyer => sale
            .buyer
            .as_ref()
            .map_or(registration, |place| (Some(place), "/buyer")),
        Role::Dealer => dealer,
        Role::Delivery => sale
            .delivery
            .as_ref()
            .map_or(dealer, |place| (Some(place), "/delivery")),
    };
    here(wanted)
        .or_else(|| here(registration))
        .or_else(|| here(dealer))
        .or_else(|| here((sale.delivery.as_ref(), "/delivery")))
}

/// What a search for local rates has to say besides the rates.
pub struct Findings<'a> {
    pub faults: &'a mut Vec<Fault>,
    pub warnings: &'a mut Vec<Warning>,
    pub explain: bool,
}

impl<'a> Findings<'a> {
    pub fn silent(faults: &'a mut Vec<Fault>, warnings: &'a mut Vec<Warning>) -> Self {
        Self {
            faults,
            warnings,
            explain: false,
        }
    }

    fn warn(
        &mut self,
        code: &'static str,
        detail: impl FnOnce() -> String,
        candidates: &[Cow<'static, str>],
    ) {
        if self.explain && !self.warnings.iter().any(|warning| warning.code == code) {
            self.warnings.push(Warning {
                code: code.into(),
                detail: detail().into(),
                candidates: candidates.to_vec(),
            });
        }
    }

    fn fault(&mut self, pointer: String, code: &'static str, detail: String) {
        if !self
            .faults
            .iter()
            .any(|fault| fault.pointer == pointer && fault.code == code)
        {
            self.faults.push(Fault {
                pointer,
                code: code.into(),
                detail,
            });
        }
    }
}

/// The local rates of one class at a place; `pointer` is the field that holds the place.
pub fn local_rates<'a>(
    sale: &'a Sale,
    local: Local,
    (place, pointer): (&Place, &'static str),
    day: u16,
    found: &mut Findings<'_>,
) -> LocalParts<'a> {
    let mut parts = LocalParts::default();
    // A dealership's own rates stand in the rows of the table that they replace.
    let class = sale
        .rates
        .of(&place.state, local.class)
        .or_else(|| tables::rates().and_then(|table| table.of(&place.state, local.class)));
    let rated = class.is_none_or(|class| !class.flat);
    if let (Some(own), true) = (&sale.local_rate, local.overridable && rated) {
        let of_place = || {
            let class = class.filter(|class| class.reaches)?;
            let (mut faults, mut warnings) = (Vec::new(), Vec::new());
            let mut unheard = Findings::silent(&mut faults, &mut warnings);
            let row = row_for(class, place, pointer, day, &mut unheard)?;
            chain(class, row, pointer, day, &mut unheard).reaches_first()
        };
        parts.own = Some(OwnRate {
            rate: own.rate,
            reaches_first: own.cap.or_else(of_place),
            replaces_cap: own.cap.is_some(),
        });
        let detail = || {
            let source = match own.source.as_str() {
                "" => "no source given",
                source => source,
            };
            let percent = own.rate.to_percent_text();
            format!(
                "the dealership's own local rate of {percent} % stands in for the table ({source})"
            )
        };
        found.warn("local_rate_given", detail, &[]);
        return parts;
    }
    if local.given_only && class.is_none() {
        return parts;
    }
    if tables::rates().is_none() {
        let detail = "the table of local rates is not loaded".into();
        found.fault("/registration/state".into(), "no_rate_table", detail);
        return parts;
    }
    let Some(class) = class else {
        return parts;
    };
    match row_for(class, place, pointer, day, found) {
        Some(row) => chain(class, row, pointer, day, found),
        None => parts,
    }
}

/// A text that was given and says something.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str)
        .filter(|text| !text.trim().is_empty())
}

/// The row that a place leads to on a day.
fn row_for<'a>(
    class: &'a ClassRows,
    place: &Place,
    pointer: &'static str,
    day: u16,
    found: &mut Findings<'_>,
) -> Option<&'a LocalRow> {
    let city = given(place.city.as_ref()).map(place_key);
    match given(place.county.as_ref()) {
        Some(county) => row_in_county(class, county, city, place, pointer, day, found),
        None => row_without_county(class, city, place, pointer, day, found),
    }
}

fn row_in_county<'a>(
    class: &'a ClassRows,
    county: &str,
    city: Option<u64>,
    place: &Place,
    pointer: &'static str,
    day: u16,
    found: &mut Findings<'_>,
) -> Option<&'a LocalRow> {
    let here = class.county(place_key(county));
    let in_force = || here.iter().filter(|row| row.in_force(day));
    if let Some(key) = city
        && let Some(name) = rated_at_another_time(here.iter(), key, day)
    {
        no_rate_of_city(pointer, name, found);
        return None;
    }
    let row = city
        .and_then(|key| in_force().find(|row| row.level >= 2 && row.name_key == key))
        .or_else(|| in_force().find(|row| row.level == 1));
    if let Some(row) = row {
        if row.level == 1 {
            note_other_parts(class, row, city, day, found);
        }
        return Some(row);
    }
    if class.narrow {
        if let Some(city_row) = in_force().next()
            && city.is_none()
        {
            let name = [city_row.name.clone()];
            let detail = || format!("{} levies a tax of its own; name the city", city_row.name);
            found.warn("city_may_tax", detail, &name);
        }
        return None;
    }
    if here.is_empty() {
        let key = place_key(county);
        let is_county = tables::zips().is_some_and(|zips| {
            zips.counties_of(&place.state)
                .any(|known| place_key(known.name) == key)
        });
        let (code, detail) = if is_county {
            let detail = format!("the table has no local rate of {county}; give local_rate");
            ("no_local_rate", detail)
        } else {
            let detail = format!("{county} is no county of {} in the rate table", place.state);
            ("unknown_county", detail)
        };
        found.fault(pointer.to_owned() + "/county", code, detail);
        return None;
    }
    // No rate of the county as a whole: all of it lies in cities and districts, or the table lacks the rest.
    let inside: Vec<&'a LocalRow> = in_force().collect();
    if inside.is_empty() {
        found.fault(
            pointer.to_owned() + "/county",
            "no_local_rate",
            format!("the table has no local rate of {county} for this date; give local_rate"),
        );
        return None;
    }
    highest_of(class, &inside, |row| &row.name, day, found)
}

/// The name of a city that has rates of its own, none of them for the day: its county's rate alone would be
/// too little.
fn rated_at_another_time<'a>(
    rows: impl Iterator<Item = &'a LocalRow>,
    city: u64,
    day: u16,
) -> Option<&'a str> {
    let mut own = rows
        .filter(|row| row.level >= 2 && row.name_key == city)
        .peekable();
    let name = &own.peek()?.name;
    own.all(|row| !row.in_force(day)).then_some(name)
}

fn no_rate_of_city(pointer: &'static str, name: &str, found: &mut Findings<'_>) {
    let detail = format!("the table has no local rate of {name} for this date; give local_rate");
    found.fault(pointer.to_owned() + "/city", "no_local_rate", detail);
}

/// The row with the highest rate, and a warning with all of them where they differ.
fn highest_of<'a>(
    class: &'a ClassRows,
    candidates: &[&'a LocalRow],
    name: impl Fn(&LocalRow) -> &Cow<'static, str>,
    day: u16,
    found: &mut Findings<'_>,
) -> Option<&'a LocalRow> {
    let total = |row| total_of(class, row, day);
    let highest = candidates.iter().copied().max_by_key(|row| total(row))?;
    let differ = candidates.iter().any(|row| total(row) != total(highest));
    if differ {
        let mut names: Vec<Cow<'static, str>> =
            candidates.iter().map(|row| name(row).clone()).collect();
        names.dedup();
        let detail = || {
            format!(
                "the place may be one of several; the highest rate ({}) is taken until it is named",
                name(highest)
            )
        };
        found.warn("several_places", detail, &names);
    }
    Some(highest)
}

/// What a row comes to with all that it stacks on.
fn total_of(class: &ClassRows, row: &LocalRow, day: u16) -> (Rate, Cents) {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    let mut unheard = Findings::silent(&mut faults, &mut warnings);
    chain(class, row, "", day, &mut unheard).total()
}

/// The rows that a county as a whole leads to: its own, or, where it has none, each of its places
/// that no other stacks on.
fn rows_of_county(class: &ClassRows, fips: u16, day: u16) -> impl Iterator<Item = &LocalRow> {
    let here = class.county_by_fips(fips);
    let in_force = move || here.iter().filter(move |row| row.in_force(day));
    let own = in_force().find(|row| row.level == 1);
    let inside = in_force().filter(move |row| {
        own.is_none() && in_force().all(|other| other.stacks_on != row.name_key)
    });
    own.into_iter().chain(inside)
}

/// Says why an address leads to no local rate at all, and which field would help.
fn nowhere(place: &Place, pointer: &str, counties: &[County], found: &mut Findings<'_>) {
    let state = &place.state;
    let (field, code, detail) = match (&place.zip, counties) {
        (Some(zip), []) if tables::zips().is_some() => (
            "/zip",
            "unknown_zip",
            format!("no county is known for the ZIP {zip}; name the county"),
        ),
        (Some(zip), [first, ..]) => (
            "/zip",
            "zip_elsewhere",
            format!(
                "the ZIP {zip} lies in {}, {}, not in {state}",
                first.name, first.state
            ),
        ),
        (None, _) if place.city.is_none() => (
            "/county",
            "place_needed",
            format!("the local tax of {state} depends on the place: a county or a ZIP is needed"),
        ),
        _ => (
            "/county",
            "place_needed",
            format!("no county of {state} is found for this place; name the county"),
        ),
    };
    found.fault(pointer.to_owned() + field, code, detail);
}

fn row_without_county<'a>(
    class: &'a ClassRows,
    city: Option<u64>,
    place: &Place,
    pointer: &'static str,
    day: u16,
    found: &mut Findings<'_>,
) -> Option<&'a LocalRow> {
    let counties = place.zip.as_deref().map(zip_candidates).unwrap_or_default();
    let in_zip = |row: &&LocalRow| {
        counties.is_empty() || counties.iter().any(|county| county.fips == row.county_fips)
    };
    let mut candidates: Vec<&'a LocalRow> = city.map_or_else(Vec::new, |key| {
        let cities = class
            .all()
            .iter()
            .filter(|row| row.level >= 2 && row.name_key == key);
        cities
            .filter(|row| row.in_force(day))
            .filter(in_zip)
            .collect()
    });
    if let Some(key) = city
        && candidates.is_empty()
        && let Some(name) = rated_at_another_time(class.all().iter().filter(in_zip), key, day)
    {
        no_rate_of_city(pointer, name, found);
        return None;
    }
    if candidates.is_empty() {
        let touched = counties
            .iter()
            .flat_map(|county| rows_of_county(class, county.fips, day));
        candidates = touched.collect();
    }
    if class.narrow {
        return candidates.first().copied();
    }
    match candidates.as_slice() {
        [] if counties.iter().any(|county| county.state == place.state) => {
            let names: Vec<&str> = counties
                .iter()
                .filter(|county| county.state == place.state)
                .map(|county| county.name)
                .collect();
            let detail = format!(
                "the table has no local rate of {} for this date; give local_rate",
                names.join(" or ")
            );
            found.fault(pointer.to_owned() + "/county", "no_local_rate", detail);
            None
        }
        [] => {
            nowhere(place, pointer, &counties, found);
            None
        }
        [only] => {
            if only.level == 1 {
                note_other_parts(class, only, city, day, found);
            }
            let detail = || {
                format!(
                    "no county is given; the ZIP or city lies in {}",
                    only.county
                )
            };
            found.warn("local_rate_assumed", detail, &[]);
            Some(only)
        }
        several => {
            let in_one = several
                .iter()
                .all(|row| row.county_fips == several[0].county_fips);
            if in_one {
                return highest_of(class, several, |row| &row.name, day, found);
            }
            let highest = highest_of(class, several, |row| &row.county, day, found);
            if let Some(row) = highest {
                let names: Vec<Cow<'static, str>> =
                    several.iter().map(|row| row.county.clone()).collect();
                let detail = || {
                    format!(
                        "the address lies in several counties; {} is taken until the county is given",
                        row.county
                    )
                };
                found.warn("several_places", detail, &names);
            }
            highest
        }
    }
}

/// Says where a county has parts with other rates and the place does not tell which.
fn note_other_parts(
    class: &ClassRows,
    county: &LocalRow,
    city: Option<u64>,
    day: u16,
    found: &mut Findings<'_>,
) {
    if !found.explain {
        return;
    }
    let here = class.county_by_fips(county.county_fips);
    let whole = total_of(class, county, day);
    // Parts whose rate is not known for the day are named as well: the county's may be too little there.
    let differs = |row: &LocalRow| {
        if row.in_force(day) {
            total_of(class, row, day) != whole
        } else {
            rated_at_another_time(here.iter(), row.name_key, day).is_some()
        }
    };
    let mut others: Vec<Cow<'static, str>> = here
        .iter()
        .filter(|row| row.level == 3 || (row.level == 2 && city.is_none()))
        .filter(|row| differs(row))
        // The upper level of a city is no place to choose.
        .filter(|row| here.iter().all(|other| other.stacks_on != row.name_key))
        .map(|row| row.name.clone())
        .collect();
    others.dedup();
    if !others.is_empty() {
        let detail = || {
            format!(
                "parts of {} have a rate of their own; the county's rate is taken",
                county.county
            )
        };
        found.warn("county_has_parts", detail, &others);
    }
}

/// A row with what it stacks on. A link that has no rate on the day is a fault: what stands on it alone is not
/// the rate of the place.
fn chain<'a>(
    class: &'a ClassRows,
    first: &'a LocalRow,
    pointer: &'static str,
    day: u16,
    found: &mut Findings<'_>,
) -> LocalParts<'a> {
    let mut parts = LocalParts::default();
    let mut at = Some(first);
    for link in &mut parts.links {
        let Some(row) = at else { break };
        *link = Some(row);
        if row.low {
            let detail = || format!("confirm the local rate of {}: {}", row.name, row.source);
            found.warn("confirm_local_rate", detail, &[]);
        }
        if row.own {
            let detail = || {
                format!(
                    "the local rate of {} is the dealership's own: {}",
                    row.name, row.source
                )
            };
            found.warn("own_local_rate", detail, &[]);
        }
        let below = row.stacks_on;
        if below == 0 {
            break;
        }
        // A city and its county may share a name, so a row does not stack on itself.
        let here = class.county_by_fips(first.county_fips);
        at = here.iter().find(|other| {
            other.name_key == below && other.in_force(day) && !std::ptr::eq(*other, row)
        });
        if at.is_none() {
            found.fault(
                pointer.to_owned() + "/county",
                "no_local_rate",
                format!(
                    "{} bears the rate of another place in {} besides its own, and the table has none \
                     of that place for this date; give local_rate",
                    row.name, row.county
                ),
            );
        }
    }
    parts
}
