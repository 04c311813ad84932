//! The wish to stop, known to all that a process runs beside its requests.

use tokio::sync::watch;

/// Told once, heard by every clone.
#[derive(Clone)]
pub struct Stopping(watch::Sender<bool>);

impl Default for Stopping {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stopping {
    /// From now on everybody knows.
    pub(crate) fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Done as soon as the process was asked to stop.
    pub async fn asked(&self) {
        // The sender lives in self, so it cannot be gone.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}
