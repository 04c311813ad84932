//! The one layer around every route: ids, access, limits, panics, time, counting and the log line.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http::{Method, StatusCode, header};
use utoipa_axum::router::OpenApiRouter;

use super::context::{REQUEST_ID, RequestContext};
use super::offers::Offers;
use super::{probes, problems};
use crate::auth::{Access, house};
use crate::client::InProcess;
use crate::json::{BODY_LIMIT, limit_of};
use crate::problem::Problem;
use crate::service::Platform;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

struct Door {
    platform: Platform,
    offers: Offers,
}

/// A service's routes with everything that surrounds them.
///
/// # Panics
/// If an operation of the OpenAPI document names neither its permission (`x-permission`) nor `x-public`.
pub(crate) fn assemble(
    platform: &Platform,
    routes: OpenApiRouter,
    internal: Option<Router>,
    own_probes: bool,
) -> (Router, utoipa::openapi::OpenApi) {
    let (mut router, mut openapi) = routes.split_for_parts();
    openapi.info.title = format!("Autolytiq {}", platform.service());
    openapi.info.version = env!("CARGO_PKG_VERSION").to_owned();
    problems::announce(&mut openapi);
    let offers = Offers::of(&openapi);
    if !own_probes {
        router = router.merge(probes::routes(platform, &openapi));
    }
    if let Some(internal) = internal {
        router = router.merge(internal);
    }
    router = router.route(
        "/metrics",
        axum::routing::get(probes::metrics).with_state(platform.clone()),
    );
    let router = router
        .fallback_with_own(own_probes)
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(
            Arc::new(Door {
                platform: platform.clone(),
                offers,
            }),
            doorway,
        ));
    (router, openapi)
}

/// The service and route behind a gateway in the same process.
#[derive(Clone)]
struct AnsweredBy {
    service: &'static str,
    route: Arc<str>,
}

trait FallbackWithOwn {
    /// The gateway's fallback is the client; everywhere else nothing is there.
    fn fallback_with_own(self, own: bool) -> Self;
}

impl FallbackWithOwn for Router {
    fn fallback_with_own(self, own: bool) -> Self {
        if own {
            self
        } else {
            self.fallback(|| async { Problem::not_found("page") })
        }
    }
}

async fn doorway(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let in_process = request.extensions().get::<InProcess>().is_some();
    let context = RequestContext::of(request.headers());
    let (key, now, path) = (
        door.platform.key(),
        door.platform.clock().seconds(),
        request.uri().path(),
    );
    let access = match house::access(key, now, &method, path, request.headers()) {
        Some(access) => Some(access),
        None => door.platform.verifier().access(request.headers()).await,
    };
    if let Some(access) = access.clone() {
        request.extensions_mut().insert(access);
    }
    let request_id = context.request_id().clone();
    let mut response = context
        .scope(async {
            if let Some(problem) = refusal(&door, &method, route.as_ref(), &request) {
                return problem.into_response();
            }
            let work = AssertUnwindSafe(next.run(request)).catch_unwind();
            match tokio::time::timeout(PATIENCE, work).await {
                Ok(Ok(response)) => response,
                Ok(Err(panic)) => Problem::internal(panic_text(&panic)).into_response(),
                Err(_) => Problem::timed_out().into_response(),
            }
        })
        .await;
    response
        .headers_mut()
        .insert(REQUEST_ID, request_id.clone());

    let elapsed = started.elapsed();
    let status = response.status();
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let service = door.platform.service();
    door.platform
        .metrics()
        .request(service, &method, route, status, elapsed);
    if in_process {
        // The line is written where the request came in; this is what it should say.
        let answered_by = AnsweredBy {
            service,
            route: route.into(),
        };
        response.extensions_mut().insert(answered_by);
    } else {
        let answered_by = response.extensions_mut().remove::<AnsweredBy>();
        let (service, route) = match &answered_by {
            Some(inner) => (inner.service, &*inner.route),
            None => (service, route),
        };
        log(
            service,
            &method,
            route,
            status,
            elapsed,
            &request_id,
            access.as_ref(),
        );
    }
    response
}

fn refusal(
    door: &Door,
    method: &Method,
    route: Option<&MatchedPath>,
    request: &Request,
) -> Option<Problem> {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let most = limit_of(request.headers());
    if length.is_some_and(|length| length > most as u64) {
        return Some(Problem::too_large(most));
    }
    let accept = request.headers().get(header::ACCEPT)?;
    let offered = door.offers.refused(method, route?.as_str(), accept)?;
    Some(Problem::not_acceptable(offered))
}

/// Ids and a template of the path; no query, no body, no name.
fn log(
    service: &str,
    method: &Method,
    route: &str,
    status: StatusCode,
    elapsed: Duration,
    request_id: &http::HeaderValue,
    access: Option<&Access>,
) {
    let caller = match access {
        Some(Access::Caller(caller)) => Some(caller),
        _ => None,
    };
    tracing::info!(
        target: "access",
        service,
        method = method.as_str(),
        route,
        status = status.as_u16(),
        ms = elapsed.as_micros() as f64 / 1000.0,
        request_id = request_id.to_str().unwrap_or_default(),
        user = caller.map(|caller| tracing::field::display(caller.user_id())),
        dealership = caller.map(|caller| tracing::field::display(caller.dealership_id())),
    );
}

fn panic_text(panic: &Box<dyn std::any::Any + Send>) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no text".to_owned());
    format!("panic: {text}")
}
