//! Presentations as the store sees them: made, listed, read.

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use http::header;
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp, civil};
use platform::db::TenantTx;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tax::Date;
use utoipa::{IntoParams, ToSchema};

use super::worksheet::Paper;
use super::{ReadDeals, WriteDeals};
use crate::deal::{Deal, DealId, Person, StructureId};
use crate::directory;
use crate::presentation::link::Link;
use crate::presentation::withdrawing::Withdrawn;
use crate::presentation::{
    self, Dealer, Fact, MOST_OPTIONS, Offer, Payload, Presentation, PresentationId, Shown,
    ShownVehicle, Signed, State as Standing, withdrawing,
};
use crate::products::held;
use crate::rates::in_force;
use crate::signatures::Mark;
use crate::store;
use crate::workflow::Status;
use crate::worksheet::Worksheet;

/// The name of the one order that there is.
const NEWEST: &str = "-id";
/// The most that anyone may promise.
const LONGEST_DAYS: i64 = 90;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(create, list))
        .routes(routes!(read))
        .routes(routes!(withdraw))
}

/// What a customer is to be shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPresentation {
    /// Structures of the deal in the order of the page; each once.
    #[schema(min_items = 1, max_items = 3)]
    structure_ids: Vec<StructureId>,
    /// The last day on which the figures hold; where absent, as long as the rooftop's settings say.
    #[serde(default)]
    holds_until: Option<Date>,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentationMade {
    id: PresentationId,
    /// For `/q/{link_token}`: whoever has it sees the page. It is not given again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(required)]
    link_token: Option<String>,
    expires_at: Timestamp,
    /// What the customer is shown.
    #[schema(value_type = Payload)]
    presentation: Box<RawValue>,
}

/// A presentation in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentationSummary {
    id: PresentationId,
    created_at: Timestamp,
    made_by: Person,
    expires_at: Timestamp,
    state: Standing,
    /// The letters of its options.
    options: Vec<String>,
    /// Which of them are not any more what was shown.
    changed: Vec<String>,
    /// The option that the customer likes so far.
    picked: Option<String>,
    signed: Option<PresentationSigned>,
    withdrawn: Option<PresentationWithdrawn>,
}

/// Who took a presentation back, when and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentationWithdrawn {
    at: Timestamp,
    by: Person,
    reason: String,
}

/// How a presentation was signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentationSigned {
    option: String,
    signer_name: String,
    signed_at: Timestamp,
    mark: Mark,
    /// Of the option's letter with the page to the byte.
    document_sha256: String,
}

/// A presentation with what was shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentationRead {
    #[serde(flatten)]
    summary: PresentationSummary,
    #[schema(value_type = Payload)]
    presentation: Box<RawValue>,
}

impl From<Signed> for PresentationSigned {
    fn from(it: Signed) -> Self {
        Self {
            option: it.option,
            signer_name: it.signer_name,
            signed_at: it.signed_at,
            mark: it.mark,
            document_sha256: it.document_sha256,
        }
    }
}

impl From<Withdrawn> for PresentationWithdrawn {
    fn from(it: Withdrawn) -> Self {
        Self {
            at: it.at,
            by: it.by,
            reason: it.reason,
        }
    }
}

impl PresentationRead {
    fn at(now: Timestamp, it: Presentation) -> Self {
        let state = it.state(now);
        let summary = PresentationSummary {
            id: it.id,
            created_at: it.created_at,
            made_by: it.made_by,
            expires_at: it.expires_at,
            state,
            options: it.options.into_iter().map(|it| it.letter).collect(),
            changed: it.changed,
            picked: it.picked,
            signed: it.signed.map(PresentationSigned::from),
            withdrawn: it.withdrawn.map(PresentationWithdrawn::from),
        };
        Self {
            summary,
            presentation: it.shown,
        }
    }
}

