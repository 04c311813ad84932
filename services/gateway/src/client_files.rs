//! The client's files, built in or from a folder, in the encoding that the browser likes best.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use platform::Problem;
use platform::settings::Settings;
use rust_embed::Embed;
use sha2::{Digest, Sha256};

/// What compresses is carried in its two compressed forms only: plain it is wanted by few, and unpacked for them.
#[derive(Embed)]
#[exclude = "*.html"]
#[exclude = "*.js"]
#[exclude = "*.css"]
#[exclude = "*.wasm"]
#[exclude = "*.svg"]
#[exclude = "*.json"]
#[exclude = "*.txt"]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct BuiltIn;

/// Where the client's files come from.
#[derive(Clone)]
pub enum ClientFiles {
    BuiltIn,
    Folder(Arc<PathBuf>),
}

struct File {
    bytes: Cow<'static, [u8]>,
    /// Of its content, for the ETag.
    hash: [u8; 32],
}

impl ClientFiles {
    /// CLIENT_DIR where it is set, else what was built in.
    pub fn of(settings: &Settings) -> Self {
        match &settings.client_dir {
            Some(folder) => Self::Folder(Arc::new(folder.clone())),
            None => Self::BuiltIn,
        }
    }

    async fn read(&self, path: &str) -> Option<File> {
        match self {
            Self::BuiltIn => BuiltIn::get(path).map(|file| File {
                bytes: file.data,
                hash: file.metadata.sha256_hash(),
            }),
            Self::Folder(folder) => {
                let bytes = tokio::fs::read(folder.join(inside(path)?)).await.ok()?;
                let hash = Sha256::digest(&bytes).into();
                Some(File {
                    bytes: Cow::Owned(bytes),
                    hash,
                })
            }
        }
    }
}

/// A path that stays within its folder.
fn inside(path: &str) -> Option<&Path> {
    let path = Path::new(path);
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(path)
}

/// A file of the client, or its first page for an address that the client itself understands.
pub async fn serve(
    State(files): State<ClientFiles>,
    request: Request,
) -> Result<Response, Problem> {
    let path = request.uri().path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Err(Problem::not_found("page"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::method_not_allowed());
    }
    // Whatever has no ending is a page of the client's own.
    let page = !path
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    let path = if page { "index.html" } else { path };
    match best(&files, path, request.headers()).await {
        Some((file, encoding)) => Ok(answer(path, file, encoding, request.headers())),
        None if page => Ok(not_built()),
        None => Err(Problem::not_found("file")),
    }
}

/// Said openly, where this program was built before the client was.
fn not_built() -> Response {
    let page = "<!doctype html><title>Autolytiq</title><p>The client is not built into this program. \
                The API answers at <a href=\"/api/v1/version\">/api/v1</a>; <code>make run</code> builds both.</p>";
    (StatusCode::SERVICE_UNAVAILABLE, axum::response::Html(page)).into_response()
}

/// The file in the smallest encoding that was prepared and that the browser takes.
async fn best(
    files: &ClientFiles,
    path: &str,
    headers: &HeaderMap,
) -> Option<(File, Option<&'static str>)> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(accepted, encoding)
            && let Some(file) = files.read(&format!("{path}.{ending}")).await
        {
            return Some((file, Some(encoding)));
        }
    }
    match files.read(path).await {
        Some(file) => Some((file, None)),
        None => Some((unpacked(files.read(&format!("{path}.gz")).await?)?, None)),
    }
}

fn unpacked(packed: File) -> Option<File> {
    let mut bytes = Vec::new();
    GzDecoder::new(&*packed.bytes)
        .read_to_end(&mut bytes)
        .ok()?;
    let hash = Sha256::digest(&bytes).into();
    Some(File {
        bytes: Cow::Owned(bytes),
        hash,
    })
}

/// Whether an `Accept-Encoding` takes an encoding; `q=0` refuses it.
fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|each| {
        let mut parts = each.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        named && !refused
    })
}

/// Whether an `If-None-Match` names this tag, weakly or strongly.
fn knows(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known.split(',').any(|each| {
        let each = each.trim();
        each == "*" || each.strip_prefix("W/").unwrap_or(each) == tag
    })
}

fn answer(path: &str, file: File, encoding: Option<&'static str>, asked: &HeaderMap) -> Response {
    let tag: String = file.hash[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{tag}\"");
    let mut headers = HeaderMap::new();
    // A name with a hash in it never changes its content; any other is asked for again.
    let lasting = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lasting));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(path)),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| knows(known, &tag))
    {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let body = match file.bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    (headers, body).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{inside, knows, takes};
    use http::HeaderValue;

    #[test]
    fn encodings_as_rfc_9110_says() {
        assert!(takes("gzip, deflate, br", "br"));
        assert!(takes("GZIP;q=0.5", "gzip"));
        assert!(!takes("br;q=0, gzip", "br"));
        assert!(!takes("", "gzip"));
        assert!(!takes("brotli", "br"));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list_and_when_weak() {
        let knows = |header: &'static str| knows(&HeaderValue::from_static(header), "\"a1\"");
        assert!(knows("\"a1\""));
        assert!(knows("\"b2\", W/\"a1\""));
        assert!(knows("*"));
        assert!(!knows("\"a\""));
    }

    #[test]
    fn no_path_leaves_the_folder() {
        assert!(inside("assets/index-1.js").is_some());
        for out in ["../Cargo.toml", "assets/../../x", "/etc/passwd", "./x"] {
            assert!(inside(out).is_none(), "{out}");
        }
    }
}
