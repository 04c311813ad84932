//! Writes what is published of the engine's tax: a page for each jurisdiction and the JSON Schemas of
//! a sale and its assessment. `tax-reference FOLDER`, or `tax-reference --check FOLDER`, which writes
//! nothing and fails where a file is missing, left over or different.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (check, folder) = match arguments.as_slice() {
        [folder] => (false, folder),
        [flag, folder] if flag == "--check" => (true, folder),
        _ => {
            eprintln!("usage: tax-reference [--check] FOLDER");
            return ExitCode::from(2);
        }
    };
    let folder = Path::new(folder);
    let files = tax::reference::files();
    if check {
        let stale = stale(folder, &files);
        for name in &stale {
            eprintln!("{name} is not what the rules say: run `make reference`");
        }
        return if stale.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    for (name, text) in &files {
        let path = folder.join(name);
        let written = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::write(&path, text));
        if let Err(error) = written {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    for name in left_over(folder, &files) {
        let _ = std::fs::remove_file(folder.join(name));
    }
    ExitCode::SUCCESS
}

fn stale(folder: &Path, files: &BTreeMap<String, String>) -> Vec<String> {
    let differs = |(name, text): &(&String, &String)| {
        std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(*text)
    };
    let mut stale: Vec<String> = files
        .iter()
        .filter(differs)
        .map(|(name, _)| name.clone())
        .collect();
    stale.extend(left_over(folder, files));
    stale
}

/// Pages of jurisdictions that have no rule file any more.
fn left_over(folder: &Path, files: &BTreeMap<String, String>) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.join("tax")) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .map(|name| format!("tax/{name}"))
        .filter(|name| !files.contains_key(name))
        .collect()
}
