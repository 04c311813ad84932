//! Writes the side tables and the packed rules as files for the browser: `tax-tables <folder>`.

use std::path::PathBuf;
use std::process::ExitCode;

use tax::{TableKind, embedded};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: tax-tables <folder>");
        return ExitCode::from(64);
    };
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        TableKind::ALL.into_iter().try_for_each(|kind| {
            std::fs::write(folder.join(format!("{}.bin", kind.name())), embedded(kind))
        })?;
        std::fs::write(folder.join("rules.packed"), tax::rules::pack_all())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
