//! Papers to fetch as files.

use super::pages;
use super::session::Visitor;
use crate::House;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::AppError;
use domain::error::ErrorCode;
use domain::ids::{InvoiceId, ReceiptId, TripId};
use domain::payments::PayDraft;
use http::header;
use std::sync::Arc;

/// A receipt. **Permissions**: its client; staff.
pub(super) async fn receipt(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(receipt): Path<String>,
) -> Response {
    let Ok(receipt) = receipt.parse::<ReceiptId>() else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    answer(&house, &visitor, house.desks.payments.read_receipt(&visitor.caller, receipt).await).await
}

/// An invoice or a credit note. **Permissions**: the client it is for; staff.
pub(super) async fn invoice(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(invoice): Path<String>,
) -> Response {
    let Ok(invoice) = invoice.parse::<InvoiceId>() else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    answer(&house, &visitor, house.desks.invoices.read_invoice(&visitor.caller, invoice).await).await
}

/// The QR-bill of a transfer; the query says how much. **Permissions**: the client who contracts.
pub(super) async fn qr_bill(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(trip): Path<String>,
    Query(draft): Query<PayDraft>,
) -> Response {
    let Ok(trip) = trip.parse::<TripId>() else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    answer(&house, &visitor, house.desks.payments.read_transfer_slip(&visitor.caller, trip, draft).await).await
}

/// What a page asks about a day.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Day {
    #[serde(default)]
    on: String,
}

/// Clients' money held on a day, as a table. **Permissions**: managers, accountants, administrators.
pub(super) async fn funds(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>, Query(day): Query<Day>) -> Response {
    match house.desks.funds.read_funds(&visitor.caller, day.on).await {
        Ok((name, table)) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            ];
            (headers, table).into_response()
        }
        Err(error) => pages::refusal(&house, &visitor, error).await,
    }
}

/// The receipt of the payment that a link began. **Permissions**: whoever holds the link.
pub(super) async fn receipt_by_link(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
) -> Response {
    answer(&house, &visitor, house.desks.pay_links.read_link_receipt(&visitor.caller, &token).await).await
}

async fn answer(house: &Arc<House>, visitor: &Visitor, found: Result<(String, Vec<u8>), AppError>) -> Response {
    match found {
        Ok((name, pdf)) => (
            [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\""))],
            pdf,
        )
            .into_response(),
        Err(error) => pages::refusal(house, visitor, error).await,
    }
}
