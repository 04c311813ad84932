//! Passing a request on to the service it belongs to, in this process or over HTTP by the same call.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use http_body_util::Limited;
use platform::auth::Caller;
use platform::json::limit_of;
use platform::{Platform, Problem};

use crate::client_address;
use crate::routes::service_of;
use crate::upgrade;

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

/// Headers that concern one connection only (RFC 9110 §7.6.1) and go no further.
const HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Headers that services use among themselves; from outside they are nobody's.
const OF_THE_HOUSE: [&str; 3] = ["x-house-caller", "x-house-signature", "x-service-token"];

/// `/api/v1/…` to the service behind it.
pub async fn pass_on(
    State(platform): State<Platform>,
    caller: Result<Caller, Problem>,
    mut request: Request,
) -> Result<Response, Problem> {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", PathAndQuery::as_str);
    let path = path.strip_prefix(PREFIX).unwrap_or(path);
    let plain = path.split('?').next().unwrap_or(path);
    let most = limit_of(request.headers());
    let (service, open) = service_of(plain).ok_or_else(|| Problem::not_found("page"))?;
    if !open {
        caller?;
    }

    *request.uri_mut() = path
        .parse::<Uri>()
        .map_err(|_| Problem::not_found("page"))?;
    let socket = upgrade::is_asked(&request);
    if socket {
        upgrade::of_own_page(request.headers(), &platform.settings().allowed_origins)?;
    } else {
        upgrade::forbid(&mut request);
    }
    drop_hop_by_hop(request.headers_mut());
    for name in OF_THE_HOUSE {
        request.headers_mut().remove(name);
    }
    client_address::say(&mut request, &platform.settings().trusted_proxies);
    if socket {
        upgrade::ask_on(request.headers_mut());
    }
    // A body without a length is cut off at the limit here, whether the service is near or far.
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    let mut response = platform.upstream(service).call(request).await?;
    drop_hop_by_hop(response.headers_mut());
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        upgrade::ask_on(response.headers_mut());
    }
    locate_here(response.headers_mut());
    Ok(response)
}

fn drop_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in HOP_BY_HOP.iter().chain(&named) {
        headers.remove(name);
    }
}

/// A service says where a new thing is by its own path; from outside that path begins with the prefix.
fn locate_here(headers: &mut HeaderMap) {
    let outside = headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .filter(|location| location.starts_with('/'))
        .and_then(|location| HeaderValue::from_str(&format!("{PREFIX}{location}")).ok());
    if let Some(outside) = outside {
        headers.insert(header::LOCATION, outside);
    }
}

#[cfg(test)]
mod tests {
    use super::{drop_hop_by_hop, locate_here};
    use http::{HeaderMap, HeaderValue, header};

    #[test]
    fn what_concerns_one_connection_stays_behind() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONNECTION,
            HeaderValue::from_static("close, X-Only-Here"),
        );
        headers.insert("x-only-here", HeaderValue::from_static("1"));
        headers.insert("te", HeaderValue::from_static("trailers"));
        headers.insert(header::ETAG, HeaderValue::from_static("\"3\""));
        drop_hop_by_hop(&mut headers);
        assert_eq!(headers.keys().collect::<Vec<_>>(), [header::ETAG]);
    }

    #[test]
    fn a_new_things_address_is_the_outside_one() {
        let mut headers = HeaderMap::new();
        headers.insert(header::LOCATION, HeaderValue::from_static("/deals/1"));
        locate_here(&mut headers);
        assert_eq!(headers[header::LOCATION], "/api/v1/deals/1");
    }
}
