//! The settings of a rooftop's desk: read, set, and the editions that were.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use money::Cents;
use platform::ids::Uuid;
use platform::permission;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use desk::{Counts, Limits};

use super::{ReadDeals, refuse_fields, render};
use crate::deal::Person;
use crate::settings::plans::StorePlan;
use crate::settings::{
    Edition, LeaseDefaults, Reason, RoleLimits, Settings, StandardBook, StandardFee, open_limits,
};
use crate::{directory, store};

permission!(ManageSettings = "settings.manage");

/// The name of the one order of editions.
const ORDER: &str = "-version";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(read))
        .routes(routes!(replace))
        .routes(routes!(editions))
}

/// What a rooftop's desk starts from and holds to. The dealer's own (books, limits, commission, where the doc fee
/// counts) are absent without `deals.see_gross`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskSettings {
    pub rooftop_id: Uuid,
    /// Also the ETag; 0 where nothing was ever set.
    pub version: i64,
    pub updated_at: Option<Timestamp>,
    pub updated_by: Option<Person>,
    /// The doc fee of a new deal; the rooftop's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_fee: Option<Cents>,
    /// The rooftop's own.
    pub rooftop_doc_fee: Option<Cents>,
    pub fees: Vec<StandardFee>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_payment_days: Option<u32>,
    pub retail_terms: Vec<u32>,
    pub lease_terms: Vec<u32>,
    pub down_step: Cents,
    pub lease: LeaseDefaults,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books: Option<Vec<StandardBook>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_fee_counts: Option<Counts>,
    pub reasons: Vec<Reason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Vec<RoleLimits>>,
    /// What the caller may not go beyond without leave; only limits beside figures that the caller may see.
    pub my_limits: Limits,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission_plans: Option<Vec<StorePlan>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission_default: Option<String>,
    pub holds_days: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_note: Option<String>,
}

