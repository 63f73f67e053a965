//! Refuses what another site makes a browser do, and who asks too often.
//!
//! Server functions have no token against forged requests: this guard stands in front of every route that people use. Browsers say where a
//! request comes from (`Sec-Fetch-Site`); older ones name the `Origin`. A request that changes something and says neither is refused.

use super::session::Visitor;
use crate::House;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::AppError;
use domain::error::{ErrorCode, Refusal};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

/// Paths that other servers post to: they carry a signature instead. Empty prefixes are not allowed; the test names each.
pub const EXCEPTIONS: &[&str] = &["/gateways/"];

/// Whether a request that changes something comes from our own pages.
pub(super) fn same_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => false,
        None => match (text("origin"), text("host")) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, authority)| authority == host),
            _ => false,
        },
    }
}

/// The layer.
pub(super) async fn refuse_cross_site(State(_): State<Arc<House>>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !same_site(request.headers()) {
        tracing::warn!("refused: cross-site request");
        return (StatusCode::FORBIDDEN, "403 cross-site request refused").into_response();
    }
    next.run(request).await
}

/// Seconds that somebody is told to wait.
const PAUSE: u16 = 5;

/// How often one address may ask: a burst of 120, then 20 a second. Enough for a page and its parts, too little for guessing.
pub struct Throttle(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Throttle {
    fn default() -> Self {
        let per_second = NonZeroU32::new(20).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(120).unwrap_or(NonZeroU32::MIN);
        Self(RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)))
    }
}

impl Throttle {
    fn allows(&self, ip: IpAddr) -> bool {
        // Bounds the memory: forgotten addresses start afresh.
        if self.0.len() > 100_000 {
            self.0.retain_recent();
        }
        self.0.check_key(&ip).is_ok()
    }
}

/// The layer: state changes, since pages are cached by nobody and read by everybody; and links that open without a password, since they could be guessed at.
pub(super) async fn throttle(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let counts = !matches!(*request.method(), Method::GET | Method::HEAD) || request.uri().path().starts_with("/pay/");
    if counts
        && let Some(ip) = super::session::client_ip(&house, &request)
        && !house.throttle.allows(ip)
    {
        let (visitor, script) = (super::session::stranger(&house, &request), request.uri().path().starts_with("/api/"));
        return too_often(&house, &visitor, script).await;
    }
    next.run(request).await
}

/// Says how long to wait, without looking anybody up: as a page, or as a script reads it.
async fn too_often(house: &Arc<House>, visitor: &Visitor, script: bool) -> Response {
    let error = AppError::from(Refusal::new(ErrorCode::TooManyTries).with("seconds", PAUSE));
    let mut response = if script {
        (StatusCode::TOO_MANY_REQUESTS, axum::Json(error)).into_response()
    } else {
        super::pages::refusal(house, visitor, error).await
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(PAUSE));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        for (pairs, allowed) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://a.example"), ("host", "a.example")], false),
            (&[("origin", "https://a.example"), ("host", "a.example")], true),
            (&[("origin", "https://a.example:444"), ("host", "a.example")], false),
            (&[("origin", "null"), ("host", "a.example")], false),
            (&[("host", "a.example")], false),
            (&[], false),
        ] {
            assert_eq!(same_site(&headers(pairs)), allowed, "{pairs:?}");
        }
    }

    #[test]
    fn exceptions_are_few_and_named() {
        assert_eq!(EXCEPTIONS, ["/gateways/"]);
    }
}
