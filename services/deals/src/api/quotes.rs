//! Working things out without storing them: the desk's answers while typing, and tax alone.

use std::borrow::Cow;

use axum::extract::{Request, State};
use desk::{Effects, Grid, GridAsk, Installment, Roll, RollAsk};
use platform::json as door;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use tax::{Assessment, Sale};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder, Ref, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{QuoteTax, WriteDeals, refuse_confidential, refuse_fields, render};
use crate::confidential;
use crate::rates::in_force;
use crate::structure::faults_at;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(figures))
        .routes(routes!(schedule))
        .routes(routes!(effects))
        .routes(routes!(grid))
        .routes(routes!(roll))
        .routes(routes!(tax_quote))
}

/// Runs what may take a while beside the requests rather than among them.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Vec<Fault>> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Problem::internal)?.map_err(Problem::faults)
}

/// The deal, to be worked out by the rates of the caller's dealership.
async fn by_our_rates(
    platform: &Platform,
    caller: &Caller,
    mut deal: desk::Deal,
) -> Result<desk::Deal, Problem> {
    deal.rates = in_force::current(platform.db(), caller).await?.own;
    Ok(deal)
}

fn faults(faults: Vec<tax::Fault>) -> Problem {
    Problem::faults(faults_at("", faults))
}

/// Every figure of a structure.
///
/// Without `deals.see_gross`, costs are refused and `acv`, `over_allowance` and `gross` are absent.
#[utoipa::path(post, path = "/desk/figures", operation_id = "work_out_figures", tag = "desk", request_body = desk::Deal,
    responses((status = 200, body = desk::Figures)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn figures(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(deal): Body<desk::Deal>,
) -> Result<Response, Problem> {
    refuse_confidential(&caller, &deal, "")?;
    let deal = by_our_rates(&platform, &caller, deal).await?;
    let figures = desk::figures(&deal).map_err(faults)?;
    if render::sees_all(&caller) {
        return Ok(Json(figures).into_response());
    }
    let open = confidential::open_figures(&figures).map_err(Problem::internal)?;
    Ok(Json(open).into_response())
}

/// The payments of a structure one by one.
#[utoipa::path(post, path = "/desk/schedule", operation_id = "work_out_schedule", tag = "desk", request_body = desk::Deal,
    responses((status = 200, body = Vec<Installment>)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn schedule(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(deal): Body<desk::Deal>,
) -> Result<Json<Vec<Installment>>, Problem> {
    refuse_confidential(&caller, &deal, "")?;
    let deal = by_our_rates(&platform, &caller, deal).await?;
    Ok(Json(desk::schedule(&deal).map_err(faults)?))
}

/// What each line does to the payment.
#[utoipa::path(post, path = "/desk/effects", operation_id = "work_out_effects", tag = "desk", request_body = desk::Deal,
    responses((status = 200, body = Effects)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn effects(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(deal): Body<desk::Deal>,
) -> Result<Json<Effects>, Problem> {
    refuse_confidential(&caller, &deal, "")?;
    let deal = by_our_rates(&platform, &caller, deal).await?;
    let effects = apart(move || desk::effects(&deal).map_err(|it| faults_at("", it)));
    Ok(Json(effects.await?))
}

/// The same deal at other terms and down payments.
#[utoipa::path(post, path = "/desk/grid", operation_id = "work_out_grid", tag = "desk", request_body = GridAsk,
    responses((status = 200, body = Grid)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn grid(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(mut ask): Body<GridAsk>,
) -> Result<Json<Grid>, Problem> {
    refuse_confidential(&caller, &ask.deal, "/deal")?;
    refuse_fields(&caller, "", confidential::named_in_terms(&ask.terms))?;
    ask.deal = by_our_rates(&platform, &caller, ask.deal).await?;
    let grid = apart(move || desk::grid(&ask).map_err(|it| faults_at("", it)));
    Ok(Json(grid.await?))
}

/// Which value of each lever brings the payment to a target.
///
/// Without `deals.see_gross`, `gross_change` is absent.
#[utoipa::path(post, path = "/desk/roll", operation_id = "roll_to_target", tag = "desk", request_body = RollAsk,
    responses((status = 200, body = Roll)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn roll(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Body(mut ask): Body<RollAsk>,
) -> Result<Json<Roll>, Problem> {
    refuse_confidential(&caller, &ask.deal, "/deal")?;
    refuse_fields(&caller, "", confidential::named_in_terms(&ask.terms))?;
    ask.deal = by_our_rates(&platform, &caller, ask.deal).await?;
    let roll = apart(move || desk::roll(&ask).map_err(|it| faults_at("", it))).await?;
    Ok(Json(if render::sees_all(&caller) {
        roll
    } else {
        confidential::open_roll(roll)
    }))
}

/// Up to a thousand sales.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Sales(Vec<Sale>);

impl PartialSchema for Sales {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new()
            .items(Ref::from_schema_name(Sale::name()))
            .min_items(Some(1))
            .max_items(Some(1_000))
            .into()
    }
}

impl ToSchema for Sales {
    fn schemas(named: &mut Vec<(String, RefOr<Schema>)>) {
        named.push((Sale::name().into(), Sale::schema()));
        Sale::schemas(named);
    }
}

/// One sale or an array of them, as the document says it: the two are told apart by their first letter.
struct TaxQuoteAsk;

impl PartialSchema for TaxQuoteAsk {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .item(Ref::from_schema_name(Sale::name()))
            .item(Sales::schema())
            .into()
    }
}

impl ToSchema for TaxQuoteAsk {
    fn name() -> Cow<'static, str> {
        "TaxQuoteAsk".into()
    }

    fn schemas(named: &mut Vec<(String, RefOr<Schema>)>) {
        Sales::schemas(named);
    }
}

/// One assessment or, for an array of sales, an array in the same order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum TaxQuote {
    One(Box<Assessment>),
    Many(Vec<Assessment>),
}

/// The tax of a sale or lease with its explanation; an array of up to 1,000 sales is answered by an array.
///
/// Where one sale of an array cannot be taxed, none is: the faults name which and why.
#[utoipa::path(post, path = "/tax/quote", operation_id = "quote_tax", tag = "tax", request_body = TaxQuoteAsk,
    responses((status = 200, body = TaxQuote)),
    extensions(("x-permission" = json!("tax.quote"))))]
async fn tax_quote(
    caller: Allowed<QuoteTax>,
    State(platform): State<Platform>,
    request: Request,
) -> Result<Json<TaxQuote>, Problem> {
    let bytes = door::read(request).await?;
    let rates = in_force::current(platform.db(), &caller).await?.own;
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        let mut sale: Sale = door::parse(&bytes)?;
        sale.rates = rates;
        let assessment = tax::assess(&sale).map_err(faults)?;
        return Ok(Json(TaxQuote::One(Box::new(assessment))));
    }
    let Sales(mut sales) = door::parse(&bytes)?;
    for sale in &mut sales {
        sale.rates = rates.clone();
    }
    let quotes = apart(move || {
        let mut quotes = Vec::with_capacity(sales.len());
        let mut wrong = Vec::new();
        for (at, sale) in sales.iter().enumerate() {
            match tax::assess(sale) {
                Ok(assessment) => quotes.push(assessment),
                Err(faults) => wrong.extend(faults_at(&format!("/{at}"), faults)),
            }
        }
        if wrong.is_empty() {
            Ok(quotes)
        } else {
            Err(wrong)
        }
    });
    Ok(Json(TaxQuote::Many(quotes.await?)))
}
