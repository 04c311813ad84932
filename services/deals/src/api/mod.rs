//! HTTP in and out: who may, what comes in, what goes out.

mod applicant;
mod commission;
mod copies;
mod customer_link;
mod deals;
mod device;
mod disclosure;
mod document;
mod history;
mod jurisdictions;
mod lenders;
mod menus;
mod overrides;
mod presentations;
mod products;
mod quotes;
mod rates;
mod render;
mod settings;
mod signatures;
mod structures;
pub mod views;
mod workflow;
mod worksheet;

use platform::auth::Caller;
use platform::permission;
use platform::{Fault, Platform, Problem};
use utoipa_axum::router::OpenApiRouter;

use crate::confidential;
use crate::deal::Deal;
use crate::workflow::Status;

permission!(pub(crate) ReadDeals = "deals.read_own" | "deals.read_all");
permission!(pub(crate) WriteDeals = "deals.write");
permission!(pub(crate) DeleteDeals = "deals.delete");
permission!(pub(crate) QuoteTax = "tax.quote");

/// Every route of the service.
pub fn routes() -> OpenApiRouter<Platform> {
    let mut routes = deals::routes()
        .merge(copies::routes())
        .merge(applicant::routes())
        .merge(structures::routes())
        .merge(workflow::routes())
        .merge(history::routes())
        .merge(worksheet::routes())
        .merge(disclosure::routes())
        .merge(quotes::routes())
        .merge(jurisdictions::routes())
        .merge(rates::routes())
        .merge(signatures::routes())
        .merge(lenders::routes())
        .merge(settings::routes())
        .merge(commission::routes())
        .merge(overrides::routes())
        .merge(presentations::routes())
        .merge(customer_link::routes())
        .merge(products::routes())
        .merge(menus::routes());
    document::say_what_may_be_hidden(routes.get_openapi_mut());
    routes
}

/// 403, naming every field, where a caller who may not see the dealer's own figures sends some. `at` is
/// where the inputs stand in the request.
fn refuse_confidential(caller: &Caller, inputs: &desk::Deal, at: &str) -> Result<(), Problem> {
    refuse_fields(caller, at, confidential::named(inputs))
}

fn refuse_fields(caller: &Caller, at: &str, pointers: Vec<String>) -> Result<(), Problem> {
    if pointers.is_empty() || caller.may(confidential::PERMISSION) {
        return Ok(());
    }
    let fault = |pointer: String| {
        let detail = format!("needs the permission {}", confidential::PERMISSION);
        Fault::new(format!("{at}{pointer}"), "forbidden", detail)
    };
    let faults = pointers.into_iter().map(fault).collect();
    Err(Problem::forbidden_fields(confidential::PERMISSION, faults))
}

/// 409 where the deal's structures are frozen.
fn needs_editable(deal: &Deal) -> Result<(), Problem> {
    if deal.status.editable() {
        return Ok(());
    }
    let status = deal.status.word();
    let way = match deal.status {
        Status::Submitted | Status::Approved => "Return it to change it.",
        Status::Contracted | Status::Cancelled => "Reopen it to change it.",
        _ => "It changes no more.",
    };
    let detail = format!(
        "Deal {} is {status}: its structures are frozen as they were submitted. {way}",
        deal.number
    );
    Err(Problem::new(
        http::StatusCode::CONFLICT,
        "frozen",
        "The deal is frozen",
        detail,
    ))
}
