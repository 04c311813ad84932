//! A connection that leaves HTTP behind, such as a WebSocket: the service in this process takes over the caller's own;
//! one to a service that runs apart is joined with it, byte for byte.

use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;

/// What the caller's connection becomes, where the request asks for that.
pub(super) fn take(request: &mut Request<Body>) -> Option<OnUpgrade> {
    request.extensions_mut().remove()
}

/// Joins the caller's connection with the service's, if the service agreed to leave HTTP.
pub(super) fn join(caller: OnUpgrade, response: &mut Response) {
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        return;
    }
    let Some(service) = response.extensions_mut().remove::<OnUpgrade>() else {
        return;
    };
    tokio::spawn(async move {
        let (Ok(caller), Ok(service)) = tokio::join!(caller, service) else {
            return;
        };
        let (mut caller, mut service) = (TokioIo::new(caller), TokioIo::new(service));
        // However it ends, both ends are closed with it.
        let _ = tokio::io::copy_bidirectional(&mut caller, &mut service).await;
    });
}
