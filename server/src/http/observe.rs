//! A request id, a log line and figures for every request; a panic becomes an error page's reference, never a torn connection.

use crate::House;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error::{ErrorCode, Refusal};
use http::{HeaderName, HeaderValue, StatusCode};
use std::any::Any;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

/// The id of the request under way; error pages show it, log lines carry it.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

/// The layer.
pub(super) async fn observe(mut request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    // The route, not the address: ids and tokens stay out of log and figures.
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id, %method, route);
    async move {
        let start = Instant::now();
        let mut response = next.run(request).await;
        let (elapsed, status) = (start.elapsed(), response.status().as_u16());
        let labels = [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_seconds", &labels[1..2]).record(elapsed.as_secs_f64());
        if status >= 500 {
            tracing::error!(status, ms = elapsed.as_millis() as u64, "answered");
        } else {
            tracing::info!(status, ms = elapsed.as_millis() as u64, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
        response
    }
    .instrument(span)
    .await
}

/// Marks the answer of a handler that panicked.
#[derive(Clone, Copy)]
struct Panicked;

/// What a panic answers, before [`apologise`] makes a page of it.
#[expect(clippy::needless_pass_by_value, reason = "the signature is tower-http's")]
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> http::Response<Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    tracing::error!(panic = text, "a handler panicked");
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Panicked);
    response
}

/// The layer around the one that catches panics: a page in the reader's language, with the reference under which the log knows what happened.
pub(super) async fn apologise(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let visitor = super::session::stranger(&house, &request);
    let response = next.run(request).await;
    if response.extensions().get::<Panicked>().is_none() {
        return response;
    }
    let refusal = Refusal::new(ErrorCode::Internal).with("reference", &visitor.caller.request_id);
    super::pages::refusal(&house, &visitor, refusal.into()).await
}
