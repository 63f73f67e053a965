//! The server functions of money backwards.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, CreditView, OwedView, RefundView, TransferEnd, TripRefunds};
use domain::ids::{PayerId, RefundId, TripId};
use domain::paging::{ListQuery, Page};
use domain::payments::{ApplyDraft, RefundDraft};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// What can go back of a trip's money, and what does.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindTripRefunds, prefix = "/api", endpoint = "find_trip_refunds", input = GetUrl)]
pub async fn find_trip_refunds(trip: Option<TripId>) -> Result<TripRefunds, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.refunds.find_trip_refunds(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Refunds, a page of them, late ones first.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListRefunds, prefix = "/api", endpoint = "list_refunds", input = GetUrl)]
pub async fn list_refunds(#[server(default)] query: ListQuery) -> Result<Page<RefundView>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.refunds.list_refunds(&caller, query).await
}

/// What has to go back after a declined price, the oldest first.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListOwed, prefix = "/api", endpoint = "list_owed", input = GetUrl)]
pub async fn list_owed() -> Result<Vec<OwedView>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.refunds.list_owed(&caller).await
}

/// Every credit that counts towards nothing yet, the oldest first.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListUnmatched, prefix = "/api", endpoint = "list_unmatched", input = GetUrl)]
pub async fn list_unmatched() -> Result<Vec<CreditView>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.refunds.list_credits(&caller).await
}

/// Writes a refund down, and leads back to its trip. The gateway is asked afterwards, or a person makes the transfer.
///
/// **Permissions**: accountants, administrators. **Errors**: fields, `CaptureDisputed`, `SignInNeeded`, `NotFound`.
#[server(name = RequestRefund, prefix = "/api", endpoint = "request_refund")]
pub async fn request_refund(trip: TripId, #[server(default)] draft: RefundDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.refunds.request_refund(&caller, trip, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=refunded"));
    Ok(())
}

/// Applies a payer's credit to what is owed, and leads back to the trip.
///
/// **Permissions**: accountants, administrators. **Errors**: fields, `SignInNeeded`, `NotFound`.
#[server(name = ApplyCredit, prefix = "/api", endpoint = "apply_credit")]
pub async fn apply_credit(trip: TripId, payer: PayerId, #[server(default)] draft: ApplyDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.refunds.apply_credit(&caller, trip, payer, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=applied"));
    Ok(())
}

/// Says what became of a transfer, and leads to its trip.
///
/// **Permissions**: accountants, administrators. **Errors**: `RefundOver`, `OutsideRefundable`, `CaptureDisputed`, `SignInNeeded`, `NotFound`.
#[server(name = SettleTransfer, prefix = "/api", endpoint = "settle_transfer")]
pub async fn settle_transfer(refund: RefundId, end: TransferEnd) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.refunds.settle_transfer(&caller, refund, end).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=transfer"));
    Ok(())
}
