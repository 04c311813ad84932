//! As whom PostgreSQL runs: ourselves, or somebody unprivileged when we are root, because it refuses root.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::PostgresError;

/// As whom its programs run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunAs {
    /// As the user who started us.
    Ourselves,
    /// As this user and group; their files are given to them.
    User {
        name: &'static str,
        uid: u32,
        gid: u32,
    },
    /// As root in a user namespace in which root has another number: it keeps root's reach and files.
    Mapped,
}

impl RunAs {
    /// The best way for a data directory.
    pub(crate) fn choose(dir: &Path) -> Result<Self, PostgresError> {
        if effective_uid() != Some(0) {
            return Ok(Self::Ourselves);
        }
        let user = ["postgres", "nobody"].into_iter().find_map(|name| {
            let (uid, gid) = look_up(name)?;
            Some(Self::User { name, uid, gid })
        });
        match user {
            Some(user) if everyone_may_enter(dir) => Ok(user),
            _ if namespaces_work() => Ok(Self::Mapped),
            Some(Self::User { name, .. }) => Err(PostgresError::OutOfReach {
                user: name,
                path: dir.to_owned(),
            }),
            _ => Err(PostgresError::OutOfReach {
                user: "nobody",
                path: dir.to_owned(),
            }),
        }
    }

    pub(crate) fn command(&self, program: &Path) -> Command {
        match self {
            Self::Ourselves => Command::new(program),
            Self::User { uid, gid, .. } => {
                let mut command = Command::new(program);
                command.uid(*uid).gid(*gid);
                command
            }
            Self::Mapped => {
                let mut command = Command::new("unshare");
                command
                    .args(["--user", "--map-user=1000", "--"])
                    .arg(program);
                command
            }
        }
    }

    /// Makes a folder that only this user may enter.
    pub(crate) fn make_private_dir(&self, dir: &Path) -> Result<(), PostgresError> {
        let fail = |what| {
            move |source| PostgresError::File {
                what,
                path: dir.to_owned(),
                source,
            }
        };
        match std::fs::create_dir(dir) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                // In a temporary directory somebody else may have been there before us.
                let found = std::fs::symlink_metadata(dir).map_err(fail("cannot read"))?;
                let ours = [effective_uid(), self.uid()].contains(&Some(found.uid()));
                if !found.is_dir() || !ours {
                    let source = std::io::Error::other("it belongs to somebody else");
                    return Err(PostgresError::File {
                        what: "cannot use",
                        path: dir.to_owned(),
                        source,
                    });
                }
            }
            Err(source) => return Err(fail("cannot make")(source)),
        }
        if let Self::User { uid, gid, .. } = self {
            chown(dir, Some(*uid), Some(*gid)).map_err(fail("cannot give away"))?;
        }
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))
            .map_err(fail("cannot protect"))
    }

    /// Gives a file to this user.
    pub(crate) fn give(&self, file: &Path) -> Result<(), PostgresError> {
        match self {
            Self::User { uid, gid, .. } => {
                chown(file, Some(*uid), Some(*gid)).map_err(|source| PostgresError::File {
                    what: "cannot give away",
                    path: file.to_owned(),
                    source,
                })
            }
            _ => Ok(()),
        }
    }

    fn uid(&self) -> Option<u32> {
        match self {
            Self::User { uid, .. } => Some(*uid),
            _ => effective_uid(),
        }
    }
}

/// Who we are, as the kernel says.
pub(crate) fn effective_uid() -> Option<u32> {
    std::fs::metadata("/proc/self").ok().map(|ours| ours.uid())
}

fn look_up(user: &str) -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = users
        .lines()
        .find(|line| line.split(':').next() == Some(user))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn everyone_may_enter(dir: &Path) -> bool {
    dir.ancestors().all(|folder: &Path| {
        std::fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0)
    })
}

fn namespaces_work() -> bool {
    let program: PathBuf = "true".into();
    RunAs::Mapped
        .command(&program)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
