//! Walking a dealership's audit log from the first entry to the newest.

use platform::Problem;
use platform::auth::Caller;

use crate::audit::{self, Head, Tampering};
use crate::house::House;
use crate::store::{self, Alone};

/// Entries read at once.
const STRETCH: i64 = 1_000;

impl House {
    /// How far the chain holds, and where it does not.
    pub(crate) async fn verify_audit(
        &self,
        caller: &Caller,
    ) -> Result<(Head, Option<Tampering>), Problem> {
        let mut head = Head::start();
        loop {
            let entries =
                store::audit::stretch(&Alone(self.db(), caller), head.number, STRETCH).await?;
            if entries.is_empty() {
                return Ok((head, None));
            }
            match audit::verify(&entries, &mut head) {
                Ok(()) => {}
                Err(tampering) => return Ok((head, Some(tampering))),
            }
        }
    }
}