/// Makes the page that a customer is shown, and its link.
///
/// It carries no cost, gross, buy rate or reserve, whoever makes it. Refused where the stored figures are not what the
/// engine gives for the stored inputs.
#[utoipa::path(post, path = "/deals/{id}/presentations", operation_id = "create_presentation", tag = "presentations",
    request_body = NewPresentation,
    params(("id" = DealId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = PresentationMade)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    new: Create<NewPresentation>,
) -> Result<Response, Problem> {
    let rooftop = store::rooftop_of(platform.db(), &caller, id).await?;
    let rooftop = directory::rooftop(&platform, &caller, rooftop).await?;
    let timezone = rooftop
        .map_err(|fault| Problem::faults(vec![fault]))?
        .timezone;
    let now = platform.clock().now();
    let today = store::day_at(platform.db(), &caller, now, &timezone).await?;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return with_link(&platform, &caller, answer).await,
    };
    let deal = store::load(&tx, id).await?;
    refuse_cancelled(&deal)?;
    let settings = store::settings_in(&tx, deal.rooftop.id).await?.settings;
    let days = holding(&new.body, today, settings.holds_days)?;
    let (payload, options) = page(&tx, &deal, &new.body.structure_ids, days).await?;
    let shown = serde_json::to_string(&payload).map_err(Problem::internal)?;
    let presentation = PresentationId::new();
    let link = Link::of(platform.key(), caller.dealership_id(), presentation);
    let expires_at = store::end_of_day(&tx, days.last, &timezone).await?;
    let row = store::NewPresentation {
        id: presentation,
        deal: id,
        customer: deal.customer.as_ref().map(|it| it.id),
        vehicle: deal.vehicle.as_ref().map(|it| it.id),
        expires_at,
        link_digest: &link.digest(),
        shown: shown.as_bytes(),
        options: &options,
    };
    store::insert_presentation(&tx, &row).await?;
    let maker = Person {
        id: caller.user_id(),
        name: caller.name().to_owned(),
    };
    let fact = Fact::of(&deal, &maker, None);
    tx.publish("presentation.made", presentation, &fact).await?;
    let made = PresentationMade {
        id: presentation,
        link_token: None,
        expires_at,
        presentation: RawValue::from_string(shown).map_err(Problem::internal)?,
    };
    let created = Created {
        location: format!("/deals/{id}/presentations/{presentation}"),
        version: 1,
        body: made,
    };
    let answer = new.finish(tx, created).await?;
    with_link(&platform, &caller, answer).await
}

/// The answer with its link, which is stored with no answer: it is worked out from the id each time.
async fn with_link(
    platform: &Platform,
    caller: &Caller,
    answer: Response,
) -> Result<Response, Problem> {
    #[derive(Serialize, Deserialize)]
    struct Body {
        id: PresentationId,
        #[serde(default)]
        link_token: String,
        expires_at: Timestamp,
        presentation: Box<RawValue>,
    }
    let (mut head, body) = answer.into_parts();
    let bytes = body.collect().await.map_err(Problem::internal)?.to_bytes();
    let mut body: Body = serde_json::from_slice(&bytes).map_err(Problem::internal)?;
    body.link_token = Link::of(platform.key(), caller.dealership_id(), body.id).into_text();
    head.headers.remove(header::CONTENT_LENGTH);
    let text = serde_json::to_string(&body).map_err(Problem::internal)?;
    Ok(Response::from_parts(head, HttpBody::from(text)))
}

fn refuse_cancelled(deal: &Deal) -> Result<(), Problem> {
    if deal.status != Status::Cancelled {
        return Ok(());
    }
    let detail = format!(
        "Deal {} is cancelled. Reopen it before it is shown to a customer.",
        deal.number
    );
    Err(Problem::conflict(detail))
}

/// The day of a presentation and the last day on which it holds.
#[derive(Clone, Copy)]
struct Days {
    today: Date,
    holds_until: Date,
    last: civil::Date,
}

fn holding(new: &NewPresentation, today: civil::Date, holds_days: u32) -> Result<Days, Problem> {
    let usual = today.saturating_add(SignedDuration::from_hours(24 * i64::from(holds_days)));
    let furthest = today.saturating_add(SignedDuration::from_hours(24 * LONGEST_DAYS));
    let last = match new.holds_until {
        None => usual,
        Some(day) => civil_of(day)?,
    };
    let fault = |code, detail: String| Err(Problem::fault("/holds_until", code, detail));
    if last < today {
        return fault("past", format!("is past: it is {today} at the store"));
    }
    if last > furthest {
        return fault("too_late", format!("is more than {LONGEST_DAYS} days off"));
    }
    Ok(Days {
        today: date_of(today)?,
        holds_until: date_of(last)?,
        last,
    })
}

fn civil_of(day: Date) -> Result<civil::Date, Problem> {
    let part = |number: u8| i8::try_from(number).map_err(Problem::internal);
    let year = i16::try_from(day.year()).map_err(Problem::internal)?;
    civil::Date::new(year, part(day.month())?, part(day.day())?).map_err(Problem::internal)
}

fn date_of(day: civil::Date) -> Result<Date, Problem> {
    let text = day.to_string();
    text.parse()
        .map_err(|_| Problem::internal("the clock is out of the calendar"))
}

