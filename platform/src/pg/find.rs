//! Where PostgreSQL's programs are: the setting, the PATH, then the usual folders, the newest version first.

use std::path::{Path, PathBuf};

use super::PostgresError;

const PROGRAMS: [&str; 3] = ["postgres", "initdb", "pg_ctl"];

/// The folder with `postgres`, `initdb` and `pg_ctl` in it.
pub fn find_programs(setting: Option<&Path>) -> Result<PathBuf, PostgresError> {
    let mut candidates: Vec<PathBuf> = Vec::new();
    match setting {
        Some(folder) => candidates.push(folder.to_owned()),
        None => {
            candidates.extend(
                std::env::var_os("PATH")
                    .iter()
                    .flat_map(std::env::split_paths),
            );
            for parent in [
                "/usr/lib/postgresql",
                "/usr/pgsql",
                "/opt/homebrew/opt",
                "/usr/local/opt",
            ] {
                candidates.extend(versions(Path::new(parent)));
            }
        }
    }
    let complete = |folder: &PathBuf| {
        PROGRAMS
            .iter()
            .all(|program| folder.join(program).is_file())
    };
    // A link in the PATH leads to the folder where the server finds its own libraries and files.
    let real = |folder: PathBuf| {
        let target = folder.join("postgres").canonicalize().ok()?;
        let home = target.parent()?.to_owned();
        if complete(&home) {
            Some(home)
        } else {
            Some(folder)
        }
    };
    let looked = match setting {
        Some(folder) => folder.display().to_string(),
        None => "PATH and /usr/lib/postgresql/*/bin".to_owned(),
    };
    candidates
        .into_iter()
        .find(complete)
        .and_then(real)
        .ok_or(PostgresError::NotFound { looked })
}

/// `parent/<version>/bin`, the highest version first.
fn versions(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            (digits.parse().unwrap_or(0), entry.path().join("bin"))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, path)| path).collect()
}
