//! HTTP: from a request to a desk and back.
//!
//! Order of the layers, outermost first: request id and log, metrics, panics, limits, security headers, the cross-site guard, the session. What is
//! not a known route is a page.

pub mod assets;
mod context;
mod forms;
mod guard;
mod headers;
mod health;
mod leave;
mod live;
mod mail_drop;
mod observe;
mod pages;
mod papers;
mod session;
mod upload;
mod webhooks;

use crate::House;
use crate::desks::books::upload::STATEMENT_LIMIT;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

pub use guard::{EXCEPTIONS as GUARD_EXCEPTIONS, Throttle};

/// Bytes of a form or a server function's arguments, at most.
const FORM_LIMIT: usize = 1024 * 1024;

/// Every route of the house that is not a page or a server function: path and methods. The policy test walks it.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/livereload"),
    ("GET", "/site/{*path}"),
    ("GET", "/live/trips/{trip}"),
    ("GET", "/live/orders/{order}"),
    ("GET", "/receipts/{receipt}"),
    ("GET", "/invoices/{invoice}"),
    ("GET", "/trips/{trip}/transfer/qr-bill"),
    ("GET", "/payments/{order}/bank"),
    ("GET", "/back/{token}"),
    ("POST", "/office/statements/upload"),
    ("GET", "/office/funds.csv"),
    ("GET", "/pay/{token}/bank"),
    ("GET", "/pay/{token}/receipt"),
    ("GET", "/demo/mail"),
    ("POST", "/gateways/{gateway}/notify"),
];

/// The router of the whole house.
pub fn router(house: Arc<House>) -> Router {
    // Once a process; a second house in a test finds it done.
    let _ = any_spawner::Executor::init_tokio();
    let people = Router::new()
        .route("/live/trips/{trip}", get(live::trip))
        .route("/live/orders/{order}", get(live::order))
        .route("/receipts/{receipt}", get(papers::receipt))
        .route("/invoices/{invoice}", get(papers::invoice))
        .route("/trips/{trip}/transfer/qr-bill", get(papers::qr_bill))
        .route("/payments/{order}/bank", get(leave::bank))
        .route("/back/{token}", get(leave::back))
        .route("/office/statements/upload", post(upload::statement).layer(DefaultBodyLimit::max(STATEMENT_LIMIT + FORM_LIMIT)))
        .route("/office/funds.csv", get(papers::funds))
        .route("/pay/{token}/bank", get(leave::bank_by_link))
        .route("/pay/{token}/receipt", get(papers::receipt_by_link))
        .route("/demo/mail", get(mail_drop::page))
        .route("/api/{function}", any(forms::server_function))
        .fallback(forms::page_or_form)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(house.clone(), session::resolve))
        .layer(from_fn_with_state(house.clone(), guard::throttle))
        .layer(from_fn_with_state(house.clone(), guard::refuse_cross_site));
    let machines = Router::new()
        .route("/gateways/{gateway}/notify", post(webhooks::notify))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/livereload", get(live::reload))
        .route("/site/{*path}", get(assets::serve));
    people
        .merge(machines)
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(from_fn_with_state(house.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(from_fn_with_state(house.clone(), observe::apologise))
        .layer(from_fn(observe::observe))
        .with_state(house)
}
