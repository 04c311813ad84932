//! Packs the manufacturer identifiers published by NHTSA vPIC into `data/wmi.tsv`.
//!
//! `cargo run -p inventory --example pack_wmi < vpic-wmi.csv > services/inventory/data/wmi.tsv`
//!
//! In: CSV with a header and the columns wmi, manufacturer, makes, vehicle_type, country. Out: one
//! line an identifier, in byte order, as `data/README.md` describes.

use std::collections::BTreeMap;
use std::io::{Read, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut csv = String::new();
    stdin().read_to_string(&mut csv)?;
    let mut lines = BTreeMap::new();
    for row in rows(&csv).into_iter().skip(1) {
        let [wmi, manufacturer, makes, kind, country, ..] = row.as_slice() else {
            return Err(format!("a row has {} columns: {row:?}", row.len()).into());
        };
        let manufacturer = tidy(manufacturer);
        let mut makes = split_makes(makes);
        if makes.is_empty() {
            makes.push(manufacturer.clone());
        }
        let same = makes.len() == 1 && letters(&makes[0]) == letters(&manufacturer);
        let kind = vehicle_type(kind).ok_or_else(|| format!("{wmi}: vehicle type {kind:?}"))?;
        let code = country_code(country).ok_or_else(|| format!("{wmi}: country {country:?}"))?;
        let manufacturer = if same { "" } else { &manufacturer };
        let line = format!("{wmi}\t{kind}\t{code}\t{}\t{manufacturer}", makes.join("|"));
        if lines.insert(wmi.clone(), line).is_some() {
            return Err(format!("{wmi} stands twice").into());
        }
    }
    let mut out = stdout().lock();
    for line in lines.values() {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The fields of every row; quotes may hold commas, line ends and doubled quotes.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(c),
        }
    }
    rows
}

/// A comma with a space behind it belongs to a name ("Foo, Inc."); one without parts two makes.
fn split_makes(makes: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in makes.split(',') {
        match parts.last_mut() {
            Some(last) if piece.starts_with(' ') || piece.is_empty() => {
                last.push(',');
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    parts
        .iter()
        .map(|make| tidy(make))
        .filter(|make| !make.is_empty())
        .collect()
}

fn tidy(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "/")
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn vehicle_type(name: &str) -> Option<char> {
    Some(match name {
        "Passenger Car" => 'C',
        "Multipurpose Passenger Vehicle (MPV)" => 'M',
        "Truck" => 'T',
        "Incomplete Vehicle" => 'I',
        "Bus" => 'B',
        "Motorcycle" => 'Y',
        "Trailer" => 'R',
        "Low Speed Vehicle (LSV)" => 'L',
        "Off Road Vehicle" => 'O',
        _ => return None,
    })
}

/// ISO 3166-1 alpha-2; empty where vPIC names no country.
fn country_code(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "",
        "ARGENTINA" => "AR",
        "AUSTRALIA" => "AU",
        "AUSTRIA" => "AT",
        "BELGIUM" => "BE",
        "BOSNIA AND HERZEGOVINA" => "BA",
        "BRAZIL" => "BR",
        "CANADA" => "CA",
        "CHINA" => "CN",
        "COLOMBIA" => "CO",
        "COSTA RICA" => "CR",
        "CZECH REPUBLIC" => "CZ",
        "DENMARK" => "DK",
        "EL SALVADOR" => "SV",
        "ENGLAND" | "UNITED KINGDOM (UK)" => "GB",
        "ESTONIA" => "EE",
        "FINLAND" => "FI",
        "FRANCE" => "FR",
        "GERMANY" => "DE",
        "HONG KONG" => "HK",
        "HUNGARY" => "HU",
        "INDIA" => "IN",
        "INDONESIA" => "ID",
        "IRELAND" => "IE",
        "ISRAEL" => "IL",
        "ITALY" => "IT",
        "JAPAN" => "JP",
        "MEXICO" => "MX",
        "NETHERLANDS" => "NL",
        "NEW ZEALAND" => "NZ",
        "NORTH MACEDONIA" => "MK",
        "NORWAY" => "NO",
        "PHILIPPINES" => "PH",
        "POLAND" => "PL",
        "PORTUGAL" => "PT",
        "PUERTO RICO" => "PR",
        "ROMANIA" => "RO",
        "RUSSIA" => "RU",
        "SAUDI ARABIA" => "SA",
        "SERBIA" => "RS",
        "SINGAPORE" => "SG",
        "SLOVENIA" => "SI",
        "SOUTH AFRICA" => "ZA",
        "SOUTH KOREA" => "KR",
        "SPAIN" => "ES",
        "SWEDEN" => "SE",
        "SWITZERLAND" => "CH",
        "TAIWAN" => "TW",
        "THAILAND" => "TH",
        "TURKEY" => "TR",
        "UKRAINE" => "UA",
        "UNITED ARAB EMIRATES" => "AE",
        "UNITED STATES (USA)" => "US",
        "URUGUAY" => "UY",
        "VENEZUELA" => "VE",
        "VIETNAM" => "VN",
        _ => return None,
    })
}
