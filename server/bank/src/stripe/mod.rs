//! The bank speaking Stripe: Checkout Sessions, payments, refunds, payouts and events in Stripe's shapes, over the same books, rules and pages.
//!
//! Names are translated, never kept: the session `cs_test_X`, its payment `pi_X` and our `pay_X` are one. What Stripe would refuse is refused here (an
//! unknown field, a page that closes within half an hour), for a merchant's program is to be tried, not pleased. What this bank cannot do is left out:
//! delayed methods, evidence in disputes, currencies that Stripe counts in its own way.

mod balance;
mod disputes;
mod events;
mod form;
mod refunds;
mod sessions;
mod view;

use axum::{
    Json, Router,
    extract::{Request, State as Shared},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

pub(crate) use events::event;

use crate::{api::is_merchant, house::Bank, refusal::Refusal};

/// Name of the request header that carries the signature.
pub(crate) const SIGNATURE_HEADER: &str = "stripe-signature";

/// The version whose words are spoken.
const API_VERSION: &str = "2026-10-28.endive";

pub(crate) fn router(bank: &Bank) -> Router {
    Router::new()
        .route("/v1/checkout/sessions", post(sessions::create).get(sessions::list))
        .route("/v1/checkout/sessions/{id}", get(sessions::find))
        .route("/v1/checkout/sessions/{id}/expire", post(sessions::expire))
        .route("/v1/payment_intents/{id}", get(refunds::intent))
        .route("/v1/refunds", post(refunds::create).get(refunds::list))
        .route("/v1/refunds/{id}", get(refunds::find))
        .route("/v1/disputes", get(disputes::list))
        .route("/v1/disputes/{id}", get(disputes::find))
        .route("/v1/balance", get(balance::balance))
        .route("/v1/balance_transactions", get(balance::moves))
        .route("/v1/balance_transactions/{id}", get(balance::find_move))
        .route("/v1/payouts", get(balance::payouts))
        .route("/v1/payouts/{id}", get(balance::find_payout))
        .route("/v1/events", get(events::list))
        .route_layer(middleware::from_fn_with_state(bank.clone(), guard))
        .with_state(bank.clone())
}

async fn guard(Shared(bank): Shared<Bank>, request: Request, next: Next) -> Response {
    if is_merchant(&bank, request.headers()) {
        next.run(request).await
    } else {
        Trouble::new(StatusCode::UNAUTHORIZED, "invalid_request_error", "", "Invalid API Key provided").into_response()
    }
}

/// A refusal in Stripe's words.
#[derive(Debug)]
struct Trouble {
    status: StatusCode,
    kind: &'static str,
    code: &'static str,
    message: String,
}

impl Trouble {
    fn new(status: StatusCode, kind: &'static str, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, kind, code, message: message.into() }
    }

    /// The request makes no sense.
    fn invalid(code: &'static str, field: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", code, format!("{code}: {field}"))
    }

    fn missing(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "invalid_request_error", "resource_missing", format!("No such object: '{id}'"))
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code;
        match refusal.status {
            _ if code == "idempotency_mismatch" => Self::new(
                StatusCode::BAD_REQUEST,
                "idempotency_error",
                "",
                "Keys for idempotent requests can only be used with the same parameters they were first used with.",
            ),
            status if status.is_server_error() => Self::new(status, "api_error", "", code),
            StatusCode::NOT_FOUND => Self::missing(code),
            _ => Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", code, code),
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut error = json!({ "type": self.kind, "message": self.message });
        if !self.code.is_empty() {
            error["code"] = json!(self.code);
        }
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}

/// An answer: an object, or why there is none.
fn answer(said: Result<Value, Trouble>) -> Response {
    match said {
        Ok(object) => Json(object).into_response(),
        Err(trouble) => trouble.into_response(),
    }
}