/// The page of these structures, and which revision of each it shows.
async fn page(
    tx: &TenantTx,
    deal: &Deal,
    ids: &[StructureId],
    days: Days,
) -> Result<(Payload, Vec<Shown>), Problem> {
    let mut rows = store::structures(tx, deal.id).await?;
    let mut faults = Vec::new();
    let (mut offers, mut options) = (Vec::new(), Vec::new());
    for (at, id) in ids.iter().take(MOST_OPTIONS).enumerate() {
        let pointer = format!("/structure_ids/{at}");
        if ids[..at].contains(id) {
            let detail = "stands here twice; each option is shown once";
            faults.push(Fault::new(pointer, "twice", detail));
            continue;
        }
        let Some(found) = rows.iter().position(|row| row.id == *id) else {
            let detail = "is no structure of this deal";
            faults.push(Fault::new(pointer, "unknown", detail));
            continue;
        };
        let row = rows.swap_remove(found);
        faults.extend(held::presented(tx, deal, &row, &pointer).await?);
        options.push(Shown {
            letter: row.letter.clone(),
            structure_id: row.id,
            revision: row.version,
        });
        let rates = in_force::at_in(tx, row.rate_book).await?;
        let paper = Paper::of(store::Sheet::of(deal, row), &rates)?;
        let source = paper.source();
        offers.push(Offer::of(&presentation::Source {
            sheet: &Worksheet::of(&source),
            inputs: source.inputs,
            holds_until: days.holds_until,
        }));
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let payload = Payload {
        number: deal.number.clone(),
        date: days.today,
        holds_until: days.holds_until,
        dealer: Dealer::of(&deal.rooftop),
        buyer: deal.customer.as_ref().map(|it| it.name.clone()),
        vehicle: deal.vehicle.as_ref().map(ShownVehicle::of),
        presented_by: tx.caller().name().to_owned(),
        options: offers,
    };
    Ok((payload, options))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PresentationList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what was shown of a deal, the last first.
#[utoipa::path(get, path = "/deals/{id}/presentations", operation_id = "list_presentations", tag = "presentations",
    params(("id" = DealId, Path), PresentationList),
    responses((status = 200, body = Page<PresentationSummary>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<PresentationList>,
) -> Result<Json<Page<PresentationSummary>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let rows = asked.limit.rows();
    let found = store::presentations(platform.db(), &caller, id, before, rows).await?;
    let page = Page::of(found, asked.limit, NEWEST, |it| it.id);
    let now = platform.clock().now();
    Ok(Json(page.map(|it| PresentationRead::at(now, it).summary)))
}

/// Reads one presentation with what was shown, to the byte.
#[utoipa::path(get, path = "/deals/{id}/presentations/{presentation_id}", operation_id = "read_presentation", tag = "presentations",
    params(("id" = DealId, Path), ("presentation_id" = PresentationId, Path)),
    responses((status = 200, body = PresentationRead)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path((id, presentation)): Path<(DealId, PresentationId)>,
) -> Result<Json<PresentationRead>, Problem> {
    let found = store::presentation(platform.db(), &caller, id, presentation).await?;
    Ok(Json(PresentationRead::at(platform.clock().now(), found)))
}

/// Why a page is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    #[schema(min_length = 1, max_length = 500, example = "The rate changed today")]
    reason: String,
}

/// Takes a presentation back: its link opens no more, at once, and nothing on it can be chosen or signed. What was signed
/// stands and is not withdrawn.
#[utoipa::path(post, path = "/deals/{id}/presentations/{presentation_id}/withdraw", operation_id = "withdraw_presentation",
    tag = "presentations", request_body = Withdrawal,
    params(("id" = DealId, Path), ("presentation_id" = PresentationId, Path)),
    responses((status = 200, body = PresentationSummary)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn withdraw(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path((id, presentation)): Path<(DealId, PresentationId)>,
    Body(withdrawal): Body<Withdrawal>,
) -> Result<Json<PresentationSummary>, Problem> {
    let reason = withdrawal.reason.trim();
    if reason.is_empty() {
        let detail = "is empty; say why the page is taken back";
        return Err(Problem::fault("/reason", "required", detail));
    }
    let now = platform.clock().now();
    let tx = platform.db().tenant_tx(&caller).await?;
    // In the order in which a signature takes them: neither waits for the other.
    let found = store::lock_presentation_of(&tx, id, presentation).await?;
    let mut deal = store::load(&tx, id).await?;
    withdrawing::withdraw(&tx, &mut deal, &found, now, reason).await?;
    let found = store::lock_presentation_of(&tx, id, presentation).await?;
    tx.commit().await?;
    Ok(Json(PresentationRead::at(now, found).summary))
}
