//! Content negotiation as far as we need it: what an operation answers with, by its own OpenAPI document.

use std::collections::HashMap;

use http::{HeaderValue, Method};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// What each operation offers.
pub(super) struct Offers(HashMap<String, Vec<(Method, Vec<String>)>>);

impl Offers {
    pub(super) fn of(openapi: &OpenApi) -> Self {
        let mut offers: HashMap<String, Vec<(Method, Vec<String>)>> = HashMap::new();
        for (path, item) in &openapi.paths.paths {
            let operations = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, operation) in operations {
                let Some(operation) = operation else { continue };
                assert!(
                    says_who_may(operation),
                    "{method} {path}: add extensions((\"x-permission\" = json!(\"…\"))) or (\"x-public\" = json!(true))"
                );
                offers
                    .entry(path.clone())
                    .or_default()
                    .push((method, kinds(operation)));
            }
        }
        Self(offers)
    }

    /// What is offered instead, if the client accepts none of it.
    pub(super) fn refused(
        &self,
        method: &Method,
        route: &str,
        accept: &HeaderValue,
    ) -> Option<&str> {
        let accept = accept.to_str().ok()?;
        let (_, kinds) = self
            .0
            .get(route)?
            .iter()
            .find(|(offered, _)| offered == method)?;
        let first = kinds.first()?;
        if kinds.iter().any(|kind| accepts(accept, kind)) {
            None
        } else {
            Some(first)
        }
    }
}

fn says_who_may(operation: &Operation) -> bool {
    operation
        .extensions
        .as_ref()
        .is_some_and(|said| said.contains_key("x-permission") || said.contains_key("x-public"))
}

fn kinds(operation: &Operation) -> Vec<String> {
    let mut kinds = Vec::new();
    for (status, response) in &operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        if status.starts_with('2') {
            kinds.extend(response.content.keys().cloned());
        }
    }
    kinds
}

/// Whether an `Accept` header takes a media type; `q=0` refuses it.
fn accepts(accept: &str, kind: &str) -> bool {
    let (family, _) = kind.split_once('/').unwrap_or((kind, ""));
    accept.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let wanted = parts.next().unwrap_or_default();
        let refused = parts.any(|part| {
            part.strip_prefix("q=")
                .and_then(|q| q.parse::<f32>().ok())
                .is_some_and(|q| q <= 0.0)
        });
        !refused
            && (wanted == "*/*"
                || wanted.eq_ignore_ascii_case(kind)
                || wanted
                    .strip_suffix("/*")
                    .is_some_and(|wanted| wanted.eq_ignore_ascii_case(family)))
    })
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn accept_as_rfc_9110_says() {
        assert!(accepts("*/*", "application/json"));
        assert!(accepts(
            "text/html, application/*;q=0.8",
            "application/json"
        ));
        assert!(accepts("Application/JSON", "application/json"));
        assert!(!accepts("text/html", "application/json"));
        assert!(!accepts("application/json;q=0", "application/json"));
    }
}
