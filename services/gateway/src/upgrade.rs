//! Leaving HTTP for a WebSocket: what lets it pass, and whose pages may ask for it.

use axum::extract::Request;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use hyper::upgrade::OnUpgrade;
use platform::Problem;

/// Whether a request asks for a WebSocket (RFC 6455 §4.1).
pub fn is_asked(request: &Request) -> bool {
    let headers = request.headers();
    request.method() == Method::GET
        && names(headers, header::CONNECTION, "upgrade")
        && names(headers, header::UPGRADE, "websocket")
}

fn names(headers: &HeaderMap, name: header::HeaderName, word: &str) -> bool {
    let values = headers.get_all(name).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|each| each.trim().eq_ignore_ascii_case(word))
}

/// Says to the next hop what this one was asked; both headers end at each hop otherwise.
pub fn ask_on(headers: &mut HeaderMap) {
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
}

/// No other way out of HTTP is open.
pub fn forbid(request: &mut Request) {
    request.extensions_mut().remove::<OnUpgrade>();
}

/// 403 where the page that asks is neither of this studio nor of `ALLOWED_ORIGINS`: the rules that keep pages of
/// others from reading our answers do not hold for WebSockets, so the door has to look. A program is no page and
/// sends no `Origin`.
pub fn of_own_page(headers: &HeaderMap, allowed: &[String]) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let at_home = origin.parse::<Uri>().ok().is_some_and(|origin| {
        origin
            .authority()
            .is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host))
    });
    let invited = || allowed.iter().any(|one| one.eq_ignore_ascii_case(origin));
    if at_home || invited() {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "foreign-origin",
        "A page of another origin",
        "This page may not open a live channel. Nothing was opened. Whoever runs the studio can name the page's \
         origin in ALLOWED_ORIGINS.",
    ))
}

#[cfg(test)]
mod tests {
    use super::{is_asked, of_own_page};
    use axum::body::Body;
    use axum::extract::Request;

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn only_a_websocket_is_a_way_out() {
        let asked = |connection, upgrade| {
            is_asked(&request(&[
                ("connection", connection),
                ("upgrade", upgrade),
            ]))
        };
        assert!(asked("keep-alive, Upgrade", "WebSocket"));
        assert!(!asked("upgrade", "h2c"));
        assert!(!asked("keep-alive", "websocket"));
        assert!(!is_asked(&request(&[])));
    }

    #[test]
    fn a_page_is_known_by_its_host_or_by_name() {
        let invited = ["https://office.example.com".to_owned()];
        let opens = |origin, host| {
            let request = request(&[("origin", origin), ("host", host)]);
            of_own_page(request.headers(), &invited).is_ok()
        };
        assert!(opens("https://studio.example.com", "Studio.example.com"));
        assert!(opens("http://localhost:8080", "localhost:8080"));
        assert!(opens("https://office.example.com", "studio.example.com"));
        assert!(!opens("http://localhost:5173", "localhost:8080"));
        assert!(!opens(
            "https://studio.example.com.evil.example",
            "studio.example.com"
        ));
        assert!(!opens("null", "studio.example.com"));
        assert!(of_own_page(request(&[("host", "studio.example.com")]).headers(), &[]).is_ok());
    }
}
