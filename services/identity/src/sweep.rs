//! Taking away what has expired, in every dealership.

use platform::Problem;

use crate::house::House;
use crate::lockout;

impl House {
    /// Deletes sessions and tickets that are over and counts of failures that are forgotten; says how many rows went.
    pub(crate) async fn sweep(&self) -> Result<u64, Problem> {
        let now = self.now();
        let forgotten = now.saturating_sub(lockout::FORGOTTEN_AFTER).unwrap_or(now);
        let tx = self.db().system_tx().await?;
        let gone = tx
            .execute(
                "delete from second_factor_tickets where expires_at < $1",
                &[&now],
            )
            .await?
            + tx.execute("delete from sessions where expires_at < $1", &[&now])
                .await?
            + tx.execute(
                "delete from sign_in_failures where last_at < $1",
                &[&forgotten],
            )
            .await?;
        tx.commit().await?;
        Ok(gone)
    }
}
