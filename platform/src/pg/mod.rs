//! The private PostgreSQL: found on the machine, started in the data directory, stopped with the program.
//!
//! It listens on a Unix socket only and runs as an unprivileged user when the program runs as root. A lock that the
//! kernel takes back with the process tells a data directory in use from one that a killed program left behind.

mod find;
mod run_as;
mod server;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub use find::find_programs;
pub(crate) use run_as::RunAs;
#[cfg(feature = "testkit")]
pub(crate) use run_as::effective_uid;

use crate::db::Place;
use crate::secrets::MasterKey;
use crate::settings::Settings;

/// The role that owns everything in the private PostgreSQL.
const OWNER: &str = "autolytiq";

/// How often it is looked after.
const LOOK_AFTER: Duration = Duration::from_secs(1);

/// Why the private PostgreSQL does not run.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// Its programs are not on the machine.
    #[error(
        "PG_BIN: found no PostgreSQL programs (looked in {looked}); install the package postgresql, or set PG_BIN or DATABASE_URL"
    )]
    NotFound {
        /// Where it was looked for.
        looked: String,
    },
    /// Another running program has the data directory.
    #[error(
        "DATA_DIR: {0} is used by another running autolytiq; stop that one, or set another DATA_DIR or a DATABASE_URL"
    )]
    InUse(PathBuf),
    /// An unprivileged user cannot reach the data directory.
    #[error(
        "DATA_DIR: PostgreSQL does not run as root, and the user {user} cannot reach {path}; set DATA_DIR to a folder that others may enter, as /var/lib/autolytiq"
    )]
    OutOfReach {
        /// The user it would run as.
        user: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// A file operation failed.
    #[error("DATA_DIR: {what} {path}")]
    File {
        /// What failed, as "cannot make".
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// One of its programs failed.
    #[error("PostgreSQL: {program} failed: {said}")]
    Failed {
        /// Which.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// The data directory belongs to another version of PostgreSQL.
    #[error(
        "DATA_DIR: {path} was made by PostgreSQL {made}, but {found} is installed; set PG_BIN to the programs of version {made}"
    )]
    Version {
        /// The folder.
        path: PathBuf,
        /// The version in it.
        made: String,
        /// The version of the programs.
        found: String,
    },
    /// It does not answer with the password that the master key gives.
    #[error("MASTER_KEY: the private PostgreSQL in DATA_DIR was made with another key")]
    WrongKey,
}

/// A running private PostgreSQL.
pub struct Postgres {
    cluster: Cluster,
    key: MasterKey,
    /// Held for as long as the program runs.
    _lock: File,
}

/// Where a cluster lives and how its programs are run.
#[derive(Clone)]
pub(crate) struct Cluster {
    pub programs: PathBuf,
    pub data: PathBuf,
    pub socket: PathBuf,
    pub run_as: RunAs,
    /// More `postgres` settings, as `fsync=off` for tests.
    pub settings: Vec<&'static str>,
}

impl Postgres {
    /// Starts it in `DATA_DIR`, made at the first start.
    pub async fn start(settings: &Settings, key: &MasterKey) -> Result<Self, PostgresError> {
        let programs = find_programs(settings.pg_bin.as_deref())?;
        let dir = make_dir(&settings.data_dir)?;
        let lock = lock(&dir)?;
        let run_as = RunAs::choose(&dir)?;
        let cluster = Cluster {
            programs,
            data: dir.join("postgres"),
            socket: socket_dir(&dir)?,
            run_as,
            settings: Vec::new(),
        };
        let (cluster, key) = (cluster, key.clone());
        let (cluster, key) = blocking(move || {
            cluster.ready(&key)?;
            cluster.start()?;
            Ok((cluster, key))
        })
        .await?;
        let started = Self {
            cluster,
            key,
            _lock: lock,
        };
        started.check_key().await?;
        Ok(started)
    }

    /// How to reach it as the owner.
    pub fn place(&self) -> Place {
        self.cluster.place(&self.key, "postgres")
    }

    /// Starts it again whenever it has ended without being asked to, for as long as this is awaited.
    pub async fn keep_running(&self) {
        loop {
            tokio::time::sleep(LOOK_AFTER).await;
            let cluster = self.cluster.clone();
            let looked = blocking(move || {
                if cluster.is_running() {
                    return Ok(false);
                }
                cluster.start().map(|()| true)
            });
            match looked.await {
                Ok(false) => {}
                Ok(true) => tracing::warn!("PostgreSQL had ended and was started again"),
                Err(error) => {
                    tracing::error!(cause = %error, "PostgreSQL has ended and does not start")
                }
            }
        }
    }

