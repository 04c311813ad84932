//! The test PostgreSQL: one for all test processes of a user, or one of one's own that can be stopped and killed.
//!
//! Every process that uses the common one holds a shared lock; whoever lets go last, as the exclusive lock shows,
//! stops it. A process that is killed lets go as well, and whatever it left running is used by the next one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};

use uuid::Uuid;

use crate::db::Place;
use crate::pg::{Cluster, PostgresError, find_programs};
use crate::pg::{RunAs, effective_uid};
use crate::secrets::MasterKey;

/// Nothing is kept, so nothing need reach the disk.
const FAST: [&str; 4] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
];

/// The key of all test databases.
pub(super) fn test_key() -> MasterKey {
    MasterKey::from_hex(&"7e".repeat(32)).expect("64 hex digits")
}

/// A PostgreSQL that tests use.
pub(super) trait Server: Send + Sync {
    fn place(&self, database: &str) -> Place;
    /// Where locks and notes beside the data live.
    fn dir(&self) -> &Path;
}

/// The one that all test processes use together.
pub(super) struct Shared {
    cluster: Cluster,
    dir: PathBuf,
    users: File,
}

impl Shared {
    /// The common PostgreSQL, started if need be.
    pub(super) fn get() -> Arc<Self> {
        static HERE: Mutex<Weak<Shared>> = Mutex::new(Weak::new());
        let mut here = crate::lock::hold(&HERE);
        if let Some(shared) = here.upgrade() {
            return shared;
        }
        let shared = Arc::new(Self::open().expect("the test PostgreSQL starts"));
        *here = Arc::downgrade(&shared);
        shared
    }

    fn open() -> Result<Self, PostgresError> {
        let dir = base()?;
        let starting = lock_file(&dir, "start.lock");
        starting.lock().expect("a lock");
        let users = lock_file(&dir, "users.lock");
        users.lock_shared().expect("a lock");
        let cluster = cluster(&dir)?;
        if !cluster.is_running() {
            let started = cluster.ready(&test_key()).and_then(|()| cluster.start());
            if started.is_err() {
                // Made by another version, or broken by a machine that went down without fsync: begin anew.
                let _ = fs::remove_dir_all(&cluster.data);
                cluster.ready(&test_key())?;
                cluster.start()?;
            }
            super::database::drop_leftovers(cluster.place(&test_key(), "postgres"));
        }
        Ok(Self {
            cluster,
            dir,
            users,
        })
    }
}

impl Server for Shared {
    fn place(&self, database: &str) -> Place {
        self.cluster.place(&test_key(), database)
    }

    fn dir(&self) -> &Path {
        &self.dir
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let starting = lock_file(&self.dir, "start.lock");
        if starting.lock().is_err() {
            return;
        }
        let last = self.users.unlock().is_ok() && self.users.try_lock().is_ok();
        if last {
            let _ = self.cluster.stop();
        }
    }
}

/// A PostgreSQL of one test alone, which may stop or kill it.
#[derive(Clone)]
pub struct OwnPostgres(Arc<Own>);

struct Own {
    cluster: Cluster,
    dir: PathBuf,
}

impl OwnPostgres {
    pub(super) fn start_new() -> Self {
        let base = base().expect("a folder for tests");
        let dir = base.join(format!(
            "own-{}",
            &Uuid::new_v4().simple().to_string()[..12]
        ));
        fs::create_dir(&dir).expect("a folder for this test");
        let mut cluster = cluster(&dir).expect("PostgreSQL's programs");
        // What a test kills must keep what it has committed.
        cluster.settings.clear();
        cluster
            .ready(&test_key())
            .and_then(|()| cluster.start())
            .expect("the test PostgreSQL starts");
        Self(Arc::new(Own { cluster, dir }))
    }

    /// Stops it as an administrator would; connections end with an error.
    pub fn stop(&self) {
        self.0.cluster.stop().expect("PostgreSQL stops");
    }

    /// Ends it at once, as a crash would.
    pub fn kill(&self) {
        self.0.cluster.kill().expect("PostgreSQL ends");
    }

    /// Starts it again.
    pub fn start(&self) {
        self.0.cluster.start().expect("PostgreSQL starts");
    }
}

impl Server for OwnPostgres {
    fn place(&self, database: &str) -> Place {
        self.0.cluster.place(&test_key(), database)
    }

    fn dir(&self) -> &Path {
        &self.0.dir
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = self.cluster.stop();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

fn base() -> Result<PathBuf, PostgresError> {
    let uid = effective_uid().unwrap_or_default();
    let dir = std::env::temp_dir().join(format!("autolytiq-tests-{uid}"));
    fs::create_dir_all(&dir).map_err(|source| PostgresError::File {
        what: "cannot make",
        path: dir.clone(),
        source,
    })?;
    Ok(dir)
}

fn cluster(dir: &Path) -> Result<Cluster, PostgresError> {
    Ok(Cluster {
        programs: find_programs(None)?,
        data: dir.join("postgres"),
        socket: dir.join("socket"),
        run_as: RunAs::choose(dir)?,
        settings: FAST.to_vec(),
    })
}

pub(super) fn lock_file(dir: &Path, name: &str) -> File {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(name))
        .expect("a lock file")
}
