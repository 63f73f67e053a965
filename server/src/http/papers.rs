//! Papers to fetch as files.

use super::pages;
use super::session::Visitor;
use crate::House;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::error::ErrorCode;
use domain::ids::ReceiptId;
use http::header;
use std::sync::Arc;

/// A receipt. **Permissions**: its client; staff.
pub(super) async fn receipt(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(receipt): Path<String>,
) -> Response {
    let Ok(receipt) = receipt.parse::<ReceiptId>() else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    match house.desks.payments.read_receipt(&visitor.caller, receipt).await {
        Ok((name, pdf)) => (
            [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\""))],
            pdf,
        )
            .into_response(),
        Err(error) => pages::refusal(&house, &visitor, error).await,
    }
}
