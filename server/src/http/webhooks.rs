//! Notifications of gateways: kept raw before anything else, answered at once, settled by a job.
//!
//! No cookie, no guard: a signature says who speaks. A notification is only a hint; the truth is asked of the gateway.

use crate::House;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

/// Bytes of a notification, at most.
const LIMIT: usize = 256 * 1024;

/// `/gateways/NAME/notify`.
pub(super) async fn notify(State(house): State<Arc<House>>, Path(gateway): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LIMIT).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let answer = house.payments.receive(&gateway, &parts.headers, &body).await;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Body::from(answer.body)).into_response()
}
