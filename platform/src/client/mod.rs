//! Calls between services: in one process a function call on the router, apart HTTP, by the same code.

mod upgrade;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt;
use uuid::Uuid;

use crate::auth::house;
use crate::http as door;
use crate::problem::{Problem, ProblemBody};
use crate::service::Platform;

/// How long another service may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most that is read of another service's JSON answer.
const ANSWER_LIMIT: usize = 16 * 1024 * 1024;

/// Every service of the house by name.
#[derive(Clone, Default)]
pub struct Services(Arc<BTreeMap<&'static str, Upstream>>);

impl Services {
    pub(crate) fn new(upstreams: impl IntoIterator<Item = Upstream>) -> Self {
        Self(Arc::new(
            upstreams
                .into_iter()
                .map(|upstream| (upstream.name(), upstream))
                .collect(),
        ))
    }

    /// A service by name.
    pub fn get(&self, name: &str) -> Option<&Upstream> {
        self.0.get(name)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Upstream> {
        self.0.values()
    }
}

/// Another service, wherever it runs.
#[derive(Clone)]
pub struct Upstream {
    name: &'static str,
    way: Arc<Way>,
}

enum Way {
    /// In this process; the router is known once all services are put together.
    Local(OnceLock<Router>),
    Remote(Box<Remote>),
    /// Of the house, but nowhere to be found: tests that do without it.
    Absent,
}

struct Remote {
    scheme: Scheme,
    authority: Authority,
    client: Client<HttpConnector, Body>,
}

/// Marks a request that came through [`Upstream`] in the same process: it has been logged where it came in.
#[derive(Clone, Copy)]
pub(crate) struct InProcess;

impl Upstream {
    pub(crate) fn local(name: &'static str) -> Self {
        Self {
            name,
            way: Arc::new(Way::Local(OnceLock::new())),
        }
    }

    pub(crate) fn remote(name: &'static str, base: &Uri) -> Option<Self> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(3)));
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .build(connector);
        let way = Way::Remote(Box::new(Remote {
            scheme: base.scheme()?.clone(),
            authority: base.authority()?.clone(),
            client,
        }));
        Some(Self {
            name,
            way: Arc::new(way),
        })
    }

    pub(crate) fn absent(name: &'static str) -> Self {
        Self {
            name,
            way: Arc::new(Way::Absent),
        }
    }

    pub(crate) fn mount(&self, router: Router) {
        if let Way::Local(place) = &*self.way {
            let _ = place.set(router);
        }
    }

    /// The service's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is anywhere at all.
    pub(crate) fn exists(&self) -> bool {
        !matches!(&*self.way, Way::Absent)
    }

    /// Whether it runs in this process.
    pub fn is_local(&self) -> bool {
        matches!(&*self.way, Way::Local(_))
    }

    /// Sends a request as it is, apart from the request's id and trace, which go along. Whatever the service answers
    /// is `Ok`; 503 if it cannot be reached, 504 if it takes too long.
    pub async fn call(&self, mut request: Request<Body>) -> Result<Response, Problem> {
        door::pass_on(request.headers_mut());
        let answer = async {
            match &*self.way {
                Way::Absent => Err(self.away("is not running")),
                Way::Local(router) => {
                    let router = router.get().ok_or_else(|| self.away("is still starting"))?;
                    // What the caller's router noted (path parameters, access) is not this one's business.
                    let upgrade = upgrade::take(&mut request);
                    request.extensions_mut().clear();
                    request.extensions_mut().insert(InProcess);
                    if let Some(upgrade) = upgrade {
                        request.extensions_mut().insert(upgrade);
                    }
                    match router.clone().oneshot(request).await {
                        Ok(response) => Ok(response),
                        Err(never) => match never {},
                    }
                }
                Way::Remote(remote) => {
                    let mut parts = std::mem::take(request.uri_mut()).into_parts();
                    parts.scheme = Some(remote.scheme.clone());
                    parts.authority = Some(remote.authority.clone());
                    parts
                        .path_and_query
                        .get_or_insert(PathAndQuery::from_static("/"));
                    *request.uri_mut() = Uri::from_parts(parts).map_err(Problem::internal)?;
                    *request.version_mut() = http::Version::HTTP_11;
                    request.headers_mut().remove(header::HOST);
                    let caller = upgrade::take(&mut request);
                    let most = crate::json::limit_of(request.headers());
                    match remote.client.request(request).await {
                        Ok(response) => {
                            let mut response = response.map(Body::new);
                            if let Some(caller) = caller {
                                upgrade::join(caller, &mut response);
                            }
                            Ok(response)
                        }
                        Err(error) if crate::json::is_over_limit(&error) => {
                            Err(Problem::too_large(most))
                        }
                        Err(error) => Err(self.away("does not answer").caused_by(error)),
                    }
                }
            }
        };
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(Problem::timed_out()),
        }
    }

    fn away(&self, how: &'static str) -> Problem {
        Problem::unavailable(&format!("{} service", self.name)).caused_by(how)
    }

    /// Reads JSON as the caller of the request at hand: their `Authorization` goes along.
    ///
    /// The other service's problem comes back as one: 404 stays 404, 403 stays 403, what is broken there is 503 here.
    pub async fn get_json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        self.send(Method::GET, path, None::<&()>, &[]).await
    }

    /// Reads JSON as somebody whose access token is at hand where no request is: behind a WebSocket.
    pub async fn get_json_by<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
    ) -> Result<T, Problem> {
        let value = HeaderValue::try_from(format!("Bearer {token}")).map_err(Problem::internal)?;
        self.send(
            Method::GET,
            path,
            None::<&()>,
            &[(header::AUTHORIZATION, value)],
        )
        .await
    }

    /// Reads JSON in the name of the house, for a dealership and with the permissions that the work needs, whatever
    /// the person at work may see. What comes back is the service's to use and not to show them.
    pub async fn get_json_as_house<T: DeserializeOwned>(
        &self,
        platform: &Platform,
        dealership: Uuid,
        permissions: &[&str],
        path: &str,
    ) -> Result<T, Problem> {
        let now = platform.clock().seconds();
        let signed = house::signed(
            platform.key(),
            now,
            &Method::GET,
            path,
            dealership,
            permissions,
        )?;
        self.send(Method::GET, path, None::<&()>, &signed).await
    }

    /// Sends JSON as the caller of the request at hand and reads the answer.
    pub async fn post_json<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, Problem> {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    pub(crate) async fn send<B: Serialize, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        headers: &[(HeaderName, HeaderValue)],
    ) -> Result<T, Problem> {
        let uri: Uri = path.parse().map_err(Problem::internal)?;
        let mut request = Request::builder().method(method).uri(uri);
        if let Some(authorization) = door::authorization() {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(serde_json::to_vec(body).map_err(Problem::internal)?)
            }
            None => Body::empty(),
        };
        let response = self
            .call(request.body(body).map_err(Problem::internal)?)
            .await?;
        let status = response.status();
        let bytes = Limited::new(response.into_body(), ANSWER_LIMIT)
            .collect()
            .await
            .map_err(|error| self.away("broke off").caused_by(error))?
            .to_bytes();
        if status.is_success() {
            let bytes = if bytes.is_empty() {
                b"null".as_slice()
            } else {
                &bytes
            };
            return serde_json::from_slice(bytes).map_err(Problem::internal);
        }
        Err(self.refused(status, &bytes))
    }

    fn refused(&self, status: StatusCode, bytes: &[u8]) -> Problem {
        let said = serde_json::from_slice::<ProblemBody>(bytes).ok();
        let detail = said
            .as_ref()
            .and_then(|problem| problem.detail.clone())
            .unwrap_or_default();
        match status {
            StatusCode::NOT_FOUND => Problem::not_found("thing").with_detail(detail),
            StatusCode::FORBIDDEN => Problem::forbidden("").with_detail(detail),
            StatusCode::UNAUTHORIZED => Problem::invalid_token(detail),
            StatusCode::CONFLICT => Problem::conflict(detail),
            StatusCode::UNPROCESSABLE_ENTITY => Problem::unprocessable(detail)
                .with_errors(said.map(|problem| problem.errors).unwrap_or_default()),
            status if status.is_server_error() => self
                .away("failed")
                .caused_by(format!("{} answered {status}: {detail}", self.name)),
            status => Problem::internal(format!("{} answered {status}: {detail}", self.name)),
        }
    }
}
