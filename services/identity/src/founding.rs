//! How a dealership begins: itself, its first rooftop and its first administrator, in one transaction.

use platform::Problem;
use platform::db::TenantTx;
use serde_json::json;
use uuid::Uuid;

use crate::audit::{Action, Happening, SubjectKind};
use crate::dealership::Dealership;
use crate::house::{Hashed, House};
use crate::people::By;
use crate::rooftop::Rooftop;
use crate::store::{self, Stored, rooftops};
use crate::user::Profile;

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    pub dealership: Uuid,
    pub rooftop: Uuid,
    pub admin: Uuid,
}

impl House {
    pub(crate) async fn found_dealership(
        &self,
        dealership: &Dealership,
        rooftop: &Rooftop,
        admin: &Profile,
        hashed: &Hashed,
    ) -> Result<Founded, Problem> {
        let (id, now) = (Uuid::now_v7(), self.now());
        let tx = self.tx_of(id).await?;
        store::dealerships::insert(&tx, id, dealership, now).await?;
        let happening = Happening {
            actor: None,
            action: Action::DealershipCreated,
            subject_kind: SubjectKind::Dealership,
            subject: id,
            detail: json!({ "name": dealership.name }),
        };
        store::audit::append(&tx, &happening, now).await?;
        let rooftop = self.add_rooftop(&tx, None, rooftop).await?;
        let admin = self.add_person(&tx, By::Operator, admin, hashed).await?;
        tx.commit().await?;
        Ok(Founded {
            dealership: id,
            rooftop: rooftop.id,
            admin: admin.id,
        })
    }

    /// Writes a new rooftop down.
    pub(crate) async fn add_rooftop(
        &self,
        tx: &TenantTx,
        actor: Option<Uuid>,
        rooftop: &Rooftop,
    ) -> Result<Stored<rooftops::Kept>, Problem> {
        let now = self.now();
        let stored = rooftops::insert(tx, Uuid::now_v7(), rooftop, now)
            .await
            .map_err(rooftops::taken)?;
        let happening = Happening {
            actor,
            action: Action::RooftopCreated,
            subject_kind: SubjectKind::Rooftop,
            subject: stored.id,
            detail: json!({ "name": rooftop.name, "code": rooftop.code }),
        };
        store::audit::append(tx, &happening, now).await?;
        Ok(stored)
    }
}
