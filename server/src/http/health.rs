//! Whether the house is alive, ready, and how it does.

use crate::House;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use std::net::SocketAddr;
use std::sync::Arc;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// The database answers and every migration has run; 503 while the house is closing.
pub(super) async fn ready(State(house): State<Arc<House>>) -> Response {
    if house.closing.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "closing").into_response();
    }
    match house.counter.db.ping().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready: database");
            (StatusCode::SERVICE_UNAVAILABLE, "database").into_response()
        }
    }
}

/// Figures for Prometheus: with the configured token, or from this machine when there is none. What a proxy on this machine hands on comes from elsewhere.
pub(super) async fn metrics(State(house): State<Arc<House>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, headers: HeaderMap) -> Response {
    let token = house.config.metrics_token.reveal().unwrap_or_default();
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let handed_on = house.config.proxies.contains(&peer.ip()) || headers.contains_key("x-forwarded-for");
    let allowed = if token.is_empty() {
        peer.ip().is_loopback() && !handed_on
    } else {
        bool::from(subtle::ConstantTimeEq::ct_eq(token.as_bytes(), given.as_bytes()))
    };
    if !allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], house.metrics.render()).into_response()
}
