//! Compiles the rule files and rate tables; see `compiler`.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

#[path = "src/date.rs"]
#[expect(dead_code, reason = "the build needs only part of the calendar")]
mod date;

mod compiler;

use compiler::emit::{self, Emitter};
use compiler::texts::Texts;
use compiler::{Problem, rates, read_rules, zips};

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    paths
}

fn stop(problems: &[Problem]) -> ! {
    for problem in problems {
        eprintln!("{problem}");
    }
    std::process::exit(1);
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The invented jurisdictions of the mechanism tests, compiled beside the law and never into it.
fn compile_test_rules(law: &[rates::Row], classes: &[String]) {
    let mut checked = Vec::new();
    let mut rows = law.to_vec();
    for path in files("tests/rules", ".csv") {
        let name = path.to_string_lossy().into_owned();
        match rates::read(&name, &state_of(&name, "tests/rules/us-"), &text(&path)) {
            Ok(found) => rows.extend(found),
            Err(found) => stop(&found),
        }
    }
    for path in files("tests/rules", ".toml") {
        match read_rules(&path.to_string_lossy(), &text(&path)) {
            Ok(file) => checked.push(file),
            Err(found) => stop(&found),
        }
    }
    // The classes that only the tests have stand behind the law's, whose numbers stay.
    let mut classes = classes.to_vec();
    for class in rates::classes(&rows)
        .into_iter()
        .chain(emit::given_classes(&checked))
    {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    let source = Emitter {
        texts: &mut Texts::default(),
        classes: &classes,
    }
    .source(&checked)
    .unwrap_or_else(|problems| stop(&problems));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("test_rules.rs"), source).unwrap_or_else(|error| panic!("{error}"));
    // Beside the law's own rows, so that both are found under the same classes.
    let table = rates::to_bytes(&rows, &classes);
    fs::write(out.join("test_rates.bin"), table).unwrap_or_else(|error| panic!("{error}"));
}

/// The state that a table is of, by the name of its file.
fn state_of(name: &str, front: &str) -> String {
    name.strip_prefix(front)
        .and_then(|rest| rest.strip_suffix(".csv"))
        .unwrap_or_else(|| panic!("{name} is not named {front}xx.csv"))
        .to_uppercase()
}

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=rates");
    println!("cargo:rerun-if-changed=tests/rules");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=compiler");

    let mut problems = Vec::new();
    let mut checked = Vec::new();
    for path in files("rules", ".toml") {
        match read_rules(&path.to_string_lossy(), &text(&path)) {
            Ok(file) => checked.push(file),
            Err(found) => problems.extend(found),
        }
    }
    let mut rows = Vec::new();
    for path in files("rates", ".csv") {
        let name = path.to_string_lossy().into_owned();
        if let Some(state) = name
            .strip_prefix("rates/us-")
            .and_then(|rest| rest.strip_suffix(".csv"))
        {
            match rates::read(&name, &state.to_uppercase(), &text(&path)) {
                Ok(found) => rows.extend(found),
                Err(found) => problems.extend(found),
            }
        }
    }
    let zip_path = Path::new("rates/zip-counties.csv");
    let zip_table = zips::compile("rates/zip-counties.csv", &text(zip_path));
    if let Err(found) = &zip_table {
        problems.extend(found.clone());
    }
    if !problems.is_empty() {
        stop(&problems);
    }

    checked.sort_by(|one, other| one.document.state.cmp(&other.document.state));
    let mut classes = rates::classes(&rows);
    classes.extend(emit::given_classes(&checked));
    classes.sort();
    classes.dedup();
    compile_test_rules(&rows, &classes);
    let mut texts = Texts::default();
    let source = Emitter {
        texts: &mut texts,
        classes: &classes,
    }
    .source(&checked)
    .unwrap_or_else(|problems| stop(&problems));
    let text_table = texts.to_bytes();
    let rate_table = rates::to_bytes(&rows, &classes);
    let zip_table = zip_table.unwrap_or_default();

    let mut hash = Sha256::new();
    for part in [source.as_bytes(), &text_table, &rate_table, &zip_table] {
        hash.update(part);
    }
    let version: String = hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let edition = format!(
        "pub const VERSION: &str = {version:?};\npub const RATE_CLASSES: &[&str] = &{classes:?};\n"
    );

    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, bytes: &[u8]| {
        fs::write(out.join(name), bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    };
    write("rules.rs", source.as_bytes());
    write("edition.rs", edition.as_bytes());
    write("sources.rs", Emitter::sources(&checked).as_bytes());
    write("texts.bin", &text_table);
    write("rates.bin", &rate_table);
    write("zips.bin", &zip_table);
}