/// The settings as a caller may see them.
fn shown(
    rooftop_id: Uuid,
    rooftop_doc_fee: Option<Cents>,
    edition: Edition,
    caller: &Caller,
) -> DeskSettings {
    let full = render::sees_all(caller);
    let limits = edition.settings.limits_of(caller.roles());
    let settings = edition.settings;
    DeskSettings {
        rooftop_id,
        version: edition.version,
        updated_at: edition.at,
        updated_by: edition.by,
        doc_fee: settings.doc_fee,
        rooftop_doc_fee,
        fees: settings.fees,
        first_payment_days: settings.first_payment_days,
        retail_terms: settings.retail_terms,
        lease_terms: settings.lease_terms,
        down_step: settings.down_step,
        lease: settings.lease,
        books: full.then_some(settings.books),
        doc_fee_counts: settings.doc_fee_counts.filter(|_| full),
        reasons: settings.reasons,
        limits: full.then_some(settings.limits),
        my_limits: if full { limits } else { open_limits(limits) },
        commission_plans: full.then_some(settings.commission_plans),
        commission_default: settings.commission_default.filter(|_| full),
        holds_days: settings.holds_days,
        approval_note: settings.approval_note,
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfRooftop {
    rooftop_id: Uuid,
}

/// The rooftop where the caller works; 404 for any other.
async fn rooftop_of(
    platform: &Platform,
    caller: &Caller,
    id: Uuid,
) -> Result<directory::Store, Problem> {
    let found = directory::rooftop(platform, caller, id).await?;
    found.map_err(|_| Problem::not_found("rooftop"))
}

/// Reads the settings of a rooftop's desk.
#[utoipa::path(get, path = "/desk/settings", operation_id = "read_desk_settings", tag = "settings", params(OfRooftop),
    responses((status = 200, body = DeskSettings)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Query(asked): Query<OfRooftop>,
) -> Result<Versioned<DeskSettings>, Problem> {
    let store = rooftop_of(&platform, &caller, asked.rooftop_id).await?;
    let edition = store::settings(platform.db(), &caller, asked.rooftop_id).await?;
    let version = edition.version;
    let body = shown(asked.rooftop_id, store.doc_fee, edition, &caller);
    Ok(Versioned(version, body))
}

/// Sets the settings of a rooftop's desk, as its next edition. Deals that there are stay as they are.
///
/// The ETag of settings that were never set is `"0"`. A caller without `deals.see_gross` sends no books, limits or
/// commission plans: those that are set stay.
#[utoipa::path(put, path = "/desk/settings/{rooftop_id}", operation_id = "update_desk_settings", tag = "settings",
    params(("rooftop_id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = Settings, responses((status = 200, body = DeskSettings)),
    extensions(("x-permission" = json!("settings.manage"))))]
async fn replace(
    State(platform): State<Platform>,
    caller: Allowed<ManageSettings>,
    Path(rooftop_id): Path<Uuid>,
    seen: IfMatch,
    Body(settings): Body<Settings>,
) -> Result<Response, Problem> {
    refuse_fields(&caller, "", settings.named())?;
    let store = rooftop_of(&platform, &caller, rooftop_id).await?;
    let roles = directory::roles(&platform).await?;
    let roles: Vec<String> = roles.into_iter().map(|role| role.role).collect();
    let mut faults = settings.check(&roles).err().unwrap_or_default();
    faults.extend(whom(&platform, &caller, rooftop_id, &settings).await?);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let tx = platform.db().tenant_tx(&caller).await?;
    let before = store::settings_in(&tx, rooftop_id).await?;
    seen.check(before.version)?;
    let settings = if render::sees_all(&caller) {
        settings
    } else {
        settings.kept(&before.settings)
    };
    let edition = if settings == before.settings {
        before
    } else {
        store::write_settings(&tx, rooftop_id, before.version, &settings).await?
    };
    tx.commit().await?;
    let version = edition.version;
    let body = shown(rooftop_id, store.doc_fee, edition, &caller);
    Ok(Versioned(version, body).into_response())
}

/// What is wrong with whom new commission plans are for. Plans that stood before stay, so that nobody who leaves the
/// store or gets another role keeps the rest of the settings from being set.
async fn whom(
    platform: &Platform,
    caller: &Caller,
    rooftop_id: Uuid,
    settings: &Settings,
) -> Result<Vec<Fault>, Problem> {
    let before = store::settings(platform.db(), caller, rooftop_id).await?;
    let stood = settings.commission_plans == before.settings.commission_plans;
    if stood || !settings.plans_name_people() {
        return Ok(Vec::new());
    }
    let people = directory::colleagues(platform, rooftop_id).await?;
    Ok(settings.check_people(&people))
}

/// An edition of the settings.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskSettingsEdition {
    pub version: i64,
    pub at: Option<Timestamp>,
    pub by: Option<Person>,
    /// Without what the caller may not see.
    pub settings: Settings,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EditionList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the editions of a rooftop's settings, the last first.
#[utoipa::path(get, path = "/desk/settings/{rooftop_id}/editions", operation_id = "list_desk_settings_editions",
    tag = "settings", params(("rooftop_id" = Uuid, Path), EditionList),
    responses((status = 200, body = Page<DeskSettingsEdition>)),
    extensions(("x-permission" = json!("settings.manage"))))]
async fn editions(
    State(platform): State<Platform>,
    caller: Allowed<ManageSettings>,
    Path(rooftop_id): Path<Uuid>,
    Query(asked): Query<EditionList>,
) -> Result<Json<Page<DeskSettingsEdition>>, Problem> {
    rooftop_of(&platform, &caller, rooftop_id).await?;
    let before = asked.cursor.map(|cursor| cursor.after(ORDER)).transpose()?;
    let rows = asked.limit.rows();
    let found = store::editions(platform.db(), &caller, rooftop_id, before, rows).await?;
    let page = Page::of(found, asked.limit, ORDER, |edition| edition.version);
    let full = render::sees_all(&caller);
    Ok(Json(page.map(|edition| DeskSettingsEdition {
        version: edition.version,
        at: edition.at,
        by: edition.by,
        settings: if full {
            edition.settings
        } else {
            edition.settings.open()
        },
    })))
}
