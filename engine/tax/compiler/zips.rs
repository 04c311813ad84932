//! ZIP codes and the counties that they touch: `rates/zip-counties.csv` in, one binary side table out.
//!
//! The file has a `C` row a county (`C,12103,FL,Pinellas County`) and a `Z` row a ZIP
//! (`Z,33755,12103`, further counties behind it).

use std::collections::BTreeMap;

use super::Problem;

/// The side table: counties (code, state, name), then ZIPs as differences with their counties.
///
/// # Errors
/// Every row that is wrong.
pub fn compile(file: &str, text: &str) -> Result<Vec<u8>, Vec<Problem>> {
    let mut counties: BTreeMap<u16, (&str, &str)> = BTreeMap::new();
    let mut zips: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
    let mut problems = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'))
    {
        let fields: Vec<&str> = line.split(',').collect();
        let read = match fields.as_slice() {
            ["C", code, state, name] if state.len() == 2 => code
                .parse()
                .ok()
                .map(|code| counties.insert(code, (state, name)).is_none()),
            ["Z", zip, codes @ ..] if !codes.is_empty() && codes.len() < 256 => {
                let codes: Option<Vec<u16>> = codes.iter().map(|code| code.parse().ok()).collect();
                zip.parse().ok().zip(codes).map(|(zip, codes)| {
                    codes.iter().all(|code| counties.contains_key(code))
                        && zips.insert(zip, codes).is_none()
                })
            }
            _ => None,
        };
        if read != Some(true) {
            problems.push(Problem {
                file: file.into(),
                line: index + 1,
                reason: format!("\"{line}\" is no county, no ZIP, or stands twice"),
            });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut bytes = b"AZIP".to_vec();
    bytes.extend(u32::try_from(counties.len()).unwrap_or(0).to_le_bytes());
    for (code, (state, name)) in &counties {
        bytes.extend(code.to_le_bytes());
        bytes.extend(state.as_bytes());
        bytes.push(u8::try_from(name.len()).unwrap_or(0));
        bytes.extend(name.as_bytes());
    }
    bytes.extend(u32::try_from(zips.len()).unwrap_or(0).to_le_bytes());
    let mut before = 0;
    for (zip, codes) in &zips {
        let step = u16::try_from(zip - before).unwrap_or(u16::MAX);
        before = *zip;
        bytes.extend(step.to_le_bytes());
        bytes.push(u8::try_from(codes.len()).unwrap_or(0));
        for code in codes {
            bytes.extend(code.to_le_bytes());
        }
    }
    Ok(bytes)
}