    /// Stops it; transactions under way are rolled back.
    pub async fn stop(self) {
        let cluster = self.cluster.clone();
        let stopped = blocking(move || cluster.stop_for_good()).await;
        if let Err(error) = stopped {
            tracing::error!(cause = %error, "PostgreSQL did not stop");
        }
    }

    async fn check_key(&self) -> Result<(), PostgresError> {
        match self.place().owner().connect(tokio_postgres::NoTls).await {
            Ok(_) => Ok(()),
            Err(error)
                if error.code() == Some(&tokio_postgres::error::SqlState::INVALID_PASSWORD) =>
            {
                let cluster = self.cluster.clone();
                let _ = blocking(move || cluster.stop_for_good()).await;
                Err(PostgresError::WrongKey)
            }
            Err(error) => Err(PostgresError::Failed {
                program: "postgres",
                said: error.to_string(),
            }),
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PostgresError> + Send + 'static,
) -> Result<T, PostgresError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(PostgresError::Failed {
            program: "postgres",
            said: error.to_string(),
        }),
    }
}

fn make_dir(dir: &Path) -> Result<PathBuf, PostgresError> {
    let fail = |what| {
        move |source| PostgresError::File {
            what,
            path: dir.to_owned(),
            source,
        }
    };
    std::fs::create_dir_all(dir).map_err(fail("cannot make"))?;
    dir.canonicalize().map_err(fail("cannot find"))
}

fn lock(dir: &Path) -> Result<File, PostgresError> {
    let path = dir.join("postgres.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| PostgresError::File {
            what: "cannot open",
            path: path.clone(),
            source,
        })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(PostgresError::InUse(dir.to_owned())),
        Err(std::fs::TryLockError::Error(source)) => Err(PostgresError::File {
            what: "cannot lock",
            path,
            source,
        }),
    }
}

/// Beside the data, or, where that path is too long for a socket's address (107 bytes) or has characters that mean
/// something on the way through `pg_ctl`, in a private folder of the system's temporary directory named after it.
fn socket_dir(dir: &Path) -> Result<PathBuf, PostgresError> {
    let beside = dir.join("socket");
    let bytes = beside.as_os_str().as_encoded_bytes();
    let plain = bytes
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(byte));
    if plain && bytes.len() <= 80 {
        return Ok(beside);
    }
    let digest = aws_lc_rs::digest::digest(
        &aws_lc_rs::digest::SHA256,
        dir.as_os_str().as_encoded_bytes(),
    );
    Ok(std::env::temp_dir().join(format!("autolytiq-{}", hex::encode(&digest.as_ref()[..12]))))
}

impl Cluster {
    pub(crate) fn place(&self, key: &MasterKey, database: &str) -> Place {
        let mut config = tokio_postgres::Config::new();
        config
            .host_path(&self.socket)
            .user(OWNER)
            .password(owner_password(key))
            .dbname(database)
            .application_name("autolytiq");
        Place::new(config)
    }

    fn program(&self, name: &'static str) -> Command {
        let mut command = self.run_as.command(&self.programs.join(name));
        command
            .stdin(Stdio::null())
            .env("LC_ALL", "C.UTF-8")
            .env_remove("PGDATA")
            .current_dir("/");
        command
    }

    fn run(name: &'static str, command: &mut Command) -> Result<String, PostgresError> {
        let output = command.output().map_err(|error| PostgresError::Failed {
            program: name,
            said: error.to_string(),
        })?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() {
            return Ok(said(&output.stdout));
        }
        let mut text = said(&output.stderr);
        if text.is_empty() {
            text = said(&output.stdout);
        }
        Err(PostgresError::Failed {
            program: name,
            said: text,
        })
    }
}

fn owner_password(key: &MasterKey) -> String {
    hex::encode(key.derive("database owner"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::socket_dir;

    #[test]
    fn the_socket_is_beside_the_data_where_its_path_is_short_and_plain() {
        let of = |dir: &str| {
            socket_dir(Path::new(dir))
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(of("/srv/autolytiq/data"), "/srv/autolytiq/data/socket");
        let long = format!("/srv/{}/data", "deep/".repeat(30));
        for elsewhere in [long.as_str(), "/srv/it's here/data", "/srv/a,b/data"] {
            let dir = of(elsewhere);
            assert!(dir.contains("autolytiq-") && dir.len() < 80, "{dir}");
        }
        assert_ne!(of("/srv/a,b/data"), of("/srv/a,c/data"));
    }
}
