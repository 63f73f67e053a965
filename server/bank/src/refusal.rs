//! The bank's refusals, as a merchant's program reads them: a status and `{"error": code}`.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{model::Payment, shown::PaymentView};

/// Why an operation was not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    /// The payment as it stands, when its state is the reason.
    pub(crate) payment: Option<Box<Payment>>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, payment: None }
    }

    pub(crate) fn bad(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    pub(crate) fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    pub(crate) fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    }

    /// The state of the payment does not allow it.
    pub(crate) fn state(payment: &Payment) -> Self {
        Self { status: StatusCode::CONFLICT, code: payment.state.as_str(), payment: Some(Box::new(payment.clone())) }
    }

    /// The answer, with the payment's page under `base`.
    pub(crate) fn answer(self, base: &str) -> Response {
        let mut body = json!({ "error": self.code });
        if let (Some(payment), Some(fields)) = (&self.payment, body.as_object_mut())
            && let Ok(view) = serde_json::to_value(PaymentView::new(payment, base))
        {
            fields.insert("payment".to_owned(), view);
        }
        (self.status, Json(body)).into_response()
    }
}
