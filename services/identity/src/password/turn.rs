//! Taking turns at the expensive work: two hashes at a time in a process, off the async threads.
//!
//! Without it a few hundred sign-ins at once would be 19 MiB each and would stop everything else.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use platform::Problem;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{HashError, Password, hash};

const AT_ONCE: usize = 2;
/// Who waits longer is sent away, so that the queue stays short.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The places at the work bench.
#[derive(Clone)]
pub struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Turns {
    /// Waits for a place and keeps it until the turn is dropped and its work has ended.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub async fn take(&self) -> Result<Turn, Problem> {
        match tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.0).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Turn(Arc::new(permit))),
            _ => Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Too many sign-ins at once",
                "Try again in a few seconds.",
            )
            .header(header::RETRY_AFTER, HeaderValue::from(5))),
        }
    }
}

/// A place at the bench.
pub struct Turn(Arc<OwnedSemaphorePermit>);

impl Turn {
    /// Whether the password is the stored one; without a stored one the same work is done for nothing.
    ///
    /// # Errors
    /// 500 when what is stored is no hash.
    pub async fn verify(
        &self,
        password: Arc<Password>,
        stored: Option<String>,
    ) -> Result<bool, Problem> {
        self.work(move || match stored {
            Some(stored) => hash::verify(&password, &stored),
            None => hash::verify_nothing(&password).map(|()| false),
        })
        .await
    }

    /// The hash to store.
    ///
    /// # Errors
    /// 500 when the operating system gives no randomness.
    pub async fn hash(&self, password: Arc<Password>) -> Result<String, Problem> {
        self.work(move || hash::hash(&password)).await
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, Problem> {
        // The job holds the place too: a caller who hangs up does not free it before the work is over.
        let place = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || {
            let result = job();
            drop(place);
            result
        })
        .await
        .map_err(Problem::internal)?
        .map_err(Problem::internal)
    }
}
