//! Making, starting and stopping a cluster.

use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{Cluster, OWNER, PostgresError, owner_password};
use crate::secrets::MasterKey;

impl Cluster {
    /// Makes the cluster if there is none, and clears away what a killed program left running.
    pub(crate) fn ready(&self, key: &MasterKey) -> Result<(), PostgresError> {
        self.run_as.make_private_dir(&self.socket)?;
        if self.data.join("PG_VERSION").is_file() {
            self.check_version()?;
            return self.stop();
        }
        self.create(key)
    }

    /// A cluster is made beside its place and moved there whole, so that a first start that was cut off leaves nothing
    /// half-made.
    fn create(&self, key: &MasterKey) -> Result<(), PostgresError> {
        let making = self.data.with_extension("making");
        let fail = |what, path: &PathBuf| {
            let path = path.clone();
            move |source| PostgresError::File { what, path, source }
        };
        if making.exists() {
            fs::remove_dir_all(&making).map_err(fail("cannot remove", &making))?;
        }
        if self.data.exists() {
            // Without PG_VERSION it is no cluster; an empty folder may go, anything else is not ours to remove.
            fs::remove_dir(&self.data).map_err(fail("no cluster, and not empty:", &self.data))?;
        }
        self.run_as.make_private_dir(&making)?;
        let secret = self.socket.join("owner.pw");
        if secret.exists() {
            fs::remove_file(&secret).map_err(fail("cannot remove", &secret))?;
        }
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&secret)
            .and_then(|mut file| file.write_all(owner_password(key).as_bytes()))
            .map_err(fail("cannot write", &secret))?;
        self.run_as.give(&secret)?;
        let made = Self::run(
            "initdb",
            self.program("initdb")
                .arg("-D")
                .arg(&making)
                .args([
                    "-U",
                    OWNER,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                ])
                .arg("--pwfile")
                .arg(&secret),
        );
        fs::remove_file(&secret).map_err(fail("cannot remove", &secret))?;
        made?;
        fs::rename(&making, &self.data).map_err(fail("cannot move to", &self.data))
    }

    fn check_version(&self) -> Result<(), PostgresError> {
        let path = self.data.join("PG_VERSION");
        let made = fs::read_to_string(&path)
            .map_err(|source| PostgresError::File {
                what: "cannot read",
                path,
                source,
            })?
            .trim()
            .to_owned();
        let said = Self::run("postgres", self.program("postgres").arg("--version"))?;
        let found = said
            .split_whitespace()
            .nth(2)
            .unwrap_or_default()
            .to_owned();
        if found.split('.').next() == Some(made.as_str()) {
            Ok(())
        } else {
            Err(PostgresError::Version {
                path: self.data.clone(),
                made,
                found,
            })
        }
    }

    /// Starts it and waits until it answers.
    pub(crate) fn start(&self) -> Result<(), PostgresError> {
        self.disown_stale_note()?;
        // Backends of a server that was killed need a moment to notice.
        for _ in 0..20 {
            match self.start_once() {
                Err(PostgresError::Failed { said, .. }) if said.contains("shared memory block") => {
                    std::thread::sleep(Duration::from_millis(250));
                }
                done => return done,
            }
        }
        self.start_once()
    }

    fn start_once(&self) -> Result<(), PostgresError> {
        let mut options = format!(
            "-c listen_addresses= -c unix_socket_directories='{}' -c unix_socket_permissions=0700 \
             -c max_connections=200 -c shared_buffers=64MB -c logging_collector=off -c log_min_messages=warning \
             -c password_encryption=scram-sha-256",
            self.socket.display()
        );
        for setting in &self.settings {
            options.push_str(" -c ");
            options.push_str(setting);
        }
        let log = self.socket.join("postgres.log");
        Self::run(
            "pg_ctl",
            self.program("pg_ctl")
                .args(["start", "-w", "-t", "60", "-s", "-D"])
                .arg(&self.data)
                .arg("-l")
                .arg(&log)
                .arg("-o")
                .arg(options),
        )
        .map(drop)
        .map_err(|error| match error {
            PostgresError::Failed { program, said } => {
                let log = fs::read_to_string(&log).unwrap_or_default();
                let last: Vec<&str> = log.lines().rev().take(4).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                PostgresError::Failed {
                    program,
                    said: format!("{said} {}", last.join(" ")),
                }
            }
            other => other,
        })
    }

    /// Stops it if it runs; a stale `postmaster.pid` is PostgreSQL's own to clear at its next start.
    ///
    /// We wait for the end ourselves: `pg_ctl` would wait in vain for a killed server that nobody has reaped.
    pub(crate) fn stop(&self) -> Result<(), PostgresError> {
        let patience = Duration::from_secs(60);
        let began = Instant::now();
        let mut asked = Ok(());
        while self.is_running() {
            if began.elapsed() > patience {
                return asked.and(Err(PostgresError::Failed {
                    program: "postgres",
                    said: "it does not stop".to_owned(),
                }));
            }
            asked = Self::run(
                "pg_ctl",
                self.program("pg_ctl")
                    .args(["stop", "-W", "-s", "-m", "fast", "-D"])
                    .arg(&self.data),
            )
            .map(drop);
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Stops it and leaves nothing behind outside the data directory.
    pub(crate) fn stop_for_good(&self) -> Result<(), PostgresError> {
        self.stop()?;
        if self.socket.parent() != self.data.parent() {
            let _ = fs::remove_dir_all(&self.socket);
        }
        Ok(())
    }

    /// Ends it at once, as a crash would; for tests.
    #[cfg(feature = "testkit")]
    pub(crate) fn kill(&self) -> Result<(), PostgresError> {
        Self::run(
            "pg_ctl",
            self.program("pg_ctl")
                .args(["stop", "-w", "-s", "-m", "immediate", "-D"])
                .arg(&self.data),
        )
        .map(drop)
    }

    pub(crate) fn is_running(&self) -> bool {
        self.postmaster().is_some()
    }

    /// The process that serves this cluster, by its own note and the kernel's word: a number in a stale note may
    /// belong to somebody else by now, or to a dead process that nobody has cleared away.
    fn postmaster(&self) -> Option<u32> {
        let note = fs::read_to_string(self.data.join("postmaster.pid")).ok()?;
        let pid: u32 = note.lines().next()?.trim().parse().ok()?;
        let command = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        let data = self.data.as_os_str().as_bytes();
        command
            .windows(data.len())
            .any(|part| part == data)
            .then_some(pid)
    }

    /// Makes a stale note name a process that cannot be, where it names one that PostgreSQL would take for itself. The
    /// rest of the note stays: by it PostgreSQL sees whether backends of the old server are still there.
    fn disown_stale_note(&self) -> Result<(), PostgresError> {
        let path = self.data.join("postmaster.pid");
        let Ok(note) = fs::read_to_string(&path) else {
            return Ok(());
        };
        if self.is_running() {
            return Ok(());
        }
        // In our own private folder nobody else can have a socket.
        for socket in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
            let _ = fs::remove_file(self.socket.join(socket));
        }
        let rest = note.split_once('\n').map_or("", |(_, rest)| rest);
        fs::write(&path, format!("{}\n{rest}", i32::MAX)).map_err(|source| PostgresError::File {
            what: "cannot write",
            path: path.clone(),
            source,
        })
    }
}
