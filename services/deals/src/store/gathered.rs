//! A deal's structures as one text, as they are read: their JSON by letter, separated by commas.
//!
//! It is put together where a structure changes, in the same transaction, because deals are read a thousand times more
//! often than they are changed.

use platform::Problem;
use platform::db::TenantTx;

use crate::deal::DealId;

/// The expression that puts it together for the row of `deal` at hand, from these columns of `structure`.
macro_rules! gathered {
    ($inputs:literal, $figures:literal) => {
        concat!(
            "(select string_agg(concat(
                 '{\"id\":\"', s.id, '\",\"letter\":\"', s.letter, '\",\"name\":', to_json(s.name),
                 ',\"revision\":', s.version,
                 ',\"frozen\":', case when s.frozen_at is null then 'false' else 'true' end,
                 ',\"engine_version\":', to_json(s.engine_version),
                 ',\"rules_version\":', to_json(s.rules_version),
                 ',\"updated_at\":', to_json(s.updated_at),
                 ',\"inputs\":', s.",
            $inputs,
            ", ',\"figures\":', s.",
            $figures,
            ", '}'), ',' order by length(s.letter), s.letter)
              from structure s where s.deal_id = deal.id)"
        )
    };
}
pub(super) use gathered;

const GATHER: &str = concat!(
    "update deal set structures = ",
    gathered!("inputs", "figures"),
    ", structures_open = ",
    gathered!("inputs_open", "figures_open"),
    " where id = $1"
);

/// Puts it together for a deal whose structures were made, changed or frozen.
///
/// # Errors
/// Where the database fails.
pub async fn gather(tx: &TenantTx, deal: DealId) -> Result<(), Problem> {
    tx.execute(GATHER, &[&deal]).await?;
    Ok(())
}
