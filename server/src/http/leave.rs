//! The page between ours and a bank's that is reached by a posted form: it carries that form and nothing else, so that it needs no bundle. And the way back.

use super::pages;
use super::session::Visitor;
use crate::House;
use crate::gateways::LEFT;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use http::{StatusCode, header};
use std::sync::Arc;

/// Leads to the bank, or to the result page when there is nothing to pay any more. **Permissions**: the client who pays.
pub(super) async fn bank(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>, Path(order): Path<String>) -> Response {
    let Ok(order) = order.parse::<PaymentOrderId>() else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    match house.desks.payments.open_bank_form(&visitor.caller, order).await {
        Ok(Some(form)) => pages::bank_form(&house, &visitor, form).await,
        Ok(None) => (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/payments/{order}"))]).into_response(),
        Err(error) => pages::refusal(&house, &visitor, error).await,
    }
}

/// The same for whoever pays by link. **Permissions**: whoever holds the link.
pub(super) async fn bank_by_link(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
) -> Response {
    match house.desks.pay_links.open_link_form(&visitor.caller, &token).await {
        Ok(Some(form)) => pages::bank_form(&house, &visitor, form).await,
        Ok(None) => (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/pay/{token}"))]).into_response(),
        Err(error) => pages::refusal(&house, &visitor, error).await,
    }
}

/// Leads whoever comes back from the bank: to their payment while they are signed in, else to what may be told without. **Permissions**: whoever holds the link.
pub(super) async fn back(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    match house.desks.pay_links.find_way_back(&visitor.caller, &token).await {
        // By which way out one came back is for the page to say.
        Ok(path) => {
            let path = if query.as_deref() == Some(LEFT) { [path.as_str(), "?", LEFT].concat() } else { path };
            (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
        }
        Err(error) => pages::refusal(&house, &visitor, error).await,
    }
}
