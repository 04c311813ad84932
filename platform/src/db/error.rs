//! What can go wrong at the database, told apart by what the caller should hear.

use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;

use crate::problem::Problem;

/// A failed statement or a database that is away. `?` in a handler turns it into the right [`Problem`].
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database cannot be reached, went away in the middle or is shutting down.
    #[error("the database is away")]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The statement failed.
    #[error("a statement failed")]
    Statement(#[source] Box<tokio_postgres::Error>),
}

impl DbError {
    fn state(&self) -> Option<&SqlState> {
        match self {
            Self::Statement(error) => error.code(),
            Self::Away(_) => None,
        }
    }

    /// The unique constraint that the row would have broken.
    pub fn unique(&self) -> Option<&str> {
        self.constraint(&SqlState::UNIQUE_VIOLATION)
    }

    /// The foreign key that points nowhere.
    pub fn foreign_key(&self) -> Option<&str> {
        self.constraint(&SqlState::FOREIGN_KEY_VIOLATION)
    }

    /// The check that the row does not pass.
    pub fn check(&self) -> Option<&str> {
        self.constraint(&SqlState::CHECK_VIOLATION)
    }

    fn constraint(&self, state: &SqlState) -> Option<&str> {
        match self {
            Self::Statement(error) if error.code() == Some(state) => Some(
                error
                    .as_db_error()
                    .and_then(|error| error.constraint())
                    .unwrap_or_default(),
            ),
            _ => None,
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let away = match error.code() {
            // Class 08 connection exception, 53300 too many connections, 57P0x shut down or starting up.
            Some(state) => {
                let code = state.code();
                code.starts_with("08") || code.starts_with("57P") || code == "53300"
            }
            // No SQLSTATE: the connection failed or ended, or a value could not be turned into its type.
            None => {
                error.is_closed()
                    || has_io_cause(&error)
                    || error.to_string().starts_with("error connecting")
            }
        };
        if away {
            Self::Away(Box::new(error))
        } else {
            Self::Statement(Box::new(error))
        }
    }
}

fn has_io_cause(error: &tokio_postgres::Error) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if cause.is::<std::io::Error>() {
            return true;
        }
        next = cause.source();
    }
    false
}

impl From<PoolError> for DbError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => match Self::from(error) {
                // No connection could be made: whatever the reason, the caller can only come back later.
                Self::Statement(error) => Self::Away(error),
                away => away,
            },
            other => Self::Away(Box::new(other)),
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        if matches!(error, DbError::Away(_)) {
            return Problem::unavailable("database").caused_by(error);
        }
        let problem = match error.state().map(SqlState::code) {
            Some("23505") => {
                Problem::conflict("Something with the same unique value exists already.")
            }
            Some("23503") => Problem::conflict(
                "It refers to something that does not exist, or something refers to it.",
            ),
            // Serialization failure, deadlock, lock timeout: somebody else was quicker.
            Some("40001" | "40P01" | "55P03") => {
                Problem::conflict("Somebody else is changing the same thing. Try again.")
            }
            Some("57014") => Problem::timed_out(),
            // An idle transaction or session ended by the server's own limits.
            Some("25P03") => Problem::unavailable("database"),
            _ => return Problem::internal(error),
        };
        problem.caused_by(error)
    }
}
